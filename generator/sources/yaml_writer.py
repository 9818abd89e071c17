"""Records to YAML in the style of the shipped data: only what is said, texts quoted where they would mislead."""

from __future__ import annotations

import re
from typing import Any

import yaml

from generator.model.meeting import Attendance
from generator.model.records import Record
from generator.persian.dates import ClockTime, JalaliDate, PartialDate

_STRING = "tag:yaml.org,2002:str"
# What YAML 1.1 or 1.2 would take for a number, over and above what PyYAML resolves.
_LIKE_A_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0[ox][0-9A-Fa-f]+")
_UNFOLDED = 1_000_000_000


def yaml_of(record: Record, *, heading: str = "") -> str:
    """A record as YAML that our reader reads back to an equal record.

    Values that equal the default of their field are left out. ``heading`` is put before it as it is, for
    the comments of a file that is written anew.
    """
    content = yaml.dump(
        _plain(record), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_UNFOLDED, default_flow_style=False
    )
    return heading + content


def heading_comments(text: str) -> str:
    """The comment lines at the head of a YAML file."""
    found = re.match(r"\ufeff?((?:[ \t]*#[^\n]*\n|[ \t]*\n)*)", text)
    return found[1] if found else ""


def _plain(value: Any) -> Any:  # noqa: ANN401  # any value of a record
    if isinstance(value, Attendance) and value == Attendance.model_construct(member=value.member):
        return value.member
    if isinstance(value, Record):
        return {
            name: _plain(getattr(value, name))
            for name, field in type(value).model_fields.items()
            if field.is_required() or getattr(value, name) != field.default
        }
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


class _Dumper(yaml.SafeDumper):
    """A dumper that indents lists, writes no anchors and quotes with double quotes."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401  # PyYAML's signature
        del data
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002
        del indentless
        super().increase_indent(flow=flow, indentless=False)

    def choose_scalar_style(self) -> str:
        style: str = super().choose_scalar_style()
        return '"' if style == "'" else style


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    resolved = dumper.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    misleading = resolved != _STRING or _LIKE_A_NUMBER.fullmatch(text)
    style = '"' if misleading or "\r" in text else "|" if "\n" in text else None
    return dumper.represent_scalar(_STRING, text, style=style)


def _clock(dumper: yaml.SafeDumper, time: ClockTime) -> yaml.ScalarNode:
    return dumper.represent_scalar(_STRING, f"{time.hour:02}:{time.minute:02}", style='"')


def _date(dumper: yaml.SafeDumper, date: JalaliDate) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", date.iso)


def _yes_no(dumper: yaml.SafeDumper, answer: bool) -> yaml.ScalarNode:  # noqa: FBT001  # PyYAML's signature
    return dumper.represent_scalar("tag:yaml.org,2002:bool", "yes" if answer else "no")


_Dumper.add_representer(str, _text)
_Dumper.add_representer(ClockTime, _clock)
_Dumper.add_representer(JalaliDate, _date)
_Dumper.add_representer(PartialDate, lambda dumper, date: _text(dumper, str(date)))
_Dumper.add_representer(bool, _yes_no)
