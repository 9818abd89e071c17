"""Letters of a meeting: invitation, agenda, notification, transmittal, report of the expert committee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.ooxml.rtl import Bold, Column, each, listing, paragraph, table, tag, when
from generator.ooxml.starter import HONORIFIC, letter_template
from templates_build.wording import (
    CLAUSE_OF_PROCEDURE,
    DASH,
    FACT_WIDTHS,
    IS_CHAIR,
    IS_SECRETARY,
    MEETING,
    PROCEDURE,
    agenda_lines,
    answer_box,
    confirmation_box,
    facts,
    marked_listing,
    meeting_facts,
)

if TYPE_CHECKING:
    from generator.ooxml.markup import Element


def invitation() -> bytes:
    """دعوت‌نامه."""
    return letter_template([*_call_to_meeting(), meeting_facts(), *agenda_lines(), *_request_to_attend()])


def _call_to_meeting() -> list[Element]:
    return when(
        IS_CHAIR,
        paragraph(
            f"به استحضار می‌رساند در اجرای {PROCEDURE}، {MEETING} ",
            Bold(f"به ریاست {HONORIFIC}"),
            " و به شرح زیر برگزار می‌شود:",
            style="LetterBody",
            keep_next=True,
        ),
        otherwise=[
            paragraph(
                f"در اجرای {PROCEDURE}، بدین‌وسیله از {HONORIFIC} دعوت می‌شود در {MEETING} "
                "که به شرح زیر برگزار می‌شود حضور به هم رسانید:",
                style="LetterBody",
                keep_next=True,
            )
        ],
    )


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


def agenda() -> bytes:
    """دستور جلسه: پیشنهادی برای تأیید، یا تأییدشده."""
    confirmed = "meeting.agenda_confirmed"
    return letter_template(
        [
            *when(
                confirmed,
                paragraph(
                    f"در اجرای {CLAUSE_OF_PROCEDURE}، دستور {MEETING} که در تاریخ {{{{ meeting.agenda_confirmed }}}} "
                    f"به تأیید {HONORIFIC} رسیده است به شرح زیر تقدیم می‌شود:",
                    style="LetterBody",
                    keep_next=True,
                ),
                otherwise=[
                    paragraph(
                        f"به استحضار می‌رساند در اجرای {CLAUSE_OF_PROCEDURE}، دستور پیشنهادی {MEETING} "
                        "به شرح زیر برای بررسی و تأیید تقدیم می‌شود:",
                        style="LetterBody",
                        keep_next=True,
                    )
                ],
            ),
            table(
                FACT_WIDTHS,
                [
                    facts(FACT_WIDTHS, "شماره جلسه", "{{ meeting.number }}", "روز و تاریخ", "{{ meeting.date.full }}"),
                    facts(FACT_WIDTHS, "وضعیت", "{{ meeting.agenda_state }}", "محل", "{{ meeting.place }}"),
                ],
            ),
            paragraph(style="BoxGap", keep_next=True),
            listing(
                [
                    Column(heading="ردیف", width=800, value="{{ item.number }}", style="TableCentre"),
                    Column(heading="موضوع دستور جلسه", width=8442, value="{{ item.text }}"),
                ],
                "item in meeting.agenda",
            ),
            *when(
                confirmed,
                paragraph("دعوت‌نامه اعضا بر پایه همین دستور جلسه تنظیم می‌شود.", style="LetterClosing"),
                otherwise=[
                    *_open_decisions(),
                    paragraph(
                        f"خواهشمند است نظر {HONORIFIC} درباره دستور جلسه در جدول زیر مرقوم شود.",
                        style="LetterClosing",
                    ),
                ],
            ),
        ],
        after=when(
            confirmed,
            *confirmation_box("تأیید دستور جلسه", "تاریخ تأیید", "{{ meeting.agenda_confirmed.full }}"),
            otherwise=answer_box(
                "نظر رئیس {{ body.type }} درباره دستور جلسه", ("تأیید می‌شود", "با اصلاح تأیید می‌شود"), "اصلاحات"
            ),
        ),
    )


def _open_decisions() -> list[Element]:
    columns = [
        Column(heading="جلسه", width=650, value="{{ decision.meeting_number }}", style="TableSmallCentre"),
        Column(heading="مصوبه باز", width=5142, value="{{ decision.text }}", style="TableSmall"),
        Column(heading="مسئول اجرا", width=2400, value="{{ decision.owner" + DASH, style="TableSmall"),
        Column(heading="مهلت", width=1050, value="{{ decision.deadline" + DASH, style="TableSmallCentre"),
    ]
    return when(
        "meeting.open_decisions",
        paragraph("مصوبات باز جلسه‌های پیشین:", style="LetterHeading"),
        listing(columns, "decision in meeting.open_decisions", height=340),
    )


def notification() -> bytes:
    """ابلاغ مصوبات: آنچه بر عهده گیرنده است جدا و پیش از دیگر مصوبات."""
    own = "meeting.own_decisions"
    return letter_template(
        [
            paragraph(
                f"در اجرای {CLAUSE_OF_PROCEDURE}، به پیوست صورتجلسه {MEETING} مورخ {{{{ meeting.date.full }}}} ",
                "ابلاغ می‌شود. ",
                "{% if meeting.own_decisions %}از مصوبات این جلسه اجرای ",
                Bold(
                    "{{ meeting.own_decisions|length|in_words }} مصوبه، به شماره "
                    "{{ meeting.own_decisions|map(attribute='number')|join(' و ')|persian }}،"
                ),
                " به شرح زیر بر عهده {{ addressee.institution }} است:"
                "{% elif meeting.decisions %}از مصوبات این جلسه اجرای هیچ مصوبه‌ای بر عهده "
                "{{ addressee.institution }} نیست و مصوبات به شرح زیر برای آگاهی و همکاری فرستاده می‌شود:"
                "{% else %}این جلسه مصوبه‌ای نداشته است و صورتجلسه برای آگاهی فرستاده می‌شود.{% endif %}",
                style="LetterBody",
                keep_next=True,
            ),
            *when(own, marked_listing(_own_columns(), "decision in meeting.own_decisions")),
            *when(
                "meeting.other_decisions",
                *when(own, paragraph(style="BoxGap")),
                listing(_other_columns(), "decision in meeting.other_decisions", height=340),
            ),
            tag(f"if {own}"),
            paragraph(
                "مقتضی است دستور فرمایید در مهلت مقرر اجرا و نتیجه به دبیرخانه {{ body.type }} اعلام شود.",
                style="LetterClosing",
            ),
            tag("elif meeting.decisions"),
            paragraph(
                "مقتضی است دستور فرمایید در اجرای این مصوبات با دستگاه‌های مسئول همکاری لازم به عمل آید.",
                style="LetterClosing",
            ),
            tag("else"),
            paragraph(f"از توجه {HONORIFIC} سپاسگزاری می‌شود.", style="LetterClosing"),
            tag("endif"),
        ]
    )


def _own_columns() -> list[Column]:
    return [
        Column(heading="شماره", width=650, value="{{ decision.number }}", style="TableCentre"),
        Column(heading="مصوبه بر عهده گیرنده", width=5142, value="{{ decision.text }}"),
        Column(heading="مسئول پیگیری", width=2300, value="{{ decision.follow_up" + DASH, style="TableSmall"),
        Column(heading="مهلت", width=1150, value="{{ decision.deadline" + DASH, style="TableCentre"),
    ]


def _other_columns() -> list[Column]:
    return [
        Column(heading="شماره", width=650, value="{{ decision.number }}", style="TableSmallCentre"),
        Column(heading="دیگر مصوبات، برای آگاهی و همکاری", width=5142, value="{{ decision.text }}", style="TableSmall"),
        Column(heading="مسئول اجرا", width=2300, value="{{ decision.owner" + DASH, style="TableSmall"),
        Column(heading="مهلت", width=1150, value="{{ decision.deadline" + DASH, style="TableSmallCentre"),
    ]


def transmittal() -> bytes:
    """ارسال صورتجلسه به سازمان."""
    return letter_template(
        [
            paragraph(
                f"در اجرای {CLAUSE_OF_PROCEDURE}، به پیوست یک نسخه از صورتجلسه {MEETING} "
                "که با مشخصات زیر برگزار شده است برای استحضار و بهره‌برداری ارسال می‌شود:",
                style="LetterBody",
                keep_next=True,
            ),
            table(
                FACT_WIDTHS,
                [
                    facts(FACT_WIDTHS, "شماره جلسه", "{{ meeting.number }}", "روز و تاریخ", "{{ meeting.date.full }}"),
                    facts(FACT_WIDTHS, "رئیس جلسه", "{{ meeting.chair }}", "محل", "{{ meeting.place }}"),
                    facts(
                        FACT_WIDTHS,
                        "مصوبات",
                        "{% if meeting.decisions %}{{ meeting.decisions|length|in_words }} مصوبه{% else %}—{% endif %}",
                        "حاضران",
                        "{{ meeting.quorum }}",
                    ),
                ],
            ),
            *agenda_lines(),
            paragraph(style="Gap"),
            paragraph(
                "خواهشمند است دستور فرمایید وصول صورتجلسه و نظر اصلاحی یا ارشادی آن سازمان درباره مصوبات "
                "به دبیرخانه {{ body.type }} اعلام شود.",
                style="LetterClosing",
            ),
        ]
    )


def expert_report() -> bytes:
    """گزارش کمیته کارشناسی به رئیس کمیته استانی، برای تصویب."""
    columns = [
        Column(heading="شماره", width=650, value="{{ decision.number }}", style="TableCentre"),
        Column(heading="نتیجه و پیشنهاد کارشناسی", width=4692, value="{{ decision.text }}"),
        Column(heading="دستگاه پیشنهادی", width=2750, value="{{ decision.owner" + DASH, style="TableSmall"),
        Column(heading="مهلت", width=1150, value="{{ decision.deadline" + DASH, style="TableCentre"),
    ]
    return letter_template(
        [
            paragraph(
                f"به استحضار می‌رساند در اجرای {CLAUSE_OF_PROCEDURE}، {MEETING} در تاریخ {{{{ meeting.date.full }}}} "
                "با حضور {{ meeting.quorum }} برگزار شد و موضوع‌های زیر را بررسی کرد:",
                style="LetterBody",
                keep_next=True,
            ),
            *each("item in meeting.agenda", paragraph("{{ item.number }}ـ\t{{ item.text }}", style="LetterList")),
            *when(
                "meeting.decisions",
                paragraph(
                    "نتیجه بررسی‌ها، مشتمل بر {{ meeting.decisions|length|in_words }} پیشنهاد، "
                    "برای تصویب به شرح زیر تقدیم می‌شود:",
                    style="LetterHeading",
                ),
                listing(columns, "decision in meeting.decisions", height=340),
                otherwise=[
                    paragraph("بررسی‌ها ادامه دارد و این جلسه به پیشنهادی نینجامید.", style="LetterBody", keep_next=True)
                ],
            ),
            paragraph(
                f"خواهشمند است نظر {HONORIFIC} برای تصویب یا طرح در کمیته استانی در جدول زیر مرقوم شود.",
                style="LetterClosing",
            ),
        ],
        after=answer_box(
            "نظر رئیس کمیته استانی",
            ("تصویب می‌شود", "طرح در جلسه کمیته"),
        ),
    )
