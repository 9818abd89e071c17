"""Dates of the Jalali calendar, whole and partial, and clock times, as official letters write them.

Only the years 1300 to 1500 exist here: the conversion is proved for them, and no instrument is dated outside.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Final

import jdatetime

from generator.persian.numerals import to_ascii_digits, to_persian_digits

MONTHS: Final = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
# In the order of datetime.date.weekday().
WEEKDAYS: Final = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")
FIRST_YEAR: Final = 1300
LAST_YEAR: Final = 1500

# The Gregorian year, month and day of the first and last day of these years.
_FIRST_DAY = (1921, 3, 21)
_LAST_DAY = (2122, 3, 20)

_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, start=1)}
_LONG_MONTHS = 6  # The first six months have 31 days, the others 30, اسفند 29 or 30.
_ESFAND = 12
_ENDS_JOINED = ("ن", "ت", "ی")  # Month names whose last letter would join to «ماه».

_NUMERIC = re.compile(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_MONTH = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})")
_YEAR = re.compile(r"[0-9]{4}")
_NAME = "(" + "|".join(MONTHS) + r")(?P<suffix>[ \u200c]*ماه)?"
_LONG = re.compile(rf"(?:(?P<weekday>[^0-9]+?)،? +)?([0-9]{{1,2}}) +{_NAME} +([0-9]{{4}})")
_NAMED_MONTH = re.compile(rf"{_NAME} +([0-9]{{4}})")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_LETTER_SHAPES = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "\u00a0": " ", "\u200e": "", "\u200f": ""})


class MalformedDate(ValueError):  # noqa: N818  # the name says what is wrong
    """Text that is not written as a date."""


class ImpossibleDate(ValueError):  # noqa: N818  # the name says what is wrong
    """A date that the calendar does not have; ``reason_fa`` and ``reason_en`` say why."""

    def __init__(self, reason_fa: str, reason_en: str) -> None:
        super().__init__(reason_en)
        self.reason_fa = reason_fa
        self.reason_en = reason_en


class ImpossibleTime(ValueError):  # noqa: N818  # the name says what is wrong
    """Text that is not a clock time, or an hour or minute that no clock shows; the reasons say which."""

    def __init__(self, reason_fa: str, reason_en: str) -> None:
        super().__init__(reason_en)
        self.reason_fa = reason_fa
        self.reason_en = reason_en


def is_leap(year: int) -> bool:
    """Whether اسفند of the year has 30 days. Raises ImpossibleDate outside 1300..1500."""
    _check_year(year)
    return bool(jdatetime.date(year, 1, 1).isleap())


def days_in_month(year: int, month: int) -> int:
    """29, 30 or 31. Raises ImpossibleDate for a year outside 1300..1500 or a month outside 1..12."""
    _check_year(year)
    _check_month(month)
    if month <= _LONG_MONTHS:
        return 31
    return 29 if month == _ESFAND and not is_leap(year) else 30


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        shown = to_persian_digits(year)
        raise ImpossibleDate(
            f"سال {shown} بیرون از بازه ۱۳۰۰ تا ۱۵۰۰ است", f"year {year} is outside {FIRST_YEAR} to {LAST_YEAR}"
        )


def _check_month(month: int) -> None:
    if not 1 <= month <= len(MONTHS):
        raise ImpossibleDate(f"ماه {to_persian_digits(month)} وجود ندارد", f"there is no month {month}")


def _check_day(year: int, month: int, day: int) -> None:
    length = days_in_month(year, month)
    if 1 <= day <= length:
        return
    name, shown = MONTHS[month - 1], to_persian_digits(day)
    if (month, day) == (_ESFAND, 30):
        year_shown = to_persian_digits(year)
        raise ImpossibleDate(
            f"سال {year_shown} کبیسه نیست و اسفند آن ۲۹ روز دارد",
            f"{year} is not a leap year, so its month 12 has 29 days",
        )
    if day == 0:
        raise ImpossibleDate("روز صفر وجود ندارد", "there is no day 0")
    raise ImpossibleDate(
        f"ماه {name} {to_persian_digits(length)} روز دارد و روز {shown} ندارد",
        f"month {month} has {length} days, so there is no day {day}",
    )


def _plain(text: str) -> str:
    """ASCII digits, Persian letters, no directional marks, single spaces: what the patterns here expect."""
    return " ".join(to_ascii_digits(text.translate(_LETTER_SHAPES)).split())


@dataclass(frozen=True, order=True, slots=True)
class JalaliDate:
    """A day of the Jalali calendar. Raises ImpossibleDate when the calendar has no such day."""

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        _check_day(self.year, self.month, self.day)

    @classmethod
    def parse(cls, text: str) -> JalaliDate:
        """The day written as ``1404/06/15`` (also with ``-`` or ``.``) or ``۱۵ شهریور ۱۴۰۴``, in any digits.

        A weekday may stand before the day. Raises MalformedDate when the text is no such date, and
        ImpossibleDate when the calendar has no such day or its weekday is another.
        """
        plain = _plain(text)
        if numeric := _NUMERIC.fullmatch(plain):
            return cls(int(numeric[1]), int(numeric[3]), int(numeric[4]))
        if (long := _LONG.fullmatch(plain)) is None:
            raise MalformedDate(f"not a date: {text!r}")
        date = cls(int(long[5]), _MONTH_NUMBERS[long[3]], int(long[2]))
        if long["weekday"] is not None:
            date._check_weekday(long["weekday"], text)
        return date

    def _check_weekday(self, written: str, text: str) -> None:
        letters = re.sub(r"[ \u200c]", "", written)
        if letters == self.weekday.replace("\u200c", ""):
            return
        if letters not in {name.replace("\u200c", "") for name in WEEKDAYS}:
            raise MalformedDate(f"not a date: {text!r}")
        raise ImpossibleDate(f"{self.long} {self.weekday} است، نه {written}", f"{self.iso} falls on another weekday")

    @classmethod
    def from_gregorian(cls, date: dt.date) -> JalaliDate:
        """The same day. Raises ImpossibleDate outside the years 1300..1500."""
        if not _FIRST_DAY <= (date.year, date.month, date.day) <= _LAST_DAY:
            raise ImpossibleDate(
                f"روز {to_persian_digits(date.isoformat())} میلادی بیرون از بازه ۱۳۰۰ تا ۱۵۰۰ است",
                f"{date.isoformat()} is outside the Jalali years {FIRST_YEAR} to {LAST_YEAR}",
            )
        jalali = jdatetime.date.fromgregorian(year=date.year, month=date.month, day=date.day)
        return cls(jalali.year, jalali.month, jalali.day)

    def to_gregorian(self) -> dt.date:
        """The same day in the Gregorian calendar."""
        gregorian = jdatetime.date(self.year, self.month, self.day).togregorian()
        return dt.date(gregorian.year, gregorian.month, gregorian.day)

    def plus_days(self, days: int) -> JalaliDate:
        """The day so many days later, or earlier when negative. Raises ImpossibleDate outside 1300..1500."""
        try:
            moved = self.to_gregorian() + dt.timedelta(days=days)
            return JalaliDate.from_gregorian(moved)
        except (OverflowError, ImpossibleDate):
            raise ImpossibleDate(
                f"{to_persian_digits(days)} روز پس از {self} بیرون از بازه ۱۳۰۰ تا ۱۵۰۰ است",
                f"{days} days after {self.iso} is outside {FIRST_YEAR} to {LAST_YEAR}",
            ) from None

    def days_until(self, other: JalaliDate) -> int:
        """Days from this day to the other: negative when the other is earlier."""
        return (other.to_gregorian() - self.to_gregorian()).days

    @property
    def numeric(self) -> str:
        """``۱۴۰۴/۰۶/۱۵``"""
        return to_persian_digits(f"{self.year}/{self.month:02}/{self.day:02}")

    @property
    def long(self) -> str:
        """``۱۵ شهریور ۱۴۰۴``"""
        return to_persian_digits(f"{self.day} {self.month_name} {self.year}")

    @property
    def full(self) -> str:
        """``شنبه ۱۵ شهریور ۱۴۰۴``"""
        return f"{self.weekday} {self.long}"

    @property
    def iso(self) -> str:
        """``1404-06-15``, in ASCII digits and the Jalali calendar."""
        return f"{self.year}-{self.month:02}-{self.day:02}"

    @property
    def weekday(self) -> str:
        """The name of the weekday: شنبه، یکشنبه، … جمعه."""
        return WEEKDAYS[self.to_gregorian().weekday()]

    @property
    def month_name(self) -> str:
        """The name of the month: فروردین، … اسفند."""
        return MONTHS[self.month - 1]

    def __str__(self) -> str:
        return self.numeric


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the day, or the day and the month, may be unknown.

    ``month_suffix`` keeps that the month was written with «ماه»; it counts neither for equality nor for order.
    Ordered by year, month and day, an unknown one before all known. Raises ImpossibleDate.
    """

    year: int
    month: int | None = None
    day: int | None = None
    month_suffix: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        _check_year(self.year)
        if self.month is None:
            if self.day is not None:
                raise ImpossibleDate("روز بدون ماه آمده است", "a day without a month")
            return
        _check_month(self.month)
        if self.day is not None:
            _check_day(self.year, self.month, self.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date written as ``۱۳۹۱``, ``1391/05``, ``مرداد ۱۳۹۱``, ``فروردین‌ماه ۱۳۹۱`` or as a whole date.

        Raises MalformedDate or ImpossibleDate.
        """
        plain = _plain(text)
        if _YEAR.fullmatch(plain):
            return cls(int(plain))
        if numbers := _YEAR_MONTH.fullmatch(plain):
            return cls(int(numbers[1]), int(numbers[2]))
        if named := _NAMED_MONTH.fullmatch(plain):
            return cls(int(named[3]), _MONTH_NUMBERS[named[1]], month_suffix=named["suffix"] is not None)
        whole = JalaliDate.parse(text)
        return cls(whole.year, whole.month, whole.day)

    def __str__(self) -> str:
        """``۱۳۹۱``, ``مرداد ۱۳۹۱``, ``فروردین‌ماه ۱۳۹۱`` or ``۱۳۹۱/۰۵/۱۲``."""
        if self.month is None:
            return to_persian_digits(self.year)
        if self.day is not None:
            return to_persian_digits(f"{self.year}/{self.month:02}/{self.day:02}")
        name = MONTHS[self.month - 1]
        if self.month_suffix:
            name += ("\u200c" if name.endswith(_ENDS_JOINED) else "") + "ماه"
        return f"{name} {to_persian_digits(self.year)}"

    def _place(self) -> tuple[int, int, int]:
        return self.year, self.month or 0, self.day or 0

    def __lt__(self, other: PartialDate) -> bool:
        return self._place() < other._place()

    def __le__(self, other: PartialDate) -> bool:
        return self._place() <= other._place()

    def __gt__(self, other: PartialDate) -> bool:
        return self._place() > other._place()

    def __ge__(self, other: PartialDate) -> bool:
        return self._place() >= other._place()


@dataclass(frozen=True, order=True, slots=True)
class ClockTime:
    """A time of day to the minute, 00:00 to 23:59. Raises ImpossibleTime."""

    hour: int
    minute: int

    def __post_init__(self) -> None:
        if not 0 <= self.hour <= 23:  # noqa: PLR2004  # the hours of a day
            raise ImpossibleTime(f"ساعت {to_persian_digits(self.hour)} وجود ندارد", f"there is no hour {self.hour}")
        if not 0 <= self.minute <= 59:  # noqa: PLR2004  # the minutes of an hour
            raise ImpossibleTime(
                f"دقیقه {to_persian_digits(self.minute)} وجود ندارد", f"there is no minute {self.minute}"
            )

    @classmethod
    def parse(cls, text: str) -> ClockTime:
        """The time written as ``9:30`` or ``09:30``, in any digits; the minutes are required."""
        match = _CLOCK.fullmatch(_plain(text))
        if match is None:
            raise ImpossibleTime("ساعت به شکل ۰۹:۳۰ نوشته نشده است", f"not written as 09:30: {text!r}")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        """``۰۹:۳۰``"""
        return to_persian_digits(f"{self.hour:02}:{self.minute:02}")
