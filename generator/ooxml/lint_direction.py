"""Lint of formatting: what Persian text needs in Word to stand right, and the edits that give it.

The rules follow ECMA-376 part 1: ``w:rtl`` 17.3.2.30, ``w:bCs`` 17.3.2.2, ``w:szCs`` 17.3.2.39, ``w:rFonts`` 17.3.2.26,
``w:bidi`` of paragraphs 17.3.1.6 and of sections 17.6.1, ``w:bidiVisual`` 17.4.1, ``w:tblW`` 17.4.63.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from generator.ooxml.lint_story import HIDDEN, Finding, Line, Run, Story, Table, clipped
from generator.ooxml.lint_styles import (
    STYLES_PART,
    StyleSheet,
    is_on,
    own_properties,
    set_child,
    switched_on,
    turn_on,
    value_of,
)
from generator.ooxml.markup import SPACE, q
from generator.ooxml.styles import TEXT_FONT
from generator.persian.numerals import to_persian_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.ooxml.markup import Element

_LATIN_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9._/\-]*(?: [A-Za-z][A-Za-z0-9._/\-]*)*")
_WHOLE_WIDTH = 5000  # fiftieths of a percent (ST_MeasurementOrPercent)
_WIDTH_TOLERANCE = 240  # twentieths of a point: the cell margins of both sides, by which Word widens a table
_OPPOSITE = {"left": "right", "start": "right", "right": "left", "end": "left"}

_RunRule = tuple[str, "Callable[[Run, Line, StyleSheet], bool]", "Callable[[Run, Line, StyleSheet], None]"]


def formatting_findings(story: Story, sheet: StyleSheet, text_widths: set[int]) -> Iterator[Finding]:
    """Everything in a part that keeps its Persian text from standing right.

    ``text_widths`` are the widths between the margins of the document's sections.
    """
    for line in story.lines:
        yield from _paragraph_findings(story, line, sheet)
        yield from _run_findings(story, line, sheet)
    for table in story.tables:
        yield from _table_findings(story, table, sheet, text_widths)
    for number, section in enumerate(story.root.iter(q("sectPr")), start=1):
        if not is_on(section.find(q("bidi"))):
            where = f"بخش {to_persian_digits(number)}"
            yield Finding("T437", story.part, where, mend=_turning_on(section, "bidi"))


def style_findings(sheet: StyleSheet) -> Iterator[Finding]:
    """Styles and defaults that set bold or a size for Latin letters alone."""
    defaults = sheet.default_run_properties()
    if defaults is not None:
        yield from _level_findings(defaults, [], "پیش‌فرض سند")
    for style in sheet.styles():
        bases = [rpr for link in list(sheet.chain(style))[1:] for rpr in link.findall(q("rPr"))]
        bases += [defaults] if defaults is not None else []
        name = style.find(q("name"))
        shown = name.get(q("val"), "") if name is not None else style.get(q("styleId"), "")
        for properties in style.iter(q("rPr")):
            yield from _level_findings(properties, bases, f"سبک «{shown}»")


def _level_findings(properties: Element, bases: list[Element], where: str) -> Iterator[Finding]:
    if _lacks_bold(properties, bases):
        yield Finding("T431", STYLES_PART, where, {"text": where}, mend=_turning_on(properties, "bCs"))
    if (size := _lacks_size(properties, bases)) is not None:
        args = {"text": where, "size": _points(size)}
        yield Finding("T432", STYLES_PART, where, args, mend=_sizing(properties, size))


def _turning_on(properties: Element, name: str) -> Callable[[], None]:
    return lambda: turn_on(properties, name)


def _sizing(properties: Element, size: str) -> Callable[[], None]:
    return lambda: _set_size(properties, size)


def _set_size(properties: Element, size: str) -> None:
    set_child(properties, "szCs", val=size)


def _points(half_points: str) -> str:
    whole = half_points.isdigit() and int(half_points) % 2 == 0
    return str(int(half_points) // 2) if whole else f"{half_points}/2"


def _lacks_bold(properties: Element, bases: list[Element]) -> bool:
    """Whether bold is set here and Persian letters stay light."""
    return is_on(properties.find(q("b"))) and not switched_on([properties, *bases], "bCs")


def _lacks_size(properties: Element, bases: list[Element]) -> str | None:
    """The size that is set here for Latin letters alone, where it changes anything."""
    size = value_of([properties], "sz")
    if size is None or properties.find(q("szCs")) is not None:
        return None
    return None if size in (value_of(bases, "sz"), value_of(bases, "szCs")) else size


# Runs


def _run_findings(story: Story, line: Line, sheet: StyleSheet) -> Iterator[Finding]:
    """One finding for each rule that some runs of the paragraph break, with the text of these runs."""
    for code, is_broken, mend in _RUN_RULES:
        broken = [run for run in line.runs if is_broken(run, line, sheet)]
        if broken:
            text = clipped("".join(line.text[run.start : run.end] for run in broken))
            args = {"text": text}
            if code == "T432":
                args["size"] = _points(value_of(sheet.run_levels(broken[0].element, line.element), "sz") or "")
            mending = _mending(line, sheet, is_broken, mend)
            can_mend = code != "T433" or sheet.root is not None
            yield Finding(code, story.part, story.where(line), args, mending if can_mend else None)


def _mending(
    line: Line,
    sheet: StyleSheet,
    is_broken: Callable[[Run, Line, StyleSheet], bool],
    mend: Callable[[Run, Line, StyleSheet], None],
) -> Callable[[], None]:
    def edit() -> None:
        # Another edit may have split runs or changed text since.
        now = line.again()
        for run in now.runs:
            if is_broken(run, now, sheet):
                mend(run, now, sheet)

    return edit


def _is_not_rtl(run: Run, line: Line, _sheet: StyleSheet) -> bool:
    """``w:rtl`` is wanted on the run itself; in a style Microsoft's validator refuses it."""
    own = run.element.find(q("rPr"))
    return line.has_persian(run.start, run.end) and not switched_on([own] if own is not None else [], "rtl")


