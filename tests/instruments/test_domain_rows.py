"""Each row of DOMAIN.md, section 3 (instruments) and section 1 (bodies), against the documents that are made."""

from __future__ import annotations

import re

import pytest
from drafted_documents import Drafts, small

from generator.model.control import CONTROL_LABELS
from generator.ooxml.pages import REVISION_HEADINGS
from generator.persian.numerals import in_words

LETTERS = {
    "decree", "nomination-request", "substitute-confirmation", "cda-appointment", "ta-appointment", "invitation",
    "agenda", "notification", "transmittal", "expert-report",
}  # fmt: skip
DEPUTY = "معاون برنامه‌ریزی استاندار فارس"
COMPANY = "شرکت شهرک‌های صنعتی استان فارس"
ISIPO = "سازمان صنایع کوچک و شهرک‌های صنعتی ایران"
COMMITTEE = "کمیته استانی توسعه خوشه‌های کسب‌وکار استان فارس"

pytestmark = pytest.mark.xdist_group("instruments")


def shown(document, *wanted: object) -> None:
    for value in wanted:
        assert str(value) in document.text, f"{document.job.number}: {value}"


# Section 3: the instruments


def test_decree_from_the_planning_deputy_to_each_member(drafts):
    decrees = drafts.of("decree", "P-CL02")
    assert len(decrees) == len(drafts.council("P-CL02").seated)
    for decree in decrees:
        shown(decree, "به موجب این حکم", "منصوب می‌شوید", "بند ۴ـ۲", COMMITTEE, decree.person)
        if decree.occasion.member.seat != "planning_deputy":
            assert "استانداری فارس" in decree.head
            shown(decree, DEPUTY)


def test_decree_of_the_national_council_comes_from_its_chair(drafts):
    for decree in drafts.of("decree", "P-CL01"):
        assert ISIPO in decree.head
        shown(decree, f"رئیس {ISIPO}", "و رئیس شورای ملی سیاست‌گذاری توسعه خوشه")


def test_decree_of_the_steering_council_comes_from_the_head_of_the_agency(drafts):
    for decree in drafts.of("decree", "P-CL03"):
        assert COMPANY in decree.head
        shown(decree, f"مدیرعامل {COMPANY}", "و رئیس شورای راهبری")


def test_invitation_tells_each_member_date_hour_place_and_agenda(drafts):
    invitations = drafts.of("invitation", "P-CL02")
    assert len(invitations) == len(drafts.meetings("P-CL02", held=False)) * len(drafts.council("P-CL02").seated)
    for invitation in invitations:
        meeting = invitation.occasion.meeting
        shown(invitation, invitation.person, meeting.date.full, meeting.start, meeting.place, *meeting.agenda)
        shown(invitation, "بندهای ۴ـ۲ و ۴ـ۴")


def test_agenda_goes_from_the_company_to_the_planning_deputy(drafts):
    agendas = drafts.of("agenda", "P-CL02")
    assert len(agendas) == len(drafts.meetings("P-CL02", held=False))
    for agenda in agendas:
        assert COMPANY in agenda.head
        meeting = agenda.occasion.meeting
        shown(agenda, "معاون محترم برنامه‌ریزی استاندار فارس", f"مدیرعامل {COMPANY}", meeting.place, "بند ۴ـ۴ ج")
        rows = agenda.table("موضوع دستور جلسه")
        assert [row[1] for row in rows][-len(meeting.agenda) :] == meeting.agenda


def test_agenda_is_proposed_until_it_is_confirmed(drafts, tmp_path):
    confirmed = next(a for a in drafts.of("agenda", "P-CL02") if a.occasion.meeting.status == "planned")
    day = confirmed.occasion.meeting.agenda_confirmed
    shown(confirmed, "تأییدشده", day, "تاریخ تأیید", "امضا")
    assert "پیشنهادی" not in confirmed.text

    workspace = small(tmp_path / "workspace")
    path = workspace.data / "offices" / "07-fars" / "meetings" / f"{confirmed.occasion.meeting.key}.yaml"
    path.write_text(re.sub(r"(?m)^(agenda_confirmed|invited):.*\n", "", path.read_text("utf-8")), "utf-8")
    proposed = next(a for a in Drafts(workspace).of("agenda", "P-CL02") if a.job.number == confirmed.job.number)
    shown(proposed, "پیشنهادی", "نظر رئیس کمیته درباره دستور جلسه", "با اصلاح تأیید می‌شود", "تاریخ و امضا")
    assert str(day) not in proposed.text
    assert len(proposed.table("مصوبه باز")) > 0


