"""Inspections in sentences: the judgement that stands, when the next can fall, and what areas to improve led to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sct_dash.core.periods import day_words
from sct_dash.core.sentences import counted

Row = Mapping[str, Any]

TONES = {
    "Outstanding": "green",
    "Good": "green",
    "Requires improvement to be good": "amber",
    "Adequate": "amber",
    "Inadequate": "red",
}
"""The status colour that goes with each judgement; nothing that is not judged has one."""
SHAPES = {
    "Outstanding": "★",
    "Good": "●",
    "Requires improvement to be good": "◆",
    "Adequate": "■",
    "Inadequate": "▲",
}
"""The shape that goes with each judgement, so that no two are told apart by colour alone."""
BRIEF = {"Requires improvement to be good": "Requires improvement"}
"""Shorter words of a judgement, for a chart; every other is its own."""
NO_FRAMEWORK = "No framework held"
NOT_GRADED, AWAITED, DIFFER = "Not graded", "Not published yet", "Sources disagree"
HOLLOW = "○"
UNSAID = "as sent, without a source"
KIND_WORDS = {
    "inspection": "Inspection",
    "provider inspection": "Provider inspection",
    "visit": "Visit",
    "review": "Review",
    "direction": "Direction",
}
LED_TO_WORDS = {
    "none": "No action held",
    "not started": "Not started",
    "in progress": "In progress",
    "complete": "Complete",
}
WHOLE = "Judgements are of the whole service, whatever the priority."


def outcome(row: Row) -> str:
    """The one word for a row of `inspections.timeline`: its judgement, or why it has none."""
    if row["judgement"] is not None:
        return row["judgement"]
    if row["awaited"]:
        return AWAITED
    if row["disagreement"]:
        return DIFFER
    return "No judgement is held" if row["graded"] else NOT_GRADED


def judgement(row: Row) -> str:
    """How a row of `inspections.timeline` was judged.

    Good: Inspection of children's services (13 to 24 October 2025), published 2 December 2025.
    """
    out = row["published_on"]
    # Where its publication is all that is known, `when` says it already.
    only = row["from_on"] is None and row["to_on"] is None
    published = "" if out is None or only or row["awaited"] else f", published {day_words(out)}"
    return f"{outcome(row)}: {dated(row)}{published}."


def brief(row: Row) -> str:
    """`outcome` in the fewest words that are true, for a chart."""
    return BRIEF.get(outcome(row), outcome(row))


def named(row: Row) -> str:
    """An inspection by its title, with its days where the title does not say the year itself."""
    at = row["placed_on"]
    return row["title"] if at is not None and str(at.year) in row["title"] else f"{row['title']}, {row['when']}"


def dated(row: Row) -> str:
    """An inspection by its title and its days: Inspection of May 2022 (9 to 20 May 2022); what the title says once."""
    first, _, rest = row["when"].partition(", ")
    when = rest if row["title"].endswith(first) else row["when"]
    return f"{row['title']} ({when})" if when else row["title"]


def window(row: Row, on: date) -> str:
    """When the next inspection can fall, from a row of `inspections.next_window` and the frameworks' months.

    The next can fall between 24 April 2028 and 24 October 2028, 30 to 36 months after the last ended on 24 October
    2025.
    """
    first, last = row["earliest_on"], row["latest_on"]
    low, high = int(row["earliest_months"]), int(row["latest_months"])
    span = f"{high} months" if low == high else f"{low} to {high} months"
    after = f"{span} after the last ended on {day_words(row['last_on'])}"
    if on > last:
        return f"The next was to fall by {day_words(last)}, {after}, and none is held since."
    if on >= first:
        return f"The next can fall from now to {day_words(last)}, {after}."
    if first == last:
        return f"The next can fall about {day_words(first)}, {after}."
    return f"The next can fall between {day_words(first)} and {day_words(last)}, {after}."


def ahead(row: Row, on: date) -> str:
    """How far away the window of a row of `inspections.next_window` is, in whole months: opens in 17 months."""
    if row["passed"]:
        return "has passed"
    until = row["latest_on"] if row["open"] else row["earliest_on"]
    months = (until.year - on.year) * 12 + until.month - on.month - (until.day < on.day)
    left = "in less than a month" if months < 1 else f"in {counted(months, 'month')}"
    return f"is open and ends {left}" if row["open"] else f"opens {left}"


def led_to(counts: Mapping[str, int], of: str) -> str:
    """What the areas to improve of one inspection led to, from `improvements.led_to`; `of` says which inspection.

    Inspection of May 2022: 7 areas to improve; 1 has no action held here, 2 are in progress, 4 are complete.
    """
    if not counts["all"]:
        return f"{of}: no area to improve is held."
    said = [f"{counts[word]} {_verb(word, counts[word])}" for word in LED_TO_WORDS if counts[word]]
    return f"{of}: {counted(counts['all'], 'area')} to improve; {', '.join(said)}."


def _verb(word: str, number: int) -> str:
    one = number == 1
    if word == "none":
        return f"{'has' if one else 'have'} no action held here"
    if word == "not started":
        return "has an action that is not started" if one else "have actions that are not started"
    return f"{'is' if one else 'are'} {word}"


def disagreement(title: str, row: Row) -> str:
    """That sources do not agree, from a row of `inspections.disagreements`, each with what it says."""
    return f"{title}, {row['area']}: {row['says']}."


def standing(row: Row | None, windows: Sequence[Row]) -> str:
    """The page's first sentence: the judgement that stands, and when the next inspection by its framework can fall.

    `row` is `inspections.latest`, None where nothing is judged; `windows` are the rows of `inspections.next_window`.
    """
    if row is None:
        return "No judgement is held. " + (windows[0]["says"] if windows else "When the next can fall is not known.")
    by_framework = {window_["framework"]: window_["says"] for window_ in windows}
    unknown = "When the next can fall is not known: the framework says no interval."
    return f"{judgement(row)} {by_framework.get(row['framework'], unknown)}"
