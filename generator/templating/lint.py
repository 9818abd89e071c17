"""Lint of templates: what compiling finds, what docxtpl-lint finds, and the rules of right-to-left and of P-CL02."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.ooxml.inspection import inspect_package
from generator.ooxml.lint import lint_package
from generator.ooxml.package import read_package, write_package
from generator.problems import DabirError, Location, Problem, sort_problems
from generator.settings import LimitSettings
from generator.templating.compiled import CompiledTemplate
from generator.templating.lint_tags import tag_findings
from generator.templating.names import names_offered

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.model.kind import Per
    from generator.ooxml.lint_story import Finding, Story

_MOST_ROUNDS = 4
_NEEDS_READING = {"T402", "T408"}


@dataclass(frozen=True, slots=True)
class TemplateLint:
    """What is wrong with a template; those of ``mendable`` are mended by :func:`fix_template`."""

    problems: list[Problem]
    mendable: list[Problem]


@dataclass(frozen=True, slots=True)
class FixedTemplate:
    """A mended copy of a template: its bytes, what was mended and what remains."""

    content: bytes
    mended: list[Problem]
    remaining: list[Problem]


def read_template(path: Path, shown: str, limits: LimitSettings) -> bytes:
    """The bytes of a template. Raises :class:`DabirError` with T401, T408 or Y111."""
    try:
        with path.open("rb") as stream:
            content = stream.read(limits.template_bytes + 1)
    except FileNotFoundError:
        raise DabirError(Problem("T401", Location(shown), {"name": shown})) from None
    except OSError as fault:
        raise DabirError(Problem("Y111", Location(shown), {"detail": fault.strerror or str(fault)})) from None
    if len(content) > limits.template_bytes:
        args = {"name": shown, "size": f"> {limits.template_bytes}", "limit": str(limits.template_bytes)}
        raise DabirError(Problem("T408", Location(shown), args))
    return content


def lint_template(content: bytes, name: str, per: Per, *, limits: LimitSettings | None = None) -> TemplateLint:
    """Everything that is wrong with the template of a kind; ``name`` is what problems call it.

    >>> lint_template(content, "templates/decree.docx", "seat").problems
    [Problem(code='T430', …)]
    """
    bounds = limits or LimitSettings()
    parts, unreadable = read_package(content, path=name, limits=bounds)
    dangers = inspect_package(parts, path=name)
    if unreadable or any(problem.code in _NEEDS_READING for problem in dangers):
        return TemplateLint(sort_problems([*unreadable, *dangers]), [])
    package = lint_package(parts, per)
    tags, explained = tag_findings(package.stories)
    compiling = [
        _placed(problem, package.stories.get(problem.location.part))
        for problem in _compiling_problems(content, name, per, bounds)
        # Jinja tells of the first consequence only, often at another place.
        if not (problem.code == "T405" and problem.location.part in explained)
    ]
    found = _problems([*tags, *package.findings], name)
    mendable = _problems((finding for finding in package.findings if finding.mend is not None), name)
    return TemplateLint(sort_problems([*compiling, *found]), sort_problems(mendable))


def fix_template(content: bytes, name: str, per: Per, *, limits: LimitSettings | None = None) -> FixedTemplate:
    """A copy of the template in which everything mechanical is mended.

    Text is changed only by the rules on letters, digits and non-joiners, and parts without a mended finding are the
    same to the byte. A template with nothing to mend comes back as it is.
    """
    bounds = limits or LimitSettings()
    mended: list[Problem] = []
    # An edit can bring another to light: a table that was turned may turn out to be off the centre.
    for _ in range(_MOST_ROUNDS):
        if not lint_template(content, name, per, limits=bounds).mendable:
            break
        parts, _unreadable = read_package(content, path=name, limits=bounds)
        new_parts, done = lint_package(parts, per).mended()
        mended += _problems(done, name)
        content = write_package(new_parts)
    return FixedTemplate(content, sort_problems(mended), lint_template(content, name, per, limits=bounds).problems)


def _compiling_problems(content: bytes, name: str, per: Per, limits: LimitSettings) -> tuple[Problem, ...]:
    try:
        CompiledTemplate(content, name, offered=names_offered(per), limits=limits)
    except DabirError as fault:
        return fault.problems
    return ()


def _placed(problem: Problem, story: Story | None) -> Problem:
    """The problem with the table cell of its paragraph, where a paragraph of this text stands in one."""
    text = problem.location.paragraph
    if story is None or not text:
        return problem
    bare = "".join(text.split())
    where = next((story.where(line) for line in story.lines if "".join(line.text.split()).startswith(bare)), text)
    return Problem(problem.code, Location(problem.location.path, part=story.part, paragraph=where), problem.args)


def _problems(findings: Iterable[Finding], name: str) -> list[Problem]:
    return [Problem(f.code, Location(name, part=f.part, paragraph=f.where), f.args) for f in findings]
