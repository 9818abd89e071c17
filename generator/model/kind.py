"""Kinds: the catalogue of instruments, as data."""

from __future__ import annotations

from typing import Literal

from generator.model.body import ControlDefaults
from generator.model.fields import Code, OptionalCode, OptionalText, Plain, Text, Whole, YesNo
from generator.model.records import Record

Per = Literal["seat", "meeting", "meeting-member", "procedure"]
"""What one document of a kind is made for."""


class Kind(Record):
    """A sort of instrument: how many documents it makes, how they are numbered and titled, what must show.

    ``per`` says what one document stands for. ``act`` names the act of the body that sends it and so its
    letterhead, signatory and clause; procedures have none. ``number`` is the pattern of the document
    number, ``title`` the kind's name, ``subject`` the pattern of «موضوع» or of the document's title.
    ``must_show`` lists names whose values a proof finds in each document, ``rows`` maps a table's heading
    text to the list whose length its rows must equal.
    """

    key: Code
    code: Code
    title: Text
    template: Plain
    per: Per
    act: OptionalCode = None
    needs_held_meeting: YesNo = False
    number: Plain
    subject: Text
    attachment: OptionalText = ""
    copies: list[Text] = []
    control: ControlDefaults = ControlDefaults()
    revision_rows: Whole = 4
    must_show: list[Plain] = []
    rows: dict[str, Plain] = {}
