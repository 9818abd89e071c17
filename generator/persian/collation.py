"""Sorting Persian text by the alphabet instead of by code point."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from generator.persian.numerals import to_ascii_digits

ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"

# ISIRI 6219 and CLDR put hamza, whatever carries it, after alef; the rest are other shapes of one letter.
_HAMZA_FORMS = "ءأإؤئٱٲٳ"
_SAME_LETTER = {"ي": "ی", "ى": "ی", "ې": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه"}

_SEPARATOR, _NUMBER, _PERSIAN, _LATIN, _OTHER = range(5)
_ELEMENT = re.compile(r"[0-9]+|.", re.DOTALL)
# ZWNJ, ZWJ, directional marks and kashida do not part words in a dictionary.
_IGNORED = frozenset("\u200c\u200d\u200e\u200f\u0640")


class Weight(NamedTuple):
    """Where one letter, number or sign stands: its group, its place there, and the text that decides ties."""

    group: int
    place: int
    text: str


CollationKey = tuple[tuple[Weight, ...], str]


def _letter_weights() -> dict[str, Weight]:
    weights = {letter: Weight(_PERSIAN, 2 * place, "") for place, letter in enumerate(ALPHABET)}
    hamza = Weight(_PERSIAN, 2 * ALPHABET.index("ا") + 1, "")
    weights.update(dict.fromkeys(_HAMZA_FORMS, hamza))
    weights.update({shape: weights[letter] for shape, letter in _SAME_LETTER.items()})
    return weights


_LETTERS = _letter_weights()


def collation_key(text: str) -> CollationKey:
    """A key for ``sorted``: Persian alphabet order, digits by their value before letters, Latin after.

    Spaces and signs come first. ZWNJ, diacritics, kashida and letter case count only between texts that
    are otherwise the same, so that کتاب‌خانه stands beside کتابخانه.
    """
    composed = unicodedata.normalize("NFC", text)
    elements = _ELEMENT.findall(to_ascii_digits(composed))
    primary = tuple(_weight(element) for element in elements if not _is_secondary(element))
    return primary, composed


def _is_secondary(element: str) -> bool:
    return element in _IGNORED or unicodedata.category(element[0]) == "Mn"


def _weight(element: str) -> Weight:
    if (weight := _LETTERS.get(element)) is not None:
        return weight
    if element[0] in "0123456789":
        # Length, then text, orders numbers by value however long they are.
        value = element.lstrip("0")
        return Weight(_NUMBER, len(value), value)
    category = unicodedata.category(element)[0]
    if category in "ZPSC":
        return Weight(_SEPARATOR, 0 if category == "Z" else ord(element), "")
    if "LATIN" in unicodedata.name(element, ""):
        base = unicodedata.normalize("NFD", element)[0]
        return Weight(_LATIN, 0, base.casefold())
    return Weight(_OTHER, ord(element), "")
