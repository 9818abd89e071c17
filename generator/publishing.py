"""Putting a finished file in its place: all of it or nothing."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from generator.problems import NOWHERE, Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def replacing(target: Path) -> Iterator[IO[bytes]]:
    """A stream whose bytes become ``target`` when the block ends well; otherwise target stays as it was.

    Raises OSError; nothing is left behind but after a kill, and then only a ``.dabir-*.part``.
    """
    part = target.parent / f".dabir-{secrets.token_hex(8)}.part"
    try:
        with part.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def publish_bytes(content: bytes, target: Path) -> None:
    """Make ``content`` the file ``target`` at one stroke, with the folders above it. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target) as stream:
        stream.write(content)


def publish(source: Path, target: Path) -> None:
    """Copy ``source`` to ``target`` at one stroke. Raises OSError."""
    with source.open("rb") as made, replacing(target) as stream:
        shutil.copyfileobj(made, stream)


def writing_problem(error: OSError, target: Path, location: Location = NOWHERE) -> Problem:
    """O702 for a full disk, O701 for anything else that kept ``target`` from being written."""
    if error.errno in _FULL:
        return Problem("O702", location, {"path": str(target)})
    return Problem("O701", location, {"path": str(target), "detail": error.strerror or str(error)})


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        # Windows cannot open a folder, and does not need it: NTFS logs the rename.
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
