"""Many documents: drafted one by one, converted together, packed by office; no fault hides another."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from generator.compliance import compliance_view, judge
from generator.drafts import DraftJournal, Outcome, digest, file_digest
from generator.model.composing import Composition
from generator.model.instrument import ComplianceView
from generator.pdf import Conversion, PackEntry, convert, make_pack
from generator.persian.dates import JalaliDate
from generator.pipeline import Templates, compile_templates, make_document, template_for
from generator.planning import PROCEDURES_FOLDER, REPORTS_FOLDER, Job, Plan, pack_name
from generator.problems import DabirError, ExitCode, Location, Problem, sort_problems, worst_exit_code
from generator.publishing import writing_problem
from generator.sources.dataset import Dataset
from generator.templating import CompiledTemplate
from generator.workspace import Workspace


class Progress(Protocol):
    """Is told how a run goes on; all calls come from the caller's thread."""

    def start(self, stage: str, total: int) -> None:
        """A stage of so many steps begins; stages are ``word``, ``pdf`` and ``pack``."""

    def step(self, label: str) -> None:
        """One step is done; ``label`` says of what."""


class Silence:
    """Progress for programs that want none."""

    def start(self, stage: str, total: int) -> None:
        """Nothing."""

    def step(self, label: str) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class DraftOptions:
    """What is made beside the Word documents, and how.

    ``year`` and ``today`` are those of a report on compliance, as in :func:`generator.compliance.judge`.
    """

    pdf: bool = False
    pack: bool = False
    sending_copy: bool = False
    year: int | None = None
    today: JalaliDate | None = None


@dataclass(slots=True)
class DraftReport:
    """What a run made: documents by kind, PDFs and packs, what was not made, problems and seconds by stage."""

    offices: set[str] = field(default_factory=set)
    word: Counter[str] = field(default_factory=Counter)
    pdf: Counter[str] = field(default_factory=Counter)
    packs: int = 0
    written: int = 0
    unchanged: int = 0
    failed: int = 0
    problems: list[Problem] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def exit_code(self) -> ExitCode:
        return worst_exit_code(self.problems)


@dataclass(frozen=True, slots=True)
class _Made:
    job: Job
    docx: Path


@dataclass(frozen=True, slots=True)
class _Pdf:
    job: Job
    path: Path
    made_from: str


def draft(
    workspace: Workspace,
    dataset: Dataset,
    plan: Plan,
    options: DraftOptions | None = None,
    progress: Progress | None = None,
) -> DraftReport:
    """Make the drafts of a plan below the workspace's folder of drafts.

    A document whose template, data or proof is faulty is left out and the others are made. Files that
    are there already with the same content are left alone; a file that the program did not write is
    never overwritten (O703). Problems of the run are in the report, those of the inputs in the dataset.
    Raises :class:`DabirError` for a plan that has problems itself.
    """
    if plan.problems:
        raise DabirError(*plan.problems)
    run = _Run(workspace, dataset, options or DraftOptions(), progress or Silence())
    return run.draft(plan)


