"""The shipped templates are those that the tool builds, and each obeys the rules of right-to-left Word."""

from __future__ import annotations

import re
from typing import get_args

import jinja2
import pytest
from jinja2 import meta
from template_samples import FORMS, LANDSCAPE, LETTERS, NAMES, TEMPLATES, template_parts

from generator.model.instrument import OFFERED
from generator.model.kind import Per
from generator.ooxml.markup import parse, q
from generator.ooxml.package import read_package
from generator.ooxml.starter import starter_template
from generator.ooxml.text import paragraph_texts, tables

PERSIAN = re.compile("[\u0600-\u06ff]")
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
PER = {
    "decree": "seat",
    "nomination-request": "seat",
    "cda-appointment": "seat",
    "ta-appointment": "seat",
    "substitute-confirmation": "meeting-substitute",
    "invitation": "meeting-member",
    "agenda": "meeting",
    "notification": "meeting-recipient",
    "transmittal": "meeting",
    "expert-report": "meeting",
    "minutes": "meeting",
    "distribution-list": "procedure",
    "procedure": "procedure",
    "compliance-report": "country",
}
WIDTH, LANDSCAPE_WIDTH = 9242, 14174
STARTERS = [(form, per) for form in ("letter", "form") for per in get_args(Per)]
PPR_ORDER = [
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "tabs", "bidi", "spacing", "ind", "jc",
    "outlineLvl",
]  # fmt: skip
RPR_ORDER = ["rFonts", "b", "bCs", "noProof", "color", "sz", "szCs", "rtl", "lang"]


def stories(parts) -> dict[str, object]:
    names = [name for name in parts if re.fullmatch(r"word/(document|header.*|footer.*)\.xml", name)]
    return {name: parse(parts[name]) for name in names}


def is_landscape(parts) -> bool:
    return b'w:orient="landscape"' in parts["word/document.xml"]


@pytest.fixture(params=[*NAMES, *STARTERS], ids=str)
def parts(request) -> dict[str, bytes]:
    if isinstance(request.param, str):
        return template_parts(request.param)
    form, per = request.param
    found, problems = read_package(starter_template("نامه پیگیری", form, per), path="starter")
    assert problems == []
    return found


def test_committed_templates_are_what_the_tool_builds(build_templates, tmp_path):
    assert set(build_templates.BUILDERS) == set(NAMES)
    build_templates.main([str(tmp_path)])
    for name in NAMES:
        built, _ = read_package((tmp_path / f"{name}.docx").read_bytes(), path=name)
        assert list(built) == list(template_parts(name)), "run tools/build_templates.py"
        assert built == template_parts(name), "run tools/build_templates.py"


def test_building_twice_gives_the_same_bytes(build_templates):
    for build in build_templates.BUILDERS.values():
        assert build() == build()


def test_every_table_runs_from_right_to_left_in_fixed_columns(parts):
    full = LANDSCAPE_WIDTH if is_landscape(parts) else WIDTH
    for root in stories(parts).values():
        for table in root.iter(q("tbl")):
            properties = table.find(q("tblPr"))
            assert properties.find(q("bidiVisual")) is not None
            assert properties.find(q("tblLayout")).get(q("type")) == "fixed"
            widths = [int(column.get(q("w"))) for column in table.iter(q("gridCol"))]
            assert sum(widths) == int(properties.find(q("tblW")).get(q("w"))) == full
            for row in table.iter(q("tr")):
                assert row.find(f"{q('trPr')}/{q('cantSplit')}") is not None
                cells = list(row.iter(q("tcW")))
                # Cells that span as many columns as the data ask for have no width of their own.
                if all(cell.get(q("type")) == "dxa" for cell in cells):
                    assert sum(int(cell.get(q("w"))) for cell in cells) == full


def test_no_table_has_more_columns_than_word_allows(parts):
    for root in stories(parts).values():
        for table in root.iter(q("tbl")):
            assert len(list(table.iter(q("gridCol")))) <= 63


def test_every_cell_and_story_ends_with_a_paragraph_that_is_printed(parts):
    for name, root in stories(parts).items():
        for holder in [*root.iter(q("tc")), *([root] if "document" not in name else [])]:
            assert holder[-1].tag == q("p")
        if "document" not in name:
            assert not TAG.search("".join(root[-1].itertext()))


