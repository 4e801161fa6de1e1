"""A staffing rate as people read it: a percentage, or of few people what it is a share of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sct_dash.core.sentences import SMALL_DENOMINATOR, figure
from sct_dash.core.staffing import RATES

Row = Mapping[str, Any]

SHARES = ("permanent_share", "agency_rate", "vacancy_rate", "turnover_12m")
"""The rates that are of people among people; the others are of days, of cases, or of heads."""


def rate(row: Row, name: str) -> str:
    """One of staffing.RATES in a row of `staffing.months` as shown: 90.1%, 15.2; an en dash where it is not known.

    One of SHARES of fewer than SMALL_DENOMINATOR full-time equivalents is told as what it is of: 7.6 of 9.0 FTE; more
    leavers than staff as 10.0 against 8.0 FTE.
    """
    times, top, parts = RATES[name]
    shown = figure(row[name], "ratio" if times == 1 else "percent")
    if row[name] is None or name not in SHARES:
        return shown
    below = sum(row[part] for part in parts)
    if below >= SMALL_DENOMINATOR:
        return shown
    joined = "of" if row[top] <= below else "against"
    return f"{figure(row[top], 'ratio')} {joined} {figure(below, 'ratio')} FTE"
