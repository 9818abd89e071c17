"""Which drafts this program wrote: a journal beside them, so that nobody else's file is overwritten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.problems import Location, Problem
from generator.publishing import publish_bytes, writing_problem

JOURNAL = ".dabir-drafts.jsonl"
Outcome = Literal["written", "unchanged"]


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def file_digest(path: Path) -> str | None:
    """The SHA-256 of a file, or None when there is none; for a folder a word that is no digest.

    Raises OSError when the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError:
        return "folder"


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    sha256: str
    made_from: str = ""

    def line(self) -> str:
        values = {"path": self.path, "sha256": self.sha256}
        if self.made_from:
            values["from"] = self.made_from
        return json.dumps(values, ensure_ascii=False) + "\n"


class DraftJournal:
    """The drafts in one folder.

    Every file is entered before it is written, so that a crash in between leaves an entry without a
    file and never a file without an entry. A line holds the path, the SHA-256 of the bytes and, for a
    file made from others (a PDF, a print pack), the SHA-256 of what it was made from.
    """

    def __init__(self, folder: Path) -> None:
        """Read the journal of a folder. Raises OSError when it is there and cannot be read."""
        self._folder = folder
        self._path = folder / JOURNAL
        self._known: dict[str, set[str]] = {}
        self._last: dict[str, _Entry] = {}
        for entry in self._entries():
            self._remember(entry)

    def _entries(self) -> Iterator[_Entry]:
        try:
            lines = self._path.read_text("utf-8", "replace").splitlines()
        except (FileNotFoundError, NotADirectoryError):
            return
        for line in lines:
            try:
                values = json.loads(line)
                yield _Entry(str(values["path"]), str(values["sha256"]), str(values.get("from", "")))
            except (ValueError, KeyError, TypeError, AttributeError):
                # A line cut by a crash: the file it announced was not written.
                continue

    def _remember(self, entry: _Entry) -> None:
        self._known.setdefault(entry.path, set()).add(entry.sha256)
        self._last[entry.path] = entry

    def problem(self, path: Path, shown_as: str) -> Problem | None:
        """O703 when there is a file at ``path`` that this program did not write, or that was edited since.

        Raises OSError when the file cannot be read.
        """
        found = file_digest(path)
        known = self._known.get(self._name(path), set())
        if found is None or found in known:
            return None
        return Problem("O703", Location(shown_as))

    def is_current(self, path: Path, made_from: str) -> bool:
        """Whether the file is there as this program last made it from just these sources. Raises OSError."""
        last = self._last.get(self._name(path))
        return last is not None and last.made_from == made_from != "" and file_digest(path) == last.sha256

    def write(self, content: bytes, path: Path, shown_as: str, made_from: str = "") -> Outcome | Problem:
        """Put ``content`` at ``path`` unless it is there already, or unless another's file is (O703).

        ``made_from`` is the SHA-256 of what it was made from. A disk or folder that refuses gives O702 or
        O701; what was there before stays whole.
        """
        sha256 = digest(content)
        try:
            if file_digest(path) == sha256:
                if self._last.get(self._name(path)) != _Entry(self._name(path), sha256, made_from):
                    self.enter(path, sha256, made_from)
                return "unchanged"
            if problem := self.problem(path, shown_as):
                return problem
            self.enter(path, sha256, made_from)
            publish_bytes(content, path)
        except OSError as fault:
            return writing_problem(fault, Path(shown_as), Location(shown_as))
        return "written"

    def enter(self, path: Path, sha256: str, made_from: str = "") -> None:
        """Add a line to the journal. Raises OSError."""
        entry = _Entry(self._name(path), sha256, made_from)
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(entry.line())
        self._remember(entry)

    def compact(self) -> None:
        """Keep one line for each file that is there. Raises OSError."""
        kept = [self._standing(path) for path in sorted(self._known) if (self._folder / path).is_file()]
        if kept:
            publish_bytes("".join(entry.line() for entry in kept).encode(), self._path)

    def _standing(self, path: str) -> _Entry:
        """The entry of the bytes that are on the disk: after a failure these may be older ones."""
        known, last = self._known[path], self._last[path]
        if len(known) == 1:
            return last
        found = file_digest(self._folder / path) or ""
        return _Entry(path, found) if found in known and found != last.sha256 else last

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()
