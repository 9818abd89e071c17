"""The command: what it prints, for people and for programs, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import generator
from generator.cli import cli


def dabir(workspace, *arguments):
    place = ["--workspace", str(workspace.root)] if workspace else []
    return CliRunner().invoke(cli, [*place, *arguments], standalone_mode=True)


def test_help_lists_every_command():
    shown = dabir(None, "--help").stdout
    for name in ("init", "check", "plan", "draft", "template", "doctor", "completion"):
        assert name in shown
        assert dabir(None, name, "--help").exit_code == 0


def test_help_imports_nothing_heavy():
    """What makes start-up slow is imported by the command that needs it."""
    script = (
        "import sys\nfrom generator.cli import cli\n"
        "try:\n    cli(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'docxtpl', 'lxml', 'pypdf', 'pydantic', 'rich', 'yaml', 'jinja2'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


def test_the_plan_as_json_names_documents_files_and_sources(small_workspace):
    done = dabir(
        small_workspace, "plan", "decree", "--province", "۰۷", "--body", "P-CL02", "--seat", "industry", "--json"
    )
    assert done.exit_code == 0
    plan = json.loads(done.stdout)
    assert plan["documents"] == [
        {
            "kind": "decree",
            "number": "P-CL02-07-DEC-03",
            "title": "حکم عضویت در کمیته استانی توسعه خوشه‌های کسب‌وکار استان فارس",
            "file": "output/drafts/07-fars/P-CL02-07-DEC-03.docx",
            "addressee": "industry",
            "signatory": "planning_deputy",
            "sources": ["data/kinds/decree.yaml", "data/bodies/P-CL02.yaml", "data/offices/07-fars/roster.yaml"],
        }
    ]
    assert not small_workspace.drafts.exists()


@pytest.mark.parametrize("name", ["فارس", "استان فارس", "fars", "07", "7", "07-fars", "فارس "])
def test_a_province_is_found_by_any_of_its_names(small_workspace, name):
    done = dabir(small_workspace, "plan", "minutes", "--province", name, "--meeting", "1404-1", "--json")
    assert [document["number"] for document in json.loads(done.stdout)["documents"]] == ["P-CL02-07-MIN-1404-1"]


def test_a_dry_run_writes_nothing(small_workspace):
    done = dabir(small_workspace, "draft", "all", "--all-provinces", "--dry-run")
    assert done.exit_code == 0
    assert "P-CL02-07-DEC-03" in done.stdout
    assert not small_workspace.output.exists()


def test_documents_of_offices_need_a_place(small_workspace):
    done = dabir(small_workspace, "draft", "decree")
    assert done.exit_code == 2
    assert "--all-provinces" in done.stderr


def test_procedures_need_none(small_workspace):
    done = dabir(small_workspace, "draft", "procedure", "--body", "P-CL02")
    assert done.exit_code == 0
    assert [path.name for path in small_workspace.drafts.rglob("*.docx")] == ["P-CL02.docx"]


def test_the_summary_counts_by_kind(small_workspace):
    held = len(list((small_workspace.data / "offices").glob("*/meetings/*.yaml"))) - _planned(small_workspace)
    done = dabir(small_workspace, "draft", "minutes", "procedure", "--all-provinces", "--json")
    summary = json.loads(done.stdout)
    assert summary["word"] == {"minutes": held, "procedure": 3}
    assert (summary["written"], summary["unchanged"], summary["failed"]) == (held + 3, 0, 0)
    assert summary["problems"] == []


def _planned(workspace) -> int:
    meetings = (workspace.data / "offices").glob("*/meetings/*.yaml")
    return sum("status: planned" in path.read_text("utf-8") for path in meetings)


def test_check_of_the_shipped_data_finds_vacant_seats_and_no_fault(workspace):
    done = dabir(workspace, "check", "--json")
    assert done.exit_code == 0
    report = json.loads(done.stdout)
    assert report["templates"] == len(list(workspace.templates.glob("*.docx")))
    codes = [problem["code"] for problem in report["problems"]]
    assert set(codes) == {"R306"}
    assert len(codes) >= 3
    assert {problem["severity"] for problem in report["problems"]} == {"note"}


def test_check_lists_what_was_normalised(small_workspace):
    roster = small_workspace.data / "offices" / "07-fars" / "roster.yaml"
    text = roster.read_text("utf-8")
    line = text[: text.index("last_name:")].count("\n") + 1
    column = text.split("\n")[line - 1].index("last_name:") + len("last_name: ") + 1
    start = text.index("last_name:") + len("last_name: ")
    roster.write_text(text[:start] + "كريمي" + text[text.index("\n", start) :], "utf-8")
    done = dabir(small_workspace, "check", "--normalised", "--json")
    changed = json.loads(done.stdout)["normalised"]
    place = f"data/offices/07-fars/roster.yaml:{line}:{column}"
    assert changed == [{"place": place, "before": "كريمي", "after": "کریمی"}]


def test_the_fields_of_a_kind_are_those_its_template_may_print(small_workspace):
    done = dabir(small_workspace, "template", "fields", "minutes", "--json")
    names = json.loads(done.stdout)["names"]
    assert "meeting.decisions[].owner" in names
    assert "procedure" not in names


def test_the_doctor_finds_all_that_the_tests_need(small_workspace):
    done = dabir(small_workspace, "doctor", "--json")
    assert done.exit_code == 0, done.output
    assert {finding["name"] for finding in json.loads(done.stdout)} >= {
        "Python",
        "LibreOffice Writer",
        "font B Nazanin",
    }


def test_the_doctor_says_what_a_lack_means(small_workspace):
    (small_workspace.root / "dabir.toml").write_text('[pdf]\nlibreoffice = "/nowhere/soffice"\n', "utf-8")
    environment = os.environ | {"PATH": str(Path(sys.executable).parent)}
    program = Path(sys.executable).parent / "dabir"
    done = subprocess.run(
        [program, "--workspace", small_workspace.root, "doctor"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "no PDF" in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_name_the_command(shell):
    done = dabir(None, "completion", shell)
    assert done.exit_code == 0
    assert "dabir" in done.stdout


def test_the_library_offers_what_it_promises():
    for name in generator.__all__:
        assert getattr(generator, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = generator.nothing


def test_a_workspace_is_found_from_a_folder_below(small_workspace, monkeypatch):
    monkeypatch.chdir(small_workspace.data / "offices" / "07-fars")
    done = CliRunner().invoke(cli, ["plan", "minutes", "--province", "07"])
    assert done.exit_code == 0
    assert "P-CL02-07-MIN-1404-1" in done.stdout


def test_a_wheel_carries_starter_data_and_templates(root, tmp_path):
    """``dabir init`` works from an installed wheel, without the checkout."""
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(root)]
    subprocess.run(build, check=True, capture_output=True)
    wheel = next(tmp_path.glob("dabir-*.whl"))
    site = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel)],
        check=True,
        capture_output=True,
    )
    script = "from generator.cli import main; main()"
    made = subprocess.run(
        [sys.executable, "-c", script, "init", str(tmp_path / "office")],
        env=os.environ | {"PYTHONPATH": str(site)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    assert (site / "generator" / "starter" / "data" / "provinces.yaml").is_file()
    assert len(list((tmp_path / "office" / "templates").glob("*.docx"))) == len(
        list((root / "templates").glob("*.docx"))
    )
    assert len(list((tmp_path / "office" / "data" / "offices").iterdir())) == 32