def test_minutes_record_attendance_agenda_matters_decisions_and_signatures(drafts):
    for minutes in drafts.of("minutes", "P-CL02"):
        meeting, members = minutes.occasion.meeting, minutes.occasion.council.by_reference
        assert COMPANY in minutes.head
        assert len(minutes.table("امضا")) == len(meeting.present)
        assert len(minutes.table("موجه/غیرموجه")) == len(meeting.absent)
        shown(minutes, *(members[absence.member].person.name for absence in meeting.absent))
        shown(minutes, *meeting.agenda, *meeting.matters, "رئیس جلسه", "دبیر جلسه", "بهرام ارژن‌پور")
        rows = minutes.table("شرح مصوبه")
        assert [(row[1], row[4]) for row in rows] == [(d.text, str(d.deadline)) for d in meeting.decisions]
        assert all(row[2] for row in rows)


def test_minutes_tell_of_guests_substitutes_hours_and_quorum(drafts):
    minutes = next(m for m in drafts.of("minutes", "P-CL02") if m.occasion.meeting.guests)
    meeting = minutes.occasion.meeting
    assert [row[1] for row in minutes.table("نام مهمان")] == [guest.name for guest in meeting.guests]
    posts = {row[1]: row[2] for row in minutes.table("امضا")}
    for attendance in meeting.present:
        if attendance.substitute:
            assert "به جانشینی" in posts[attendance.substitute.person.name]
        if attendance.arrived:
            name = minutes.occasion.council.by_reference[attendance.member].person.name
            assert f"ورود ساعت {attendance.arrived}" in posts[name]
    shown(minutes, "جلسه به نصاب رسید")


def test_minutes_without_guests_have_no_table_of_guests(drafts):
    minutes = next(m for m in drafts.of("minutes") if not m.occasion.meeting.guests)
    assert "مهمانان" not in minutes.lines


def test_notification_marks_the_decisions_that_fall_to_the_institution(drafts):
    notified = drafts.of("notification", "P-CL02")
    meetings = drafts.meetings("P-CL02")
    seated = len(drafts.council("P-CL02").seated)
    assert len(notified) == sum(seated + len(meeting.others) for meeting in meetings)
    marked = 0
    for letter in notified:
        meeting, member, other = letter.occasion.meeting, letter.occasion.member, letter.occasion.other
        key = member.reference if member else other.key
        own = [decision.text for decision in meeting.decisions if decision.owner == key]
        others = [decision.text for decision in meeting.decisions if decision.owner != key]
        assert [row[1] for row in letter.table("مصوبه بر عهده گیرنده")] == own
        assert [row[1] for row in letter.table("دیگر مصوبات، برای آگاهی و همکاری")] == others
        shown(letter, "ابلاغ می‌شود", f"{in_words(len(own))} مصوبه" if own else "هیچ مصوبه‌ای بر عهده")
        assert "پیوست: صورتجلسه" in letter.head
        marked += bool(own)
    assert marked >= len(meetings)


def test_notification_to_an_institution_without_a_person_begins_with_the_post(drafts):
    letter = next(n for n in drafts.of("notification", "P-CL02") if n.occasion.other and not n.occasion.other.person)
    assert letter.lines[0].replace(" محترم", "", 1) == letter.occasion.other.post
    assert "محترم" in letter.lines[0]
    assert letter.lines[1].startswith("موضوع:")


