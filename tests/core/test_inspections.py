"""Inspections as they were known on a day: judgements, sources that differ, findings, and the next window."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import improvements, inspections
from sct_dash.core import inspection_words as words
from tests.frames import frame

TODAY = date(2026, 11, 22)
RI = "Requires improvement to be good"
FRAMEWORKS = frame("""
    | framework | title                    | earliest_months | latest_months | assumption              |
    | ILACS     | Local authority services | 30              | 36            | Every three years or so |
    | SIF       | Single framework         | -               | -             | -                       |
    | FOST      | Fostering agencies       | 36              | 36            | Once in a cycle         |
""")
INSPECTIONS = frame("""
    | inspection | title      | inspection_kind     | framework | from_on    | to_on      | published_on | judgement  |
    | SIF-2017   | Services   | inspection          | SIF       | 2017-11-06 | 2017-11-30 | 2018-01-29   | Inadequate |
    | MV-2018    | Monitoring | visit               | ILACS     | 2018-05-01 | 2018-05-31 | -            | -          |
    | ILACS-2022 | Services   | inspection          | ILACS     | 2022-05-09 | 2022-05-20 | 2022-07-05   | RI         |
    | VAA-2022   | Adoption   | provider inspection | -         | 2022-12-12 | 2022-12-12 | -            | Good       |
    | ILACS-2025 | Services   | inspection          | ILACS     | 2025-10-13 | 2025-10-24 | 2025-12-02   | Good       |
    | DFE-2026   | Review     | review              | -         | 2026-12-01 | -          | -            | -          |
""").with_columns(
    pl.col("judgement").replace("RI", RI),
    body=pl.lit("Ofsted"),
    date_words=pl.when(inspection="MV-2018").then(pl.lit("May 2018")),
    source=pl.when(pl.col("published_on").is_not_null()).then(pl.lit("Report")),
)
JUDGEMENTS = frame(
    """
    | inspection | area       | judgement                       | source    | submission_id | line |
    | ILACS-2022 | Leadership | Requires improvement to be good | Report    | 2             | 2    |
    | ILACS-2022 | leadership | Inadequate                      | Newspaper | 2             | 3    |
    | ILACS-2022 | Overall    | Requires improvement to be good | Letter    | 2             | 4    |
    | VAA-2022   | Overall    | Inadequate                      | Newspaper | 3             | 2    |
    | ILACS-2025 | Care       | Good                            | Report    | 4             | 2    |
    | MV-2018    | Overall    | Good                            | Newspaper | 4             | 3    |
""",
    submission_id=pl.Int64,
    line=pl.Int64,
)
FINDINGS = frame("""
    | inspection | number | text       | area |
    | ILACS-2022 | 1      | Thresholds | Help |
    | ILACS-2022 | 2      | Oversight  | -    |
    | ILACS-2022 | 3      | Life story | -    |
    | ILACS-2022 | 4      | Placements | Care |
    | ILACS-2025 | 1      | Care leavers' homes | - |
""")
ACTIONS = frame("""
    | inspection | number | action         | outcome | milestone | status      | evidence | demonstration |
    | ILACS-2022 | 1      | Guidance       | OC1     | -         | complete    | Audit    | true          |
    | ILACS-2022 | 1      | Training       | OC1     | M1        | complete    | -        | true          |
    | ILACS-2022 | 2      | Supervision    | -       | M2        | not started | -        | true          |
    | ILACS-2022 | 2      | Audits         | -       | -         | in progress | -        | true          |
    | ILACS-2022 | 3      | A working party| OC1     | -         | cancelled   | -        | true          |
    | ILACS-2025 | 1      | Homes bought   | -       | -         | not started | -        | true          |
""")
OUTCOMES = frame("""
    | outcome | title        | priority |
    | OC1     | Seen in time | Practice |
    | OC2     | Managed well | People   |
""")
MILESTONES = frame("""
    | milestone | outcome | title        | first_due_on |
    | M1        | OC1     | All trained  | 2023-03-31   |
    | M2        | OC2     | All supervised | 2027-09-30 |
