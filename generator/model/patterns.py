"""Patterns of kinds and bodies: text with ``{names}`` that are filled for each document."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping

from generator.model.kind import Kind
from generator.model.records import FieldPath, Finding
from generator.problems import suggestion

NUMBER_NAMES = ("body", "office", "project", "code", "meeting", "seat", "procedure")
"""Placeholders of a document number."""

TEXT_NAMES = (
    "body_name",
    "body_full_name",
    "province",
    "capital",
    "cluster",
    "secretary_post",
    "meeting_number",
    "meeting_ordinal",
    "meeting_date",
    "procedure",
    "procedure_title",
)
"""Placeholders of subjects, copies, attachments, titles of posts and control values."""


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with its placeholders replaced; an unknown or empty one leaves nothing behind."""
    filled = re.sub(r"\{(\w*)\}", lambda found: values.get(found[1], ""), pattern)
    return re.sub(r" {2,}", " ", filled).strip()


def document_number(pattern: str, values: Mapping[str, str]) -> str:
    """A document number such as ``P-CL02-07-DEC-03``; a part without value goes with its hyphen."""
    filled = fill(pattern, values)
    return re.sub(r"-{2,}", "-", filled).strip("-")


def placeholders(pattern: str) -> list[str]:
    """The names between braces, in order. Raises ``ValueError`` for unbalanced braces."""
    return [name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None]


def check_pattern(pattern: str, path: FieldPath, known: tuple[str, ...]) -> Iterator[Finding]:
    """Placeholders that do not exist, and braces that do not match."""
    try:
        names = placeholders(pattern)
    except ValueError:
        names = [pattern]
    for name in names:
        if name not in known:
            yield Finding("K501", path, {"name": name, "pattern": pattern, **suggestion(name, known)})


def check_kind_patterns(kind: Kind) -> Iterator[Finding]:
    """The patterns of a kind against the placeholders that exist."""
    yield from check_pattern(kind.number, ("number",), NUMBER_NAMES)
    yield from check_pattern(kind.subject, ("subject",), TEXT_NAMES)
    yield from check_pattern(kind.attachment, ("attachment",), TEXT_NAMES)
    for index, line in enumerate(kind.copies):
        yield from check_pattern(line, ("copies", index), TEXT_NAMES)
