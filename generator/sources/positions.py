"""What a reader makes of a file: a tree of values that know where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Self

from generator.model.records import FieldPath
from generator.problems import Location


class Scalar(str):
    """A piece of text together with its place; in every other way a plain ``str``."""

    __slots__ = ("location",)
    location: Location

    def __new__(cls, text: str, location: Location) -> Self:
        scalar = super().__new__(cls, text)
        scalar.location = location
        return scalar


@dataclass(slots=True)
class Node:
    """A value of a file: a scalar, a list of nodes, or a mapping of keys to nodes.

    ``keys`` holds the places of a mapping's keys; ``is_blank`` marks a value that was left empty.
    """

    location: Location
    value: Scalar | list[Node] | dict[str, Node]
    keys: dict[str, Location] = field(default_factory=dict)
    is_blank: bool = False

    def plain(self) -> Any:  # noqa: ANN401  # lists, dicts and scalars, as nested as the file
        """The values without places, for validation; keys whose value was left empty are dropped."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items() if not node.is_blank}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def child(self, step: str | int) -> Node | None:
        """The value under a key or at a list position, or None."""
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None

    def locate(self, path: FieldPath) -> Location:
        """The place of the value at ``path``, or of the nearest value around it that exists."""
        node = self
        for step in path:
            below = node.child(step)
            if below is None:
                break
            node = below
        return replace(node.location, field=dotted(path))

    def locate_key(self, path: FieldPath) -> Location:
        """The place of the last key of ``path`` itself instead of its value."""
        around: Node | None = self
        for step in path[:-1]:
            around = around.child(step) if around else None
        if around is not None and (place := around.keys.get(str(path[-1]))):
            return replace(place, field=dotted(path))
        return self.locate(path)


def dotted(path: FieldPath) -> str:
    """A path as messages show it, such as ``decisions[2].owner``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
