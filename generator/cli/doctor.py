"""``dabir doctor``."""

from __future__ import annotations

import platform
import shutil
import sys
from dataclasses import dataclass

import click

from generator.cli.options import json_option
from generator.cli.printing import print_json
from generator.pdf import find_soffice, missing_fonts, soffice_version
from generator.problems import DabirError, ExitCode
from generator.settings import Settings
from generator.workspace import Workspace

_FONT_PACKAGES = "fonts-farsiweb, fonts-liberation"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the doctor looked at; ``means`` says in Persian and English what its lack costs."""

    name: str
    found: str
    is_well: bool
    means_fa: str = ""
    means_en: str = ""


@click.command("doctor")
@json_option
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Tell what this machine and workspace have, and what each lack means."""
    findings = [_python(), *_workspace_and_pdf(ctx.find_root().obj)]
    if as_json:
        print_json([{name: getattr(finding, name) for name in Finding.__dataclass_fields__} for finding in findings])
    else:
        for finding in findings:
            click.echo(f"{'✓' if finding.is_well else '✗'} {finding.name}: {finding.found}")
            if not finding.is_well:
                click.echo(f"    {finding.means_fa}\n    {finding.means_en}")
    ctx.exit(int(ExitCode.DONE if all(finding.is_well for finding in findings) else ExitCode.PROBLEMS))


def _python() -> Finding:
    return Finding("Python", f"{platform.python_version()} ({sys.executable})", is_well=True)


def _workspace_and_pdf(folder: str | None) -> list[Finding]:
    settings = Settings()
    try:
        workspace = Workspace.open(folder) if folder else Workspace.find()
        settings = workspace.settings
        free = shutil.disk_usage(workspace.root).free // 2**20
        found = Finding("workspace", f"{workspace.root}, {free} MB free", is_well=True)
    except DabirError as fault:
        first = fault.problems[0]
        found = Finding("workspace", str(first), is_well=False, means_fa=first.hint("fa"), means_en=first.hint("en"))
    return [found, _libreoffice(settings), *_fonts(settings)]


def _libreoffice(settings: Settings) -> Finding:
    program = find_soffice(settings.pdf.libreoffice)
    if program is None:
        return Finding(
            "LibreOffice Writer",
            "missing",
            is_well=False,
            means_fa="پرونده‌های Word ساخته می‌شوند ولی PDF و بسته چاپی نه؛ بسته libreoffice-writer را نصب کنید",
            means_en="Word documents are made, but no PDF or print pack; install libreoffice-writer",
        )
    version = soffice_version(program)
    return Finding(
        "LibreOffice Writer",
        f"{version or 'no answer'} ({program})",
        is_well=bool(version),
        means_fa="LibreOffice پاسخ نمی‌دهد؛ آن را دوباره نصب کنید",
        means_en="LibreOffice does not answer; install it again",
    )


def _fonts(settings: Settings) -> list[Finding]:
    missing = dict(missing_fonts(settings.fonts))
    return [
        Finding(
            f"font {wanted}",
            f"{installed} missing" if wanted in missing else f"as {installed}",
            is_well=wanted not in missing,
            means_fa=f"PDF به جای «{installed}» قلم دیگری می‌گیرد و پذیرفته نمی‌شود؛ {_FONT_PACKAGES} را نصب کنید",
            means_en=f"PDFs would fall back to another font and are refused; install {_FONT_PACKAGES}",
        )
        for wanted, installed in settings.fonts.substitutes.items()
    ]
