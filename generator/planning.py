"""From a selection to the documents to be made. Nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from generator.model.composing import planned_number, text_values
from generator.model.council import Occasion
from generator.model.kind import Kind
from generator.model.parties import sender_of, signatory_of
from generator.model.patterns import fill
from generator.model.province import Office, Province
from generator.model.records import Finding
from generator.persian.numerals import to_ascii_digits
from generator.persian.text import normalise
from generator.problems import Location, Problem, sort_problems, suggestion
from generator.sources.dataset import Dataset, OfficeData, ReadCouncil, ReadMeeting

PROCEDURES_FOLDER = "procedures"
REPORTS_FOLDER = "reports"
ALL_KINDS = "all"
_PROPER_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
LONGEST_FILE_NAME = 200
"""Longest file name in bytes; file systems allow 255, and temporary names need room."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents are wanted, as asked for on the command line; empty means no restriction.

    ``provinces`` holds codes, names or folder names. Without provinces and without ``all_provinces``
    only documents that belong to no office are selected.
    """

    provinces: Sequence[str] = ()
    all_provinces: bool = False
    bodies: Sequence[str] = ()
    meetings: Sequence[str] = ()
    seats: Sequence[str] = ()
    projects: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One document to be made.

    ``number`` is its identity, ``path`` its place below the folder of drafts, without ending;
    ``sources`` are the input files it depends on.
    """

    kind: Kind
    occasion: Occasion
    number: str
    title: str
    path: PurePosixPath
    sources: tuple[str, ...]

    @property
    def folder(self) -> str:
        return self.path.parent.as_posix()


@dataclass(slots=True)
class Plan:
    """The documents of one run in their order, those held back by faulty inputs, and the problems.

    ``offices`` holds the folders of the offices that were selected, ``kinds`` and ``selection`` what was
    asked for.
    """

    jobs: list[Job] = field(default_factory=list)
    held_back: list[Job] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    kinds: Sequence[str] = ()
    selection: Selection = Selection()


def find_province(wanted: str, provinces: Iterable[Province]) -> Province | None:
    """The province of that code, name, Latin name or folder, or None."""
    text = normalise(wanted).removeprefix("استان ").strip()
    if not text:
        return None
    code = to_ascii_digits(text).zfill(2)
    for province in provinces:
        if text in (province.name, province.slug, province.folder) or code == province.code:
            return province
    return None


def concerns(selection: Selection) -> Callable[[Office], bool] | None:
    """Which offices a reader may restrict itself to for a selection; None when it needs all of them."""
    if not selection.provinces or selection.all_provinces:
        return None

    def is_selected(office: Office) -> bool:
        return office.province is not None and any(
            find_province(wanted, [office.province]) for wanted in selection.provinces
        )

    return is_selected


def make_plan(dataset: Dataset, kinds: Sequence[str], selection: Selection) -> Plan:
    """The documents of the wanted kinds (or ``all``) for the selection.

    A document is held back when one of its input files has a fault. ``problems`` holds unknown words of
    the selection (R301 to R304, R321, R322) and numbers that are not unique (K502).
    """
    plan = Plan(kinds=kinds, selection=selection)
    chosen = _kinds(dataset, kinds, plan.problems)
    offices = _offices(dataset, selection, plan.problems)
    plan.offices = [data.office.folder for data in offices]
    _check_words(dataset, offices, selection, plan.problems)
    if plan.problems:
        return plan
    faulty = dataset.faulty_paths()
    for kind, kind_path in chosen:
        for job in _jobs(dataset, kind, kind_path, offices, selection):
            (plan.held_back if faulty.intersection(job.sources) else plan.jobs).append(job)
    plan.jobs.sort(key=lambda job: job.folder)
    plan.problems += _bad_numbers(dataset, offices, plan.jobs)
    return plan


def _jobs(
    dataset: Dataset, kind: Kind, kind_path: str, offices: list[OfficeData], selection: Selection
) -> Iterator[Job]:
    if kind.per not in ("procedure", "country"):
        yield from _jobs_of(dataset, kind, kind_path, offices, selection)
    elif not (selection.provinces or selection.meetings or selection.seats or selection.projects):
        yield from _country_jobs(dataset, kind, kind_path, selection)


