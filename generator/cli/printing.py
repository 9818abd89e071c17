"""How results are printed: for a person, or as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from generator.problems import Problem, sort_problems

_FEWEST_WORTH_A_LINE = 50


def print_problems(problems: Iterable[Problem]) -> None:
    """Each problem on standard error: place, code and slug, then Persian text, English text and cure."""
    for problem in sort_problems(problems):
        mark = "" if problem.is_fault else " (note)"
        click.echo(f"{problem.location}: {problem.code} {problem.message.slug}{mark}", err=True)
        if problem.location.paragraph:
            click.echo(f"    ¶  {problem.location.paragraph}", err=True)
        click.echo(f"    {problem.text('fa')}", err=True)
        click.echo(f"    {problem.text('en')}", err=True)
        click.echo(f"    ← {problem.hint('fa')} / {problem.hint('en')}", err=True)


def print_json(value: Any) -> None:  # noqa: ANN401  # any JSON value
    """A value as JSON on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_problems_as_json(problems: Iterable[Problem]) -> None:
    """An object with the problems alone, for a command that could not begin."""
    print_json({"problems": [problem.as_json() for problem in sort_problems(problems)]})


def counted(problems: Sequence[Problem]) -> str:
    """«3 faults, 2 notes»."""
    faults = sum(problem.is_fault for problem in problems)
    notes = len(problems) - faults
    return f"{faults} fault{'' if faults == 1 else 's'}, {notes} note{'' if notes == 1 else 's'}"


def is_terminal() -> bool:
    """Whether standard error is a terminal, where progress may be drawn."""
    return sys.stderr.isatty()


class PlainLines:
    """Progress as a line on standard error for each tenth of a stage."""

    def __init__(self) -> None:
        self._stage = ""
        self._total = 0
        self._done = 0

    def start(self, stage: str, total: int) -> None:
        """Begin a stage."""
        self._stage, self._total, self._done = stage, total, 0

    def step(self, label: str) -> None:
        """Count one step."""
        before = self._done * 10 // self._total
        self._done += 1
        if self._done * 10 // self._total != before and self._total >= _FEWEST_WORTH_A_LINE:
            click.echo(f"{self._stage}: {self._done}/{self._total} ({label})", err=True)
