"""Each template of the corpus has exactly its findings; sound templates have none."""

from __future__ import annotations

import re
import string

import pytest
from faulty_templates import CORPUS, linted
from template_edits import DOCUMENT, append, append_style, ltr_defaults, packed, paragraph, run, starter, style, table

from generator.messages import MESSAGES
from generator.ooxml.starter import starter_template
from generator.settings import LimitSettings
from generator.templating.lint import lint_template

CODES = [code for code in MESSAGES if "T420" <= code <= "T449"]
STARTERS = [(form, per) for form in ("letter", "form") for per in ("seat", "meeting", "meeting-member", "procedure")]


def found(content, per):
    problems = lint_template(content, "faulty.docx", per).problems
    return sorted((p.code, p.location.part, p.location.paragraph) for p in problems)


@pytest.mark.parametrize("faulty", CORPUS, ids=lambda faulty: faulty.name)
def test_a_spoiled_template_has_exactly_its_findings(faulty):
    found_in = [(p.code, p.location.part, p.location.paragraph) for p in linted(faulty).problems]
    assert sorted(found_in) == faulty.annotations()


def test_the_corpus_is_large_and_names_every_code():
    assert len({faulty.name for faulty in CORPUS}) == len(CORPUS) >= 60
    assert {code for faulty in CORPUS for code, *_ in faulty.expected} >= set(CODES)


def test_every_finding_is_well_said():
    for faulty in CORPUS:
        for problem in linted(faulty).problems:
            assert re.search("[\u0600-\u06ff]", problem.text("fa"))
            assert re.search("[a-z]", problem.text("en"))
            for said in (problem.text, problem.hint):
                assert said("fa").strip()
                assert said("en").strip()
                assert not re.search(r"\{[a-z_]+\}", said("fa") + said("en"))


def test_no_message_has_a_place_that_nothing_fills():
    given = {}
    for faulty in CORPUS:
        for problem in linted(faulty).problems:
            given.setdefault(problem.code, set()).update(problem.args)
    for code in CODES:
        message = MESSAGES[code]
        for pattern in (message.fa, message.en, message.hint_fa, message.hint_en):
            assert {name for _, name, *_ in string.Formatter().parse(pattern) if name} <= given[code]


@pytest.mark.parametrize(("form", "per"), STARTERS)
def test_starter_templates_are_clean(form, per):
    assert found(starter_template("نامه پیگیری", form, per), per) == []


SOUND = {
    "a run that holds only tags": append(paragraph(run("{{ addressee.name }}", ""))),
    "a Latin run without rtl": append(paragraph("روش ", run("P-CL02", ""))),
    "a Latin run in bold": append(paragraph(run("P-CL02", '<w:b/><w:sz w:val="40"/>'))),
    "bold that the style gives Persian letters": append_style(
        style("Strong", run_properties="<w:b/><w:bCs/>"),
        paragraph(run("مهم", "<w:b/><w:rtl/>"), properties='<w:pStyle w:val="Strong"/>'),
    ),
    "a size that the style has already": append_style(
        style("Large", run_properties='<w:sz w:val="38"/><w:szCs w:val="40"/>'),
        paragraph(run("متن", '<w:sz w:val="38"/><w:rtl/>'), properties='<w:pStyle w:val="Large"/>'),
    ),
    "a Latin paragraph left to right": append(paragraph(run("P-CL02", ""), properties='<w:bidi w:val="0"/>')),
    "what PAGE showed when the file was saved": append(
        paragraph(
            "صفحه ", '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:r><w:instrText> PAGE </w:instrText></w:r>",
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("12", ""),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        )
    ),
    "digits of a code and of a standard": append(paragraph("برابر ISO 9001 و P-CL02 و {{ body.code }}-07")),
    "digits inside a tag": append(paragraph("نشانی {{ body.duties[0] }}")),
    "a narrow table in the middle": append(
        table(("نام",), properties='<w:bidiVisual/><w:tblW w:w="3000" w:type="dxa"/><w:jc w:val="center"/>', width=3000)
    ),
    "a table as wide as the text": append(
        table(("نام",), properties='<w:bidiVisual/><w:tblW w:w="5000" w:type="pct"/>'), paragraph()
    ),
    "a table that its style turns": append_style(
        '<w:style w:type="table" w:customStyle="1" w:styleId="Turned"><w:name w:val="Turned"/>'
        '<w:tblPr><w:bidiVisual/><w:jc w:val="center"/></w:tblPr></w:style>',
        table(("نام",), properties='<w:tblStyle w:val="Turned"/><w:tblW w:w="3000" w:type="dxa"/>', width=3000),
        paragraph(),
    ),
    "a table of Latin words left to right": append(
        table((paragraph(run("code", "")),), properties='<w:tblW w:w="9242" w:type="dxa"/>'), paragraph()
    ),
    "a style that rests on itself": append_style(
        style("Round", "<w:bidi/>").replace('w:val="Normal"', 'w:val="Round"'),
        paragraph("متن", properties='<w:pStyle w:val="Round"/>'),
    ),
    "direction from the paragraph style alone": ltr_defaults,
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_what_stands_right_is_no_finding(name):
    parts = starter()
    SOUND[name](parts)
    assert found(packed(parts), "seat") == []


def test_a_font_of_the_theme_counts_when_the_theme_has_one():
    def themed(typeface):
        parts = starter()
        xml = parts["word/styles.xml"].decode()
        for font in ("B Nazanin", "B Titr"):
            xml = xml.replace(f'w:cs="{font}"', 'w:cstheme="minorBidi"')
        parts["word/styles.xml"] = xml.encode()
        drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
        parts["word/theme/theme1.xml"] = (
            f'<a:theme xmlns:a="{drawing}" name="x"><a:themeElements><a:fontScheme name="x"><a:minorFont>'
            f'<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/><a:font script="Arab" '
            f'typeface="{typeface}"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
        ).encode()
        return {code for code, *_ in found(packed(parts), "seat")}

    assert themed("Arial") == set()
    assert themed("") == {"T433"}


def test_a_broken_zip_and_a_broken_part_are_told_as_such():
    assert [code for code, *_ in found(b"no zip", "seat")] == ["T402"]
    assert [code for code, *_ in found(packed(starter() | {DOCUMENT: b"<w:document"}), "seat")] == ["T402"]


def test_dangers_are_told_with_everything_else():
    parts = starter() | {"word/vbaProject.bin": b"macros"}
    append(paragraph(run("متن", "")))(parts)
    assert [code for code, *_ in found(packed(parts), "seat")] == ["T403", "T430"]


def test_a_template_made_to_keep_the_program_busy_is_ended():
    parts = starter()
    append(paragraph("{{ '" * 100_000))(parts)
    limits = LimitSettings(render_seconds=1)
    assert [p.code for p in lint_template(packed(parts), "busy.docx", "seat", limits=limits).problems] == ["T415"]
    nested = starter()
    append(paragraph("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}"))(nested)
    assert {p.code for p in lint_template(packed(nested), "deep.docx", "seat").problems} <= {"T415", "T405"}
