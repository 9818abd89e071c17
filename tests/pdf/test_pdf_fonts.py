"""Names of fonts, fallback, and what is installed."""

from __future__ import annotations

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from generator.pdf import fallback_fonts, find_soffice, fonts_of, missing_fonts, soffice, soffice_version
from generator.pdf.fonts import family_key
from generator.pdf.soffice import fontconfig
from generator.settings import FontSettings


def font(name):
    return DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/BaseFont"): NameObject(name)})


def resources(kind, member):
    return DictionaryObject({NameObject(kind): DictionaryObject({NameObject("/M1"): member})})


@pytest.fixture
def nested(tmp_path):
    """A PDF with one font on its page and one inside a form inside a form."""
    with PdfWriter() as writer:
        inner, outer = DecodedStreamObject(), DecodedStreamObject()
        inner[NameObject("/Resources")] = resources("/Font", writer._add_object(font("/BAAAAA+DejaVuSans")))
        outer[NameObject("/Resources")] = resources("/XObject", writer._add_object(inner))
        page = writer.add_blank_page(100, 100)
        page[NameObject("/Resources")] = resources("/XObject", writer._add_object(outer))
        page["/Resources"][NameObject("/Font")] = DictionaryObject({NameObject("/F1"): font("/CAAAAA+Nazli-Bold")})
        writer.write(tmp_path / "nested.pdf")
    return tmp_path / "nested.pdf"


def test_fonts_inside_forms_are_found(nested):
    assert fonts_of(nested) == {"DejaVuSans", "Nazli-Bold"}


def test_what_is_not_expected_fell_back(nested):
    assert fallback_fonts(nested, ["Nazli", "Titr"]) == ["DejaVuSans"]
    assert fallback_fonts(nested, ["Nazli", "DejaVu Sans"]) == []
    assert fallback_fonts(nested, []) == ["DejaVuSans", "Nazli-Bold"]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("BAAAAA+Titr-Bold", "Titr"),
        ("LiberationSerif-BoldItalic", "Liberation Serif"),
        ("TimesNewRomanPS-BoldMT", "Times New Roman"),
        ("TimesNewRomanPSMT", "Times New Roman"),
        ("BNazanin", "B Nazanin"),
        ("Vazirmatn-SemiBold", "Vazirmatn"),
    ],
)
def test_names_of_one_family_have_one_key(name, family):
    assert family_key(name) == family_key(family)


def test_families_are_told_apart():
    assert len({family_key(name) for name in ("Nazli", "Titr", "DejaVu Sans", "DejaVu Serif", "Bold", "Roman")}) == 6


def test_the_fonts_of_the_settings_are_installed_here():
    assert missing_fonts(FontSettings()) == []


def test_a_missing_stand_in_is_told():
    settings = FontSettings(substitutes={"B Nazanin": "No Such Face", "B Titr": "titr"})
    assert missing_fonts(settings) == [("B Nazanin", "No Such Face")]


def test_without_fc_list_all_are_missing(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert missing_fonts(FontSettings()) == list(FontSettings().substitutes.items())


def test_font_names_are_escaped():
    written = fontconfig({"A & <B>": "C"})
    assert "<family>A &amp; &lt;B&gt;</family><accept><family>C</family></accept>" in written


def test_the_configured_program_comes_first(fake):
    assert find_soffice(str(fake.program)) == fake.program
    assert find_soffice("/no/such/soffice") == find_soffice("")


def test_the_version_is_told():
    program = find_soffice("")
    assert program, "LibreOffice Writer is needed for these tests"
    assert soffice_version(program).startswith("LibreOffice ")


def test_a_version_that_does_not_come_is_empty(tmp_path, monkeypatch):
    monkeypatch.setattr(soffice, "VERSION_SECONDS", 0.2)
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 600\n")
    program.chmod(0o755)
    assert soffice_version(program) == ""
