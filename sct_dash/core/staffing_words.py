"""Staffing in words: a rate as shown, and the sentence that says how many are permanent."""

from __future__ import annotations

from sct_dash.core.sentences import SMALL_DENOMINATOR, Row, figure
from sct_dash.core.staffing import OVER, RATES

_COUNTED_IN = {"absence_rate": "days", "absence_rate_12m": "days", "agency_rate_headcount": "people"}


def shown(row: Row, rate: str) -> str:
    """One of staffing.RATES of a row of `months` or `at`: 90.1%, or 7.6 of 9.0 FTE where the denominator is under 10.

    A caseload is a figure with one place however few hold the cases. An en dash where it is not known.
    """
    multiplier, top, parts = RATES[rate]
    if row[rate] is None or multiplier == 1.0:
        return figure(row[rate], "percent" if multiplier != 1.0 else "ratio")
    below = sum(row[part] for part in parts)
    if below >= SMALL_DENOMINATOR:
        return figure(row[rate], "percent")
    counted_in = _COUNTED_IN.get(rate, "FTE")
    places = 0 if counted_in == "people" else 1
    return f"{figure(row[top], 'count', places=places)} of {figure(below, 'count', places=places)} {counted_in}"


def standing(row: Row | None, year_ago: Row | None = None) -> str:
    """How permanent the staff are and how many are agency, as a sentence without its full stop.

    Of a row of `months` or `at` and the one of a year before, either None where nothing is held: 90.1% permanent, up
    from 84.8% a year ago; 29.6 FTE agency, 3.8 above establishment. Figures that look alike are unchanged.
    """
    if row is None:
        return "No staffing figures are held"
    if row["in_post_fte"] == row["agency_fte"] == 0:
        return "Nobody is in post and there are no agency staff"
    return f"{_permanent(row, year_ago)}; {_agency(row)}"


def _permanent(row: Row, year_ago: Row | None) -> str:
    now, rate = row["permanent_share"], "permanent_share"
    if now is None:
        return "How many are permanent is not known"
    told = shown(row, rate)
    before = None if year_ago is None else year_ago[rate]
    if before is None:
        return f"{told} permanent, with no figure a year ago"
    was = shown(year_ago, rate)
    if told == was:
        return f"{told} permanent, unchanged from a year ago"
    if not (told.endswith("%") and was.endswith("%")):
        return f"{told} permanent, against {was} a year ago"
    return f"{told} permanent, {'up' if now > before else 'down'} from {was} a year ago"


def _agency(row: Row) -> str:
    if row["agency_fte"] is None:
        return "how many are agency is not known"
    agency, over = figure(row["agency_fte"], "ratio"), row[OVER]
    if agency == "0.0":
        return "no agency staff"
    if over is None:
        return f"{agency} FTE agency, how many of them above establishment is not known"
    above = figure(over, "ratio")
    return f"{agency} FTE agency, {'none' if above == '0.0' else above} above establishment"
