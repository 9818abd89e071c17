"""One real conversion for the whole folder, and LibreOffices that misbehave."""

from __future__ import annotations

import pytest
from fake_office import FakeOffice
from pdf_samples import LINKED_PICTURE, Letter, convert_samples, relationship, write_package
from PIL import Image

from generator.pdf import soffice


@pytest.fixture(scope="session")
def samples(tmp_path_factory):
    """The folder of the sample documents."""
    folder = tmp_path_factory.mktemp("samples")
    Letter().body("با سلام").footer("صفحه ", "PAGE", first_page=1987).save(folder / "field.docx")
    Letter().body("با سلام").footer("صفحه ", "۱۹۸۷").save(folder / "typed.docx")
    Letter().body("روش اجرایی").body("P-CL02", rtl=False).body("مدرک P-CL02-07-DEC-03").save(folder / "code.docx")
    Letter().body("بند نخست").bookmark("Block1start").save(folder / "bookmark.docx")
    Letter("Some Unknown Face").body("با سلام").save(folder / "unknownfont.docx")
    Letter("B Titr").body("حکم").save(folder / "titr.docx")
    red = folder / "red.png"
    Image.new("RGB", (40, 40), (255, 0, 0)).save(red)
    Letter().body("نشان").picture(red).save(folder / "picture.docx")
    write_package(folder / "disguised.docx", LINKED_PICTURE, relationship("hyperlink", red.as_uri()))
    return folder


@pytest.fixture(scope="session")
def made(samples):
    """All sample documents, converted by LibreOffice in one call. Fails when it is missing."""
    return convert_samples(samples, sorted(path.stem for path in samples.glob("*.docx")))


@pytest.fixture(scope="session")
def plainly_made(samples, tmp_path_factory):
    """Two of them from a LibreOffice without our profile, to show what the profile does."""
    folder = tmp_path_factory.mktemp("plain")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(soffice, "_PROFILE", '<oor:items xmlns:oor="http://openoffice.org/2001/registry"></oor:items>')
        for name in ("field", "code"):
            (folder / f"{name}.docx").write_bytes((samples / f"{name}.docx").read_bytes())
        return convert_samples(folder, ["field", "code"])


@pytest.fixture
def fake(tmp_path):
    folder = tmp_path / "fake"
    folder.mkdir()
    return FakeOffice(folder)
