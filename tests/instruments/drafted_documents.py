"""Drafts of one province and the national level, as the texts and tables that a reader sees."""

from __future__ import annotations

import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from generator import DraftOptions, Selection, Workspace, draft, make_plan, read_dataset
from generator.ooxml.text import paragraph_texts, tables

OFFICES = ("07-fars", "national")
BODY = "word/document.xml"


@dataclass(frozen=True)
class Document:
    """One drafted document with the job that it was made for."""

    job: object
    path: Path

    def part(self, name: str) -> bytes:
        with zipfile.ZipFile(self.path) as archive:
            return archive.read(name)

    @property
    def lines(self) -> list[str]:
        """The paragraphs of the document itself, without page headers and footers."""
        return paragraph_texts(self.part(BODY))

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def head(self) -> str:
        """The letterhead of a letter, or the page header of a form."""
        with zipfile.ZipFile(self.path) as archive:
            names = archive.namelist()
        first = "word/header-first.xml"
        name = first if first in names else next(name for name in names if re.match("word/header", name))
        return "\n".join(paragraph_texts(self.part(name)))

    @property
    def tables(self) -> list[list[list[str]]]:
        return tables(self.part(BODY))

    def table(self, heading: str) -> list[list[str]]:
        """The rows under the heading row in which this heading stands; none where there is no such table."""
        return next((rows[1:] for rows in self.tables if heading in rows[0]), [])

    @property
    def occasion(self):
        return self.job.occasion

    @property
    def person(self) -> str:
        return self.occasion.member.person.name


class Drafts:
    """All drafts of a run, by kind and body."""

    def __init__(self, workspace: Workspace, **options) -> None:
        self.workspace = workspace
        self.dataset = read_dataset(workspace)
        self.plan = make_plan(self.dataset, ["all"], Selection(all_provinces=True))
        self.report = draft(workspace, self.dataset, self.plan, DraftOptions(**options))
        self._copy = ".sending" if options.get("sending_copy") else ""

    def all(self) -> list[Document]:
        drafts = self.workspace.drafts
        return [Document(job, drafts / f"{job.path}{self._copy}.docx") for job in self.plan.jobs]

    def of(self, kind: str, body: str | None = None) -> list[Document]:
        """The documents of a kind, of one body where it is named; a test that finds none is no test."""
        found = [
            document
            for document in self.all()
            if document.job.kind.key == kind
            and (body is None or (document.occasion.council and document.occasion.council.body.code == body))
        ]
        assert found, f"no {kind} for {body}"
        return found

    def council(self, body: str):
        return next(
            read.council for data in self.dataset.offices for read in data.councils if read.council.body.code == body
        )

    def meetings(self, body: str, *, held: bool = True):
        return [
            met.meeting
            for data in self.dataset.offices
            for met in data.meetings
            if met.of.council.body.code == body and (not held or met.meeting.status == "held")
        ]


def small(folder: Path) -> Workspace:
    workspace = Workspace.create(folder)
    for office in (workspace.data / "offices").iterdir():
        if office.name not in OFFICES:
            shutil.rmtree(office)
    return workspace
