"""``dabir export``."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import json_option, open_workspace, require_place
from generator.cli.plan import print_left_out
from generator.cli.printing import counted, print_json, print_problems
from generator.planning import Selection, input_problems, make_plan
from generator.problems import worst_exit_code
from generator.sources.dataset import read_dataset
from generator.sources.xlsx_export import export_workbooks


@click.group("export")
def command() -> None:
    """Write the data in another form."""


@command.command("xlsx")
@click.option("--province", "provinces", multiple=True, metavar="CODE-OR-NAME", help="A province; may be repeated.")
@click.option("--all-provinces", is_flag=True, help="Every province and the national office.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="One workbook of all chosen offices; else one for each in output/excel.",
)
@json_option
@click.pass_context
def xlsx(
    ctx: click.Context, *, provinces: tuple[str, ...], all_provinces: bool, out: Path | None, as_json: bool
) -> None:
    """Write rosters, meetings, decisions and projects as Excel workbooks, for «dabir import» to read back."""
    selection = Selection(provinces=provinces, all_provinces=all_provinces)
    require_place(selection, needs_office=True)
    if out is not None and out.suffix.lower() != ".xlsx":
        raise click.UsageError("the name given with --out must end in .xlsx")
    workspace = open_workspace(ctx)
    dataset = read_dataset(workspace)
    plan = make_plan(dataset, (), selection)
    inputs = [problem for problem in input_problems(dataset, plan) if problem.is_fault]
    report = export_workbooks(workspace, dataset, plan.offices if not plan.problems else [], out=out)
    problems = [*inputs, *plan.problems, *report.problems]
    if as_json:
        listed = [problem.as_json() for problem in problems]
        print_json({"written": report.written, "unchanged": report.unchanged, "problems": listed})
    else:
        for path in report.written:
            click.echo(path)
        print_problems(problems)
        print_left_out(inputs)
        click.echo(f"{len(report.written)} written, {len(report.unchanged)} unchanged: {counted(problems)}")
    ctx.exit(int(worst_exit_code(problems)))
