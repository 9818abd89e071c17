"""A template in an office's own fonts, paper and margins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from generator.model.office import Fonts, OfficeStyle, Page
from generator.ooxml.markup import parse, q, serialize

if TYPE_CHECKING:
    from generator.ooxml.markup import Element

_TWIPS_A_MM = 1440 / 25.4
_PAPERS = {"A4": (11906, 16838), "A5": (8391, 11906)}
_STORIES = re.compile(r"word/(?:document|header[^/]*|footer[^/]*|footnotes|endnotes)\.xml")
_STYLES = "word/styles.xml"
_HEADING_STYLES = ("Titr",)
_WIDTHS = ("gridCol", "tcW", "tblW")
_INDENTS = ("left", "right", "start", "end", "hanging", "firstLine")
_WIDE_INDENT = 1000
"""From here on an indent, in twentieths of a point, places a block and goes with the width of the page."""


def restyle(parts: Mapping[str, bytes], style: OfficeStyle) -> dict[str, bytes]:
    """The parts of a docx with the fonts, sizes, paper and margins of an office.

    Tables and wide indents keep their share of the text width (ECMA-376 part 1, 17.6.11 and 17.6.13 for
    margins and paper, 17.3.2.26 for fonts).
    """
    changed = dict(parts)
    trees = {name: parse(data) for name, data in parts.items() if _STORIES.fullmatch(name) or name == _STYLES}
    before = _text_width(trees["word/document.xml"])
    for root in trees.values():
        _set_page(root, style.page)
    after = _text_width(trees["word/document.xml"])
    for root in trees.values():
        _set_fonts(root, style.fonts)
        _scale_text(root, style.page.text_percent)
        if before and after != before:
            _scale_widths(root, after / before)
    changed |= {name: serialize(root) for name, root in trees.items()}
    return changed


def _text_width(document: Element) -> int:
    size, margins = next(document.iter(q("pgSz")), None), next(document.iter(q("pgMar")), None)
    if size is None or margins is None:
        return 0
    return int(size.get(q("w"), "0")) - int(margins.get(q("left"), "0")) - int(margins.get(q("right"), "0"))


def _set_page(root: Element, page: Page) -> None:
    for size in root.iter(q("pgSz")):
        if page.paper:
            width, height = _PAPERS[page.paper]
            if size.get(q("orient")) == "landscape":
                width, height = height, width
            size.set(q("w"), str(width))
            size.set(q("h"), str(height))
    for margins in root.iter(q("pgMar")):
        for side in ("top", "right", "bottom", "left"):
            millimetres = getattr(page, side)
            if millimetres is not None:
                margins.set(q(side), str(round(millimetres * _TWIPS_A_MM)))


def _set_fonts(root: Element, fonts: Fonts) -> None:
    for names in root.iter(q("rFonts")):
        persian = names.get(q("cs"))
        if persian is not None:
            wanted = fonts.heading if any(word in persian for word in _HEADING_STYLES) else fonts.body
            if wanted:
                names.set(q("cs"), wanted)
        for slot in ("ascii", "hAnsi"):
            if fonts.latin and names.get(q(slot)) is not None:
                names.set(q(slot), fonts.latin)


def _scale_text(root: Element, percent: int) -> None:
    if percent == 100:  # noqa: PLR2004  # the sizes as they are
        return
    for name in ("sz", "szCs"):
        for size in root.iter(q(name)):
            size.set(q("val"), str(max(2, round(int(size.get(q("val"), "0")) * percent / 100))))


def _scale_widths(root: Element, ratio: float) -> None:
    for name in _WIDTHS:
        for width in root.iter(q(name)):
            if width.get(q("type"), "dxa") == "dxa" and width.get(q("w")) is not None:
                width.set(q("w"), str(round(int(width.get(q("w"), "0")) * ratio)))
    for indent in root.iter(q("ind")):
        for side in _INDENTS:
            value = indent.get(q(side))
            if value is not None and int(value) >= _WIDE_INDENT:
                indent.set(q(side), str(round(int(value) * ratio)))
    for stop in root.iter(q("tab")):
        position = stop.get(q("pos"))
        if position is not None:
            stop.set(q("pos"), str(round(int(position) * ratio)))
