"""What goes into a workbook comes out of it: all shipped data, awkward texts, and what Excel makes of it."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_samples import build_office, meeting, person, project, records_of, roster

from generator import Workspace
from generator.model.council import Council
from generator.model.meeting import Meeting
from generator.model.province import Office
from generator.model.roster import Roster
from generator.ooxml.package import write_package
from generator.persian.text import forbidden_characters, normalise
from generator.sources.binding import bind
from generator.sources.dataset import read_dataset
from generator.sources.xlsx_export import make_workbook
from generator.sources.xlsx_import import import_workbook
from generator.sources.xlsx_records import read_records
from generator.sources.xlsx_tables import read_tables
from generator.sources.xlsx_writer import OfficeRecords, workbook_bytes
from generator.sources.yaml_reader import read_yaml
from generator.sources.yaml_writer import yaml_of


@pytest.fixture(scope="module")
def shipped(root):
    return read_dataset(Workspace.open(root))


@pytest.fixture(scope="module")
def bodies(shipped):
    return {code: loaded.record for code, loaded in shipped.bodies.items()}


@pytest.fixture(scope="module")
def fars(shipped):
    return next(province for province in shipped.provinces if province.slug == "fars")


def read_back(content, provinces, bodies):
    tables, problems = read_tables(content, "book.xlsx")
    reading = read_records(tables, provinces, bodies, "book.xlsx")
    assert problems + reading.problems == []
    return {(found.office.folder, found.model, found.name): found.loaded.record for found in reading.records}


def test_all_shipped_data_come_back_equal(shipped, bodies):
    expected = {}
    for data in shipped.offices:
        for read in data.councils:
            record = read.council.record
            name = record.body if isinstance(record, Roster) else record.key
            expected[data.office.folder, type(record), name] = record
        expected |= {(data.office.folder, Meeting, read.meeting.key): read.meeting for read in data.meetings}
    assert len(expected) >= 66
    content = make_workbook(shipped, shipped.offices)
    assert read_back(content, shipped.provinces, bodies) == expected


def test_importing_what_was_exported_touches_no_file(office, sound_workbook, tmp_path):
    (tmp_path / "book.xlsx").write_bytes(sound_workbook)
    report = import_workbook(tmp_path / "book.xlsx", office)
    assert (report.written, report.kept, len(report.unchanged)) == ([], [], 3)


def test_a_workbook_builds_an_office_from_nothing(office, tmp_path, sound_workbook):
    (tmp_path / "book.xlsx").write_bytes(sound_workbook)
    expected = records_of(office)
    for path in expected:
        (office.root / path).unlink()
    report = import_workbook(tmp_path / "book.xlsx", office)
    assert [problem for problem in report.problems if problem.is_fault] == []
    assert sorted(report.written) == sorted(expected)
    assert records_of(office) == expected


def test_two_new_rosters_of_an_office_get_a_file_each(tmp_path):
    other = roster().model_copy(update={"body": "P-CL02-EX"})
    workspace = build_office(tmp_path / "office", records={"roster.yaml": roster(), "roster-P-CL02-EX.yaml": other})
    body = (workspace.data / "bodies/P-CL02.yaml").read_text("utf-8").replace("code: P-CL02\n", "code: P-CL02-EX\n")
    (workspace.data / "bodies/P-CL02-EX.yaml").write_text(body, "utf-8")
    dataset = read_dataset(workspace)
    (tmp_path / "book.xlsx").write_bytes(make_workbook(dataset, dataset.offices))
    expected = records_of(workspace)
    for path in expected:
        (workspace.root / path).unlink()
    import_workbook(tmp_path / "book.xlsx", workspace)
    assert len(expected) == 2
    assert sorted(records_of(workspace)) == sorted(expected)


def test_a_workbook_as_excel_saves_it_comes_back_equal(office, tmp_path, sound_workbook):
    (tmp_path / "book.xlsx").write_bytes(with_shared_strings(sound_workbook))
    report = import_workbook(tmp_path / "book.xlsx", office)
    assert [problem for problem in report.problems if problem.is_fault] == []
    assert (report.written, len(report.unchanged)) == ([], 3)


def with_shared_strings(content):
    """The workbook with its texts in a table of their own, where Excel puts them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strings = []

    def shared(match):
        strings.append(match[2])
        return b'<c%s t="s"><v>%d</v></c>' % (match[1], len(strings) - 1)

    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = re.sub(rb'<c([^>]*) t="inlineStr"><is>(<t.*?</t>)</is></c>', shared, parts[name], flags=re.DOTALL)
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    items = b"".join(b"<si>%s</si>" % text for text in strings)
    parts["xl/sharedStrings.xml"] = b"<sst %s>%s</sst>" % (main, items)
    types = "[Content_Types].xml"
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    parts[types] = parts[types].replace(b"</Types>", override)
    assert b"inlineStr" not in parts["xl/worksheets/sheet2.xml"]
    return write_package(parts)


