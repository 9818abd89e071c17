"""Jalali dates, partial dates and clock times."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.persian.dates import (
    MONTHS,
    ClockTime,
    ImpossibleDate,
    ImpossibleTime,
    JalaliDate,
    MalformedDate,
    PartialDate,
    days_in_month,
    is_leap,
)

FIRST, LAST = JalaliDate(1300, 1, 1), JalaliDate(1500, 12, days_in_month(1500, 12))
DAYS = st.integers(0, FIRST.days_until(LAST)).map(FIRST.plus_days)

# The 33-year rule, which the astronomical calendar keeps from 1244 to 1501; no library takes part in it.
LEAP_REMAINDERS = {1, 5, 9, 13, 17, 22, 26, 30}


def test_every_day_of_two_centuries_agrees_with_the_33_year_rule():
    day = dt.date(1921, 3, 21)
    for year in range(1300, 1501):
        leap = year % 33 in LEAP_REMAINDERS
        for month in range(1, 13):
            length = 31 if month <= 6 else 30 if month < 12 or leap else 29
            assert days_in_month(year, month) == length
            for number in range(1, length + 1):
                date = JalaliDate(year, month, number)
                assert date.to_gregorian() == day
                assert JalaliDate.from_gregorian(day) == date
                day += dt.timedelta(days=1)
    assert day == dt.date(2122, 3, 21)


@pytest.mark.parametrize(
    ("jalali", "gregorian"),
    [
        ((1300, 1, 1), (1921, 3, 21)),
        ((1357, 11, 22), (1979, 2, 11)),
        ((1391, 1, 1), (2012, 3, 20)),
        ((1403, 12, 30), (2025, 3, 20)),
        ((1404, 1, 1), (2025, 3, 21)),
        ((1404, 6, 15), (2025, 9, 6)),
    ],
)
def test_a_published_day_is_converted(jalali, gregorian):
    assert JalaliDate(*jalali).to_gregorian() == dt.date(*gregorian)
    assert JalaliDate.from_gregorian(dt.date(*gregorian)) == JalaliDate(*jalali)


@pytest.mark.parametrize(
    "text",
    [
        "1404/06/15",
        "1404/6/15",
        "۱۴۰۴/۶/۱۵",
        "١٤٠٤/٠٦/١٥",
        "1404-06-15",
        "\u200e1404-06-15\u200e",
        "1404.06.15",
        "۱۵ شهریور ۱۴۰۴",
        " 15  شهريور 1404 ",
        "15 شهریورماه 1404",
        "شنبه ۱۵ شهریور ۱۴۰۴",
        "شنبه، ۱۵ شهریور ۱۴۰۴",
    ],
)
def test_a_date_is_read_however_it_is_typed(text):
    assert JalaliDate.parse(text) == JalaliDate(1404, 6, 15)


@pytest.mark.parametrize(
    "text",
    ["", "همین ۱۵ شهریور ۱۴۰۴", "1404", "1404/06", "15/06/1404", "04/06/15", "1404/06-15", "1404//15", "15 مارس 1404"],
)
def test_text_that_is_no_date_is_malformed(text):
    with pytest.raises(MalformedDate):
        JalaliDate.parse(text)


@pytest.mark.parametrize(
    ("text", "reason_fa", "reason_en"),
    [
        ("1404/13/01", "ماه ۱۳ وجود ندارد", "no month 13"),
        ("1404/00/01", "ماه ۰ وجود ندارد", "no month 0"),
        ("1404/01/00", "روز صفر", "no day 0"),
        ("1404/07/31", "ماه مهر ۳۰ روز دارد و روز ۳۱ ندارد", "month 7 has 30 days"),
        ("1404/12/30", "سال ۱۴۰۴ کبیسه نیست", "not a leap year"),
        ("1403/12/31", "ماه اسفند ۳۰ روز دارد", "month 12 has 30 days"),
        ("1299/12/29", "۱۳۰۰ تا ۱۵۰۰", "outside 1300 to 1500"),
        ("2025/09/06", "۱۳۰۰ تا ۱۵۰۰", "outside 1300 to 1500"),
        ("دوشنبه ۱۵ شهریور ۱۴۰۴", "شنبه است، نه دوشنبه", "another weekday"),
    ],
)
def test_a_day_that_the_calendar_does_not_have_is_impossible_with_a_reason(text, reason_fa, reason_en):
    with pytest.raises(ImpossibleDate) as caught:
        JalaliDate.parse(text)
    assert reason_fa in caught.value.reason_fa
    assert reason_en in caught.value.reason_en


def test_31_ordibehesht_is_a_day():
    assert JalaliDate.parse("1403-02-31").numeric == "۱۴۰۳/۰۲/۳۱"


def test_a_date_is_written_in_every_official_form():
    date = JalaliDate(1404, 6, 5)
    assert str(date) == date.numeric == "۱۴۰۴/۰۶/۰۵"
    assert date.long == "۵ شهریور ۱۴۰۴"
    assert date.full == "چهارشنبه ۵ شهریور ۱۴۰۴"
    assert date.iso == "1404-06-05"
    assert date.month_name == "شهریور"


def test_a_week_has_the_official_weekday_names():
    saturday = JalaliDate(1404, 6, 15)
    week = ["شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه"]
    assert [saturday.plus_days(n).weekday for n in range(7)] == week


@given(DAYS)
def test_every_written_form_is_read_back(date):
    for form in (date.numeric, date.long, date.full, date.iso, str(date)):
        assert JalaliDate.parse(form) == date
    assert str(PartialDate.parse(str(date))) == str(date)


@given(DAYS, DAYS)
def test_days_between_two_dates_lead_from_one_to_the_other(first, second):
    assert first.plus_days(first.days_until(second)) == second
    assert (first < second) == (first.days_until(second) > 0)
    assert (first == second) == (hash(first) == hash(second) and first.numeric == second.numeric)


@pytest.mark.parametrize("days", [1, 10**6, 10**12, -(10**12), -(10**6)])
def test_moving_beyond_the_calendar_is_impossible(days):
    with pytest.raises(ImpossibleDate, match="outside 1300 to 1500"):
        LAST.plus_days(days)


@pytest.mark.parametrize("date", [dt.date.min, dt.date(1921, 3, 20), dt.date(2122, 3, 21), dt.date.max])
def test_a_gregorian_day_outside_the_calendar_is_impossible(date):
    with pytest.raises(ImpossibleDate):
        JalaliDate.from_gregorian(date)


def test_leap_years_are_known():
    assert [year for year in range(1387, 1409) if is_leap(year)] == [1387, 1391, 1395, 1399, 1403, 1408]


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("فروردین‌ماه ۱۳۹۱", "فروردین‌ماه ۱۳۹۱"),
        ("فروردین ماه 1391", "فروردین‌ماه ۱۳۹۱"),
        ("فروردينماه ١٣٩١", "فروردین‌ماه ۱۳۹۱"),
        ("مهر ماه ۱۳۹۱", "مهرماه ۱۳۹۱"),
        ("دی‌ماه ۱۳۹۱", "دی‌ماه ۱۳۹۱"),
        ("مرداد ۱۳۹۱", "مرداد ۱۳۹۱"),
        ("1391/05", "مرداد ۱۳۹۱"),
        ("1391-5", "مرداد ۱۳۹۱"),
        ("۱۳۹۱", "۱۳۹۱"),
        ("1391/05/12", "۱۳۹۱/۰۵/۱۲"),
        ("۱۲ مرداد ۱۳۹۱", "۱۳۹۱/۰۵/۱۲"),
    ],
)
def test_a_partial_date_is_read_and_written_officially(text, official):
    date = PartialDate.parse(text)
    assert str(date) == official
    assert PartialDate.parse(official) == date
    assert str(PartialDate.parse(official)) == official


def test_every_month_is_read_with_and_without_its_suffix():
    for number, name in enumerate(MONTHS, start=1):
        assert PartialDate.parse(f"{name} 1391") == PartialDate(1391, number)
        assert PartialDate.parse(f"{name} ماه 1391") == PartialDate(1391, number, month_suffix=True)


def test_partial_dates_are_ordered_with_the_unknown_first():
    texts = ["۱۳۹۰", "۱۳۹۱", "فروردین ۱۳۹۱", "۱۳۹۱/۰۱/۰۱", "اردیبهشت‌ماه ۱۳۹۱", "۱۳۹۲"]
    dates = [PartialDate.parse(text) for text in texts]
    assert sorted([*dates[3:], *dates[:3]]) == dates
    assert all(a < b and a <= b and b > a and b >= a for a, b in pairwise(dates))


def test_the_suffix_is_kept_but_makes_no_other_date():
    with_suffix, without = PartialDate.parse("فروردین‌ماه ۱۳۹۱"), PartialDate.parse("فروردین ۱۳۹۱")
    assert with_suffix == without
    assert hash(with_suffix) == hash(without)
    assert str(with_suffix) != str(without)


@pytest.mark.parametrize("text", ["", "ماه ۱۳۹۱", "مرداد", "۹۱", "05/1391", "مرداد سال ۱۳۹۱"])
def test_text_that_is_no_partial_date_is_malformed(text):
    with pytest.raises(MalformedDate):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["1391/13", "1391/0", "1600", "مرداد ۱۲۹۹", "1391/12/31"])
def test_a_partial_date_that_the_calendar_does_not_have_is_impossible(text):
    with pytest.raises(ImpossibleDate):
        PartialDate.parse(text)


def test_a_day_needs_its_month():
    with pytest.raises(ImpossibleDate, match="without a month"):
        PartialDate(1391, None, 5)


@pytest.mark.parametrize("text", ["9:30", "09:30", "۰۹:۳۰", "٩:٣٠", " ۹:۳۰ "])
def test_a_clock_time_is_read_in_any_digits(text):
    assert str(ClockTime.parse(text)) == "۰۹:۳۰"


@pytest.mark.parametrize("text", ["", "9", "9:3", "24:00", "12:60", "ساعت 9:30", "9.30", "-1:30", "009:30"])
def test_an_impossible_clock_time_is_refused_with_a_reason(text):
    with pytest.raises(ImpossibleTime) as caught:
        ClockTime.parse(text)
    assert caught.value.reason_fa
    assert caught.value.reason_en


@given(st.times(), st.times())
def test_clock_times_are_ordered_as_the_clock(first, second):
    a, b = (ClockTime(time.hour, time.minute) for time in (first, second))
    assert (a < b) == ((first.hour, first.minute) < (second.hour, second.minute))
    assert ClockTime.parse(str(a)) == a


@given(st.text())
def test_any_text_is_a_date_or_one_of_the_documented_faults(text):
    for parse in (JalaliDate.parse, PartialDate.parse):
        with suppress(MalformedDate, ImpossibleDate):
            parse(text)


def test_names_do_not_depend_on_the_locale():
    code = "from generator.persian.dates import JalaliDate; print(ascii(JalaliDate(1404, 6, 15).full))"
    root = Path(__file__).parents[2]
    for locale in ("C", "fa_IR.UTF-8"):
        done = subprocess.run(
            [sys.executable, "-c", code], env={"LC_ALL": locale}, cwd=root, capture_output=True, check=True
        )
        assert done.stdout.decode().strip() == ascii("شنبه ۱۵ شهریور ۱۴۰۴")
