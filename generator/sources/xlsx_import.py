"""The story of an import: read, bound, tried in a copy of the data, and only then written."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from generator.model.records import Record
from generator.problems import Location, Problem
from generator.publishing import publish_bytes, replacing, writing_problem
from generator.sources.dataset import Dataset, read_dataset
from generator.sources.xlsx_faults import in_words_of_the_workbook, marked_copy, marked_path
from generator.sources.xlsx_package import BROKEN, open_workbook
from generator.sources.xlsx_records import Reading, read_records
from generator.sources.xlsx_staging import Placed, Trial, disagreements, existing_records, placed
from generator.sources.xlsx_tables import Table, read_tables
from generator.sources.yaml_writer import heading_comments, yaml_of
from generator.workspace import Workspace

_NO_ROWS = {"X101", "X106", "X107"}
"""Codes after which the rows of a workbook cannot be told: nothing more is looked at."""


@dataclass(slots=True)
class ImportReport:
    """What an import found and did; paths as messages show them.

    ``written`` are the files of new and changed records, ``unchanged`` those whose record is as it was,
    ``kept`` the older versions that were put aside, and ``marked`` the copy of the workbook with comments.
    """

    problems: list[Problem] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    marked: str = ""

    @property
    def has_faults(self) -> bool:
        """Whether anything kept the workbook from being taken over."""
        return any(problem.is_fault for problem in self.problems)


def import_workbook(path: Path, workspace: Workspace, *, dry_run: bool = False) -> ImportReport:
    """Take the records of a workbook over into the workspace's data, all of them or, at any fault, none.

    Records that equal those of the data leave their files untouched. With ``dry_run`` nothing is written,
    and no marked copy is made.
    """
    shown = workspace.shown(path.resolve())
    report = ImportReport()
    data, report.problems = open_workbook(path, shown)
    if data is None:
        return report
    tables, report.problems = read_tables(data, shown)
    if any(problem.code in _NO_ROWS for problem in report.problems):
        _mark(report, path, data, workspace, dry_run=dry_run)
        return report
    before = read_dataset(workspace)
    report.problems += _shared_faults(before, workspace)
    if report.has_faults and not before.provinces:
        return report
    records = _judged(report, tables, before, workspace, shown)
    if report.has_faults:
        _mark(report, path, data, workspace, dry_run=dry_run)
        return report
    _write(report, records, existing_records(before, workspace), workspace, dry_run=dry_run)
    return report


def _shared_faults(before: Dataset, workspace: Workspace) -> list[Problem]:
    """Faults of the provinces and bodies, without which nothing can be judged."""
    data = workspace.shown(workspace.data)
    shared = (f"{data}/provinces.yaml", f"{data}/bodies")
    return [problem for problem in before.problems if problem.is_fault and problem.location.path.startswith(shared)]


def _judged(
    report: ImportReport, tables: dict[str, Table], before: Dataset, workspace: Workspace, shown: str
) -> list[Placed]:
    """The records with their files; every problem of rows, values and rules goes to the report."""
    bodies = {code: loaded.record for code, loaded in before.bodies.items()}
    reading: Reading = read_records(tables, before.provinces, bodies, shown)
    limit = workspace.settings.limits.file_bytes
    records = placed(reading.records, workspace.data, before.offices, limit)
    trial = Trial(workspace, before, records)
    found = [*report.problems, *reading.problems, *trial.problems(), *trial.changed()]
    found += disagreements(tables, before, trial.dataset, bodies)
    report.problems = in_words_of_the_workbook(found, tables, bodies)
    return records


def _mark(report: ImportReport, path: Path, data: bytes, workspace: Workspace, *, dry_run: bool) -> None:
    if dry_run:
        return
    faults = [problem for problem in report.problems if problem.is_fault]
    try:
        content = marked_copy(data, faults)
    except BROKEN:
        # What cannot be opened whole cannot be marked; its problems are told all the same.
        return
    target = marked_path(path.resolve())
    try:
        publish_bytes(content, target)
    except OSError as error:
        report.problems.append(writing_problem(error, target, Location(workspace.shown(target))))
        return
    report.marked = workspace.shown(target)


def _write(
    report: ImportReport,
    records: Sequence[Placed],
    before: Mapping[Path, Record],
    workspace: Workspace,
    *,
    dry_run: bool,
) -> None:
    contents: dict[Path, bytes] = {}
    for place in records:
        target = workspace.data / place.file
        loaded = place.found.loaded
        if loaded is None or before.get(place.file) == loaded.record:
            report.unchanged.append(workspace.shown(target))
            continue
        older = target.read_text("utf-8-sig", "replace") if target.is_file() else ""
        contents[target] = yaml_of(loaded.record, heading=heading_comments(older)).encode()
        report.written.append(workspace.shown(target))
    if dry_run:
        return
    try:
        report.kept = [workspace.shown(kept) for target in contents if (kept := _keep(target))]
        _publish(contents)
    except OSError as error:
        report.problems.append(writing_problem(error, workspace.data, Location(workspace.shown(workspace.data))))
        report.written.clear()


def _keep(target: Path) -> Path | None:
    """Put the older version of a file aside as ``.bak``, ``.bak2``, …; None when there is nothing to keep."""
    if not target.is_file():
        return None
    content = target.read_bytes()
    number = 1
    while True:
        kept = target.with_name(f"{target.name}.bak{number if number > 1 else ''}")
        if not kept.exists():
            publish_bytes(content, kept)
            return kept
        if kept.is_file() and kept.read_bytes() == content:
            return kept
        number += 1


def _publish(contents: dict[Path, bytes]) -> None:
    """Put all files in their places once all of them are on the disk. Raises OSError, and then puts none."""
    with ExitStack() as stack:
        for target, content in contents.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            stream = stack.enter_context(replacing(target))
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
