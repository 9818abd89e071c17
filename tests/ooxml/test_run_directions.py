"""Runs of one direction each, whatever a value holds."""

from __future__ import annotations

from generator.ooxml.markup import W, parse, q
from generator.ooxml.rtl import paragraph, runs, settle_directions
from generator.ooxml.text import paragraph_texts


def body(inner: str) -> bytes:
    return f'<w:document xmlns:w="{W}"><w:body><w:p>{inner}</w:p></w:body></w:document>'.encode()


def directed(xml: bytes) -> list[tuple[str, bool]]:
    return [
        ("".join(t.text or "" for t in run.iter(q("t"))), run.find(f"{q('rPr')}/{q('rtl')}") is not None)
        for run in parse(xml).iter(q("r"))
    ]


def test_latin_tokens_of_static_text_get_runs_of_their_own():
    found = runs("مدرک P-CL02 است")
    assert ["".join(run.itertext()) for run in found] == ["مدرک ", "P-CL02", " است"]
    assert [run.find(f"{q('rPr')}/{q('rtl')}") is not None for run in found] == [True, False, True]


def test_a_tag_stays_whole_in_one_run():
    found = runs("تاریخ {{ meeting.date.full }} {% if meeting.end %}تا{% endif %}")
    assert len(found) == 1


def test_a_tag_that_prints_a_latin_code_gets_a_run_of_its_own():
    assert ["".join(run.itertext()) for run in runs("شماره: {{ document.number }}")] == [
        "شماره: ", "{{ document.number }}",
    ]  # fmt: skip


def test_a_mixed_value_is_split_and_no_character_is_lost():
    xml = body("<w:r><w:rPr><w:b/><w:bCs/><w:rtl/></w:rPr><w:t>طبق P-CL02 و ISO 9001 عمل شد.</w:t></w:r>")
    settled = settle_directions(xml)
    assert paragraph_texts(settled) == paragraph_texts(xml)
    assert directed(settled) == [
        ("طبق ", True),
        ("P-CL02", False),
        (" و ", True),
        ("ISO", False),
        (" 9001 عمل شد.", True),
    ]
    assert len(list(parse(settled).iter(q("bCs")))) == 5


def test_a_latin_value_loses_rtl():
    assert directed(settle_directions(body("<w:r><w:rPr><w:rtl/></w:rPr><w:t>P-CL02-07-DEC-03</w:t></w:r>"))) == [
        ("P-CL02-07-DEC-03", False)
    ]


def test_a_persian_run_typed_without_rtl_gets_it_in_its_place():
    xml = body('<w:r><w:rPr><w:b/><w:lang w:bidi="fa-IR"/></w:rPr><w:t>متن</w:t></w:r><w:r><w:t>دیگر</w:t></w:r>')
    settled = settle_directions(xml)
    assert directed(settled) == [("متن", True), ("دیگر", True)]
    first = next(parse(settled).iter(q("rPr")))
    assert [child.tag for child in first] == [q("b"), q("rtl"), q("lang")]


def test_tabs_and_breaks_keep_their_places():
    xml = body("<w:r><w:rPr><w:rtl/></w:rPr><w:t>الف</w:t><w:tab/><w:t>TA</w:t><w:br/><w:t>ب</w:t></w:r>")
    assert paragraph_texts(settle_directions(xml)) == ["الف\tTA\nب"]


def test_settled_parts_are_left_as_they_are():
    xml = body("<w:r><w:rPr><w:rtl/></w:rPr><w:t>متن</w:t></w:r><w:r><w:t>P-CL02</w:t></w:r>")
    assert settle_directions(xml) is xml
    once = settle_directions(body("<w:r><w:t>متن CDA</w:t></w:r>"))
    assert settle_directions(once) is once


def test_a_tab_character_becomes_a_tab():
    element = paragraph("۱ـ\tمتن", style="LetterList")
    assert [child.tag for child in element.iter() if child.tag in (q("t"), q("tab"))] == [q("t"), q("tab"), q("t")]
