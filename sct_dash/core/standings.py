"""What becomes of the sentences on staffing and on money by a submission: of each month and each year it touches."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from sct_dash.core import finance, finance_words, staffing, staffing_words
from sct_dash.core.changes import SCHEMA
from sct_dash.core.frames import SCHEMAS, facts
from sct_dash.core.periods import Period, containing

Picture = Mapping[str, pl.DataFrame]

MONEY = ("finance", "savings", "deficit_funding")
"""The kinds of row that the sentence on money is of; the one on staffing is of staffing alone."""


def following(before: Picture, after: Picture) -> pl.DataFrame:
    """One row a sentence that another picture tells differently: the columns of changes.SCHEMA, kpi null.

    Of staffing, the latest month when it is new, and each month held in both whose rows differ; of money, each
    financial year whose rows differ. `was` and `becomes` are the sentences, null where nothing was held, or is.
    """
    staff = [] if before.get("staffing") is after.get("staffing") else _staffing(before, after)
    return pl.DataFrame([*staff, *_money(before, after)], schema=SCHEMA, orient="row")


def _staffing(before: Picture, after: Picture) -> list[tuple]:
    old, new = (staffing.months(picture) for picture in (before, after))
    held, becomes = set(old["period_end"]), set(new["period_end"])
    touched = _touched(before, after, "staffing", "month_end")
    told = sorted(day for day in touched if day in held)
    latest = max(held | becomes, default=None)
    if latest is not None and latest not in told and (latest in held) != (latest in becomes):
        told.append(latest)
    return [
        row
        for day in told
        for row in _told("Staffing", containing(day, "month"), *(_standing(rows, day) for rows in (old, new)))
    ]


def _standing(rows: pl.DataFrame, day: date) -> str | None:
    """The sentence of a month's end; None where the month is not held."""
    month = containing(day, "month")
    ago = pl.select(pl.lit(day).dt.offset_by("-12mo").dt.month_end()).item()
    now, then = (rows.filter(pl.col("period_end") == end).to_dicts() for end in (month.end, ago))
    return staffing_words.standing(now[0], then[0] if then else None) if now else None


def _money(before: Picture, after: Picture) -> list[tuple]:
    touched = set().union(*(_touched(before, after, kind, "financial_year") for kind in MONEY))
    return [
        row
        for year in sorted(touched)
        for row in _told("Finance", containing(year, "year"), *(_budget(picture, year) for picture in (before, after)))
    ]


def _budget(picture: Picture, year: date) -> str | None:
    if year not in finance.years(picture):
        return None
    return finance_words.standing(finance.standing(picture, financial_year=year).row(0, named=True))


def _touched(before: Picture, after: Picture, kind: str, column: str) -> set[date]:
    """The days in `column` of the rows of a kind that only one of the pictures has."""
    if before.get(kind) is after.get(kind):
        return set()
    sides = [facts(picture, kind).select(list(SCHEMAS[kind])) for picture in (before, after)]
    marks = [side.hash_rows() for side in sides]
    return {
        day
        for side, mark, other in zip(sides, marks, reversed(marks), strict=True)
        for day in side.filter(~mark.is_in(other.implode()))[column].drop_nulls()
    }


def _told(name: str, period: Period, was: str | None, becomes: str | None) -> list[tuple]:
    """The row of a sentence that differs; none of one that stays."""
    if was == becomes:
        return []
    says = f"{name}, {period.words}: {becomes or 'nothing is held any longer'}."
    if was is not None:
        says += f" Before: {was}."
    return [(None, name, period.label, was, becomes, says)]
