"""Dabir (دبیر): official Persian instruments from structured inputs, under document control.

>>> from generator import Workspace, draft, make_plan, read_dataset, Selection
>>> workspace = Workspace.find()
>>> dataset = read_dataset(workspace)
>>> report = draft(workspace, dataset, make_plan(dataset, ["decree"], Selection(provinces=["فارس"])))

The names below are the library; they are imported when they are first used, so that the command starts at once.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.batch import DraftOptions, DraftReport, draft
    from generator.planning import Job, Plan, Selection, make_plan
    from generator.problems import DabirError, ExitCode, Location, Problem
    from generator.settings import Settings
    from generator.sources.dataset import Dataset, read_dataset
    from generator.workspace import Workspace

__all__ = [
    "DabirError",
    "Dataset",
    "DraftOptions",
    "DraftReport",
    "ExitCode",
    "Job",
    "Location",
    "Plan",
    "Problem",
    "Selection",
    "Settings",
    "Workspace",
    "draft",
    "make_plan",
    "read_dataset",
]

_HOMES = {
    "generator.batch": ("DraftOptions", "DraftReport", "draft"),
    "generator.planning": ("Job", "Plan", "Selection", "make_plan"),
    "generator.problems": ("DabirError", "ExitCode", "Location", "Problem"),
    "generator.settings": ("Settings",),
    "generator.sources.dataset": ("Dataset", "read_dataset"),
    "generator.workspace": ("Workspace",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # whatever the name stands for
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME_OF[name]), name)
