"""From records to the content of one instrument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.model.body import Body, ControlDefaults, Seat, Sender
from generator.model.council import Council, Occasion
from generator.model.instrument import (
    NOT_YET,
    AbsenteeView,
    AgendaItemView,
    AttendeeView,
    BlockView,
    BodyView,
    ControlRow,
    CopyView,
    DecisionView,
    DocumentView,
    Instrument,
    LetterView,
    MeetingView,
    PartyView,
    ProcedureView,
    ProvinceView,
    RevisionRow,
    SeatView,
    SectionView,
    SignatoryView,
)
from generator.model.kind import Kind
from generator.model.meeting import Meeting
from generator.model.patterns import document_number, fill
from generator.model.procedure import Clause, Procedure, RecordedRevision, Section
from generator.model.province import Province
from generator.model.roster import Member, Officer
from generator.persian.numerals import ordinal, to_persian_digits

CONTROL_LABELS = (
    "شماره مدرک",
    "محل نگهداری",
    "تاریخ تهیه",
    "تهیه‌کننده",
    "تأییدکننده اول",
    "تأییدکننده دوم",
    "تصویب‌کننده",
)
"""Labels of the control block, in order (P-CL02, control block)."""

_HONOURED = (
    "مشاور ـ ناظر فنی",
    "رئیس",
    "معاون",
    "مدیرعامل",
    "مدیر",
    "سرپرست",
    "نماینده",
    "عامل",
    "دبیر",
    "استاندار",
    "وزیر",
)


@dataclass(frozen=True, slots=True)
class Composition:
    """How an instrument is to be made, and the records of the whole country that it may need."""

    provinces: Sequence[Province]
    bodies: Mapping[str, Body]
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
        "seat": council.seat_code(occasion.member) if council and occasion.member else "",
        "procedure": procedure.number if procedure else "",
    }
    return document_number(kind.number, values)


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


def compose(kind: Kind, occasion: Occasion, composition: Composition) -> Instrument:
    """The content of the document of ``kind`` for ``occasion``, ready to be printed."""
    if occasion.procedure is not None:
        return _compose_procedure(kind, occasion.procedure, composition)
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
        values["secretary_post"] = _post(council, secretary, values) if secretary else ""
        values["procedure"] = body.procedure
        values["procedure_title"] = body.procedure_title
    if occasion.procedure is not None:
        values["procedure"] = occasion.procedure.number
        values["procedure_title"] = f"{occasion.procedure.type} {occasion.procedure.title}"
    return values


def meeting_ordinal(number: int) -> str:
    """The meeting's number as it stands before «جلسه»: نخستین، دومین، سومین …"""
    return "نخستین" if number == 1 else ordinal(number) + "ین"


def honoured(post: str) -> str:
    """A post as it stands in an address: «رئیس محترم سازمان …»."""
    head = next((head for head in _HONOURED if f"{post} ".startswith(f"{head} ")), post)
    return f"{head} محترم{post.removeprefix(head)}"


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
        addressee=_party(council, member, values) if member else None,
        signatory=_signatory(council, sender, values),
        meeting=_meeting(council, occasion.meeting, values) if occasion.meeting else None,
    )


def _copies_to(kind: Kind, occasion: Occasion, values: Mapping[str, str]) -> list[str]:
    """The lines of رونوشت, without whoever the letter comes from or goes to."""
    council, sender = occasion.council, sender_of(kind, occasion)
    if council is None or sender is None:
        return []
    parties = [found for found in (occasion.member, signatory_of(council, sender)) if isinstance(found, Member)]
    posts = {_post(council, member, values) for member in parties}
    lines = [fill(line, values) for line in kind.copies]
    return [line for line in lines if line.partition("،")[0].strip() not in posts]


def _letter_document(kind: Kind, council: Council, sender: Sender, values: Mapping[str, str]) -> DocumentView:
    body = council.body
    control = _merged(kind.control, body.control)
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
        control=_control_rows(NOT_YET, control, values),
        revisions=_revision_rows([], kind.revision_rows),
    )


