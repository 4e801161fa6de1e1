"""What Sandwell is compared with: each figure is the published one, and sources of the same figure agree.

local_authority_interactive_tool.csv is the project's own copy of the tool's cells as they are written there, float
noise and dashes with them, so that a slip in data/ cannot hide itself. Source: Department for Education (Open
Government Licence v3.0), Local Authority Interactive Tool, data of 8 April 2026; the neighbours' row is the mean of
the ten of the 2025 list.
"""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sct_dash.core import benchmarks

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
TOOL = "LAIT, 8 April 2026"
DASHBOARD = "Children's social care dashboard, 27 April 2026, "
CENSUS, EARLIER = (f"Children's social work workforce census, 2017 to {year}" for year in (2025, 2022))
NEIGHBOURS = "Statistical neighbours (2025 list)"
TELLING = ["measure", "area", "area_kind", "period_end", "basis"]


def cells() -> pl.DataFrame:
    """The tool's cells: series, measure, area, year, cell; a year the tool does not have is left out."""
    wide = pl.read_csv(HERE / "local_authority_interactive_tool.csv", infer_schema=False)
    long = wide.unpivot(index=["series", "measure", "area"], variable_name="year", value_name="cell")
    return long.filter(pl.col("cell").fill_null("") != "").with_columns(pl.col("year").cast(pl.Int32))


def of_the_tool(benchmarks: pl.DataFrame) -> pl.DataFrame:
    return benchmarks.filter(release=TOOL).with_columns(year=pl.col("period_end").dt.year())


def test_the_copy_of_the_tool_has_67_series_for_four_areas():
    held = cells().group_by("series", "measure").agg(pl.col("area").n_unique())
    assert held.height == held["measure"].n_unique() == 67
    assert held["area"].unique().to_list() == [4]


def test_every_figure_of_the_tool_is_its_cell_with_nothing_but_float_noise_rounded_off(picture):
    joined = of_the_tool(picture["benchmarks"]).join(cells(), on=["measure", "area", "year"], how="inner")
    assert joined.height == of_the_tool(picture["benchmarks"]).height == 2510
    figure = joined.filter(pl.col("cell") != "-")
    assert (figure["value"] - figure["cell"].cast(pl.Float64)).abs().max() < 1e-8
    assert figure.filter(pl.col("value").round(1) != pl.col("value")).is_empty()
    symbols = joined.filter(pl.col("cell") == "-")
    assert symbols["symbol"].unique().to_list() == ["x"]
    assert symbols.height == joined["symbol"].count() == 35


def test_of_the_tool_only_england_s_first_convictions_are_left_out_for_they_are_on_another_scale(picture):
    missing = cells().join(of_the_tool(picture["benchmarks"]), on=["measure", "area", "year"], how="anti")
    assert missing.select("measure", "area").unique().rows() == [("FIRST-OFFENCES-RATE", "England")]
    assert missing["cell"].cast(pl.Float64).min() > 1000


def test_a_figure_of_the_tool_names_the_series_it_comes_from_and_a_mean_says_what_it_is(picture):
    told = of_the_tool(picture["benchmarks"]).join(cells(), on=["measure", "area", "year"])
    assert told.filter(pl.col("source").str.ends_with(pl.lit("series ") + pl.col("series"))).height == told.height
    means = told.filter(pl.col("source").str.starts_with("Mean of the ten neighbours"))
    assert means["area"].unique().to_list() == [NEIGHBOURS]
    assert means.height == told.filter(area_kind="neighbours_mean").height


def test_sandwell_s_published_kpi_values_are_the_figures_it_is_compared_with(picture):
    values = picture["kpi_values"].filter(pl.col("kpi_code").str.starts_with("PUB"))
    linked = values.join(picture["comparisons"].select("kpi_code", "measure"), on="kpi_code")
    own = picture["benchmarks"].filter(area="Sandwell", release=TOOL).select("measure", "period_end", "value", "symbol")
    census = picture["benchmarks"].filter(area="Sandwell", release=CENSUS).select(own.columns)
    told = pl.concat([own, census.join(own, on=["measure", "period_end"], how="anti")])
    beside = linked.join(told, on=["measure", "period_end"], suffix="_told")
    assert beside.height == values.height > 300
    assert beside.filter(~pl.col("value").eq_missing(pl.col("value_told"))).is_empty()
    assert beside.filter(~pl.col("symbol").eq_missing(pl.col("symbol_told"))).is_empty()


