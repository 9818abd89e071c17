"""Bodies: councils and committees with their seats, and who signs what in them (P-CL01 to P-CL03)."""

from __future__ import annotations

from typing import Literal

from generator.model.fields import Code, FromOne, OptionalCode, OptionalText, Text, Whole, YesNo
from generator.model.records import Record

Level = Literal["national", "province", "project"]


class Seat(Record):
    """A seat of a body.

    ``title`` is the official title to the letter; ``post`` and ``institution`` are patterns with
    ``{province}``, ``{capital}`` and ``{cluster}`` that give the title as it stands in a letter.
    A seat that comes from elsewhere than the procedure (``in_procedure: no``) is left out of the
    procedure's own table of members.
    """

    key: Code
    number: FromOne
    title: Text
    role: Text
    rank: Literal["chair", "secretary", "member"] = "member"
    post: Text
    institution: Text
    source: Text
    required: YesNo = True
    many: YesNo = False
    exactly: Whole | None = None
    in_procedure: YesNo = True


class Sender(Record):
    """An office that sends letters: the lines of its letterhead and the key of who signs for it.

    ``signatory`` names a seat of the body or an officer of the roster. ``signature_lines`` stand under
    the signatory's name in place of the post; none means the post alone.
    """

    letterhead: list[Text]
    signatory: Code
    signature_lines: list[Text] = []


class Recipient(Record):
    """Someone outside the body to whom it writes, such as the national organisation.

    ``post`` and ``institution`` are patterns as in Seat. ``body`` and ``seat`` name the seat of another
    body in the same office whose holder the letter goes to; without them it goes to the post.
    """

    post: Text
    institution: Text
    body: OptionalCode = None
    seat: OptionalCode = None


class Act(Record):
    """What a body does through an instrument, which sender does it and to whom.

    ``sender_to_signatory`` sends the letter whose addressee is the usual signatory; without it that
    letter is not made, since nobody writes to himself. ``addressee`` names the seat or the recipient
    that a document made once a meeting or project goes to; documents made for members have theirs.
    """

    sender: Code
    sender_to_signatory: OptionalCode = None
    addressee: OptionalCode = None
    clause: Text


class MeetingRule(Record):
    """How often a body has to meet (P-CL02, clause 4-4 b) and when a meeting may decide."""

    per_year: Whole = 0
    months_apart: Whole = 0
    quorum: Literal["majority", "none"] = "majority"
    clause: OptionalText = ""


class ControlDefaults(Record):
    """Values of the control block (P-CL02, control block) for the documents of a body; patterns as in Seat."""

    keeper: OptionalText = ""
    prepared: OptionalText = ""
    prepared_by: OptionalText = ""
    first_approver: OptionalText = ""
    second_approver: OptionalText = ""
    ratifier: OptionalText = ""


class Body(Record):
    """A council or committee; ``parent`` is the body it works under, as the expert committee does."""

    code: Code
    name: Text
    full_name: Text
    type: Text
    level: Level
    procedure: Code
    procedure_title: Text
    purpose: Text
    formed_under: OptionalText = ""
    duties: list[Text] = []
    parent: OptionalCode = None
    meetings: MeetingRule = MeetingRule()
    senders: dict[str, Sender]
    recipients: dict[str, Recipient] = {}
    acts: dict[str, Act]
    control: ControlDefaults
    seats: list[Seat]

    def seat(self, key: str) -> Seat | None:
        """The seat of that key, or None."""
        return next((seat for seat in self.seats if seat.key == key), None)

    @property
    def secretary_seat(self) -> Seat | None:
        return next((seat for seat in self.seats if seat.rank == "secretary"), None)

    @property
    def chair_seat(self) -> Seat | None:
        return next((seat for seat in self.seats if seat.rank == "chair"), None)
