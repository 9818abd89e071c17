"""Controlled procedures as structured text (P-CL02 is the model), with their recorded history."""

from __future__ import annotations

from typing import Literal

from generator.model.body import ControlDefaults
from generator.model.fields import Code, OptionalPartialDate, OptionalText, Text, Whole
from generator.model.records import Record


class RecordedRevision(Record):
    """A row of «جدول شرح تغییرات» as it stands in the printed document."""

    number: Whole
    date: OptionalPartialDate = None
    pages: OptionalText = ""
    description: OptionalText = ""
    origin: Text


class Note(Record):
    """A note (تبصره) under a clause."""

    number: Whole
    text: Text


class Item(Record):
    """A lettered or numbered item of a clause; ``label`` as printed, such as «الف»."""

    label: Text
    text: Text


class Clause(Record):
    """A numbered clause; ``seats`` names the body whose member table stands in it."""

    number: Text
    title: OptionalText = ""
    text: OptionalText = ""
    items: list[Item] = []
    seats: Code | None = None
    closing: list[Text] = []
    notes: list[Note] = []


class Section(Record):
    """A section of the procedure; ``content`` says what else it prints beside its own text."""

    number: Text
    title: Text
    paragraphs: list[Text] = []
    clauses: list[Clause] = []
    content: Literal["text", "distribution"] = "text"


class Holder(Record):
    """A holder of controlled copies (توزیع نسخ); ``each`` province makes one copy a province."""

    name: Text
    each: Literal["one", "province"] = "one"
    copy_name: OptionalText = ""


class Procedure(Record):
    """A controlled procedure (دستورالعمل)."""

    number: Code
    type: Text
    title: Text
    owner_lines: list[Text]
    control: ControlDefaults
    revisions: list[RecordedRevision] = []
    sections: list[Section]
    distribution: list[Holder]
