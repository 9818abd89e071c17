"""Spoiled templates: the right code at the right part and paragraph, nothing of that kind, all of the others."""

from __future__ import annotations

import os

import pytest
from fault_templates import (
    DOCUMENT,
    add_paragraph,
    add_part,
    add_relationship,
    add_xml,
    change_part,
    paragraph,
    parts_of,
    table,
    write_parts,
)
from fault_workspace import assert_well_said, run

DECREE = "templates/decree.docx"
MINUTES = "templates/minutes.docx"


@pytest.fixture
def template(workspace):
    return workspace / DECREE


def draft(workspace, *arguments):
    """Draft decrees of one seat and everything else of Fars."""
    return run(
        "draft", "decree", "minutes", "--province", "07", "--body", "P-CL02", "--json", *arguments, workspace=workspace
    )


def assert_only_minutes(workspace, answer, *codes, decrees=4):
    """Exit 3, these codes, no decree at all, and the minutes whole."""
    assert answer.code == 3
    assert set(answer.codes) == set(codes)
    assert_well_said(answer.problems)
    made = sorted(path.name for path in (workspace / "output").rglob("*.docx"))
    assert made == ["P-CL02-07-MIN-1404-1.docx"]
    assert answer.json["word"] == {"minutes": 1}
    assert answer.json["failed"] == decrees
    assert not list((workspace / "output").rglob("*.part"))


BROKEN_TAGS = [
    ("نام: {{ addressee.name }", "T405"),
    ("نام: {{ addressee. }}", "T405"),
    ("{% if addressee.is_woman %} بانو", "T405"),
    ("{% endfor %}", "T405"),
    ("{{ addressee.name|uper }}", "T405"),
    ("نام: { addressee.name }}", "T410"),
]
UNKNOWN_NAMES = [
    ("نام: {{ addressee.nmae }}", "did you mean 'addressee.name'?"),
    ("نام: {{ adressee.name }}", "did you mean 'addressee'?"),
    ("{% if sending_copy %}{{ adressee.name }}{% endif %}", "did you mean 'addressee'?"),
    ("{% for d in body.duties if false %}{{ dd }}{% endfor %}", None),
    ("{% if false %}{{ document.numbr }}{% endif %}", "did you mean 'document.number'?"),
    ("جلسه {{ meeting.number }}", None),
    ("{{ cycler.__init__.__globals__ }}", None),
    ("{{ addressee.__class__ }}", None),
]
REFUSED_STATEMENTS = [
    "{% macro m() %}x{% endmacro %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{{ ''.join(['a']) }}",
    "{{ addressee.name.upper() }}",
    "{% for a in body.duties recursive %}{% endfor %}",
]
UNSAFE_EXPRESSIONS = [
    "{{ 'x' * 10**10 }}",
    "{{ 10 ** 10 }}",
    "{{ '%0999999999d' % 1 }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ (addressee.name|list).append }}",
]


@pytest.mark.parametrize(("text", "code"), BROKEN_TAGS)
def test_a_broken_tag_is_told_with_its_paragraph(workspace, template, text, code):
    add_paragraph(template, text)
    answer = draft(workspace)
    assert_only_minutes(workspace, answer, code)
    location = answer.problems[0]["location"]
    assert (location["path"], location["part"]) == (DECREE, DOCUMENT)
    if "endif" not in text and "{% if" not in text:
        assert location["paragraph"] == text
    assert run("check", workspace=workspace).code == 3


@pytest.mark.parametrize(("text", "cure"), UNKNOWN_NAMES)
def test_a_name_that_does_not_exist_is_found_even_where_nothing_is_executed(workspace, template, text, cure):
    add_paragraph(template, text)
    answer = draft(workspace)
    assert_only_minutes(workspace, answer, "T406")
    (problem,) = answer.problems
    assert problem["location"] == {"path": DECREE, "part": DOCUMENT, "paragraph": text}
    assert cure is None or problem["hint_en"] == cure
    assert run("check", "--json", workspace=workspace).codes == ["T406"]


