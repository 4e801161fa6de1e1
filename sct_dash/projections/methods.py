"""Two ways to tell the months ahead from the months so far: a fitted model, and the same month last year.

The model is a structural time series (A. C. Harvey, Forecasting, Structural Time Series Models and the Kalman Filter,
1989): a level that drifts, a trend that drifts and fades, and a fixed yearly season, fitted by maximum likelihood to
the square roots of the counts, on which scale counts vary alike whether they are few or many.
"""

from math import ceil
from typing import Any

import polars as pl
from statsmodels.tsa.statespace.structural import UnobservedComponents

SHARE = 0.8
"""How much of the future the range is meant to hold. A range that is to hold 95 of 100 is too wide to plan with."""
PATH = {"expected": pl.Float64, "low": pl.Float64, "high": pl.Float64}
"""The columns of a path: half the futures are above expected, SHARE of them between low and high."""
YEAR = 12  # months

RECENT = 36  # months whose distance from a year before makes the plain forecast's range
FADING = 0.9  # of a trend is left a month later, 28% a year later; exponential smoothing fits 0.8 to 0.98
ROOM = 0.01  # of the whole variance: from nothing a part could never grow, the likelihood is level there
# The search for the likeliest fit: BFGS finds an end every time, where the library's own L-BFGS-B often gives up, and
# costs a fifth of it, since that one wakes every core for matrices of a few numbers.
SEARCH = {"method": "bfgs", "gtol": 1e-4, "disp": False, "warn_convergence": False}


def modelled(known: pl.Series, steps: int, begin: Any = None) -> tuple[pl.DataFrame, Any, bool]:
    """The path of the fitted model for so many months, where to begin the next search, and whether this one settled.

    A month of `known` may be null, but not all of them; none is negative.
    """
    roots = known.sqrt().to_numpy()  # a missing month is NaN here, which the Kalman filter passes over
    model = UnobservedComponents(roots, "lltrend", seasonal=YEAR, stochastic_seasonal=False, use_exact_diffuse=True)
    trend = model.state_names.index("trend")
    model["transition", trend, trend] = FADING
    fit = model.fit(start_params=begin, cov_type="none", **SEARCH)
    ahead = fit.get_forecast(steps)
    low, high = ahead.conf_int(alpha=1 - SHARE).T
    roots_ahead = pl.DataFrame({"expected": ahead.predicted_mean, "low": low, "high": high}, schema=PATH)
    variance = fit.params.sum()
    following = fit.params.clip(ROOM * variance) if variance > 0 else None
    return roots_ahead.select(pl.all().clip(0) ** 2), following, bool(fit.mle_retvals["converged"])


def as_last_year(known: pl.Series, steps: int) -> pl.DataFrame:
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
    apart = (known - _filled(known).shift(YEAR)).tail(RECENT).abs().drop_nulls().sort()
    return apart[min(ceil(SHARE * (apart.len() + 1)), apart.len()) - 1]
