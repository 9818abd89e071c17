"""Faults as data: where, which, with what arguments; and the exceptions of the surroundings."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from generator.messages import MESSAGES, Message, Severity


class ExitCode(IntEnum):
    """The fixed exit codes of the command."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    TEMPLATE = 3
    EXTERNAL = 4
    REGISTER = 5
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Location:
    """A place in the user's files.

    ``path`` is relative to the workspace where possible. ``line`` and ``column`` count from 1 and
    columns count characters. ``field`` is the dotted path inside a record, ``sheet`` and ``cell``
    belong to workbooks, ``part`` and ``paragraph`` (its text) to Word templates.
    """

    path: str = ""
    line: int | None = None
    column: int | None = None
    field: str = ""
    sheet: str = ""
    cell: str = ""
    part: str = ""
    paragraph: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.path}:{self.sheet}!{self.cell}"
        if self.part:
            return f"{self.path}:{self.part}"
        numbers = [str(n) for n in (self.line, self.column) if n is not None]
        return ":".join([self.path or "-", *numbers])

    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (self.path, self.line or 0, self.column or 0, self.sheet + self.cell, self.part)


NOWHERE = Location()


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault or note: a code of the message table, its place and the arguments of its texts."""

    code: str
    location: Location = NOWHERE
    args: Mapping[str, str] = field(default_factory=dict)

    @property
    def message(self) -> Message:
        return MESSAGES[self.code]

    @property
    def severity(self) -> Severity:
        return self.message.severity

    @property
    def is_fault(self) -> bool:
        return self.severity == "fault"

    @property
    def exit_code(self) -> ExitCode:
        """The exit code that this problem alone would give a command."""
        if not self.is_fault:
            return ExitCode.DONE
        return {"T": ExitCode.TEMPLATE, "P": ExitCode.EXTERNAL}.get(self.code[0], ExitCode.PROBLEMS)

    def text(self, language: str) -> str:
        """What is wrong, in ``fa`` or ``en``."""
        return self._fill(self.message.fa if language == "fa" else self.message.en)

    def hint(self, language: str) -> str:
        """What to do about it, in ``fa`` or ``en``."""
        return self._fill(self.message.hint_fa if language == "fa" else self.message.hint_en)

    def _fill(self, pattern: str) -> str:
        return pattern.format_map(self.args)

    def __str__(self) -> str:
        return f"{self.location}: {self.code} {self.message.slug}: {self.text('en')}"

    def as_json(self) -> dict[str, Any]:
        """The problem as plain JSON values; empty parts of the location are left out."""
        where = {
            name: value
            for name in Location.__dataclass_fields__
            if (value := getattr(self.location, name)) not in ("", None)
        }
        return {
            "code": self.code,
            "slug": self.message.slug,
            "severity": self.severity,
            "location": where,
            "fa": self.text("fa"),
            "en": self.text("en"),
            "hint_fa": self.hint("fa"),
            "hint_en": self.hint("en"),
        }


class DabirError(Exception):
    """The surroundings do not let the work go on; carries the problems that say so."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    @property
    def exit_code(self) -> ExitCode:
        return worst_exit_code(self.problems)


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in the order of their files, lines and columns, each once."""
    unique: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        unique.setdefault((problem.code, problem.location, tuple(sorted(problem.args.items()))), problem)
    return sorted(unique.values(), key=lambda problem: (*problem.location.sort_key(), problem.code))


def worst_exit_code(problems: Iterable[Problem]) -> ExitCode:
    """The highest exit code among the problems; DONE when there is none."""
    return max((problem.exit_code for problem in problems), default=ExitCode.DONE)


def suggestion(value: str, known: Iterable[str], *, listing: int = 12) -> dict[str, str]:
    """The hint arguments «did you mean …», or the list of what is known when nothing is near.

    Returns the keys ``suggestion_fa`` and ``suggestion_en``.
    """
    names = list(known)
    near = difflib.get_close_matches(value, names, n=1, cutoff=0.6)
    if near:
        return {
            "suggestion_fa": f"آیا منظور «{near[0]}» است؟",
            "suggestion_en": f"did you mean '{near[0]}'?",
        }
    shown = names[:listing]
    more_fa, more_en = ("، …", ", …") if len(names) > listing else ("", "")
    if not shown:
        return {"suggestion_fa": "آن را حذف کنید", "suggestion_en": "delete it"}
    return {
        "suggestion_fa": "مقدارهای شناخته: " + "، ".join(shown) + more_fa,
        "suggestion_en": "known here: " + ", ".join(shown) + more_en,
    }
