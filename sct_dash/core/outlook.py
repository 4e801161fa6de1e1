"""What comes next: the range a KPI will keep to if nothing changes, and the steps that its target needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from sct_dash.core.kpis import SLACK
from sct_dash.core.periods import Period, following
from sct_dash.core.sentences import PLACES, aim, in_words
from sct_dash.core.verdicts import capitalised, changing, named, no_limits

Row = Mapping[str, Any]

AHEAD = 3
"""How many periods are looked ahead to."""

_FLOORED = ("percent", "per_10000", "count", "days", "ratio")
"""The units of which nothing is less than 0; a score or an amount of money may be."""


@dataclass(frozen=True)
class Outlook:
    """What `ahead` found. Figures are unrounded, in the unit."""

    periods: tuple[Period, ...]
    low: float | None
    high: float | None
    steps: tuple[float, ...] | None
    says: str


def shown_limits(points: pl.DataFrame, unit: str) -> pl.DataFrame:
    """Rows that have lpl and upl, with `low` and `high` (Float64): the same limits as they are drawn and told.

    A percentage's lie within 0 and 100, those of counts, rates and days are 0 or more. Null without limits. The rules
    use lpl and upl as they are.
    """
    floor, ceiling = _bounds(unit)
    return points.with_columns(
        pl.col("lpl").clip(floor, ceiling).alias("low"), pl.col("upl").clip(floor, ceiling).alias("high")
    )


def ahead(row: Row) -> Outlook:
    """What the next three periods of a row of `kpi_status` hold if nothing changes, and what its target needs.

    periods: the three after the row's own, or from it on while it has not been reported. low, high: the limits of the
    current partition, relieved periods left out, as `shown_limits` shows them; None without limits.
    steps: a figure for each of the three, in equal steps to the target, for a range to its nearer edge. They start at
    the mean; while the level is really changing, at the row's own figure unless that is relieved. None without limits
    or a target, and when the start meets it. says: one to three plain sentences, with a warning while the level
    changes; of a target that the average meets and the row's own figure misses it says both.
    """
    periods = _next(row)
    if row["lpl"] is None:
        return Outlook(
            periods, None, None, None, f"{capitalised(no_limits(row))}, so there is no range for what comes next."
        )
    floor, ceiling = _bounds(row["unit"])
    low, high = (max(floor, min(ceiling, row[limit])) for limit in ("lpl", "upl"))
    start = _start(row)
    steps = _steps(start, _edge(row, start))
    trial = " The range rests on trial limits, from few points." if row["trial"] else ""
    return Outlook(periods, low, high, steps, f"{_range(row, periods, low, high)}{_needed(row, start, steps)}.{trial}")


def _bounds(unit: str) -> tuple[float, float]:
    return (0.0 if unit in _FLOORED else float("-inf")), (100.0 if unit == "percent" else float("inf"))


def _next(row: Row) -> tuple[Period, ...]:
    own = Period(row["period_start"], row["period_end"])
    told = row["value"] is not None or row["symbol"] is not None or row["denominator"] is not None
    found = [following(own) if told else own]
    while len(found) < AHEAD:
        found.append(following(found[-1]))
    return tuple(found)


def _edge(row: Row, start: float) -> float | None:
    """The nearest figure that meets the target, as seen from a figure: itself when it does; None without a target."""
    target, upper = row["target"], row["target_upper"]
    if target is None or row["direction"] == "neutral":
        return None
    if row["direction"] == "lower":
        return min(start, target)
    if row["direction"] == "range" and upper is not None:
        return max(target, min(start, upper))
    return max(start, target)


def _start(row: Row) -> float:
    """The figure that stands for the level: the mean, or the row's own while the level is really changing."""
    return row["value"] if changing(row) and not row["relieved"] and row["value"] is not None else row["mean"]


def _met(figure: float, edge: float) -> bool:
    return abs(edge - figure) <= SLACK * max(1.0, abs(edge))


def _steps(start: float, edge: float | None) -> tuple[float, ...] | None:
    if edge is None or _met(start, edge):
        return None
    return tuple(start + (edge - start) * step / AHEAD for step in range(1, AHEAD + 1))


def _range(row: Row, periods: tuple[Period, ...], low: float, high: float) -> str:
    figures = f"figures from {named(periods[0])} to {named(periods[-1])}"
    least, most = in_words(low, row["unit"]), in_words(high, row["unit"])
    lie = f"be expected to be {least}" if least == most else f"be expected to lie between {least} and {most}"
    without = ", relieved periods left out" if row["relieved"] else ""
    if not changing(row):
        return f"If nothing changes, the {figures} can {lie}{without}"
    warning = "The level is changing, so the usual range is no sure guide"
    return f"{warning}: on the average so far the {figures} could {lie}{without}"


def _needed(row: Row, start: float, steps: tuple[float, ...] | None) -> str:
    if row["direction"] == "neutral":
        return ""
    if row["target"] is None:
        return "; there is no target to reach"
    own, middle = row["value"], in_words(row["mean"], row["unit"])
    if steps is None and own is not None and not _met(own, _edge(row, own)):
        missing, _ = _unlike((own, _edge(row, own)), row["unit"])
        return f"; the latest figure, {missing}, misses {aim(row)}, though the average, {middle}, does not"
    level = "the latest figure" if changing(row) and start == own else "the average"
    if steps is None:
        return f"; {level}, {in_words(start, row['unit'])}, meets {aim(row)}"
    first, *early, last = _unlike((start, *steps), row["unit"])
    return f"; from {level}, {first}, {aim(row)} needs {', '.join(early)} and then {last}"


def _unlike(figures: tuple[float, ...], unit: str) -> list[str]:
    """The figures in words, with as many places as it takes for no two to look alike, within reason."""
    for places in range(PLACES[unit], PLACES[unit] + 3):
        words = [in_words(figure, unit, places=places) for figure in figures]
        if len(set(words)) == len(words):
            break
    return words
