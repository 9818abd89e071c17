"""A document controller adds a kind with one YAML and one template, without Python."""

from __future__ import annotations

import zipfile

from click.testing import CliRunner

from generator.cli import cli
from generator.ooxml.text import paragraph_texts

KIND = """\
key: thanks
code: THX
title: تقدیرنامه
template: thanks.docx
per: seat
act: decree
number: "{body}-{office}-{code}-{seat}"
subject: تقدیر از همکاری با {body_name}
copies:
  - بایگانی
must_show:
  - addressee.name
"""


def test_one_yaml_and_a_starter_template_make_a_document_for_each_seat(small_workspace):
    (small_workspace.data / "kinds" / "thanks.yaml").write_text(KIND, "utf-8")
    run = CliRunner()
    place = ["--workspace", str(small_workspace.root)]

    made = run.invoke(cli, [*place, "template", "new", "thanks"], catch_exceptions=False)
    assert made.exit_code == 0, made.output
    assert (small_workspace.templates / "thanks.docx").is_file()

    listed = run.invoke(cli, [*place, "template", "list"], catch_exceptions=False)
    assert "✓ thanks" in listed.stdout

    drafted = run.invoke(cli, [*place, "draft", "thanks", "--province", "07", "--body", "P-CL02"])
    assert drafted.exit_code == 0, drafted.output
    made_files = sorted((small_workspace.drafts / "07-fars").glob("*.docx"))
    assert len(made_files) >= 11
    assert made_files[0].name == "P-CL02-07-THX-01.docx"
    with zipfile.ZipFile(made_files[2]) as archive:
        text = "\n".join(paragraph_texts(archive.read("word/document.xml")))
    assert "تقدیر از همکاری با کمیته استانی توسعه خوشه‌های کسب‌وکار" in text


def test_a_template_that_is_there_already_is_not_replaced(small_workspace):
    before = (small_workspace.templates / "decree.docx").read_bytes()
    again = CliRunner().invoke(cli, ["--workspace", str(small_workspace.root), "template", "new", "decree"])
    assert again.exit_code != 0
    assert (small_workspace.templates / "decree.docx").read_bytes() == before
