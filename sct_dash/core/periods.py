"""Months, quarters, financial years and census years: read, written, counted and due."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

GRAINS = ("month", "quarter", "year", "census_year")
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "census_year": 12}
_YEAR_STARTS_IN = {"year": 4, "census_year": 10}  # April; October, for the workforce census of 30 September
_DAY = timedelta(days=1)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _shifted(start: date, months: int) -> date:
    """The first day of the month so many months after the one holding `start`."""
    count = start.year * 12 + start.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


@dataclass(frozen=True, order=True)
class Period:
    """A month, quarter, financial year or census year, by its first and last day. Another span is a ValueError."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if not any(_start_of(self.start, g) == self.start and _end_of(self.start, g) == self.end for g in GRAINS):
            raise ValueError(
                f"{day_words(self.start)} to {day_words(self.end)} is not a month, a quarter, a financial year "
                "or a census year"
            )

    @property
    def grain(self) -> str:
        """month, quarter, year (April to March) or census_year (October to September)."""
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        if months < 12:
            return "month" if months == 1 else "quarter"
        return "year" if self.start.month == 4 else "census_year"

    @property
    def label(self) -> str:
        """The canonical way to write it: 2024-04, 2021/22 Q1, 2021/22 or census 2021. `parsed` reads it back."""
        if self.grain == "month":
            return f"{self.start:%Y-%m}"
        if self.grain == "census_year":
            return f"census {self.end.year}"
        first = self.start.year - (self.start.month < 4)
        year = f"{first}/{(first + 1) % 100:02}"
        return year if self.grain == "year" else f"{year} Q{(self.start.month - 4) % 12 // 3 + 1}"

    @property
    def words(self) -> str:
        """For sentences: April 2024; Q1 2021/22 (April to June 2021); 2021/22; census year to 30 September 2021."""
        if self.grain == "month":
            return _month_words(self.start)
        if self.grain == "census_year":
            return f"census year to {day_words(self.end)}"
        if self.grain == "year":
            return self.label
        return f"{self.short} ({calendar.month_name[self.start.month]} to {_month_words(self.end)})"

    @property
    def short(self) -> str:
        """For axes and narrow columns: Apr 2024; Q1 2021/22; 2021/22; census 2021."""
        if self.grain == "month":
            return f"{calendar.month_abbr[self.start.month]} {self.start.year}"
        if self.grain == "quarter":
            year, quarter = self.label.split(" ")
            return f"{quarter} {year}"
        return self.label


def day_words(day: date) -> str:
    """A date as people here write it: 1 September 2021."""
    return f"{day.day} {_month_words(day)}"


def _month_words(day: date) -> str:
    return f"{calendar.month_name[day.month]} {day.year}"


def _start_of(day: date, grain: str) -> date:
    first = day.replace(day=1)
    if grain in _YEAR_STARTS_IN:
        return _shifted(first, -((day.month - _YEAR_STARTS_IN[grain]) % 12))
    return first if grain == "month" else _shifted(first, -((day.month - 1) % 3))


def _end_of(start: date, grain: str) -> date:
    return _shifted(start, _MONTHS_IN[grain]) - _DAY


def containing(day: date, grain: str) -> Period:
    """The period of a grain (one of GRAINS, else a KeyError) that holds a day."""
    start = _start_of(day, grain)
    return Period(start, _end_of(start, grain))


def previous(period: Period) -> Period:
    """The period of the same grain just before."""
    return containing(period.start - _DAY, period.grain)


def following(period: Period) -> Period:
    """The period of the same grain just after."""
    return containing(period.end + _DAY, period.grain)


def latest_ended(day: date, grain: str) -> Period:
    """The latest period of a grain that has ended by a day; one that ends on that very day has ended."""
    period = containing(day, grain)
    return period if period.end == day else previous(period)


def due_on(period: Period) -> date:
    """The last day on which the figure for a period is not yet late.

    A month: the 15th of the next month. A quarter: the last day of the next month. A financial year: 31 January, ten
    months after it ends, when the year's figures are published. A census year: 31 March, six months after it ends.
    """
    if period.grain == "month":
        return period.end + timedelta(days=15)
    after = _shifted(period.end, {"quarter": 1, "year": 10, "census_year": 6}[period.grain])
    return _month_end(after.year, after.month)


