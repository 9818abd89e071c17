"""Make docs/instruments.md: which kind is made for which body, each with a picture of its first page.

Run from the repository's root, with LibreOffice and pdftoppm installed::

    .venv/bin/python tools/gallery.py

One document of each kind and body is drafted from the shipped data.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from generator import Dataset, DraftOptions, Job, Selection, Workspace, draft, make_plan, read_dataset

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "instruments.md"
PICTURES = ROOT / "docs" / "pictures" / "instruments"
DOTS_AN_INCH = "55"
HEAD = """\
# Instruments

Which kind of instrument is made for which body, from the shipped data; each link shows the first page. Made by
`.venv/bin/python tools/gallery.py`.

"""


def body_of(job: Job) -> str:
    """The body, or the procedure, that a document belongs to; the whole country for reports."""
    if job.occasion.council is not None:
        return job.occasion.council.body.code
    return job.occasion.procedure.number if job.occasion.procedure else "country"


def samples(dataset: Dataset) -> list[Job]:
    """One job of each kind and body, preferring Fars."""
    plan = make_plan(dataset, ["all"], Selection(all_provinces=True))
    chosen: dict[tuple[str, str], Job] = {}
    for job in sorted(plan.jobs, key=lambda job: (job.folder != "07-fars", job.folder, job.number)):
        member = job.occasion.member
        if member is not None and member.seat in ("planning_deputy", "company_ceo"):
            continue
        chosen.setdefault((job.kind.key, body_of(job)), job)
    return list(chosen.values())


def table(dataset: Dataset, jobs: list[Job]) -> str:
    """The table of kinds and bodies in Markdown."""
    made = {(job.kind.key, body_of(job)) for job in jobs}
    columns = [*sorted(dataset.bodies), *(["country"] if any(body == "country" for _, body in made) else [])]
    names = {code: body.record.name for code, body in dataset.bodies.items()} | {"country": "کشور"}
    lines = ["| | " + " | ".join(f"{names[code]} ({code})" for code in columns) + " |"]
    lines.append("| --- " * (len(columns) + 1) + "|")
    for key, kind in dataset.kinds.items():
        cells = [f"[{key}](pictures/instruments/{key}-{code}.png)" if (key, code) in made else "" for code in columns]
        lines.append(f"| {kind.record.title} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Draft the samples, draw their first pages and write the table."""
    with tempfile.TemporaryDirectory() as scratch:
        workspace = Workspace.create(Path(scratch) / "workspace")
        dataset = read_dataset(workspace)
        jobs = samples(dataset)
        plan = make_plan(dataset, ["all"], Selection(all_provinces=True))
        plan.jobs = jobs
        report = draft(workspace, dataset, plan, DraftOptions(pdf=True))
        if report.problems:
            raise SystemExit("\n".join(map(str, report.problems)))
        PICTURES.mkdir(parents=True, exist_ok=True)
        for old in PICTURES.glob("*.png"):
            old.unlink()
        for job in jobs:
            picture = PICTURES / f"{job.kind.key}-{body_of(job)}"
            pdf = workspace.drafts / f"{job.path}.pdf"
            command = [
                "pdftoppm",
                "-r",
                DOTS_AN_INCH,
                "-gray",
                "-png",
                "-f",
                "1",
                "-l",
                "1",
                "-singlefile",
                pdf,
                picture,
            ]
            subprocess.run(command, check=True)  # noqa: S603  # a fixed program with paths of our own
    PAGE.write_text(HEAD + table(dataset, jobs), "utf-8")


if __name__ == "__main__":
    main()
