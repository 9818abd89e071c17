"""The sound workspace that command-level fault tests spoil."""

from __future__ import annotations

import pytest
from fault_workspace import build


@pytest.fixture
def workspace(tmp_path):
    return build(tmp_path / "workspace")
