"""The projection: close on what is known to come, held by its range, refused when it cannot be had, tried honestly."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sct_dash.projections import is_demand, projected
from sct_dash.projections.methods import as_last_year, modelled
from sct_dash.projections.projecting import NEEDED
from sct_dash.projections.trials import forecasts, tried
from sct_dash.projections.words import expectation, method
from sct_dash.projections.words import tried as tried_words

DATA = Path(__file__).resolve().parents[2] / "data" / "demonstration"
SEASON = (5, 0, 3, 6, -15, 2, 10, 7, -9, -2, -4, -3)


def months(values, first=date(2019, 4, 1)) -> pl.DataFrame:
    """The rows of a month each from `first` on; None is a month without a figure."""
    rows = pl.DataFrame({"value": values}, schema={"value": pl.Float64}).with_row_index("i")
    start = pl.lit(first).dt.offset_by(pl.format("{}mo", "i"))
    return rows.select(start.alias("period"), start.dt.month_end().alias("period_end"), "value")


def seasonal(count, seed, level=300.0, slope=0.0, noise=6.0):
    chance = random.Random(seed)
    return [round(level + slope * i + 3 * SEASON[i % 12] + chance.gauss(0, noise)) for i in range(count)]


# Close to what comes --------------------------------------------------------------------------------------------------


def test_a_trend_and_a_season_are_projected_closer_than_last_year_and_the_range_holds_most():
    inside, error, plain_error = 0, 0.0, 0.0
    for seed in range(8):
        values = [float(value) for value in seasonal(60, seed, slope=1.5)]
        path, _, settled = modelled(pl.Series(values[:48]), 12)
        assert settled
        for step, row in enumerate(path.iter_rows(named=True)):
            came = values[48 + step]
            inside += row["low"] <= came <= row["high"]
            error += abs(row["expected"] - came)
            plain_error += abs(values[36 + step] - came)
    assert 64 <= inside <= 92, "of 96 the range is meant to hold about 77"
    assert error < 0.7 * plain_error
    assert error / 96 < 12


def test_twelve_months_follow_the_latest_reported_one_and_fewer_are_its_beginning():
    values = seasonal(36, 1, slope=1)
    twelve = projected(months(values)).ahead
    assert twelve["period"].to_list() == months([0.0] * 12, date(2022, 4, 1))["period"].to_list()
    assert twelve["period_end"][0] == date(2022, 4, 30)
    assert twelve.columns == ["period", "period_end", "expected", "low", "high"]
    assert_frame_equal(projected(months(values), 3).ahead, twelve.head(3))


@pytest.mark.parametrize("periods", [0, 13])
def test_further_than_a_year_is_refused_for_it_is_not_tried(periods):
    with pytest.raises(ValueError, match="1 to 12 months"):
        projected(months(seasonal(36, 1)), periods)


def test_a_trend_fades_by_a_tenth_a_month():
    steady = pl.Series([float(10_000 + 20 * i) for i in range(60)])
    path, _, _ = modelled(steady, 12)
    rise = path["expected"][-1] - steady[-1]
    assert rise == pytest.approx(20 * sum(0.9**month for month in range(1, 13)), rel=0.05)


def test_a_thousand_times_the_counts_is_a_thousand_times_the_projection():
    values = seasonal(40, 2, slope=1.5)
    small, large = projected(months(values)), projected(months([1000 * value for value in values]))
    assert not small.plain and not large.plain
    for column in ("expected", "low", "high"):
        assert large.ahead[column].to_list() == pytest.approx([1000 * v for v in small.ahead[column]], rel=1e-3)


def test_the_same_figures_give_the_same_projection_in_whatever_order_they_come():
    rows = months(seasonal(36, 3, slope=1.5))
    first, second = projected(rows), projected(rows.reverse())
    assert_frame_equal(first.ahead, second.ahead)
    assert first.trial == second.trial


# What it is made from -------------------------------------------------------------------------------------------------


def test_relieved_months_are_kept_and_other_lengths_left_out():
    rows = months(seasonal(36, 4))
    quarter = pl.DataFrame({"period": [date(2022, 4, 1)], "period_end": [date(2022, 6, 30)], "value": [9e9]})
    told = projected(pl.concat([rows, quarter]).with_columns(relieved=pl.col("period") < date(2021, 9, 30)))
    assert_frame_equal(told.ahead, projected(rows).ahead)
    assert told.past["value"].to_list() == rows["value"].to_list()


def test_a_month_without_a_figure_is_left_out_not_filled_in():
    values = [float(value) for value in seasonal(38, 5, slope=1.5)]
    gap = [None if i == 20 else value for i, value in enumerate(values)]
    found = projected(months(gap))
    assert_frame_equal(found.ahead, projected(months(gap).drop_nulls()).ahead)
    assert found.past["value"].null_count() == 1
    assert " 1 month without a figure is not filled in, but left out of the fit." in method(found)
    whole = modelled(pl.Series(values), 12)[0]["expected"]
    passed_over = modelled(pl.Series(gap), 12)[0]["expected"]
    taken_for_none = modelled(pl.Series([value or 0.0 for value in gap]), 12)[0]["expected"]
    assert (passed_over - whole).abs().max() < 5 < (taken_for_none - whole).abs().max()


def test_last_years_missing_month_is_stood_in_for_by_the_year_before():
    values = [100.0 + i for i in range(36)]
    known = pl.Series([None if i == 30 else value for i, value in enumerate(values)])
    assert as_last_year(known, 12)["expected"].to_list() == [*values[24:30], values[18], *values[31:]]


def test_the_plain_range_reaches_as_far_as_eight_in_ten_of_the_recent_distances_from_a_year_before():
    # Three years at 1 to 36 from the year before, in some order: with one to come, the 30th holds eight in ten.
    values = [500.0] * 12 + [900.0] * 12
    for step in random.Random(6).sample(range(1, 37), 36):
        values.append(values[-12] + (step if step % 2 else -step))
    path = as_last_year(pl.Series(values), 12)
    assert set((path["high"] - path["expected"]).to_list()) == {30.0}
    assert set((path["expected"] - path["low"]).to_list()) == {30.0}


# What is refused ------------------------------------------------------------------------------------------------------


def test_too_short_a_history_is_said_not_projected():
    for count in (1, 14, 35):
        found = projected(months(seasonal(count, 7)))
        assert found.why_not == f"Too short a history to project: {count} of 36 months."
        assert found.ahead.is_empty()
        assert expectation(found, "count", "total") == found.why_not
    assert projected(months(seasonal(NEEDED, 7))).ahead.height == 12


def test_no_history_at_all_is_too_short():
    assert projected(months([])).why_not == "Too short a history to project: 0 of 36 months."
    assert projected(months([None] * 40)).ahead.is_empty()


def test_too_many_gaps_are_said_not_projected():
    values = [float(value) for value in seasonal(44, 8)]
    scattered = [None if i in (14, 17, 20, 23, 27, 31, 36) else value for i, value in enumerate(values)]
    assert projected(months(scattered)).why_not == "Too many gaps to project: 7 of the last 36 months have no figure."
    assert projected(months([*scattered[:36], *values[36:]])).why_not is None
    no_august = [None if i in (28, 40) else value for i, value in enumerate(values)]
    says = "Too many gaps to project: no August of the last two years has a figure."
    assert projected(months(no_august)).why_not == says


def test_a_recent_past_that_cannot_be_tried_is_said_not_projected():
    values = [float(value) for value in seasonal(40, 8)]
    gaps = [None if i in (3, 15, 27) else value for i, value in enumerate(values)]
    says = "Too many gaps to project: the method can be tried from 0 months, not 12."
    assert projected(months(gaps)).why_not == says


def test_a_history_that_ended_long_ago_is_said_not_projected():
    rows = months(seasonal(36, 9))
    assert projected(rows, until=date(2022, 6, 30)).why_not is None
    says = "Too old to project from: the latest figure is for March 2022."
    assert projected(rows, until=date(2022, 7, 31)).why_not == says


# Odd series -----------------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("value", [5.0, 0.0])
def test_a_series_that_never_moves_is_projected_where_it_is_without_a_word_from_the_library(value, capfd):
    found = projected(months([value] * 36))
    assert found.plain
    assert set(found.ahead.select("expected", "low", "high").unpivot()["value"].to_list()) == {value}
    assert capfd.readouterr() == ("", "")
    share = "" if value == 0 else " (0.0%)"
    assert f"were 0.0{share} out on average; the fuller method's, 0.0{share}." in tried_words(found, "count")


@pytest.mark.filterwarnings("error")
def test_one_huge_outlier_moves_the_projection_little():
    values = seasonal(48, 10, level=100, noise=3)
    values[30] = 900
    ahead = projected(months(values)).ahead
    usual = [100 + 3 * SEASON[i % 12] for i in range(12)]
    assert all(abs(expected - then) < 40 for expected, then in zip(ahead["expected"], usual, strict=True))


@pytest.mark.filterwarnings("error")
def test_small_counts_never_fall_below_nothing():
    chance = random.Random(11)
    counts = [sum(chance.random() < 0.1 for _ in range(10)) for _ in range(36)]
    found = projected(months(counts))
    assert found.ahead["low"].min() == 0 and found.ahead["expected"].min() >= 0
    assert found.trial.error_percent is None
    for path in (modelled(pl.Series(counts, dtype=pl.Float64), 12)[0], as_last_year(pl.Series(counts), 12)):
        assert path["low"].min() == 0


# Tried on the past ----------------------------------------------------------------------------------------------------


def test_no_forecast_of_the_trials_knows_what_came_after_its_start():
    values = [float(value) for value in seasonal(44, 12, slope=1.5)]
    other = [*values[:36], *(3 * value for value in values[36:])]
    rows, changed = forecasts(months(values)), forecasts(months(other))
    told_the_same = pl.col("start") <= 36
    assert rows.filter(told_the_same)["start"].n_unique() == 13
    assert_frame_equal(
        rows.filter(told_the_same).drop("came"), changed.filter(told_the_same).drop("came"), check_exact=True
    )
    later = pl.col("start") > 36
    assert (rows.filter(later)["expected"] != changed.filter(later)["expected"]).all()


def test_a_forecast_of_the_trials_is_the_projection_made_at_its_start():
    values = [float(value) for value in seasonal(44, 13, slope=1.5)]
    rows = forecasts(months(values)).filter(pl.col("start") == 36)
    ahead = projected(months(values[:36])).ahead
    assert rows["expected"].to_list() == pytest.approx(ahead["expected"].head(8).to_list(), rel=0.005)
    assert rows["came"].to_list() == values[36:44]


def test_every_month_of_the_last_two_years_is_a_start_and_each_looks_a_year_ahead():
    long, short = (forecasts(months(seasonal(count, 14))) for count in (49, 36))
    assert long.group_by("start").len().sort("start")["len"].to_list() == [12] * 12 + [*range(12, 0, -1)]
    assert long["start"].min() == 25
    assert (short["start"].min(), short.height) == (24, 78)


def test_the_trials_come_to_their_mean_errors_and_the_share_that_held():
    rows = pl.DataFrame(
        {
            "start": [30, 30, 31, 31],
            "came": [100.0, 200.0, 400.0, None],
            "expected": [90.0, 190.0, 400.0, 1.0],
            "low": [80.0, 181.0, 390.0, 0.0],
            "high": [120.0, 199.0, 410.0, 2.0],
            "plain_expected": [100.0, 240.0, 400.0, 1.0],
            "plain_low": [90.0, 230.0, 300.0, 0.0],
            "plain_high": [95.0, 250.0, 500.0, 2.0],
        }
    )
    found = tried(rows)
    assert (found.starts, found.forecasts) == (2, 3)
    assert found.error == pytest.approx(20 / 3) and found.error_percent == pytest.approx(5.0)
    assert found.plain_error == pytest.approx(40 / 3) and found.plain_error_percent == pytest.approx(20 / 3)
    assert (found.held, found.plain_held) == pytest.approx((2 / 3, 1 / 3))


@pytest.mark.filterwarnings("error")
def test_where_the_method_does_no_better_the_same_month_last_year_stands_in_and_it_is_said():
    values = [300.0 + 3 * SEASON[i % 12] for i in range(36)]
    found = projected(months(values))
    assert found.plain and found.trial.error >= found.trial.plain_error
    assert not found.settled, "a likelihood without a highest point ends the search in a warning"
    assert found.ahead["expected"].to_list() == values[24:]
    assert method(found).startswith("Method: the same month last year;")
    assert "All told" not in expectation(found, "count", "total"), "it is the same twelve months again"
    assert "A fuller method (a structural time series model" in method(found)
    assert method(found).endswith("did no better when tried on the past.")


# In words -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def trending():
    return projected(months(seasonal(60, 1, slope=1.5)))


def test_what_is_expected_is_one_sentence_with_its_range_and_the_year_before(trending):
    last = trending.ahead.row(-1, named=True)
    was = trending.past["value"][-1]
    sentence = (
        f"If the pattern of the past years holds, about {last['expected']:.0f} at the end of March 2025, "
        f"from {was:.0f} in March 2024 (between {last['low']:.0f} and {last['high']:.0f} in 80 of 100 futures)."
    )
    assert expectation(trending, "count", "snapshot") == sentence
    total = expectation(trending, "count", "total")
    ahead, before = trending.ahead["expected"].sum(), trending.past["value"].tail(12).sum()
    assert total.startswith(sentence.replace("at the end of", "in"))
    assert total.endswith(f" All told, about {ahead:,.0f} over the 12 months, from {before:,.0f} over the 12 before.")


def test_the_method_and_its_trial_are_told_beside_the_plain_forecast(trending):
    assert method(trending).startswith("Method: a structural time series model")
    told = replace(
        trending,
        trial=replace(
            trending.trial, error=5.04, error_percent=1.96, plain_error=18.0, plain_error_percent=6.0, held=0.86
        ),
    )
    assert tried_words(told, "count") == (
        "Tried on the past: 222 forecasts, from each of 24 months up to 12 months ahead or to the latest figure, "
        "with only what was known by then, were 5.0 (2.0%) out on average; the same month last year, 18.0 (6.0%). "
        "The range held 86 of 100 figures, where 80 are meant."
    )


@pytest.mark.parametrize(
    ("held", "says"),
    [(0.55, "meant: read it as too narrow."), (0.8, "meant."), (0.97, "meant: read it as wider than need be.")],
)
def test_a_range_that_held_too_few_or_too_many_is_said_to(trending, held, says):
    assert tried_words(replace(trending, trial=replace(trending.trial, held=held)), "count").endswith(says)


def test_a_search_that_found_no_end_is_said(trending):
    unsettled = replace(trending, plain=True, settled=False)
    assert method(unsettled).endswith("found no answer on this series.")


# Which measures -------------------------------------------------------------------------------------------------------


def test_demand_is_told_by_its_definition():
    file = next(DATA.glob("*.kpis.supporting-measures.csv"))
    rows = pl.read_csv(file).rename({"kpi_set": "set"}).iter_rows(named=True)
    assert [row["kpi_code"] for row in rows if is_demand(row)] == [
        "SUP001",
        "SUP002",
        "SUP003",
        "SUP004",
        "SUP008",
        "SUP009",
    ]


@pytest.mark.parametrize(
    "other", [{"set": "contract"}, {"unit": "percent"}, {"frequency": "quarter"}, {"direction": "lower"}]
)
def test_demand_has_every_mark_of_it(other):
    row = {"set": "supporting", "unit": "count", "frequency": "month", "direction": "neutral"}
    assert is_demand(row) and not is_demand({**row, **other})