def _is_light(run: Run, line: Line, sheet: StyleSheet) -> bool:
    own = run.element.find(q("rPr"))
    if own is None or not line.shows_persian(run.start, run.end):
        return False
    return _lacks_bold(own, sheet.run_levels(run.element, line.element)[1:])


def _is_unsized(run: Run, line: Line, sheet: StyleSheet) -> bool:
    own = run.element.find(q("rPr"))
    if own is None or not line.shows_persian(run.start, run.end):
        return False
    return _lacks_size(own, sheet.run_levels(run.element, line.element)[1:]) is not None


def _has_no_font(run: Run, line: Line, sheet: StyleSheet) -> bool:
    shown = line.shows_persian(run.start, run.end)
    return shown and not sheet.has_complex_font(sheet.run_levels(run.element, line.element))


def _make_bold(run: Run, _line: Line, _sheet: StyleSheet) -> None:
    turn_on(own_properties(run.element), "bCs")


def _make_sized(run: Run, _line: Line, _sheet: StyleSheet) -> None:
    properties = own_properties(run.element)
    _set_size(properties, value_of([properties], "sz") or "")


def _give_font(_run: Run, _line: Line, sheet: StyleSheet) -> None:
    """Name the font once, in the defaults: it then holds for what is typed later too."""
    if sheet.root is not None:
        defaults = set_child(set_child(sheet.root, "docDefaults"), "rPrDefault")
        set_child(set_child(defaults, "rPr"), "rFonts", cs=TEXT_FONT)


def _make_rtl(run: Run, line: Line, _sheet: StyleSheet) -> None:
    """Turn a run; Latin words in it come to stand in runs of their own, since Word would turn them around too."""
    if not _LATIN_WORDS.search(line.static[run.start : run.end].replace(HIDDEN, " ")):
        turn_on(own_properties(run.element), "rtl")
        return
    new: list[Element] = []
    starts = {holder: start for holder, start, _ in line.pieces if holder is not None}
    for child in run.element:
        if child.tag == q("t") and child in starts:
            new.extend(_directed(run.element, child, line.static[starts[child] :]))
        elif child.tag != q("rPr"):
            new.append(_like(run.element, copy.deepcopy(child), is_latin=False))
    parent = run.element.getparent()
    if parent is not None:
        place = parent.index(run.element)
        parent[place : place + 1] = new


