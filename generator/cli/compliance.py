"""``dabir compliance``, and the options by which ``dabir check --rules`` judges."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.batch import DraftOptions, DraftReport, draft
from generator.cli.options import open_workspace
from generator.cli.printing import counted, print_json, print_problems
from generator.compliance import Compliance, as_json, as_text, as_workbook, judge
from generator.persian.dates import FIRST_YEAR, LAST_YEAR, ImpossibleDate, JalaliDate, MalformedDate
from generator.planning import Plan, Selection, input_problems, make_plan
from generator.problems import DabirError, Location, Problem, worst_exit_code
from generator.publishing import publish_bytes, writing_problem
from generator.sources.dataset import Dataset, read_dataset
from generator.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])

REPORT_KIND = "compliance-report"


def _day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> JalaliDate | None:
    if value is None:
        return None
    try:
        return JalaliDate.parse(value)
    except MalformedDate:
        raise click.BadParameter(f"{value!r} is not a Jalali date such as 1405/01/20") from None
    except ImpossibleDate as fault:
        raise click.BadParameter(f"{value!r}: {fault}") from None


_JUDGING = (
    click.option(
        "--year",
        type=click.IntRange(FIRST_YEAR, LAST_YEAR),
        help="Jalali year to judge; else the latest with a meeting.",
    ),
    click.option("--today", callback=_day, metavar="DATE", help="Judge as of this Jalali day; else today."),
    click.option("--province", "provinces", multiple=True, metavar="CODE-OR-NAME", help="A province; may be repeated."),
)


def judging_options(function: F) -> F:
    """Add ``--year``, ``--today`` and ``--province``; they arrive as :func:`generator.compliance.judge` takes them."""
    for option in reversed(_JUDGING):
        function = option(function)
    return function


@click.command("compliance")
@judging_options
@click.option("--format", "form", type=click.Choice(["text", "json", "xlsx"]), help="How to print; else text.")
@click.option("--json", "json_wanted", is_flag=True, help="The same as --format json.")
@click.option("--out", type=click.Path(dir_okay=False), metavar="FILE", help="Write the table to this file.")
@click.option("--report", is_flag=True, help=f"Make the report (kind {REPORT_KIND}) below output/drafts instead.")
@click.option("--pdf", is_flag=True, help="Make the report's PDF too.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    form: str | None,
    json_wanted: bool,
    out: str | None,
    report: bool,
    pdf: bool,
    **judging: Any,  # noqa: ANN401  # the options of judging_options
) -> None:
    """Show which province keeps which rule of P-CL02: a row a province, a column a rule."""
    chosen = _form(form, out, json_wanted=json_wanted)
    _check_usage(chosen, out, report=report, pdf=pdf, elsewhere=bool(form or json_wanted or judging["provinces"]))
    workspace = open_workspace(ctx)
    dataset = read_dataset(workspace)
    compliance = judge(dataset, **judging)
    inputs = _faults(dataset, compliance)
    if report:
        ctx.exit(_make_report(workspace, dataset, compliance, inputs, pdf=pdf))
    _give(chosen, out, compliance, inputs)
    ctx.exit(int(worst_exit_code([*inputs, *compliance.problems])))


def _form(form: str | None, out: str | None, *, json_wanted: bool) -> str:
    """The form that is asked for, else the one that the ending of the file's name says, else text."""
    if json_wanted and form not in (None, "json"):
        raise click.UsageError("--json and --format exclude each other")
    by_name = {".xlsx": "xlsx", ".json": "json"}.get(Path(out).suffix.lower() if out else "", "text")
    return "json" if json_wanted else form or by_name


def _check_usage(form: str, out: str | None, *, report: bool, pdf: bool, elsewhere: bool) -> None:
    if form == "xlsx" and out is None and not report:
        raise click.UsageError("--format xlsx needs --out FILE")
    if report and (elsewhere or out):
        raise click.UsageError("--report is on the whole country: no --province, --format or --out")
    if pdf and not report:
        raise click.UsageError("--pdf belongs to --report")


def _faults(dataset: Dataset, compliance: Compliance) -> list[Problem]:
    """The faults of the inputs that the table rests on; findings of the rules are told apart."""
    plan = Plan(offices=[row.province.folder for row in compliance.rows])
    return [problem for problem in compliance.unsaid(input_problems(dataset, plan)) if problem.is_fault]


def _give(form: str, out: str | None, compliance: Compliance, inputs: list[Problem]) -> None:
    values = {**as_json(compliance), "problems": [problem.as_json() for problem in inputs]}
    if form != "json" or out is not None:
        print_problems(inputs)
    if out is not None:
        text = json.dumps(values, ensure_ascii=False, indent=2) + "\n" if form == "json" else as_text(compliance)
        _write(as_workbook(compliance) if form == "xlsx" else text.encode(), Path(out))
        click.echo(f"{out}: {counted(compliance.problems)}")
    elif form == "json":
        print_json(values)
    else:
        click.echo(as_text(compliance), nl=False)
        click.echo(counted(compliance.problems))


def _write(content: bytes, target: Path) -> None:
    try:
        publish_bytes(content, target)
    except OSError as fault:
        raise DabirError(writing_problem(fault, target, Location(str(target)))) from fault


def _make_report(
    workspace: Workspace, dataset: Dataset, compliance: Compliance, inputs: list[Problem], *, pdf: bool
) -> int:
    """Draft the report with the year and day of the table; print what was made."""
    plan = make_plan(dataset, [REPORT_KIND], Selection())
    made = DraftReport()
    if not plan.problems:
        made = draft(workspace, dataset, plan, DraftOptions(pdf=pdf, year=compliance.year, today=compliance.today))
    problems = [*inputs, *plan.problems, *made.problems]
    print_problems(problems)
    for job in plan.jobs if made.word else ():
        click.echo(workspace.shown(workspace.drafts / f"{job.path}.docx"))
    click.echo(f"{made.written} files written, {made.unchanged} unchanged: {counted(compliance.problems)}")
    return int(worst_exit_code([*problems, *compliance.problems]))
