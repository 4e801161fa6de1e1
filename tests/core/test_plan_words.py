"""The plan in sentences: milestones, several of them together, and what became of one."""

from datetime import date

import pytest

from sct_dash.core import plan_words

MILESTONE = {
    "brag": "late", "first_due_on": date(2025, 3, 31), "due_on": date(2025, 3, 31), "percent": 60.0,
    "slippage_days": 12, "days_left": -12, "completed_on": None, "reported_on": date(2025, 4, 1), "reason": None,
    "moved_why": None,
}  # fmt: skip
MOVED = {"due_on": date(2026, 9, 30), "moved_why": "The supplier was slow"}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({}, "Late: due 31 March 2025, 12 days ago; 60% done."),
        ({"days_left": -1, "percent": None}, "Late: due 31 March 2025, 1 day ago; not reported yet."),
        ({"reason": "Panels held. "}, "Late: due 31 March 2025, 12 days ago; 60% done. Last said: Panels held."),
        (
            {**MOVED, "slippage_days": 601, "reason": "No new date is agreed"},
            "Late: first due 31 March 2025, then 30 September 2026, now 601 days after the first date; 60% done. Why: "
            "The supplier was slow. Last said: No new date is agreed.",
        ),
        (
            {**MOVED, "slippage_days": 601, "reason": "The supplier was slow"},
            "Late: first due 31 March 2025, then 30 September 2026, now 601 days after the first date; 60% done. Why: "
            "The supplier was slow.",
        ),
        (
            {**MOVED, "brag": "at_risk", "slippage_days": 548, "days_left": 30, "reason": "Panels held"},
            "At risk: first due 31 March 2025, now 30 September 2026, 548 days after the first date; 60% done. Why: "
            "The supplier was slow.",
        ),
        (
            {**MOVED, "brag": "at_risk", "slippage_days": 548, "days_left": 30, "moved_why": None, "reason": "Slow!"},
            "At risk: first due 31 March 2025, now 30 September 2026, 548 days after the first date; 60% done. Last "
            "said: Slow!",
        ),
        ({"brag": "at_risk", "days_left": 18}, "At risk: due 31 March 2025, in 18 days; 60% done."),
        ({"brag": "at_risk", "days_left": 1}, "At risk: due 31 March 2025, in 1 day; 60% done."),
        ({"brag": "at_risk", "days_left": 0}, "At risk: due 31 March 2025, today; 60% done."),
        ({"brag": "on_track", "days_left": 90, "reason": "Panels held"}, "On track: due 31 March 2025; 60% done."),
        (
            {"brag": "on_track", "due_on": date(2025, 2, 28), "slippage_days": -31, "days_left": 9},
            "On track: first due 31 March 2025, now 28 February 2025, 31 days before the first date; 60% done.",
        ),
        (
            {"brag": "not_reported", "percent": None, "reported_on": None, "slippage_days": 0},
            "No data: due 31 March 2025, and nothing is reported yet.",
        ),
        (
            {"brag": "complete", "percent": 100.0, "completed_on": date(2025, 4, 1), "slippage_days": 1, "reason": ""},
            "Complete: reported at 100% on 1 April 2025, 1 day after the day it was first due.",
        ),
        (
            {"brag": "complete", "percent": 100.0, "completed_on": date(2025, 3, 31), "slippage_days": 0, **MOVED},
            "Complete: reported at 100% on 31 March 2025, on the day it was first due.",
        ),
        (
            {"brag": "complete", "percent": 100.0, "completed_on": date(2025, 3, 3), "slippage_days": -28},
            "Complete: reported at 100% on 3 March 2025, 28 days before the day it was first due.",
        ),
        (
            {"brag": "cancelled", "slippage_days": None, "days_left": None, "reason": "Merged with M2"},
            "Cancelled, as reported on 1 April 2025. Why: Merged with M2.",
        ),
    ],
)  # fmt: skip
def test_a_milestone_is_told_in_a_sentence_with_why_its_date_moved(row: dict, says: str):
    assert plan_words.of_milestone({**MILESTONE, **row}) == says


