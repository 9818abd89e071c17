"""Templates spoiled in one way each."""

from __future__ import annotations

import zipfile

DOCUMENT = "word/document.xml"


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_parts(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def change_part(path, old, new, part=DOCUMENT):
    """Replace every ``old`` in a part, which must be there."""
    parts = parts_of(path)
    assert old.encode() in parts[part], f"{part} has no {old}"
    parts[part] = parts[part].replace(old.encode(), new.encode())
    write_parts(path, parts)


def add_part(path, name, content):
    write_parts(path, parts_of(path) | {name: content})


def add_xml(path, xml):
    """Put something at the end of the text, before the page set-up."""
    parts = parts_of(path)
    head, section, tail = parts[DOCUMENT].rpartition(b"<w:sectPr")
    assert section
    parts[DOCUMENT] = head + xml.encode() + section + tail
    write_parts(path, parts)


def paragraph(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<w:p><w:r><w:t xml:space="preserve">{escaped}</w:t></w:r></w:p>'


def add_paragraph(path, text):
    add_xml(path, paragraph(text))


def table(text):
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid>'
        f"<w:tr><w:tc>{paragraph(text)}</w:tc></w:tr></w:tbl>"
    )


def add_relationship(path, kind, target):
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    entry = f'<Relationship Id="rIdX" Type="{base}{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    change_part(path, "</Relationships>", entry, part="word/_rels/document.xml.rels")
