"""Docx files as parts: read within bounds, written the same to the byte, and looked through for danger."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.problems import Location, Problem
from generator.settings import LimitSettings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_ENTRIES = 2000
MAIN_PART = "word/document.xml"
CONTENT_TYPES_PART = "[Content_Types].xml"

_DIRECTORY_BYTES_AN_ENTRY = 512
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)
_END_RECORD = struct.Struct("<4s4H2LH")
_LONGEST_COMMENT = 65_535


class _UnsoundError(Exception):
    """The bytes are no docx that may be opened; the message says why."""


def read_file(
    path: Path, *, limits: LimitSettings | None = None, shown: str = ""
) -> tuple[dict[str, bytes], list[Problem]]:
    """The parts of a docx file; see :func:`read_package`. ``shown`` is the path that problems name."""
    bounds = limits or LimitSettings()
    name = shown or str(path)
    size = path.stat().st_size
    if size > bounds.template_bytes:
        return {}, [_too_large(name, size, bounds.template_bytes)]
    return read_package(path.read_bytes(), path=name, limits=bounds)


def read_package(
    data: bytes, *, path: str, limits: LimitSettings | None = None
) -> tuple[dict[str, bytes], list[Problem]]:
    """The parts of a docx by name, or no parts and the problems for which it is refused.

    Sizes and the number of entries are checked before anything is unpacked, so that a zip bomb costs
    no memory.
    """
    bounds = limits or LimitSettings()
    if len(data) > bounds.template_bytes:
        return {}, [_too_large(path, len(data), bounds.template_bytes)]
    try:
        _check_directory_size(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = _checked_entries(archive)
            unpacked = sum(entry.file_size for entry in entries)
            if unpacked > bounds.template_unpacked_bytes:
                return {}, [_too_large(path, unpacked, bounds.template_unpacked_bytes)]
            parts = {entry.filename: archive.read(entry) for entry in entries}
        _check_main_parts(parts)
    except (
        _UnsoundError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
    ) as fault:
        return {}, [_unsound(path, str(fault) or type(fault).__name__)]
    return parts, []


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a docx: the same bytes for the same parts, whatever the time or their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=_place):
            entry = zipfile.ZipInfo(name, date_time=_FIRST_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, parts[name], compresslevel=6)
    return buffer.getvalue()


def _place(name: str) -> tuple[int, str]:
    """Word and mail filters look for the content types first; the rest goes by name."""
    first = (CONTENT_TYPES_PART, "_rels/.rels", MAIN_PART)
    return (first.index(name) if name in first else len(first), name)


def _check_directory_size(data: bytes) -> None:
    """Refuse a central directory so long that listing it would already fill the memory."""
    start = data.rfind(b"PK\x05\x06", max(0, len(data) - _LONGEST_COMMENT - _END_RECORD.size))
    if start < 0 or start + _END_RECORD.size > len(data):
        raise _UnsoundError("not a zip file")
    _, _, _, _, count, size, _, _ = _END_RECORD.unpack_from(data, start)
    if count > MAX_ENTRIES or size > MAX_ENTRIES * _DIRECTORY_BYTES_AN_ENTRY:
        raise _UnsoundError(f"more than {MAX_ENTRIES} entries")


def _checked_entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_ENTRIES:
        raise _UnsoundError(f"more than {MAX_ENTRIES} entries")
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if not is_safe_name(entry.orig_filename) or not is_safe_name(name):
            raise _UnsoundError(f"unsafe entry name {entry.orig_filename!r}")
        if name.lower() in seen:
            raise _UnsoundError(f"two entries named {name!r}")
        seen.add(name.lower())
        if entry.flag_bits & 0x1:
            raise _UnsoundError(f"encrypted entry {name!r}")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _UnsoundError(f"entry {name!r} is packed by method {entry.compress_type}")
    return entries


def is_safe_name(name: str) -> bool:
    """Whether a zip entry's name is relative, stays inside and is plain."""
    if not name or name.startswith("/") or "\\" in name or ":" in name:
        return False
    if any(ord(letter) < ord(" ") for letter in name):
        return False
    return not {"..", "."} & set(name.split("/")) and "//" not in name and str(PurePosixPath(name)) == name


def _check_main_parts(parts: Mapping[str, bytes]) -> None:
    for name in (CONTENT_TYPES_PART, "_rels/.rels", MAIN_PART):
        if name not in parts:
            raise _UnsoundError(f"the part {name} is missing")


def _too_large(path: str, size: int, limit: int) -> Problem:
    return Problem("T408", Location(path=path), {"name": path, "size": str(size), "limit": str(limit)})


def _unsound(path: str, detail: str, part: str = "") -> Problem:
    return Problem("T402", Location(path=path, part=part), {"name": path, "detail": detail})