@pytest.mark.parametrize(
    ("percent", "says"),
    [
        (None, "not reported yet"), (0.0, "0% done"), (0.3, "under 1% done"), (0.5, "1% done"), (62.5, "63% done"),
        (99.4, "99% done"), (99.6, "over 99% done"), (100.0, "100% done"),
    ],
)  # fmt: skip
def test_a_share_is_told_to_the_percent_without_making_some_none_or_most_all(percent: float | None, says: str):
    assert plan_words.done(percent) == says


SEVERAL = {
    "milestones": 14, "complete": 7, "late": 2, "at_risk": 1, "not_reported": 0, "cancelled": 0, "progress": 62.2,
    "reported": 14,
}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({}, "7 of 14 milestones complete, 2 late, 1 at risk; 62% done."),
        ({"late": 0, "at_risk": 0}, "7 of 14 milestones complete; 62% done."),
        (
            {"not_reported": 3, "reported": 11},
            "7 of 14 milestones complete, 2 late, 1 at risk, 3 not reported yet; 62% done, of the 11 reported.",
        ),
        (
            {"milestones": 1, "complete": 0, "late": 0, "at_risk": 0, "not_reported": 1, "reported": 0,
             "progress": None},
            "Nothing is reported yet of its 1 milestone.",
        ),
        (
            {"complete": 0, "not_reported": 12, "at_risk": 0, "reported": 0, "progress": None},
            "Nothing is reported yet of its 14 milestones, 2 late.",
        ),
        ({"complete": 14, "late": 0, "at_risk": 0, "progress": 100.0}, "All 14 milestones complete."),
        ({"milestones": 1, "complete": 1, "late": 0, "at_risk": 0}, "Its one milestone is complete."),
        ({"milestones": 0, "complete": 0, "progress": None}, "No milestones are held."),
        ({"milestones": 0, "complete": 0, "progress": None, "cancelled": 1}, "Its one milestone is cancelled."),
        ({"milestones": 0, "complete": 0, "progress": None, "cancelled": 2}, "All 2 milestones are cancelled."),
    ],
)  # fmt: skip
def test_several_milestones_are_told_in_a_sentence(row: dict, says: str):
    assert plan_words.of_several({**SEVERAL, **row}) == says


def test_a_priority_is_told_as_an_outcome_is():
    of_priority = {name: value for name, value in SEVERAL.items() if name != "reported"} | {"milestones_reported": 9}
    assert plan_words.of_several(of_priority).endswith("62% done, of the 9 reported.")


CHANGE = {
    "milestone": "M012", "title": "Campaign launched", "change": "slipped", "was": "31 March 2025",
    "becomes": "30 June 2025", "days": 91, "due_on": date(2025, 6, 30), "first_due_on": date(2025, 3, 31),
    "percent": 40.0, "reason": "Staff left",
}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({}, "moves from 31 March 2025 to 30 June 2025, 91 days later. Why: Staff left."),
        ({"change": "pulled forward", "days": -1, "reason": None},
         "moves from 31 March 2025 to 30 June 2025, 1 day earlier."),
        ({"change": "late", "days": 12, "reason": " "}, "is now late: due 30 June 2025, 12 days ago."),
        ({"change": "complete", "days": 4, "reason": None}, "is complete, 4 days after the day it was first due."),
        ({"change": "cancelled", "days": None}, "is cancelled. Why: Staff left."),
        ({"change": "reopened", "days": None, "reason": None}, "is open again, due 30 June 2025; 40% done."),
        ({"change": "new", "days": None, "reason": None}, "is new, first due 31 March 2025."),
        ({"change": "gone", "days": None, "reason": None, "was": "No data"},
         "is no longer held; its standing was No data."),
    ],
)  # fmt: skip
def test_what_became_of_a_milestone_is_told_with_the_reason(row: dict, says: str):
    assert plan_words.of_change({**CHANGE, **row}) == f"Milestone M012 Campaign launched {says}"
