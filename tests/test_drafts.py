"""Files that the program did not write are never overwritten, and a run may end anywhere."""

from __future__ import annotations

import json

import pytest

from generator import DraftOptions, Selection, draft, make_plan, read_dataset
from generator.drafts import JOURNAL, DraftJournal, digest, file_digest
from generator.problems import DabirError, Problem


@pytest.fixture
def journal(tmp_path) -> DraftJournal:
    return DraftJournal(tmp_path)


def test_a_new_file_is_written_and_the_same_content_is_left_alone(journal, tmp_path):
    path = tmp_path / "a" / "one.docx"
    assert journal.write(b"1", path, "one") == "written"
    stamp = path.stat().st_mtime_ns
    assert journal.write(b"1", path, "one") == "unchanged"
    assert path.stat().st_mtime_ns == stamp
    assert journal.write(b"2", path, "one") == "written"
    assert path.read_bytes() == b"2"


def test_a_foreign_file_stays(journal, tmp_path):
    path = tmp_path / "one.docx"
    path.write_bytes(b"by hand")
    problem = journal.write(b"1", path, "one.docx")
    assert isinstance(problem, Problem)
    assert problem.code == "O703"
    assert path.read_bytes() == b"by hand"


def test_an_edited_file_stays(journal, tmp_path):
    path = tmp_path / "one.docx"
    journal.write(b"1", path, "one.docx")
    path.write_bytes(b"1, corrected")
    assert isinstance(DraftJournal(tmp_path).write(b"2", path, "one.docx"), Problem)
    assert path.read_bytes() == b"1, corrected"


def test_a_file_of_an_earlier_run_may_be_replaced(journal, tmp_path):
    path = tmp_path / "one.docx"
    journal.write(b"1", path, "one.docx")
    assert DraftJournal(tmp_path).write(b"2", path, "one.docx") == "written"


def test_a_crash_between_entry_and_file_leaves_the_old_file_ours(journal, tmp_path):
    path = tmp_path / "one.docx"
    journal.write(b"1", path, "one.docx")
    journal.enter(path, digest(b"2"))
    assert DraftJournal(tmp_path).write(b"3", path, "one.docx") == "written"


def test_a_line_cut_by_a_crash_is_passed_over(journal, tmp_path):
    path = tmp_path / "one.docx"
    journal.write(b"1", path, "one.docx")
    with (tmp_path / JOURNAL).open("a") as stream:
        stream.write('{"path": "two.do')
    assert DraftJournal(tmp_path).write(b"2", path, "one.docx") == "written"


def test_compacting_keeps_what_counts(journal, tmp_path):
    path = tmp_path / "one.docx"
    for content in (b"1", b"2", b"3"):
        journal.write(content, path, "one.docx")
    journal.enter(tmp_path / "gone.docx", digest(b"x"))
    journal.compact()
    lines = [json.loads(line) for line in (tmp_path / JOURNAL).read_text().splitlines()]
    assert lines == [{"path": "one.docx", "sha256": digest(b"3")}]
    assert DraftJournal(tmp_path).write(b"4", path, "one.docx") == "written"


def test_something_made_from_others_is_current_until_they_or_it_change(journal, tmp_path):
    path = tmp_path / "one.pdf"
    path.write_bytes(b"pdf")
    journal.enter(path, file_digest(path), "source-1")
    assert journal.is_current(path, "source-1")
    assert not journal.is_current(path, "source-2")
    path.write_bytes(b"other")
    assert not journal.is_current(path, "source-1")


