"""Nodes to validated models; what does not fit becomes problems at their places."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from generator.messages import MESSAGES
from generator.model.fields import wrong_type
from generator.model.records import FieldPath, Finding, Record
from generator.problems import Location, Problem, suggestion
from generator.sources.positions import Node, Scalar

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Normalisation:
    """A text that was changed on the way in."""

    location: Location
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Loaded(Generic[R]):
    """A record together with the tree it was read from."""

    record: R
    node: Node = field(repr=False)

    @property
    def path(self) -> str:
        return self.node.location.path

    def problem(self, finding: Finding) -> Problem:
        """A rule's finding, at the place of the value it concerns."""
        return Problem(finding.code, self.node.locate(finding.path), finding.args)


def bind(node: Node, model: type[R], normalisations: list[Normalisation]) -> tuple[Loaded[R] | None, list[Problem]]:
    """The record that a tree describes, or None and every problem of its values.

    Texts that were normalised are added to ``normalisations``.
    """

    def listener(before: str, after: str) -> None:
        place = before.location if isinstance(before, Scalar) else node.location
        normalisations.append(Normalisation(place, str(before), after))

    # Keys without a value are left out for validation, so their names are looked at apart.
    problems = [_unknown_key(node, model, path) for path in _blank_unknown_keys(node, model, ())]
    try:
        record = model.model_validate(node.plain(), context=listener)
    except ValidationError as fault:
        return None, problems + [_problem(node, model, dict(error)) for error in fault.errors(include_url=False)]
    return (None if problems else Loaded(record, node)), problems


def _problem(node: Node, model: type[BaseModel], error: dict[str, Any]) -> Problem:
    path: FieldPath = error["loc"]
    kind: str = error["type"]
    if kind in MESSAGES:
        return Problem(kind, node.locate(path), error["ctx"])
    if kind == "missing":
        return _missing(node, path)
    if kind == "extra_forbidden":
        return _unknown_key(node, model, path)
    if kind == "literal_error":
        allowed = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        value = str(error["input"]) if isinstance(error["input"], str) else "…"
        near = suggestion(value, allowed)
        words = {"allowed_fa": "، ".join(allowed), "allowed_en": ", ".join(allowed)}
        return Problem("M210", node.locate(path), {"value": value, **words, **near})
    expected = list if kind == "list_type" else dict
    return Problem("M203", node.locate(path), wrong_type(expected, error["input"]).context or {})


def _unknown_key(node: Node, model: type[BaseModel], path: FieldPath) -> Problem:
    key = str(path[-1])
    return Problem("M202", node.locate_key(path), {"key": key, **suggestion(key, _fields_at(model, path[:-1]))})


def _blank_unknown_keys(node: Node, annotation: Any, path: FieldPath) -> Iterator[FieldPath]:  # noqa: ANN401
    record = _record_class(annotation)
    below: Iterable[tuple[str | int, Node]] = ()
    if isinstance(node.value, dict):
        below = node.value.items()
    elif isinstance(node.value, list):
        below = enumerate(node.value)
    for step, child in below:
        if child.is_blank and record is not None and step not in record.model_fields:
            yield (*path, step)
        yield from _blank_unknown_keys(child, _step_into(annotation, step), (*path, step))


def _missing(node: Node, path: FieldPath) -> Problem:
    key = str(path[-1])
    around: Node | None = node
    for step in path[:-1]:
        around = around.child(step) if around else None
    code = "M209" if around is not None and around.child(path[-1]) is not None else "M201"
    return Problem(code, node.locate(path), {"key": key})


def _fields_at(model: type[BaseModel], path: FieldPath) -> list[str]:
    """The keys that the record at ``path`` knows."""
    annotation: Any = model
    for step in path:
        annotation = _step_into(annotation, step)
    record = _record_class(annotation)
    return list(record.model_fields) if record else []


def _step_into(annotation: Any, step: str | int) -> Any:  # noqa: ANN401  # any annotation of a field
    if typing.get_origin(annotation) in (list, dict):
        return typing.get_args(annotation)[-1]
    record = _record_class(annotation)
    return record.model_fields[str(step)].annotation if record and str(step) in record.model_fields else None


def _record_class(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401  # any annotation of a field
    for candidate in (annotation, *typing.get_args(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return candidate
    return None
