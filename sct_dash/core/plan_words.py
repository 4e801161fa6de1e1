"""The plan in sentences: where a milestone, an outcome or a priority stands, why, and what became of a milestone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sct_dash.core.periods import day_words
from sct_dash.core.sentences import counted, figure

Row = Mapping[str, Any]

BRAG_WORDS = {
    "late": "Late",
    "at_risk": "At risk",
    "not_reported": "No data",
    "on_track": "On track",
    "complete": "Complete",
    "cancelled": "Cancelled",
}
BRAG_COLOURS = {"late": "Red", "at_risk": "Amber", "on_track": "Green", "complete": "Blue"}
"""What the letters of BRAG stand for; no data and cancelled have no colour."""

SOON, ENOUGH = 30, 75
"""A milestone due within so many days is at risk when less than so much of it, in percent, is reported as done."""

RULE = (
    "Blue, complete: reported at 100%. Red, late: its date in force has passed. Amber, at risk: its date in force is "
    f"later than the first date, or it is due within {SOON} days and under {ENOUGH}% of it is reported as done. Green, "
    "on track: otherwise. No data: never reported and not yet due. A cancelled milestone is counted apart."
)
"""How the colour of a milestone is worked out, as pages show it; plan.milestones reads the same figures."""

RULE_OF_SEVERAL = (
    "An outcome, a theme or a priority is blue when every milestone is complete, and else as its worst open milestone: "
    "red where one is late, amber where one is at risk, green where any is reported, no data where none is."
)
"""How the colour of several milestones together is worked out, as pages show it."""


def of_milestone(row: Row) -> str:
    """Where a row of plan.milestones stands, and why its date moved.

    Late: first due 31 March 2025, then 30 September 2026, now 600 days after the first date; 60% done. Why: ...
    """
    return f"{BRAG_WORDS[row['brag']]}{_STANDS[row['brag']](row)}{_why(row)}"


def done(percent: float | None) -> str:
    """How much is done, to the percent: 62% done. Some is never said as none and nearly all never as all."""
    if percent is None:
        return "not reported yet"
    shown = figure(percent, "percent", places=0)
    if shown == "100%" and percent < 100:
        return "over 99% done"
    return "under 1% done" if shown == "0%" and percent > 0 else f"{shown} done"


def apart(days: int, after: str) -> str:
    """So many days before or after something, or on the day: 28 days before the first date, on the day it was due."""
    if days == 0:
        return f"on {after}"
    return f"{counted(abs(days), 'day')} {'after' if days > 0 else 'before'} {after}"


def _dates(row: Row, joint: str) -> str:
    """first due 31 March 2025, now 30 September 2026; or due 31 March 2025 where it has not moved."""
    if row["due_on"] == row["first_due_on"]:
        return f"due {day_words(row['due_on'])}"
    return f"first due {day_words(row['first_due_on'])}, {joint} {day_words(row['due_on'])}"


def _late(row: Row) -> str:
    if row["due_on"] == row["first_due_on"]:
        return f": {_dates(row, 'then')}, {counted(-row['days_left'], 'day')} ago; {done(row['percent'])}."
    return f": {_dates(row, 'then')}, now {apart(row['slippage_days'], 'the first date')}; {done(row['percent'])}."


def _open(row: Row) -> str:
    """What is at risk or on track: a date that moved is told by how far, one that is near by how near."""
    if row["due_on"] != row["first_due_on"]:
        return f": {_dates(row, 'now')}, {apart(row['slippage_days'], 'the first date')}; {done(row['percent'])}."
    near = f", in {counted(row['days_left'], 'day')}" if row["brag"] == "at_risk" and row["days_left"] else ""
    today = ", today" if row["brag"] == "at_risk" and not row["days_left"] else ""
    return f": {_dates(row, 'now')}{near}{today}; {done(row['percent'])}."


def _complete(row: Row) -> str:
    late_or_early = apart(row["slippage_days"], "the day it was first due")
    return f": reported at 100% on {day_words(row['completed_on'])}, {late_or_early}."


_STANDS = {
    "late": _late,
    "at_risk": _open,
    "on_track": _open,
    "not_reported": lambda row: f": due {day_words(row['due_on'])}, and nothing is reported yet.",
    "complete": _complete,
    "cancelled": lambda row: f", as reported on {day_words(row['reported_on'])}.",
}


def _why(row: Row) -> str:
    """Why its date moved or it was cancelled, and what was last said of what is off track without such a reason.

    Of what is late that is told beside an earlier reason too: why the date moved is not why the new one was missed.
    """
    said, moved = row["reason"], row["moved_why"] if row["due_on"] != row["first_due_on"] else None
    if row["brag"] == "cancelled":
        return reason(said)
    if row["brag"] == "complete":
        return ""
    off = row["brag"] == "late" or (row["brag"] == "at_risk" and not moved)
    last = reason(said, "Last said") if off and said != moved else ""
    return f"{reason(moved)}{last}"


def reason(said: str | None, heading: str = "Why") -> str:
    """A reason as it goes on after a sentence, ` Why: the supplier was slow.`; nothing where there is none."""
    if not said or not said.strip():
        return ""
    told = said.strip()
    return f" {heading}: {told}{'' if told.endswith(('.', '?', '!')) else '.'}"


def of_several(row: Row) -> str:
    """The milestones of an outcome, theme or priority in a sentence: 7 of 14 milestones complete, 2 late; 62% done.

    Of a row of plan.outcomes, priorities.standing or priorities.themes. Where only some are reported, it says so.
    """
    every = row["milestones"]
    if not every:
        return f"All {row['cancelled']} milestones are cancelled." if row["cancelled"] > 1 else _none(row)
    if row["complete"] == every:
        return f"All {every} milestones complete." if every > 1 else "Its one milestone is complete."
    if row["progress"] is None:
        late = f", {row['late']} late" if row["late"] else ""
        return f"Nothing is reported yet of its {counted(every, 'milestone')}{late}."
    counts = (("late", "late"), ("at_risk", "at risk"), ("not_reported", "not reported yet"))
    rest = [f"{row[name]} {words}" for name, words in counts if row[name]]
    complete = f"{row['complete']} of {counted(every, 'milestone')} complete"
    return f"{', '.join([complete, *rest])}; {_progress(row)}."


def _none(row: Row) -> str:
    return "Its one milestone is cancelled." if row["cancelled"] else "No milestones are held."


def _progress(row: Row) -> str:
    reported = row["reported"] if "reported" in row else row["milestones_reported"]
    of = "" if reported == row["milestones"] else f", of the {reported} reported"
    return f"{done(row['progress'])}{of}"


def of_change(row: Row) -> str:
    """What became of a milestone between two days, a sentence of a row that slippage.slipped makes, with its reason."""
    return f"Milestone {row['milestone']} {row['title']} {_CHANGED[row['change']](row)}.{reason(row['reason'])}"


def _moved(row: Row) -> str:
    way = "later" if row["days"] > 0 else "earlier"
    return f"moves from {row['was']} to {row['becomes']}, {counted(abs(row['days']), 'day')} {way}"


def _since(row: Row) -> str:
    return f"is now late: due {day_words(row['due_on'])}, {counted(row['days'], 'day')} ago"


def _first_due(day: date) -> str:
    return f"first due {day_words(day)}"


_CHANGED = {
    "slipped": _moved,
    "pulled forward": _moved,
    "late": _since,
    "complete": lambda row: f"is complete, {apart(row['days'], 'the day it was first due')}",
    "cancelled": lambda _: "is cancelled",
    "reopened": lambda row: f"is open again, due {day_words(row['due_on'])}; {done(row['percent'])}",
    "new": lambda row: f"is new, {_first_due(row['first_due_on'])}",
    "gone": lambda row: f"is no longer held; its standing was {row['was']}",
}
