"""What a workbook looks like: its sheets, headings and words, in one table that reading and writing share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.meeting import Absence, Attendance, Decision, Guest, Meeting, OtherInstitution
from generator.model.records import FieldPath, Record
from generator.model.roster import Activity, Member, Officer, Project, Share, SupportingInstitution

GUIDE = "راهنما"
LISTS = "فهرست‌ها"
PROVINCE = "استان"
BODY = "نهاد"
PROJECT = "پروژه"
MEETING = "جلسه"
ACTIVITY = "شماره فعالیت"
NATIONAL_NAME = "کشور"
"""What stands in the column of provinces for the national office."""

MOST_ROWS = 20_000
"""The last row of a sheet that is read."""
MOST_COLUMNS = 100

Words = Mapping[str, str]

GENDER: Words = {"آقا": "آقا", "خانم": "خانم"}
YES_NO: Words = {"yes": "بله", "no": "خیر"}
MEETING_STATUS: Words = {"planned": "برنامه‌ریزی‌شده", "held": "برگزارشده"}
DECISION_STATUS: Words = {"open": "در دست اقدام", "done": "انجام‌شده", "cancelled": "لغوشده"}
APPROVES: Words = {"priorities": "اولویت‌های سالانه", "action-plan": "سند برنامه عمل"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values: its heading and where in the row's record the value stands.

    ``words`` are the Persian words for the values of the model. ``choices`` names the list of the sheet
    «فهرست‌ها», or the column of another sheet, that fills the drop-down. ``informs`` marks a column that
    holds no value of its own and is only compared: ``role`` of the seat, or ``name`` of the member.
    """

    heading: str
    path: FieldPath = ()
    words: Words | None = None
    choices: str = ""
    informs: str = ""
    width: int = 18


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet whose rows are records, or texts, of a list.

    ``joins`` are the headings, left of ``columns``, that name what a row belongs to; ``field`` is the list
    there. ``optional`` are the groups of columns that may be blank together.
    """

    title: str
    of: str
    joins: tuple[str, ...]
    field: FieldPath
    columns: tuple[Column, ...]
    record: type[Record] | None = None
    optional: tuple[FieldPath, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings from right to left."""
        return (*self.joins, *(column.heading for column in self.columns))

    def column(self, heading: str) -> Column | None:
        """The column of values under a heading, or None for one that joins."""
        return next((column for column in self.columns if column.heading == heading), None)


def _person(*prefix: str, whose: str = "") -> tuple[Column, ...]:
    return (
        Column(f"جنسیت{whose}", (*prefix, "gender"), words=GENDER, width=10),
        Column(f"عنوان علمی{whose}", (*prefix, "title"), width=14),
        Column(f"نام{whose}", (*prefix, "first_name")),
        Column(f"نام خانوادگی{whose}", (*prefix, "last_name"), width=22),
    )


_OF_COUNCIL = (PROVINCE, BODY, PROJECT)
_OF_PROJECT = (PROVINCE, PROJECT)
_OF_MEETING = (PROVINCE, MEETING)

