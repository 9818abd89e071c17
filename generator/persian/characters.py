"""Characters that no document may carry, and how to name a character to a person."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

ForbiddenKind = Literal["control", "bidi"]

_C0_NAMES = [
    "NULL",
    "START OF HEADING",
    "START OF TEXT",
    "END OF TEXT",
    "END OF TRANSMISSION",
    "ENQUIRY",
    "ACKNOWLEDGE",
    "ALERT",
    "BACKSPACE",
    "CHARACTER TABULATION",
    "LINE FEED",
    "VERTICAL TABULATION",
    "FORM FEED",
    "CARRIAGE RETURN",
    "SHIFT OUT",
    "SHIFT IN",
    "DATA LINK ESCAPE",
    "DEVICE CONTROL ONE",
    "DEVICE CONTROL TWO",
    "DEVICE CONTROL THREE",
    "DEVICE CONTROL FOUR",
    "NEGATIVE ACKNOWLEDGE",
    "SYNCHRONOUS IDLE",
    "END OF TRANSMISSION BLOCK",
    "CANCEL",
    "END OF MEDIUM",
    "SUBSTITUTE",
    "ESCAPE",
    "FILE SEPARATOR",
    "GROUP SEPARATOR",
    "RECORD SEPARATOR",
    "UNIT SEPARATOR",
]
_OTHER_CONTROL_NAMES = {0x7F: "DELETE", 0x85: "NEXT LINE"}

_BIDI = "\u202a-\u202e\u2066-\u2069"
_PLANE_ENDS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
# XML 1.0 cannot hold most of these, and Word or docxtpl drops or truncates at the rest.
# Strings of Python hold whole characters, so every surrogate is a lone one.
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufdd0-\ufdef" + _PLANE_ENDS
_FORBIDDEN = re.compile(f"(?P<bidi>[{_BIDI}])|[{_CONTROL}]")


@dataclass(frozen=True, slots=True)
class ForbiddenCharacter:
    """A character that may not enter a document; ``index`` counts characters of the text from 0."""

    index: int
    character: str
    kind: ForbiddenKind


def forbidden_characters(text: str) -> Iterator[ForbiddenCharacter]:
    """Every forbidden character of the text, in order.

    ``control``: C0 and C1 controls except tab, line feed and carriage return, lone surrogates, noncharacters,
    U+2028, U+2029 and U+FEFF. ``bidi``: the embeddings, overrides and isolates, which can make a line read
    otherwise than it is stored. LRM, RLM, ZWNJ and ZWJ are allowed.
    """
    for match in _FORBIDDEN.finditer(text):
        kind: ForbiddenKind = "bidi" if match["bidi"] else "control"
        yield ForbiddenCharacter(match.start(), match[0], kind)


def describe_character(ch: str) -> str:
    """Code point and name of one character, as in ``U+202E RIGHT-TO-LEFT OVERRIDE``.

    Characters to which Unicode gives no name get the name of their sort. Raises ValueError unless ``ch`` is
    exactly one character.
    """
    if len(ch) != 1:
        raise ValueError(f"one character wanted, not {len(ch)}")
    return f"U+{ord(ch):04X} {_name(ch)}"


def _name(ch: str) -> str:
    code = ord(ch)
    if code < len(_C0_NAMES):
        return _C0_NAMES[code]
    if code in _OTHER_CONTROL_NAMES:
        return _OTHER_CONTROL_NAMES[code]
    if "\ufdd0" <= ch <= "\ufdef" or ch in _PLANE_ENDS:
        return "NONCHARACTER"
    sorts = {"Cc": "CONTROL CHARACTER", "Cs": "LONE SURROGATE", "Co": "PRIVATE USE CHARACTER"}
    return unicodedata.name(ch, sorts.get(unicodedata.category(ch), "UNNAMED CHARACTER"))
