"""What to bear in mind where a KPI stands beside published figures: other spans, unknown numbers, old figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from sct_dash.core.benchmark_words import WHOLE, authority, number_known, told
from sct_dash.core.benchmarks import tracked
from sct_dash.core.periods import day_words

Row = Mapping[str, Any]

OLD = 18
"""Months after which a published annual figure is called old: by then the next one should be out."""
LEAP = 2
"""An average of unknown number that is this many times another year's, or a part, is not to be leaned on."""


def warnings(rows: pl.DataFrame, kpi: Row, measure: Row, on: date) -> list[str]:
    """What to bear in mind where a KPI (a row of `kpi_status`) stands beside `compared` rows, in sentences.

    A month or a quarter beside a year; rolling twelve months beside year ends; a census year beside a financial year;
    an average of neighbours whose number is not known; the comparison's own note, which takes the place of none of
    them; a newest annual figure of the authority older than OLD months on a day.
    """
    if rows.is_empty():
        return []
    main, rest = tracked(rows)
    note = (measure["note"] or "").strip()
    said = [*_grain(main, kpi), *_year_end(main, kpi), *_apart(main, rest), *_of_unknown(main, measure["unit"])]
    if note:
        said.append(note if note.endswith((".", "!", "?")) else f"{note}.")
    return [*said, *_old(rows, on)]


def _grain(main: pl.DataFrame, kpi: Row) -> list[str]:
    """A month or a quarter beside a year."""
    grain = kpi["frequency"]
    if grain not in ("month", "quarter") or main["basis"][0] not in WHOLE:
        return []
    track = main["track"][0]
    once = f"{'' if main['basis'][0] == 'position' else 'for the '}{track[:1].lower()}{track[1:]}"
    return [f"The KPI is reported every {grain}; these figures are published once a year, {once}, and need not agree."]


def _year_end(main: pl.DataFrame, kpi: Row) -> list[str]:
    """A census year beside a financial year, either way round."""
    start = kpi["period_start"]
    census_kpi = kpi["frequency"] == "year" and start is not None and start.month == 10
    ends = "30 September" if census_kpi else "31 March"
    track = main["track"][0]
    day = track.removeprefix("At ").removeprefix("Year to ")
    if main["basis"][0] not in WHOLE or day == ends:
        return []
    if day == "30 September":
        return ["These figures are of 30 September, the day of the workforce census: not of the financial year."]
    return [f"These figures are of another year than the KPI's: {track[:1].lower()}{track[1:]}, not {ends}."]


def _apart(main: pl.DataFrame, rest: pl.DataFrame) -> list[str]:
    """Rolling figures beside a year's end, and figures of another day: told in a table of their own."""
    bases = {main["basis"][0], *rest["basis"]}
    if "rolling" in bases and len(bases) > 1:
        return ["A figure of a rolling twelve months never quite agrees with one of a year's end; it is listed apart."]
    return ["Figures of another day or span than the chart's are listed apart."] if rest.height else []


def _of_unknown(main: pl.DataFrame, unit: str) -> list[str]:
    """The newest average of neighbours that does not say of how many it is; and the one before, where it leapt."""
    there = main.filter(pl.col("neighbours").is_not_null() & ~pl.col("total")).sort("period_end")
    if there.is_empty() or number_known(row := there.row(-1, named=True)):
        return []
    says = f"How many neighbours are in their {row['neighbours_how']} is not known: one without a figure is left out."
    before = there.row(-2, named=True) if there.height > 1 else row
    low, high = sorted((before["neighbours"], row["neighbours"]))
    if low < 0 or high < LEAP * low or high == 0:
        return [says]
    was, now = (f"{told(one, 'neighbours', unit)} in {one['period_end'].year}" for one in (before, row))
    return [f"{says} It was {was} and {now}: too far apart to lean on."] if before is not row else [says]


def _old(rows: pl.DataFrame, on: date) -> list[str]:
    known = rows.filter(pl.col("authority").is_not_null() & pl.col("basis").is_in([*WHOLE, "rolling"]))
    limit = pl.lit(on).dt.offset_by(f"-{OLD}mo")
    last = known.sort("period_end").tail(1)
    if last.filter(pl.col("period_end") < limit).is_empty():
        return []
    newest = last.row(0, named=True)
    return [f"The newest figure of {authority(newest)} is of {day_words(newest['period_end'])}, over {OLD} months ago."]
