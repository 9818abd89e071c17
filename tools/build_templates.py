"""Build the shipped Word templates in ``templates/`` from the building blocks of ``generator.ooxml``.

Run from the repository's root::

    .venv/bin/python tools/build_templates.py            # write templates/*.docx
    .venv/bin/python tools/build_templates.py DIRECTORY  # write them somewhere else

The same program writes the same files each time. An office edits its copies of the templates in Word;
this program is for changing the shipped ones.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.ooxml.rtl import (
    Bold,
    Column,
    cell,
    conditional_row,
    each,
    listing,
    paragraph,
    row,
    table,
    tag,
    when,
)
from generator.ooxml.starter import HONORIFIC, form_template, letter_template

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.ooxml.markup import Element

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

IS_CHAIR = "addressee.role == 'رئیس'"
IS_SECRETARY = "addressee.role == 'دبیر'"
PROCEDURE = "{{ document.clause }} «{{ document.procedure_title }}» به شماره مدرک {{ document.procedure }}"


def decree() -> bytes:
    """حکم عضویت."""
    return letter_template(
        [
            paragraph(
                "با عنایت به جایگاه خوشه‌های کسب‌وکار در رونق تولید و اشتغال "
                "{% if province %}استان {{ province.name }}{% else %}کشور{% endif %} و در اجرای ",
                PROCEDURE,
                f"، نظر به تعهد، دانش و تجربه ارزنده {HONORIFIC}، به موجب این حکم ",
                "{% if "
                + IS_CHAIR
                + " %}به ریاست{% elif "
                + IS_SECRETARY
                + " %}به سمت دبیر{% else %}به عضویت{% endif %} ",
                Bold("«{{ body.name }}»"),
                " منصوب می‌شوید.",
                style="LetterBody",
            ),
            tag(f"if {IS_CHAIR}"),
            paragraph(
                "انتظار می‌رود با راهبری جلسات {{ body.type }}، تأیید دستور جلسه‌ها و پیگیری اجرای مصوبات، "
                "هم‌افزایی دستگاه‌های اجرایی و نهادهای پشتیبان را در انجام وظایف زیر فراهم آورید:",
                style="LetterBody",
                keep_next=True,
            ),
            tag(f"elif {IS_SECRETARY}"),
            paragraph(
                "انتظار می‌رود با هماهنگی برگزاری جلسات، تنظیم دستور جلسه‌ها، ثبت صورتجلسه‌ها و پیگیری مصوبات، "
                "زمینه انجام وظایف زیر را در {{ body.type }} فراهم آورید:",
                style="LetterBody",
                keep_next=True,
            ),
            tag("else"),
            paragraph(
                "انتظار می‌رود با حضور مستمر در جلسات و بهره‌گیری از ظرفیت‌های {{ addressee.institution }}، "
                "در انجام وظایف {{ body.type }} به شرح زیر مشارکت مؤثر داشته باشید:",
                style="LetterBody",
                keep_next=True,
            ),
            tag("endif"),
            *each("duty in body.duties", paragraph("{{ loop.index }}ـ\t{{ duty }}", style="LetterList")),
            paragraph(
                f"توفیق روزافزون {HONORIFIC} را در خدمت به میهن اسلامی از درگاه خداوند متعال مسئلت دارم.",
                style="LetterClosing",
            ),
        ]
    )


def invitation() -> bytes:
    """دعوت‌نامه."""
    return letter_template([*_call_to_meeting(), *_meeting_in_letter(), *_request_to_attend()])


def _call_to_meeting() -> list[Element]:
    called = "{{ meeting.ordinal }} جلسه «{{ body.name }}»"
    return when(
        IS_CHAIR,
        paragraph(
            f"به استحضار می‌رساند در اجرای {PROCEDURE}، {called} ",
            Bold(f"به ریاست {HONORIFIC}"),
            " و به شرح زیر برگزار می‌شود:",
            style="LetterBody",
            keep_next=True,
        ),
        otherwise=[
            paragraph(
                f"در اجرای {PROCEDURE}، بدین‌وسیله از {HONORIFIC} دعوت می‌شود در {called} "
                "که به شرح زیر برگزار می‌شود حضور به هم رسانید:",
                style="LetterBody",
                keep_next=True,
            )
        ],
    )


def _meeting_in_letter() -> list[Element]:
    hours = "{{ meeting.start }}{% if meeting.end %} تا {{ meeting.end }}{% endif %}"
    widths = (1300, 2200, 1300, 4442)
    facts = table(
        widths,
        [
            _facts(widths, "شماره جلسه", "{{ meeting.number }}", "روز و تاریخ", "{{ meeting.date.full }}"),
            _facts(widths, "ساعت", hours, "محل", "{{ meeting.place }}"),
        ],
    )
    return [
        facts,
        paragraph("دستور جلسه:", style="LetterHeading"),
        *each("item in meeting.agenda", paragraph("{{ item.number }}ـ\t{{ item.text }}", style="LetterList")),
    ]


def _request_to_attend() -> list[Element]:
    return [
        paragraph(style="Gap"),
        tag(f"if {IS_CHAIR}"),
        paragraph(
            "خواهشمند است تأیید یا نظر اصلاحی خود را درباره دستور جلسه به دبیرخانه {{ body.type }} اعلام "
            "و در صورت وجود مانع، جانشین خود را برای اداره جلسه به‌صورت کتبی معرفی فرمایید.",
            style="LetterBody",
        ),
        tag(f"elif {IS_SECRETARY}"),
        paragraph(
            "خواهشمند است مستندات دستور جلسه را پیش از برگزاری در اختیار اعضا قرار دهید، حضور خود را اعلام "
            "و در صورت وجود مانع، جانشین خود را به‌صورت کتبی معرفی فرمایید.",
            style="LetterBody",
        ),
        tag("else"),
        paragraph(
            "خواهشمند است حضور خود را پیش از برگزاری جلسه به دبیرخانه {{ body.type }} اعلام "
            "و در صورت وجود مانع، جانشین تام‌الاختیار خود را به‌صورت کتبی معرفی فرمایید.",
            style="LetterBody",
        ),
        tag("endif"),
        paragraph(
            f"پیشاپیش از همکاری و مشارکت مؤثر {HONORIFIC} سپاسگزاری می‌شود.",
            style="LetterClosing",
        ),
    ]


def _facts(widths: tuple[int, ...], *texts: str) -> Element:
    cells = [
        cell(width, paragraph(text, style="TableText" if index % 2 else "ControlLabel"), shade=not index % 2)
        for index, (width, text) in enumerate(zip(widths, texts, strict=True))
    ]
    return row(*cells, height=397)


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
    wide = (widths[0], sum(widths[1:]))

    def line(label: str, value: str) -> Element:
        return row(
            cell(wide[0], paragraph(label, style="ControlLabel"), shade=True),
            cell(wide[1], paragraph(value, style="TableText"), span=3),
            height=397,
        )

    return [
        paragraph("مشخصات جلسه", style="Heading1"),
        table(
            widths,
            [
                line("نام نهاد", "{{ body.name }}"),
                _facts(widths, "شماره جلسه", "{{ meeting.number }}", "تاریخ", "{{ meeting.date.full }}"),
                _facts(widths, "ساعت شروع", "{{ meeting.start }}", "ساعت پایان", "{{ meeting.end }}"),
                _facts(widths, "رئیس جلسه", "{{ meeting.chair }}", "دبیر جلسه", "{{ meeting.secretary }}"),
                line("محل", "{{ meeting.place }}"),
                *conditional_row(widths, "meeting.next_meeting", line("جلسه بعد", "{{ meeting.next_meeting.full }}")),
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
    role = "{% if person.role != 'عضو' %} ({{ person.role }} {{ body.type }}){% endif %}"
    present = [
        Column(heading="ردیف", width=700, value="{{ person.number }}", style="TableCentre"),
        Column(heading="نام و نام خانوادگی", width=2142, value="{{ person.name }}"),
        Column(heading="سمت", width=2900, value="{{ person.post }}" + role),
        Column(heading="دستگاه", width=2100, value="{{ person.institution }}"),
        Column(heading="امضا", width=1400, value="", style="TableCentre"),
    ]
    absent = [
        Column(heading="ردیف", width=700, value="{{ person.number }}", style="TableCentre"),
        Column(heading="نام و نام خانوادگی", width=2142, value="{{ person.name }}"),
        Column(heading="سمت", width=2900, value="{{ person.post }}"),
        Column(heading="موجه/غیرموجه", width=1300, value="{{ person.excuse }}", style="TableCentre"),
        Column(heading="توضیح", width=2200, value="{{ person.reason }}"),
    ]
    return [
        paragraph("حاضران", style="Heading1"),
        listing(present, "person in meeting.present", height=480),
        paragraph(style="Gap"),
        paragraph("غایبان", style="Heading1"),
        *when(
            "meeting.absent",
            listing(absent, "person in meeting.absent"),
            paragraph(style="Gap"),
            otherwise=[paragraph("همه اعضای دعوت‌شده در جلسه حضور داشتند.", style="FormText")],
        ),
    ]


def _decisions() -> list[Element]:
    columns = [
        Column(heading="ردیف", width=600, value="{{ decision.number }}", style="TableCentre"),
        Column(heading="شرح مصوبه", width=4242, value="{{ decision.text }}"),
        Column(heading="مسئول اجرا", width=1650, value="{{ decision.owner }}"),
        Column(heading="مسئول پیگیری", width=1500, value="{{ decision.follow_up }}"),
        Column(heading="مهلت", width=1250, value="{{ decision.deadline }}", style="TableCentre"),
    ]
    return [
        paragraph("مصوبات", style="Heading1"),
        listing(columns, "decision in meeting.decisions"),
        paragraph(style="Gap"),
    ]


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


def distribution_list() -> bytes:
    """توزیع نسخ."""
    columns = [
        Column(heading="شماره نسخه", width=850, value="{{ copy.number }}", style="TableCentre"),
        Column(heading="گیرنده", width=3992, value="{{ copy.holder }}"),
        Column(heading="نوع نسخه", width=1150, value="{{ copy.type }}", style="TableCentre"),
        Column(heading="شماره ویرایش", width=850, value="{{ copy.revision }}", style="TableCentre"),
        Column(heading="تاریخ تحویل", width=1250, value="{{ copy.delivered }}", style="TableCentre"),
        Column(heading="امضا", width=1150, value="", style="TableCentre"),
    ]
    return form_template(
        [
            paragraph("فهرست گیرندگان نسخه‌ها", style="Heading1"),
            paragraph(
                "نسخه‌های {{ procedure.type }} «{{ procedure.title }}» به شماره مدرک {{ procedure.number }} "
                "به شرح جدول زیر توزیع و رسید آن با امضای گیرنده دریافت می‌شود. با دریافت هر ویرایش تازه، "
                "نسخه پیشین منسوخ است و باید به دبیرخانه بازگردانده شود.",
                style="FormText",
                keep_next=True,
            ),
            listing(columns, "copy in procedure.copies", height=430),
            paragraph(style="Gap"),
        ],
        has_letter=False,
    )


def procedure() -> bytes:
    """دستورالعمل."""
    block = "block.kind == "
    return form_template(
        [
            tag("for section in procedure.sections"),
            paragraph("{{ section.number }}ـ {{ section.title }}", style="Heading1"),
            tag("for block in section.blocks"),
            tag(f"if {block}'clause'"),
            paragraph(Bold("{{ block.number }}"), "\t{{ block.text }}", style="Clause"),
            tag(f"elif {block}'item'"),
            paragraph("{{ block.number }})\t{{ block.text }}", style="ClauseItem"),
            tag(f"elif {block}'seats'"),
            *_seats(),
            tag(f"elif {block}'closing'"),
            paragraph("{{ block.text }}", style="ClauseText"),
            tag(f"elif {block}'note'"),
            paragraph(Bold("{{ block.number }}:"), " {{ block.text }}", style="Note"),
            tag(f"elif {block}'distribution'"),
            *each("holder in procedure.holders", paragraph("{{ loop.index }}ـ\t{{ holder }}", style="AgendaLine")),
            tag(f"elif {block}'blank'"),
            paragraph("—", style="FormText"),
            tag("else"),
            paragraph("{{ block.text }}", style="FormText"),
            tag("endif"),
            tag("endfor"),
            tag("endfor"),
            paragraph(style="Gap"),
        ],
        has_letter=False,
    )


def _seats() -> list[Element]:
    columns = [
        Column(heading="ردیف", width=900, value="{{ seat.number }}", style="TableCentre"),
        Column(heading="سمت", width=6842, value="{{ seat.title }}"),
        Column(heading="نقش", width=1500, value="{{ seat.role }}", style="TableCentre"),
    ]
    return [listing(columns, "seat in procedure.seats", height=380), paragraph(style="Gap")]


BUILDERS: dict[str, Callable[[], bytes]] = {
    "decree": decree,
    "invitation": invitation,
    "minutes": minutes,
    "distribution-list": distribution_list,
    "procedure": procedure,
}


def main(arguments: list[str]) -> int:
    """Write the templates to the folder named, or to the project's own."""
    folder = Path(arguments[0]) if arguments else TEMPLATES
    folder.mkdir(parents=True, exist_ok=True)
    for name, build in BUILDERS.items():
        path = folder / f"{name}.docx"
        path.write_bytes(build())
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
