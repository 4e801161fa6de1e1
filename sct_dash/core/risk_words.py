"""Risks in words: why one stays where it is and when it will come down, how it moved, and what its bands are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sct_dash.core.periods import day_words
from sct_dash.core.sentences import counted, figure

Row = Mapping[str, Any]

BAND_WORDS = {"green": "Green", "amber": "Amber", "red": "Red"}
MOVEMENT_WORDS = {
    "up": "Worse",
    "down": "Better",
    "same": "No change",
    "new": "New",
    "closed": "Closed",
    "corrected": "Corrected",
    "gone": "Taken off",
}
UNBANDED = "In no band"
"""What is said of a score that the matrix in force does not have."""
UNASSESSED = "No score held"
"""What is said of a risk without a score: one may exist that was not sent here."""
UNHELD = "No score is held here"
"""The same as a sentence, without its stop."""


def score(value: float | None) -> str:
    """A score as shown: 12; an en dash when there is none."""
    return figure(value, "score", trimmed=True)


def band(row: Row) -> str:
    """The band in a word: Red; `In no band` for a score the matrix does not have, `No score held` without a score."""
    if row["score"] is None:
        return UNASSESSED
    return BAND_WORDS.get(row["band"], UNBANDED)


def movement(row: Row) -> str:
    """How the score of a row of `risks.register` moved, in words: Worse, from 12; No change; New."""
    words = MOVEMENT_WORDS[row["movement"]]
    return f"{words}, from {score(row['previous_score'])}" if row["movement"] in ("up", "down") else words


def rebanded(row: Row) -> str:
    """From which band to which the matrix took a score that stayed, without its stop, from a row of `risks.register`.

    8 is now Red, and was Amber, by the matrix in force from 1 April 2025.
    """
    was = BAND_WORDS.get(row["previous_band"], "in no band")
    now = BAND_WORDS.get(row["band"], "in no band")
    begun = row["at_band_since"]
    matrix = f"by the matrix in force from {day_words(begun)}" if begun and _by_matrix(row) else "by the matrix"
    return f"{score(row['score'])} is now {now}, and was {was}, {matrix}"


def since_before(row: Row) -> str:
    """How the score moved since the assessment before its latest, from a row of `risks.register` without `since`.

    Worse since the assessment before, from 12 on 1 June 2021; nothing where no earlier one is held.
    """
    before = day_words(row["previous_on"]) if row["previous_on"] else ""
    words = f"{MOVEMENT_WORDS[row['movement']]} since the assessment before"
    if row["movement"] in ("up", "down"):
        return f"{words}, from {score(row['previous_score'])} on {before}"
    return f"{words}, of {before}" if row["movement"] == "same" else ""


def standing(row: Row) -> str:
    """Why a risk stands where it does and when it will come down, from a row of `risks.register`, in sentences.

    Amber since 3 March 2025, at 8 since 2 June 2026, last assessed 4 September 2026: Two teams still have vacancies.
    Target 6 by 31 March 2027, 2 points away and at risk: the target's day is 89 days away. 2 of 5 actions are open, 1
    overdue.
    """
    if row["movement"] == "closed":
        why = f": {_trimmed(row['closing_reason'])}" if row["closing_reason"] else ""
        return f"Closed on {day_words(row['closed_on'])}{why}. {_closed_at(row)}"
    return " ".join(part for part in (_assessed(row), _review(row), _target(row), f"{actions(row)}.") if part)


def _closed_at(row: Row) -> str:
    if row["score"] is None:
        return f"{UNHELD}."
    return f"It was {band(row)} ({score(row['score'])}), last assessed {day_words(row['last_assessed_on'])}."


def _assessed(row: Row) -> str:
    if row["score"] is None:
        return f"{UNHELD}; on the register since {day_words(row['opened_on'])}."
    last = row["last_assessed_on"]
    why = f": {_trimmed(row['reason'])}" if row["reason"] else ""
    if row["at_band_since"] == row["at_score_since"] == last:
        return f"{band(row)} ({score(row['score'])}) since it was assessed on {day_words(last)}{why}."
    return f"{_since(row)}, last assessed {day_words(last)}{why}."


def _since(row: Row) -> str:
    """Since when the band has stood, and since when the score: one day where they began together."""
    at, of_band, of_score = score(row["score"]), row["at_band_since"], row["at_score_since"]
    if of_band is None:
        return f"{band(row)} ({at}) of the matrix in force"
    if of_band == of_score:
        return f"{band(row)} ({at}) since {day_words(of_band)}"
    matrix = "by the matrix in force from" if _by_matrix(row) else "since"
    return f"{band(row)} {matrix} {day_words(of_band)}, at {at} since {day_words(of_score)}"


def _by_matrix(row: Row) -> bool:
    """Whether it was the matrix that last changed the band: it began after the score did."""
    return row["at_band_since"] > row["at_score_since"]


def _review(row: Row) -> str:
    if not row["overdue"]:
        return ""
    return f"Its review is overdue: it was due by {day_words(row['next_review_on'])}."


def _target(row: Row) -> str:
    if row["target_score"] is None:
        return "No target is set."
    aim = f"Target {score(row['target_score'])}"
    by = f" by {day_words(row['target_on'])}" if row["target_on"] else ""
    away = row["to_target"]
    if away is None:
        return f"{aim}{by}."
    if away <= 0:
        return f"{aim} is reached." if away == 0 else f"{aim} is reached: the score is {_points(-away)} below it."
    if row["target_at_risk"] is None:
        return f"{aim}, {_points(away)} away, with no day set for it."
    risk = "at risk" if row["target_at_risk"] else "not at risk"
    return f"{aim}{by}, {_points(away)} away and {risk}: {_uncapitalised(row['target_why'])}."


def _points(gap: float) -> str:
    return f"{score(gap)} {'point' if gap == 1 else 'points'}"


def actions(row: Row) -> str:
    """How many of a risk's actions are open and overdue, from a row of `risks.register`, without its stop."""
    total, left, late = row["actions"], row["actions_open"], row["actions_overdue"]
    if not total:
        return _cancelled(row["actions_cancelled"])
    if total == 1:
        return f"Its one action is {'complete' if not left else 'open and overdue' if late else 'open'}"
    if not left:
        return f"All {total:,} actions are complete"
    overdue = f", {late:,} overdue" if late else ""
    return f"{left:,} of {counted(total, 'action')} {'is' if left == 1 else 'are'} open{overdue}"


