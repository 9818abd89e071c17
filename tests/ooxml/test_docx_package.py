"""Docx files are read within bounds and written the same to the byte."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from generator.ooxml.package import MAX_ENTRIES, is_safe_name, read_file, read_package, write_package
from generator.settings import LimitSettings

GOOD = {
    "[Content_Types].xml": b"<Types/>",
    "_rels/.rels": b"<Relationships/>",
    "word/document.xml": b"<document/>",
}


def zipped(entries, method=zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return buffer.getvalue()


def refusal(data: bytes, **limits: int) -> tuple[str, str]:
    parts, problems = read_package(data, path="a.docx", limits=LimitSettings(**limits))
    assert parts == {}
    (problem,) = problems
    assert problem.text("fa")
    assert problem.hint("en")
    assert problem.location.path == "a.docx"
    return problem.code, problem.text("en")


def test_what_is_written_reads_back():
    assert read_package(write_package(GOOD), path="a.docx") == (GOOD, [])


def test_writing_does_not_depend_on_the_order_of_the_parts():
    assert write_package(GOOD) == write_package(dict(reversed(GOOD.items())))


def test_content_types_come_first_and_dates_are_fixed():
    with zipfile.ZipFile(io.BytesIO(write_package({"word/a.xml": b"", **GOOD}))) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == [
        "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/a.xml",
    ]  # fmt: skip
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_DEFLATED}


@pytest.mark.parametrize("data", [b"", b"PK", b"hello" * 100, b"\xd0\xcf\x11\xe0" + bytes(600), b"PK\x05\x06"])
def test_what_is_no_zip_is_refused(data):
    assert refusal(data)[0] == "T402"


def test_a_damaged_entry_is_refused():
    data = bytearray(zipped([(*item,) for item in GOOD.items()], zipfile.ZIP_STORED))
    data[data.index(b"<document/>") + 1] ^= 0xFF
    assert refusal(bytes(data))[0] == "T402"


@pytest.mark.parametrize("missing", sorted(GOOD))
def test_a_package_without_its_main_parts_is_refused(missing):
    code, text = refusal(write_package({name: data for name, data in GOOD.items() if name != missing}))
    assert code == "T402"
    assert missing in text


@pytest.mark.parametrize(
    "name",
    ["../evil.xml", "/etc/passwd", "word/../../x", "C:/x", "word\\x.xml", "a//b", "./a", "word/a\nb.xml", ""],
)
def test_unsafe_entry_names_are_refused(name):
    assert not is_safe_name(name)


def test_an_entry_that_leaves_the_package_is_refused():
    code, text = refusal(zipped([*GOOD.items(), ("../evil.xml", b"")]))
    assert code == "T402"
    assert "../evil.xml" in text


def test_a_name_cut_by_nul_is_refused():
    data = zipped([*GOOD.items(), ("word/aXb.xml", b"")]).replace(b"word/aXb.xml", b"word/a\0b.xml")
    assert refusal(data)[0] == "T402"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name_are_refused():
    assert refusal(zipped([*GOOD.items(), ("WORD/document.xml", b"other")]))[0] == "T402"


def test_an_encrypted_entry_is_refused():
    data = bytearray(zipped(list(GOOD.items())))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    code, text = refusal(bytes(data))
    assert code == "T402"
    assert "encrypted" in text


def test_other_packing_methods_are_refused():
    assert refusal(zipped(list(GOOD.items()), zipfile.ZIP_BZIP2))[0] == "T402"


def test_too_many_entries_are_refused_before_they_are_listed():
    data = zipped([(f"word/{number}.xml", b"") for number in range(MAX_ENTRIES + 1)])
    assert refusal(data)[0] == "T402"


def test_a_file_above_the_limit_is_refused():
    assert refusal(zipped([("word/a.bin", bytes(5000))], zipfile.ZIP_STORED), template_bytes=4096)[0] == "T408"


def test_a_bomb_is_refused_by_its_stated_sizes():
    code, text = refusal(
        zipped([*GOOD.items(), ("word/bomb.xml", bytes(3_000_000))]), template_unpacked_bytes=1_000_000
    )
    assert code == "T408"
    assert "1000000" in text


def test_a_bomb_that_lies_about_its_size_does_not_unpack():
    data = bytearray(zipped([*GOOD.items(), ("word/bomb.xml", bytes(3_000_000))]))
    for offset, mark in ((24, b"PK\x01\x02"), (22, b"PK\x03\x04")):
        place = data.rindex(mark)
        struct.pack_into("<L", data, place + offset, 10)
    assert refusal(bytes(data), template_unpacked_bytes=1_000_000)[0] == "T402"


def test_a_file_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "large.docx"
    with path.open("wb") as stream:
        stream.truncate(10_000)
    parts, problems = read_file(path, limits=LimitSettings(template_bytes=4096), shown="templates/large.docx")
    assert parts == {}
    assert [(problem.code, problem.location.path) for problem in problems] == [("T408", "templates/large.docx")]


def test_a_file_reads_like_its_bytes(tmp_path):
    path = tmp_path / "good.docx"
    path.write_bytes(write_package(GOOD))
    assert read_file(path) == (GOOD, [])
