"""The reference pages say what the program says."""

from __future__ import annotations

import pytest
from doc_tables import DOCS, TABLES, documented_fields, record_fields, records, with_fresh_tables

from generator.messages import MESSAGES
from generator.model.patterns import NUMBER_NAMES, TEXT_NAMES
from generator.problems import ExitCode
from generator.settings import Settings
from generator.templating import FILTERS, environment

KINDS_PAGE = (DOCS / "kinds-and-templates.md").read_text("utf-8")
INPUTS_PAGE = (DOCS / "inputs.md").read_text("utf-8")
PROBLEMS_PAGE = (DOCS / "problems.md").read_text("utf-8")


@pytest.mark.parametrize("page", ["kinds-and-templates.md", "inputs.md", "problems.md"])
def test_generated_tables_are_fresh(page):
    text = (DOCS / page).read_text("utf-8")
    assert with_fresh_tables(text) == text, "run .venv/bin/python tests/docs/doc_tables.py"


def test_each_generated_table_stands_in_a_page():
    pages = KINDS_PAGE + INPUTS_PAGE + PROBLEMS_PAGE
    assert [name for name in TABLES if pages.count(f"<!-- table: {name} -->") != 1] == []


@pytest.mark.parametrize("record", records(), ids=lambda record: record.__name__)
def test_each_field_of_a_record_is_documented_with_its_type(record):
    documented = documented_fields(INPUTS_PAGE, record.__name__) or documented_fields(KINDS_PAGE, record.__name__)
    assert [(key, kind.replace("inputs.md", ""), needed) for key, kind, needed in documented] == record_fields(record)


def test_each_settings_key_is_documented():
    for section, table in Settings.model_fields.items():
        for key in table.annotation.model_fields:
            assert f"| `{section}.{key}` |" in INPUTS_PAGE


def test_each_placeholder_of_patterns_is_documented():
    lines = [line for line in KINDS_PAGE.splitlines() if line.startswith(("| `number` | `{", "| everywhere else"))]
    assert len(lines) == 2
    for line, names in zip(lines, (NUMBER_NAMES, TEXT_NAMES), strict=True):
        assert line.split(" | ")[1].rstrip(" |").split() == [f"`{{{name}}}`" for name in names]


def test_each_filter_is_documented():
    assert [name for name in FILTERS if f"`{name}`" not in KINDS_PAGE] == []


def test_the_built_in_filters_are_named_as_they_are():
    line = KINDS_PAGE.split("Of Jinja's own filters these are there: ", 1)[1].split("Others are refused", 1)[0]
    documented = {word.strip("`().,") for word in line.replace("\n", " ").split()}
    assert documented == set(environment._BUILT_IN_FILTERS)


def test_notes_are_named_as_notes():
    notes = [code for code, message in MESSAGES.items() if message.severity == "note"]
    assert f"{' and '.join(notes)} are notes." in PROBLEMS_PAGE


def test_each_exit_code_is_explained():
    section = PROBLEMS_PAGE.split("## Exit codes", 1)[1].split("## JSON", 1)[0]
    assert [code.value for code in ExitCode if f"| {code.value} |" not in section] == []
