"""``dabir init``."""

from __future__ import annotations

import click

from generator.workspace import Workspace


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False))
def command(folder: str) -> None:
    """Make a new workspace in DIR, which must be new or empty, with starter data and templates."""
    workspace = Workspace.create(folder)
    click.echo(f"فضای کار ساخته شد / workspace made: {workspace.root}")
    click.echo(f"  cd {folder} && dabir check && dabir draft decree --province فارس")
