"""Templates: the only home of docxtpl and jinja2."""

from __future__ import annotations

from generator.templating.compiled import CompiledTemplate, RenderedDocument
from generator.templating.environment import FILTERS
from generator.templating.names import names_offered
from generator.templating.proof import prove

__all__ = ["FILTERS", "CompiledTemplate", "RenderedDocument", "names_offered", "prove"]
