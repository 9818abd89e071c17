"""Each rule of P-CL02 broken in turn: the finding, its clause, its place, and the command that cures it."""

from __future__ import annotations

import itertools
import re

import click
import pytest
from committee_data import FARS, TODAY, dataset_of, place_of, sound_meeting, sound_province

from generator import Workspace, read_dataset
from generator.cli import cli
from generator.compliance import judge, latest_year
from generator.messages import MESSAGES
from generator.model.compliance import RULES, clause_fa
from generator.persian.dates import JalaliDate

ROSTER, FIRST, SECOND = "roster.yaml", "meetings/1404-1.yaml", "meetings/1404-2.yaml"
BODY = "data/bodies/P-CL02.yaml"


def findings(root, files, *, year=1404, today=TODAY, **options):
    dataset = dataset_of(root, {FARS: files}, **options)
    return judge(dataset, year=year, today=JalaliDate.parse(today), provinces=["fars"]).rows[0]


def spoiled(name, **values):
    """A change of a file: these values, and None takes the key away."""

    def change(files):
        for key, value in values.items():
            if value is None:
                del files[name][key]
            else:
                files[name][key] = value

    return change


def vacate(files):
    del files[ROSTER]["members"][4]["person"], files[ROSTER]["members"][4]["decree"]
    files[ROSTER]["members"][4]["vacant"] = "yes"


def leave_out(files):
    del files[ROSTER]["members"][4]


def without_decree(files):
    del files[ROSTER]["members"][2]["decree"]


def one_meeting(files):
    del files[SECOND]


def close_meetings(files):
    del files[SECOND]
    files["meetings/1404-2.yaml"] = sound_meeting("1404-2", 7)


def vacant_owner(files):
    files[SECOND]["decisions"][1]["owner"] = "guilds"


def no_priorities(files):
    del files[FIRST]["decisions"][0]["approves"]


def cancelled_priorities(files):
    files[FIRST]["decisions"][0]["status"] = "cancelled"


def overdue(files):
    files[FIRST]["decisions"][2]["status"] = "open"


BROKEN = [
    ("seats", vacate, "C902", "4-2", ROSTER, ("members", 4), "draft decree --province fars --seat economy"),
    ("seats", leave_out, "C902", "4-2", ROSTER, ("members",), "draft decree --province fars --seat economy"),
    ("decrees", without_decree, "C903", "4-2", ROSTER, ("members", 2, "decree"), "--province fars --seat industry"),
    ("meetings", one_meeting, "C904", "4-4 b", ROSTER, ("body",), "meeting new fars"),
    ("meetings", close_meetings, "C905", "4-4 b", ROSTER, ("body",), "meeting new fars"),
    (
        "agenda",
        spoiled(FIRST, agenda_confirmed=None),
        "C907",
        "4-4 c",
        FIRST,
        ("agenda_confirmed",),
        "meeting confirm-agenda fars 1404-1",
    ),
    (
        "agenda",
        spoiled(SECOND, agenda_confirmed="1404-08-11"),
        "C908",
        "4-4 c",
        SECOND,
        ("agenda_confirmed",),
        "meeting confirm-agenda",
    ),
    ("invitations", spoiled(FIRST, invited=None), "C910", "4-4 a", FIRST, ("invited",), "meeting invite fars 1404-1"),
    (
        "invitations",
        spoiled(SECOND, invited="1404-08-26"),
        "C910",
        "4-4 a",
        SECOND,
        ("invited",),
        "meeting invite fars 1404-2",
    ),
    ("minutes", spoiled(SECOND, recorded=None), "C911", "4-4 d", SECOND, ("recorded",), "meeting record fars 1404-2"),
    ("minutes", spoiled(SECOND, decisions=[]), "C912", "4-4 d", SECOND, ("decisions",), "meeting decide fars 1404-2"),
    (
        "notifications",
        spoiled(SECOND, notified=None),
        "C913",
        "4-4 d",
        SECOND,
        ("notified",),
        "meeting notify fars 1404-2",
    ),
    (
        "notifications",
        vacant_owner,
        "C914",
        "4-4 d",
        SECOND,
        ("decisions", 1, "owner"),
        "draft notification --province fars --meeting 1404-2",
    ),
    (
        "isipo",
        spoiled(FIRST, sent_to_isipo=None),
        "C915",
        "4-4 d",
        FIRST,
        ("sent_to_isipo",),
        "draft transmittal --province fars --meeting 1404-1",
    ),
    ("priorities", no_priorities, "C916", "4-3", ROSTER, ("body",), "meeting decide fars KEY --approves priorities"),
    (
        "priorities",
        cancelled_priorities,
        "C916",
        "4-3",
        ROSTER,
        ("body",),
        "meeting decide fars KEY --approves priorities",
    ),
    (
        "overdue",
        overdue,
        "C918",
        "4-4 d",
        FIRST,
        ("decisions", 2, "deadline"),
        "meeting follow-up fars 1404-1 3 --done",
    ),
]
NOTES = {"C906", "C912", "C917", "C918"}


