"""Meetings and what they decide (P-CL02, clause 4-4)."""

from __future__ import annotations

from typing import Literal

from generator.model.fields import (
    Clock,
    Code,
    Date,
    OptionalClock,
    OptionalCode,
    OptionalDate,
    OptionalText,
    Text,
    Whole,
    YesNo,
)
from generator.model.records import Record


class Absence(Record):
    """A member who was absent, and whether with excuse."""

    member: Code
    excused: YesNo
    reason: OptionalText = ""


class Decision(Record):
    """A decision with its owner and deadline.

    ``owner`` and ``follow_up`` name members of the roster. Both they and ``deadline`` may be read as
    absent, so that a rule can say what is missing for every decision at once.
    """

    number: Whole
    text: Text
    owner: OptionalCode = None
    follow_up: OptionalCode = None
    deadline: OptionalDate = None


class Meeting(Record):
    """A meeting of a body; ``key`` is unique in its office, such as ``1404-1``."""

    key: Code
    body: Code
    project: OptionalCode = None
    number: Whole
    status: Literal["planned", "held"]
    date: Date
    start: Clock
    end: OptionalClock = None
    place: Text
    agenda: list[Text] = []
    present: list[Code] = []
    absent: list[Absence] = []
    matters: list[Text] = []
    decisions: list[Decision] = []
    next_meeting: OptionalDate = None
