"""A watermark such as پیش‌نویس behind the text of every page."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from lxml import etree

from generator.ooxml.markup import (
    CONTENT_TYPE_BASE,
    CONTENT_TYPES,
    RELATIONSHIPS,
    TYPE_BASE,
    W10,
    O,
    R,
    V,
    W,
    parse,
    q,
    serialize,
    w,
)
from generator.ooxml.package import CONTENT_TYPES_PART, MAIN_PART
from generator.ooxml.styles import HEADING_FONT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.ooxml.markup import Element

_RELATIONSHIPS_PART = "word/_rels/document.xml.rels"
_SHAPE_NAME = "DabirWatermark"
_SHAPE_TYPE = "_x0000_t136"
_FIRST_SHAPE_ID = 2049

_FORMULAS = (
    "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0",
    "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5", "mid @7 @8", "mid @6 @7",
    "sum @6 0 @5",
)  # fmt: skip
"""The path of WordArt's plain text, as Word itself writes it."""


def add_watermark(parts: Mapping[str, bytes], text: str) -> dict[str, bytes]:
    """The parts with the text in grey across each page, in place of an earlier watermark of ours.

    It goes into every header of every section; a section that would show no header on some of its
    pages gets an empty one to carry it.
    """
    result = dict(parts)
    headers = _complete_headers(result)
    for index, name in enumerate(headers):
        root = parse(result[name])
        _remove_watermark(root)
        _carrier(root).append(_shape_run(text, index))
        result[name] = serialize(root)
    return result


def _complete_headers(parts: dict[str, bytes]) -> list[str]:
    """Give each section the headers its pages need; the names of all header parts in use, in order."""
    document = parse(parts[MAIN_PART])
    relationships = parse(parts[_RELATIONSHIPS_PART])
    targets = {
        found.get("Id", ""): _part_name(found.get("Target", ""))
        for found in relationships
        if (found.get("Type") or "").endswith("/header")
    }
    has_even = "word/settings.xml" in parts and _is_on(parse(parts["word/settings.xml"]), "evenAndOddHeaders")
    inherited: set[str] = set()
    used: list[str] = []
    for section in document.iter(q("sectPr")):
        wanted = {"default", *(["first"] if _is_on(section, "titlePg") else []), *(["even"] if has_even else [])}
        references = section.findall(q("headerReference"))
        inherited |= {reference.get(q("type")) or "default" for reference in references}
        used.extend(targets[key] for reference in references if (key := reference.get(q("id", R)) or "") in targets)
        for edge in sorted(wanted - inherited):
            used.append(_add_header(parts, relationships, section, edge))
            inherited.add(edge)
    parts[MAIN_PART] = serialize(document)
    parts[_RELATIONSHIPS_PART] = etree.tostring(relationships, xml_declaration=True, encoding="UTF-8", standalone=True)
    return list(dict.fromkeys(used))


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("word", target))


def _is_on(root: Element, switch: str) -> bool:
    found = root.find(q(switch))
    return found is not None and found.get(q("val"), "1") not in ("0", "false", "off")


def _add_header(parts: dict[str, bytes], relationships: Element, section: Element, edge: str) -> str:
    """An empty header part, known to the package, and its reference in the section."""
    number = 1
    while f"word/watermark-header{number}.xml" in parts:
        number += 1
    name = f"word/watermark-header{number}.xml"
    root = etree.Element(q("hdr"), nsmap={"w": W, "r": R})
    root.append(w("p"))
    parts[name] = serialize(root)
    identifier = f"rWatermarkHeader{number}"
    etree.SubElement(
        relationships,
        q("Relationship", RELATIONSHIPS),
        Id=identifier,
        Type=TYPE_BASE + "header",
        Target=posixpath.basename(name),
    )
    reference = w("headerReference", type=edge)
    reference.set(q("id", R), identifier)
    section.insert(0, reference)
    types = parse(parts[CONTENT_TYPES_PART])
    etree.SubElement(
        types, q("Override", CONTENT_TYPES), PartName=f"/{name}", ContentType=CONTENT_TYPE_BASE + "header+xml"
    )
    parts[CONTENT_TYPES_PART] = etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)
    return name


def _remove_watermark(root: Element) -> None:
    for shape in list(root.iter(q("shape", V))):
        if (shape.get("id") or "").startswith(_SHAPE_NAME):
            run = next(shape.iterancestors(q("r")))
            parent = run.getparent()
            if parent is not None:
                parent.remove(run)


def _carrier(root: Element) -> Element:
    """The header's last paragraph outside tables, so that the header grows by no line."""
    paragraphs = root.findall(q("p"))
    if paragraphs:
        return paragraphs[-1]
    root.append(w("p"))
    return root[-1]


def _shape_run(text: str, index: int) -> Element:
    prefixes = {"v": V, "o": O, "w10": W10}
    picture = etree.Element(q("pict"), nsmap={"w": W, **prefixes})
    picture.append(_shape_type())
    width, height = _size(text)
    shape = etree.SubElement(
        picture,
        q("shape", V),
        {
            "id": f"{_SHAPE_NAME}{index + 1}",
            q("spid", O): f"_x0000_s{_FIRST_SHAPE_ID + index}",
            "type": f"#{_SHAPE_TYPE}",
            "style": (
                f"position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;rotation:315;"
                "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
                "mso-position-vertical:center;mso-position-vertical-relative:margin"
            ),
            q("allowincell", O): "f",
            "fillcolor": "#d9d9d9",
            "stroked": "f",
        },
    )
    etree.SubElement(shape, q("fill", V), opacity=".6")
    etree.SubElement(shape, q("textpath", V), style=f'font-family:"{HEADING_FONT}";font-size:1pt', string=text)
    etree.SubElement(shape, q("wrap", W10), anchorx="margin", anchory="margin")
    return w("r", w("rPr", w("noProof")), picture)


def _size(text: str) -> tuple[int, int]:
    """Width and height in points: a short word is not blown up, a long one fits the page's diagonal."""
    letters = max(len(re.sub("[\u200c\\s]", "", text)), 1)
    width = min(90 + letters * 38, 460)
    return width, min(150, max(70, int(width / letters * 2.6)))


def _shape_type() -> Element:
    kind = etree.Element(
        q("shapetype", V),
        {
            "id": _SHAPE_TYPE,
            "coordsize": "21600,21600",
            q("spt", O): "136",
            "adj": "10800",
            "path": "m@7,l@8,m@5,21600l@6,21600e",
        },
    )
    formulas = etree.SubElement(kind, q("formulas", V))
    for equation in _FORMULAS:
        etree.SubElement(formulas, q("f", V), eqn=equation)
    etree.SubElement(
        kind,
        q("path", V),
        {
            "textpathok": "t",
            q("connecttype", O): "custom",
            q("connectlocs", O): "@9,0;@10,10800;@11,21600;@12,10800",
            q("connectangles", O): "270,180,90,0",
        },
    )
    etree.SubElement(kind, q("textpath", V), on="t", fitshape="t")
    handles = etree.SubElement(kind, q("handles", V))
    etree.SubElement(handles, q("h", V), position="#0,bottomRight", xrange="6629,14971")
    etree.SubElement(kind, q("lock", O), {q("ext", V): "edit", "text": "t", "shapetype": "t"})
    return kind
