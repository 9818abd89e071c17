"""Faults of the command line, of the workspace and its settings, and of the plan."""

from __future__ import annotations

import pytest
from fault_workspace import INPUTS, REPOSITORY, assert_well_said, build, run, run_apart

NOTHING_MADE = {"word": {}, "written": 0, "failed": 0}


def snapshot(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def rewrite(path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["decree", "--province", "فارص"], ("R301", "--province", "did you mean 'فارس'?")),
        (["decree", "--province", "99"], ("R301", "--province", "known here: فارس, fars, کرمان, kerman")),
        (["decre", "--province", "07"], ("R304", "KIND", "did you mean 'decree'?")),
        (["decree", "--province", "07", "--body", "P-CL22"], ("R303", "--body", "did you mean 'P-CL02'?")),
        (["decree", "--province", "07", "--seat", "bamk"], ("R302", "--seat", "did you mean 'bank'?")),
        (["minutes", "--province", "07", "--meeting", "1404-11"], ("R321", "--meeting", "did you mean '1404-1'?")),
        (["decree", "--province", "07", "--project", "stone"], ("R322", "--project", "did you mean 'stone-fars'?")),
    ],
)
@pytest.mark.parametrize("command", ["draft", "plan"])
def test_an_unknown_word_has_its_code_and_the_nearest_known_one(workspace, command, arguments, problem):
    code, place, cure = problem
    answer = run(command, *arguments, "--json", workspace=workspace)
    assert answer.code == 1
    assert answer.codes == [code]
    (found,) = answer.problems
    assert found["location"] == {"path": place}
    assert found["hint_en"] == cure
    assert_well_said(answer.problems)
    assert not (workspace / "output").exists()


def test_several_unknown_words_are_told_at_once(workspace):
    wrong = ["--province", "99", "--province", "98", "--body", "X", "--meeting", "Y", "--seat", "Z", "--project", "W"]
    answer = run("draft", "decre", *wrong, "--json", workspace=workspace)
    assert answer.codes == ["R301", "R301", "R302", "R303", "R304", "R321", "R322"]
    assert answer.json.items() >= NOTHING_MADE.items()


def test_an_unknown_kind_of_a_template_command(workspace):
    answer = run("template", "fields", "decre", workspace=workspace)
    assert answer.code == 1
    assert "KIND: R304 unknown-kind\n" in answer.err
    assert "did you mean 'decree'?" in answer.err


@pytest.mark.parametrize("arguments", [["decree"], ["all"], ["procedure", "minutes"]])
def test_documents_of_offices_need_an_office(workspace, arguments):
    answer = run("draft", *arguments, workspace=workspace)
    assert answer.code == 2
    assert "--all-provinces" in answer.err
    assert not (workspace / "output").exists()


@pytest.mark.parametrize("arguments", [["draft"], ["drafts"], ["draft", "decree", "--provinse", "07"]])
def test_a_wrong_usage_ends_with_2(workspace, arguments):
    answer = run(*arguments, workspace=workspace)
    assert answer.code == 2
    assert "Traceback" not in answer.err


SETTINGS = [
    ("[pdf]\nprocesses = \n", "dabir.toml:2:13: W602 broken-settings", "Invalid value"),
    ("[pdf]\nprocesses = 2\nprocesses = 3\n", "dabir.toml:3:14: W602 broken-settings", "overwrite"),
    ("[pdf]\n  proceses = 2\n", "dabir.toml:2:3: W603 unknown-setting", "did you mean 'processes'?"),
    ("# x\n[pfd]\nprocesses = 2\n", "dabir.toml:2:1: W603 unknown-setting", "did you mean 'pdf'?"),
    ("[limits]\n\nrender_seconds = 0\n", "dabir.toml:3:1: W604 bad-setting", "greater than or equal to 1"),
    ('[pdf]\nprocesses = "two"\n', "dabir.toml:2:1: W604 bad-setting", "valid integer"),
]


