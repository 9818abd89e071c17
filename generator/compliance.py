"""Every province against P-CL02: the rules run over a dataset, and what they find as problems and as a table."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.model.compliance import COMMITTEE, RULES, Breach, Case, Rule, clause_fa, not_formed
from generator.model.instrument import ComplianceFindingView, ComplianceRowView, ComplianceView, RuleView
from generator.model.province import Office, Province
from generator.model.roster import Project
from generator.persian.dates import JalaliDate
from generator.persian.numerals import to_persian_digits
from generator.planning import find_province
from generator.problems import DabirError, Location, Problem, sort_problems, suggestion
from generator.sources.dataset import OFFICE_FILE, Dataset, OfficeData, ReadCouncil
from generator.sources.xlsx_table import Cell, Sheet, workbook

SOUND = "✓"
NOT_JUDGED = "؟"
"""The mark of a rule that cannot be judged: there is no committee, or files it rests on cannot be read."""


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: the rule whose column it stands in, and the problem with its place and clause."""

    rule: Rule
    problem: Problem

    @property
    def clause(self) -> str:
        """The clause that the finding cites, without the number of the procedure: «بند ۴ـ۲»."""
        return self.problem.args["clause"].partition("، ")[2]

    @property
    def severity(self) -> str:
        """«خطا» for what P-CL02 asks, «توصیه» for what is prudent."""
        return "خطا" if self.problem.is_fault else "توصیه"


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    """One row of the table: what was found in a province, and the keys of the rules that could be judged."""

    province: Province
    found: Sequence[Found] = ()
    judged: frozenset[str] = field(default_factory=lambda: frozenset(rule.key for rule in RULES))

    def of(self, rule: Rule) -> list[Problem]:
        """The findings of one rule."""
        return [found.problem for found in self.found if found.rule is rule]

    def count(self, rule: Rule) -> int | None:
        """The number of findings of one rule; None when it could not be judged."""
        return len(self.of(rule)) if rule.key in self.judged else None

    def mark(self, rule: Rule) -> str:
        """«✓», the number of findings in Persian digits, or «؟» when the rule could not be judged."""
        count = self.count(rule)
        return NOT_JUDGED if count is None else to_persian_digits(count) if count else SOUND

    @property
    def faults(self) -> int:
        return sum(found.problem.is_fault for found in self.found)

    @property
    def advice(self) -> int:
        return len(self.found) - self.faults


@dataclass(frozen=True, slots=True)
class Compliance:
    """The table: one row for each province, one column for each rule, for a year and as of a day."""

    year: int
    today: JalaliDate
    rows: Sequence[ProvinceRow]

    @property
    def problems(self) -> list[Problem]:
        """All findings in the order of their places, each once: what all provinces share is told once."""
        return sort_problems(found.problem for row in self.rows for found in row.found)

    def unsaid(self, others: Iterable[Problem]) -> list[Problem]:
        """Other problems without R305 where C902 says the same with its clause."""
        seats = {(p.location, p.args["seat"]) for p in self.problems if p.code == "C902"}
        return [p for p in others if p.code != "R305" or (p.location, p.args["seat"]) not in seats]

    def total(self, rule: Rule) -> int:
        """The findings of one rule in all provinces."""
        return sum(row.count(rule) or 0 for row in self.rows)

    @property
    def faults(self) -> int:
        return sum(row.faults for row in self.rows)

    @property
    def advice(self) -> int:
        return sum(row.advice for row in self.rows)


def current_day() -> JalaliDate:
    """Today by the clock of this machine."""
    return JalaliDate.from_gregorian(dt.date.today())  # noqa: DTZ011  # the day on the office's own wall


def judge(
    dataset: Dataset, *, year: int | None = None, today: JalaliDate | None = None, provinces: Iterable[str] = ()
) -> Compliance:
    """Each province against each rule of P-CL02.

    ``today`` is the day as of which is judged, by default that of the clock; ``year`` is by default the
    latest year in which a committee's meeting was due by that day. ``provinces`` holds codes or names and
    none means all. Raises :class:`DabirError` with an unknown province (R301).
    """
    day = today or current_day()
    chosen = _chosen(dataset, list(provinces))
    judged_year = year if year is not None else latest_year(dataset, day)
    by_code = {data.office.code: data for data in dataset.offices if data.office.province}
    rows = [_row(dataset, province, by_code.get(province.code), judged_year, day) for province in chosen]
    return Compliance(judged_year, day, rows)


def latest_year(dataset: Dataset, today: JalaliDate) -> int:
    """The latest year with a meeting of a provincial committee up to ``today``; without one, the year of ``today``."""
    dates = [met.meeting.date for data in dataset.offices for met in data.meetings if _sits(met.of)]
    return max((date.year for date in dates if date <= today), default=today.year)


