"""Macros, links to the outside and active content are found; what an office really uses is not."""

from __future__ import annotations

import pytest
from template_samples import template_parts

from generator.ooxml.inspection import inspect_package
from generator.ooxml.markup import CONTENT_TYPES, RELATIONSHIPS, TYPE_BASE, W

VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def found(parts) -> list[tuple[str, str]]:
    problems = inspect_package(parts, path="a.docx")
    for problem in problems:
        assert problem.text("fa")
        assert problem.text("en")
        assert problem.location.path == "a.docx"
    return [(problem.code, problem.location.part) for problem in problems]


def with_body(inner: str) -> dict[str, bytes]:
    body = f'<w:document xmlns:w="{W}" {VML}><w:body><w:p>{inner}</w:p></w:body></w:document>'
    return {"word/document.xml": body.encode()}


def with_relationship(kind: str, target: str, mode: str = "External") -> dict[str, bytes]:
    mode = f' TargetMode="{mode}"' if mode else ""
    entry = f'<Relationship Id="r1" Type="{TYPE_BASE}{kind}" Target="{target}"{mode}/>'
    return {"word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONSHIPS}">{entry}</Relationships>'.encode()}


def with_content_type(kind: str) -> dict[str, bytes]:
    entry = f'<Override PartName="/word/document.xml" ContentType="{kind}"/>'
    return {"[Content_Types].xml": f'<Types xmlns="{CONTENT_TYPES}">{entry}</Types>'.encode()}


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def test_shipped_templates_hold_no_danger(template):
    name, parts = template
    assert inspect_package(parts, path=name) == []


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/vbaData.xml", "word/VBAPROJECT.BIN"])
def test_macros_are_found_by_their_part(part):
    assert ("T403", part) in found({part: b"<a/>"})


def test_macros_are_found_by_content_type_and_relationship():
    enabled = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert found(with_content_type(enabled)) == [("T403", "[Content_Types].xml")]
    assert found(with_relationship("vbaProject", "v.bin", mode=""))[0][0] == "T403"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "http://example.org/a.png"),
        ("attachedTemplate", "file:///C:/Normal.dotm"),
        ("attachedTemplate", "\\\\server\\a.dotx"),
        ("oleObject", "file:///etc/passwd"),
        ("subDocument", "b.docx"),
        ("frame", "http://example.org"),
        ("hyperlink", "file:///etc/passwd"),
        ("hyperlink", "javascript:alert(1)"),
    ],
)
def test_links_to_the_outside_are_found(kind, target):
    assert [code for code, _ in found(with_relationship(kind, target))] == ["T404"]


@pytest.mark.parametrize("target", ["https://example.org", "http://example.org", "mailto:a@example.org"])
def test_ordinary_hyperlinks_are_let_through(target):
    assert found(with_relationship("hyperlink", target)) == []


def test_remote_vml_pictures_are_found():
    inner = '<w:r><w:pict><v:shape><v:imagedata src="http://example.org/a.png"/></v:shape></w:pict></w:r>'
    assert found(with_body(inner)) == [("T404", "word/document.xml")]


@pytest.mark.parametrize("kind", ["oleObject", "package", "control", "aFChunk"])
def test_embedded_objects_are_found(kind):
    assert found(with_relationship(kind, "x.bin", mode=""))[0][0] == "T413"


@pytest.mark.parametrize("part", ["word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml", "customUI/a.xml"])
def test_embedded_parts_are_found(part):
    assert ("T413", part) in found({part: b"<a/>"})


@pytest.mark.parametrize("inner", ["<w:r><w:object/></w:r>", "<w:r><w:pict><o:OLEObject/></w:pict></w:r>"])
def test_embedded_elements_are_found(inner):
    assert found(with_body(inner)) == [("T413", "word/document.xml")]


@pytest.mark.parametrize(
    "code", ["DDE", "DDEAUTO c:\\\\x", "INCLUDETEXT a", "includepicture a", "LINK Excel.Sheet", " MACROBUTTON x y"]
)
def test_dangerous_fields_are_found(code):
    complex_field = char("begin") + instruction(code) + char("separate") + char("end")
    assert found(with_body(complex_field)) == [("T413", "word/document.xml")]
    assert found(with_body(f'<w:fldSimple w:instr="{code}"/>')) == [("T413", "word/document.xml")]


def test_a_dangerous_field_split_over_runs_is_found():
    inner = char("begin") + instruction(" DDE") + instruction("AU") + "<w:r/>" + instruction("TO cmd") + char("end")
    assert found(with_body(inner)) == [("T413", "word/document.xml")]


def test_a_dangerous_field_left_open_is_found():
    assert found(with_body(char("begin") + instruction("DDEAUTO x"))) == [("T413", "word/document.xml")]


def test_a_field_whose_name_is_computed_is_found():
    quoted = char("begin") + instruction("QUOTE 68 68 69") + char("separate") + char("end")
    assert found(with_body(char("begin") + quoted + char("end"))) == [("T413", "word/document.xml")]


def test_a_dangerous_field_inside_another_is_found():
    inner = char("begin") + instruction("IF ") + char("begin") + instruction("DDE x") + char("end") + char("end")
    assert found(with_body(inner)) == [("T413", "word/document.xml")]


def test_page_fields_are_let_through():
    inner = char("begin") + instruction(" PAGE ") + char("separate") + char("end")
    assert found(with_body(inner)) == []


@pytest.mark.parametrize("xml", [b"<a>", b"", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"<a>\x00</a>"])
def test_parts_that_are_no_sound_xml_are_found(xml):
    assert found({"word/document.xml": xml}) == [("T402", "word/document.xml")]


def test_all_dangers_are_told_at_once():
    parts = template_parts("decree") | with_relationship("image", "http://example.org/a.png")
    parts["word/vbaProject.bin"] = b""
    assert {code for code, _ in found(parts)} == {"T403", "T404"}
