"""What all templates share: letterhead, page headers and footers, control block, revision table, signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.ooxml.document import TEXT_WIDTH
from generator.ooxml.markup import w
from generator.ooxml.rtl import (
    Bold,
    Column,
    cell,
    each,
    listing,
    page_of_pages,
    paragraph,
    repeated,
    row,
    table,
    when,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.ooxml.markup import Element

CONTROL_TITLE = "شناسنامه مدرک"
REVISIONS_TITLE = "جدول شرح تغییرات"
REVISION_HEADINGS = ("شماره ویرایش", "تاریخ ویرایش", "شماره صفحات تغییریافته", "شرح تغییرات", "منشأ تغییرات")

_CLASSIFIED = "letter and letter.classification"


def letterhead() -> list[Element]:
    """The head of a letter's first page: owner at the right, بسمه تعالی, number and date at the left."""
    widths = (3400, 2442, 3400)
    owner = [
        paragraph(style="Emblem"),
        *each("line in document.owner_lines", paragraph("{{ line }}", style="OwnerLine")),
    ]
    fields = [
        paragraph("شماره: {{ letter.number }}", style="LetterField"),
        paragraph("تاریخ: {{ letter.date }}", style="LetterField"),
        paragraph("پیوست: {{ letter.attachment }}", style="LetterField"),
        *when(
            "letter.classification",
            paragraph("طبقه‌بندی: ", Bold("{{ letter.classification }}"), style="LetterField"),
        ),
    ]
    line = row(
        cell(widths[0], *owner, valign="bottom"),
        cell(widths[1], paragraph("بسمه تعالی", style="Basmala"), valign="top"),
        cell(widths[2], *fields, valign="bottom"),
    )
    return [table(widths, [line], style="PlainTable"), paragraph(style="HeadGap")]


def continuation_header() -> list[Element]:
    """The boxed head of a letter's later pages."""
    widths = (4342, 3300, 1600)
    line = row(
        cell(widths[0], paragraph(Bold("{{ document.title }}"), style="HeaderField")),
        cell(widths[1], paragraph("شماره مدرک: {{ document.number }}", style="HeaderField")),
        cell(widths[2], paragraph("ویرایش: {{ document.revision }}", style="HeaderField")),
        height=369,
    )
    return [table(widths, [line]), *_classification(), paragraph(style="Gap")]


def across(shares: Sequence[int], width: int) -> tuple[int, ...]:
    """Columns in proportion to ``shares`` that fill a width."""
    columns = [share * width // sum(shares) for share in shares]
    return (*columns[:-1], width - sum(columns[:-1]))


def form_header(*, classified: bool, owner: Sequence[str] = (), width: int = TEXT_WIDTH) -> list[Element]:
    """The boxed head of every page of a form: owner, title, and number, revision and page.

    ``owner`` names the owner of documents that belong to no body, and so bring no owner of their own.
    """
    widths = across((2750, 3742, 2750), width)
    lines = [paragraph(line, style="HeaderOwner") for line in owner]
    lines = lines or each("line in document.owner_lines", paragraph("{{ line }}", style="HeaderOwner"))
    title = [
        *when("document.kind not in document.title", paragraph("{{ document.kind }}", style="FormKind")),
        paragraph("{{ document.title }}", style="FormTitle"),
    ]
    fields = (
        paragraph("شماره مدرک: {{ document.number }}", style="HeaderField"),
        paragraph("ویرایش: {{ document.revision }}", style="HeaderField"),
        paragraph(page_of_pages(), style="HeaderField"),
    )
    rows = [
        row(
            cell(widths[0], *(lines if first else ()), merge="restart" if first else "continue"),
            cell(widths[1], *(title if first else ()), merge="restart" if first else "continue"),
            cell(widths[2], text),
            height=430,
        )
        for first, text in zip((True, False, False), fields, strict=True)
    ]
    return [table(widths, rows), *(_classification() if classified else ()), paragraph(style="Gap")]


def _classification() -> list[Element]:
    return when(_CLASSIFIED, paragraph("طبقه‌بندی: {{ letter.classification }}", style="Classification"))


def letter_footer() -> list[Element]:
    """Document number, revision and page under a rule, on every page."""
    return _footer(
        paragraph("شماره مدرک: {{ document.number }}", style="Footer"),
        paragraph("ویرایش: {{ document.revision }}", style="Footer", jc="center"),
        paragraph(page_of_pages(), style="Footer", jc="end"),
        classified=True,
        widths=(3721, 2200, 3321),
    )


def form_footer(*, classified: bool, width: int = TEXT_WIDTH) -> list[Element]:
    """Kind and revision date under a rule; number and page stand in the head of a form."""
    return _footer(
        paragraph("{{ document.kind }}", style="Footer"),
        paragraph("شماره مدرک: {{ document.number }}", style="Footer", jc="center"),
        paragraph(
            "ویرایش: {{ document.revision }}",
            "{% if document.revision_date != document.revision %} ـ {{ document.revision_date }}{% endif %}",
            style="Footer",
            jc="end",
        ),
        classified=classified,
        widths=across((2300, 4042, 2900), width),
    )


def _footer(
    right: Element, middle: Element, left: Element, *, classified: bool, widths: Sequence[int]
) -> list[Element]:
    rule: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": "808080"}
    cells = [
        cell(width, text, borders=w("tcBorders", w("top", **rule)))
        for width, text in zip(widths, (right, middle, left), strict=True)
    ]
    return [
        paragraph(style="Gap"),
        table(widths, [row(*cells, height=340)], style="PlainTable"),
        *(_classification() if classified else ()),
        paragraph(style="Gap"),
    ]


def control_sheet(*, new_page: bool, width: int = TEXT_WIDTH) -> list[Element]:
    """The control block and the revision table, each under its title."""
    widths = (2500, width - 2500)
    control = table(
        widths,
        repeated(
            widths,
            "row in document.control",
            row(
                cell(widths[0], paragraph("{{ row.label }}", style="ControlLabel"), shade=True),
                cell(widths[1], paragraph("{{ row.value }}", style="TableText")),
                height=369,
            ),
        ),
    )
    values = ("number", "date", "pages", "description", "origin")
    columns = [
        Column(heading=heading, width=share, value=f"{{{{ row.{value} }}}}", style=style)
        for heading, share, value, style in zip(
            REVISION_HEADINGS,
            across((1000, 1500, 1700, 3042, 2000), width),
            values,
            ("TableCentre", "TableCentre", "TableCentre", "TableText", "TableText"),
            strict=True,
        )
    ]
    return [
        paragraph(CONTROL_TITLE, style="ControlTitle", page_break_before=new_page),
        control,
        paragraph(style="Gap"),
        paragraph(REVISIONS_TITLE, style="ControlTitle"),
        listing(columns, "row in document.revisions", height=369),
        paragraph(style="Gap"),
    ]


def signature() -> list[Element]:
    """The signatory's name and lines at the left, kept with what stands before and after."""
    return [
        paragraph("{{ signatory.name }}", style="SignatureName"),
        *each("line in signatory.lines", paragraph("{{ line }}", style="Signature")),
    ]


def copies() -> list[Element]:
    """The list رونوشت, where there are copies."""
    return when(
        "letter and letter.copies",
        paragraph("رونوشت:", style="CopiesTitle"),
        *each("line in letter.copies", paragraph("ـ\t{{ line }}", style="Copies")),
    )
