"""Where every meeting stands, what is due next and which decisions are late (P-CL02, clause 4-4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.meetings.cycle import Due, next_due, office_word
from generator.model.composing import text_values
from generator.model.council import Council, Occasion
from generator.model.meeting import Decision, Meeting
from generator.model.parties import institution_of
from generator.model.province import Office
from generator.persian.dates import LAST_YEAR, JalaliDate, days_in_month
from generator.sources.dataset import OfficeData, ReadCouncil

_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one meeting stands; ``due`` is None when nothing is left to do."""

    office: Office
    council: Council
    meeting: Meeting
    due: Due | None
    overdue: Sequence[Decision]

    def owner(self, decision: Decision) -> str:
        """The institution that a decision falls to; its key where no such member or institution is known."""
        member = self.council.by_reference.get(decision.owner or "")
        if member is not None:
            return institution_of(self.council, member, text_values(Occasion(self.office, self.council)))
        others = {other.key: other.institution for other in self.meeting.others}
        return others.get(decision.owner or "", decision.owner or "")


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """A council that has to meet again by a day and has no meeting planned (P-CL02, clause 4-4 b)."""

    office: Office
    council: Council
    by: JalaliDate | None

    @property
    def command(self) -> str:
        """The command that plans it, as it is typed."""
        return f"dabir meeting new {office_word(self.office)} --body {self.council.body.code} --date …"


def standings(offices: Sequence[OfficeData], today: JalaliDate) -> Iterator[Standing]:
    """The meetings of the offices, each office's by their dates, judged on a day."""
    for data in offices:
        for read in sorted(data.meetings, key=lambda read: (read.meeting.date, read.meeting.key)):
            overdue = read.meeting.overdue_decisions(today)
            yield Standing(
                data.office, read.of.council, read.meeting, next_due(read.meeting, read.of.council.body), overdue
            )


def next_meetings(offices: Sequence[OfficeData]) -> Iterator[NextMeeting]:
    """The councils whose rule of meetings asks for one more, with the day by which it falls due.

    The day is the last meeting's, so many months later as the body's rule says; a council that has not met
    yet is due at once.
    """
    for data in offices:
        for of in data.councils:
            rule = of.council.body.meetings
            meetings = _meetings_of(data, of)
            if not rule.per_year or any(meeting.status == "planned" for meeting in meetings):
                continue
            last = max((meeting.date for meeting in meetings), default=None)
            months = rule.months_apart or _MONTHS_A_YEAR // rule.per_year
            yield NextMeeting(data.office, of.council, months_later(last, months) if last else None)


def months_later(date: JalaliDate, months: int) -> JalaliDate:
    """The same day so many months later, or the month's last where it has no such day."""
    years, month = divmod(date.month - 1 + months, _MONTHS_A_YEAR)
    year = min(date.year + years, LAST_YEAR)
    return JalaliDate(year, month + 1, min(date.day, days_in_month(year, month + 1)))


def _meetings_of(data: OfficeData, of: ReadCouncil) -> list[Meeting]:
    return [read.meeting for read in data.meetings if read.of is of]
