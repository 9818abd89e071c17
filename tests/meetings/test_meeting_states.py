"""The state machine over records: what may follow what, which dates agree, what is due next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.meetings.cycle import STEPS, course, date_problems, next_due, order_problems
from generator.meetings.standing import months_later
from generator.model.body import Body
from generator.model.meeting import STATES, Meeting
from generator.persian.dates import JalaliDate
from generator.problems import NOWHERE

ALL_ACTS = ("decree", "invitation", "agenda", "minutes", "notification", "transmittal")
DATES = {
    "agenda-proposed": {"agenda_proposed": "1405-02-01"},
    "agenda-confirmed": {"agenda_confirmed": "1405-02-03"},
    "invited": {"invited": "1405-02-05"},
    "held": {"status": "held", "end": "11:00", "present": ["chair"]},
    "recorded": {"recorded": "1405-02-12"},
    "notified": {"notified": "1405-02-14"},
    "closed": {"closed": "1405-03-01", "sent_to_isipo": "1405-02-15"},
}
# The steps that a meeting of a body with all acts takes in each state.
POSSIBLE = {
    "planned": {"propose-agenda"},
    "agenda-proposed": {"propose-agenda", "confirm-agenda"},
    "agenda-confirmed": {"invite"},
    "invited": {"hold"},
    "held": {"matter", "decide", "record"},
    "recorded": {"notify", "send"},
    "notified": {"send", "follow-up", "close"},
    "closed": set(),
}


def body(acts=ALL_ACTS, procedure="P-CL02"):
    return Body.model_construct(
        code=procedure, name="کمیته", procedure=procedure, acts=dict.fromkeys(acts), parent=None
    )


def meeting(state="planned", **more):
    values = {"key": "1405-1", "body": "P-CL02", "number": "1", "status": "planned", "date": "1405-02-10"}
    values |= {"start": "09:00", "place": "شیراز", "agenda": ["یک"]}
    for reached in STATES[1 : STATES.index(state) + 1]:
        values |= DATES[reached]
    return Meeting.model_validate(values | more)


def codes(step, met, of):
    return [problem.code for problem in order_problems(STEPS[step], met, of, NOWHERE)]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_possible_in_its_states_alone(step, state):
    met = meeting(state)
    assert met.state == state
    expected = [] if step in POSSIBLE[state] else ["G801", "G802", "G804"]
    found = codes(step, met, body())
    assert (found == []) if not expected else (len(found) == 1 and found[0] in expected)


@pytest.mark.parametrize("state", STATES)
def test_too_early_already_and_too_late_are_told_apart(state):
    met, index = meeting(state), STATES.index(state)
    for step in STEPS.values():
        found = codes(step.command, met, body())
        if index < STATES.index(step.since):
            assert found == ["G801"]
        elif step.command not in POSSIBLE[state]:
            assert found == (["G802"] if step.field else ["G804"])


@pytest.mark.parametrize("acts", [ALL_ACTS, ("minutes", "notification"), ("minutes", "report")])
def test_what_is_due_next_is_always_possible(acts):
    of = body(acts)
    assert course(of)[0] == "planned"
    assert course(of)[-1] == "closed"
    for state in course(of):
        met = meeting(state, sent_to_isipo=None)
        due = next_due(met, of)
        assert (due is None) == (state == "closed")
        if due is not None:
            assert codes(due.step.command, met, of) == []


def test_the_cycle_ends_when_what_is_due_is_done():
    """Doing what is due, again and again, leads through all the states to the end."""
    values, states = {}, []
    while (due := next_due(met := meeting(**values), body())) is not None:
        states.append(met.state)
        assert codes(due.step.command, met, body()) == []
        values |= {due.step.field: "1405-02-10"} if due.step.field else DATES["held"]
    assert list(dict.fromkeys(states)) == list(STATES[:-1])


@pytest.mark.parametrize("step", ["propose-agenda", "confirm-agenda", "notify", "send"])
def test_a_body_without_an_act_has_no_such_step(step):
    assert codes(step, meeting("recorded"), body(("minutes",), "P-CL03")) == ["G806"]


def test_a_body_without_agenda_letters_invites_at_once():
    assert codes("invite", meeting("planned"), body(("minutes", "notification"), "P-CL03")) == []
    assert codes("hold", meeting("planned"), body(("minutes", "notification"), "P-CL03")) == ["G801"]


def test_an_expert_committee_follows_up_after_its_minutes():
    of = body(("minutes", "report"))
    assert course(of) == ["planned", "invited", "held", "recorded", "closed"]
    assert codes("follow-up", meeting("recorded"), of) == []
    assert codes("close", meeting("recorded"), of) == []


def test_a_missing_date_of_an_earlier_step_can_be_added_until_the_meeting_is_closed():
    assert codes("invite", meeting("held", invited=None), body()) == []
    assert codes("invite", meeting("closed", invited=None), body()) == ["G804"]


def test_open_decisions_are_due_by_the_first_deadline():
    decisions = [
        {"number": "1", "text": "الف", "deadline": "1405-06-01", "status": "done"},
        {"number": "2", "text": "ب", "deadline": "1405-05-01"},
        {"number": "3", "text": "پ", "deadline": "1405-04-01"},
    ]
    due = next_due(meeting("notified", sent_to_isipo="1405-02-15", decisions=decisions), body())
    assert (due.step.command, due.usage, due.by.iso) == ("follow-up", "3 --done …", "1405-04-01")


DAY = st.builds(JalaliDate, st.just(1405), st.integers(1, 6), st.integers(1, 31))
DATED = ["agenda_proposed", "agenda_confirmed", "invited", "recorded", "notified", "sent_to_isipo", "closed"]


@given(field=st.sampled_from(DATED), day=DAY, known=st.dictionaries(st.sampled_from(DATED), DAY, max_size=4))
def test_a_date_is_accepted_where_the_order_of_the_cycle_holds(field, day, known):
    """Judged by the pairs of dates of which one follows the other, written out apart from the program."""
    follows = {
        ("agenda_proposed", "agenda_confirmed"), ("agenda_confirmed", "invited"), ("agenda_proposed", "invited"),
        ("recorded", "notified"), ("recorded", "sent_to_isipo"), ("recorded", "closed"),
        ("notified", "closed"), ("sent_to_isipo", "closed"),
        *((early, "date") for early in DATED[:3]), *(("date", late) for late in DATED[3:]),
    }  # fmt: skip
    known.pop(field, None)
    met = meeting("held").model_copy(update=dict.fromkeys(DATED) | known)
    dates = {"date": met.date, **known}
    wrong = {other for other, date in dates.items() if (other, field) in follows and date > day}
    wrong |= {other for other, date in dates.items() if (field, other) in follows and date < day}
    found = list(date_problems(field, day, met, NOWHERE))
    assert {problem.code for problem in found} == ({"G805"} if wrong else set())
    assert len(found) == len(wrong)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("1404/04/17", 6, "1404-10-17"),
        ("1404/10/17", 6, "1405-04-17"),
        ("1404/06/31", 6, "1404-12-29"),
        ("1403/06/31", 6, "1403-12-30"),
        ("1404/12/29", 12, "1405-12-29"),
        ("1500/10/01", 6, "1500-04-01"),
    ],
)
def test_six_months_later(day, months, later):
    assert months_later(JalaliDate.parse(day), months).iso == later
