"""Starter templates: a complete Word template of a kind, for the clerk to write the text in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from generator.ooxml.document import PAGE_HEIGHT, PAGE_WIDTH, TEXT_WIDTH, Stories, document_parts
from generator.ooxml.markup import parse, q, serialize
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

LANDSCAPE_WIDTH = PAGE_HEIGHT - PAGE_WIDTH + TEXT_WIDTH
"""Width of the text of a page in landscape, in twentieths of a point."""

HONORIFIC = (
    "{% if not addressee.formal_name %}آن مقام محترم"
    "{% elif addressee.is_woman %}سرکار عالی{% else %}جناب‌عالی{% endif %}"
)
"""How the text of a letter calls its addressee; a letter to a post has no person in it."""

_WITHOUT_LETTER = ("procedure", "country")
_DOCUMENT = "word/document.xml"

SUBJECT = "موضوع: {{ document.title }}"
GREETING = "با سلام و احترام"


def letter_template(
    text: Sequence[Element], *, addressee: Sequence[Element] | None = None, after: Sequence[Element] = ()
) -> bytes:
    """A letter around its text: letterhead, addressee, subject, signature, copies and control sheet.

    ``after`` stands between signature and copies, such as a box in which the addressee answers.
    """
    body = [
        *(addressee_lines() if addressee is None else addressee),
        paragraph(SUBJECT, style="Subject"),
        paragraph(GREETING, style="Greeting"),
        *text,
        *signature(),
        *after,
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


def form_template(
    content: Sequence[Element], *, has_letter: bool, owner: Sequence[str] = (), landscape: bool = False
) -> bytes:
    """A form around its content: boxed head on each page, control block and revision table first.

    ``owner`` is that of :func:`generator.ooxml.pages.form_header`; a form in landscape is
    :data:`LANDSCAPE_WIDTH` wide.
    """
    width = LANDSCAPE_WIDTH if landscape else TEXT_WIDTH
    body = [*control_sheet(new_page=False, width=width), *content]
    stories = Stories(
        body=body,
        header=form_header(classified=has_letter, owner=owner, width=width),
        footer=form_footer(classified=has_letter, width=width),
    )
    return _package(stories, landscape=landscape)


def starter_template(kind_title: str, form: Form = "letter", per: Per = "seat") -> bytes:
    """A complete template for a new kind, with example text that names only what the kind offers.

    A kind made for a procedure or the country has neither addressee nor signatory, so it always gets a form.
    """
    if form == "form" or per in _WITHOUT_LETTER:
        owner = ["نام دستگاه را به جای این سطر بنویسید"] if per == "country" else []
        return form_template(_form_text(kind_title, per), has_letter=per not in _WITHOUT_LETTER, owner=owner)
    text = [
        paragraph(f"متن {kind_title} را به جای این بند بنویسید. ", *_example(per), style="LetterBody"),
        paragraph("پیشاپیش از همکاری و حسن توجه آن مقام سپاسگزاری می‌شود.", style="LetterBody", keep_next=True),
    ]
    addressee = None
    if per in ("meeting", "project"):
        # Only acts that name an addressee have one.
        unknown = paragraph("گیرنده نامه را به جای این سطر بنویسید", style="Addressee")
        addressee = when("addressee", *addressee_lines(), otherwise=[unknown])
    return letter_template(text, addressee=addressee)


def addressee_lines() -> list[Element]:
    """Name and post of the addressee; a letter to a post begins with the post."""
    return [
        *when("addressee.formal_name", paragraph("{{ addressee.formal_name }}", style="Addressee")),
        paragraph("{{ addressee.honoured_post }}", style="Addressee"),
    ]


def _example(per: Per) -> list[str]:
    if per == "seat":
        return [f"این نامه بر پایه {{{{ document.clause }}}} برای {HONORIFIC} تهیه شده است."]
    if per == "project":
        return ["این نامه بر پایه {{ document.clause }} درباره {{ body.name }} تهیه شده است."]
    return ["این سند به {{ meeting.ordinal }} جلسه {{ body.name }} مورخ {{ meeting.date.full }} مربوط است."]


def _form_text(kind_title: str, per: Per) -> list[Element]:
    title = paragraph(kind_title, style="Heading1")
    if per in _WITHOUT_LETTER:
        return [
            title,
            paragraph("متن سند را به جای این بند بنویسید.", style="FormText", keep_next=True),
            _copies_table() if per == "procedure" else _provinces_table(),
            paragraph(style="Gap"),
        ]
    about = paragraph(f"متن {kind_title} را به جای این بند بنویسید. ", *_example(per), style="FormText")
    if per in ("seat", "project"):
        return [title, about, *signature(), *copies()]
    agenda = each("item in meeting.agenda", paragraph("{{ item.number }}ـ\t{{ item.text }}", style="NumberedLine"))
    heading = paragraph(Bold("دستور جلسه"), style="Heading1")
    return [title, about, heading, *agenda, *signature(), *copies()]


def _copies_table() -> Element:
    column = Column(heading="گیرنده", width=TEXT_WIDTH - 1200, value="{{ copy.holder }}")
    number = Column(heading="شماره نسخه", width=1200, value="{{ copy.number }}", style="TableCentre")
    return listing([number, column], "copy in procedure.copies")


def _provinces_table() -> Element:
    province = Column(heading="استان", width=TEXT_WIDTH - 2400, value="{{ row.province }}")
    faults = Column(heading="خطا", width=1200, value="{{ row.faults }}", style="TableCentre")
    advice = Column(heading="توصیه", width=1200, value="{{ row.advice }}", style="TableCentre")
    return listing([province, faults, advice], "row in compliance.rows")


def _package(stories: Stories, *, landscape: bool = False) -> bytes:
    parts = document_parts(stories)
    if landscape:
        parts[_DOCUMENT] = _turned(parts[_DOCUMENT])
    return write_package(parts)


def _turned(xml: bytes) -> bytes:
    """The document with its pages lying on their long side; the margins stay those of an upright page."""
    root = parse(xml)
    for size in root.iter(q("pgSz")):
        for name, value in (("w", PAGE_HEIGHT), ("h", PAGE_WIDTH), ("orient", "landscape")):
            size.set(q(name), str(value))
    return serialize(root)