@pytest.mark.parametrize(("text", "headline", "told"), SETTINGS)
def test_a_fault_of_the_settings_has_its_line_and_column(workspace, text, headline, told):
    (workspace / "dabir.toml").write_text(text, "utf-8")
    answer = run("check", workspace=workspace)
    assert answer.code == 1
    assert f"{headline}\n" in answer.err
    assert told in answer.err
    assert answer.out == ""


def test_all_faults_of_the_settings_come_at_once(workspace):
    (workspace / "dabir.toml").write_text("[pdf]\nproceses = 2\n[limits]\nfile_bytes = 1\n[nothing]\n", "utf-8")
    answer = run("check", workspace=workspace)
    for place in ("2:1: W603", "4:1: W604", "5:1: W603"):
        assert f"dabir.toml:{place}" in answer.err


def test_settings_that_are_not_utf8(workspace):
    (workspace / "dabir.toml").write_bytes("# تنظيمات".encode("cp1256"))
    answer = run("check", workspace=workspace)
    assert answer.code == 1
    assert "Y101 not-utf8" in answer.err


@pytest.mark.parametrize(
    "arguments", [["check"], ["plan", "all", "--all-provinces"], ["draft", "all", "--province", "07"]]
)
def test_without_a_workspace(tmp_path, arguments):
    answer = run(*arguments, workspace=tmp_path)
    assert answer.code == 1
    assert f"{tmp_path}: W601 no-workspace" in answer.err
    assert "dabir init" in answer.err
    assert not list(tmp_path.iterdir())


def test_init_leaves_a_folder_in_use_as_it_is(workspace):
    before = snapshot(workspace)
    answer = run("init", workspace)
    assert answer.code == 1
    assert "W605 folder-in-use" in answer.err
    assert snapshot(workspace) == before


def test_init_where_nothing_can_be_written(tmp_path):
    (tmp_path / "file").write_text("in the way")
    answer = run("init", tmp_path / "file" / "workspace")
    assert answer.code == 1
    assert "O701 output-not-writable" in answer.err


def test_a_number_pattern_that_does_not_tell_documents_apart(workspace):
    rewrite(
        workspace / "data/kinds/decree.yaml", '"{body}-{office}-{project}-{code}-{seat}"', '"{body}-{code}-{office}"'
    )
    answer = run("draft", "decree", "--province", "07", "--json", workspace=workspace)
    assert answer.code == 1
    assert set(answer.codes) == {"K502"}
    assert {problem["location"]["path"] for problem in answer.problems} == {"data/kinds/decree.yaml"}
    assert_well_said(answer.problems)
    assert not (workspace / "output").exists()


def test_a_number_pattern_that_makes_too_long_a_file_name(workspace):
    rewrite(workspace / "data/kinds/decree.yaml", "{code}-{seat}", "{code}-" + "x" * 200 + "-{seat}")
    answer = run("draft", "decree", "--province", "08", "--json", workspace=workspace)
    assert answer.code == 1
    assert set(answer.codes) == {"O704"}
    assert not (workspace / "output").exists()


def test_a_template_that_is_there_is_not_made_anew(workspace):
    before = (workspace / "templates/decree.docx").read_bytes()
    answer = run("template", "new", "decree", workspace=workspace)
    assert answer.code == 1
    assert "templates/decree.docx: O703 foreign-file" in answer.err
    assert (workspace / "templates/decree.docx").read_bytes() == before


def test_a_faulty_province_never_hinders_the_others(tmp_path):
    workspace = build(tmp_path / "w", INPUTS / "mixed-a-faulty-roster-hides-no-meeting")
    answer = run("draft", "all", "--all-provinces", "--json", workspace=workspace)
    assert answer.code == 1
    sound = run("draft", "all", "--all-provinces", "--json", workspace=build(tmp_path / "sound"))
    made = sorted((workspace / "output/drafts/08-kerman").iterdir())
    assert [path.name for path in made] == sorted(
        p.name for p in (tmp_path / "sound/output/drafts/08-kerman").iterdir()
    )
    assert {problem["location"]["path"] for problem in answer.problems} == {
        "data/offices/07-fars/roster.yaml",
        "data/offices/07-fars/meetings/1404-3.yaml",
    }
    # The project's council is sound and lies in the same province.
    in_fars = {path.name for path in (workspace / "output/drafts/07-fars").iterdir()}
    assert in_fars == {f"P-CL03-07-01-DEC-{seat}.docx" for seat in ("02", "03", "03-2", "03-3")}
    assert sound.code == 0


