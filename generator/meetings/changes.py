"""A meeting's record opened for change: read with its office, edited, read again with the change, published."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.model.body import Body
from generator.model.council import Council
from generator.model.meeting import Decision, Meeting
from generator.model.province import NATIONAL, Office
from generator.planning import find_province
from generator.problems import DabirError, Location, Problem, suggestion
from generator.publishing import writing_problem
from generator.sources.dataset import Dataset, OfficeData, ReadCouncil, ReadMeeting, read_dataset
from generator.sources.yaml_editor import CannotEdit, FileAsRead, Plain, YamlText, written
from generator.workspace import Workspace

_ORDERS = {"": list(Meeting.model_fields), "decisions": list(Decision.model_fields)}
_NATIONAL_NAMES = (NATIONAL, "کشور", "ملی")
_SHARED = ("bodies", "kinds", "procedures")


@dataclass(frozen=True, slots=True)
class Written:
    """A change that was carried out: the office, the meeting as it reads now, and its file."""

    data: OfficeData
    read: ReadMeeting

    @property
    def meeting(self) -> Meeting:
        return self.read.meeting

    @property
    def council(self) -> Council:
        return self.read.of.council


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """A meeting whose record is about to change, with its office and its file as they were read.

    ``inputs`` is what stood in the files that the office was read from; the checks before the change and the
    reading after it both rest on them.
    """

    workspace: Workspace
    inputs: Mapping[Path, bytes]
    dataset: Dataset
    data: OfficeData
    read: ReadMeeting
    file: FileAsRead

    @property
    def meeting(self) -> Meeting:
        return self.read.meeting

    @property
    def council(self) -> Council:
        return self.read.of.council

    @property
    def body(self) -> Body:
        return self.read.of.council.body

    @property
    def place(self) -> Location:
        return Location(self.file.shown)

    def change(self, edit: Callable[[YamlText], None]) -> Written:
        """Edit the record and publish it.

        Raises :class:`DabirError`, with nothing written, when the office as it would read afterwards has a
        fault in this file or one more than before (its problems), when the file cannot be edited (G812) and
        when somebody changed it meanwhile (G803).
        """
        text = YamlText((self.file.content or b"").decode(), _ORDERS)
        try:
            edit(text)
        except CannotEdit as fault:
            raise DabirError(Problem("G812", self.place)) from fault
        return _published(self.workspace, self.inputs, self.dataset, self.file, text.text)


def office_data(dataset: Dataset, wanted: str) -> OfficeData:
    """The office of that province, or the national one.

    Raises :class:`DabirError`: R301 for an unknown one, R324 for one without a folder, and the faults of the list
    of provinces.
    """
    province = find_province(wanted, dataset.provinces)
    folder = NATIONAL if wanted.strip() in _NATIONAL_NAMES else province.folder if province else None
    for data in dataset.offices:
        if data.office.folder == folder:
            return data
    faults = [problem for problem in dataset.problems if problem.is_fault]
    if not dataset.provinces and faults:
        raise DabirError(*faults)
    if folder is not None:
        body = "P-CL01" if folder == NATIONAL else "P-CL02"
        raise DabirError(Problem("R324", Location("OFFICE"), {"body": body, "office": folder}))
    names = [name for known in dataset.provinces for name in (known.name, known.slug)]
    raise DabirError(Problem("R301", Location("OFFICE"), {"value": wanted, **suggestion(wanted, names)}))


def open_meeting(workspace: Workspace, office: str, key: str) -> OpenMeeting:
    """The meeting of that key in an office, ready to be changed.

    Raises :class:`DabirError`: R301 for an unknown office, R321 for an unknown meeting, and the faults that
    keep the meeting from being read.
    """
    inputs = _inputs_of(workspace, office)
    dataset = _read(workspace, inputs)
    data = office_data(dataset, office)
    for read in data.meetings:
        if read.meeting.key == key:
            path = workspace.root / read.path
            return OpenMeeting(workspace, inputs, dataset, data, read, FileAsRead(path, read.path, inputs[path]))
    faults = [problem for problem in dataset.problems if problem.is_fault]
    if faults and any(path.parent.name == "meetings" and path.stem == key for path in inputs):
        raise DabirError(*faults)
    known = sorted(read.meeting.key for read in data.meetings)
    raise DabirError(Problem("R321", Location("KEY"), {"value": key, **suggestion(key, known)}))


def new_meeting(
    workspace: Workspace, office: str, values_for: Callable[[OfficeData], tuple[str, Mapping[str, Plain]]]
) -> Written:
    """A new meeting, of the key and values that ``values_for`` gives for the office.

    Raises :class:`DabirError` as :meth:`OpenMeeting.change` does, and with G813 when the key is taken.
    """
    inputs = _inputs_of(workspace, office)
    dataset = _read(workspace, inputs)
    data = office_data(dataset, office)
    key, values = values_for(data)
    path = workspace.data / "offices" / data.office.folder / "meetings" / f"{key}.yaml"
    shown = workspace.shown(path)
    if path in inputs or path.with_suffix(".yml") in inputs:
        raise DabirError(Problem("G813", Location(shown), {"value": key}))
    return _published(workspace, inputs, dataset, FileAsRead(path, shown, None), written(values))


def is_called(*names: str) -> Callable[[Office], bool]:
    """A test of whether an office is one of those called so: a province by code or name, or the national one."""

    def is_wanted(office: Office) -> bool:
        if office.province is None:
            return any(name.strip() in _NATIONAL_NAMES for name in names)
        return any(find_province(name, [office.province]) is not None for name in names)

    return is_wanted


def _inputs_of(workspace: Workspace, wanted: str) -> dict[Path, bytes]:
    """The files that the meetings of an office are read from, each as it is at this moment."""
    listing = workspace.data / "provinces.yaml"
    inputs = _contents(workspace, [listing] if listing.is_file() else [])
    provinces = _read(workspace, inputs).provinces
    province = find_province(wanted, provinces)
    folder = NATIONAL if wanted.strip() in _NATIONAL_NAMES else province.folder if province else None
    if folder is not None:
        offices = workspace.data / "offices" / folder
        inputs |= _contents(workspace, [*(workspace.data / "bodies").glob("*.y*ml"), *offices.rglob("*.y*ml")])
    return inputs


def _contents(workspace: Workspace, paths: Iterable[Path]) -> dict[Path, bytes]:
    """What stands in files, of a large one as much as the reader needs to refuse it."""
    found = {}
    for path in paths:
        try:
            if path.is_file():
                with path.open("rb") as stream:
                    found[path] = stream.read(workspace.settings.limits.file_bytes + 1)
        except OSError as fault:
            place = Location(workspace.shown(path))
            raise DabirError(Problem("Y111", place, {"detail": fault.strerror or str(fault)})) from fault
    return found


def _published(
    workspace: Workspace, inputs: Mapping[Path, bytes], before: Dataset, file: FileAsRead, text: str
) -> Written:
    content = text.encode()
    after = _read(workspace, {**inputs, file.path: content})
    known = {_identity(problem) for problem in before.problems}
    faults = [
        _without_line(problem, file) for problem in after.problems
        if problem.is_fault and (problem.location.path == file.shown or _identity(problem) not in known)
    ]  # fmt: skip
    if faults:
        raise DabirError(*faults)
    data, read = next((data, read) for data in after.offices for read in data.meetings if read.path == file.shown)
    file.publish(content)
    return Written(data, read)


def _identity(problem: Problem) -> tuple[str, Location]:
    return (problem.code, problem.location)


def _without_line(problem: Problem, file: FileAsRead) -> Problem:
    """The problem by its field alone where it lies in a text that is not on the disk."""
    if problem.location.path != file.shown:
        return problem
    return replace(problem, location=replace(problem.location, line=None, column=None))


def _read(workspace: Workspace, inputs: Mapping[Path, bytes]) -> Dataset:
    """What the normal reader makes of these files, of which some may not be on the disk.

    Kinds and procedures, which no meeting depends on, are left out.
    """
    paths = workspace.settings.paths.model_copy(update={"data": "data"})
    settings = workspace.settings.model_copy(update={"paths": paths})
    try:
        with tempfile.TemporaryDirectory(prefix="dabir-") as folder:
            copy = Workspace(Path(folder), settings)
            for name in _SHARED:
                (copy.data / name).mkdir(parents=True)
            for path, content in inputs.items():
                target = copy.data / path.relative_to(workspace.data)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            dataset = read_dataset(copy)
    except OSError as fault:
        raise DabirError(writing_problem(fault, Path(tempfile.gettempdir()))) from fault
    return _as_shown_by(workspace, dataset)


def _as_shown_by(workspace: Workspace, dataset: Dataset) -> Dataset:
    """The dataset of the copy with the paths of the workspace, whose data folder may have another name."""
    shown = workspace.shown(workspace.data)

    def renamed(path: str) -> str:
        return shown + path.removeprefix("data") if path.startswith("data") else path

    dataset.problems = [
        replace(problem, location=replace(problem.location, path=renamed(problem.location.path)))
        for problem in dataset.problems
    ]
    for data in dataset.offices:
        data.meetings = [replace(read, path=renamed(read.path)) for read in data.meetings]
    return dataset


def councils_of(data: OfficeData, body: str | None, project: str | None) -> ReadCouncil:
    """The council that a new meeting is of: that of the project or body, else the one that works under no other.

    Raises :class:`DabirError`: R322 for an unknown project, R324 for a body without roster here.
    """
    councils: Sequence[ReadCouncil] = data.councils
    if project is not None:
        projects = {read.council.project.key: read for read in councils if read.council.project}
        if project not in projects:
            args = {"value": project, **suggestion(project, projects)}
            raise DabirError(Problem("R322", Location("--project"), args))
        return projects[project]
    own = [read for read in councils if read.council.project is None]
    own.sort(key=lambda read: read.council.body.parent is not None)
    for read in own:
        if body is None or read.council.body.code == body:
            return read
    known = [read.council.body.code for read in own]
    if body is not None and known:
        args = {"value": body, **suggestion(body, known)}
        raise DabirError(Problem("R303", Location("--body"), args))
    raise DabirError(Problem("R324", Location("--body"), {"body": body or "—", "office": data.office.folder}))
