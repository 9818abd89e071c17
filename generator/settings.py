"""The settings of a workspace: every key of ``dabir.toml`` with its type, default and meaning."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.problems import DabirError, Location, Problem, suggestion

if TYPE_CHECKING:
    from pathlib import Path


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PathSettings(_Table):
    """Folders of the workspace, relative to it."""

    data: str = Field("data", min_length=1, description="folder of the structured inputs")
    templates: str = Field("templates", min_length=1, description="folder of the Word templates")
    output: str = Field("output", min_length=1, description="folder of what is made")


class LimitSettings(_Table):
    """Bounds on what is read; beyond them a file is refused before it is opened."""

    file_bytes: int = Field(1_048_576, ge=1024, le=1_073_741_824, description="largest input file, in bytes")
    template_bytes: int = Field(20_971_520, ge=1024, le=1_073_741_824, description="largest template, in bytes")
    template_unpacked_bytes: int = Field(
        104_857_600, ge=1024, le=4_294_967_296, description="largest sum of a template's unpacked parts, in bytes"
    )
    render_seconds: int = Field(20, ge=1, le=3600, description="longest time one document may take to render")


class FontSettings(_Table):
    """Fonts of the PDF: which installed family stands in for the one the template names."""

    substitutes: dict[str, str] = Field(
        {"B Nazanin": "Nazli", "B Titr": "Titr", "Times New Roman": "Liberation Serif"},
        description="family named in templates = family installed here",
    )


class PdfSettings(_Table):
    """LibreOffice and how it is driven."""

    libreoffice: str = Field("", description="path of soffice; empty: looked for on PATH")
    timeout_seconds: int = Field(180, ge=1, le=3600, description="longest time one conversion call may take")
    documents_per_call: int = Field(40, ge=1, le=500, description="documents converted by one LibreOffice call")
    processes: int = Field(2, ge=1, le=64, description="LibreOffice processes side by side")


class Settings(_Table):
    """All of ``dabir.toml``; an absent file section or key means its default."""

    paths: PathSettings = PathSettings()
    limits: LimitSettings = LimitSettings()
    fonts: FontSettings = FontSettings()
    pdf: PdfSettings = PdfSettings()


def load_settings(path: Path, shown_as: str = "dabir.toml") -> Settings:
    """The settings written in a ``dabir.toml``.

    Raises :class:`DabirError` with every fault of the file: broken TOML, unknown keys, bad values.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError as fault:
        raise DabirError(Problem("Y101", Location(shown_as), {"byte": str(fault.start)})) from None
    except OSError as fault:
        raise DabirError(Problem("Y111", Location(shown_as), {"detail": fault.strerror or str(fault)})) from None
    except tomllib.TOMLDecodeError as fault:
        raise DabirError(_broken(str(fault), shown_as)) from None
    try:
        return Settings.model_validate(values)
    except ValidationError as fault:
        raise DabirError(*(_problem(dict(error), text, shown_as) for error in fault.errors())) from None


def _broken(detail: str, shown_as: str) -> Problem:
    place = re.search(r"\(at line (\d+), column (\d+)\)", detail)
    location = Location(shown_as, int(place[1]), int(place[2])) if place else Location(shown_as)
    return Problem("W602", location, {"detail": re.sub(r"\s*\(at .*\)$", "", detail)})


def _problem(error: dict[str, Any], text: str, shown_as: str) -> Problem:
    keys = [str(key) for key in error["loc"]]
    location = _place(text, keys, shown_as)
    if error["type"] == "extra_forbidden":
        return Problem("W603", location, {"key": ".".join(keys), **suggestion(keys[-1], _known(keys[:-1]))})
    return Problem("W604", location, {"key": ".".join(keys), "detail": error["msg"]})


def _known(table: list[str]) -> list[str]:
    model: type[BaseModel] = Settings
    for key in table:
        annotation = model.model_fields[key].annotation
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            return []
        model = annotation
    return list(model.model_fields)


def _place(text: str, keys: list[str], shown_as: str) -> Location:
    """Where a key stands: tomllib keeps no positions, so the table header and the key are looked for."""
    table, wanted = "", keys[-1]
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[\s*([^\]]+?)\s*\]", line):
            table = header[1]
            if table == ".".join(keys):
                return Location(shown_as, number, line.index("[") + 1, field=".".join(keys))
        found = re.match(rf"(\s*)[\"']?{re.escape(wanted)}[\"']?\s*=", line)
        if found and table == ".".join(keys[:-1]):
            return Location(shown_as, number, len(found[1]) + 1, field=".".join(keys))
    return Location(shown_as, field=".".join(keys))
