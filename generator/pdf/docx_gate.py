"""What is refused before LibreOffice sees it: files that are no docx, and links that it would follow."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.parsers import expat

from generator.problems import Location, Problem

if TYPE_CHECKING:
    from pathlib import Path

MOST_PARTS = 10_000
MOST_RELATIONSHIP_BYTES = 4 * 1024 * 1024

_CONTENT_TYPES = "[Content_Types].xml"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|//|\\\\")


class _RefusedError(Exception):
    """Carries why the file is no docx."""


def docx_fault(docx: Path, location: Location | None = None) -> Problem | None:
    """The first reason not to hand this file to LibreOffice, or None.

    T404 for a relationship that leads outside and is not a hyperlink (LibreOffice fetches remote
    pictures and embeds local files), T402 for what is no docx, Y111 for what cannot be read.
    """
    location = location or Location(path=str(docx))
    try:
        targets = external_targets(docx)
    except _RefusedError as error:
        return Problem("T402", location, {"name": docx.name, "detail": str(error)})
    except OSError as error:
        return Problem("Y111", location, {"detail": error.strerror or str(error)})
    if targets:
        return Problem("T404", location, {"target": targets[0]})
    return None


def external_targets(docx: Path) -> list[str]:
    """The targets outside the file of all its relationships, hyperlinks left out."""
    with docx.open("rb") as stream:
        # A zip may follow after anything; LibreOffice goes by the first bytes.
        if stream.read(4) != b"PK\x03\x04":
            raise _RefusedError("it is not a zip archive")
        try:
            with zipfile.ZipFile(stream) as archive:
                return _targets_in(archive)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            raise _RefusedError(str(error) or type(error).__name__) from error


def _targets_in(archive: zipfile.ZipFile) -> list[str]:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise _RefusedError(f"more than {MOST_PARTS} parts")
    if not any(part.filename == _CONTENT_TYPES for part in parts):
        raise _RefusedError(f"{_CONTENT_TYPES} is missing")
    budget = MOST_RELATIONSHIP_BYTES
    targets: list[str] = []
    for part in parts:
        if not part.filename.lower().endswith(".rels"):
            continue
        with archive.open(part) as stream:
            xml = stream.read(budget + 1)
        budget -= len(xml)
        if budget < 0:
            raise _RefusedError(f"relationships of more than {MOST_RELATIONSHIP_BYTES} bytes")
        targets += _targets_of(xml, part.filename)
    return targets


def _targets_of(xml: bytes, name: str) -> list[str]:
    targets: list[str] = []

    def element(tag: str, attributes: dict[str, str]) -> None:
        target = attributes.get("Target", "")
        outside = attributes.get("TargetMode", "").lower() == "external" or _SCHEME.match(target)
        is_hyperlink = attributes.get("Type", "").endswith("/hyperlink")
        if tag.rpartition(":")[2] == "Relationship" and outside and not is_hyperlink:
            targets.append(target)

    def doctype(*_: object) -> None:
        raise _RefusedError(f"{name} holds a document type declaration")

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat takes it by position only
    except expat.ExpatError as error:
        raise _RefusedError(f"{name}: {error}") from error
    return targets