def _directed(original: Element, holder: Element, static: str) -> Iterator[Element]:
    """The runs of one ``w:t``; ``static`` begins where its text does and tells tags from words."""
    text = holder.text or ""
    bounds = [0]
    for words in _LATIN_WORDS.finditer(static[: len(text)]):
        bounds += [words.start(), words.end()]
    for index, (start, end) in enumerate(zip(bounds, [*bounds[1:], len(text)], strict=True)):
        if start < end:
            piece = original.makeelement(q("t"))
            piece.text = text[start:end]
            piece.set(SPACE, "preserve")
            yield _like(original, piece, is_latin=index % 2 == 1)


def _like(original: Element, content: Element, *, is_latin: bool) -> Element:
    run = original.makeelement(q("r"))
    properties = original.find(q("rPr"))
    if properties is not None:
        run.append(copy.deepcopy(properties))
    run.append(content)
    if not is_latin:
        turn_on(own_properties(run), "rtl")
    return run


_RUN_RULES: tuple[_RunRule, ...] = (
    ("T430", _is_not_rtl, _make_rtl),
    ("T431", _is_light, _make_bold),
    ("T432", _is_unsized, _make_sized),
    ("T433", _has_no_font, _give_font),
)


# Paragraphs


def _paragraph_findings(story: Story, line: Line, sheet: StyleSheet) -> Iterator[Finding]:
    levels = sheet.paragraph_levels(line.element)
    if line.shows_persian() and not switched_on(levels, "bidi"):

        def mend() -> None:
            """Turn the paragraph; where its text was put to a side by hand, it stays on that side."""
            side = _OPPOSITE.get(value_of(sheet.paragraph_levels(line.element), "jc") or "")
            properties = own_properties(line.element)
            turn_on(properties, "bidi")
            if side:
                set_child(properties, "jc", val=side)

        yield Finding("T434", story.part, story.where(line), mend=mend)


# Tables


def _table_findings(story: Story, table: Table, sheet: StyleSheet, text_widths: set[int]) -> Iterator[Finding]:
    inside = [Line.of(paragraph) for paragraph in table.element.iter(q("p"))]
    if not any(line.shows_persian() for line in inside):
        return
    levels = sheet.table_levels(table.element)
    if not switched_on(levels, "bidiVisual"):
        mend = _editing_table(table.element, lambda properties: turn_on(properties, "bidiVisual"))
        yield Finding("T435", story.part, table.where, mend=mend)
    if not table.is_nested and value_of(levels, "jc") != "center" and not _is_full(table.element, levels, text_widths):
        mend = _editing_table(table.element, lambda properties: set_child(properties, "jc", val="center"))
        yield Finding("T436", story.part, table.where, mend=mend)


def _editing_table(table: Element, edit: Callable[[Element], object]) -> Callable[[], None]:
    def mend() -> None:
        edit(own_properties(table))

    return mend


def _is_full(table: Element, levels: list[Element], text_widths: set[int]) -> bool:
    """Whether a table fills the width between the margins of some section."""
    found = (level.find(q("tblW")) for level in levels)
    width = next((element for element in found if element is not None), None)
    kind = width.get(q("type"), "dxa") if width is not None else "auto"
    amount = width.get(q("w"), "0") if width is not None else "0"
    if kind == "pct" or amount.endswith("%"):
        return _number(amount.removesuffix("%").split(".")[0]) >= (100 if amount.endswith("%") else _WHOLE_WIDTH)
    if kind == "auto" or _number(amount) == 0:
        columns = table.findall(f"{q('tblGrid')}/{q('gridCol')}")
        amount = str(sum(_number(column.get(q("w"), "0")) for column in columns))
    return any(abs(_number(amount) - text) <= _WIDTH_TOLERANCE for text in text_widths)


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"-?[0-9]+", text) else 0


def text_widths(document: Element) -> set[int]:
    """The widths between the margins of each section, in twentieths of a point."""
    widths = set()
    for section in document.iter(q("sectPr")):
        size, margins = section.find(q("pgSz")), section.find(q("pgMar"))
        if size is not None and margins is not None:
            sides = sum(_number(margins.get(q(name), "0")) for name in ("left", "right", "gutter"))
            widths.add(_number(size.get(q("w"), "0")) - sides)
    return widths
