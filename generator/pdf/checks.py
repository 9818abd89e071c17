"""A PDF just made: is it there, is it whole, is it set in the right fonts?"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from generator.pdf.fonts import fonts_in, unexpected
from generator.problems import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

# What pypdf raises on damaged files, beside its own errors.
DAMAGE = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, NotImplementedError)

_TAIL = 1024

# The faults of a PDF are reported as problems; without a handler pypdf's remarks would go to stderr.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def pdf_fault(pdf: Path, expected: Collection[str], location: Location) -> Problem | None:
    """What is wrong with a PDF, or None.

    P804 it is not there, P805 it is not whole or has no page, P806 a font is none of the
    ``expected`` families.
    """
    try:
        detail = _ends_fault(pdf)
        if detail:
            return Problem("P805", location, {"detail": detail})
        with PdfReader(pdf) as reader:
            if not reader.pages:
                return Problem("P805", location, {"detail": "no page"})
            fallen = unexpected(fonts_in(reader), expected)
    except FileNotFoundError:
        return Problem("P804", location)
    except (OSError, *DAMAGE) as error:
        return Problem("P805", location, {"detail": str(error) or type(error).__name__})
    if fallen:
        return Problem("P806", location, {"font": "، ".join(fallen)})
    return None


def _ends_fault(pdf: Path) -> str:
    with pdf.open("rb") as stream:
        if stream.read(5) != b"%PDF-":
            return "it does not start with %PDF"
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _TAIL))
        return "" if b"%%EOF" in stream.read() else "its end is missing"
