"""The data that Dabir ships: official titles to the letter, invented people, Persian as an office writes it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jdatetime
import pycountry
import pytest
import yaml

from generator.model.body import Body
from generator.model.instrument import describe_names
from generator.model.kind import Kind
from generator.model.meeting import Meeting
from generator.model.patterns import check_kind
from generator.model.procedure import Procedure
from generator.model.province import NATIONAL, Province, ProvinceList
from generator.model.roster import Member, Project, Roster
from generator.model.rules import check_body, check_meeting, check_membership
from generator.persian.dates import JalaliDate
from generator.persian.text import forbidden_characters, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[2] / "data"
FILES = sorted(DATA.rglob("*.yaml"))


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # makes text only


def shown(path: Path) -> str:
    return path.relative_to(DATA).as_posix()


def folder_of(place: str) -> str:
    """The office's folder of a place such as ``07-fars/1404-1``."""
    return place.partition("/")[0]


PROVINCES: list[Province] = ProvinceList.model_validate(load(DATA / "provinces.yaml")).provinces
BODIES = {path.stem: Body.model_validate(load(path)) for path in sorted(DATA.glob("bodies/*.yaml"))}
KINDS = {path.stem: Kind.model_validate(load(path)) for path in sorted(DATA.glob("kinds/*.yaml"))}
PROCEDURES = {path.stem: Procedure.model_validate(load(path)) for path in sorted(DATA.glob("procedures/*.yaml"))}
ROSTERS = {path.parent.name: Roster.model_validate(load(path)) for path in sorted(DATA.glob("offices/*/roster.yaml"))}
EXPERTS = {
    path.parent.name: Roster.model_validate(load(path)) for path in sorted(DATA.glob("offices/*/roster-expert.yaml"))
}
PROJECTS = {
    f"{path.parents[1].name}/{path.stem}": Project.model_validate(load(path))
    for path in sorted(DATA.glob("offices/*/projects/*.yaml"))
}
MEETINGS = {
    f"{path.parents[1].name}/{path.stem}": Meeting.model_validate(load(path))
    for path in sorted(DATA.glob("offices/*/meetings/*.yaml"))
}
PROVINCIAL = {folder: roster for folder, roster in ROSTERS.items() if folder != NATIONAL}
COMMITTEE = {place: meeting for place, meeting in MEETINGS.items() if meeting.body == "P-CL02"}
HELD = {place: meeting for place, meeting in MEETINGS.items() if meeting.status == "held"}
STEERING_MEETINGS = {
    f"{folder_of(place)}/{meeting.project}": meeting for place, meeting in MEETINGS.items() if meeting.project
}
TODAY = JalaliDate(1405, 8, 30)
"""The day as of which the shipped data tell of the past and of what is still to come."""

# What is deliberately amiss, so that an overview of compliance has something to find. One gap a province.
WITHOUT_SECOND_MEETING = {"16-ilam", "17-kohgiluyeh-and-boyer-ahmad"}
CONFIRMED_AFTER_INVITATION = {"04-west-azarbaijan/1404-1"}
NOT_SENT = {"28-north-khorasan/1404-2"}
NOT_NOTIFIED = {"11-sistan-and-baluchestan/1404-2"}
WITHOUT_PRIORITIES = {"14-chaharmahal-and-bakhtiari"}
WITH_OVERDUE_DECISIONS = {"23-tehran"}
WITHOUT_SOME_DECREES = {
    "06-khuzestan": {"university"},
    "13-hamadan": {"environment"},
    "22-hormozgan": {"guilds", "customs"},
}

