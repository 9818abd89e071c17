"""The gate against characters that no document may carry."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.persian.text import describe_character, forbidden_characters

CONTROL = [
    *(chr(code) for code in range(0x20) if chr(code) not in "\t\n\r"),
    *(chr(code) for code in range(0x7F, 0xA0)),
    *"\u2028\u2029\ufeff\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff",
    "\ud800",
    "\udfff",
]
BIDI = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


@pytest.mark.parametrize(("kind", "characters"), [("control", CONTROL), ("bidi", BIDI)])
def test_a_forbidden_character_is_found_at_its_place(kind, characters):
    for character in characters:
        (found,) = forbidden_characters(f"نام{character}ها")
        assert (found.index, found.character, found.kind) == (3, character, kind)


def test_marks_that_persian_text_needs_are_allowed():
    assert not list(forbidden_characters("می\u200cشود \u200d \u200e1404-06-15\u200e \u200f(۲)\t\r\n\u0640«»؟\u00a0"))


@given(st.text())
def test_forbidden_characters_come_in_order_and_once(text):
    found = list(forbidden_characters(text))
    assert [item.index for item in found] == sorted({item.index for item in found})
    assert all(text[item.index] == item.character for item in found)


@given(st.characters(categories=["L", "M", "N", "P", "Zs"]))
def test_letters_marks_numbers_signs_and_spaces_are_allowed(character):
    assert not list(forbidden_characters(character))


@pytest.mark.parametrize(
    ("character", "description"),
    [
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\x00", "U+0000 NULL"),
        ("\x0b", "U+000B VERTICAL TABULATION"),
        ("\x1f", "U+001F UNIT SEPARATOR"),
        ("\x7f", "U+007F DELETE"),
        ("\x85", "U+0085 NEXT LINE"),
        ("\x9d", "U+009D CONTROL CHARACTER"),
        ("\ud800", "U+D800 LONE SURROGATE"),
        ("\uffff", "U+FFFF NONCHARACTER"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\U0010fffe", "U+10FFFE NONCHARACTER"),
    ],
)
def test_a_character_is_described_by_code_point_and_name(character, description):
    assert describe_character(character) == description


@pytest.mark.parametrize("code", [*range(0x20), 0x7F, 0x85])
def test_the_names_of_control_characters_are_those_of_unicode(code):
    name = describe_character(chr(code)).split(" ", 1)[1]
    assert unicodedata.lookup(name) == chr(code)


def test_only_one_character_can_be_described():
    with pytest.raises(ValueError, match="one character"):
        describe_character("ab")
