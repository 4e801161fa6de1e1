"""What must hold of priorities, themes, outcomes, milestones and what is reported of them, at its edges."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core.thread_frames import STAGES
from tests.returns.drawn import HELD, MILESTONES, OUTCOMES, THEMES, checked, found, picture, says

UPDATE = "milestone,reported_on,percent,revised_due_on,status,reason\n"
STEP = "milestone,outcome,title,first_due_on,weight\n"
OUTCOME = "outcome,title,theme,priority,weight\n"


@pytest.fixture
def held() -> dict[str, pl.DataFrame]:
    reports = f"{UPDATE}M001,31/01/2025,40,30/06/2025,in progress,Slow\nM002,31/01/2025,20,,cancelled,Merged\n"
    plan = picture(themes=THEMES, outcomes=OUTCOMES, milestones=MILESTONES, milestone_updates=reports)
    return {**HELD, **plan}


def rules(text: str, kind: str = "milestone_updates", held: dict[str, pl.DataFrame] | None = None) -> list[str]:
    return [rule for *_, rule in found(text, kind=kind, held=held)]


@pytest.mark.parametrize(
    ("cells", "broken"),
    [
        ("M001,28/02/2025,50,,in progress,", []),
        ("M001,28/02/2025,50,30/06/2025,in progress,", []),  # the date in force said again
        ("M001,28/02/2025,50,31/05/2025,in progress,", []),  # earlier needs no reason
        ("M001,28/02/2025,50,01/07/2025,in progress,", ["later date explained"]),
        ("M001,28/02/2025,50,01/07/2025,in progress,Slow", []),
        ("M001,31/12/2024,30,30/06/2025,in progress,", ["later date explained"]),  # before the report that is held
        ("M001,31/12/2024,30,31/03/2025,in progress,", []),
        ("M003,28/02/2025,50,31/12/2024,in progress,", ["date still ahead"]),
        ("M003,31/12/2024,50,31/12/2024,in progress,", []),
        ("M001,28/02/2025,100,31/01/2025,complete,", []),  # done: its date no longer lies ahead
    ],
)
def test_a_later_date_needs_a_reason_and_the_date_that_holds_on_the_day_decides(held, cells: str, broken: list[str]):
    assert rules(f"{UPDATE}{cells}\n", held=held) == broken


def test_the_date_in_force_is_read_from_the_rows_of_the_file_too(held: dict[str, pl.DataFrame]):
    two = "M001,31/03/2025,60,31/07/2025,in progress,\nM001,28/02/2025,50,31/07/2025,in progress,Staff left\n"
    assert rules(UPDATE + two, held=held) == []
    between = "M001,28/02/2025,50,,in progress,\nM001,31/03/2025,60,30/06/2025,in progress,\n"
    assert rules(UPDATE + between, held=held) == []  # a report without a date leaves the one that holds
    told = says(f"{UPDATE}M001,28/02/2025,50,Jul 2025,in progress,\n", kind="milestone_updates", held=held)
    assert told == ["Enter the reason why the date moves from 30 June 2025 to 31 July 2025."]


def test_a_report_that_is_sent_again_is_compared_with_the_one_before_it(held: dict[str, pl.DataFrame]):
    assert rules(f"{UPDATE}M001,31/01/2025,10,30/06/2025,in progress,Slow\n", held=held) == []
    assert rules(f"{UPDATE}M001,31/01/2025,10,30/06/2025,in progress,\n", held=held) == ["later date explained"]


@pytest.mark.parametrize(
    ("percent", "status", "broken"),
    [
        ("100", "complete", []),
        ("100%", "completed", []),
        ("100", "in progress", ["all of it is complete"]),
        ("99.9", "complete", ["complete is all of it"]),
        ("1", "complete", ["complete is all of it"]),
        ("100", "cancelled", []),
        ("40", "cancelled", []),
        ("0", "not started", ["percent not falling"]),
        ("40", "not started", ["started or not"]),
        ("39", "in progress", ["percent not falling"]),
        ("40", "in progress", []),
        ("0.6", "in progress", ["percent of a hundred"]),
        ("0.99", "in progress", ["percent of a hundred"]),
        ("0.6%", "in progress", ["percent not falling"]),
        ("1", "in progress", ["percent not falling"]),
        ("60%", "underway", []),
        ("101", "in progress", ["out of range"]),
        ("-1", "in progress", ["out of range"]),
    ],
)
def test_the_percent_and_the_status_word_agree(held, percent: str, status: str, broken: list[str]):
    assert sorted(rules(f"{UPDATE}M001,28/02/2025,{percent},,{status},Why\n", held=held)) == sorted(broken)


def test_what_is_cancelled_has_a_reason_and_what_is_taken_up_again_is_asked_about(held: dict[str, pl.DataFrame]):
    assert rules(f"{UPDATE}M001,28/02/2025,40,,cancelled,\n", held=held) == ["cancelling explained"]
    assert rules(f"{UPDATE}M002,28/02/2025,30,,in progress,\n", held=held) == ["taken up again"]
    assert rules(f"{UPDATE}M002,28/02/2025,20,,cancelled,Merged\n", held=held) == []
    assert rules(f"{UPDATE}M002,31/12/2024,20,,in progress,\n", held=held) == []  # before it was cancelled


def test_a_report_of_today_is_read_and_one_of_tomorrow_is_refused():
    assert rules(f"{UPDATE}M001,22/11/2026,40,,in progress,\n") == []
    assert rules(f"{UPDATE}M001,23/11/2026,40,,in progress,\n") == ["reported already"]


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_read_in_any_case(stage: str):
    percent = {"complete": 100, "not started": 0}.get(stage, 50)
    rows = checked(f"{UPDATE}m001,2026-10-31,{percent},,{stage.upper()},Why\n", kind="milestone_updates").rows
    assert rows.select("milestone", "status").row(0) == ("M001", stage)


def test_a_month_in_place_of_a_date_means_its_last_day():
    assert checked(f"{STEP}M010,OC01,Step,Mar 2027,\n", kind="milestones").rows["first_due_on"].item() == date(
        2027, 3, 31
    )
    rows = checked(f"{UPDATE}M001,31/10/2026,40,Feb 2027,in progress,Slow\n", kind="milestone_updates").rows
    assert rows["revised_due_on"].item() == date(2027, 2, 28)


def test_a_code_that_is_nearly_one_on_the_list_is_told_which():
    assert says(f"{STEP}M010,0C01,Step,31/03/2027,\n", kind="milestones") == [
        "Outcome must be on the list, not ‘0C01’. Did you mean OC01?"
    ]
    assert says(f"{OUTCOME}OC10,New,Poeple,People,\n", kind="outcomes") == [
        "Theme must be on the list, not ‘Poeple’. Did you mean People?"
    ]
    assert checked(f"{OUTCOME}OC10,New,PARTNERSHIP,People,\n", kind="outcomes").rows["theme"].item() == "Partnership"


def test_the_first_date_is_not_moved_without_being_asked_about():
    assert rules(f"{STEP}M001,OC01,Recruitment campaign launched,31/03/2025,\n", "milestones") == []
    assert rules(f"{STEP}M001,OC01,Recruitment campaign launched,30/04/2025,\n", "milestones") == ["first date stays"]


@pytest.mark.parametrize(
    ("sent", "lines"),
    [
        ("M010,OC01,Step,31/03/2027,\n", []),
        ("M010,OC01,Step,31/03/2027,2\n", [2]),
        ("M001,OC01,A,31/03/2025,2\nM002,OC01,B,30/06/2025,1\n", []),  # each of them now has one
        ("M001,OC01,A,31/03/2025,2\nM002,OC01,B,30/06/2025,\nM010,OC01,C,31/03/2027,1\n", [2]),  # said once
        ("M010,OC02,Step,31/03/2027,1\n", [2]),
        ("M010,OC02,Step,31/03/2027,1\nM003,OC02,Duty,31/12/2024,1\n", []),
        ("M010,OC03,Step,31/03/2027,1\n", []),  # the first of its outcome
    ],
)
def test_weights_for_some_and_not_for_others_of_an_outcome_are_asked_about_once(sent: str, lines: list[int]):
    assert [line for line, _, rule in found(STEP + sent, kind="milestones") if rule.startswith("weights")] == lines


def test_a_title_twice_under_one_outcome_is_asked_about_and_under_two_is_not():
    assert rules(f"{STEP}M010,OC01,EXIT interviews begin,31/03/2027,\n", "milestones") == ["title once"]
    assert rules(f"{STEP}M010,OC03,Exit interviews begin,31/03/2027,\n", "milestones") == []
    assert rules(f"{STEP}M010,OC03,A,31/03/2027,\nM011,OC03,a,31/03/2027,\n", "milestones") == ["title once"]


@pytest.mark.parametrize("weight", ["0", "0.001", "1001", "heavy"])
def test_a_weight_is_a_number_above_nought(weight: str):
    broken = rules(f"{STEP}M010,OC03,Step,31/03/2027,{weight}\n", "milestones")
    assert broken == ["unreadable" if weight == "heavy" else "out of range"]


@pytest.mark.parametrize("intent", ["Practice", "practice.", " PRACTICE "])
def test_the_name_of_a_priority_is_not_its_intent(intent: str):
    assert rules(f"priority,intent\nPractice,{intent}\n", "priorities") == ["intent said"]


def test_a_theme_keeps_its_spelling_and_is_asked_about_before_it_leaves_its_plan():
    assert rules("theme,plan\npeople,Improvement Plan 2021/24\n", "themes") == ["theme spelled as before"]
    assert rules("theme,plan\nPeople,Plan 2027/30\n", "themes") == ["plan as before"]
    assert rules("theme,plan\nPeople and pay,Plan 2027/30\n", "themes") == []
