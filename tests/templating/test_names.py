"""Names and constructs of a template are checked before anything is rendered."""

from __future__ import annotations

import io

import pytest
from docx import Document

from generator.problems import DabirError
from generator.settings import LimitSettings
from generator.templating import CompiledTemplate, names_offered


def docx(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def problems(*paragraphs: str, per="meeting-member") -> list[tuple[str, str, str]]:
    try:
        CompiledTemplate(docx(*paragraphs), "t.docx", offered=names_offered(per))
    except DabirError as fault:
        return [(p.code, p.location.paragraph, p.args.get("name", "")) for p in fault.problems]
    return []


@pytest.mark.parametrize(
    "text",
    [
        "{{ addressee.name }}",
        "{{ meeting.date.full }} {{ meeting.start }}",
        "{% if province %}{{ province.name }}{% endif %}",
        "{% for d in meeting.decisions %}{{ loop.index }} {{ d.owner }} {{ d.deadline.long }}{% endfor %}",
        "{% set first = meeting.agenda|first %}{{ first.text }}",
        "{{ meeting.agenda|length }}{{ meeting.number|ordinal }}",
        "{% for n in range(3) %}{{ n }}{% endfor %}",
        "{% if seat.role in ('رئیس', 'دبیر') and not sending_copy %}{{ body.duties|join('، ') }}{% endif %}",
        "{{ document.control[0].label }}",
        "{{ 'آقا' if not addressee.is_woman else 'خانم' }}",
    ],
)
def test_what_the_kind_offers_passes(text):
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("گیرنده {{ adressee.name }} است", "adressee"),
        ("{{ addressee.nmae }}", "addressee.nmae"),
        ("{% for d in meeting.decisions %}{{ d.ownr }}{% endfor %}", "d.ownr"),
        ("{% if unknown %}پنهان{% endif %}", "unknown"),
        ("{{ meeting.date.weekdya }}", "meeting.date.weekdya"),
        ("{{ loop.index }}", "loop"),
        ("{% for a in meeting.agenda %}{{ loop.number }}{% endfor %}", "loop.number"),
        ("{{ addressee.name.first }}", "addressee.name.first"),
        ("{{ procedure.title }}", "procedure"),
        ("{% set x = meeting.plce %}", "meeting.plce"),
        ("{{ document.control[0].labl }}", "….labl"),
    ],
)
def test_an_unknown_name_is_found_with_its_paragraph(text, name):
    found = problems("پیش از آن", text, "پس از آن")
    assert [(code, wrong) for code, _, wrong in found] == [("T406", name)]
    assert found[0][1] == " ".join(text.split())


def test_all_unknown_names_are_found_at_once_even_where_nothing_is_rendered():
    found = problems("{% if sending_copy %}{{ a }}{% else %}{{ b }}{% endif %}", "{{ c.d }}")
    assert [name for _, _, name in found] == ["a", "b", "c"]


def test_the_nearest_name_is_suggested():
    with pytest.raises(DabirError) as fault:
        CompiledTemplate(docx("{{ meeting.plce }}"), "t.docx", offered=names_offered("meeting"))
    assert "meeting.place" in fault.value.problems[0].hint("en")


@pytest.mark.parametrize(
    "text",
    [
        "{% macro f() %}x{% endmacro %}",
        "{% include 'other' %}",
        "{% import 'other' as o %}",
        "{% block b %}{% endblock %}",
        "{{ meeting.place.upper() }}",
        "{{ ''.join([]) }}",
        "{% for a in meeting.agenda recursive %}x{% endfor %}",
    ],
)
def test_constructs_that_letters_never_need_are_refused(text):
    assert [code for code, _, _ in problems(text)] == ["T407"]


@pytest.mark.parametrize(
    "text",
    ["{{ 'x' * 1000000 }}", "{{ 2 ** 99 }}", "{{ '%1000000d' % 1 }}", "{{ body.__class__ }}", "{{ body['__dict__'] }}"],
)
def test_expressions_that_could_break_out_or_fill_the_memory_are_refused(text):
    with pytest.raises(DabirError) as fault:
        CompiledTemplate(docx(text), "t.docx").render({"body": object()})
    assert {problem.code for problem in fault.value.problems} <= {"T405", "T406", "T407"}


def test_loops_without_end_are_ended():
    nested = "{% for a in range(999) %}" * 4 + "x" + "{% endfor %}" * 4
    template = CompiledTemplate(docx(nested), "t.docx", limits=LimitSettings(render_seconds=1))
    with pytest.raises(DabirError) as fault:
        template.render({})
    assert [problem.code for problem in fault.value.problems] == ["T415"]


@pytest.mark.parametrize(
    "text", ["{{ addressee.name", "{% if sending_copy %}x", "{% fi x %}", "{{ a b }}", "{{ a|nofilter }}"]
)
def test_broken_tags_are_found(text):
    assert "T405" in [code for code, _, _ in problems(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{{ addressee }}", "addressee"),
        ("{{ meeting.agenda }}", "meeting.agenda"),
        ("{% for d in meeting.decisions %}{{ d }}{% endfor %}", "d"),
        ("{{ body.duties }}", "body.duties"),
    ],
)
def test_groups_and_lists_are_not_printed(text, name):
    assert problems(text) == [("T416", text, name)]


def test_a_with_block_brings_names_of_its_own():
    assert problems("{% with m = meeting %}{{ m.place }}{% endwith %}") == []
    assert [name for _, _, name in problems("{% with m = meeting %}{{ m.plce }}{% endwith %}")] == ["m.plce"]


@pytest.mark.parametrize("text", ["{{r addressee.name }}", "متن {{p meeting.place }}", "{{tr seat.title }}"])
def test_tags_that_would_put_a_value_outside_any_run_are_refused(text):
    assert [code for code, _, _ in problems(text)] == ["T407"]


@pytest.mark.parametrize("text", ["{ addressee.name }}", "متن %} متن", "پایان #}"])
def test_half_tags_are_found_before_they_are_printed(text):
    assert problems(text) == [("T410", text, "")]