def input_problems(dataset: Dataset, plan: Plan) -> list[Problem]:
    """The problems of the inputs that concern a plan: of files that all share, and of the selected offices."""
    others = {f"{dataset.offices_path}/{data.office.folder}/" for data in dataset.offices}
    others -= {f"{dataset.offices_path}/{folder}/" for folder in plan.offices}
    return [problem for problem in dataset.problems if not problem.location.path.startswith(tuple(others))]


def faulty_inputs(problems: list[Problem]) -> list[str]:
    """The input files with faults among these problems, in order, each once."""
    return sorted({problem.location.path for problem in problems if problem.is_fault})


def _kinds(dataset: Dataset, wanted: Sequence[str], problems: list[Problem]) -> list[tuple[Kind, str]]:
    known = dataset.kinds
    problems += [
        Problem("R304", Location("KIND"), {"value": key, **suggestion(key, known)})
        for key in wanted
        if key not in known and key != ALL_KINDS
    ]
    return [(loaded.record, loaded.path) for key, loaded in known.items() if ALL_KINDS in wanted or key in wanted]


def _offices(dataset: Dataset, selection: Selection, problems: list[Problem]) -> list[OfficeData]:
    if selection.all_provinces:
        return dataset.offices
    chosen: set[str] = set()
    for wanted in selection.provinces:
        province = find_province(wanted, dataset.provinces)
        if province is None and not dataset.provinces:
            # The fault of provinces.yaml is told already.
            continue
        if province is None:
            names = [name for province in dataset.provinces for name in (province.name, province.slug)]
            args = {"value": wanted, **suggestion(wanted, names)}
            problems.append(Problem("R301", Location("--province"), args))
        else:
            chosen.add(province.folder)
    return [data for data in dataset.offices if data.office.folder in chosen]


def _check_words(dataset: Dataset, offices: list[OfficeData], selection: Selection, problems: list[Problem]) -> None:
    councils = [read.council for data in offices for read in data.councils]
    known_seats = {seat.key for council in councils for seat in council.body.seats}
    known_seats |= {member.reference for council in councils for member in council.members}
    words: list[tuple[str, str, Sequence[str], Iterable[str]]] = [
        ("R303", "--body", selection.bodies, dataset.bodies),
        ("R321", "--meeting", selection.meetings, sorted({m.meeting.key for data in offices for m in data.meetings})),
        ("R302", "--seat", selection.seats, sorted(known_seats)),
        ("R322", "--project", selection.projects, sorted({c.project.key for c in councils if c.project})),
    ]
    for code, option, wanted, known in words:
        for value in wanted:
            if value not in list(known):
                args = {"value": value, "body": "این گزینش (this selection)", **suggestion(value, known)}
                problems.append(Problem(code, Location(option), args))


def _jobs_of(
    dataset: Dataset, kind: Kind, kind_path: str, offices: list[OfficeData], selection: Selection
) -> Iterator[Job]:
    for data in offices:
        for occasion, paths in _occasions(kind, data, selection):
            council, sender = occasion.council, sender_of(kind, occasion)
            if council is None or sender is None or signatory_of(council, sender) is None:
                continue
            body_path = dataset.bodies[council.body.code].path
            yield _job(kind, occasion, data.office.folder, (kind_path, body_path, data.style_path, *paths))


def _occasions(kind: Kind, data: OfficeData, selection: Selection) -> Iterator[tuple[Occasion, tuple[str, ...]]]:
    siblings = tuple(read.council for read in data.councils)
    if kind.per in ("seat", "project"):
        for read in data.councils:
            if selection.meetings or not _wants_council(kind, selection, read):
                continue
            whole = Occasion(data.office, read.council, siblings=siblings)
            for occasion in _for_members(kind, whole, selection) if kind.per == "seat" else _for_project(whole):
                yield occasion, (read.path,)
        return
    for met in data.meetings:
        if _wants_meeting(kind, met, selection):
            earlier = tuple(other.meeting for other in _earlier(data, met))
            whole = Occasion(data.office, met.of.council, meeting=met.meeting, earlier=earlier, siblings=siblings)
            for occasion in _of_meeting(kind, whole, selection):
                yield occasion, (met.of.path, met.path)


def _earlier(data: OfficeData, met: ReadMeeting) -> list[ReadMeeting]:
    """The meetings of the same council before this one, oldest first."""
    found = [other for other in data.meetings if other.of is met.of and other.meeting.date < met.meeting.date]
    return sorted(found, key=lambda other: other.meeting.date)


