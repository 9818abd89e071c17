"""Provinces that keep every rule of P-CL02, ready to be spoiled, and the places of values in their files."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path

import yaml

from generator import Workspace, read_dataset

ROOT = Path(__file__).resolve().parents[2]
PROVINCES = yaml.safe_load((ROOT / "data/provinces.yaml").read_text("utf-8"))["provinces"]
FARS = "07-fars"
TODAY = "1405/01/20"
OBLIGATORY = (
    "planning_deputy",
    "company_ceo",
    "industry",
    "labour",
    "economy",
    "agriculture",
    "heritage",
    "chamber",
)


def folder_of(code):
    return next(f"{code}-{p['slug']}" for p in PROVINCES if f"{p['code']:0>2}" == code)


CODES = [f"{province['code']:0>2}" for province in PROVINCES]


def _person(number):
    return {"gender": "آقا", "first_name": "بهرام", "last_name": f"ارژن{'ابپتثجچحخد'[number]}"}


def sound_roster(code):
    seats = [*OBLIGATORY, "bank"]
    members = [{"seat": seat, "person": _person(n), "decree": "1403-02-10"} for n, seat in enumerate(seats)]
    members.append({"seat": "guilds", "vacant": "yes", "reason": "معرفی نشده است"})
    governor = {"key": "governor", "person": _person(9), "post": "استاندار", "institution": "استانداری"}
    return {"body": "P-CL02", "province": code, "officers": [governor], "members": members}


def sound_meeting(key, month, *, year=1404):
    """A meeting on the 25th of a month, with everything done that P-CL02 asks."""
    decisions = [
        {
            "number": number,
            "text": f"کار شماره {number} انجام شود.",
            "owner": owner,
            "deadline": f"{year}-{month:02}-29",
            "status": "done",
        }
        for number, owner in ((1, "company_ceo"), (2, "planning_deputy"), (3, "industry"))
    ]
    return {
        "key": key,
        "body": "P-CL02",
        "number": int(key.rpartition("-")[2]),
        "status": "held",
        "date": f"{year}-{month:02}-25",
        "start": "09:30",
        "place": "سالن جلسات استانداری",
        "agenda": ["گزارش پیشرفت"],
        "agenda_proposed": f"{year}-{month:02}-05",
        "agenda_confirmed": f"{year}-{month:02}-08",
        "invited": f"{year}-{month:02}-10",
        "present": [*OBLIGATORY, "bank"],
        "decisions": decisions,
        "recorded": f"{year}-{month:02}-26",
        "notified": f"{year}-{month:02}-27",
        "sent_to_isipo": f"{year}-{month:02}-28",
    }


def sound_province(code="07"):
    """The files of a province, by their names below its folder."""
    first, second = sound_meeting("1404-1", 2), sound_meeting("1404-2", 8)
    first["decisions"][0]["approves"] = "priorities"
    return {"roster.yaml": sound_roster(code), "meetings/1404-1.yaml": first, "meetings/1404-2.yaml": second}


def make_workspace(root, provinces, *, spoil_body=None):
    """A workspace of these provinces (files by folder) with the shipped body and list of provinces."""
    for name in ("bodies", "kinds", "procedures", "offices"):
        (root / "data" / name).mkdir(parents=True)
    (root / "dabir.toml").write_text("", "utf-8")
    (root / "templates").mkdir()
    shutil.copy(ROOT / "data/provinces.yaml", root / "data")
    body = (ROOT / "data/bodies/P-CL02.yaml").read_text("utf-8")
    (root / "data/bodies/P-CL02.yaml").write_text(spoil_body(body) if spoil_body else body, "utf-8")
    for folder, files in provinces.items():
        for name, content in copy.deepcopy(files).items():
            path = root / "data/offices" / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
            path.write_text(text, "utf-8")
    return Workspace.open(root)


def dataset_of(root, provinces, **options):
    return read_dataset(make_workspace(root, provinces, **options))


def place_of(path, keys):
    """Line and column of the value at these keys, or of the nearest one around it, by PyYAML's own marks."""
    node = yaml.compose(path.read_text("utf-8"))
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            below = next((value for name, value in node.value if name.value == key), None)
        else:
            below = node.value[key] if isinstance(key, int) else None
        if below is None:
            break
        node = below
    return node.start_mark.line + 1, node.start_mark.column + 1
