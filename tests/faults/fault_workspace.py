"""Workspaces for the fault tests, the command run in them, and the annotations of faulty inputs."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from generator.cli import main

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
BASE = HERE / "base"
INPUTS = HERE / "inputs"
SIDECARS = ("expected.txt", "deleted.txt")
ANNOTATION = re.compile(r"\s*#! (?P<column>\d+) (?P<code>[A-Z]\d{3})")
EXPECTED = re.compile(r"(?P<path>.+?)(?::(?P<line>\d+):(?P<column>\d+))? (?P<code>[A-Z]\d{3})")


@dataclass(frozen=True)
class Run:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def problems(self):
        return self.json["problems"]

    @property
    def codes(self):
        """The codes of all faults, each time it was reported."""
        return sorted(problem["code"] for problem in self.problems if problem["severity"] == "fault")


def build(folder, *overlays, kinds=("decree", "invitation", "minutes", "procedure", "distribution-list")):
    """A sound workspace: the base of this folder with kinds and templates of the repository."""
    shutil.copytree(BASE, folder)
    shutil.copytree(REPOSITORY / "templates", folder / "templates")
    (folder / "data" / "kinds").mkdir()
    for kind in kinds:
        shutil.copy(REPOSITORY / "data" / "kinds" / f"{kind}.yaml", folder / "data" / "kinds")
    for overlay in overlays:
        _lay_over(overlay, folder)
    return folder


def _lay_over(case, folder):
    for name in _lines(case / "deleted.txt"):
        target = folder / name
        shutil.rmtree(target) if target.is_dir() else target.unlink()
    for source in sorted(path for path in case.rglob("*") if path.is_file() and path.name not in SIDECARS):
        target = folder / source.relative_to(case)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _lines(path):
    return path.read_text("utf-8").split("\n")[:-1] if path.exists() else []


def annotated(case):
    """The faults that a case announces, sorted: (path, line, column, code), with 0 for no line or column."""
    found = [_expected(line) for line in _lines(case / "expected.txt")]
    for path in case.rglob("*.yaml"):
        if path.is_file():
            found += _annotations(path, path.relative_to(case).as_posix())
    return sorted(found)


def _expected(line):
    match = EXPECTED.fullmatch(line)
    assert match, f"not of the form «path:line:column CODE»: {line}"
    return match["path"], int(match["line"] or 0), int(match["column"] or 0), match["code"]


def _annotations(path, shown):
    concerned = 0
    for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").split("\n"), start=1):
        if match := ANNOTATION.fullmatch(line):
            yield shown, concerned, int(match["column"]), match["code"]
        else:
            assert not line.lstrip().startswith("#!"), f"{path}:{number}: not of the form «#! column CODE»"
            concerned = number


def reported(problems):
    """Problems in the form of :func:`annotated`."""
    places = [(problem["location"], problem["code"]) for problem in problems]
    return sorted((place["path"], place.get("line", 0), place.get("column", 0), code) for place, code in places)


def run(*arguments, workspace=None):
    """Run the command in this process, by its own entry point."""
    words = ["dabir", *(["--workspace", str(workspace)] if workspace else []), *map(str, arguments)]
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.object(sys, "argv", words),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        contextlib.suppress(SystemExit),
    ):
        code = None
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code
    assert isinstance(code, int), "the command did not end by its exit code"
    return Run(code, out.getvalue(), err.getvalue())


def command(workspace, *arguments):
    """The words that start the command as a process of its own."""
    return [sys.executable, "-c", "from generator.cli import main; main()", "--workspace", str(workspace), *arguments]


def environment(**changes):
    return os.environ | {"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"} | changes


def start(workspace, *arguments, **changes):
    """The command as a process of its own."""
    return subprocess.Popen(
        command(workspace, *arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**changes),
        # A runner in the background may have SIGINT ignored, which children inherit.
        preexec_fn=_default_interrupt,  # noqa: PLW1509  # no threads are running here
    )


def _default_interrupt():
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def run_apart(workspace, *arguments, **changes):
    """Run the command as a process of its own to its end."""
    process = start(workspace, *arguments, **changes)
    out, err = process.communicate(timeout=60)
    return Run(process.returncode, out, err)


def assert_well_said(problems):
    """Every problem has its texts and cures in both languages, filled in."""
    for problem in problems:
        for key in ("fa", "en", "hint_fa", "hint_en"):
            text = problem[key]
            assert text.strip(), (problem["code"], key)
            # The pattern of a kind is quoted with its braces, and so are the tags of a template.
            unquoted = re.sub(r"«[^»]*»|'[^']*'|\{\{[^}]*\}\}|\{%[^%]*%\}", "", text)
            assert "{" not in unquoted or problem["code"].startswith("T"), (problem["code"], key, text)
        assert re.search("[\u0600-\u06ff]", problem["fa"]), problem["fa"]
