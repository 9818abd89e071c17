"""From records to the content of one instrument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.model.body import Body, Seat, Sender
from generator.model.control import control_rows, merged_control, revision_rows
from generator.model.council import Council, Occasion
from generator.model.instrument import (
    NOT_YET,
    BodyView,
    ComplianceView,
    DocumentView,
    Instrument,
    LetterView,
    ProvinceView,
    SeatView,
)
from generator.model.kind import Kind
from generator.model.parties import addressee_of, post_of, sender_of, signatory_of, signatory_view
from generator.model.patterns import document_number, fill
from generator.model.procedure import Procedure
from generator.model.procedure_text import procedure_view
from generator.model.proceedings import meeting_ordinal, meeting_view, substitute_view
from generator.model.project_view import project_view
from generator.model.province import Province
from generator.model.roster import Member, Officer
from generator.persian.numerals import to_persian_digits


@dataclass(frozen=True, slots=True)
class Composition:
    """How an instrument is to be made, and the records of the whole country that it may need."""

    provinces: Sequence[Province]
    bodies: Mapping[str, Body]
    compliance: ComplianceView | None = None
    is_draft: bool = True
    sending_copy: bool = False


def planned_number(kind: Kind, occasion: Occasion) -> str:
    """The document number that the kind's pattern gives, such as ``P-CL02-07-DEC-03``."""
    council, meeting, procedure = occasion.council, occasion.meeting, occasion.procedure
    project = council.project if council else None
    values = {
        "body": council.body.code if council else "",
        "office": occasion.office.code,
        "project": project.number if project else "",
        "code": kind.code,
        "meeting": meeting.key if meeting else "",
        "seat": _recipient_code(occasion),
        "procedure": procedure.number if procedure else "",
    }
    return document_number(kind.number, values)


def _recipient_code(occasion: Occasion) -> str:
    if occasion.council is not None and occasion.member is not None:
        return occasion.council.seat_code(occasion.member)
    return occasion.other.key if occasion.other else ""


def compose(kind: Kind, occasion: Occasion, composition: Composition) -> Instrument:
    """The content of the document of ``kind`` for ``occasion``, ready to be printed."""
    if occasion.procedure is not None:
        return _compose_procedure(kind, occasion.procedure, composition)
    if kind.per == "country":
        return _compose_country(kind, composition)
    return _compose_letter(kind, occasion, composition)


def text_values(occasion: Occasion) -> dict[str, str]:
    """The values of the placeholders of text patterns (:data:`generator.model.patterns.TEXT_NAMES`)."""
    council, meeting, province = occasion.council, occasion.meeting, occasion.office.province
    values = {
        "province": province.name if province else "",
        "capital": province.capital if province else "",
        "cluster": council.project.cluster if council and council.project else "",
    }
    if meeting is not None:
        values |= {
            "meeting_number": to_persian_digits(meeting.number),
            "meeting_ordinal": meeting_ordinal(meeting.number),
            "meeting_date": str(meeting.date),
        }
    if council is not None:
        body = council.body
        secretary = council.holder(body.secretary_seat)
        values["body_name"] = body.name
        values["body_full_name"] = fill(body.full_name, values)
        values["secretary_post"] = post_of(council, secretary, values) if secretary else ""
        values["procedure"] = body.procedure
        values["procedure_title"] = body.procedure_title
    if occasion.procedure is not None:
        values["procedure"] = occasion.procedure.number
        values["procedure_title"] = f"{occasion.procedure.type} {occasion.procedure.title}"
    return values


def _compose_letter(kind: Kind, occasion: Occasion, composition: Composition) -> Instrument:
    council = occasion.council
    if council is None:
        raise ValueError(f"{kind.key} needs a council")
    values = text_values(occasion)
    sender = sender_of(kind, occasion)
    if sender is None:
        raise ValueError(f"{council.body.code} does not send {kind.key} to this member")
    province = occasion.office.province
    member = occasion.member
    seat = council.body.seat(member.seat) if member else None
    return Instrument(
        is_draft=composition.is_draft,
        sending_copy=composition.sending_copy,
        document=_letter_document(kind, council, sender, values),
        letter=LetterView(
            number=NOT_YET,
            date=NOT_YET,
            attachment=fill(kind.attachment, values) or "ندارد",
            classification="",
            copies=_copies_to(kind, occasion, values),
        ),
        province=ProvinceView(code=province.code, name=province.name, capital=province.capital) if province else None,
        body=_body(council, values),
        seat=SeatView(number=seat.number, title=seat.title, role=seat.role) if seat else None,
        addressee=addressee_of(kind, occasion, values),
        signatory=signatory_view(council, sender, values),
        meeting=meeting_view(occasion.meeting, occasion, values) if occasion.meeting else None,
        substitute=substitute_view(occasion.attendance) if occasion.attendance else None,
        project=project_view(council.project) if council.project else None,
    )


