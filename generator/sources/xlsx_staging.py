"""The records of a workbook tried in a copy of the data: what ``dabir check`` would say, told at the cells."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.model.body import Body
from generator.model.records import FieldPath, Record
from generator.model.roster import Project, Roster
from generator.problems import Problem
from generator.sources import xlsx_layout as layout
from generator.sources.dataset import Dataset, OfficeData, read_dataset
from generator.sources.xlsx_choices import Offices, seat_key
from generator.sources.xlsx_records import FoundRecord
from generator.sources.xlsx_tables import Table, same_letters
from generator.sources.yaml_reader import read_yaml
from generator.sources.yaml_writer import yaml_of
from generator.workspace import Workspace

_DATA = "data"
# A record with faults stands in the trial as a file that cannot be a record, as it would in the data.
_STUB = "faulty\n"
_FILE_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class Placed:
    """A record of a workbook and the file it belongs in, relative to the data folder."""

    found: FoundRecord
    file: Path


def placed(records: Iterable[FoundRecord], data: Path, existing: Iterable[OfficeData], limit: int) -> list[Placed]:
    """The file of each record: the one it has, or else the one it would be given by hand."""
    offices = {office.office.folder: office for office in existing}
    result: list[Placed] = []
    for found in sorted(records, key=lambda found: (found.office.folder, found.name)):
        folder = Path("offices") / found.office.folder
        if found.model is Roster:
            file = _roster_file(found.name, data, folder, offices.get(found.office.folder), limit)
            if file in {place.file for place in result}:
                # Of two new rosters of an office the first by its code, P-CL02, has the plain name.
                file = folder / f"roster-{found.name}.yaml"
        else:
            kind = "projects" if found.model is Project else "meetings"
            file = folder / kind / f"{found.name}.yaml"
        # A name that can be none of a file is reported as a malformed code.
        if _FILE_NAME.fullmatch(found.name):
            older = file.with_suffix(".yml")
            result.append(Placed(found, older if (data / older).is_file() else file))
    return result


def _roster_file(body: str, data: Path, folder: Path, office: OfficeData | None, limit: int) -> Path:
    for read in office.councils if office else []:
        if read.council.body.code == body and read.council.project is None:
            return folder / Path(read.path).name
    for path in sorted((data / folder).glob("roster*.y*ml")):
        # A file with faults gives no record, but may still say whose it is.
        node, _ = read_yaml(path, path.name, limit)
        written = node.child("body") if node else None
        if written is not None and written.value == body:
            return folder / path.name
    return folder / (f"roster-{body}.yaml" if (data / folder / "roster.yaml").exists() else "roster.yaml")


def existing_records(dataset: Dataset, workspace: Workspace) -> dict[Path, Record]:
    """The records of all offices by their file, relative to the data folder."""
    shown = [(read.path, read.council.record) for office in dataset.offices for read in office.councils]
    records: list[tuple[str, Record]] = [*shown]
    records += [(read.path, read.meeting) for office in dataset.offices for read in office.meetings]
    return {(workspace.root / path).relative_to(workspace.data): record for path, record in records}


class Trial:
    """A copy of a workspace's data with the records of a workbook in their places."""

    def __init__(self, workspace: Workspace, before: Dataset, records: list[Placed]) -> None:
        self._shown = workspace.shown(workspace.data)
        self._records = {place.file: place.found for place in records}
        self._known = {self._told(problem, self._shown) for problem in before.problems}
        offices = {place.found.office.folder for place in records}
        settings = workspace.settings.model_copy(
            update={"paths": workspace.settings.paths.model_copy(update={"data": _DATA})}
        )
        with tempfile.TemporaryDirectory(prefix="dabir-import-") as folder:
            root = Path(folder)
            shutil.copytree(workspace.data, root / _DATA)
            for file, found in self._records.items():
                target = root / _DATA / file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(yaml_of(found.loaded.record) if found.loaded else _STUB, "utf-8")
            self.dataset = read_dataset(Workspace(root, settings), only=lambda office: office.folder in offices)

    def problems(self) -> Iterator[Problem]:
        """Faults and notes of the workbook's records at their cells, and new faults of other files at theirs."""
        for problem in self.dataset.problems:
            file = Path(problem.location.path).relative_to(_DATA)
            found = self._records.get(file)
            if found is not None:
                if found.loaded is not None:
                    yield self._at_cell(problem, found)
            elif problem.is_fault and self._told(problem, _DATA) not in self._known:
                shown = f"{self._shown}/{file.as_posix()}"
                yield replace(problem, location=replace(problem.location, path=shown))

    def changed(self) -> Iterator[Problem]:
        """A problem for each record that its YAML does not give back."""
        staged = _by_file(self.dataset)
        for file, found in self._records.items():
            if found.loaded is not None and file in staged and staged[file] != found.loaded.record:
                yield Problem("X112", found.node.location, {"name": file.as_posix()})

    def _at_cell(self, problem: Problem, found: FoundRecord) -> Problem:
        args = dict(problem.args)
        if re.fullmatch(r"\w+\[\d+\]", args.get("first", "")):
            args["first"] = found.node.locate((*_path(args["first"]), "number")).cell
        elif args.get("first", "").startswith(f"{_DATA}/"):
            other = self._records.get(Path(args["first"]).relative_to(_DATA))
            args["first"] = other.node.location.cell if other else f"{self._shown}/{args['first'][len(_DATA) + 1 :]}"
        return Problem(problem.code, found.node.locate(_path(problem.location.field)), args)

    @staticmethod
    def _told(problem: Problem, prefix: str) -> tuple[object, ...]:
        place = problem.location
        args = tuple(sorted((name, value.replace(f"{prefix}/", "")) for name, value in problem.args.items()))
        return problem.code, place.path.removeprefix(f"{prefix}/"), place.line, place.column, args


