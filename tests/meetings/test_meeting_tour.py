"""The tour of ``docs/tour.fa.md`` is run as it stands: its commands, its outputs, its documents."""

from __future__ import annotations

import re

import docx
from tour_steps import PAGE, is_shown, run, steps

from generator.cli.meeting import command

TOUR = PAGE.read_text("utf-8")


def test_the_tour_goes_as_the_page_shows_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    blocks = steps(TOUR)
    assert sum(len(commands) for commands, _ in blocks) == sum(
        len(block.splitlines()) for block in re.findall(r"^```sh\n(.*?)^```$", TOUR, re.MULTILINE | re.DOTALL)
    )
    for commands, shown in blocks:
        answers = [run(line) for line in commands]
        printed = "".join(out for _, out in answers)
        assert is_shown(printed, shown), f"{commands}\n{printed}\nrun .venv/bin/python tests/meetings/tour_steps.py"
        faults = [code for code, _ in answers if code]
        assert len(faults) == len(re.findall(r"^\S+: [A-Z]\d{3} ", shown, re.MULTILINE)), commands
    drafts = tmp_path / "daftar" / "output" / "drafts" / "07-fars"
    (agenda,) = drafts.glob("*-AGN-1405-2.docx")
    shown = "\n".join(cell.text for table in docx.Document(agenda).tables for row in table.rows for cell in row.cells)
    assert "تصویب صورتجلسه" in shown
    assert "مصوبه باز جلسه‌های پیشین" in shown
    made = {path.stem.split("-")[3] for path in drafts.glob("*1405-2*.docx")}
    assert made == {"AGN", "INV", "SUB", "MIN", "NTF", "TRN"}


def test_the_tour_shows_each_command_of_the_cycle():
    assert {name for name in command.commands if f"`dabir meeting {name}`" not in TOUR} == {"status"}
    assert {name for name in command.commands if f"\ndabir meeting {name} " not in TOUR} == set()


def test_what_is_left_out_of_an_output_is_passed_over():
    assert is_shown("a\nb\nc\n", "a\n…\nc\n")
    assert is_shown("a\nc\n", "a\n…\nc\n")
    assert is_shown("a (0.3 s)\nb\n", "a (1.7 s)\n…\n")
    assert not is_shown("a\nb\nd\n", "a\n…\nc\n")
    assert not is_shown("a\nb\n", "a\n")
