"""Paragraphs, runs, fields and tables that read from right to left in Word and LibreOffice.

Direction of paragraphs and all fonts are carried by the styles; ``w:rtl`` stands on the runs, since
Microsoft's validator refuses it in a style. Latin tokens stand in runs of their own without it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from generator.ooxml.markup import SPACE, on, parse, q, serialize, w

if TYPE_CHECKING:
    from generator.ooxml.markup import Element

LATIN_NAMES = frozenset({"document.number", "document.procedure", "procedure.number", "body.code"})
"""Names whose values are Latin codes such as P-CL02."""

_TAG = r"\{\{.*?\}\}|\{%.*?%\}"
_LATIN = r"[A-Za-z][A-Za-z0-9._/\-]*(?: [A-Za-z][A-Za-z0-9._/\-]*)*"
_PIECE = re.compile(f"(?P<tag>{_TAG})|(?P<latin>{_LATIN})")
_LATIN_TOKEN = re.compile(_LATIN)
_LATIN_LETTER = re.compile("[A-Za-z]")
_ARABIC_LETTER = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Bold:
    """Text of a paragraph that stands out."""

    text: str


Inline: TypeAlias = "str | Bold | Sequence[Element]"
"""What a paragraph is made of: text, bold text, or ready runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table that prints a list: its heading, width (twentieths of a point) and cell text."""

    heading: str
    width: int
    value: str
    style: str = "TableText"


def run(text: str, *, bold: bool = False, latin: bool = False) -> Element:
    """One run of text; a tab character becomes ``w:tab``."""
    properties = w("rPr", on("b", bold), on("bCs", bold), on("rtl", not latin))
    element = w("r", properties if len(properties) else None)
    for index, piece in enumerate(text.split("\t")):
        if index:
            element.append(w("tab"))
        if piece:
            element.append(_text(piece))
    return element


def _text(text: str) -> Element:
    element = w("t")
    element.text = text
    if text != text.strip():
        element.set(SPACE, "preserve")
    return element


def runs(text: str, *, bold: bool = False) -> list[Element]:
    """The runs of a text, with Latin tokens and the tags that print Latin codes apart."""
    found: list[Element] = []
    kept = ""
    position = 0
    for piece in _PIECE.finditer(text):
        kept += text[position : piece.start()]
        position = piece.end()
        if piece["tag"] and piece["tag"].strip("{} ") not in LATIN_NAMES:
            kept += piece[0]
            continue
        if kept:
            found.append(run(kept, bold=bold))
        found.append(run(piece[0], bold=bold, latin=True))
        kept = ""
    kept += text[position:]
    return [*found, run(kept, bold=bold)] if kept else found


def field(code: str, shown: str) -> list[Element]:
    """A complex field such as PAGE, with the text shown until Word computes it."""

    def char(kind: str) -> Element:
        return w("r", w("rPr", w("rtl")), w("fldChar", fldCharType=kind))

    instruction = w("instrText")
    instruction.text = f" {code} "
    instruction.set(SPACE, "preserve")
    return [char("begin"), w("r", w("rPr", w("rtl")), instruction), char("separate"), run(shown), char("end")]


def page_of_pages() -> list[Element]:
    """The runs «صفحه X از Y»."""
    return [run("صفحه "), *field("PAGE", "۱"), run(" از "), *field("NUMPAGES", "۱")]


def paragraph(
    *content: Inline, style: str, keep_next: bool = False, page_break_before: bool = False, jc: str = ""
) -> Element:
    """A paragraph of a style; under right-to-left ``jc="end"`` is the left side."""
    element = w(
        "p",
        w(
            "pPr",
            w("pStyle", val=style),
            on("keepNext", keep_next),
            on("pageBreakBefore", page_break_before),
            w("jc", val=jc) if jc else None,
        ),
    )
    for item in content:
        if isinstance(item, str):
            element.extend(runs(item))
        elif isinstance(item, Bold):
            element.extend(runs(item.text, bold=True))
        else:
            element.extend(item)
    return element


def tag(statement: str) -> Element:
    """A paragraph that holds nothing but a template statement and goes away when rendered."""
    return paragraph([run("{%p " + statement + " %}")], style="TemplateTag")


def when(condition: str, *blocks: Element, otherwise: Sequence[Element] = ()) -> list[Element]:
    """Blocks that are printed only under a condition."""
    middle = [tag("else"), *otherwise] if otherwise else []
    return [tag(f"if {condition}"), *blocks, *middle, tag("endif")]


def each(loop: str, *blocks: Element) -> list[Element]:
    """Blocks that are printed for each item, as in ``each("line in document.owner_lines", …)``."""
    return [tag(f"for {loop}"), *blocks, tag("endfor")]


def cell(
    width: int,
    *blocks: Element,
    span: int = 1,
    merge: str = "",
    shade: bool = False,
    valign: str = "center",
    borders: Element | None = None,
) -> Element:
    """A table cell; ``merge`` is ``restart`` or ``continue`` for cells that run down over rows."""
    return w(
        "tc",
        w(
            "tcPr",
            w("tcW", w=width, type="dxa"),
            w("gridSpan", val=span) if span > 1 else None,
            w("vMerge", val=merge) if merge else None,
            borders,
            w("shd", val="clear", color="auto", fill="EDEDED") if shade else None,
            w("vAlign", val=valign),
        ),
        *(blocks or (paragraph(style="TableText"),)),
    )


def row(*cells: Element, heading: bool = False, height: int = 0) -> Element:
    """A table row that is never split over pages; a heading row is repeated on each page."""
    properties = w(
        "trPr",
        w("cantSplit"),
        w("trHeight", val=height, hRule="atLeast") if height else None,
        on("tblHeader", heading),
    )
    return w("tr", properties, *cells)


def table(widths: Sequence[int], rows: Iterable[Element], *, style: str = "FormTable") -> Element:
    """A table of fixed columns, the first at the right; the widths fill the text width."""
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=style),
            w("bidiVisual"),
            w("tblW", w=sum(widths), type="dxa"),
            w("jc", val="center"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0000"),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        *rows,
    )


def listing(columns: Sequence[Column], loop: str, *, height: int = 397) -> Element:
    """A table with a heading row that is repeated and one row for each item of a list."""
    widths = [column.width for column in columns]
    headings = [cell(c.width, paragraph(c.heading, style="TableHead"), shade=True) for c in columns]
    values = [cell(c.width, paragraph(c.value, style=c.style)) for c in columns]
    rows = repeated(widths, loop, row(*values, height=height))
    return table(widths, [row(*headings, heading=True, height=height), *rows])


def repeated(widths: Sequence[int], loop: str, shown: Element) -> list[Element]:
    """A row that is printed for each item, between its two tag rows."""
    return [_tag_row(widths, f"for {loop}"), shown, _tag_row(widths, "endfor")]


def _tag_row(widths: Sequence[int], statement: str) -> Element:
    text = paragraph([run("{%tr " + statement + " %}")], style="TemplateTag")
    return row(cell(sum(widths), text, span=len(widths)))


def conditional_row(widths: Sequence[int], condition: str, shown: Element) -> list[Element]:
    """A row that is printed only under a condition, between its two tag rows."""
    return [_tag_row(widths, f"if {condition}"), shown, _tag_row(widths, "endif")]


def settle_directions(xml: bytes) -> bytes:
    """The part with each run all Persian with ``w:rtl`` or all Latin without it.

    Values fill one run of a template whatever they hold. Word leaves Latin text in a right-to-left run
    unspecified and turns ``P-CL02`` around, so mixed runs are split; no character is added or lost.
    """
    root = parse(xml)
    changed = False
    for element in list(root.iter(q("r"))):
        text = "".join(t.text or "" for t in element.findall(q("t")))
        is_rtl = element.find(f"{q('rPr')}/{q('rtl')}") is not None
        if (is_rtl and _LATIN_LETTER.search(text)) or (not is_rtl and _ARABIC_LETTER.search(text)):
            _split_run(element)
            changed = True
    return serialize(root) if changed else xml


def _split_run(element: Element) -> None:
    """Replace a run by runs of one direction each, in order; other children stay in their places."""
    new: list[Element] = []
    for child in element:
        if child.tag == q("rPr"):
            continue
        if child.tag != q("t"):
            new.append(_like(element, copy.deepcopy(child), latin=False))
            continue
        for text, latin in _directed(child.text or ""):
            new.append(_like(element, _text(text), latin=latin))
    parent = element.getparent()
    if parent is not None and new:
        index = parent.index(element)
        new[-1].tail = element.tail
        parent[index : index + 1] = new


def _like(original: Element, content: Element, *, latin: bool) -> Element:
    """A run with the properties of another one, and the direction asked for in its schema place."""
    properties = original.find(q("rPr"))
    properties = w("rPr") if properties is None else copy.deepcopy(properties)
    for old in properties.findall(q("rtl")):
        properties.remove(old)
    if not latin:
        later = {q(name) for name in ("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange")}
        place = next((i for i, child in enumerate(properties) if child.tag in later), len(properties))
        properties.insert(place, w("rtl"))
    return w("r", properties if len(properties) else None, content)


def _directed(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is Latin."""
    pieces: list[tuple[str, bool]] = []
    position = 0
    for token in _LATIN_TOKEN.finditer(text):
        if token.start() > position:
            pieces.append((text[position : token.start()], False))
        pieces.append((token[0], True))
        position = token.end()
    if position < len(text):
        pieces.append((text[position:], False))
    return pieces
