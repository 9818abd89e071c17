"""LibreOffice as an outside program: where it is, what it is told, and how it is ended."""

from __future__ import annotations

import contextlib
import html
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from generator.problems import DabirError, Problem
from generator.publishing import writing_problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VERSION_SECONDS = 20
_GROUP_GONE_SECONDS = 0.5

# CTLTextNumerals 3: page fields come out in Persian digits, P-CL02 stays as typed.
# BlockUntrustedRefererLinks: no picture is fetched from the net or from the disk, whatever the docx says.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <item oor:path="/org.openoffice.Office.Common/I18N/CTL">\
<prop oor:name="CTLTextNumerals" oor:op="fuse"><value>3</value></prop></item>
  <item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
  <item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
_EXPORT = {"ExportBookmarks": "true", "ExportBookmarksToPDFDestination": "true", "UseTaggedPDF": "true"}
_FILTER = "pdf:writer_pdf_Export:" + json.dumps(
    {name: {"type": "boolean", "value": value} for name, value in _EXPORT.items()}, separators=(",", ":")
)


class OfficeEndedError(Exception):
    """The office was told to end and takes no more work."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How one call ended: its exit status (negative: the signal), or None when its time was over.

    The status names a crash; it is never a proof that a PDF was made.
    """

    status: int | None

    @property
    def timed_out(self) -> bool:
        return self.status is None


class Office:
    """One LibreOffice with a home, a profile and a font configuration of its own.

    ``folder`` is made when it is missing and belongs to the office alone. One call runs at a time;
    ``end`` may be called from any thread.
    """

    def __init__(self, program: Path, folder: Path, substitutes: Mapping[str, str]) -> None:
        self._program = program
        self._folder = folder
        self._substitutes = substitutes
        self._guard = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False
        self.renew()

    def renew(self) -> None:
        """Give the office a fresh profile; a killed LibreOffice can leave a broken one behind.

        Raises DabirError (O701, O702) when it cannot be written.
        """
        user = self._folder / "profile" / "user"
        try:
            shutil.rmtree(self._folder, ignore_errors=True)
            user.mkdir(parents=True)
            (self._folder / "tmp").mkdir()
            (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
            (self._folder / "fonts.conf").write_text(fontconfig(self._substitutes), encoding="utf-8")
        except OSError as error:
            raise DabirError(writing_problem(error, self._folder)) from error

    def convert(self, documents: Sequence[Path], into: Path, seconds: float) -> Ending:
        """Convert Word documents to PDFs of the same stem in the folder ``into``.

        Nothing is said about the PDFs: look at each. When the call is over, so is every process
        it started. Raises OfficeEndedError after ``end``, and DabirError (P803) when the program
        cannot be started at all.
        """
        command = [
            str(self._program),
            f"-env:UserInstallation={(self._folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault"),
            "--infilter=MS Word 2007 XML",
            *("--convert-to", _FILTER, "--outdir", str(into)),
            *map(str, documents),
        ]
        with self._guard:
            if self._ended:
                raise OfficeEndedError
            self._process = process = _start(command, self._environment(), subprocess.DEVNULL)
        try:
            return Ending(process.wait(timeout=seconds))
        except subprocess.TimeoutExpired:
            return Ending(None)
        finally:
            _end_group(process)
            with self._guard:
                self._process = None

    def end(self) -> None:
        """End the running call, if any, and refuse further ones."""
        with self._guard:
            self._ended = True
            if self._process is not None and self._process.poll() is None:
                _kill_group(self._process.pid)

    def _environment(self) -> dict[str, str]:
        return _minimal_environment(self._folder) | {
            "TMPDIR": str(self._folder / "tmp"),
            "FONTCONFIG_FILE": str(self._folder / "fonts.conf"),
        }


def find_soffice(configured: str) -> Path | None:
    """The program to run: ``configured`` when it can be run, else what PATH offers; None when nothing does."""
    for name in (os.path.expanduser(configured), "soffice", "libreoffice"):  # noqa: PTH111 - an empty name stays empty
        if name and (found := shutil.which(name)):
            return Path(found).absolute()
    return None


def soffice_version(program: Path) -> str:
    """What the program says of its version, on one line; empty when it says nothing within 20 seconds."""
    with (
        tempfile.TemporaryDirectory(prefix="dabir-", ignore_cleanup_errors=True) as home,
        tempfile.TemporaryFile() as said,
    ):
        try:
            process = _start([str(program), "--version"], _minimal_environment(Path(home)), said)
        except DabirError:
            return ""
        try:
            process.wait(timeout=VERSION_SECONDS)
        except subprocess.TimeoutExpired:
            return ""
        finally:
            _end_group(process)
        said.seek(0)
        return said.readline(200).decode("utf-8", "replace").strip()


def fontconfig(substitutes: Mapping[str, str]) -> str:
    """A fontconfig file: the system's fonts, the user's own, and the stand-ins for the fonts of Word users."""
    # HOME is a private folder for LibreOffice, so the user's own font folders are named here.
    folders = "".join(
        f"  <dir>{html.escape(str(folder))}</dir>\n"
        for folder in (Path.home() / ".local" / "share" / "fonts", Path.home() / ".fonts")
        if folder.is_dir()
    )
    aliases = "".join(_alias(wanted, substitutes) for wanted in substitutes)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f'  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n{folders}{aliases}</fontconfig>\n'
    )


def _alias(wanted: str, substitutes: Mapping[str, str]) -> str:
    """The stand-in for one font, and after it the other stand-ins for the characters it lacks, such as dashes."""
    families = dict.fromkeys((substitutes[wanted], *reversed(list(substitutes.values()))))
    accepted = "".join(f"<family>{html.escape(family)}</family>" for family in families)
    return f'  <alias binding="same"><family>{html.escape(wanted)}</family><accept>{accepted}</accept></alias>\n'


def _minimal_environment(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }


def _start(command: Sequence[str], environment: Mapping[str, str], stdout: int | IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - the program that the settings name, no shell
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise DabirError(Problem("P803", args={"status": error.strerror or str(error)})) from error


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill all that is left of the process's session, reap the process and wait for the others to be gone."""
    left = _kill_group(process.pid)
    process.wait()
    # A file of the profile may still be open for a moment after the kill.
    deadline = time.monotonic() + _GROUP_GONE_SECONDS
    while left and time.monotonic() < deadline:
        time.sleep(0.02)
        left = _kill_group(process.pid)


def _kill_group(leader: int) -> bool:
    """Whether there was anything to kill."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
        return True
    return False
