"""Sorting by the Persian alphabet."""

from __future__ import annotations

import random
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from generator.persian.collation import collation_key


def _sorted(words: list[str]) -> list[str]:
    shuffled = words.copy()
    random.Random(7).shuffle(shuffled)  # noqa: S311  # only to undo the order
    return sorted(shuffled, key=collation_key)


def test_the_alphabet_is_in_persian_order():
    alphabet = list("آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی")
    assert _sorted(alphabet) == alphabet


def test_provinces_stand_as_in_a_persian_list():
    provinces = "آذربایجان شرقی|اردبیل|اصفهان|البرز|ایلام|بوشهر|تهران|چهارمحال و بختیاری|خراسان جنوبی|خراسان رضوی"
    provinces += "|زنجان|سمنان|فارس|قزوین|کردستان|کرمان|گلستان|گیلان|لرستان|مرکزی|هرمزگان|همدان|یزد"
    assert _sorted(provinces.split("|")) == provinces.split("|")


def test_numbers_come_by_value_before_letters_and_latin_last():
    assert _sorted(["بند ۲", "بند ۰۳", "بند ۱۰", "بند الف", "بند A"]) == [
        "بند ۲",
        "بند ۰۳",
        "بند ۱۰",
        "بند الف",
        "بند A",
    ]
    assert _sorted(["۹", "۱۰", "الف", "ی", "a", "B"]) == ["۹", "۱۰", "الف", "ی", "a", "B"]


def test_joiners_diacritics_and_arabic_shapes_only_break_ties():
    assert _sorted(["کتابخانه", "کتاب‌خانه", "کتابدار"]) == ["کتابخانه", "کتاب‌خانه", "کتابدار"]
    assert collation_key("علي")[0] == collation_key("علی")[0] == collation_key("عَلی")[0]
    assert collation_key("علي") != collation_key("علی")


def test_hamza_follows_alef():
    assert _sorted(["ماه", "مؤسسه", "مبلغ"]) == ["ماه", "مؤسسه", "مبلغ"]
    assert _sorted(["مسا", "مسئول", "مسب"]) == ["مسا", "مسئول", "مسب"]


def test_a_short_word_stands_before_the_longer_one_and_a_space_before_a_letter():
    assert _sorted(["خراسان", "خراسان رضوی", "خراسانی"]) == ["خراسان", "خراسان رضوی", "خراسانی"]


@given(st.text(), st.text())
def test_any_two_texts_can_be_ordered_and_only_equal_ones_tie(first, second):
    a, b = collation_key(first), collation_key(second)
    assert (a < b) + (b < a) + (a == b) == 1
    assert (a == b) == (unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", second))


@given(st.text(alphabet="۰۱۲۳۴۵۶۷۸۹", min_size=1), st.text(alphabet="0123456789", min_size=1))
def test_numbers_of_any_length_are_ordered_by_value(first, second):
    a, b = collation_key(first)[0], collation_key(second)[0]
    assert (a < b) == (int(first) < int(second))
