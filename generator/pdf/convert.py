"""Word documents to checked PDFs: groups of them, several LibreOffice processes, each fault with its document."""

from __future__ import annotations

import math
import queue
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.pdf.checks import pdf_fault
from generator.pdf.docx_gate import docx_fault
from generator.pdf.fonts import expected_families
from generator.pdf.soffice import Ending, Office, find_soffice
from generator.problems import DabirError, Location, Problem
from generator.publishing import publish, writing_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from generator.settings import FontSettings, PdfSettings

# Starting LibreOffice costs as much as about so many letters.
_LEAST_PER_CALL = 8
_LEAST_SECONDS_ALONE = 30
_HANGS_BEFORE_GIVING_UP = 3
# Faults that may come from a neighbour in the call, from memory or from a kill.
_WORTH_ANOTHER_TRY = {"P802", "P803", "P804", "P805"}


@dataclass(frozen=True, slots=True)
class Conversion:
    """A Word document and the PDF to be made of it."""

    docx: Path
    pdf: Path


@dataclass(frozen=True, slots=True)
class _Job:
    conversion: Conversion
    source: Path
    made: Path

    @property
    def location(self) -> Location:
        return Location(path=str(self.conversion.docx))


_Results = list[tuple[Conversion, Problem | None]]


def convert(
    conversions: Sequence[Conversion],
    pdf_settings: PdfSettings,
    font_settings: FontSettings,
    *,
    on_done: Callable[[Conversion, Problem | None], None] | None = None,
) -> dict[Conversion, Problem | None]:
    """Make the PDFs and return, in the order given, what went wrong with each: a problem or None.

    With None the PDF is in its place, whole and in the right fonts; with a problem its place is as
    it was. Problems: Y111, T402 and T404 (the docx), P802 hang, P803 crash, P804 no PDF, P805
    broken PDF, P806 font fell back, O701 and O702 (publishing); their location is the docx. A
    document that takes its neighbours down is found by converting the unfinished ones one by one.
    ``on_done`` is called in the caller's thread for each document as its call ends.

    Raises DabirError when LibreOffice is missing (P801) or cannot be started (P803), or when the
    folder for temporary files cannot be written (O701, O702); ValueError when two conversions have
    the same target. Whatever is raised, KeyboardInterrupt too, no process is left running.
    """
    if len({conversion.pdf for conversion in conversions}) != len(conversions):
        raise ValueError("two conversions have the same target")
    if not conversions:
        return {}
    program = find_soffice(pdf_settings.libreoffice)
    if program is None:
        raise DabirError(Problem("P801"))
    results: dict[Conversion, Problem | None] = {}
    with _scratch_folder() as scratch:
        crew = _Crew(program, Path(scratch), pdf_settings, font_settings)
        with closing(crew.work(conversions)) as done:
            for conversion, problem in done:
                results[conversion] = problem
                if on_done:
                    on_done(conversion, problem)
    return {conversion: results[conversion] for conversion in conversions}


