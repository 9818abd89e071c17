"""``dabir template``."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from generator.cli.options import json_option, open_workspace
from generator.cli.printing import counted, print_json, print_problems
from generator.drafts import DraftJournal
from generator.model.instrument import describe_names, offered
from generator.model.kind import Kind
from generator.ooxml.starter import starter_template
from generator.pdf import Conversion, convert
from generator.pipeline import compile_template, compile_templates
from generator.problems import DabirError, ExitCode, Location, Problem, sort_problems, suggestion, worst_exit_code
from generator.publishing import publish_bytes, writing_problem
from generator.sources.dataset import read_dataset
from generator.templating import FILTERS
from generator.templating.files import read_template
from generator.templating.lint import fix_template, lint_template
from generator.templating.preview import sample_instrument
from generator.workspace import Workspace

FIXED_ENDING = ".fixed.docx"
PREVIEWS_FOLDER = "previews"


@click.group("template")
def command() -> None:
    """List, make, describe, lint and preview Word templates."""


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


@dataclass(slots=True)
class _Linting:
    """What linting some templates came to."""

    problems: list[Problem] = field(default_factory=list)
    mendable: list[Problem] = field(default_factory=list)
    copies: list[tuple[str, str, list[Problem]]] = field(default_factory=list)
    """Each mended copy: the template, the copy and what was mended in it."""

    def as_json(self, templates: int) -> dict[str, object]:
        listed = [{**problem.as_json(), "mendable": problem in self.mendable} for problem in self.problems]
        copies = [
            {"template": template, "copy": copy, "mended": [problem.as_json() for problem in mended]}
            for template, copy, mended in self.copies
        ]
        return {"templates": templates, "problems": listed, "fixed": copies}


@command.command("lint")
@click.argument("kind_keys", metavar="[KIND]...", nargs=-1)
@click.option(
    "--fix", is_flag=True, help="Write a copy beside each template in which all that is mechanical is mended."
)
@json_option
@click.pass_context
def lint(ctx: click.Context, *, kind_keys: tuple[str, ...], fix: bool, as_json: bool) -> None:
    """Look through the templates of all kinds, or of each KIND, for what would look wrong or lose text.

    With --fix, what is printed as a problem is what remains in the copy.
    """
    workspace = open_workspace(ctx)
    kinds = _kinds(workspace, kind_keys)
    linting = _Linting()
    for kind in kinds:
        try:
            _lint(workspace, kind, linting, fix=fix)
        except DabirError as fault:
            linting.problems += fault.problems
    linting.problems = sort_problems(linting.problems)
    if as_json:
        print_json(linting.as_json(len(kinds)))
    else:
        _print_linting(linting, len(kinds))
    ctx.exit(int(worst_exit_code(linting.problems)))


def _lint(workspace: Workspace, kind: Kind, linting: _Linting, *, fix: bool) -> None:
    path = workspace.templates / kind.template
    shown = workspace.shown(path)
    limits = workspace.settings.limits
    content = read_template(path, shown, limits)
    found = lint_template(content, shown, kind.per, limits=limits)
    if not fix or not found.mendable:
        linting.problems += found.problems
        linting.mendable += found.mendable
        return
    fixed = fix_template(content, shown, kind.per, limits=limits)
    copy = path.with_name(path.stem + FIXED_ENDING)
    _write_new(fixed.content, copy, workspace.shown(copy))
    linting.problems += fixed.remaining
    linting.copies.append((shown, workspace.shown(copy), fixed.mended))


def _print_linting(linting: _Linting, templates: int) -> None:
    for template, copy, mended in linting.copies:
        click.echo(f"{template} → {copy}")
        for problem in mended:
            place = " ¶ ".join(filter(None, (problem.location.part, problem.location.paragraph)))
            click.echo(f"    ✓ {problem.code} {problem.message.slug}: {place}")
    print_problems(linting.problems)
    mendable = f"; {len(linting.mendable)} can be mended with --fix" if linting.mendable else ""
    click.echo(f"{templates} templates: {counted(linting.problems)}{mendable}")


def _write_new(content: bytes, path: Path, shown: str) -> None:
    """Write a file where there is none; the same file there already is left as it is. Raises DabirError (O7xx)."""
    try:
        if path.exists():
            if path.is_file() and path.read_bytes() == content:
                return
            raise DabirError(Problem("O703", Location(shown)))
        publish_bytes(content, path)
    except OSError as fault:
        raise DabirError(writing_problem(fault, Path(shown), Location(shown))) from fault


@command.command("preview")
@click.argument("kind_key", metavar="KIND")
@click.option("--pdf", is_flag=True, help="Make a PDF of it too.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Where to write it.")
@click.pass_context
def preview(ctx: click.Context, *, kind_key: str, pdf: bool, out: Path | None) -> None:
    """Render the template of KIND with sample data, to see what it looks like.

    The samples come from the names that the kind offers: long and short ones, and every sort of block and role.
    """
    workspace = open_workspace(ctx)
    kind = _kind(workspace, kind_key)
    document = compile_template(workspace, kind).render(offered(sample_instrument(kind.per, kind.title), kind.per))
    folder = workspace.output / PREVIEWS_FOLDER
    path = out.absolute() if out else folder / f"{kind.key}.docx"
    _write_preview(document.content, path, workspace, is_ours=out is None)
    if pdf:
        target = path.with_suffix(".pdf")
        _write_preview(_converted(workspace, path), target, workspace, is_ours=out is None)


def _write_preview(content: bytes, path: Path, workspace: Workspace, *, is_ours: bool) -> None:
    """Write a preview; in its own folder over an older one of ours. Raises DabirError (O7xx)."""
    shown = workspace.shown(path)
    if is_ours:
        try:
            outcome = DraftJournal(path.parent).write(content, path, shown)
        except OSError as fault:
            raise DabirError(writing_problem(fault, path, Location(shown))) from fault
        if isinstance(outcome, Problem):
            raise DabirError(outcome)
    else:
        _write_new(content, path, shown)
    click.echo(f"پیش‌نمایش / preview: {shown}")


def _converted(workspace: Workspace, docx: Path) -> bytes:
    """The PDF of a document. Raises DabirError with what kept it from being made."""
    with tempfile.TemporaryDirectory(prefix="dabir-preview-") as scratch:
        conversion = Conversion(docx, Path(scratch) / "preview.pdf")
        problem = convert([conversion], workspace.settings.pdf, workspace.settings.fonts)[conversion]
        if problem:
            raise DabirError(Problem(problem.code, Location(workspace.shown(docx)), problem.args))
        return conversion.pdf.read_bytes()


def _kinds(workspace: Workspace, keys: Sequence[str]) -> list[Kind]:
    """The kinds of these keys, each once, or all."""
    if keys:
        return [_kind(workspace, key) for key in dict.fromkeys(keys)]
    return [kind.record for kind in read_dataset(workspace, only=lambda _: False).kinds.values()]


def _kind(workspace: Workspace, key: str) -> Kind:
    kinds = read_dataset(workspace, only=lambda _: False).kinds
    if key not in kinds:
        raise DabirError(Problem("R304", Location("KIND"), {"value": key, **suggestion(key, kinds)}))
    return kinds[key].record
