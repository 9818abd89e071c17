"""Meetings as a record that grows from plan to follow-up, and what they decide (P-CL02, clause 4-4)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import model_validator

from generator.model.fields import (
    Clock,
    Code,
    Date,
    FromOne,
    OptionalClock,
    OptionalCode,
    OptionalDate,
    OptionalText,
    Text,
    YesNo,
)
from generator.model.records import Record
from generator.model.roster import Person
from generator.persian.dates import JalaliDate

State = Literal["planned", "agenda-proposed", "agenda-confirmed", "invited", "held", "recorded", "notified", "closed"]
STATES: tuple[State, ...] = (
    "planned",
    "agenda-proposed",
    "agenda-confirmed",
    "invited",
    "held",
    "recorded",
    "notified",
    "closed",
)
"""The states of a meeting in their order."""


class Substitute(Record):
    """Who came in a member's place, with the letter of introduction (معرفی‌نامه)."""

    person: Person
    post: Text
    letter_number: OptionalText = ""
    letter_date: OptionalDate = None


class Attendance(Record):
    """A member who was present, himself or by a substitute; the hours when he came late or left early."""

    member: Code
    substitute: Substitute | None = None
    arrived: OptionalClock = None
    left: OptionalClock = None

    @model_validator(mode="before")
    @classmethod
    def _member_alone(cls, value: Any) -> Any:  # noqa: ANN401  # whatever stands in the list
        return {"member": value} if isinstance(value, str) else value


class Absence(Record):
    """A member who was absent, and whether with excuse."""

    member: Code
    excused: YesNo
    reason: OptionalText = ""


class Guest(Record):
    """Someone who took part without being a member."""

    name: Text
    post: Text
    institution: Text


class OtherInstitution(Record):
    """An institution outside the body that decisions fall to or that is notified of them.

    ``post`` is the addressee's post; ``key`` is the word by which decisions name the institution.
    """

    key: Code
    institution: Text
    post: Text
    person: Person | None = None


class Decision(Record):
    """A decision with its owner and deadline.

    ``owner`` and ``follow_up`` name members of the roster or other institutions of the meeting. Both
    they and ``deadline`` may be read as absent, so that a rule can say what is missing for every
    decision at once. ``approves`` marks the yearly approval of priorities (P-CL02, clause 4-3) and that
    of an action plan (P-CL03).
    """

    number: FromOne
    text: Text
    owner: OptionalCode = None
    follow_up: OptionalCode = None
    deadline: OptionalDate = None
    status: Literal["open", "done", "cancelled"] = "open"
    done_on: OptionalDate = None
    result: OptionalText = ""
    approves: Literal["priorities", "action-plan"] | None = None


class Meeting(Record):
    """A meeting of a body; ``key`` is unique in its office, such as ``1404-1``.

    The dates from ``agenda_proposed`` to ``closed`` say how far the meeting has come; ``status`` says
    whether it was held. ``chair`` and ``secretary`` name who presided and who kept the minutes where it was
    not the holder of that seat. ``sent_to_isipo`` is the date of the copy of the minutes for the organisation.
    """

    key: Code
    body: Code
    project: OptionalCode = None
    number: FromOne
    status: Literal["planned", "held"]
    date: Date
    start: Clock
    end: OptionalClock = None
    place: Text
    chair: OptionalCode = None
    secretary: OptionalCode = None
    agenda: list[Text] = []
    agenda_proposed: OptionalDate = None
    agenda_confirmed: OptionalDate = None
    invited: OptionalDate = None
    present: list[Attendance] = []
    absent: list[Absence] = []
    guests: list[Guest] = []
    others: list[OtherInstitution] = []
    matters: list[Text] = []
    decisions: list[Decision] = []
    next_meeting: OptionalDate = None
    recorded: OptionalDate = None
    notified: OptionalDate = None
    sent_to_isipo: OptionalDate = None
    closed: OptionalDate = None

    @property
    def state(self) -> State:
        """How far the meeting has come: the last state whose date is there."""
        if self.status == "held":
            if self.closed:
                return "closed"
            if self.notified:
                return "notified"
            return "recorded" if self.recorded else "held"
        if self.invited:
            return "invited"
        if self.agenda_confirmed:
            return "agenda-confirmed"
        return "agenda-proposed" if self.agenda_proposed else "planned"

    @property
    def open_decisions(self) -> list[Decision]:
        """Decisions that are neither done nor cancelled."""
        return [decision for decision in self.decisions if decision.status == "open"]

    def overdue_decisions(self, today: JalaliDate) -> list[Decision]:
        """Open decisions whose deadline lies before ``today``."""
        return [d for d in self.open_decisions if d.deadline is not None and d.deadline < today]
