"""LibreOffice missing, hanging, crashing, giving nothing, half a PDF or other fonts: exit 4, Word files whole."""

from __future__ import annotations

import os
import sys
import time
import zipfile
from pathlib import Path

import pytest
from fault_workspace import assert_well_said, run
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from generator.drafts import DraftJournal

ONE = ("draft", "decree", "--province", "08", "--seat", "bank", "--pdf", "--json")
ALL = ("draft", "decree", "--province", "08", "--pdf", "--json")

SCRIPT = """#!{python} -S
import os, shutil, signal, subprocess, sys, time
arguments = sys.argv[1:]
out = arguments[arguments.index("--outdir") + 1]
for name in (a for a in arguments if a.endswith(".docx")):
    made = os.path.join(out, os.path.basename(name)[:-5] + ".pdf")
    {act}
"""
ACTS = {
    "hang": "child = subprocess.Popen(['sleep', '600']);"
    " open({pids!r}, 'a').write(f'{{os.getpid()}} {{child.pid}} '); signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    " time.sleep(600)",
    "crash": "os.kill(os.getpid(), signal.SIGSEGV)",
    "fail": "sys.exit(81)",
    "nothing": "pass",
    "half": "open(made, 'wb').write(open({good!r}, 'rb').read()[:200])",
    "other font": "shutil.copy({other!r}, made)",
    "good": "shutil.copy({good!r}, made)",
}


def pdf(path, font=None):
    with PdfWriter() as writer:
        page = writer.add_blank_page(595, 842)
        if font:
            entry = {
                "/Type": NameObject("/Font"),
                "/Subtype": NameObject("/Type1"),
                "/BaseFont": NameObject(f"/{font}"),
            }
            fonts = DictionaryObject(
                {NameObject("/F1"): DictionaryObject({NameObject(k): v for k, v in entry.items()})}
            )
            page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        writer.write(path)
    return path


@pytest.fixture
def office(workspace, tmp_path):
    """A program in LibreOffice's place; call it with what it shall do."""
    folder = tmp_path / "office"
    folder.mkdir()
    files = {
        "pids": str(folder / "pids"),
        "good": str(pdf(folder / "good.pdf")),
        "other": str(pdf(folder / "other.pdf", "ComicSansMS")),
    }

    def acting(act):
        program = folder / "soffice"
        program.write_text(SCRIPT.format(python=sys.executable, act=ACTS[act].format(**files)))
        program.chmod(0o755)
        (workspace / "dabir.toml").write_text(f'[pdf]\nlibreoffice = "{program}"\ntimeout_seconds = 1\nprocesses = 1\n')
        return Path(files["pids"])

    return acting


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def assert_word_alone(workspace, answer, documents):
    made = sorted((workspace / "output").rglob("*.docx"))
    assert len(made) == documents == answer.json["word"]["decree"]
    for path in made:
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
    assert not [path for path in (workspace / "output").rglob("*") if path.suffix in (".pdf", ".part")]
    assert_well_said(answer.problems)


@pytest.mark.parametrize(
    ("act", "code"),
    [("crash", "P803"), ("fail", "P803"), ("nothing", "P804"), ("half", "P805"), ("other font", "P806")],
)
def test_what_libreoffice_does_wrong_is_told_of_each_document(workspace, office, act, code):
    office(act)
    answer = run(*ALL, workspace=workspace)
    assert answer.code == 4
    assert answer.codes == [code] * 4
    assert len({problem["location"]["path"] for problem in answer.problems}) == 4
    assert {problem["location"]["path"].rpartition(".")[2] for problem in answer.problems} == {"docx"}
    assert_word_alone(workspace, answer, 4)


def test_a_libreoffice_that_hangs_is_ended_with_all_its_children(workspace, office):
    pids = office("hang")
    begun = time.monotonic()
    answer = run(*ONE, workspace=workspace)
    assert time.monotonic() - begun < 10
    assert (answer.code, answer.codes) == (4, ["P802"])
    assert_word_alone(workspace, answer, 1)
    started = [int(pid) for pid in pids.read_text().split()]
    assert len(started) >= 2
    assert not [pid for pid in started if is_alive(pid)]


def test_without_libreoffice_word_files_are_made(workspace, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    answer = run(*ALL, workspace=workspace)
    assert (answer.code, answer.codes) == (4, ["P801"])
    assert_word_alone(workspace, answer, 4)


def test_a_libreoffice_that_cannot_be_started(workspace, tmp_path):
    program = tmp_path / "soffice"
    program.write_bytes(b"\x7fELF but not really")
    program.chmod(0o755)
    (workspace / "dabir.toml").write_text(f'[pdf]\nlibreoffice = "{program}"\n')
    answer = run(*ONE, workspace=workspace)
    assert (answer.code, answer.codes) == (4, ["P803"])
    assert_word_alone(workspace, answer, 1)


def test_the_rerun_with_a_sound_libreoffice_completes(workspace, office):
    office("crash")
    assert run(*ALL, "--pack", workspace=workspace).code == 4
    office("good")
    answer = run(*ALL, "--pack", workspace=workspace)
    assert (answer.code, answer.problems) == (0, [])
    assert answer.json["pdf"] == {"decree": 4}
    assert answer.json["packs"] == 1
    again = run(*ALL, "--pack", workspace=workspace)
    assert (again.code, again.json["written"]) == (0, 0)


def test_a_pdf_that_a_person_edited_is_not_overwritten(workspace, office):
    office("good")
    assert run(*ONE, workspace=workspace).code == 0
    (made,) = (workspace / "output").rglob("*.pdf")
    made.write_bytes(b"%PDF my own")
    answer = run(*ONE, workspace=workspace)
    assert (answer.code, answer.codes) == (1, ["O703"])
    assert made.read_bytes() == b"%PDF my own"


def test_a_pdf_without_a_place_is_told_and_the_others_are_made(workspace, office):
    office("good")
    in_the_way = workspace / "output/drafts/08-kerman/P-CL02-08-DEC-02.pdf"
    in_the_way.mkdir(parents=True)
    answer = run(*ALL, workspace=workspace)
    assert answer.code == 1
    assert len(answer.codes) == 1
    assert answer.codes[0] in ("O701", "O703")
    assert answer.json["pdf"] == {"decree": 3}


def test_a_kill_while_a_pdf_is_entered_takes_nobody_for_a_stranger(workspace, office, monkeypatch):
    office("good")

    class Killed(BaseException):
        pass

    enter = DraftJournal.enter

    def die(self, path, sha256, made_from=""):
        if path.suffix == ".pdf":
            raise Killed
        enter(self, path, sha256, made_from)

    monkeypatch.setattr(DraftJournal, "enter", die)
    with pytest.raises(Killed):
        run(*ALL, workspace=workspace)
    monkeypatch.undo()
    answer = run(*ALL, workspace=workspace)
    assert (answer.code, answer.problems) == (0, [])
    assert answer.json["pdf"] == {"decree": 4}


def test_a_disk_that_fills_while_pdfs_are_entered(workspace, office, monkeypatch):
    office("good")
    enter = DraftJournal.enter

    def full(self, path, sha256, made_from=""):
        if path.suffix == ".pdf":
            raise OSError(28, os.strerror(28))
        enter(self, path, sha256, made_from)

    monkeypatch.setattr(DraftJournal, "enter", full)
    answer = run(*ALL, workspace=workspace)
    assert answer.code == 1
    assert set(answer.codes) == {"O702"}
    assert len(list((workspace / "output").rglob("*.docx"))) == 4
