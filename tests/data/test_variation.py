"""The invented figures vary as real ones do: most months are usual, a few tell something, and rebases hide nothing."""

import polars as pl
import pytest

from sct_dash.core import signals, spc, status

REBASED = [
    *("KPI007", "KPI009", "KPI011", "KPI013", "KPI014", "KPI014", "KPI015"),
    *("SUP001", "SUP002", "SUP003", "SUP003", "SUP004", "SUP005", "SUP006", "SUP014"),
    *("SUP015", "SUP015", "SUP017", "SUP017"),
]
# What the last months say, other than usual variation.
TOLD = {
    "KPI004": "concern_high",
    "KPI006": "improvement_high",
    "KPI007": "improvement_high",
    "KPI009": "concern_low",
    "KPI015": "improvement_low",
    "SUP009": "neutral_high",
    "SUP013": "too_few",
    "SUP016": "overlapping",
    "SUP018": "overlapping",
}
MET, MISSED = {"KPI010", "KPI014", "SUP005", "SUP015"}, {"KPI006", "KPI012"}


@pytest.fixture(scope="session")
def series(picture) -> pl.DataFrame:
    """The demonstration's own series: published yearly figures are left out."""
    return status.series(picture).filter(~pl.col("kpi_code").str.starts_with("PUB"))


@pytest.fixture(scope="session")
def told(picture, series) -> pl.DataFrame:
    return signals.points(series, picture["rebases"])


def counted(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that limits are worked out from, or would be with more of them."""
    return rows.filter(~pl.col("ghost"), ~pl.col("overlapping"), pl.col("value").is_not_null())


def test_the_last_months_show_a_few_signals_of_every_kind_among_much_that_is_usual(told):
    latest = dict(signals.latest(told).select("kpi_code", "variation").iter_rows())
    assert len(latest) == 34
    assert {code: variation for code, variation in latest.items() if variation != "common_cause"} == TOLD


def test_some_targets_are_met_and_some_missed_whatever_the_month_and_most_hit_or_miss(told):
    latest = signals.latest(told)
    assert set(latest.filter(assurance="pass")["kpi_code"]) == MET
    assert set(latest.filter(assurance="fail")["kpi_code"]) == MISSED
    assert latest.filter(assurance="inconsistent").height == 17


def test_in_the_latest_partition_of_every_series_most_months_are_usual(told):
    last = counted(told).filter(pl.col("rebase_group") == pl.col("rebase_group").max().over("kpi_code"))
    real = last.group_by("kpi_code").agg(pl.col("special_cause_flag").mean())
    assert real.height == 32
    assert real.filter(pl.col("special_cause_flag") >= 0.5).is_empty()


def test_no_series_moves_along_a_path_its_months_turn_back_more_often_than_they_go_on(told):
    monthly = counted(told).filter(pl.col("frequency") == "month")
    steps = monthly.sort("kpi_code", "period")
    step = pl.col("value").diff().over("kpi_code", "rebase_group")
    turned = steps.with_columns(step.alias("step")).with_columns(
        (pl.col("step") * pl.col("step").shift(1).over("kpi_code", "rebase_group") < 0).alias("turned")
    )
    share = turned.group_by("kpi_code").agg(pl.col("turned").mean())
    assert share.height == 30
    assert share["turned"].min() > 0.5


def test_a_rebase_leaves_enough_points_on_both_sides_and_says_that_it_is_illustrative(picture, told):
    rebases = picture["rebases"]
    assert sorted(rebases["kpi_code"]) == REBASED
    assert rebases.filter(~pl.col("reason").str.starts_with("Illustrative: ")).is_empty()
    assert rebases.filter(pl.col("agreed_on") < pl.col("rebase_on").dt.offset_by("1y")).is_empty()
    shown = counted(told).filter(pl.col("kpi_code").is_in(REBASED))
    sizes = shown.group_by("kpi_code", "rebase_group").len()
    assert sizes.height == len(REBASED) + len(set(REBASED))
    assert sizes["len"].min() >= spc.ENOUGH
    assert sizes.filter(pl.col("rebase_group") == pl.col("rebase_group").max().over("kpi_code"))["len"].min() >= 24


def test_a_rebase_moves_the_mean_beyond_the_limits_that_were(told):
    limits = counted(told).group_by("kpi_code", "rebase_group").agg(pl.col("mean", "lpl", "upl").first())
    before = limits.with_columns(pl.col("rebase_group") + 1)
    pairs = limits.join(before, on=["kpi_code", "rebase_group"], suffix="_before")
    assert pairs.height == len(REBASED)
    assert pairs.filter(pl.col("mean").is_between(pl.col("lpl_before"), pl.col("upl_before"))).is_empty()


def test_no_rebase_hides_a_concern(picture, series, told):
    before, after = (signals.latest(rows) for rows in (signals.points(series, picture["rebases"].clear()), told))
    both = before.join(after, on="kpi_code", suffix="_rebased")
    concern = pl.col("variation").str.starts_with("concern")
    assert both.filter(concern & (pl.col("variation") != pl.col("variation_rebased"))).is_empty()


def test_the_three_kpis_of_the_documentation_are_worth_looking_at(told):
    for code, unit, direction in (
        ("KPI013", "percent", "higher"),
        ("SUP014", "per_10000", "neutral"),
        ("KPI015", "ratio", "lower"),
    ):
        one = told.filter(kpi_code=code)
        assert (one["unit"][0], one["direction"][0]) == (unit, direction)
        for _, part in counted(one).group_by("rebase_group"):
            assert 0 < part["special_cause_flag"].sum() < part.height
    assert told.filter(pl.col("kpi_code").is_in(["KPI007", "KPI012"])).group_by("kpi_code").agg(pl.col("ghost").sum())[
        "ghost"
    ].to_list() == [18, 18]
    assert told.filter(kpi_code="KPI013")["ghost"].sum() == 21
