"""Tables as Excel workbooks from right to left: the same bytes for the same tables, whatever the time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from generator.ooxml.package import write_package

Tone = Literal["plain", "sound", "advice", "fault"]

_FONT: Final = "B Nazanin"
_HEAD: Final = "1F3864"
_TOTAL: Final = "D9E2F3"
_FILLS: Final[dict[Tone, str]] = {"sound": "E2EFDA", "advice": "FFF2CC", "fault": "F8CBAD"}
_EDGE: Final = Side(style="thin", color="A6A6A6")
_HEAD_ROW: Final = 3
_HEAD_HEIGHT: Final = 64
_WIDEST_CENTRED: Final = 20
_CORE_PART: Final = "docProps/core.xml"
_FIRST_DAY: Final = b"1980-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Cell:
    """A text or number with the tone that its colour shows."""

    value: str | int
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title over a table with its headings, the widths of its columns and a row of totals."""

    name: str
    title: str
    head: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[Cell] = ()


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as an Excel workbook; texts stay texts, also where one begins like a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # openpyxl writes the hour of saving.
    parts[_CORE_PART] = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z?", _FIRST_DAY, parts[_CORE_PART])
    return write_package(parts)


def _fill(page: Worksheet, sheet: Sheet) -> None:
    page.sheet_view.rightToLeft = True
    page.freeze_panes = f"A{_HEAD_ROW + 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    _put(page, 1, 1, Cell(sheet.title)).font = Font(name=_FONT, size=14, bold=True)
    for column, (heading, width) in enumerate(zip(sheet.head, sheet.widths, strict=True), start=1):
        page.column_dimensions[get_column_letter(column)].width = width
        _dress_head(_put(page, _HEAD_ROW, column, Cell(heading)))
    page.row_dimensions[_HEAD_ROW].height = _HEAD_HEIGHT
    for number, row in enumerate(sheet.rows, start=_HEAD_ROW + 1):
        for column, cell in enumerate(row, start=1):
            _dress(_put(page, number, column, cell), cell.tone, sheet.widths[column - 1])
    for column, cell in enumerate(sheet.totals, start=1):
        _dress_total(_put(page, _HEAD_ROW + len(sheet.rows) + 1, column, cell))
    last = get_column_letter(len(sheet.head))
    page.auto_filter.ref = f"A{_HEAD_ROW}:{last}{_HEAD_ROW + len(sheet.rows)}"


def _put(page: Worksheet, row: int, column: int, content: Cell) -> SheetCell:
    cell = page.cell(row, column)
    if not isinstance(cell, SheetCell):
        raise TypeError(f"{cell.coordinate} is within a merged cell")
    cell.value = content.value
    if isinstance(content.value, str):
        cell.data_type = "s"
    return cell


def _dress(cell: SheetCell, tone: Tone, width: int) -> None:
    cell.font = Font(name=_FONT, size=11)
    cell.border = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
    narrow = width <= _WIDEST_CENTRED
    cell.alignment = Alignment(
        horizontal="center" if narrow else "right", vertical="center", wrap_text=not narrow, readingOrder=2
    )
    if tone in _FILLS:
        cell.fill = PatternFill("solid", start_color=_FILLS[tone])


def _dress_head(cell: SheetCell) -> None:
    cell.font = Font(name=_FONT, size=11, bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", start_color=_HEAD)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True, readingOrder=2)


def _dress_total(cell: SheetCell) -> None:
    _dress(cell, "plain", 0)
    cell.font = Font(name=_FONT, size=11, bold=True)
    cell.fill = PatternFill("solid", start_color=_TOTAL)