""")
PICTURE = {
    "frameworks": FRAMEWORKS,
    "inspections": INSPECTIONS,
    "judgements": JUDGEMENTS,
    "findings": FINDINGS,
    "finding_actions": ACTIONS,
    "outcomes": OUTCOMES,
    "milestones": MILESTONES,
}


def row(on: date = TODAY, code: str = "ILACS-2022") -> dict:
    return inspections.timeline(PICTURE, on=on).row(by_predicate=pl.col("code") == code, named=True)


def dated(**cells: str | date | None) -> str:
    """How the timeline says when an inspection was."""
    given = {"date_words": None, "from_on": None, "to_on": None, "published_on": None} | cells
    rows = INSPECTIONS.head(1).with_columns(
        pl.lit(value, pl.String if name == "date_words" else pl.Date).alias(name) for name, value in given.items()
    )
    return inspections.timeline({"inspections": rows}, on=TODAY)["when"].item()


def test_what_was_inspected_by_a_day_stands_latest_first_and_what_lies_ahead_does_not():
    rows = inspections.timeline(PICTURE, on=TODAY)
    assert rows["code"].to_list() == ["ILACS-2025", "VAA-2022", "ILACS-2022", "MV-2018", "SIF-2017"]
    assert rows["framework_title"].to_list()[:2] == ["Local authority services", None]
    assert inspections.timeline(PICTURE, on=date(2018, 5, 30))["code"].to_list() == ["SIF-2017"]


def test_a_judgement_is_not_known_before_it_is_published():
    before = row(date(2022, 7, 4))
    assert (before["judgement"], before["awaited"], before["findings"]) == (None, True, 0)
    out = row(date(2022, 7, 5))
    assert (out["judgement"], out["awaited"], out["findings"]) == (RI, False, 4)
    assert inspections.judged(PICTURE, on=date(2022, 7, 4))["inspection"].unique().to_list() == ["SIF-2017"]


def test_a_visit_is_never_graded_whatever_somebody_said_of_it():
    visit = row(code="MV-2018")
    assert (visit["graded"], visit["judgement"], visit["awaited"], visit["disagreement"]) == (False, None, False, [])
    assert inspections.judged(PICTURE, on=TODAY, inspection="MV-2018").is_empty()


def test_sources_that_do_not_agree_are_all_there_and_named():
    rows = inspections.judged(PICTURE, on=TODAY, inspection="ILACS-2022")
    assert rows.select("area", "judgement", "source", "disagrees").rows() == [
        ("Overall", RI, "Letter", False),
        ("Leadership", RI, "Report", True),
        ("leadership", "Inadequate", "Newspaper", True),
    ]
    assert row()["disagreement"] == [f"Leadership: {RI} (Report); Inadequate (Newspaper)"]


def test_the_judgement_of_the_inspection_itself_is_a_source_too():
    rows = inspections.judged(PICTURE, on=TODAY, inspection="VAA-2022")
    assert rows.select("area", "judgement", "source").rows() == [
        ("Overall", "Good", words.UNSAID),
        ("Overall", "Inadequate", "Newspaper"),
    ]
    assert row(code="VAA-2022")["disagreement"] == [f"Overall: Good ({words.UNSAID}); Inadequate (Newspaper)"]
    assert row(code="SIF-2017")["disagreement"] == []


def overall(*sent: tuple[str, str]) -> dict:
    """The timeline's row of an inspection without a judgement of its own, of which sources say these: (word, who)."""
    held = INSPECTIONS.filter(inspection="VAA-2022").with_columns(judgement=pl.lit(None, pl.String))
    rows = [{"inspection": "VAA-2022", "area": "Overall", "judgement": word, "source": who} for word, who in sent]
    picture = {"inspections": held, "judgements": pl.DataFrame(rows)} if rows else {"inspections": held}
    return inspections.timeline(picture, on=TODAY).row(0, named=True)


def test_the_overall_judgement_is_that_of_its_sources_where_they_agree_and_none_where_they_differ():
    assert overall(("Good", "Report"), ("Good", "Newspaper"))["judgement"] == "Good"
    differing = overall(("Good", "Report"), ("Inadequate", "Newspaper"))
    assert differing["judgement"] is None
    assert words.outcome(differing) == "Sources disagree"
    assert words.outcome(overall()) == "No judgement is held"


