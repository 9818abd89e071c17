"""The minutes of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.ooxml.rtl import (
    Bold,
    Column,
    cell,
    conditional_row,
    each,
    listing,
    paragraph,
    repeated,
    row,
    table,
    when,
)
from generator.ooxml.starter import form_template
from templates_build.wording import CLAUSE_OF_PROCEDURE, facts, wide_fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.ooxml.markup import Element


def minutes() -> bytes:
    """صورتجلسه."""
    return form_template(
        [
            *_meeting_facts(),
            *_numbered("دستور جلسه", "item in meeting.agenda", style="AgendaLine"),
            paragraph(style="Gap"),
            *_attendance(),
            *_numbered("مباحث مطرح‌شده", "item in meeting.matters"),
            *_decisions(),
            *_end_of_meeting(),
        ],
        has_letter=True,
    )


def _meeting_facts() -> list[Element]:
    widths = (1500, 3121, 1500, 3121)
    return [
        paragraph("مشخصات جلسه", style="Heading1"),
        table(
            widths,
            [
                wide_fact(widths, "نام نهاد", "{{ body.name }}"),
                wide_fact(widths, "مستند", CLAUSE_OF_PROCEDURE),
                facts(widths, "شماره جلسه", "{{ meeting.number }}", "تاریخ", "{{ meeting.date.full }}"),
                facts(widths, "ساعت شروع", "{{ meeting.start }}", "ساعت پایان", "{{ meeting.end }}"),
                facts(widths, "رئیس جلسه", "{{ meeting.chair }}", "دبیر جلسه", "{{ meeting.secretary }}"),
                wide_fact(
                    widths,
                    "حاضران",
                    "{{ meeting.quorum }}{% if meeting.is_quorate %}؛ جلسه به نصاب رسید{% else %}"
                    "؛ جلسه به نصاب نرسید{% endif %}",
                ),
                wide_fact(widths, "محل", "{{ meeting.place }}"),
                *conditional_row(
                    widths,
                    "meeting.next_meeting",
                    wide_fact(widths, "جلسه بعد", "{{ meeting.next_meeting.full }}"),
                ),
            ],
        ),
        paragraph(style="Gap"),
    ]


def _numbered(heading: str, loop: str, *, style: str = "NumberedLine") -> list[Element]:
    return [
        paragraph(heading, style="Heading1"),
        *each(loop, paragraph("{{ item.number }}ـ\t{{ item.text }}", style=style)),
    ]


def _attendance() -> list[Element]:
    absent = [
        Column(heading="ردیف", width=700, value="{{ person.number }}", style="TableCentre"),
        Column(heading="نام و نام خانوادگی", width=2142, value="{{ person.name }}"),
        Column(heading="سمت", width=2900, value="{{ person.post }}"),
        Column(heading="موجه/غیرموجه", width=1300, value="{{ person.excuse }}", style="TableCentre"),
        Column(heading="توضیح", width=2200, value="{{ person.reason }}"),
    ]
    guests = [
        Column(heading="ردیف", width=700, value="{{ guest.number }}", style="TableCentre"),
        Column(heading="نام مهمان", width=2142, value="{{ guest.name }}"),
        Column(heading="سمت", width=3200, value="{{ guest.post }}"),
        Column(heading="دستگاه", width=3200, value="{{ guest.institution }}"),
    ]
    return [
        paragraph("حاضران", style="Heading1"),
        _present(),
        paragraph(style="Gap"),
        *when(
            "meeting.guests",
            paragraph("مهمانان", style="Heading1"),
            listing(guests, "guest in meeting.guests"),
            paragraph(style="Gap"),
        ),
        paragraph("غایبان", style="Heading1"),
        *when(
            "meeting.absent",
            listing(absent, "person in meeting.absent"),
            paragraph(style="Gap"),
            otherwise=[
                paragraph(
                    "{% if meeting.is_full %}همه اعضا در جلسه حضور داشتند.{% else %}غیبتی ثبت نشده است.{% endif %}",
                    style="FormText",
                )
            ],
        ),
    ]


def _present() -> Element:
    """Those present, with a line of their own for substitutes and for who came late or left early."""
    widths = (700, 2142, 2900, 2100, 1400)
    role = "{% if person.role != 'عضو' %} ({{ person.role }} {{ body.type }}){% endif %}"
    headings = ("ردیف", "نام و نام خانوادگی", "سمت", "دستگاه", "امضا")
    post = [
        paragraph("{{ person.post }}" + role, style="TableText"),
        *when("person.note", paragraph("{{ person.note }}", style="TableNote")),
    ]
    shown = row(
        cell(widths[0], paragraph("{{ person.number }}", style="TableCentre")),
        cell(widths[1], paragraph("{{ person.name }}", style="TableText")),
        cell(widths[2], *post),
        cell(widths[3], paragraph("{{ person.institution }}", style="TableText")),
        cell(widths[4]),
        height=480,
    )
    head = [cell(w, paragraph(text, style="TableHead"), shade=True) for w, text in zip(widths, headings, strict=True)]
    rows = repeated(widths, "person in meeting.present", shown)
    return table(widths, [row(*head, heading=True, height=480), *rows])


def _decisions() -> list[Element]:
    columns = [
        Column(heading="ردیف", width=600, value="{{ decision.number }}", style="TableCentre"),
        Column(heading="شرح مصوبه", width=4242, value="{{ decision.text }}"),
        Column(heading="مسئول اجرا", width=1650, value="{{ decision.owner }}"),
        Column(heading="مسئول پیگیری", width=1500, value="{{ decision.follow_up }}"),
        Column(heading="مهلت", width=1250, value="{{ decision.deadline }}", style="TableCentre"),
    ]
    widths = [column.width for column in columns]
    head = [cell(c.width, paragraph(c.heading, style="TableHead"), shade=True) for c in columns]
    rows = conditional_row(widths, "not loop.last", _decision_row(columns, keep=False))
    last = conditional_row(widths, "loop.last", _decision_row(columns, keep=True))
    decisions = _around(widths, "decision in meeting.decisions", [*rows, *last])
    return [
        paragraph("مصوبات", style="Heading1"),
        table(widths, [row(*head, heading=True, height=397), *decisions]),
        paragraph(style="BoxGap", keep_next=True),
    ]


def _decision_row(columns: Sequence[Column], *, keep: bool) -> Element:
    """The last decision goes with the signatures, so that these do not stand alone on a page."""
    values = [cell(c.width, paragraph(c.value, style=c.style, keep_next=keep)) for c in columns]
    return row(*values, height=397)


def _around(widths: Sequence[int], loop: str, rows: Sequence[Element]) -> list[Element]:
    """Several rows for each item of a list."""
    first, *_, last = repeated(widths, loop, row())
    return [first, *rows, last]


def _end_of_meeting() -> list[Element]:
    # Tabs and not a table: LibreOffice lets a table part from the paragraph it should keep with.
    return [
        paragraph(
            "مراتب بالا در جلسه مطرح و تصویب شد",
            "{% if meeting.end %} و جلسه در ساعت {{ meeting.end }} پایان یافت{% endif %}.",
            style="MinutesEnd",
        ),
        paragraph(Bold("\tرئیس جلسه\tدبیر جلسه"), style="MinutesSignature", keep_next=True),
        paragraph("\t{{ meeting.chair }}\t{{ meeting.secretary }}", style="MinutesSignature"),
    ]
