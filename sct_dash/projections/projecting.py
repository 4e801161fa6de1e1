"""The projection of a measure of demand by the method that did better on the past, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from sct_dash.core.periods import containing, grain
from sct_dash.projections.methods import PATH, YEAR, as_last_year, modelled
from sct_dash.projections.trials import Trial, forecasts, tried, unseen

NEEDED = 36  # reported months before anything is projected
GAPS = 6  # months without a figure among the last NEEDED, at most
OVERDUE = 3  # months that the latest figure may be behind, at most
STARTS = 12  # months that a trial must be possible from, at least
NOTHING = pl.DataFrame(schema=PATH)


@dataclass(frozen=True)
class Projection:
    """A projection, or the sentence why there is none.

    past: period, period_end and value of every month from the first reported to the last, value null where there is no
    figure. ahead: period, period_end, expected (half the futures are above it), low, high; no rows when why_not is
    given. plain: the same month last year stands in the method's place; settled: the method's
    search for the likeliest fit found an end. trial is None when nothing is projected.
    """

    past: pl.DataFrame
    ahead: pl.DataFrame
    why_not: str | None = None
    plain: bool = False
    settled: bool = True
    trial: Trial | None = None


def is_demand(row: Mapping[str, Any]) -> bool:
    """Whether a row of kpi_status is a measure of demand: a monthly supporting count, neutral in direction."""
    marks = {"set": "supporting", "unit": "count", "frequency": "month", "direction": "neutral"}
    return all(row[name] == value for name, value in marks.items())


def projected(series: pl.DataFrame, periods: int = YEAR, *, until: date | None = None) -> Projection:
    """The projection of one KPI's monthly counts for 1 to 12 `periods` after the latest reported one.

    `series` has period, period_end and value; rows of other lengths and rows without a value are left out, relieved
    ones kept: they happened. `until` is a day up to which figures are owed, when that is known. Nothing is projected
    from fewer than NEEDED reported months, from a recent past with too many gaps, or from one that ended too long ago.
    Another number of `periods` is a ValueError: further ahead nothing is tried.
    """
    if not 1 <= periods <= YEAR:
        raise ValueError(f"A projection is for 1 to {YEAR} months, not {periods}.")
    past = _monthly(series)
    why_not = _refusal(past, until)
    if why_not is not None:
        return Projection(past, _dated(past, NOTHING), why_not)
    made = forecasts(past)
    trial = tried(made)
    if trial.starts < STARTS:
        why_not = f"Too many gaps to project: the method can be tried from {trial.starts} months, not {STARTS}."
        return Projection(past, _dated(past, NOTHING), why_not)
    path, _, settled = modelled(past["value"], periods)
    plain = not (settled and trial.error < trial.plain_error)
    path = as_last_year(past["value"], periods) if plain else path
    return Projection(past, _dated(past, path), None, plain, settled, trial)


def _monthly(series: pl.DataFrame) -> pl.DataFrame:
    months = series.filter((grain() == "month") & pl.col("value").is_finite()).sort("period")
    known = months.select("period", "period_end", "value")
    if known.is_empty():
        return known
    calendar = pl.DataFrame({"period": pl.date_range(known["period"][0], known["period"][-1], "1mo", eager=True)})
    found = calendar.join(known.drop("period_end"), on="period", how="left", maintain_order="left")
    return found.select("period", pl.col("period").dt.month_end().alias("period_end"), "value")


def _dated(past: pl.DataFrame, path: pl.DataFrame) -> pl.DataFrame:
    """The path with the period and period_end of each of its months, the first of which follows the last of `past`."""
    last = pl.lit(past["period"].max(), pl.Date)
    start = last.dt.offset_by(pl.format("{}mo", pl.int_range(1, pl.len() + 1)))
    return path.select(start.alias("period"), start.dt.month_end().alias("period_end"), *PATH)


def _refusal(past: pl.DataFrame, until: date | None) -> str | None:
    """Why nothing is projected from these months, as a sentence, or None."""
    reported = past["value"].count()
    if reported < NEEDED:
        return f"Too short a history to project: {reported} of {NEEDED} months."
    missing = past["value"].tail(NEEDED).null_count()
    if missing > GAPS:
        return f"Too many gaps to project: {missing} of the last {NEEDED} months have no figure."
    absent = unseen(past.tail(2 * YEAR))
    if absent:
        return f"Too many gaps to project: no {absent[0]} of the last two years has a figure."
    last = past["period_end"][-1]
    if until is not None and (until.year - last.year) * YEAR + until.month - last.month > OVERDUE:
        return f"Too old to project from: the latest figure is for {containing(last, 'month').words}."
    return None
