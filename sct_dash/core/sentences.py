"""Figures as people read them, and the sentences that say where a KPI stands."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal
from typing import Any

from sct_dash.core.frames import SYMBOLS
from sct_dash.core.periods import Period, day_words

Row = Mapping[str, Any]

STATUS_WORDS = {
    "green": "Green",
    "amber": "Amber",
    "red": "Red",
    "relieved": "Relieved",
    "no_data": "No data",
    "late": "Late",
    "not_due": "Not due",
    "neutral": "Not rated",
}
TRAVEL_WORDS = {"better": "Better", "worse": "Worse", "same": "No change"}

PLACES = {"percent": 1, "per_10000": 1, "count": 0, "days": 1, "score": 1, "currency": 0, "ratio": 1}
SMALL_DENOMINATOR = 10
"""Under this many, a share is told as 3 of 4: a percentage of so few says more than is known."""

_BEFORE = {"month": "month", "quarter": "quarter", "year": "year", "census_year": "census"}
_DIGITS = 13  # as many as a float of a sum can be trusted for
_WIDE = Context(prec=400)  # the widest float has 309 digits before the point
_FINEST = 4  # decimal places; two figures that still look alike are said alike


def figure(
    value: float | None,
    unit: str,
    *,
    places: int | None = None,
    trimmed: bool = False,
    rounding: str = ROUND_HALF_UP,
) -> str:
    """A value as shown: 81.2%, 1,234, 54.4, £1,200. Rounded half up, at display only; an en dash when there is none.

    The places are those of its unit in PLACES unless given. `trimmed` drops noughts after the point (88%). Rounded is
    the decimal that a person would write for the float: 0.15 is 0.2, and so is 0.15 come out of a sum a hair low.
    Never -0.
    """
    if value is None or value != value or abs(value) == float("inf"):
        return "–"
    step = Decimal(1).scaleb(-(PLACES[unit] if places is None else places))
    rounded = Decimal(f"{value:.{_DIGITS}g}").quantize(step, rounding=rounding, context=_WIDE)
    digits = f"{rounded.copy_abs():,}"
    if trimmed and "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    sign = "-" if rounded < 0 else ""
    return f"{sign}{'£' if unit == 'currency' else ''}{digits}{'%' if unit == 'percent' else ''}"


def displayed(row: Row) -> str:
    """The value of a row as shown: its figure, but `3 of 4` for a percentage of fewer than SMALL_DENOMINATOR."""
    numerator, denominator = row["numerator"], row["denominator"]
    known = row["value"] is not None and numerator is not None and denominator is not None
    if known and row["unit"] == "percent" and denominator < SMALL_DENOMINATOR:
        return f"{figure(numerator, 'count')} of {figure(denominator, 'count')}"
    return figure(row["value"], row["unit"])


def parts(row: Row) -> str | None:
    """What a value is worked out of, in words: 72 of 839: children who moved, of children looked after.

    None where its numerator or denominator, or what they count, is not known.
    """
    asked = (row["numerator"], row["denominator"], row["numerator_label"], row["denominator_label"])
    if any(part is None for part in asked):
        return None
    shown = (figure(part, "score", trimmed=True) for part in asked[:2])
    return f"{' of '.join(shown)}: {_uncapitalised(asked[2])}, of {_uncapitalised(asked[3])}"


def counted(number: int, noun: str) -> str:
    """A noun with how many of it, as it agrees with its number: 0 KPIs, 1 KPI, 1,234 KPIs."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def in_words(value: float | None, unit: str, *, places: int | None = None, trimmed: bool = False) -> str:
    """A value as a sentence has it, with its unit: 54.4 per 10,000, 12.5 days, 1 day."""
    return _with_unit(figure(value, unit, places=places, trimmed=trimmed), unit)


def _with_unit(shown: str, unit: str) -> str:
    if unit == "days":
        return f"{shown} day" if shown == "1" else f"{shown} days"
    return f"{shown} per 10,000" if unit == "per_10000" else shown


def _apart(first: float, second: float, unit: str) -> int | None:
    """The places at which two different values look different; None for those of the unit."""
    for places in range(PLACES[unit], _FINEST + 1):
        if figure(first, unit, places=places) != figure(second, unit, places=places):
            return places if places != PLACES[unit] else None
    return None


def aim(row: Row, *, places: int | None = None) -> str:
    """What is aimed at, in words: a target of 88%, of 18% or lower, of 5% to 10%; no target when there is none."""
    unit, target, upper = row["unit"], row["target"], row["target_upper"]
    if target is None:
        return "no target"
    least = in_words(target, unit, places=places, trimmed=True)
    if row["direction"] == "lower":
        return f"a target of {least} or lower"
    if row["direction"] != "range":
        return f"a target of {least}"
    if upper is None:
        return f"a target of {least} or higher"
    lower_end = figure(target, unit, places=places, trimmed=True)
    return f"a target of {lower_end} to {in_words(upper, unit, places=places, trimmed=True)}"


def headline(row: Row) -> str:
    """The first sentence of a row of `kpi_status`: its status, and the figure or the date that makes it so.

    Red: 81.2% against a target of 88%. A relieved row says until when and under what, then what it would be.
    """
    says = _plain(row)
    if not row["relieved"]:
        return says
    clause = f" ({row['clause']})" if row["clause"] else ""
    would = "It would be " if row["status"] in ("green", "amber", "red") else ""
    return f"Relieved to {day_words(row['relief_to'])}{clause}. {would}{says}"