@pytest.mark.parametrize(
    ("title", "when", "named", "dated"),
    [
        ("Services", "9 to 20 May 2022", "Services, 9 to 20 May 2022", "Services (9 to 20 May 2022)"),
        ("Visit, May 2022", "9 to 20 May 2022", "Visit, May 2022", "Visit, May 2022 (9 to 20 May 2022)"),
        ("Visit, May 2022", "May 2022, day not found", "Visit, May 2022", "Visit, May 2022 (day not found)"),
        ("Visit, May 2022", "May 2022", "Visit, May 2022", "Visit, May 2022"),
    ],
)
def test_an_inspection_is_named_with_its_days_said_once(title, when, named, dated):
    told = {"title": title, "when": when, "placed_on": date(2022, 5, 20)}
    assert (words.named(told), words.dated(told)) == (named, dated)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"from_on": date(2022, 5, 9), "to_on": date(2022, 5, 20)}, "9 to 20 May 2022"),
        ({"from_on": date(2015, 1, 27), "to_on": date(2015, 2, 19)}, "27 January to 19 February 2015"),
        ({"from_on": date(2021, 12, 27), "to_on": date(2022, 1, 5)}, "27 December 2021 to 5 January 2022"),
        ({"from_on": date(2021, 5, 9), "to_on": date(2022, 5, 9)}, "9 May 2021 to 9 May 2022"),
        ({"from_on": date(2022, 5, 9), "to_on": date(2022, 5, 9)}, "9 May 2022"),
        ({"from_on": date(2022, 5, 9)}, "began 9 May 2022"),
        ({"to_on": date(2022, 2, 16)}, "ended 16 February 2022"),
        ({"published_on": date(2022, 2, 16)}, "published 16 February 2022"),
        ({"from_on": date(2018, 5, 1), "to_on": date(2018, 5, 31), "date_words": "May 2018"}, "May 2018"),
        ({}, "no day is held"),
    ],
)
def test_when_an_inspection_was_is_said_with_no_more_than_is_needed(cells, says):
    assert dated(**cells) == says


def test_what_a_finding_led_to_is_told_by_its_actions_and_a_cancelled_one_is_none():
    rows = inspections.findings(PICTURE, on=TODAY)
    told = rows.select("finding_code", "led_to", "actions", "actions_complete", "without_action").rows()
    assert told == [
        ("ILACS-2025/1", "not started", 1, 0, False),
        ("ILACS-2022/3", "none", 0, 0, True),
        ("ILACS-2022/4", "none", 0, 0, True),
        ("ILACS-2022/1", "complete", 2, 2, False),
        ("ILACS-2022/2", "in progress", 2, 0, False),
    ]
    of_2022 = inspections.findings(PICTURE, on=TODAY, inspection="ILACS-2022")
    assert improvements.led_to(of_2022) == {"all": 4, "none": 2, "not started": 0, "in progress": 1, "complete": 1}
    assert (row()["findings"], row()["findings_without_action"]) == (4, 2)


def test_findings_are_those_that_were_published_by_the_day():
    assert set(inspections.findings(PICTURE, on=date(2025, 12, 1))["inspection"]) == {"ILACS-2022"}
    assert inspections.findings(PICTURE, on=date(2022, 7, 4)).is_empty()


def test_a_priority_keeps_the_findings_that_serve_it_and_those_of_which_nothing_says_so():
    rows = inspections.findings(PICTURE, on=TODAY)
    kept = improvements.serving(rows, "Practice")["finding_code"].to_list()
    assert kept == ["ILACS-2022/3", "ILACS-2022/4", "ILACS-2022/1"]
    people = improvements.serving(rows, "People")
    assert people["finding_code"].to_list()[-1] == "ILACS-2022/2"
    assert people["priorities"].to_list() == [[], [], ["People"]]


