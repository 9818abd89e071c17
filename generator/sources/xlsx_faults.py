"""Problems of a workbook in the words of the workbook, and marked in a copy of it as comments of the cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from generator.model.body import Body
from generator.problems import Problem, suggestion
from generator.sources.xlsx_choices import seat_names
from generator.sources.xlsx_layout import BODY, SHEETS, Column
from generator.sources.xlsx_package import is_untouched, load, save
from generator.sources.xlsx_tables import Table, same_letters

_AUTHOR = "dabir"
_FAULT_COLOUR = "FFFFC7CE"
_UNTAKEN = {"X103", "X108", "X113"}
"""Codes of cells whose value was not taken: nothing else is said of these."""


def in_words_of_the_workbook(
    problems: Iterable[Problem], tables: Mapping[str, Table], bodies: Mapping[str, Body]
) -> list[Problem]:
    """The problems with headings for keys and Persian words for values, in the order of sheets and cells."""
    listed = list(problems)
    untaken = {_cell(problem) for problem in listed if problem.code in _UNTAKEN}
    told: dict[tuple[Any, ...], Problem] = {}
    for problem in listed:
        if problem.code in _UNTAKEN or _cell(problem) not in untaken:
            said = _reworded(problem, tables, bodies)
            told.setdefault((said.code, _cell(said), tuple(sorted(said.args.items()))), said)
    return sorted(told.values(), key=_place)


def _cell(problem: Problem) -> tuple[str, str, str, int | None]:
    place = problem.location
    return place.path, place.sheet, place.cell, place.line


def _place(problem: Problem) -> tuple[int, str, int, int, str, int, int]:
    place = problem.location
    titles = [sheet.title for sheet in SHEETS]
    order = titles.index(place.sheet) if place.sheet in titles else -1
    row, column = _coordinates(place.cell) if place.cell else (0, 0)
    return order, place.sheet, row, column, place.path, place.line or 0, place.column or 0


def _coordinates(cell: str) -> tuple[int, int]:
    letter, row = coordinate_from_string(cell)
    return row, column_index_from_string(letter)


def _reworded(problem: Problem, tables: Mapping[str, Table], bodies: Mapping[str, Body]) -> Problem:
    table = next((table for title, table in tables.items() if _is(title, problem.location.sheet)), None)
    if table is None or not problem.location.cell:
        return problem
    letter, number = coordinate_from_string(problem.location.cell)
    heading = next((heading for heading, found in table.letters.items() if found == letter), "")
    column = table.sheet.column(heading)
    args = dict(problem.args)
    args |= {name: heading for name in ("key", "field") if heading and name in args}
    if column is None:
        return replace(problem, args=args)
    if column.choices == "seats" and problem.code in ("M211", "R302"):
        row = next((row for row in table.rows if row.number == number), None)
        body = bodies.get(row.cells[BODY]) if row else None
        if row is not None and body is not None:
            value = str(row.cells[heading])
            titles = seat_names(body).values()
            return replace(problem, code="R302", args={"value": value, "body": body.code, **suggestion(value, titles)})
    return replace(problem, args=args | _words(column, problem))


def _is(title: str, sheet: str) -> bool:
    return bool(sheet) and same_letters(title) == same_letters(sheet)


def _words(column: Column, problem: Problem) -> dict[str, str]:
    if column.words is None or problem.code not in ("M208", "M210"):
        return {}
    words = list(column.words.values())
    allowed = {"allowed_fa": "، ".join(words), "allowed_en": ", ".join(words)}
    return {**allowed, **suggestion(problem.args["value"], words)}


def marked_copy(data: bytes, problems: Iterable[Problem]) -> bytes:
    """A copy of a workbook whose faulty cells carry what is wrong with them as comments.

    Comments of an earlier import go. What concerns no cell is said at the first cell of the first sheet.
    Raises one of :data:`generator.sources.xlsx_package.BROKEN`.
    """
    book = load(data, read_only=False)
    for sheet in book.worksheets:
        _clear(sheet)
    said: dict[tuple[str, str], list[str]] = {}
    for problem in problems:
        place = problem.location
        known = place.sheet in book.sheetnames
        at = (place.sheet, place.cell or "A1") if known else (book.worksheets[0].title, "A1")
        said.setdefault(at, []).append(_said(problem, named=not known))
    for (title, cell), texts in said.items():
        _mark(book[title][cell], "\n\n".join(texts))
    return save(book)


def _said(problem: Problem, *, named: bool) -> str:
    head = f"{problem.code} {problem.message.slug}" + (f" ({problem.location})" if named else "")
    hint = f"← {problem.hint('fa')} / {problem.hint('en')}"
    return "\n".join((head, problem.text("fa"), problem.text("en"), hint))


def _clear(sheet: Any) -> None:  # noqa: ANN401  # openpyxl's sheet
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == _AUTHOR:
                cell.comment = None
                if cell.fill.fgColor.rgb == _FAULT_COLOUR:
                    cell.fill = PatternFill()


def _mark(cell: Any, text: str) -> None:  # noqa: ANN401  # openpyxl's cell
    if cell.comment is not None:
        text = f"{cell.comment.text}\n\n{text}"
    cell.comment = Comment(text, _AUTHOR, height=60 + 18 * text.count("\n"), width=420)
    cell.fill = PatternFill("solid", fgColor=_FAULT_COLOUR)


def marked_path(path: Path) -> Path:
    """Where the marked copy of a workbook goes: beside it, and never over what somebody has edited."""
    number = 1
    while True:
        addition = "" if number == 1 else f"-{number}"
        target = path.with_name(f"{path.stem}.faults{addition}.xlsx")
        if not target.exists() or (target.is_file() and is_untouched(target.read_bytes())):
            return target
        number += 1