def _by_file(dataset: Dataset) -> dict[Path, Record]:
    councils = {Path(read.path): read.council.record for office in dataset.offices for read in office.councils}
    meetings = {Path(read.path): read.meeting for office in dataset.offices for read in office.meetings}
    return {path.relative_to(_DATA): record for path, record in [*councils.items(), *meetings.items()]}


def _path(dotted: str) -> FieldPath:
    """The path that a place shows as ``decisions[2].owner``."""
    steps = re.findall(r"([^.\[\]]+)(?=[.\[]|$)|\[(\d+)\]", dotted)
    return tuple(int(index) if index else name for name, index in steps)


def disagreements(
    tables: Mapping[str, Table], before: Dataset, after: Dataset, bodies: Mapping[str, Body]
) -> Iterator[Problem]:
    """The columns that only inform, where they say otherwise than the seat or the member of their row."""
    yield from _roles(tables, bodies)
    yield from _names(tables, before, after)


def _roles(tables: Mapping[str, Table], bodies: Mapping[str, Body]) -> Iterator[Problem]:
    for row in tables[layout.MEMBERS.title].rows if layout.MEMBERS.title in tables else []:
        body = bodies.get(row.cells[layout.BODY])
        seat = body.seat(seat_key(row.cells["کرسی"], body)) if body else None
        written = row.cells["نقش"]
        if seat and written and same_letters(written) != same_letters(seat.role):
            yield Problem("X110", written.location, {"value": str(written), "expected": seat.role})


def _names(tables: Mapping[str, Table], before: Dataset, after: Dataset) -> Iterator[Problem]:
    offices = Offices(before.provinces)
    # A member may be somebody else from now on; the name before stays right in the rows of earlier meetings.
    older, newer = _attending(before), _attending(after)
    for sheet in (layout.PRESENT, layout.ABSENT):
        for row in tables[sheet.title].rows if sheet.title in tables else []:
            office = offices.find(row.cells[layout.PROVINCE])
            written = row.cells["نام عضو"]
            key = (office.folder if office else "", str(row.cells[layout.MEETING]), str(row.cells["شناسه عضو"]))
            name = newer.get(key)
            if written and name and same_letters(written) not in (same_letters(name), same_letters(older.get(key, ""))):
                yield Problem("X110", written.location, {"value": str(written), "expected": name})


def _attending(dataset: Dataset) -> dict[tuple[str, str, str], str]:
    """The names of the members of the council of each meeting, by office, meeting and member."""
    return {
        (office.office.folder, read.meeting.key, reference): member.person.name
        for office in dataset.offices
        for read in office.meetings
        for reference, member in read.of.council.by_reference.items()
        if member.person is not None
    }
