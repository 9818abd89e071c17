"""Words and small tables that several templates share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.ooxml.document import TEXT_WIDTH
from generator.ooxml.pages import across
from generator.ooxml.rtl import cell, each, paragraph, repeated, row, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.ooxml.markup import Element
    from generator.ooxml.rtl import Column

PROCEDURE = "{{ document.clause }} «{{ document.procedure_title }}» به شماره مدرک {{ document.procedure }}"
CLAUSE_OF_PROCEDURE = "{{ document.clause }} مدرک {{ document.procedure }}، «{{ document.procedure_title }}»"
"""For the first line of a letter: so early in the line its end does not part ``P-`` from ``CL02``."""
MEETING = "{{ meeting.ordinal }} جلسه «{{ body.name }}»"
HOURS = "{{ meeting.start }}{% if meeting.end %} تا {{ meeting.end }}{% endif %}"
DASH = "|default('—', true) }}"
"""The end of a tag whose value may be missing."""

IS_CHAIR = "addressee.role == 'رئیس'"
IS_SECRETARY = "addressee.role == 'دبیر'"

FACT_WIDTHS = (1300, 2200, 1300, 4442)


def facts(widths: tuple[int, ...], *texts: str) -> Element:
    """A row of labels and values in turn."""
    cells = [
        cell(width, paragraph(text, style="TableText" if index % 2 else "ControlLabel"), shade=not index % 2)
        for index, (width, text) in enumerate(zip(widths, texts, strict=True))
    ]
    return row(*cells, height=397)


def wide_fact(widths: tuple[int, ...], label: str, value: str) -> Element:
    """A row of one label and one value that fills the rest of the row."""
    return row(
        cell(widths[0], paragraph(label, style="ControlLabel"), shade=True),
        cell(sum(widths[1:]), paragraph(value, style="TableText"), span=len(widths) - 1),
        height=397,
    )


def meeting_facts() -> Element:
    """Number, date, hours and place of the meeting that a letter is about."""
    return table(
        FACT_WIDTHS,
        [
            facts(FACT_WIDTHS, "شماره جلسه", "{{ meeting.number }}", "روز و تاریخ", "{{ meeting.date.full }}"),
            facts(FACT_WIDTHS, "ساعت", HOURS, "محل", "{{ meeting.place }}"),
        ],
    )


def agenda_lines() -> list[Element]:
    """The agenda as the numbered lines of a letter."""
    return [
        paragraph("دستور جلسه:", style="LetterHeading"),
        *each("item in meeting.agenda", paragraph("{{ item.number }}ـ\t{{ item.text }}", style="LetterList")),
    ]


def duties(*lines: str) -> list[Element]:
    """Fixed lines of a letter's list, numbered in Persian."""
    numbers = "۱۲۳۴۵۶۷۸۹"
    return [paragraph(f"{number}ـ\t{line}", style="LetterList") for number, line in zip(numbers, lines, strict=False)]


def marked_listing(columns: Sequence[Column], loop: str) -> Element:
    """A listing whose rows are shaded throughout, so that they stand out from another one below."""
    widths = [column.width for column in columns]
    headings = [cell(c.width, paragraph(c.heading, style="TableHead"), shade=True) for c in columns]
    values = [cell(c.width, paragraph(c.value, style=c.style), shade=True) for c in columns]
    rows = repeated(widths, loop, row(*values, height=397))
    return table(widths, [row(*headings, heading=True, height=397), *rows])


BOX_WIDTHS = (1500, 3421, 2000, 2321)
ADDRESSEE = "{{ addressee.name }}{% if addressee.name %}، {% endif %}{{ addressee.post }}"


def answer_box(title: str, choices: tuple[str, str], remarks: str = "") -> list[Element]:
    """A box in which the addressee of a letter answers it by hand and signs."""
    one, other = choices
    space = [_box_line((remarks, ""), None, 480)] if remarks else []
    return _box(title, [_box_line((one, ""), (other, ""), 400), *space, _last_line(*_SIGNED)])


def confirmation_box(title: str, label: str, value: str) -> list[Element]:
    """A box that says that the addressee has answered, for his signature."""
    return _box(f"{title} ـ {ADDRESSEE}", [_last_line((label, value), ("امضا", ""))])


_SIGNED = (("نام و سمت", ADDRESSEE), ("تاریخ و امضا", ""))


def _box(title: str, rows: Sequence[Element]) -> list[Element]:
    head = cell(sum(BOX_WIDTHS), paragraph(title, style="TableHead", keep_next=True), span=4, shade=True)
    return [paragraph(style="BoxGap", keep_next=True), table(BOX_WIDTHS, [row(head, height=360), *rows])]


def _box_line(first: tuple[str, str], second: tuple[str, str] | None, height: int, *, keep: bool = True) -> Element:
    """One or two labels with the space beside them; all lines of a box stay on one page."""
    cells = []
    for place, (label, value) in enumerate(filter(None, (first, second))):
        width = BOX_WIDTHS[2 * place + 1] if second else sum(BOX_WIDTHS[1:])
        cells += [
            cell(BOX_WIDTHS[2 * place], paragraph(label, style="ControlLabel", keep_next=keep), shade=True),
            cell(width, paragraph(*filter(None, [value]), style="TableText", keep_next=keep), span=1 if second else 3),
        ]
    return row(*cells, height=height)


def _last_line(first: tuple[str, str], second: tuple[str, str]) -> Element:
    # Not kept with what follows: else LibreOffice parts the box from the signature above it.
    return _box_line(first, second, 600, keep=False)


def form_to_fill(headings: Sequence[str], lines: Sequence[str]) -> Element:
    """A small table that the addressee fills and sends back: one empty row for each line."""
    widths = across((1642, *[2500] * (len(headings) - 1)), TEXT_WIDTH)
    head = [
        cell(w, paragraph(text, style="TableHead", keep_next=True), shade=True)
        for w, text in zip(widths, headings, strict=True)
    ]
    rows = [
        row(
            cell(widths[0], paragraph(line, style="ControlLabel", keep_next=True), shade=True),
            *(cell(w, paragraph(style="TableText", keep_next=True)) for w in widths[1:]),
            height=480,
        )
        for line in lines
    ]
    return table(widths, [row(*head, heading=True, height=397), *rows])