def _plain(row: Row) -> str:
    status, period = row["status"], Period(row["period_start"], row["period_end"])
    if status in ("green", "amber", "red"):
        return f"{STATUS_WORDS[status]}: {_against(row)}."
    if status == "neutral":
        why = "" if row["direction"] == "neutral" else ", with no target set"
        return f"Not rated: {_told_value(row)} in {period.words}{why}."
    if status == "late":
        return f"Late: {period.words} was due by {day_words(row['due_on'])}."
    if status == "not_due":
        return f"Not due: {period.words} is due by {day_words(row['due_on'])}."
    if row["symbol"] in SYMBOLS:
        return f"No data: {period.words} was given as {SYMBOLS[row['symbol']]}."
    if row["denominator"] == 0:
        return f"No data: there was nothing to count in {period.words}, the denominator is 0."
    return f"No data for {period.words}."


def _told_value(row: Row) -> str:
    return _with_unit(displayed(row), row["unit"])


def _against(row: Row) -> str:
    value, unit, shown = row["value"], row["unit"], displayed(row)
    edge = row["target"]
    if row["direction"] == "range" and row["target_upper"] is not None and value > row["target_upper"]:
        edge = row["target_upper"]
    # A miss by a hair must not read as 88.0% against 88%.
    places = _apart(value, edge, unit) if row["status"] != "green" else None
    if places is not None and " of " not in shown:
        shown = figure(value, unit, places=places)
    return f"{_with_unit(shown, unit)} against {aim(row, places=places)}"


def margin(row: Row) -> str | None:
    """How far the row of `kpi_status` is from the next colour, or what a green one can lose; None without a colour.

    3 more assessments completed on time would be Amber, 14 more Green. Without counts: 1.2 points short of Amber, 6.8
    short of Green. A distance is rounded up, so that what is said is always enough; headroom half up, as any figure.
    """
    if row["status"] in ("red", "amber"):
        return _by_counts(row) or _by_distance(row)
    if row["status"] == "green":
        return _what_can_be_lost(row)
    return None


def _more(count: int, row: Row) -> str:
    label = row["numerator_label"] if count != 1 else None  # labels are plural
    return f"{count:,} {row['heading']} {_uncapitalised(label)}" if label else f"{count:,} {row['heading']}"


def _uncapitalised(label: str) -> str:
    """As it stands inside a sentence; an abbreviation (ICPCs on time) keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _by_counts(row: Row) -> str | None:
    amber, green = row["to_amber"], row["to_green"]
    if green is None:
        return None if amber is None else f"{_more(amber, row)} would be Amber"
    if amber is None or amber == green:
        return f"{_more(green, row)} would be Green"
    return f"{_more(amber, row)} would be Amber, {green:,} {row['heading']} Green"


def _by_distance(row: Row) -> str | None:
    amber, green = row["short_of_amber"], row["short_of_green"]
    side = "short of" if row["heading"] == "more" else "too high for"
    told_green = f"{_distance(green, row['unit'], ROUND_CEILING)} {side} Green"
    if amber is None or abs(green - amber) < 1e-9 * max(1.0, abs(green)):
        return told_green
    return f"{_distance(amber, row['unit'], ROUND_CEILING)} {side} Amber, {told_green}"


def _distance(gap: float, unit: str, rounding: str) -> str:
    """A gap in the unit, with as many places as it takes to be more than nothing."""
    kind = "score" if unit == "percent" else unit
    exact = round(gap, 9)
    for places in range(PLACES[kind], _FINEST + 1):
        shown = figure(exact, kind, places=places, rounding=rounding)
        if shown.strip("£0.") or places == _FINEST:
            break
    return f"{shown} {'point' if shown == '1' else 'points'}" if unit == "percent" else _with_unit(shown, unit)


def _what_can_be_lost(row: Row) -> str | None:
    spare, numerator, denominator = row["spare"], row["numerator"], row["denominator"]
    if spare is None:
        return _room(row)
    if spare == (numerator if row["heading"] == "fewer" else denominator - numerator):
        return None  # nothing can be lost that would change the colour
    if spare == 0:
        return f"{_more(1, row)} would no longer be Green"
    return f"{_more(spare, row)} would still be Green"


def _room(row: Row) -> str | None:
    if row["headroom"] is None:
        return None
    if row["headroom"] <= 1e-9 * max(1.0, abs(row["target"])):
        return "Exactly on target"
    side = {"higher": "above the target", "lower": "below the target"}.get(row["direction"], "inside the range")
    return f"{_distance(row['headroom'], row['unit'], ROUND_HALF_UP)} {side}"


def travelled(row: Row) -> str | None:
    """The direction of travel as a sentence: Better than the month before, 79.0%. None when it is not known."""
    if row["travel"] is None:
        return None
    before = f"the {_BEFORE[Period(row['period_start'], row['period_end']).grain]} before"
    if row["travel"] == "same":
        return f"No change from {before}."
    places = _apart(row["value"], row["previous"], row["unit"])
    return f"{TRAVEL_WORDS[row['travel']]} than {before}, {in_words(row['previous'], row['unit'], places=places)}."
