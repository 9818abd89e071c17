"""Whether every name in a template exists, found without rendering it."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes

from generator.model.instrument import OFFERED, Instrument, element_of, is_group, members_of
from generator.model.kind import Per
from generator.problems import suggestion

_REFUSED = (
    nodes.Macro,
    nodes.CallBlock,
    nodes.Import,
    nodes.FromImport,
    nodes.Include,
    nodes.Extends,
    nodes.Block,
    nodes.ScopedEvalContextModifier,
    nodes.Call,
)
_LOOP_NAMES = ("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "previtem", "nextitem")


class _Anything:
    """The type of what cannot be known from the text of a template."""


_ANYTHING = _Anything()
Scope = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NameFault:
    """A code of the message table, the line of the prepared source and the arguments."""

    code: str
    line: int
    args: Mapping[str, str]


def names_offered(per: Per) -> dict[str, Any]:
    """The names a kind offers to its template, with their types."""
    hints = typing.get_type_hints(Instrument)
    return {name: hints[name] for name in OFFERED[per]}


def check_names(tree: nodes.Template, offered: Scope | None) -> Iterator[NameFault]:
    """Every unknown name (T406), construct that templates may not use (T407) and name that is no text (T416).

    With ``offered`` None every name is taken as known.
    """
    if offered is None:
        offered = dict.fromkeys((name.name for name in tree.find_all(nodes.Name)), _ANYTHING)
    yield from _statements(tree.body, dict(offered))


def _statements(body: list[nodes.Node], scope: dict[str, Any]) -> Iterator[NameFault]:
    for node in body:
        if isinstance(node, _REFUSED):
            yield _refusal(node)
        elif isinstance(node, nodes.For):
            yield from _loop(node, scope)
        elif isinstance(node, (nodes.Assign, nodes.AssignBlock)):
            yield from _assignment(node, scope)
        elif isinstance(node, nodes.With):
            yield from _with(node, scope)
        elif isinstance(node, nodes.Output):
            for part in node.nodes:
                yield from _printed(part, scope)
        elif isinstance(node, nodes.If):
            yield from _expression(node.test, scope)
            # A name set in one branch is known after it, as jinja has it.
            yield from _statements([*node.body, *node.elif_, *node.else_], scope)
        else:
            for child in node.iter_child_nodes():
                yield from _expression(child, scope) if isinstance(child, nodes.Expr) else _statements([child], scope)


def _with(node: nodes.With, scope: Scope) -> Iterator[NameFault]:
    inner = dict(scope)
    for target, value in zip(node.targets, node.values, strict=True):
        of, faults = _resolve(value, scope)
        yield from faults
        inner |= dict.fromkeys(_targets(target), of)
    yield from _statements(node.body, inner)


def _printed(node: nodes.Node, scope: Scope) -> Iterator[NameFault]:
    """Groups of names and lists, of which Python's own notation would be printed."""
    of, faults = _resolve(node, scope)
    yield from faults
    if of is _ANYTHING:
        return
    name = _written(node)
    if element_of(of) is not None:
        cure_fa = cure_en = f"{{% for x in {name} %}} … {{% endfor %}}"
    elif is_group(of):
        shown = [f"{name}.{member}" for member in members_of(of) or {}]
        cure_fa, cure_en = "، ".join(shown), ", ".join(shown)
    else:
        return
    yield NameFault("T416", node.lineno, {"name": name, "cure_fa": cure_fa, "cure_en": cure_en})


def _assignment(node: nodes.Assign | nodes.AssignBlock, scope: dict[str, Any]) -> Iterator[NameFault]:
    found: Any = _ANYTHING
    if isinstance(node, nodes.Assign):
        found, faults = _resolve(node.node, scope)
        yield from faults
    else:
        yield from _statements(node.body, scope)
    scope |= dict.fromkeys(_targets(node.target), _ANYTHING)
    if isinstance(node.target, nodes.Name):
        scope[node.target.name] = found


def _loop(node: nodes.For, scope: dict[str, Any]) -> Iterator[NameFault]:
    if node.recursive:
        yield _refusal(node)
    of, faults = _resolve(node.iter, scope)
    yield from faults
    inner = dict(scope) | dict.fromkeys(_targets(node.target), _ANYTHING)
    inner["loop"] = dict.fromkeys(_LOOP_NAMES, _ANYTHING)
    if isinstance(node.target, nodes.Name):
        inner[node.target.name] = _element(of)
    if node.test is not None:
        yield from _expression(node.test, inner)
    yield from _statements(node.body, inner)
    yield from _statements(node.else_, dict(scope))


def _targets(target: nodes.Node) -> list[str]:
    return [name.name for name in target.find_all(nodes.Name)] + (
        [target.name] if isinstance(target, nodes.Name) else []
    )


def _refusal(node: nodes.Node) -> NameFault:
    return NameFault("T407", node.lineno, {"detail": type(node).__name__.lower()})


def _expression(node: nodes.Node, scope: Scope) -> Iterator[NameFault]:
    _, faults = _resolve(node, scope)
    yield from faults


def _resolve(node: nodes.Node, scope: Scope) -> tuple[Any, list[NameFault]]:
    """The type of an expression and the faults in it."""
    if isinstance(node, _REFUSED):
        return _ANYTHING, [] if _is_range(node) else [_refusal(node)]
    if isinstance(node, nodes.Name):
        known = node.name in scope
        faults = [] if known else [_unknown(node.name, node.lineno, node.name, list(scope), "")]
        return scope.get(node.name, _ANYTHING), faults
    if isinstance(node, (nodes.Getattr, nodes.Getitem)):
        return _member(node, scope)
    faults = [fault for child in node.iter_child_nodes() for fault in _resolve(child, scope)[1]]
    if isinstance(node, nodes.Filter) and node.node is not None and node.name in ("first", "last"):
        return _element(_resolve(node.node, scope)[0]), faults
    return _ANYTHING, faults


def _element(of: Any) -> Any:  # noqa: ANN401  # the type of a list's elements, as far as it is known
    return _ANYTHING if of is _ANYTHING else element_of(of) or _ANYTHING


def _is_range(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "range"


def _member(node: nodes.Getattr | nodes.Getitem, scope: Scope) -> tuple[Any, list[NameFault]]:
    around, faults = _resolve(node.node, scope)
    if isinstance(node, nodes.Getattr):
        attribute = node.attr
    elif isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        attribute = node.arg.value
    else:
        return _element(around), faults + _resolve(node.arg, scope)[1]
    if around is _ANYTHING or around is Any:
        return _ANYTHING, faults
    known = around if isinstance(around, dict) else members_of(around) or {}
    if attribute in known:
        return known[attribute], faults
    prefix = _written(node.node)
    return _ANYTHING, [*faults, _unknown(f"{prefix}.{attribute}", node.lineno, attribute, list(known), prefix + ".")]


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return str(node.name)
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return "…"


def _unknown(name: str, line: int, wanted: str, known: list[str], prefix: str) -> NameFault:
    return NameFault("T406", line, {"name": name, **suggestion(prefix + wanted, [prefix + other for other in known])})