def test_what_a_faulty_file_holds_back_is_named(workspace):
    rewrite(workspace / "data/offices/07-fars/meetings/1404-1.yaml", "    deadline: 1404-07-30\n", "")
    planned = run("plan", "all", "--all-provinces", "--json", workspace=workspace)
    assert planned.code == 1
    held_back = [document["number"] for document in planned.json["held_back"]]
    assert sorted(held_back) == [
        *(f"P-CL02-07-INV-1404-1-{seat}" for seat in ("01", "02", "03", "04")),
        "P-CL02-07-MIN-1404-1",
    ]
    answer = run("draft", "all", "--all-provinces", "--json", workspace=workspace)
    assert (answer.code, answer.codes, answer.json["failed"]) == (1, ["R310"], 5)
    assert answer.json["word"] == {"decree": 12, "invitation": 4, "minutes": 1, "distribution-list": 1, "procedure": 1}
    assert not list((workspace / "output").rglob("P-CL02-07-MIN*"))


def test_a_fault_elsewhere_is_not_told_to_a_sound_province(workspace):
    rewrite(workspace / "data/offices/07-fars/meetings/1404-1.yaml", "date: 1404-04-17", "date: 1404-12-30")
    answer = run("draft", "all", "--province", "کرمان", "--json", workspace=workspace)
    assert (answer.code, answer.problems) == (0, [])
    assert answer.json["offices"] == ["08-kerman"]


def test_a_province_that_is_dropped_is_told(workspace):
    (workspace / "data/offices/07-fars").rename(workspace / "data/offices/07-pars")
    answer = run("draft", "all", "--all-provinces", "--json", workspace=workspace)
    assert (answer.code, answer.codes) == (1, ["R301"])


KIND_FAULTS = [
    ('"{body}-{office}-{project}-{code}-{seat}"', '"/tmp/{body}-{office}-{project}-{code}-{seat}"'),
    ('"{body}-{office}-{project}-{code}-{seat}"', '"../../{body}-{office}-{project}-{code}-{seat}"'),
    ('"{body}-{office}-{project}-{code}-{seat}"', '"{body:>9}-{office}-{project}-{code}-{seat}"'),
    ("act: decree\n", "act: decre\n"),
    ("  - addressee.name\n", "  - addressee.nam\n"),
]


@pytest.mark.parametrize(("sound", "faulty"), KIND_FAULTS)
def test_a_faulty_kind_is_told_by_check(workspace, sound, faulty):
    rewrite(workspace / "data/kinds/decree.yaml", sound, faulty)
    answer = run("check", "--json", workspace=workspace)
    assert answer.code == 1
    assert {problem["location"]["path"] for problem in answer.problems} == {"data/kinds/decree.yaml"}


def test_json_is_json_even_when_the_settings_are_broken(workspace):
    (workspace / "dabir.toml").write_text("[pfd]\n")
    assert run("check", "--json", workspace=workspace).codes == ["W603"]


def test_the_dry_run_of_a_faulty_plan_writes_nothing_and_ends_with_1(workspace):
    rewrite(workspace / "data/offices/07-fars/meetings/1404-1.yaml", "    deadline: 1404-07-30\n", "")
    answer = run("draft", "all", "--all-provinces", "--dry-run", "--json", workspace=workspace)
    assert answer.code == 1
    assert not (workspace / "output").exists()


def test_faults_of_a_real_process_are_told_without_a_traceback(tmp_path):
    answer = run_apart(tmp_path, "check")
    assert answer.code == 1
    assert "W601" in answer.err
    assert "Traceback" not in answer.err


def test_these_tests_use_the_templates_of_the_repository(workspace):
    for template in (REPOSITORY / "templates").glob("*.docx"):
        assert (workspace / "templates" / template.name).read_bytes() == template.read_bytes()
