"""A body as it sits in one office, and what one document stands for."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.body import Body, Seat
from generator.model.meeting import Attendance, Meeting, OtherInstitution
from generator.model.procedure import Procedure
from generator.model.province import Office
from generator.model.roster import Member, Officer, Project, Roster


@dataclass(frozen=True, slots=True)
class Council:
    """A body with its members and officers, in an office or for a project."""

    body: Body
    record: Roster | Project

    @property
    def members(self) -> list[Member]:
        return self.record.members

    @property
    def officers(self) -> list[Officer]:
        return self.record.officers

    @property
    def project(self) -> Project | None:
        return self.record if isinstance(self.record, Project) else None

    @property
    def by_reference(self) -> dict[str, Member]:
        """The members by the key that meetings name them with."""
        return {member.reference: member for member in self.members}

    @property
    def seated(self) -> list[tuple[Seat, Member]]:
        """Seats that are held, with their holders, in the order of the seats."""
        return [
            (seat, member)
            for seat in self.body.seats
            for member in self.members
            if member.seat == seat.key and member.person is not None and not member.vacant
        ]

    def holder(self, seat: Seat | None) -> Member | None:
        """The first holder of a seat, or None."""
        return next((member for held, member in self.seated if held is seat), None)

    def seat_code(self, member: Member) -> str:
        """The part of a document number that names a member: ``03``, or ``03-2`` for a second holder."""
        holders = [held for seat, held in self.seated if seat.key == member.seat]
        seat = self.body.seat(member.seat)
        number = f"{seat.number:02}" if seat else member.seat
        position = holders.index(member)
        return number if position == 0 else f"{number}-{position + 1}"


@dataclass(frozen=True, slots=True)
class Occasion:
    """What one document stands for: an office and, as the kind needs, a council, member, meeting or procedure.

    ``other`` is an institution outside the body that a meeting's decisions are notified to, ``attendance``
    that of a substitute; ``earlier`` are the council's earlier meetings in their order, and ``siblings`` the
    other councils of the office, in which recipients may be found.
    """

    office: Office
    council: Council | None = None
    member: Member | None = None
    meeting: Meeting | None = None
    procedure: Procedure | None = None
    other: OtherInstitution | None = None
    attendance: Attendance | None = None
    earlier: tuple[Meeting, ...] = ()
    siblings: tuple[Council, ...] = ()
