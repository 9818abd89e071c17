"""P-CL02 as checks: each clause a small rule over one province's committee and its meetings.

A rule yields a :class:`Breach` for whatever P-CL02 asks and the records do not show. What the procedure says
must be is a fault; what is only prudent, or can still come right, is advice (a note of the message table).
All of it is judged as of a day: a date after it has not come yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.model.body import Body
from generator.model.council import Council
from generator.model.meeting import Meeting
from generator.model.province import Office
from generator.model.records import FieldPath, Finding, Record
from generator.model.roster import Member
from generator.persian.dates import JalaliDate
from generator.persian.numerals import to_persian_digits

COMMITTEE = "P-CL02"
"""The body whose procedure these rules are, and the number of the procedure."""

PLANNING_DEPUTY = "planning_deputy"
"""The seat that issues decrees, invitations and notifications (P-CL02, clauses 4-2 and 4-4)."""

_LETTERS = {"a": "الف", "b": "ب", "c": "ج", "d": "د"}
_MONTHS_A_YEAR = 12
_A_PAIR = 2


@dataclass(frozen=True, slots=True)
class Case:
    """What is judged: a province's committee with all its meetings, for a year, as of a day."""

    office: Office
    council: Council
    meetings: Sequence[Meeting]
    year: int
    today: JalaliDate

    @property
    def of_year(self) -> list[Meeting]:
        """The meetings of the year, planned and held, in the order of their dates."""
        return sorted((m for m in self.meetings if m.date.year == self.year), key=lambda m: m.date)

    @property
    def held(self) -> list[Meeting]:
        """The meetings of the year that have been held by the day."""
        return [meeting for meeting in self.of_year if self.is_held(meeting)]

    @property
    def year_is_over(self) -> bool:
        """Whether nothing can be held in the year any more."""
        return self.today.year > self.year

    def is_held(self, meeting: Meeting) -> bool:
        """Whether the meeting has been held by the day."""
        return meeting.status == "held" and self.is_past(meeting.date)

    def is_past(self, date: JalaliDate | None) -> bool:
        """Whether there is a date, and it has come by the day."""
        return date is not None and date <= self.today


@dataclass(frozen=True, slots=True)
class Breach:
    """What a rule found, and the record in which it stands: the roster, a meeting or the body."""

    record: Record
    finding: Finding


@dataclass(frozen=True, slots=True)
class Rule:
    """One column of the compliance table: what P-CL02 asks, in which clause, and the check of it.

    ``needs_meetings`` says that it cannot be judged while a meeting's file cannot be read.
    """

    key: str
    title: str
    title_en: str
    clause: str
    check: Callable[[Case], Iterator[Breach]]
    needs_meetings: bool = True


def clause_fa(clause: str) -> str:
    """A clause as Persian texts name it: ``4-4 b`` is «بند ۴ـ۴ ب»."""
    number, _, letter = clause.partition(" ")
    shown = to_persian_digits(number).replace("-", "ـ")
    return " ".join(filter(None, ("بند", shown, _LETTERS.get(letter))))


def cited(clause: str) -> dict[str, str]:
    """The arguments by which a finding cites its clause: ``clause`` in Persian and ``clause_en``."""
    return {"clause": f"{COMMITTEE}، {clause_fa(clause)}", "clause_en": f"{COMMITTEE}, clause {clause}"}


def not_formed(office: Office) -> Finding:
    """The finding for a province without a roster of the committee (P-CL02, clause 4-1)."""
    return Finding("C901", (), {**_of(office), **cited("4-1")})


def obligatory_seats(case: Case) -> Iterator[Breach]:
    """Each obligatory seat has a holder (P-CL02, clause 4-2)."""
    record = case.council.record
    held = {seat.key for seat, _ in case.council.seated}
    listed = {member.seat: index for index, member in enumerate(record.members)}
    for seat in case.council.body.seats:
        if seat.required and seat.key not in held:
            path: FieldPath = ("members", listed[seat.key]) if seat.key in listed else ("members",)
            args = {**_of(case.office), **cited("4-2"), "seat": seat.key, "title": seat.title}
            yield Breach(record, Finding("C902", path, args))


def decrees(case: Case) -> Iterator[Breach]:
    """Each member has a decree, which the planning deputy issues (P-CL02, clause 4-2).

    A body whose act sends none to its own signatory asks none of him.
    """
    yield from _signed_by_the_deputy(case, "decree", "4-2")
    act = case.council.body.acts.get("decree")
    record = case.council.record
    seated = {member.reference for _, member in case.council.seated}
    for index, member in enumerate(record.members):
        to_himself = member.seat == PLANNING_DEPUTY and act is not None and act.sender_to_signatory is None
        if member.reference in seated and not to_himself and not case.is_past(member.decree):
            args = {**_of(case.office), **cited("4-2"), "seat": member.reference, "name": _name(member)}
            yield Breach(record, Finding("C903", ("members", index, "decree"), args))


