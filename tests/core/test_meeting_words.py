"""Every wording of meetings, by tables."""

from datetime import date

import pytest

from sct_dash.core import meeting_words as words
from sct_dash.core.papers import STATES
from sct_dash.core.periods import containing
from sct_dash.core.thread_frames import NOTE_KINDS, SUBJECTS

ON = date(2026, 11, 15)
OCTOBER = containing(date(2026, 10, 1), "month")
MEETING = {
    "board": "Partnership Board",
    "meets_on": date(2026, 11, 26),
    "papers_due_on": date(2026, 11, 19),
    "set": True,
    "cadence": "monthly",
}


def test_every_subject_state_and_kind_of_note_has_words():
    assert set(words.SUBJECT_WORDS) == set(words.IN_HAND) == set(SUBJECTS)
    assert set(words.STATE_WORDS) == set(STATES)
    assert set(words.NOTE_WORDS) == set(NOTE_KINDS)


@pytest.mark.parametrize(
    ("there", "total", "says"),
    [
        (0, 1, "The only monthly KPI does not have October 2026, due by 15 November 2026."),
        (1, 1, "The only monthly KPI has October 2026, due by 15 November 2026."),
        (0, 15, "None of the 15 monthly KPIs has October 2026, due by 15 November 2026."),
        (1, 15, "1 of the 15 monthly KPIs has October 2026, due by 15 November 2026."),
        (12, 15, "12 of the 15 monthly KPIs have October 2026, due by 15 November 2026."),
        (15, 15, "All 15 monthly KPIs have October 2026, due by 15 November 2026."),
    ],
)
def test_how_many_kpis_have_the_month(there: int, total: int, says: str):
    assert words.months_there(there, total, OCTOBER, date(2026, 11, 15)) == says


@pytest.mark.parametrize(("days", "says"), [(0, "today"), (1, "tomorrow"), (2, "in 2 days")])
def test_how_far_off_a_day_is(days: int, says: str):
    assert words.ahead(days) == says


@pytest.mark.parametrize(
    ("differing", "says"),
    [
        (
            {},
            "Partnership Board meets on 26 November 2026, in 11 days; papers are due by 19 November 2026.",
        ),
        (
            {"papers_due_on": ON},
            "Partnership Board meets on 26 November 2026, in 11 days; papers are due by 15 November 2026.",
        ),
        (
            {"papers_due_on": date(2026, 11, 14)},
            "Partnership Board meets on 26 November 2026, in 11 days; papers were due on 14 November 2026.",
        ),
        ({"papers_due_on": None, "meets_on": ON}, "Partnership Board meets on 15 November 2026, today."),
        (
            {"set": False, "papers_due_on": None},
            "Partnership Board is expected to meet on 26 November 2026, in 11 days. No date is set: that is reckoned "
            "from its monthly cadence.",
        ),
    ],
)
def test_when_a_board_meets_next(differing: dict, says: str):
    assert words.coming(MEETING | differing, on=ON) == says


@pytest.mark.parametrize(
    ("late", "missing", "stale", "due", "in_hand", "says"),
    [
        (0, 0, 0, 0, 0, "Nothing is recorded of what it receives."),
        (0, 0, 0, 0, 3, "All that it receives is in hand."),
        (1, 0, 0, 0, 2, "Of what it receives, 1 is late."),
        (2, 1, 0, 0, 0, "Of what it receives, 2 are late and 1 is missing."),
        (0, 0, 1, 0, 4, "Of what it receives, 1 is not fresh."),
        (2, 1, 4, 3, 0, "Of what it receives, 2 are late, 1 is missing, 4 are not fresh and 3 are still due."),
    ],
)
def test_what_the_papers_lack(late: int, missing: int, stale: int, due: int, in_hand: int, says: str):
    counts = {"late": late, "missing": missing, "stale": stale, "due": due, "in hand": in_hand}
    assert words.wanting(counts) == says


