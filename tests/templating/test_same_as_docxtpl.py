"""What docxtpl renders, the compiled template renders too, to the element."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.templating import CompiledTemplate

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {
    "title": "عنوان & <سند>",
    "rows": [{"a": "یک", "b": "دو & سه"}, {"a": "۲", "b": "<چهار>"}, {"a": "سه\nسطر", "b": "ت\tت"}],
    "columns": ["الف", "ب", "ج"],
    "wanted": True,
    "unwanted": False,
    "nothing": [],
}


LOOP = (("{%tr for r in rows %}", ""), ("{{ r.a }}", "{{ r.b }}"), ("{%tr endfor %}", ""))


def _document(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = (), header: str = "") -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _split_runs(content: bytes) -> bytes:
    """The same document with each run of more than four letters cut in two, as Word leaves them."""
    document = Document(io.BytesIO(content))
    for paragraph in document.paragraphs:
        for run in list(paragraph.runs):
            if len(run.text) > 4:
                middle = len(run.text) // 2
                rest = run.text[middle:]
                run.text = run.text[:middle]
                paragraph.add_run(rest)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _canonical(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [
            name for name in archive.namelist() if name.startswith(("word/document", "word/header", "word/footer"))
        ]
        return {name: _settled(etree.fromstring(archive.read(name))) for name in names}


def _settled(root: etree._Element) -> bytes:
    """Canonical XML; cell properties by name, because docxtpl leaves them in an order that the schema refuses."""
    for properties in root.iter(f"{WORD}tcPr"):
        properties[:] = sorted(properties, key=lambda child: child.tag)
    return etree.tostring(root, method="c14n")


def _by_docxtpl(content: bytes, names: dict) -> dict[str, bytes]:
    template = DocxTemplate(io.BytesIO(content))
    template.render(names, autoescape=True)
    buffer = io.BytesIO()
    template.save(buffer)
    return _canonical(buffer.getvalue())


def _by_us(content: bytes, names: dict) -> dict[str, bytes]:
    return _canonical(CompiledTemplate(content, "sample.docx").render(names).content)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(_document("پیش {{ title }} پس"), id="value"),
        pytest.param(_document("{%p if wanted %}", "هست", "{%p else %}", "نیست", "{%p endif %}"), id="paragraph-if"),
        pytest.param(_document("{%p for x in columns %}", "بند {{ x }}", "{%p endfor %}", "پایان"), id="paragraph-for"),
        pytest.param(_document("{% if unwanted %}پنهان{% endif %}{% if wanted %}پیدا{% endif %}"), id="inline-if"),
        pytest.param(
            _document(
                "پیش",
                rows=(("عنوان", "مقدار"), *LOOP),
            ),
            id="table-rows",
        ),
        pytest.param(
            _document(rows=(("{%tr for r in nothing %}", ""), ("{{ r }}", ""), *LOOP[2:], ("ماند", "ماند"))),
            id="no-rows",
        ),
        pytest.param(
            _document(rows=(("{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"),)),
            id="table-columns",
        ),
        pytest.param(_document(rows=(("{% colspan 2 %}{{ title }}", "ب", "ج"),)), id="colspan"),
        pytest.param(_document(rows=(("{% cellbg 'FFCC00' %}{{ title }}", "ب"),)), id="cell-background"),
        pytest.param(
            _document(rows=(("{%tr for r in rows %}", ""), ("{% vm %}الف", "{{ r.a }}"), ("{%tr endfor %}", ""))),
            id="vertical-merge",
        ),
        pytest.param(
            _document(rows=(("{%tc for c in columns %}", "{% hm %}{{ c }}", "{%tc endfor %}"),)),
            id="horizontal-merge",
        ),
        pytest.param(_document("{# یادداشت #}متن {{- title -}} متن"), id="comment-and-trim"),
        pytest.param(_document("بدنه", header="سر {{ title }}"), id="header"),
        pytest.param(_split_runs(_document("پیش {{ title }} پس {% if wanted %}آری{% endif %}")), id="split-runs"),
    ],
)  # fmt: skip
def test_the_parts_are_equal(content):
    assert _by_us(content, NAMES) == _by_docxtpl(content, NAMES)


@pytest.mark.parametrize("tag", ["{% colspan 2 %}", "{% cellbg 'FFCC00' %}"])
def test_cell_properties_stand_in_the_order_of_the_schema(tag):
    content = CompiledTemplate(_document(rows=((tag + "{{ title }}", "ب", "ج"),)), "t.docx").render(NAMES).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        properties = next(etree.fromstring(archive.read("word/document.xml")).iter(f"{WORD}tcPr"))
    names = [etree.QName(child).localname for child in properties]
    assert names == [name for name in ("tcW", "gridSpan", "shd") if name in names]
    assert len(names) == 2


_TEXT = st.text(alphabet="ابپ &<>\"'{}ـ۱A\n\t", max_size=20)


@settings(max_examples=60, deadline=None)
@given(_TEXT, st.lists(st.tuples(_TEXT, _TEXT), max_size=4))
def test_the_parts_are_equal_for_any_values(title, pairs):
    content = _document(
        "{{ title }} ثابت",
        rows=(*LOOP, ("پایان", "")),
    )
    names = {"title": title, "rows": [{"a": a, "b": b} for a, b in pairs]}
    # docxtpl reads {_{ in values as its own escape; a value stays as typed here.
    if any(mark in text for text in (title, *(t for p in pairs for t in p)) for mark in ("{_", "_}")):
        return
    assert _texts(_by_us(content, names)) == _texts(_by_docxtpl(content, names))


def _texts(parts: dict[str, bytes]) -> dict[str, str]:
    """Text with breaks; runs may be cut differently, because Latin letters get runs of their own here."""
    marks = {f"{WORD}br": "\n", f"{WORD}tab": "\t", f"{WORD}p": "¶"}
    return {
        name: "".join(
            (element.text or "") if element.tag == f"{WORD}t" else marks.get(element.tag, "")
            for element in etree.fromstring(xml).iter()
        )
        for name, xml in parts.items()
    }
