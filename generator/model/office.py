"""What an office does its own way: fonts, margins, letterheads and titles of posts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from generator.model.body import Body
from generator.model.fields import OptionalText, Text, Whole
from generator.model.records import Finding, Record
from generator.problems import suggestion


class Fonts(Record):
    """Font families of an office's documents; an empty one keeps that of the template."""

    body: OptionalText = ""
    heading: OptionalText = ""
    latin: OptionalText = ""


class Page(Record):
    """Paper and margins in millimetres; an absent one keeps that of the template.

    ``text_percent`` scales all sizes of letters, which a smaller paper may need.
    """

    paper: Literal["A4", "A5"] | None = None
    top: Whole | None = None
    right: Whole | None = None
    bottom: Whole | None = None
    left: Whole | None = None
    text_percent: Whole = 100


class Post(Record):
    """How an office calls a seat: patterns as in Seat, and an empty one keeps that of the body."""

    title: OptionalText = ""
    post: OptionalText = ""
    institution: OptionalText = ""


class OfficeStyle(Record):
    """The file ``office.yaml`` of an office; every key is optional.

    ``letterheads`` and ``signatures`` replace the lines of a sender's letterhead and of those under his
    name, ``posts`` the titles of a seat; they go by the keys of the bodies that sit in the office.
    """

    fonts: Fonts = Fonts()
    page: Page = Page()
    letterheads: dict[str, list[Text]] = {}
    signatures: dict[str, list[Text]] = {}
    posts: dict[str, Post] = {}

    @property
    def changes_pages(self) -> bool:
        """Whether documents of the office look other than the template."""
        return self.fonts != Fonts() or self.page != Page()


def localised(body: Body, style: OfficeStyle | None) -> Body:
    """The body as an office calls it: its own letterheads and titles of posts."""
    if style is None or not (style.letterheads or style.signatures or style.posts):
        return body
    senders = {
        key: sender.model_copy(
            update={
                "letterhead": style.letterheads.get(key, sender.letterhead),
                "signature_lines": style.signatures.get(key, sender.signature_lines),
            }
        )
        for key, sender in body.senders.items()
    }
    seats = []
    for seat in body.seats:
        own = style.posts.get(seat.key, Post())
        seats.append(seat.model_copy(update={name: value for name, value in own.model_dump().items() if value}))
    return body.model_copy(update={"senders": senders, "seats": seats})


def check_office(style: OfficeStyle, bodies: list[Body]) -> Iterator[Finding]:
    """Letterheads and posts against the senders and seats of the bodies that sit in the office."""
    senders = {key for body in bodies for key in body.senders}
    seats = {seat.key for body in bodies for seat in body.seats}
    named = [(field, key) for field in ("letterheads", "signatures") for key in getattr(style, field)]
    for field, key in named:
        if key not in senders:
            words = {"allowed_fa": "، ".join(sorted(senders)), "allowed_en": ", ".join(sorted(senders))}
            yield Finding("M210", (field, key), {"value": key, **words, **suggestion(key, senders)})
    for key in style.posts:
        if key not in seats:
            names = "، ".join(body.code for body in bodies)
            yield Finding("R302", ("posts", key), {"value": key, "body": names, **suggestion(key, seats)})
