"""Repair of lost, needless and misplaced zero-width non-joiners in known words, and suggestions for others.

Every repair starts from a word of :mod:`generator.persian.vocabulary`; a word that does not stand there is
never changed. The one exception is the ezafe «ه‌ی» before a noun, which is a rule of spelling for all words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.persian import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ZWNJ = "\u200c"
KASHIDA = "\u0640"
LETTERS = "\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06fc\u06ff"

_HAMZA_ABOVE = "\u0654"
# These letters never join to the next one, so a ZWNJ after them is needless.
_NON_JOINING = "اآأإدذرزژوؤء"
_JOINERS = f"{KASHIDA}{ZWNJ}\u200d"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
_START = f"(?<![{LETTERS}{_JOINERS}{_MARKS}])"
_END = f"(?![{LETTERS}{_JOINERS}{_MARKS}])"
_END_OR_EZAFE = f"(?={_HAMZA_ABOVE}?{_END})"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that looks as if it lost a ZWNJ, what it may have been, and where it starts (from 0)."""

    word: str
    proposed: str
    index: int


def _joined(*parts: str) -> str:
    """The parts as one word, with a ZWNJ after each part that would otherwise join to the next."""
    word = parts[0]
    for part in parts[1:]:
        word += part if word[-1] in _NON_JOINING else ZWNJ + part
    return word


def _spelled(pattern: str) -> str:
    return _joined(*pattern.split("-"))


def _has_silent_heh(word: str) -> bool:
    return word.endswith("ه") and not word.endswith("اه") and word not in vocabulary.PRONOUNCED_HEH


def _suffixed(noun: str) -> Iterator[str]:
    for plural in vocabulary.PLURALS:
        yield _joined(noun, plural)
    if _has_silent_heh(noun) and noun not in vocabulary.HEH_OR_PLURAL:
        yield _joined(noun, "ای")


_NOUNS = frozenset(map(_spelled, vocabulary.NOUNS))
_SILENT_HEH = frozenset(filter(_has_silent_heh, _NOUNS))


def _known_words() -> dict[str, str]:
    """Official spelling by its letters alone."""
    words = {*_NOUNS, *(word for noun in _NOUNS for word in _suffixed(noun))}
    words |= {_joined(prefix, ending) for prefix in ("می", "نمی") for ending in vocabulary.VERB_ENDINGS}
    words |= {*map(_spelled, vocabulary.INVARIABLE), *vocabulary.RESPELLED.values()}
    return {word.replace(ZWNJ, ""): word for word in sorted(words)}


_KNOWN = _known_words()
_STRETCHABLE = frozenset(_KNOWN) | frozenset(vocabulary.STRETCHED)
_SPACED = {pattern.replace("-", " "): _spelled(pattern) for pattern in vocabulary.SPACED}
_RESPELLABLE_ENDS = frozenset(("", "ی", "ای", *vocabulary.PLURALS))


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_WORD = re.compile(f"{_START}[{LETTERS}{ZWNJ}]+{_END_OR_EZAFE}")
_STRETCHED_WORD = re.compile(f"{_START}[{LETTERS}]+(?:{KASHIDA}+[{LETTERS}]+)+{_END_OR_EZAFE}")
_SPACED_COMPOUND = re.compile(_START + "(" + _any_of(_SPACED).replace(r"\ ", " +") + ")" + _END_OR_EZAFE)
_SPACED_PLURAL = re.compile(f"{_START}({_any_of(_NOUNS)}) +({_any_of(vocabulary.PLURALS)}){_END}")
_SPACED_VERB = re.compile(f"{_START}(ن?می) +({_any_of(vocabulary.VERB_ENDINGS)}){_END}")

# An ezafe leads to a noun or an adjective, never to one of these.
_NO_NOUN = "و|را|که|در|به|از|با|تا|بر|برای|است|بود|شد|اگر|یا|نیز|هم|ها|های"
_BEFORE_NOUN = rf"(?= +(?!(?:{_NO_NOUN}){_END})[{LETTERS}])"
_EZAFE_YEH = re.compile(f"(?<![{LETTERS}])(?P<word>[{LETTERS}]+ه){ZWNJ}ی{_END}{_BEFORE_NOUN}")
# Before «ال» the ة is the Arabic construct, as in «دایرة المعارف».
_EZAFE_TEH = re.compile(f"{_START}({_any_of(word[:-1] for word in _SILENT_HEH)})ة{_END}{_BEFORE_NOUN}(?! +ال)")


