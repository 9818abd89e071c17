"""The shipped templates, each in turn."""

from __future__ import annotations

from types import ModuleType

import pytest
from template_samples import NAMES, load_build_templates, template_parts


@pytest.fixture(scope="session")
def build_templates() -> ModuleType:
    return load_build_templates()


@pytest.fixture(params=NAMES)
def template(request) -> tuple[str, dict[str, bytes]]:
    """The name and parts of each shipped template in turn."""
    return request.param, template_parts(request.param)
