"""``dabir draft``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from generator.batch import DraftOptions, DraftReport, Progress, draft
from generator.cli.options import open_workspace, selection_of, selection_options
from generator.cli.plan import planned, print_left_out, print_plan
from generator.cli.printing import PlainLines, counted, is_terminal, print_json, print_problems
from generator.planning import Plan, concerns, input_problems
from generator.problems import Problem, worst_exit_code
from generator.sources.dataset import Dataset, read_dataset


@click.command("draft")
@click.argument("kinds", metavar="KIND...", nargs=-1, required=True)
@selection_options
@click.option("--pdf", is_flag=True, help="Make PDFs too.")
@click.option("--pack", is_flag=True, help="Make one print pack of PDFs for each office; implies --pdf.")
@click.option("--sending-copy", is_flag=True, help="Leave out the control sheet of letters and decrees.")
@click.option("--dry-run", is_flag=True, help="Only show what would be made.")
@click.option("--no-notes", is_flag=True, help="Leave out notes, which are no faults.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    kinds: tuple[str, ...],
    pdf: bool,
    pack: bool,
    sending_copy: bool,
    dry_run: bool,
    no_notes: bool,
    as_json: bool,
    **selection: Any,  # noqa: ANN401  # the options of selection_options
) -> None:
    """Make drafts below output/drafts. KIND is a kind such as «decree», several of them, or «all»."""
    workspace = open_workspace(ctx)
    dataset = read_dataset(workspace, only=concerns(selection_of(selection)))
    plan = planned(dataset, kinds, selection)
    inputs = input_problems(dataset, plan)
    if dry_run:
        noted = [problem for problem in inputs if problem.is_fault or not no_notes]
        print_plan(workspace, plan, noted, as_json=as_json)
        ctx.exit(int(worst_exit_code([*inputs, *plan.problems])))
    report = DraftReport()
    if not plan.problems:
        options = DraftOptions(pdf=pdf or pack, pack=pack, sending_copy=sending_copy)
        with _progress() as progress:
            report = draft(workspace, dataset, plan, options, progress)
    problems = [*inputs, *plan.problems, *report.problems]
    shown = [problem for problem in problems if problem.is_fault or not no_notes]
    if as_json:
        print_json(_as_json(report, plan, shown))
    else:
        print_problems(shown)
        if not plan.problems:
            _print_summary(dataset, report, shown, workspace.shown(workspace.drafts))
            print_left_out(inputs)
    ctx.exit(int(worst_exit_code(problems)))


@contextmanager
def _progress() -> Iterator[Progress]:
    """Bars on a terminal, plain lines elsewhere."""
    if not is_terminal():
        yield PlainLines()
        return
    from generator.cli.bars import Bars  # noqa: PLC0415  # rich is slow to import and used only here

    with Bars() as bars:
        yield bars


def _print_summary(dataset: Dataset, report: DraftReport, problems: list[Problem], folder: str) -> None:
    stages = " · ".join(f"{stage} {seconds:.1f} s" for stage, seconds in report.seconds.items())
    provinces = {province.folder for province in dataset.provinces}
    click.echo(f"پیش‌نویس‌ها در {folder} / drafts in {folder}  ({stages})")
    click.echo(f"  {len(report.offices & provinces):>5}  provinces (استان)")
    for key, kind in dataset.kinds.items():
        if report.word[key] or report.pdf[key]:
            made = f"{report.word[key]:>5}  {key} .docx" + (f", {report.pdf[key]} .pdf" if report.pdf[key] else "")
            click.echo(f"  {made}  ({kind.record.title})")
    if report.packs:
        click.echo(f"  {report.packs:>5}  print packs (بسته چاپی)")
    failed = f", {report.failed} documents not made" if report.failed else ""
    click.echo(f"{report.written} files written, {report.unchanged} unchanged{failed}: {counted(problems)}")


def _as_json(report: DraftReport, plan: Plan, problems: list[Problem]) -> dict[str, Any]:
    return {
        "offices": sorted(report.offices),
        "word": dict(report.word),
        "pdf": dict(report.pdf),
        "packs": report.packs,
        "written": report.written,
        "unchanged": report.unchanged,
        "failed": report.failed,
        "held_back": [job.number for job in plan.held_back],
        "seconds": {stage: round(seconds, 3) for stage, seconds in report.seconds.items()},
        "problems": [problem.as_json() for problem in problems],
    }