def assert_cited(found, clause):
    problem = found.problem
    assert found.clause == clause_fa(clause)
    assert f"P-CL02, clause {clause})" in problem.text("en")
    assert f"(P-CL02، {clause_fa(clause)})" in problem.text("fa")
    for text in (problem.text("fa"), problem.text("en"), problem.hint("fa"), problem.hint("en")):
        assert "{" not in text


def test_a_sound_province_has_no_finding(tmp_path):
    dataset = dataset_of(tmp_path, {FARS: sound_province()})
    assert [problem for problem in dataset.problems if problem.is_fault] == []
    (row,) = judge(dataset, year=1404, today=JalaliDate.parse(TODAY), provinces=["fars"]).rows
    assert row.found == []
    assert [row.mark(rule) for rule in RULES] == ["✓"] * len(RULES)


@pytest.mark.parametrize(
    "broken",
    BROKEN,
    ids=[f"{b[0]}-{b[2]}-{b[5][0]}" for b in BROKEN],
)
def test_a_broken_rule_gives_its_finding_alone(tmp_path, broken):
    rule, change, code, clause, name, keys, cure = broken
    files = sound_province()
    change(files)
    (found,) = findings(tmp_path, files).found
    assert (found.rule.key, found.problem.code) == (rule, code)
    assert_cited(found, clause)
    location = found.problem.location
    path = f"data/offices/{FARS}/{name}"
    assert location.path == path
    assert (location.line, location.column) == place_of(tmp_path / path, keys)
    assert location.field == re.sub(r"\.(\d+)", r"[\1]", ".".join(map(str, keys)))
    for language in ("fa", "en"):
        assert "dabir " in found.problem.hint(language)
        assert cure in found.problem.hint(language)
    assert found.problem.is_fault is (code not in NOTES)


@pytest.mark.parametrize(
    ("act", "rule", "clause"),
    [("decree", "decrees", "4-2"), ("invitation", "invitations", "4-4 a"), ("notification", "notifications", "4-4 d")],
)
def test_an_act_that_somebody_else_signs(tmp_path, act, rule, clause):
    def spoil(text):
        changed = text.replace(f"  {act}:\n    sender: governorate", f"  {act}:\n    sender: company")
        assert changed != text
        return changed

    (found,) = findings(tmp_path, sound_province(), spoil_body=spoil).found
    assert (found.rule.key, found.problem.code) == (rule, "C909")
    assert_cited(found, clause)
    location = found.problem.location
    assert location.path == BODY
    assert (location.line, location.column) == place_of(tmp_path / BODY, ("acts", act, "sender"))
    assert "company_ceo" in found.problem.text("en")


