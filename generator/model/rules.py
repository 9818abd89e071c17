"""Rules on records: each a small check that yields findings and never stops the next one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.model.body import Body
from generator.model.council import Council
from generator.model.meeting import Meeting
from generator.model.patterns import TEXT_NAMES, check_pattern
from generator.model.records import FieldPath, Finding
from generator.model.roster import Member, Officer
from generator.persian.numerals import to_persian_digits
from generator.problems import suggestion


def check_membership(members: Sequence[Member], officers: Sequence[Officer], body: Body) -> Iterator[Finding]:
    """The seats of a body against who holds them (P-CL02, clause 4-2; P-CL03)."""
    yield from _known_seats(members, body)
    yield from _unique_keys(members)
    yield from _held_seats(members, body)
    yield from _single_holders(members, body)
    yield from _exact_counts(members, body)
    yield from _signatories(members, officers, body)
    yield from _own_patterns(members, officers)


def _own_patterns(members: Sequence[Member], officers: Sequence[Officer]) -> Iterator[Finding]:
    named: list[tuple[str, Sequence[Member | Officer]]] = [("members", members), ("officers", officers)]
    for key, people in named:
        for index, person in enumerate(people):
            yield from check_pattern(person.post, (key, index, "post"), TEXT_NAMES)
            yield from check_pattern(person.institution, (key, index, "institution"), TEXT_NAMES)


def _known_seats(members: Sequence[Member], body: Body) -> Iterator[Finding]:
    keys = [seat.key for seat in body.seats]
    for index, member in enumerate(members):
        if member.seat not in keys:
            args = {"value": member.seat, "body": body.code, **suggestion(member.seat, keys)}
            yield Finding("R302", ("members", index, "seat"), args)


def _unique_keys(members: Sequence[Member]) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, member in enumerate(members):
        if member.reference in seen:
            yield Finding("R314", ("members", index), {"value": member.reference})
        seen.add(member.reference)


def _held_seats(members: Sequence[Member], body: Body) -> Iterator[Finding]:
    holders = {member.seat: index for index, member in enumerate(members) if _holds(member)}
    listed = {member.seat: index for index, member in enumerate(members)}
    for seat in body.seats:
        if seat.key in holders:
            continue
        path: FieldPath = ("members", listed[seat.key]) if seat.key in listed else ("members",)
        if seat.required:
            yield Finding("R305", path, {"seat": seat.key, "title": seat.title, "clause": seat.source})
        elif not seat.many:
            yield Finding("R306", path, {"seat": seat.key, "title": seat.title, "source": seat.source})


def _holds(member: Member) -> bool:
    return member.person is not None and not member.vacant


def _single_holders(members: Sequence[Member], body: Body) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, member in enumerate(members):
        seat = body.seat(member.seat)
        if seat and not seat.many and member.seat in seen:
            yield Finding("R323", ("members", index, "seat"), {"value": member.seat})
        seen.add(member.seat)


def _exact_counts(members: Sequence[Member], body: Body) -> Iterator[Finding]:
    counts = Counter(member.seat for member in members if _holds(member))
    for seat in body.seats:
        # An empty obligatory seat is reported as such; its count would say the same twice.
        if seat.exactly is not None and counts[seat.key] not in (0, seat.exactly):
            yield Finding("R307", ("members",), {"count": to_persian_digits(counts[seat.key])})


def _signatories(members: Sequence[Member], officers: Sequence[Officer], body: Body) -> Iterator[Finding]:
    known = {member.seat for member in members if _holds(member)} | {officer.key for officer in officers}
    obligatory = {seat.key for seat in body.seats if seat.required}
    for name, act in body.acts.items():
        for sender in filter(None, (act.sender, act.sender_to_signatory)):
            # An unknown sender is reported with the body.
            if sender not in body.senders:
                continue
            signatory = body.senders[sender].signatory
            # An obligatory seat without holder is reported as such.
            if signatory not in known | obligatory:
                yield Finding("R325", ("members",), {"seat": signatory, "act": name})


def check_meeting(meeting: Meeting, members: Mapping[str, Member] | None) -> Iterator[Finding]:
    """A meeting against itself and against the members by their keys (P-CL02, clause 4-4).

    With None, because the roster itself is faulty, only the meeting is checked.
    """
    if not meeting.agenda:
        yield Finding("R308", ("agenda",), {"meeting": meeting.key})
    if meeting.end is not None and meeting.end <= meeting.start:
        yield Finding("R315", ("end",), {"start": str(meeting.start), "end": str(meeting.end)})
    if meeting.status == "held" and not meeting.present:
        yield Finding("R329", ("present",), {"meeting": meeting.key})
    yield from _attendance(meeting, members)
    yield from _decisions(meeting, members)


def check_presiding(meeting: Meeting, council: Council) -> Iterator[Finding]:
    """Who presided and who kept the minutes of a held meeting was present (P-CL02, clause 4-4 d)."""
    if meeting.status != "held" or not meeting.present:
        return
    present = {attendance.member for attendance in meeting.present}
    for field, seat in (("chair", council.body.chair_seat), ("secretary", council.body.secretary_seat)):
        holder = council.holder(seat)
        named = getattr(meeting, field) or (holder.reference if holder else None)
        if named is not None and named not in present:
            yield Finding("R330", (field,), {"value": named, "field": field})


def _attendance(meeting: Meeting, members: Mapping[str, Member] | None) -> Iterator[Finding]:
    named: list[tuple[FieldPath, str]] = [
        (("present", i, "member"), attendance.member) for i, attendance in enumerate(meeting.present)
    ]
    named += [(("absent", i, "member"), absence.member) for i, absence in enumerate(meeting.absent)]
    seen: set[str] = set()
    for path, key in named:
        if members is not None and key not in members:
            yield Finding("R312", path, {"value": key, **suggestion(key, members)})
        elif key in seen:
            yield Finding("R318", path, {"value": key})
        elif members is not None and not _holds(members[key]):
            yield Finding("R327", path, {"value": key})
        seen.add(key)
    if members is not None and meeting.status == "held":
        for key, member in members.items():
            if key not in seen and _holds(member):
                yield Finding("R319", ("present",), {"value": key})


def _decisions(meeting: Meeting, members: Mapping[str, Member] | None) -> Iterator[Finding]:
    first: dict[int, int] = {}
    known = [*(members or {}), *(other.key for other in meeting.others)]
    for index, decision in enumerate(meeting.decisions):
        path: FieldPath = ("decisions", index)
        label = {"decision": to_persian_digits(decision.number)}
        if decision.number in first:
            where = f"decisions[{first[decision.number]}]"
            yield Finding("R313", (*path, "number"), {"value": str(decision.number), "first": where})
        first.setdefault(decision.number, index)
        if decision.owner is None:
            yield Finding("R309", (*path, "owner"), label)
        if decision.deadline is None:
            yield Finding("R310", (*path, "deadline"), label)
        elif decision.deadline < meeting.date:
            args = {"deadline": str(decision.deadline), "date": str(meeting.date)}
            args |= {
                "number": str(decision.number),
                "deadline_iso": decision.deadline.iso,
                "date_iso": meeting.date.iso,
            }
            yield Finding("R316", (*path, "deadline"), {**label, **args})
        for key in ("owner", "follow_up"):
            named = getattr(decision, key)
            if named is not None and members is not None and named not in known:
                yield Finding("R311", (*path, key), {"value": named, **suggestion(named, known)})


def check_body(body: Body) -> Iterator[Finding]:
    """A body against itself: its acts name its senders, its keys and numbers are its own."""
    for name, act in body.acts.items():
        for field in ("sender", "sender_to_signatory"):
            sender = getattr(act, field)
            if sender is not None and sender not in body.senders:
                words = {"allowed_fa": "، ".join(body.senders), "allowed_en": ", ".join(body.senders)}
                args = {"value": sender, **words, **suggestion(sender, body.senders)}
                yield Finding("M210", ("acts", name, field), args)
    for field in ("key", "number"):
        first: dict[object, int] = {}
        for index, seat in enumerate(body.seats):
            value = getattr(seat, field)
            if value in first:
                args = {"value": str(value), "first": f"seats[{first[value]}]"}
                yield Finding("R313", ("seats", index, field), args)
            first.setdefault(value, index)
