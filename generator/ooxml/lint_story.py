"""Parts of a template as the lint rules see them: paragraphs with their place, their runs and what is a tag in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.ooxml.markup import MC, parse, q
from generator.ooxml.rtl import LATIN_NAMES
from generator.persian.numerals import to_persian_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.ooxml.markup import Element

PERSIAN = re.compile(
    "[\u0620-\u065f\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"
)
"""A letter of the Arabic script; digits and signs have no direction of their own to keep."""
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
HIDDEN = "\ufffc"
"""Stands for each character of a tag in :attr:`Line.static`."""
LONGEST_SHOWN = 120

_STORIES = {q(name) for name in ("document", "hdr", "ftr", "footnotes", "endnotes")}
_CHARACTERS = {q("tab"): "\t", q("ptab"): "\t", q("br"): "\n", q("cr"): "\n", q("noBreakHyphen"): "\u2011"}
_GONE = {q("del"), q("moveFrom"), q("pPr"), q("rPr"), q("Fallback", MC)}
_FIELD_RESULT, _VALUE, _STATEMENT, _LATIN_VALUE, _STATIC = "f", "v", "c", "l", "s"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a template: a code, its part, the place as a person finds it, and the edit that mends it."""

    code: str
    part: str
    where: str
    args: Mapping[str, str] = field(default_factory=dict)
    mend: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A ``w:r`` with the bounds of its text in the paragraph."""

    element: Element
    start: int
    end: int


@dataclass(slots=True)
class Line:
    """A paragraph: its text, the elements that hold it, and for each character what it belongs to."""

    element: Element
    fields_before: tuple[str, ...] = ()
    """Fields that began in an earlier paragraph; an instruction whose result is being shown ends in «|»."""
    text: str = ""
    pieces: list[tuple[Element | None, int, int]] = field(default_factory=list)
    """``w:t`` elements with their bounds; None for a tab or a break."""
    runs: list[Run] = field(default_factory=list)
    fields_after: tuple[str, ...] = ()
    marks: str = ""

    @classmethod
    def of(cls, element: Element, fields_before: tuple[str, ...] = ()) -> Line:
        """Read a ``w:p``."""
        line = cls(element, fields_before)
        reader = _LineReader(list(fields_before))
        reader.read(element, line)
        line.fields_after = tuple(reader.fields)
        line.marks = _marks(line.text, "".join(reader.marks))
        return line

    def again(self) -> Line:
        """The paragraph as it is now, after an edit."""
        return Line.of(self.element, self.fields_before)

    @property
    def static(self) -> str:
        """The text with tags and computed fields blotted out, of the same length.

        A tag that prints a Latin code counts as a Latin letter, so that the digits beside it stay with it.
        """
        shown = {_STATIC: None, _LATIN_VALUE: "A"}
        return "".join(shown.get(mark, HIDDEN) or letter for letter, mark in zip(self.text, self.marks, strict=True))

    def has_persian(self, start: int = 0, end: int | None = None) -> bool:
        """Whether Persian letters stand there outside tags."""
        return PERSIAN.search(self.static[start:end]) is not None

    def shows_persian(self, start: int = 0, end: int | None = None) -> bool:
        """Whether Persian text stands there or is printed there by a tag."""
        return self.has_persian(start, end) or _VALUE in self.marks[start:end]


class _LineReader:
    """Walks a paragraph and knows in which field it is."""

    def __init__(self, fields: list[str]) -> None:
        self.fields = fields
        self.marks: list[str] = []

    def read(self, element: Element, line: Line) -> None:
        for child in element:
            if child.tag == q("t"):
                self._add(line, child.text or "", child)
            elif child.tag in _CHARACTERS:
                self._add(line, _CHARACTERS[str(child.tag)], None)
            elif child.tag in (q("fldChar"), q("instrText")):
                self._step(child)
            elif child.tag == q("fldSimple"):
                self.fields.append(f"{child.get(q('instr')) or ''}|")
                self.read(child, line)
                self.fields.pop()
            elif child.tag == q("r"):
                start = len(line.text)
                self.read(child, line)
                line.runs.append(Run(child, start, len(line.text)))
            elif child.tag not in _GONE and child.tag != q("p"):
                self.read(child, line)

    def _add(self, line: Line, text: str, holder: Element | None) -> None:
        line.pieces.append((holder, len(line.text), len(line.text) + len(text)))
        line.text += text
        # A link's text is typed; what PAGE or DATE shows is computed anew by whoever opens the file.
        computed = any(code.endswith("|") and code.split()[0].upper() != "HYPERLINK" for code in self.fields if code)
        self.marks.append((_FIELD_RESULT if computed else _STATIC) * len(text))

    def _step(self, mark: Element) -> None:
        kind = mark.get(q("fldCharType"))
        if kind == "begin":
            self.fields.append(" ")
        elif kind == "end" and self.fields:
            self.fields.pop()
        elif kind == "separate" and self.fields:
            self.fields[-1] = f"{self.fields[-1].strip() or '?'}|"
        elif mark.tag == q("instrText") and self.fields:
            self.fields[-1] += mark.text or ""


def _marks(text: str, marks: str) -> str:
    for tag in TAG.finditer(text):
        printing = _LATIN_VALUE if tag[0][2:-2].strip() in LATIN_NAMES else _VALUE
        mark = printing if tag[0].startswith("{{") else _STATEMENT
        marks = marks[: tag.start()] + mark * len(tag[0]) + marks[tag.end() :]
    return marks


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, tags included, and its place."""

    element: Element
    text: str
    where: str

    @property
    def static(self) -> str:
        """The text without tags, spaces at the ends and a closing colon."""
        return " ".join(TAG.sub(" ", self.text).split()).rstrip(" :")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the texts of its cells by rows."""

    element: Element
    where: str
    rows: list[list[Cell]]
    is_nested: bool


class Story:
    """A part that holds paragraphs: the document, a header, a footer, footnotes or endnotes."""

    def __init__(self, part: str, xml: bytes) -> None:
        """Read the paragraphs and tables of a part."""
        self.part = part
        self.xml = xml
        self.root = root = parse(xml)
        self._numbers: dict[Element, int] = {}
        for number, table in enumerate(root.iter(q("tbl")), start=1):
            self._numbers[table] = number
            for row_number, row in enumerate(_own(table, "tr", "tbl"), start=1):
                self._numbers[row] = row_number
                self._numbers |= {cell: place for place, cell in enumerate(_own(row, "tc", "tr"), start=1)}
        self.lines: list[Line] = []
        fields: tuple[str, ...] = ()
        for element in root.iter(q("p")):
            if not any(ancestor.tag in _GONE for ancestor in element.iterancestors()):
                self.lines.append(Line.of(element, fields))
                fields = self.lines[-1].fields_after
        self.tables = [self._table(table) for table in root.iter(q("tbl"))]

    def place_of(self, element: Element) -> str:
        """The table cell that an element stands in, as «جدول ۲، ردیف ۳، خانه ۱»; inner tables after outer ones."""
        cells = []
        for cell in (element, *element.iterancestors()):
            if cell.tag == q("tc") and cell in self._numbers:
                row = next(cell.iterancestors(q("tr")))
                table = next(row.iterancestors(q("tbl")))
                numbers = (self._numbers[table], self._numbers[row], self._numbers[cell])
                cells.append("جدول {}، ردیف {}، خانه {}".format(*map(to_persian_digits, numbers)))
        return " › ".join(reversed(cells))

    def where(self, line: Line) -> str:
        """The place of a paragraph: its cell, if it stands in one, and its text."""
        text = clipped(line.text)
        place = self.place_of(line.element)
        return f"{place}: {text}" if place and text else place or text

    def paragraph_at(self, number: int) -> str:
        """The place of the paragraph of this number, all paragraphs of the part counted from 1."""
        element = next((p for count, p in enumerate(self.root.iter(q("p")), start=1) if count == number), None)
        return self.where(Line.of(element)) if element is not None else ""

    def _table(self, table: Element) -> Table:
        outer = self.place_of(table)
        number = to_persian_digits(self._numbers[table])
        where = f"{outer} › جدول {number}" if outer else f"جدول {number}"
        rows = [[self._cell(cell) for cell in _own(row, "tc", "tr")] for row in _own(table, "tr", "tbl")]
        is_nested = any(ancestor.tag in (q("tc"), q("txbxContent")) for ancestor in table.iterancestors())
        return Table(table, where, rows, is_nested)

    def _cell(self, cell: Element) -> Cell:
        text = "\n".join(Line.of(paragraph).text for paragraph in _own(cell, "p", "tc"))
        place = self.place_of(cell)
        return Cell(cell, text, f"{place}: {clipped(text)}" if text.strip() else place)


def read_stories(parts: Mapping[str, bytes]) -> dict[str, Story]:
    """The parts with paragraphs, by name; the parts must be known to be well-formed."""
    found: dict[str, Story] = {}
    for name in sorted(parts):
        if name.startswith("word/") and name.endswith(".xml") and parse(parts[name]).tag in _STORIES:
            found[name] = Story(name, parts[name])
    return found


def clipped(text: str) -> str:
    """A text in one line, and not too long a one."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"


def _own(parent: Element, name: str, boundary: str) -> Iterator[Element]:
    """Rows of a table, cells of a row or paragraphs of a cell, without those of an inner table."""
    for found in parent.iter(q(name)):
        if next(found.iterancestors(q(boundary)), None) is parent:
            yield found