def test_pdfs_and_packs_are_made_again_only_when_their_documents_changed(small_workspace):
    selection = Selection(provinces=["fars"], bodies=["P-CL02"], seats=["industry", "labour"])
    options = DraftOptions(pdf=True, pack=True)
    dataset = read_dataset(small_workspace)
    first = draft(small_workspace, dataset, make_plan(dataset, ["decree"], selection), options)
    assert first.problems == []
    assert (first.pdf["decree"], first.packs, first.written) == (2, 1, 5)

    second = draft(small_workspace, dataset, make_plan(dataset, ["decree"], selection), options)
    assert (second.written, second.unchanged) == (0, 5)

    roster = small_workspace.data / "offices" / "07-fars" / "roster.yaml"
    text = roster.read_text("utf-8")
    place = text.index("seat: labour")
    name = text.index("last_name:", place)
    roster.write_text(text[:name] + "last_name: نام‌تازه" + text[text.index("\n", name) :], "utf-8")
    dataset = read_dataset(small_workspace)
    third = draft(small_workspace, dataset, make_plan(dataset, ["decree"], selection), options)
    assert third.problems == []
    assert (third.written, third.unchanged) == (3, 2)


def _one_decree(workspace, **options):
    dataset = read_dataset(workspace)
    selection = Selection(provinces=["fars"], bodies=["P-CL02"], seats=["industry"])
    return draft(workspace, dataset, make_plan(dataset, ["decree"], selection), DraftOptions(**options))


def test_a_pdf_that_somebody_put_there_while_it_was_converted_stays(small_workspace, monkeypatch):
    target = small_workspace.drafts / "07-fars" / "P-CL02-07-DEC-03.pdf"

    def convert_slowly(conversions, *_settings, on_done):
        for conversion in conversions:
            conversion.pdf.write_bytes(b"%PDF made")
            target.write_bytes(b"%PDF by hand")
            on_done(conversion, None)

    monkeypatch.setattr("generator.batch.convert", convert_slowly)
    report = _one_decree(small_workspace, pdf=True)
    assert [problem.code for problem in report.problems] == ["O703"]
    assert target.read_bytes() == b"%PDF by hand"


def test_an_interrupted_conversion_makes_nobody_elses_file_ours(small_workspace, monkeypatch):
    target = small_workspace.drafts / "07-fars" / "P-CL02-07-DEC-03.pdf"

    def interrupted(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.batch.convert", interrupted)
    with pytest.raises(KeyboardInterrupt):
        _one_decree(small_workspace, pdf=True)
    monkeypatch.undo()
    target.write_bytes(b"%PDF by hand")
    report = _one_decree(small_workspace, pdf=True)
    assert [problem.code for problem in report.problems] == ["O703"]
    assert target.read_bytes() == b"%PDF by hand"


def test_a_pack_of_a_part_has_a_name_of_its_own_and_an_incomplete_one_is_not_made(small_workspace):
    report = _one_decree(small_workspace, pdf=True, pack=True)
    assert report.problems == []
    packs = [path.name for path in small_workspace.drafts.rglob("*print-pack*")]
    assert packs == ["07-fars-print-pack-decree-P-CL02-industry.pdf"]

    (small_workspace.drafts / "07-fars" / "P-CL02-07-DEC-03.docx").write_bytes(b"edited")
    dataset = read_dataset(small_workspace)
    selection = Selection(provinces=["fars"], bodies=["P-CL02"])
    plan = make_plan(dataset, ["decree"], selection)
    report = draft(small_workspace, dataset, plan, DraftOptions(pdf=True, pack=True))
    assert [problem.code for problem in report.problems] == ["O705", "O703"]
    assert report.packs == 0


def test_a_plan_with_problems_is_refused(small_workspace):
    dataset = read_dataset(small_workspace)
    plan = make_plan(dataset, ["decre"], Selection(provinces=["fars"]))
    with pytest.raises(DabirError):
        draft(small_workspace, dataset, plan)


def test_numbers_are_compared_over_all_documents_and_not_only_those_of_the_run(small_workspace):
    kind = small_workspace.data / "kinds" / "decree.yaml"
    kind.write_text(
        kind.read_text("utf-8").replace('"{body}-{office}-{project}-{code}-{seat}"', '"{body}-{office}-{code}"')
    )
    dataset = read_dataset(small_workspace)
    plan = make_plan(dataset, ["decree"], Selection(provinces=["fars"], bodies=["P-CL02"], seats=["bank"]))
    assert [problem.code for problem in plan.problems] == ["K502"]
    assert plan.problems[0].location.line is not None