def test_an_action_is_told_with_where_the_plan_has_what_carries_it():
    rows = improvements.actions(PICTURE, on=TODAY, inspection="ILACS-2022")
    told = rows.select("action", "outcome_title", "outcome_brag", "milestone_title", "milestone_brag", "priority")
    assert told.rows()[:3] == [
        ("Guidance", "Seen in time", "late", None, None, "Practice"),
        ("Training", "Seen in time", "late", "All trained", "late", "Practice"),
        ("Supervision", None, None, "All supervised", "not_reported", "People"),
    ]


def test_a_finding_is_a_demonstration_where_what_was_done_about_it_is():
    published = ACTIONS.with_columns(demonstration=pl.col("number") == 2)
    rows = inspections.findings(PICTURE | {"finding_actions": published}, on=TODAY, inspection="ILACS-2022")
    assert dict(rows["number", "demonstration"].iter_rows()) == {1: False, 2: True, 3: True, 4: True}


def test_that_no_action_is_held_is_a_demonstration_only_where_any_action_held_is_one():
    real = PICTURE | {"finding_actions": ACTIONS.with_columns(demonstration=pl.lit(False))}
    assert not improvements.answered(real, on=TODAY)["demonstration"].any()
    assert not improvements.answered(PICTURE | {"finding_actions": ACTIONS.clear()}, on=TODAY)["demonstration"].any()


def test_on_a_finding_without_an_action_it_is_said_what_is_held_and_never_that_nothing_was_done():
    rows = improvements.answered(PICTURE, on=TODAY, inspection="ILACS-2022").to_dicts()
    says = {row["number"]: improvements.unanswered(row) for row in rows if row["without_action"]}
    assert says == {3: "the one action held here is cancelled", 4: "no action is held here"}
    assert improvements.unanswered({"cancelled": 2}) == "every action held here is cancelled"


def test_a_finding_whose_inspection_is_not_held_is_known_and_stands_last():
    alone = PICTURE | {"inspections": INSPECTIONS.filter(pl.col("inspection") != "ILACS-2022")}
    codes = improvements.answered(alone, on=TODAY)["finding_code"].to_list()
    assert codes[0] == "ILACS-2025/1" and len(codes) == 5


def test_the_next_can_fall_as_many_months_after_the_last_ended_as_its_framework_says():
    rows = inspections.next_window(PICTURE, on=TODAY)
    told = rows.select("framework", "last", "earliest_on", "latest_on", "open", "passed").rows()
    assert told == [("ILACS", "ILACS-2025", date(2028, 4, 24), date(2028, 10, 24), False, False)]
    assert rows["assumption"].item() == "Every three years or so"


def test_a_visit_does_not_begin_the_interval_again_and_a_framework_without_one_has_no_window():
    assert inspections.next_window(PICTURE, on=date(2020, 1, 1)).is_empty()


@pytest.mark.parametrize(
    ("on", "open_", "passed", "says"),
    [
        (date(2024, 11, 19), False, False, "The next can fall between 20 November 2024 and 20 May 2025, "),
        (date(2024, 11, 20), True, False, "The next can fall from now to 20 May 2025, "),
        (date(2025, 5, 20), True, False, "The next can fall from now to 20 May 2025, "),
        (date(2025, 5, 21), False, True, "The next was to fall by 20 May 2025, "),
    ],
)
def test_a_window_is_open_on_its_first_day_and_its_last(on, open_, passed, says):
    found = inspections.next_window(PICTURE, on=on).row(0, named=True)
    assert (found["open"], found["passed"], found["last"]) == (open_, passed, "ILACS-2022")
    assert found["says"].startswith(f"{says}30 to 36 months after the last ended on 20 May 2022")


def test_an_inspection_not_yet_published_begins_the_interval_and_leaves_the_judgement_before_it_standing():
    on = date(2025, 11, 1)
    assert inspections.next_window(PICTURE, on=on)["last"].item() == "ILACS-2025"
    assert inspections.latest(inspections.timeline(PICTURE, on=on))["code"] == "ILACS-2022"