def _compose_country(kind: Kind, composition: Composition) -> Instrument:
    """A report on the whole country: nobody's letter, with the control values of the kind."""
    return Instrument(
        is_draft=composition.is_draft,
        sending_copy=composition.sending_copy,
        document=DocumentView(
            number=NOT_YET,
            revision=NOT_YET,
            revision_date=NOT_YET,
            title=kind.subject,
            kind=kind.title,
            clause="",
            procedure="",
            procedure_title="",
            owner_lines=[],
            control=control_rows(NOT_YET, kind.control, {}),
            revisions=revision_rows([], kind.revision_rows),
        ),
        compliance=composition.compliance,
    )


def _copies_to(kind: Kind, occasion: Occasion, values: Mapping[str, str]) -> list[str]:
    """The lines of رونوشت, without whoever the letter comes from or goes to."""
    council, sender = occasion.council, sender_of(kind, occasion)
    if council is None or sender is None:
        return []
    signatory = signatory_of(council, sender)
    posts = [post_of(council, member, values) for member in (occasion.member, signatory) if isinstance(member, Member)]
    if isinstance(signatory, Officer):
        posts.append(fill(signatory.post, values))
    lines = [fill(line, values) for line in kind.copies]
    return [line for line in lines if not any(f"{line}،".startswith(f"{post}،") for post in posts)]


def _letter_document(kind: Kind, council: Council, sender: Sender, values: Mapping[str, str]) -> DocumentView:
    body = council.body
    control = merged_control(kind.control, body.control)
    return DocumentView(
        number=NOT_YET,
        revision=NOT_YET,
        revision_date=NOT_YET,
        title=fill(kind.subject, values),
        kind=kind.title,
        clause=body.acts[kind.act].clause if kind.act else "",
        procedure=body.procedure,
        procedure_title=body.procedure_title,
        owner_lines=[fill(line, values) for line in sender.letterhead],
        control=control_rows(NOT_YET, control, values),
        revisions=revision_rows([], kind.revision_rows),
    )


def _body(council: Council, values: Mapping[str, str]) -> BodyView:
    body = council.body
    return BodyView(
        code=body.code,
        name=fill(body.full_name, values),
        short_name=body.name,
        type=body.type,
        purpose=fill(body.purpose, values),
        formed_under=fill(body.formed_under, values),
        duties=[fill(duty, values) for duty in body.duties],
        secretary_post=values.get("secretary_post", ""),
        seats=_seat_views(body.seats),
    )


def _compose_procedure(kind: Kind, procedure: Procedure, composition: Composition) -> Instrument:
    is_itself = kind.number == "{procedure}"
    last = procedure.revisions[-1] if procedure.revisions else None
    number = procedure.number if is_itself else NOT_YET
    values = {"procedure": procedure.number, "procedure_title": f"{procedure.type} {procedure.title}"}
    revision = to_persian_digits(last.number) if last else NOT_YET
    # The date of preparation is the procedure's own; other documents about it have theirs when they are issued.
    default = procedure.control if is_itself else procedure.control.model_copy(update={"prepared": ""})
    return Instrument(
        is_draft=composition.is_draft,
        sending_copy=composition.sending_copy,
        document=DocumentView(
            number=number,
            revision=revision if is_itself else NOT_YET,
            revision_date=str(last.date or NOT_YET) if last and is_itself else NOT_YET,
            title=fill(kind.subject, values),
            kind=kind.title,
            clause="",
            procedure=procedure.number,
            procedure_title=values["procedure_title"],
            owner_lines=list(procedure.owner_lines),
            control=control_rows(number, merged_control(kind.control, default), values),
            revisions=revision_rows(procedure.revisions if is_itself else [], kind.revision_rows),
        ),
        procedure=procedure_view(procedure, composition.provinces, composition.bodies, revision),
    )


def _seat_views(seats: Sequence[Seat]) -> list[SeatView]:
    return [SeatView(number=seat.number, title=seat.title, role=seat.role) for seat in seats]
