"""The tables of ``docs/`` that follow from the program, and what the documents say, for the tests to compare.

Run from the repository's root, this file writes the generated tables anew::

    .venv/bin/python tests/docs/doc_tables.py
"""

from __future__ import annotations

import json
import re
import sys
import typing
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from generator.messages import MESSAGES
from generator.model import fields
from generator.model.instrument import OFFERED, describe_names
from generator.model.records import Record
from generator.problems import Problem
from generator.settings import Settings
from generator.templating import FILTERS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

_MARKED = re.compile(r"(<!-- table: (?P<name>[\w-]+) -->\n).*?(<!-- end of table -->)", re.DOTALL)

_SCALARS = {
    fields.Text: "text",
    fields.OptionalText: "text",
    fields.Plain: "plain",
    fields.Code: "code",
    fields.OptionalCode: "code",
    fields.Whole: "number",
    fields.FromOne: "number",
    fields.FileName: "file name",
    fields.YesNo: "yes/no",
    fields.Date: "date",
    fields.OptionalDate: "date",
    fields.OptionalPartialDate: "partial date",
    fields.Clock: "time",
    fields.OptionalClock: "time",
}


def markdown(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    escaped = [[cell.replace("|", "\\|") for cell in line] for line in lines]
    return "".join(f"| {' | '.join(line)} |\n" for line in escaped)


def names_table() -> str:
    """Every name that templates may print, with the sorts of kinds that offer it."""
    offering: dict[str, list[str]] = {}
    meaning: dict[str, str] = {}
    for per in OFFERED:
        for name, description in describe_names(per):
            offering.setdefault(name, []).append(per)
            meaning[name] = description
    rows = []
    for name, pers in offering.items():
        where = "all" if len(pers) == len(OFFERED) else ", ".join(pers)
        rows.append((f"`{name}`", meaning[name], where))
    return markdown(("name", "what it is", "kinds that are per"), rows)


def filters_table() -> str:
    """The project's own filters."""
    return markdown(("filter", "what it gives"), [(f"`{name}`", text) for name, (_, text) in FILTERS.items()])


def codes_table() -> str:
    """Every code of the message table with its exit code and both texts."""
    rows = [
        (
            f"`{message.code}`",
            message.slug,
            str(int(Problem(message.code).exit_code)),
            message.en.replace("{{", "{").replace("}}", "}"),
            message.hint_en.replace("{{", "{").replace("}}", "}"),
            message.fa.replace("{{", "{").replace("}}", "}"),
        )
        for message in MESSAGES.values()
    ]
    return markdown(("code", "slug", "exit", "English", "what to do", "فارسی"), rows)


def settings_table() -> str:
    """Every key of ``dabir.toml`` with its default."""
    rows = []
    for section, table in Settings.model_fields.items():
        for key, field in typing.cast("type[BaseModel]", table.annotation).model_fields.items():
            default = json.dumps(field.default, ensure_ascii=False)
            bounds = [f"{sign} {value}" for sign, value in _bounds(field.metadata)]
            rows.append((f"`{section}.{key}`", f"`{default}`", ", ".join(bounds) or "—", str(field.description)))
    return markdown(("key", "default", "bounds", "meaning"), rows)


def _bounds(metadata: list[object]) -> Iterator[tuple[str, object]]:
    for item in metadata:
        for name, sign in (("ge", "≥"), ("le", "≤"), ("min_length", "length ≥")):
            if (value := getattr(item, name, None)) is not None:
                yield sign, value


TABLES = {"names": names_table, "filters": filters_table, "codes": codes_table, "settings": settings_table}


def with_fresh_tables(text: str) -> str:
    """The text of a document with its generated tables made anew."""
    return _MARKED.sub(lambda found: found[1] + "\n" + TABLES[found["name"]]() + "\n" + found[3], text)


def records() -> list[type[Record]]:
    """Every record that a file may hold, whole or within another."""
    return sorted(_below(Record), key=lambda record: record.__name__)


def _below(record: type[Record]) -> set[type[Record]]:
    return {record for child in record.__subclasses__() for record in (child, *_below(child))}


def record_fields(record: type[Record]) -> list[tuple[str, str, str]]:
    """Key, type and whether it is required, of each field of a record, in order."""
    hints = typing.get_type_hints(record, include_extras=True)
    return [
        (f"`{key}`", type_name(hints[key]), "yes" if field.is_required() else "")
        for key, field in record.model_fields.items()
    ]


def type_name(hint: typing.Any) -> str:
    """What the documents call a type."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is list:
        return f"list of {type_name(arguments[0])}"
    if origin is dict:
        return f"keys with {type_name(arguments[1])}"
    if origin is typing.Literal:
        return " / ".join(f"`{word}`" for word in arguments)
    if type(None) in arguments:
        return next(type_name(argument) for argument in arguments if argument is not type(None))
    return f"[{hint.__name__}](#{hint.__name__.lower()})"


def documented_fields(text: str, record: str) -> list[tuple[str, str, str]]:
    """The first three columns of the table under the heading of a record."""
    section = re.search(rf"^#+ {record}$(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    if section is None:
        return []
    lines = [line for line in section[1].splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in re.split(r"(?:^| )\| ", line)] for line in lines]
    return [(key, kind, needed) for _, key, kind, needed, *_ in cells]


def fenced(text: str, language: str) -> list[str]:
    """The contents of the fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def main() -> None:
    """Write the generated tables of all documents anew."""
    for path in sorted(DOCS.glob("*.md")):
        text = path.read_text("utf-8")
        fresh = with_fresh_tables(text)
        if fresh != text:
            path.write_text(fresh, "utf-8")
            sys.stdout.write(f"{path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
