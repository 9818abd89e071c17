"""``dabir template lint`` and ``dabir template preview``."""

from __future__ import annotations

import json
import typing
from dataclasses import fields, is_dataclass

import pytest
from click.testing import CliRunner
from template_edits import append, packed, paragraph, run, starter, table

from generator.cli import cli
from generator.model.instrument import OFFERED
from generator.ooxml.package import read_package
from generator.ooxml.text import paragraph_texts
from generator.pipeline import compile_template
from generator.sources.dataset import read_dataset
from generator.templating.lint import lint_template
from generator.templating.preview import FEWEST, sample_instrument


def dabir(workspace, *arguments):
    return CliRunner().invoke(cli, ["--workspace", str(workspace.root), *arguments], standalone_mode=True)


def refusal(workspace, *arguments):
    """The codes of the problems with which a command could not begin."""
    done = dabir(workspace, *arguments)
    return [problem.code for problem in done.exception.problems]


def kinds_of(workspace):
    return [kind.record for kind in read_dataset(workspace, only=lambda _: False).kinds.values()]


@pytest.fixture
def spoiled(small_workspace):
    """A workspace whose decree has faults that can be mended and one that cannot."""
    parts = starter()
    append(paragraph(run("شركت {{ addressee.nmae }}", "")), table((paragraph(run("سمت", "<w:b/>")),)))(parts)
    (small_workspace.templates / "decree.docx").write_bytes(packed(parts))
    return small_workspace


def test_the_shipped_templates_are_clean(workspace):
    done = dabir(workspace, "template", "lint", "--json")
    report = json.loads(done.stdout)
    assert done.exit_code == 0
    assert report == {"templates": len(kinds_of(workspace)), "problems": [], "fixed": []}


def test_findings_are_told_to_the_cell_with_exit_code_3(spoiled):
    done = dabir(spoiled, "template", "lint", "decree", "--json")
    report = json.loads(done.stdout)
    assert done.exit_code == 3
    assert report["templates"] == 1
    found = [(problem["code"], problem["mendable"]) for problem in report["problems"]]
    assert found == [("T406", False), ("T430", True), ("T430", True), ("T431", True), ("T438", True)]
    place = report["problems"][3]["location"]
    assert place["path"] == "templates/decree.docx"
    assert place["part"] == "word/document.xml"
    assert place["paragraph"].startswith("جدول ")
    assert place["paragraph"].endswith("، ردیف ۱، خانه ۱: سمت")


def test_people_are_told_how_many_can_be_mended(spoiled):
    done = dabir(spoiled, "template", "lint", "decree")
    assert done.stdout == "1 templates: 5 faults, 0 notes; 4 can be mended with --fix\n"
    assert "did you mean 'addressee.name'?" in done.stderr


def test_only_the_kinds_that_are_named_are_looked_through(spoiled):
    assert dabir(spoiled, "template", "lint", "minutes", "procedure").exit_code == 0
    assert refusal(spoiled, "template", "lint", "decre") == ["R304"]


def test_fix_writes_a_copy_and_leaves_the_template(spoiled):
    template = spoiled.templates / "decree.docx"
    before = template.read_bytes()
    done = dabir(spoiled, "template", "lint", "--fix", "--json")
    report = json.loads(done.stdout)
    assert done.exit_code == 3
    assert [problem["code"] for problem in report["problems"]] == ["T406"]
    (copy,) = report["fixed"]
    assert (copy["template"], copy["copy"]) == ("templates/decree.docx", "templates/decree.fixed.docx")
    assert [problem["code"] for problem in copy["mended"]] == ["T430", "T430", "T431", "T438"]
    assert template.read_bytes() == before
    remaining = lint_template((spoiled.templates / "decree.fixed.docx").read_bytes(), "fixed", "seat").problems
    assert [problem.code for problem in remaining] == ["T406"]
    assert sorted(path.name for path in spoiled.templates.glob("*.fixed.docx")) == ["decree.fixed.docx"]


def test_what_was_mended_is_printed(spoiled):
    shown = dabir(spoiled, "template", "lint", "decree", "--fix").stdout
    assert shown.splitlines()[0] == "templates/decree.docx → templates/decree.fixed.docx"
    assert "    ✓ T438 arabic-letters: word/document.xml ¶ شركت {{ addressee.nmae }}" in shown.splitlines()


def test_a_foreign_file_in_the_place_of_the_copy_stays(spoiled):
    copy = spoiled.templates / "decree.fixed.docx"
    copy.write_bytes(b"mine")
    done = dabir(spoiled, "template", "lint", "decree", "--fix", "--json")
    assert "O703" in [problem["code"] for problem in json.loads(done.stdout)["problems"]]
    assert copy.read_bytes() == b"mine"
    assert done.exit_code == 1


def test_fixing_again_finds_its_own_copy(spoiled):
    first = dabir(spoiled, "template", "lint", "decree", "--fix", "--json")
    assert dabir(spoiled, "template", "lint", "decree", "--fix", "--json").stdout == first.stdout


