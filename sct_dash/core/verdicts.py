"""The sentence that says where a KPI stands, whether that is a real change, and what to expect; written here alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from sct_dash.core import spc
from sct_dash.core.periods import Period, containing, day_words
from sct_dash.core.sentences import headline, margin, travelled

Row = Mapping[str, Any]

VARIATION_WORDS = {
    "common_cause": "Usual variation",
    "improvement_high": "Improving: rising",
    "improvement_low": "Improving: falling",
    "concern_high": "Concern: rising",
    "concern_low": "Concern: falling",
    "neutral_high": "Real rise",
    "neutral_low": "Real fall",
    "too_few": "Too few points",
    "overlapping": "Not judged: months overlap",
}
"""A caption for each of signals.VARIATIONS."""

ASSURANCE_WORDS = {
    "pass": "Will be met",
    "fail": "Will be missed",
    "inconsistent": "Hit or miss",
    "none": "No target",
}
"""A caption for each of signals.ASSURANCES, of a level that is neither changing nor in doubt."""

AVERAGE_WORDS = {
    "pass": "On average so far: met",
    "fail": "On average so far: missed",
    "inconsistent": "On average so far: hit or miss",
    "none": "No target, or not known",
}
"""A caption for each of them that is true of every row: of one whose level is changing, relieved or late as well."""

NOT_REAL = ("common_cause", "too_few", "overlapping")
"""The variations that are no real change."""

NOT_JUDGED = "Not judged"
OVERLAP = "each month shares eleven with the one before"
"""What is said of figures that look back over twelve months, and why."""

_TRIAL = " (trial)"

_CHANGES = {
    "improvement": "a real change for the better",
    "concern": "a real change for the worse",
    "neutral_high": "a real rise",
    "neutral_low": "a real fall",
}
_FOUND = {
    "Above UCL": "above the usual range",
    "Below LCL": "below the usual range",
    "7 Point Trend (Increasing)": "rising over seven or more {grain} in a row",
    "7 Point Trend (Decreasing)": "falling over seven or more {grain} in a row",
    "2 in 3 Above CL": "two of the last three {grain} close to the top of the usual range",
    "2 in 3 Below CL": "two of the last three {grain} close to the bottom of the usual range",
    "7 Points Above CL": "seven or more {grain} in a row above the average",
    "7 Points Below CL": "seven or more {grain} in a row below the average",
}
"""What each of the rules found, in words; grain is months, quarters, years or census years."""

_EXPECTED = {
    "pass": "be met every time",
    "fail": "be missed every time",
    "inconsistent": "be met in some {grain} and missed in others, by chance",
}
"""What is to be expected of the target, after will or would."""

_STEADY = _EXPECTED | {"fail": "not be met without change"}
"""The same while nothing changes: a level that is changing already is not said to need one."""

_RELIEVED = "Relieved periods are left out of the limits"
_PLURALS = {"month": "months", "quarter": "quarters", "year": "years", "census_year": "census years"}


def sentence(row: Row) -> str:
    """The plain sentence of a row of `kpi_status`: status and figure, real change or not, target, next colour.

    Travel from the period before is told only where nothing says whether it means anything: with too few points, or
    where the figures are not judged.
    """
    distance = margin(row)
    ending = f"{distance}." if distance else None
    travel = travelled(row) if row["variation"] in ("too_few", "overlapping") else None
    return " ".join(part for part in (headline(row), signal(row), ending, travel) if part)


def told(status: pl.DataFrame) -> pl.DataFrame:
    """The rows of `kpi_status` with `margin` (String or null) and `sentence` (String)."""
    rows = list(status.iter_rows(named=True))
    return status.with_columns(
        pl.Series("margin", [margin(row) for row in rows], pl.String),
        pl.Series("sentence", [sentence(row) for row in rows], pl.String),
    )


def signal_words(row: Row) -> str:
    """The signal of a row in a few words: Improving: rising; on average so far: missed. Too few points, 5 of 13.
    Not judged: each month shares eleven with the one before.

    Without a target to assure, the variation alone; on trial limits with the word trial.
    """
    if row["variation"] == "overlapping":
        return f"{NOT_JUDGED}: {OVERLAP}"
    words = VARIATION_WORDS[row["variation"]]
    if row["variation"] == "too_few":
        return words if row["signal_points"] >= spc.ENOUGH else f"{words}, {row['signal_points']} of {spc.ENOUGH}"
    expected = _ahead_words(row)
    told = words if row["assurance"] == "none" else f"{words}; {expected[:1].lower()}{expected[1:]}"
    return f"{told}{_TRIAL if row['trial'] else ''}"


def variation_caption(row: Row) -> str:
    """The caption of a row's variation: Concern: falling; on trial limits Concern: falling (trial)."""
    return f"{VARIATION_WORDS[row['variation']]}{_TRIAL if row['trial'] else ''}"


