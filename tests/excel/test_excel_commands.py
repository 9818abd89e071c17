"""``dabir export xlsx`` and ``dabir import`` as a clerk runs them."""

from __future__ import annotations

import json
import shutil

import pytest
from workbook_samples import files_of, project, records_of, spoiled

from generator.cli import cli
from generator.problems import DabirError
from generator.sources.yaml_writer import heading_comments, yaml_of


@pytest.fixture
def dabir(office, capsys):
    """Runs the command in the workspace; gives exit code, output and messages."""

    def run(*words):
        try:
            code = cli(["--workspace", str(office.root), *map(str, words)], standalone_mode=False)
        except DabirError as fault:
            code = fault.exit_code
        said = capsys.readouterr()
        return int(code or 0), said.out, said.err

    return run


def test_an_export_is_the_same_to_the_byte_and_says_so(dabir, office):
    code, out, _ = dabir("export", "xlsx", "--province", "فارس")
    target = office.output / "excel" / "07-fars.xlsx"
    first = target.read_bytes()
    assert (code, out.splitlines()[0]) == (0, "output/excel/07-fars.xlsx")
    assert "1 unchanged" in dabir("export", "xlsx", "--province", "07")[1]
    target.unlink()
    dabir("export", "xlsx", "--all-provinces")
    assert target.read_bytes() == first


def test_one_workbook_may_hold_several_offices(dabir, office, tmp_path):
    shutil.copytree(office.data / "offices/07-fars", office.data / "offices/08-kerman")
    for path in (office.data / "offices/08-kerman").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace('province: "07"', 'province: "08"'), "utf-8")
    expected = records_of(office)
    code, _, _ = dabir("export", "xlsx", "--all-provinces", "--out", tmp_path / "all.xlsx")
    assert (code, len(expected)) == (0, 6)
    for path in expected:
        (office.root / path).unlink()
    assert dabir("import", tmp_path / "all.xlsx")[0] == 0
    assert records_of(office) == expected


def test_an_export_that_somebody_edited_is_not_overwritten(dabir, office):
    dabir("export", "xlsx", "--province", "فارس")
    target = office.output / "excel" / "07-fars.xlsx"
    edited = spoiled(target.read_bytes(), lambda book: book["اعضا"].__setitem__("I3", "نام دیگر"))
    target.write_bytes(edited)
    code, _, err = dabir("export", "xlsx", "--province", "فارس")
    assert (code, target.read_bytes()) == (1, edited)
    assert "O703" in err


def test_an_export_follows_the_data_once_they_changed(dabir, office):
    dabir("export", "xlsx", "--province", "فارس")
    target = office.output / "excel" / "07-fars.xlsx"
    first = target.read_bytes()
    path = office.data / "offices/07-fars/meetings/1404-1.yaml"
    path.write_text(path.read_text("utf-8").replace("مصوبه نخست", "مصوبه دیگر"), "utf-8")
    assert dabir("export", "xlsx", "--province", "فارس")[0] == 0
    assert target.read_bytes() != first


def test_a_record_that_would_not_come_back_is_not_exported(dabir, office):
    plan = project().action_plan
    twice = plan.model_copy(update={"activities": [plan.activities[0], plan.activities[0]]})
    path = office.data / "offices/07-fars/projects/stone.yaml"
    path.write_text(yaml_of(project().model_copy(update={"action_plan": twice})), "utf-8")
    code, out, _ = dabir("export", "xlsx", "--province", "فارس", "--json")
    problems = json.loads(out)["problems"]
    found = [(problem["code"], problem["location"]["path"]) for problem in problems]
    assert (code, found) == (1, [("X112", "data/offices/07-fars/projects/stone.yaml")])
    assert not (office.output / "excel").exists()


@pytest.mark.parametrize("words", [(), ("--all-provinces", "--out", "book.ods")])
def test_an_export_without_place_or_to_another_format_is_a_usage_error(dabir, words):
    with pytest.raises(Exception, match=r"province|xlsx"):
        dabir("export", "xlsx", *words)


def test_an_unknown_province_is_said(dabir):
    code, _, err = dabir("export", "xlsx", "--province", "فارث")
    assert code == 1
    assert "R301" in err