def test_a_province_without_a_roster(tmp_path):
    files = sound_province()
    del files[ROSTER], files[FIRST], files[SECOND]
    files["office.yaml"] = {"page": {"paper": "A4"}}
    row = findings(tmp_path, files)
    (found,) = row.found
    assert found.problem.code == "C901"
    assert_cited(found, "4-1")
    assert found.problem.location.path == f"data/offices/{FARS}"
    assert "dabir draft decree --province fars" in found.problem.hint("fa")
    assert [row.mark(rule) for rule in RULES] == ["۱", *["؟"] * (len(RULES) - 1)]


@pytest.mark.parametrize(
    ("today", "codes"),
    [
        ("1404/12/29", ["C906", "C917"]),  # the year is not over: advice
        ("1405/01/01", ["C904", "C916"]),  # now it is
    ],
)
def test_what_can_still_come_right_is_advice(tmp_path, today, codes):
    files = sound_province()
    one_meeting(files)
    no_priorities(files)
    row = findings(tmp_path, files, today=today)
    assert [found.problem.code for found in row.found] == codes
    assert {found.problem.is_fault for found in row.found} == {today.startswith("1405")}


@pytest.mark.parametrize(("day", "codes"), [("1404-08-01", []), ("1404-07-30", ["C906"])])
def test_a_planned_meeting_counts_while_the_year_runs(tmp_path, day, codes):
    files = sound_province()
    planned = {key: files[SECOND][key] for key in ("key", "body", "number", "start", "place", "agenda")}
    files[SECOND] = planned | {"status": "planned", "date": day}
    row = findings(tmp_path, files, today="1404/03/10")
    assert [found.problem.code for found in row.found] == codes


def test_a_date_that_has_not_come_counts_as_none(tmp_path):
    """As of the day after the second meeting its minutes are recorded, and nothing is sent yet."""
    row = findings(tmp_path, sound_province(), today="1404/08/26")
    assert [found.problem.code for found in row.found] == ["C913", "C915"]
    row = findings(tmp_path / "earlier", sound_province(), today="1404/02/24")
    assert [found.problem.code for found in row.found] == ["C906", "C917"]


def test_an_agenda_is_confirmed_before_planned_members_are_invited(tmp_path):
    files = sound_province()
    for key in ("agenda_confirmed", "decisions", "recorded", "notified", "sent_to_isipo", "present"):
        del files[SECOND][key]
    files[SECOND]["status"] = "planned"
    row = findings(tmp_path, files, today="1404/08/12")
    assert [(found.rule.key, found.problem.code) for found in row.found] == [("agenda", "C907")]
    assert findings(tmp_path / "before", files, today="1404/08/09").found == []


def test_an_agenda_may_be_confirmed_on_the_day_of_the_invitations(tmp_path):
    files = sound_province()
    files[FIRST]["agenda_confirmed"] = files[FIRST]["invited"]
    assert findings(tmp_path, files).found == []


def test_nothing_is_notified_of_a_meeting_without_valid_decisions(tmp_path):
    files = sound_province()
    del files[SECOND]["notified"]
    for decision in files[SECOND]["decisions"]:
        decision["status"] = "cancelled"
    assert findings(tmp_path, files).found == []


def test_a_faulty_project_keeps_nothing_from_being_judged(tmp_path):
    files = {**sound_province(), "projects/stone.yaml": "key: [\n", "office.yaml": "page: 7\n"}
    row = findings(tmp_path, files)
    assert [row.mark(rule) for rule in RULES] == ["✓"] * len(RULES)
    del files[ROSTER]
    (found,) = findings(tmp_path / "without", files).found
    assert found.problem.code == "C901"


def test_months_are_counted_and_not_days(tmp_path):
    files = sound_province()
    files[SECOND]["date"] = "1404-08-24"
    assert findings(tmp_path, files).found == []


def test_the_numbers_of_meetings_are_those_of_the_body(tmp_path):
    files = sound_province()
    one_meeting(files)

    def spoil(text):
        return text.replace("per_year: 2", "per_year: 1")

    assert findings(tmp_path, files, spoil_body=spoil).found == []


