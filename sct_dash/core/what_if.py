"""What if agency posts became permanent, vacancies were filled and people left: the next months by the same sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

import polars as pl

from sct_dash.core import staffing

Row = Mapping[str, Any]

MONTHS = 12
NEEDED = {
    "in_post_fte": "permanent staff",
    "agency_fte": "agency staff",
    "agency_covering_fte": "agency staff covering a vacancy",
    "vacancy_fte": "vacancies",
}
"""The sums without which nothing can be worked out, and what they are called."""
_PLACES = 6  # of a sum of FTE, to kill what floats leave behind


@dataclass(frozen=True)
class Prices:
    """What staff cost in pounds: an agency worker a day, for so many days a year; a permanent one a year.

    `on_costs_percent` is what the employer pays on top of the salary (pension, national insurance), as a percentage.
    """

    day_rate: float
    days_a_year: float
    salary: float
    on_costs_percent: float

    @property
    def permanent(self) -> float:
        """Pounds a year for one FTE in post."""
        return self.salary * (1 + self.on_costs_percent / 100)

    @property
    def agency(self) -> float:
        """Pounds a year for one FTE of agency staff."""
        return self.day_rate * self.days_a_year


@dataclass(frozen=True)
class Change:
    """What is asked, in FTE, cut down to what there is: none of it takes a sum below nought.

    Turned is of agency staff covering a vacancy first, then of those above establishment. Filled is of vacancies
    without cover first, then of covered ones, whose cover ends. Leaving is a month, as asked; it stops with the last.
    """

    turned_covering: float
    turned_above: float
    filled_open: float
    filled_covered: float
    leaving: float

    @property
    def turned(self) -> float:
        """Agency FTE that becomes permanent."""
        return self.turned_covering + self.turned_above

    @property
    def filled(self) -> float:
        """Vacancies, in FTE, that new permanent staff fill."""
        return self.filled_open + self.filled_covered


def unknown(now: Row) -> list[str]:
    """What a row lacks of NEEDED, in words; empty when everything is known."""
    return [words for name, words in NEEDED.items() if now[name] is None]


def possible(now: Row, *, turned: float, filled: float, leaving: float) -> Change:
    """What of it can be done to `now`, a row of staffing.months of which nothing is `unknown`.

    ValueError for a number below nought or none at all, and where a sum is not known.
    """
    for name, asked in {"turned": turned, "filled": filled, "leaving": leaving}.items():
        if not (isfinite(asked) and asked >= 0):
            raise ValueError(f"{name} must be a number of 0 or more, not {asked}.")
    if unknown(now):
        raise ValueError(f"Not known: {', '.join(unknown(now))}.")
    agency, vacancies = now["agency_fte"], now["vacancy_fte"]
    covering = min(now["agency_covering_fte"], agency, vacancies)
    turned_covering = min(turned, covering)
    turned_above = min(turned - turned_covering, agency - covering)
    filled_open = min(filled, vacancies - covering)
    filled_covered = min(filled - filled_open, covering - turned_covering)
    return Change(turned_covering, turned_above, filled_open, filled_covered, leaving)


def projected(
    now: Row, *, turned: float, filled: float, leaving: float, months: int = MONTHS, prices: Prices | None = None
) -> pl.DataFrame:
    """One row a month from 0, which is `now` as it stands, to `months`: its sums, and the rates staffing.rated adds.

    `now` is a row of staffing.months; period_end is the last day of each month from its own on. What is turned and
    filled is done at once, so from month 1 on; `leaving` FTE go each month and are not replaced. A turned or filled
    vacancy is none any more, a leaver's is one; turning agency staff above establishment makes the establishment larger
    by them. Cases stay as they are, and case holders move with all staff, agency included. `cost` is pounds a year at
    that month's staff, `cost_change` pounds summed to that month against no change; both null without `prices`. Cases
    or case holders that are not known leave the caseload null. ValueError as `possible`.
    """
    change = possible(now, turned=turned, filled=filled, leaving=leaving)
    done = pl.when(pl.col("month") > 0)
    posts = now["in_post_fte"] + change.turned + change.filled
    gone = pl.min_horizontal(pl.col("month") * change.leaving, pl.lit(posts))
    rows = _dated(now, months).with_columns(
        in_post_fte=now["in_post_fte"] + done.then(change.turned + change.filled).otherwise(0.0) - gone,
        agency_fte=now["agency_fte"] - done.then(change.turned + change.filled_covered).otherwise(0.0),
        agency_covering_fte=now["agency_covering_fte"]
        - done.then(change.turned_covering + change.filled_covered).otherwise(0.0),
        vacancy_fte=now["vacancy_fte"] - done.then(change.turned_covering + change.filled).otherwise(0.0) + gone,
    )
    fte = rows.with_columns(pl.col(*NEEDED).round(_PLACES))
    return _costed(staffing.rated(_with_cases(fte, now)), prices)


def _dated(now: Row, months: int) -> pl.DataFrame:
    rows = pl.DataFrame({"month": range(months + 1)}, schema={"month": pl.Int64})
    end = pl.lit(now["period_end"], pl.Date).dt.offset_by(pl.format("{}mo", "month")).dt.month_end()
    return rows.with_columns(period_end=end)


def _with_cases(rows: pl.DataFrame, now: Row) -> pl.DataFrame:
    """The rows with the cases of now, and as many of its case holders as the staff of now are left."""
    staff = pl.col("in_post_fte") + pl.col("agency_fte")
    held = now["in_post_fte"] + now["agency_fte"]
    share = staff / held if held > 0 else pl.lit(None, pl.Float64)
    return rows.with_columns(
        cases=pl.lit(now["cases"], pl.Float64),
        case_holders_fte=(pl.lit(now["case_holders_fte"], pl.Float64) * share).round(_PLACES),
    )


def _costed(rows: pl.DataFrame, prices: Prices | None) -> pl.DataFrame:
    if prices is None:
        return rows.with_columns(cost=pl.lit(None, pl.Float64), cost_change=pl.lit(None, pl.Float64))
    cost = pl.col("in_post_fte") * prices.permanent + pl.col("agency_fte") * prices.agency
    # Month 0 differs from itself by nothing, so the running sum is of the months that have passed.
    return rows.with_columns(cost=cost).with_columns(
        cost_change=((pl.col("cost") - pl.col("cost").first()) / 12).cum_sum()
    )
