"""``dabir meeting status``: where each meeting stands, judged against the files themselves."""

from __future__ import annotations

import json

import yaml
from meeting_samples import KEY

from generator import Workspace
from generator.cli import cli
from generator.cli.meeting import command
from generator.meetings.cycle import STEPS
from generator.model.meeting import STATES

DUE = {
    "planned": {"propose-agenda", "invite"},
    "agenda-proposed": {"confirm-agenda"},
    "agenda-confirmed": {"invite"},
    "invited": {"hold"},
    "held": {"record"},
    "recorded": {"notify", "follow-up", "close"},
    "notified": {"send", "follow-up", "close"},
    "closed": {None},
}


def state_of(values):
    """The last thing that a file says was done, told without the program."""
    if values["status"] == "held":
        return next((word for word in ("closed", "notified", "recorded") if values.get(word)), "held")
    reached = [("invited", "invited"), ("agenda_confirmed", "agenda-confirmed"), ("agenda_proposed", "agenda-proposed")]
    return next((state for key, state in reached if values.get(key)), "planned")


def test_the_status_of_the_shipped_data_is_what_its_files_say(capsys, root):
    workspace = Workspace.open(root)
    cli(["--workspace", str(root), "meeting", "status", "--today", "1405/06/01", "--json"], standalone_mode=False)
    report = json.loads(capsys.readouterr().out)
    assert report["problems"] == []
    found = {(row["office"], row["meeting"]): row for row in report["meetings"]}
    files = {(path.parents[1].name, path.stem): path for path in workspace.data.glob("offices/*/meetings/*.yaml")}
    assert found.keys() == files.keys()
    for key, path in files.items():
        values = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # makes text only
        row = found[key]
        assert row["state"] == state_of(values), key
        assert (row["due"] and row["due"]["step"]) in DUE[row["state"]], key
        open_ones = [d for d in values.get("decisions", []) if d.get("status", "open") == "open"]
        assert row["open"] == [int(d["number"]) for d in open_ones], key
        late = [int(d["number"]) for d in open_ones if d["deadline"] < "1405-06-01"]
        assert [decision["number"] for decision in row["overdue"]] == late, key
        assert all(decision["institution"] for decision in row["overdue"])


def test_each_command_that_the_status_names_is_there():
    named = {step.command for step in STEPS.values()}
    assert named <= command.commands.keys()
    assert {steps for group in DUE.values() for steps in group} - {None} <= named
    assert DUE.keys() == set(STATES)


def test_the_table_names_the_next_command_and_the_late_decisions(dabir, brought_to):
    brought_to("held")
    line = f"decide fars {KEY} --text متن --owner bank --deadline 1406/06/01"
    assert dabir(line).code == 0
    answer = dabir("status --province فارس --today 1406/06/02")
    assert answer.code == 0
    (row,) = [line for line in answer.out.splitlines() if f" {KEY} " in line]
    assert row.startswith("فارس ")
    assert "برگزارشده" in row
    assert "۱/۱" in row
    assert row.endswith(f"dabir meeting record fars {KEY} --date …")
    assert f"جلسه {KEY}، مصوبه ۱، بانک صنعت و معدن استان فارس، مهلت ۱۴۰۶/۰۶/۰۱" in answer.out
    assert "overdue" not in dabir("status --all-provinces --today 1406/06/01").out.splitlines()[-2]


def test_the_table_is_as_wide_as_its_headings(dabir):
    lines = dabir("status").out.splitlines()
    place = lines[0].index("گام بعد")
    for line in lines[1:-1]:
        shown = line.replace("\u200c", "")
        assert shown[place - 1] == " "
        assert shown[place] in "d—"


def test_a_council_without_a_planned_meeting_is_due_six_months_after_the_last(dabir, meetings):
    planned = [path for path in meetings.glob("[0-9]*.yaml") if "status: planned" in path.read_text("utf-8")]
    for path in planned:
        path.unlink()
    report = json.loads(dabir("status --province 07 --json").out)
    (last,) = sorted(path.read_text("utf-8").split("\ndate: ")[1][:10] for path in meetings.glob("[0-9]*.yaml"))[-1:]
    (due,) = report["to_be_planned"]
    year, month, day = last.split("-")
    later = (int(month) + 5) % 12 + 1
    assert due["by"] == f"{int(year) + (int(month) > 6)}-{later:02}-{day}"
    assert due["command"].startswith("dabir meeting new fars --body P-CL02 ")
    shown = dabir("status --province 07").out
    assert "جلسه بعد" in shown


def test_a_faulty_meeting_is_told_with_the_rest(dabir, meetings):
    path = meetings / "1404-1.yaml"
    path.write_text(path.read_text("utf-8") + "colour: آبی\n", "utf-8")
    answer = dabir("status --province fars")
    assert answer.code == 1
    assert answer.codes == ["M202"]
    assert "1404-2" in answer.out
    assert dabir("status --province national").code == 0
    report = json.loads(dabir("status --json").out)
    assert [problem["code"] for problem in report["problems"]] == ["M202"]


def test_an_unknown_province_is_told_in_the_way_of_the_output(dabir):
    assert dabir("status --province فارص").codes == ["R301"]
    assert json.loads(dabir("status --province فارص --json").out)["problems"][0]["code"] == "R301"


def test_the_day_of_today_is_the_default(dabir):
    today = json.loads(dabir("status --province 07 --json").out)["today"]
    assert today.startswith("14")
