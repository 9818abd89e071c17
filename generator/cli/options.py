"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from generator.planning import Selection
from generator.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])

_SELECTION = (
    click.option("--province", "provinces", multiple=True, metavar="CODE-OR-NAME", help="A province; may be repeated."),
    click.option("--all-provinces", is_flag=True, help="Every province and the national office."),
    click.option("--body", "bodies", multiple=True, metavar="CODE", help="Only this body, such as P-CL02."),
    click.option("--meeting", "meetings", multiple=True, metavar="KEY", help="Only this meeting, such as 1404-1."),
    click.option("--seat", "seats", multiple=True, metavar="KEY", help="Only this seat or member."),
    click.option("--project", "projects", multiple=True, metavar="KEY", help="Only this cluster project."),
)


def selection_options(function: F) -> F:
    """Add the options that say which documents are meant; they arrive as :func:`selection_of` takes them."""
    for option in reversed(_SELECTION):
        function = option(function)
    return function


def selection_of(values: dict[str, Any]) -> Selection:
    """The selection that the options describe."""
    return Selection(**{name: values[name] for name in Selection.__dataclass_fields__})


def json_option(function: F) -> F:
    """Add ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def open_workspace(ctx: click.Context) -> Workspace:
    """The workspace of ``--workspace``, or the nearest one upward."""
    folder: str | None = ctx.find_root().obj
    return Workspace.open(folder) if folder else Workspace.find()


def require_place(selection: Selection, *, needs_office: bool) -> None:
    """A usage error when documents of offices are asked for without saying of which."""
    if selection.all_provinces and selection.provinces:
        raise click.UsageError("--province and --all-provinces exclude each other")
    if needs_office and not selection.provinces and not selection.all_provinces:
        raise click.UsageError("say which provinces: --province CODE-OR-NAME or --all-provinces")
