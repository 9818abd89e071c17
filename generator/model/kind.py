"""Kinds: the catalogue of instruments, as data."""

from __future__ import annotations

from typing import Literal

from generator.model.body import ControlDefaults
from generator.model.fields import Code, FileName, OptionalCode, OptionalText, Plain, Text, Whole, YesNo
from generator.model.records import Record

Per = Literal[
    "seat", "meeting", "meeting-member", "meeting-recipient", "meeting-substitute", "project", "procedure", "country"
]
"""What one document stands for.

``meeting-recipient`` is each member and each other institution that a meeting's decisions are notified to,
``meeting-substitute`` each substitute at a meeting, ``country`` the whole workspace.
"""


class Kind(Record):
    """A sort of instrument: how many documents it makes, how they are numbered and titled, what must show.

    ``per`` says what one document stands for. ``act`` names the act of the body that sends it and so its
    letterhead, signatory and clause; procedures have none. ``seats`` and ``bodies`` narrow the kind to
    these. ``number`` is the pattern of the document number, ``title`` the kind's name, ``subject`` the
    pattern of «موضوع» or of the document's title. ``must_show`` lists names whose values a proof finds in
    each document, ``rows`` maps a table's heading text to the list whose length its rows must equal.
    """

    key: Code
    code: Code
    title: Text
    template: FileName
    per: Per
    act: OptionalCode = None
    seats: list[Code] = []
    bodies: list[Code] = []
    needs_held_meeting: YesNo = False
    number: Plain
    subject: Text
    attachment: OptionalText = ""
    copies: list[Text] = []
    control: ControlDefaults = ControlDefaults()
    revision_rows: Whole = 4
    must_show: list[Plain] = []
    rows: dict[str, Plain] = {}
