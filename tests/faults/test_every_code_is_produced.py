"""No code of the message table without an input or a command that produces it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from fault_workspace import HERE, INPUTS, REPOSITORY, annotated

from generator.messages import MESSAGES


def produced_by_inputs():
    return {code for case in INPUTS.iterdir() for *_, code in annotated(case)}


def named_in_tests():
    """The codes that stand as text in the other tests of this folder and in the corpus of faulty templates."""
    found = set()
    for path in (
        *HERE.glob("test_*.py"),
        HERE.parent / "test_drafts.py",
        *(HERE.parent / "lint").glob("*.py"),
        *(HERE.parent / "compliance").glob("test_*.py"),
        *(HERE.parent / "meetings").glob("test_*.py"),
        *(HERE.parent / "excel").glob("test_*.py"),
    ):
        if path != Path(__file__):
            tree = ast.parse(path.read_text("utf-8"))
            texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
            found |= {code for text in texts if isinstance(text, str) for code in re.findall(r"\b[A-Z]\d{3}\b", text)}
    return found & MESSAGES.keys()


def test_every_code_is_produced_by_some_fault_test():
    assert MESSAGES.keys() - produced_by_inputs() - named_in_tests() == set()


def test_a_code_that_is_never_reported_is_not_in_the_program():
    sources = [path for path in (REPOSITORY / "generator").rglob("*.py") if path.name != "messages.py"]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    assert {code for code in MESSAGES if f'"{code}"' not in text} == set()


def test_inputs_announce_known_codes_only():
    assert produced_by_inputs() <= MESSAGES.keys()
