"""What a template may name: the content of one instrument, ready to be printed.

The classes here are the whole vocabulary of the templates. ``dabir template fields`` lists them from the
``description`` of each field, so a name is documented where it is defined. Which of the names of
:class:`Instrument` a kind offers depends on what one document of it stands for (:data:`OFFERED`).
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import Field, dataclass, field, fields, is_dataclass
from typing import Any

from generator.model.kind import Per
from generator.persian.dates import ClockTime, JalaliDate

NOT_YET = "—"
"""What stands in a draft where a number or date is drawn only when the document is issued."""


def described(description: str, **options: Any) -> Any:  # noqa: ANN401  # the type of the field it describes
    """A field with the description that ``dabir template fields`` prints."""
    return field(metadata={"description": description}, **options)


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRow:
    label: str = described("برچسب شناسنامه، مانند «شماره مدرک»")
    value: str = described("مقدار آن")


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow:
    number: str = described("شماره ویرایش")
    date: str = described("تاریخ ویرایش")
    pages: str = described("شماره صفحات تغییریافته")
    description: str = described("شرح تغییرات")
    origin: str = described("منشأ تغییرات")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    number: str = described("شماره مدرک")
    revision: str = described("شماره ویرایش")
    revision_date: str = described("تاریخ ویرایش")
    title: str = described("عنوان سند یا موضوع نامه")
    kind: str = described("نام گونه سند، مانند «حکم عضویت»")
    clause: str = described("بند روش اجرایی که سند بر آن استوار است، مانند «بند ۴ـ۲»")
    procedure: str = described("شماره روش اجرایی، مانند P-CL02")
    procedure_title: str = described("عنوان روش اجرایی")
    owner_lines: list[str] = described("سطرهای نام دستگاه در سربرگ")
    control: list[ControlRow] = described("هفت سطر شناسنامه مدرک")
    revisions: list[RevisionRow] = described("سطرهای جدول شرح تغییرات، با سطرهای خالی پایانی")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    number: str = described("شماره نامه")
    date: str = described("تاریخ نامه")
    attachment: str = described("پیوست، مانند «ندارد»")
    classification: str = described("طبقه‌بندی؛ برای عادی خالی")
    copies: list[str] = described("سطرهای رونوشت")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceView:
    code: str = described("کد استان")
    name: str = described("نام استان")
    capital: str = described("مرکز استان")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatView:
    number: int = described("شماره کرسی")
    title: str = described("عنوان رسمی کرسی")
    role: str = described("نقش: رئیس، دبیر یا عضو")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    salutation: str = described("«جناب آقای» یا «سرکار خانم»")
    academic_title: str = described("عنوان علمی، مانند «دکتر»؛ شاید خالی")
    name: str = described("نام و نام خانوادگی، بی عنوان")
    formal_name: str = described("خطاب و عنوان و نام، برای صدر نامه")
    is_woman: bool = described("برای جمله‌هایی که به جنسیت وابسته‌اند")
    post: str = described("سمت")
    honoured_post: str = described("سمت با «محترم»، برای صدر نامه")
    institution: str = described("دستگاه")
    role: str = described("نقش در نهاد: رئیس، دبیر یا عضو")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryView:
    name: str = described("نام امضاکننده")
    post: str = described("سمت امضاکننده")
    lines: list[str] = described("سطرهای زیر نام، مانند سمت و نقش در کمیته")


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyView:
    code: str = described("شماره روش اجرایی نهاد")
    name: str = described("نام نهاد با نام استان یا خوشه")
    short_name: str = described("نام رسمی نهاد")
    type: str = described("«کمیته» یا «شورا»")
    purpose: str = described("هدف نهاد")
    formed_under: str = described("کارگروهی که نهاد ذیل آن است؛ شاید خالی")
    duties: list[str] = described("وظایف نهاد")
    secretary_post: str = described("سمت دبیر")
    seats: list[SeatView] = described("کرسی‌ها")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItemView:
    number: int = described("شماره بند")
    text: str = described("متن بند")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeView:
    number: int = described("ردیف")
    name: str = described("نام و نام خانوادگی")
    post: str = described("سمت")
    institution: str = described("دستگاه")
    role: str = described("نقش در نهاد")
    note: str = described("جانشینی، دیر رسیدن یا زود رفتن؛ شاید خالی")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestView:
    number: int = described("ردیف")
    name: str = described("نام و نام خانوادگی")
    post: str = described("سمت")
    institution: str = described("دستگاه")


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenteeView:
    number: int = described("ردیف")
    name: str = described("نام و نام خانوادگی")
    post: str = described("سمت")
    institution: str = described("دستگاه")
    excuse: str = described("«موجه» یا «غیرموجه»")
    reason: str = described("دلیل؛ شاید خالی")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    number: int = described("شماره مصوبه")
    text: str = described("شرح مصوبه")
    owner: str = described("مسئول اجرا")
    follow_up: str = described("مسئول پیگیری")
    deadline: JalaliDate | None = described("مهلت")
    is_own: bool = described("آیا بر عهده گیرنده نامه است")
    status: str = described("وضعیت: باز، انجام‌شده یا لغوشده")
    result: str = described("نتیجه؛ شاید خالی")
    meeting_number: int = described("شماره جلسه‌ای که مصوبه از آن است")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    key: str = described("شناسه جلسه، مانند 1404-1")
    number: int = described("شماره جلسه")
    ordinal: str = described("شماره ترتیبی جلسه، مانند «نخستین»")
    date: JalaliDate = described("تاریخ جلسه")
    start: ClockTime = described("ساعت شروع")
    end: ClockTime | None = described("ساعت پایان")
    place: str = described("محل")
    chair: str = described("نام رئیس جلسه")
    secretary: str = described("نام دبیر جلسه")
    agenda: list[AgendaItemView] = described("دستور جلسه")
    present: list[AttendeeView] = described("حاضران")
    absent: list[AbsenteeView] = described("غایبان")
    matters: list[AgendaItemView] = described("مباحث مطرح‌شده")
    decisions: list[DecisionView] = described("مصوبات")
    next_meeting: JalaliDate | None = described("تاریخ جلسه بعد")
    guests: list[GuestView] = described("مهمانان")
    is_held: bool = described("آیا جلسه برگزار شده است")
    agenda_state: str = described("«پیشنهادی» یا «تأییدشده»")
    agenda_confirmed: JalaliDate | None = described("تاریخ تأیید دستور جلسه")
    own_decisions: list[DecisionView] = described("مصوباتی که بر عهده گیرنده نامه است")
    other_decisions: list[DecisionView] = described("دیگر مصوبات")
    open_decisions: list[DecisionView] = described("مصوبات باز جلسه‌های پیشین")
    quorum: str = described("نصاب، مانند «۹ نفر از ۱۲ عضو»")
    is_quorate: bool = described("آیا جلسه به نصاب رسیده است")
    is_full: bool = described("آیا همه اعضا حضور داشته‌اند")


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstituteView:
    name: str = described("نام جانشین")
    formal_name: str = described("خطاب و عنوان و نام جانشین")
    post: str = described("سمت جانشین")
    letter_number: str = described("شماره معرفی‌نامه؛ شاید خالی")
    letter_date: JalaliDate | None = described("تاریخ معرفی‌نامه")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareView:
    institution: str = described("دستگاه پرداخت‌کننده")
    amount: int = described("سهم، به میلیون ریال")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityView:
    number: int = described("شماره فعالیت")
    title: str = described("عنوان فعالیت")
    due: JalaliDate | None = described("زمان اجرا")
    cost: int = described("هزینه، به میلیون ریال")
    shares: list[ShareView] = described("سهم دستگاه‌ها")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMemberView:
    formal_name: str = described("خطاب و عنوان و نام")
    post: str = described("سمت در تیم عاملیت")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectView:
    number: str = described("شماره پروژه")
    title: str = described("عنوان پروژه")
    cluster: str = described("نام خوشه")
    agency: str = described("سازمان کارگزار")
    started: JalaliDate | None = described("تاریخ شروع")
    contract_cda: str = described("شماره قرارداد عاملیت؛ شاید خالی")
    contract_ta: str = described("شماره قرارداد مشاوره ـ نظارت فنی؛ شاید خالی")
    team: list[TeamMemberView] = described("دیگر اعضای تیم عاملیت")
    supporting: list[str] = described("نهادهای پشتیبان")
    plan_year: int = described("سال سند برنامه عمل؛ بی سند، صفر")
    activities: list[ActivityView] = described("فعالیت‌های سند برنامه عمل")
    cost: int = described("جمع هزینه‌ها، به میلیون ریال")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    code: str = described("کد قاعده")
    title: str = described("عنوان قاعده")
    clause: str = described("بند روش اجرایی")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplianceRowView:
    province: str = described("استان")
    marks: list[str] = described("نشانه هر قاعده به ترتیب: «✓» یا شمار یافته‌ها")
    faults: int = described("شمار خطاها")
    advice: int = described("شمار توصیه‌ها")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplianceFindingView:
    province: str = described("استان")
    rule: str = described("عنوان قاعده")
    clause: str = described("بند روش اجرایی")
    text: str = described("شرح یافته")
    severity: str = described("«خطا» یا «توصیه»")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplianceView:
    date: JalaliDate = described("تاریخ بررسی")
    rules: list[RuleView] = described("قاعده‌ها")
    rows: list[ComplianceRowView] = described("یک سطر برای هر استان")
    findings: list[ComplianceFindingView] = described("یافته‌ها")
    faults: int = described("جمع خطاها")
    advice: int = described("جمع توصیه‌ها")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    kind: str = described("paragraph، clause، item، closing، seats، note، distribution یا blank")
    number: str = described("شماره بند، برچسب یا «تبصره (۱)»؛ شاید خالی")
    text: str = described("متن")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    number: str = described("شماره بخش")
    title: str = described("عنوان بخش")
    blocks: list[BlockView] = described("بندهای بخش به ترتیب")


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    number: int = described("شماره نسخه")
    holder: str = described("گیرنده")
    type: str = described("نوع نسخه: کنترل‌شده یا کنترل‌نشده")
    revision: str = described("شماره ویرایش")
    delivered: str = described("تاریخ تحویل؛ تا تحویل خالی")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureView:
    number: str = described("شماره مدرک روش اجرایی")
    type: str = described("«دستورالعمل»")
    title: str = described("عنوان")
    sections: list[SectionView] = described("بخش‌ها")
    seats: list[SeatView] = described("کرسی‌های نهاد")
    holders: list[str] = described("دارندگان نسخه")
    copies: list[CopyView] = described("نسخه‌های شماره‌دار")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """The content of one document; names that its kind does not offer are None."""

    is_draft: bool = described("آیا سند پیش‌نویس است")
    sending_copy: bool = described("آیا نسخه ارسالی، بی برگ شناسنامه، خواسته شده است")
    document: DocumentView = described("شناسنامه سند")
    letter: LetterView | None = described("مشخصات نامه", default=None)
    province: ProvinceView | None = described("استان؛ در سطح ملی خالی", default=None)
    body: BodyView | None = described("نهاد", default=None)
    seat: SeatView | None = described("کرسی گیرنده", default=None)
    addressee: PartyView | None = described("گیرنده", default=None)
    signatory: SignatoryView | None = described("امضاکننده", default=None)
    meeting: MeetingView | None = described("جلسه", default=None)
    procedure: ProcedureView | None = described("روش اجرایی", default=None)
    substitute: SubstituteView | None = described("جانشین", default=None)
    project: ProjectView | None = described("پروژه خوشه؛ در کمیته‌ها خالی", default=None)
    compliance: ComplianceView | None = described("نتیجه بررسی قاعده‌ها", default=None)


_ALWAYS = ("is_draft", "sending_copy", "document")
_LETTER = (*_ALWAYS, "letter", "province", "body", "project", "addressee", "signatory")
OFFERED: dict[Per, tuple[str, ...]] = {
    "seat": (*_LETTER, "seat"),
    "meeting": (*_LETTER, "meeting"),
    "meeting-member": (*_LETTER, "seat", "meeting"),
    "meeting-recipient": (*_LETTER, "meeting"),
    "meeting-substitute": (*_LETTER, "seat", "meeting", "substitute"),
    "project": _LETTER,
    "procedure": (*_ALWAYS, "procedure"),
    "country": (*_ALWAYS, "compliance"),
}
"""The names of :class:`Instrument` that a kind offers to its template, by what one document stands for."""


def offered(instrument: Instrument, per: Per) -> dict[str, Any]:
    """The names and values that the template of a kind sees."""
    return {key: getattr(instrument, key) for key in OFFERED[per]}


def is_group(annotation: Any) -> bool:  # noqa: ANN401  # any annotation
    """Whether values of this type only hold other names and are not printed themselves."""
    plain = _without_none(annotation)
    return isinstance(plain, type) and is_dataclass(plain) and plain.__module__ == __name__


def members_of(annotation: Any) -> dict[str, Any] | None:  # noqa: ANN401  # any annotation
    """Names and types of what can follow a dot after a value of this type; None for plain values."""
    plain = _without_none(annotation)
    if is_group(plain):
        hints = typing.get_type_hints(plain)
        return {f.name: hints[f.name] for f in fields(plain)}
    if plain in (JalaliDate, ClockTime):
        return {key: str for key, value in vars(plain).items() if isinstance(value, property)}
    return None


def element_of(annotation: Any) -> Any:  # noqa: ANN401
    """The type of a list's elements, or None for anything but a list."""
    plain = _without_none(annotation)
    return typing.get_args(plain)[0] if typing.get_origin(plain) is list else None


def _without_none(annotation: Any) -> Any:  # noqa: ANN401
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        kept = [part for part in typing.get_args(annotation) if part is not type(None)]
        return kept[0] if len(kept) == 1 else annotation
    return annotation


def describe_names(per: Per) -> Iterator[tuple[str, str]]:
    """Dotted names and Persian descriptions of everything the template of such a kind may print.

    A list is written with ``[]``, as in ``meeting.decisions[].owner``.
    """
    hints = typing.get_type_hints(Instrument)
    by_name: dict[str, Field[Any]] = {f.name: f for f in fields(Instrument)}
    for key in OFFERED[per]:
        yield key, by_name[key].metadata["description"]
        yield from _describe_members(key, hints[key])


def _describe_members(prefix: str, annotation: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    element = element_of(annotation)
    if element is not None:
        yield from _describe_members(prefix + "[]", element)
        return
    plain = _without_none(annotation)
    if is_group(plain):
        hints = typing.get_type_hints(plain)
        for f in fields(plain):
            yield f"{prefix}.{f.name}", f.metadata["description"]
            yield from _describe_members(f"{prefix}.{f.name}", hints[f.name])
