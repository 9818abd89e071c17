"""The shipped templates as parts, and the tool that builds them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from generator.ooxml.package import read_package

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
NAMES = ("decree", "invitation", "minutes", "distribution-list", "procedure")


def load_build_templates() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_templates", ROOT / "tools" / "build_templates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def template_parts(name: str) -> dict[str, bytes]:
    parts, problems = read_package((TEMPLATES / f"{name}.docx").read_bytes(), path=name)
    assert problems == []
    return parts