def meetings_of_the_year(case: Case) -> Iterator[Breach]:
    """At least two meetings a year, six months apart (P-CL02, clause 4-4 b); the numbers are the body's.

    Months are counted, not days: from تیر to دی is six. While the year runs, planned meetings count too
    and what is missing is advice.
    """
    wanted = case.council.body.meetings
    dates = [meeting.date for meeting in case.held]
    if not case.year_is_over:
        dates += [m.date for m in case.of_year if m.status == "planned" and m.date >= case.today]
    few = len(dates) < wanted.per_year
    near = wanted.per_year >= _A_PAIR and _months_between(dates) < wanted.months_apart
    if few or near:
        code = "C906" if not case.year_is_over else "C904" if few else "C905"
        numbers = {"held": len(case.held), "wanted": wanted.per_year, "months": wanted.months_apart}
        numbers |= {"apart": _months_between(dates), "year": case.year}
        yield _on_the_year(case, code, "4-4 b", numbers)


def agenda_confirmed(case: Case) -> Iterator[Breach]:
    """The planning deputy confirms the agenda, and does so before members are invited (P-CL02, clause 4-4 c)."""
    for meeting in case.of_year:
        if not (case.is_held(meeting) or case.is_past(meeting.invited)):
            continue
        called = meeting.invited or meeting.date
        if meeting.agenda_confirmed is None:
            yield _in_meeting(case, meeting, "C907", ("agenda_confirmed",), "4-4 c")
        elif meeting.agenda_confirmed > called:
            dates = _dates(confirmed=meeting.agenda_confirmed, called=called)
            yield _in_meeting(case, meeting, "C908", ("agenda_confirmed",), "4-4 c", **dates)


def invitations(case: Case) -> Iterator[Breach]:
    """Members attend on the planning deputy's official invitation (P-CL02, clauses 4-2 and 4-4 a)."""
    yield from _signed_by_the_deputy(case, "invitation", "4-4 a")
    for meeting in case.held:
        if meeting.invited is None or meeting.invited > meeting.date:
            yield _in_meeting(case, meeting, "C910", ("invited",), "4-4 a")


def minutes(case: Case) -> Iterator[Breach]:
    """The output of each meeting is minutes, which the company records (P-CL02, clause 4-4 d).

    That they hold a decision is prudent only: a meeting may end without one.
    """
    for meeting in case.held:
        if not case.is_past(meeting.recorded):
            yield _in_meeting(case, meeting, "C911", ("recorded",), "4-4 d")
        elif not meeting.decisions:
            yield _in_meeting(case, meeting, "C912", ("decisions",), "4-4 d")


def notifications(case: Case) -> Iterator[Breach]:
    """What was decided goes to each owner under the planning deputy's official letter (P-CL02, clause 4-4 d).

    An owner whose seat is vacant gets no letter, whenever the others were notified.
    """
    yield from _signed_by_the_deputy(case, "notification", "4-4 d")
    vacant = set(case.council.by_reference) - {member.reference for _, member in case.council.seated}
    for meeting in case.held:
        valid = [(index, d) for index, d in enumerate(meeting.decisions) if d.status != "cancelled"]
        owners = list(dict.fromkeys(d.owner for _, d in valid if d.owner is not None))
        if valid and not case.is_past(meeting.notified):
            yield _in_meeting(case, meeting, "C913", ("notified",), "4-4 d", **_listed(owners))
        for index, decision in valid:
            if decision.owner in vacant:
                path: FieldPath = ("decisions", index, "owner")
                args = {"decision": to_persian_digits(decision.number), "number": str(decision.number)}
                yield _in_meeting(case, meeting, "C914", path, "4-4 d", **args, seat=str(decision.owner))


def sent_to_the_organisation(case: Case) -> Iterator[Breach]:
    """The company sends a copy of each meeting's minutes to ISIPO (P-CL02, clause 4-4 d)."""
    for meeting in case.held:
        if not case.is_past(meeting.sent_to_isipo):
            yield _in_meeting(case, meeting, "C915", ("sent_to_isipo",), "4-4 d")


def yearly_priorities(case: Case) -> Iterator[Breach]:
    """The committee approves the priorities of cluster development each year (P-CL02, clause 4-3).

    A decision of a held meeting says so by ``approves``. While the year runs, what is missing is advice.
    """
    valid = [d for meeting in case.held for d in meeting.decisions if d.status != "cancelled"]
    if not any(decision.approves == "priorities" for decision in valid):
        code = "C916" if case.year_is_over else "C917"
        yield _on_the_year(case, code, "4-3", {"year": case.year})


