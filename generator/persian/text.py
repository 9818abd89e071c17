"""Normalisation of Persian text as people type it, and the gate against forbidden characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from generator.persian.characters import ForbiddenCharacter, ForbiddenKind, describe_character, forbidden_characters
from generator.persian.numerals import to_persian_digits
from generator.persian.zwnj import LETTERS, ZWNJ, Suggestion, repair_known_words, suggest

__all__ = [
    "ForbiddenCharacter",
    "ForbiddenKind",
    "Suggestion",
    "describe_character",
    "forbidden_characters",
    "normalise",
    "suggestions",
]

_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_MARKS = "\u064b-\u065f\u0670"
_ARABIC_SCRIPT = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN_LETTER = re.compile(f"[{_LATIN}]")
_LINE_END = re.compile(r"(\r\n|\n|\r)")

# ۀ is what older keyboards type for the ezafe هٔ.
_LETTER_SHAPES = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه\u0654", "\u00a0": " "})

# Addresses and paths may hold Persian letters and digits of any kind: nothing in them is touched.
_NOT_IN_ADDRESS = r"""\s"'«»<>،؛؟"""
_ADDRESS = (
    r"(?:(?:[A-Za-z][A-Za-z0-9+]{1,9}://|www\.|mailto:)"
    rf"|(?<![^{_NOT_IN_ADDRESS}(\[])(?:[A-Za-z]:\\|\\\\|(?:~|\.\.?)?/(?=[^{_NOT_IN_ADDRESS}(\[]*[A-Za-z])))"
    rf"[^{_NOT_IN_ADDRESS}]*[^{_NOT_IN_ADDRESS}.,;:!?)\]{ZWNJ}\u200e\u200f]"
)
_ASCII_RUN = "[!-~\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u200e]+"
# The number of a standard stays with its name: «ISO 9001:2015».
_STANDARD = r"\b(?:ISO|IEC|EN|DIN|BS|ASTM|ANSI|IEEE|RFC|ISIRI|INSO)(?:[/-][A-Z]+)* +[0-9][!-~]*"

Replacement = Callable[[re.Match[str]], str]


def _outside_addresses(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?P<address>{_ADDRESS})|{pattern}")


def _replace(rule: re.Pattern[str], replacement: Replacement, text: str) -> str:
    return rule.sub(lambda match: match[0] if match["address"] is not None else replacement(match), text)


_SHAPES = _outside_addresses("[يىكۀ\u00a0]+")
_DIGITS = re.compile("[0-9]+|[٠-٩]+")
_DIGITS_KEPT = tuple(re.compile(pattern) for pattern in (_ADDRESS, _STANDARD, _ASCII_RUN))
_STRAY_ZWNJ = _outside_addresses(rf"^{ZWNJ}+|{ZWNJ}+$|(?<=\s){ZWNJ}+|{ZWNJ}+(?=\s)|(?<={ZWNJ}){ZWNJ}+")
_SPACES = _outside_addresses(" {2,}")
_COMMA = _outside_addresses(
    rf"(?:(?<=[{LETTERS}{_MARKS}])(?: (?=[,;?](?![{_LATIN}0-9])))?|(?<=[۰-۹»)\]٪]) ?(?=[,;?] *[{LETTERS}]))[,;?]"
)
# A point that opens a file name («فایل .docx») or an ellipsis keeps its space.
_SPACE_BEFORE_SIGN = _outside_addresses(rf"(?<=[^\s،؛:.؟!«(\[]) +(?=[،؛؟!»](?!=)|[.:](?![.:/\\{_LATIN}0-9]))")
_SPACE_INSIDE_QUOTES = _outside_addresses("(?<=«) +")
_FREE_TEXT = re.compile(f"({_ADDRESS})")
_QUOTED = re.compile(r'(?<![^\s(\[«،؛:,;])"([^"«»]+)"(?![^\s)\]»،؛:.؟!,;?])')
_PERSIAN_ENDS = re.compile(rf"[{LETTERS}۰-۹].*[{LETTERS}{_MARKS}۰-۹.؟?!)]", re.DOTALL)
_ENDS = " \t\r\n\u00a0"

_COMMAS = str.maketrans(",;?", "،؛؟")


def normalise(text: str) -> str:
    """The text in the spelling and characters of official Persian; idempotent.

    NFC; Persian ی and ک; Persian digits outside Latin codes, addresses and paths; Persian punctuation and
    spacing beside Persian words; zero-width non-joiners of known words. An unknown word never changes, line
    breaks stay, and a line in Latin letters alone only loses the spaces at its ends.
    """
    lines = _LINE_END.split(unicodedata.normalize("NFC", text))
    lines[::2] = [_normalised_line(line) for line in lines[::2]]
    return "".join(lines).strip(_ENDS)


def suggestions(text: str) -> list[Suggestion]:
    """Unknown words of a normalised text that seem to have lost a zero-width non-joiner, in order.

    They are for a person to judge: :func:`normalise` never applies them.
    """
    return suggest(text)


def _normalised_line(line: str) -> str:
    if _LATIN_LETTER.search(line) and not _ARABIC_SCRIPT.search(line):
        return line.strip(" \u00a0")
    line = _replace(_SHAPES, lambda match: match[0].translate(_LETTER_SHAPES), line)
    line = _digits(unicodedata.normalize("NFC", line))
    line = _replace(_STRAY_ZWNJ, lambda _: "", line)
    line = _replace(_SPACES, lambda _: " ", line).strip(" ")
    line = _quotes(line)
    line = _replace(_COMMA, lambda match: match[0].translate(_COMMAS), line)
    line = _replace(_SPACE_BEFORE_SIGN, lambda _: "", line)
    line = _replace(_SPACE_INSIDE_QUOTES, lambda _: "", line)
    pieces = _FREE_TEXT.split(line)
    pieces[::2] = [repair_known_words(piece) for piece in pieces[::2]]
    return "".join(pieces)


def _digits(line: str) -> str:
    """The line in Persian digits, but for the ones that belong to something in Latin letters."""
    kept = bytearray(len(line))
    for pattern in _DIGITS_KEPT:
        for match in pattern.finditer(line):
            if _LATIN_LETTER.search(match[0]):
                kept[match.start() : match.end()] = b"\1" * len(match[0])
    return _DIGITS.sub(lambda match: match[0] if kept[match.start()] else to_persian_digits(match[0]), line)


def _quotes(line: str) -> str:
    """Straight quotes as «», if every one of them clearly belongs to a pair around Persian text."""
    pairs = _QUOTED.findall(line)
    if not pairs or line.count('"') != 2 * len(pairs):
        return line
    if any(not _PERSIAN_ENDS.fullmatch(inner) or _LATIN_LETTER.search(inner) for inner in pairs):
        return line
    return _QUOTED.sub(r"«\1»", line)
