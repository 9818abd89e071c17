"""The text of a controlled procedure as blocks in their order, and its numbered copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.body import Body
from generator.model.instrument import BlockView, CopyView, ProcedureView, SeatView, SectionView
from generator.model.patterns import fill
from generator.model.procedure import Clause, Procedure, Section
from generator.model.province import Province
from generator.persian.numerals import to_persian_digits


def procedure_view(
    procedure: Procedure, provinces: Sequence[Province], bodies: Mapping[str, Body], revision: str
) -> ProcedureView:
    """The procedure with its sections as blocks and a numbered copy for each holder."""
    return ProcedureView(
        number=procedure.number,
        type=procedure.type,
        title=procedure.title,
        sections=[_section(section) for section in procedure.sections],
        seats=_procedure_seats(procedure, bodies),
        holders=[holder.name for holder in procedure.distribution],
        copies=_copies(procedure, provinces, revision),
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
