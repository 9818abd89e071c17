"""The table of 31 provinces whose faults are known: every cell, in every form."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile

import openpyxl
import pytest
from committee_data import CODES, TODAY, dataset_of, folder_of, sound_province

from generator.compliance import as_json, as_text, as_workbook, compliance_view, judge
from generator.persian.dates import JalaliDate
from generator.persian.numerals import to_ascii_digits

RULES = (
    "seats",
    "decrees",
    "meetings",
    "agenda",
    "invitations",
    "minutes",
    "notifications",
    "isipo",
    "priorities",
    "overdue",
)
ROSTER, FIRST, SECOND = "roster.yaml", "meetings/1404-1.yaml", "meetings/1404-2.yaml"
NO_ROSTER, NO_FOLDER, BROKEN_ROSTER, BROKEN_MEETING, SOUND = CODES[3], CODES[11], CODES[17], CODES[23], CODES[30]


class KnownFaults:
    """A province's files, spoiled at random, with the number of findings that each rule must then have."""

    def __init__(self, code, luck):
        self.files = sound_province(code)
        self.faults = dict.fromkeys(RULES, 0)
        self.advice = dict.fromkeys(RULES, 0)
        self._luck = luck

    def spoil(self):
        roster = self.files[ROSTER]["members"]
        self._each("seats", self._some(roster[3:8]), self._vacate)
        self._each("decrees", self._some([*roster[:3], roster[8]]), lambda member: member.pop("decree"))
        self._spoil_calendar()
        for name in (FIRST, SECOND):
            if name in self.files:
                self._spoil_meeting(self.files[name], may_be_empty=name == SECOND)
        if self._luck.random() < 0.4:
            del self.files[FIRST]["decisions"][0]["approves"]
            self.faults["priorities"] = 1
        return self

    def _some(self, items):
        return self._luck.sample(items, self._luck.choice([0, 0, 1, 2, len(items)]))

    def _each(self, rule, chosen, change):
        for item in chosen:
            change(item)
        self.faults[rule] += len(chosen)

    @staticmethod
    def _vacate(member):
        del member["person"], member["decree"]
        member["vacant"] = "yes"

    def _spoil_calendar(self):
        fate = self._luck.choice(["kept", "kept", "few", "close"])
        if fate == "few":
            del self.files[SECOND]
        elif fate == "close":
            # Two months after the first; all dates of the meeting go with it.
            moved = re.sub(r"1404-08", "1404-04", json.dumps(self.files[SECOND]))
            self.files[SECOND] = json.loads(moved)
        self.faults["meetings"] += fate != "kept"

    def _spoil_meeting(self, meeting, *, may_be_empty):
        for rule, key in (("agenda", "agenda_confirmed"), ("invitations", "invited"), ("isipo", "sent_to_isipo")):
            if self._luck.random() < 0.3:
                del meeting[key]
                self.faults[rule] += 1
            elif self._luck.random() < 0.2 and key != "sent_to_isipo":
                meeting[key] = meeting["date"][:-2] + ("29" if key == "agenda_confirmed" else "27")
                self.faults[rule] += 1
        fate = self._luck.choice(["kept", "unrecorded", "empty" if may_be_empty else "kept"])
        if fate == "unrecorded":
            del meeting["recorded"]
            self.faults["minutes"] += 1
        if fate == "empty":
            meeting["decisions"] = []
            self.advice["minutes"] += 1
            return
        self._spoil_decisions(meeting)

    def _spoil_decisions(self, meeting):
        if self._luck.random() < 0.3:
            del meeting["notified"]
            self.faults["notifications"] += 1
        for decision in self._some(meeting["decisions"]):
            decision["owner"] = "guilds"
            self.faults["notifications"] += 1
        for decision in self._some(meeting["decisions"]):
            decision["status"] = "open"
            self.advice["overdue"] += 1

    @property
    def cells(self):
        return {rule: self.faults[rule] + self.advice[rule] for rule in RULES}


