"""The corpus: sound templates spoiled by one named edit each, with exactly the findings that it must give.

An annotation is (code, part, place). ``NEW`` in a place stands for the number of the first table that the edit adds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from template_edits import (
    DOCUMENT,
    STYLES,
    append,
    append_style,
    at,
    change,
    change_pattern,
    packed,
    paragraph,
    replace_table,
    run,
    starter,
    style,
    table,
    tables_in,
)

from generator.model.control import CONTROL_LABELS
from generator.ooxml.pages import REVISION_HEADINGS
from generator.templating.lint import fix_template, lint_template

NEW = -1
NUMBER = "{{ document.number }}"
REVISION_HEAD = '<w:p><w:pPr><w:pStyle w:val="TableHead"/></w:pPr>'


@dataclass(frozen=True)
class Faulty:
    """A spoiled template and what lint must find in it, no more and no less."""

    name: str
    edit: Callable
    expected: tuple
    form: str = "letter"
    per: str = "seat"
    is_mendable: bool = False
    """Whether --fix leaves nothing of the expected findings."""

    def parts(self):
        parts = starter(self.form, self.per)
        self.edit(parts)
        return parts

    def content(self):
        return packed(self.parts())

    def annotations(self):
        first_new = tables_in(starter(self.form, self.per)) + 1
        return sorted(
            (code, part, place(first_new) if callable(place) else place) for code, part, place in self.expected
        )


@cache
def linted(faulty):
    return lint_template(faulty.content(), "faulty.docx", faulty.per)


@cache
def fixed(faulty):
    return fix_template(faulty.content(), "faulty.docx", faulty.per)


def new(offset=0, row=None, cell=None, text=""):
    """A place in a table that the edit adds."""
    return lambda first: at(first + offset, row, cell, text)


def text(name, code, shown, *blocks, mendable=True):
    """A fault of one paragraph at the end of the text."""
    return Faulty(name, append(*blocks), ((code, DOCUMENT, shown),), is_mendable=mendable)


def in_header(parts):
    change(parts, "بسمه تعالی", "بسمه تعالی", "word/header-first.xml")
    change_pattern(parts, r"<w:r><w:rPr><w:rtl/></w:rPr><w:t>بسمه", "<w:r><w:t>بسمه", "word/header-first.xml")


def without_complex_font(parts):
    """Only what is set in Normal itself is left without a font: every other paragraph style names its own."""
    xml = parts[STYLES].decode()
    xml = re.sub(r' w:cs="[^"]*"', "", xml)
    fonts = '<w:rFonts w:cs="B Titr"/>'
    styles = re.split(r"(?=<w:style )", xml)
    for index, one in enumerate(styles):
        if 'w:type="paragraph"' in one and "w:default" not in one:
            bare = re.sub(r"<w:rFonts[^>]*/>", "", one)
            has_run = "<w:rPr>" in bare
            styles[index] = (
                bare.replace("<w:rPr>", f"<w:rPr>{fonts}", 1)
                if has_run
                else bare.replace("</w:style>", f"<w:rPr>{fonts}</w:rPr></w:style>")
            )
    parts[STYLES] = "".join(styles).encode()
    append(paragraph("متنی بی قلم"), paragraph(run("Latin only", "")))(parts)


def second_section(parts):
    section = re.search(r"<w:sectPr>.*?</w:sectPr>", parts[DOCUMENT].decode(), re.DOTALL)[0]
    append(f"<w:p><w:pPr>{section.replace('<w:bidi/>', '')}</w:pPr></w:p>")(parts)


def typed_control(*labels, columns=2):
    rows = [(label, f"{{{{ document.control[{index}].value }}}}") for index, label in enumerate(labels)]
    return lambda parts: replace_table(parts, "in document.control", table(*rows))


def control_without_labels(parts):
    change(parts, "{{ row.label }}", "")


def without_control(parts):
    replace_table(parts, "in document.control", "")


def without_revisions(parts):
    replace_table(parts, "in document.revisions", "")


def revision_headings(*headings):
    rows = [headings, tuple(["{{ document.revision }}"] * len(headings))]
    return lambda parts: replace_table(parts, "in document.revisions", table(*rows))


def without_distribution(parts):
    replace_table(parts, "in procedure.copies", "")


def heads(parts):
    return [name for name in parts if re.fullmatch(r"word/(header|footer)-.*\.xml", name)]


def without_number(parts):
    for name in heads(parts):
        parts[name] = parts[name].replace(NUMBER.encode(), b"")


def without_total(parts):
    change(parts, "NUMPAGES", "DATE", "word/footer-first.xml")


def without_page(parts):
    change(parts, " PAGE ", " DATE ", "word/header-default.xml")


def even_pages(parts):
    change(parts, '<w:zoom w:percent="100"/>', '<w:zoom w:percent="100"/><w:evenAndOddHeaders/>', "word/settings.xml")


def bare_first_page(parts):
    change_pattern(parts, r'<w:footerReference w:type="first"[^>]*/>', "")


SMALL = '<w:tblW w:w="3000" w:type="dxa"/>'
DELETED = (
    '<w:p><w:del w:id="900" w:author="الف" w:date="2025-01-01T00:00:00Z"><w:r><w:rPr><w:rtl/></w:rPr>'
    f"<w:delText>{NUMBER}</w:delText></w:r></w:del>{run('متن')}</w:p>"
)
LTR = '<w:bidi w:val="0"/>'
ROWS = "{%tr for x in body.seats %}", "{{ x.title }}", "{%tr endfor %}"

RIGHT_TO_LEFT = (
    text("run without rtl", "T430", "متن فارسی", paragraph(run("متن فارسی", ""))),
    text("run with rtl turned off", "T430", "متن فارسی", paragraph(run("متن فارسی", '<w:rtl w:val="0"/>'))),
    text("run without rtl beside a tag", "T430", "نام: {{ addressee.name }}",
         paragraph(run("نام: {{ addressee.name }}", ""))),
    text("run without rtl with a Latin code", "T430", "روش P-CL02 و {{ addressee.name }} است",
         paragraph(run("روش P-CL02 و {{ addressee.name }} است", "<w:b/><w:bCs/>"))),
    text("two runs without rtl are one finding", "T430", "نام و نشان دستگاه",
         paragraph(run("نام و ", ""), "نشان ", run("دستگاه", ""))),
    Faulty("run without rtl in a cell", append(table(("نام", paragraph(run("سمت", ""))))),
           (("T430", DOCUMENT, new(0, 1, 2, "سمت")),), is_mendable=True),
    Faulty("run without rtl in a header", in_header,
           (("T430", "word/header-first.xml", at(1, 1, 2, "بسمه تعالی")),), is_mendable=True),
    text("bold without bCs", "T431", "مهم", paragraph(run("مهم", "<w:b/><w:rtl/>"))),
    text("bold tag without bCs", "T431", "{{ addressee.name }}", paragraph(run("{{ addressee.name }}", "<w:b/>"))),
    Faulty("bold without bCs in a style", append_style(style("Loud", run_properties="<w:b/>")),
           (("T431", STYLES, "سبک «Loud»"),), is_mendable=True),
    text("size without szCs", "T432", "بزرگ", paragraph(run("بزرگ", '<w:sz w:val="40"/><w:rtl/>'))),
    Faulty("size without szCs in a style", append_style(style("Big", run_properties='<w:sz w:val="41"/>')),
           (("T432", STYLES, "سبک «Big»"),), is_mendable=True),
    Faulty("no complex-script font", without_complex_font, (("T433", DOCUMENT, "متنی بی قلم"),), is_mendable=True),
    text("paragraph turned left to right", "T434", "متن فارسی", paragraph("متن فارسی", properties=LTR)),
    text("paragraph put to the right by hand", "T434", "متن فارسی",
         paragraph("متن فارسی", properties=LTR + '<w:jc w:val="right"/>')),
    text("paragraph of a tag turned left to right", "T434", "{{ addressee.name }}",
         paragraph("{{ addressee.name }}", properties=LTR)),
    Faulty("paragraph style left to right",
           append_style(style("West", LTR), paragraph("متن فارسی", properties='<w:pStyle w:val="West"/>')),
           (("T434", DOCUMENT, "متن فارسی"),), is_mendable=True),
    Faulty("table without bidiVisual",
           append(table(("نام", "سمت"), properties='<w:tblW w:w="9242" w:type="dxa"/>'), paragraph()),
           (("T435", DOCUMENT, new()),), is_mendable=True),
    Faulty("table inside a cell without bidiVisual",
           append(table((table(("نام",), properties=SMALL, width=3000) + paragraph(),)), paragraph()),
           (("T435", DOCUMENT, lambda first: f"{at(first, 1, 1)} › {at(first + 1)}"),), is_mendable=True),
    Faulty("narrow table at the margin", append(table(("نام",), properties="<w:bidiVisual/>" + SMALL, width=3000)),
           (("T436", DOCUMENT, new()),), is_mendable=True),
    Faulty("narrow table of automatic width, left to right",
           append(table(("نام",), properties='<w:tblW w:w="0" w:type="auto"/>', width=3000)),
           (("T435", DOCUMENT, new()), ("T436", DOCUMENT, new())), is_mendable=True),
    Faulty("section without bidi", lambda parts: change(parts, "<w:titlePg/><w:bidi/>", "<w:titlePg/>"),
           (("T437", DOCUMENT, "بخش ۱"),), is_mendable=True),
    Faulty("first of two sections without bidi", second_section, (("T437", DOCUMENT, "بخش ۱"),), is_mendable=True),
)  # fmt: skip
WORDS = (
    text("Arabic letters", "T438", "شركت ملي", paragraph("شركت ملي")),
    Faulty("Arabic letters in a cell", append(table(("نام", "كار"))),
           (("T438", DOCUMENT, new(0, 1, 2, "كار")),), is_mendable=True),
    text("ASCII digits", "T439", "ظرف 10 روز از P-CL02", paragraph("ظرف 10 روز از ", run("P-CL02", ""))),
    text("Arabic digits", "T439", "ظرف ١٠ روز", paragraph("ظرف ١٠ روز")),
    text("a cell of digits alone", "T439", "12", paragraph("12")),
    text("joint lost", "T440", "برنامه ریزی می شود", paragraph("برنامه ریزی می شود")),
    text("joint lost between two runs", "T440", "برنامه ریزی",
         paragraph("برنامه", run(" ریزی", "<w:b/><w:bCs/><w:rtl/>"))),
    Faulty("letters, digits and joints at once", append(paragraph("شركت های 3 گانه")),
           tuple((code, DOCUMENT, "شركت های 3 گانه") for code in ("T438", "T439", "T440")), is_mendable=True),
)  # fmt: skip
FORM = (
    Faulty("no control block", without_control, (("T441", DOCUMENT, ""),)),
    Faulty("control block without its labels", control_without_labels, (("T441", DOCUMENT, ""),)),
    Faulty("typed label that differs", typed_control(*CONTROL_LABELS[:3], "تهیه‌کنندگان", *CONTROL_LABELS[4:]),
           (("T442", DOCUMENT, at(1, 4, 1, "تهیه‌کنندگان")),)),
    Faulty("typed label missing", typed_control(*CONTROL_LABELS[:6]), (("T443", DOCUMENT, at(1)),)),
    Faulty("typed labels out of order", typed_control(*CONTROL_LABELS[1::-1], *CONTROL_LABELS[2:]),
           (("T443", DOCUMENT, at(1)),)),
    Faulty("typed label with the joint lost", typed_control(*CONTROL_LABELS[:3], "تهیه کننده", *CONTROL_LABELS[4:]),
           (("T440", DOCUMENT, at(1, 4, 1, "تهیه کننده")), ("T442", DOCUMENT, at(1, 4, 1, "تهیه کننده"))),
           is_mendable=True),
    Faulty("no revision table", without_revisions, (("T444", DOCUMENT, ""),)),
    Faulty("revision table without its title", lambda parts: change(parts, "جدول شرح تغییرات", "تغییرات"),
           (("T445", DOCUMENT, at(2)),)),
    Faulty("revision columns swapped", revision_headings(*REVISION_HEADINGS[1::-1], *REVISION_HEADINGS[2:]),
           (("T446", DOCUMENT, at(2)),)),
    Faulty("revision column missing", revision_headings(*REVISION_HEADINGS[:4]), (("T446", DOCUMENT, at(2)),)),
    Faulty("revision heading of other words", revision_headings(*REVISION_HEADINGS[:4], "منشأ تغییر"),
           (("T446", DOCUMENT, at(2)),)),
    Faulty("procedure without distribution", without_distribution, (("T447", DOCUMENT, ""),), per="procedure"),
    Faulty("no number on any page", without_number,
           (("T448", "word/header-first.xml", ""), ("T448", "word/header-default.xml", ""))),
    Faulty("no total on the first page", without_total, (("T449", "word/header-first.xml", ""),)),
    Faulty("no page number in a form", without_page, (("T449", "word/header-default.xml", ""),), form="form"),
    Faulty("even pages without head", even_pages, (("T448", DOCUMENT, ""), ("T449", DOCUMENT, ""))),
    Faulty("first page without footer", bare_first_page,
           (("T448", "word/header-first.xml", ""), ("T449", "word/header-first.xml", ""))),
)  # fmt: skip
TAGS = (
    text("tag never closed", "T420", "نام {{ addressee.name", paragraph("نام {{ addressee.name"), mendable=False),
    text("tag closed by half", "T420", "نام {{ addressee.name } است", paragraph("نام {{ addressee.name } است"),
         mendable=False),
    text("tag over two paragraphs", "T421", "نام {{ addressee.",
         paragraph("نام {{ addressee."), paragraph("name }} است"), mendable=False),
    text("tag in deleted text", "T422", "متن", DELETED, mendable=False),
    text("if without endif", "T423", "{% if addressee.is_woman %} بانو", paragraph("{% if addressee.is_woman %} بانو"),
         mendable=False),
    text("endfor without for", "T423", "متن {% endfor %}", paragraph("متن {% endfor %}"), mendable=False),
    Faulty("row tags outside a table", append(*map(paragraph, ROWS)),
           (("T424", DOCUMENT, ROWS[0]), ("T424", DOCUMENT, ROWS[2]))),
    text("shade tag outside a table", "T424", "{% cellbg document.title %}", paragraph("{% cellbg document.title %}"),
         mendable=False),
    Faulty("pair of two prefixes", append(table((ROWS[0],), (ROWS[1],), ("{% endfor %}",))),
           (("T425", DOCUMENT, new(0, 3, 1, "{% endfor %}")),)),
    Faulty("pair over two tables", append(table(ROWS[:1], ROWS[1:2]), paragraph(), table(("متن",), ROWS[2:])),
           (("T425", DOCUMENT, new(1, 2, 1, ROWS[2])),)),
    Faulty("pair in one row", append(table(ROWS)), (("T425", DOCUMENT, new(0, 1, 3, ROWS[2])),)),
    text("pair in one paragraph", "T425", "{%p if is_draft %} متن {%p endif %}",
         paragraph("{%p if is_draft %} متن {%p endif %}"), mendable=False),
    text("text beside a paragraph tag", "T426", "متن {%p if is_draft %}", paragraph("متن {%p if is_draft %}"),
         paragraph("پیش‌نویس"), paragraph("{%p endif %}"), mendable=False),
    Faulty("text in the row of a tag", append(table((ROWS[0], "متن"), (ROWS[1], "متن"), (ROWS[2], ""))),
           (("T426", DOCUMENT, new(0, 1, 1, ROWS[0])),)),
    Faulty("prefix after a space", append(table(("{% tr for x in body.seats %}",), ROWS[1:2], ROWS[2:])),
           (("T427", DOCUMENT, new(0, 1, 1, "{% tr for x in body.seats %}")),)),
    text("percent in a prefixed tag", "T427", "{%p if seat.number % 2 %}", paragraph("{%p if seat.number % 2 %}"),
         paragraph("متن"), paragraph("{%p endif %}"), mendable=False),
    Faulty("name that does not exist, in a cell", append(table(("نام", "{{ addressee.nmae }}"))),
           (("T406", DOCUMENT, new(0, 1, 2, "{{ addressee.nmae }}")),)),
    text("filter that does not exist", "T405", "{{ addressee.name|uper }}", paragraph("{{ addressee.name|uper }}"),
         mendable=False),
    text("half a tag", "T410", "نام { addressee.name }}", paragraph("نام { addressee.name }}"), mendable=False),
    text("a list printed", "T416", "{{ body.duties }}", paragraph("{{ body.duties }}"), mendable=False),
)  # fmt: skip
CORPUS = (*RIGHT_TO_LEFT, *WORDS, *FORM, *TAGS)