def overdue_decisions(case: Case) -> Iterator[Breach]:
    """Open decisions whose deadline has passed, also of earlier years: advice on clause 4-4 d of P-CL02.

    The procedure has decisions sent for action and sets no term of its own.
    """
    for meeting in case.meetings:
        if meeting.date.year > case.year or not case.is_held(meeting):
            continue
        overdue = meeting.overdue_decisions(case.today)
        for index, decision in enumerate(meeting.decisions):
            if decision in overdue and decision.deadline is not None:
                args = {"decision": to_persian_digits(decision.number), "number": str(decision.number)}
                args |= _dates(deadline=decision.deadline, today=case.today)
                path: FieldPath = ("decisions", index, "deadline")
                yield _in_meeting(case, meeting, "C918", path, "4-4 d", **args)


def _signed_by_the_deputy(case: Case, name: str, clause: str) -> Iterator[Breach]:
    """An act that P-CL02 gives to the planning deputy, in a body whose file was changed."""
    body: Body = case.council.body
    act = body.acts.get(name)
    sender = body.senders.get(act.sender) if act else None
    if sender is not None and sender.signatory != PLANNING_DEPUTY:
        args = {**cited(clause), "act": name, "signatory": sender.signatory}
        # All provinces share the body, so the finding names none and is told once.
        yield Breach(body, Finding("C909", ("acts", name, "sender"), args))


def _in_meeting(case: Case, meeting: Meeting, code: str, path: FieldPath, clause: str, **args: str) -> Breach:
    told = {**_of(case.office), **cited(clause), "meeting": meeting.key, **args}
    return Breach(meeting, Finding(code, path, told))


def _on_the_year(case: Case, code: str, clause: str, numbers: dict[str, int]) -> Breach:
    """A finding on the year as a whole, which stands at the head of the roster."""
    args = {**_of(case.office), **cited(clause)}
    for name, number in numbers.items():
        args |= {name: to_persian_digits(number), f"{name}_en": str(number)}
    return Breach(case.council.record, Finding(code, ("body",), args))


def _of(office: Office) -> dict[str, str]:
    """The province by its name for texts and by its Latin name for the commands of the cures."""
    province = office.province
    return {"province": office.name, "office": province.slug if province else office.folder}


def _name(member: Member) -> str:
    return member.person.name if member.person else ""


def _listed(keys: Sequence[str]) -> dict[str, str]:
    return {"owners": "، ".join(keys) or "—", "owners_en": ", ".join(keys) or "—"}


def _dates(**dates: JalaliDate) -> dict[str, str]:
    return {name: str(date) for name, date in dates.items()} | {f"{name}_en": d.iso for name, d in dates.items()}


def _months_between(dates: Sequence[JalaliDate]) -> int:
    """Months from the first of the dates to the last, without regard to their days."""
    if not dates:
        return 0
    first, last = min(dates), max(dates)
    return (last.year - first.year) * _MONTHS_A_YEAR + last.month - first.month


RULES: tuple[Rule, ...] = (
    Rule("seats", "تکمیل کرسی‌های الزامی", "obligatory seats", "4-2", obligatory_seats, needs_meetings=False),
    Rule("decrees", "صدور حکم اعضا", "decrees of the members", "4-2", decrees, needs_meetings=False),
    Rule("meetings", "دو جلسه در سال با فاصله شش ماه", "two meetings a year", "4-4 b", meetings_of_the_year),
    Rule("agenda", "تأیید دستور جلسه پیش از دعوت", "agenda confirmed before invitations", "4-4 c", agenda_confirmed),
    Rule("invitations", "دعوت‌نامه معاون برنامه‌ریزی", "invitation by the planning deputy", "4-4 a", invitations),
    Rule("minutes", "ثبت صورتجلسه", "minutes recorded", "4-4 d", minutes),
    Rule("notifications", "ابلاغ مصوبات به مسئولان", "decisions notified to their owners", "4-4 d", notifications),
    Rule("isipo", "ارسال صورتجلسه به سازمان", "minutes sent to ISIPO", "4-4 d", sent_to_the_organisation),
    Rule("priorities", "تصویب اولویت‌های سال", "yearly priorities approved", "4-3", yearly_priorities),
    Rule("overdue", "مصوبات بدون تأخیر", "no overdue decisions", "4-4 d", overdue_decisions),
)
"""The rules in the order of the table's columns."""
