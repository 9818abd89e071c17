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
from generator.templating.environment import TooBusyError, time_limit
from generator.templating.lint_tags import tag_findings
from generator.templating.names import names_offered

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def lint_template(content: bytes, name: str, per: Per, *, limits: LimitSettings | None = None) -> TemplateLint:
    """Everything that is wrong with the template of a kind; ``name`` is what problems call it.

    >>> lint_template(content, "templates/decree.docx", "seat").problems
    [Problem(code='T430', …)]
    """
    bounds = limits or LimitSettings()
    try:
        with time_limit(bounds.render_seconds):
            return _looked_through(content, name, per, bounds)
    except (TooBusyError, RecursionError) as fault:
        return TemplateLint([_too_busy(name, fault)], [])


def _looked_through(content: bytes, name: str, per: Per, bounds: LimitSettings) -> TemplateLint:
    parts, faults = _readable_parts(content, name, bounds)
    if faults:
        return TemplateLint(sort_problems(faults), [])
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
    try:
        # An edit can bring another to light: what was turned may be split into runs that lack something else.
        for _ in range(_MOST_ROUNDS):
            with time_limit(bounds.render_seconds):
                content, done = _mended_once(content, name, per, bounds)
            mended += done
            if not done:
                break
    except (TooBusyError, RecursionError) as fault:
        return FixedTemplate(content, sort_problems(mended), [_too_busy(name, fault)])
    return FixedTemplate(content, sort_problems(mended), lint_template(content, name, per, limits=bounds).problems)


def _mended_once(content: bytes, name: str, per: Per, limits: LimitSettings) -> tuple[bytes, list[Problem]]:
    parts, faults = _readable_parts(content, name, limits)
    package = None if faults else lint_package(parts, per)
    if package is None or not any(finding.mend for finding in package.findings):
        return content, []
    new_parts, done = package.mended()
    return write_package(new_parts), _problems(done, name)


def _too_busy(name: str, fault: Exception) -> Problem:
    return Problem("T415", Location(name), {"detail": str(fault) or type(fault).__name__})


def _readable_parts(content: bytes, name: str, limits: LimitSettings) -> tuple[dict[str, bytes], list[Problem]]:
    """The parts, and the problems for which they cannot be looked through."""
    parts, unreadable = read_package(content, path=name, limits=limits)
    return parts, unreadable or [p for p in inspect_package(parts, path=name) if p.code in _NEEDS_READING]


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