def test_transmittal_sends_the_minutes_from_the_company_to_isipo(drafts):
    letters = drafts.of("transmittal", "P-CL02")
    assert len(letters) == len(drafts.meetings("P-CL02"))
    for letter in letters:
        assert COMPANY in letter.head
        assert "پیوست: صورتجلسه" in letter.head
        assert letter.lines[0] == f"معاون محترم صنایع کوچک {ISIPO}"
        shown(letter, "به پیوست یک نسخه از صورتجلسه", letter.occasion.meeting.place, f"مدیرعامل {COMPANY}")


def test_distribution_list_numbers_the_copies_with_holder_revision_date_and_receipt(drafts):
    for listing in drafts.of("distribution-list"):
        heading = next(rows[0] for rows in listing.tables if "شماره نسخه" in rows[0])
        assert heading == ["شماره نسخه", "گیرنده", "نوع نسخه", "شماره ویرایش", "تاریخ تحویل", "امضا"]
        rows = listing.table("شماره نسخه")
        assert rows[0][0] == "۱"
        assert all(row[1] and row[2] == "کنترل‌شده" for row in rows)


def test_procedure_is_isipos_text_in_the_control_format(drafts):
    procedures = drafts.of("procedure")
    assert sorted(p.job.number for p in procedures) == ["P-CL01", "P-CL02", "P-CL03"]
    for procedure in procedures:
        assert ISIPO in procedure.head
        shown(procedure, "هدف", "دامنه کاربرد", "مسئولیت‌ها", "شرح فعالیت", "توزیع نسخ")


def test_every_instrument_carries_the_control_block_and_the_revision_table(drafts):
    for document in drafts.all():
        control = next(rows for rows in document.tables if rows[0][0] == CONTROL_LABELS[0])
        assert tuple(row[0] for row in control) == CONTROL_LABELS
        assert any(tuple(rows[0]) == REVISION_HEADINGS for rows in document.tables)
        place = document.lines.index("شناسنامه مدرک")
        assert (place > 5) == (document.job.kind.key in LETTERS), document.job.number


def test_the_control_sheet_of_letters_is_left_out_of_the_copy_that_is_sent(sending_drafts):
    for document in sending_drafts.all():
        assert ("شناسنامه مدرک" not in document.lines) == (document.job.kind.key in LETTERS), document.job.number


# Section 1: the bodies


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("P-CL01", ("decree", "invitation", "minutes", "notification")),
        ("P-CL02", ("decree", "invitation", "agenda", "minutes", "notification", "transmittal")),
        ("P-CL02-EX", ("decree", "invitation", "minutes", "expert-report")),
        ("P-CL03", ("decree", "invitation", "minutes", "notification")),
    ],
    ids=["national council", "provincial committee", "expert committee", "steering council"],
)
def test_a_body_is_party_to_its_instruments(drafts, body, kinds):
    name = drafts.council(body).body.name
    for kind in kinds:
        for document in drafts.of(kind, body):
            shown(document, name, drafts.council(body).body.procedure)


def test_national_council_notifies_its_members(drafts):
    for letter in drafts.of("notification", "P-CL01"):
        assert ISIPO in letter.head
        shown(letter, letter.person, "شورای ملی سیاست‌گذاری توسعه خوشه")


def test_provincial_committee_sends_under_the_planning_deputys_letter(drafts):
    for letter in drafts.of("notification", "P-CL02"):
        member = letter.occasion.member
        if member is None or member.seat != "planning_deputy":
            assert "استانداری فارس" in letter.head
            shown(letter, DEPUTY)


def test_expert_committee_reports_its_results_to_the_committee_for_approval(drafts):
    for report in drafts.of("expert-report", "P-CL02-EX"):
        meeting = report.occasion.meeting
        shown(report, "معاون محترم برنامه‌ریزی استاندار فارس", "برای تصویب", "نظر رئیس کمیته استانی")
        assert [row[1] for row in report.table("نتیجه و پیشنهاد کارشناسی")] == [d.text for d in meeting.decisions]


def test_expert_committees_members_are_asked_for_from_the_heads_of_the_institutions(drafts):
    for letter in drafts.of("nomination-request", "P-CL02"):
        shown(letter, "کارشناس صاحب‌نظر", "کمیته کارشناسی", "بند ۴ـ۲", letter.occasion.member.person.formal_name)
        assert [row[0] for row in letter.table("سمت سازمانی")] == ["نماینده", "جانشین"]


