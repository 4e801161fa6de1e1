"""The shipped thread: what is published of risks, plan and inspections is as published, and the rest hangs together."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sct_dash.core import contradictions, inspections, matrix, meetings, plan, risks, signals, status, things
from sct_dash.core.frames import PRIORITIES, facts
from sct_dash.core.thread_frames import THREAD

DATA = Path(__file__).parents[2] / "data"
LAST_DAY = date(2026, 11, 15)
MADE = (
    *("risk_bands", "risks", "risk_scores", "risk_actions", "outcomes", "milestones", "milestone_updates"),
    *("finding_actions", "meetings", "notes", "links"),
)


@pytest.fixture(scope="session")
def register(picture):
    return risks.register(picture, on=LAST_DAY)


@pytest.fixture(scope="session")
def steps(picture):
    return plan.milestones(picture, on=LAST_DAY)


@pytest.fixture(scope="session")
def found(picture, register, steps):
    series = status.series(picture).sort("kpi_code", "period_end")
    return contradictions.found(
        picture,
        on=LAST_DAY,
        status=status.kpi_status(picture, on=LAST_DAY),
        register=register,
        milestones=steps,
        outcomes=plan.outcomes(picture, on=LAST_DAY),
        points=signals.points(series, facts(picture, "rebases")),
    )


def sent(kind: str, folder: str = "*") -> list[Path]:
    """The files of a kind."""
    return sorted(path for path in DATA.glob(f"{folder}/*.csv") if path.name.split(".")[2] == kind)


@pytest.mark.parametrize("kind", THREAD)
def test_every_file_passes_the_check_of_its_kind_without_a_finding(taken, kind):
    paths = sent(kind)
    assert paths
    for path in paths:
        findings = taken[0][path].findings.filter(severity="finding")
        assert findings.is_empty(), f"{path.name}: {findings['says'].to_list()}"


def test_12_and_16_are_red_and_no_other_cut_off_is_said_to_be_published(picture):
    scores = matrix.in_force(picture, LAST_DAY).filter(part="score")
    assert scores.filter(band="red")["level"].sort().to_list() == [12, 16]
    others = scores.filter(~pl.col("level").is_in([12.0, 16.0]))
    assert others.height == 7
    assert others["note"].str.starts_with("Illustrative").all()


def test_risk_4_went_from_12_to_16_and_back_as_published_without_a_likelihood_that_is_not(taken):
    rows = pl.concat([taken[0][path].rows for path in sent("risk_scores", "published")]).sort("assessed_on")
    assert rows["reference"].unique().to_list() == ["4"]
    assert rows["score"].to_list() == [12, 16, 12]
    assert rows["likelihood"].null_count() == rows["impact"].null_count() == 3
    assert rows["assessed_on"].to_list() == [date(2021, 6, 30), date(2021, 9, 1), date(2021, 11, 30)]


def test_risk_4_is_red_at_every_one_of_its_published_scores(picture):
    history = risks.history(picture, "4", on=date(2021, 12, 31))
    assert history.sort("assessed_on").select("score", "band").rows() == [(12, "red"), (16, "red"), (12, "red")]


def test_risk_4c_is_published_as_on_the_register_and_without_a_score(taken):
    (row,) = [
        row for path in sent("risks", "published") for row in taken[0][path].rows.to_dicts() if row["reference"] == "4c"
    ]
    assert (row["title"], row["opened_on"]) == ("Demand for children's social care", date(2019, 9, 19))
    scores = pl.concat([taken[0][path].rows for path in sent("risk_scores", "published")])
    assert "4c" not in scores["reference"]


def test_every_score_is_likelihood_times_impact_and_has_a_band(picture):
    rows = picture["risk_scores"].drop_nulls("likelihood")
    assert rows.height > 100
    assert rows.filter(pl.col("score") != pl.col("likelihood") * pl.col("impact")).is_empty()
    bands = matrix.in_force(picture, LAST_DAY).filter(part="score")
    assert set(picture["risk_scores"]["score"]) <= set(bands["level"])


def test_every_risk_but_a_new_one_is_assessed_with_controls_and_a_next_review(picture, register):
    assert register.filter(pl.col("score").is_null())["reference"].to_list() == ["23"]
    assert register.drop_nulls("score")["next_review_on"].null_count() == 0
    assert picture["risk_scores"].filter(pl.col("assessed_on") > date(2021, 11, 30))["controls"].null_count() == 0


def test_the_register_has_reviews_overdue_targets_at_risk_and_every_priority(register):
    overdue = register.filter("overdue")
    assert {"10b", "12"} <= set(overdue.filter(band="red")["reference"])
    assert register.filter("target_at_risk").height > 3
    assert set(register["priority"]) == set(PRIORITIES)
    assert set(register["movement"]) >= {"up", "down", "same", "new"}


def test_a_risk_has_been_amber_for_years_and_says_why_at_every_step(picture, register):
    row = register.row(by_predicate=pl.col("reference") == "4", named=True)
    assert (row["band"], row["at_band_since"]) == ("amber", date(2022, 9, 2))
    reasons = risks.history(picture, "4", on=LAST_DAY)["reason"]
    assert reasons.n_unique() == reasons.len() > 8


def test_the_plan_has_milestones_of_every_colour(steps):
    counts = dict(steps["brag"].value_counts().iter_rows())
    assert set(counts) == {"complete", "on_track", "at_risk", "late", "not_reported", "cancelled"}
    assert steps.height == 80
    assert counts["late"] == 7


def test_every_later_date_has_its_reason(picture):
    moved = picture["milestone_updates"].drop_nulls("revised_due_on")
    assert moved.height > 30
    assert moved["reason"].null_count() == 0


def test_a_milestone_that_is_named_after_a_figure_says_what_the_figure_was(picture, steps):
    row = steps.row(by_predicate=pl.col("milestone") == "M021", named=True)
    september = picture["kpi_values"].filter(kpi_code="KPI006", period=date(2026, 9, 1)).row(0, named=True)
    said = re.search(r"([\d.]+)% in September", row["reason"])
    assert float(said[1]) == round(september["numerator"] / september["denominator"] * 100, 1)


def test_every_outcome_has_a_theme_of_the_plan_and_every_priority_an_outcome(picture):
    assert set(picture["outcomes"]["theme"]) == set(picture["themes"]["theme"])
    assert set(picture["outcomes"]["priority"]) == set(PRIORITIES) == set(picture["priorities"]["priority"])


@pytest.mark.parametrize("rule", contradictions.RULES)
def test_every_kind_of_contradiction_is_there_to_be_seen(found, rule):
    assert not found.filter(rule=rule).is_empty()


def test_the_finding_on_life_story_work_alone_has_no_action(found):
    assert found.filter(rule="no_action")["code"].to_list() == ["ILACS-2022/5"]


def test_both_ends_of_every_link_are_held(picture):
    ends = pl.concat(
        [picture["links"].select(kind=f"{side}_kind", code=f"{side}_code") for side in ("from", "to")]
    ).unique()
    assert ends.join(things.names(picture), on=["kind", "code"], how="anti").is_empty()
    assert picture["links"]["why"].null_count() == 0


def test_every_kpi_finding_budget_line_aim_and_all_but_one_outcome_is_linked_to_something(picture):
    ends = [picture["links"].select(kind=f"{side}_kind", code=f"{side}_code") for side in ("from", "to")]
    asked = things.names(picture).filter(pl.col("kind").is_in(["kpi", "finding", "budget_line", "aim", "outcome"]))
    alone = asked.join(pl.concat(ends), on=["kind", "code"], how="anti").filter(~pl.col("code").str.starts_with("PUB"))
    assert alone["code"].to_list() == ["O08"], "O08 is joined through the finding and the milestones under it"


def test_what_a_source_does_not_give_is_not_dated_to_a_day_without_saying_so(picture):
    rows = picture["inspections"]
    month = (pl.col("from_on").dt.day() == 1) & (pl.col("to_on") == pl.col("to_on").dt.month_end())
    assert rows.filter(month)["date_words"].null_count() == 0
    assert rows.filter(month).height > 10
    assert rows["source"].null_count() == 0


def test_sources_that_disagree_are_both_there(picture):
    rows = picture["judgements"].filter(inspection="FOSTERING-BEFORE", area="Overall")
    assert set(rows["judgement"]) == {"Requires improvement to be good", "Inadequate"}
    assert rows["source"].n_unique() == 2


def test_the_next_inspection_is_a_window_with_its_assumption(picture):
    window = inspections.next_window(picture, on=LAST_DAY).row(by_predicate=pl.col("framework") == "ILACS", named=True)
    assert (window["earliest_on"], window["latest_on"]) == (date(2028, 4, 24), date(2029, 4, 24))
    assert window["assumption"].startswith("Our assumption")


def test_the_operational_board_has_dates_until_december_and_others_are_left_to_their_cadence(picture):
    ahead = meetings.calendar(picture, on=LAST_DAY, months=2)
    dated = ahead.filter("set", board="Operational Partnership Board")
    assert dated["meets_on"].to_list() == [date(2026, 11, 26), date(2026, 12, 17)]
    assert {"Strategic Partnership Board", "Department for Education"} <= set(ahead.filter(~pl.col("set"))["board"])
    assert meetings.unforeseen(picture, on=LAST_DAY)["board"].to_list() == ["Improvement Board"]


def test_the_script_makes_the_same_files_byte_for_byte(tmp_path):
    subprocess.run([sys.executable, DATA / "make_thread.py", tmp_path], check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for kind in MADE for path in sent(kind, "demonstration")}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []
