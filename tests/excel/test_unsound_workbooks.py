"""What is refused before openpyxl sees it: macros, bombs, and files that are no workbooks."""

from __future__ import annotations

import io
import zipfile

import pytest

from generator.ooxml.package import write_package
from generator.sources import xlsx_package
from generator.sources.xlsx_import import import_workbook
from generator.sources.xlsx_package import inspect, is_untouched

SHEET = "xl/worksheets/sheet2.xml"


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def codes(content):
    return [problem.code for problem in inspect(content, "book.xlsx")]


def test_the_workbook_itself_is_sound(sound_workbook):
    assert codes(sound_workbook) == []
    assert is_untouched(sound_workbook)


@pytest.mark.parametrize(
    "part",
    [
        "xl/vbaProject.bin",
        "xl/vbaData.xml",
        "xl/macrosheets/sheet1.xml",
        "xl/activeX/activeX1.xml",
        "xl/embeddings/oleObject1.bin",
        "xl/externalLinks/externalLink1.xml",
        "xl/connections.xml",
        "xl/queryTables/queryTable1.xml",
        "customUI/customUI.xml",
    ],
)
def test_macros_and_active_content_are_refused(part, sound_workbook):
    assert codes(write_package(parts_of(sound_workbook) | {part: b"x"})) == ["X102"]


def test_an_xlsm_is_refused_whatever_it_is_called(sound_workbook, tmp_path, sound_office):
    parts = parts_of(sound_workbook)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(kind, macro)
    for name in ("book.xlsm", "book.xlsx"):
        (tmp_path / name).write_bytes(write_package(parts))
        report = import_workbook(tmp_path / name, sound_office)
        assert [problem.code for problem in report.problems] == ["X102"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.xlsm", "book.xlsx"]


def test_printer_settings_are_harmless(sound_workbook):
    assert codes(write_package(parts_of(sound_workbook) | {"xl/printerSettings/printerSettings1.bin": b"x"})) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"not a zip", b"PK\x05\x06" + bytes(18), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)],
    ids=["empty", "text", "empty zip", "xls"],
)
def test_what_is_no_workbook_is_refused(content):
    assert codes(content) == ["X101"]


def test_a_torn_workbook_is_refused(sound_workbook):
    assert codes(sound_workbook[: len(sound_workbook) // 2]) == ["X101"]
    broken = bytearray(sound_workbook)
    broken[2000:2100] = bytes(100)
    assert codes(bytes(broken)) == ["X101"]


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "xl\\evil.xml"])
def test_a_part_that_leaves_the_package_is_refused(name, sound_workbook):
    buffer = io.BytesIO(sound_workbook)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(name, b"x")
    assert codes(buffer.getvalue()) == ["X101"]


@pytest.mark.parametrize("head", [b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"\xff\xfe<\0"], ids=["entities", "utf-16"])
def test_declared_entities_are_refused(head, sound_workbook):
    parts = parts_of(sound_workbook)
    parts[SHEET] = head + parts[SHEET]
    assert codes(write_package(parts)) == ["X101"]


def test_a_zip_bomb_is_refused_by_its_directory(sound_workbook):
    parts = parts_of(sound_workbook) | {"xl/media/bomb": bytes(xlsx_package.MOST_UNPACKED)}
    content = write_package(parts)
    assert len(content) < 1_000_000
    assert codes(content) == ["X106"]


def test_a_swarm_of_cells_is_refused_by_its_tags(sound_workbook):
    parts = parts_of(sound_workbook)
    parts[SHEET] = parts[SHEET].replace(
        b"</sheetData>", b"<row>" + b"<c/>" * xlsx_package.MOST_TAGS + b"</row></sheetData>"
    )
    content = write_package(parts)
    assert len(content) < 1_000_000
    assert codes(content) == ["X106"]


def test_a_swarm_of_parts_is_refused_by_the_directory_alone(sound_workbook):
    parts = parts_of(sound_workbook) | {f"xl/media/{number}": b"" for number in range(2100)}
    assert codes(write_package(parts)) == ["X106"]


def test_a_file_over_the_limit_is_not_read(tmp_path, sound_office, monkeypatch, sound_workbook):
    monkeypatch.setattr(xlsx_package, "MOST_BYTES", 1000)
    (tmp_path / "book.xlsx").write_bytes(sound_workbook)
    report = import_workbook(tmp_path / "book.xlsx", sound_office)
    assert [problem.code for problem in report.problems] == ["X106"]


def test_a_row_number_beyond_excel_ends_the_reading(sound_workbook, tmp_path, sound_office):
    parts = parts_of(sound_workbook)
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", b'<row r="999999999999"><c><v>1</v></c></row></sheetData>')
    (tmp_path / "book.xlsx").write_bytes(write_package(parts))
    report = import_workbook(tmp_path / "book.xlsx", sound_office)
    assert [problem for problem in report.problems if problem.is_fault] == []


@pytest.mark.parametrize("old", [b"<sheetData>", b"<workbook", b"<styleSheet"])
def test_xml_that_is_not_well_formed_is_refused(old, sound_workbook, tmp_path, sound_office):
    parts = {name: data.replace(old, old[:-1] + b" <") for name, data in parts_of(sound_workbook).items()}
    (tmp_path / "book.xlsx").write_bytes(write_package(parts))
    report = import_workbook(tmp_path / "book.xlsx", sound_office)
    assert [problem.code for problem in report.problems] == ["X101"]
    assert report.marked == ""


def test_an_edited_workbook_is_known_as_edited(sound_workbook):
    parts = parts_of(sound_workbook)
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", b" </sheetData>")
    assert not is_untouched(write_package(parts))
    assert not is_untouched(b"something else")
