"""Namespaces, element building and safe parsing of WordprocessingML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from typing import TypeAlias

    Element: TypeAlias = etree._Element  # noqa: SLF001  # lxml offers no public name for its elements

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
V = "urn:schemas-microsoft-com:vml"
O = "urn:schemas-microsoft-com:office:office"  # noqa: E741  # the prefix Word gives it
W10 = "urn:schemas-microsoft-com:office:word"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
XML = "http://www.w3.org/XML/1998/namespace"
TYPE_BASE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CONTENT_TYPE_BASE = "application/vnd.openxmlformats-officedocument.wordprocessingml."

SPACE = f"{{{XML}}}space"


class UnsafeXmlError(ValueError):
    """The XML declares a document type, which no Word file does."""


def q(name: str, namespace: str = W) -> str:
    """The name as lxml spells it: ``q("p")`` is ``{…main}p``."""
    return f"{{{namespace}}}{name}"


def w(name: str, /, *children: Element | None, **attributes: str | int) -> Element:
    """An element of WordprocessingML; attributes get its namespace, children that are None fall away."""
    element = etree.Element(q(name), nsmap={"w": W})
    for key, value in attributes.items():
        element.set(q(key), str(value))
    element.extend(child for child in children if child is not None)
    return element


def on(name: str, wanted: bool = True) -> Element | None:  # noqa: FBT001, FBT002  # reads as on("b", bold)
    """A switch such as ``<w:b/>``, or None where it is not wanted."""
    return w(name) if wanted else None


def parse(xml: bytes) -> Element:
    """The root of a part, read without entities, network or document type.

    Raises :class:`lxml.etree.XMLSyntaxError` or :class:`UnsafeXmlError`.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(xml, parser)
    document_type: object = root.getroottree().docinfo.internalDTD
    if document_type is not None:
        raise UnsafeXmlError("the part declares a document type")
    return root


def serialize(root: Element) -> bytes:
    """The part as bytes, the same for the same tree; namespaces declared once, at the root."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
