"""Workspaces and the command, as a reader of the documents has them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator import Workspace


@pytest.fixture
def office(tmp_path):
    """A new workspace with the starter data."""
    return Workspace.create(tmp_path / "office").root


@pytest.fixture
def shell():
    """Runs a script in a folder, with the command on the PATH; gives the finished process."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])

    def run(script, folder):
        return subprocess.run(
            ["bash", "-c", script],
            cwd=folder,
            env={**os.environ, "PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=120,
        )

    return run
