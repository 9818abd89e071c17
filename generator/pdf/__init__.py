"""PDF: the only home of LibreOffice and pypdf.

``convert`` turns Word documents into checked PDFs, ``make_pack`` binds PDFs into one for the printer, the rest
tells what is installed and what a PDF is set in.
"""

from __future__ import annotations

from generator.pdf.convert import Conversion, convert
from generator.pdf.docx_gate import docx_fault
from generator.pdf.fonts import fallback_fonts, fonts_of, missing_fonts
from generator.pdf.pack import PackEntry, make_pack
from generator.pdf.soffice import find_soffice, soffice_version

__all__ = [
    "Conversion",
    "PackEntry",
    "convert",
    "docx_fault",
    "fallback_fonts",
    "find_soffice",
    "fonts_of",
    "make_pack",
    "missing_fonts",
    "soffice_version",
]