def test_the_judgement_that_stands_is_of_the_whole_service_before_that_of_a_provider():
    rows = inspections.timeline(PICTURE, on=date(2023, 1, 1))
    assert rows["code"][0] == "VAA-2022"
    assert inspections.latest(rows)["code"] == "ILACS-2022"
    assert inspections.latest(rows.filter(pl.col("kind") != "inspection"))["code"] == "VAA-2022"
    assert inspections.latest(rows.clear()) is None


def test_three_years_after_the_last_day_of_february_is_the_last_day_of_february():
    held = INSPECTIONS.filter(inspection="ILACS-2022").with_columns(to_on=date(2024, 2, 29))
    found = inspections.next_window({**PICTURE, "inspections": held}, on=TODAY)
    assert found["latest_on"].item() == date(2027, 2, 28)


def test_an_empty_picture_has_nothing_of_anything():
    assert inspections.timeline({}, on=TODAY).is_empty()
    assert inspections.judged({}, on=TODAY).is_empty()
    assert inspections.findings({}, on=TODAY).is_empty()
    assert improvements.actions({}, on=TODAY).is_empty()
    assert inspections.next_window({}, on=TODAY).is_empty()
    assert inspections.disagreements({}, on=TODAY).is_empty()


# The words --------------------------------------------------------------------------------------------------------


def test_the_first_sentence_says_the_judgement_that_stands_and_when_the_next_can_fall():
    rows = inspections.timeline(PICTURE, on=TODAY)
    windows = inspections.next_window(PICTURE, on=TODAY).to_dicts()
    assert words.standing(inspections.latest(rows), windows) == (
        "Good: Services (13 to 24 October 2025), published 2 December 2025. The next can fall between 24 April 2028 "
        "and 24 October 2028, 30 to 36 months after the last ended on 24 October 2025."
    )
    assert words.standing(inspections.latest(rows), []).endswith("not known: the framework says no interval.")
    assert words.standing(None, []) == "No judgement is held. When the next can fall is not known."


def test_an_inspection_without_a_judgement_says_why():
    assert words.judgement(row(code="MV-2018")) == "Not graded: Monitoring (May 2018)."
    assert words.judgement(row(date(2022, 7, 4))) == "Not published yet: Services (9 to 20 May 2022)."
    assert (
        words.outcome({"judgement": None, "awaited": False, "graded": True, "disagreement": []})
        == "No judgement is held"
    )


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (date(2024, 9, 20), "opens in 2 months"),
        (date(2024, 9, 21), "opens in 1 month"),
        (date(2024, 11, 1), "opens in less than a month"),
        (date(2025, 1, 20), "is open and ends in 4 months"),
        (date(2025, 5, 21), "has passed"),
    ],
)
def test_how_far_away_a_window_is_is_said_in_whole_months(on, says):
    assert words.ahead(inspections.next_window(PICTURE, on=on).row(0, named=True), on) == says


def test_what_areas_to_improve_led_to_is_counted_by_word():
    counts = {"all": 7, "none": 1, "not started": 2, "in progress": 1, "complete": 3}
    assert words.led_to(counts, "Services, May 2022") == (
        "Services, May 2022: 7 areas to improve; 1 has no action held here, 2 have actions that are not started, "
        "1 is in progress, 3 are complete."
    )
    none = dict.fromkeys(counts, 0)
    assert words.led_to(none, "Services") == "Services: no area to improve is held."
    assert words.led_to({**none, "all": 2, "none": 2}, "it") == "it: 2 areas to improve; 2 have no action held here."


def test_a_window_of_one_day_is_about_that_day():
    held = INSPECTIONS.filter(inspection="VAA-2022").with_columns(framework=pl.lit("FOST"))
    found = inspections.next_window({**PICTURE, "inspections": held}, on=date(2023, 1, 1))
    assert found["says"].item() == (
        "The next can fall about 12 December 2025, 36 months after the last ended on 12 December 2022."
    )


def test_every_judgement_has_a_colour_of_status_and_a_shape_of_its_own():
    assert set(words.TONES) == set(words.SHAPES)
    assert len(set(words.SHAPES.values())) == len(words.SHAPES)
    assert words.HOLLOW not in words.SHAPES.values()
