"""The control block and the revision table of a document (P-CL02, control block and «جدول شرح تغییرات»)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.body import ControlDefaults
from generator.model.instrument import NOT_YET, ControlRow, RevisionRow
from generator.model.patterns import fill
from generator.model.procedure import RecordedRevision
from generator.persian.numerals import to_persian_digits

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


def merged_control(chosen: ControlDefaults, default: ControlDefaults) -> ControlDefaults:
    """The chosen values, with the default where none was chosen."""
    written = {name: value for name, value in chosen.model_dump().items() if value}
    return default.model_copy(update=written)


def control_rows(number: str, control: ControlDefaults, values: Mapping[str, str]) -> list[ControlRow]:
    """The seven rows of the control block; «—» where a value is not known yet."""
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


def revision_rows(recorded: Sequence[RecordedRevision], at_least: int) -> list[RevisionRow]:
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