def test_members_substitute_is_confirmed_with_his_letter_of_introduction(drafts):
    for letter in drafts.of("substitute-confirmation", "P-CL02"):
        substitute = letter.occasion.attendance.substitute
        shown(letter, substitute.person.formal_name, substitute.post, letter.person, "تأیید می‌شود")
        shown(letter, f"معرفی‌نامه شماره {substitute.letter_number} مورخ {substitute.letter_date}")


def test_steering_council_sits_once_for_each_project(drafts):
    cluster = drafts.council("P-CL03").project.cluster
    for kind in ("decree", "invitation", "minutes", "notification"):
        for document in drafts.of(kind, "P-CL03"):
            shown(document, f"شورای راهبری توسعه خوشه کسب‌وکار {cluster}")


def test_agency_appoints_with_its_own_letterhead_over_the_contracts(drafts):
    for kind, contract in (("cda-appointment", "قرارداد عاملیت"), ("ta-appointment", "قرارداد مشاوره ـ نظارت فنی")):
        for letter in drafts.of(kind, "P-CL03"):
            assert COMPANY in letter.head
            assert f"پیوست: {contract}" in letter.head
            shown(letter, f"مدیرعامل {COMPANY}", contract)


def test_supporting_institutions_are_asked_for_representatives_and_own_decisions(drafts):
    council = drafts.council("P-CL03")
    supporting = [member for seat, member in council.seated if seat.key == "supporting"]
    letters = drafts.of("nomination-request", "P-CL03")
    assert [letter.lines[0] for letter in letters] == [f"ریاست محترم {member.institution}" for member in supporting]
    for letter in letters:
        shown(letter, "نماینده تام‌الاختیار", "مطالعه شناختی", "هزینه فعالیت‌های سند برنامه عمل")
    owners = {d.owner for meeting in drafts.meetings("P-CL03") for d in meeting.decisions}
    owned = [n for n in drafts.of("notification", "P-CL03") if n.table("مصوبه بر عهده گیرنده")]
    assert {n.occasion.member.reference for n in owned if n.occasion.member} == owners & set(council.by_reference)
    assert owners & {member.reference for member in supporting}


def test_cda_team_is_appointed_under_the_contract_of_agency(drafts):
    (letter,) = drafts.of("cda-appointment", "P-CL03")
    project = drafts.council("P-CL03").project
    shown(letter, f"«عامل توسعه خوشه {project.cluster}»", "منصوب می‌شوید", project.contract_cda, project.started)
    assert project.team
    shown(
        letter, *(officer.person.formal_name for officer in project.team), *(officer.post for officer in project.team)
    )


def test_ta_is_appointed_as_adviser_and_supervisor(drafts):
    (letter,) = drafts.of("ta-appointment", "P-CL03")
    project = drafts.council("P-CL03").project
    shown(letter, f"«مشاور ـ ناظر فنی پروژه توسعه خوشه {project.cluster}»", project.contract_ta, "نظارت فنی بر کار")
    firm = letter.occasion.member.institution
    assert not firm or f"به نمایندگی از {firm}" in letter.text


def test_isipo_owns_the_procedures_and_receives_the_minutes(drafts):
    assert all(ISIPO in procedure.head for procedure in drafts.of("procedure"))
    assert all(ISIPO in letter.lines[0] for letter in drafts.of("transmittal", "P-CL02"))


def test_isipo_sees_every_province_against_every_rule(drafts):
    (report,) = drafts.of("compliance-report")
    rules, rows = report.table("شرح قاعده"), report.table("توصیه")
    assert len(rows) == len(drafts.dataset.provinces)
    assert {len(row) for row in rows} == {len(rules) + 4}
    fars = next(row for row in rows if row[1] == "فارس")
    assert all(fars[2:-2])
    section = report.part("word/document.xml").decode()
    assert 'w:orient="landscape"' in section
