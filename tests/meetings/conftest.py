"""A workspace with Fars alone, the command in it, and meetings brought to a state by commands."""

from __future__ import annotations

import contextlib
import functools
import io
import re
import shlex
import shutil
import sys
from dataclasses import dataclass
from unittest import mock

import pytest
from meeting_samples import KEY, STEPS

from generator import Workspace
from generator.cli import main


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def codes(self):
        """The codes of the problems that were told."""
        return [line.split(": ")[1].split()[0] for line in self.err.splitlines() if _tells_a_problem(line)]


def _tells_a_problem(line):
    return not line.startswith(" ") and ": " in line and " / " not in line


def _run(root, line):
    words = ["dabir", "--workspace", str(root), "meeting", *shlex.split(line)]
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.object(sys, "argv", words),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as leaving,
    ):
        main()
    return Answer(leaving.value.code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="session")
def fars(tmp_path_factory):
    """The inputs of a workspace with the national office and Fars alone, and one more province by name."""
    root = Workspace.create(tmp_path_factory.mktemp("fars") / "workspace").root
    for folder in (root / "data" / "offices").iterdir():
        if folder.name not in ("07-fars", "national"):
            shutil.rmtree(folder)
    listing = root / "data" / "provinces.yaml"
    provinces = re.split(r"(?m)^(?=  - )", listing.read_text("utf-8"))
    kept = [text for text in provinces[1:] if "slug: fars\n" in text or "slug: yazd\n" in text]
    listing.write_text(provinces[0] + "".join(kept), "utf-8")
    for name in ("templates", "data/kinds", "data/procedures"):
        shutil.rmtree(root / name)
        (root / name).mkdir()
    return root


@pytest.fixture(scope="session")
def states(fars, tmp_path_factory):
    """The file of a new meeting in each state, brought there by the commands alone."""
    root = tmp_path_factory.mktemp("states") / "workspace"
    shutil.copytree(fars, root)
    path = root / "data" / "offices" / "07-fars" / "meetings" / f"{KEY}.yaml"
    found = {}
    for state, line in STEPS.items():
        if state == "closed":
            assert _run(root, f"send fars {KEY} --date 1406/04/26").code == 0
        answer = _run(root, line)
        assert answer.code == 0, answer.err
        found[state] = path.read_bytes()
    return found


@pytest.fixture
def workspace(fars, tmp_path):
    shutil.copytree(fars, tmp_path / "workspace")
    return Workspace.open(tmp_path / "workspace")


@pytest.fixture
def meetings(workspace):
    """The folder of the meetings of Fars."""
    return workspace.data / "offices" / "07-fars" / "meetings"


@pytest.fixture
def dabir(workspace):
    """Runs ``dabir meeting …`` in this process, by the command's own entry point."""
    return functools.partial(_run, workspace.root)


@pytest.fixture
def brought_to(states, meetings):
    """Puts the meeting there in a state, and gives its file."""

    def bring(state):
        path = meetings / f"{KEY}.yaml"
        path.write_bytes(states[state])
        return path

    return bring
