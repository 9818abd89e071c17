"""Starter templates: a complete Word template of a kind, for the clerk to write the text in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from generator.ooxml.document import TEXT_WIDTH, Stories, document_parts
from generator.ooxml.package import write_package
from generator.ooxml.pages import (
    continuation_header,
    control_sheet,
    copies,
    form_footer,
    form_header,
    letter_footer,
    letterhead,
    signature,
)
from generator.ooxml.rtl import Bold, Column, each, listing, paragraph, when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.kind import Per
    from generator.ooxml.markup import Element

Form = Literal["letter", "form"]

HONORIFIC = "{% if addressee.is_woman %}سرکار عالی{% else %}جناب‌عالی{% endif %}"
"""How the text of a letter calls its addressee."""

SUBJECT = "موضوع: {{ document.title }}"
GREETING = "با سلام و احترام"


def letter_template(text: Sequence[Element], *, addressee: Sequence[Element] | None = None) -> bytes:
    """A letter around its text: letterhead, addressee, subject, signature, copies and control sheet."""
    body = [
        *(addressee_lines() if addressee is None else addressee),
        paragraph(SUBJECT, style="Subject"),
        paragraph(GREETING, style="Greeting"),
        *text,
        *signature(),
        *copies(),
        *when("not sending_copy", *control_sheet(new_page=True)),
    ]
    return _package(
        Stories(
            body=body,
            header=continuation_header(),
            footer=letter_footer(),
            first_header=letterhead(),
            first_footer=letter_footer(),
        )
    )


def form_template(content: Sequence[Element], *, has_letter: bool) -> bytes:
    """A form around its content: boxed head on each page, control block and revision table first."""
    body = [*control_sheet(new_page=False), *content]
    return _package(
        Stories(body=body, header=form_header(classified=has_letter), footer=form_footer(classified=has_letter))
    )


def starter_template(kind_title: str, form: Form = "letter", per: Per = "seat") -> bytes:
    """A complete template for a new kind, with example text that names only what the kind offers.

    A kind made for a procedure has neither addressee nor signatory, so it always gets a form.
    """
    if form == "form" or per == "procedure":
        return form_template(_form_text(kind_title, per), has_letter=per != "procedure")
    text = [
        paragraph(f"متن {kind_title} را به جای این بند بنویسید. ", *_example(per), style="LetterBody"),
        paragraph("پیشاپیش از همکاری و حسن توجه آن مقام سپاسگزاری می‌شود.", style="LetterBody", keep_next=True),
    ]
    addressee = None
    if per == "meeting":
        addressee = [paragraph("گیرنده نامه را به جای این سطر بنویسید", style="Addressee")]
    return letter_template(text, addressee=addressee)


def addressee_lines() -> list[Element]:
    """Name and post of the addressee."""
    return [
        paragraph("{{ addressee.formal_name }}", style="Addressee"),
        paragraph("{{ addressee.honoured_post }}", style="Addressee"),
    ]


def _example(per: Per) -> list[str]:
    if per == "seat":
        return [f"این نامه بر پایه {{{{ document.clause }}}} برای {HONORIFIC} تهیه شده است."]
    return ["این سند به {{ meeting.ordinal }} جلسه {{ body.name }} مورخ {{ meeting.date.full }} مربوط است."]


def _form_text(kind_title: str, per: Per) -> list[Element]:
    title = paragraph(kind_title, style="Heading1")
    if per == "procedure":
        column = Column(heading="گیرنده", width=TEXT_WIDTH - 1200, value="{{ copy.holder }}")
        number = Column(heading="شماره نسخه", width=1200, value="{{ copy.number }}", style="TableCentre")
        return [
            title,
            paragraph("متن سند را به جای این بند بنویسید.", style="FormText", keep_next=True),
            listing([number, column], "copy in procedure.copies"),
            paragraph(style="Gap"),
        ]
    about = paragraph(f"متن {kind_title} را به جای این بند بنویسید. ", *_example(per), style="FormText")
    if per == "seat":
        return [title, about, *signature(), *copies()]
    agenda = each("item in meeting.agenda", paragraph("{{ item.number }}ـ\t{{ item.text }}", style="NumberedLine"))
    heading = paragraph(Bold("دستور جلسه"), style="Heading1")
    return [title, about, heading, *agenda, *signature(), *copies()]


def _package(stories: Stories) -> bytes:
    return write_package(document_parts(stories))
