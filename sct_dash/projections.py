"""Twelve months ahead for a measure of demand: the expected path, its range, and how well it would have done before.

The method is a structural time series model (A. C. Harvey, Forecasting, Structural Time Series Models and the Kalman
Filter, 1989): a level that drifts, a trend that drifts and fades, and a fixed yearly season, fitted by maximum
likelihood to the square roots of the counts, on which scale counts vary alike whether they are few or many. It is
tried on the last two years first; where it does not beat the same month last year, that plain forecast stands in its
place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

import polars as pl
from numpy.linalg import LinAlgError
from statsmodels.tsa.statespace.structural import UnobservedComponents

from sct_dash.core.periods import containing, grain
from sct_dash.core.sentences import figure

SHARE = 0.8
"""How much of the future the range is meant to hold. A range that is to hold 95 of 100 is too wide to plan with."""

NEEDED = 36  # reported months before anything is projected
GAPS = 6  # months without a figure among the last NEEDED, at most
OVERDUE = 3  # months that the latest figure may be behind, at most
YEAR = 12
TRIED = 24  # the latest months, from each of which the method is tried
LEARNT = 24  # reported months, of the NEEDED before it, that a trial needs
STARTS = 12  # months that a trial must be possible from, at least
FADING = 0.9  # of a trend is left a month later, 28% a year later; exponential smoothing fits 0.8 to 0.98
ROOM = 0.01  # of the whole variance: from nothing a part could never grow, the likelihood is level there
# Where the search for the likeliest fit ends, and its step: at the library's own it often ends without an answer.
SEARCH = {"pgtol": 1e-4, "epsilon": 1e-7, "disp": False, "warn_convergence": False}

FULL = (
    "a structural time series model, which is a level and a trend that drift, the trend fading by a tenth each month, "
    "and a fixed yearly season, fitted by maximum likelihood on the square-root scale"
)
PLAIN = (
    "the same month last year; the range is as far either side as 8 in 10 of the last three years' figures were from "
    "the figure of a year before"
)

_PATH = {"expected": pl.Float64, "low": pl.Float64, "high": pl.Float64}
_NOTHING = pl.DataFrame(schema=_PATH)


@dataclass(frozen=True)
class Trial:
    """How the method and the plain forecast (the same month last year) would have done, told only what was known.

    A forecast was made from each of the last 24 months that had 24 reported months before it (`starts` of them), 1 to
    12 months ahead: `forecasts` in all whose month is reported, as is the month a year before it. error and
    plain_error are mean absolute errors, in the unit; the percentages are of what came, null where a month was 0. held
    and plain_held are the shares of what came that lay inside the range. The method's are null when it failed.
    """

    starts: int
    forecasts: int
    error: float | None
    error_percent: float | None
    held: float | None
    plain_error: float
    plain_error_percent: float | None
    plain_held: float


@dataclass(frozen=True)
class Projection:
    """A projection, or the sentence why there is none.

    past: period, period_end and value of every month from the first reported to the last, value null where there is no
    figure. ahead: period, period_end, expected (half the futures are above it), low, high; no rows when why_not is
    given. plain: the same month last year stands in the method's place; settled: the method found an answer whenever
    it was asked. trial is None when nothing is projected.
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
        return Projection(past, _dated(past, _NOTHING), why_not)
    trials = _trials(past)
    trial = _tried(trials)
    if trial.starts < STARTS:
        why_not = f"Too many gaps to project: the method can be tried from {trial.starts} months, not {STARTS}."
        return Projection(past, _dated(past, _NOTHING), why_not)
    path, _, settled = _full(past["value"], periods)
    settled = settled and trials["expected"].null_count() == 0
    plain = not settled or trial.error >= trial.plain_error
    path = _plain(past["value"], periods) if plain else path
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
    return path.select(start.alias("period"), start.dt.month_end().alias("period_end"), *_PATH)


