"""``dabir import``."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import json_option, open_workspace
from generator.cli.printing import counted, print_json, print_problems
from generator.problems import worst_exit_code
from generator.sources.xlsx_import import ImportReport, import_workbook


@click.command("import")
@click.argument("workbook", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@json_option
@click.pass_context
def command(ctx: click.Context, *, workbook: Path, dry_run: bool, as_json: bool) -> None:
    """Take rosters, meetings, decisions and projects over from an Excel workbook, all of it or nothing."""
    report = import_workbook(workbook, open_workspace(ctx), dry_run=dry_run)
    if as_json:
        listed = [problem.as_json() for problem in report.problems]
        print_json(
            {
                "written": report.written,
                "unchanged": report.unchanged,
                "kept": report.kept,
                "marked": report.marked or None,
                "problems": listed,
            }
        )
    else:
        _print(report, dry_run=dry_run)
    ctx.exit(int(worst_exit_code(report.problems)))


def _print(report: ImportReport, *, dry_run: bool) -> None:
    print_problems(report.problems)
    for path in report.written:
        click.echo(f"نوشته می‌شد / would be written: {path}" if dry_run else path)
    for path in report.kept:
        click.echo(f"نسخه پیشین / the version before: {path}")
    if report.marked:
        click.echo(f"خطاها در این رونوشت نشان داده شده‌اند / the faults are marked in: {report.marked}")
    if report.has_faults:
        click.echo("چیزی تغییر نکرد / nothing was changed")
    click.echo(f"{len(report.written)} files, {len(report.unchanged)} unchanged: {counted(report.problems)}")
