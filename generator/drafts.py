"""Which drafts this program wrote: a journal beside them, so that nobody else's file is overwritten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
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
    """The SHA-256 of a file, or None when there is none."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return None


class DraftJournal:
    """The drafts in one folder.

    Every file is entered before it is written, so that a crash in between leaves an entry without a
    file and never a file without an entry. A line holds the path, the SHA-256 of the bytes and, for a
    file made from others (a PDF, a print pack), the SHA-256 of what it was made from.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / JOURNAL
        self._known: dict[str, set[str]] = {}
        self._made_from: dict[str, tuple[str, str]] = {}
        for entry in self._entries():
            self._remember(entry["path"], entry["sha256"], entry.get("from", ""))

    def _entries(self) -> Iterable[dict[str, str]]:
        try:
            lines = self._path.read_text("utf-8").splitlines()
        except (FileNotFoundError, UnicodeDecodeError):
            return
        for line in lines:
            try:
                entry = json.loads(line)
                yield {"path": str(entry["path"]), "sha256": str(entry["sha256"]), "from": str(entry.get("from", ""))}
            except (ValueError, KeyError, TypeError):
                # A line cut by a crash: the file it announced was not written.
                continue

    def _remember(self, path: str, sha256: str, made_from: str) -> None:
        self._known.setdefault(path, set()).add(sha256)
        self._made_from[path] = (sha256, made_from)

    def problem(self, path: Path, shown_as: str) -> Problem | None:
        """O703 when there is a file at ``path`` that this program did not write, or that was edited since."""
        found = file_digest(path)
        if found is None or found in self._known.get(self._name(path), ()):
            return None
        return Problem("O703", Location(shown_as))

    def is_current(self, path: Path, made_from: str) -> bool:
        """Whether the file is there as this program last made it from just these sources."""
        sha256, recorded = self._made_from.get(self._name(path), ("", ""))
        return recorded == made_from != "" and file_digest(path) == sha256

    def write(self, content: bytes, path: Path, shown_as: str) -> Outcome | Problem:
        """Put ``content`` at ``path`` unless it is there already, or unless another's file is (O703).

        A disk or folder that refuses gives O702 or O701; what was there before stays whole.
        """
        sha256 = digest(content)
        if file_digest(path) == sha256:
            if sha256 not in self._known.get(self._name(path), ()):
                self.enter(path, sha256)
            return "unchanged"
        if problem := self.problem(path, shown_as):
            return problem
        try:
            self.enter(path, sha256)
            publish_bytes(content, path)
        except OSError as fault:
            return writing_problem(fault, Path(shown_as), Location(shown_as))
        return "written"

    def enter(self, path: Path, sha256: str, made_from: str = "") -> None:
        """Add a line to the journal. Raises OSError."""
        entry = {"path": self._name(path), "sha256": sha256}
        if made_from:
            entry["from"] = made_from
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
        self._remember(self._name(path), sha256, made_from)

    def compact(self) -> None:
        """Keep only the last line of each file. Raises OSError."""
        lines = [
            json.dumps(
                {"path": path, "sha256": sha256} | ({"from": made_from} if made_from else {}), ensure_ascii=False
            )
            for path, (sha256, made_from) in sorted(self._made_from.items())
            if (self._folder / path).exists()
        ]
        if lines:
            publish_bytes(("\n".join(lines) + "\n").encode(), self._path)

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()
