"""``dabir template``."""

from __future__ import annotations

import click

from generator.cli.options import json_option, open_workspace
from generator.cli.printing import print_json, print_problems
from generator.model.instrument import describe_names
from generator.model.kind import Kind
from generator.ooxml.starter import starter_template
from generator.pipeline import compile_templates
from generator.problems import DabirError, ExitCode, Location, Problem, suggestion
from generator.publishing import publish_bytes, writing_problem
from generator.sources.dataset import read_dataset
from generator.templating import FILTERS
from generator.workspace import Workspace


@click.group("template")
def command() -> None:
    """List, make and describe Word templates."""


@command.command("list")
@json_option
@click.pass_context
def list_templates(ctx: click.Context, *, as_json: bool) -> None:
    """List the kinds with their templates and whether each template is sound."""
    workspace = open_workspace(ctx)
    kinds = [kind.record for kind in read_dataset(workspace, only=lambda _: False).kinds.values()]
    templates = compile_templates(workspace, kinds)
    if as_json:
        print_json([_as_json(kind, is_sound=kind.key in templates.compiled) for kind in kinds])
    else:
        for kind in kinds:
            mark = "✓" if kind.key in templates.compiled else "✗"
            click.echo(f"{mark} {kind.key:<20} {kind.template:<26} {kind.title}")
        print_problems(templates.problems)
    ctx.exit(int(ExitCode.TEMPLATE if templates.problems else ExitCode.DONE))


def _as_json(kind: Kind, *, is_sound: bool) -> dict[str, object]:
    return {"kind": kind.key, "title": kind.title, "template": kind.template, "per": kind.per, "sound": is_sound}


@command.command("fields")
@click.argument("kind_key", metavar="KIND")
@json_option
@click.pass_context
def fields(ctx: click.Context, *, kind_key: str, as_json: bool) -> None:
    """List the names that the template of KIND may print, with what each is."""
    kind = _kind(open_workspace(ctx), kind_key)
    names = list(describe_names(kind.per))
    if as_json:
        filters = {name: description for name, (_, description) in FILTERS.items()}
        print_json({"names": dict(names), "filters": filters})
        return
    for name, description in names:
        click.echo(f"{name:<36} {description}")
    click.echo()
    for name, (_, description) in FILTERS.items():
        click.echo(f"{'|' + name:<36} {description}")


@command.command("new")
@click.argument("kind_key", metavar="KIND")
@click.option("--form", is_flag=True, help="A form with the control block first (like minutes) instead of a letter.")
@click.pass_context
def new(ctx: click.Context, *, kind_key: str, form: bool) -> None:
    """Make a starter template with the right Persian styles for KIND, whose YAML must exist."""
    workspace = open_workspace(ctx)
    kind = _kind(workspace, kind_key)
    path = workspace.templates / kind.template
    shown = workspace.shown(path)
    if path.exists():
        raise DabirError(Problem("O703", Location(shown)))
    try:
        publish_bytes(starter_template(kind.title, "form" if form else "letter", kind.per), path)
    except OSError as fault:
        raise DabirError(writing_problem(fault, path, Location(shown))) from fault
    click.echo(f"قالب ساخته شد / template made: {shown}")


def _kind(workspace: Workspace, key: str) -> Kind:
    kinds = read_dataset(workspace, only=lambda _: False).kinds
    if key not in kinds:
        raise DabirError(Problem("R304", Location("KIND"), {"value": key, **suggestion(key, kinds)}))
    return kinds[key].record
