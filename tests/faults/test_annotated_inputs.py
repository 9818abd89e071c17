"""Faulty inputs that say themselves what is wrong: the run reports exactly that, at exactly that place.

A folder of ``inputs`` is laid over the sound workspace in ``base``. Below a faulty line stands what is reported of
it: ``#! 7 M204`` is the code M204 at column 7 of the nearest line above that is no annotation. For what cannot
carry a comment, ``expected.txt`` has lines ``path:line:column CODE``, or ``path CODE`` where there is no line;
``deleted.txt`` lists what is taken out of the base.
"""

from __future__ import annotations

import pytest
from fault_workspace import INPUTS, annotated, assert_well_said, build, reported, run, run_apart

from generator.messages import MESSAGES

CASES = sorted(path.name for path in INPUTS.iterdir() if path.is_dir())


def expected_exit_code(codes):
    faults = [code for code in codes if MESSAGES[code].severity == "fault"]
    return 3 if any(code.startswith("T") for code in faults) else 1 if faults else 0


def test_there_are_at_least_forty_cases():
    assert len(CASES) >= 40


def test_the_base_has_neither_faults_nor_notes(tmp_path):
    answer = run("check", "--json", workspace=build(tmp_path / "w"))
    assert answer.problems == []
    assert answer.code == 0


@pytest.mark.parametrize("name", CASES)
def test_exactly_the_annotated_faults_are_reported(tmp_path, name):
    expected = annotated(INPUTS / name)
    assert expected, "a case without an annotation proves nothing"
    # One kind is enough where the case brings no other: compiling templates takes most of the time.
    answer = run("check", "--json", workspace=build(tmp_path / "w", INPUTS / name, kinds=["decree"]))
    assert reported(answer.problems) == expected
    assert answer.code == expected_exit_code(code for *_, code in expected)
    assert_well_said(answer.problems)
    assert answer.err == ""


def test_every_fault_that_check_can_find_in_the_inputs_has_a_case():
    codes = {code for name in CASES for *_, code in annotated(INPUTS / name)}
    wanted = {code for code in MESSAGES if code[0] in "YMRK"}
    # R304 and R321 are of the command line, K502 is of a plan.
    assert wanted - codes == {"R304", "R321", "K502"}


@pytest.mark.parametrize("name", ["mixed-two-provinces", "not-utf8-windows-1256"])
def test_a_person_reads_place_code_both_languages_and_the_cure(tmp_path, name):
    answer = run_apart(build(tmp_path / "w", INPUTS / name), "check")
    assert answer.code == 1
    assert "Traceback" not in answer.err
    for path, line, column, code in annotated(INPUTS / name):
        message = MESSAGES[code]
        place = f"{path}:{line}:{column}" if line else path
        note = " (note)" if message.severity == "note" else ""
        assert f"{place}: {code} {message.slug}{note}\n" in answer.err
    assert answer.err.count("    ← ") == len(annotated(INPUTS / name))


def test_notes_can_be_left_out_and_never_change_the_exit_code(tmp_path):
    workspace = build(tmp_path / "w", INPUTS / "optional-seat-vacant")
    assert [problem["code"] for problem in run("check", "--json", workspace=workspace).problems] == ["R306"]
    quiet = run("check", "--json", "--no-notes", workspace=workspace)
    assert (quiet.code, quiet.problems) == (0, [])
