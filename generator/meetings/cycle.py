"""The meeting cycle: what may follow what, which dates agree, and what is due next (P-CL02, clause 4-4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.body import Body
from generator.model.council import Council
from generator.model.meeting import STATES, Meeting, State
from generator.model.proceedings import is_quorate
from generator.model.province import Office
from generator.persian.dates import JalaliDate
from generator.persian.numerals import to_persian_digits
from generator.problems import Location, Problem

STATE_NAMES: dict[State, tuple[str, str]] = {
    "planned": ("برنامه‌ریزی‌شده", "planned"),
    "agenda-proposed": ("دستور جلسه پیشنهادشده", "agenda proposed"),
    "agenda-confirmed": ("دستور جلسه تأییدشده", "agenda confirmed"),
    "invited": ("دعوت‌شده", "invited"),
    "held": ("برگزارشده", "held"),
    "recorded": ("صورتجلسه ثبت‌شده", "minutes recorded"),
    "notified": ("ابلاغ‌شده", "notified"),
    "closed": ("بسته‌شده", "closed"),
}
"""The states as they are printed, in Persian and English."""

_ACTS: dict[State, str] = {"agenda-proposed": "agenda", "agenda-confirmed": "agenda", "notified": "notification"}
_NEEDED: dict[State, tuple[str, str]] = {
    "agenda-proposed": ("باید دستور جلسه پیشنهاد شود", "the agenda must be proposed"),
    "agenda-confirmed": ("باید دستور جلسه تأیید شود", "the agenda must be confirmed"),
    "invited": ("باید اعضا دعوت شوند", "the members must be invited"),
    "held": ("باید جلسه برگزار شود", "the meeting must be held"),
    "recorded": ("باید صورتجلسه ثبت شود", "the minutes must be recorded"),
    "notified": ("باید مصوبات ابلاغ شود", "the decisions must be notified"),
}
_DATES = {
    "agenda_proposed": ("پیشنهاد دستور جلسه", "the proposal of the agenda"),
    "agenda_confirmed": ("تأیید دستور جلسه", "the confirmation of the agenda"),
    "invited": ("دعوت اعضا", "the invitation"),
    "date": ("برگزاری جلسه", "the meeting"),
    "recorded": ("ثبت صورتجلسه", "the recording of the minutes"),
    "notified": ("ابلاغ مصوبات", "the notification"),
    "sent_to_isipo": ("ارسال صورتجلسه به سازمان", "the sending to ISIPO"),
    "closed": ("بستن جلسه", "the closing"),
    "done_on": ("انجام مصوبه", "the carrying out of a decision"),
    "letter_date": ("معرفی‌نامه جانشین", "the substitute's letter of introduction"),
    "next_meeting": ("جلسه بعد", "the next meeting"),
}
_NOT_BEFORE: dict[str, tuple[str, ...]] = {
    "agenda_confirmed": ("agenda_proposed",),
    "invited": ("agenda_proposed", "agenda_confirmed"),
    "date": ("agenda_proposed", "agenda_confirmed", "invited", "letter_date"),
    "recorded": ("date",),
    "notified": ("date", "recorded"),
    "sent_to_isipo": ("date", "recorded"),
    "closed": ("date", "recorded", "notified", "sent_to_isipo"),
    "done_on": ("date",),
    "next_meeting": ("date",),
}
"""For each date those which it must not lie before."""
_LETTERS = {"a": "الف", "b": "ب", "c": "ج", "d": "د"}


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the cycle.

    It is possible from the state ``since`` on and until the state ``before`` is reached. ``field`` is the date
    that it writes and ``act`` the act that a body must have for it; ``usage`` are the words that follow the
    meeting's key and ``letter`` is the part of clause 4-4 that asks for it.
    """

    command: str
    fa: str
    en: str
    since: State
    before: State
    letter: str
    field: str = ""
    act: str = ""
    usage: str = "--date …"


