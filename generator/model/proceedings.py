"""A meeting as its instruments print it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.council import Council
from generator.model.instrument import AbsenteeView, AgendaItemView, AttendeeView, DecisionView, MeetingView
from generator.model.meeting import Meeting
from generator.model.parties import institution_of, party_view
from generator.model.roster import Member
from generator.persian.numerals import ordinal


def meeting_ordinal(number: int) -> str:
    """The meeting's number as it stands before «جلسه»: نخستین، دومین، سومین …"""
    return "نخستین" if number == 1 else ordinal(number) + "ین"


def meeting_view(council: Council, meeting: Meeting, values: Mapping[str, str]) -> MeetingView:
    """The meeting with its attendance, matters and decisions; owners of decisions appear as institutions."""

    def attendee(number: int, key: str) -> AttendeeView:
        party = party_view(council, council.by_reference[key], values)
        return AttendeeView(
            number=number, name=party.name, post=party.post, institution=party.institution, role=party.role
        )

    def institution(key: str | None) -> str:
        return institution_of(council, council.by_reference[key], values) if key else ""

    absent = []
    for number, absence in enumerate(meeting.absent, start=1):
        who = attendee(number, absence.member)
        excuse = "موجه" if absence.excused else "غیرموجه"
        absent.append(
            AbsenteeView(
                number=number,
                name=who.name,
                post=who.post,
                institution=who.institution,
                excuse=excuse,
                reason=absence.reason,
            )
        )
    return MeetingView(
        key=meeting.key,
        number=meeting.number,
        ordinal=meeting_ordinal(meeting.number),
        date=meeting.date,
        start=meeting.start,
        end=meeting.end,
        place=meeting.place,
        chair=_name_of(council.holder(council.body.chair_seat)),
        secretary=_name_of(council.holder(council.body.secretary_seat)),
        agenda=_numbered(meeting.agenda),
        present=[attendee(number, key) for number, key in enumerate(meeting.present, start=1)],
        absent=absent,
        matters=_numbered(meeting.matters),
        decisions=[
            DecisionView(
                number=decision.number,
                text=decision.text,
                owner=institution(decision.owner),
                follow_up=institution(decision.follow_up),
                deadline=decision.deadline,
            )
            for decision in meeting.decisions
        ],
        next_meeting=meeting.next_meeting,
    )


def _name_of(member: Member | None) -> str:
    return member.person.name if member and member.person else ""


def _numbered(texts: Sequence[str]) -> list[AgendaItemView]:
    return [AgendaItemView(number=number, text=text) for number, text in enumerate(texts, start=1)]