def _refusal(past: pl.DataFrame, until: date | None) -> str | None:
    """Why nothing is projected from these months, as a sentence, or None."""
    reported = past["value"].count()
    if reported < NEEDED:
        return f"Too short a history to project: {reported} of {NEEDED} months."
    missing = past["value"].tail(NEEDED).null_count()
    if missing > GAPS:
        return f"Too many gaps to project: {missing} of the last {NEEDED} months have no figure."
    unseen = _unseen(past.tail(2 * YEAR))
    if unseen:
        return f"Too many gaps to project: no {unseen[0]} of the last two years has a figure."
    last = past["period_end"][-1]
    if until is not None and (until.year - last.year) * YEAR + until.month - last.month > OVERDUE:
        return f"Too old to project from: the latest figure is for {_words(last)}."
    return None


def _unseen(past: pl.DataFrame) -> list[str]:
    """The names of the months of the year of which `past` holds no figure."""
    by_name = past.group_by(pl.col("period").dt.strftime("%B").alias("name"), maintain_order=True)
    return by_name.agg(pl.col("value").count()).filter(pl.col("value") == 0)["name"].to_list()


# The two methods ------------------------------------------------------------------------------------------------------


def _full(known: pl.Series, steps: int, begin: Any = None) -> tuple[pl.DataFrame, Any, bool]:
    """The path of the fitted model (null where it failed), where to begin the next search, whether this one settled."""
    roots = known.sqrt()
    size = roots.diff().std() or 1.0  # a month's usual change is 1 to the search, whatever the counts
    model = UnobservedComponents(
        # A missing month is NaN here, which the Kalman filter passes over.
        roots.to_numpy() / size,
        "lltrend",
        seasonal=YEAR,
        stochastic_seasonal=False,
        use_exact_diffuse=True,
    )
    trend = model.state_names.index("trend")
    model["transition", trend, trend] = FADING
    try:
        fit = model.fit(start_params=begin, cov_type="none", **SEARCH)
        ahead = fit.get_forecast(steps)
    except LinAlgError:
        return pl.DataFrame({name: [None] * steps for name in _PATH}, schema=_PATH), None, False
    low, high = ahead.conf_int(alpha=1 - SHARE).T
    path = pl.DataFrame({"expected": ahead.predicted_mean, "low": low, "high": high}, schema=_PATH)
    variance = fit.params.sum()
    following = fit.params.clip(ROOM * variance) if variance > 0 else None
    return path.select((pl.all() * size).clip(0) ** 2), following, bool(fit.mle_retvals["converged"])


def _plain(known: pl.Series, steps: int) -> pl.DataFrame:
    """The same month last year, and either side the distance that SHARE of the recent ones keep within."""
    far = _far(known)
    last = _filled(known).tail(YEAR).head(steps)
    return pl.DataFrame({"expected": last, "low": (last - far).clip(0), "high": last + far})


def _filled(known: pl.Series) -> pl.Series:
    """Each figure, or where there is none that of a year before."""
    return pl.select(pl.coalesce(known, known.shift(YEAR))).to_series()


def _far(known: pl.Series) -> float:
    """How far from the figure of a year before SHARE of the last three years' are, with one still to come.

    Of n past distances the ceil(SHARE (n + 1))th smallest, as in split conformal prediction.
    """
    apart = (known - _filled(known).shift(YEAR)).tail(NEEDED).abs().drop_nulls().sort()
    return apart[min(ceil(SHARE * (apart.len() + 1)), apart.len()) - 1]


# Tried on the past ----------------------------------------------------------------------------------------------------


def _trials(past: pl.DataFrame) -> pl.DataFrame:
    """One row a forecast: start, came, then expected, low, high, then the plain forecast's three.

    Each is made of the months before its start alone; the search for a fit begins where the one before it ended.
    """
    schema = {"start": pl.Int64, "came": pl.Float64, **_PATH, **{f"plain_{name}": pl.Float64 for name in _PATH}}
    trials, begin = [pl.DataFrame(schema=schema)], None
    for start in range(past.height - TRIED, past.height):
        known = past.head(start)
        if known["value"].tail(NEEDED).count() < LEARNT or _unseen(known.tail(2 * YEAR)):
            continue
        came = past["value"].slice(start, YEAR)
        path, begin, _ = _full(known["value"], came.len(), begin)
        plain = _plain(known["value"], came.len()).rename(lambda name: f"plain_{name}")
        rows = came.to_frame("came").select(pl.lit(start, pl.Int64).alias("start"), "came")
        trials.append(pl.concat([rows, path, plain], how="horizontal"))
    return pl.concat(trials)


