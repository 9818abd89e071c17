"""A program in LibreOffice's place, which hangs, crashes and lies as each document orders."""

from __future__ import annotations

import sys

from pdf_samples import write_package
from pypdf import PdfWriter

from generator.pdf import Conversion, convert
from generator.settings import FontSettings, PdfSettings

FAKE = """#!{python}
import os, re, signal, subprocess, sys, time
from pathlib import Path
arguments = sys.argv[1:]
out = Path(arguments[arguments.index("--outdir") + 1])
good = Path({good!r}).read_bytes()
with open({calls!r}, "a") as calls:
    calls.write(str(sum(a.endswith(".docx") for a in arguments)) + "\\n")
for name in arguments:
    if not name.endswith(".docx"):
        continue
    orders = Path(name).read_bytes()
    made = out / (Path(name).stem + ".pdf")
    if b"HANG" in orders:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        child = subprocess.Popen(["sleep", "600"])
        with open({pids!r}, "a") as pids:
            pids.write(f"{{os.getpid()}} {{child.pid}}\\n")
        made.write_bytes(good[: len(good) // 2])
        time.sleep(600)
    if b"CRASH" in orders:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"NOTHING" in orders:
        continue
    made.write_bytes(good[: len(good) // 2] if b"HALF" in orders else good)
    if b"JUNK" in orders:
        made.write_bytes(b"%PDF-1.6 junk %%EOF")
    if b"LIAR" in orders:
        sys.exit(77)
"""


class FakeOffice:
    """A program in LibreOffice's place that does what each document tells it."""

    def __init__(self, folder):
        self.folder = folder
        self.program = folder / "soffice"
        self.pids = folder / "pids"
        self.calls = folder / "calls"
        good = folder / "good.pdf"
        with PdfWriter() as writer:
            writer.add_blank_page(595, 842)
            writer.write(good)
        self.program.write_text(
            FAKE.format(python=sys.executable, good=str(good), pids=str(self.pids), calls=str(self.calls))
        )
        self.program.chmod(0o755)

    def conversion(self, name, orders=""):
        return Conversion(write_package(self.folder / f"{name}.docx", orders), self.folder / f"{name}.pdf")

    def settings(self, **changes):
        return PdfSettings(**({"libreoffice": str(self.program), "timeout_seconds": 2, "processes": 1} | changes))

    def convert(self, *conversions, **changes):
        """The codes of the problems by document name; empty for none."""
        found = convert(conversions, self.settings(**changes), FontSettings())
        return {job.docx.stem: problem.code if problem else "" for job, problem in found.items()}

    def started(self):
        """The ids of the processes that hang."""
        return [int(pid) for pid in self.pids.read_text().split()] if self.pids.exists() else []