def known_country(seed):
    """Files by folder, and for each province its cells, faults and advice; None is a cell not judged."""
    luck = random.Random(seed)  # noqa: S311  # no secret
    files, expected = {}, {}
    for code in CODES:
        known = KnownFaults(code, luck)
        if code != SOUND:
            known.spoil()
        files[folder_of(code)] = known.files
        expected[code] = (known.cells, sum(known.faults.values()), sum(known.advice.values()))
    for code in (NO_ROSTER, NO_FOLDER):
        expected[code] = ({**dict.fromkeys(RULES), "seats": 1}, 1, 0)
    del files[folder_of(NO_ROSTER)][ROSTER], files[folder_of(NO_FOLDER)]
    files[folder_of(BROKEN_ROSTER)][ROSTER] = "body: P-CL02\nmembers: [\n"
    expected[BROKEN_ROSTER] = (dict.fromkeys(RULES), 0, 0)
    files[folder_of(BROKEN_MEETING)][FIRST] = "key: 1404-1\nkey: 1404-1\n"
    cells = expected[BROKEN_MEETING][0]
    only_roster = {**dict.fromkeys(RULES), "seats": cells["seats"], "decrees": cells["decrees"]}
    expected[BROKEN_MEETING] = (only_roster, cells["seats"] + cells["decrees"], 0)
    return files, expected


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    files, expected = known_country(1391)
    dataset = dataset_of(tmp_path_factory.mktemp("country"), files)
    return judge(dataset, year=1404, today=JalaliDate.parse(TODAY)), expected


@pytest.fixture
def table(country):
    return country[0]


@pytest.fixture
def expected(country):
    return country[1]


def mark(count):
    return "؟" if count is None else count or "✓"


def sums(expected):
    return {rule: sum(cells[rule] or 0 for cells, _, _ in expected.values()) for rule in RULES}


def test_the_known_faults_break_every_rule_more_than_once(expected):
    assert len(expected) == 31
    for rule in RULES:
        assert {0, 1, None} <= {cells[rule] for cells, _, _ in expected.values()} or rule == "seats", rule
    assert min(sums(expected).values()) > 5


def test_each_cell_as_json(table, expected):
    found = as_json(table)
    assert [province["code"] for province in found["provinces"]] == CODES
    for province in found["provinces"]:
        cells, faults, advice = expected[province["code"]]
        assert province["findings"] == cells, province["name"]
        assert (province["faults"], province["advice"]) == (faults, advice), province["name"]
    assert found["totals"]["findings"] == sums(expected)
    assert found["totals"]["faults"] == sum(faults for _, faults, _ in expected.values())
    assert found["totals"]["advice"] == sum(advice for _, _, advice in expected.values())
    assert (found["procedure"], found["year"], found["today"]) == ("P-CL02", 1404, "1405-01-20")
    assert [rule["key"] for rule in found["rules"]] == list(RULES)
    assert json.loads(json.dumps(found)) == found


def test_each_finding_as_json_has_its_province_rule_and_clause(table, expected):
    findings = as_json(table)["findings"]
    assert len(findings) == sum(faults + advice for _, faults, advice in expected.values())
    for finding in findings:
        cells = expected[finding["province"]][0]
        told = [f for f in findings if (f["province"], f["rule"]) == (finding["province"], finding["rule"])]
        assert len(told) == cells[finding["rule"]]
        assert finding["clause"].startswith("بند ۴ـ")
        assert finding["location"]["path"].startswith(f"data/offices/{folder_of(finding['province'])}")


def test_the_text_has_a_line_a_province_and_even_columns(table, expected):
    lines = as_text(table).split("\n")
    assert lines[0].startswith("P-CL02، سال ۱۴۰۴، تا ۱۴۰۵/۰۱/۲۰")
    rows = lines[2 : 2 + 33]
    widths = {len(line.replace("\u200c", "")) for line in rows}
    assert len(widths) == 1
    for line, code, row in zip(rows[1:], CODES, table.rows, strict=False):
        cells, faults, advice = expected[code]
        shown = [str(mark(cells[rule])) for rule in RULES] + [str(faults), str(advice)]
        assert re.split(r" {2,}", to_ascii_digits(line.strip())) == [row.province.name, *shown]
    totals = [*sums(expected).values(), table.faults, table.advice]
    assert to_ascii_digits(rows[-1]).split() == ["جمع", *map(str, totals)]
    assert rows[0].split() == ["استان", *["۱", "۲", "۳", "۴", "۵", "۶", "۷", "۸", "۹", "۱۰"], "خطا", "توصیه"]
    assert "۹  تصویب اولویت‌های سال (بند ۴ـ۳) / yearly priorities approved" in lines