# ISO 3166-2:IR without its marks. It is compared with pycountry and with our Persian names by code.
ISO_NAMES = {
    "00": ("Markazi", "مرکزی", "اراک"),
    "01": ("Gilan", "گیلان", "رشت"),
    "02": ("Mazandaran", "مازندران", "ساری"),
    "03": ("Azarbayjan-e Sharqi", "آذربایجان شرقی", "تبریز"),
    "04": ("Azarbayjan-e Gharbi", "آذربایجان غربی", "ارومیه"),
    "05": ("Kermanshah", "کرمانشاه", "کرمانشاه"),
    "06": ("Khuzestan", "خوزستان", "اهواز"),
    "07": ("Fars", "فارس", "شیراز"),
    "08": ("Kerman", "کرمان", "کرمان"),
    "09": ("Khorasan-e Razavi", "خراسان رضوی", "مشهد"),
    "10": ("Esfahan", "اصفهان", "اصفهان"),
    "11": ("Sistan va Baluchestan", "سیستان و بلوچستان", "زاهدان"),
    "12": ("Kordestan", "کردستان", "سنندج"),
    "13": ("Hamadan", "همدان", "همدان"),
    "14": ("Chahar Mahal va Bakhtiari", "چهارمحال و بختیاری", "شهرکرد"),
    "15": ("Lorestan", "لرستان", "خرم‌آباد"),
    "16": ("Ilam", "ایلام", "ایلام"),
    "17": ("Kohgiluyeh va Bowyer Ahmad", "کهگیلویه و بویراحمد", "یاسوج"),
    "18": ("Bushehr", "بوشهر", "بوشهر"),
    "19": ("Zanjan", "زنجان", "زنجان"),
    "20": ("Semnan", "سمنان", "سمنان"),
    "21": ("Yazd", "یزد", "یزد"),
    "22": ("Hormozgan", "هرمزگان", "بندرعباس"),
    "23": ("Tehran", "تهران", "تهران"),
    "24": ("Ardabil", "اردبیل", "اردبیل"),
    "25": ("Qom", "قم", "قم"),
    "26": ("Qazvin", "قزوین", "قزوین"),
    "27": ("Golestan", "گلستان", "گرگان"),
    "28": ("Khorasan-e Shomali", "خراسان شمالی", "بجنورد"),
    "29": ("Khorasan-e Jonubi", "خراسان جنوبی", "بیرجند"),
    "30": ("Alborz", "البرز", "کرج"),
}

SEATS = {
    "P-CL01": [
        ("سازمان صنایع کوچک و شهرک‌های صنعتی ایران", "رئیس"),
        ("معاون صنایع کوچک سازمان صنایع کوچک و شهرک‌های صنعتی ایران", "دبیر"),
        ("معاون برنامه‌ریزی و امور اقتصادی وزارت صنعت، معدن و تجارت", "عضو"),
        ("سازمان توسعه تجارت ایران", "عضو"),
        ("سازمان توسعه و نوسازی معادن و صنایع معدنی ایران", "عضو"),
        ("وزارت کشور", "عضو"),
        ("وزارت تعاون، کار و رفاه اجتماعی", "عضو"),
        ("وزارت امور اقتصادی و دارایی", "عضو"),
        ("وزارت جهاد کشاورزی", "عضو"),
        ("اتاق بازرگانی، صنایع و معادن ایران", "عضو"),
        ("سازمان صدا و سیمای کشور", "عضو"),
        ("شورای عالی اصناف کشور", "عضو"),
        ("سازمان میراث فرهنگی و گردشگری کشور", "عضو"),
        ("بانک مرکزی", "عضو"),
        ("سایر نهادها بنا به اقتضا", "عضو"),
    ],
    "P-CL02": [
        ("معاون برنامه‌ریزی استاندار", "رئیس"),
        ("مدیرعامل شرکت شهرک‌های صنعتی استان", "دبیر"),
        ("رئیس سازمان صنعت، معدن و تجارت استان", "عضو"),
        ("رئیس سازمان تعاون، کار و رفاه اجتماعی استان", "عضو"),
        ("رئیس سازمان امور اقتصادی و دارایی استان", "عضو"),
        ("رئیس سازمان جهاد کشاورزی استان", "عضو"),
        ("رئیس سازمان میراث فرهنگی و گردشگری استان", "عضو"),
        ("رئیس اتاق بازرگانی، صنایع و معادن استان", "عضو"),
        ("سرپرست بانک صنعت و معدن استان", "عضو"),
        ("سایر بانک‌ها", "عضو"),
        ("نماینده مجامع امور صنفی استان", "عضو"),
        ("سایر نهادها", "عضو"),
    ],
    "P-CL03": [
        ("رئیس سازمان کارگزار توسعه خوشه", "رئیس"),
        ("عامل توسعه خوشه", "دبیر"),
        ("مشاور ـ ناظر فنی پروژه", "عضو"),
        ("نمایندگان تام‌الاختیار نهادهای پشتیبان", "عضو"),
        ("فعالان خوشه", "عضو"),
    ],
}