def test_what_a_board_saw_last():
    met = {"meets_on": date(2026, 10, 22)}
    assert words.last_seen(None, None) == "No earlier meeting of it is held here."
    assert words.last_seen(met, date(2026, 10, 15)) == (
        "The last meeting held here was on 22 October 2026, with figures as they stood at the end of 15 October "
        "2026, when its papers were due."
    )
    assert words.last_seen(met, date(2026, 10, 22)) == (
        "The last meeting held here was on 22 October 2026; its figures are taken as they stood at the end of that "
        "day, since no day for papers is held."
    )


def note(kind: str = "action", owner: str | None = None, due_on: date | None = None, **other) -> dict:
    row = {"note_kind": kind, "text": "Bring the reasons", "owner": owner, "due_on": due_on, "item_kind": "kpi"}
    return row | {"item_code": "K1", "about": "K1 Seen in time"} | other


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (note(), "Action: Bring the reasons (no owner named)"),
        (note("question"), "Question: Bring the reasons"),
        (note(owner="Head"), "Action: Bring the reasons (owner Head)"),
        (note(due_on=date(2026, 12, 1)), "Action: Bring the reasons (no owner named, by 1 December 2026)"),
        (note("question", "Head", ON), "Question: Bring the reasons (owner Head, by 15 November 2026)"),
    ],
)
def test_a_note_in_a_line(row: dict, says: str):
    assert words.noted(row) == says


def test_the_minutes_list_each_item_once_with_all_that_was_noted_against_it():
    staffing = note(item_kind="staffing", item_code="staffing", about="Staffing", owner="Head")
    notes = [note(), staffing, note("question", text="Why?")]
    assert words.minutes("Partnership Board", ON, notes, demonstration=True) == (
        "Partnership Board, 15 November 2026\n"
        "===================================\n"
        "Questions and actions noted at the meeting\n"
        "Demonstration: the figures are invented.\n"
        "\n"
        "1. K1 Seen in time\n"
        "   Action: Bring the reasons (no owner named)\n"
        "   Question: Why?\n"
        "\n"
        "2. Staffing\n"
        "   Action: Bring the reasons (owner Head)\n"
    )


def test_minutes_of_nothing_say_so():
    said = words.minutes("Partnership Board", ON, [])
    assert said.endswith("\n\nNothing was noted.\n")
    assert "Demonstration" not in said


@pytest.mark.parametrize(
    ("milestones", "named"),
    [(2, "M1; M2."), (6, "M1; M2; M3; M4; M5; M6."), (8, "M1; M2; M3; M4; M5; M6; 2 more.")],
)
def test_of_many_milestones_of_one_red_kpi_the_first_are_named(milestones: int, named: str):
    said = words.complete_yet_red("K1 Seen", [f"M{number}" for number in range(1, milestones + 1)])
    assert said == (
        f"{milestones} milestones that are linked to K1 Seen, or whose outcome is, are complete, and it is Red all the "
        f"same: {named}"
    )


@pytest.mark.parametrize(
    ("times", "says"),
    [
        (1, "K1 was restated."),
        (2, "K1 was restated. 1 more figure of it was restated since the last meeting held here."),
        (4, "K1 was restated. 3 more figures of it were restated since the last meeting held here."),
    ],
)
def test_restated_figures_of_one_kpi_are_one_item(times: int, says: str):
    assert words.restated("K1 was restated", times) == says


def test_what_is_well_leaves_out_what_there_is_none_of():
    assert words.well({}) == words.well({"green": 0}) == ""
    assert words.well({"green": 1, "lowered": 2, "complete": 0}) == (
        "1 KPI is Green. 2 risks came down since the last meeting held here."
    )


@pytest.mark.parametrize(("says", "whole"), [("So", "So."), ("So.", "So."), ("Is it?", "Is it?")])
def test_a_sentence_has_one_stop(says: str, whole: str):
    assert words.sentence(says) == whole