def edited_book(dabir, tmp_path, spoil):
    dabir("export", "xlsx", "--province", "فارس", "--out", tmp_path / "book.xlsx")
    book = tmp_path / "book.xlsx"
    book.write_bytes(spoiled(book.read_bytes(), spoil))
    return book


def test_an_import_writes_only_what_changed_and_keeps_the_version_before(dabir, office, tmp_path):
    meeting = office.data / "offices/07-fars/meetings/1404-1.yaml"
    meeting.write_text("# سربرگ پرونده\n" + meeting.read_text("utf-8"), "utf-8")
    before = files_of(office)
    book = edited_book(dabir, tmp_path, lambda book: book["مصوبات"].__setitem__("D2", "مصوبه تازه"))
    code, out, _ = dabir("import", book)
    after = files_of(office)
    kept = meeting.with_name("1404-1.yaml.bak")
    assert code == 0
    assert "data/offices/07-fars/meetings/1404-1.yaml" in out
    assert {path for path in after if after[path] != before.get(path)} == {meeting, kept}
    assert kept.read_bytes() == before[meeting]
    assert heading_comments(meeting.read_text("utf-8")) == "# سربرگ پرونده\n"
    assert "مصوبه تازه" in meeting.read_text("utf-8")
    dabir("import", edited_book(dabir, tmp_path / "2", lambda book: book["مصوبات"].__setitem__("D2", "سوم")))
    assert meeting.with_name("1404-1.yaml.bak2").read_bytes() == after[meeting]


def test_a_dry_run_writes_nothing(dabir, office, tmp_path):
    book = edited_book(dabir, tmp_path, lambda book: book["مصوبات"].__setitem__("D2", "مصوبه تازه"))
    before = files_of(office)
    code, out, _ = dabir("import", book, "--dry-run")
    assert (code, files_of(office)) == (0, before)
    assert "would be written: data/offices/07-fars/meetings/1404-1.yaml" in out
    book.write_bytes(spoiled(book.read_bytes(), lambda book: book["مصوبات"].__setitem__("C2", "یک")))
    assert dabir("import", book, "--dry-run")[0] == 1
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["book.xlsx"]


def test_faults_are_told_with_their_cells_and_the_marked_copy(dabir, office, tmp_path):
    book = edited_book(dabir, tmp_path, lambda book: book["مصوبات"].__setitem__("C2", "یک"))
    before = files_of(office)
    code, out, err = dabir("import", book)
    assert (code, files_of(office)) == (1, before)
    shown = book.relative_to(office.root) if book.is_relative_to(office.root) else book
    assert f"{shown}:مصوبات!C2: M207 not-a-number" in err
    assert "book.faults.xlsx" in out
    code, out, _ = dabir("import", book, "--json")
    answer = json.loads(out)
    assert code == 1
    assert [p["location"]["cell"] for p in answer["problems"] if p["severity"] == "fault"] == ["C2"]
    assert answer["marked"].endswith("book.faults.xlsx")
    assert answer["written"] == []


def test_a_workbook_that_is_not_there_is_said(dabir, tmp_path):
    code, _, err = dabir("import", tmp_path / "none.xlsx")
    assert code == 1
    assert "Y111" in err


def test_a_full_disk_leaves_the_data_as_they_were(dabir, office, tmp_path, monkeypatch):
    def spoil(book):
        book["مصوبات"]["D2"] = "مصوبه تازه"
        book["اعضا"]["I3"] = "نام تازه"

    book = edited_book(dabir, tmp_path, spoil)
    before = files_of(office)
    calls = []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) == 5:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.sources.xlsx_import.os.fsync", full)
    code, _, err = dabir("import", book)
    after = {path: data for path, data in files_of(office).items() if ".bak" not in path.name}
    assert code == 1
    assert "O702" in err
    assert after == before


def test_faults_of_shared_data_keep_an_import_from_beginning(dabir, office, tmp_path):
    book = edited_book(dabir, tmp_path, lambda _: None)
    (office.data / "provinces.yaml").write_text("provinces: 1\n", "utf-8")
    code, _, err = dabir("import", book)
    assert code == 1
    assert "provinces.yaml" in err
