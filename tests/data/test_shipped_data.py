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
from generator.persian.text import forbidden_characters, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[2] / "data"
FILES = sorted(DATA.rglob("*.yaml"))


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # makes text only


def shown(path: Path) -> str:
    return path.relative_to(DATA).as_posix()


PROVINCES: list[Province] = ProvinceList.model_validate(load(DATA / "provinces.yaml")).provinces
BODIES = {path.stem: Body.model_validate(load(path)) for path in sorted(DATA.glob("bodies/*.yaml"))}
KINDS = {path.stem: Kind.model_validate(load(path)) for path in sorted(DATA.glob("kinds/*.yaml"))}
PROCEDURES = {path.stem: Procedure.model_validate(load(path)) for path in sorted(DATA.glob("procedures/*.yaml"))}
ROSTERS = {path.parent.name: Roster.model_validate(load(path)) for path in sorted(DATA.glob("offices/*/roster.yaml"))}
PROJECTS = {
    path.parents[1].name: Project.model_validate(load(path)) for path in sorted(DATA.glob("offices/*/projects/*.yaml"))
}
MEETINGS = {
    path.parents[1].name: Meeting.model_validate(load(path)) for path in sorted(DATA.glob("offices/*/meetings/*.yaml"))
}
PROVINCIAL = {folder: roster for folder, roster in ROSTERS.items() if folder != NATIONAL}

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
    for folder, record in [*ROSTERS.items(), *PROJECTS.items()]:
        yield from ((folder, record.body, member) for member in record.members if member.person and not member.vacant)


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
    assert set(MEETINGS) == folders
    assert {path.name for path in (DATA / "offices").iterdir()} == {*folders, NATIONAL}
    assert all(roster.province == folder[:2] for folder, roster in PROVINCIAL.items())


@pytest.mark.parametrize("code", sorted(SEATS))
def test_has_the_official_seats_to_the_letter_and_in_order(code: str):
    seats = BODIES[code].seats

    assert [(seat.title, seat.role) for seat in seats] == SEATS[code]
    assert [seat.number for seat in seats] == list(range(1, len(seats) + 1))


@pytest.mark.parametrize("code", sorted(SEATS))
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


@pytest.mark.parametrize("folder", sorted(PROJECTS))
def test_fills_every_steering_council(folder: str):
    project = PROJECTS[folder]

    assert list(check_membership(project.members, project.officers, BODIES[project.body])) == []
    assert len([member for member in project.members if member.seat == "supporting"]) >= 3
    institutions = {institution.name for institution in project.supporting_institutions}
    assert institutions == {member.institution for member in project.members if member.seat == "supporting"}


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
    # The head of a project's agency is the managing director of the provincial company, once more.
    names = [member.person.name for _, _, member in people() if member.person and member.seat != "agency_head"]
    names += [officer.person.name for roster in ROSTERS.values() for officer in roster.officers]

    assert [name for name, count in Counter(names).items() if count > 1] == []


@pytest.mark.parametrize("folder", sorted(PROJECTS))
def test_has_the_managing_director_as_head_of_the_agency(folder: str):
    def holder(members: list[Member], seat: str) -> Any:
        return next(member.person for member in members if member.seat == seat)

    assert holder(PROJECTS[folder].members, "agency_head") == holder(ROSTERS[folder].members, "company_ceo")


def test_addresses_men_and_women_with_and_without_titles():
    everyone = [member.person for _, _, member in people() if member.person]

    assert min(Counter(person.gender for person in everyone).values()) > len(everyone) // 5
    assert set(Counter(person.title for person in everyone)) == {"", "دکتر", "مهندس"}


@pytest.mark.parametrize("path", sorted(DATA.glob("offices/**/*.yaml")), ids=shown)
def test_says_in_every_file_that_it_is_invented(path: Path):
    first, second = path.read_text(encoding="utf-8").splitlines()[:2]

    assert "ساختگی است" in first
    assert "invented" in second


@pytest.mark.parametrize("folder", sorted(MEETINGS))
def test_agrees_with_the_roster(folder: str):
    members = {member.reference: member for member in ROSTERS[folder].members}

    assert list(check_meeting(MEETINGS[folder], members)) == []


@pytest.mark.parametrize("folder", sorted(MEETINGS))
def test_has_at_least_four_decisions_with_owner_and_deadline(folder: str):
    meeting = MEETINGS[folder]
    seated = {member.reference for member in ROSTERS[folder].members if not member.vacant}

    assert meeting.status == "held"
    assert len(meeting.decisions) >= 4
    for decision in meeting.decisions:
        assert {decision.owner, decision.follow_up} <= seated
        assert decision.deadline is not None
        assert decision.deadline > meeting.date


def test_has_no_decision_agenda_item_or_matter_twice():
    written = [decision.text for meeting in MEETINGS.values() for decision in meeting.decisions]
    written += [text for meeting in MEETINGS.values() for text in (*meeting.agenda, *meeting.matters)]

    assert [text for text, count in Counter(written).items() if count > 1] == []


def test_meets_on_working_days_that_differ_and_again_about_six_months_later():
    saturday_based_weekend = (5, 6)  # پنجشنبه، جمعه
    for meeting in MEETINGS.values():
        day = as_jdatetime(meeting.date)
        again = as_jdatetime(meeting.next_meeting)
        assert day.weekday() not in saturday_based_weekend
        assert again.weekday() not in saturday_based_weekend
        assert 178 <= (again - day).days <= 205
    assert len({str(meeting.date) for meeting in MEETINGS.values()}) == len(MEETINGS)


@pytest.mark.parametrize("folder", sorted(MEETINGS))
def test_meets_in_the_capital_of_the_province(folder: str):
    capital = next(province.capital for province in PROVINCES if province.folder == folder)

    assert MEETINGS[folder].place.endswith(f"، {capital}")


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
