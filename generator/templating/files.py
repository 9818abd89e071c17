"""Reading a template's file, with its size bounded."""

from __future__ import annotations

from pathlib import Path

from generator.problems import DabirError, Location, Problem
from generator.settings import LimitSettings


def read_template(path: Path, shown: str, limits: LimitSettings) -> bytes:
    """The bytes of a template. Raises :class:`DabirError` with T401, T408 or Y111."""
    try:
        with path.open("rb") as stream:
            content = stream.read(limits.template_bytes + 1)
    except FileNotFoundError:
        raise DabirError(Problem("T401", Location(shown), {"name": shown})) from None
    except OSError as fault:
        raise DabirError(Problem("Y111", Location(shown), {"detail": fault.strerror or str(fault)})) from None
    if len(content) > limits.template_bytes:
        args = {"name": shown, "size": f"> {limits.template_bytes}", "limit": str(limits.template_bytes)}
        raise DabirError(Problem("T408", Location(shown), args))
    return content
