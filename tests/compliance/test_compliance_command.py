"""``dabir check --rules`` and ``dabir compliance``: what they print, write and end with."""

from __future__ import annotations

import json
import shutil
import zipfile

import openpyxl
import pytest
from click.testing import CliRunner
from committee_data import FARS, ROOT, TODAY, make_workspace, place_of, sound_province

from generator.cli import cli
from generator.compliance import current_day
from generator.persian.dates import JalaliDate

KERMAN = "08-kerman"
WHEN = ("--year", "1404", "--today", TODAY)


@pytest.fixture
def folder(tmp_path):
    """Fars has a member without decree, Kerman an empty seat and an overdue decision."""
    fars, kerman = sound_province("07"), sound_province("08")
    del fars["roster.yaml"]["members"][2]["decree"]
    del kerman["roster.yaml"]["members"][3]
    for name in ("meetings/1404-1.yaml", "meetings/1404-2.yaml"):
        kerman[name]["present"].remove("labour")
    kerman["meetings/1404-1.yaml"]["decisions"][2]["status"] = "open"
    make_workspace(tmp_path, {FARS: fars, KERMAN: kerman})
    return tmp_path


@pytest.fixture
def dabir(folder):
    def run(*arguments):
        return CliRunner().invoke(cli, ["--workspace", str(folder), *arguments])

    return run


def codes(problems):
    return [problem["code"] for problem in problems]


BOTH = ("--province", "fars", "--province", "کرمان")


def test_check_without_rules_is_what_it_was(dabir):
    report = json.loads(dabir("check", "--json").stdout)
    assert not [code for code in codes(report["problems"]) if code.startswith("C9")]
    assert "rules" not in report
    assert "R305" in codes(report["problems"])


def test_check_with_rules_tells_each_thing_once(dabir, folder):
    done = dabir("check", "--rules", *WHEN, *BOTH, "--json")
    report = json.loads(done.stdout)
    found = [problem for problem in report["problems"] if problem["code"][0] == "C"]
    assert sorted(codes(found)) == ["C902", "C903", "C918"]
    assert "R305" not in codes(report["problems"])
    assert report["rules"] == {"year": 1404, "today": "1405-01-20"}
    assert done.exit_code == 1
    (decree,) = [problem for problem in found if problem["code"] == "C903"]
    path = f"data/offices/{FARS}/roster.yaml"
    line, column = place_of(folder / path, ("members", 2, "decree"))
    assert decree["location"] == {"path": path, "line": line, "column": column, "field": "members[2].decree"}
    assert decree["severity"] == "fault"


def test_check_with_rules_prints_them_like_other_problems(dabir):
    done = dabir("check", "--rules", *WHEN, "--province", "08")
    assert "C918 decision-overdue (note)\n" in done.stderr
    assert "C902 committee-seat-empty\n" in done.stderr
    assert "C903" not in done.stderr
    assert "(P-CL02، بند ۴ـ۴ د)" in done.stderr
    assert done.stdout.endswith("P-CL02 in 1404 as of 1405-01-20\n")
    assert "C918" not in dabir("check", "--rules", *WHEN, "--province", "08", "--no-notes").stderr


def test_advice_alone_leaves_the_exit_code(dabir, folder):
    make_workspace(folder / "second", {FARS: sound_province()})
    meeting = folder / f"second/data/offices/{FARS}/meetings/1404-1.yaml"
    meeting.write_text(meeting.read_text("utf-8").replace("status: done", "status: open", 1), "utf-8")
    done = CliRunner().invoke(
        cli, ["--workspace", str(folder / "second"), "compliance", *WHEN, "--province", "فارس", "--json"]
    )
    assert (done.exit_code, json.loads(done.stdout)["totals"]["advice"]) == (0, 1)


def test_what_all_provinces_share_is_told_once_and_counted_for_each(dabir, folder):
    body = folder / "data/bodies/P-CL02.yaml"
    body.write_text(
        body.read_text("utf-8").replace("  invitation:\n    sender: governorate", "  invitation:\n    sender: company"),
        "utf-8",
    )
    checked = json.loads(dabir("check", "--rules", *WHEN, *BOTH, "--json").stdout)
    assert codes(checked["problems"]).count("C909") == 1
    table = json.loads(dabir("compliance", *WHEN, *BOTH, "--json").stdout)
    assert [row["findings"]["invitations"] for row in table["provinces"]] == [1, 1]


@pytest.mark.parametrize("options", [("--year", "1404"), ("--today", TODAY), ("--province", "07")])
def test_options_of_the_rules_need_them(dabir, options):
    done = dabir("check", *options)
    assert done.exit_code == 2
    assert "--rules" in done.stderr


def test_the_table_as_text_has_all_provinces(dabir):
    done = dabir("compliance", *WHEN)
    assert done.exit_code == 1
    assert sum(line.startswith("فارس ") for line in done.stdout.splitlines()) == 1
    assert len([line for line in done.stdout.splitlines() if "؟" in line]) == 29 + 1  # the legend has one
    assert done.stderr == ""


