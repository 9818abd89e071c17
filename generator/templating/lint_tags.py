"""Faults of tags as docxtpl-lint finds them; this is its only home.

docxtpl-lint (MIT) knows how docxtpl takes tags out of paragraphs, rows and cells, and so finds what renders without
an error and loses text or rows. Its rules on names, filters and syntax are left out: the compiled template knows
the names of the kind and the filters that exist, which docxtpl-lint does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docxtpl_lint import lint

from generator.ooxml.lint_story import Finding, clipped
from generator.ooxml.package import MAIN_PART, write_package

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docxtpl_lint import Issue

    from generator.ooxml.lint_story import Story

CODES = {
    "DTL001": "T420",
    "DTL002": "T421",
    "DTL003": "T422",
    "DTL101": "T423",
    "DTL102": "T423",
    "DTL201": "T427",
    "DTL202": "T427",
    "DTL203": "T424",
    "DTL204": "T425",
    "DTL205": "T425",
    "DTL206": "T425",
    "DTL207": "T425",
    "DTL208": "T424",
    "DTL209": "T426",
    "DTL210": "T425",
}
"""The rules of docxtpl-lint that are taken over, with our codes."""

_STOPS_COMPILING = {"DTL001", "DTL101", "DTL102", "DTL201", "DTL202", "DTL203", "DTL206", "DTL208", "DTL210"}


def tag_findings(stories: Mapping[str, Story]) -> tuple[list[Finding], set[str]]:
    """The findings of all parts, and the parts in which they explain why the template does not compile.

    docxtpl-lint reads parts by their usual names and numbers them together, so it is given one part at a time under
    the name of the document; headers of any name and endnotes are looked through too.
    """
    findings: list[Finding] = []
    explained: set[str] = set()
    for story in stories.values():
        found = list(_issues(story))
        findings += [_finding(story, issue) for issue in found]
        explained |= {story.part for issue in found if issue.rule in _STOPS_COMPILING}
    return findings, explained


def _issues(story: Story) -> Iterator[Issue]:
    content = write_package({MAIN_PART: story.xml})
    result = lint(content, select=list(CODES))
    yield from (issue for issue in result.issues if issue.rule in CODES)


def _finding(story: Story, issue: Issue) -> Finding:
    said = issue.params
    args = {
        "tag": clipped(issue.snippet),
        "open": str(said.get("open_raw", "")),
        "close": str(said.get("close_raw", "")),
        "lost": clipped(str(said.get("rest", ""))),
    }
    return Finding(CODES[issue.rule], story.part, story.paragraph_at(issue.location.paragraph), args)
