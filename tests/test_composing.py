"""From records to the content of one instrument."""

from __future__ import annotations

import pytest

from generator import Selection, make_plan, read_dataset
from generator.model.composing import Composition, compose, planned_number
from generator.model.instrument import NOT_YET, describe_names
from generator.model.parties import honoured, sender_of
from generator.model.patterns import document_number, fill
from generator.model.proceedings import meeting_ordinal


@pytest.fixture
def fars(small_workspace):
    dataset = read_dataset(small_workspace)
    composition = Composition(dataset.provinces, {code: body.record for code, body in dataset.bodies.items()})

    def instruments(kind: str, **selection):
        plan = make_plan(dataset, [kind], Selection(provinces=["fars"], **selection))
        return [(job, compose(job.kind, job.occasion, composition)) for job in plan.jobs]

    return instruments


@pytest.mark.parametrize(
    ("post", "address"),
    [
        ("رئیس سازمان جهاد کشاورزی استان فارس", "رئیس محترم سازمان جهاد کشاورزی استان فارس"),
        ("معاون برنامه‌ریزی استاندار فارس", "معاون محترم برنامه‌ریزی استاندار فارس"),
        ("مشاور ـ ناظر فنی پروژه", "مشاور ـ ناظر فنی محترم پروژه"),
        ("استاندار", "استاندار محترم"),
        ("بازرس خوشه", "بازرس محترم خوشه"),
        ("مدیرکل شیلات استان", "مدیرکل محترم شیلات استان"),
        ("مدیر کل بنادر استان", "مدیر کل محترم بنادر استان"),
        ("عضو هیأت مدیره خوشه", "عضو هیأت مدیره محترم خوشه"),
    ],
)
def test_a_post_is_honoured_after_its_head(post, address):
    assert honoured(post) == address


@pytest.mark.parametrize(("number", "word"), [(1, "نخستین"), (2, "دومین"), (3, "سومین"), (30, "سی‌امین")])
def test_meetings_are_counted_in_words(number, word):
    assert meeting_ordinal(number) == word


def test_a_part_without_value_goes_with_its_hyphen():
    values = {"body": "P-CL02", "office": "07", "project": "", "code": "DEC", "seat": "03"}
    assert document_number("{body}-{office}-{project}-{code}-{seat}", values) == "P-CL02-07-DEC-03"


def test_an_unknown_value_leaves_no_double_space():
    assert fill("شورای {cluster} استان {province}", {"province": "فارس"}) == "شورای استان فارس"


def test_decrees_are_signed_by_the_planning_deputy_and_his_own_by_the_governor(fars):
    signed = {job.occasion.member.seat: made.signatory for job, made in fars("decree", bodies=["P-CL02"])}
    deputy = signed["industry"].name
    assert {party.name for seat, party in signed.items() if seat != "planning_deputy"} == {deputy}
    assert signed["planning_deputy"].post == "استاندار فارس"
    assert signed["planning_deputy"].name != deputy


def test_the_chair_is_invited_by_the_secretary(fars):
    letters = {job.occasion.member.seat: made for job, made in fars("invitation", bodies=["P-CL02"])}
    assert letters["planning_deputy"].signatory.post == "مدیرعامل شرکت شهرک‌های صنعتی استان فارس"
    assert letters["labour"].signatory.post == "معاون برنامه‌ریزی استاندار فارس"
    assert letters["labour"].document.owner_lines[-1] == "استانداری فارس"


def test_nobody_gets_a_copy_of_a_letter_he_signs_or_receives(fars):
    letters = {job.occasion.member.seat: made for job, made in fars("decree", bodies=["P-CL02"])}
    secretary = "مدیرعامل شرکت شهرک‌های صنعتی استان فارس"
    assert any(line.startswith(secretary) for line in letters["industry"].letter.copies)
    assert not any(line.startswith(secretary) for line in letters["company_ceo"].letter.copies)
    assert letters["company_ceo"].letter.copies[-1] == "بایگانی"


def test_a_copy_line_is_left_out_by_the_whole_post_whatever_commas_it_has(fars, small_workspace):
    kind = small_workspace.data / "kinds" / "decree.yaml"
    line = "  - رئیس سازمان صنعت، معدن و تجارت استان {province}، جهت اطلاع\n  - استاندار {province}، جهت استحضار\n"
    kind.write_text(kind.read_text("utf-8").replace("copies:\n", "copies:\n" + line), "utf-8")
    dataset = read_dataset(small_workspace)
    composition = Composition(dataset.provinces, {code: body.record for code, body in dataset.bodies.items()})
    plan = make_plan(dataset, ["decree"], Selection(provinces=["fars"], bodies=["P-CL02"]))
    copies = {job.occasion.member.seat: compose(job.kind, job.occasion, composition).letter.copies for job in plan.jobs}
    assert "رئیس سازمان صنعت، معدن و تجارت استان فارس، جهت اطلاع" in copies["labour"]
    assert not any("صنعت، معدن" in line for line in copies["industry"])
    assert not any(line.startswith("استاندار فارس") for line in copies["planning_deputy"])


def test_a_steering_council_has_decrees_for_all_but_its_chair(fars):
    made = fars("decree", projects=["stone-fars"])
    seats = [job.occasion.member.seat for job, _ in made]
    assert "chair" not in seats
    assert seats.count("cluster_actor") == 3
    assert made[0][0].number.startswith("P-CL03-07-01-DEC-")
    assert all("سنگ" in instrument.body.name for _, instrument in made)


def test_draft_letters_carry_no_numbers(fars):
    for _, made in fars("invitation"):
        assert (made.letter.number, made.letter.date) == (NOT_YET, NOT_YET)
        assert (made.document.number, made.document.revision) == (NOT_YET, NOT_YET)
        assert made.document.control[0].value == NOT_YET


def test_at_least_one_empty_row_stays_under_the_recorded_revisions(fars):
    _, made = fars("minutes")[0]
    assert len(made.document.revisions) == 4
    assert all(not row.number for row in made.document.revisions)


def test_numbers_are_stable_identities(fars):
    for job, _ in fars("decree"):
        assert planned_number(job.kind, job.occasion) == job.number
        assert sender_of(job.kind, job.occasion) is not None


def test_every_offered_name_is_described_in_persian():
    for per in ("seat", "meeting", "meeting-member", "procedure"):
        names = dict(describe_names(per))
        assert len(names) > 20
        assert all(any("\u0600" <= letter <= "\u06ff" for letter in text) for text in names.values())