def test_the_table_of_one_province(dabir):
    done = dabir("compliance", *WHEN, "--province", "۷", "--format", "json")
    table = json.loads(done.stdout)
    assert [(row["code"], row["faults"]) for row in table["provinces"]] == [("07", 1)]
    assert table["problems"] == []


def test_faults_of_the_inputs_are_told_beside_the_table(dabir, folder):
    (folder / f"data/offices/{FARS}/meetings/1404-2.yaml").write_text("key:\n", "utf-8")
    done = dabir("compliance", *WHEN, "--json")
    table = json.loads(done.stdout)
    assert {problem["location"]["path"] for problem in table["problems"]} == {
        f"data/offices/{FARS}/meetings/1404-2.yaml"
    }
    fars = next(row for row in table["provinces"] if row["code"] == "07")
    assert (fars["findings"]["decrees"], fars["findings"]["minutes"]) == (1, None)
    assert json.loads(dabir("compliance", *WHEN, "--province", "کرمان", "--json").stdout)["problems"] == []
    assert "1404-2.yaml:1:1: M201" in dabir("compliance", *WHEN).stderr


def test_the_table_in_files(dabir, folder):
    for name, options in (("t.xlsx", ()), ("t.json", ()), ("t.txt", ()), ("u.txt", ("--format", "json"))):
        done = dabir("compliance", *WHEN, *BOTH, "--out", str(folder / "made" / name), *options)
        assert done.exit_code == 1
        assert f"{name}: 2 faults, 1 note" in done.stdout
    made = folder / "made"
    assert openpyxl.load_workbook(made / "t.xlsx").worksheets[0]["B4"].value == "فارس"
    assert json.loads((made / "t.json").read_text("utf-8")) == json.loads((made / "u.txt").read_text("utf-8"))
    assert (made / "t.txt").read_text("utf-8").startswith("P-CL02، سال ۱۴۰۴")
    assert {path.name for path in made.iterdir()} == {"t.xlsx", "t.json", "t.txt", "u.txt"}


def test_a_table_that_cannot_be_written(dabir, folder):
    (folder / "file").write_text("in the way")
    done = dabir("compliance", *WHEN, "--out", str(folder / "file" / "t.xlsx"))
    assert done.exit_code == 1
    assert [problem.code for problem in done.exception.problems] == ["O701"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "xlsx"),
        ("--format", "xlsx", "--json", "--out", "t.xlsx"),
        ("--pdf",),
        ("--report", "--province", "07"),
        ("--report", "--out", "t.txt"),
        ("--today", "1404/12/30"),
        ("--today", "yesterday"),
        ("--year", "2025"),
    ],
)
def test_a_wrong_usage_ends_with_2(dabir, arguments):
    assert dabir("compliance", *arguments).exit_code == 2


def test_an_unknown_province(dabir):
    done = dabir("compliance", "--province", "فارص")
    assert [problem.code for problem in done.exception.problems] == ["R301"]
    assert "فارس" in done.exception.problems[0].hint("fa")


def test_without_a_year_and_a_day_the_latest_year_is_judged_as_of_today(dabir):
    table = json.loads(dabir("compliance", "--json").stdout)
    assert table["year"] == 1404
    assert JalaliDate.parse(table["today"]) == current_day()


def test_a_faulty_body_leaves_nobody_judged(dabir, folder):
    body = folder / "data/bodies/P-CL02.yaml"
    body.write_text(body.read_text("utf-8").replace("sender: company", "sender: nobody"), "utf-8")
    done = dabir("compliance", *WHEN, "--json")
    table = json.loads(done.stdout)
    assert done.exit_code == 1
    assert {value for row in table["provinces"] for value in row["findings"].values()} == {None}
    assert "M210" in codes(table["problems"])


def test_the_report_prints_the_table_of_the_year_and_day_asked_for(dabir, folder):
    shutil.copy(ROOT / "data/kinds/compliance-report.yaml", folder / "data/kinds")
    shutil.copy(ROOT / "templates/compliance-report.docx", folder / "templates")
    done = dabir("compliance", "--report", *WHEN)
    (report,) = (folder / "output/drafts/reports").iterdir()
    assert f"output/drafts/reports/{report.name}\n" in done.stdout
    with zipfile.ZipFile(report) as archive:
        text = archive.read("word/document.xml").decode()
    for shown in ("فارس", "کرمان", "لرستان", "۱۴۰۵", "تصویب اولویت‌های سال"):
        assert shown in text
    again = dabir("compliance", "--report", *WHEN)
    assert "0 files written, 1 unchanged" in again.stdout
    dabir("compliance", "--report", "--year", "1403", "--today", "1404/02/10")
    with zipfile.ZipFile(report) as archive:
        earlier = archive.read("word/document.xml").decode()
    assert "۱۰ اردیبهشت ۱۴۰۴" in earlier
    assert "در سال ۱۴۰۳" in earlier


def test_a_workspace_without_the_kind_of_the_report(dabir):
    done = dabir("compliance", "--report", *WHEN)
    assert done.exit_code == 1
    assert "R304" in done.stderr
