"""Who an instrument comes from and goes to, with the titles that stand in it."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.body import Recipient, Sender
from generator.model.council import Council, Occasion
from generator.model.instrument import PartyView, SignatoryView
from generator.model.kind import Kind
from generator.model.patterns import fill
from generator.model.roster import Member, Officer, Person

_LONG_HEADS = ("مشاور ـ ناظر فنی", "مدیر کل", "رئیس کل", "دبیر کل", "قائم مقام", "عضو هیأت مدیره", "کارشناس مسئول")
"""First parts of posts that stay together where «محترم» is put after them."""


def sender_of(kind: Kind, occasion: Occasion) -> Sender | None:
    """Who sends the instrument; None when the body has no such act or nobody sends it to this member."""
    council = occasion.council
    act = council.body.acts.get(kind.act) if council and kind.act else None
    if council is None or act is None:
        return None
    sender = council.body.senders[act.sender]
    if occasion.member is not None and occasion.member.seat == sender.signatory:
        return council.body.senders[act.sender_to_signatory] if act.sender_to_signatory else None
    return sender


def signatory_of(council: Council, sender: Sender) -> Member | Officer | None:
    """Who signs for a sender: the holder of a seat or an officer; None when there is nobody."""
    holder = council.holder(council.body.seat(sender.signatory))
    return holder or next((officer for officer in council.officers if officer.key == sender.signatory), None)


def external_party(post: str, institution: str, person: Person | None = None) -> PartyView:
    """Someone outside the body as the addressee of a letter; without a person the letter goes to the post."""
    return PartyView(
        salutation=person.salutation if person else "",
        academic_title=person.title if person else "",
        name=person.name if person else "",
        formal_name=person.formal_name if person else "",
        is_woman=bool(person and person.gender == "خانم"),
        post=post,
        honoured_post=honoured(post),
        institution=institution,
        role="",
    )


def addressee_of(kind: Kind, occasion: Occasion, values: Mapping[str, str]) -> PartyView | None:
    """Whom the instrument goes to: the occasion's member or institution, else the addressee of the act."""
    council, other = occasion.council, occasion.other
    if council is not None and occasion.member is not None:
        return party_view(council, occasion.member, values)
    if other is not None:
        return external_party(other.post, other.institution, other.person)
    key = council.body.acts[kind.act].addressee if council and kind.act else None
    if council is None or key is None:
        return None
    if (holder := council.holder(council.body.seat(key))) is not None:
        return party_view(council, holder, values)
    recipient = council.body.recipients.get(key)
    if recipient is None:
        return None
    person = _holder_elsewhere(recipient, occasion.siblings)
    return external_party(fill(recipient.post, values), fill(recipient.institution, values), person)


def _holder_elsewhere(recipient: Recipient, siblings: tuple[Council, ...]) -> Person | None:
    for council in siblings:
        if council.body.code == recipient.body and recipient.seat:
            holder = council.holder(council.body.seat(recipient.seat))
            return holder.person if holder else None
    return None


def honoured(post: str) -> str:
    """A post as it stands in an address: «رئیس محترم سازمان …»."""
    heads = (*_LONG_HEADS, post.split(" ", maxsplit=1)[0])
    head = next(head for head in heads if f"{post} ".startswith(f"{head} "))
    return f"{head} محترم{post.removeprefix(head)}"


def post_of(council: Council, member: Member, values: Mapping[str, str]) -> str:
    """The member's post as letters write it: his own where the roster gives one, else that of the seat."""
    seat = council.body.seat(member.seat)
    return fill(member.post or (seat.post if seat else ""), values)


def institution_of(council: Council, member: Member, values: Mapping[str, str]) -> str:
    """The member's institution: his own where the roster gives one, else that of the seat."""
    seat = council.body.seat(member.seat)
    return fill(member.institution or (seat.institution if seat else ""), values)


def party_view(council: Council, member: Member, values: Mapping[str, str]) -> PartyView:
    """A member as the addressee of a letter or an attendee. Raises ``ValueError`` for a vacant seat."""
    person = member.person
    if person is None:
        raise ValueError(f"the seat {member.seat} is vacant")
    seat = council.body.seat(member.seat)
    post = post_of(council, member, values)
    return PartyView(
        salutation=person.salutation,
        academic_title=person.title,
        name=person.name,
        formal_name=person.formal_name,
        is_woman=person.gender == "خانم",
        post=post,
        honoured_post=honoured(post),
        institution=institution_of(council, member, values),
        role=seat.role if seat else "",
    )


def signatory_view(council: Council, sender: Sender, values: Mapping[str, str]) -> SignatoryView:
    """Who signs for a sender. Raises ``ValueError`` when nobody does."""
    found = signatory_of(council, sender)
    if found is None or found.person is None:
        raise ValueError(f"nobody signs as {sender.signatory}")
    post = post_of(council, found, values) if isinstance(found, Member) else fill(found.post, values)
    lines = [fill(line, values) for line in sender.signature_lines] or [post]
    return SignatoryView(name=found.person.name, post=post, lines=lines)
