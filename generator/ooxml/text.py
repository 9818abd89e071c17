"""The text of a part as a reader sees it: by paragraph and by table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.ooxml.markup import parse, q

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.ooxml.markup import Element

_CHARACTERS = {
    q("tab"): "\t",
    q("ptab"): "\t",
    q("br"): "\n",
    q("cr"): "\n",
    q("noBreakHyphen"): "\u2011",
    q("softHyphen"): "\u00ad",
}
_HIDDEN = {q("del"), q("moveFrom"), q("pPr"), q("rPr"), q("instrText"), q("delText"), q("delInstrText")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def paragraph_texts(xml: bytes) -> list[str]:
    """The text of each paragraph of a part, in the order of the document, tables and text boxes included."""
    return [element_text(paragraph) for paragraph in parse(xml).iter(q("p")) if not _is_hidden(paragraph)]


def tables(xml: bytes) -> list[list[list[str]]]:
    """The cell texts of each table by rows; the paragraphs of a cell are joined by line breaks.

    A table within a cell is listed by itself, after the table that holds it.
    """
    return [_table_rows(table) for table in parse(xml).iter(q("tbl"))]


def element_text(element: Element) -> str:
    """The text under one paragraph or run; not that of paragraphs inside it, such as a text box's."""
    return "".join(_pieces(element))


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == q("t"):
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[str(child.tag)]
        elif child.tag not in _HIDDEN and child.tag not in (q("p"), _FALLBACK):
            yield from _pieces(child)


def _is_hidden(paragraph: Element) -> bool:
    return any(ancestor.tag in (*_HIDDEN, _FALLBACK) for ancestor in paragraph.iterancestors())


def _table_rows(table: Element) -> list[list[str]]:
    return [[_cell_text(cell) for cell in _own(row, "tc", "tr")] for row in _own(table, "tr", "tbl")]


def _own(parent: Element, name: str, boundary: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, through content controls, without those of an inner table."""
    for found in parent.iter(q(name)):
        if next(found.iterancestors(q(boundary)), None) is parent:
            yield found


def _cell_text(cell: Element) -> str:
    return "\n".join(element_text(paragraph) for paragraph in _own(cell, "p", "tc"))