def compliance_view(compliance: Compliance) -> ComplianceView:
    """The table as the report's template prints it."""
    return ComplianceView(
        date=compliance.today,
        rules=[
            RuleView(code=to_persian_digits(number), title=rule.title, clause=clause_fa(rule.clause))
            for number, rule in enumerate(RULES, start=1)
        ],
        rows=[
            ComplianceRowView(
                province=row.province.name,
                marks=[row.mark(rule) for rule in RULES],
                faults=row.faults,
                advice=row.advice,
            )
            for row in compliance.rows
        ],
        findings=[
            ComplianceFindingView(
                province=row.province.name,
                rule=found.rule.title,
                clause=found.clause,
                text=found.problem.text("fa"),
                severity=found.severity,
            )
            for row in compliance.rows
            for found in row.found
        ],
        faults=compliance.faults,
        advice=compliance.advice,
    )


def as_json(compliance: Compliance) -> dict[str, Any]:
    """The table as plain JSON values; a rule that could not be judged has null."""
    return {
        "procedure": COMMITTEE,
        "year": compliance.year,
        "today": compliance.today.iso,
        "rules": [
            {"key": rule.key, "fa": rule.title, "en": rule.title_en, "clause": clause_fa(rule.clause)} for rule in RULES
        ],
        "provinces": [
            {
                "code": row.province.code,
                "name": row.province.name,
                "findings": {rule.key: row.count(rule) for rule in RULES},
                "faults": row.faults,
                "advice": row.advice,
            }
            for row in compliance.rows
        ],
        "totals": {
            "findings": {rule.key: compliance.total(rule) for rule in RULES},
            "faults": compliance.faults,
            "advice": compliance.advice,
        },
        "findings": [
            {"province": row.province.code, "rule": found.rule.key, "clause": found.clause, **found.problem.as_json()}
            for row in compliance.rows
            for found in row.found
        ],
    }


def as_text(compliance: Compliance) -> str:
    """The table in columns for a terminal, with the rules by number below it."""
    year, day = to_persian_digits(compliance.year), compliance.today
    heads = [to_persian_digits(number) for number in range(1, len(RULES) + 1)]
    lines = [["استان", *heads, "خطا", "توصیه"]]
    for row in compliance.rows:
        numbers = [to_persian_digits(row.faults), to_persian_digits(row.advice)]
        lines.append([row.province.name, *(row.mark(rule) for rule in RULES), *numbers])
    totals = [*(compliance.total(rule) for rule in RULES), compliance.faults, compliance.advice]
    lines.append(["جمع", *(to_persian_digits(total) for total in totals)])
    legend = [
        f"{to_persian_digits(number)}  {rule.title} ({clause_fa(rule.clause)}) / {rule.title_en}"
        for number, rule in enumerate(RULES, start=1)
    ]
    head = f"{COMMITTEE}، سال {year}، تا {day} / {COMMITTEE} in {compliance.year} as of {day.iso}"
    marks = f"{SOUND} بی یافته / sound · {NOT_JUDGED} داوری نشد / not judged"
    return "\n".join([head, "", *_columns(lines), "", *legend, marks, ""])


def _columns(lines: Sequence[Sequence[str]]) -> list[str]:
    """The cells padded to columns: the first to its end, the others before it."""
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    padded = []
    for first, *others in lines:
        cells = [first + " " * (widths[0] - _width(first))]
        cells += [" " * (width - _width(cell)) + cell for cell, width in zip(others, widths[1:], strict=True)]
        padded.append("  ".join(cells))
    return padded


def _width(text: str) -> int:
    """The columns that a text takes on a terminal: joiners and marks take none."""
    return sum(unicodedata.category(character) not in ("Mn", "Cf") for character in text)


def as_workbook(compliance: Compliance) -> bytes:
    """The table as an Excel workbook from right to left, with the findings on a second sheet."""
    return workbook([_table_sheet(compliance), _findings_sheet(compliance)])


def _table_sheet(compliance: Compliance) -> Sheet:
    titles = [f"{rule.title} ({clause_fa(rule.clause)})" for rule in RULES]
    rows = [
        [
            Cell(row.province.code),
            Cell(row.province.name),
            *(_counted(row, rule) for rule in RULES),
            Cell(row.faults),
            Cell(row.advice),
        ]
        for row in compliance.rows
    ]
    sums = [*(compliance.total(rule) for rule in RULES), compliance.faults, compliance.advice]
    return Sheet(
        name="انطباق",
        title=f"انطباق با {COMMITTEE}، سال {to_persian_digits(compliance.year)}، تا {compliance.today}",
        head=["کد", "استان", *titles, "خطا", "توصیه"],
        widths=[6, 24, *[14] * len(RULES), 9, 9],
        rows=rows,
        totals=[Cell(""), Cell("جمع"), *(Cell(number) for number in sums)],
    )


