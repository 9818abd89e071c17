"""The commands of the cycle: what they write, and what they refuse without writing anything."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import yaml
from meeting_samples import KEY, STEPS

from generator.meetings import steps
from generator.model.meeting import STATES
from generator.problems import DabirError
from generator.sources.dataset import read_dataset
from generator.sources.yaml_editor import FileAsRead

COMMANDS = {
    **STEPS,
    "matter": f"matter fars {KEY} موضوع",
    "decide": f"decide fars {KEY} --text متن --owner bank --deadline 1406/06/01",
    "send": f"send fars {KEY} --date 1406/04/26",
    "follow-up": f"follow-up fars {KEY} 1 --done 1406/05/01",
}
# In which states each command is carried out; in all others it is refused.
CARRIED_OUT = {
    "agenda-proposed": ["planned"],
    "agenda-confirmed": ["agenda-proposed"],
    "invited": ["agenda-confirmed"],
    "held": ["invited"],
    "matter": ["held"],
    "decide": ["held"],
    "recorded": ["held"],
    "notified": ["recorded"],
    "send": ["recorded", "notified"],
}


def snapshot(workspace):
    return {path: path.read_bytes() for path in sorted(workspace.root.rglob("*")) if path.is_file()}


def values(path):
    return yaml.load(Path(path).read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # makes text only


@pytest.mark.parametrize("state", STATES[:-1])
def test_every_wrong_order_is_refused_with_its_code_and_nothing_changes(state, dabir, brought_to, workspace):
    brought_to(state)
    before = snapshot(workspace)
    for command, line in COMMANDS.items():
        if command == "planned" or state in CARRIED_OUT.get(command, ()):
            continue
        answer = dabir(line)
        assert answer.code == 1, (command, answer.out)
        # G814 is for the step in time, of a decision that is not there.
        assert set(answer.codes) <= {"G801", "G802", "G804", "G814"}, (command, answer.err)
        assert len(answer.codes) == 1
        assert "nothing was written" in answer.err
        assert answer.out == ""
        assert snapshot(workspace) == before, command


def test_a_closed_meeting_takes_nothing_more(dabir, brought_to, workspace):
    brought_to("closed")
    before = snapshot(workspace)
    for command, line in COMMANDS.items():
        if command != "planned":
            assert set(dabir(line).codes) <= {"G802", "G804"}
    assert snapshot(workspace) == before


def test_invitations_wait_for_the_confirmed_agenda_as_the_clause_says(dabir, brought_to):
    brought_to("agenda-proposed")
    answer = dabir(STEPS["invited"])
    assert answer.codes == ["G801"]
    assert "باید دستور جلسه تأیید شود (P-CL02، بند ۴ـ۴ ج)" in answer.err
    assert "the agenda must be confirmed (P-CL02, clause 4-4 c)" in answer.err
    assert "run 'dabir meeting confirm-agenda' first" in answer.err


@pytest.mark.parametrize(
    "case",
    [
        ("planned", f"propose-agenda fars {KEY} --date 1406/04/21", ["G805"]),
        ("agenda-proposed", f"confirm-agenda fars {KEY} --date 1406/03/31", ["G805"]),
        ("agenda-confirmed", f"invite fars {KEY} --date 1406/04/02", ["G805"]),
        ("agenda-confirmed", f"invite fars {KEY} --date 1406/04/21", ["G805"]),
        ("held", f"record fars {KEY} --date 1406/04/19", ["G805"]),
        ("held", f"record fars {KEY} --date 1406/04/21 --next-meeting 1406/04/01", ["G805"]),
        ("recorded", f"notify fars {KEY} --date 1406/04/21", ["G805"]),
        ("recorded", f"send fars {KEY} --date 1406/04/21", ["G805"]),
        ("agenda-proposed", f"propose-agenda fars {KEY} --date 1406/04/01", ["G802"]),
        ("notified", f"close fars {KEY} --date 1406/05/01", ["G801"]),
        ("notified", f"follow-up fars {KEY} 9 --cancel", ["G814"]),
        ("planned", "invite fars 1406-11 --date 1406/04/01", ["R321"]),
        ("planned", f"invite فارص {KEY} --date 1406/04/01", ["R301"]),
        ("planned", f"invite fars ../{KEY} --date 1406/04/01", ["R321"]),
        ("planned", f"propose-agenda fars {KEY} --date 1406/13/01", ["M204"]),
        ("planned", f"propose-agenda fars {KEY} --date فردا", ["M205"]),
        ("planned", f"propose-agenda fars {KEY} --date 1406/04/01 --item ' '", ["M209"]),
        ("planned", f"propose-agenda fars {KEY} --date 1406/04/01 --item 'a\u202eb'", ["Y107"]),
        ("planned", f"propose-agenda fars {KEY} --date 1406/04/01 --item 'a\x07b'", ["Y106"]),
        ("held", f"decide fars {KEY} --text متن --owner bnk --deadline 1406/06/01", ["R311"]),
        ("held", f"decide fars {KEY} --text متن --owner bank --follow-up bnk --deadline 1406/06/01", ["R311"]),
        ("held", f"decide fars {KEY} --text متن --owner bank --deadline 1406/04/19", ["R316"]),
        ("invited", f"hold fars {KEY} --all-present --end 25:00", ["M206"]),
        ("invited", f"hold fars {KEY} --all-present --end 09:00", ["R315"]),
        ("invited", f"hold fars {KEY} --present bank --end 11:00", ["R319"] * 11 + ["R330"] * 2),
        ("invited", f"hold fars {KEY} --all-present --absent bnk --end 11:00", ["R312"]),
        ("invited", f"hold fars {KEY} --all-present --absent company_ceo --end 11:00", ["R330"]),
        ("invited", f"hold fars {KEY} --all-present --absent bank --arrived bank=10:00 --end 11:00", ["G810"]),
        ("invited", f"hold fars {KEY} --all-present --left bank=11:10 --end 11:00", ["G811"]),
        ("invited", f"hold fars {KEY} --all-present --arrived bank=09:10:00 --end 11:00", ["M206"]),
        ("invited", f"hold fars {KEY} --all-present --arrived bank --end 11:00", ["G809"]),
        ("invited", f"hold fars {KEY} --all-present --absent 'ب:ج' --end 11:00", ["G809"]),
        ("invited", f"hold fars {KEY} --all-present --substitute 'bank=جناب آقای|نام' --end 11:00", ["G809"]),
        ("invited", f"hold fars {KEY} --all-present --substitute 'bank=دکتر|نام|نام|سمت||' --end 11:00", ["G809"]),
        (
            "invited",
            f"hold fars {KEY} --all-present --substitute 'bank=جناب آقای|نام|نام|سمت|۱|1406/04/21' --end 11:00",
            ["G805"],
        ),
    ],
)
def test_a_fault_is_told_and_nothing_changes(case, dabir, brought_to, workspace):
    state, line, codes = case
    brought_to(state)
    before = snapshot(workspace)
    answer = dabir(line)
    assert (answer.code, answer.codes) == (1, codes), answer.err
    assert "nothing was written" in answer.err
    assert snapshot(workspace) == before


@pytest.mark.parametrize("line", [f"hold fars {KEY} --end 11:00", f"follow-up fars {KEY} 1", "new fars", "invite fars"])
def test_what_is_missing_on_the_command_line_is_asked_for_and_never_prompted(line, dabir):
    assert dabir(line).code == 2


def test_attendance_holds_substitutes_hours_and_absences(dabir, brought_to):
    path = brought_to("invited")
    answer = dabir(
        f"hold fars {KEY} --all-present --absent bank:بیماری --unexcused guilds --end ۱۱:۳۰ --arrived heritage=۱۰:۱۵ "
        "--left labour=11:00 --substitute 'labour=سرکار خانم دكتر|مینا|راد|معاون|۱۲/۳|1406/04/18' --secretary industry"
    )
    assert answer.code == 0, answer.err
    assert "۱۰ نفر از ۱۲ عضو / 10 of 12 present" in answer.out
    found = values(path)
    assert (found["status"], found["end"], found["secretary"]) == ("held", "11:30", "industry")
    person = {"gender": "خانم", "title": "دکتر", "first_name": "مینا", "last_name": "راد"}
    substitute = {"person": person, "post": "معاون", "letter_number": "۱۲/۳", "letter_date": "1406-04-18"}
    assert {"member": "labour", "substitute": substitute, "left": "11:00"} in found["present"]
    assert {"member": "heritage", "arrived": "10:15"} in found["present"]
    assert found["absent"] == [
        {"member": "bank", "excused": "yes", "reason": "بیماری"},
        {"member": "guilds", "excused": "no"},
    ]


def test_present_members_can_be_named_one_by_one(dabir, brought_to):
    path = brought_to("invited")
    present = ("planning_deputy,company_ceo،industry", "labour,economy", "agriculture, heritage", "chamber")
    options = " ".join(f"--present '{keys}'" for keys in present)
    missing = " ".join(f"--absent {key}" for key in ("bank", "bank_keshavarzi", "guilds", "technology_park"))
    assert dabir(f"hold fars {KEY} {options} {missing} --end 11:00").code == 0
    assert values(path)["present"][:3] == ["planning_deputy", "company_ceo", "industry"]


def test_without_quorum_the_meeting_is_held_and_decides_nothing(dabir, brought_to):
    path = brought_to("invited")
    keys = ("labour", "economy", "agriculture", "heritage", "chamber", "bank", "bank_keshavarzi", "guilds")
    absent = " ".join(f"--absent {key}" for key in (*keys, "technology_park"))
    answer = dabir(f"hold fars {KEY} --all-present {absent} --end 11:00")
    assert answer.code == 0
    assert "no quorum: nothing can be decided" in answer.out
    before = path.read_bytes()
    refused = dabir(COMMANDS["decide"])
    assert refused.codes == ["G807"]
    assert "3 of 12 members" in refused.err
    assert path.read_bytes() == before


def test_a_meeting_is_closed_when_its_decisions_are(dabir, brought_to, workspace):
    path = brought_to("held")
    for number in ("یک", "دو"):
        line = f"decide fars {KEY} --text '{number}' --owner bank --follow-up industry --deadline 1406/06/01"
        assert dabir(f"{line} --approves priorities").code == 0
    for state in ("recorded", "notified"):
        assert dabir(STEPS[state]).code == 0
    assert dabir(COMMANDS["send"]).code == 0
    assert dabir(STEPS["closed"]).codes == ["G808"]
    assert dabir(f"follow-up fars {KEY} 1 --done 1406/04/01").codes == ["G805"]
    assert dabir(f"follow-up fars {KEY} 1 --done 1406/05/20 --result 'انجام شد'").code == 0
    assert dabir(f"follow-up fars {KEY} 1 --cancel").codes == ["G815"]
    assert dabir(f"follow-up fars {KEY} 2 --cancel").code == 0
    assert dabir(f"close fars {KEY} --date 1406/05/19").codes == ["G805"]
    assert dabir(f"close fars {KEY} --date 1406/05/20").code == 0
    decisions = values(path)["decisions"]
    assert decisions[0] == {
        "number": "1", "text": "یک", "owner": "bank", "follow_up": "industry", "deadline": "1406-06-01",
        "status": "done", "done_on": "1406-05-20", "result": "انجام شد", "approves": "priorities",
    }  # fmt: skip
    assert decisions[1]["status"] == "cancelled"
    assert read_dataset(workspace).faulty_paths() == set()


def test_comments_and_order_of_the_file_stay(dabir, brought_to):
    path = brought_to("planned")
    text = path.read_text("utf-8").replace("status: planned", "status: planned   # وضع جلسه")
    text = "# سربرگ\n\n" + text.replace("agenda:\n", "# آنچه مطرح می‌شود\nagenda:\n") + "# پایان\n"
    path.write_text(text, "utf-8")
    for state in list(STEPS)[1:7]:
        assert dabir(STEPS[state]).code == 0
        if state == "held":
            assert dabir(COMMANDS["matter"]).code == 0
            assert dabir(COMMANDS["decide"]).code == 0
    after = path.read_text("utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("status")]
    assert [line for line in after.splitlines() if line in kept] == kept
    assert "status: held   # وضع جلسه\n" in after
    assert after.endswith("notified: 1406-04-25\n# پایان\n")


def test_a_meeting_of_the_shipped_data_is_carried_on_without_loss(dabir, meetings):
    """A file that people wrote: only what the command says is added."""
    path = meetings / "1404-2.yaml"
    before = path.read_text("utf-8").splitlines()
    number = next(d["number"] for d in values(path)["decisions"] if d.get("status", "open") == "open")
    assert dabir(f"follow-up fars 1404-2 {number} --done 1405/11/30").code == 0
    after = path.read_text("utf-8").splitlines()
    assert [line for line in after if "1405-11-30" in line and "done_on" in line]
    assert len(set(before) - set(after)) <= 1
    assert len(after) - len(before) <= 2


def test_a_file_that_is_changed_meanwhile_is_not_overwritten(dabir, brought_to, monkeypatch):
    path = brought_to("planned")
    order_problems = steps.order_problems

    def while_somebody_saves(*arguments):
        path.write_text(path.read_text("utf-8") + "# یادداشت همکار\n", "utf-8")
        return order_problems(*arguments)

    monkeypatch.setattr(steps, "order_problems", while_somebody_saves)
    answer = dabir(STEPS["agenda-proposed"])
    assert (answer.code, answer.codes) == (1, ["G803"])
    assert path.read_text("utf-8").endswith("# یادداشت همکار\n")
    assert "agenda_proposed" not in path.read_text("utf-8")


def test_of_many_writers_at_once_one_wins_and_the_others_are_told(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"before")
    read = FileAsRead.read(path, "a.yaml")
    outcomes = []

    def write(number):
        try:
            read.publish(b"by %d" % number)
            outcomes.append(number)
        except DabirError as refused:
            outcomes.append(refused.problems[0].code)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert outcomes.count("G803") == 7
    (winner,) = [number for number in outcomes if number != "G803"]
    assert path.read_bytes() == b"by %d" % winner


def test_a_file_in_a_form_that_cannot_be_edited_is_left(dabir, brought_to):
    path = brought_to("planned")
    path.write_text(path.read_text("utf-8").replace("agenda:\n  - «یک»", "agenda: [«یک»]"), "utf-8")
    before = path.read_bytes()
    answer = dabir(f"propose-agenda fars {KEY} --date 1406/04/01 --item دو")
    assert answer.codes == ["G812"]
    assert path.read_bytes() == before
    assert dabir(STEPS["agenda-proposed"]).code == 0


def test_faults_of_the_file_are_told_before_anything_else(dabir, brought_to):
    path = brought_to("planned")
    path.write_text(path.read_text("utf-8").replace("date: 1406-04-20", "date: 1406-13-20"), "utf-8")
    answer = dabir(STEPS["agenda-proposed"])
    assert answer.codes == ["M204"]


def test_a_faulty_roster_is_told_and_faults_elsewhere_do_not_hinder(dabir, brought_to, workspace):
    brought_to("planned")
    project = workspace.data / "offices/07-fars/projects/stone-fars.yaml"
    project.write_text(project.read_text("utf-8") + "colour: آبی\n", "utf-8")
    assert dabir(STEPS["agenda-proposed"]).code == 0
    roster = workspace.data / "offices/07-fars/roster.yaml"
    roster.write_text(roster.read_text("utf-8") + "colour: آبی\n", "utf-8")
    answer = dabir(STEPS["agenda-confirmed"])
    assert set(answer.codes) == {"M202"}


def test_a_folder_that_cannot_be_written_is_told(dabir, brought_to, monkeypatch):
    path = brought_to("planned")
    before = path.read_bytes()

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.sources.yaml_editor.replacing", full)
    assert dabir(STEPS["agenda-proposed"]).codes == ["O702"]
    monkeypatch.setattr(Path, "write_bytes", full)
    assert dabir(STEPS["agenda-proposed"]).codes == ["O702"]
    monkeypatch.undo()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("fars", ("1407-1", "P-CL02", "propose-agenda")),
        ("استان\u00a0فارس --number 3", ("1407-3", "P-CL02", "propose-agenda")),
        ("07 --body P-CL02-EX", ("ex-1407-1", "P-CL02-EX", "invite")),
        ("7 --project stone-fars", ("st-1407-1", "P-CL03", "invite")),
        ("national", ("1407-1", "P-CL01", "invite")),
        ("کشور", ("1407-1", "P-CL01", "invite")),
    ],
)
def test_a_new_meeting_has_the_key_of_its_council(options, expected, dabir, workspace):
    key, body, next_step = expected
    answer = dabir(f"new {options} --date 1407/02/10 --start 9:30 --place 'سالن: یک' --agenda الف --agenda 'ب # ج'")
    assert answer.code == 0, answer.err
    folder = "national" if body == "P-CL01" else "07-fars"
    found = values(workspace.data / "offices" / folder / "meetings" / f"{key}.yaml")
    assert (found["key"], found["body"], found["status"]) == (key, body, "planned")
    assert (found["date"], found["start"], found["place"]) == ("1407-02-10", "09:30", "سالن: یک")
    assert found["agenda"] == ["الف", "ب # ج"]
    assert f"dabir meeting {next_step} " in answer.out
    assert "file made" in answer.out


def test_the_number_is_the_next_of_the_year(dabir, brought_to, meetings):
    brought_to("planned")
    assert dabir("new fars --date 1406/10/20 --start 09:30 --place شیراز --agenda یک").code == 0
    assert values(meetings / "1406-2.yaml")["number"] == "2"


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ("--date 1406/04/30 --number 1 --agenda یک", ["G813"]),
        ("--date 1406/04/01 --agenda یک", ["G805"]),
        ("--date 1406/04/30", ["R308"]),
        ("--date 1406/04/30 --agenda یک --body P-CL09", ["R303"]),
        ("--date 1406/04/30 --agenda یک --project stone", ["R322"]),
    ],
)
def test_a_new_meeting_that_does_not_fit_is_refused(options, codes, dabir, brought_to, workspace):
    brought_to("planned")
    before = snapshot(workspace)
    answer = dabir(f"new fars --start 09:30 --place شیراز {options}")
    assert (answer.code, answer.codes) == (1, codes), answer.err
    assert snapshot(workspace) == before


def test_a_province_without_a_folder_has_no_roster(dabir):
    assert dabir("new yazd --date 1406/04/30 --start 09:30 --place یزد --agenda یک").codes == ["R324"]


def test_an_office_without_roster_plans_no_meeting(dabir, workspace):
    for path in (workspace.data / "offices/07-fars").glob("roster*.yaml"):
        path.unlink()
    assert dabir("new fars --date 1406/04/30 --start 09:30 --place شیراز --agenda یک").codes == ["R324"]


def test_a_steering_council_skips_agenda_letters_and_isipo(dabir, workspace):
    assert dabir("new fars --project stone-fars --date 1407/02/10 --start 9:30 --place شیراز --agenda یک").code == 0
    key = "fars st-1407-1"
    assert dabir(f"propose-agenda {key} --date 1407/02/01").codes == ["G806"]
    assert dabir(f"invite {key} --date 1407/02/01").code == 0
    assert dabir(f"hold {key} --all-present --end 11:00").code == 0
    assert dabir(f"record {key} --date 1407/02/12").code == 0
    assert dabir(f"send {key} --date 1407/02/12").codes == ["G806"]
    answer = dabir(f"close {key} --date 1407/02/12")
    assert answer.codes == ["G801"]
    assert "(P-CL03)" in answer.err
    assert dabir(f"notify {key} --date 1407/02/12").code == 0
    assert dabir(f"close {key} --date 1407/02/12").code == 0
    assert read_dataset(workspace).faulty_paths() == set()


def test_another_data_folder_is_as_good(dabir, workspace, meetings):
    workspace.data.rename(workspace.root / "daten")
    (workspace.root / "dabir.toml").write_text('[paths]\ndata = "daten"\n', "utf-8")
    assert dabir(STEPS["planned"]).code == 0
    assert dabir(STEPS["agenda-proposed"]).code == 0
    assert dabir(STEPS["invited"]).codes == ["G801"]
    assert "daten/offices/07-fars/meetings/1406-1.yaml: G801" in dabir(STEPS["invited"]).err
