"""The sheets hold every field of the model, and look as an office in Iran expects."""

from __future__ import annotations

import io
import typing

import openpyxl
import pytest
from pydantic import BaseModel

from generator.model.meeting import Meeting
from generator.model.roster import Project, Roster
from generator.sources.xlsx_layout import GUIDE, LISTS, SHEETS, YES_NO


@pytest.fixture(scope="module")
def book(sound_workbook):
    return openpyxl.load_workbook(io.BytesIO(sound_workbook))


def record_of(annotation):
    """The record class in an annotation of a field, or None."""
    for candidate in (annotation, *typing.get_args(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return candidate
        if typing.get_args(candidate) and candidate is not annotation and (inner := record_of(candidate)):
            return inner
    return None


def leaves(model):
    """Every field of a model below which no record stands, and every list, by its path."""
    for name, field in model.model_fields.items():
        record = record_of(field.annotation)
        if record is None or typing.get_origin(field.annotation) is list:
            yield (name,)
        else:
            yield from ((name, *path) for path in leaves(record))


def paths_of(sheet):
    return {column.path for column in sheet.columns if not column.informs}


@pytest.mark.parametrize("sheet", [sheet for sheet in SHEETS if sheet.record], ids=lambda sheet: sheet.title)
def test_each_field_of_a_record_has_its_column(sheet):
    lists = {other.field for other in SHEETS if other.field}
    joined = {("province",)} if sheet.record is Project else set()
    assert set(leaves(sheet.record)) - lists - joined == paths_of(sheet)


def test_each_list_of_a_roster_and_a_meeting_has_its_sheet():
    fields = {sheet.field for sheet in SHEETS}
    for model in (Roster, Project, Meeting):
        lists = {(name,) for name, field in model.model_fields.items() if typing.get_origin(field.annotation) is list}
        assert lists <= fields


@pytest.mark.parametrize("sheet", [sheet for sheet in SHEETS if sheet.record], ids=lambda sheet: sheet.title)
def test_words_and_optional_groups_are_those_of_the_model(sheet):
    for column in sheet.columns:
        if column.words is not None:
            model = sheet.record
            for step in column.path[:-1]:
                model = record_of(model.model_fields[step].annotation)
            annotation = model.model_fields[column.path[-1]].annotation
            words = [argument for argument in typing.get_args(annotation) if isinstance(argument, str)]
            words += [word for inner in typing.get_args(annotation) for word in typing.get_args(inner)]
            assert set(column.words) == set(words or YES_NO)
    groups = {path[:length] for path in paths_of(sheet) for length in range(1, len(path))}
    for group in groups:
        model = sheet.record
        for step in group[:-1]:
            model = record_of(model.model_fields[step].annotation)
        assert (group in sheet.optional) is not model.model_fields[group[-1]].is_required()


def test_headings_of_a_sheet_differ():
    assert all(len(set(sheet.headings)) == len(sheet.headings) for sheet in SHEETS)


def test_sheets_run_from_right_to_left_with_a_bold_frozen_head(book):
    assert book.sheetnames == [GUIDE, *(sheet.title for sheet in SHEETS), LISTS]
    for sheet in book.worksheets:
        assert sheet.sheet_view.rightToLeft
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.bold for cell in sheet[1])


def test_all_cells_are_text_so_that_excel_converts_nothing(book):
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.number_format == "@" and cell.data_type == "s" for cell in row if cell.value is not None)
    members = book["اعضا"]
    assert members.column_dimensions["O"].number_format == "@"


def test_dates_are_jalali_text(book):
    assert book["جلسه‌ها"]["G2"].value == "۱۴۰۴/۰۴/۱۷"
    assert book["جلسه‌ها"]["H2"].value == "۰۹:۳۰"
    assert book["پروژه‌ها"]["H2"].value == "۱۴۰۳/۰۲/۳۱"


def test_drop_downs_offer_seats_roles_and_words_in_persian(book):
    def offered(sheet, column):
        (formula,) = [
            rule.formula1 for rule in book[sheet].data_validations.dataValidation if f"{column}2" in rule.sqref
        ]
        if formula.startswith('"'):
            return formula.strip('"').split(",")
        title, _, area = formula.partition("!")
        return [cell.value for (cell,) in book[title.strip("'")][area.replace("$", "")]]

    assert "معاون برنامه‌ریزی استاندار" in offered("اعضا", "D")
    assert {"رئیس", "دبیر", "عضو"} <= set(offered("اعضا", "E"))
    assert offered("اعضا", "G") == ["آقا", "خانم"]
    assert offered("اعضا", "K") == ["بله", "خیر"]
    assert offered("جلسه‌ها", "F") == ["برنامه‌ریزی‌شده", "برگزارشده"]
    assert offered("مصوبات", "H") == ["در دست اقدام", "انجام‌شده", "لغوشده"]
    assert "planning_deputy" in offered("حاضران", "C")
    assert "فارس" in offered("اعضا", "A")


def test_a_drop_down_in_place_is_short_enough_for_excel():
    for sheet in SHEETS:
        for column in sheet.columns:
            assert len(",".join((column.words or {}).values())) <= 255
            assert all("," not in word for word in (column.words or {}).values())
        assert len(sheet.title) <= 31
