"""docs/licences.md names everything that pyproject.toml asks for, and what it says of licences is what packages say."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib

import pytest
from doc_tables import DOCS, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
TEXT = (DOCS / "licences.md").read_text("utf-8")
ROWS = {
    row[0].strip(): [cell.strip() for cell in row[1].split("|")]
    for row in re.findall(r"^\|([^|]+)\|(.+)\|$", TEXT, re.MULTILINE)
}


def names(requirements):
    return [re.match(r"[\w.-]+", requirement)[0].lower() for requirement in requirements]


RUN = names(PROJECT["project"]["dependencies"])
TEST = names(requirement for group in PROJECT["dependency-groups"].values() for requirement in group)
BUILD = names(PROJECT["build-system"]["requires"])


@pytest.mark.parametrize("name", [*RUN, *TEST])
def test_each_dependency_has_a_row_with_its_licence(name):
    assert name in ROWS
    licence = ROWS[name][1]
    metadata = importlib.metadata.metadata(name)
    said = [metadata["License-Expression"], metadata["License"], *metadata.get_all("Classifier", [])]
    family = licence.split("-")[0]
    assert any(family.lower() in text.lower() for text in filter(None, said)), said


def test_the_build_backend_is_named():
    assert all(name in TEXT for name in BUILD)


def test_nothing_is_listed_that_is_not_asked_for():
    python_packages = [
        name for name in ROWS if re.fullmatch(r"[a-z][a-z0-9.-]*", name) and name not in ("package", "what")
    ]
    system = {"fontconfig", "poppler-utils", "fonts-farsiweb", "fonts-liberation"}
    assert set(python_packages) - system == {*RUN, *TEST}


def test_a_copyleft_package_is_said_to_be_imported_unmodified():
    for name, cells in ROWS.items():
        if "GPL" in cells[1] and name in {*RUN, *TEST}:
            assert "unmodified" in cells[0], name
