"""A small workspace and its workbook, which the tests of Excel spoil."""

from __future__ import annotations

import shutil

import pytest
from workbook_samples import build_office

from generator import Workspace
from generator.sources.dataset import read_dataset
from generator.sources.xlsx_export import make_workbook


@pytest.fixture(scope="session")
def sound_office(tmp_path_factory):
    """A workspace with one small office; no test changes it."""
    return build_office(tmp_path_factory.mktemp("excel") / "office")


@pytest.fixture(scope="session")
def sound_workbook(sound_office):
    """The workbook of that office, as bytes."""
    dataset = read_dataset(sound_office)
    return make_workbook(dataset, [data for data in dataset.offices if data.office.folder == "07-fars"])


@pytest.fixture
def office(sound_office, tmp_path):
    """A workspace of its own with that office."""
    shutil.copytree(sound_office.root, tmp_path / "office")
    return Workspace.open(tmp_path / "office")