def without_marks(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


def people() -> Iterator[tuple[str, str, Member]]:
    """Folder, body and member of everyone who holds a seat."""
    for folder, record in [*ROSTERS.items(), *EXPERTS.items(), *PROJECTS.items()]:
        yield from ((folder, record.body, member) for member in record.members if member.person and not member.vacant)


def members_of(place: str) -> dict[str, Member]:
    """The members of the council that holds the meeting of that place, by the key that it names them with."""
    folder, meeting = folder_of(place), MEETINGS[place]
    records: dict[str, Roster | Project] = {"P-CL02-EX": EXPERTS.get(folder, ROSTERS[folder])}
    if meeting.project:
        records["P-CL03"] = PROJECTS[f"{folder}/{meeting.project}"]
    record = records.get(meeting.body, ROSTERS[folder])
    assert record.body == meeting.body
    return {member.reference: member for member in record.members}


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a file that has Persian letters, with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(key, f"{path}.{key}")
            yield from texts(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts(inner, f"{path}[{index}]")
    elif re.search("[\u0600-\u06ff]", value):
        yield path, value


def test_knows_all_31_provinces_by_their_iso_code():
    iso = pycountry.subdivisions.get(country_code="IR")

    assert {f"IR-{province.code}" for province in PROVINCES} == {subdivision.code for subdivision in iso}
    assert len(PROVINCES) == 31


@pytest.mark.parametrize("province", PROVINCES, ids=lambda province: province.slug)
def test_gives_each_code_the_right_name_and_capital(province: Province):
    iso_name, name, capital = ISO_NAMES[province.code]

    assert without_marks(pycountry.subdivisions.get(code=f"IR-{province.code}").name) == iso_name
    assert (province.name, province.capital) == (name, capital)


def test_has_a_folder_with_roster_and_meeting_for_each_province_and_no_other():
    folders = {province.folder for province in PROVINCES}

    assert set(PROVINCIAL) == folders
    assert set(EXPERTS) == folders
    assert {folder_of(place) for place in COMMITTEE} == folders
    assert {path.name for path in (DATA / "offices").iterdir()} == {*folders, NATIONAL}
    assert all(roster.province == folder[:2] for folder, roster in PROVINCIAL.items())


@pytest.mark.parametrize("code", sorted(SEATS))
def test_has_the_official_seats_to_the_letter_and_in_order(code: str):
    seats = BODIES[code].seats

    assert [(seat.title, seat.role) for seat in seats] == SEATS[code]
    assert [seat.number for seat in seats] == list(range(1, len(seats) + 1))


def test_knows_four_bodies_and_names_no_other():
    used = [record.body for record in [*ROSTERS.values(), *EXPERTS.values(), *PROJECTS.values(), *MEETINGS.values()]]

    assert set(BODIES) == {"P-CL01", "P-CL02", "P-CL02-EX", "P-CL03"}
    assert set(used) == set(BODIES)
    assert {body.procedure for body in BODIES.values()} == set(PROCEDURES)


@pytest.mark.parametrize("code", sorted(BODIES))
def test_is_right_in_itself_and_has_one_chair_and_one_secretary(code: str):
    body = BODIES[code]

    assert list(check_body(body)) == []
    assert Counter(seat.rank for seat in body.seats if seat.rank != "member") == {"chair": 1, "secretary": 1}


def test_keeps_the_official_keys_and_optional_seats_of_the_provincial_committee():
    seats = BODIES["P-CL02"].seats

    assert " ".join(seat.key for seat in seats) == (
        "planning_deputy company_ceo industry labour economy agriculture heritage chamber bank other_banks guilds"
        " others"
    )
    assert [seat.key for seat in seats if not seat.required] == ["bank", "other_banks", "guilds", "others"]
    assert [seat.key for seat in seats if seat.many] == ["industry", "agriculture", "other_banks", "others"]


def test_has_exactly_three_cluster_actors_in_a_steering_council():
    actors = BODIES["P-CL03"].seat("cluster_actor")

    assert actors is not None
    assert actors.exactly == 3


def test_lets_nobody_write_to_himself():
    acts = BODIES["P-CL02"].acts

    assert (acts["decree"].sender, acts["decree"].sender_to_signatory) == ("governorate", "governor")
    assert (acts["invitation"].sender, acts["invitation"].sender_to_signatory) == ("governorate", "company")
    assert acts["minutes"].sender == "company"
    assert [acts[act].clause for act in ("decree", "invitation", "minutes")] == [
        "بند ۴ـ۲",
        "بندهای ۴ـ۲ و ۴ـ۴",
        "بند ۴ـ۴",
    ]


def test_asks_for_two_meetings_a_year_six_months_apart():
    rule = BODIES["P-CL02"].meetings

    assert (rule.per_year, rule.months_apart, rule.quorum, rule.clause) == (2, 6, "majority", "بند ۴ـ۴ ب")
    assert [BODIES[code].meetings.per_year for code in ("P-CL01", "P-CL02-EX", "P-CL03")] == [0, 0, 0]


def test_sends_the_letters_of_the_whole_cycle_to_whom_they_go():
    acts = {code: {key: (act.sender, act.addressee) for key, act in body.acts.items()} for code, body in BODIES.items()}

    assert acts["P-CL02"] == {
        "decree": ("governorate", None),
        "invitation": ("governorate", None),
        "agenda": ("company", "planning_deputy"),
        "minutes": ("company", None),
        "notification": ("governorate", None),
        "transmittal": ("company", "isipo"),
        "nomination": ("company", None),
        "substitute": ("company", None),
    }
    assert acts["P-CL02-EX"]["report"] == ("company", "committee_chair")
    assert set(acts["P-CL01"]) == {"decree", "invitation", "minutes", "notification"}
    assert set(acts["P-CL03"]) == {"decree", "invitation", "minutes", "notification", "appointment", "nomination"}


@pytest.mark.parametrize("code", sorted(BODIES))
def test_addresses_only_seats_and_recipients_that_there_are(code: str):
    body = BODIES[code]
    known = {None, *body.recipients, *(seat.key for seat in body.seats)}

    assert {act.addressee for act in body.acts.values()} <= known
    for recipient in body.recipients.values():
        if recipient.body is not None:
            assert BODIES[recipient.body].seat(recipient.seat or "") is not None


def test_has_one_seat_for_each_institution_of_the_committee_in_its_expert_committee():
    experts = BODIES["P-CL02-EX"]
    institutions = [seat.key for seat in BODIES["P-CL02"].seats if seat.key not in ("planning_deputy", "company_ceo")]

    assert experts.parent == "P-CL02"
    assert [seat.key for seat in experts.seats] == ["company_deputy", "secretary", "governorate", *institutions]
    assert [seat.key for seat in experts.seats if seat.many] == ["industry", "agriculture", "other_banks", "others"]
    assert [seat.key for seat in experts.seats if not seat.required] == ["bank", "other_banks", "guilds", "others"]


def test_gives_the_control_block_of_p_cl02_to_the_letter():
    procedure = PROCEDURES["P-CL02"]
    control = load(DATA / "procedures/P-CL02.yaml")["control"]

    assert procedure.number == "P-CL02"
    assert control == {
        "keeper": "معاونت صنایع کوچک سازمان صنایع کوچک و شهرک‌های صنعتی ایران",
        "prepared": "فروردین‌ماه ۱۳۹۱",
        "prepared_by": "گروه توسعه خوشه‌های صنعتی سازمان صنایع کوچک و شهرک‌های صنعتی ایران",
        "first_approver": "دفتر توسعه صنعتی و فناوری سازمان صنایع کوچک و شهرک‌های صنعتی ایران",
        "second_approver": "معاونت صنایع کوچک سازمان صنایع کوچک و شهرک‌های صنعتی ایران",
        "ratifier": "هیأت مدیره سازمان صنایع کوچک و شهرک‌های صنعتی ایران",
    }
    assert procedure.control.model_dump() == control


def test_records_the_one_revision_of_p_cl02():
    assert load(DATA / "procedures/P-CL02.yaml")["revisions"] == [
        {"number": "1", "date": "مرداد ۱۳۹۱", "pages": "", "description": "", "origin": "نظرات استان‌ها"}
    ]


@pytest.mark.parametrize("number", ["P-CL01", "P-CL02", "P-CL03"])
def test_has_the_seven_sections(number: str):
    assert [(section.number, section.title) for section in PROCEDURES[number].sections] == [
        ("۱", "هدف"),
        ("۲", "دامنه کاربرد"),
        ("۳", "مسئولیت‌ها"),
        ("۴", "شرح فعالیت"),
        ("۵", "مراجع"),
        ("۶", "مستندات و ضمائم"),
        ("۷", "توزیع نسخ"),
    ]


def test_has_the_clauses_and_notes_of_p_cl02():
    clauses = PROCEDURES["P-CL02"].sections[3].clauses

    assert [clause.number for clause in clauses] == ["۴ـ۱", "۴ـ۲", "۴ـ۳", "۴ـ۴"]
    assert [[note.number for note in clause.notes] for clause in clauses] == [[], [1], [2], []]
    assert [len(clause.items) for clause in clauses] == [0, 0, 5, 4]
    assert [clause.seats for clause in clauses] == [None, "P-CL02", None, None]
    assert "\u0640" in clauses[0].number


def test_distributes_p_cl02_to_every_provincial_company_and_three_offices():
    holders = PROCEDURES["P-CL02"].distribution

    assert [(holder.name, holder.each) for holder in holders] == [
        ("کلیه شرکت‌های شهرک‌های صنعتی استان‌ها", "province"),
        ("معاونت صنایع کوچک سازمان", "one"),
        ("دفتر توسعه صنعتی و فناوری سازمان", "one"),
        ("گروه خوشه‌های صنعتی سازمان", "one"),
    ]


@pytest.mark.parametrize("number", ["P-CL01", "P-CL03"])
def test_invents_no_control_value_for_the_other_procedures(number: str):
    assert set(PROCEDURES[number].control.model_dump().values()) == {""}
    assert PROCEDURES[number].revisions == []


def test_has_the_codes_and_units_of_the_catalogue():
    assert {key: (kind.code, kind.per) for key, kind in KINDS.items() if key in STARTER_KINDS} == STARTER_KINDS


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_names_only_what_its_templates_can_see(kind: Kind):
    offered = {name for name, _ in describe_names(kind.per)}

    assert [name for name in [*kind.must_show, *kind.rows.values()] if name.removesuffix("[]") not in offered] == []
    assert list(check_kind(kind)) == []


STARTER_KINDS = {
    "decree": ("DEC", "seat"),
    "invitation": ("INV", "meeting-member"),
    "minutes": ("MIN", "meeting"),
    "distribution-list": ("DST", "procedure"),
    "procedure": ("PRC", "procedure"),
}


@pytest.mark.parametrize("folder", sorted(ROSTERS))
def test_fills_every_obligatory_seat(folder: str):
    roster = ROSTERS[folder]
    findings = list(check_membership(roster.members, roster.officers, BODIES[roster.body]))

    # R306 is the note on a vacant optional seat.
    assert [finding for finding in findings if finding.code != "R306"] == []


@pytest.mark.parametrize("folder", sorted(EXPERTS))
def test_fills_every_expert_committee_from_the_institutions_of_the_committee(folder: str):
    experts, committee = EXPERTS[folder], PROVINCIAL[folder]
    findings = list(check_membership(experts.members, experts.officers, BODIES["P-CL02-EX"]))
    own = {"company_deputy", "secretary", "governorate"}

    assert [finding for finding in findings if finding.code != "R306"] == []
    assert (experts.body, experts.province) == ("P-CL02-EX", folder[:2])
    assert {member.reference for member in experts.members} - own == {
        member.reference for member in committee.members
    } - {"planning_deputy", "company_ceo"}
    assert {member.reference for member in experts.members if member.vacant} == {
        member.reference for member in committee.members if member.vacant
    }


@pytest.mark.parametrize("folder", sorted(EXPERTS))
def test_has_the_managing_director_sign_for_the_expert_committee(folder: str):
    ceo = next(member.person for member in PROVINCIAL[folder].members if member.seat == "company_ceo")

    assert [(officer.key, officer.person) for officer in EXPERTS[folder].officers] == [("company_ceo", ceo)]


@pytest.mark.parametrize("place", sorted(PROJECTS))
def test_fills_every_steering_council(place: str):
    project = PROJECTS[place]

    assert list(check_membership(project.members, project.officers, BODIES[project.body])) == []
    assert len([member for member in project.members if member.seat == "supporting"]) >= 3
    institutions = {institution.name for institution in project.supporting_institutions}
    assert institutions == {member.institution for member in project.members if member.seat == "supporting"}


def test_has_nine_projects_in_eight_provinces():
    assert len(PROJECTS) == 9
    assert len({folder_of(place) for place in PROJECTS}) == 8


@pytest.mark.parametrize("place", sorted(PROJECTS))
def test_has_agency_team_contracts_and_a_funded_action_plan_in_each_project(place: str):
    project = PROJECTS[place]
    plan = project.action_plan
    institutions = {institution.name for institution in project.supporting_institutions}

    assert project.agency.startswith("شرکت شهرک‌های صنعتی استان ")
    assert project.contract_cda
    assert project.contract_ta
    assert project.contract_cda != project.contract_ta
    assert [officer.key for officer in project.team] == ["assistant", "clerk"]
    assert plan is not None
    assert 4 <= len(plan.activities) <= 6
    assert [activity.number for activity in plan.activities] == list(range(1, len(plan.activities) + 1))
    for activity in plan.activities:
        assert activity.cost > 0
        assert {share.institution for share in activity.shares} <= {*institutions, project.agency, "واحدهای عضو خوشه"}
    paying = {share.institution for activity in plan.activities for share in activity.shares}
    assert institutions <= paying


def test_approves_the_action_plan_in_four_steering_councils():
    assert len(STEERING_MEETINGS) == 4
    for place, meeting in STEERING_MEETINGS.items():
        plan = PROJECTS[place].action_plan
        assert plan is not None
        assert plan.approved_on == meeting.date
        assert [decision.approves for decision in meeting.decisions].count("action-plan") == 1


def test_fills_at_least_eleven_seats_a_province_on_average():
    filled = [member for _, body, member in people() if body == "P-CL02"]

    assert len(filled) >= 341


def test_leaves_three_optional_seats_vacant_with_a_reason():
    vacant = [member for roster in PROVINCIAL.values() for member in roster.members if member.vacant]

    assert len(vacant) == 3
    assert all(member.reason and member.seat in ("bank", "guilds") for member in vacant)


def test_has_two_agriculture_heads_in_kerman():
    heads = [member for member in ROSTERS["08-kerman"].members if member.seat == "agriculture"]

    assert [member.reference for member in heads] == ["agriculture", "agriculture_south"]
    assert heads[1].institution == "سازمان جهاد کشاورزی جنوب کرمان"


def test_has_a_governor_in_each_province():
    for roster in PROVINCIAL.values():
        assert [officer.key for officer in roster.officers] == ["governor"]


def test_never_uses_a_name_twice():
    # The managing director of the provincial company is named once more as head of a project's agency and as
    # the one who signs for the expert committee.
    names = [member.person.name for _, _, member in people() if member.person and member.seat != "agency_head"]
    names += [officer.person.name for roster in ROSTERS.values() for officer in roster.officers]
    names += [officer.person.name for project in PROJECTS.values() for officer in project.team]
    names += [
        attendance.substitute.person.name
        for meeting in MEETINGS.values()
        for attendance in meeting.present
        if attendance.substitute
    ]

    assert [name for name, count in Counter(names).items() if count > 1] == []


@pytest.mark.parametrize("place", sorted(PROJECTS))
def test_has_the_managing_director_as_head_of_the_agency(place: str):
    def holder(members: list[Member], seat: str) -> Any:
        return next(member.person for member in members if member.seat == seat)

    ceo = holder(ROSTERS[folder_of(place)].members, "company_ceo")
    assert holder(PROJECTS[place].members, "agency_head") == ceo


def test_addresses_men_and_women_with_and_without_titles():
    everyone = [member.person for _, _, member in people() if member.person]

    assert min(Counter(person.gender for person in everyone).values()) > len(everyone) // 5
    assert set(Counter(person.title for person in everyone)) == {"", "دکتر", "مهندس"}


@pytest.mark.parametrize("path", sorted(DATA.glob("offices/**/*.yaml")), ids=shown)
def test_says_in_every_file_that_it_is_invented(path: Path):
    first, second = path.read_text(encoding="utf-8").splitlines()[:2]

    assert "ساختگی است" in first
    assert "invented" in second


@pytest.mark.parametrize("place", sorted(MEETINGS))
def test_agrees_with_the_roster(place: str):
    assert list(check_meeting(MEETINGS[place], members_of(place))) == []


@pytest.mark.parametrize("folder", sorted(PROVINCIAL))
def test_has_at_least_four_decisions_in_the_first_meeting(folder: str):
    meeting = MEETINGS[f"{folder}/1404-1"]

    assert meeting.status == "held"
    assert len(meeting.decisions) >= 4


@pytest.mark.parametrize("place", sorted(HELD))
def test_has_decisions_with_owner_deadline_and_state(place: str):
    meeting = HELD[place]
    known = {key for key, member in members_of(place).items() if not member.vacant}
    known |= {other.key for other in meeting.others}

    assert len(meeting.decisions) >= 3
    for decision in meeting.decisions:
        assert {decision.owner, decision.follow_up} <= known
        assert decision.deadline is not None
        assert decision.deadline > meeting.date
        assert (decision.status == "done") == (decision.done_on is not None)
        assert decision.done_on is None or meeting.date < decision.done_on <= TODAY


def test_lets_every_other_institution_of_a_meeting_own_a_decision():
    with_others = {place: meeting for place, meeting in MEETINGS.items() if meeting.others}

    assert len(with_others) == 6
    for meeting in with_others.values():
        assert {other.key for other in meeting.others} <= {decision.owner for decision in meeting.decisions}


@pytest.mark.parametrize("place", sorted(MEETINGS))
def test_has_the_dates_of_the_cycle_in_order(place: str):
    meeting = MEETINGS[place]
    before = [meeting.agenda_proposed, meeting.agenda_confirmed, meeting.invited]
    if place in CONFIRMED_AFTER_INVITATION:
        before = [meeting.agenda_proposed, meeting.invited, meeting.agenda_confirmed]
    dates = [date for date in [*before, meeting.date, meeting.recorded, meeting.notified] if date is not None]
    dates += [meeting.closed] if meeting.closed else []

    assert dates == sorted(dates)
    assert meeting.invited is None or meeting.invited < meeting.date
    assert meeting.sent_to_isipo is None or (meeting.recorded and meeting.recorded <= meeting.sent_to_isipo)
    assert (meeting.status == "planned") == (meeting.date > TODAY)
    assert all(date <= TODAY for date in dates if meeting.status == "held")


@pytest.mark.parametrize("place", sorted(COMMITTEE.keys() & HELD.keys()))
def test_tells_the_whole_cycle_of_a_committee_meeting_but_for_the_named_gaps(place: str):
    meeting = COMMITTEE[place]

    assert all([meeting.agenda_proposed, meeting.agenda_confirmed, meeting.invited, meeting.recorded])
    assert (meeting.notified is None) == (place in NOT_NOTIFIED)
    assert (meeting.sent_to_isipo is None) == (place in NOT_SENT)
    assert bool(meeting.overdue_decisions(TODAY)) == (folder_of(place) in WITH_OVERDUE_DECISIONS)
    # Never without a quorum.
    assert len(meeting.present) > len(meeting.absent)


@pytest.mark.parametrize("folder", sorted(PROVINCIAL))
def test_meets_twice_in_1404_six_months_apart_but_in_the_named_provinces(folder: str):
    met = sorted(m.date for place, m in COMMITTEE.items() if folder_of(place) == folder and m.status == "held")

    assert {date.year for date in met} == {1404}
    assert len(met) == (1 if folder in WITHOUT_SECOND_MEETING else 2)
    if len(met) == 2:
        first, second = met
        assert (second.month - first.month, second.day) >= (6, first.day) or second.month - first.month > 6


@pytest.mark.parametrize("folder", sorted(PROVINCIAL))
def test_approves_the_priorities_of_1404_once_but_in_the_named_province(folder: str):
    meetings = [meeting for place, meeting in COMMITTEE.items() if folder_of(place) == folder]
    approvals = [
        decision for meeting in meetings for decision in meeting.decisions if decision.approves == "priorities"
    ]

    assert len(approvals) == (0 if folder in WITHOUT_PRIORITIES else 1)


@pytest.mark.parametrize("folder", sorted(PROVINCIAL))
def test_dates_every_decree_before_the_first_meeting_but_for_the_named_members(folder: str):
    first = MEETINGS[f"{folder}/1404-1"].date
    held = [member for member in PROVINCIAL[folder].members if member.person and not member.vacant]

    assert {m.reference for m in held if m.decree is None} == WITHOUT_SOME_DECREES.get(folder, set())
    assert all(member.decree < first for member in held if member.decree)


def test_has_the_meetings_that_the_documentation_counts():
    counts = Counter((meeting.body, meeting.status) for meeting in MEETINGS.values())

    assert counts == {
        ("P-CL01", "held"): 1,
        ("P-CL02", "held"): 60,
        ("P-CL02", "planned"): 5,
        ("P-CL02-EX", "held"): 8,
        ("P-CL03", "held"): 4,
    }
    states = Counter(meeting.state for meeting in COMMITTEE.values() if meeting.status == "planned")
    assert states == {"agenda-proposed": 2, "agenda-confirmed": 1, "invited": 2}


def test_has_substitutes_with_a_letter_late_arrivals_and_guests():
    attendances = [(meeting, attendance) for meeting in MEETINGS.values() for attendance in meeting.present]
    letters = [(m.date, a.substitute) for m, a in attendances if a.substitute]

    assert len(letters) == 10
    assert all(sent.letter_number and sent.letter_date and sent.letter_date < date for date, sent in letters)
    assert len([attendance for _, attendance in attendances if attendance.arrived]) >= 8
    assert all(meeting.start < attendance.arrived for meeting, attendance in attendances if attendance.arrived)
    assert len([meeting for meeting in MEETINGS.values() if meeting.guests]) >= 5


def test_has_no_decision_result_agenda_item_or_matter_twice():
    written = [decision.text for meeting in MEETINGS.values() for decision in meeting.decisions]
    written += [d.result for meeting in MEETINGS.values() for d in meeting.decisions if d.result]
    written += [text for meeting in MEETINGS.values() for text in (*meeting.agenda, *meeting.matters)]

    assert [text for text, count in Counter(written).items() if count > 1] == []


def test_meets_and_writes_on_working_days():
    saturday_based_weekend = (5, 6)  # پنجشنبه، جمعه
    for place, meeting in MEETINGS.items():
        dates = [meeting.date, meeting.next_meeting, meeting.agenda_proposed, meeting.agenda_confirmed, meeting.invited]
        dates += [meeting.recorded, meeting.notified, meeting.sent_to_isipo, meeting.closed]
        weekdays = {as_jdatetime(date).weekday() for date in dates if date is not None}
        assert weekdays.isdisjoint(saturday_based_weekend), place


def test_meets_on_days_that_differ_and_announces_the_next_meeting_about_six_months_later():
    announced = {place: meeting for place, meeting in COMMITTEE.items() if meeting.next_meeting is not None}

    assert announced.keys() == {place for place in COMMITTEE if place.endswith("/1404-1")}
    for meeting in announced.values():
        assert 178 <= (as_jdatetime(meeting.next_meeting) - as_jdatetime(meeting.date)).days <= 205
    assert len({str(meeting.date) for meeting in announced.values()}) == len(announced)


@pytest.mark.parametrize("place", sorted(COMMITTEE))
def test_meets_in_the_capital_of_the_province(place: str):
    capital = next(province.capital for province in PROVINCES if province.folder == folder_of(place))

    assert COMMITTEE[place].place.endswith(f"، {capital}")


def as_jdatetime(date: Any) -> jdatetime.date:
    return jdatetime.date(date.year, date.month, date.day)


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_is_written_as_the_normaliser_would_write_it(path: Path):
    assert [(place, text) for place, text in texts(load(path)) if normalise(text) != text] == []


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_has_no_arabic_letter_or_digit_and_no_forbidden_character(path: Path):
    content = path.read_text(encoding="utf-8")

    assert re.findall("[\u064a\u0649\u0643\u0629\u0660-\u0669\u00a0]", content) == []
    assert list(forbidden_characters(content)) == []


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_has_no_ascii_digit_in_persian_prose(path: Path):
    without_codes = ((place, re.sub(r"[A-Za-z][A-Za-z0-9_-]*", "", text)) for place, text in texts(load(path)))

    assert [place for place, text in without_codes if re.search("[0-9]", text)] == []


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_has_the_official_sign_in_clause_numbers(path: Path):
    for place, text in texts(load(path)):
        assert not re.search("[۰-۹][-–—][۰-۹]", text), place
        # A dash between digits is U+0640; one between words has a space on both sides.
        assert not re.search("(?<![ ۰-۹])\u0640|\u0640(?![ ۰-۹])", text), place