def _cancelled(count: int) -> str:
    if not count:
        return "No action is held here"
    return "Its one action was cancelled" if count == 1 else f"All {count:,} actions were cancelled"


_UNREASONED = ("gone", "same", "corrected")  # the reason of the assessment is not why these happened


def moved(row: Row) -> str:
    """How a risk differs between two pictures, without its stop, from a row that `risks.moved` makes its rows of.

    Risk 4 Children's social care: from 12 (Red) to 16 (Red) on 1 September 2021: reason.
    """
    why = f": {_trimmed(row['reason'])}" if row["reason"] and row["movement"] not in _UNREASONED else ""
    return f"Risk {row['reference']} {row['title']}: {_moved(row)}{why}"


def _moved(row: Row) -> str:
    if row["movement"] == "closed":
        at = f", at {_scored(row, 'was')}" if row["was"] is not None else ""
        return f"closed on {day_words(row['closed_on'])}{at}"
    if row["movement"] == "gone":
        what = "its assessments are no longer held" if row["held"] else "no longer on the register"
        return what if row["was"] is None else f"{what}; it was {_scored(row, 'was')}"
    if row["movement"] == "new":
        return _new(row)
    if row["movement"] == "same":
        return f"{score(row['becomes'])} is now {_band(row, 'becomes')}, and was {_band(row, 'was')}, by the matrix"
    assessed = day_words(row["last_assessed_on"])
    if row["movement"] == "corrected":
        return _corrected(row, assessed)
    return f"from {_scored(row, 'was')} to {_scored(row, 'becomes')} on {assessed}"


def _corrected(row: Row, assessed: str) -> str:
    if row["last_assessed_on"] == row["last_assessed_on_then"]:
        return f"the assessment of {assessed} was corrected from {_scored(row, 'was')} to {_scored(row, 'becomes')}"
    back = day_words(row["last_assessed_on_then"])
    scores = f"from {_scored(row, 'was')} to {_scored(row, 'becomes')}"
    return f"corrected {scores}, as the assessment of {back} was taken back"


def _new(row: Row) -> str:
    if row["held_then"]:
        return f"its first score held here, of {day_words(row['last_assessed_on'])}, is {_scored(row, 'becomes')}"
    begun = "on the register again" if row["again"] else "new on the register"
    return f"{begun}, {_uncapitalised(UNHELD) if row['becomes'] is None else _scored(row, 'becomes')}"


def _scored(row: Row, side: str) -> str:
    """16 (Red)."""
    return f"{score(row[side])} ({_band(row, side)})"


def _band(row: Row, side: str) -> str:
    """The band of one side of a row of `risks.moved`, `was` or `becomes`, in words."""
    return BAND_WORDS.get(row[f"{side}_band"], "in no band")


def _trimmed(text: str) -> str:
    return text.rstrip(". \n")


def _uncapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]
