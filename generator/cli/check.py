"""``dabir check``."""

from __future__ import annotations

import click

from generator.cli.options import json_option, open_workspace
from generator.cli.printing import counted, print_json, print_problems
from generator.pipeline import compile_templates
from generator.planning import ALL_KINDS, Selection, make_plan
from generator.problems import sort_problems, worst_exit_code
from generator.sources.dataset import read_dataset


@click.command("check")
@click.option("--normalised", is_flag=True, help="List the texts that were normalised on the way in.")
@click.option("--no-notes", is_flag=True, help="Leave out notes, which are no faults.")
@json_option
@click.pass_context
def command(ctx: click.Context, *, normalised: bool, no_notes: bool, as_json: bool) -> None:
    """Read all inputs and templates and report every problem at once."""
    workspace = open_workspace(ctx)
    dataset = read_dataset(workspace)
    templates = compile_templates(workspace, [kind.record for kind in dataset.kinds.values()])
    plan = make_plan(dataset, [ALL_KINDS], Selection(all_provinces=True))
    problems = sort_problems([*dataset.problems, *plan.problems, *templates.problems])
    if no_notes:
        problems = [problem for problem in problems if problem.is_fault]
    changes = dataset.normalisations if normalised else []
    if as_json:
        listed = [{"place": str(n.location), "before": n.before, "after": n.after} for n in changes]
        print_json(
            {
                "files": dataset.files,
                "templates": len(templates.compiled),
                "problems": [problem.as_json() for problem in problems],
                "normalised": listed,
            }
        )
    else:
        for change in changes:
            click.echo(f"{change.location}: {change.before!r} → {change.after!r}")
        print_problems(problems)
        click.echo(f"{dataset.files} files, {len(templates.compiled)} templates: {counted(problems)}")
    ctx.exit(int(worst_exit_code(problems)))
