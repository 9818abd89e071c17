"""The print pack."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from generator.pdf import PackEntry, fonts_of, make_pack
from generator.problems import DabirError


def outline(reader, items=None):
    """The outline as nested lists of (title, page)."""
    return [
        outline(reader, item) if isinstance(item, list) else (item.title, reader.get_destination_page_number(item) + 1)
        for item in (reader.outline if items is None else items)
    ]


@pytest.fixture
def entries(made):
    return [
        PackEntry("حکم رئیس", made.pdf("field"), "فارس"),
        PackEntry("حکم دبیر", made.pdf("typed"), "فارس"),
        PackEntry("دعوت‌نامه", made.pdf("titr"), "گیلان"),
        PackEntry("فهرست", made.pdf("code"), ""),
    ]


def test_a_pack_holds_all_pages_in_order_under_their_groups(entries, tmp_path):
    pack = tmp_path / "بسته.pdf"
    assert make_pack(entries, pack, "بسته چاپ ۱۴۰۴") == 4
    with PdfReader(pack) as reader:
        assert len(reader.pages) == 4
        assert outline(reader) == [
            ("فارس", 1),
            [("حکم رئیس", 1), ("حکم دبیر", 2)],
            ("گیلان", 3),
            [("دعوت‌نامه", 3)],
            ("فهرست", 4),
        ]
    assert fonts_of(pack) == {"Nazli", "Titr-Bold", "LiberationSerif"}


def test_a_pack_opens_from_right_to_left_with_its_outline_and_title(entries, tmp_path):
    make_pack(entries, tmp_path / "p.pdf", "بسته چاپ")
    with PdfReader(tmp_path / "p.pdf") as reader:
        assert reader.metadata.title == "بسته چاپ"
        assert reader.page_mode == "/UseOutlines"
        assert reader.root_object["/ViewerPreferences"]["/Direction"] == "/R2L"


def test_what_several_letters_share_is_stored_once(made, tmp_path):
    one = made.pdf("field")
    make_pack([PackEntry(str(number), one, "") for number in range(10)], tmp_path / "p.pdf", "x")
    assert (tmp_path / "p.pdf").stat().st_size < 3 * one.stat().st_size


def test_the_same_entries_give_the_same_bytes(entries, tmp_path):
    make_pack(entries, tmp_path / "a.pdf", "بسته")
    make_pack(entries, tmp_path / "b.pdf", "بسته")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_all_unreadable_pdfs_are_named_and_the_old_pack_stays(entries, tmp_path):
    pack, half = tmp_path / "p.pdf", tmp_path / "half.pdf"
    pack.write_bytes(b"old")
    half.write_bytes(entries[0].pdf.read_bytes()[:300])
    bad = [PackEntry("x", half, ""), PackEntry("y", tmp_path / "gone.pdf", "")]
    with pytest.raises(DabirError) as caught:
        make_pack([*entries, *bad], pack, "x")
    assert [(problem.code, problem.location.path) for problem in caught.value.problems] == [
        ("P805", str(half)),
        ("Y111", str(tmp_path / "gone.pdf")),
    ]
    assert pack.read_bytes() == b"old"


def test_a_pack_that_cannot_be_written_is_said(entries, tmp_path):
    with pytest.raises(DabirError) as caught:
        make_pack(entries, tmp_path / "no folder" / "p.pdf", "x")
    assert caught.value.problems[0].code == "O701"


def test_an_empty_pack_is_refused(tmp_path):
    with pytest.raises(ValueError, match="at least one"):
        make_pack([], tmp_path / "p.pdf", "x")