@pytest.mark.parametrize("text", REFUSED_STATEMENTS)
def test_what_templates_may_not_use_is_refused_before_anything_runs(workspace, template, text):
    add_paragraph(template, text)
    answer = draft(workspace)
    assert_only_minutes(workspace, answer, "T407")
    assert {problem["location"]["paragraph"] for problem in answer.problems} == {text}
    assert set(run("check", "--json", workspace=workspace).codes) == {"T407"}


@pytest.mark.parametrize("text", UNSAFE_EXPRESSIONS)
def test_an_unsafe_expression_is_refused(workspace, template, text):
    add_paragraph(template, text)
    answer = draft(workspace)
    assert_only_minutes(workspace, answer, "T407")
    assert {problem["location"]["part"] for problem in answer.problems} == {DOCUMENT}
    assert {problem["location"]["paragraph"] for problem in answer.problems} == {text}


def test_an_expression_that_fails_is_told_with_its_paragraph(workspace, template):
    add_paragraph(template, "{{ addressee.name|grouped }}")
    answer = draft(workspace)
    assert_only_minutes(workspace, answer, "T414")
    assert answer.problems[0]["location"]["paragraph"] == "{{ addressee.name|grouped }}"


@pytest.mark.parametrize("text", ["{{ addressee }}", "{{ body.duties }}"])
def test_what_is_no_text_by_itself_is_not_printed(workspace, template, text):
    add_paragraph(template, text)
    assert_only_minutes(workspace, draft(workspace), "T416")


def test_all_faults_of_a_template_come_at_once(workspace, template):
    for text in ("{{ addressee.nmae }}", "{{ addressee.name.upper() }}", "{{ documnt }}"):
        add_paragraph(template, text)
    change_part(template, "<w:p>", paragraph("{{ nobody }}") + "<w:p>", part="word/header-first.xml")
    answer = draft(workspace)
    assert_only_minutes(workspace, answer, "T406", "T407")
    assert {(p["location"]["part"], p["location"]["paragraph"]) for p in answer.problems} == {
        (DOCUMENT, "{{ addressee.nmae }}"),
        (DOCUMENT, "{{ addressee.name.upper() }}"),
        (DOCUMENT, "{{ documnt }}"),
        ("word/header-first.xml", "{{ nobody }}"),
    }


NESTED = "{% for a in range(999) %}" * 4 + "{% endfor %}" * 4
LONG = (
    "{% for a in range(999) %}{% for b in range(999) %}"
    + "متنی بلند که بسیار تکرار می‌شود " * 2
    + "{% endfor %}{% endfor %}"
)


@pytest.mark.parametrize("text", ["{% for a in range(1001) %}x{% endfor %}", NESTED, LONG])
def test_loops_without_end_are_ended(workspace, template, text):
    (workspace / "dabir.toml").write_text("[limits]\nrender_seconds = 1\n")
    add_paragraph(template, text)
    answer = draft(workspace, "--seat", "bank")
    assert answer.code == 3
    assert answer.codes == ["T415"]
    assert answer.problems[0]["location"]["part"] == DOCUMENT
    assert not list((workspace / "output").rglob("*.docx"))


def test_a_template_that_is_missing(workspace, template):
    template.unlink()
    answer = draft(workspace)
    assert_only_minutes(workspace, answer, "T401")
    assert [problem["location"] for problem in answer.problems] == [{"path": DECREE}]


@pytest.mark.parametrize(
    "content",
    [b"", b"no zip at all", b"PK\x03\x04 cut off", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)],
)
def test_a_template_that_is_no_docx(workspace, template, content):
    template.write_bytes(content)
    assert_only_minutes(workspace, draft(workspace), "T402")


def test_a_template_cut_short(workspace, template):
    template.write_bytes(template.read_bytes()[:-100])
    assert_only_minutes(workspace, draft(workspace), "T402")


@pytest.mark.parametrize("name", [DOCUMENT, "[Content_Types].xml", "_rels/.rels"])
def test_a_template_without_a_part_it_needs(workspace, template, name):
    write_parts(template, {part: content for part, content in parts_of(template).items() if part != name})
    answer = draft(workspace)
    assert_only_minutes(workspace, answer, "T402")
    assert name in answer.problems[0]["en"]


