"""Persian text, dates, numerals and collation: rules of the language, without any rule of the house."""

from __future__ import annotations

from generator.persian.collation import collation_key
from generator.persian.dates import ClockTime, ImpossibleDate, ImpossibleTime, JalaliDate, MalformedDate, PartialDate
from generator.persian.numerals import (
    abjad,
    grouped,
    in_words,
    ordinal,
    parse_whole_number,
    to_ascii_digits,
    to_persian_digits,
)
from generator.persian.text import (
    ForbiddenCharacter,
    Suggestion,
    describe_character,
    forbidden_characters,
    normalise,
    suggestions,
)

__all__ = [
    "ClockTime",
    "ForbiddenCharacter",
    "ImpossibleDate",
    "ImpossibleTime",
    "JalaliDate",
    "MalformedDate",
    "PartialDate",
    "Suggestion",
    "abjad",
    "collation_key",
    "describe_character",
    "forbidden_characters",
    "grouped",
    "in_words",
    "normalise",
    "ordinal",
    "parse_whole_number",
    "suggestions",
    "to_ascii_digits",
    "to_persian_digits",
]
