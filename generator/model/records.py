"""The base of every record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen record that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


FieldPath = tuple[str | int, ...]
"""The way from a record to one of its values: keys and list positions."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found in a record: a code of the message table and the path of the value it concerns."""

    code: str
    path: FieldPath
    args: Mapping[str, str] = field(default_factory=dict)