def _merged(chosen: ControlDefaults, default: ControlDefaults) -> ControlDefaults:
    written = {name: value for name, value in chosen.model_dump().items() if value}
    return default.model_copy(update=written)


def _control_rows(number: str, control: ControlDefaults, values: Mapping[str, str]) -> list[ControlRow]:
    patterns = (
        control.keeper,
        control.prepared,
        control.prepared_by,
        control.first_approver,
        control.second_approver,
        control.ratifier,
    )
    filled = [number, *(fill(pattern, values) or NOT_YET for pattern in patterns)]
    return [ControlRow(label=label, value=value) for label, value in zip(CONTROL_LABELS, filled, strict=True)]


def _revision_rows(recorded: Sequence[RecordedRevision], at_least: int) -> list[RevisionRow]:
    """The rows of «جدول شرح تغییرات»; at least one empty row stays under the filled ones."""
    rows = [
        RevisionRow(
            number=to_persian_digits(revision.number),
            date=str(revision.date or ""),
            pages=revision.pages,
            description=revision.description,
            origin=revision.origin,
        )
        for revision in recorded
    ]
    empty = RevisionRow(number="", date="", pages="", description="", origin="")
    return rows + [empty] * max(at_least - len(rows), 1)


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
        seats=_seats(body.seats),
    )


def _seats(seats: Sequence[Seat]) -> list[SeatView]:
    return [SeatView(number=seat.number, title=seat.title, role=seat.role) for seat in seats]


def _post(council: Council, member: Member, values: Mapping[str, str]) -> str:
    seat = council.body.seat(member.seat)
    return fill(member.post or (seat.post if seat else ""), values)


def _institution(council: Council, member: Member, values: Mapping[str, str]) -> str:
    seat = council.body.seat(member.seat)
    return fill(member.institution or (seat.institution if seat else ""), values)


def _party(council: Council, member: Member, values: Mapping[str, str]) -> PartyView:
    person = member.person
    if person is None:
        raise ValueError(f"the seat {member.seat} is vacant")
    seat = council.body.seat(member.seat)
    post = _post(council, member, values)
    return PartyView(
        salutation=person.salutation,
        academic_title=person.title,
        name=person.name,
        formal_name=person.formal_name,
        is_woman=person.gender == "خانم",
        post=post,
        honoured_post=honoured(post),
        institution=_institution(council, member, values),
        role=seat.role if seat else "",
    )


def _signatory(council: Council, sender: Sender, values: Mapping[str, str]) -> SignatoryView:
    found = signatory_of(council, sender)
    if found is None or found.person is None:
        raise ValueError(f"nobody signs as {sender.signatory}")
    post = _post(council, found, values) if isinstance(found, Member) else fill(found.post, values)
    lines = [fill(line, values) for line in sender.signature_lines] or [post]
    return SignatoryView(name=found.person.name, post=post, lines=lines)


def signatory_of(council: Council, sender: Sender) -> Member | Officer | None:
    """Who signs for a sender: the holder of a seat or an officer; None when there is nobody."""
    holder = council.holder(council.body.seat(sender.signatory))
    return holder or next((officer for officer in council.officers if officer.key == sender.signatory), None)


