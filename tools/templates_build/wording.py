"""Words and small tables that several templates share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.ooxml.rtl import cell, each, paragraph, repeated, row, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.ooxml.markup import Element
    from generator.ooxml.rtl import Column

PROCEDURE = "{{ document.clause }} «{{ document.procedure_title }}» به شماره مدرک {{ document.procedure }}"
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


def answer_box(title: str, choices: tuple[str, str], remarks: str) -> list[Element]:
    """A box in which the addressee of a letter answers it by hand and signs; its rows stay together."""
    widths = (1900, 2721, 1900, 2721)

    def label(width: int, text: str) -> Element:
        return cell(width, paragraph(text, style="ControlLabel", keep_next=True), shade=True)

    def space(width: int, span: int = 1) -> Element:
        return cell(width, paragraph(style="TableText", keep_next=True), span=span)

    name = "{{ addressee.name }}{% if addressee.name %}، {% endif %}{{ addressee.post }}"
    rows = [
        row(
            cell(sum(widths), paragraph(title, style="TableHead", keep_next=True), span=4, shade=True),
            height=397,
        ),
        row(label(widths[0], choices[0]), space(widths[1]), label(widths[2], choices[1]), space(widths[3]), height=397),
        row(label(widths[0], remarks), space(sum(widths[1:]), span=3), height=620),
        row(
            label(widths[0], "نام و سمت"),
            cell(widths[1], paragraph(name, style="TableText", keep_next=True)),
            label(widths[2], "تاریخ و امضا"),
            space(widths[3]),
            height=740,
        ),
    ]
    return [paragraph(style="BoxGap", keep_next=True), table(widths, rows)]


def form_to_fill(headings: Sequence[str], lines: Sequence[str]) -> Element:
    """A small table that the addressee fills and sends back: one empty row for each line."""
    first = 1642
    width = (9242 - first) // (len(headings) - 1)
    widths = [first, *[width] * (len(headings) - 1)]
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
