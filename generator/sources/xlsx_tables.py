"""The cells of a workbook as tables of text that know their places; nothing is converted here."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from generator.persian.numerals import to_persian_digits
from generator.persian.text import describe_character, forbidden_characters, normalise
from generator.problems import Location, Problem, suggestion
from generator.sources.positions import Scalar
from generator.sources.xlsx_layout import GUIDE, LISTS, MOST_COLUMNS, MOST_ROWS, SHEETS, Sheet
from generator.sources.xlsx_package import BROKEN, load

# Excel keeps what XML cannot hold as _xHHHH_; a carriage return before a line feed is what Windows pastes.
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)|_x000D_(?=\n)|_x000D_$")
_TO_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LAST_ROW_OF_EXCEL = 1_048_576


@dataclass(frozen=True, slots=True)
class Row:
    """A row with at least one value: its number and the text under each heading, blank ones included."""

    number: int
    cells: dict[str, Scalar]

    def place(self, heading: str) -> Location:
        """The place of the cell under a heading."""
        return self.cells[heading].location


@dataclass(slots=True)
class Table:
    """A sheet that was found, with its rows; ``letters`` are the columns of its headings."""

    sheet: Sheet
    letters: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


def read_tables(data: bytes, shown: str) -> tuple[dict[str, Table], list[Problem]]:
    """The known sheets of a workbook by title, and every problem of sheets, headings and single cells."""
    reading = _Reading(shown)
    try:
        book = load(data, read_only=True)
        for title in book.sheetnames:
            reading.read_sheet(title, book[title])
    except BROKEN as fault:
        detail = " ".join(str(fault).split()) or type(fault).__name__
        return {}, [Problem("X101", Location(shown), {"detail": detail})]
    return reading.tables, reading.problems


@functools.lru_cache(maxsize=4096)
def same_letters(text: str) -> str:
    """A word without what typists leave out or add: spaces, half-spaces, Arabic letters."""
    return re.sub(r"[\s\u200c]+", "", normalise(text))


def escaped(text: str) -> str:
    """A text as a cell must hold it, so that Excel shows it as it is."""
    return _TO_ESCAPE.sub("_x005F_", text)


class _Reading:
    """One pass over the sheets of a workbook."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self.tables: dict[str, Table] = {}
        self.problems: list[Problem] = []

    def read_sheet(self, title: str, source: Any) -> None:  # noqa: ANN401  # openpyxl's sheets of all sorts
        known = {same_letters(sheet.title): sheet for sheet in SHEETS}
        sheet = known.get(same_letters(title))
        if sheet is None:
            if same_letters(title) not in (same_letters(GUIDE), same_letters(LISTS)):
                titles = [sheet.title for sheet in SHEETS]
                self._report("X111", title, "A1", sheet=title, **suggestion(title, titles))
            return
        if not hasattr(source, "reset_dimensions"):
            # A sheet that holds a chart alone has no rows.
            return
        source.reset_dimensions()
        table = Table(sheet)
        rows = self._rows(title, source.iter_rows(max_col=MOST_COLUMNS))
        self._read_headings(title, table, next(rows, (1, ()))[1])
        for number, cells in rows:
            self._read_row(title, table, number, cells)
        self.tables[sheet.title] = table

    def _rows(self, title: str, source: Iterator[Any]) -> Iterator[tuple[int, Sequence[Any]]]:
        gap: Any = None
        for number, cells in enumerate(source, start=1):
            if number > _LAST_ROW_OF_EXCEL:
                return
            if number <= MOST_ROWS:
                yield number, cells
            elif cells is gap or all(cell.value is None for cell in cells):
                # Rows that the file leaves out come as one and the same tuple.
                gap = cells
            else:
                found = {"found_fa": f"سطر {to_persian_digits(number)}", "found_en": f"row {number}"}
                self._report("X106", title, f"A{number}", limit=str(MOST_ROWS), **found)
                return

    def _read_headings(self, title: str, table: Table, cells: Sequence[Any]) -> None:
        wanted = {same_letters(heading): heading for heading in table.sheet.headings}
        for index, cell in enumerate(cells, start=1):
            letter = get_column_letter(index)
            text = self._text(title, f"{letter}1", cell).strip()
            if not text:
                continue
            heading = wanted.get(same_letters(text))
            if heading is None:
                self._report("X105", title, f"{letter}1", heading=text, **suggestion(text, table.sheet.headings))
                table.letters[f"?{letter}"] = letter
            elif heading in table.letters:
                self._report("X114", title, f"{letter}1", heading=heading, first=f"{table.letters[heading]}1")
                table.letters[f"?{letter}"] = letter
            else:
                table.letters[heading] = letter
        informing = {column.heading for column in table.sheet.columns if column.informs}
        missing = [name for name in table.sheet.headings if name not in table.letters and name not in informing]
        if missing:
            self._report("X107", title, "A1", sheet=table.sheet.title, headings="، ".join(missing))

    def _read_row(self, title: str, table: Table, number: int, cells: Sequence[Any]) -> None:
        by_letter = {
            letter: self._scalar(title, f"{letter}{number}", cell)
            for index, cell in enumerate(cells, start=1)
            if cell.value is not None and (letter := get_column_letter(index))
        }
        headed = set(table.letters.values())
        for letter, scalar in by_letter.items():
            if scalar and letter not in headed:
                self._report("X115", title, f"{letter}{number}")
        if not any(by_letter.values()):
            return
        values = {}
        for heading in table.sheet.headings:
            letter = table.letters.get(heading, "A")
            blank = Scalar("", Location(self._shown, sheet=title, cell=f"{letter}{number}"))
            values[heading] = by_letter.get(letter, blank) if heading in table.letters else blank
        table.rows.append(Row(number, values))

    def _scalar(self, title: str, place: str, cell: Any) -> Scalar:  # noqa: ANN401  # openpyxl's cells of all sorts
        text = self._text(title, place, cell).strip()
        for found in list(forbidden_characters(text)):
            code = "Y107" if found.kind == "bidi" else "Y106"
            self._report(code, title, place, character=describe_character(found.character))
            text = text.replace(found.character, " ")
        return Scalar(text, Location(self._shown, sheet=title, cell=place))

    def _text(self, title: str, place: str, cell: Any) -> str:  # noqa: ANN401  # openpyxl's cells of all sorts
        value = cell.value
        if value is None:
            return ""
        if cell.data_type == "f":
            formula = str(value if isinstance(value, str) else getattr(value, "text", "") or "=")
            self._report("X103", title, place, formula=formula[:80])
        elif cell.data_type == "e":
            self._report("X113", title, place, value=str(value))
        elif isinstance(value, dt.time) and not (value.second or value.microsecond):
            return f"{value.hour:02}:{value.minute:02}"
        elif isinstance(value, dt.date | dt.time | dt.timedelta):
            self._report("X108", title, place, value=str(value))
        elif isinstance(value, bool):
            return "yes" if value else "no"
        elif isinstance(value, float):
            return str(int(value)) if value.is_integer() else repr(value)
        else:
            return _ESCAPED.sub(lambda match: "_" if match[0].startswith("_x005") else "", str(value))
        # Something stands there, though it cannot be taken: the cell is not reported as empty as well.
        return "?"

    def _report(self, code: str, in_sheet: str, at: str, **args: str) -> None:
        self.problems.append(Problem(code, Location(self._shown, sheet=in_sheet, cell=at), args))
