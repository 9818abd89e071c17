"""The shipped templates as parts, and the tool that builds them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from generator.ooxml.package import read_package

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
LETTERS = (
    "decree",
    "nomination-request",
    "substitute-confirmation",
    "cda-appointment",
    "ta-appointment",
    "invitation",
    "agenda",
    "notification",
    "transmittal",
    "expert-report",
)
FORMS = ("minutes", "distribution-list", "procedure", "compliance-report")
LANDSCAPE = ("compliance-report",)
NAMES = (*LETTERS, *FORMS)


def load_build_templates() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_templates", ROOT / "tools" / "build_templates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # The tool finds its package beside itself, as it does when it is run.
    if str(ROOT / "tools") not in sys.path:
        sys.path.append(str(ROOT / "tools"))
    spec.loader.exec_module(module)
    return module


def template_parts(name: str) -> dict[str, bytes]:
    parts, problems = read_package((TEMPLATES / f"{name}.docx").read_bytes(), path=name)
    assert problems == []
    return parts