def test_persian_runs_are_rtl_and_latin_codes_are_not(parts):
    for root in stories(parts).values():
        for run in root.iter(q("r")):
            text = "".join(t.text or "" for t in run.findall(q("t")))
            static = TAG.sub("", text)
            is_rtl = run.find(f"{q('rPr')}/{q('rtl')}") is not None
            if PERSIAN.search(static):
                assert is_rtl
                assert not re.search("[A-Za-z]", static)
            if "document.number }}" in text:
                assert not is_rtl


def test_bold_and_sizes_are_set_for_persian_letters_too(parts):
    for root in [*stories(parts).values(), parse(parts["word/styles.xml"])]:
        for properties in root.iter(q("rPr")):
            assert (properties.find(q("b")) is None) == (properties.find(q("bCs")) is None)
            assert (properties.find(q("sz")) is None) == (properties.find(q("szCs")) is None)


def test_children_of_properties_stand_in_the_order_of_the_schema(parts):
    for root in [*stories(parts).values(), parse(parts["word/styles.xml"])]:
        for tag, order in (("pPr", PPR_ORDER), ("rPr", RPR_ORDER)):
            for properties in root.iter(q(tag)):
                places = [order.index(child.tag.rpartition("}")[2]) for child in properties]
                assert places == sorted(places)


def test_every_section_is_bidi_on_a4(parts):
    sections = list(parse(parts["word/document.xml"]).iter(q("sectPr")))
    assert sections
    for section in sections:
        assert section.find(q("bidi")) is not None
        size = section.find(q("pgSz"))
        upright = ("11906", "16838")
        assert (size.get(q("w")), size.get(q("h"))) == (upright[::-1] if is_landscape(parts) else upright)
        assert section.find(q("pgMar")).get(q("right")) == "1417"


def test_every_style_used_is_defined_and_no_style_sets_rtl(parts):
    styles = parse(parts["word/styles.xml"])
    defined = {style.get(q("styleId")) for style in styles.iter(q("style"))}
    assert list(styles.iter(q("rtl"))) == []
    for root in stories(parts).values():
        for tag in ("pStyle", "tblStyle"):
            assert {used.get(q("val")) for used in root.iter(q(tag))} <= defined


def test_paragraph_styles_carry_direction_and_default_fonts(parts):
    styles = parse(parts["word/styles.xml"])
    for style in styles.iter(q("style")):
        if style.get(q("type")) == "paragraph":
            assert style.find(f"{q('pPr')}/{q('bidi')}") is not None
    fonts = styles.find(f"{q('docDefaults')}/{q('rPrDefault')}/{q('rPr')}/{q('rFonts')}")
    assert (fonts.get(q("ascii")), fonts.get(q("cs"))) == ("Times New Roman", "B Nazanin")


def test_settings_name_the_language_and_word_2013(parts):
    settings = parse(parts["word/settings.xml"])
    assert settings.find(q("themeFontLang")).get(q("bidi")) == "fa-IR"
    modes = {s.get(q("name")): s.get(q("val")) for s in settings.iter(q("compatSetting"))}
    assert modes["compatibilityMode"] == "15"
    assert not any("stylesWithEffects" in name for name in parts)


def test_no_arabic_letters_or_ascii_digits_in_static_text(parts):
    for name in stories(parts):
        for text in paragraph_texts(parts[name]):
            static = TAG.sub("", text)
            assert not re.search("[يكىة\u0660-\u0669]", static)
            assert not re.search("[0-9]", static)


def test_each_tag_stands_in_one_run(parts):
    for root in stories(parts).values():
        for run in root.iter(q("r")):
            text = "".join(t.text or "" for t in run.findall(q("t")))
            assert text.count("{{") == text.count("}}")
            assert text.count("{%") == text.count("%}")


def test_every_page_shows_page_of_pages(parts):
    pages = [root for name, root in stories(parts).items() if "header" in name or "footer" in name]
    codes = [("".join(t.text for t in root.iter(q("instrText")))).split() for root in pages]
    assert ["PAGE", "NUMPAGES"] in codes
    for root in pages:
        kinds = [char.get(q("fldCharType")) for char in root.iter(q("fldChar"))]
        assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)


