"""Digits, number words, ordinals and list letters."""

from __future__ import annotations

import re

PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
ARABIC_INDIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
THOUSANDS_SEPARATOR = "\u066c"
LARGEST_IN_WORDS = 10**15
MOST_DIGITS = 18

_TO_PERSIAN = str.maketrans("0123456789" + ARABIC_INDIC_DIGITS, PERSIAN_DIGITS * 2)
_TO_ASCII = str.maketrans(PERSIAN_DIGITS + ARABIC_INDIC_DIGITS, "0123456789" * 2)
_WHOLE_NUMBER = re.compile(r"([+\-\u2212]?)([0-9]+)")

_BELOW_TWENTY = [
    "صفر",
    "یک",
    "دو",
    "سه",
    "چهار",
    "پنج",
    "شش",
    "هفت",
    "هشت",
    "نه",
    "ده",
    "یازده",
    "دوازده",
    "سیزده",
    "چهارده",
    "پانزده",
    "شانزده",
    "هفده",
    "هجده",
    "نوزده",
]
_TENS = ["بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"]
_HUNDREDS = ["یکصد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد"]
_AND = " و "

_ABJAD = "ابجدهوزحطیکلمنسعفصقرشتثخذضظغ"


def to_persian_digits(value: str | int) -> str:
    """The text with every ASCII and Arabic-Indic digit as its Persian digit; nothing else changes."""
    return str(value).translate(_TO_PERSIAN)


def to_ascii_digits(text: str) -> str:
    """The text with every Persian and Arabic-Indic digit as its ASCII digit; nothing else changes."""
    return text.translate(_TO_ASCII)


def parse_whole_number(text: str) -> int:
    """The whole number written in Persian, Arabic-Indic or ASCII digits.

    A leading sign and surrounding space are allowed. Raises ValueError for anything else, thousands
    separators included, and for more than 18 digits.
    """
    match = _WHOLE_NUMBER.fullmatch(to_ascii_digits(text.strip()))
    if match is None:
        raise ValueError(f"not a whole number: {text!r}")
    sign, digits = match.groups()
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"more than {MOST_DIGITS} digits: {text[:40]!r}")
    return int(digits) if sign in ("", "+") else -int(digits)


def grouped(number: int) -> str:
    """The number in Persian digits with U+066C between thousands: ``۱٬۲۳۴٬۵۶۷``."""
    return to_persian_digits(f"{number:,}".replace(",", THOUSANDS_SEPARATOR))


def in_words(number: int) -> str:
    """The number in the words of official letters: یکصد، یکهزار، یکهزار میلیارد.

    Numbers from 10¹² on are counted in میلیارد, as the budget laws do. Raises ValueError beyond ±10¹⁵.
    """
    if abs(number) > LARGEST_IN_WORDS:
        raise ValueError(f"beyond ±10^15: {number}")
    if number < 0:
        return "منفی " + in_words(-number)
    parts = []
    for scale, name in ((10**9, " میلیارد"), (10**6, " میلیون")):
        count, number = divmod(number, scale)
        if count:
            parts.append(in_words(count) + name)
    thousands, below = divmod(number, 1000)
    if thousands:
        # «یکهزار» is one word; any other count stands apart.
        parts.append("یکهزار" if thousands == 1 else _below_thousand(thousands) + " هزار")
    if below or not parts:
        parts.append(_below_thousand(below))
    return _AND.join(parts)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [_HUNDREDS[hundreds - 1]] if hundreds else []
    if rest >= len(_BELOW_TWENTY):
        tens, rest = divmod(rest, 10)
        parts.append(_TENS[tens - 2])
    if rest or not parts:
        parts.append(_BELOW_TWENTY[rest])
    return _AND.join(parts)


def ordinal(number: int) -> str:
    """The ordinal in words: اول، دوم، سوم، … بیست و یکم، … سی‌ام، … یکصدم. Raises ValueError below 1."""
    if number < 1:
        raise ValueError(f"no ordinal for {number}")
    if number == 1:
        return "اول"
    cardinal = in_words(number)
    if cardinal.endswith("سی"):
        return cardinal + "\u200cام"
    # Only the word سه changes its stem; no other number word ends like it.
    if cardinal == "سه" or cardinal.endswith(" سه"):
        return cardinal.removesuffix("سه") + "سوم"
    return cardinal + "م"


def abjad(number: int) -> str:
    """The letter of the n-th list item in abjad order: 1 is الف, 28 is غ. Raises ValueError outside 1..28."""
    if not 1 <= number <= len(_ABJAD):
        raise ValueError(f"no list letter for {number}")
    return "الف" if number == 1 else _ABJAD[number - 1]
