"""Provinces and the offices that instruments are made for."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.fields import Code, Text
from generator.model.office import OfficeStyle
from generator.model.records import Record

NATIONAL = "national"


class Province(Record):
    """One of the 31 provinces; ``code`` as in ISO 3166-2:IR, ``slug`` its name in Latin letters."""

    code: Code
    slug: Code
    name: Text
    capital: Text

    @property
    def folder(self) -> str:
        """The name of the province's folder, such as ``07-fars``."""
        return f"{self.code}-{self.slug}"


class ProvinceList(Record):
    """The file ``provinces.yaml``."""

    provinces: list[Province]


@dataclass(frozen=True, slots=True)
class Office:
    """Where instruments are kept: a province, or the national level when ``province`` is None."""

    province: Province | None
    style: OfficeStyle | None = None

    @property
    def folder(self) -> str:
        return self.province.folder if self.province else NATIONAL

    @property
    def code(self) -> str:
        """The part of a document number that names the office; empty at the national level."""
        return self.province.code if self.province else ""

    @property
    def name(self) -> str:
        return self.province.name if self.province else "کشور"
