"""A small sound office, its workbook spoiled cell by cell, and the command run on it."""

from __future__ import annotations

import io
import shutil

import openpyxl

from generator import Workspace
from generator.model.meeting import Meeting
from generator.model.roster import Project, Roster
from generator.sources.dataset import read_dataset
from generator.sources.yaml_writer import yaml_of

COMMITTEE = ("planning_deputy", "company_ceo", "industry", "labour", "economy", "agriculture", "heritage", "chamber")
COUNCIL = ("agency_head", "cda", "ta", "supporting", "cluster_actor", "cluster_actor", "cluster_actor")


def person(last_name, gender="آقا", title=""):
    return {"gender": gender, "title": title, "first_name": "نمونه", "last_name": last_name}


def roster():
    members = [{"seat": seat, "person": person(f"نفر {seat}")} for seat in COMMITTEE]
    members[1]["decree"] = "1404/01/20"
    members.append({"seat": "bank", "vacant": "بله", "reason": "معرفی نشده است"})
    governor = {
        "key": "governor",
        "person": person("استاندار"),
        "post": "استاندار فارس",
        "institution": "استانداری فارس",
    }
    return Roster.model_validate({"body": "P-CL02", "province": "07", "officers": [governor], "members": members})


def project(key="stone"):
    members = [
        {"seat": seat, "key": f"{seat}_{index}" if seat == "cluster_actor" else None, "person": person(f"عضو {index}")}
        for index, seat in enumerate(COUNCIL)
    ]
    record = {
        "key": key,
        "number": "01",
        "body": "P-CL03",
        "province": "07",
        "title": "پروژه خوشه سنگ",
        "cluster": "سنگ",
        "agency": "شرکت شهرک‌های صنعتی فارس",
        "started": "1403/02/31",
        "team": [{"key": "aide", "person": person("دستیار"), "post": "دستیار", "institution": "تیم عاملیت"}],
        "supporting_institutions": [{"name": "اتاق بازرگانی"}, {"name": "بانک صنعت و معدن"}],
        "action_plan": {
            "year": "1404",
            "activities": [
                {"number": "1", "title": "آموزش", "shares": [{"institution": "اتاق بازرگانی", "amount": "1200"}]},
                {"number": "2", "title": "نمایشگاه", "due": "1404/10/01"},
            ],
        },
        "members": members,
    }
    return Project.model_validate(record)


def meeting():
    substitute = {"person": person("جانشین"), "post": "معاون سازمان", "letter_number": "12/345"}
    record = {
        "key": "1404-1",
        "body": "P-CL02",
        "number": "1",
        "status": "held",
        "date": "1404/04/17",
        "start": "09:30",
        "end": "11:45",
        "place": "سالن جلسات",
        "agenda": ["بند نخست", "بند دوم"],
        "present": [*COMMITTEE[:6], {"member": "heritage", "substitute": substitute, "arrived": "09:40"}],
        "absent": [{"member": "chamber", "excused": "بله", "reason": "مأموریت"}],
        "guests": [{"name": "مهمان نمونه", "post": "پژوهشگر", "institution": "دانشگاه شیراز"}],
        "others": [{"key": "univ", "institution": "دانشگاه شیراز", "post": "رئیس دانشگاه"}],
        "matters": ["بحث نخست"],
        "decisions": [
            {"number": "1", "text": "مصوبه نخست", "owner": "industry", "deadline": "1404/06/15"},
            {"number": "2", "text": "مصوبه دوم", "owner": "univ", "deadline": "1404/07/01", "status": "done"},
        ],
    }
    return Meeting.model_validate(record)


def build_office(folder, *, records=None):
    """A workspace whose one province has a roster, a project and a meeting."""
    workspace = Workspace.create(folder)
    shutil.rmtree(workspace.data / "offices")
    # What workbooks do not concern is left out, to be quick.
    for path in [*workspace.data.glob("procedures/*"), *workspace.data.glob("kinds/*")]:
        path.unlink()
    for name, record in (records or sample_records()).items():
        target = workspace.data / "offices" / "07-fars" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(yaml_of(record), "utf-8")
    return workspace


def sample_records():
    return {"roster.yaml": roster(), "projects/stone.yaml": project(), "meetings/1404-1.yaml": meeting()}


def spoiled(workbook, spoil):
    """The workbook after a function has changed it, as openpyxl saves it."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    spoil(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def records_of(workspace):
    """All records of a workspace by their path."""
    dataset = read_dataset(workspace)
    councils = {read.path: read.council.record for data in dataset.offices for read in data.councils}
    return councils | {read.path: read.meeting for data in dataset.offices for read in data.meetings}


def files_of(workspace):
    """Every data file with its bytes."""
    return {path: path.read_bytes() for path in workspace.data.rglob("*") if path.is_file()}
