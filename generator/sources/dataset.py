"""All inputs of a workspace, read and checked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from generator.model.body import Body
from generator.model.council import Council
from generator.model.kind import Kind
from generator.model.meeting import Meeting
from generator.model.office import OfficeStyle, check_office, localised
from generator.model.patterns import check_body_patterns, check_kind, check_procedure_patterns
from generator.model.procedure import Procedure
from generator.model.province import NATIONAL, Office, Province, ProvinceList
from generator.model.records import Finding, Record
from generator.model.roster import Project, Roster
from generator.model.rules import check_body, check_meeting, check_membership, check_presiding
from generator.problems import Location, Problem, sort_problems, suggestion
from generator.sources.binding import Loaded, Normalisation, bind
from generator.sources.yaml_reader import read_yaml
from generator.workspace import Workspace

R = TypeVar("R", bound=Record)
OFFICE_FILE = "office.yaml"


@dataclass(frozen=True, slots=True)
class ReadCouncil:
    """A council, the file its members come from and the tree that knows the places of its values."""

    council: Council
    path: str
    loaded: Loaded[Roster] | Loaded[Project] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadMeeting:
    """A meeting, the file it comes from, the council that meets and the tree that knows its places."""

    meeting: Meeting
    path: str
    of: ReadCouncil
    loaded: Loaded[Meeting] = field(repr=False)


@dataclass(slots=True)
class OfficeData:
    """What one province, or the national level, has: councils and their meetings."""

    office: Office
    style_path: str = ""
    councils: list[ReadCouncil] = field(default_factory=list)
    meetings: list[ReadMeeting] = field(default_factory=list)


@dataclass(slots=True)
class Dataset:
    """Everything read from a workspace, together with the problems and normalisations met on the way."""

    provinces: list[Province] = field(default_factory=list)
    bodies: dict[str, Loaded[Body]] = field(default_factory=dict)
    kinds: dict[str, Loaded[Kind]] = field(default_factory=dict)
    procedures: dict[str, Loaded[Procedure]] = field(default_factory=dict)
    offices: list[OfficeData] = field(default_factory=list)
    offices_path: str = ""
    problems: list[Problem] = field(default_factory=list)
    normalisations: list[Normalisation] = field(default_factory=list)
    files: int = 0

    def faulty_paths(self) -> set[str]:
        """The files that hold at least one fault."""
        return {problem.location.path for problem in self.problems if problem.is_fault}


def read_dataset(workspace: Workspace, *, only: Callable[[Office], bool] | None = None) -> Dataset:
    """Everything in the workspace's data folder; ``only`` leaves out the files of other offices.

    Faults of all files are gathered in ``problems``, sorted by place; a file with faults gives no record.
    """
    reading = _Reading(workspace)
    dataset = reading.dataset
    reading.read_shared()
    for folder in reading.office_folders():
        office = reading.office(folder)
        if office is not None and (only is None or only(office)):
            reading.read_office(folder, office)
    dataset.problems = sort_problems(dataset.problems)
    return dataset


class _Reading:
    """One pass over a workspace's data folder."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._data = workspace.data
        self.dataset = Dataset(offices_path=workspace.shown(self._data / "offices"))

    def read_shared(self) -> None:
        listing = self._read(self._data / "provinces.yaml", ProvinceList)
        if listing is not None:
            self.dataset.provinces = listing.record.provinces
            self._check_provinces(listing)
        self.dataset.bodies = self._catalogue("bodies", Body, lambda body: body.code)
        for code, body in list(self.dataset.bodies.items()):
            findings = [*check_body(body.record), *check_body_patterns(body.record)]
            self._add(body, findings)
            if any(finding.code == "M210" for finding in findings):
                # An act without a sender: no letter of this body can be composed.
                del self.dataset.bodies[code]
        self.dataset.procedures = self._catalogue("procedures", Procedure, lambda procedure: procedure.number)
        for procedure in self.dataset.procedures.values():
            self._check_procedure(procedure)
            self._add(procedure, check_procedure_patterns(procedure.record))
        self.dataset.kinds = self._catalogue("kinds", Kind, lambda kind: kind.key)
        for kind in self.dataset.kinds.values():
            self._add(kind, check_kind(kind.record))
            self._check_act(kind)

    def _check_act(self, kind: Loaded[Kind]) -> None:
        acts = {act for body in self.dataset.bodies.values() for act in body.record.acts}
        bodies_are_whole = len(self.dataset.bodies) == len(_yaml_files(self._data / "bodies"))
        if kind.record.act is not None and kind.record.act not in acts and bodies_are_whole:
            args = {"value": kind.record.act, **suggestion(kind.record.act, sorted(acts))}
            self._add(kind, [Finding("K504", ("act",), args)])

    def _check_provinces(self, listing: Loaded[ProvinceList]) -> None:
        first: dict[str, int] = {}
        for index, province in enumerate(listing.record.provinces):
            if province.code in first:
                args = {"value": province.code, "first": f"provinces[{first[province.code]}]"}
                self._add(listing, [Finding("R313", ("provinces", index, "code"), args)])
            first.setdefault(province.code, index)

    def _check_procedure(self, procedure: Loaded[Procedure]) -> None:
        known = self._known_bodies()
        for section_index, section in enumerate(procedure.record.sections):
            for clause_index, clause in enumerate(section.clauses):
                if clause.seats is not None and clause.seats not in known:
                    path = ("sections", section_index, "clauses", clause_index, "seats")
                    args = {"value": clause.seats, **suggestion(clause.seats, known)}
                    self._add(procedure, [Finding("R303", path, args)])

    def _catalogue(self, folder: str, model: type[R], key: Callable[[R], str]) -> dict[str, Loaded[R]]:
        found: dict[str, Loaded[R]] = {}
        for path in _yaml_files(self._data / folder):
            loaded = self._read(path, model)
            if loaded is None:
                continue
            self._check_name(loaded, key(loaded.record), path)
            if (first := found.get(key(loaded.record))) is not None:
                args = {"value": key(loaded.record), "first": first.path}
                self._add(loaded, [Finding("R331", (), args)])
                continue
            found[key(loaded.record)] = loaded
        if not found and not (self._data / folder).is_dir():
            name = self._workspace.shown(self._data / folder)
            self.dataset.problems.append(Problem("M212", Location(name), {"name": name}))
        return found

    def _check_name(self, loaded: Loaded[Any], key: str, path: Path) -> None:
        if key != path.stem:
            named = next(name for name in ("key", "code", "number") if getattr(loaded.record, name, "") == key)
            self._add(loaded, [Finding("R326", (named,), {"value": key, "name": path.stem})])

    def office_folders(self) -> list[Path]:
        """The folders of offices, in the order of their names."""
        root = self._data / "offices"
        try:
            folders = [path for path in root.iterdir() if path.is_dir()] if root.is_dir() else []
        except OSError as fault:
            place = Location(self._workspace.shown(root))
            self.dataset.problems.append(Problem("Y111", place, {"detail": fault.strerror or str(fault)}))
            return []
        # Folders of tools, such as .git and __MACOSX, are no offices.
        return sorted(path for path in folders if not path.name.startswith((".", "_")))

    def office(self, folder: Path) -> Office | None:
        """The office whose folder this is; a problem when there is none."""
        if folder.name == NATIONAL:
            return Office(None)
        by_folder = {province.folder: province for province in self.dataset.provinces}
        if folder.name in by_folder:
            return Office(by_folder[folder.name])
        if not by_folder:
            # provinces.yaml is faulty: the office is read for its own faults, under the name of its folder.
            code, _, slug = folder.name.partition("-")
            return Office(Province.model_construct(code=code, slug=slug, name=folder.name, capital=folder.name))
        args = {"value": folder.name, **suggestion(folder.name, by_folder)}
        self.dataset.problems.append(Problem("R301", Location(self._workspace.shown(folder)), args))
        return None

    def read_office(self, folder: Path, office: Office) -> None:
        style = self._read(folder / OFFICE_FILE, OfficeStyle) if os.path.lexists(folder / OFFICE_FILE) else None
        if style is not None:
            office = replace(office, style=style.record)
        data = OfficeData(office, style.path if style else "")
        for path in _yaml_files(folder, "roster*"):
            self._add_council(data, self._read(path, Roster), office)
        for path in _yaml_files(folder / "projects"):
            project = self._read(path, Project)
            if project is not None:
                self._check_name(project, project.record.key, path)
            self._add_council(data, project, office)
        for path in _yaml_files(folder / "meetings"):
            self._add_meeting(data, path)
        if style is not None:
            self._add(style, check_office(style.record, [read.council.body for read in data.councils]))
        if self.dataset.provinces or office.province is None:
            self.dataset.offices.append(data)

    def _add_council(self, data: OfficeData, loaded: Loaded[Roster] | Loaded[Project] | None, office: Office) -> None:
        if loaded is None:
            return
        self._check_province(loaded, office)
        body = self._body(loaded, loaded.record.body)
        if body is None:
            return
        record = loaded.record
        self._add(loaded, check_membership(record.members, record.officers, body))
        level = "project" if isinstance(record, Project) else "province" if office.province else "national"
        if body.level != level:
            self._add(loaded, [Finding("R328", ("body",), {"body": body.code, "level": body.level})])
        for other in data.councils:
            if other.council.body.code == body.code and isinstance(record, Roster):
                self._add(loaded, [Finding("R331", ("body",), {"value": body.code, "first": other.path})])
        body = localised(body, office.style)
        data.councils.append(ReadCouncil(Council(body, record), loaded.path, loaded))

    def _check_province(self, loaded: Loaded[Roster] | Loaded[Project], office: Office) -> None:
        written = loaded.record.province
        codes = [province.code for province in self.dataset.provinces] or [office.code]
        if written is not None and written not in codes:
            self._add(loaded, [Finding("R301", ("province",), {"value": written, **suggestion(written, codes)})])
        elif (written or "") != office.code:
            args = {"province": written or NATIONAL, "folder": office.folder}
            self._add(loaded, [Finding("R317", ("province",), args)])

    def _body(self, loaded: Loaded[Any], code: str) -> Body | None:
        body = self.dataset.bodies.get(code)
        if body is None:
            known = self._known_bodies()
            if code not in known:
                self._add(loaded, [Finding("R303", ("body",), {"value": code, **suggestion(code, known)})])
            return None
        return body.record

    def _known_bodies(self) -> list[str]:
        """The bodies that there are; one whose own file is faulty is known all the same."""
        return list(dict.fromkeys([*self.dataset.bodies, *(path.stem for path in _yaml_files(self._data / "bodies"))]))

    def _add_meeting(self, data: OfficeData, path: Path) -> None:
        meeting = self._read(path, Meeting)
        if meeting is None:
            return
        self._check_name(meeting, meeting.record.key, path)
        body = self._body(meeting, meeting.record.body)
        found = self._council_of(data, meeting, body) if body is not None else None
        self._add(meeting, check_meeting(meeting.record, found.council.by_reference if found else None))
        if found is not None:
            self._add(meeting, check_presiding(meeting.record, found.council))
        if found is not None:
            self._check_number(data, meeting, found)
            data.meetings.append(ReadMeeting(meeting.record, meeting.path, found, meeting))

    def _check_number(self, data: OfficeData, meeting: Loaded[Meeting], of: ReadCouncil) -> None:
        year, number = meeting.record.date.year, meeting.record.number
        for other in data.meetings:
            if other.of is of and (other.meeting.date.year, other.meeting.number) == (year, number):
                self._add(meeting, [Finding("R313", ("number",), {"value": str(number), "first": other.path})])

    def _council_of(self, data: OfficeData, meeting: Loaded[Meeting], body: Body) -> ReadCouncil | None:
        record = meeting.record
        # What is wrong with a roster or project is reported there, not with each of its meetings.
        folder = f"{self._workspace.shown(self._data / 'offices' / data.office.folder)}/"
        faulty = {path.removeprefix(folder) for path in self.dataset.faulty_paths() if path.startswith(folder)}
        found = [read for read in data.councils if read.council.body.code == record.body]
        if record.project is not None:
            projects = {read.council.project.key: read for read in found if read.council.project}
            if record.project not in projects:
                if f"projects/{record.project}.yaml" in faulty:
                    return None
                args = {"value": record.project, **suggestion(record.project, projects)}
                self._add(meeting, [Finding("R322", ("project",), args)])
                return None
            return projects[record.project]
        if body.level == "project":
            self._add(meeting, [Finding("M201", ("project",), {"key": "project"})])
            return None
        if found:
            return found[0]
        if not any(path.startswith("roster") for path in faulty):
            self._add(meeting, [Finding("R324", ("body",), {"body": record.body, "office": data.office.folder})])
        return None

    def _read(self, path: Path, model: type[R]) -> Loaded[R] | None:
        shown = self._workspace.shown(path)
        self.dataset.files += 1
        if not os.path.lexists(path):
            self.dataset.problems.append(Problem("M212", Location(shown), {"name": shown}))
            return None
        node, problems = read_yaml(path, shown, self._workspace.settings.limits.file_bytes)
        self.dataset.problems += problems
        if node is None:
            return None
        loaded, faults = bind(node, model, self.dataset.normalisations)
        self.dataset.problems += faults
        return loaded

    def _add(self, loaded: Loaded[Any], findings: Iterable[Finding]) -> None:
        self.dataset.problems += [loaded.problem(finding) for finding in findings]


def _yaml_files(folder: Path, stem: str = "*") -> list[Path]:
    try:
        return sorted([*folder.glob(f"{stem}.yaml"), *folder.glob(f"{stem}.yml")]) if folder.is_dir() else []
    except OSError:
        # Whoever asks for the folder's files by name is told why they cannot be read.
        return []
