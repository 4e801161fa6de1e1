"""What does not fit together: each of the four rules at its edge, and its sentence."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import plan, risks, signals
from sct_dash.core.contradictions import FOUND, RULES, found, serving
from sct_dash.core.frames import empty
from tests.frames import frame

ON = date(2026, 11, 15)
STATUS = frame("""
    | kpi    | name   | priority | status | relieved | variation    | signal_type | signal_from | signal_on  |
    | KPI002 | Seen   | Practice | red    | false    | concern_low  | RUN         | 2026-03-01  | 2026-10-31 |
    | KPI003 | Steady | People   | green  | false    | common_cause | -           | -           | 2026-10-31 |
""").with_columns(
    signal_type=pl.lit("7 Points Below CL"),
    period_start=date(2026, 10, 1),
    period_end=date(2026, 10, 31),
    unit=pl.lit("percent"),
    direction=pl.lit("higher"),
    value=pl.lit(81.2),
    numerator=pl.lit(None, pl.Float64),
    denominator=pl.lit(None, pl.Float64),
    target=pl.lit(88.0),
    target_upper=pl.lit(None, pl.Float64),
    demonstration=pl.lit(False),
)
# From March 2026 on every month is below the average: the seventh, September, is the first that shows it.
VALUES = [84.0, 88.0] * 9 + [83.0, 84.5] * 4
FIRST = 2024 * 12 + 8  # September 2024, counted in months
STARTS = [date((FIRST + place) // 12, (FIRST + place) % 12 + 1, 1) for place in range(len(VALUES) + 1)]
SERIES = pl.DataFrame({"kpi_code": "KPI002", "period": STARTS[:-1], "value": VALUES}).with_columns(
    period_end=pl.col("period").dt.month_end(),
    unit=pl.lit("percent"),
    direction=pl.lit("higher"),
    relieved=pl.lit(False),
    target=pl.lit(88.0),
    target_upper=pl.lit(None, pl.Float64),
)
POINTS = signals.points(SERIES, empty("rebases"))
RISK = frame("| reference | title | priority | opened_on |\n| 4 | Care | People | 2018-04-01 |", reference=pl.String)
KPIS = frame("""
    | kpi_code | name   | priority | valid_from |
    | KPI002   | Seen   | Practice | 2018-04-01 |
    | KPI003   | Steady | People   | 2018-04-01 |
