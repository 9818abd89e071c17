"""Letters to the holder of a seat: decree, request for a representative, appointments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.ooxml.rtl import Bold, each, paragraph, tag, when
from generator.ooxml.starter import HONORIFIC, letter_template
from templates_build.wording import CLAUSE_OF_PROCEDURE, IS_CHAIR, IS_SECRETARY, PROCEDURE, duties, form_to_fill

if TYPE_CHECKING:
    from generator.ooxml.markup import Element


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


def nomination_request() -> bytes:
    """درخواست معرفی نماینده: از دستگاه عضو برای کمیته کارشناسی، از نهاد پشتیبان برای شورای راهبری."""
    # In a steering council the holder of the seat is the representative himself: the letter goes to his institution.
    to_institution = paragraph("ریاست محترم {{ addressee.institution }}", style="Addressee")
    to_member = [
        *when("addressee.formal_name", paragraph("{{ addressee.formal_name }}", style="Addressee")),
        paragraph("{{ addressee.honoured_post }}", style="Addressee"),
    ]
    return letter_template(
        [
            tag("if project"),
            *_request_to_supporting_institution(),
            tag("else"),
            *_request_for_expert(),
            tag("endif"),
            paragraph("پیشاپیش از همکاری آن دستگاه سپاسگزاری می‌شود.", style="LetterClosing"),
        ],
        addressee=when("project", to_institution, otherwise=to_member),
    )


def _request_for_expert() -> list[Element]:
    return [
        paragraph(
            f"در اجرای {CLAUSE_OF_PROCEDURE}، کمیته کارشناسی ذیل ",
            Bold("«{{ body.name }}»"),
            " از کارشناسان و نمایندگان دستگاه‌های عضو تشکیل می‌شود تا موضوع‌ها را پیوسته بررسی و نتیجه را "
            "برای تصویب به کمیته ارائه کند.",
            style="LetterBody",
        ),
        paragraph(
            "خواهشمند است دستور فرمایید یک نفر کارشناس صاحب‌نظر به عنوان ",
            Bold("نماینده {{ addressee.institution }}"),
            " و یک نفر به عنوان ",
            Bold("جانشین"),
            " وی با ویژگی‌های زیر به دبیرخانه کمیته معرفی شوند:",
            style="LetterBody",
            keep_next=True,
        ),
        *duties(
            "آشنایی با برنامه‌های دستگاه در زمینه تولید، اشتغال و توسعه خوشه‌های کسب‌وکار",
            "اختیار کافی برای اعلام نظر کارشناسی دستگاه",
            "امکان حضور مستمر در جلسات کمیته کارشناسی",
        ),
        paragraph(style="BoxGap", keep_next=True),
        form_to_fill(
            ("عنوان", "نام و نام خانوادگی", "سمت سازمانی", "شماره تماس"),
            ("نماینده", "جانشین"),
        ),
    ]


def _request_to_supporting_institution() -> list[Element]:
    return [
        paragraph(
            f"در اجرای {CLAUSE_OF_PROCEDURE} و با عنایت به آغاز «{{{{ project.title }}}}»"
            "{% if project.started %} از تاریخ {{ project.started }}{% endif %}، ",
            Bold("«{{ body.name }}»"),
            " با حضور نمایندگان تام‌الاختیار نهادهای پشتیبان خوشه تشکیل می‌شود و {{ addressee.institution }} "
            "در شمار این نهادهاست. مشارکت نهادهای پشتیبان از راه‌های زیر است:",
            style="LetterBody",
            keep_next=True,
        ),
        *duties(
            "ارائه اطلاعات درست به عامل توسعه خوشه، به‌ویژه در مطالعه شناختی",
            "حضور در جلسات شورای راهبری",
            "کمک به تأمین هزینه فعالیت‌های سند برنامه عمل",
            "تسهیل فضای حقوقی در چارچوب مأموریت نهاد",
            "حمایت‌های دیگر بنا به اقتضا",
        ),
        paragraph(
            "خواهشمند است ",
            Bold("نماینده تام‌الاختیار"),
            " آن نهاد و جانشین وی در جدول زیر معرفی شوند:",
            style="LetterBody",
            keep_next=True,
        ),
        form_to_fill(
            ("عنوان", "نام و نام خانوادگی", "سمت سازمانی", "شماره تماس"),
            ("نماینده تام‌الاختیار", "جانشین"),
        ),
    ]


def substitute_confirmation() -> bytes:
    """تأیید جانشین یک عضو در یک جلسه، با معرفی‌نامه او."""
    reference = (
        "{% if substitute.letter_number %}عطف به معرفی‌نامه شماره {{ substitute.letter_number }}"
        "{% if substitute.letter_date %} مورخ {{ substitute.letter_date }}{% endif %}، "
        "{% else %}با توجه به معرفی جانشین از سوی " + HONORIFIC + "، {% endif %}"
    )
    meeting = "{{ meeting.ordinal }} جلسه «{{ body.name }}» مورخ {{ meeting.date.full }}"
    return letter_template(
        [
            paragraph(
                f"{reference}جانشینی ",
                Bold("{{ substitute.formal_name }}"),
                "، {{ substitute.post }}، به جای "
                + HONORIFIC
                + f" در {meeting}{{% if not meeting.is_held %}} که در {{{{ meeting.place }}}} برگزار می‌شود"
                f"{{% endif %}}، در اجرای {{{{ document.clause }}}} «{{{{ document.procedure_title }}}}» تأیید می‌شود.",
                style="LetterBody",
            ),
            *when(
                "meeting.is_held",
                paragraph(
                    "نام‌برده در جلسه یادشده حضور یافت و نظر وی به عنوان نظر {{ addressee.institution }} "
                    "در صورتجلسه ثبت شد. اعتبار این جانشینی تنها برای همین جلسه است.",
                    style="LetterBody",
                ),
                otherwise=[
                    paragraph(
                        "نظر نام‌برده در جلسه به عنوان نظر {{ addressee.institution }} در صورتجلسه ثبت خواهد شد. "
                        "اعتبار این جانشینی تنها برای همین جلسه است.",
                        style="LetterBody",
                    )
                ],
            ),
            paragraph(f"از توجه {HONORIFIC} به استمرار حضور آن دستگاه سپاسگزاری می‌شود.", style="LetterClosing"),
        ]
    )


# Where the adviser is a person his seat's institution is his post itself, and there is no firm to name.
_OF_A_FIRM = (
    "{% if addressee.institution not in addressee.post %} به نمایندگی از {{ addressee.institution }}{% endif %}"
)


def cda_appointment() -> bytes:
    """ابلاغ عامل توسعه خوشه، نامه روی قرارداد عاملیت."""
    return letter_template(
        [
            _appointed("عامل توسعه خوشه", "عاملیت", "contract_cda"),
            *duties(
                "راهبری پروژه و پاسخ‌گویی درباره همه مراحل آن در برابر سازمان کارگزار",
                "انجام مطالعه شناختی خوشه و تهیه سند برنامه عمل برای تصویب شورای راهبری",
                "دبیری شورای راهبری، تنظیم دستور جلسه‌ها، ثبت صورتجلسه‌ها و پیگیری مصوبات آن",
                "جلب مشارکت فعالان خوشه و نهادهای پشتیبان در اجرای سند برنامه عمل",
                "ارائه گزارش پیشرفت کار با بهره‌گیری از راهنمایی مشاور ـ ناظر فنی پروژه",
            ),
            *when(
                "project.team",
                paragraph("دیگر اعضای تیم عاملیت:", style="LetterBody", keep_next=True),
                *each(
                    "person in project.team",
                    paragraph("ـ\t{{ person.formal_name }}، {{ person.post }}", style="LetterList"),
                ),
            ),
            _contract_stands("عاملیت"),
        ]
    )


def ta_appointment() -> bytes:
    """ابلاغ مشاور ـ ناظر فنی."""
    return letter_template(
        [
            _appointed("مشاور ـ ناظر فنی پروژه توسعه خوشه", "مشاوره ـ نظارت فنی", "contract_ta", on_behalf=_OF_A_FIRM),
            *duties(
                "راهنمایی عامل توسعه خوشه در مطالعه شناختی، تهیه سند برنامه عمل و اجرای آن",
                "نظارت فنی بر کار تیم عاملیت به نمایندگی از سازمان کارگزار",
                "بررسی گزارش‌های عامل توسعه خوشه و اعلام نظر درباره آن‌ها به سازمان کارگزار",
                "عضویت در شورای راهبری و حضور مستمر در جلسات آن",
            ),
            _contract_stands("مشاوره ـ نظارت فنی"),
        ]
    )


def _appointed(role: str, contract: str, number: str, *, on_behalf: str = "") -> Element:
    return paragraph(
        f"در اجرای {CLAUSE_OF_PROCEDURE}، با عنایت به ",
        "{% if project.started %}آغاز «{{ project.title }}» از تاریخ {{ project.started }}",
        "{% else %}اجرای «{{ project.title }}»{% endif %}",
        f" و بر پایه قرارداد {contract}{{% if project.{number} %}} شماره {{{{ project.{number} }}}}{{% endif %}}، "
        f"به موجب این ابلاغ {HONORIFIC}{on_behalf} به سمت ",
        Bold(f"«{role} {{{{ project.cluster }}}}»"),
        " منصوب می‌شوید تا وظایف زیر را به انجام رسانید:",
        style="LetterBody",
        keep_next=True,
    )


def _contract_stands(contract: str) -> Element:
    return paragraph(
        f"تعهدهای دو طرف در قرارداد {contract} آمده است. توفیق {HONORIFIC} را از خداوند متعال خواهانم.",
        style="LetterClosing",
    )
