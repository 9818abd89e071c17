"""Whatever stands in the data arrives in the document as typed."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.batch import draft
from generator.model.composing import Composition, compose
from generator.model.instrument import OFFERED, offered
from generator.ooxml.package import write_package
from generator.ooxml.text import paragraph_texts
from generator.persian.text import forbidden_characters, normalise
from generator.planning import Selection, make_plan
from generator.sources.dataset import read_dataset
from generator.templating import CompiledTemplate

AWKWARD = [
    "شرکت «الف & ب»",
    "سود > ۵ و زیان < ۳",
    "<b>پررنگ</b>",
    'نام "نقل" و \'تک\'',
    "{{ meeting.date }} و {% if x %} و {# یادداشت #}",
    "}} تنها {{",
    "{_{ و %_}",
    "می‌شود، کسب‌وکار، خوشه‌ها",
    "مدرک P-CL02 بخش ۴ـ۲ (الف)",
    "https://example.com/a?b=1&c=2",
    "واژه" * 60,
    "سطر یک\nسطر دو",
    "ستون\tستون",
    "&amp; &lt; &#x41;",
    "]]> <!-- --> <?xml?>",
    "\\n \\t {\\",
    "٪ ﷼ « » ـ",
]  # fmt: skip


def _template(cells: str) -> bytes:
    document = Document()
    document.add_paragraph(cells)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "{{ document.title }}"
    table.rows[0].cells[1].text = "ثابت"
    document.sections[0].header.paragraphs[0].text = "سرصفحه {{ document.title }}"
    document.add_paragraph("پایان متن ثابت")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class _Title:
    def __init__(self, title: str) -> None:
        self.title = title


TEMPLATE = CompiledTemplate(
    _template("آغاز {{ document.title }} انجام"), "sample.docx", offered={"document": {"title": str}}
)


def _shown(value: str) -> list[str]:
    document = TEMPLATE.render({"document": _Title(value)})
    with zipfile.ZipFile(io.BytesIO(document.content)) as archive:
        header = next(name for name in archive.namelist() if name.startswith("word/header"))
        return [*paragraph_texts(archive.read("word/document.xml")), *paragraph_texts(archive.read(header))]


@pytest.mark.parametrize("value", AWKWARD)
def test_awkward_text_arrives_in_body_table_and_header(value):
    assert _shown(value) == [f"آغاز {value} انجام", value, "ثابت", "پایان متن ثابت", f"سرصفحه {value}"]


_CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co"))


@settings(max_examples=300, deadline=None)
@given(st.text(_CHARACTERS, max_size=80))
def test_any_text_that_the_input_gate_lets_through_arrives_and_takes_nothing_with_it(value):
    if any(forbidden_characters(value)):
        return
    value = normalise(value)
    assert _shown(value) == [f"آغاز {value} انجام", value, "ثابت", "پایان متن ثابت", f"سرصفحه {value}"]


def test_awkward_values_in_a_roster_and_a_meeting_arrive_in_the_shipped_templates(small_workspace):
    names = ["O'Brien & Söhne <GmbH>", "{{ x }} «گیومه» %}", "نام‌بسیاربلند " * 12]
    roster = small_workspace.data / "offices" / "07-fars" / "roster.yaml"
    text = roster.read_text("utf-8")
    first, last = text.index("last_name:"), text.rindex("last_name:")
    for position, name in ((last, names[1]), (first, names[0])):
        end = text.index("\n", position)
        text = text[:position] + "last_name: '" + name.replace("'", "''") + "'" + text[end:]
    roster.write_text(text, "utf-8")
    meeting = small_workspace.data / "offices" / "07-fars" / "meetings" / "1404-1.yaml"
    lines = meeting.read_text("utf-8").split("\n")
    place = next(i for i, line in enumerate(lines) if line.startswith("place:"))
    lines[place] = f'place: "{names[2].strip()} <تالار & سالن>"'
    meeting.write_text("\n".join(lines), "utf-8")

    dataset = read_dataset(small_workspace)
    plan = make_plan(dataset, ["all"], Selection(provinces=["فارس"]))
    report = draft(small_workspace, dataset, plan)
    assert report.problems == []
    everything = ""
    for path in small_workspace.drafts.rglob("*.docx"):
        with zipfile.ZipFile(path) as archive:
            everything += "\n".join(paragraph_texts(archive.read("word/document.xml")))
    for wanted in (names[0], normalise(names[1]), names[2].strip() + " <تالار & سالن>"):
        assert wanted in everything


def test_empty_optional_fields_leave_no_trace(small_workspace):
    dataset = read_dataset(small_workspace)
    plan = make_plan(dataset, ["decree"], Selection(provinces=["فارس"]))
    report = draft(small_workspace, dataset, plan)
    assert report.problems == []
    untitled = [
        job
        for job in plan.jobs
        if job.occasion.member and job.occasion.member.person and not job.occasion.member.person.title
    ]
    assert untitled
    for job in untitled:
        with zipfile.ZipFile(small_workspace.drafts / f"{job.path}.docx") as archive:
            lines = paragraph_texts(archive.read("word/document.xml"))
        person = job.occasion.member.person
        assert f"{person.salutation} {person.first_name} {person.last_name}" in lines
        assert not any("None" in line for line in lines)


def test_everything_offered_is_a_name_of_the_instrument(small_workspace):
    dataset = read_dataset(small_workspace)
    plan = make_plan(dataset, ["all"], Selection(all_provinces=True))
    composition = Composition(dataset.provinces, {code: body.record for code, body in dataset.bodies.items()})
    for job in plan.jobs:
        names = offered(compose(job.kind, job.occasion, composition), job.kind.per)
        assert tuple(names) == OFFERED[job.kind.per]


def test_written_packages_are_read_back_by_lxml():
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a>\xd8\xa8</a>"}
    with zipfile.ZipFile(io.BytesIO(write_package(parts))) as archive:
        assert etree.fromstring(archive.read("word/document.xml")).text == "ب"