@pytest.mark.parametrize("name", NAMES)
def test_only_the_report_on_the_provinces_lies_on_its_long_side(name):
    assert is_landscape(template_parts(name)) == (name in LANDSCAPE)


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_to_a_post_begins_with_the_post(name):
    texts = paragraph_texts(template_parts(name)["word/document.xml"])
    place = texts.index("{{ addressee.formal_name }}")
    assert texts[place - 1 : place + 3] == [
        "{%p if addressee.formal_name %}",
        "{{ addressee.formal_name }}",
        "{%p endif %}",
        "{{ addressee.honoured_post }}",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_templates_use_only_names_that_their_kind_offers(name):
    assert names_used(template_parts(name)) <= set(OFFERED[PER[name]])


@pytest.mark.parametrize(("form", "per"), STARTERS)
def test_starters_use_only_names_that_their_kind_offers(form, per):
    found, _ = read_package(starter_template("نامه پیگیری", form, per), path="starter")
    assert names_used(found) <= set(OFFERED[per])


def names_used(parts) -> set[str]:
    used: set[str] = set()
    for name in stories(parts):
        texts = paragraph_texts(parts[name])
        source = "\n".join(re.sub(r"\{%(p|tr|tc)\s", "{% ", text) for text in texts)
        source = re.sub(r"\{% colspan ([^%]*) %\}", r"{{ \1 }}", source)
        used |= meta.find_undeclared_variables(jinja2.Environment(autoescape=True).parse(source))
    return used


def test_the_control_block_and_the_revision_table_stand_to_the_letter(parts):
    texts = paragraph_texts(parts["word/document.xml"])
    assert texts.index("شناسنامه مدرک") < texts.index("جدول شرح تغییرات")
    control = next(table for table in tables(parts["word/document.xml"]) if "document.control" in table[0][0])
    assert control[1] == ["{{ row.label }}", "{{ row.value }}"]
    revisions = next(t for t in tables(parts["word/document.xml"]) if t[0][0] == "شماره ویرایش")
    assert revisions[0] == ["شماره ویرایش", "تاریخ ویرایش", "شماره صفحات تغییریافته", "شرح تغییرات", "منشأ تغییرات"]
    assert revisions[2] == [f"{{{{ row.{x} }}}}" for x in ("number", "date", "pages", "description", "origin")]


@pytest.mark.parametrize("name", FORMS)
def test_forms_begin_with_the_control_block(name):
    assert paragraph_texts(template_parts(name)["word/document.xml"])[0] == "شناسنامه مدرک"


@pytest.mark.parametrize("name", LETTERS)
def test_letters_end_with_a_control_sheet_that_can_be_left_out(name):
    texts = paragraph_texts(template_parts(name)["word/document.xml"])
    title = texts.index("شناسنامه مدرک")
    assert texts[title - 1] == "{%p if not sending_copy %}"
    assert texts[-1] == "{%p endif %}"


@pytest.mark.parametrize(
    ("name", "heading", "row"),
    [
        ("minutes", "امضا", "person in meeting.present"),
        ("minutes", "موجه/غیرموجه", "person in meeting.absent"),
        ("minutes", "شرح مصوبه", "decision in meeting.decisions"),
        ("minutes", "نام مهمان", "guest in meeting.guests"),
        ("agenda", "موضوع دستور جلسه", "item in meeting.agenda"),
        ("notification", "مصوبه بر عهده گیرنده", "decision in meeting.own_decisions"),
        ("notification", "دیگر مصوبات، برای آگاهی و همکاری", "decision in meeting.other_decisions"),
        ("expert-report", "نتیجه و پیشنهاد کارشناسی", "decision in meeting.decisions"),
        ("distribution-list", "شماره نسخه", "copy in procedure.copies"),
        ("compliance-report", "شرح قاعده", "rule in compliance.rules"),
        ("compliance-report", "خطا", "row in compliance.rows"),
        ("compliance-report", "شرح یافته", "finding in compliance.findings"),
    ],
)
def test_a_heading_that_counts_rows_names_one_table(name, heading, row):
    found = [table for table in tables(template_parts(name)["word/document.xml"]) if heading in table[0]]
    assert len(found) == 1
    assert row in found[0][1][0]


@pytest.mark.parametrize("name", NAMES)
def test_long_tables_repeat_their_heading_row(name):
    root = parse((template_parts(name))["word/document.xml"])
    for table in root.iter(q("tbl")):
        texts = ["".join(row.itertext()) for row in table.iter(q("tr"))]
        if len(texts) == 4 and "{%tr for" in texts[1]:
            assert table.find(f"{q('tr')}/{q('trPr')}/{q('tblHeader')}") is not None


def test_core_properties_are_fixed_and_name_the_language():
    for name in NAMES:
        core = template_parts(name)["docProps/core.xml"].decode()
        assert "<dc:language>fa-IR</dc:language>" in core
        assert "2025-03-21T00:00:00Z" in core
    assert TEMPLATES.is_dir()