class _Crew:
    """The offices of one run and the folder they work in."""

    def __init__(self, program: Path, scratch: Path, pdf: PdfSettings, fonts: FontSettings) -> None:
        self._settings = pdf
        self._expected = expected_families(fonts)
        self._inputs = scratch / "in"
        self._outputs = scratch / "out"
        self._inputs.mkdir()
        self._outputs.mkdir()
        self._offices = [
            Office(program, scratch / f"office{number}", fonts.substitutes) for number in range(pdf.processes)
        ]
        self._idle: queue.SimpleQueue[Office] = queue.SimpleQueue()
        for office in self._offices:
            self._idle.put(office)

    def work(self, conversions: Sequence[Conversion]) -> Generator[tuple[Conversion, Problem | None]]:
        """Yield each conversion with its problem; when the caller stops early, everything is ended."""
        pool = ThreadPoolExecutor(max_workers=len(self._offices), thread_name_prefix="soffice")
        try:
            running = [pool.submit(self._call, group) for group in self._groups(conversions)]
            for future in as_completed(running):
                yield from future.result()
        finally:
            for office in self._offices:
                office.end()
            pool.shutdown(wait=True, cancel_futures=True)

    def _groups(self, conversions: Sequence[Conversion]) -> list[list[_Job]]:
        jobs = [
            _Job(conversion, self._inputs / f"{number:06d}.docx", self._outputs / f"{number:06d}.pdf")
            for number, conversion in enumerate(conversions, start=1)
        ]
        share = max(_LEAST_PER_CALL, math.ceil(len(jobs) / len(self._offices)))
        size = min(share, self._settings.documents_per_call)
        return [jobs[start : start + size] for start in range(0, len(jobs), size)]

    def _call(self, jobs: list[_Job]) -> _Results:
        office = self._idle.get()
        try:
            return self._convert_group(office, jobs)
        finally:
            self._idle.put(office)

    def _convert_group(self, office: Office, jobs: list[_Job]) -> _Results:
        problems = {job: _take_in(job) for job in jobs}
        ready = [job for job in jobs if problems[job] is None]
        if ready:
            found = self._convert_together(office, ready, self._settings.timeout_seconds)
            problems |= found
            unfinished = [job for job, problem in found.items() if problem and problem.code in _WORTH_ANOTHER_TRY]
            problems |= self._convert_alone(office, unfinished, found, alone=len(ready) == 1)
        for job in jobs:
            problems[job] = problems[job] or _put_in_place(job)
            job.source.unlink(missing_ok=True)
            job.made.unlink(missing_ok=True)
        return [(job.conversion, problems[job]) for job in jobs]

    def _convert_together(self, office: Office, jobs: list[_Job], seconds: int) -> dict[_Job, Problem | None]:
        ending = office.convert([job.source for job in jobs], self._outputs, seconds)
        return {job: self._fault(job, ending, seconds) for job in jobs}

    def _convert_alone(
        self, office: Office, jobs: list[_Job], found: dict[_Job, Problem | None], *, alone: bool
    ) -> dict[_Job, Problem | None]:
        """Try each unfinished document by itself.

        A document that hung by itself is not tried again, and after three hangs in a row it is
        LibreOffice that hangs: the rest keep the problem of the call they were in.
        """
        limit = self._settings.timeout_seconds
        seconds = min(limit, max(_LEAST_SECONDS_ALONE, limit // 4))
        again: dict[_Job, Problem | None] = {}
        hangs = 0
        for job in jobs:
            before = found[job]
            if (alone and before and before.code == "P802") or hangs == _HANGS_BEFORE_GIVING_UP:
                continue
            job.made.unlink(missing_ok=True)
            office.renew()
            problem = self._convert_together(office, [job], seconds)[job]
            hangs = hangs + 1 if problem and problem.code == "P802" else 0
            again[job] = problem
        if jobs:
            office.renew()
        return again

    def _fault(self, job: _Job, ending: Ending, seconds: int) -> Problem | None:
        problem = pdf_fault(job.made, self._expected, job.location)
        if problem is None or problem.code == "P806":
            return problem
        if ending.timed_out:
            return Problem("P802", job.location, {"seconds": str(seconds)})
        if problem.code == "P804" and ending.status:
            return Problem("P803", job.location, {"status": str(ending.status)})
        return problem


def _scratch_folder() -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix="dabir-pdf-", ignore_cleanup_errors=True)
    except OSError as error:
        raise DabirError(writing_problem(error, Path(error.filename or "."))) from error


def _take_in(job: _Job) -> Problem | None:
    """Copy the document under a name that no other has, and look at the copy, which nobody else can change."""
    docx = job.conversion.docx
    try:
        original = docx.open("rb")
    except OSError as error:
        return Problem("Y111", job.location, {"detail": error.strerror or str(error)})
    with original:
        try:
            with job.source.open("xb") as copy:
                shutil.copyfileobj(original, copy)
        except OSError as error:
            raise DabirError(writing_problem(error, job.source.parent)) from error
    problem = docx_fault(job.source, job.location)
    if problem and problem.code == "T402":
        return Problem("T402", job.location, {**problem.args, "name": docx.name})
    return problem


def _put_in_place(job: _Job) -> Problem | None:
    try:
        publish(job.made, job.conversion.pdf)
    except OSError as error:
        return writing_problem(error, job.conversion.pdf, job.location)
    return None