AWKWARD = st.one_of(
    st.text(st.sampled_from("آبپیلهٔ ‌=+-@'\"#:,&*!|>%{}[]?؟،«»۱1٢07.\n\r\tXx_D%A~`\\<é😀"), min_size=1, max_size=24),
    st.sampled_from(
        [
            "=1+1", "+98", "-5", "@SUM(A1)", "'='", '=HYPERLINK("http://x","y")', "_x000D_", "_x005F_x000D_",
            "_x0041_", "no", "yes", "null", "~", "1404-06-15", "10:30", "0x1F", "1e5", "007", "12", "1.5", "-", "---",
            "- a", "? b", "a: b", "a #b", "&a", "*a", "!!str", "|", ">", "%TAG", "[1]", "{a: b}", "TRUE", "#REF!",
            "سطر نخست\nسطر دوم", "سطر\r\nسطر", " سطر  ",
        ]
    ),
).filter(lambda text: normalise(text.strip()) and not list(forbidden_characters(text)))  # fmt: skip


@st.composite
def councils(draw):
    """A small roster and meeting with awkward texts."""
    members = [
        {"seat": "industry", "person": person(draw(AWKWARD), title=draw(AWKWARD)), "post": draw(AWKWARD)},
        {"seat": "bank", "vacant": True, "reason": draw(AWKWARD)},
        {"seat": "others", "key": "07"},
    ]
    officers = [{"key": "governor", "person": person(draw(AWKWARD)), "post": draw(AWKWARD), "institution": "نهاد"}]
    held = Roster.model_validate({"body": "P-CL02", "province": "07", "officers": officers, "members": members})
    met = dict(meeting()) | {
        "place": draw(AWKWARD),
        "agenda": draw(st.lists(AWKWARD, max_size=3)),
        "matters": draw(st.lists(AWKWARD, max_size=2)),
        "absent": [{"member": "bank", "excused": draw(st.booleans()), "reason": draw(AWKWARD)}],
        "decisions": [{"number": draw(st.integers(1, 1_000_000)), "text": draw(AWKWARD)}],
        "end": draw(st.sampled_from([None, "23:59", "00:00"])),
    }
    return held, Meeting.model_validate(met)


@settings(max_examples=15, deadline=None)
@given(councils())
def test_awkward_texts_survive_workbook_and_yaml(shipped, bodies, fars, tmp_path_factory, records):
    held, met = records
    council = Council(bodies["P-CL02"], held)
    content = workbook_bytes([OfficeRecords(Office(fars), [council], [(met, council)])], bodies, ["فارس"])
    folder = "07-fars"
    assert read_back(content, shipped.provinces, bodies) == {
        (folder, Roster, "P-CL02"): held,
        (folder, Meeting, "1404-1"): met,
    }
    path = tmp_path_factory.getbasetemp() / "record.yaml"
    for record in records:
        path.write_text(yaml_of(record), "utf-8", newline="")
        node, problems = read_yaml(path, "record.yaml", 1_000_000)
        loaded, faults = bind(node, type(record), [])
        assert problems + faults == []
        assert loaded.record == record


@pytest.mark.parametrize(
    "text", ["=1+1", "+98711", "-5", "@SUM(A1)", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"]
)
def test_what_looks_like_a_formula_is_text_both_ways(text, tmp_path):
    spoiled_roster = roster().model_copy(
        update={"members": [roster().members[0].model_copy(update={"post": normalise(text)}), *roster().members[1:]]}
    )
    workspace = build_office(tmp_path / "office", records={"roster.yaml": spoiled_roster})
    dataset = read_dataset(workspace)
    content = make_workbook(dataset, dataset.offices)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"<f>" in archive.read(name) or b"<f " in archive.read(name) for name in archive.namelist())
    cell = openpyxl.load_workbook(io.BytesIO(content))["اعضا"]["M2"]
    assert (cell.value, cell.data_type, cell.number_format, cell.quotePrefix) == (normalise(text), "s", "@", True)
    (workspace.data / "offices/07-fars/roster.yaml").unlink()
    (tmp_path / "book.xlsx").write_bytes(content)
    import_workbook(tmp_path / "book.xlsx", workspace)
    assert records_of(workspace) == {"data/offices/07-fars/roster.yaml": spoiled_roster}


def test_a_project_keeps_its_plan_team_and_institutions(sound_workbook, shipped, bodies):
    back = read_back(sound_workbook, shipped.provinces, bodies)
    assert next(record for (*_, name), record in back.items() if name == "stone") == project()
