"""A Word document from its stories: page set-up, settings, properties, relationships and content types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from lxml import etree

from generator.ooxml.markup import CONTENT_TYPE_BASE, CONTENT_TYPES, RELATIONSHIPS, TYPE_BASE, R, W, q, serialize, w
from generator.ooxml.styles import HEADING_FONT, LATIN_FONT, TEXT_FONT, styles_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.ooxml.markup import Element

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
RIGHT_MARGIN, LEFT_MARGIN, BOTTOM_MARGIN = 1417, 1247, 1134
TEXT_WIDTH = PAGE_WIDTH - RIGHT_MARGIN - LEFT_MARGIN
"""Width of the text between the margins, in twentieths of a point."""

_DATE = "2025-03-21T00:00:00Z"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CORE_TYPE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """What a document is made of. ``first_*`` are those of the first page, where it has its own."""

    body: Sequence[Element]
    header: Sequence[Element]
    footer: Sequence[Element]
    first_header: Sequence[Element] = ()
    first_footer: Sequence[Element] = ()
    title: str = "{{ document.title }}"


def document_parts(stories: Stories) -> dict[str, bytes]:
    """All parts of the document, by name."""
    references: list[tuple[str, str, str, Sequence[Element]]] = []
    for kind, edge, blocks in (
        ("header", "first", stories.first_header),
        ("header", "default", stories.header),
        ("footer", "first", stories.first_footer),
        ("footer", "default", stories.footer),
    ):
        if blocks:
            references.append((kind, edge, f"{kind}-{edge}.xml", blocks))
    parts = {
        "word/document.xml": _document(stories, references),
        "word/styles.xml": styles_part(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "docProps/core.xml": _core(stories.title),
        "docProps/app.xml": _app(),
        "_rels/.rels": _package_relationships(),
        "word/_rels/document.xml.rels": _document_relationships(references),
    }
    for kind, _, name, blocks in references:
        root = etree.Element(q("hdr" if kind == "header" else "ftr"), nsmap={"w": W, "r": R})
        root.extend(blocks)
        parts[f"word/{name}"] = serialize(root)
    parts["[Content_Types].xml"] = _content_types([name for _, _, name, _ in references])
    return parts


def _document(stories: Stories, references: Sequence[tuple[str, str, str, Sequence[Element]]]) -> bytes:
    section = w("sectPr")
    for kind, edge, name, _ in references:
        reference = w(f"{kind}Reference", type=edge)
        reference.set(q("id", R), _relationship_id(name))
        section.append(reference)
    section.extend(_page_set_up(has_first_page=bool(stories.first_header)))
    root = etree.Element(q("document"), nsmap={"w": W, "r": R})
    root.append(w("body", *stories.body, section))
    return serialize(root)


def _page_set_up(*, has_first_page: bool) -> list[Element]:
    margins = w(
        "pgMar",
        top=1134,
        right=RIGHT_MARGIN,
        bottom=BOTTOM_MARGIN,
        left=LEFT_MARGIN,
        header=567,
        footer=510,
        gutter=0,
    )
    first = [w("titlePg")] if has_first_page else []
    return [w("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT), margins, w("cols", space=708), *first, w("bidi")]


def _settings() -> bytes:
    compatibility = [
        w("compatSetting", name=name, uri="http://schemas.microsoft.com/office/word", val=value)
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    ]
    root = w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=454),
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", *compatibility),
        w("themeFontLang", val="en-US", bidi="fa-IR"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )
    return serialize(root)


def _font_table() -> bytes:
    def font(name: str, charset: str, family: str) -> Element:
        return w("font", w("charset", val=charset), w("family", val=family), w("pitch", val="variable"), name=name)

    return serialize(
        w("fonts", font(TEXT_FONT, "B2", "auto"), font(HEADING_FONT, "B2", "auto"), font(LATIN_FONT, "00", "roman"))
    )


def _default(namespace: str) -> dict[str, str]:
    """The map of prefixes that declares a default namespace; the stubs of lxml know no None in it."""
    return cast("dict[str, str]", {None: namespace})


def _core(title: str) -> bytes:
    dc, terms = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    root = etree.Element(q("coreProperties", _CORE), nsmap={"cp": _CORE, "dc": dc, "dcterms": terms, "xsi": xsi})

    def add(name: str, text: str) -> Element:
        element = etree.SubElement(root, name)
        element.text = text
        return element

    add(q("title", dc), title)
    add(q("language", dc), "fa-IR")
    for name in ("created", "modified"):
        add(q(name, terms), _DATE).set(q("type", xsi), "dcterms:W3CDTF")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _app() -> bytes:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    root = etree.Element(q("Properties", namespace), nsmap=_default(namespace))
    etree.SubElement(root, q("Application", namespace)).text = "Dabir"
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _relationship_id(name: str) -> str:
    return "r" + "".join(part.capitalize() for part in name.removesuffix(".xml").split("-"))


def _relationships(entries: Sequence[tuple[str, str, str]]) -> bytes:
    root = etree.Element(q("Relationships", RELATIONSHIPS), nsmap=_default(RELATIONSHIPS))
    for identifier, kind, target in entries:
        etree.SubElement(root, q("Relationship", RELATIONSHIPS), Id=identifier, Type=kind, Target=target)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _package_relationships() -> bytes:
    return _relationships(
        [
            ("rDocument", TYPE_BASE + "officeDocument", "word/document.xml"),
            ("rCore", _CORE_TYPE, "docProps/core.xml"),
            ("rApp", TYPE_BASE + "extended-properties", "docProps/app.xml"),
        ]
    )


def _document_relationships(references: Sequence[tuple[str, str, str, Sequence[Element]]]) -> bytes:
    fixed = [(f"r{name.capitalize()}", TYPE_BASE + name, f"{name}.xml") for name in ("styles", "settings", "fontTable")]
    return _relationships(
        [*fixed, *((_relationship_id(name), TYPE_BASE + kind, name) for kind, _, name, _ in references)]
    )


def _content_types(story_names: Sequence[str]) -> bytes:
    root = etree.Element(q("Types", CONTENT_TYPES), nsmap=_default(CONTENT_TYPES))
    for extension, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(root, q("Default", CONTENT_TYPES), Extension=extension, ContentType=kind)
    overrides = [
        ("/word/document.xml", CONTENT_TYPE_BASE + "document.main+xml"),
        *((f"/word/{name}.xml", f"{CONTENT_TYPE_BASE}{name}+xml") for name in ("styles", "settings", "fontTable")),
        *((f"/word/{name}", f"{CONTENT_TYPE_BASE}{name.split('-')[0]}+xml") for name in story_names),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ]
    for part, kind in overrides:
        etree.SubElement(root, q("Override", CONTENT_TYPES), PartName=part, ContentType=kind)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
