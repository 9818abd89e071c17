"""The story of an export: records chosen, written to a workbook, read back, and put in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.model.records import Record
from generator.problems import Location, Problem
from generator.publishing import publish_bytes, writing_problem
from generator.sources.dataset import Dataset, OfficeData
from generator.sources.xlsx_package import is_untouched
from generator.sources.xlsx_records import read_records
from generator.sources.xlsx_tables import read_tables
from generator.sources.xlsx_writer import OfficeRecords, workbook_bytes
from generator.workspace import Workspace


@dataclass(slots=True)
class ExportReport:
    """What an export wrote, what was there already as it would be written, and what kept it from more."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def export_workbooks(
    workspace: Workspace, dataset: Dataset, folders: Sequence[str], *, out: Path | None = None
) -> ExportReport:
    """Write a workbook for each office in ``output/excel``, or a single one of all of them at ``out``.

    A workbook that would not give back equal records is not written (X112), and one that somebody has
    edited is not overwritten (O703).
    """
    report = ExportReport()
    chosen = [office for office in dataset.offices if office.office.folder in folders]
    if out is not None:
        _export(report, workspace, dataset, chosen, out)
        return report
    for office in chosen:
        _export(report, workspace, dataset, [office], workspace.output / "excel" / f"{office.office.folder}.xlsx")
    return report


def _export(
    report: ExportReport, workspace: Workspace, dataset: Dataset, offices: Sequence[OfficeData], target: Path
) -> None:
    shown = workspace.shown(target.resolve())
    content = make_workbook(dataset, offices)
    if faults := lost_records(content, dataset, offices):
        report.problems += faults
        return
    try:
        if target.exists():
            older = target.read_bytes()
            if older == content:
                report.unchanged.append(shown)
                return
            if not is_untouched(older):
                report.problems.append(Problem("O703", Location(shown)))
                return
        publish_bytes(content, target)
    except OSError as error:
        report.problems.append(writing_problem(error, target, Location(shown)))
        return
    report.written.append(shown)


def make_workbook(dataset: Dataset, offices: Sequence[OfficeData]) -> bytes:
    """The workbook of some offices, the same to the byte for the same records."""
    records = [
        OfficeRecords(
            data.office,
            [read.council for read in data.councils],
            [(read.meeting, read.of.council) for read in data.meetings],
        )
        for data in offices
    ]
    bodies = {code: loaded.record for code, loaded in dataset.bodies.items()}
    return workbook_bytes(records, bodies, [province.name for province in dataset.provinces])


def lost_records(content: bytes, dataset: Dataset, offices: Sequence[OfficeData]) -> list[Problem]:
    """A problem for each record that a workbook would not give back equal."""
    tables, problems = read_tables(content, "")
    bodies = {code: loaded.record for code, loaded in dataset.bodies.items()}
    reading = read_records(tables, dataset.provinces, bodies, "")
    problems += reading.problems
    back: dict[str, list[Record]] = {}
    for found in reading.records:
        if found.loaded is not None:
            back.setdefault(found.office.folder, []).append(found.loaded.record)
    lost = []
    for data in offices:
        records: list[tuple[str, Record]] = [(read.path, read.council.record) for read in data.councils]
        records += [(read.path, read.meeting) for read in data.meetings]
        known = back.get(data.office.folder, [])
        lost += [(path, record) for path, record in records if known.count(record) != 1]
    return [Problem("X112", Location(path), {"name": path}) for path, _ in lost]