def latest_due(on: date, grain: str, by: date | None = None) -> Period:
    """The latest period of a grain that was due before a day, and had ended by `by` when that is given."""
    period = latest_ended(on if by is None else min(on, by), grain)
    while due_on(period) >= on:
        period = previous(period)
    return period


def financial_year(day: date) -> Period:
    """The financial year, April to March, that holds a day."""
    return containing(day, "year")


def span(first: Period, last: Period) -> list[Period]:
    """Every period from the first to the last, both included; none when the last is before the first.

    Periods of two grains are a ValueError.
    """
    if first.grain != last.grain:
        raise ValueError(f"{first.words} and {last.words} are not periods of one kind")
    found = []
    while first <= last:
        found.append(first)
        first = following(first)
    return found


# Reading -------------------------------------------------------------------------------------------------------------

_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_FINANCIAL = r"(?P<first>[0-9]{4}) ?[/-] ?(?P<second>[0-9]{4}|[0-9]{2})"
_QUARTER = r"q(?:uarter)? ?(?P<quarter>[1-4])"
_MONTH_NUMBER = {
    word: number
    for number in range(1, 13)
    for word in (calendar.month_name[number].lower(), calendar.month_abbr[number].lower())
} | {"sept": 9}
_MIDNIGHT = r"(?:[t ]00:00(?::00(?:\.0+)?)?)?"
_PATTERNS = [
    re.compile(rf"(?P<year>[0-9]{{4}})([-/])(?P<month>[0-9]{{1,2}})\2(?P<day>[0-9]{{1,2}}){_MIDNIGHT}"),
    re.compile(rf"(?P<day>[0-9]{{1,2}})([/.-])(?P<month>[0-9]{{1,2}})\2{_YEAR}{_MIDNIGHT}"),
    re.compile(r"(?P<month>[0-9]{1,2})[/-](?P<year>[0-9]{4})"),
    re.compile(r"census(?: year)?(?: to 30 september)? (?P<census>[0-9]{4})"),
    re.compile(rf"(?:(?P<day>[0-9]{{1,2}})[ -])?(?P<name>[a-z]+)\.?[ -]?'?{_YEAR}"),
    re.compile(rf"{_FINANCIAL} ?{_QUARTER}"),
    re.compile(rf"{_QUARTER} {_FINANCIAL}(?: \([a-z]+ to [a-z]+ [0-9]{{4}}\))?"),
]
_MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])")
_FINANCIAL_YEAR = re.compile(_FINANCIAL)


def parsed(text: str) -> Period:
    """The period a piece of text means. The text of the ValueError otherwise is a sentence for people.

    Read are the canonical labels (2024-04, 2021/22 Q1, 2021/22, census 2021), April 2024, Apr 2024, Apr-24, 04/2024,
    Q1 2021/22, 2021-22 Q1, 2021-22, and a date (ISO, dd/mm/yyyy, dd/mm/yy, 1 April 2024): the month that holds it.
    A date is always day first, a year of two digits is 20yy, and 2011-12 is December 2011, where 2011/12 is the
    financial year.
    """
    tidy = " ".join(text.split()).lower()
    for pattern in (_MONTH, _FINANCIAL_YEAR, *_PATTERNS):
        match = pattern.fullmatch(tidy)
        if match:
            return _meant(match.groupdict(), text)
    raise _refusal("Period must be a month, a quarter or a year, like April 2024, 2021/22 Q1 or 2021/22", text)


def _meant(part: dict[str, str | None], text: str) -> Period:
    if part.get("first"):
        return _financial(part, text)
    if part.get("census"):
        return containing(date(_plausible(int(part["census"]), text), 9, 30), "census_year")
    if part.get("name") and part["name"] not in _MONTH_NUMBER:
        raise _refusal("Period must name a month, like April 2024", text)
    month = _MONTH_NUMBER[part["name"]] if part.get("name") else int(part["month"])
    year = _plausible(int(part["year"]) + (2000 if len(part["year"]) == 2 else 0), text)
    day = int(part.get("day") or 1)
    if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return containing(date(year, month, day), "month")
    order = " with the day first" if month > 12 and day <= 12 else ""
    raise _refusal(f"Period must be a real date{order}, like 30/04/2024", text)