def test_the_workbook_read_back(table, expected):
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(table)))
    page, findings = book.worksheets
    assert (page.title, findings.title) == ("انطباق", "یافته‌ها")
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)
    rows = list(page.iter_rows(min_row=3, values_only=True))
    assert rows[0][:3] == ("کد", "استان", "تکمیل کرسی‌های الزامی (بند ۴ـ۲)")
    assert len(rows) == 1 + 31 + 1
    for row, code in zip(rows[1:], CODES, strict=False):
        cells, faults, advice = expected[code]
        assert row[0] == code
        assert row[2:] == (*(mark(cells[rule]) for rule in RULES), faults, advice)
    assert rows[-1][2:] == (*sums(expected).values(), table.faults, table.advice)
    told = list(findings.iter_rows(min_row=4, values_only=True))
    assert len(told) == table.faults + table.advice
    assert sum(row[3] == "خطا" for row in told) == table.faults


def test_colours_tell_faults_from_advice(table, expected):
    page = openpyxl.load_workbook(io.BytesIO(as_workbook(table))).worksheets[0]
    tones = {}
    for row in page.iter_rows(min_row=4, max_row=34, min_col=3, max_col=12):
        for column, cell in enumerate(row):
            tones.setdefault((RULES[column], type(cell.value)), set()).add(cell.fill.start_color.rgb)
    assert tones["overdue", int] == {"00FFF2CC"}
    assert tones["isipo", int] == {"00F8CBAD"}
    assert tones["minutes", int] == {"00FFF2CC", "00F8CBAD"}
    assert tones["isipo", str] == {"00E2EFDA", "00000000"}


def test_the_workbook_is_the_same_to_the_byte_and_holds_no_hour(table):
    content = as_workbook(table)
    assert content == as_workbook(table)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert set(re.findall(rb"\d{4}-\d\d-\d\dT", archive.read("docProps/core.xml"))) == {b"1980-01-01T"}


def test_the_report_is_given_the_same_table(table, expected):
    view = compliance_view(table)
    assert str(view.date) == "۱۴۰۵/۰۱/۲۰"
    assert [rule.code for rule in view.rules] == ["۱", "۲", "۳", "۴", "۵", "۶", "۷", "۸", "۹", "۱۰"]
    for row, code in zip(view.rows, CODES, strict=True):
        cells, faults, advice = expected[code]
        assert [to_ascii_digits(found) for found in row.marks] == [str(mark(cells[rule])) for rule in RULES]
        assert (row.faults, row.advice) == (faults, advice)
    assert (view.faults, view.advice) == (table.faults, table.advice)
    assert len(view.findings) == view.faults + view.advice
    assert {finding.severity for finding in view.findings} == {"خطا", "توصیه"}
    assert all(finding.clause in finding.text for finding in view.findings)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_countries_come_right_too(tmp_path, seed):
    files, expected = known_country(seed)
    table = judge(dataset_of(tmp_path, files), year=1404, today=JalaliDate.parse(TODAY))
    found = {row["code"]: (row["findings"], row["faults"], row["advice"]) for row in as_json(table)["provinces"]}
    assert found == expected


def test_a_text_that_begins_like_a_formula_stays_text():
    from generator.sources.xlsx_table import Cell, Sheet, workbook  # noqa: PLC0415  # used here alone

    sheet = Sheet("برگه", "=1+1", ["=A1"], [10], [[Cell("=2+2")]])
    page = openpyxl.load_workbook(io.BytesIO(workbook([sheet]))).worksheets[0]
    assert [(page[place].value, page[place].data_type) for place in ("A1", "A3", "A4")] == [
        ("=1+1", "s"),
        ("=A1", "s"),
        ("=2+2", "s"),
    ]
