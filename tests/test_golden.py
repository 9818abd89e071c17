"""Golden documents: each kind compared part by part, and page by page as a picture.

A wanted change is taken over with ``make golden``; look at the pictures before you commit them. Pages are
compared at 60 dots an inch in grey. The tolerance: the mean difference of a page stays under 1.5 of 255 levels, and
fewer than 1 % of its dots differ by more than 96 levels. That lets another release of LibreOffice or FreeType
smooth letters differently, and catches a line that moved, a lost rule or a changed word.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image, ImageChops, ImageStat

from generator import DraftOptions, Selection, Workspace, draft, make_plan, read_dataset
from generator.pdf import fonts_of

HERE = Path(__file__).parent / "golden"
UPDATE = os.environ.get("DABIR_UPDATE_GOLDEN") == "1"
DOCUMENTS = {
    "decree-member": "07-fars/P-CL02-07-DEC-03",
    "decree-chair": "07-fars/P-CL02-07-DEC-01",
    "decree-secretary": "07-fars/P-CL02-07-DEC-02",
    "decree-steering-council": "07-fars/P-CL03-07-01-DEC-03",
    "agenda": "07-fars/P-CL02-07-AGN-1405-1",
    "cda-appointment": "07-fars/P-CL03-07-01-CDA",
    "expert-report": "07-fars/P-CL02-EX-07-RPT-ex-1404-1",
    "nomination-request": "07-fars/P-CL02-07-NOM-04",
    "substitute-confirmation": "07-fars/P-CL02-07-SUB-1404-2-11",
    "notification": "07-fars/P-CL02-07-NTF-1404-1-03",
    "transmittal": "07-fars/P-CL02-07-TRN-1404-1",
    "invitation": "07-fars/P-CL02-07-INV-1404-1-04",
    "invitation-chair": "07-fars/P-CL02-07-INV-1404-1-01",
    "minutes": "07-fars/P-CL02-07-MIN-1404-1",
    "distribution-list": "procedures/P-CL02-DST",
    "procedure": "procedures/P-CL02",
}
MEAN_TOLERANCE = 1.5
DOT_TOLERANCE = 96
SHARE_TOLERANCE = 0.01

pytestmark = pytest.mark.xdist_group("golden")


@pytest.fixture(scope="module")
def drafts(tmp_path_factory) -> Path:
    workspace = Workspace.create(tmp_path_factory.mktemp("golden") / "workspace")
    for folder in (workspace.data / "offices").iterdir():
        if folder.name != "07-fars":
            shutil.rmtree(folder)
    dataset = read_dataset(workspace)
    plan = make_plan(dataset, ["all"], Selection(all_provinces=True))
    wanted = set(DOCUMENTS.values())
    plan.jobs = [job for job in plan.jobs if str(job.path) in wanted]
    report = draft(workspace, dataset, plan, DraftOptions(pdf=True, pack=True))
    assert report.problems == []
    assert report.packs == 1
    return workspace.drafts


def _parts(docx: Path) -> dict[str, str]:
    parts = {}
    with zipfile.ZipFile(docx) as archive:
        for name in sorted(archive.namelist()):
            root = etree.fromstring(archive.read(name))
            etree.indent(root)
            parts[name] = etree.tostring(root, encoding="unicode") + "\n"
    return parts


@pytest.mark.parametrize(
    "name", [name for name in DOCUMENTS if not name.startswith("decree-") or name == "decree-member"]
)
def test_parts(name, drafts):
    made = _parts(drafts / f"{DOCUMENTS[name]}.docx")
    folder = HERE / "parts" / name
    if UPDATE:
        shutil.rmtree(folder, ignore_errors=True)
        for part, xml in made.items():
            (folder / part).parent.mkdir(parents=True, exist_ok=True)
            (folder / part).write_text(xml, "utf-8")
    kept = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }
    assert sorted(made) == sorted(kept)
    for part, xml in made.items():
        assert xml == kept[part], part


def _pictures(pdf: Path, folder: Path) -> list[Path]:
    subprocess.run(["pdftoppm", "-r", "60", "-gray", "-png", pdf, folder / "page"], check=True)
    return sorted(folder.glob("page*.png"))


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Mean difference in levels, and the share of dots that differ by more than the tolerance."""
    gap = ImageChops.difference(one, other)
    histogram = gap.histogram()
    return ImageStat.Stat(gap).mean[0], sum(histogram[DOT_TOLERANCE + 1 :]) / sum(histogram)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_pages(name, drafts, tmp_path):
    made = _pictures(drafts / f"{DOCUMENTS[name]}.pdf", tmp_path)
    folder = HERE / "pages"
    if UPDATE:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{name}.*.png"):
            old.unlink()
        for number, picture in enumerate(made, start=1):
            shutil.copyfile(picture, folder / f"{name}.{number}.png")
    kept = sorted(folder.glob(f"{name}.*.png"))
    assert len(made) == len(kept) > 0
    for new, old in zip(made, kept, strict=True):
        with Image.open(new) as one, Image.open(old) as other:
            assert one.size == other.size
            mean, share = difference(one.convert("L"), other.convert("L"))
        assert mean < MEAN_TOLERANCE, old.name
        assert share < SHARE_TOLERANCE, old.name


def test_the_tolerance_catches_a_line_that_moved():
    with Image.open(HERE / "pages" / "minutes.1.png") as page:
        grey = page.convert("L")
    moved = grey.copy()
    half = grey.crop((0, grey.height // 2, grey.width, grey.height - 3))
    moved.paste(half, (0, grey.height // 2 + 3))
    mean, share = difference(grey, moved)
    assert mean >= MEAN_TOLERANCE or share >= SHARE_TOLERANCE


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_text_fell_back_to_another_font(name, drafts):
    fonts = fonts_of(drafts / f"{DOCUMENTS[name]}.pdf")
    assert any("Nazli" in font for font in fonts)
    assert not any("DejaVu" in font for font in fonts)


def test_letters_close_on_one_page_before_the_control_sheet():
    letters = ("decree-member", "decree-chair", "decree-secretary", "invitation", "invitation-chair", "notification")
    for name in (*letters, "transmittal", "nomination-request", "substitute-confirmation", "cda-appointment"):
        assert len(list((HERE / "pages").glob(f"{name}.*.png"))) == 2, name
