"""A projection in words: what is expected and between what, how it was worked out, and how it did on the past."""

from datetime import date

import polars as pl

from sct_dash.core.periods import containing
from sct_dash.core.sentences import figure
from sct_dash.projections.methods import PATH, SHARE, YEAR
from sct_dash.projections.projecting import Projection

FULL = (
    "a structural time series model, which is a level and a trend that drift, the trend fading by a tenth each month, "
    "and a fixed yearly season, fitted by maximum likelihood on the square-root scale"
)
PLAIN = (
    "the same month last year; the range is as far either side as 8 in 10 of the last three years' figures were from "
    "the figure of a year before"
)

FAR = 10
"""How far from what is meant a range may be, of 100 that it held, before it is said."""


def expectation(projection: Projection, unit: str, aggregation: str) -> str:
    """What is expected of the last month ahead, its range, and what a year before was; else why there is nothing.

    A range that held far less of the past than it is meant to hold is said to be too narrow, and nothing of futures.
    """
    if projection.why_not is not None:
        return projection.why_not
    last = projection.ahead.row(-1, named=True)
    about, low, high = (figure(last[name], unit) for name in PATH)
    when = "at the end of" if aggregation == "snapshot" else "in"
    return (
        f"If the pattern of the past years holds, about {about} {when} {_words(last['period'])}"
        f"{_year_before(projection, about, unit)} (between {low} and {high}{_trust(projection)})."
        f"{_all_told(projection, unit) if aggregation == 'total' else ''}"
    )


def _trust(projection: Projection) -> str:
    """How much of the future the range holds, or that it held too little of the past to say so."""
    held = _held(projection)
    if _narrow(held):
        return f", a range that was too narrow when tried on the past: it held {held * 100:.0f} of 100"
    return f" in {SHARE * 100:.0f} of 100 futures"


def _held(projection: Projection) -> float:
    """The share of what came that lay in the range of the method shown."""
    return projection.trial.plain_held if projection.plain else projection.trial.held


def _narrow(held: float) -> bool:
    return round(held * 100) < SHARE * 100 - FAR


def _year_before(projection: Projection, about: str, unit: str) -> str:
    """How the last month ahead compares with the same month a year before, when that has a figure."""
    month = projection.ahead.select(pl.col("period").last().dt.offset_by("-1y")).item()
    before = projection.past.filter((pl.col("period") == month) & pl.col("value").is_not_null())
    if before.is_empty():
        return ""
    was = figure(before["value"][0], unit)
    return f", as in {_words(month)}" if was == about else f", from {was} in {_words(month)}"


def _all_told(projection: Projection, unit: str) -> str:
    """What the months ahead come to beside as many before them, unless they are the same ones or some are missing."""
    before = projection.past["value"].tail(projection.ahead.height)
    if projection.plain or before.null_count():
        return ""
    ahead, was = figure(projection.ahead["expected"].sum(), unit), figure(before.sum(), unit)
    return f" All told, about {ahead} over the {before.len()} months, from {was} over the {before.len()} before."


def method(projection: Projection) -> str:
    """How it was projected and why so, and what became of months without a figure, in sentences."""
    gaps = projection.past["value"].null_count()
    left = f" {gaps} month{'s' if gaps > 1 else ''} without a figure {'are' if gaps > 1 else 'is'} not filled in"
    if not projection.plain:
        return f"Method: {FULL}." + (f"{left}, but left out of the fit." if gaps else "")
    beaten = projection.trial.error >= projection.trial.plain_error
    why = "did no better when tried on the past" if beaten else "found no answer on this series"
    stands = f"{left}; where last year has none, the year before stands in." if gaps else ""
    return f"Method: {PLAIN}. A fuller method ({FULL}) {why}.{stands}"


def tried(projection: Projection, unit: str) -> str:
    """How either method did on the past, in sentences: its error, the other's, and how often the range held."""
    trial = projection.trial
    full = _missed(trial.error, trial.error_percent, unit)
    plain = _missed(trial.plain_error, trial.plain_error_percent, unit)
    errors = f"were {plain} out on average; the fuller method's, {full}"
    if not projection.plain:
        errors = f"were {full} out on average; the same month last year, {plain}"
    held = _held(projection)
    return (
        f"Tried on the past: {trial.forecasts} forecasts, from each of {trial.starts} months up to {YEAR} months ahead "
        f"or to the latest figure, with only what was known by then, {errors}. "
        f"The range held {held * 100:.0f} of 100 figures, where {SHARE * 100:.0f} are meant{_lean(held)}."
    )


def _missed(error: float, percent: float | None, unit: str) -> str:
    share = f" ({figure(percent, 'percent')})" if percent is not None else ""
    return f"{figure(error, unit, places=1)}{share}"


def _lean(held: float) -> str:
    """What to make of a range that held fewer than 70 or more than 90 of 100."""
    if _narrow(held):
        return ": read it as too narrow"
    return ": read it as wider than need be" if round(held * 100) > SHARE * 100 + FAR else ""


def _words(day: date) -> str:
    return containing(day, "month").words
