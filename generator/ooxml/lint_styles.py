"""Formatting as it takes effect: the element itself, its styles and what they rest on, and the defaults.

ECMA-376 part 1, 17.7.2: document defaults are overridden by the table style, that by the paragraph style, that by the
character style, and all by what the element itself says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.ooxml.markup import parse, q

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.ooxml.markup import Element

STYLES_PART = "word/styles.xml"
_THEME_PART = "word/theme/theme1.xml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_OFF = {"0", "false", "off"}

_ORDERS = {
    "rPr": (
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
        "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
        "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
        "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange",
    ),
    "pPr": (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
        "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct",
        "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind",
        "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
        "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    ),
    "tblPr": (
        "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
        "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption",
        "tblDescription", "tblPrChange",
    ),
    "sectPr": (
        "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc",
        "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection",
        "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
    ),
    "style": (
        "name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden",
        "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose", "personalReply", "rsid", "pPr", "rPr",
        "tblPr", "trPr", "tcPr", "tblStylePr",
    ),
    "styles": ("docDefaults", "latentStyles", "style"),
    "docDefaults": ("rPrDefault", "pPrDefault"),
    "rPrDefault": ("rPr",),
}  # fmt: skip
"""The children of property elements in the order of the schema (ECMA-376 part 1, annex A)."""


def is_on(switch: Element | None) -> bool:
    """Whether a switch such as ``w:b`` is there and not turned off (17.17.4, ST_OnOff)."""
    return switch is not None and switch.get(q("val")) not in _OFF


def set_child(parent: Element, name: str, **attributes: str) -> Element:
    """The child of this name with these attributes, made in its place in the schema where it is not there yet."""
    child = parent.find(q(name))
    if child is None:
        child = parent.makeelement(q(name))
        order = _ORDERS[parent.tag.rpartition("}")[2]]
        later = {q(other) for other in order[order.index(name) + 1 :]}
        known = {q(other) for other in order}
        # Extensions of later versions of Word stand at the end.
        place = (i for i, other in enumerate(parent) if other.tag in later or other.tag not in known)
        parent.insert(next(place, len(parent)), child)
    for key, value in attributes.items():
        child.set(q(key), value)
    return child


def turn_on(parent: Element, name: str) -> None:
    """Switch a property on."""
    switch = set_child(parent, name)
    if q("val") in switch.attrib:
        del switch.attrib[q("val")]


def own_properties(element: Element) -> Element:
    """The properties of a run, paragraph or table, made first where there are none."""
    name = {q("r"): "rPr", q("p"): "pPr", q("tbl"): "tblPr"}[str(element.tag)]
    properties = element.find(q(name))
    if properties is None:
        properties = element.makeelement(q(name))
        element.insert(0, properties)
    return properties


class StyleSheet:
    """``word/styles.xml`` and the fonts of the theme."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        """Read the styles of a package; one without a styles part has no styles."""
        self.root = parse(parts[STYLES_PART]) if STYLES_PART in parts else None
        self._theme = parse(parts[_THEME_PART]) if _THEME_PART in parts else None
        self._by_id: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        for style in self.styles():
            key, kind = style.get(q("styleId"), ""), style.get(q("type"), "")
            self._by_id.setdefault(key, style)
            if style.get(q("default")) not in (None, *_OFF):
                self._defaults[kind] = key

    def styles(self) -> list[Element]:
        """All styles."""
        return [] if self.root is None else self.root.findall(q("style"))

    def chain(self, style: Element | None) -> Iterator[Element]:
        """A style and those it rests on, nearest first; a circle ends where it began."""
        seen: set[Element] = set()
        while style is not None and style not in seen:
            seen.add(style)
            yield style
            base = style.find(q("basedOn"))
            style = self._by_id.get(base.get(q("val"), "")) if base is not None else None

    def default_run_properties(self) -> Element | None:
        """``w:rPr`` of the document's defaults."""
        return None if self.root is None else self.root.find("/".join(map(q, ("docDefaults", "rPrDefault", "rPr"))))

    def run_levels(self, run: Element, paragraph: Element) -> list[Element]:
        """Every ``w:rPr`` that has a say in a run, the strongest first."""
        own = run.find(q("rPr"))
        levels = [own, *self._inside(self._named(own, "rStyle", "character"), "rPr")]
        levels += self._inside(self._named(paragraph.find(q("pPr")), "pStyle", "paragraph"), "rPr")
        levels += self._inside(self._table_style(paragraph), "rPr")
        levels.append(self.default_run_properties())
        return [level for level in levels if level is not None]

    def paragraph_levels(self, paragraph: Element) -> list[Element]:
        """Every ``w:pPr`` that has a say in a paragraph, the strongest first."""
        own = paragraph.find(q("pPr"))
        levels = [own, *self._inside(self._named(own, "pStyle", "paragraph"), "pPr")]
        levels += self._inside(self._table_style(paragraph), "pPr")
        if self.root is not None:
            levels.append(self.root.find("/".join(map(q, ("docDefaults", "pPrDefault", "pPr")))))
        return [level for level in levels if level is not None]

    def table_levels(self, table: Element) -> list[Element]:
        """Every ``w:tblPr`` that has a say in a table, the strongest first."""
        own = table.find(q("tblPr"))
        levels = [own, *self._inside(self._named(own, "tblStyle", "table"), "tblPr")]
        return [level for level in levels if level is not None]

    def has_complex_font(self, levels: Iterable[Element]) -> bool:
        """Whether one of the levels names a font for complex scripts, by itself or through the theme (17.3.2.26)."""
        for level in levels:
            fonts = level.find(q("rFonts"))
            if fonts is not None and (fonts.get(q("cs")) or self._theme_font(fonts.get(q("cstheme"), ""))):
                return True
        return False

    def _theme_font(self, name: str) -> str:
        """The font that the theme has for ``majorBidi`` or ``minorBidi``."""
        if self._theme is None or name not in ("majorBidi", "minorBidi"):
            return ""
        for fonts in self._theme.iter(f"{{{_DRAWING}}}{name.removesuffix('Bidi')}Font"):
            named = [font for font in fonts if font.tag.endswith("}cs") or font.get("script") == "Arab"]
            return next((font.get("typeface", "") for font in named if font.get("typeface")), "")
        return ""

    def _named(self, properties: Element | None, name: str, kind: str) -> Element | None:
        """The style that an element names, or the default one of its sort."""
        named = properties.find(q(name)) if properties is not None else None
        found = self._by_id.get(named.get(q("val"), "")) if named is not None else None
        return found if found is not None else self._by_id.get(self._defaults.get(kind, ""))

    def _inside(self, style: Element | None, name: str) -> list[Element | None]:
        return [link.find(q(name)) for link in self.chain(style)]

    def _table_style(self, paragraph: Element) -> Element | None:
        table = next(paragraph.iterancestors(q("tbl")), None)
        return self._named(table.find(q("tblPr")), "tblStyle", "table") if table is not None else None


def switched_on(levels: Iterable[Element], name: str) -> bool:
    """Whether the strongest level that speaks of a switch turns it on."""
    found = (level.find(q(name)) for level in levels)
    return is_on(next((switch for switch in found if switch is not None), None))


def value_of(levels: Iterable[Element], name: str) -> str | None:
    """``w:val`` of the strongest level that has this property."""
    found = (level.find(q(name)) for level in levels)
    return next((element.get(q("val")) for element in found if element is not None), None)