def test_the_tool_and_the_dashboard_agree_on_every_figure_that_both_give(picture):
    told = picture["benchmarks"]
    mine = told.filter(release=TOOL)
    theirs = told.filter(pl.col("release").str.starts_with(DASHBOARD) | (pl.col("release") == CENSUS))
    both = mine.join(theirs, on=TELLING)
    assert both["measure"].n_unique() == 30
    assert both.filter(pl.col("value").is_null() != pl.col("value_right").is_null()).is_empty()
    assert both.filter(pl.col("value") != pl.col("value_right")).is_empty()


def test_the_rate_of_children_in_need_is_the_tool_s_which_is_not_rounded_to_a_whole_number(picture):
    rates = picture["benchmarks"].filter(measure="IN-NEED-RATE")
    assert rates["release"].unique().to_list() == [TOOL]
    assert rates.filter(area="Sandwell", period_end=date(2025, 3, 31))["value"].to_list() == [313.2]


def test_a_release_of_the_department_s_is_named_in_words_and_its_day_can_be_read(picture):
    named = picture["benchmarks"].filter(pl.col("release").str.starts_with(DASHBOARD))
    assert named["release"].n_unique() == 13
    shown = benchmarks.releases(picture, "REFERRALS")["release"].to_list()
    assert shown == [f"{DASHBOARD}cin_referrals", TOOL]  # both reach 2025; the dashboard is the later by its day


def test_the_neighbours_mean_is_that_of_the_ten_neighbours_in_the_dashboard(picture):
    told = picture["benchmarks"]
    ten = (
        told.filter(area_kind="neighbour")
        .group_by("measure", "period_end", "basis")
        .agg(pl.col("value").mean().alias("worked_out"), pl.col("area").n_unique())
    )
    assert ten["area"].unique().to_list() == [10]
    beside = told.filter(area=NEIGHBOURS).drop_nulls("value").join(ten, on=["measure", "period_end", "basis"])
    assert beside["measure"].n_unique() == 26  # the other four are in the census file, which is Sandwell's alone
    assert beside.filter((pl.col("value") - pl.col("worked_out")).abs() > 0.0501).is_empty()


def test_releases_of_the_census_that_disagree_are_both_there(picture):
    sandwell = picture["benchmarks"].filter(area="Sandwell")
    now, before = (sandwell.filter(release=release) for release in (CENSUS, EARLIER))
    both = before.join(now, on=TELLING)
    changed = both.filter(pl.col("value") != pl.col("value_right")).select(
        "measure", "period_end", "value", "value_right"
    )
    assert set(changed.filter(~pl.col("measure").str.contains("LEAVERS$|HEADCOUNT")).rows()) == {
        ("TURNOVER-RATE", date(2019, 9, 30), 24.3, 22.4),
        ("LEAVERS-FTE", date(2019, 9, 30), 50.3, 46.3),
        ("TURNOVER-RATE", date(2017, 9, 30), 22.4, 22.0),
        ("LEAVERS-FTE", date(2017, 9, 30), 42.6, 41.8),
    }
    assert changed.filter(measure="LEAVERS").height == 6
    assert both.height > 100


def test_the_department_s_median_rows_are_read_for_shares_and_rates_alone_because_their_numbers_are_sums(picture):
    medians = picture["benchmarks"].filter(area_kind="neighbours_median").join(picture["measures"], on="measure")
    assert set(medians["unit"].unique()) == {"percent", "per_10000", "ratio", "currency"}
    assert medians.filter(measure="LOOKED-AFTER-RATE", period_end=date(2025, 3, 31))["value"].to_list() == [94]
    assert medians.filter(measure="TURNOVER-RATE", period_end=date(2025, 9, 30))["value"].to_list() == [9.8]


def test_a_symbol_of_the_department_is_kept_as_it_is(picture):
    told = picture["benchmarks"].filter(area="Sandwell").drop_nulls("symbol")
    kept = set(told.select("measure", "period_end", "symbol", "release").rows())
    assert ("PLANS-OPEN-2-YEARS", date(2019, 3, 31), "c", f"{DASHBOARD}duration_cpp") in kept
    assert ("PLANS-OPEN-2-YEARS", date(2019, 3, 31), "x", TOOL) in kept
    assert ("SCHOOL-MOVES", date(2020, 3, 31), "x", f"{DASHBOARD}school_stability_data") in kept
    assert picture["benchmarks"].filter(pl.col("value") < 0).is_empty()


