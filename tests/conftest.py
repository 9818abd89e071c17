"""What all tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator import Workspace

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A new workspace with the starter data and templates."""
    return Workspace.create(tmp_path / "workspace")


@pytest.fixture
def small_workspace(tmp_path: Path) -> Workspace:
    """A workspace with Fars and Kerman alone, which is enough for most tests and quick to read."""
    made = Workspace.create(tmp_path / "workspace")
    for folder in (made.data / "offices").iterdir():
        if folder.name not in ("07-fars", "08-kerman"):
            shutil.rmtree(folder)
    return made


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failure: the program it needs was not installed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
