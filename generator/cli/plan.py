"""``dabir plan``."""

from __future__ import annotations

from typing import Any

import click

from generator.cli.options import json_option, open_workspace, require_place, selection_of, selection_options
from generator.cli.printing import counted, print_json, print_problems
from generator.model.parties import sender_of
from generator.planning import ALL_KINDS, Job, Plan, concerns, faulty_inputs, input_problems, make_plan
from generator.problems import Problem, worst_exit_code
from generator.sources.dataset import Dataset, read_dataset
from generator.workspace import Workspace


@click.command("plan")
@click.argument("kinds", metavar="[KIND]...", nargs=-1)
@selection_options
@json_option
@click.pass_context
def command(ctx: click.Context, /, *, kinds: tuple[str, ...], as_json: bool, **selection: Any) -> None:  # noqa: ANN401  # selection_options
    """Show which documents «draft» would make, with their numbers and files. KIND is a kind, or «all»."""
    workspace = open_workspace(ctx)
    dataset = read_dataset(workspace, only=concerns(selection_of(selection)))
    plan = planned(dataset, kinds or (ALL_KINDS,), selection)
    inputs = input_problems(dataset, plan)
    print_plan(workspace, plan, inputs, as_json=as_json)
    ctx.exit(int(worst_exit_code([*inputs, *plan.problems])))


def planned(dataset: Dataset, kinds: tuple[str, ...], options: dict[str, Any]) -> Plan:
    """The plan for the kinds and selection of a command line."""
    selection = selection_of(options)
    of_offices = [key for key, kind in dataset.kinds.items() if kind.record.per not in ("procedure", "country")]
    require_place(selection, needs_office=ALL_KINDS in kinds or any(kind in of_offices for kind in kinds))
    return make_plan(dataset, kinds, selection)


def print_plan(workspace: Workspace, plan: Plan, inputs: list[Problem], *, as_json: bool) -> None:
    """Print the documents of a plan and the problems of the plan and its inputs."""
    problems = [*inputs, *plan.problems]
    if as_json:
        print_json(
            {
                "documents": [_as_json(workspace, job) for job in plan.jobs],
                "held_back": [_as_json(workspace, job) for job in plan.held_back],
                "problems": [problem.as_json() for problem in problems],
            }
        )
        return
    for job in plan.jobs:
        click.echo(f"{job.path}.docx  {job.title}{_addressee(job)}")
    for job in plan.held_back:
        click.echo(f"{job.path}.docx  held back by faults in {', '.join(job.sources)}")
    print_problems(problems)
    click.echo(f"{len(plan.jobs)} documents, {len(plan.held_back)} held back: {counted(problems)}")
    print_left_out(inputs)


def print_left_out(inputs: list[Problem]) -> None:
    """Say which input files have faults, since whatever depends on them is not made."""
    for path in faulty_inputs(inputs):
        click.echo(f"به سبب خطا کنار گذاشته شد / left out because of its faults: {path}")


def _addressee(job: Job) -> str:
    member = job.occasion.member
    return f" ← {member.person.formal_name}" if member and member.person else ""


def _as_json(workspace: Workspace, job: Job) -> dict[str, Any]:
    sender = sender_of(job.kind, job.occasion)
    member = job.occasion.member
    return {
        "kind": job.kind.key,
        "number": job.number,
        "title": job.title,
        "file": workspace.shown(workspace.drafts / f"{job.path}.docx"),
        "addressee": member.reference if member else None,
        "signatory": sender.signatory if sender else None,
        "sources": list(job.sources),
    }
