"""Danger in a Word file: macros, links to the outside, embedded objects and fields that fetch or run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from lxml import etree

from generator.ooxml.markup import O, R, UnsafeXmlError, V, parse, q
from generator.problems import Location, Problem, sort_problems

if TYPE_CHECKING:
    from generator.ooxml.markup import Element

_XML_PARTS = (".xml", ".rels", ".vml")
_MACRO_TYPES = ("vbaproject", "vbadata", "wordvbadata", "keymapcustomizations", "attachedtoolbars")
_ACTIVE_TYPES = ("oleobject", "package", "control", "activexcontrolbinary", "afchunk", "subdocument", "extensibility")
_ACTIVE_FOLDERS = ("word/embeddings/", "word/activex/", "customui/")
_ACTIVE_ELEMENTS = {
    q("object"): "w:object",
    q("control"): "w:control",
    q("altChunk"): "w:altChunk",
    q("subDoc"): "w:subDoc",
    q("OLEObject", O): "o:OLEObject",
}
_HARMLESS_LINK = re.compile(r"(https?|mailto):", re.IGNORECASE)
_REMOTE = re.compile(r"[a-z][a-z0-9+.\-]*:|//|\\\\", re.IGNORECASE)
_ACTIVE_FIELDS = frozenset(
    {
        "CONTROL", "DATABASE", "DDE", "DDEAUTO", "EMBED", "GOTOBUTTON", "HTMLCONTROL", "IMPORT", "INCLUDE",
        "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "MACROBUTTON", "OCX", "PRINT", "RD",
    }
)  # fmt: skip


def inspect_package(parts: Mapping[str, bytes], *, path: str) -> list[Problem]:
    """All dangers of a package; empty where it may be rendered, converted and sent."""
    problems: list[Problem] = []
    for name, data in parts.items():
        problems.extend(_inspect_name(name, path))
        if not name.lower().endswith(_XML_PARTS):
            continue
        try:
            root = parse(data)
        except (etree.XMLSyntaxError, UnsafeXmlError) as fault:
            detail = f"{name}: {fault}"
            problems.append(Problem("T402", Location(path=path, part=name), {"name": path, "detail": detail}))
            continue
        found = _inspect_root(name, root)
        problems.extend(Problem(code, Location(path=path, part=name), {"name": path, **args}) for code, args in found)
    return sort_problems(problems)


Finding = tuple[str, dict[str, str]]


def _inspect_name(name: str, path: str) -> Iterator[Problem]:
    lower = name.lower()
    if lower.rsplit("/", 1)[-1] in ("vbaproject.bin", "vbadata.xml"):
        yield Problem("T403", Location(path=path, part=name), {"name": path, "part": name})
    elif lower.startswith(_ACTIVE_FOLDERS):
        yield Problem("T413", Location(path=path, part=name), {"name": path, "detail": name})


def _inspect_root(name: str, root: Element) -> Iterator[Finding]:
    if name.lower() == "[content_types].xml":
        yield from _inspect_content_types(name, root)
    elif name.lower().endswith(".rels"):
        yield from _inspect_relationships(root)
    else:
        yield from _inspect_elements(root)
        yield from _inspect_fields(root)


def _inspect_content_types(name: str, root: Element) -> Iterator[Finding]:
    for declared in root:
        kind = (declared.get("ContentType") or "").lower()
        if "macroenabled" in kind or "vbaproject" in kind or "vbadata" in kind:
            yield "T403", {"part": declared.get("PartName") or name}
        elif "activex" in kind or "oleobject" in kind:
            yield "T413", {"detail": declared.get("PartName") or kind}


def _inspect_relationships(root: Element) -> Iterator[Finding]:
    for relationship in root:
        kind = (relationship.get("Type") or "").rsplit("/", 1)[-1].lower()
        target = relationship.get("Target") or ""
        is_external = (relationship.get("TargetMode") or "").lower() == "external"
        if is_external and not (kind == "hyperlink" and _HARMLESS_LINK.match(target)):
            yield "T404", {"target": target}
        elif kind in _MACRO_TYPES:
            yield "T403", {"part": target}
        elif kind in _ACTIVE_TYPES or (kind == "attachedtemplate" and not is_external):
            yield "T413", {"detail": f"{kind}: {target}"}


def _inspect_elements(root: Element) -> Iterator[Finding]:
    for element in root.iter("*"):
        if element.tag in _ACTIVE_ELEMENTS:
            yield "T413", {"detail": _ACTIVE_ELEMENTS[str(element.tag)]}
        if not str(element.tag).startswith((f"{{{V}}}", f"{{{O}}}")):
            continue
        for attribute in ("src", q("href", O), "href", q("href", R)):
            target = element.get(attribute)
            if target and _REMOTE.match(target):
                yield "T404", {"target": target}


def _inspect_fields(root: Element) -> Iterator[Finding]:
    for simple in root.iter(q("fldSimple")):
        yield from _judge_field(simple.get(q("instr")) or "", has_inner=False)
    for instruction, has_inner in _complex_fields(root):
        yield from _judge_field(instruction, has_inner=has_inner)


def _complex_fields(root: Element) -> Iterator[tuple[str, bool]]:
    """The instruction of each complex field, put together over its runs, and whether a field stands in it."""
    open_fields: list[tuple[list[str], list[bool]]] = []
    for element in root.iter(q("fldChar"), q("instrText"), q("delInstrText")):
        if element.tag != q("fldChar"):
            if open_fields:
                open_fields[-1][0].append(element.text or "")
            else:
                yield element.text or "", False
            continue
        kind = element.get(q("fldCharType"))
        if kind == "begin":
            if open_fields:
                open_fields[-1][1].append(True)
            open_fields.append(([], []))
        elif kind == "end" and open_fields:
            texts, inner = open_fields.pop()
            yield "".join(texts), bool(inner)
    for texts, inner in open_fields:
        yield "".join(texts), bool(inner)


def _judge_field(instruction: str, *, has_inner: bool) -> Iterator[Finding]:
    words = instruction.split()
    keyword = words[0].upper() if words else ""
    if keyword in _ACTIVE_FIELDS:
        yield "T413", {"detail": instruction.strip()}
    elif has_inner and not keyword:
        # the keyword itself is then computed, which is how DDE is hidden from scanners
        yield "T413", {"detail": "field"}
