"""The house: imports run downward, files and functions keep their size."""

from __future__ import annotations

import ast
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

LARGEST_FILE = 450
LONGEST_FUNCTION = 60
DATA_FILES = {"messages.py", "vocabulary.py"}


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [program, "--no-logo", "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )  # fmt: skip


@pytest.fixture
def copy(root, tmp_path) -> Path:
    shutil.copytree(root / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(root / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path


def test_the_contracts_hold(copy):
    done = _lint(copy)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("module", "statement", "contract"),
    [
        ("persian/text.py", "import generator.cli", "imports run downward only BROKEN"),
        ("sources/binding.py", "import generator.templating", "imports run downward only BROKEN"),
        ("model/body.py", "import jinja2", "docxtpl and jinja2 live in templating BROKEN"),
        ("batch.py", "import pypdf", "pypdf lives in pdf BROKEN"),
        ("planning.py", "import yaml", "YAML is read in sources alone BROKEN"),
        ("sources/dataset.py", "import lxml", "lxml and python-docx live in ooxml and templating BROKEN"),
    ],
)
def test_a_planted_violation_breaks_its_contract(copy, module, statement, contract):
    file = copy / "generator" / module
    file.write_text(file.read_text("utf-8") + f"\n{statement}\n", "utf-8")
    done = _lint(copy)
    assert done.returncode != 0
    assert contract in done.stdout


def _functions(root: Path) -> dict[str, int]:
    lengths = {}
    for file in (root / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
                lengths[f"{file.relative_to(root)}:{node.name}"] = (node.end_lineno or 0) - first.lineno + 1
    return lengths


def test_functions_fit_a_screen(root):
    lengths = _functions(root)
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
    assert statistics.quantiles(lengths.values(), n=10)[-1] < 30


def test_rooms_keep_their_size(root):
    sizes = {
        str(file.relative_to(root)): len(file.read_text("utf-8").splitlines())
        for file in (root / "generator").rglob("*.py")
        if file.name not in DATA_FILES
    }
    assert {name: size for name, size in sizes.items() if size > LARGEST_FILE} == {}
