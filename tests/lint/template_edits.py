"""Ways of spoiling a sound template: XML to put in, and edits of its parts."""

from __future__ import annotations

import re
from functools import cache

from generator.ooxml.package import read_package, write_package
from generator.ooxml.starter import starter_template
from generator.persian.numerals import to_persian_digits

DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
TITLE = "نامه پیگیری"
RTL = "<w:rtl/>"


def starter(form="letter", per="seat"):
    """The parts of a sound template, for the caller to spoil."""
    return dict(_starter(form, per))


@cache
def _starter(form, per):
    parts, problems = read_package(starter_template(TITLE, form, per), path="starter")
    assert problems == []
    return parts


def packed(parts):
    return write_package(parts)


def run(text, properties=RTL):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escaped}</w:t></w:r>'


def paragraph(*runs, properties=""):
    content = "".join(piece if piece.startswith("<w:") else run(piece) for piece in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def table(*rows, properties='<w:bidiVisual/><w:tblW w:w="9242" w:type="dxa"/><w:jc w:val="center"/>', width=9242):
    """A table; cells are texts or ready blocks."""
    columns = max(len(row) for row in rows)
    grid = f'<w:gridCol w:w="{width // columns}"/>' * columns
    lines = "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def _cell(content):
    blocks = content if content.startswith("<w:") else paragraph(content)
    return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>{blocks}</w:tc>'


def change(parts, old, new, part=DOCUMENT, count=None):
    """Replace ``old``, which must be there."""
    text = parts[part].decode()
    assert old in text, f"{part} has no {old}"
    parts[part] = text.replace(old, new, *([count] if count else [])).encode()


def change_pattern(parts, pattern, new, part=DOCUMENT):
    """Replace what the pattern finds, once; it must be there."""
    text, found = re.subn(pattern, new, parts[part].decode(), count=1, flags=re.DOTALL)
    assert found, f"{part} has no {pattern}"
    parts[part] = text.encode()


def append(*blocks):
    """An edit that puts blocks at the end of the text, before the page set-up."""

    def edit(parts):
        head, section, tail = parts[DOCUMENT].decode().rpartition("<w:sectPr")
        parts[DOCUMENT] = (head + "".join(blocks) + section + tail).encode()

    return edit


def append_style(xml, *blocks):
    """An edit that adds a style, and blocks that use it."""

    def edit(parts):
        change(parts, "</w:styles>", xml + "</w:styles>", STYLES)
        append(*blocks)(parts)

    return edit


def style(key, paragraph_properties="", run_properties=""):
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{key}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr>{paragraph_properties}</w:pPr><w:rPr>{run_properties}</w:rPr></w:style>'
    )


def table_holding(parts, text):
    """The XML of the one table that holds a text."""
    (found,) = [xml for xml in re.findall(r"<w:tbl>.*?</w:tbl>", parts[DOCUMENT].decode(), re.DOTALL) if text in xml]
    return found


def replace_table(parts, holding, new):
    change(parts, table_holding(parts, holding), new)


def tables_in(parts):
    return parts[DOCUMENT].count(b"<w:tbl>")


def at(number, row=None, cell=None, text=""):
    """The place of a table or of a paragraph in a table cell."""
    place = f"جدول {to_persian_digits(number)}"
    if row:
        place += f"، ردیف {to_persian_digits(row)}، خانه {to_persian_digits(cell)}"
    return f"{place}: {text}" if text else place


def ltr_defaults(parts):
    """Take the direction out of the defaults: the paragraph styles carry it alone."""
    change_pattern(parts, r"(<w:pPrDefault><w:pPr>.*?)<w:bidi/>", r"\1", STYLES)
