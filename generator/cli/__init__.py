"""The command ``dabir``. Parse, call, print: no rule lives here."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from typing import Any, NoReturn

import click

from generator.problems import DabirError, ExitCode

_COMMANDS = {
    "init": "generator.cli.init",
    "check": "generator.cli.check",
    "compliance": "generator.cli.compliance",
    "meeting": "generator.cli.meeting",
    "plan": "generator.cli.plan",
    "draft": "generator.cli.draft",
    "import": "generator.cli.import_",
    "export": "generator.cli.export",
    "template": "generator.cli.template",
    "doctor": "generator.cli.doctor",
    "completion": "generator.cli.completion",
}
_SHORT_HELP = {
    "init": "Make a new workspace with starter data and templates.",
    "check": "Read all inputs and templates and report every problem.",
    "compliance": "Show which province keeps which rule of P-CL02.",
    "meeting": "Carry a meeting through its cycle, and tell what is due next.",
    "plan": "Show which documents a draft would make.",
    "draft": "Make drafts as Word and PDF.",
    "import": "Take data over from an Excel workbook.",
    "export": "Write the data as Excel workbooks.",
    "template": "List, make, check and describe Word templates.",
    "doctor": "Tell what this machine has and what a lack of it means.",
    "completion": "Print the completion script of a shell.",
}


class _LazyGroup(click.Group):
    """A group that imports a command only when it is called, so that help is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command: Any = importlib.import_module(_COMMANDS[cmd_name]).command
        return command  # type: ignore[no-any-return]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_SHORT_HELP.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dabir", prog_name="dabir")
@click.option(
    "--workspace",
    "workspace_folder",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Workspace to work in; else the nearest one upward from here.",
)
@click.pass_context
def cli(ctx: click.Context, workspace_folder: str | None) -> None:
    """دبیر: official Persian instruments of business-cluster development, under document control.

    \b
    Exit codes: 0 done, 1 problems found, 2 usage, 3 template, 4 external
    program, 5 register conflict, 130 interrupted.
    """
    ctx.obj = workspace_folder


def _interrupted(_signal: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def main() -> None:
    """Run the command and leave with its exit code; no input ends in a traceback."""
    from generator.cli.printing import print_problems, print_problems_as_json  # noqa: PLC0415  # help must not wait for it

    # Whoever ends us politely ends LibreOffice with us.
    signal.signal(signal.SIGTERM, _interrupted)
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("قطع شد / interrupted", err=True)
        code = ExitCode.INTERRUPTED
    except click.ClickException as fault:
        fault.show()
        code = ExitCode.USAGE
    except DabirError as fault:
        report = print_problems_as_json if "--json" in sys.argv else print_problems
        report(fault.problems)
        code = fault.exit_code
    except BrokenPipeError:
        # The reader of our output has gone; there is nobody to tell.
        code = ExitCode.PROBLEMS
        sys.stderr.close()
    except Exception as fault:  # a fault of the program itself, told without a traceback
        if os.environ.get("DABIR_TRACEBACK"):
            raise
        click.echo(f"خطای داخلی برنامه / internal fault: {type(fault).__name__}: {fault}", err=True)
        click.echo("    DABIR_TRACEBACK=1 shows where; please report it.", err=True)
        code = ExitCode.PROBLEMS
    sys.exit(int(code or 0))