class _Run:
    """One run of :func:`draft`."""

    def __init__(self, workspace: Workspace, dataset: Dataset, options: DraftOptions, progress: Progress) -> None:
        self._workspace = workspace
        self._dataset = dataset
        self._options = options
        self._progress = progress
        self._journal = self._open_journal()
        self._report = DraftReport()

    def _open_journal(self) -> DraftJournal:
        try:
            return DraftJournal(self._workspace.drafts)
        except OSError as fault:
            raise DabirError(self._refused(fault, self._workspace.drafts)) from fault

    def _refused(self, fault: OSError, path: Path) -> Problem:
        shown = self._workspace.shown(path)
        return writing_problem(fault, Path(shown), Location(shown))

    def draft(self, plan: Plan) -> DraftReport:
        report = self._report
        with self._timed("templates"):
            templates = compile_templates(self._workspace, {job.kind.key: job.kind for job in plan.jobs}.values())
        report.problems += templates.problems
        with self._timed("word"):
            made = self._make_word(plan.jobs, templates)
        if self._options.pdf and made and not self._disk_is_full():
            with tempfile.TemporaryDirectory(prefix="dabir-") as scratch:
                with self._timed("pdf"):
                    pdfs = self._make_pdf(made, Path(scratch))
                if self._options.pack:
                    with self._timed("packs"):
                        self._make_packs(plan, pdfs, Path(scratch))
        report.failed += len(plan.held_back)
        self._compact_journal()
        report.problems = sort_problems(report.problems)
        return report

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._report.seconds[stage] = time.perf_counter() - begun

    def _make_word(self, jobs: Sequence[Job], templates: Templates) -> list[_Made]:
        composition = Composition(
            provinces=self._dataset.provinces,
            bodies={code: loaded.record for code, loaded in self._dataset.bodies.items()},
            compliance=self._compliance(jobs),
            sending_copy=self._options.sending_copy,
        )
        made = []
        self._progress.start("word", len(jobs))
        for position, job in enumerate(jobs):
            if self._disk_is_full():
                self._report.failed += len(jobs) - position
                break
            template = template_for(self._workspace, job, templates)
            problems = self._make_document(job, template, composition) if template else ()
            if template is None or problems:
                self._report.problems += problems
                self._report.failed += 1
            else:
                made.append(_Made(job, self._path(job, ".docx")))
                self._report.word[job.kind.key] += 1
                self._report.offices.add(job.folder)
            self._progress.step(job.folder)
        return made

    def _make_document(self, job: Job, template: CompiledTemplate, composition: Composition) -> Sequence[Problem]:
        try:
            content = make_document(job, template, composition)
        except DabirError as fault:
            return fault.problems
        path = self._path(job, ".docx")
        outcome = self._journal.write(content, path, self._workspace.shown(path))
        if isinstance(outcome, Problem):
            return [outcome]
        self._count(outcome)
        return []

    def _compliance(self, jobs: Sequence[Job]) -> ComplianceView | None:
        """The compliance table, when a report on the whole country is to be made."""
        if not any(job.kind.per == "country" for job in jobs):
            return None
        return compliance_view(judge(self._dataset, year=self._options.year, today=self._options.today))

    def _disk_is_full(self) -> bool:
        """What cannot be written now need not be told of every document that is left."""
        return bool(self._report.problems) and self._report.problems[-1].code == "O702"

    def _count(self, outcome: Outcome) -> None:
        if outcome == "written":
            self._report.written += 1
        else:
            self._report.unchanged += 1

    def _path(self, job: Job, ending: str) -> Path:
        copy = ".sending" if self._options.sending_copy else ""
        return self._workspace.drafts / job.path.parent / f"{job.path.name}{copy}{ending}"

    def _make_pdf(self, made: Sequence[_Made], scratch: Path) -> list[_Pdf]:
        self._progress.start("pdf", len(made))
        ready: list[_Pdf] = []
        wanted: dict[Conversion, _Pdf] = {}
        for number, item in enumerate(made):
            path = self._path(item.job, ".pdf")
            try:
                pdf = _Pdf(item.job, path, file_digest(item.docx) or "")
                if self._journal.is_current(path, pdf.made_from):
                    self._done(pdf, "unchanged", ready)
                elif problem := self._journal.problem(path, self._workspace.shown(path)):
                    self._report.problems.append(problem)
                else:
                    wanted[Conversion(item.docx, scratch / f"{number:06}.pdf")] = pdf
            except OSError as fault:
                self._report.problems.append(self._refused(fault, path))
        self._convert(wanted, ready)
        return ready

    def _convert(self, wanted: dict[Conversion, _Pdf], ready: list[_Pdf]) -> None:
        def on_done(conversion: Conversion, problem: Problem | None) -> None:
            pdf = wanted[conversion]
            outcome: Outcome | Problem = problem or self._put(conversion.pdf, pdf.path, pdf.made_from)
            if isinstance(outcome, Problem):
                shown = self._workspace.shown(conversion.docx)
                self._report.problems.append(Problem(outcome.code, Location(shown), outcome.args))
                self._progress.step(pdf.job.folder)
            else:
                self._done(pdf, outcome, ready)

        settings = self._workspace.settings
        try:
            convert(list(wanted), settings.pdf, settings.fonts, on_done=on_done)
        except DabirError as fault:
            self._report.problems += fault.problems

    def _put(self, made: Path, path: Path, made_from: str) -> Outcome | Problem:
        """Put a file that was made elsewhere in its place."""
        try:
            content = made.read_bytes()
            made.unlink()
        except OSError as fault:
            return self._refused(fault, path)
        return self._journal.write(content, path, self._workspace.shown(path), made_from)

    def _done(self, pdf: _Pdf, outcome: Outcome, ready: list[_Pdf]) -> None:
        self._count(outcome)
        self._report.pdf[pdf.job.kind.key] += 1
        ready.append(pdf)
        self._progress.step(pdf.job.folder)

    def _make_packs(self, plan: Plan, pdfs: Sequence[_Pdf], scratch: Path) -> None:
        order = {key: position for position, key in enumerate(self._dataset.kinds)}
        wanted = Counter(job.folder for job in (*plan.jobs, *plan.held_back) if _is_of_office(job))
        folders: dict[str, list[_Pdf]] = {folder: [] for folder in wanted}
        for pdf in sorted(pdfs, key=lambda pdf: (order[pdf.job.kind.key], pdf.path.name)):
            if _is_of_office(pdf.job):
                folders[pdf.job.folder].append(pdf)
        self._progress.start("pack", len(folders))
        for folder, contents in sorted(folders.items()):
            copy = ".sending" if self._options.sending_copy else ""
            name = f"{pack_name(folder, plan.kinds, plan.selection)}{copy}.pdf"
            target = self._workspace.drafts / folder / name
            missing = wanted[folder] - len(contents)
            outcome = self._make_pack(target, contents, missing, scratch)
            if isinstance(outcome, Problem):
                self._report.problems.append(outcome)
            else:
                self._count(outcome)
                self._report.packs += 1
            self._progress.step(folder)

    def _make_pack(self, target: Path, contents: Sequence[_Pdf], missing: int, scratch: Path) -> Outcome | Problem:
        made_from = digest("".join(f"{pdf.path.name} {pdf.made_from}\n" for pdf in contents).encode())
        if missing:
            return Problem("O705", Location(self._workspace.shown(target)), {"count": str(missing)})
        office = contents[0].job.occasion.office
        title = f"بسته چاپی استان {office.name}" if office.province else "بسته چاپی سطح ملی"
        entries = [PackEntry(_entry_title(pdf.job), pdf.path, pdf.job.kind.title) for pdf in contents]
        try:
            if self._journal.is_current(target, made_from):
                return "unchanged"
            make_pack(entries, scratch / "pack.pdf", title)
        except OSError as fault:
            return self._refused(fault, target)
        except DabirError as fault:
            return fault.problems[0]
        return self._put(scratch / "pack.pdf", target, made_from)

    def _compact_journal(self) -> None:
        try:
            self._journal.compact()
        except OSError as fault:
            self._report.problems.append(self._refused(fault, self._workspace.drafts))


def _is_of_office(job: Job) -> bool:
    return job.folder not in (PROCEDURES_FOLDER, REPORTS_FOLDER)


def _entry_title(job: Job) -> str:
    """What a print pack's bookmark says of a document: whom it is for, or its title."""
    member = job.occasion.member
    if member is None or member.person is None:
        return job.title
    seat = job.occasion.council.body.seat(member.seat) if job.occasion.council else None
    return f"{member.person.name} ـ {seat.title}" if seat else member.person.name
