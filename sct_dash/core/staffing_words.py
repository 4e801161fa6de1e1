"""Staffing in words: a rate as shown, and the sentence that says how many are permanent."""

from __future__ import annotations

from sct_dash.core.sentences import SMALL_DENOMINATOR, Row, figure
from sct_dash.core.staffing import OVER, RATES

LEAST = "less than 0.1"
"""Of what would read 0.0 and is something."""
_COUNTED_IN = {"absence_rate": "days", "absence_rate_12m": "days", "agency_rate_headcount": "people"}


def shown(row: Row, rate: str) -> str:
    """One of staffing.RATES of a row of `months` or `at`: 90.1%, or 7.6 of 9.0 FTE where the denominator is under 10.

    Of a denominator under 0.1, the numerator alone; turnover is 2.0 left, 1.0 in post. A caseload is a figure with one
    place however few hold the cases. An en dash where it is not known.
    """
    multiplier, top, parts = RATES[rate]
    if row[rate] is None or multiplier == 1.0:
        return figure(row[rate], "percent" if multiplier != 1.0 else "ratio")
    below = sum(row[part] for part in parts)
    if below >= SMALL_DENOMINATOR:
        return figure(row[rate], "percent")
    counted_in = _COUNTED_IN.get(rate, "FTE")
    if counted_in == "people":
        return f"{figure(row[top], 'count')} of {figure(below, 'count')} people"
    if rate == "turnover_12m":  # those who left are no part of those in post, and may be more
        return f"{amount(row[top])} left, {amount(below)} in post"
    whole = amount(below)
    return f"{amount(row[top])}{'' if whole == LEAST else f' of {whole}'} {counted_in}"


def amount(value: float | None) -> str:
    """FTE or days with one place, 29.6, or LEAST."""
    told = figure(value, "ratio")
    return LEAST if told == "0.0" and value else told


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
    told = _begun(shown(row, rate))
    before = None if year_ago is None else year_ago[rate]
    if before is None:
        return f"{told} permanent, with no figure a year ago"
    was = shown(year_ago, rate)
    if told == _begun(was):
        return f"{told} permanent, unchanged from a year ago"
    if not (told.endswith("%") and was.endswith("%")):
        return f"{told} permanent, against {was} a year ago"
    return f"{told} permanent, {'up' if now > before else 'down'} from {was} a year ago"


def _begun(words: str) -> str:
    """The words as a sentence begins: with a capital."""
    return words[:1].upper() + words[1:]


def _agency(row: Row) -> str:
    if row["agency_fte"] is None:
        return "how many are agency is not known"
    agency, over = amount(row["agency_fte"]), row[OVER]
    if agency == "0.0":
        return "no agency staff"
    if over is None:
        return f"{agency} FTE agency, how many of them above establishment is not known"
    above = amount(over)
    return f"{agency} FTE agency, {'none' if above == '0.0' else above} above establishment"