_STEPS = (
    Step(
        "propose-agenda", "پیشنهاد دستور جلسه", "proposing the agenda", "planned", "agenda-confirmed", "c",
        "agenda_proposed", "agenda",
    ),
    Step(
        "confirm-agenda", "تأیید دستور جلسه", "confirming the agenda", "agenda-proposed", "agenda-confirmed", "c",
        "agenda_confirmed", "agenda",
    ),
    Step("invite", "دعوت اعضا", "inviting the members", "agenda-confirmed", "invited", "c", "invited"),
    Step("hold", "ثبت برگزاری جلسه", "holding the meeting", "invited", "held", "a", usage="--all-present --end …"),
    Step("matter", "ثبت موضوع مطرح‌شده", "noting a matter", "held", "recorded", "d", usage="…"),
    Step(
        "decide", "ثبت مصوبه", "deciding", "held", "recorded", "d", usage="--text … --owner … --deadline …"
    ),
    Step("record", "ثبت صورتجلسه", "recording the minutes", "held", "recorded", "d", "recorded"),
    Step(
        "notify", "ابلاغ مصوبات", "notifying the decisions", "recorded", "notified", "d", "notified", "notification"
    ),
    Step(
        "send", "ارسال صورتجلسه به سازمان", "sending the minutes to ISIPO", "recorded", "closed", "d",
        "sent_to_isipo", "transmittal",
    ),
    Step("follow-up", "پیگیری مصوبه", "following up a decision", "notified", "closed", "d", usage="{number} --done …"),
    Step("close", "بستن جلسه", "closing the meeting", "notified", "closed", "d", "closed"),
)  # fmt: skip
STEPS = {step.command: step for step in _STEPS}
"""The steps by their commands, in the order of the cycle."""

_LEADS_TO: dict[State, str] = {
    "agenda-proposed": "propose-agenda",
    "agenda-confirmed": "confirm-agenda",
    "invited": "invite",
    "held": "hold",
    "recorded": "record",
    "notified": "notify",
}


@dataclass(frozen=True, slots=True)
class Due:
    """What comes next for a meeting: the step, the words of its command and the day by which it is due."""

    step: Step
    usage: str
    by: JalaliDate | None = None

    def command(self, office: Office, meeting: Meeting) -> str:
        """The command as it is typed; «…» stands for what only the office knows."""
        return f"dabir meeting {self.step.command} {office_word(office)} {meeting.key} {self.usage}"


def office_word(office: Office) -> str:
    """The office as a word of commands: its Latin name, which needs no quotes."""
    return office.province.slug if office.province else office.folder


def course(body: Body) -> list[State]:
    """The states that meetings of the body go through: a body without the act of a state leaves it out."""
    return [state for state in STATES if state not in _ACTS or _ACTS[state] in body.acts]


def has_step(body: Body, step: Step) -> bool:
    """Whether meetings of the body take this step."""
    return not step.act or step.act in body.acts


def next_due(meeting: Meeting, body: Body) -> Due | None:
    """What has to be done next for a meeting of the body, or None when it is closed (P-CL02, clause 4-4)."""
    reached = STATES.index(meeting.state)
    following = next((state for state in course(body) if STATES.index(state) > reached), None)
    if following is None:
        return None
    if following != "closed":
        step = STEPS[_LEADS_TO[following]]
        return Due(step, step.usage, meeting.date if step.command == "hold" else None)
    if has_step(body, STEPS["send"]) and meeting.sent_to_isipo is None:
        return Due(STEPS["send"], STEPS["send"].usage)
    if meeting.open_decisions:
        first = min(meeting.open_decisions, key=lambda decision: (decision.deadline or meeting.date, decision.number))
        return Due(STEPS["follow-up"], STEPS["follow-up"].usage.format(number=first.number), first.deadline)
    return Due(STEPS["close"], STEPS["close"].usage)