def test_a_missing_template_is_told_beside_the_others(spoiled):
    (spoiled.templates / "minutes.docx").unlink()
    report = json.loads(dabir(spoiled, "template", "lint", "minutes", "decree", "--json").stdout)
    assert [problem["code"] for problem in report["problems"]].count("T401") == 1
    assert "T406" in [problem["code"] for problem in report["problems"]]


def test_a_template_over_the_limit_is_not_read(spoiled):
    (spoiled.root / "dabir.toml").write_text("[limits]\ntemplate_bytes = 4096\n")
    report = json.loads(dabir(spoiled, "template", "lint", "decree", "--json").stdout)
    assert [problem["code"] for problem in report["problems"]] == ["T408"]


def test_every_shipped_kind_has_a_preview_that_renders(workspace):
    for kind in kinds_of(workspace):
        done = dabir(workspace, "template", "preview", kind.key)
        assert done.exit_code == 0, done.exception
        parts, _ = read_package((workspace.output / "previews" / f"{kind.key}.docx").read_bytes(), path="preview")
        text = "\n".join(line for name in parts if name.startswith("word/") for line in texts(parts[name]))
        assert "P-CL02-07-SMP-01" in text
        assert "{{" not in text


def texts(xml):
    return paragraph_texts(xml) if b"<w:p>" in xml else []


def test_the_same_preview_comes_again_and_replaces_an_older_one(small_workspace):
    path = small_workspace.output / "previews" / "decree.docx"
    assert dabir(small_workspace, "template", "preview", "decree").exit_code == 0
    first = path.read_bytes()
    (small_workspace.templates / "decree.docx").write_bytes(packed(starter()))
    assert dabir(small_workspace, "template", "preview", "decree").exit_code == 0
    assert path.read_bytes() != first


def test_a_preview_never_replaces_a_foreign_file(small_workspace):
    path = small_workspace.output / "previews" / "decree.docx"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"mine")
    assert refusal(small_workspace, "template", "preview", "decree") == ["O703"]
    elsewhere = small_workspace.root / "mine.docx"
    elsewhere.write_bytes(b"mine")
    assert refusal(small_workspace, "template", "preview", "decree", "--out", str(elsewhere)) == ["O703"]
    assert path.read_bytes() == elsewhere.read_bytes() == b"mine"


def test_a_preview_can_be_put_elsewhere(small_workspace):
    path = small_workspace.root / "look" / "decree.docx"
    assert dabir(small_workspace, "template", "preview", "decree", "--out", str(path)).exit_code == 0
    assert path.is_file()
    assert not (small_workspace.output / "previews").exists()


def test_a_preview_as_pdf(small_workspace):
    assert dabir(small_workspace, "template", "preview", "minutes", "--pdf").exit_code == 0
    assert (small_workspace.output / "previews" / "minutes.pdf").read_bytes().startswith(b"%PDF-")


def test_a_preview_tells_what_keeps_it_from_rendering(small_workspace):
    parts = starter()
    append(paragraph("{{ addressee.name|grouped }}"))(parts)
    (small_workspace.templates / "decree.docx").write_bytes(packed(parts))
    assert refusal(small_workspace, "template", "preview", "decree") == ["T414"]


@pytest.mark.parametrize("per", OFFERED)
def test_a_sample_has_a_value_of_the_right_type_for_every_name(per):
    made = sample_instrument(per)
    for name in OFFERED[per]:
        assert getattr(made, name) is not None
    for path, annotation, value in leaves(made, per):
        wanted = [part for part in typing.get_args(annotation) or [annotation] if part is not type(None)]
        assert type(value) in wanted, path
        assert value != "", path


def leaves(value, path):
    if is_dataclass(value) and value.__module__.startswith("generator.model"):
        hints = typing.get_type_hints(type(value))
        for f in fields(value):
            inner = getattr(value, f.name)
            if isinstance(inner, list):
                assert len(inner) >= FEWEST, f.name
                for element in inner:
                    yield from leaves(element, f"{path}.{f.name}")
            elif inner is not None and is_dataclass(inner) and inner.__module__.startswith("generator.model"):
                yield from leaves(inner, f"{path}.{f.name}")
            elif inner is not None:
                yield f"{path}.{f.name}", hints[f.name], inner


def test_samples_print_every_branch():
    made = sample_instrument("procedure").procedure
    kinds = [block.kind for block in made.sections[0].blocks]
    assert kinds == ["paragraph", "clause", "item", "closing", "seats", "note", "distribution", "blank"]
    assert [seat.role for seat in made.seats] == ["رئیس", "دبیر", "عضو"]
    assert len(made.copies) == FEWEST
    assert len({copy.type for copy in made.copies}) == 2
    meeting = sample_instrument("meeting").meeting
    assert max(len(person.name) for person in meeting.present) > 40
    assert meeting.date.full == "شنبه ۱۵ شهریور ۱۴۰۴"


def test_the_control_block_of_a_sample_has_its_seven_labels(small_workspace):
    assert len(sample_instrument("seat").document.control) == 7
    (decree,) = [kind for kind in kinds_of(small_workspace) if kind.key == "decree"]
    assert compile_template(small_workspace, decree)
    assert sample_instrument("seat", decree.title).document.kind == decree.title
