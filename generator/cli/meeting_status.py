"""``dabir meeting status``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import click

from generator.cli.options import json_option, open_workspace
from generator.cli.printing import print_json, print_problems
from generator.cli.values import Day
from generator.meetings.changes import is_called, office_data
from generator.meetings.cycle import STATE_NAMES
from generator.meetings.standing import NextMeeting, Standing, next_meetings, standings
from generator.persian.dates import JalaliDate
from generator.persian.numerals import to_persian_digits
from generator.persian.zwnj import ZWNJ
from generator.problems import Problem, worst_exit_code
from generator.sources.dataset import Dataset, OfficeData, read_dataset

_WIDTHS = (16, 13, 11, 23, 9)
_HEADINGS = ("دفتر", "جلسه", "تاریخ", "وضع", "باز/دیر", "گام بعد / next")


@click.command("status")
@click.option("--province", "provinces", multiple=True, metavar="CODE-OR-NAME", help="A province; may be repeated.")
@click.option("--all-provinces", is_flag=True, help="Every province and the national office, as without options.")
@click.option("--today", type=Day(), help="Judge as of this day; else of the real one.")
@json_option
@click.pass_context
def status(
    ctx: click.Context, *, provinces: tuple[str, ...], all_provinces: bool, today: JalaliDate | None, as_json: bool
) -> None:
    """Show where each meeting stands and what is due next, with its command."""
    chosen = () if all_provinces else provinces
    dataset = read_dataset(open_workspace(ctx), only=is_called(*chosen) if chosen else None)
    offices = [office_data(dataset, wanted) for wanted in dict.fromkeys(chosen)] or dataset.offices
    day = today or JalaliDate.from_gregorian(dt.datetime.now().astimezone().date())
    meetings, coming = list(standings(offices, day)), list(next_meetings(offices))
    problems = _faults(dataset, offices)
    if as_json:
        listed = [_as_json(standing) for standing in meetings]
        due = [_coming_as_json(council) for council in coming]
        told = [problem.as_json() for problem in problems]
        print_json({"today": day.iso, "meetings": listed, "to_be_planned": due, "problems": told})
    else:
        _print_table(meetings, coming)
        if chosen:
            _print_overdue(meetings)
        print_problems(problems)
        _print_counts(meetings)
    ctx.exit(int(worst_exit_code(problems)))


def _faults(dataset: Dataset, offices: Sequence[OfficeData]) -> list[Problem]:
    """The faults that can hide a meeting: of the files of these offices, and of those that all share."""
    others = {data.office.folder for data in dataset.offices} - {data.office.folder for data in offices}
    left_out = tuple(f"{dataset.offices_path}/{folder}/" for folder in others)
    return [p for p in dataset.problems if p.is_fault and not p.location.path.startswith(left_out)]


def _print_table(meetings: Sequence[Standing], coming: Sequence[NextMeeting]) -> None:
    click.echo(_row(*_HEADINGS))
    for standing in meetings:
        meeting, due = standing.meeting, standing.due
        open_and_late = f"{len(meeting.open_decisions)}/{len(standing.overdue)}"
        command = due.command(standing.office, meeting) if due else "—"
        by = f"  (تا {due.by})" if due and due.by else ""
        cells = (standing.office.name, meeting.key, str(meeting.date), STATE_NAMES[meeting.state][0])
        click.echo(_row(*cells, to_persian_digits(open_and_late), command + by))
    for council in coming:
        by = f"  (تا {council.by})" if council.by else ""
        click.echo(_row(council.office.name, "—", "—", "جلسه بعد", "—", council.command + by))


def _row(*cells: str) -> str:
    padded = [cell + " " * (width - len(cell.replace(ZWNJ, ""))) for cell, width in zip(cells, _WIDTHS, strict=False)]
    return " ".join([*padded, cells[-1]]).rstrip()


def _print_overdue(meetings: Sequence[Standing]) -> None:
    for standing in meetings:
        for decision in standing.overdue:
            number = to_persian_digits(decision.number)
            place = f"{standing.office.name}، جلسه {standing.meeting.key}"
            click.echo(
                f"دیرشده / overdue: {place}، مصوبه {number}، {standing.owner(decision)}، مهلت {decision.deadline}"
            )


def _print_counts(meetings: Sequence[Standing]) -> None:
    left = sum(standing.due is not None for standing in meetings)
    late = sum(len(standing.overdue) for standing in meetings)
    click.echo(f"{len(meetings)} meetings, {left} not closed, {late} overdue decisions")


def _as_json(standing: Standing) -> dict[str, Any]:
    meeting, due = standing.meeting, standing.due
    state_fa, state_en = STATE_NAMES[meeting.state]
    return {
        "office": standing.office.folder,
        "name": standing.office.name,
        "body": meeting.body,
        "project": meeting.project,
        "meeting": meeting.key,
        "date": meeting.date.iso,
        "state": meeting.state,
        "state_fa": state_fa,
        "state_en": state_en,
        "due": due
        and {
            "step": due.step.command,
            "fa": due.step.fa,
            "en": due.step.en,
            "by": due.by and due.by.iso,
            "command": due.command(standing.office, meeting),
        },
        "open": [decision.number for decision in meeting.open_decisions],
        "overdue": [
            {
                "number": decision.number,
                "text": decision.text,
                "owner": decision.owner,
                "institution": standing.owner(decision),
                "deadline": decision.deadline and decision.deadline.iso,
            }
            for decision in standing.overdue
        ],
    }


def _coming_as_json(council: NextMeeting) -> dict[str, Any]:
    body = council.council.body.code
    by = council.by.iso if council.by else None
    return {"office": council.office.folder, "body": body, "by": by, "command": council.command}