def order_problems(step: Step, meeting: Meeting, body: Body, place: Location) -> Iterator[Problem]:
    """Why the step is not possible in the meeting's state; nothing when it is (P-CL02, clause 4-4).

    G806 when the body does not take it, G801 when something must come first, G802 when it is done already,
    G804 when the meeting is past it. An agenda may be proposed again until it is confirmed, and a date that is
    missing in the record of a meeting that went further, as of one held before it was kept here, may be added.
    """
    state_fa, state_en = STATE_NAMES[meeting.state]
    args = {"step_fa": step.fa, "step_en": step.en, "state_fa": state_fa, "state_en": state_en}
    since = [state for state in course(body) if STATES.index(state) <= STATES.index(step.since)][-1]
    reached = STATES.index(meeting.state)
    done = getattr(meeting, step.field) if step.field else None
    if not has_step(body, step):
        yield Problem("G806", place, {**args, "body": body.name, "code": body.code})
    elif reached < STATES.index(since):
        due = next_due(meeting, body)
        needed_fa, needed_en = _NEEDED[since]
        more = {"needed_fa": needed_fa, "needed_en": needed_en, "next": due.step.command if due else ""}
        yield Problem("G801", place, {**args, **more, **_clause(step, body)})
    elif done is not None and (reached >= STATES.index(step.before) or step.command != "propose-agenda"):
        yield Problem("G802", place, {**args, "date": str(done), "date_en": done.iso})
    elif reached >= STATES.index(step.before) and (meeting.closed or not step.field):
        yield Problem("G804", place, args)


def _clause(step: Step, body: Body) -> dict[str, str]:
    """What asks for the order; of the procedures only P-CL02 says it in a clause."""
    if body.procedure != "P-CL02":
        return {"clause": body.procedure, "clause_en": body.procedure}
    return {"clause": f"P-CL02، بند ۴ـ۴ {_LETTERS[step.letter]}", "clause_en": f"P-CL02, clause 4-4 {step.letter}"}


def date_problems(field: str, date: JalaliDate, meeting: Meeting, place: Location) -> Iterator[Problem]:
    """G805 for each date of the meeting with which a new date of ``field`` does not agree (P-CL02, clause 4-4).

    Agenda and invitation come before the meeting or on its day, everything else after it or on its day; each
    comes no earlier than what it follows, and the closing no earlier than anything.
    """
    for other in _NOT_BEFORE.get(field, ()):
        if (known := getattr(meeting, other, None)) is not None and date < known:
            yield _out_of_order(field, date, other, known, place, is_early=True)
    for other, earlier in _NOT_BEFORE.items():
        if field in earlier and (known := getattr(meeting, other, None)) is not None and date > known:
            yield _out_of_order(field, date, other, known, place, is_early=False)
    if field == "closed":
        for decision in meeting.decisions:
            if decision.done_on is not None and date < decision.done_on:
                yield _out_of_order(field, date, "done_on", decision.done_on, place, is_early=True)


def _out_of_order(
    field: str, date: JalaliDate, other: str, known: JalaliDate, place: Location, *, is_early: bool
) -> Problem:
    (what_fa, what_en), (other_fa, other_en) = _DATES[field], _DATES[other]
    args = {"what_fa": what_fa, "what_en": what_en, "other_fa": other_fa, "other_en": other_en}
    args |= {"date": str(date), "date_en": date.iso, "other": str(known), "other_date_en": known.iso}
    args |= {"side_fa": "پیش از", "side_en": "before"} if is_early else {"side_fa": "پس از", "side_en": "after"}
    return Problem("G805", place, args)


def decision_problems(meeting: Meeting, council: Council, place: Location) -> Iterator[Problem]:
    """G807 when too few members were present for the meeting to decide anything."""
    if not is_quorate(meeting, council):
        present, seated = len(meeting.present), len(council.seated)
        args = {"present": to_persian_digits(present), "seated": to_persian_digits(seated)}
        yield Problem("G807", place, {**args, "present_en": str(present), "seated_en": str(seated)})


def closing_problems(meeting: Meeting, body: Body, place: Location) -> Iterator[Problem]:
    """What keeps a notified meeting from being closed: minutes not sent (G801), decisions still open (G808)."""
    if has_step(body, STEPS["send"]) and meeting.sent_to_isipo is None:
        state_fa, state_en = STATE_NAMES[meeting.state]
        args = {"step_fa": STEPS["close"].fa, "step_en": STEPS["close"].en, "state_fa": state_fa, "state_en": state_en}
        args |= {"needed_fa": "باید صورتجلسه به سازمان فرستاده شود", "needed_en": "the minutes must be sent to ISIPO"}
        yield Problem("G801", place, {**args, "next": "send", **_clause(STEPS["send"], body)})
    if meeting.open_decisions:
        numbers = [str(decision.number) for decision in meeting.open_decisions]
        shown = {"numbers": to_persian_digits("، ".join(numbers)), "numbers_en": ", ".join(numbers)}
        yield Problem("G808", place, shown)
