"""Faults are reported at their cells, and marked there in a copy of the workbook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from workbook_samples import files_of, spoiled

from generator.messages import MESSAGES
from generator.sources.xlsx_import import import_workbook


def put(sheet, cell, value):
    def spoil(book):
        book[sheet][cell] = value

    return spoil


def put_text(sheet, cell, value):
    def spoil(book):
        book[sheet][cell].value = value
        book[sheet][cell].data_type = "s"

    return spoil


def without_sheet(title):
    def spoil(book):
        del book[title]

    return spoil


def renamed_sheet(title, new):
    def spoil(book):
        book[title].title = new

    return spoil


def all_of(*spoilers):
    def spoil(book):
        for each in spoilers:
            each(book)

    return spoil


FAULTS = {
    "an unknown seat": (put("اعضا", "D3", "مدیر شرکت"), {("اعضا", "D3", "R302")}),
    "a gender that is none": (put("اعضا", "G4", "مرد"), {("اعضا", "G4", "M210")}),
    "a last name left out": (put("اعضا", "J5", None), {("اعضا", "J5", "M209")}),
    "an obligatory seat without holder": (put("اعضا", "K4", "بله"), {("اعضا", "D4", "R305"), ("حاضران", "C4", "R327")}),
    "a role that is not the seat's": (put("اعضا", "E2", "دبیر"), {("اعضا", "E2", "X110")}),
    "an unknown province": (put("اعضا", "A6", "فارص"), {("اعضا", "A6", "R301")}),
    "an unknown body": (put("مقام‌ها", "B2", "P-CL09"), {("مقام‌ها", "B2", "R303")}),
    "a member of no project": (put("اعضا", "C12", "ston"), {("اعضا", "C12", "X109")}),
    "a row without its meeting": (put("دستور جلسه", "B3", None), {("دستور جلسه", "B3", "M209")}),
    "a row of a meeting that is not there": (put("مباحث", "B2", "1404-7"), {("مباحث", "B2", "X109")}),
    "a date that no calendar has": (put("مصوبات", "G2", "1404/12/30"), {("مصوبات", "G2", "M204")}),
    "a date of Excel": (put("مصوبات", "G2", dt.date(2025, 9, 6)), {("مصوبات", "G2", "X108")}),
    "a formula": (put("مصوبات", "D2", "=A1"), {("مصوبات", "D2", "X103")}),
    "a decision without owner": (put("مصوبات", "E3", None), {("مصوبات", "E3", "R309")}),
    "a decision without deadline": (put("مصوبات", "G3", None), {("مصوبات", "G3", "R310")}),
    "a deadline before the meeting": (put("مصوبات", "G3", "1404/01/01"), {("مصوبات", "G3", "R316")}),
    "an owner who is nobody": (put("مصوبات", "E2", "nobody"), {("مصوبات", "E2", "R311")}),
    "a status that is none": (put("مصوبات", "H2", "تمام"), {("مصوبات", "H2", "M210")}),
    "a number used twice": (put("مصوبات", "C3", "1"), {("مصوبات", "C3", "R313")}),
    "a number that is none": (put("مصوبات", "C2", "یک"), {("مصوبات", "C2", "M207")}),
    "an attendee who is nobody": (
        put_text("حاضران", "C3", "nobody"),
        {("حاضران", "C3", "R312"), ("جلسه‌ها", "B2", "R319"), ("جلسه‌ها", "L2", "R330")},
    ),
    "a name that is not the member's": (put("حاضران", "D3", "کس دیگر"), {("حاضران", "D3", "X110")}),
    "half a substitute": (
        put("حاضران", "I3", "معاون"),
        {("حاضران", cell, "M209") for cell in ("E3", "G3", "H3")},
    ),
    "an end before the start": (put("جلسه‌ها", "I2", "08:00"), {("جلسه‌ها", "I2", "R315")}),
    "a meeting without agenda": (
        all_of(put("دستور جلسه", "C2", None), lambda book: book["دستور جلسه"].delete_rows(2, 2)),
        {("جلسه‌ها", "B2", "R308")},
    ),
    "a meeting twice": (
        lambda book: book["جلسه‌ها"].append([cell.value for cell in book["جلسه‌ها"][2]]),
        {("جلسه‌ها", "B3", "R313")},
    ),
    "a meeting of no project": (put("جلسه‌ها", "D2", "stone"), {("جلسه‌ها", "D2", "R322")}),
    "an hour that no clock shows": (put("جلسه‌ها", "H2", "25:00"), {("جلسه‌ها", "H2", "M206")}),
    "neither yes nor no": (put("غایبان", "E2", "شاید"), {("غایبان", "E2", "M208")}),
    "an activity twice": (put("فعالیت‌ها", "C3", "۱"), {("فعالیت‌ها", "C3", "R313")}),
    "a share of no activity": (put("سهم‌ها", "C2", "7"), {("سهم‌ها", "C2", "X109")}),
    "activities without the year of the plan": (put("پروژه‌ها", "K2", None), {("پروژه‌ها", "K2", "M209")}),
    "a key with a space": (put("نهادهای دیگر", "C2", "the univ"), {("نهادهای دیگر", "C2", "M211")}),
    "a character that hides its order": (put("مباحث", "C2", "بحث \u202eتسا"), {("مباحث", "C2", "Y107")}),
    "a noncharacter": (put("مباحث", "C2", "بحث\u2028دو"), {("مباحث", "C2", "Y106")}),
    "an error of Excel": (put("مباحث", "C2", "#REF!"), {("مباحث", "C2", "X113")}),
    "a heading that is not known": (
        put("غایبان", "E1", "موجح"),
        {("غایبان", "E1", "X105"), ("غایبان", "A1", "X107")},
    ),
    "a heading twice": (put("غایبان", "G1", "موجه"), {("غایبان", "G1", "X114")}),
    "a value beside the table": (put("غایبان", "J2", "یادداشت"), {("غایبان", "J2", "X115")}),
    "a sheet that is not there": (without_sheet("مصوبات"), {("", "", "X104")}),
    "a sheet under another name": (
        renamed_sheet("مصوبات", "مصوبه"),
        {("", "", "X104"), ("مصوبه", "A1", "X111")},
    ),
    "a row beyond the last": (put("مباحث", "C20001", "بحث"), {("مباحث", "A20001", "X106")}),
}


def imported(workbook, workspace, folder, *, dry_run=False):
    path = folder / "book.xlsx"
    path.write_bytes(workbook)
    return import_workbook(path, workspace, dry_run=dry_run)


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_reported_at_its_cell(name, sound_office, sound_workbook, tmp_path):
    spoil, expected = FAULTS[name]
    report = imported(spoiled(sound_workbook, spoil), sound_office, tmp_path, dry_run=True)
    faults = [problem for problem in report.problems if problem.is_fault]
    assert {(p.location.sheet, p.location.cell, p.code) for p in faults} == expected
    assert report.written == []
    for problem in faults:
        assert problem.location.path == str(tmp_path / "book.xlsx")
        for language in ("fa", "en"):
            assert "{" not in problem.text(language) + problem.hint(language)


def test_there_are_more_than_ten_faulty_workbooks():
    assert len(FAULTS) > 10
    assert {code for _, expected in FAULTS.values() for *_, code in expected} <= MESSAGES.keys()


def test_faults_are_marked_in_a_copy_as_comments_of_their_cells(sound_office, sound_workbook, tmp_path):
    before = files_of(sound_office)
    spoil = all_of(put("اعضا", "G4", "مرد"), put("مصوبات", "G2", "1404/12/30"), without_sheet("تیم عاملیت"))
    report = imported(spoiled(sound_workbook, spoil), sound_office, tmp_path)
    assert files_of(sound_office) == before
    assert report.marked == str(tmp_path / "book.faults.xlsx")
    book = openpyxl.load_workbook(report.marked)
    comments = {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    assert set(comments) == {("اعضا", "G4"), ("مصوبات", "G2"), ("راهنما", "A1")}
    assert "M210" in comments["اعضا", "G4"]
    assert "پذیرفته نیست" in comments["اعضا", "G4"]
    assert "not accepted here" in comments["اعضا", "G4"]
    assert "X104" in comments["راهنما", "A1"]
    assert book["اعضا"]["G4"].value == "مرد"
    assert book["اعضا"]["A1"].font.bold
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)


def test_the_marks_of_an_earlier_import_go_and_comments_of_people_stay(sound_office, sound_workbook, tmp_path):
    def spoil(book):
        book["اعضا"]["G4"] = "مرد"
        book["اعضا"]["I4"].comment = Comment("پرسیده شود", "کارشناس")

    first = imported(spoiled(sound_workbook, spoil), sound_office, tmp_path)
    mended = all_of(put("اعضا", "G4", "آقا"), put("اعضا", "G5", "زن"))
    again = imported(spoiled(Path(first.marked).read_bytes(), mended), sound_office, tmp_path)
    sheet = openpyxl.load_workbook(again.marked)["اعضا"]
    assert sheet["G4"].comment is None
    assert sheet["G4"].fill.fill_type is None
    assert "M210" in sheet["G5"].comment.text
    assert sheet["I4"].comment.text == "پرسیده شود"


def test_a_marked_copy_that_somebody_worked_in_is_not_overwritten(sound_office, sound_workbook, tmp_path):
    faulty = spoiled(sound_workbook, put("اعضا", "G4", "مرد"))
    first = imported(faulty, sound_office, tmp_path)
    assert imported(faulty, sound_office, tmp_path).marked == first.marked
    copy = tmp_path / "book.faults.xlsx"
    edited = spoiled(copy.read_bytes(), put("اعضا", "I4", "نام"))
    copy.write_bytes(edited)
    assert imported(faulty, sound_office, tmp_path).marked == str(tmp_path / "book.faults-2.xlsx")
    assert copy.read_bytes() == edited


def test_a_fault_that_a_workbook_makes_in_another_file_is_told_there(office, tmp_path, sound_workbook):
    def spoil(book):
        for title in ("جلسه‌ها", "دستور جلسه", "حاضران", "غایبان", "مهمانان", "نهادهای دیگر", "مباحث", "مصوبات"):
            del book[title]
        book["اعضا"]["F4"] = "industry_new"

    report = imported(spoiled(sound_workbook, spoil), office, tmp_path)
    faults = {(str(p.location), p.code) for p in report.problems if p.is_fault}
    meeting = "data/offices/07-fars/meetings/1404-1.yaml"
    assert {code for _, code in faults} == {"R311", "R312", "R319"}
    assert all(place.startswith(f"{meeting}") for place, _ in faults)
    assert report.written == []


def test_values_of_other_kinds_than_text_become_that_text(office, sound_workbook, tmp_path):
    def spoil(book):
        book["مصوبات"]["C2"] = 5
        book["جلسه‌ها"]["H2"] = dt.time(9, 0)
        book["اعضا"]["K2"] = False

    report = imported(spoiled(sound_workbook, spoil), office, tmp_path)
    assert [problem for problem in report.problems if problem.is_fault] == []
    written = (office.data / "offices/07-fars/meetings/1404-1.yaml").read_text("utf-8")
    assert "number: 5" in written
    assert 'start: "09:00"' in written