def repair_known_words(text: str) -> str:
    """The text with known words in their official spelling; idempotent, and blind to all other words.

    Expects Persian letters (ی، ک) and no ZWNJ beside a space.
    """
    text = _STRETCHED_WORD.sub(lambda match: _unstretched(match[0]), text)
    text = _WORD.sub(lambda match: _official(match[0]), text)
    text = _SPACED_COMPOUND.sub(lambda match: _SPACED[" ".join(match[0].split())], text)
    text = _SPACED_PLURAL.sub(lambda match: _joined(match[1], match[2]), text)
    text = _SPACED_VERB.sub(lambda match: _joined(match[1], match[2]), text)
    text = _EZAFE_TEH.sub(lambda match: f"{match[1]}ه{_HAMZA_ABOVE}", text)
    return _EZAFE_YEH.sub(lambda match: _with_ezafe(match["word"]) or match[0], text)


def _unstretched(word: str) -> str:
    bare = word.replace(KASHIDA, "")
    return bare if bare in _STRETCHABLE else word


def _official(word: str) -> str:
    for misspelled, respelled in vocabulary.RESPELLED.items():
        rest = word.removeprefix(misspelled).lstrip(ZWNJ)
        if word.startswith(misspelled) and not word.endswith(ZWNJ) and rest in _RESPELLABLE_ENDS:
            return _joined(respelled, rest) if rest else respelled
    spelling = _KNOWN.get(word.replace(ZWNJ, ""))
    # A ZWNJ where the known word has none makes another word: «کمیت‌های» is not «کمیته‌ای».
    return spelling if spelling is not None and _joints(word) <= _joints(spelling) else word


def _joints(word: str) -> set[int]:
    """The places of the ZWNJs, counted in letters."""
    joints, letters = set(), 0
    for character in word:
        if character == ZWNJ:
            joints.add(letters)
        else:
            letters += 1
    return joints


def _with_ezafe(word: str) -> str | None:
    """The word with the ezafe هٔ, or None when its ه may be a consonant."""
    vowel_is_certain = word in _SILENT_HEH or word[-2] not in "اآوی"
    return word + _HAMZA_ABOVE if vowel_is_certain and _has_silent_heh(word) else None


_MAY_JOIN = f"[{LETTERS}]{{2,}}(?![{_NON_JOINING}])[{LETTERS}]"
_LIKELY_PARTS = (
    re.compile(f"(?P<stem>{_MAY_JOIN})(?P<suffix>{_any_of(vocabulary.PLURALS)})"),
    re.compile(f"(?P<stem>{_MAY_JOIN})(?P<suffix>کننده|گذاری|رسانی)"),
    re.compile(f"(?P<stem>ن?می)(?P<suffix>[{LETTERS}]{{2,}}(?:ند|یم|ید|شود))"),
)
_LIKELY_SPACED = re.compile(
    f"{_START}(?P<stem>[{LETTERS}{ZWNJ}]{{2,}}) +(?P<suffix>{_any_of(vocabulary.PLURALS)}){_END}"
)
# Words of one piece that only look like stem and plural.
_OF_ONE_PIECE = frozenset(("انتها", "انتهای", "انتهایی", "منتها", "منتهای", "گرانبها", "گرانبهای"))


def suggest(text: str) -> list[Suggestion]:
    """Unknown words, in order, that look like a stem and a suffix with the ZWNJ lost or turned to a space."""
    found = [*_joined_suspects(text), *_spaced_suspects(text)]
    return sorted(found, key=lambda suggestion: suggestion.index)


def _joined_suspects(text: str) -> Iterator[Suggestion]:
    for match in _WORD.finditer(text):
        word = match[0]
        if ZWNJ in word or word in _KNOWN or word in _OF_ONE_PIECE:
            continue
        parts = next(filter(None, (pattern.fullmatch(word) for pattern in _LIKELY_PARTS)), None)
        if parts is not None:
            yield Suggestion(word, _joined(parts["stem"], parts["suffix"]), match.start())


def _spaced_suspects(text: str) -> Iterator[Suggestion]:
    for match in _LIKELY_SPACED.finditer(text):
        if match["stem"] not in _NOUNS:
            yield Suggestion(match[0], _joined(match["stem"], match["suffix"]), match.start())
