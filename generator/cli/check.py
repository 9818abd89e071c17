"""``dabir check``."""

from __future__ import annotations

from typing import Any

import click

from generator.cli.compliance import judging_options
from generator.cli.options import json_option, open_workspace
from generator.cli.printing import counted, print_json, print_problems
from generator.compliance import Compliance, judge
from generator.pipeline import compile_templates
from generator.planning import ALL_KINDS, Selection, make_plan
from generator.problems import sort_problems, worst_exit_code
from generator.sources.dataset import read_dataset


@click.command("check")
@click.option("--normalised", is_flag=True, help="List the texts that were normalised on the way in.")
@click.option("--no-notes", is_flag=True, help="Leave out notes, which are no faults.")
@click.option("--rules", is_flag=True, help="Check the rules of P-CL02 too; the next three options belong to it.")
@judging_options
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    normalised: bool,
    no_notes: bool,
    rules: bool,
    as_json: bool,
    **judging: Any,  # noqa: ANN401  # the options of judging_options
) -> None:
    """Read all inputs and templates and report every problem at once."""
    if any(judging.values()) and not rules:
        raise click.UsageError("--year, --today and --province belong to --rules")
    workspace = open_workspace(ctx)
    dataset = read_dataset(workspace)
    templates = compile_templates(workspace, [kind.record for kind in dataset.kinds.values()])
    plan = make_plan(dataset, [ALL_KINDS], Selection(all_provinces=True))
    problems = sort_problems([*dataset.problems, *plan.problems, *templates.problems])
    compliance = judge(dataset, **judging) if rules else None
    if compliance is not None:
        problems = sort_problems([*compliance.unsaid(problems), *compliance.problems])
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
                **_judged(compliance),
            }
        )
    else:
        for change in changes:
            click.echo(f"{change.location}: {change.before!r} → {change.after!r}")
        print_problems(problems)
        click.echo(f"{dataset.files} files, {len(templates.compiled)} templates: {counted(problems)}")
        if compliance is not None:
            click.echo(f"P-CL02 in {compliance.year} as of {compliance.today.iso}")
    ctx.exit(int(worst_exit_code(problems)))


def _judged(compliance: Compliance | None) -> dict[str, Any]:
    """For which year and as of which day the rules were judged; nothing when they were not."""
    return {"rules": {"year": compliance.year, "today": compliance.today.iso}} if compliance else {}
