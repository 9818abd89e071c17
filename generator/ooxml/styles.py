"""The styles of all templates: fonts, sizes and direction, so that what a clerk types comes out right.

Sizes are in half points and lengths in twentieths of a point, as Word counts them. The size named is
that of the Persian letters; Latin letters of the same paragraph are made a point smaller, since Times
New Roman looks larger than B Nazanin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.ooxml.markup import on, serialize, w

if TYPE_CHECKING:
    from generator.ooxml.markup import Element

TEXT_FONT = "B Nazanin"
HEADING_FONT = "B Titr"
LATIN_FONT = "Times New Roman"
GREY = "808080"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphStyle:
    """What a paragraph style sets beside the style that it rests on."""

    id: str
    name: str
    based_on: str = "Normal"
    size: int = 0
    bold: bool = False
    heading_font: bool = False
    colour: str = ""
    before: int | None = None
    after: int | None = None
    line: int | None = None
    line_rule: str = "auto"
    right: int = 0
    left: int = 0
    hanging: int = 0
    first_line: int = 0
    jc: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    tabs: tuple[int, ...] = ()


STYLES = (
    # the letter
    ParagraphStyle(id="OwnerLine", name="سطر سربرگ", size=23, bold=True, line=228, jc="center"),
    ParagraphStyle(id="Emblem", name="جای نشان", line=880, line_rule="atLeast", jc="center"),
    ParagraphStyle(id="Basmala", name="بسمه تعالی", size=24, bold=True, jc="center"),
    ParagraphStyle(id="LetterField", name="شماره و تاریخ نامه", size=23, line=276),
    ParagraphStyle(id="Addressee", name="گیرنده نامه", size=28, bold=True, line=264, keep_next=True),
    ParagraphStyle(id="Subject", name="موضوع نامه", based_on="Addressee", before=60, after=80),
    ParagraphStyle(id="Greeting", name="سلام نامه", size=27, line=264, after=40, keep_next=True),
    ParagraphStyle(id="LetterBody", name="متن نامه", size=27, line=276, after=60, first_line=397),
    ParagraphStyle(
        id="LetterClosing",
        name="پایان نامه",
        based_on="LetterBody",
        before=60,
        after=0,
        keep_next=True,
        keep_lines=True,
    ),
    ParagraphStyle(id="LetterHeading", name="عنوان در نامه", size=26, bold=True, before=120, keep_next=True),
    ParagraphStyle(id="LetterList", name="فهرست نامه", size=26, line=252, right=737, hanging=340, keep_lines=True),
    ParagraphStyle(
        id="Signature", name="سطر امضا", size=26, bold=True, line=252, right=4300, jc="center", keep_next=True
    ),
    ParagraphStyle(id="SignatureName", name="نام امضاکننده", based_on="Signature", before=360, after=20),
    ParagraphStyle(id="CopiesTitle", name="عنوان رونوشت", size=22, bold=True, before=200, line=240, keep_next=True),
    ParagraphStyle(
        id="Copies", name="رونوشت", size=21, line=240, right=284, hanging=284, keep_next=True, keep_lines=True
    ),
    # headings and control
    ParagraphStyle(
        id="Heading1",
        name="heading 1",
        size=24,
        bold=True,
        heading_font=True,
        before=200,
        after=60,
        keep_next=True,
        keep_lines=True,
        outline=0,
    ),
    ParagraphStyle(
        id="ControlTitle", name="عنوان شناسنامه", based_on="Heading1", size=24, before=140, after=60, outline=9
    ),
    ParagraphStyle(id="FormTitle", name="عنوان فرم", size=22, bold=True, heading_font=True, line=264, jc="center"),
    ParagraphStyle(id="FormKind", name="گونه فرم", size=24, bold=True, line=264, jc="center"),
    # tables
    ParagraphStyle(id="TableText", name="متن جدول", size=22, line=240),
    ParagraphStyle(id="TableCentre", name="متن جدول وسط", based_on="TableText", jc="center"),
    ParagraphStyle(id="TableSmall", name="متن ریز جدول", based_on="TableText", size=19),
    ParagraphStyle(id="TableSmallCentre", name="متن ریز جدول وسط", based_on="TableSmall", jc="center"),
    ParagraphStyle(id="TableNote", name="یادداشت جدول", based_on="TableText", size=19, colour="404040"),
    ParagraphStyle(id="TableHead", name="سر ستون", based_on="TableText", size=22, bold=True, jc="center"),
    ParagraphStyle(id="ControlLabel", name="برچسب جدول", based_on="TableText", bold=True),
    ParagraphStyle(id="HeaderField", name="مشخصات سربرگ", size=19, line=240),
    ParagraphStyle(id="HeaderOwner", name="دستگاه در سربرگ", size=19, bold=True, line=240, jc="center"),
    # forms and procedures
    ParagraphStyle(id="FormText", name="متن فرم", size=26, line=252, after=60),
    ParagraphStyle(
        id="MinutesEnd", name="پایان صورتجلسه", based_on="FormText", before=160, keep_next=True, keep_lines=True
    ),
    ParagraphStyle(
        id="MinutesSignature",
        name="امضای صورتجلسه",
        based_on="FormText",
        after=0,
        keep_lines=True,
        tabs=(2310, 6930),
    ),
    ParagraphStyle(id="NumberedLine", name="سطر شماره‌دار", size=25, line=252, after=40, right=454, hanging=454),
    ParagraphStyle(id="AgendaLine", name="سطر دستور جلسه", based_on="NumberedLine", keep_next=True, keep_lines=True),
    ParagraphStyle(
        id="Clause", name="بند", size=26, line=252, before=40, after=40, right=680, hanging=680, keep_next=True
    ),
    ParagraphStyle(
        id="ClauseItem",
        name="جزء بند",
        size=26,
        line=252,
        after=20,
        right=1134,
        hanging=454,
        keep_lines=True,
    ),
    ParagraphStyle(id="ClauseText", name="دنباله بند", size=26, line=252, before=40, after=40, right=680),
    ParagraphStyle(id="Note", name="تبصره", size=25, line=252, before=40, after=60, right=680, keep_lines=True),
    # page furniture
    ParagraphStyle(id="Header", name="header", size=20),
    ParagraphStyle(id="Footer", name="footer", size=20, line=240),
    ParagraphStyle(id="Classification", name="طبقه‌بندی", size=22, bold=True, jc="center", keep_next=False),
    ParagraphStyle(id="Gap", name="فاصله", size=4, line=120, line_rule="exact"),
    ParagraphStyle(id="BoxGap", name="فاصله پیش از جدول", size=4, line=160, line_rule="exact", keep_next=True),
    ParagraphStyle(id="HeadGap", name="فاصله زیر سربرگ", size=4, line=240, line_rule="exact"),
    ParagraphStyle(id="TemplateTag", name="دستور قالب", size=18, colour=GREY, line=240),
)


def styles_part() -> bytes:
    """``word/styles.xml``."""
    root = w("styles", _defaults(), _normal(), _default_character(), _default_table())
    root.extend(_paragraph_style(style) for style in STYLES)
    root.extend(
        (_table_style("FormTable", "جدول فرم", ruled=True), _table_style("PlainTable", "جدول بی‌خط", ruled=False))
    )
    return serialize(root)


def _fonts(persian: str) -> Element:
    return w("rFonts", ascii=LATIN_FONT, hAnsi=LATIN_FONT, eastAsia=LATIN_FONT, cs=persian)


def _sizes(size: int) -> list[Element]:
    return [w("sz", val=max(size - 2, 4)), w("szCs", val=size)] if size else []


def _defaults() -> Element:
    language = w("lang", val="en-US", eastAsia="en-US", bidi="fa-IR")
    run = w("rPrDefault", w("rPr", _fonts(TEXT_FONT), *_sizes(26), language))
    paragraph = w(
        "pPrDefault", w("pPr", w("widowControl"), w("bidi"), w("spacing", before=0, after=0, line=264, lineRule="auto"))
    )
    return w("docDefaults", run, paragraph)


def _normal() -> Element:
    language = w("lang", val="en-US", eastAsia="en-US", bidi="fa-IR")
    return w(
        "style",
        w("name", val="Normal"),
        w("qFormat"),
        w("pPr", w("widowControl"), w("bidi")),
        w("rPr", _fonts(TEXT_FONT), *_sizes(26), language),
        type="paragraph",
        default=1,
        styleId="Normal",
    )


def _default_character() -> Element:
    return w(
        "style",
        w("name", val="Default Paragraph Font"),
        w("uiPriority", val=1),
        w("semiHidden"),
        type="character",
        default=1,
        styleId="DefaultParagraphFont",
    )


def _default_table() -> Element:
    return w(
        "style",
        w("name", val="Normal Table"),
        w("uiPriority", val=99),
        w("semiHidden"),
        w("tblPr", w("tblInd", w=0, type="dxa"), _cell_margins(0, 108)),
        type="table",
        default=1,
        styleId="TableNormal",
    )


def _cell_margins(upright: int, sideways: int) -> Element:
    sides = (("top", upright), ("left", sideways), ("bottom", upright), ("right", sideways))
    return w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in sides))


def _table_style(style_id: str, name: str, *, ruled: bool) -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = w("tblBorders", *(w(side, val="single", sz=4, space=0, color="404040") for side in sides))
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val="TableNormal"),
        w("qFormat"),
        w("tblPr", lines if ruled else None, _cell_margins(28 if ruled else 0, 85)),
        type="table",
        customStyle=1,
        styleId=style_id,
    )


def _paragraph_style(style: ParagraphStyle) -> Element:
    builtin = style.name.isascii()
    attributes: dict[str, str | int] = {"type": "paragraph", "styleId": style.id}
    if not builtin:
        attributes["customStyle"] = 1
    run_properties = w(
        "rPr",
        _fonts(HEADING_FONT) if style.heading_font else None,
        on("b", style.bold),
        on("bCs", style.bold),
        w("color", val=style.colour) if style.colour else None,
        *_sizes(style.size),
    )
    return w(
        "style",
        w("name", val=style.name),
        w("basedOn", val=style.based_on),
        w("qFormat"),
        _paragraph_properties(style),
        run_properties if len(run_properties) else None,
        **attributes,
    )


def _paragraph_properties(style: ParagraphStyle) -> Element:
    return w(
        "pPr",
        on("keepNext", style.keep_next),
        on("keepLines", style.keep_lines),
        w("tabs", *(w("tab", val="center", pos=place) for place in style.tabs)) if style.tabs else None,
        w("bidi"),
        _spacing(style),
        _indents(style),
        w("jc", val=style.jc) if style.jc else None,
        w("outlineLvl", val=style.outline) if style.outline is not None else None,
    )


def _spacing(style: ParagraphStyle) -> Element | None:
    values: dict[str, str | int] = {}
    if style.before is not None:
        values["before"] = style.before
    if style.after is not None:
        values["after"] = style.after
    if style.line is not None:
        values |= {"line": style.line, "lineRule": style.line_rule}
    return w("spacing", **values) if values else None


def _indents(style: ParagraphStyle) -> Element | None:
    """``w:left`` of a right-to-left paragraph is its right side."""
    pairs = {"left": style.right, "right": style.left, "hanging": style.hanging, "firstLine": style.first_line}
    values: dict[str, str | int] = {name: value for name, value in pairs.items() if value}
    return w("ind", **values) if values else None
