"""The tour of ``docs/tour.fa.md`` as steps: commands, and the output that the page shows for them.

Run from the repository's root, this file writes the outputs of the page anew where they no longer hold::

    .venv/bin/python tests/meetings/tour_steps.py
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from pathlib import Path
from unittest import mock

import pytest

from generator.cli import main as dabir

PAGE = Path(__file__).parents[2] / "docs" / "tour.fa.md"
LEFT_OUT = "…"
_STEP = re.compile(
    r"(?P<head>^```sh\n)(?P<commands>.*?)(?P<between>^```\n\s*</div>\s*^```text\n)(?P<shown>.*?)(?=^```$)",
    re.MULTILINE | re.DOTALL,
)
_SECONDS = re.compile(r"\d+\.\d s")


def steps(page: str) -> list[tuple[list[str], str]]:
    """Each block of commands with the output shown after it."""
    return [(found["commands"].splitlines(), found["shown"]) for found in _STEP.finditer(page)]


def run(line: str) -> tuple[int, str]:
    """A line of the tour in this process, in the current folder: its exit code and all that it printed."""
    name, *arguments = shlex.split(line)
    if name == "cd":
        os.chdir(arguments[0])
        return 0, ""
    if name == "cat":
        return 0, Path(arguments[0]).read_text("utf-8")
    assert name == "dabir", line
    printed = io.StringIO()
    with (
        mock.patch.object(sys, "argv", ["dabir", *arguments]),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        pytest.raises(SystemExit) as leaving,
    ):
        dabir()
    return leaving.value.code, printed.getvalue()


def is_shown(printed: str, shown: str) -> bool:
    """Whether the page shows what was printed, but for seconds and for what it leaves out."""
    patterns = [".*" if line == LEFT_OUT else re.escape(line) for line in _timeless(shown).splitlines()]
    pattern = "\n".join(patterns).replace(".*\n", "(?:.*\n)?").replace("\n.*", "(?:\n.*)?")
    return re.fullmatch(pattern, _timeless(printed).rstrip("\n"), re.DOTALL) is not None


def _timeless(text: str) -> str:
    return _SECONDS.sub("0.0 s", text)


def refreshed(page: str) -> str:
    """The page with the outputs that no longer hold written anew, run in the current folder."""

    def step(found: re.Match[str]) -> str:
        printed = "".join(run(line)[1] for line in found["commands"].splitlines())
        shown = found["shown"] if is_shown(printed, found["shown"]) else _timeless(printed)
        return found["head"] + found["commands"] + found["between"] + shown

    return _STEP.sub(step, page)


def main() -> None:
    """Write the outputs of the page anew."""
    page = PAGE.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        fresh = refreshed(page)
    if fresh != page:
        PAGE.write_text(fresh, "utf-8")


if __name__ == "__main__":
    main()
