"""The proof of a rendered document: every value that had to appear is there, and no tag is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from generator.model.kind import Kind
from generator.ooxml.text import paragraph_texts, tables
from generator.problems import Location, Problem
from generator.templating.compiled import RenderedDocument
from generator.templating.environment import value_text

_TAG_MARK = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_MAIN_PART = "word/document.xml"


def prove(document: RenderedDocument, names: Mapping[str, Any], kind: Kind, shown_as: str) -> list[Problem]:
    """What is wrong with a rendered document; nothing when it holds all that it must.

    Checked are: each value printed by the template stands in its part as typed (T409), no template tag
    is left that did not come from the data (T410), each name of ``must_show`` appears (T409), and each
    table of ``rows`` has as many rows as its list (T411).
    """
    texts = {part: "\n".join(paragraph_texts(document.parts[part])) for part in document.values}
    problems = list(_printed_values(document, texts, shown_as))
    problems += _left_tags(document, texts, shown_as)
    problems += _required_values(kind, names, "\n".join(texts.values()), shown_as)
    problems += _row_counts(kind, names, document, shown_as)
    return problems


def _printed_values(document: RenderedDocument, texts: Mapping[str, str], shown_as: str) -> Iterator[Problem]:
    for part, values in document.values.items():
        for value in dict.fromkeys(values):
            if value not in texts[part] and value not in _beside_text(document.parts[part]):
                yield Problem("T409", Location(shown_as, part=part), {"name": "…", "value": value})


def _beside_text(xml: bytes) -> set[str]:
    """Where a value may stand but in paragraphs: attributes, and the elements of a part that has no paragraphs."""
    root = etree.fromstring(xml)
    attributes = {str(value) for element in root.iter() for value in element.attrib.values()}
    if next(root.iter(f"{{{root.nsmap.get('w')}}}p"), None) is None:
        attributes |= {element.text for element in root.iter() if element.text}
    return attributes


def _left_tags(document: RenderedDocument, texts: Mapping[str, str], shown_as: str) -> Iterator[Problem]:
    for part, text in texts.items():
        from_data = [value for value in document.values[part] if _TAG_MARK.search(value)]
        for value in sorted(set(from_data), key=len, reverse=True):
            text = text.replace(value, "")  # noqa: PLW2901
        if mark := _TAG_MARK.search(text):
            yield Problem("T410", Location(shown_as, part=part), {"tag": text[mark.start() : mark.start() + 30]})


def _required_values(kind: Kind, names: Mapping[str, Any], text: str, shown_as: str) -> Iterator[Problem]:
    for path in kind.must_show:
        for value in values_at(path, names):
            printed = value_text(value)
            if printed and printed not in text:
                yield Problem("T409", Location(shown_as, part=_MAIN_PART), {"name": path, "value": printed})


def values_at(path: str, names: Mapping[str, Any]) -> list[Any]:
    """The values that a dotted path of :func:`generator.model.instrument.describe_names` reaches."""
    first, *rest = path.split(".")
    reached = _elements(first, [names.get(first.removesuffix("[]"))])
    for step in rest:
        reached = _elements(step, [getattr(value, step.removesuffix("[]"), None) for value in reached])
    return [value for value in reached if value is not None]


def _elements(step: str, values: list[Any]) -> list[Any]:
    return [element for value in values if value for element in value] if step.endswith("[]") else values


def _row_counts(kind: Kind, names: Mapping[str, Any], document: RenderedDocument, shown_as: str) -> Iterator[Problem]:
    if not kind.rows:
        return
    found = tables(document.parts[_MAIN_PART])
    for heading, path in kind.rows.items():
        expected = sum(len(value) for value in values_at(path, names))
        table = next((rows for rows in found if rows and heading in rows[0]), None)
        count = len(table) - 1 if table else 0
        if count != expected:
            args = {"found": str(count), "expected": str(expected), "name": path}
            yield Problem("T411", Location(shown_as, part=_MAIN_PART), args)