def assurance_caption(row: Row) -> str:
    """The caption of what to expect of a row's target: Will be missed, or On average so far: missed (trial).

    That it will be is said of a figure of its own at a level that is not changing. With a target and without limits it
    is not known yet, or not judged.
    """
    if row["assurance"] != "none":
        return f"{_ahead_words(row)}{_TRIAL if row['trial'] else ''}"
    if row["target"] is None or row["direction"] == "neutral":
        return "No target"
    return NOT_JUDGED if row["variation"] == "overlapping" else "Not known yet"


def _ahead_words(row: Row) -> str:
    return (AVERAGE_WORDS if changing(row) or _apart(row) else ASSURANCE_WORDS)[row["assurance"]]


def signal(row: Row) -> str:
    """What the figures say of change and of the target, without the figure itself: one to three sentences.

    Of a figure that is relieved or missing nothing is said; then it is what the others up to then showed. Of figures
    that are not judged it says why.
    """
    if row["variation"] == "overlapping":
        return f"{NOT_JUDGED} as a real change or chance: {OVERLAP}."
    if row["variation"] == "too_few":
        return _unknown(row)
    says = _before(row) if _apart(row) else _now(row)
    if not row["trial"]:
        return says
    return f"{says} Trial limits: fewer than 12 points since they were reset on {day_words(row['rebased_on'])}."


def no_limits(row: Row) -> str:
    """Why a row has no limits, as part of a sentence: its figures overlap, or `too_few` says why."""
    return OVERLAP if row["variation"] == "overlapping" else too_few(row)


def too_few(row: Row) -> str:
    """Why there are no limits: too few points for limits (5 of 13), too few since a reset, or no steps to tell by."""
    if row["signal_points"] < spc.ENOUGH:
        return f"too few points for limits ({row['signal_points']} of {spc.ENOUGH})"
    if row["rebased_on"] is None:
        return "there are too few changes from one period to the next to tell what is usual"
    return f"too few points since the limits were reset on {day_words(row['rebased_on'])}"


def changing(row: Row) -> bool:
    """Whether the last point of a row is a real change, whichever way."""
    return row["variation"] not in NOT_REAL


def _apart(row: Row) -> bool:
    """Whether the row's own figure is none of those that the signal is about."""
    return row["relieved"] or row["value"] is None


def _unknown(row: Row) -> str:
    if row["relieved"]:
        return f"{_RELIEVED}: {too_few(row)}."
    if row["value"] is not None:
        return f"Whether this is a real change or chance cannot be told yet: {too_few(row)}."
    if not row["signal_points"]:
        return f"There are no earlier figures to learn from: {too_few(row)}."
    return f"The figures up to {_until(row)} cannot tell a real change from chance: {too_few(row)}."


def _now(row: Row) -> str:
    """The signal of a row whose own figure is the last point."""
    if not changing(row):
        return _steady(row, "Not a signal: within usual variation", "at the present level the target will")
    opening = f"But there is {change_words(row)}" if _contrary(row) else capitalised(change_words(row))
    says = f"{opening} {since_words(row)}{_joined(row, 'now')} {found_words(row)}{_though(row)}."
    if row["status"] == "green" and row["assurance"] == "fail":
        return _moving(row, says, "The target is met now, but on the average so far it would")
    if row["status"] in ("red", "amber") and row["assurance"] == "pass":
        return _moving(row, says, "The target is missed now, though on the average so far it would")
    return _moving(row, says, "On the average so far the target would")


