"""Word templates, compiled once and rendered many times.

A template's parts go once through docxtpl's own preparation and become jinja templates; a document is then one
string render a part. What docxtpl accepts (``{{ }}``, ``{%p %}``, ``{%tr %}``, ``{%tc %}``, ``{%r %}``, colspan,
cellbg, vm, hm) is accepted here; objects that need parts of their own (pictures, links, subdocuments) are not.
"""

from __future__ import annotations

import html
import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template, TemplateSyntaxError
from jinja2.exceptions import SecurityError, TemplateAssertionError
from lxml import etree

from generator.model.office import OfficeStyle
from generator.ooxml.inspection import inspect_package
from generator.ooxml.package import read_package, write_package
from generator.ooxml.restyle import restyle
from generator.ooxml.rtl import settle_directions
from generator.ooxml.watermark import add_watermark
from generator.problems import DabirError, Location, Problem, sort_problems
from generator.settings import LimitSettings
from generator.templating.environment import (
    CURRENT,
    FILTER_NAMES,
    LARGEST_PART,
    Rendering,
    TemplateEnvironment,
    TooBusyError,
    time_limit,
)
from generator.templating.names import Scope, check_names

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TAG_MARK = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_RENDERED_TYPES = re.compile(
    r"wordprocessingml\.(?:document|template)\.main|wordprocessingml\.(?:header|footer|footnotes|endnotes)\+xml"
    r"|package\.core-properties\+xml"
)
_LATIN_LETTER = re.compile(r"[A-Za-z]")
_ATTRIBUTE_TAG = re.compile(r'="\{\{([^"]*?)\}\}"')
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CELL_PROPERTIES = (
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection",
    "tcFitText", "vAlign", "hideMark",
)  # fmt: skip
_CELL_ORDER = {f"{_W}{name}": place for place, name in enumerate(_CELL_PROPERTIES)}
_OVERRIDE = re.compile(r"<Override\b[^>]*>")


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A rendered docx: its bytes, its parts, and the values that were printed into it, part by part."""

    content: bytes
    parts: Mapping[str, bytes]
    values: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    template: Template
    prepared: str
    fixes_tables: bool


class CompiledTemplate:
    """A Word template ready to be rendered.

    >>> template = CompiledTemplate(content, "decree.docx", offered=names_offered("seat"))
    >>> document = template.render({"addressee": …})
    """

    def __init__(
        self,
        content: bytes,
        name: str,
        *,
        offered: Scope | None = None,
        watermark: str = "",
        style: OfficeStyle | None = None,
        limits: LimitSettings | None = None,
    ) -> None:
        """Compile ``content``; ``name`` is what problems call it, ``offered`` the names it may use
        with their types; None leaves names unchecked until they are printed.

        ``watermark`` is put behind the text of every page, ``style`` gives fonts, paper and margins.
        Raises :class:`DabirError` with every problem of the template at once: T402 to T408, T410, T413
        and T416.
        """
        self.name = name
        self._limits = limits or LimitSettings()
        parts, problems = read_package(content, path=name, limits=self._limits)
        problems += inspect_package(parts, path=name)
        if problems:
            raise DabirError(*problems)
        if style is not None and style.changes_pages:
            parts = restyle(parts, style)
        self._parts = add_watermark(parts, watermark) if watermark else parts
        self._environment = TemplateEnvironment()
        self._preparer = DocxTemplate(name)
        self._compiled: dict[str, _Part] = {}
        faults = [problem for part in _rendered_parts(self._parts) for problem in self._compile(part, offered)]
        if faults:
            raise DabirError(*sort_problems(faults))

    def _compile(self, part: str, offered: Scope | None) -> list[Problem]:
        source = etree.tostring(etree.fromstring(self._parts[part]), encoding="unicode")
        if not _TAG_MARK.search(re.sub(r"<[^>]*>", "", source)):
            return []
        # A line of the source is a paragraph of the document, so a line number tells the paragraph.
        lined = re.sub(r"<w:p([ >])", r"\n<w:p\1", source.replace("\n", " "))
        if outside := _outside_runs(lined):
            return [self._problem("T407", part, lined, line, detail=tag) for line, tag in outside]
        prepared = _TAG.sub(lambda tag: tag[0].replace("&amp;", "&"), self._preparer.patch_xml(lined))
        prepared = _ATTRIBUTE_TAG.sub(r'="{{ (\1)|in_attribute }}"', prepared)
        try:
            tree = self._environment.parse(prepared)
        except TemplateSyntaxError as fault:
            return [self._problem("T405", part, prepared, fault.lineno, detail=str(fault.message))]
        except RecursionError:
            return [self._problem("T415", part, prepared, 0, detail="RecursionError")]
        faults = check_names(tree, offered)
        problems = [self._problem(fault.code, part, prepared, fault.line, **fault.args) for fault in faults]
        problems += self._leftovers(part, prepared)
        try:
            template = self._environment.from_string(prepared)
        except (TemplateAssertionError, SecurityError) as fault:
            detail = f"{fault.message} {', '.join(FILTER_NAMES)}" if "filter" in str(fault.message) else str(fault)
            line = getattr(fault, "lineno", 0) or 0
            return [*problems, self._problem("T405", part, prepared, line, detail=detail)]
        fixes_tables = re.search(r"\{%\s*(?:tc|colspan|cellbg|hm|vm)\s", re.sub(r"<[^>]*>", "", source)) is not None
        self._compiled[part] = _Part(part, template, prepared, fixes_tables)
        return problems

    def _leftovers(self, part: str, prepared: str) -> list[Problem]:
        """Half tags, such as ``{ name }}``, which would be printed as they are."""
        problems = []
        without_tags = _TAG.sub(lambda tag: "\n" * tag[0].count("\n"), prepared)
        for number, line in enumerate(without_tags.split("\n"), start=1):
            if mark := _TAG_MARK.search(re.sub(r"<[^>]*>", "", line)):
                problems.append(self._problem("T410", part, prepared, number, tag=mark[0]))
        return problems

    def render(self, names: Mapping[str, Any]) -> RenderedDocument:
        """The document that these names give; the same names give the same bytes.

        Raises :class:`DabirError` with T406, T407, T412, T414 or T415 when it cannot be made.
        """
        parts = dict(self._parts)
        values: dict[str, list[str]] = {}
        problems: list[Problem] = []
        for part in self._compiled.values():
            rendering = Rendering()
            try:
                parts[part.name] = self._render_part(part, names, rendering)
            except DabirError as fault:
                problems += fault.problems
            problems += [
                self._problem("T406", part.name, part.prepared, line, name=name, **_no_value())
                for name, line in rendering.missing
            ]
            values[part.name] = rendering.values
        if problems:
            raise DabirError(*sort_problems(problems))
        return RenderedDocument(write_package(parts), parts, values)

    def _render_part(self, part: _Part, names: Mapping[str, Any], rendering: Rendering) -> bytes:
        token = CURRENT.set(rendering)
        try:
            with time_limit(self._limits.render_seconds):
                text = _bounded(part.template, names)
        except TooBusyError as fault:
            raise DabirError(self._problem("T415", part.name, part.prepared, 0, detail=str(fault))) from None
        except SecurityError as fault:
            line = _line_of(fault)
            raise DabirError(self._problem("T407", part.name, part.prepared, line, detail=str(fault))) from None
        except (RecursionError, MemoryError) as fault:
            detail = type(fault).__name__
            raise DabirError(self._problem("T415", part.name, part.prepared, 0, detail=detail)) from None
        except Exception as fault:  # noqa: BLE001  # an expression of the template may raise anything
            line = _line_of(fault)
            raise DabirError(self._problem("T414", part.name, part.prepared, line, detail=str(fault))) from None
        finally:
            CURRENT.reset(token)
        return self._finish(part, text, rendering)

    def _finish(self, part: _Part, text: str, rendering: Rendering) -> bytes:
        text = re.sub(r"\n<w:p([ >])", r"<w:p\1", text)
        if any(mark in value for value in rendering.values for mark in "\n\t"):
            text = self._preparer.resolve_listing(text)
        # Breaks in values are elements by now; what is left stood between paragraphs.
        text = text.replace("\n", "")
        content = (_DECLARATION + text).encode()
        try:
            etree.fromstring(content)
        except etree.XMLSyntaxError as fault:
            problem = Problem("T412", Location(self.name, part=part.name), {"detail": str(fault.msg)})
            raise DabirError(problem) from None
        if part.fixes_tables:
            tree = _ordered_cell_properties(self._preparer.fix_tables(text))
            content = _DECLARATION.encode() + etree.tostring(tree, encoding="UTF-8", xml_declaration=False)
        if any(_LATIN_LETTER.search(value) for value in rendering.values):
            content = settle_directions(content)
        return content

    def _problem(self, code: str, part: str, prepared: str, line: int, **args: str) -> Problem:
        lines = prepared.split("\n")
        paragraph = _readable(lines[line - 1]) if 0 < line <= len(lines) else ""
        return Problem(code, Location(self.name, part=part, paragraph=paragraph), args)


def _ordered_cell_properties(tree: etree._Element) -> etree._Element:
    """The tree with the children of each ``w:tcPr`` in the order of ECMA-376 part 1, 17.4.69."""
    for properties in tree.iter(f"{_W}tcPr"):
        properties[:] = sorted(properties, key=lambda child: _CELL_ORDER.get(child.tag, len(_CELL_ORDER)))
    return tree


def _rendered_parts(parts: Mapping[str, bytes]) -> list[str]:
    """The parts whose text a template may fill: document, headers, footers, notes and core properties."""
    listing = parts["[Content_Types].xml"].decode("utf-8", "replace")
    overrides = [override for override in _OVERRIDE.findall(listing) if _RENDERED_TYPES.search(override)]
    found = [re.search(r"PartName=[\"']/([^\"']+)", override) for override in overrides]
    return sorted({html.unescape(name[1]) for name in found if name} & parts.keys())


def _outside_runs(lined: str) -> list[tuple[int, str]]:
    """Tags such as ``{{r x }}``, which put a value where only a rich text object may stand."""
    found = []
    for number, line in enumerate(lined.split("\n"), start=1):
        text = re.sub(r"<[^>]*>", "", line)
        found += [(number, tag[0]) for tag in re.finditer(r"\{\{(?:r|p|tr|tc)\s[^}]*\}\}", text)]
    return found


def _bounded(template: Template, names: Mapping[str, Any]) -> str:
    pieces, size = [], 0
    for piece in template.generate(names):
        size += len(piece)
        if size > LARGEST_PART:
            raise TooBusyError(f"{size} characters, the limit is {LARGEST_PART}")
        pieces.append(piece)
    return "".join(pieces)


def _line_of(fault: BaseException) -> int:
    """The line of the prepared source at which rendering failed; jinja puts it into the traceback."""
    steps = traceback.walk_tb(fault.__traceback__)
    lines = [line for frame, line in steps if frame.f_code.co_filename in ("<template>", "<unknown>")]
    return lines[-1] if lines else 0


def _readable(line: str) -> str:
    """A line of the prepared source as a person sees it in Word."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", line)).split())[:200]


def _no_value() -> dict[str, str]:
    return {
        "suggestion_fa": "این نام در این سند مقدار ندارد؛ آن را در {% if %} بگذارید",
        "suggestion_en": "it has no value in this document; put it inside an {% if %}",
    }