def _for_project(whole: Occasion) -> Iterator[Occasion]:
    if whole.council is not None and whole.council.project is not None:
        yield whole


def _of_meeting(kind: Kind, whole: Occasion, selection: Selection) -> Iterator[Occasion]:
    meeting, council = whole.meeting, whole.council
    if meeting is None or council is None:
        return
    if kind.per == "meeting":
        yield whole
    elif kind.per == "meeting-substitute":
        for attendance in meeting.present:
            if attendance.substitute is not None:
                member = council.by_reference[attendance.member]
                yield replace(whole, member=member, attendance=attendance)
    else:
        yield from _for_members(kind, whole, selection)
        if kind.per == "meeting-recipient" and not selection.seats:
            yield from (replace(whole, other=other) for other in meeting.others)


def _wants_meeting(kind: Kind, met: ReadMeeting, selection: Selection) -> bool:
    if selection.meetings and met.meeting.key not in selection.meetings:
        return False
    if kind.per in ("meeting", "meeting-substitute") and selection.seats:
        return False
    is_ready = met.meeting.status == "held" or not kind.needs_held_meeting
    return is_ready and _wants_council(kind, selection, met.of)


def _wants_council(kind: Kind, selection: Selection, read: ReadCouncil) -> bool:
    council = read.council
    if kind.bodies and council.body.code not in kind.bodies:
        return False
    if selection.bodies and council.body.code not in selection.bodies:
        return False
    return not selection.projects or (council.project is not None and council.project.key in selection.projects)


def _for_members(kind: Kind, whole: Occasion, selection: Selection) -> Iterator[Occasion]:
    for seat, member in whole.council.seated if whole.council else ():
        wanted = not selection.seats or seat.key in selection.seats or member.reference in selection.seats
        if wanted and (not kind.seats or seat.key in kind.seats):
            yield replace(whole, member=member)


def _country_jobs(dataset: Dataset, kind: Kind, kind_path: str, selection: Selection) -> Iterator[Job]:
    """Documents that belong to no office: those of the procedures, and reports on all offices."""
    if kind.per == "country":
        yield _job(kind, Occasion(Office(None)), REPORTS_FOLDER, (kind_path,))
        return
    for number, loaded in dataset.procedures.items():
        if not selection.bodies or number in selection.bodies:
            occasion = Occasion(Office(None), procedure=loaded.record)
            yield _job(kind, occasion, PROCEDURES_FOLDER, (kind_path, loaded.path))


def _job(kind: Kind, occasion: Occasion, folder: str, sources: tuple[str, ...]) -> Job:
    number = planned_number(kind, occasion)
    title = fill(kind.subject, text_values(occasion))
    return Job(kind, occasion, number, title, PurePosixPath(folder) / number, tuple(filter(None, sources)))


def _bad_numbers(dataset: Dataset, offices: list[OfficeData], jobs: Sequence[Job]) -> list[Problem]:
    """Numbers of these jobs that give no proper file name, or that any other document of the offices has too.

    Names are compared as Windows and macOS do, which take capital and small letters for the same.
    """
    kinds = [(loaded.record, loaded.path) for loaded in dataset.kinds.values()]
    everything = Selection(all_provinces=True)
    owners: dict[str, list[PurePosixPath]] = {}
    for kind, path in kinds:
        for job in _jobs(dataset, kind, path, offices, everything):
            owners.setdefault(str(job.path).casefold(), []).append(job.path)
    problems = []
    for job in jobs:
        name = job.number
        code, args = "", {"number": job.number}
        if not _PROPER_NAME.fullmatch(name) or name.split(".")[0].upper() in _RESERVED:
            code = "K506"
        elif len(name.encode()) > LONGEST_FILE_NAME:
            code, args = "O704", {"name": name, "limit": str(LONGEST_FILE_NAME)}
        elif len(owners[str(job.path).casefold()]) > 1:
            code = "K502"
        if code:
            problems.append(dataset.kinds[job.kind.key].problem(Finding(code, ("number",), args)))
    return sort_problems(problems)


def pack_name(folder: str, kinds: Sequence[str], selection: Selection) -> str:
    """The name of an office's print pack without ending; a pack of a part of the documents says of which."""
    words = [] if ALL_KINDS in kinds else list(kinds)
    for chosen in (selection.bodies, selection.projects, selection.meetings, selection.seats):
        words += chosen
    return "-".join([folder, "print-pack", *words])[: LONGEST_FILE_NAME - 10]
