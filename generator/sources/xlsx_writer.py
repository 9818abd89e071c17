"""Records to a workbook: right-to-left sheets of text with Persian headings and drop-downs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.model.body import Body
from generator.model.council import Council
from generator.model.meeting import Meeting
from generator.model.province import Office
from generator.model.records import FieldPath
from generator.model.roster import Member, Project
from generator.persian.dates import JalaliDate
from generator.persian.numerals import to_persian_digits
from generator.sources import xlsx_layout as layout
from generator.sources.xlsx_choices import seat_names
from generator.sources.xlsx_guide import GUIDE_LINES
from generator.sources.xlsx_layout import Column, Sheet
from generator.sources.xlsx_package import save
from generator.sources.xlsx_tables import escaped

_FORMULA_SIGNS = ("=", "+", "-", "@")
_HEAD_FILL = PatternFill("solid", fgColor="FFDDE6F0")
_RIGHT_TO_LEFT = 2


@dataclass(slots=True)
class OfficeRecords:
    """What a workbook says of one office."""

    office: Office
    councils: list[Council] = field(default_factory=list)
    meetings: list[tuple[Meeting, Council]] = field(default_factory=list)


def workbook_bytes(offices: Sequence[OfficeRecords], bodies: Mapping[str, Body], provinces: Sequence[str]) -> bytes:
    """A workbook of these offices, the same to the byte for the same records.

    ``bodies`` and the names of ``provinces`` fill the drop-downs.
    """
    book = Book()
    book.remove(book.worksheets[0])
    book.properties.creator = "dabir"
    book.properties.created = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # Excel knows no time zones
    _write_lines(_add_sheet(book, layout.GUIDE), GUIDE_LINES)
    tables = {sheet.title: list(_table(sheet, offices)) for sheet in layout.SHEETS}
    for sheet in layout.SHEETS:
        _write_table(_add_sheet(book, sheet.title), sheet, tables[sheet.title])
    ranges = _write_lists(_add_sheet(book, layout.LISTS), _lists(offices, bodies, provinces))
    for sheet in layout.SHEETS:
        _add_drop_downs(book[sheet.title], sheet, ranges)
    return save(book)


def cell_text(value: Any) -> str:  # noqa: ANN401  # any value of a record
    """A value as a cell shows it: digits in Persian, dates as ۱۴۰۴/۰۶/۱۵, yes and no in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return layout.YES_NO["yes" if value else "no"]
    if isinstance(value, int):
        return to_persian_digits(value)
    return value.numeric if isinstance(value, JalaliDate) else str(value)


def _table(sheet: Sheet, offices: Sequence[OfficeRecords]) -> Iterator[list[str]]:
    for office in offices:
        name = office.office.province.name if office.office.province else layout.NATIONAL_NAME
        for joins, council, row in _rows(sheet, office):
            yield [name, *joins, *(_shown(column, row, council) for column in sheet.columns)]


def _rows(sheet: Sheet, office: OfficeRecords) -> Iterator[tuple[list[str], Council, Any]]:
    """The rows of a sheet: what joins them after the office, the council they are of, and the value itself."""
    if sheet is layout.MEETINGS:
        yield from (([], council, meeting) for meeting, council in office.meetings)
    elif sheet.of == "meeting":
        for meeting, council in office.meetings:
            yield from (([meeting.key], council, row) for row in _at(meeting, sheet.field))
    elif sheet.of == "council":
        for council in office.councils:
            project = council.project.key if council.project else ""
            yield from (([council.record.body, project], council, row) for row in _at(council.record, sheet.field))
    else:
        for council in office.councils:
            if council.project is not None:
                yield from _rows_of_project(sheet, council.project, council)


def _rows_of_project(sheet: Sheet, project: Project, council: Council) -> Iterator[tuple[list[str], Council, Any]]:
    if sheet is layout.PROJECTS:
        yield [], council, project
    elif sheet.of == "project":
        yield from (([project.key], council, row) for row in _at(project, sheet.field) or [])
    elif project.action_plan is not None:
        for activity in project.action_plan.activities:
            yield from (([project.key, cell_text(activity.number)], council, share) for share in activity.shares)


def _at(record: Any, path: FieldPath) -> Any:  # noqa: ANN401  # any value of a record
    for step in path:
        record = getattr(record, str(step), None)
    return record


def _shown(column: Column, row: Any, council: Council) -> str:  # noqa: ANN401  # any row of a sheet
    if column.informs == "role":
        seat = council.body.seat(row.seat)
        return seat.role if seat else ""
    if column.informs == "name":
        member = council.by_reference.get(row.member)
        return member.person.name if member and member.person else ""
    value = _at(row, column.path)
    words = column.words or {}
    if column.choices == "seats":
        return seat_names(council.body).get(str(value), str(value))
    if isinstance(row, Member) and column.path == ("vacant",) and not value:
        return ""
    return words.get(str(value), cell_text(value))


def _add_sheet(book: Book, title: str) -> Worksheet:
    sheet: Worksheet = book.create_sheet(title)
    sheet.sheet_view.rightToLeft = True
    return sheet