def _before(row: Row) -> str:
    """The signal of a row whose own figure is relieved or missing: what the others showed, and until when."""
    last, many = f"The last figure, for {_until(row)}, was", f"The figures up to {_until(row)} showed"
    if row["relieved"]:
        last = f"{_RELIEVED}. The last of the others, for {_until(row)}, was"
        many = f"{_RELIEVED}. The others, up to {_until(row)}, showed"
    if not changing(row):
        return _steady(row, f"{last} within usual variation", "at the level until then the target would")
    shown = f"{last} {change_words(row)}" if _begins_last(row) else f"{many} {change_words(row)} {since_words(row)}"
    return _moving(
        row, f"{shown}{_joined(row, 'by then')} {found_words(row)}.", "On the average until then the target would"
    )


def _steady(row: Row, says: str, opening: str) -> str:
    """With what to expect of the target while nothing changes."""
    return f"{says}." if row["assurance"] == "none" else f"{says}; {opening} {_expected(row, _STEADY)}."


def _moving(row: Row, says: str, opening: str) -> str:
    """With what to expect of the target by the average, which a real change is leaving."""
    return says if row["assurance"] == "none" else f"{says} {opening} {_expected(row, _EXPECTED)}."


def _expected(row: Row, words: Mapping[str, str]) -> str:
    return words[row["assurance"]].format(grain=_plural(row))


def change_words(row: Row) -> str:
    """What kind of real change the last point of a row is: a real change for the worse, a real rise."""
    return _CHANGES.get(row["variation"]) or _CHANGES[row["variation"].split("_")[0]]


def _contrary(row: Row) -> bool:
    """Whether the change goes against the colour: off target but improving, or Green but getting worse."""
    if row["variation"].startswith("improvement"):
        return row["status"] in ("red", "amber")
    return row["variation"].startswith("concern") and row["status"] == "green"


def found_words(row: Row) -> str:
    """What was found that makes it real: seven or more months in a row below the average."""
    return _FOUND[row["signal_type"]].format(grain=_plural(row))


def _joined(row: Row, when: str) -> str:
    """What joins a change to its finding: one that began earlier may have begun by another rule, so it is found now."""
    if _begins_last(row):
        return ":"
    return f", {when} with" if row["signal_type"].startswith("2 in 3") else f", {when}"


def _though(row: Row) -> str:
    """A trend on the other side of the average says so: falling is worse, though still above it."""
    falling, rising = (row["signal_type"] == f"7 Point Trend ({way})" for way in ("Decreasing", "Increasing"))
    if falling and row["value"] > row["mean"]:
        return ", though still above the average"
    return ", though still below the average" if rising and row["value"] < row["mean"] else ""


def _grain(row: Row) -> str:
    return Period(row["period_start"], row["period_end"]).grain


def _plural(row: Row) -> str:
    return _PLURALS[_grain(row)]


def _begins_last(row: Row) -> bool:
    """Whether the real change is of the last point alone."""
    return row["signal_from"] == containing(row["signal_on"], _grain(row)).start


def since_words(row: Row) -> str:
    """When the real change began: since April 2026, or in October 2026 when it is the last period alone."""
    began = named(containing(row["signal_from"], _grain(row)))
    return f"in {began}" if _begins_last(row) else f"since {began}"


def _until(row: Row) -> str:
    return named(containing(row["signal_on"], _grain(row)))


def named(period: Period) -> str:
    """A period inside a sentence: April 2026, Q1 2026/27, 2026/27, the census year to 30 September 2026."""
    if period.grain == "census_year":
        return f"the {period.words}"
    return period.words if period.grain == "month" else period.short


def capitalised(words: str) -> str:
    """The words as a sentence begins with them."""
    return f"{words[:1].upper()}{words[1:]}"
