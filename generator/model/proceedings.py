"""A meeting as its instruments print it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.model.body import Seat
from generator.model.council import Council, Occasion
from generator.model.instrument import (
    AbsenteeView,
    AgendaItemView,
    AttendeeView,
    DecisionView,
    GuestView,
    MeetingView,
    SubstituteView,
)
from generator.model.meeting import Attendance, Decision, Meeting
from generator.model.parties import institution_of, party_view
from generator.persian.numerals import ordinal, to_persian_digits

_STATUSES = {"open": "باز", "done": "انجام‌شده", "cancelled": "لغوشده"}


def meeting_ordinal(number: int) -> str:
    """The meeting's number as it stands before «جلسه»: نخستین، دومین، سومین …"""
    return "نخستین" if number == 1 else ordinal(number) + "ین"


def meeting_view(meeting: Meeting, occasion: Occasion, values: Mapping[str, str]) -> MeetingView:
    """The meeting with its attendance, matters and decisions; owners of decisions appear as institutions.

    The agenda begins with the approval of the previous minutes and the open decisions of earlier
    meetings where there are any (P-CL02, clause 4-4 c and d). Raises ``ValueError`` without a council.
    """
    council = occasion.council
    if council is None:
        raise ValueError("a meeting needs its council")
    decisions = _decisions(meeting, occasion, values)
    opened = [
        view
        for earlier in occasion.earlier
        for view in _decisions(earlier, occasion, values)
        if view.status == _STATUSES["open"]
    ]
    agenda = [*_standing_items(occasion.earlier, len(opened)), *meeting.agenda]
    return MeetingView(
        key=meeting.key,
        number=meeting.number,
        ordinal=meeting_ordinal(meeting.number),
        date=meeting.date,
        start=meeting.start,
        end=meeting.end,
        place=meeting.place,
        chair=_presiding(meeting, meeting.chair, council.body.chair_seat, council),
        secretary=_presiding(meeting, meeting.secretary, council.body.secretary_seat, council),
        agenda=_numbered(agenda),
        present=[_attendee(n, attendance, council, values) for n, attendance in enumerate(meeting.present, start=1)],
        absent=_absentees(meeting, council, values),
        matters=_numbered(meeting.matters),
        decisions=decisions,
        next_meeting=meeting.next_meeting,
        guests=[
            GuestView(number=number, name=guest.name, post=guest.post, institution=guest.institution)
            for number, guest in enumerate(meeting.guests, start=1)
        ],
        is_held=meeting.status == "held",
        agenda_state="تأییدشده" if meeting.agenda_confirmed else "پیشنهادی",
        agenda_confirmed=meeting.agenda_confirmed,
        own_decisions=[view for view in decisions if view.is_own],
        other_decisions=[view for view in decisions if not view.is_own],
        open_decisions=opened,
        quorum=_quorum(meeting, council),
        is_quorate=is_quorate(meeting, council),
        is_full=len({attendance.member for attendance in meeting.present}) == len(council.seated),
    )


def is_quorate(meeting: Meeting, council: Council) -> bool:
    """Whether more than half of the seated members were present, themselves or by substitutes."""
    if council.body.meetings.quorum == "none":
        return True
    return 2 * len(meeting.present) > len(council.seated)


def substitute_view(attendance: Attendance) -> SubstituteView | None:
    """The substitute of an attendance, or None when the member came himself."""
    substitute = attendance.substitute
    if substitute is None:
        return None
    return SubstituteView(
        name=substitute.person.name,
        formal_name=substitute.person.formal_name,
        post=substitute.post,
        letter_number=substitute.letter_number,
        letter_date=substitute.letter_date,
    )


def _standing_items(earlier: Sequence[Meeting], opened: int) -> Iterable[str]:
    held = [meeting for meeting in earlier if meeting.status == "held"]
    if held:
        yield f"تصویب صورتجلسه {meeting_ordinal(held[-1].number)} جلسه، مورخ {held[-1].date}"
    if opened:
        yield f"پیگیری {to_persian_digits(opened)} مصوبه باز جلسه‌های پیشین"


def _attendee(number: int, attendance: Attendance, council: Council, values: Mapping[str, str]) -> AttendeeView:
    party = party_view(council, council.by_reference[attendance.member], values)
    notes = []
    if attendance.substitute:
        notes.append(f"به جانشینی {party.name}")
    if attendance.arrived:
        notes.append(f"ورود ساعت {attendance.arrived}")
    if attendance.left:
        notes.append(f"خروج ساعت {attendance.left}")
    substitute = attendance.substitute
    return AttendeeView(
        number=number,
        name=substitute.person.name if substitute else party.name,
        post=substitute.post if substitute else party.post,
        institution=party.institution,
        role="عضو" if substitute else party.role,
        note="، ".join(notes),
    )


def _absentees(meeting: Meeting, council: Council, values: Mapping[str, str]) -> list[AbsenteeView]:
    absent = []
    for number, absence in enumerate(meeting.absent, start=1):
        party = party_view(council, council.by_reference[absence.member], values)
        absent.append(
            AbsenteeView(
                number=number,
                name=party.name,
                post=party.post,
                institution=party.institution,
                excuse="موجه" if absence.excused else "غیرموجه",
                reason=absence.reason,
            )
        )
    return absent


def _decisions(meeting: Meeting, occasion: Occasion, values: Mapping[str, str]) -> list[DecisionView]:
    institution = _institutions(meeting, occasion.council, values)
    own = occasion.member.reference if occasion.member else occasion.other.key if occasion.other else None
    return [
        DecisionView(
            number=decision.number,
            text=decision.text,
            owner=institution(decision.owner),
            follow_up=institution(decision.follow_up),
            deadline=decision.deadline,
            is_own=_falls_to(decision, own),
            status=_STATUSES[decision.status],
            result=decision.result,
            meeting_number=meeting.number,
        )
        for decision in meeting.decisions
    ]


def _falls_to(decision: Decision, key: str | None) -> bool:
    return key is not None and decision.owner == key


def _institutions(meeting: Meeting, council: Council | None, values: Mapping[str, str]) -> Callable[[str | None], str]:
    """The name of the institution that a decision names by its key."""
    others = {other.key: other.institution for other in meeting.others}

    def institution(key: str | None) -> str:
        if key is None or council is None:
            return ""
        member = council.by_reference.get(key)
        return institution_of(council, member, values) if member else others.get(key, "")

    return institution


def _quorum(meeting: Meeting, council: Council) -> str:
    present, seated = to_persian_digits(len(meeting.present)), to_persian_digits(len(council.seated))
    return f"{present} نفر از {seated} عضو"


def _presiding(meeting: Meeting, named: str | None, seat: Seat | None, council: Council) -> str:
    """Who presided or kept the minutes: the member named, else the seat's holder, or his substitute."""
    member = council.by_reference.get(named) if named else council.holder(seat)
    if member is None or member.person is None:
        return ""
    for attendance in meeting.present:
        if attendance.member == member.reference and attendance.substitute is not None:
            return attendance.substitute.person.name
    return member.person.name


def _numbered(texts: Iterable[str]) -> list[AgendaItemView]:
    return [AgendaItemView(number=number, text=text) for number, text in enumerate(texts, start=1)]
