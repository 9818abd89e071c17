"""docs/instruments.md lists what the shipped data makes, and each link has its picture."""

from __future__ import annotations

import importlib.util
import re

from generator import Workspace, read_dataset


def _gallery(root):
    spec = importlib.util.spec_from_file_location("gallery", root / "tools" / "gallery.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_is_that_of_the_shipped_data(root):
    gallery = _gallery(root)
    dataset = read_dataset(Workspace.open(root))
    text = (root / "docs" / "instruments.md").read_text("utf-8")
    assert text == gallery.HEAD + gallery.table(dataset, gallery.samples(dataset))


def test_each_link_has_its_picture_and_no_picture_is_left_over(root):
    text = (root / "docs" / "instruments.md").read_text("utf-8")
    linked = set(re.findall(r"\((pictures/instruments/[^)]+)\)", text))
    kept = {path.relative_to(root / "docs").as_posix() for path in (root / "docs/pictures/instruments").glob("*")}
    assert linked == kept