def _counted(row: ProvinceRow, rule: Rule) -> Cell:
    count = row.count(rule)
    if not count:
        return Cell(row.mark(rule), "plain" if count is None else "sound")
    return Cell(count, "fault" if any(problem.is_fault for problem in row.of(rule)) else "advice")


def _findings_sheet(compliance: Compliance) -> Sheet:
    rows = [
        [
            Cell(row.province.name),
            Cell(found.rule.title),
            Cell(found.clause),
            Cell(found.severity, "fault" if found.problem.is_fault else "advice"),
            Cell(found.problem.code),
            Cell(found.problem.text("fa")),
            Cell(found.problem.hint("fa")),
            Cell(str(found.problem.location)),
        ]
        for row in compliance.rows
        for found in row.found
    ]
    return Sheet(
        name="یافته‌ها",
        title=f"یافته‌های انطباق با {COMMITTEE}، سال {to_persian_digits(compliance.year)}، تا {compliance.today}",
        head=["استان", "قاعده", "بند", "شدت", "کد", "یافته", "راه رفع", "جا"],
        widths=[24, 28, 12, 9, 8, 60, 60, 48],
        rows=rows,
    )


def _chosen(dataset: Dataset, wanted: Sequence[str]) -> list[Province]:
    """The provinces of these names in their own order; all when none is named."""
    if not wanted:
        return dataset.provinces
    found = {name: find_province(name, dataset.provinces) for name in wanted}
    names = [name for province in dataset.provinces for name in (province.name, province.slug)]
    unknown = [
        Problem("R301", Location("--province"), {"value": name, **suggestion(name, names)})
        for name, province in found.items()
        if province is None and dataset.provinces  # the fault of provinces.yaml is told already
    ]
    if unknown:
        raise DabirError(*unknown)
    codes = {province.code for province in found.values() if province}
    return [province for province in dataset.provinces if province.code in codes]


def _row(dataset: Dataset, province: Province, data: OfficeData | None, year: int, today: JalaliDate) -> ProvinceRow:
    office = data.office if data else Office(province)
    read = next((read for read in data.councils if _sits(read)), None) if data else None
    unread = _unread(dataset, office, data)
    if data is None or read is None:
        if COMMITTEE not in dataset.bodies or any(not _is_meeting(path) for path in unread):
            return ProvinceRow(province, judged=frozenset())
        finding = not_formed(office)
        place = Location(f"{dataset.offices_path}/{office.folder}")
        return ProvinceRow(
            province, [Found(RULES[0], Problem(finding.code, place, finding.args))], frozenset(["seats"])
        )
    judged = [rule for rule in RULES if not (rule.needs_meetings and any(map(_is_meeting, unread)))]
    meetings = [met.meeting for met in data.meetings if met.of is read]
    case = Case(office, read.council, meetings, year, today)
    found = [Found(rule, _located(dataset, data, read, breach)) for rule in judged for breach in rule.check(case)]
    return ProvinceRow(province, found, frozenset(rule.key for rule in judged))


def _sits(read: ReadCouncil) -> bool:
    """Whether this is a provincial committee; P-CL02's rules are not those of its expert committee."""
    return read.council.body.code == COMMITTEE and not isinstance(read.council.record, Project)


def _unread(dataset: Dataset, office: Office, data: OfficeData | None) -> list[str]:
    """The faulty files of an office that gave no record, but for those of projects and of its looks."""
    start = f"{dataset.offices_path}/{office.folder}/"
    known = {read.path for read in data.councils} | {met.path for met in data.meetings} if data else set()
    names = [path for path in sorted(dataset.faulty_paths()) if path.startswith(start) and path not in known]
    return [path for path in names if "/projects/" not in path and not path.endswith(f"/{OFFICE_FILE}")]


def _is_meeting(path: str) -> bool:
    return "/meetings/" in path


def _located(dataset: Dataset, data: OfficeData, read: ReadCouncil, breach: Breach) -> Problem:
    """The breach as a problem, at the place of its value in the file of its record."""
    if breach.record is read.council.body:
        return dataset.bodies[COMMITTEE].problem(breach.finding)
    for met in data.meetings:
        if breach.record is met.meeting:
            return met.loaded.problem(breach.finding)
    return read.loaded.problem(breach.finding)
