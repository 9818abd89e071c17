"""What LibreOffice makes of real documents."""

from __future__ import annotations

from pdf_samples import Letter, ink_between, write_package
from pypdf import PdfReader

from generator.pdf import Conversion, convert, fonts_of
from generator.pdf.fonts import family_key
from generator.settings import FontSettings, PdfSettings


def test_page_number_fields_come_out_in_persian_digits(made, plainly_made):
    typed = made.picture("typed")
    # LibreOffice sets a field a fraction of a pixel off from typed text; other digits are another matter.
    assert ink_between(made.picture("field"), typed) * 2 < ink_between(plainly_made.picture("field"), typed)


def test_document_codes_keep_their_latin_digits(made, plainly_made):
    assert ink_between(made.picture("code"), plainly_made.picture("code")) == 0


def test_text_is_set_in_the_stand_ins(made):
    assert fonts_of(made.pdf("code")) == {"Nazli", "LiberationSerif"}
    assert fonts_of(made.pdf("titr")) == {"Titr-Bold"}


def test_text_that_fell_back_is_no_pdf(made):
    problem = made.problems["unknownfont"]
    assert problem.code == "P806"
    # Which font it is depends on what else is installed.
    assert family_key(problem.args["font"]) not in {family_key(name) for name in ("Nazli", "Titr", "Liberation Serif")}
    assert problem.location.path.endswith("unknownfont.docx")
    assert not (made.folder / "unknownfont.pdf").exists()


def test_bookmarks_become_named_places(made):
    with PdfReader(made.pdf("bookmark")) as reader:
        place = reader.named_destinations["/Block1start"]
        assert reader.get_destination_page_number(place) == 0
        assert place.top > 0


def test_pdfs_are_tagged(made):
    with PdfReader(made.pdf("code")) as reader:
        assert reader.root_object["/MarkInfo"]["/Marked"]


def test_pictures_inside_the_document_are_kept(made):
    with PdfReader(made.pdf("picture")) as reader:
        assert len(reader.pages[0].images) == 1


def test_a_picture_linked_through_a_hyperlink_is_not_fetched(made):
    with PdfReader(made.pdf("disguised")) as reader:
        assert len(reader.pages[0].images) == 0


def test_documents_of_the_same_name_do_not_collide(tmp_path):
    jobs = []
    for place in ("one", "two"):
        folder = tmp_path / place
        folder.mkdir()
        Letter().body(f"CODE-{place}", rtl=False).save(folder / "حکم.docx")
        jobs.append(Conversion(folder / "حکم.docx", folder / "حکم.pdf"))
    assert set(convert(jobs, PdfSettings(), FontSettings()).values()) == {None}
    for job in jobs:
        with PdfReader(job.pdf) as reader:
            assert f"CODE-{job.pdf.parent.name}" in reader.pages[0].extract_text()


def test_what_is_a_zip_but_no_word_document_makes_no_pdf(tmp_path):
    job = Conversion(write_package(tmp_path / "x.docx", "no xml at all"), tmp_path / "x.pdf")
    good = Conversion(Letter().body("سلام").save(tmp_path / "good.docx"), tmp_path / "good.pdf")
    found = convert([job, good], PdfSettings(), FontSettings())
    assert found[job].code in {"P803", "P804"}
    assert found[good] is None
