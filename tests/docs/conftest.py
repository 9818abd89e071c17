"""Workspaces and the command, as a reader of the documents has them."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from generator import Workspace
from generator.cli import cli


@pytest.fixture
def office(tmp_path):
    """A new workspace with the starter data."""
    return Workspace.create(tmp_path / "office").root


@pytest.fixture
def dabir(office, capsys):
    """Runs a command line of the program in that workspace, in this process; gives exit code, output and messages."""

    def run(line):
        words = shlex.split(line)
        assert words[0] == "dabir"
        code = cli(["--workspace", str(office), *words[1:]], standalone_mode=False)
        said = capsys.readouterr()
        return int(code or 0), said.out, said.err

    return run


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
