"""The text of a part is what a reader sees of it."""

from __future__ import annotations

from generator.ooxml.markup import W
from generator.ooxml.text import paragraph_texts, tables


def body(inner: str) -> bytes:
    return f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'.encode()


def test_tabs_breaks_and_hyphens_are_characters():
    xml = body("<w:p><w:r><w:t>الف</w:t><w:tab/><w:t>ب</w:t><w:br/><w:noBreakHyphen/><w:t>ج</w:t></w:r></w:p>")
    assert paragraph_texts(xml) == ["الف\tب\n\u2011ج"]


def test_tab_stops_of_the_paragraph_are_not_text():
    xml = body('<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr><w:r><w:t>الف</w:t></w:r></w:p>')
    assert paragraph_texts(xml) == ["الف"]


def test_field_codes_and_deleted_text_are_not_shown():
    xml = body(
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:del><w:r><w:delText>کهنه</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>نو</w:t></w:r></w:ins></w:p>"
    )
    assert paragraph_texts(xml) == ["نو"]


def test_text_in_links_and_content_controls_is_read():
    xml = body(
        "<w:p><w:hyperlink><w:r><w:t>پیوند</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:t> مهار</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert paragraph_texts(xml) == ["پیوند مهار"]


def test_a_text_box_is_a_paragraph_of_its_own_and_its_fallback_none():
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = "<w:txbxContent><w:p><w:r><w:t>کادر</w:t></w:r></w:p></w:txbxContent>"
    xml = body(
        f'<w:p><w:r><w:t>متن</w:t><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert paragraph_texts(xml) == ["متن", "کادر"]


def cell(*texts: str) -> str:
    return "<w:tc>" + "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts) + "</w:tc>"


def test_tables_are_read_by_rows_and_cells():
    xml = body(f"<w:tbl><w:tr>{cell('ردیف')}{cell('شرح', 'مصوبه')}</w:tr><w:tr>{cell('۱')}{cell('')}</w:tr></w:tbl>")
    assert tables(xml) == [[["ردیف", "شرح\nمصوبه"], ["۱", ""]]]


def test_a_table_in_a_cell_is_a_table_of_its_own():
    inner = f"<w:tbl><w:tr>{cell('درون')}</w:tr></w:tbl>"
    xml = body(f"<w:tbl><w:tr><w:tc>{inner}<w:p><w:r><w:t>بیرون</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")
    assert tables(xml) == [[["بیرون"]], [["درون"]]]
