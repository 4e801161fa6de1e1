"""Meetings in words: when a board meets next, what its papers lack, what it saw last, and the notes for the minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sct_dash.core.periods import Period, day_words
from sct_dash.core.sentences import counted

Row = Mapping[str, Any]

SUBJECT_WORDS = {
    "kpis": "KPIs",
    "staffing": "Staffing",
    "finance": "Finance",
    "risks": "Risk register",
    "plan": "Improvement plan",
    "inspections": "Inspections",
}
STATE_WORDS = {"late": "Late", "missing": "Missing", "stale": "Not fresh", "due": "Due", "in hand": "In hand"}
_WANTING = (("late", "late"), ("missing", "missing"), ("stale", "not fresh"), ("due", "still due"))
NAMED = 6
"""How many milestones one item names before it counts the rest."""
NOTE_WORDS = {"question": "Question", "action": "Action"}
IN_HAND = {
    "kpis": "Every figure that is due is held.",
    "staffing": "Nothing is wanting.",
    "finance": "Nothing is wanting.",
    "risks": "Every risk is assessed, and no review is overdue or falls due before the meeting.",
    "plan": "Every open milestone was reported on within five weeks of the papers.",
    "inspections": "No finding is known to be without an action.",
}
"""What is said of a subject of which everything is in hand."""


def months_there(there: int, total: int, month: Period, last_day: date) -> str:
    """How many of the monthly KPIs have a month: 12 of 15 monthly KPIs have October 2026, due by 15 November 2026."""
    has = f"{month.words}, due by {day_words(last_day)}"
    if total == 1:
        return f"The only monthly KPI {'has' if there else 'does not have'} {has}."
    if there == total:
        return f"All {total:,} monthly KPIs have {has}."
    return f"{f'{there:,}' if there else 'None'} of the {total:,} monthly KPIs {'have' if there > 1 else 'has'} {has}."


def ahead(days: int) -> str:
    """How far off a day is: today, tomorrow, in 4 days."""
    return {0: "today", 1: "tomorrow"}.get(days, f"in {counted(days, 'day')}")


def coming(meeting: Row, *, on: date) -> str:
    """When a board meets next, in sentences, from a row of meetings.calendar.

    Operational Partnership Board meets on 26 November 2026, in 11 days; papers are due by 19 November 2026.
    """
    day, papers = meeting["meets_on"], meeting["papers_due_on"]
    meets = "meets" if meeting["set"] else "is expected to meet"
    when = f"{meeting['board']} {meets} on {day_words(day)}, {ahead((day - on).days)}"
    unset = "" if meeting["set"] else f" No date is set: that is reckoned from its {meeting['cadence']} cadence."
    if papers is None:
        return f"{when}.{unset}"
    were = "papers were due on" if papers < on else "papers are due by"
    return f"{when}; {were} {day_words(papers)}.{unset}"


def wanting(counts: Mapping[str, int]) -> str:
    """What the papers lack, from papers.counted: Of what it receives, 2 are late, 1 is missing and 3 are still due.

    `counts` has every state of papers.STATES.
    """
    parts = [
        f"{counts[state]:,} {'is' if counts[state] == 1 else 'are'} {words}"
        for state, words in _WANTING
        if counts[state]
    ]
    if not any(counts.values()):
        return "Nothing is recorded of what it receives."
    if not parts:
        return "All that it receives is in hand."
    return f"Of what it receives, {_listed(parts)}."


def last_seen(meeting: Row | None, seen_on: date | None) -> str:
    """What a board saw last, from a row of meetings.held and meetings.seen_at; that nothing is held of any, for None.

    The last meeting held here was on 29 October 2026, with figures as they stood at the end of 22 October 2026, when
    its papers were due. That it met since, which nobody recorded, is not known, so it is not said to have met last.
    """
    if meeting is None or seen_on is None:
        return "No earlier meeting of it is held here."
    met = f"The last meeting held here was on {day_words(meeting['meets_on'])}"
    if seen_on == meeting["meets_on"]:
        return f"{met}; its figures are taken as they stood at the end of that day, since no day for papers is held."
    return f"{met}, with figures as they stood at the end of {day_words(seen_on)}, when its papers were due."


def noted(note: Row) -> str:
    """One note as a line of the minutes: Action: Bring the reasons by team. Owner: Head of Service, by 10 December."""
    line = f"{NOTE_WORDS[note['note_kind']]}: {note['text']}"
    if note["owner"] is None and note["due_on"] is None:
        return line if note["note_kind"] == "question" else f"{line} (no owner named)"
    owner = f"owner {note['owner']}" if note["owner"] else "no owner named"
    by = f", by {day_words(note['due_on'])}" if note["due_on"] else ""
    return f"{line} ({owner}{by})"


def minutes(board: str, meets_on: date, notes: Sequence[Row], *, demonstration: bool = False) -> str:
    """The notes of a meeting as plain text for its minutes: a heading, then each item with what was noted against it.

    `notes` are rows of meetings.noted, in its order; `demonstration` says so beneath the heading.
    """
    title = f"{board}, {day_words(meets_on)}"
    lines = [title, "=" * len(title), "Questions and actions noted at the meeting"]
    if demonstration:
        lines.append("Demonstration: the figures are invented.")
    if not notes:
        lines += ["", "Nothing was noted."]
    items = list(dict.fromkeys((note["item_kind"], note["item_code"]) for note in notes))
    for number, item in enumerate(items, 1):
        of_item = [note for note in notes if (note["item_kind"], note["item_code"]) == item]
        lines += ["", f"{number}. {of_item[0]['about']}", *(f"   {noted(note)}" for note in of_item)]
    return "\n".join(lines) + "\n"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def restated(latest: str, times: int) -> str:
    """A restatement, with how many more figures of the KPI were restated: the sentence of the latest is given."""
    if times == 1:
        return sentence(latest)
    others = "figure of it was" if times == 2 else "figures of it were"
    return f"{latest.rstrip('.')}. {times - 1:,} more {others} restated since the last meeting held here."


def sentence(says: str) -> str:
    """The words with their full stop."""
    return says if says.endswith((".", "?", "!")) else f"{says}."


def complete_yet_red(kpi: str, milestones: Sequence[str]) -> str:
    """That milestones are complete and their KPI is Red: the first NAMED of them by name, the rest counted."""
    named = [*milestones[:NAMED], *([f"{len(milestones) - NAMED:,} more"] if len(milestones) > NAMED else [])]
    linked = f"{len(milestones):,} milestones that are linked to {kpi}, or whose outcome is,"
    return f"{linked} are complete, and it is Red all the same: {'; '.join(named)}."


def well(counts: Mapping[str, int]) -> str:
    """What is well, in sentences, from the counts of agenda: 9 KPIs are Green. 2 risks came down since the board last
    met. Counts of nothing are left out; with none left it is empty.
    """  # fmt: skip
    words = {
        "green": ("KPI is Green", "KPIs are Green"),
        "better": ("KPI shows a real change for the better", "KPIs show a real change for the better"),
        "lowered": (
            "risk came down since the last meeting held here",
            "risks came down since the last meeting held here",
        ),
        "closed": (
            "risk was closed since the last meeting held here",
            "risks were closed since the last meeting held here",
        ),
        "complete": ("milestone is complete", "milestones are complete"),
        "on_track": ("milestone is on track", "milestones are on track"),
    }
    return " ".join(
        f"{counts[name]:,} {one if counts[name] == 1 else several}."
        for name, (one, several) in words.items()
        if counts.get(name)
    )
