"""The watermark is in every header that any page shows, and in each once."""

from __future__ import annotations

import pytest
from lxml import etree
from template_samples import template_parts

from generator.ooxml.document import Stories, document_parts
from generator.ooxml.markup import V, parse, q, w
from generator.ooxml.rtl import paragraph
from generator.ooxml.watermark import add_watermark

TEXT = "پیش‌نویس"


def shapes(parts) -> dict[str, list[str]]:
    found = {}
    for name, data in parts.items():
        if name.endswith(".xml") and name.startswith("word/"):
            ids = [shape.get("id") for shape in parse(data).iter(q("shape", V))]
            if ids:
                found[name] = ids
    return found


def headers_in_use(parts) -> set[str]:
    relationships = parse(parts["word/_rels/document.xml.rels"])
    return {f"word/{r.get('Target')}" for r in relationships if r.get("Type").endswith("/header")}


def without_headers(*, first_page: bool = False, sections: int = 1) -> dict[str, bytes]:
    parts = document_parts(Stories(body=[paragraph("متن", style="FormText")], header=[], footer=[]))
    root = parse(parts["word/document.xml"])
    section = root.find(f".//{q('sectPr')}")
    for _ in range(sections - 1):
        broken = w("p", w("pPr", w("sectPr", w("titlePg"))))
        root[0].insert(0, broken)
    if first_page:
        section.insert(list(section).index(section.find(q("cols"))) + 1, w("titlePg"))
    return parts | {"word/document.xml": etree.tostring(root)}


def test_each_header_of_a_template_carries_it_once(template):
    _, parts = template
    marked = add_watermark(parts, TEXT)
    found = shapes(marked)
    assert set(found) == headers_in_use(parts)
    identifiers = [identifier for ids in found.values() for identifier in ids]
    assert len(identifiers) == len(set(identifiers)) == len(found)


def test_the_text_stands_whole_in_the_shape(template):
    _, parts = template
    for name, data in add_watermark(parts, TEXT).items():
        if "header" in name:
            strings = [found.get("string") for found in parse(data).iter(q("textpath", V))]
            assert TEXT in strings


def test_marking_again_puts_the_new_text_in_place_of_the_old(template):
    _, parts = template
    once = add_watermark(parts, "منسوخ")
    assert add_watermark(add_watermark(parts, TEXT), "منسوخ") == once


def test_a_letter_has_it_on_the_first_page_too():
    assert set(shapes(add_watermark(template_parts("decree"), TEXT))) == {
        "word/header-first.xml", "word/header-default.xml",
    }  # fmt: skip


@pytest.mark.parametrize(("first_page", "sections", "expected"), [(False, 1, 1), (True, 1, 2), (False, 3, 2)])
def test_sections_without_headers_get_them(first_page, sections, expected):
    parts = without_headers(first_page=first_page, sections=sections)
    marked = add_watermark(parts, TEXT)
    assert len(shapes(marked)) == expected
    assert set(shapes(marked)) == headers_in_use(marked)
    types = marked["[Content_Types].xml"].decode()
    assert all(f'PartName="/{name}"' in types for name in shapes(marked))


def test_header_references_stand_first_in_their_section():
    marked = add_watermark(without_headers(first_page=True), TEXT)
    section = parse(marked["word/document.xml"]).find(f".//{q('sectPr')}")
    tags = [child.tag for child in section]
    assert tags[:2] == [q("headerReference")] * 2
    assert q("headerReference") not in tags[2:]


def test_a_document_with_even_pages_gets_a_header_for_them():
    parts = without_headers()
    settings = parse(parts["word/settings.xml"])
    settings.insert(1, w("evenAndOddHeaders"))
    marked = add_watermark(parts | {"word/settings.xml": etree.tostring(settings)}, TEXT)
    section = parse(marked["word/document.xml"]).find(f".//{q('sectPr')}")
    kinds = {reference.get(q("type")) for reference in section.findall(q("headerReference"))}
    assert kinds == {"default", "even"}
