"""Names that stand in a workbook for keys of the model: provinces, seats and the words of drop-downs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.model.body import Body
from generator.model.province import Office, Province
from generator.persian.numerals import to_ascii_digits
from generator.sources.xlsx_layout import NATIONAL_NAME, Words
from generator.sources.xlsx_tables import same_letters


class Offices:
    """The offices by what a person calls them: name, code, Latin name or folder."""

    def __init__(self, provinces: Iterable[Province]) -> None:
        self._by_name: dict[str, Office] = {}
        self.names = [NATIONAL_NAME]
        for office in (Office(None), *(Office(province) for province in provinces)):
            province = office.province
            words = (province.code, province.slug, province.name) if province else (NATIONAL_NAME, "ملی")
            self._by_name |= {same_letters(word): office for word in (*words, office.folder)}
            if province:
                self.names.append(province.name)

    def find(self, text: str) -> Office | None:
        """The office of that name, or None."""
        word = same_letters(text).removeprefix("استان")
        code = same_letters(to_ascii_digits(word).zfill(2))
        return self._by_name.get(word) or self._by_name.get(code)


def seat_names(body: Body) -> dict[str, str]:
    """What a workbook calls each seat, by its key: its title, or the key where two seats share a title."""
    counts = Counter(same_letters(seat.title) for seat in body.seats)
    return {seat.key: seat.title if counts[same_letters(seat.title)] == 1 else seat.key for seat in body.seats}


def seat_key(text: str, body: Body | None) -> str:
    """The key of the seat of that title; the text itself when no seat has it."""
    titles = {same_letters(name): key for key, name in seat_names(body).items()} if body else {}
    return titles.get(same_letters(text), text)


def word_value(text: str, words: Words) -> str:
    """The value of the model that a Persian word stands for; the text itself when it is none of the words."""
    return {same_letters(word): value for value, word in words.items()}.get(same_letters(text), text)
