"""Fonts: what a PDF is set in, whether text fell back, and which stand-ins are installed."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from generator.settings import FontSettings

FC_LIST_SECONDS = 30

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(
    r"(regular|roman|book|thin|extralight|light|medium|semibold|demibold|extrabold|bold|black|heavy|italic|oblique|psmt|ps|mt)$"
)
_TOLERATED = "OpenSymbol"


def fonts_of(pdf: Path) -> frozenset[str]:
    """The names of all fonts of the PDF, on pages and inside forms and patterns, without the subset's prefix.

    Raises pypdf's PyPdfError, or OSError, when the file cannot be read.
    """
    with PdfReader(pdf) as reader:
        return fonts_in(reader)


def fonts_in(reader: PdfReader) -> frozenset[str]:
    """As ``fonts_of``, for a PDF that is open already."""
    seen: set[int] = set()
    names: set[str] = set()
    waiting = [resources for page in reader.pages if (resources := _dictionary(page, "/Resources"))]
    while waiting:
        resources = waiting.pop()
        if id(resources) in seen:
            continue
        seen.add(id(resources))
        names.update(_base_name(font) for font in _members(resources, "/Font"))
        waiting += [
            inner
            for kind in ("/XObject", "/Pattern")
            for member in _members(resources, kind)
            if (inner := _dictionary(member, "/Resources"))
        ]
    return frozenset(names)


def fallback_fonts(pdf: Path, expected: Collection[str]) -> list[str]:
    """The fonts of the PDF that belong to none of the expected families, sorted.

    Spaces, hyphens and words of style (Bold, Italic) do not count; OpenSymbol, with which
    LibreOffice draws bullets, is let pass. Raises as ``fonts_of``.
    """
    return unexpected(fonts_of(pdf), expected)


def unexpected(fonts: Collection[str], expected: Collection[str]) -> list[str]:
    """Those of ``fonts`` that belong to none of the expected families, sorted."""
    families = {family_key(name) for name in (*expected, _TOLERATED)}
    return sorted(name for name in fonts if family_key(name) not in families)


def expected_families(settings: FontSettings) -> frozenset[str]:
    """The families a PDF may be set in: the stand-ins, and the wanted ones where a machine has them."""
    return frozenset(settings.substitutes) | frozenset(settings.substitutes.values())


def missing_fonts(settings: FontSettings) -> list[tuple[str, str]]:
    """The pairs (wanted, stand-in) of which neither family is installed; all pairs when fc-list cannot be asked."""
    installed = _installed_families()
    return [
        (wanted, stand_in)
        for wanted, stand_in in settings.substitutes.items()
        if not {wanted.casefold(), stand_in.casefold()} & installed
    ]


def family_key(name: str) -> str:
    """What two names of one family have in common: «Titr-Bold» and «Titr», «LiberationSerif» and «Liberation Serif»."""
    key = re.sub(r"[\W_]", "", _SUBSET.sub("", name)).casefold()
    while (shorter := _STYLE.sub("", key)) and shorter != key:
        key = shorter
    return key


def _installed_families() -> set[str]:
    command = ["fc-list", "--format", "%{family}\n"]
    try:
        listed = subprocess.run(  # noqa: S603 - fixed arguments
            command, capture_output=True, check=False, timeout=FC_LIST_SECONDS, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return set()
    lines = listed.stdout.decode("utf-8", "replace").splitlines()
    return {family.strip().casefold() for line in lines for family in line.split(",")}


def _base_name(font: DictionaryObject) -> str:
    name = font.get("/BaseFont") or font.get("/Name") or "/Type3"
    return _SUBSET.sub("", str(name).removeprefix("/"))


def _members(resources: DictionaryObject, kind: str) -> Iterator[DictionaryObject]:
    group = _dictionary(resources, kind) or DictionaryObject()
    for key in group:
        if isinstance(member := group[key].get_object(), DictionaryObject):
            yield member


def _dictionary(owner: DictionaryObject, key: str) -> DictionaryObject | None:
    value = owner.get(key)
    found = None if value is None else value.get_object()
    return found if isinstance(found, DictionaryObject) and not isinstance(found, StreamObject) else None
