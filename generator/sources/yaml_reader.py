"""YAML to nodes: every scalar stays text and keeps its place.

YAML's own conversions are left out on purpose: they turn the valid Jalali date 1403-02-31 into an error, the
time 10:30 into 630 and «no» into false.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from generator.persian.text import describe_character, forbidden_characters
from generator.problems import Location, Problem
from generator.sources.positions import Node, Scalar

_PARSER = getattr(yaml, "CLoader", yaml.Loader)
_DEEPEST = 30


def read_yaml(path: Path, shown_as: str, limit: int) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML file and every problem met while reading it.

    ``shown_as`` is the path that locations carry, ``limit`` the largest size in bytes. The tree is None
    when the file cannot be read as YAML at all.
    """
    text, problems = _read_text(path, shown_as, limit)
    if text is None:
        return None, problems
    text, refused = _replace_forbidden(text, shown_as)
    builder = _Builder(shown_as, problems + refused)
    return builder.build(text), builder.problems


def _read_text(path: Path, shown_as: str, limit: int) -> tuple[str | None, list[Problem]]:
    place = Location(shown_as, 1, 1)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None, [Problem("Y111", Location(shown_as), {"detail": "not a regular file"})]
        if status.st_size > limit:
            return None, [Problem("Y102", place, {"size": str(status.st_size), "limit": str(limit)})]
        content = path.read_bytes()
    except OSError as fault:
        return None, [Problem("Y111", Location(shown_as), {"detail": fault.strerror or str(fault)})]
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as fault:
        before = fault.object[: fault.start].decode("utf-8-sig")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        found = f"0x{fault.object[fault.start]:02X}"
        return None, [Problem("Y101", Location(shown_as, line, column), {"byte": found})]


def _replace_forbidden(text: str, shown_as: str) -> tuple[str, list[Problem]]:
    """The text with forbidden characters blanked, so that the rest of the file is checked as well."""
    problems = []
    characters: list[str] | None = None
    for found in forbidden_characters(text):
        line = text.count("\n", 0, found.index) + 1
        column = found.index - (text.rfind("\n", 0, found.index) + 1) + 1
        problems.append(_forbidden(found.kind, found.character, Location(shown_as, line, column)))
        characters = characters or list(text)
        characters[found.index] = " "
    return ("".join(characters) if characters else text), problems


def _forbidden(kind: str, character: str, location: Location) -> Problem:
    code = "Y107" if kind == "bidi" else "Y106"
    return Problem(code, location, {"character": describe_character(character)})


class _Stop(Exception):  # noqa: N818  # control flow, never seen outside
    """The file cannot be read further."""


class _Builder:
    """Builds the tree from parser events, which know their places and resolve nothing."""

    def __init__(self, shown_as: str, problems: list[Problem]) -> None:
        self._shown_as = shown_as
        self.problems = problems
        self._events: Iterator[yaml.Event] = iter(())

    def build(self, text: str) -> Node | None:
        self._events = yaml.parse(text, Loader=_PARSER)
        try:
            return self._document()
        except _Stop:
            return None
        except yaml.MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark
            if "end of stream" in str(fault.problem) and fault.context_mark:
                # What was left open stands where it was opened, not at the end of the file.
                mark = fault.context_mark
            place = self._place(mark) if mark else Location(self._shown_as)
            self._report("Y103", place, detail=fault.problem or str(fault))
            return None

    def _document(self) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._report("Y109", self._place(event.start_mark))
                    raise _Stop
                root = self._node(next(self._events), 0)
        if root is None or root.is_blank:
            self._report("Y110", Location(self._shown_as, 1, 1))
            return None
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        place = self._place(event.start_mark)
        if depth > _DEEPEST:
            self._report("Y112", place, limit=str(_DEEPEST))
            raise _Stop
        self._refuse_references(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(place, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place, depth)
        return self._scalar(event, place)

    def _refuse_references(self, event: yaml.Event, place: Location) -> None:
        anchor = getattr(event, "anchor", None)
        if isinstance(event, yaml.AliasEvent) or anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self._report("Y105", place, name=f"{sign}{anchor}")
        if tag := getattr(event, "tag", None):
            self._report("Y108", place, tag=tag)

    def _scalar(self, event: yaml.Event, place: Location) -> Node:
        text = getattr(event, "value", "")
        blank = not text and getattr(event, "style", None) is None
        for found in list(forbidden_characters(text)):
            self.problems.append(_forbidden(found.kind, found.character, place))
            text = text.replace(found.character, " ")
        return Node(place, Scalar(text, place), is_blank=blank)

    def _sequence(self, place: Location, depth: int) -> Node:
        items = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            item = self._node(event, depth + 1)
            # An alias stands for nothing here, and has been reported.
            if not isinstance(event, yaml.AliasEvent):
                items.append(item)
        return Node(place, items)

    def _mapping(self, place: Location, depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key.value, Scalar):
                self._report("Y103", key.location, detail="a key must be plain text")
                continue
            name = str(key.value)
            if name in values:
                self._report("Y104", key.location, key=name, first=str(keys[name].line))
                continue
            values[name], keys[name] = value, key.location
        return Node(place, values, keys)

    def _place(self, mark: Any) -> Location:  # noqa: ANN401  # libyaml's marks and PyYAML's own
        return Location(self._shown_as, mark.line + 1, mark.column + 1)

    def _report(self, code: str, place: Location, **args: str) -> None:
        self.problems.append(Problem(code, place, args))
