"""Sample values for every name that a kind offers, made from the types and descriptions of the names themselves.

A name that is added to :mod:`generator.model.instrument` has a sample without anything being written here. Where a
description lists what a value may be («نقش: رئیس، دبیر یا عضو»), the elements of a list take them in turn, so that
every branch of a template is printed.
"""

from __future__ import annotations

import re
import types
import typing
from dataclasses import fields, replace
from typing import Any

from generator.model.control import CONTROL_LABELS
from generator.model.instrument import OFFERED, Instrument, element_of, is_group
from generator.ooxml.rtl import LATIN_NAMES
from generator.persian.dates import ClockTime, JalaliDate, PartialDate
from generator.persian.numerals import to_persian_digits

if typing.TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.kind import Per

FEWEST = 3
"""Elements of a sample list, unless its elements come in more sorts."""

_LONG_NAME = "سیده فاطمه‌زهرا حسینی‌نژاد طباطبایی‌پور اصفهانی"
_NAMES = ("مریم کریمی", _LONG_NAME, "علی رضایی")
_PERSON = re.compile("نام و نام خانوادگی|نام (?:امضاکننده|رئیس جلسه|دبیر جلسه|جانشین)")
_LONG = " بلند که در چند سطر شکسته می‌شود تا پهنای ستون‌ها و فاصله سطرها دیده شود"
_QUOTED = re.compile("(?:^|مانند |یا |: )«([^»]+)»")
_LATIN_EXAMPLE = re.compile(r"مانند ([A-Za-z0-9][A-Za-z0-9-]*)")
_LISTED = re.compile("(?:^(?=[a-z])|: )((?:[^،؛:«»]+، )*[^،؛:«»]+ یا [^،؛:«»]+)$")
_OFFICIAL = {"document.control.label": CONTROL_LABELS}
_OFF = {"sending_copy"}
_CODE, _DOCUMENT_CODE = "P-CL02", "P-CL02-07-SMP-01"
_DATE, _CLOCK = JalaliDate(1404, 6, 15), ClockTime(10, 30)
_YEAR = 1404
_BY_DESCRIPTION: tuple[tuple[tuple[str, ...], Callable[[int], str]], ...] = (
    (("خطاب",), lambda _: f"سرکار خانم دکتر {_LONG_NAME}"),
    (("سمت با",), lambda _: "رئیس محترم دستگاه نمونه استان"),
    (("تاریخ",), lambda place: str(_DATE.plus_days(place))),
    (("شماره", "کد"), lambda place: to_persian_digits(place + 1)),
)


def sample_instrument(per: Per, kind_title: str = "") -> Instrument:
    """An instrument of a kind with a sample for each name that such kinds offer; the same each time.

    >>> sample_instrument("seat", "حکم عضویت").addressee.role
    'عضو'
    """
    hints = typing.get_type_hints(Instrument)
    described = {f.name: str(f.metadata["description"]) for f in fields(Instrument)}
    made = Instrument(**{name: _sample(hints[name], name, described[name], None) for name in OFFERED[per]})
    return replace(made, document=replace(made.document, kind=kind_title)) if kind_title else made


def _sample(annotation: Any, path: str, description: str, index: int | None) -> Any:  # noqa: ANN401
    """A value of a type; ``index`` is the place in the nearest list, or None outside lists."""
    element = element_of(annotation)
    if element is not None:
        sorts = max(FEWEST, *_sorts(element, path, description))
        return [_sample(element, path, description, place) for place in range(sorts)]
    plain = _without_none(annotation)
    if is_group(plain):
        hints = typing.get_type_hints(plain)
        return plain(
            **{
                f.name: _sample(hints[f.name], f"{path}.{f.name}", str(f.metadata["description"]), index)
                for f in fields(plain)
            }
        )
    return _scalar(plain, path, description, index)


def _sorts(element: Any, path: str, description: str) -> list[int]:  # noqa: ANN401
    """How many different values each field of a list's elements may have, as far as descriptions list them."""
    plain = _without_none(element)
    if not is_group(plain):
        return [len(_choices(path, description)), 0]
    return [0, *(len(_choices(f"{path}.{f.name}", str(f.metadata["description"]))) for f in fields(plain))]


def _without_none(annotation: Any) -> Any:  # noqa: ANN401
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        return next(part for part in typing.get_args(annotation) if part is not type(None))
    return annotation


def _scalar(plain: Any, path: str, description: str, index: int | None) -> object:  # noqa: ANN401
    place = index or 0
    if plain is bool:
        return path not in _OFF if index is None else place % 2 == 0
    if plain is int:
        return _YEAR if description.startswith("سال") else (place + 1) * (1250 if "ریال" in description else 1)
    if plain is JalaliDate:
        return _DATE.plus_days(place)
    if plain is PartialDate:
        return PartialDate(_DATE.year, _DATE.month)
    if plain is ClockTime:
        return _CLOCK
    if plain is str:
        return _text(path, description, index)
    raise TypeError(f"no sample for {path}: {plain}")


def _choices(path: str, description: str) -> tuple[str, ...]:
    """What a value may be, where its description says so."""
    if path in _OFFICIAL:
        return _OFFICIAL[path]
    if quoted := _QUOTED.findall(description):
        return tuple(quoted)
    if listed := _LISTED.search(description):
        return tuple(re.split("، | یا ", listed[1]))
    return tuple(_LATIN_EXAMPLE.findall(description))


def _text(path: str, description: str, index: int | None) -> str:
    place = index or 0
    if path in LATIN_NAMES:
        return _DOCUMENT_CODE if path == "document.number" else _CODE
    if choices := _choices(path, description):
        # Outside lists the last one: «سرکار خانم», «عضو».
        return choices[-1 if index is None else place % len(choices)]
    if _PERSON.match(description):
        return _LONG_NAME if index is None else _NAMES[place % len(_NAMES)]
    for beginnings, sample in _BY_DESCRIPTION:
        if description.startswith(beginnings):
            return sample(place)
    phrase = re.split("[،؛:]", description)[0].replace("«", "").replace("»", "").strip()
    return f"{phrase} (نمونه)" if place % FEWEST != 1 else f"{phrase} (نمونه{_LONG})"
