"""Patterns of kinds and bodies: text with ``{names}`` that are filled for each document."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping

from generator.model.body import Body, ControlDefaults
from generator.model.instrument import describe_names
from generator.model.kind import Kind
from generator.model.procedure import Procedure
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


def check_pattern(pattern: str, path: FieldPath, known: tuple[str, ...]) -> Iterator[Finding]:
    """Placeholders that do not exist or carry a format, and braces that do not match."""
    try:
        fields = list(string.Formatter().parse(pattern))
    except ValueError:
        fields = [("", pattern, "", None)]
    for _, name, format_spec, conversion in fields:
        written = f"{name}{'!' + conversion if conversion else ''}{':' + format_spec if format_spec else ''}"
        if name is not None and written not in known:
            yield Finding("K501", path, {"name": written, "pattern": pattern, **suggestion(written, known)})


def check_kind(kind: Kind) -> Iterator[Finding]:
    """A kind against what exists: placeholders of its patterns, and the names that must show."""
    if not re.fullmatch(r"(?:[A-Za-z0-9._{}-]|\{[^{}]*\})+", kind.number) or ".." in kind.number:
        yield Finding("K503", ("number",), {"pattern": kind.number})
    yield from check_pattern(kind.number, ("number",), NUMBER_NAMES)
    yield from check_pattern(kind.subject, ("subject",), TEXT_NAMES)
    yield from check_pattern(kind.attachment, ("attachment",), TEXT_NAMES)
    for index, line in enumerate(kind.copies):
        yield from check_pattern(line, ("copies", index), TEXT_NAMES)
    yield from _check_control(kind.control)
    names = [name for name, _ in describe_names(kind.per)]
    shown: list[tuple[FieldPath, str]] = [(("must_show", index), name) for index, name in enumerate(kind.must_show)]
    shown += [(("rows", heading), name) for heading, name in kind.rows.items()]
    for path, name in shown:
        if name.removesuffix("[]") not in names:
            yield Finding("K505", path, {"value": name, **suggestion(name, names)})


def _check_control(control: ControlDefaults) -> Iterator[Finding]:
    for field in type(control).model_fields:
        yield from check_pattern(getattr(control, field), ("control", field), TEXT_NAMES)


def check_procedure_patterns(procedure: Procedure) -> Iterator[Finding]:
    """The patterns of a procedure against the placeholders that exist."""
    yield from _check_control(procedure.control)
    for index, holder in enumerate(procedure.distribution):
        yield from check_pattern(holder.copy_name, ("distribution", index, "copy_name"), ("province",))


def check_body_patterns(body: Body) -> Iterator[Finding]:
    """The patterns of a body against the placeholders that exist."""
    yield from check_pattern(body.full_name, ("full_name",), TEXT_NAMES)
    yield from check_pattern(body.purpose, ("purpose",), TEXT_NAMES)
    yield from check_pattern(body.formed_under, ("formed_under",), TEXT_NAMES)
    for index, duty in enumerate(body.duties):
        yield from check_pattern(duty, ("duties", index), TEXT_NAMES)
    for key, sender in body.senders.items():
        for field in ("letterhead", "signature_lines"):
            for index, line in enumerate(getattr(sender, field)):
                yield from check_pattern(line, ("senders", key, field, index), TEXT_NAMES)
    for index, seat in enumerate(body.seats):
        yield from check_pattern(seat.post, ("seats", index, "post"), TEXT_NAMES)
        yield from check_pattern(seat.institution, ("seats", index, "institution"), TEXT_NAMES)
    yield from _check_control(body.control)