def _financial(part: dict[str, str | None], text: str) -> Period:
    first, second = _plausible(int(part["first"]), text), part["second"]
    if second not in (str(first + 1), f"{(first + 1) % 100:02}"):
        raise _refusal("Period must be a financial year of two years in a row, like 2021/22", text)
    if not part.get("quarter"):
        return containing(date(first, 4, 1), "year")
    return containing(_shifted(date(first, 4, 1), 3 * (int(part["quarter"]) - 1)), "quarter")


def _plausible(year: int, text: str) -> int:
    if not 1900 <= year <= 2199:
        raise _refusal("Period must have a year from 1900 to 2199, like 2024", text)
    return year


def _refusal(says: str, text: str) -> ValueError:
    cut = text if len(text) <= 60 else f"{text[:59]}…"
    return ValueError(f"{says}, not ‘{cut}’")


# In frames -----------------------------------------------------------------------------------------------------------


def grain() -> pl.Expr:
    """The grain of each row by its `period` and `period_end`; null where they are no whole period's length."""
    months = (
        (pl.col("period_end").dt.year() - pl.col("period").dt.year()) * 12
        + (pl.col("period_end").dt.month().cast(pl.Int32) - pl.col("period").dt.month().cast(pl.Int32))
        + 1
    )
    year = pl.when(pl.col("period").dt.month() == 4).then(pl.lit("year")).otherwise(pl.lit("census_year"))
    return (
        pl.when(months == 1)
        .then(pl.lit("month"))
        .when(months == 3)
        .then(pl.lit("quarter"))
        .when(months == 12)
        .then(year)
    )


def financial_year_start() -> pl.Expr:
    """The 1 April on or before each row's `period`, as a Date."""
    return pl.col("period").dt.offset_by("-3mo").dt.truncate("1y").dt.offset_by("3mo")


def start_holding(day: str, grain: str) -> pl.Expr:
    """The first day of the period that holds the date in column `day`, of the grain in column `grain`, as a Date."""
    held = pl.col(day)
    return (
        pl.when(pl.col(grain) == "month")
        .then(held.dt.month_start())
        .when(pl.col(grain) == "quarter")
        .then(held.dt.truncate("1q"))
        .when(pl.col(grain) == "year")
        .then(held.dt.offset_by("-3mo").dt.truncate("1y").dt.offset_by("3mo"))
        .otherwise(held.dt.offset_by("-9mo").dt.truncate("1y").dt.offset_by("9mo"))
    )


def end_after(start: str, grain: str) -> pl.Expr:
    """The last day of the period that begins on the date in column `start`, of the grain in column `grain`."""
    months = pl.col(grain).replace_strict(_MONTHS_IN, return_dtype=pl.Int64)
    return pl.col(start).dt.offset_by(pl.format("{}mo", months)).dt.offset_by("-1d")


def due() -> pl.Expr:
    """`due_on` of each row's `period` to `period_end`, as a Date."""
    after = pl.col("period_end").dt.offset_by("1d")
    return (
        pl.when(grain() == "month")
        .then(pl.col("period_end").dt.offset_by("15d"))
        .when(grain() == "quarter")
        .then(after.dt.month_end())
        .when(grain() == "year")
        .then(after.dt.offset_by("9mo").dt.month_end())
        .when(grain() == "census_year")
        .then(after.dt.offset_by("5mo").dt.month_end())
    )


def labelled(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with `period_label` (String): the canonical label of its `period` to `period_end`."""
    first = financial_year_start().dt.year()
    year = pl.format("{}/{}", first, ((first + 1) % 100).cast(pl.String).str.zfill(2))
    quarter = (pl.col("period").dt.month().cast(pl.Int32) + 8) % 12 // 3 + 1
    label = (
        pl.when(grain() == "month")
        .then(pl.col("period").dt.strftime("%Y-%m"))
        .when(grain() == "quarter")
        .then(pl.format("{} Q{}", year, quarter))
        .when(grain() == "year")
        .then(year)
        .when(grain() == "census_year")
        .then(pl.format("census {}", pl.col("period_end").dt.year()))
    )
    return frame.with_columns(label.alias("period_label"))