def test_figures_from_papers_and_reports_stand_apart_from_those_of_a_year_s_end(picture):
    papers = picture["benchmarks"].filter(pl.col("release").str.contains("Ofsted|Board"))
    assert set(papers.select("measure", "area", "period_end", "basis", "value").rows()) == {
        ("REFERRALS-RATE", "Sandwell", date(2023, 2, 28), "rolling", 474),
        ("PLANS-RATE", "Sandwell", date(2023, 9, 30), "position", 54.4),
        ("PLANS-RATE", "Statistical neighbours (Council paper)", date(2023, 9, 30), "position", 52.6),
        ("IN-NEED", "Sandwell", date(2017, 11, 7), "position", 2607),
        ("PLANS", "Sandwell", date(2017, 11, 7), "position", 742),
        ("LOOKED-AFTER", "Sandwell", date(2017, 11, 7), "position", 674),
        ("LOOKED-AFTER-RATE", "Sandwell", date(2017, 11, 7), "position", 86),
    }
    assert picture["benchmarks"].filter(basis="rolling").height == 1


def test_a_measure_spans_the_same_and_ends_on_the_same_day_wherever_it_comes_from(picture):
    spans = picture["dfe_columns"].group_by("measure").agg(pl.col("basis").unique(), pl.col("year_ends").unique())
    assert spans.filter((pl.col("basis").list.len() > 1) | (pl.col("year_ends").list.len() > 1)).is_empty()
    tool = (
        picture["benchmarks"]
        .filter(release=TOOL)
        .select("measure", "basis", ends=pl.col("period_end").dt.strftime("%-d %B"))
        .unique()
    )
    assert tool.height == 67
    both = tool.join(picture["dfe_columns"].select("measure", "basis", "year_ends").unique(), on="measure")
    assert both.filter((pl.col("basis") != pl.col("basis_right")) | (pl.col("ends") != pl.col("year_ends"))).is_empty()


FILES = sorted((DATA / "published").glob("*.dfe_statistics.*"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.split(".")[-2])
def test_no_measure_is_fed_twice_by_one_file(path, picture):
    sent = pl.read_csv(path, infer_schema=False).with_row_index("line")
    fed = []
    for row in picture["dfe_columns"].iter_rows(named=True):
        asked = [part.split("=", 1) for part in row["condition"].split("; ") if part]
        if row["value_column"] in sent.columns and all(name in sent.columns for name, _ in asked):
            met = pl.all_horizontal(pl.lit(True), *(pl.col(name) == value for name, value in asked))
            fed.append(sent.filter(met).select("line", measure=pl.lit(row["measure"]), **_place(sent)))
    told = pl.concat(fed)
    assert told.height > 10
    assert told.select("measure", *_place(sent)).is_duplicated().sum() == 0


def _place(sent: pl.DataFrame) -> dict[str, pl.Expr]:
    """What a row of the file is of: its period, level and area."""
    named = [pl.col(name) for name in ("geo_breakdown", "la_name") if name in sent.columns]
    return {"period": pl.col("time_period"), "level": pl.col("geographic_level"), "place": pl.coalesce(named)}


def test_every_column_asked_for_is_a_heading_of_one_of_the_files_and_none_is_a_twin_with_negative_numbers(picture):
    headings = {name for path in FILES for name in pl.read_csv(path, infer_schema=False, n_rows=1).columns}
    asked = picture["dfe_columns"]
    conditions = {part.split("=")[0] for row in asked["condition"] for part in row.split("; ") if part}
    assert set(asked["value_column"]) | conditions <= headings
    read = pl.concat(
        [
            pl.read_csv(path, infer_schema=False).select(pl.col(name).alias("cell") for name in [column])
            for path in FILES
            for column in set(asked["value_column"])
            if column in pl.read_csv(path, infer_schema=False, n_rows=1).columns
        ]
    )
    assert read.filter(pl.col("cell").str.starts_with("-")).is_empty()
