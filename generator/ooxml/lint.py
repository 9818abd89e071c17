"""Lint of a Word template: all rules over all parts, and the mending of what needs no judgement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from generator.ooxml.lint_control import form_findings
from generator.ooxml.lint_direction import formatting_findings, style_findings, text_widths
from generator.ooxml.lint_story import Finding, Story, read_stories
from generator.ooxml.lint_styles import STYLES_PART, StyleSheet
from generator.ooxml.lint_text import text_findings
from generator.ooxml.package import MAIN_PART

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.kind import Per
    from generator.ooxml.markup import Element


@dataclass(frozen=True, slots=True)
class LintedPackage:
    """A template's parts, read once, with what was found in them."""

    parts: Mapping[str, bytes]
    stories: Mapping[str, Story]
    sheet: StyleSheet
    findings: list[Finding]

    def mended(self) -> tuple[dict[str, bytes], list[Finding]]:
        """The parts after every edit that the findings carry, and the findings that were mended.

        A part that no edit touched is the same to the byte.
        """
        roots = {name: story.root for name, story in self.stories.items()}
        if self.sheet.root is not None:
            roots[STYLES_PART] = self.sheet.root
        before = {name: _written(root) for name, root in roots.items()}
        done = []
        for finding in self.findings:
            if finding.mend is not None:
                finding.mend()
                done.append(finding)
        after = {name: _written(root) for name, root in roots.items()}
        return {**self.parts, **{name: xml for name, xml in after.items() if xml != before[name]}}, done


def _written(root: Element) -> bytes:
    # Namespaces stay as they are: mc:Ignorable names their prefixes.
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def lint_package(parts: Mapping[str, bytes], per: Per) -> LintedPackage:
    """Look through a template by the rules T430 to T449; its parts must be well-formed."""
    stories = read_stories(parts)
    sheet = StyleSheet(parts)
    widths = text_widths(stories[MAIN_PART].root)
    findings = list(style_findings(sheet))
    for story in stories.values():
        findings += formatting_findings(story, sheet, widths)
        findings += text_findings(story)
    findings += form_findings(parts, stories, per)
    return LintedPackage(parts, stories, sheet, findings)
