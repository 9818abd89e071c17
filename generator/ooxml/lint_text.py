"""Lint of the words of a template: letters, digits and zero-width non-joiners, as official Persian has them.

Tags are no words. What a rule proposes is what :func:`generator.persian.normalise` would make of the same text in
data, so that the text of a template and the values in it are spelled alike.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from generator.ooxml.lint_story import Finding, Line, Story, clipped
from generator.ooxml.markup import SPACE
from generator.persian.text import normalise
from generator.persian.zwnj import repair_known_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ARABIC_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک"})
_ANY_DIGIT = re.compile("[0-9٠-٩۰-۹]")
_BETWEEN_WORDS = " \t\n\ufffc"
_MOST_SHOWN = 5


def text_findings(story: Story) -> Iterator[Finding]:
    """Every paragraph whose own words have foreign letters or digits, or lost zero-width non-joiners."""
    for line in story.lines:
        for code, transform in _RULES:
            # What differs by an Arabic letter alone is the first rule's.
            old = line.static if code == "T438" else _letters(line.static)
            new = transform(old)
            if new != old:
                pairs = list(dict.fromkeys(_changed_words(old, new)))
                shown = [clipped(f"«{before}» ← «{after}»") for before, after in pairs[:_MOST_SHOWN]]
                english = [clipped(f"'{before}' → '{after}'") for before, after in pairs[:_MOST_SHOWN]]
                args = {"changes_fa": "، ".join(shown), "changes_en": ", ".join(english)}
                yield Finding(code, story.part, story.where(line), args, _rewriting(line, transform))


def _letters(text: str) -> str:
    return text.translate(_ARABIC_LETTERS)


def _digits(text: str) -> str:
    """The digits as normalisation has them: Latin codes, addresses and standards keep theirs."""
    wanted = _ANY_DIGIT.findall(normalise(text))
    if len(wanted) != len(_ANY_DIGIT.findall(text)):
        return text
    replacing = iter(wanted)
    return _ANY_DIGIT.sub(lambda _: next(replacing), text)


def _joints(text: str) -> str:
    # The repair knows Persian letters only.
    persian = _letters(text)
    repaired = repair_known_words(persian)
    return text if repaired == persian else repaired


_RULES: tuple[tuple[str, Callable[[str], str]], ...] = (("T438", _letters), ("T439", _digits), ("T440", _joints))


def _edits(old: str, new: str) -> list[tuple[int, int, int, int]]:
    """The stretches that differ, as bounds in the old text and in the new one."""
    if len(old) == len(new):
        return [(i, i + 1, i, i + 1) for i, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [(a, b, c, d) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]


def _changed_words(old: str, new: str) -> Iterator[tuple[str, str]]:
    for start, end, new_start, new_end in _edits(old, new):
        yield _whole_words(old, start, end), _whole_words(new, new_start, new_end)


def _whole_words(text: str, start: int, end: int) -> str:
    while start > 0 and text[start - 1] not in _BETWEEN_WORDS:
        start -= 1
    while end < len(text) and text[end] not in _BETWEEN_WORDS:
        end += 1
    return text[start:end]


def _rewriting(line: Line, transform: Callable[[str], str]) -> Callable[[], None]:
    def edit() -> None:
        # Another edit may have changed the text since.
        now = line.again()
        _rewrite(now, _edits(now.static, transform(now.static)), transform(now.static))

    return edit


def _rewrite(line: Line, edits: list[tuple[int, int, int, int]], new: str) -> None:
    """Put each new stretch into the ``w:t`` in which the old one began; what does not differ is not touched."""
    for start, end, new_start, new_end in reversed(edits):
        inserted = new[new_start:new_end]
        for holder, first, last in reversed(line.pieces):
            begins_here = first <= start < last or (start == last and start > first)
            if holder is None or not (begins_here or first < end <= last or start < first < end):
                continue
            text = holder.text or ""
            left, right = max(start - first, 0), max(min(end, last) - first, 0)
            holder.text = text[:left] + (inserted if begins_here else "") + text[right:]
            holder.set(SPACE, "preserve")
            if begins_here:
                break
