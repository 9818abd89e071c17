"""Values of the command line that a meeting is described with: days, hours, texts and who was there."""

from __future__ import annotations

from typing import Any, NoReturn

import click
from pydantic import ValidationError

from generator.model.meeting import Absence, Substitute
from generator.model.roster import Person
from generator.persian.dates import ClockTime, ImpossibleDate, ImpossibleTime, JalaliDate, MalformedDate
from generator.persian.text import describe_character, forbidden_characters, normalise
from generator.problems import DabirError, Location, Problem

SUBSTITUTE_FORM = "KEY=جناب آقای|نام|نام خانوادگی|سمت|شماره|تاریخ"
_GENDERS = {"جناب آقای": "آقا", "آقای": "آقا", "آقا": "آقا", "سرکار خانم": "خانم", "خانم": "خانم"}


class _Value(click.ParamType[Any]):
    """A value whose faults are problems of the message table, at the place of its option."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401  # click's own
        del ctx
        if not isinstance(value, str):
            return value
        place = Location((param.opts[0] if param.param_type_name == "option" else param.name or "") if param else "")
        for found in forbidden_characters(value):
            code = "Y107" if found.kind == "bidi" else "Y106"
            raise DabirError(Problem(code, place, {"character": describe_character(found.character)}))
        if not value.strip():
            raise DabirError(Problem("M209", place, {"key": place.path}))
        return self.read(value.strip(), place)

    def read(self, text: str, place: Location) -> Any:  # noqa: ANN401  # each kind of value has its type
        raise NotImplementedError


class PersianText(_Value):
    """A text of a record, in official spelling."""

    name = "TEXT"

    def read(self, text: str, place: Location) -> str:
        del place
        return normalise(text)


class Day(_Value):
    """A Jalali day: 1405/02/10."""

    name = "DATE"

    def read(self, text: str, place: Location) -> JalaliDate:
        try:
            return JalaliDate.parse(text)
        except ImpossibleDate as fault:
            args = {"value": text, "reason_fa": fault.reason_fa, "reason_en": fault.reason_en}
            raise DabirError(Problem("M204", place, args)) from None
        except MalformedDate:
            raise DabirError(Problem("M205", place, {"value": text})) from None


class Hour(_Value):
    """An hour of the day: 09:30."""

    name = "HH:MM"

    def read(self, text: str, place: Location) -> ClockTime:
        try:
            return ClockTime.parse(text)
        except ImpossibleTime:
            raise DabirError(Problem("M206", place, {"value": text})) from None


class Keys(_Value):
    """Keys of members with commas between them."""

    name = "KEY[,KEY…]"

    def read(self, text: str, place: Location) -> tuple[str, ...]:
        del place
        return tuple(key.strip() for key in text.replace("،", ",").split(",") if key.strip())


class HourOf(_Value):
    """A member's key and an hour: bank=10:15."""

    name = "KEY=HH:MM"

    def read(self, text: str, place: Location) -> tuple[str, ClockTime]:
        key, found, hour = text.partition("=")
        if not found or not key.strip():
            _malformed(text, self.name, place)
        return key.strip(), Hour().read(hour.strip(), place)


class AbsenceOf(_Value):
    """A member's key and, after a colon, why he was absent."""

    name = "KEY[:REASON]"

    def __init__(self, *, excused: bool) -> None:
        self._excused = excused

    def read(self, text: str, place: Location) -> Absence:
        key, _, reason = text.partition(":")
        try:
            return Absence(member=key.strip(), excused=self._excused, reason=reason)
        except ValidationError:
            _malformed(text, self.name, place)


class SubstituteOf(_Value):
    """A member's key and who came in his place with which letter of introduction (معرفی‌نامه)."""

    name = "KEY=…|…|…|…|…|…"

    def read(self, text: str, place: Location) -> tuple[str, Substitute]:
        key, _, rest = text.partition("=")
        parts = [normalise(part) for part in rest.split("|")]
        if not key.strip() or len(parts) != SUBSTITUTE_FORM.count("|") + 1 or not all(parts[:4]):
            _malformed(text, SUBSTITUTE_FORM, place)
        address, first_name, last_name, post, number, date = parts
        salutation = next((words for words in _GENDERS if address == words or address.startswith(f"{words} ")), None)
        if salutation is None:
            _malformed(text, SUBSTITUTE_FORM, place)
        letter_date = Day().read(date, place) if date else None
        names = {"title": address.removeprefix(salutation), "first_name": first_name, "last_name": last_name}
        try:
            person = Person.model_validate({"gender": _GENDERS[salutation], **names})
            return key.strip(), Substitute(person=person, post=post, letter_number=number, letter_date=letter_date)
        except ValidationError:
            _malformed(text, SUBSTITUTE_FORM, place)


def _malformed(text: str, form: str, place: Location) -> NoReturn:
    raise DabirError(Problem("G809", place, {"value": text, "form": form}))