def _meeting(council: Council, meeting: Meeting, values: Mapping[str, str]) -> MeetingView:
    def attendee(number: int, key: str) -> AttendeeView:
        party = _party(council, council.by_reference[key], values)
        return AttendeeView(
            number=number, name=party.name, post=party.post, institution=party.institution, role=party.role
        )

    def institution(key: str | None) -> str:
        return _institution(council, council.by_reference[key], values) if key else ""

    absent = []
    for number, absence in enumerate(meeting.absent, start=1):
        who = attendee(number, absence.member)
        excuse = "موجه" if absence.excused else "غیرموجه"
        absent.append(
            AbsenteeView(
                number=number,
                name=who.name,
                post=who.post,
                institution=who.institution,
                excuse=excuse,
                reason=absence.reason,
            )
        )
    return MeetingView(
        key=meeting.key,
        number=meeting.number,
        ordinal=meeting_ordinal(meeting.number),
        date=meeting.date,
        start=meeting.start,
        end=meeting.end,
        place=meeting.place,
        chair=_name_of(council.holder(council.body.chair_seat)),
        secretary=_name_of(council.holder(council.body.secretary_seat)),
        agenda=_numbered(meeting.agenda),
        present=[attendee(number, key) for number, key in enumerate(meeting.present, start=1)],
        absent=absent,
        matters=_numbered(meeting.matters),
        decisions=[
            DecisionView(
                number=decision.number,
                text=decision.text,
                owner=institution(decision.owner),
                follow_up=institution(decision.follow_up),
                deadline=decision.deadline,
            )
            for decision in meeting.decisions
        ],
        next_meeting=meeting.next_meeting,
    )


def _name_of(member: Member | None) -> str:
    return member.person.name if member and member.person else ""


def _numbered(texts: Sequence[str]) -> list[AgendaItemView]:
    return [AgendaItemView(number=number, text=text) for number, text in enumerate(texts, start=1)]


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
            control=_control_rows(number, _merged(kind.control, default), values),
            revisions=_revision_rows(procedure.revisions if is_itself else [], kind.revision_rows),
        ),
        procedure=ProcedureView(
            number=procedure.number,
            type=procedure.type,
            title=procedure.title,
            sections=[_section(section) for section in procedure.sections],
            seats=_procedure_seats(procedure, composition.bodies),
            holders=[holder.name for holder in procedure.distribution],
            copies=_copies(procedure, composition.provinces, revision),
        ),
    )


def _section(section: Section) -> SectionView:
    blocks = [BlockView(kind="paragraph", number="", text=text) for text in section.paragraphs]
    for clause in section.clauses:
        blocks += _clause_blocks(clause)
    if section.content == "distribution":
        blocks.append(BlockView(kind="distribution", number="", text=""))
    return SectionView(
        number=section.number,
        title=section.title,
        blocks=blocks or [BlockView(kind="blank", number="", text="")],
    )


def _clause_blocks(clause: Clause) -> list[BlockView]:
    text = " ".join(part for part in (clause.title, clause.text) if part)
    blocks = [BlockView(kind="clause", number=clause.number, text=text)]
    blocks += [BlockView(kind="item", number=item.label, text=item.text) for item in clause.items]
    if clause.seats:
        blocks.append(BlockView(kind="seats", number="", text=""))
    blocks += [BlockView(kind="closing", number="", text=line) for line in clause.closing]
    blocks += [
        BlockView(kind="note", number=f"تبصره ({to_persian_digits(note.number)})", text=note.text)
        for note in clause.notes
    ]
    return blocks


def _procedure_seats(procedure: Procedure, bodies: Mapping[str, Body]) -> list[SeatView]:
    named = [clause.seats for section in procedure.sections for clause in section.clauses if clause.seats]
    body = bodies.get(named[0]) if named else None
    seats = [seat for seat in body.seats if seat.in_procedure] if body else []
    # The rows of the printed table count on, whatever the numbers of the seats.
    return [SeatView(number=row, title=seat.title, role=seat.role) for row, seat in enumerate(seats, start=1)]


def _copies(procedure: Procedure, provinces: Sequence[Province], revision: str) -> list[CopyView]:
    holders: list[str] = []
    for holder in procedure.distribution:
        pattern = holder.copy_name or holder.name
        if holder.each == "province":
            holders += [fill(pattern, {"province": province.name}) for province in provinces]
        else:
            holders.append(pattern)
    return [
        CopyView(number=number, holder=name, type="کنترل‌شده", revision=revision, delivered="")
        for number, name in enumerate(holders, start=1)
    ]