""")


def scores(*given: tuple[str, float]) -> pl.DataFrame:
    rows = [("4", date.fromisoformat(day), score, "Because") for day, score in given]
    return pl.DataFrame(rows, schema=["reference", "assessed_on", "score", "reason"], orient="row")


def linked(*pairs: str) -> pl.DataFrame:
    """Links drawn as `risk 4 kpi KPI002`."""
    return pl.DataFrame(
        [pair.split() for pair in pairs], schema=["from_kind", "from_code", "to_kind", "to_code"], orient="row"
    )


def judged(
    picture: dict[str, pl.DataFrame], status: pl.DataFrame = STATUS, on: date = ON, points: pl.DataFrame = POINTS
) -> pl.DataFrame:
    picture = {"kpis": KPIS, **picture}
    rows = found(
        picture,
        on=on,
        status=status,
        register=risks.register(picture, on=on),
        milestones=plan.milestones(picture, on=on),
        outcomes=plan.outcomes(picture, on=on),
        points=points,
    )
    assert rows.schema == FOUND
    return rows


def of_risk(*given: tuple[str, float], links: str = "risk 4 kpi KPI002", **more) -> list[tuple]:
    picture = {"risks": RISK, "links": linked(links)}
    return judged(picture | ({"risk_scores": scores(*given)} if given else {}), **more)["rule", "says"].rows()


SINCE = "since March 2026, known by the figures to 30 September 2026"
WORSE = f"KPI002 Seen has shown a real change for the worse {SINCE}"
SHOWS = f"KPI002 Seen shows a real change for the worse {SINCE}"


def test_a_risk_lowered_after_its_kpi_was_known_to_get_worse_contradicts_it():
    assert of_risk(("2026-03-01", 16), ("2026-10-01", 12)) == [
        ("lowered", f"Risk 4 Care was lowered from 16 to 12 on 1 October 2026, although {WORSE}.")
    ]


@pytest.mark.parametrize(("day", "words"), [("2026-05-31", "31 May 2026"), ("2026-09-30", "30 September 2026")])
def test_of_one_lowered_before_that_was_known_it_is_not_said_that_anybody_knew(day, words):
    assert of_risk(("2026-01-01", 16), (day, 12)) == [
        (
            "lowered",
            f"Risk 4 Care was lowered from 16 to 12 on {words}, and since then the figures of KPI002 Seen to "
            "30 September 2026 have shown a real change for the worse (since March 2026), without another assessment.",
        )
    ]


def test_one_lowered_before_and_assessed_again_once_it_was_known_contradicts_nothing():
    for day in ("2026-05-31", "2026-09-30"):
        assert of_risk(("2026-01-01", 16), (day, 12), ("2026-10-01", 12)) == []
    again = of_risk(("2026-01-01", 16), ("2026-05-31", 12), ("2026-09-30", 12))
    assert [rule for rule, _ in again] == ["unreviewed"]


def test_a_lowering_that_was_confirmed_while_the_kpi_went_on_getting_worse_stays_one():
    assert [rule for rule, _ in of_risk(("2026-01-01", 16), ("2026-10-01", 12), ("2026-11-01", 12))] == ["lowered"]


def test_of_a_kpi_whose_points_tell_no_beginning_the_last_period_is_the_day_it_was_known():
    none = judged({"risks": RISK, "links": linked("risk 4 kpi KPI002")}, points=POINTS.clear())
    assert "known by the figures to 31 October 2026" in none["says"].item()


@pytest.mark.parametrize("link", ["risk 4 kpi KPI002", "kpi KPI002 risk 4"])
def test_the_link_counts_whichever_end_it_begins_at(link: str):
    assert len(of_risk(("2026-03-01", 16), ("2026-10-01", 12), links=link)) == 1


def test_a_risk_that_was_raised_again_or_whose_kpi_is_steady_contradicts_nothing():
    assert of_risk(("2026-03-01", 16), ("2026-10-01", 12), ("2026-11-01", 16)) == []
    assert of_risk(("2026-03-01", 16), ("2026-10-01", 12), links="risk 4 kpi KPI003") == []


@pytest.mark.parametrize("variation", ["improvement_high", "neutral_low", "too_few", "overlapping", None])
def test_only_a_real_change_for_the_worse_counts(variation: str | None):
    status = STATUS.with_columns(variation=pl.lit(variation, pl.String))
    assert of_risk(("2026-03-01", 16), ("2026-10-01", 12), status=status) == []


@pytest.mark.parametrize(
    ("assessed", "told"),
    [("2026-09-30", True), ("2026-10-01", False), ("2026-04-02", True)],
)
def test_a_risk_is_not_reviewed_when_it_was_last_assessed_before_the_change_for_the_worse_was_known(assessed, told):
    said = of_risk(("2026-01-01", 12), (assessed, 12))
    assert [rule for rule, _ in said] == (["unreviewed"] if told else [])


def test_a_risk_not_assessed_since_says_when_it_was_and_of_one_without_a_score_that_none_is_held():
    assert of_risk(("2026-04-02", 12)) == [
        ("unreviewed", f"{SHOWS}, and Risk 4 Care, last assessed on 2 April 2026, has not been assessed since.")
    ]
    assert of_risk() == [("unreviewed", f"{SHOWS}, and no score of Risk 4 Care is held here.")]


def test_an_assessment_after_the_day_is_not_seen_and_a_closed_risk_contradicts_nothing():
    given = (("2026-01-01", 16), ("2026-11-20", 12))
    assert [rule for rule, _ in of_risk(*given)] == ["unreviewed"]
    closed = RISK.with_columns(closed_on=date(2026, 10, 1))
    assert judged({"risks": closed, "risk_scores": scores(*given), "links": linked("risk 4 kpi KPI002")}).is_empty()


OUTCOMES = frame("| outcome | title | priority |\n| O1 | Homes | Prevention |")
MILESTONES = frame("""
    | milestone | outcome | title     | first_due_on |
    | M1        | O1      | Ten homes | 2026-03-31   |
    | M2        | O1      | More      | 2026-12-31   |
""")
UPDATES = frame("""
    | milestone | reported_on | percent | status      |
    | M1        | 2026-03-03  | 100     | complete    |
    | M2        | 2026-10-03  | 90      | in progress |
""")
PLAN = {"outcomes": OUTCOMES, "milestones": MILESTONES, "milestone_updates": UPDATES}


def test_a_complete_milestone_whose_outcome_has_a_red_kpi_contradicts_it():
    rows = judged(PLAN | {"links": linked("kpi KPI002 outcome O1", "outcome O1 kpi KPI003")})
    assert rows.select("rule", "kind", "code", "other_kind", "other_code", "priority", "other_priority").rows() == [
        ("complete", "milestone", "M1", "kpi", "KPI002", "Prevention", "Practice")
    ]
    assert rows["says"].item() == (
        "Milestone M1 Ten homes is complete (reported on 3 March 2026), but KPI002 Seen, linked to its outcome O1 "
        "Homes, is Red: 81.2% against a target of 88%."
    )


def test_one_linked_to_the_milestone_itself_is_told_once():
    both = judged(PLAN | {"links": linked("kpi KPI002 milestone M1", "outcome O1 kpi KPI002")})
    assert both["says"].str.contains("KPI002 Seen, linked to it, is Red", literal=True).to_list() == [True]


def test_a_relieved_kpi_that_would_be_red_contradicts_no_milestone():
    relieved = STATUS.with_columns(relieved=pl.lit(True))
    assert judged(PLAN | {"links": linked("kpi KPI002 outcome O1")}, relieved).is_empty()


INSPECTIONS = frame("""
    | inspection | title        | to_on      | published_on |
    | OLD-2018   | ILACS 2018   | 2018-01-19 | -            |
    | NEW-2026   | Visit 2026   | 2026-11-01 | 2026-12-01   |
