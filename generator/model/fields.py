"""The kinds of value a record may hold: every scalar arrives as text and is converted here.

A converter raises a :class:`pydantic_core.PydanticCustomError` whose type is a code of the message table
and whose context holds the arguments of its texts. Values that already have their type pass unchanged, so
that a program can build records without going through text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import PlainSerializer, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from generator.persian.dates import ClockTime, ImpossibleDate, ImpossibleTime, JalaliDate, MalformedDate, PartialDate
from generator.persian.numerals import grouped, parse_whole_number
from generator.persian.text import normalise

TEXT_LIMIT = 5000
"""Longest text of one value, in characters."""

LARGEST_NUMBER = 1_000_000
"""Largest whole number of a record; all of them count something."""

NormalisationListener = Callable[[str, str], None]
"""Called with the text as written and as normalised whenever the two differ; given as pydantic's context."""

T = TypeVar("T")


def value_fault(code: str, **args: str) -> PydanticCustomError:
    """The error a converter raises: ``code`` and arguments of the message table."""
    return PydanticCustomError(code, code, args)


_TYPE_NAMES: dict[type, tuple[str, str]] = {
    str: ("متن", "text"),
    dict: ("مجموعه‌ای از کلید و مقدار", "a mapping"),
    list: ("فهرست", "a list"),
}


def wrong_type(expected: type, found: object) -> PydanticCustomError:
    """The fault «expected a list, found text» for a value of the wrong shape."""
    kind = next((t for t in _TYPE_NAMES if isinstance(found, t)), str)
    expected_fa, expected_en = _TYPE_NAMES[expected]
    found_fa, found_en = _TYPE_NAMES[kind]
    return value_fault("M203", expected_fa=expected_fa, expected_en=expected_en, found_fa=found_fa, found_en=found_en)


def _scalar(value: object) -> str:
    if not isinstance(value, str):
        raise wrong_type(str, value)
    return value.strip()


def _text(value: object, info: ValidationInfo) -> str:
    written = _scalar(value)
    text = normalise(written)
    if len(text) > TEXT_LIMIT:
        raise value_fault("M213", length=str(len(text)), limit=str(TEXT_LIMIT))
    if info.context is not None and text != written:
        # The text itself is passed on, because a text read from a file knows its place.
        info.context(value, text)
    return text


def _required_text(value: object, info: ValidationInfo) -> str:
    text = _text(value, info)
    if not text:
        raise value_fault("M209", key=info.field_name or "")
    return text


def _plain(value: object, info: ValidationInfo) -> str:
    text = _scalar(value)
    if not text:
        raise value_fault("M209", key=info.field_name or "")
    return text


def _code(value: object) -> str:
    text = _scalar(value)
    if not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9_.-]{0,58}[A-Za-z0-9])?", text):
        raise value_fault(
            "M211",
            value=text,
            rule_fa="حرف و رقم لاتین و میان آن‌ها - _ . ، حداکثر ۶۰ نویسه",
            rule_en="Latin letters and digits with - _ . between them, 60 characters at most",
        )
    return text


def _whole(value: object) -> int:
    if isinstance(value, int):
        return value
    text = _scalar(value)
    try:
        number = parse_whole_number(text)
    except ValueError:
        raise value_fault("M207", value=text, reason_fa="عدد صحیح نیست", reason_en="not a whole number") from None
    if number < 0:
        raise value_fault("M207", value=text, reason_fa="منفی است", reason_en="it is negative")
    if number > LARGEST_NUMBER:
        fa, en = f"از {grouped(LARGEST_NUMBER)} بزرگ‌تر است", f"it is over {LARGEST_NUMBER}"
        raise value_fault("M207", value=text, reason_fa=fa, reason_en=en)
    return number


def _from_one(value: object) -> int:
    number = _whole(value)
    if number < 1:
        raise value_fault("M207", value=str(value), reason_fa="از ۱ کوچک‌تر است", reason_en="it is less than 1")
    return number


def _file_name(value: object) -> str:
    text = _scalar(value)
    if not re.fullmatch(r"[^/\\:*?\"<>|.][^/\\:*?\"<>|]{0,150}\.docx", text):
        raise value_fault(
            "M211",
            value=text,
            rule_fa="نام پرونده docx در همان پوشه، بی مسیر",
            rule_en="the name of a docx file in the folder itself, without a path",
        )
    return text


_YES_NO = {"بله": True, "yes": True, "true": True, "خیر": False, "no": False, "false": False}


def _yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = _scalar(value)
    if (answer := _YES_NO.get(text.lower())) is None:
        raise value_fault("M208", value=text)
    return answer


def _date(value: object) -> JalaliDate:
    return value if isinstance(value, JalaliDate) else _dated(JalaliDate.parse, _scalar(value))


def _partial_date(value: object) -> PartialDate:
    return value if isinstance(value, PartialDate) else _dated(PartialDate.parse, _scalar(value))


def _dated(parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except ImpossibleDate as fault:
        raise value_fault("M204", value=text, reason_fa=fault.reason_fa, reason_en=fault.reason_en) from None
    except MalformedDate:
        raise value_fault("M205", value=text) from None


def _clock(value: object) -> ClockTime:
    if isinstance(value, ClockTime):
        return value
    text = _scalar(value)
    try:
        return ClockTime.parse(text)
    except ImpossibleTime:
        raise value_fault("M206", value=text) from None


def _unless_empty(convert: Callable[[object], T]) -> Callable[[object], T | None]:
    def converted(value: object) -> T | None:
        return None if value is None or value == "" else convert(value)

    return converted


def _as_text(value: object) -> str | None:
    return None if value is None else str(value)


_IN_JSON: Any = PlainSerializer(_as_text, when_used="json")

Text = Annotated[str, PlainValidator(_required_text)]
"""Persian text that must not be empty, normalised."""
OptionalText = Annotated[str, PlainValidator(_text)]
"""Persian text, normalised; may be empty."""
Plain = Annotated[str, PlainValidator(_plain)]
"""Text for the program's own use (names, file names, patterns), kept as typed."""
Code = Annotated[str, PlainValidator(_code)]
"""A key or number in Latin letters, kept as typed."""
OptionalCode = Annotated[str | None, PlainValidator(_unless_empty(_code))]
Whole = Annotated[int, PlainValidator(_whole)]
"""A whole number, 0 or more."""
FromOne = Annotated[int, PlainValidator(_from_one)]
"""A whole number that counts from 1."""
FileName = Annotated[str, PlainValidator(_file_name)]
"""The name of a docx file, without a path."""
YesNo = Annotated[bool, PlainValidator(_yes_no)]
Date = Annotated[JalaliDate, PlainValidator(_date), _IN_JSON]
OptionalDate = Annotated[JalaliDate | None, PlainValidator(_unless_empty(_date)), _IN_JSON]
OptionalPartialDate = Annotated[PartialDate | None, PlainValidator(_unless_empty(_partial_date)), _IN_JSON]
"""A date of which the day, or the day and the month, may be unknown."""
OptionalClock = Annotated[ClockTime | None, PlainValidator(_unless_empty(_clock)), _IN_JSON]
Clock = Annotated[ClockTime, PlainValidator(_clock), _IN_JSON]
