"""Workbooks as files: opened within bounds, refused when active, saved the same to the byte and sealed."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook as Book

from generator.ooxml.package import MAX_ENTRIES, is_safe_name, write_package
from generator.problems import Location, Problem

MOST_BYTES = 20_971_520
MOST_UNPACKED = 67_108_864
MOST_TAGS = 3_000_000
"""Bounds of a workbook: its file, the sum of its parts, and the tags in them, which decide the memory it takes."""

BROKEN = (
    zipfile.BadZipFile, zlib.error, ValueError, TypeError, LookupError, AttributeError, SyntaxError, OSError, EOFError,
    ArithmeticError, RuntimeError, AssertionError,
)  # fmt: skip
"""What openpyxl raises at a broken workbook; it promises nothing."""

_CORE = "docProps/core.xml"
_DIRECTORY_BYTES_AN_ENTRY = 512
_END_RECORD = struct.Struct("<4s4H2LH")
_LONGEST_COMMENT = 65_535
_ACTIVE = re.compile(
    r"(^|/)(vbaproject|vbadata)[^/]*$|(^|/)(macrosheets|dialogsheets|activex|embeddings|ctrlprops|customui|"
    r"querytables|externallinks|webextensions)/|(^|/)(connections|attachedtoolbars)[^/]*$|\.bin$",
    re.IGNORECASE,
)
# Printer settings are the one binary part of a plain workbook.
_HARMLESS = re.compile(r"^xl/printersettings/", re.IGNORECASE)
_SEAL = re.compile(rb"dabir:([0-9a-f]{64})")
# It would hide a declared document type, and no program writes parts in it.
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_UNSEALED = b"dabir:" + b"0" * 64
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def open_workbook(path: Path, shown: str) -> tuple[bytes | None, list[Problem]]:
    """The bytes of a workbook that may be opened, or None and why it is refused."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            return None, [_too_large(shown, f"{size} بایت", f"{size} bytes", MOST_BYTES)]
        data = path.read_bytes()
    except OSError as fault:
        return None, [Problem("Y111", Location(shown), {"detail": fault.strerror or str(fault)})]
    problems = inspect(data, shown)
    return (None if problems else data), problems


def inspect(data: bytes, shown: str) -> list[Problem]:
    """Why the bytes are no workbook that may be opened; empty when they are one.

    The directory is looked at before anything is unpacked, and the tags are counted before anything is
    parsed, so that neither a zip bomb nor a swarm of empty cells costs memory.
    """
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return [_broken(shown, "an old xls file, or one with a password")]
    try:
        if (count := _announced_entries(data)) > MAX_ENTRIES:
            return [_too_large(shown, f"{count} بخش", f"{count} parts", MAX_ENTRIES)]
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspect_entries(archive, shown)
    except BROKEN as fault:
        return [_broken(shown, str(fault) or type(fault).__name__)]


def _announced_entries(data: bytes) -> int:
    """The number of entries that the end of the zip announces, or that its directory has room for."""
    start = data.rfind(b"PK\x05\x06", max(0, len(data) - _LONGEST_COMMENT - _END_RECORD.size))
    if start < 0 or start + _END_RECORD.size > len(data):
        raise zipfile.BadZipFile("not a zip file")
    _, _, _, _, count, size, _, _ = _END_RECORD.unpack_from(data, start)
    return max(int(count), int(size) // _DIRECTORY_BYTES_AN_ENTRY)


def _inspect_entries(archive: zipfile.ZipFile, shown: str) -> list[Problem]:
    entries = archive.infolist()
    names = [entry.filename for entry in entries if not entry.is_dir()]
    doubtful = [name for name in names if not is_safe_name(name)]
    if doubtful or len({name.lower() for name in names}) != len(names):
        return [_broken(shown, f"unsafe or doubled entry names: {', '.join(doubtful)}")]
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        return [_too_large(shown, f"{unpacked} بایت باز شده", f"{unpacked} bytes unpacked", MOST_UNPACKED)]
    active = [name for name in names if _ACTIVE.search(name) and not _HARMLESS.match(name)]
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if active or b"macroenabled" in types.lower():
        return [Problem("X102", Location(shown), {"part": ", ".join(active) or "macroEnabled"})]
    if b"spreadsheetml.sheet.main+xml" not in types:
        return [_broken(shown, "it has no part of a workbook")]
    return _inspect_markup(archive, names, shown)


def _inspect_markup(archive: zipfile.ZipFile, names: list[str], shown: str) -> list[Problem]:
    tags = 0
    for name in names:
        content = archive.read(name)
        tags += content.count(b"<")
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content.startswith(_UTF_16):
            return [_broken(shown, f"{name} declares a document type, or is not in UTF-8")]
    if tags > MOST_TAGS:
        return [_too_large(shown, f"{tags} برچسب", f"{tags} tags", MOST_TAGS)]
    return []


def load(data: bytes, *, read_only: bool) -> Book:
    """The workbook of bytes that :func:`inspect` found nothing wrong with. Raises one of ``BROKEN``."""
    with warnings.catch_warnings():
        # openpyxl warns of whatever it leaves out, such as extensions of drop-downs.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), read_only=read_only, keep_vba=False, keep_links=False)


def save(book: Book) -> bytes:
    """The workbook as bytes: the same for the same cells, and sealed, so that an edit is known later."""
    book.properties.identifier = _UNSEALED.decode()
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_CORE] = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", parts[_CORE])
    parts[_CORE] = parts[_CORE].replace(_UNSEALED, b"dabir:" + _digest(parts).encode())
    return write_package(parts)


def is_untouched(data: bytes) -> bool:
    """Whether a workbook is as :func:`save` wrote it: nobody has edited it since."""
    if inspect(data, ""):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except BROKEN:
        return False
    seal = _SEAL.search(parts.get(_CORE, b""))
    if seal is None:
        return False
    parts[_CORE] = parts[_CORE].replace(seal[0], _UNSEALED)
    return seal[1] == _digest(parts).encode()


def _digest(parts: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name in sorted(parts):
        whole.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(parts[name]).digest())
    return whole.hexdigest()


def _broken(shown: str, detail: str) -> Problem:
    return Problem("X101", Location(shown), {"detail": detail})


def _too_large(shown: str, found_fa: str, found_en: str, limit: int) -> Problem:
    return Problem("X106", Location(shown), {"found_fa": found_fa, "found_en": found_en, "limit": str(limit)})
