"""Changes to a YAML file that touch nothing else in it: every other line stays as the office wrote it.

ruamel.yaml finds the places and writes the new values, but the text between them is spliced by hand: its own
round trip joins folded lines and moves a comment before the key that is inserted in front of it.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from generator.model.records import FieldPath
from generator.problems import DabirError, Location, Problem
from generator.publishing import publish_bytes, replacing, writing_problem

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
"""A value as it is written to a file: text, lists and mappings of text."""

_CLOCK = re.compile(r"[0-9]+(:[0-9]+)+")
_NEVER_FOLDED = 1_000_000
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class FileAsRead:
    """A file and what stood in it when it was read; ``content`` is None when there was no file.

    ``shown`` is the path that messages show.
    """

    path: Path
    shown: str
    content: bytes | None

    @classmethod
    def read(cls, path: Path, shown: str) -> FileAsRead:
        """The file as it is now. Raises :class:`DabirError` (Y111) when it is there and cannot be read."""
        return cls(path, shown, _content(path, shown))

    def publish(self, content: bytes) -> None:
        """Put new content in the file's place at one stroke, if nobody changed the file since it was read.

        Raises :class:`DabirError`: G803 when somebody did, O701 or O702 when it cannot be written. Two
        commands at once are told apart by a lock on the folder, so one of the two is always refused.
        """
        place = Location(self.shown)
        try:
            # What a link points to is written, and the link stays.
            target = self.path.resolve()
            if self.content is None:
                target.parent.mkdir(parents=True, exist_ok=True)
            with _locked(target.parent):
                if _content(self.path, self.shown) != self.content:
                    raise DabirError(Problem("G803", place))
                if self.content is None:
                    publish_bytes(content, target)
                    return
                with replacing(target) as stream:
                    stream.write(content)
                    Path(stream.name).chmod(target.stat().st_mode)
        except OSError as fault:
            raise DabirError(writing_problem(fault, self.path, place)) from fault


def _content(path: Path, shown: str) -> bytes | None:
    try:
        if path.exists() and not path.is_file():
            # A pipe or device would never end; what it is told with the other faults of the office.
            return b""
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise DabirError(Problem("Y111", Location(shown), {"detail": fault.strerror or str(fault)})) from fault


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """The folder for this process alone, among those that ask for it here; without effect on Windows."""
    if os.name == "nt":
        yield
        return
    import fcntl  # noqa: PLC0415  # there is none on Windows

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


class CannotEdit(ValueError):  # noqa: N818  # the name says what is wrong
    """The file is written in a way that these edits would not leave as it should be."""


class YamlText:
    """The text of a YAML file under change.

    ``orders`` gives the keys of each mapping in the order in which new ones are put: under ``""`` those of
    the file itself, under a key those of the items of its list.

    >>> text = YamlText("status: held  # so far\\nplace: شیراز\\n", {"": ["status", "date", "place"]})
    >>> text.set(("date",), "1404-02-10")
    >>> text.text
    'status: held  # so far\\ndate: 1404-02-10\\nplace: شیراز\\n'
    """

    def __init__(self, text: str, orders: Mapping[str, Sequence[str]]) -> None:
        self._is_dos = "\r\n" in text and "\n" not in text.replace("\r\n", "")
        self._mark = _BOM if text.startswith(_BOM) else ""
        body = text.removeprefix(_BOM)
        self._text = body.replace("\r\n", "\n") if self._is_dos else body
        self._orders = orders

    @property
    def text(self) -> str:
        """The text as it stands now, with the line ends and byte order mark that it came with."""
        return self._mark + (self._text.replace("\n", "\r\n") if self._is_dos else self._text)

    def set(self, path: FieldPath, value: Plain) -> None:
        """Give the key at ``path`` this value, in place of the one it has. Raises :class:`CannotEdit`."""
        root = self._compose()
        *way, key = path
        mapping = _walk(root, way)
        if not isinstance(mapping, MappingNode):
            raise CannotEdit("not a mapping")
        expected = _plain(root)
        _below(expected, way)[key] = value
        self._check(self._with_value(mapping, str(key), value, str(way[0]) if way else ""), expected)

    def append(self, key: str, items: Sequence[Plain]) -> None:
        """Add items to the list under a key of the file, which is made when absent. Raises :class:`CannotEdit`."""
        root = self._compose()
        entry = _entry(root, key)
        if entry is None or not isinstance(entry[1], SequenceNode) or not entry[1].value:
            self.set((key,), list(items))
            return
        expected = _plain(root)
        expected[key] += list(items)
        found = entry[1]
        if found.flow_style:
            raise CannotEdit("a list within brackets")
        lines = _item_lines(items, found.start_mark.column)
        self._check(self._with_lines(self._line_end(found), lines), expected)

    def _compose(self) -> MappingNode:
        try:
            root = _yaml().compose(self._text)
        except YAMLError as fault:
            raise CannotEdit(str(fault)) from fault
        if not isinstance(root, MappingNode) or root.flow_style:
            raise CannotEdit("not a mapping in lines")
        return root

    def _check(self, text: str, expected: Any) -> None:  # noqa: ANN401  # plain YAML values
        """Take the new text if it says what is expected and nothing else."""
        before, self._text = self._text, text
        try:
            found = _plain(self._compose())
        except CannotEdit:
            found = None
        if found != expected:
            self._text = before
            raise CannotEdit("the text would say something else")

    def _with_value(self, mapping: MappingNode, key: str, value: Plain, order: str) -> str:
        if mapping.flow_style:
            raise CannotEdit("a mapping within braces")
        column = mapping.start_mark.column
        entry = _entry(mapping, key)
        lines = _entry_lines(key, value, column, self._list_offset(mapping))
        if entry is None:
            return self._with_lines(self._place_of_new(mapping, key, self._orders[order]), lines)
        return self._with_filled(entry, lines[0][column + len(key) + 1 :], lines[1:])

    def _with_filled(self, entry: tuple[Node, Node], inline: str, below: list[str]) -> str:
        """The text with the value of an entry replaced; a comment after the value stays behind the new one."""
        key, old = entry
        start, end = old.start_mark.index, self._content_end(old)
        # The mark of an empty value may lie anywhere up to the next key.
        blanked = self._text[:start].rstrip() + self._text[end:] if _is_written(old) else self._text
        colon = blanked.index(":", key.end_mark.index) + 1
        filled = blanked[:colon] + inline + blanked[colon:]
        line_end = filled.find("\n", colon)
        return _inserted(filled, len(filled) if line_end < 0 else line_end, below)

    def _with_lines(self, place: int, lines: list[str]) -> str:
        return _inserted(self._text, place, lines)

    def _place_of_new(self, mapping: MappingNode, key: str, order: Sequence[str]) -> int:
        """Where a new key goes: after the entry before the first key that follows it in the order."""
        later = set(order[order.index(key) + 1 :])
        previous: tuple[Node, Node] | None = None
        for entry in mapping.value:
            if entry[0].value in later and previous is not None:
                break
            previous = entry
        if previous is None:
            raise CannotEdit("an empty mapping")
        return self._line_end(previous[1] if _is_written(previous[1]) else previous[0])

    def _list_offset(self, mapping: MappingNode) -> int:
        """How far the file sets the dashes of its lists in from their key: 2 unless it does otherwise."""
        lists = [value for _, value in mapping.value if isinstance(value, SequenceNode) and not value.flow_style]
        return lists[0].start_mark.column - mapping.start_mark.column if lists else 2

    def _line_end(self, node: Node) -> int:
        end = self._text.find("\n", self._content_end(node))
        return len(self._text) if end < 0 else end

    def _content_end(self, node: Node) -> int:
        """The place after the last letter of a value; the marks of block values end only at what follows them."""
        if isinstance(node, SequenceNode) and not node.flow_style and node.value:
            return self._content_end(node.value[-1])
        if isinstance(node, MappingNode) and not node.flow_style and node.value:
            key, value = node.value[-1]
            return self._content_end(value if _is_written(value) else key)
        end: int = node.end_mark.index
        return max(node.start_mark.index, len(self._text[:end].rstrip())) if node.start_mark.index < end else end


def written(values: Mapping[str, Plain]) -> str:
    """A new YAML file that holds these values."""
    lines: list[str] = []
    for key, value in values.items():
        lines += _entry_lines(key, value, 0, 2)
    return "\n".join(lines) + "\n"


class _TextAlone(VersionedResolver):
    """Takes every scalar for text, so that dates and yes are written without quotes and read as they stand."""

    @property
    def versioned_resolver(self) -> dict[str, Any]:
        return {}


def _yaml() -> YAML:
    yaml = YAML(pure=True)
    yaml.Resolver = _TextAlone
    yaml.width = _NEVER_FOLDED
    yaml.allow_unicode = True
    return yaml


def _dumped(value: Any) -> list[str]:  # noqa: ANN401  # plain YAML values
    stream = io.StringIO()
    _yaml().dump(_quoted(value), stream)
    return stream.getvalue().splitlines()


def _quoted(value: Any) -> Any:  # noqa: ANN401  # plain YAML values
    """The value with its hours in quotes, which other readers of YAML take for numbers."""
    if isinstance(value, dict):
        return {key: _quoted(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_quoted(below) for below in value]
    return DoubleQuotedScalarString(value) if _CLOCK.fullmatch(value) else value


def _entry_lines(key: str, value: Plain, column: int, list_offset: int) -> list[str]:
    if isinstance(value, list) and value:
        return [" " * column + f"{key}:", *_item_lines(value, column + list_offset)]
    return _indented(_dumped({key: value}), column)


def _item_lines(items: Sequence[Plain], column: int) -> list[str]:
    return _indented(_dumped(list(items)), column)


def _indented(lines: list[str], column: int) -> list[str]:
    return [" " * column + line if line else line for line in lines]


def _inserted(text: str, place: int, lines: Sequence[str]) -> str:
    """The text with lines put in after the line that ends at ``place``."""
    if not lines:
        return text
    rest = text[place:]
    return text[:place] + "\n" + "\n".join(lines) + (rest or os.linesep.replace("\r\n", "\n"))


def _is_written(value: Node) -> bool:
    """Whether there is anything after the colon."""
    return not (isinstance(value, ScalarNode) and value.style is None and value.value == "")


def _entry(mapping: MappingNode, key: str) -> tuple[Node, Node] | None:
    return next(((name, value) for name, value in mapping.value if name.value == key), None)


def _walk(node: Node, way: Sequence[str | int]) -> Node:
    for step in way:
        if isinstance(node, SequenceNode) and isinstance(step, int):
            node = node.value[step]
        elif isinstance(node, MappingNode) and (entry := _entry(node, str(step))) is not None:
            node = entry[1]
        else:
            raise CannotEdit(f"nothing at {step}")
    return node


def _below(values: Any, way: Sequence[str | int]) -> Any:  # noqa: ANN401  # plain YAML values
    for step in way:
        values = values[step]
    return values


def _plain(node: Node) -> Any:  # noqa: ANN401  # plain YAML values
    if isinstance(node, MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value
