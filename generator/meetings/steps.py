"""The steps of the meeting cycle: each checks order and dates and then writes its part of the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.meetings.changes import OpenMeeting, Written, councils_of, new_meeting
from generator.meetings.cycle import STEPS, closing_problems, date_problems, decision_problems, order_problems
from generator.model.meeting import Absence, Decision, Meeting, Substitute
from generator.model.records import Record
from generator.persian.dates import ClockTime, JalaliDate
from generator.persian.numerals import to_persian_digits
from generator.problems import DabirError, Location, Problem, suggestion
from generator.sources.dataset import OfficeData, ReadCouncil
from generator.sources.yaml_editor import Plain, YamlText
from generator.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What is known of a meeting when it is planned (P-CL02, clause 4-4 a and b)."""

    date: JalaliDate
    start: ClockTime
    place: str
    agenda: tuple[str, ...] = ()
    body: str | None = None
    project: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Attending:
    """Who attended a meeting, and how.

    With ``everybody`` all members count as present but those absent. ``substitutes`` are by the key of the
    member in whose place they came, ``arrived`` and ``left`` hold the hours of who came late or left early.
    """

    present: tuple[str, ...] = ()
    everybody: bool = False
    absent: tuple[Absence, ...] = ()
    substitutes: Mapping[str, Substitute] = field(default_factory=dict)
    arrived: Mapping[str, ClockTime] = field(default_factory=dict)
    left: Mapping[str, ClockTime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision as it is taken."""

    text: str
    owner: str
    deadline: JalaliDate
    follow_up: str | None = None
    approves: str | None = None


def plan_meeting(workspace: Workspace, office: str, planned: NewMeeting) -> Written:
    """A new meeting in the state «planned» (P-CL02, clause 4-4 b).

    Its number is the next of its council in the year unless given; its key is year and number, for expert
    committees and steering councils after a prefix. Raises :class:`DabirError` with nothing written.
    """

    def values(data: OfficeData) -> tuple[str, Mapping[str, Plain]]:
        of = councils_of(data, planned.body, planned.project)
        same = [read for read in data.meetings if read.of is of and read.meeting.date.year == planned.date.year]
        number = planned.number or max((read.meeting.number for read in same), default=0) + 1
        key = _key(data, of, f"{planned.date.year}-{number}")
        _refuse(_out_of_turn((read.meeting for read in same), number, planned.date))
        return key, _new_values(key, number, planned, of)

    return new_meeting(workspace, office, values)


def _new_values(key: str, number: int, planned: NewMeeting, of: ReadCouncil) -> dict[str, Plain]:
    project = of.council.project
    return {
        "key": key,
        "body": of.council.body.code,
        **({"project": project.key} if project else {}),
        "number": str(number),
        "status": "planned",
        "date": planned.date.iso,
        "start": _hour(planned.start),
        "place": planned.place,
        "agenda": list(planned.agenda),
    }


def _key(data: OfficeData, of: ReadCouncil, ending: str) -> str:
    """The key of a council's new meeting: as its others begin, else ``ex-`` for experts and ``st-`` for projects."""
    for read in data.meetings:
        other = f"{read.meeting.date.year}-{read.meeting.number}"
        if read.of is of and read.meeting.key.endswith(other):
            return read.meeting.key.removesuffix(other) + ending
    project = of.council.project
    if project is not None:
        # A province with several projects has several steering councils.
        taken = any(read.meeting.key.startswith("st-") for read in data.meetings)
        return f"st-{project.key}-{ending}" if taken else f"st-{ending}"
    return f"ex-{ending}" if of.council.body.parent else ending


def _out_of_turn(others: Iterable[Meeting], number: int, date: JalaliDate) -> Iterator[Problem]:
    for other in others:
        if (other.number < number and date < other.date) or (other.number > number and date > other.date):
            is_early = date < other.date
            args = {"what_fa": f"جلسه {number}", "what_en": f"meeting {number}", "date": str(date), "date_en": date.iso}
            args |= {"other_fa": f"جلسه {other.number}", "other_en": f"meeting {other.number}"}
            args |= {"other": str(other.date), "other_date_en": other.date.iso}
            args |= {"side_fa": "پیش از", "side_en": "before"} if is_early else {"side_fa": "پس از", "side_en": "after"}
            yield Problem("G805", Location("--date"), args)


def propose_agenda(opened: OpenMeeting, date: JalaliDate, items: tuple[str, ...] = ()) -> Written:
    """The company proposes the agenda, with more items or as it stands (P-CL02, clause 4-4 c)."""
    step, meeting = STEPS["propose-agenda"], opened.meeting
    _refuse(order_problems(step, meeting, opened.body, opened.place))
    if meeting.agenda_proposed == date and not items:
        args = {"step_fa": step.fa, "step_en": step.en, "date": str(date), "date_en": date.iso}
        raise DabirError(Problem("G802", opened.place, args))
    _refuse(date_problems(step.field, date, meeting, Location("--date")))

    def edit(text: YamlText) -> None:
        if items:
            text.append("agenda", items)
        text.set((step.field,), date.iso)

    return opened.change(edit)


def put_date(opened: OpenMeeting, command: str, date: JalaliDate) -> Written:
    """The steps that add a date and nothing else: confirm-agenda, invite, notify, send (P-CL02, clause 4-4)."""
    return _dated(opened, command, date, {})


def record(opened: OpenMeeting, date: JalaliDate, next_meeting: JalaliDate | None = None) -> Written:
    """The company records the minutes; from then on they stand (P-CL02, clause 4-4 d)."""
    more: dict[str, Plain] = {}
    if next_meeting is not None:
        _refuse(date_problems("next_meeting", next_meeting, opened.meeting, Location("--next-meeting")))
        more["next_meeting"] = next_meeting.iso
    return _dated(opened, "record", date, more)


def close(opened: OpenMeeting, date: JalaliDate) -> Written:
    """The meeting is done: its minutes were sent, none of its decisions is open (P-CL02, clause 4-4 d)."""
    _refuse(order_problems(STEPS["close"], opened.meeting, opened.body, opened.place))
    _refuse(closing_problems(opened.meeting, opened.body, opened.place))
    return _dated(opened, "close", date, {})


def hold(opened: OpenMeeting, attending: Attending, end: ClockTime, presiding: Mapping[str, str]) -> Written:
    """The meeting took place: who was there, himself or by a substitute, and when it ended (P-CL02, clause 4-4).

    ``presiding`` holds the keys of who took the chair and who kept the minutes, under ``chair`` and
    ``secretary``, where it was not the holder of that seat.
    """
    _refuse(order_problems(STEPS["hold"], opened.meeting, opened.body, opened.place))
    present = _present_keys(opened, attending)
    _refuse(_attendance_problems(opened.meeting, attending, present, end))
    came: list[Plain] = [_attendance(key, attending) for key in present]
    missed: list[Plain] = [_absence(absence) for absence in attending.absent]

    def edit(text: YamlText) -> None:
        text.set(("status",), "held")
        text.set(("end",), _hour(end))
        for field_name, key in presiding.items():
            text.set((field_name,), key)
        text.set(("present",), came)
        if missed or opened.meeting.absent:
            text.set(("absent",), missed)

    return opened.change(edit)


def add_matter(opened: OpenMeeting, matter: str) -> Written:
    """A matter that was raised (P-CL02, clause 4-4 d)."""
    _refuse(order_problems(STEPS["matter"], opened.meeting, opened.body, opened.place))
    return opened.change(lambda text: text.append("matters", [matter]))


def decide(opened: OpenMeeting, decision: NewDecision) -> Written:
    """A decision with its owner and deadline; its number is the meeting's next (P-CL02, clause 4-4 d)."""
    _refuse(order_problems(STEPS["decide"], opened.meeting, opened.body, opened.place))
    _refuse(decision_problems(opened.meeting, opened.council, opened.place))
    known = [*opened.council.by_reference, *(other.key for other in opened.meeting.others)]
    for option, key in (("--owner", decision.owner), ("--follow-up", decision.follow_up)):
        if key is not None and key not in known:
            raise DabirError(Problem("R311", Location(option), {"value": key, **suggestion(key, known)}))
    number = max((taken.number for taken in opened.meeting.decisions), default=0) + 1
    values: dict[str, Plain] = {"number": str(number), "text": decision.text, "owner": decision.owner}
    if decision.follow_up is not None:
        values["follow_up"] = decision.follow_up
    values["deadline"] = decision.deadline.iso
    if decision.approves is not None:
        values["approves"] = decision.approves
    return opened.change(lambda text: text.append("decisions", [values]))


def follow_up(opened: OpenMeeting, number: int, done_on: JalaliDate | None, result: str = "") -> Written:
    """What became of a decision: carried out on a day, or cancelled when there is no day (P-CL02, clause 4-4 d)."""
    step, meeting = STEPS["follow-up"], opened.meeting
    _refuse(order_problems(step, meeting, opened.body, opened.place))
    numbers = [decision.number for decision in meeting.decisions]
    if number not in numbers:
        args = {"value": str(number), **suggestion(str(number), map(str, numbers))}
        raise DabirError(Problem("G814", Location("NUMBER"), args))
    index = numbers.index(number)
    if meeting.decisions[index].status != "open":
        raise DabirError(Problem("G815", opened.place, _decision_args(meeting.decisions[index])))
    if done_on is not None:
        _refuse(date_problems("done_on", done_on, meeting, Location("--done")))

    def edit(text: YamlText) -> None:
        text.set(("decisions", index, "status"), "cancelled" if done_on is None else "done")
        if done_on is not None:
            text.set(("decisions", index, "done_on"), done_on.iso)
        if result:
            text.set(("decisions", index, "result"), result)

    return opened.change(edit)


def _decision_args(decision: Decision) -> dict[str, str]:
    state_fa, state_en = ("انجام‌شده", "done") if decision.status == "done" else ("لغوشده", "cancelled")
    number = {"number": to_persian_digits(decision.number), "number_en": str(decision.number)}
    return {**number, "state_fa": state_fa, "state_en": state_en}


def _dated(opened: OpenMeeting, command: str, date: JalaliDate, more: Mapping[str, Plain]) -> Written:
    step = STEPS[command]
    _refuse(order_problems(step, opened.meeting, opened.body, opened.place))
    _refuse(date_problems(step.field, date, opened.meeting, Location("--date")))

    def edit(text: YamlText) -> None:
        for key, value in {step.field: date.iso, **more}.items():
            text.set((key,), value)

    return opened.change(edit)


def _refuse(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if found:
        raise DabirError(*found)


def _present_keys(opened: OpenMeeting, attending: Attending) -> list[str]:
    """The keys of those present, in the order of the seats where everybody is, else as they were given."""
    keys = list(attending.present)
    if attending.everybody:
        missing = {absence.member for absence in attending.absent}
        keys = [member.reference for _, member in opened.council.seated if member.reference not in missing]
    return list(dict.fromkeys([*keys, *attending.substitutes]))


def _attendance_problems(
    meeting: Meeting, attending: Attending, present: list[str], end: ClockTime
) -> Iterator[Problem]:
    """Hours of members who were not there (G810) or outside the meeting (G811), letters after it (G805)."""
    for option, hours in (("--arrived", attending.arrived), ("--left", attending.left)):
        for key, hour in hours.items():
            if key not in present:
                yield Problem("G810", Location(option), {"value": key, **suggestion(key, present)})
            elif not meeting.start <= hour <= end:
                args = {"hour": hour, "start": meeting.start, "end": end}
                shown = {name: str(time) for name, time in args.items()}
                shown |= {f"{name}_en": _hour(time) for name, time in args.items()}
                yield Problem("G811", Location(option), {"value": key, **shown})
    for substitute in attending.substitutes.values():
        if substitute.letter_date is not None:
            yield from date_problems("letter_date", substitute.letter_date, meeting, Location("--substitute"))


def _attendance(key: str, attending: Attending) -> Plain:
    values: dict[str, Plain] = {"member": key}
    if (substitute := attending.substitutes.get(key)) is not None:
        values["substitute"] = _written_values(substitute)
    if key in attending.arrived:
        values["arrived"] = _hour(attending.arrived[key])
    if key in attending.left:
        values["left"] = _hour(attending.left[key])
    return key if len(values) == 1 else values


def _written_values(record_: Record) -> dict[str, Plain]:
    """The values of a record as its file has them; those that are empty are left out."""
    found: dict[str, Plain] = {}
    for name in type(record_).model_fields:
        value = getattr(record_, name)
        if isinstance(value, Record):
            found[name] = _written_values(value)
        elif isinstance(value, JalaliDate):
            found[name] = value.iso
        elif value:
            found[name] = str(value)
    return found


def _absence(absence: Absence) -> Plain:
    values: dict[str, Plain] = {"member": absence.member, "excused": "yes" if absence.excused else "no"}
    return {**values, "reason": absence.reason} if absence.reason else values


def _hour(time: ClockTime) -> str:
    return f"{time.hour:02}:{time.minute:02}"