def _tried(trials: pl.DataFrame) -> Trial:
    rows = trials.drop_nulls(["came", "plain_expected"])
    came = pl.col("came")
    error, plain = (pl.col("expected") - came).abs(), (pl.col("plain_expected") - came).abs()
    whole = came.min() > 0
    return Trial(
        **rows.select(
            starts=pl.col("start").n_unique(),
            forecasts=pl.len(),
            error=error.mean(),
            error_percent=pl.when(whole).then((error / came).mean() * 100),
            held=came.is_between("low", "high").mean(),
            plain_error=plain.mean(),
            plain_error_percent=pl.when(whole).then((plain / came).mean() * 100),
            plain_held=came.is_between("plain_low", "plain_high").mean(),
        ).row(0, named=True)
    )


# In words -------------------------------------------------------------------------------------------------------------


def expectation(projection: Projection, unit: str, aggregation: str) -> str:
    """What is expected of the last month ahead, its range, and what a year before was; else why there is nothing."""
    if projection.why_not is not None:
        return projection.why_not
    last = projection.ahead.row(-1, named=True)
    about, low, high = (figure(last[name], unit) for name in _PATH)
    when = "at the end of" if aggregation == "snapshot" else "in"
    return (
        f"If the pattern of the past years holds, about {about} {when} {_words(last['period'])}"
        f"{_year_before(projection, about, unit)} (between {low} and {high} in {SHARE * 100:.0f} of 100 futures)."
    )


def _year_before(projection: Projection, about: str, unit: str) -> str:
    """How the last month ahead compares with the same month a year before, when that has a figure."""
    month = projection.ahead.select(pl.col("period").last().dt.offset_by("-1y")).item()
    before = projection.past.filter((pl.col("period") == month) & pl.col("value").is_not_null())
    if before.is_empty():
        return ""
    was = figure(before["value"][0], unit)
    return f", as in {_words(month)}" if was == about else f", from {was} in {_words(month)}"


def method(projection: Projection) -> str:
    """How it was projected and why so, and what became of months without a figure, in sentences."""
    gaps = projection.past["value"].null_count()
    left = f" {gaps} month{'s' if gaps > 1 else ''} without a figure {'are' if gaps > 1 else 'is'} not filled in"
    if not projection.plain:
        return f"Method: {FULL}." + (f"{left}, but left out of the fit." if gaps else "")
    beaten = projection.trial.error is not None and projection.trial.error >= projection.trial.plain_error
    why = "did no better when tried on the past" if beaten else "found no answer on this series"
    stands = f"{left}; where last year has none, the year before stands in." if gaps else ""
    return f"Method: {PLAIN}. A fuller method ({FULL}) {why}.{stands}"


def tried(projection: Projection, unit: str) -> str:
    """How either method did on the past, in sentences: its error, the other's, and how often the range held."""
    trial = projection.trial
    full = _missed(trial.error, trial.error_percent, unit)
    plain = _missed(trial.plain_error, trial.plain_error_percent, unit)
    errors = f"were {plain} out on average" + (f"; the fuller method's, {full}" if trial.error is not None else "")
    if not projection.plain:
        errors = f"were {full} out on average; the same month last year, {plain}"
    held = trial.plain_held if projection.plain else trial.held
    return (
        f"Tried on the past: {trial.forecasts} forecasts, 1 to {YEAR} months ahead from each of {trial.starts} months "
        f"with only what was known by then, {errors}. "
        f"The range held {held * 100:.0f} of 100 figures, where {SHARE * 100:.0f} are meant{_lean(held)}."
    )


def _missed(error: float | None, percent: float | None, unit: str) -> str:
    share = f" ({figure(percent, 'percent')})" if percent is not None else ""
    return f"{figure(error, unit, places=1)}{share}"


def _lean(held: float) -> str:
    """What to make of a range that held fewer than 70 or more than 90 of 100."""
    if held < SHARE - 0.1:
        return ": read it as too narrow"
    return ": read it as wider than need be" if held > SHARE + 0.1 else ""


def _words(day: date) -> str:
    return containing(day, "month").words
