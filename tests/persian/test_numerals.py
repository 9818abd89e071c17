"""Digits, number words, ordinals and list letters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.persian.numerals import (
    _BELOW_TWENTY,
    _HUNDREDS,
    _TENS,
    abjad,
    grouped,
    in_words,
    ordinal,
    parse_whole_number,
    to_ascii_digits,
    to_persian_digits,
)


def test_digits_turn_to_persian_and_back():
    assert to_persian_digits(1404) == "۱۴۰۴"
    assert to_persian_digits("٤٢/1404-ص") == "۴۲/۱۴۰۴-ص"
    assert to_ascii_digits("۴٢/1404") == "42/1404"


@pytest.mark.parametrize(
    ("text", "number"),
    [("۱۲", 12), ("٣", 3), (" 007 ", 7), ("-۵", -5), ("+5", 5), ("\u22125", -5), ("9" * 18, 10**18 - 1)],
)
def test_a_whole_number_is_read_in_any_digits(text, number):
    assert parse_whole_number(text) == number


@pytest.mark.parametrize(
    "text", ["", " ", "-", "1.5", "1,000", "۱٬۰۰۰", "یک", "1 2", "²", "१", "1_0", "9" * 19, "0" * 19]
)
def test_anything_else_is_no_whole_number(text):
    with pytest.raises(ValueError, match=r"whole number|digits"):
        parse_whole_number(text)


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_a_number_in_persian_digits_is_read_back(number):
    assert parse_whole_number(to_persian_digits(number)) == number
    assert parse_whole_number(grouped(number).replace("٬", "")) == number


def test_thousands_are_grouped():
    assert [grouped(number) for number in (0, 999, 1000, 1234567, -1234)] == [
        "۰",
        "۹۹۹",
        "۱٬۰۰۰",
        "۱٬۲۳۴٬۵۶۷",
        "-۱٬۲۳۴",
    ]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "صفر"),
        (9, "نه"),
        (15, "پانزده"),
        (20, "بیست"),
        (21, "بیست و یک"),
        (100, "یکصد"),
        (101, "یکصد و یک"),
        (234, "دویست و سی و چهار"),
        (1000, "یکهزار"),
        (1404, "یکهزار و چهارصد و چهار"),
        (2000, "دو هزار"),
        (100_000, "یکصد هزار"),
        (1_000_000, "یک میلیون"),
        (1_001_001, "یک میلیون و یکهزار و یک"),
        (2_500_000_000, "دو میلیارد و پانصد میلیون"),
        (10**12, "یکهزار میلیارد"),
        (36 * 10**12, "سی و شش هزار میلیارد"),
        (10**15, "یک میلیون میلیارد"),
        (-7, "منفی هفت"),
    ],
)
def test_a_number_is_written_in_official_words(number, words):
    assert in_words(number) == words


@given(st.integers(0, 10**15))
def test_number_words_say_the_number(number):
    assert _value(in_words(number)) == number


def test_numbers_beyond_a_million_milliards_have_no_words():
    for number in (10**15 + 1, -(10**15) - 1):
        with pytest.raises(ValueError, match="beyond"):
            in_words(number)


def _value(words: str) -> int:
    if "میلیارد" in words:
        count, rest = words.split(" میلیارد")
        return _value(count) * 10**9 + (_value(rest.removeprefix(" و ")) if rest else 0)
    simple = {word: value for value, word in enumerate(_BELOW_TWENTY)}
    simple |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
    simple |= {word: 100 * value for value, word in enumerate(_HUNDREDS, start=1)}
    total = part = 0
    for word in re.sub("یکهزار", "یک هزار", words).split():
        if word in ("هزار", "میلیون"):
            total, part = total + part * (1000 if word == "هزار" else 10**6), 0
        elif word != "و":
            part += simple[word]
    return total + part


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (1, "اول"),
        (2, "دوم"),
        (3, "سوم"),
        (4, "چهارم"),
        (10, "دهم"),
        (13, "سیزدهم"),
        (20, "بیستم"),
        (21, "بیست و یکم"),
        (23, "بیست و سوم"),
        (30, "سی‌ام"),
        (31, "سی و یکم"),
        (100, "یکصدم"),
        (130, "یکصد و سی‌ام"),
        (1000, "یکهزارم"),
        (1403, "یکهزار و چهارصد و سوم"),
    ],
)
def test_an_ordinal_is_written_in_official_words(number, word):
    assert ordinal(number) == word


def test_list_letters_follow_abjad_order():
    assert [abjad(n) for n in range(1, 12)] == ["الف", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ی", "ک"]
    assert abjad(28) == "غ"
    assert len({abjad(n) for n in range(1, 29)}) == 28


@pytest.mark.parametrize("number", [0, -1, 29])
def test_there_is_no_list_letter_outside_the_alphabet(number):
    with pytest.raises(ValueError, match="no list letter"):
        abjad(number)


def test_there_is_no_ordinal_below_one():
    with pytest.raises(ValueError, match="no ordinal"):
        ordinal(0)
