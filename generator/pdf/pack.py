"""The print pack: many PDFs bound into one, with an outline by group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, NameObject

from generator.pdf.checks import DAMAGE
from generator.problems import DabirError, Location, Problem
from generator.publishing import replacing, writing_problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pypdf.generic import IndirectObject


@dataclass(frozen=True, slots=True)
class PackEntry:
    """One PDF of the pack, its title in the outline, and the group it stands under (empty: under none)."""

    title: str
    pdf: Path
    group: str


def make_pack(entries: Sequence[PackEntry], target: Path, title: str) -> int:
    """Bind the PDFs, in the order given, into ``target`` and return the number of pages.

    The pack opens with its outline showing, reads from right to left and is named ``title``. The
    same entries give the same bytes. Raises ValueError for no entries, and DabirError with all
    unreadable PDFs (Y111, P805) or with what kept the target from being written (O701, O702);
    then the target is as it was.
    """
    if not entries:
        raise ValueError("a pack needs at least one PDF")
    with PdfWriter() as writer:
        _bind(writer, entries)
        writer.metadata = {"/Title": title, "/Producer": "Dabir"}
        writer.root_object[NameObject("/PageMode")] = NameObject("/UseOutlines")
        preferences = writer.create_viewer_preferences()
        preferences[NameObject("/Direction")] = NameObject("/R2L")
        preferences[NameObject("/DisplayDocTitle")] = BooleanObject(True)  # noqa: FBT003 - a PDF value
        writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
        pages = len(writer.pages)
        try:
            with replacing(target) as stream:
                writer.write(stream)
        except OSError as error:
            raise DabirError(writing_problem(error, target)) from error
    return pages


def _bind(writer: PdfWriter, entries: Sequence[PackEntry]) -> None:
    groups: dict[str, IndirectObject] = {}
    problems: list[Problem] = []
    for entry in entries:
        first = len(writer.pages)
        problem = _append(writer, entry.pdf)
        if problem:
            problems.append(problem)
            continue
        if entry.group and entry.group not in groups:
            groups[entry.group] = writer.add_outline_item(title=entry.group, page_number=first, bold=True)
        writer.add_outline_item(title=entry.title, page_number=first, parent=groups.get(entry.group))
    if problems:
        raise DabirError(*problems)


def _append(writer: PdfWriter, pdf: Path) -> Problem | None:
    location = Location(path=str(pdf))
    try:
        with PdfReader(pdf) as reader:
            if not reader.pages:
                return Problem("P805", location, {"detail": "no page"})
            writer.append(reader, import_outline=False)
    except OSError as error:
        return Problem("Y111", location, {"detail": error.strerror or str(error)})
    except DAMAGE as error:
        return Problem("P805", location, {"detail": str(error) or type(error).__name__})
    return None