""")
FINDINGS = frame("""
    | inspection | number | text          |
    | OLD-2018   | 1      | Record visits |
    | OLD-2018   | 2      | Plan early.   |
    | OLD-2018   | 3      | Hear children |
    | NEW-2026   | 1      | Not published |
""")


ACTIONS = frame("""
    | inspection | number | action | status      |
    | OLD-2018   | 2      | Plan   | cancelled   |
    | OLD-2018   | 3      | Listen | in progress |
""")
INSPECTED = {"inspections": INSPECTIONS, "findings": FINDINGS, "finding_actions": ACTIONS}


def test_a_finding_on_which_no_action_is_held_is_told_once_its_inspection_is_known():
    assert judged(INSPECTED).select("rule", "code", "other_kind", "other_code", "says").rows() == [
        (
            *("no_action", "OLD-2018/1", None, None),
            "Finding OLD-2018/1 of ILACS 2018, “Record visits”: no action is held here.",
        ),
        (
            *("no_action", "OLD-2018/2", None, None),
            "Finding OLD-2018/2 of ILACS 2018, “Plan early”: the one action held here is cancelled.",
        ),
    ]
    later = judged(INSPECTED, on=date(2026, 12, 1))
    assert later["code"].to_list() == ["NEW-2026/1", "OLD-2018/1", "OLD-2018/2"]


def test_one_whose_inspection_is_not_held_is_known_too():
    alone = INSPECTED | {"inspections": INSPECTIONS.tail(1), "findings": FINDINGS.head(1)}
    assert judged(alone)["says"].to_list() == ["Finding OLD-2018/1, “Record visits”: no action is held here."]


def test_while_no_action_at_all_is_held_nothing_is_known_of_what_was_done():
    assert judged(INSPECTED | {"finding_actions": ACTIONS.clear()}).is_empty()


def test_a_priority_keeps_what_either_thing_serves_and_what_serves_none():
    risk = {"risks": RISK, "links": linked("risk 4 kpi KPI002")}
    rows = judged(INSPECTED | risk)
    assert rows.select("code", "priority", "other_priority").rows() == [
        ("KPI002", "Practice", "People"),
        ("OLD-2018/1", None, None),
        ("OLD-2018/2", None, None),
    ]
    assert serving(rows, "Practice").height == serving(rows, "People").height == 3
    assert serving(rows, "Prevention")["code"].to_list() == ["OLD-2018/1", "OLD-2018/2"]


def test_a_kpi_is_called_what_its_definition_of_the_day_calls_it():
    ahead = KPIS.head(1).with_columns(name=pl.lit("Renamed"), valid_from=date(2027, 4, 1))
    picture = {"kpis": pl.concat([KPIS, ahead]), "risks": RISK, "links": linked("risk 4 kpi KPI002")}
    assert judged(picture)["title"].to_list() == ["Seen"]


def test_a_row_is_a_demonstration_where_either_of_its_things_is():
    picture = {"risks": RISK, "risk_scores": scores(("2026-03-01", 16), ("2026-10-01", 12))}
    picture |= {"links": linked("risk 4 kpi KPI002")}
    assert judged(picture)["demonstration"].to_list() == [False]
    assert judged(picture, STATUS.with_columns(demonstration=pl.lit(True)))["demonstration"].to_list() == [True]
    invented = picture | {"risks": RISK.with_columns(demonstration=pl.lit(True))}
    assert judged(invented)["demonstration"].to_list() == [True]


def test_that_nothing_was_done_is_a_demonstration_where_what_was_done_is_one():
    actions = frame("| inspection | number | action | status |\n| OLD-2018 | 2 | Plan | complete |")
    picture = {"inspections": INSPECTIONS, "findings": FINDINGS.head(2), "finding_actions": actions}
    assert judged(picture)["demonstration"].to_list() == [False]
    invented = picture | {"finding_actions": actions.with_columns(demonstration=pl.lit(True))}
    assert judged(invented)["demonstration"].to_list() == [True]


def test_where_nothing_is_held_nothing_contradicts_and_every_rule_has_words():
    assert judged({}).is_empty()
    assert all(words[0].isupper() for words in RULES.values()) and len(RULES) == 4
