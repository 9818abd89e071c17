"""Many documents: drafted one by one, converted together, packed by office; no fault hides another."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from generator.drafts import DraftJournal, Outcome, digest, file_digest
from generator.model.composing import Composition
from generator.pdf import Conversion, PackEntry, convert, make_pack
from generator.pipeline import Templates, compile_templates, make_document, template_for
from generator.planning import PROCEDURES_FOLDER, Job, Plan
from generator.problems import DabirError, ExitCode, Location, Problem, sort_problems, worst_exit_code
from generator.publishing import writing_problem
from generator.sources.dataset import Dataset
from generator.templating import CompiledTemplate
from generator.workspace import Workspace

PACK_ENDING = "-print-pack.pdf"


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
    """What is made beside the Word documents, and how."""

    pdf: bool = False
    pack: bool = False
    sending_copy: bool = False


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
    """
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
            with self._timed("pdf"):
                pdfs = self._make_pdf(made)
            if self._options.pack:
                with self._timed("packs"):
                    self._make_packs(pdfs)
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

    def _disk_is_full(self) -> bool:
        """What cannot be written now need not be told of every document that is left."""
        return any(problem.code == "O702" for problem in self._report.problems)

    def _count(self, outcome: Outcome) -> None:
        if outcome == "written":
            self._report.written += 1
        else:
            self._report.unchanged += 1

    def _path(self, job: Job, ending: str) -> Path:
        copy = ".sending" if self._options.sending_copy else ""
        return self._workspace.drafts / job.path.parent / f"{job.path.name}{copy}{ending}"

    def _make_pdf(self, made: Sequence[_Made]) -> list[_Pdf]:
        self._progress.start("pdf", len(made))
        ready: list[_Pdf] = []
        wanted: dict[Conversion, _Pdf] = {}
        for item in made:
            path = self._path(item.job, ".pdf")
            try:
                pdf = _Pdf(item.job, path, file_digest(item.docx) or "")
                if self._journal.is_current(path, pdf.made_from):
                    self._done(pdf, "unchanged", ready)
                elif problem := self._journal.problem(path, self._workspace.shown(path)):
                    self._report.problems.append(problem)
                else:
                    wanted[Conversion(item.docx, path)] = pdf
            except OSError as fault:
                self._report.problems.append(self._refused(fault, path))
        try:
            self._journal.announce(pdf.path for pdf in wanted.values())
        except OSError as fault:
            self._report.problems.append(self._refused(fault, self._workspace.drafts))
            return ready
        self._convert(wanted, ready)
        return ready

    def _convert(self, wanted: dict[Conversion, _Pdf], ready: list[_Pdf]) -> None:
        def on_done(conversion: Conversion, problem: Problem | None) -> None:
            pdf = wanted[conversion]
            try:
                self._journal.settle(pdf.path, pdf.made_from if problem is None else "")
            except OSError as fault:
                problem = self._refused(fault, pdf.path)
            if problem is None:
                self._done(pdf, "written", ready)
            else:
                shown = self._workspace.shown(conversion.docx)
                self._report.problems.append(Problem(problem.code, Location(shown), problem.args))
                self._progress.step(pdf.job.folder)

        settings = self._workspace.settings
        try:
            convert(list(wanted), settings.pdf, settings.fonts, on_done=on_done)
        except DabirError as fault:
            self._report.problems += fault.problems

    def _done(self, pdf: _Pdf, outcome: Outcome, ready: list[_Pdf]) -> None:
        self._count(outcome)
        self._report.pdf[pdf.job.kind.key] += 1
        ready.append(pdf)
        self._progress.step(pdf.job.folder)

    def _make_packs(self, pdfs: Sequence[_Pdf]) -> None:
        order = {key: position for position, key in enumerate(self._dataset.kinds)}
        folders: dict[str, list[_Pdf]] = {}
        for pdf in sorted(pdfs, key=lambda pdf: (order[pdf.job.kind.key], pdf.path.name)):
            if pdf.job.folder != PROCEDURES_FOLDER:
                folders.setdefault(pdf.job.folder, []).append(pdf)
        self._progress.start("pack", len(folders))
        for folder, contents in sorted(folders.items()):
            self._make_pack(folder, contents)
            self._progress.step(folder)

    def _make_pack(self, folder: str, contents: Sequence[_Pdf]) -> None:
        target = self._workspace.drafts / folder / f"{folder}{PACK_ENDING}"
        made_from = digest("".join(f"{pdf.path.name} {pdf.made_from}\n" for pdf in contents).encode())
        try:
            if self._journal.is_current(target, made_from):
                self._report.packs += 1
                self._count("unchanged")
            elif problem := self._journal.problem(target, self._workspace.shown(target)):
                self._report.problems.append(problem)
            else:
                self._bind_pack(target, contents, made_from)
        except OSError as fault:
            self._report.problems.append(self._refused(fault, target))
        except DabirError as fault:
            self._report.problems += fault.problems

    def _bind_pack(self, target: Path, contents: Sequence[_Pdf], made_from: str) -> None:
        office = contents[0].job.occasion.office
        title = f"بسته چاپی استان {office.name}" if office.province else "بسته چاپی سطح ملی"
        entries = [PackEntry(_entry_title(pdf.job), pdf.path, pdf.job.kind.title) for pdf in contents]
        self._journal.announce([target])
        make_pack(entries, target, title)
        self._journal.settle(target, made_from)
        self._report.packs += 1
        self._count("written")

    def _compact_journal(self) -> None:
        try:
            self._journal.compact()
        except OSError as fault:
            self._report.problems.append(self._refused(fault, self._workspace.drafts))


def _entry_title(job: Job) -> str:
    """What a print pack's bookmark says of a document: whom it is for, or its title."""
    member = job.occasion.member
    if member is None or member.person is None:
        return job.title
    seat = job.occasion.council.body.seat(member.seat) if job.occasion.council else None
    return f"{member.person.name} ـ {seat.title}" if seat else member.person.name
