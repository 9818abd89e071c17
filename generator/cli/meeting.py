"""``dabir meeting``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from generator.cli.meeting_status import status
from generator.cli.options import open_workspace
from generator.cli.printing import print_problems
from generator.cli.values import (
    SUBSTITUTE_FORM,
    AbsenceOf,
    Day,
    Hour,
    HourOf,
    Keys,
    PersianText,
    SubstituteOf,
)
from generator.meetings.changes import OpenMeeting, Written, open_meeting
from generator.meetings.cycle import STATE_NAMES, next_due
from generator.meetings.steps import (
    Attending,
    NewDecision,
    NewMeeting,
    add_matter,
    close,
    decide,
    follow_up,
    hold,
    plan_meeting,
    propose_agenda,
    put_date,
    record,
)
from generator.model.proceedings import is_quorate
from generator.model.province import Office
from generator.persian.dates import ClockTime, JalaliDate
from generator.persian.numerals import to_persian_digits
from generator.problems import DabirError

F = TypeVar("F", bound=Callable[..., Any])


class _Cycle(click.Group):
    """The group of the cycle: whatever keeps a command from being carried out is told, and that nothing changed."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # click's own
        try:
            return super().invoke(ctx)
        except DabirError as fault:
            if ctx.invoked_subcommand == status.name:
                raise
            print_problems(fault.problems)
            click.echo("چیزی نوشته نشد / nothing was written", err=True)
            ctx.exit(int(fault.exit_code))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the cycle."""
        del ctx
        return list(self.commands)


@click.group("meeting", cls=_Cycle)
def command() -> None:
    """Carry a meeting through its cycle, and tell what is due next.

    OFFICE is a province by code or name, or «national»; KEY is a meeting such as 1405-2. Each command checks
    the order of steps and dates (P-CL02, clause 4-4) and changes nothing when something is wrong.
    """


command.add_command(status)


def _of_meeting(function: F) -> F:
    """Add the arguments OFFICE and KEY."""
    return click.argument("office")(click.argument("key")(function))


def _date_option(function: F) -> F:
    """Add the obligatory ``--date``."""
    return click.option("--date", type=Day(), required=True, help="When it was done, such as 1405/02/10.")(function)


@command.command("new")
@click.argument("office")
@click.option(
    "--body", metavar="CODE", help="Which body meets; else P-CL02 in a province and P-CL01 at the national level."
)
@click.option("--project", metavar="KEY", help="Which cluster project's steering council meets.")
@click.option("--date", type=Day(), required=True, help="The meeting's day.")
@click.option("--start", type=Hour(), required=True, help="The hour at which it starts.")
@click.option("--place", type=PersianText(), required=True, help="Where it meets.")
@click.option("--agenda", type=PersianText(), multiple=True, help="An item of the agenda; may be repeated.")
@click.option("--number", type=click.IntRange(min=1), help="Its number in the year; else the next.")
@click.pass_context
def new(ctx: click.Context, /, *, office: str, agenda: tuple[str, ...], **known: Any) -> None:  # noqa: ANN401  # the options
    """Plan a meeting of OFFICE. Its key is year and number."""
    done = plan_meeting(open_workspace(ctx), office, NewMeeting(agenda=agenda, **known))
    _say(done, f"پرونده ساخته شد / file made: {done.read.path}")


@command.command("propose-agenda")
@_of_meeting
@_date_option
@click.option("--item", "items", type=PersianText(), multiple=True, help="One more item; may be repeated.")
@click.pass_context
def propose(ctx: click.Context, *, office: str, key: str, date: JalaliDate, items: tuple[str, ...]) -> None:
    """The company proposes the agenda (clause 4-4 c)."""
    _say(propose_agenda(_opened(ctx, office, key), date, items))


@command.command("confirm-agenda")
@_of_meeting
@_date_option
@click.pass_context
def confirm(ctx: click.Context, *, office: str, key: str, date: JalaliDate) -> None:
    """The planning deputy confirms the agenda (clause 4-4 c)."""
    _say(put_date(_opened(ctx, office, key), "confirm-agenda", date))


@command.command("invite")
@_of_meeting
@_date_option
@click.pass_context
def invite(ctx: click.Context, *, office: str, key: str, date: JalaliDate) -> None:
    """The members are invited (clauses 4-2 and 4-4 a)."""
    _say(put_date(_opened(ctx, office, key), "invite", date))


@command.command("hold")
@_of_meeting
@click.option("--present", type=Keys(), multiple=True, help="Members who were present.")
@click.option("--all-present", is_flag=True, help="Everybody was present but those absent.")
@click.option("--absent", type=AbsenceOf(excused=True), multiple=True, help="A member absent with excuse.")
@click.option("--unexcused", type=AbsenceOf(excused=False), multiple=True, help="A member absent without excuse.")
@click.option(
    "--substitute", type=SubstituteOf(), multiple=True, help=f"Who came in a member's place: {SUBSTITUTE_FORM}"
)
@click.option("--arrived", type=HourOf(), multiple=True, help="When a member came late.")
@click.option("--left", type=HourOf(), multiple=True, help="When a member left early.")
@click.option("--chair", metavar="KEY", help="Who presided, if not the holder of that seat.")
@click.option("--secretary", metavar="KEY", help="Who kept the minutes, if not the holder of that seat.")
@click.option("--end", type=Hour(), required=True, help="The hour at which it ended.")
@click.pass_context
def held(ctx: click.Context, /, *, office: str, key: str, end: ClockTime, **known: Any) -> None:  # noqa: ANN401  # the options
    """The meeting took place: enter who was there."""
    present = tuple(member for keys in known["present"] for member in keys)
    if bool(present) == known["all_present"]:
        raise click.UsageError("say who was there: either --present KEY,KEY… or --all-present")
    attending = Attending(
        present=present,
        everybody=known["all_present"],
        absent=(*known["absent"], *known["unexcused"]),
        substitutes=dict(known["substitute"]),
        arrived=dict(known["arrived"]),
        left=dict(known["left"]),
    )
    presiding = {name: known[name] for name in ("chair", "secretary") if known[name]}
    done = hold(_opened(ctx, office, key), attending, end, presiding)
    count, seated = len(done.meeting.present), len(done.council.seated)
    numbers = f"{to_persian_digits(count)} نفر از {to_persian_digits(seated)} عضو / {count} of {seated} present"
    if is_quorate(done.meeting, done.council):
        _say(done, numbers)
    else:
        _say(done, numbers, "حد نصاب نیست؛ تصمیمی نمی‌توان گرفت / no quorum: nothing can be decided")


@command.command("matter")
@_of_meeting
@click.argument("text", type=PersianText())
@click.pass_context
def matter(ctx: click.Context, *, office: str, key: str, text: str) -> None:
    """Note a matter that was raised: TEXT."""
    done = add_matter(_opened(ctx, office, key), text)
    number = len(done.meeting.matters)
    _say(done, f"موضوع {to_persian_digits(number)} ثبت شد / matter {number} entered")


@command.command("decide")
@_of_meeting
@click.option("--text", type=PersianText(), required=True, help="The decision.")
@click.option("--owner", metavar="KEY", required=True, help="Who carries it out.")
@click.option("--follow-up", metavar="KEY", help="Who follows it up.")
@click.option("--deadline", type=Day(), required=True, help="By when.")
@click.option("--approves", type=click.Choice(["priorities", "action-plan"]), help="What the decision approves.")
@click.pass_context
def decided(ctx: click.Context, /, *, office: str, key: str, **known: Any) -> None:  # noqa: ANN401  # the options
    """Enter a decision; it takes the next number."""
    done = decide(_opened(ctx, office, key), NewDecision(**known))
    number = done.meeting.decisions[-1].number
    _say(done, f"مصوبه {to_persian_digits(number)} ثبت شد / decision {number} entered")


@command.command("record")
@_of_meeting
@_date_option
@click.option("--next-meeting", type=Day(), help="The day of the next meeting.")
@click.pass_context
def recorded(ctx: click.Context, *, office: str, key: str, date: JalaliDate, next_meeting: JalaliDate | None) -> None:
    """The company records the minutes; after that they stand (clause 4-4 d)."""
    _say(record(_opened(ctx, office, key), date, next_meeting))


@command.command("notify")
@_of_meeting
@_date_option
@click.pass_context
def notify(ctx: click.Context, *, office: str, key: str, date: JalaliDate) -> None:
    """The decisions were notified to whom they fall (clause 4-4 d)."""
    _say(put_date(_opened(ctx, office, key), "notify", date))


@command.command("send")
@_of_meeting
@_date_option
@click.pass_context
def send(ctx: click.Context, *, office: str, key: str, date: JalaliDate) -> None:
    """A copy of the minutes was sent to ISIPO (clause 4-4 d)."""
    done = put_date(_opened(ctx, office, key), "send", date)
    _say(done, "صورتجلسه به سازمان فرستاده شد / minutes sent to ISIPO")


@command.command("follow-up")
@_of_meeting
@click.argument("number", type=click.IntRange(min=1))
@click.option("--done", "done_on", type=Day(), help="The day on which it was carried out.")
@click.option("--cancel", is_flag=True, help="It was cancelled.")
@click.option("--result", type=PersianText(), help="What came of it.")
@click.pass_context
def followed_up(ctx: click.Context, /, *, office: str, key: str, number: int, **known: Any) -> None:  # noqa: ANN401  # the options
    """Enter what became of decision NUMBER."""
    if (known["done_on"] is None) != known["cancel"]:
        raise click.UsageError("say what became of it: either --done DATE or --cancel")
    done = follow_up(_opened(ctx, office, key), number, known["done_on"], known["result"] or "")
    became_fa, became_en = ("لغو شد", "cancelled") if known["cancel"] else ("انجام شد", "done")
    _say(done, f"مصوبه {to_persian_digits(number)} {became_fa} / decision {number} {became_en}")


@command.command("close")
@_of_meeting
@_date_option
@click.pass_context
def closed(ctx: click.Context, *, office: str, key: str, date: JalaliDate) -> None:
    """Nothing of the meeting is left to do: close it."""
    _say(close(_opened(ctx, office, key), date))


def _opened(ctx: click.Context, office: str, key: str) -> OpenMeeting:
    return open_meeting(open_workspace(ctx), office, key)


def _say(done: Written, *more: str) -> None:
    """Where the meeting stands now, what else is to be told, and the command that comes next."""
    meeting, office = done.meeting, done.data.office
    state_fa, state_en = STATE_NAMES[meeting.state]
    click.echo(f"جلسه {meeting.key}، {_named(office)}: {state_fa} / {state_en}")
    for line in more:
        click.echo(f"  {line}")
    due = next_due(meeting, done.council.body)
    if due is not None:
        click.echo(f"  گام بعد / next: {due.command(office, meeting)}")


def _named(office: Office) -> str:
    return f"استان {office.name}" if office.province else office.name
