"""The drafts that all tests of instruments look at."""

from __future__ import annotations

import pytest
from drafted_documents import Drafts, small


@pytest.fixture(scope="session")
def drafts(tmp_path_factory) -> Drafts:
    """Drafts of Fars, of the national level and of what belongs to no office."""
    made = Drafts(small(tmp_path_factory.mktemp("instruments") / "workspace"))
    assert [problem for problem in made.dataset.problems if problem.is_fault] == []
    assert made.plan.problems == made.report.problems == []
    return made


@pytest.fixture(scope="session")
def sending_drafts(tmp_path_factory) -> Drafts:
    """The same as sending copies."""
    return Drafts(small(tmp_path_factory.mktemp("sending") / "workspace"), sending_copy=True)
