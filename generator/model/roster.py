"""People and the seats they hold."""

from __future__ import annotations

from typing import Literal

from generator.model.fields import Code, OptionalCode, OptionalDate, OptionalText, Text, Whole, YesNo
from generator.model.records import Record


class Person(Record):
    """A person as addressed in letters."""

    gender: Literal["آقا", "خانم"]
    title: OptionalText = ""
    first_name: Text
    last_name: Text

    @property
    def name(self) -> str:
        """First and last name, without the academic title, as in a signature."""
        return f"{self.first_name} {self.last_name}"

    @property
    def salutation(self) -> str:
        """«جناب آقای» or «سرکار خانم»."""
        return "جناب آقای" if self.gender == "آقا" else "سرکار خانم"

    @property
    def formal_name(self) -> str:
        """Salutation, academic title and name, as in the address of a letter."""
        return " ".join(part for part in (self.salutation, self.title, self.name) if part)


class Member(Record):
    """Who holds a seat, or that the seat is vacant and why.

    ``key`` names the member in meetings; it is the seat's key unless given. ``post`` and
    ``institution`` replace those of the seat where an office uses other titles. ``decree`` is the date
    on which the member's decree was issued.
    """

    seat: Code
    key: OptionalCode = None
    person: Person | None = None
    vacant: YesNo = False
    reason: OptionalText = ""
    post: OptionalText = ""
    institution: OptionalText = ""
    decree: OptionalDate = None

    @property
    def reference(self) -> str:
        """The key by which meetings name this member."""
        return self.key or self.seat


class Officer(Record):
    """Someone who signs without holding a seat, such as the governor."""

    key: Code
    person: Person
    post: Text
    institution: Text


class Roster(Record):
    """The members of a body in one office; ``province`` is absent at the national level."""

    body: Code
    province: OptionalCode = None
    officers: list[Officer] = []
    members: list[Member]


class SupportingInstitution(Record):
    """An institution that serves the cluster's firms (نهاد پشتیبان)."""

    name: Text


class Share(Record):
    """What one institution pays of an activity, in million rials."""

    institution: Text
    amount: Whole


class Activity(Record):
    """A funded activity of the action plan (سند برنامه عمل); its cost is the sum of the shares."""

    number: Whole
    title: Text
    due: OptionalDate = None
    shares: list[Share] = []

    @property
    def cost(self) -> int:
        """The sum of the shares, in million rials."""
        return sum(share.amount for share in self.shares)


class ActionPlan(Record):
    """The action plan that the steering council approves; the basis on which institutions pay."""

    year: Whole
    approved_on: OptionalDate = None
    activities: list[Activity] = []


class Project(Record):
    """A cluster project with its steering council (P-CL03); ``members`` hold the council's seats.

    ``agency`` is the executing agency (سازمان کارگزار); ``team`` is the CDA team besides the agent, who
    holds the secretary's seat.
    """

    key: Code
    number: Code
    body: Code
    province: Code
    title: Text
    cluster: Text
    agency: OptionalText = ""
    started: OptionalDate = None
    contract_cda: OptionalText = ""
    contract_ta: OptionalText = ""
    officers: list[Officer] = []
    team: list[Officer] = []
    supporting_institutions: list[SupportingInstitution] = []
    action_plan: ActionPlan | None = None
    members: list[Member]
