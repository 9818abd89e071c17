"""Lint of the P-CL02 form: control block, revision table, distribution block, and number and page on every page.

The form is that of P-CL02 itself (its control block, «جدول شرح تغییرات», section 7 and page headers). A template
may print the rows from ``document.control`` and ``document.revisions`` or hold the labels as typed text; what is
typed must agree to the letter.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from typing import TYPE_CHECKING

from generator.model.control import CONTROL_LABELS
from generator.ooxml.lint_story import TAG, Cell, Finding, Story, Table
from generator.ooxml.lint_styles import is_on
from generator.ooxml.markup import R, parse, q
from generator.ooxml.package import MAIN_PART
from generator.ooxml.pages import REVISION_HEADINGS, REVISIONS_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.kind import Per
    from generator.ooxml.markup import Element

_NEAR = 0.75
_FEWEST_LABELS = 3
_CONTROL_LOOP = re.compile(r"\{%(?:tr|p)?\s*for\s+(\w+)\s+in\s+document\.control\s*-?%\}")
_NUMBER = re.compile(r"\b(?:document|procedure)\.number\b")
_DISTRIBUTION = re.compile(r"\.(?:holders|copies)\b")
_TOTAL_FIELDS = {"NUMPAGES", "SECTIONPAGES"}
_PAGES = {
    "first": ("نخستین صفحه", "the first page"),
    "default": ("صفحه‌های عادی", "the ordinary pages"),
    "even": ("صفحه‌های زوج", "the even pages"),
}


def form_findings(parts: Mapping[str, bytes], stories: Mapping[str, Story], per: Per) -> Iterator[Finding]:
    """Everything in which a template departs from the form of P-CL02."""
    yield from _control_block(stories)
    yield from _revision_table(stories)
    if per == "procedure" and not any(_DISTRIBUTION.search(tag) for story in stories.values() for tag in _tags(story)):
        yield Finding("T447", MAIN_PART, "")
    yield from _page_heads(parts, stories)


def _tags(story: Story) -> Iterator[str]:
    for line in story.lines:
        yield from TAG.findall(line.text)


# Control block


def _control_block(stories: Mapping[str, Story]) -> Iterator[Finding]:
    if any(_prints_control(story) for story in stories.values()):
        return
    typed = [(story, table, _labelled(table)) for story in stories.values() for table in story.tables]
    story, table, labels = max(typed, key=lambda found: len(found[2]), default=(None, None, []))
    if story is None or table is None or len(labels) < _FEWEST_LABELS:
        yield Finding("T441", MAIN_PART, "")
        return
    for cell, label in labels:
        if cell.static != label:
            yield Finding("T442", story.part, cell.where, {"found": cell.static, "label": label})
    in_order = [label for _, label in labels]
    if in_order != list(CONTROL_LABELS):
        missing = [label for label in CONTROL_LABELS if label not in in_order]
        args = {"missing": "، ".join(missing) or "—", "expected": "، ".join(CONTROL_LABELS)}
        yield Finding("T443", story.part, table.where, args)


def _prints_control(story: Story) -> bool:
    """Whether a loop over ``document.control`` prints label and value of each row."""
    text = "\n".join(_tags(story))
    loops = _CONTROL_LOOP.findall(text)
    return any(all(re.search(rf"\{{\{{\s*{name}\.{key}\b", text) for key in ("label", "value")) for name in loops)


def _labelled(table: Table) -> list[tuple[Cell, str]]:
    """The cells that hold a label of the control block or nearly so, each with the label meant."""
    cells = [cell for row in table.rows for cell in row]
    return [(cell, label) for cell in cells if (label := _meant(cell.static, CONTROL_LABELS))]


def _meant(text: str, known: Sequence[str]) -> str:
    return text if text in known else next(iter(difflib.get_close_matches(text, known, n=1, cutoff=_NEAR)), "")


# Revision table


def _revision_table(stories: Mapping[str, Story]) -> Iterator[Finding]:
    rows = [(story, table, row) for story in stories.values() for table in story.tables for row in table.rows]
    matches = [sum(bool(_meant(cell.static, REVISION_HEADINGS)) for cell in row) for _, _, row in rows]
    best = max(matches, default=0)
    if best < _FEWEST_LABELS:
        yield Finding("T444", MAIN_PART, "")
        return
    story, table, row = rows[matches.index(best)]
    headings = [cell.static for cell in row]
    if headings != list(REVISION_HEADINGS):
        args = {"found": "، ".join(headings), "expected": "، ".join(REVISION_HEADINGS)}
        yield Finding("T446", story.part, table.where, args)
    titles = (TAG.sub("", line.text).strip(" :") for line in story.lines)
    if REVISIONS_TITLE not in titles:
        yield Finding("T445", story.part, table.where, {"title": REVISIONS_TITLE})


# Number and page on every page


def _page_heads(parts: Mapping[str, bytes], stories: Mapping[str, Story]) -> Iterator[Finding]:
    for page, names in dict.fromkeys(_sheets(parts, stories)):
        own = [stories[name] for name in names if name in stories]
        place = own[0].part if own else MAIN_PART
        args = {"page_fa": _PAGES[page][0], "page_en": _PAGES[page][1]}
        if not any(_NUMBER.search(tag) for story in own for tag in _tags(story) if tag.startswith("{{")):
            yield Finding("T448", place, "", args)
        fields = {code for story in own for code in _field_codes(story.root)}
        missing = [name for name, codes in (("PAGE", {"PAGE"}), ("NUMPAGES", _TOTAL_FIELDS)) if not codes & fields]
        if missing:
            yield Finding("T449", place, "", {**args, "missing": " + ".join(missing)})


def _sheets(parts: Mapping[str, bytes], stories: Mapping[str, Story]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each sort of page that a section has, with its header and footer; those left out are the section's before."""
    targets = _targets(parts)
    has_even = _differs_on_even_pages(parts)
    standing: dict[tuple[str, str], str] = {}
    for section in stories[MAIN_PART].root.iter(q("sectPr")):
        for side in ("header", "footer"):
            for reference in section.findall(q(f"{side}Reference")):
                kind = reference.get(q("type"), "default")
                standing[side, kind] = targets.get(reference.get(q("id", R), ""), "")
        kinds = ["first"] if is_on(section.find(q("titlePg"))) else []
        for kind in [*kinds, "default", *(["even"] if has_even else [])]:
            yield kind, tuple(filter(None, (standing.get((side, kind), "") for side in ("header", "footer"))))


def _targets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The parts that the document refers to, by the key of the relationship."""
    relationships = parts.get("word/_rels/document.xml.rels")
    if relationships is None:
        return {}
    entries = [(entry.get("Id", ""), entry.get("Target", "")) for entry in parse(relationships)]
    return {key: posixpath.normpath(posixpath.join("/word", target)).lstrip("/") for key, target in entries}


def _differs_on_even_pages(parts: Mapping[str, bytes]) -> bool:
    settings = parts.get("word/settings.xml")
    return settings is not None and is_on(parse(settings).find(q("evenAndOddHeaders")))


def _field_codes(root: Element) -> set[str]:
    """The first words of the fields of a part, whatever runs they are spread over."""
    codes = {code for simple in root.iter(q("fldSimple")) for code in simple.get(q("instr"), "").split()[:1]}
    collected: list[str] = []
    for mark in root.iter(q("fldChar"), q("instrText")):
        if mark.tag == q("instrText"):
            collected.append(mark.text or "")
        else:
            codes |= set("".join(collected).split()[:1])
            collected = []
    return {code.upper() for code in codes}