def test_nobody_asks_a_decree_that_nobody_sends(tmp_path):
    files = sound_province()
    del files[ROSTER]["members"][0]["decree"]

    def spoil(text):
        return text.replace("    sender_to_signatory: governor\n", "")

    assert findings(tmp_path, files, spoil_body=spoil).found == []
    (found,) = findings(tmp_path / "sent", files).found
    assert found.problem.code == "C903"


def test_overdue_decisions_of_earlier_years_stay_overdue(tmp_path):
    files = sound_province()
    files["meetings/1403-1.yaml"] = sound_meeting("1403-1", 5, year=1403)
    files["meetings/1403-1.yaml"]["decisions"][0]["status"] = "open"
    (found,) = findings(tmp_path, files).found
    assert (found.problem.code, found.problem.location.path[-11:]) == ("C918", "1403-1.yaml")
    later = findings(tmp_path / "before", files, year=1402)
    assert "overdue" not in {found.rule.key for found in later.found}


def test_other_bodies_of_the_office_are_not_judged(tmp_path):
    """The expert committee has members of its own and no decrees of P-CL02's clause 4-2."""
    files = sound_province()
    files["roster-expert.yaml"] = {"body": "P-CL02-EX", "province": "07", "members": []}
    bare = ("key", "body", "number", "status", "date", "start", "place", "agenda", "decisions")
    meeting = {key: value for key, value in sound_meeting("1404-1", 3).items() if key in bare}
    files["meetings/ex-1404-1.yaml"] = meeting | {"key": "ex-1404-1", "body": "P-CL02-EX"}
    body = (tmp_path / "w" / BODY).parent / "P-CL02-EX.yaml"
    dataset_of(tmp_path / "w", {FARS: files})
    text = (tmp_path / "w" / BODY).read_text("utf-8").replace("code: P-CL02", "code: P-CL02-EX")
    body.write_text(text, "utf-8")
    dataset = read_dataset(Workspace.open(tmp_path / "w"))
    fars = next(data for data in dataset.offices if data.office.folder == FARS)
    assert (len(fars.councils), len(fars.meetings)) == (2, 3)
    assert judge(dataset, year=1404, today=JalaliDate.parse(TODAY), provinces=["07"]).faults == 0


def test_the_year_is_the_latest_with_a_meeting_that_was_due(tmp_path):
    files = sound_province()
    dataset = dataset_of(tmp_path, {FARS: files})
    assert latest_year(dataset, JalaliDate(1410, 1, 1)) == 1404
    assert latest_year(dataset, JalaliDate(1404, 2, 25)) == 1404
    assert latest_year(dataset, JalaliDate(1404, 2, 24)) == 1404
    assert latest_year(dataset, JalaliDate(1403, 12, 1)) == 1403
    assert judge(dataset, today=JalaliDate(1410, 1, 1)).year == 1404


@pytest.mark.parametrize("code", [code for code in MESSAGES if code.startswith("C9")])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_cure_names_a_command_with_its_arguments(code, language):
    message = MESSAGES[code]
    cures = re.findall(r"dabir [^'»]+", message.hint_fa if language == "fa" else message.hint_en)
    assert cures
    for cure in cures:
        group, words = cli, cure.split()[1:]
        while isinstance(group, click.Group):
            group = group.get_command(click.Context(group), words.pop(0))
            assert group is not None, cure
        options = {name for param in group.params for name in param.opts if name.startswith("--")}
        assert {word for word in words if word.startswith("--")} <= options, cure
        plain = list(itertools.takewhile(lambda word: not word.startswith("--") and word != "…", words))
        arguments = [param for param in group.params if isinstance(param, click.Argument)]
        assert not plain or len(plain) == len(arguments), cure


def test_the_rules_know_every_code_of_theirs():
    tested = {broken[2] for broken in BROKEN} | {"C901", "C906", "C909", "C917"}
    assert tested == {code for code in MESSAGES if code.startswith("C9")}
    assert {code for code in tested if MESSAGES[code].severity == "note"} == NOTES
