"""Which files never reach LibreOffice."""

from __future__ import annotations

import zipfile

import pytest
from pdf_samples import Letter, relationship, write_package

from generator.pdf import docx_fault


def test_a_sound_document_passes(tmp_path):
    assert docx_fault(Letter().body("سلام").save(tmp_path / "a.docx")) is None


def test_hyperlinks_may_lead_outside(tmp_path):
    link = relationship("hyperlink", "https://example.ir/")
    assert docx_fault(write_package(tmp_path / "a.docx", relationships=link)) is None


@pytest.mark.parametrize(
    "link",
    [
        relationship("image", "http://example.ir/logo.png"),
        relationship("image", "file:///etc/passwd"),
        relationship("attachedTemplate", "letter.dotx"),
        relationship("oleObject", "other.xlsx", 'TargetMode="external"'),
        relationship("image", "file:///etc/passwd", mode=""),
        relationship("image", "//server/logo.png", mode=""),
    ],
)
def test_any_other_link_outside_is_refused(tmp_path, link):
    problem = docx_fault(write_package(tmp_path / "a.docx", relationships=link))
    assert problem.code == "T404"
    assert problem.args["target"] in link
    assert problem.location.path == str(tmp_path / "a.docx")


@pytest.mark.parametrize(
    "content",
    [b"", b"junk", b"<html><img src='http://example.ir/x.png'></html>", b"PK\x03\x04 and no more"],
)
def test_what_is_no_zip_is_refused(tmp_path, content):
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    assert docx_fault(path).code == "T402"


def test_a_page_with_a_zip_behind_it_is_refused(tmp_path):
    path = write_package(tmp_path / "a.docx")
    path.write_bytes(b"<html></html>" + path.read_bytes())
    assert docx_fault(path).code == "T402"


def test_broken_relationships_are_refused(tmp_path):
    assert docx_fault(write_package(tmp_path / "a.docx", relationships="<Relationship")).code == "T402"


def test_entities_in_relationships_are_refused(tmp_path):
    path = tmp_path / "a.docx"
    write_package(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/_rels/more.xml.rels", '<!DOCTYPE x [<!ENTITY a "b">]><x/>')
    assert docx_fault(path).code == "T402"


def test_a_bomb_of_relationships_is_refused_without_being_unpacked(tmp_path):
    path = write_package(tmp_path / "a.docx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/_rels/bomb.xml.rels", b" " * (64 * 1024 * 1024))
    assert docx_fault(path).code == "T402"


def test_a_missing_file_is_unreadable(tmp_path):
    assert docx_fault(tmp_path / "a.docx").code == "Y111"
