"""Tables of a workbook to the same trees that the YAML reader makes, and through them to the same records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.model.body import Body
from generator.model.meeting import Meeting
from generator.model.province import Office, Province
from generator.model.records import FieldPath
from generator.model.roster import Project, Roster
from generator.persian.numerals import MOST_DIGITS, to_ascii_digits
from generator.problems import Location, Problem, suggestion
from generator.sources import xlsx_layout as layout
from generator.sources.binding import Loaded, Normalisation, bind
from generator.sources.positions import Node, Scalar
from generator.sources.xlsx_choices import Offices, seat_key, word_value
from generator.sources.xlsx_layout import Column, Sheet
from generator.sources.xlsx_tables import Row, Table

Key: TypeAlias = tuple[str, ...]


_LISTS: dict[type[Roster | Project | Meeting], set[str]] = {
    Roster: {"council"},
    Project: {"council", "project", "activity"},
    Meeting: {"meeting"},
}
"""The sorts of sheets whose rows belong to a record."""


@dataclass(slots=True)
class FoundRecord:
    """A record of a workbook: its office, what sort it is, its name there and its tree; bound where it has no fault."""

    office: Office
    model: type[Roster | Project | Meeting]
    name: str
    node: Node
    loaded: Loaded[Roster | Project | Meeting] | None = None


@dataclass(slots=True)
class Reading:
    """What a workbook's tables hold."""

    records: list[FoundRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    normalisations: list[Normalisation] = field(default_factory=list)


def read_records(
    tables: Mapping[str, Table], provinces: Iterable[Province], bodies: Mapping[str, Body], shown: str
) -> Reading:
    """The rosters, projects and meetings of a workbook, and every problem of rows and values."""
    assembly = _Assembly(tables, Offices(provinces), bodies)
    assembly.assemble(shown)
    reading = assembly.reading
    for found in reading.records:
        loaded, problems = bind(found.node, found.model, reading.normalisations)
        reading.problems += problems
        found.loaded = None if assembly.has_lost_rows(found) else loaded
    return reading


class _Assembly:
    """Joins the rows of all sheets into trees."""

    def __init__(self, tables: Mapping[str, Table], offices: Offices, bodies: Mapping[str, Body]) -> None:
        self._tables = tables
        self._offices = offices
        self._bodies = bodies
        # What rows may belong to, by the sort that a sheet names in ``of`` and by the values that join.
        self._owners: dict[str, dict[Key, Node]] = {of: {} for of in ("council", "project", "meeting", "activity")}
        # Sorts of which a row belongs nowhere, with the office, or "" when that is what cannot be told.
        self._lost: set[tuple[str, str]] = set()
        # The same where the row of the project or meeting itself is at fault: the rows below it say no more.
        self._unregistered: set[tuple[str, str]] = set()
        self.reading = Reading()

    def assemble(self, shown: str) -> None:
        """Build the trees in the order in which they need each other."""
        self._projects()
        self._meetings()
        for sheet in layout.SHEETS:
            if sheet.of == "council":
                self._rosters(sheet)
        for sheet in layout.SHEETS:
            if sheet.of not in ("office", "activity"):
                self._join(sheet)
        self._join(layout.SHARES)
        self._check_sheets(shown)

    def has_lost_rows(self, found: FoundRecord) -> bool:
        """Whether a row of this record may be missing from it, so that no rule can judge it."""
        return any((of, folder) in self._lost for of in _LISTS[found.model] for folder in ("", found.office.folder))

    def _rows(self, sheet: Sheet) -> list[Row]:
        return self._tables[sheet.title].rows if sheet.title in self._tables else []

    def _projects(self) -> None:
        for row in self._rows(layout.PROJECTS):
            node, office = self._root(layout.PROJECTS, "project", row)
            if office is None:
                continue
            key = str(row.cells["شناسه"])
            self._owners["council"][office.folder, str(row.cells[layout.BODY]), key] = node
            place = row.place(layout.PROVINCE)
            # The national office has no code and no projects: the row says what is missing.
            _put(node, "province", Node(place, Scalar(office.code, place), is_blank=not office.code))
            _add_lists(node, ("officers", "team", "supporting_institutions", "members"))
            self.reading.records.append(FoundRecord(office, Project, key, node))

    def _meetings(self) -> None:
        for row in self._rows(layout.MEETINGS):
            node, office = self._root(layout.MEETINGS, "meeting", row)
            if office is None:
                continue
            _add_lists(node, ("agenda", "present", "absent", "guests", "others", "matters", "decisions"))
            self.reading.records.append(FoundRecord(office, Meeting, str(row.cells["شناسه"]), node))

    def _rosters(self, sheet: Sheet) -> None:
        for row in self._rows(sheet):
            office = self._offices.find(row.cells[layout.PROVINCE])
            body = row.cells[layout.BODY]
            if row.cells[layout.PROJECT] or office is None or body not in self._bodies:
                continue
            key = (office.folder, str(body), "")
            if key in self._owners["council"]:
                continue
            node = Node(row.place(layout.BODY), {})
            _put(node, "body", Node(row.place(layout.BODY), body))
            if office.code:
                place = row.place(layout.PROVINCE)
                _put(node, "province", Node(place, Scalar(office.code, place)))
            _add_lists(node, ("officers", "members"))
            self._owners["council"][key] = node
            self.reading.records.append(FoundRecord(office, Roster, str(body), node))

    def _join(self, sheet: Sheet) -> None:
        for row in self._rows(sheet):
            owner = self._owner(sheet, row)
            if owner is None:
                continue
            node = self._row_node(sheet, row)
            if sheet is layout.ACTIVITIES:
                self._activity(owner, row, node)
            else:
                _list(owner, sheet.field).append(node)

    def _activity(self, project: Node, row: Row, node: Node) -> None:
        plan = project.child("action_plan")
        if plan is None:
            return
        if plan.is_blank:
            # There is a plan after all; what it lacks is said at its own cell.
            year = Node(plan.location, plan.value, is_blank=True)
            plan = Node(plan.location, {})
            _put(plan, "year", year)
            _put(project, "action_plan", plan)
        if plan.child("activities") is None:
            _add_lists(plan, ("activities",))
        _list(plan, ("activities",)).append(node)
        _add_lists(node, ("shares",))
        number = _number(row.cells["شماره"])
        key = (self._folder(row), str(row.cells[layout.PROJECT]), number)
        if number and self._is_new("activity", key, row, "شماره"):
            self._owners["activity"][key] = node

    def _owner(self, sheet: Sheet, row: Row) -> Node | None:
        """What a row belongs to; a problem at the first cell that names nothing."""
        office = self._offices.find(row.cells[layout.PROVINCE])
        if office is None:
            self._unknown_office(row)
            self._lost.add((sheet.of, ""))
            return None
        key = [office.folder]
        for heading in sheet.joins[1:]:
            text = str(row.cells[heading])
            key.append(_number(text) if heading == layout.ACTIVITY else text)
        owner = self._owners[sheet.of].get(tuple(key))
        if owner is None:
            self._lost.add((sheet.of, office.folder))
            self._report_stray(sheet, row, key)
        return owner

    def _report_stray(self, sheet: Sheet, row: Row, key: list[str]) -> None:
        """Say which of the cells that join a row names nothing."""
        is_told = not self._unregistered.isdisjoint({(sheet.of, ""), (sheet.of, key[0])})
        for length, heading in enumerate(sheet.joins[1:], start=1):
            owners = [found for found in self._owners[sheet.of] if list(found[:length]) == key[:length]]
            known = sorted({found[length] for found in owners})
            if key[length] in known:
                continue
            args = {"value": str(row.cells[heading]), **suggestion(key[length], known)}
            if not key[length]:
                self._blank(row, heading)
            elif heading == layout.BODY and key[length] not in self._bodies:
                args |= suggestion(key[length], self._bodies)
                self.reading.problems.append(Problem("R303", row.place(heading), args))
            elif not is_told:
                self.reading.problems.append(Problem("X109", row.place(heading), args))
            return

    def _root(self, sheet: Sheet, of: str, row: Row) -> tuple[Node, Office | None]:
        """The tree of a project or meeting, with its office unless the row cannot be told from others."""
        node = self._row_node(sheet, row)
        office = self._offices.find(row.cells[layout.PROVINCE])
        key = str(row.cells["شناسه"])
        if office is None:
            self._unknown_office(row)
        if not key:
            self._blank(row, "شناسه")
        if office is None or not key or not self._is_new(of, (office.folder, key), row, "شناسه"):
            folder = office.folder if office else ""
            self._unregistered |= {(sort, folder) for sort in _LISTS[Meeting if of == "meeting" else Project]}
            self._lost |= self._unregistered
            return node, None
        self._owners[of][office.folder, key] = node
        return node, office

    def _row_node(self, sheet: Sheet, row: Row) -> Node:
        columns = [column for column in sheet.columns if not column.informs]
        return self._group(sheet, row, columns, ())

    def _group(self, sheet: Sheet, row: Row, columns: list[Column], prefix: FieldPath) -> Node:
        cells = [row.cells[column.heading] for column in columns]
        if columns[0].path == prefix:
            text = self._value(columns[0], row)
            return Node(row.place(columns[0].heading), text, is_blank=not text)
        first = row.place(columns[0].heading)
        if prefix in sheet.optional and not any(cells):
            return Node(first, Scalar("", first), is_blank=True)
        node = Node(first, {})
        for step in dict.fromkeys(column.path[len(prefix)] for column in columns):
            below = [column for column in columns if column.path[len(prefix)] == step]
            _put(node, str(step), self._group(sheet, row, below, (*prefix, step)))
        return node

    def _value(self, column: Column, row: Row) -> Scalar:
        scalar = row.cells[column.heading]
        text = str(scalar)
        if column.words is not None:
            text = word_value(text, column.words)
        elif column.choices == "seats":
            text = seat_key(text, self._bodies.get(row.cells[layout.BODY]))
        return Scalar(text, scalar.location)

    def _is_new(self, of: str, key: Key, row: Row, heading: str) -> bool:
        first = self._owners[of].get(key)
        if first is None:
            return True
        args = {"value": str(row.cells[heading]), "first": first.location.cell}
        self.reading.problems.append(Problem("R313", row.place(heading), args))
        return False

    def _folder(self, row: Row) -> str:
        office = self._offices.find(row.cells[layout.PROVINCE])
        return office.folder if office else ""

    def _unknown_office(self, row: Row) -> None:
        written = row.cells[layout.PROVINCE]
        if not written:
            self._blank(row, layout.PROVINCE)
            return
        args = {"value": str(written), **suggestion(written, self._offices.names)}
        self.reading.problems.append(Problem("R301", row.place(layout.PROVINCE), args))

    def _blank(self, row: Row, heading: str) -> None:
        self.reading.problems.append(Problem("M209", row.place(heading), {"key": heading}))

    def _check_sheets(self, shown: str) -> None:
        """A missing sheet would empty its lists in every record of the workbook: it is a fault instead."""
        needed = {of for found in self.reading.records for of in _LISTS[found.model]}
        for sheet in layout.SHEETS:
            if sheet.of in needed and sheet.title not in self._tables:
                self.reading.problems.append(Problem("X104", Location(shown), {"sheet": sheet.title}))


def _put(node: Node, key: str, child: Node) -> None:
    if isinstance(node.value, dict):
        node.value[key] = child
        node.keys[key] = child.location


def _add_lists(node: Node, names: Iterable[str]) -> None:
    for name in names:
        _put(node, name, Node(node.location, []))


def _list(node: Node, path: FieldPath) -> list[Node]:
    below: Node | None = node
    for step in path:
        below = below.child(step) if below else None
    return below.value if below is not None and isinstance(below.value, list) else []


def _number(text: str) -> str:
    digits = to_ascii_digits(text)
    return str(int(digits)) if digits.isdecimal() and len(digits) <= MOST_DIGITS else text