def _write_table(target: Worksheet, sheet: Sheet, rows: Iterable[list[str]]) -> None:
    widths = [16 if heading == layout.PROVINCE else 22 for heading in sheet.joins]
    widths += [column.width for column in sheet.columns]
    _write_headings(target, sheet.headings, widths)
    for number, row in enumerate(rows, start=2):
        for index, text in enumerate(row, start=1):
            if text:
                _write_text(target, number, index, text)


def _write_headings(target: Worksheet, headings: Sequence[str], widths: Sequence[int]) -> None:
    for index, (heading, width) in enumerate(zip(headings, widths, strict=True), start=1):
        cell = _write_text(target, 1, index, heading)
        cell.font = Font(bold=True)
        cell.fill = _HEAD_FILL
        column = target.column_dimensions[get_column_letter(index)]
        column.width = width
        # Cells that are typed into later are text as well, so that Excel converts nothing.
        column.number_format = "@"
        column.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=_RIGHT_TO_LEFT)
    target.freeze_panes = "A2"


def _write_text(target: Worksheet, row: int, column: int, text: str) -> Any:  # noqa: ANN401  # openpyxl's cell
    cell = target.cell(row, column)
    cell.value = escaped(text)
    # Without this openpyxl makes a formula of any text that begins with an equals sign.
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=_RIGHT_TO_LEFT)
    if text.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True
    return cell


def _write_lines(target: Worksheet, lines: Sequence[tuple[str, str]]) -> None:
    _write_headings(target, lines[0], (26, 100))
    for number, line in enumerate(lines[1:], start=2):
        for index, text in enumerate(line, start=1):
            if text:
                _write_text(target, number, index, text)


def _lists(offices: Sequence[OfficeRecords], bodies: Mapping[str, Body], provinces: Sequence[str]) -> dict[str, Any]:
    """The columns of the sheet «فهرست‌ها»: heading to values, those that fill drop-downs under their names."""
    levels = {"national" if office.office.province is None else "province" for office in offices}
    levels |= {"project"} if "province" in levels else set()
    fitting = [body for body in bodies.values() if body.level in levels]
    seats = [(body, seat, name) for body in fitting for seat in body.seats for name in [seat_names(body)[seat.key]]]
    councils = [council for office in offices for council in office.councils]
    members = [(council, member) for council in councils for member in council.members]
    return {
        "provinces": ("استان‌ها", [layout.NATIONAL_NAME, *provinces]),
        "bodies": ("نهادها", [body.code for body in fitting]),
        "roles": ("نقش‌ها", list(dict.fromkeys(seat.role for _, seat, _ in seats))),
        "seats": ("کرسی‌ها", [name for _, _, name in seats]),
        "seat bodies": ("نهاد کرسی", [body.code for body, _, _ in seats]),
        "seat keys": ("شناسه کرسی", [seat.key for _, seat, _ in seats]),
        "seat roles": ("نقش کرسی", [seat.role for _, seat, _ in seats]),
        "members": ("شناسه اعضا", list(dict.fromkeys(member.reference for _, member in members))),
    }


def _write_lists(target: Worksheet, lists: Mapping[str, tuple[str, list[str]]]) -> dict[str, str]:
    """Write the lists; gives the range of each by its name, as a drop-down cites it."""
    _write_headings(target, [heading for heading, _ in lists.values()], [30] * len(lists))
    ranges = {"projects": _range(layout.PROJECTS.title, 2, 1000), "meetings": _range(layout.MEETINGS.title, 2, 1000)}
    for index, (name, (_, values)) in enumerate(lists.items(), start=1):
        for number, text in enumerate(values, start=2):
            _write_text(target, number, index, text)
        if values:
            ranges[name] = _range(layout.LISTS, index, len(values) + 1)
    return ranges


def _range(title: str, column: int, last: int) -> str:
    letter = get_column_letter(column)
    return f"'{title}'!${letter}$2:${letter}${last}"


def _add_drop_downs(target: Worksheet, sheet: Sheet, ranges: Mapping[str, str]) -> None:
    places = {layout.PROVINCE: "provinces", layout.BODY: "bodies"}
    places |= {layout.PROJECT: "projects", layout.MEETING: "meetings"}
    for index, heading in enumerate(sheet.headings, start=1):
        column = sheet.column(heading)
        letter = get_column_letter(index)
        if column is not None and column.words is not None:
            formula, strict = '"' + ",".join(column.words.values()) + '"', True
        else:
            name = column.choices if column is not None else places.get(heading, "")
            formula, strict = ranges.get(name, ""), False
        if formula:
            # Other words than those of the model are refused at once; a name may be new, so Excel only asks.
            rule = DataValidation("list", formula1=formula, allow_blank=True)
            rule.errorStyle = "stop" if strict else "warning"
            rule.showErrorMessage = True
            rule.add(f"{letter}2:{letter}{layout.MOST_ROWS}")
            target.add_data_validation(rule)