@pytest.mark.parametrize("xml", [b"<w:document", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'])
def test_a_template_whose_xml_is_broken_or_declares_entities(workspace, template, xml):
    add_part(template, DOCUMENT, xml)
    answer = draft(workspace)
    assert_only_minutes(workspace, answer, "T402")
    assert answer.problems[0]["location"]["part"] == DOCUMENT


def test_a_template_with_macros(workspace, template):
    add_part(template, "word/vbaProject.bin", b"macros")
    answer = draft(workspace)
    assert_only_minutes(workspace, answer, "T403")
    assert answer.problems[0]["location"]["part"] == "word/vbaProject.bin"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "http://192.0.2.1/seal.png"),
        ("attachedTemplate", "file://server/share/letter.dotm"),
        ("oleObject", "x.xls"),
    ],
)
def test_a_template_with_external_links(workspace, template, kind, target):
    add_relationship(template, kind, target)
    answer = draft(workspace)
    assert_only_minutes(workspace, answer, "T404")
    assert answer.problems[0]["location"]["part"] == "word/_rels/document.xml.rels"
    assert target in answer.problems[0]["en"]


@pytest.mark.parametrize(
    "instruction", ["INCLUDEPICTURE http://192.0.2.1/x", "DDEAUTO c:\\\\x.exe y", "INCLUDETEXT /etc/passwd"]
)
def test_a_template_with_a_field_that_fetches_or_runs(workspace, template, instruction):
    add_xml(template, f'<w:p><w:fldSimple w:instr="{instruction}"/></w:p>')
    assert_only_minutes(workspace, draft(workspace), "T413")


def test_a_template_that_is_too_large(workspace, template):
    (workspace / "dabir.toml").write_text("[limits]\ntemplate_bytes = 16384\n")
    add_part(template, "word/media/seal.bin", os.urandom(17000))
    assert_only_minutes(workspace, draft(workspace), "T408")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(workspace, template):
    (workspace / "dabir.toml").write_text("[limits]\ntemplate_unpacked_bytes = 1048576\n")
    add_part(template, "word/media/seal.bin", bytes(20_000_000))
    assert template.stat().st_size < 60_000
    assert_only_minutes(workspace, draft(workspace), "T408")


def test_a_value_that_had_to_be_shown_and_is_forgotten(workspace):
    change_part(workspace / MINUTES, "{{ meeting.place }}", "")
    answer = draft(workspace)
    assert (answer.code, answer.codes) == (3, ["T409"])
    assert "سالن جلسات استانداری، شیراز" in answer.problems[0]["fa"]
    assert "meeting.place" in answer.problems[0]["hint_en"]
    assert_well_said(answer.problems)
    assert not list((workspace / "output").rglob("*MIN*"))
    assert answer.json["word"] == {"decree": 4}


def test_rows_that_are_dropped(workspace):
    change_part(workspace / MINUTES, "in meeting.present %}", "in meeting.present if person.number == 1 %}")
    answer = draft(workspace)
    assert answer.code == 3
    assert "T411" in answer.codes
    rows = next(problem for problem in answer.problems if problem["code"] == "T411")
    assert rows["en"] == "the document shows 1 rows of meeting.present, the data has 3"
    assert not list((workspace / "output").rglob("*MIN*"))
    assert answer.json["word"] == {"decree": 4}


def test_a_tag_that_crosses_paragraph_and_table(workspace, template):
    add_xml(template, paragraph("{% if sending_copy %}") + table("{% endif %}"))
    answer = draft(workspace)
    assert_only_minutes(workspace, answer, "T412")
    assert answer.problems[0]["location"]["part"] == DOCUMENT


def test_a_faulty_template_leaves_earlier_drafts_as_they_are(workspace, template):
    assert draft(workspace).code == 0
    before = {path: path.read_bytes() for path in (workspace / "output").rglob("*.docx")}
    add_paragraph(template, "{{ addressee.nmae }}")
    assert draft(workspace).code == 3
    assert {path: path.read_bytes() for path in (workspace / "output").rglob("*.docx")} == before


def test_the_list_of_templates_names_the_faulty_one(workspace, template):
    add_paragraph(template, "{{ addressee.nmae }}")
    answer = run("template", "list", "--json", workspace=workspace)
    assert answer.code == 3
    assert [entry["kind"] for entry in answer.json if not entry["sound"]] == ["decree"]
