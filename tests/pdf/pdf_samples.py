"""Tiny Persian documents and what one conversion made of them."""

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image, ImageChops, ImageStat

from generator.pdf import Conversion, convert
from generator.settings import FontSettings, PdfSettings

if TYPE_CHECKING:
    from pathlib import Path

    from generator.problems import Problem

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
LINKED_PICTURE = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{RELATIONSHIPS}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body><w:p><w:r><w:drawing><wp:inline>'
    '<wp:extent cx="952500" cy="952500"/><wp:docPr id="1" name="p"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:link="rId9"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="952500" cy="952500"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r></w:p></w:body></w:document>"
)


def write_package(path, document="<x/>", relationships=""):
    """The least zip that passes for a docx; its parts are stored, so that the fakes can read them."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATIONSHIPS}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", document)
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}">{relationships}</Relationships>'
        )
    return path


def relationship(kind, target, mode='TargetMode="External"'):
    return f'<Relationship Id="rId9" Type="{RELATIONSHIPS}/{kind}" Target="{target}" {mode}/>'


class Letter:
    """A right-to-left document in the making."""

    def __init__(self, font="B Nazanin"):
        self.document = Document()
        self.font = font

    def body(self, text, *, rtl=True):
        self._run(self._bidi(self.document.add_paragraph()), text, rtl=rtl)
        return self

    def footer(self, *pieces, first_page=None):
        """Pieces of text; PAGE and NUMPAGES become fields."""
        section = self.document.sections[0]
        paragraph = self._bidi(section.footer.paragraphs[0])
        for piece in pieces:
            if piece in ("PAGE", "NUMPAGES"):
                self._field(paragraph, piece)
            else:
                self._run(paragraph, piece)
        if first_page:
            numbering = OxmlElement("w:pgNumType")
            numbering.set(qn("w:start"), str(first_page))
            section._sectPr.find(qn("w:pgMar")).addnext(numbering)
        return self

    def bookmark(self, name):
        paragraph = self.document.add_paragraph()._p
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), "7")
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), name)
            paragraph.append(mark)
        return self

    def picture(self, path):
        self.document.add_picture(str(path))
        return self

    def save(self, path):
        self.document.save(path)
        return path

    def _bidi(self, paragraph):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        return paragraph

    def _run(self, paragraph, text="", *, rtl=True):
        run = paragraph.add_run(text)
        properties = run._r.get_or_add_rPr()
        fonts = OxmlElement("w:rFonts")
        for name, value in (("ascii", "Times New Roman"), ("hAnsi", "Times New Roman"), ("cs", self.font)):
            fonts.set(qn(f"w:{name}"), value)
        properties.append(fonts)
        if rtl:
            properties.append(OxmlElement("w:rtl"))
        return run

    def _field(self, paragraph, code):
        for kind in ("begin", "", "end"):
            run = self._run(paragraph)._r
            if kind:
                character = OxmlElement("w:fldChar")
                character.set(qn("w:fldCharType"), kind)
                run.append(character)
            else:
                instruction = OxmlElement("w:instrText")
                instruction.text = code
                run.append(instruction)


@dataclass
class Made:
    """What one real conversion of the sample documents gave."""

    folder: Path
    problems: dict[str, Problem | None]

    def pdf(self, name):
        assert self.problems[name] is None, str(self.problems[name])
        return self.folder / f"{name}.pdf"

    def picture(self, name):
        return picture_of(self.pdf(name))


def picture_of(pdf):
    """The first page as a grey picture."""
    drawn = subprocess.run(["pdftoppm", "-r", "100", "-gray", "-l", "1", str(pdf)], capture_output=True, check=True)
    return Image.open(io.BytesIO(drawn.stdout))


def ink_between(one, other):
    """How much ink differs between two pictures; 0 for the same picture."""
    assert one.size == other.size
    return ImageStat.Stat(ImageChops.difference(one, other)).sum[0]


def convert_samples(folder, names, settings=None):
    jobs = {name: Conversion(folder / f"{name}.docx", folder / f"{name}.pdf") for name in names}
    found = convert(list(jobs.values()), settings or PdfSettings(), FontSettings())
    return Made(folder, {name: found[job] for name, job in jobs.items()})