PROJECTS = Sheet(
    "پروژه‌ها",
    "office",
    (PROVINCE,),
    (),
    (
        Column("شناسه", ("key",), width=22),
        Column("شماره", ("number",), width=10),
        Column(BODY, ("body",), choices="bodies", width=10),
        Column("عنوان", ("title",), width=40),
        Column("خوشه", ("cluster",), width=30),
        Column("سازمان کارگزار", ("agency",), width=30),
        Column("تاریخ شروع", ("started",)),
        Column("قرارداد عامل", ("contract_cda",)),
        Column("قرارداد مشاور", ("contract_ta",)),
        Column("سال سند برنامه عمل", ("action_plan", "year")),
        Column("تاریخ تصویب سند", ("action_plan", "approved_on")),
    ),
    Project,
    (("action_plan",),),
)
MEMBERS = Sheet(
    "اعضا",
    "council",
    _OF_COUNCIL,
    ("members",),
    (
        Column("کرسی", ("seat",), choices="seats", width=40),
        Column("نقش", informs="role", choices="roles", width=10),
        Column("شناسه", ("key",), width=20),
        *_person("person"),
        Column("خالی", ("vacant",), words=YES_NO, width=8),
        Column("علت خالی بودن", ("reason",), width=30),
        Column("سمت", ("post",), width=40),
        Column("دستگاه", ("institution",), width=40),
        Column("تاریخ حکم", ("decree",)),
    ),
    Member,
    (("person",),),
)
OFFICERS = Sheet(
    "مقام‌ها",
    "council",
    _OF_COUNCIL,
    ("officers",),
    (
        Column("شناسه", ("key",), width=20),
        *_person("person"),
        Column("سمت", ("post",), width=40),
        Column("دستگاه", ("institution",), width=40),
    ),
    Officer,
)
TEAM = Sheet("تیم عاملیت", "project", _OF_PROJECT, ("team",), OFFICERS.columns, Officer)
SUPPORTING = Sheet(
    "نهادهای پشتیبان",
    "project",
    _OF_PROJECT,
    ("supporting_institutions",),
    (Column("نام نهاد پشتیبان", ("name",), width=60),),
    SupportingInstitution,
)
ACTIVITIES = Sheet(
    "فعالیت‌ها",
    "project",
    _OF_PROJECT,
    ("action_plan", "activities"),
    (
        Column("شماره", ("number",), width=10),
        Column("عنوان", ("title",), width=60),
        Column("سررسید", ("due",)),
    ),
    Activity,
)
SHARES = Sheet(
    "سهم‌ها",
    "activity",
    (*_OF_PROJECT, ACTIVITY),
    ("shares",),
    (
        Column("دستگاه", ("institution",), width=50),
        Column("مبلغ (میلیون ریال)", ("amount",), width=20),
    ),
    Share,
)
MEETINGS = Sheet(
    "جلسه‌ها",
    "office",
    (PROVINCE,),
    (),
    (
        Column("شناسه", ("key",), width=14),
        Column(BODY, ("body",), choices="bodies", width=10),
        Column(PROJECT, ("project",), choices="projects", width=22),
        Column("شماره", ("number",), width=10),
        Column("وضعیت", ("status",), words=MEETING_STATUS),
        Column("تاریخ", ("date",)),
        Column("شروع", ("start",), width=10),
        Column("پایان", ("end",), width=10),
        Column("محل", ("place",), width=40),
        Column("اداره‌کننده", ("chair",), choices="members", width=20),
        Column("صورتجلسه‌نویس", ("secretary",), choices="members", width=20),
        Column("پیشنهاد دستور جلسه", ("agenda_proposed",)),
        Column("تأیید دستور جلسه", ("agenda_confirmed",)),
        Column("ارسال دعوت‌نامه", ("invited",)),
        Column("تاریخ جلسه بعد", ("next_meeting",)),
        Column("تنظیم صورتجلسه", ("recorded",)),
        Column("ابلاغ مصوبات", ("notified",)),
        Column("ارسال به سازمان", ("sent_to_isipo",)),
        Column("پایان پیگیری", ("closed",)),
    ),
    Meeting,
)
AGENDA = Sheet("دستور جلسه", "meeting", _OF_MEETING, ("agenda",), (Column("بند دستور", width=90),))
PRESENT = Sheet(
    "حاضران",
    "meeting",
    _OF_MEETING,
    ("present",),
    (
        Column("شناسه عضو", ("member",), choices="members", width=20),
        Column("نام عضو", informs="name", width=26),
        *_person("substitute", "person", whose=" جانشین"),
        Column("سمت جانشین", ("substitute", "post"), width=30),
        Column("شماره معرفی‌نامه", ("substitute", "letter_number")),
        Column("تاریخ معرفی‌نامه", ("substitute", "letter_date")),
        Column("ساعت ورود", ("arrived",), width=12),
        Column("ساعت خروج", ("left",), width=12),
    ),
    Attendance,
    (("substitute",),),
)
ABSENT = Sheet(
    "غایبان",
    "meeting",
    _OF_MEETING,
    ("absent",),
    (
        Column("شناسه عضو", ("member",), choices="members", width=20),
        Column("نام عضو", informs="name", width=26),
        Column("موجه", ("excused",), words=YES_NO, width=8),
        Column("علت غیبت", ("reason",), width=50),
    ),
    Absence,
)
GUESTS = Sheet(
    "مهمانان",
    "meeting",
    _OF_MEETING,
    ("guests",),
    (
        Column("نام و نام خانوادگی", ("name",), width=30),
        Column("سمت", ("post",), width=40),
        Column("دستگاه", ("institution",), width=40),
    ),
    Guest,
)
OTHERS = Sheet(
    "نهادهای دیگر",
    "meeting",
    _OF_MEETING,
    ("others",),
    (
        Column("شناسه", ("key",), width=20),
        Column("دستگاه", ("institution",), width=40),
        Column("سمت گیرنده", ("post",), width=40),
        *_person("person"),
    ),
    OtherInstitution,
    (("person",),),
)
MATTERS = Sheet("مباحث", "meeting", _OF_MEETING, ("matters",), (Column("شرح مبحث", width=90),))
DECISIONS = Sheet(
    "مصوبات",
    "meeting",
    _OF_MEETING,
    ("decisions",),
    (
        Column("شماره", ("number",), width=10),
        Column("شرح مصوبه", ("text",), width=80),
        Column("مسئول اجرا", ("owner",), choices="members", width=20),
        Column("مسئول پیگیری", ("follow_up",), choices="members", width=20),
        Column("مهلت", ("deadline",)),
        Column("وضعیت", ("status",), words=DECISION_STATUS),
        Column("تاریخ انجام", ("done_on",)),
        Column("نتیجه", ("result",), width=40),
        Column("مصوبه درباره", ("approves",), words=APPROVES),
    ),
    Decision,
)

SHEETS = (
    MEMBERS,
    OFFICERS,
    MEETINGS,
    AGENDA,
    PRESENT,
    ABSENT,
    GUESTS,
    OTHERS,
    MATTERS,
    DECISIONS,
    PROJECTS,
    TEAM,
    SUPPORTING,
    ACTIVITIES,
    SHARES,
)
"""All sheets of records in the order in which they stand in a workbook."""
