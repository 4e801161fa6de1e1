"""Every wording of where a risk stands, when it comes down, and how it moved."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import risk_words as words
from sct_dash.core import risks
from sct_dash.core.risk_targets import targeted
from sct_dash.core.thread_frames import BANDS

WHY = "The target's day is 70 days away; 1 action is overdue"
ROW = {
    "reference": "4",
    "title": "Children's social care",
    "score": 8.0,
    "band": "amber",
    "previous_score": 12.0,
    "movement": "down",
    "at_band_since": date(2025, 3, 3),
    "at_score_since": date(2025, 3, 3),
    "previous_on": date(2026, 6, 2),
    "previous_band": "red",
    "last_assessed_on": date(2026, 9, 4),
    "reason": "Two teams still have vacancies.",
    "next_review_on": None,
    "overdue": None,
    "opened_on": date(2018, 4, 1),
    "closed_on": None,
    "closing_reason": None,
    "target_score": 6.0,
    "target_on": date(2027, 3, 31),
    "to_target": 2.0,
    "target_at_risk": True,
    "target_why": WHY,
    "actions": 5,
    "actions_open": 2,
    "actions_overdue": 1,
    "actions_cancelled": 0,
}
REACHED = {"score": 6.0, "to_target": 0.0, "target_at_risk": False, "target_why": "The score is at its target"}
UNASSESSED = {
    "score": None, "band": None, "at_band_since": None, "last_assessed_on": None, "reason": None, "to_target": None,
    "target_at_risk": None, "target_why": "No score is held here", "at_score_since": None,
}  # fmt: skip


def test_a_whole_standing_says_why_it_stays_and_when_it_comes_down():
    assert words.standing(ROW) == (
        "Amber (8) since 3 March 2025, last assessed 4 September 2026: Two teams still have vacancies. "
        "Target 6 by 31 March 2027, 2 points away and at risk: the target's day is 70 days away; 1 action is overdue. "
        "2 of 5 actions are open, 1 overdue."
    )


@pytest.mark.parametrize(
    ("changes", "begins"),
    [
        ({}, "Amber (8) since 3 March 2025, last assessed 4 September 2026: Two teams still have vacancies. Target"),
        ({"at_band_since": date(2026, 9, 4), "at_score_since": date(2026, 9, 4)},
         "Amber (8) since it was assessed on 4 September 2026: Two teams"),
        ({"at_score_since": date(2026, 6, 2)},
         "Amber since 3 March 2025, at 8 since 2 June 2026, last assessed 4 September 2026: Two teams"),
        ({"at_score_since": date(2026, 9, 4)},
         "Amber since 3 March 2025, at 8 since 4 September 2026, last assessed 4 September 2026: Two teams"),
        ({"at_band_since": date(2026, 4, 1)},
         "Amber by the matrix in force from 1 April 2026, at 8 since 3 March 2025, last assessed 4 September 2026"),
        ({"reason": None}, "Amber (8) since 3 March 2025, last assessed 4 September 2026. Target"),
        ({"band": None, "at_band_since": None, "score": 10.0},
         "In no band (10) of the matrix in force, last assessed 4 September 2026: Two teams"),
        ({"band": "red", "score": 12.0}, "Red (12) since 3 March 2025"),
        ({"overdue": True, "next_review_on": date(2026, 10, 1)},
         "Amber (8) since 3 March 2025, last assessed 4 September 2026: Two teams still have vacancies. Its review is "
         "overdue: it was due by 1 October 2026. Target"),
        (UNASSESSED, "No score is held here; on the register since 1 April 2018. Target 6 by 31 March 2027. 2 of 5"),
    ],
)  # fmt: skip
def test_a_standing_begins_with_the_band_and_why(changes, begins):
    assert words.standing({**ROW, **changes}).startswith(begins)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"target_score": None, "target_on": None, "to_target": None, "target_at_risk": None}, "No target is set."),
        ({"target_on": None, "target_at_risk": None}, "Target 6, 2 points away, with no day set for it."),
        ({"to_target": 1.0, "target_score": 7.0}, "Target 7 by 31 March 2027, 1 point away and at risk: the target's"),
        ({"target_at_risk": False, "target_why": "The target's day is 129 days away, no open action is due after it"},
         "Target 6 by 31 March 2027, 2 points away and not at risk: the target's day is 129 days away, no open action "
         "is due after it."),
        (REACHED, "Target 6 is reached. 2 of 5"),
        ({**REACHED, "score": 4.0, "to_target": -2.0}, "Target 6 is reached: the score is 2 points below it. 2 of 5"),
        ({**REACHED, "score": 5.0, "to_target": -1.0}, "Target 6 is reached: the score is 1 point below it."),
        ({**UNASSESSED, "target_on": None}, "Target 6. 2 of 5"),
    ],
)  # fmt: skip
def test_a_standing_says_how_far_the_target_is_and_what_speaks_against_it(changes, says):
    assert says in words.standing({**ROW, **changes})


@pytest.mark.parametrize(
    ("total", "left", "late", "says"),
    [
        (0, 0, 0, "No action is held here."),
        (1, 0, 0, "Its one action is complete."),
        (5, 0, 0, "All 5 actions are complete."),
        (1, 1, 0, "Its one action is open."),
        (1, 1, 1, "Its one action is open and overdue."),
        (5, 1, 1, "1 of 5 actions is open, 1 overdue."),
        (5, 2, 0, "2 of 5 actions are open."),
    ],
)
def test_a_standing_ends_with_what_is_done_about_it(total, left, late, says):
    row = {**ROW, "actions": total, "actions_open": left, "actions_overdue": late}
    assert words.standing(row).endswith(f" {says}")


@pytest.mark.parametrize(
    ("cancelled", "says"), [(1, "Its one action was cancelled."), (3, "All 3 actions were cancelled.")]
)
def test_actions_that_were_all_cancelled_are_not_told_as_none(cancelled, says):
    row = {**ROW, "actions": 0, "actions_open": 0, "actions_overdue": 0, "actions_cancelled": cancelled}
    assert words.standing(row).endswith(f" {says}")


@pytest.mark.parametrize(
    ("movement", "says"),
    [("up", "Worse since the assessment before, from 12 on 2 June 2026"),
     ("same", "No change since the assessment before, of 2 June 2026"), ("new", "")],
)  # fmt: skip
def test_a_movement_without_a_day_chosen_says_since_when_it_is(movement, says):
    assert words.since_before({**ROW, "movement": movement}) == says


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"at_band_since": date(2026, 4, 1)}, "8 is now Amber, and was Red, by the matrix in force from 1 April 2026"),
        ({"previous_band": None}, "8 is now Amber, and was in no band, by the matrix"),
        ({"band": None, "at_band_since": None}, "8 is now in no band, and was Red, by the matrix"),
    ],
)
def test_a_band_that_only_the_matrix_changed_says_so(changes, says):
    assert words.rebanded({**ROW, **changes}) == says


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"closing_reason": "Moved to the directorate."},
         "Closed on 31 March 2026: Moved to the directorate. It was Amber (8), last assessed 4 September 2026."),
        ({}, "Closed on 31 March 2026. It was Amber (8), last assessed 4 September 2026."),
        (UNASSESSED, "Closed on 31 March 2026. No score is held here."),
    ],
)  # fmt: skip
def test_a_closed_risk_says_when_and_why_and_what_it_was(changes, says):
    assert words.standing({**ROW, "movement": "closed", "closed_on": date(2026, 3, 31), **changes}) == says


def test_every_band_and_every_movement_has_its_word():
    assert set(words.BAND_WORDS) == set(BANDS)
    assert set(words.MOVEMENT_WORDS) == {*risks.MOVEMENTS, "gone"}


@pytest.mark.parametrize(
    ("score", "band", "says"), [(16.0, "red", "Red"), (10.0, None, "In no band"), (None, None, "No score held")]
)
def test_a_band_is_a_word_also_where_there_is_none(score, band, says):
    assert words.band({"score": score, "band": band}) == says


@pytest.mark.parametrize(
    ("movement", "says"),
    [("up", "Worse, from 12"), ("down", "Better, from 12"), ("same", "No change"), ("new", "New"),
     ("closed", "Closed")],
)  # fmt: skip
def test_a_movement_is_a_word_with_the_score_before(movement, says):
    assert words.movement({**ROW, "movement": movement}) == says


@pytest.mark.parametrize(("score", "shown"), [(12.0, "12"), (12.5, "12.5"), (None, "–")])
def test_a_score_is_shown_without_noughts(score, shown):
    assert words.score(score) == shown


MOVED = {
    "reference": "4",
    "title": "Children's social care",
    "movement": "up",
    "was": 12.0,
    "becomes": 16.0,
    "was_band": "red",
    "becomes_band": "red",
    "last_assessed_on": date(2021, 9, 1),
    "last_assessed_on_then": date(2021, 6, 1),
    "closed_on": None,
    "reason": "Covid-19 held the plan up.",
    "held": True,
    "held_then": True,
    "again": False,
}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "from 12 (Red) to 16 (Red) on 1 September 2021: Covid-19 held the plan up"),
        ({"movement": "down", "was": 16.0, "becomes": 8.0, "becomes_band": "amber"},
         "from 16 (Red) to 8 (Amber) on 1 September 2021: Covid-19 held the plan up"),
        ({"reason": None}, "from 12 (Red) to 16 (Red) on 1 September 2021"),
        ({"was": 10.0, "was_band": None}, "from 10 (in no band) to 16 (Red) on 1 September 2021: Covid-19 held the "
         "plan up"),
        ({"movement": "same", "was": 8.0, "becomes": 8.0, "was_band": "amber"},
         "8 is now Red, and was Amber, by the matrix"),
        ({"movement": "closed", "closed_on": date(2026, 3, 31), "becomes": 12.0, "reason": "Passed"},
         "closed on 31 March 2026, at 12 (Red): Passed"),
        ({"movement": "closed", "closed_on": date(2026, 3, 31), "was": None, "held_then": False, "reason": "Passed"},
         "closed on 31 March 2026: Passed"),
        ({"movement": "new", "was": None, "held_then": False},
         "new on the register, 16 (Red): Covid-19 held the plan up"),
        ({"movement": "new", "was": None, "held_then": False, "becomes": None, "reason": None},
         "new on the register, no score is held here"),
        ({"movement": "new", "was": None, "held_then": False, "again": True, "reason": None},
         "on the register again, 16 (Red)"),
        ({"movement": "new", "was": None},
         "its first score held here, of 1 September 2021, is 16 (Red): Covid-19 held the plan up"),
        ({"movement": "corrected", "last_assessed_on_then": date(2021, 9, 1)},
         "the assessment of 1 September 2021 was corrected from 12 (Red) to 16 (Red)"),
        ({"movement": "corrected", "last_assessed_on_then": date(2021, 11, 6)},
         "corrected from 12 (Red) to 16 (Red), as the assessment of 6 November 2021 was taken back"),
        ({"movement": "gone", "held": False}, "no longer on the register; it was 12 (Red)"),
        ({"movement": "gone", "held": False, "was": None}, "no longer on the register"),
        ({"movement": "gone", "becomes": None, "reason": None}, "its assessments are no longer held; it was 12 (Red)"),
    ],
)  # fmt: skip
def test_what_moved_is_told_with_its_reason(changes, says):
    assert words.moved({**MOVED, **changes}) == f"Risk 4 Children's social care: {says}"


@pytest.mark.parametrize(
    ("days", "left", "late", "after", "says"),
    [
        (100, 2, 2, 2, "2 open actions are due after the target's day; 2 actions are overdue"),
        (50, 1, 1, 0, "The target's day is 50 days away; 1 action is overdue"),
    ],
)
def test_what_speaks_against_a_target_agrees_with_its_number(days, left, late, after, says):
    on = date(2026, 11, 22)
    row = pl.DataFrame({"score": [12.0], "target_score": [8.0], "closed": [False], "actions_open": [left]})
    row = row.with_columns(actions_overdue=late, actions_after=after, target_on=pl.lit(on) + pl.duration(days=days))
    assert targeted(row, on=on)["target_why"].item() == says
