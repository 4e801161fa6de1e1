"""DfE's real files, where they lie beside the checkout: every figure of the areas held, read a second way with csv."""

import csv
import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sct_dash.core.frames import SYMBOLS
from tests.returns.drawn import KPIS, checked, picture

FOLDER = Path(__file__).parents[3] / "shared" / "published"
MEASURES = "measure,name,unit,direction\n" + "".join(f"M{at},Measure {at},score,neutral\n" for at in range(40))
AREAS = (
    "area,area_kind,area_code,old_code\n"
    "Sandwell,authority,E08000028,333\n"
    "Walsall,neighbour,E08000030,335\n"
    "Stoke-on-Trent,neighbour,E06000021,861\n"
    "Middlesbrough,neighbour,E06000002,806\n"
    "West Midlands,region,E12000005,\n"
    "England,england,E92000001,\n"
)
AUTHORITIES = {"333": "Sandwell", "335": "Walsall", "861": "Stoke-on-Trent", "806": "Middlesbrough"}
ENDS = {"31 March": (3, 31), "30 September": (9, 30), "31 December": (12, 31)}
# Each file with the columns of its figures, what else a row must hold, and the last day of its year.
FED: dict[str, tuple[tuple[str, ...], dict[str, str], str]] = {
    "care_leavers_accommodation_data.csv": (
        ("number", "percentage"),
        {"age": "19 to 21 years", "accommodation_suitability": "Accommodation considered suitable"},
        "31 March",
    ),
    "care_leavers_activity_data.csv": (
        ("number", "percentage"),
        {"age": "17 to 18 years", "activity": "In an apprenticeship"},
        "31 March",
    ),
    "cin_rates.csv": (("At31_episodes", "At31_episodes_rate"), {}, "31 March"),
    "cin_referrals.csv": (("Referrals", "Re_referrals", "Re_referrals_percent"), {}, "31 March"),
    "cla_rates.csv": (
        ("number", "rate_per_10000"),
        {"population_count": "Children looked after on 31 March each year"},
        "31 March",
    ),
    "duration_cpp.csv": (("CPP_At31", "X2_years_or_more_percent"), {}, "31 March"),
    "ofsted_leadership_data.csv": (("inadequate_count", "good_count"), {}, "31 December"),
    "placement_changes_data.csv": (
        ("Number", "Percentage"),
        {"cla_group": "CLA on 31 March", "placement_stability": "With 3 or more placements during the year"},
        "31 March",
    ),
    "repeat_cpp.csv": (("CPP_start", "CPP_subsequent_percent"), {}, "31 March"),
    "sandwell_workforce_census_2017_2025.csv": (
        ("inpost_fte", "agency_rate_fte", "turnover_rate_fte", "cases", "caseload_fte", "absence_rate_fte"),
        {},
        "30 September",
    ),
    "school_stability_data.csv": (
        ("number", "percentage"),
        {"cla_group": "CLA on 31 March", "move_measure": "Mid-year moves"},
        "31 March",
    ),
    "spending_data.csv": (("CS Expenditure", "Total Expenditure", "CS Share"), {}, "31 March"),
    "spending_per_capita.csv": (("CS Share", "Cost per child"), {}, "31 March"),
    "sw_stability_data.csv": (
        ("number", "percentage"),
        {"sw_stability": "3 or more social workers during the year"},
        "31 March",
    ),
    "workforce_data.csv": (("turnover_rate_fte", "caseload_fte", "Agency Rate Fte"), {}, "30 September"),
    "workforce_headline_measures.csv": (("turnover_rate_fte_%", "cases", "vacancy_fte"), {}, "30 September"),
    "workforce_headline_measures_all.csv": (("turnover_rate_fte_%", "cases", "agency_fte"), {}, "30 September"),
}

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the published files are not beside this checkout")


def held(columns: tuple[str, ...], condition: dict[str, str], year_ends: str) -> dict[str, pl.DataFrame]:
    said = "; ".join(f"{name}={value}" for name, value in condition.items())
    rows = "".join(f"M{at},{column},{said},year,{year_ends}\n" for at, column in enumerate(columns))
    fed = f"measure,value_column,condition,basis,year_ends\n{rows}"
    return picture(kpis=KPIS, measures=MEASURES, areas=AREAS, dfe_columns=fed)


def rows_of(file: str) -> list[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def area_of(row: dict[str, str]) -> str | None:
    level = row["geographic_level"]
    if level == "Local authority":
        return AUTHORITIES.get(row["old_la_code"])
    if level == "Regional":
        return "West Midlands" if "West Midlands" in (row.get("region_name"), row.get("geo_breakdown")) else None
    return "England" if level == "National" else level


def figure(cell: str) -> float | str | None:
    """A number, the letter of a symbol, or None for a cell that says nothing."""
    if cell in ("", "NA"):
        return None
    return cell if cell in SYMBOLS else float(cell.replace(",", ""))


@pytest.mark.parametrize("file", FED)
def test_every_figure_of_the_areas_held_is_taken_as_it_was_published(file: str):
    columns, condition, year_ends = FED[file]
    outcome = checked((FOLDER / file).read_bytes(), "dfe_statistics", held(columns, condition, year_ends), file)
    assert outcome.accepted, outcome.findings["says"].to_list()[:5]
    expected, others = {}, 0
    for row in rows_of(file):
        area = area_of(row)
        others += area is None
        if area is None or any(row[name] != value for name, value in condition.items()):
            continue
        year = int(row["time_period"][:4]) + ("/" in row["time_period"])
        for at, column in enumerate(columns):
            if figure(row[column]) is not None:
                expected[(f"M{at}", area, date(year, *ENDS[year_ends]))] = figure(row[column])
    key = outcome.rows.select("measure", "area", "period_end").rows()
    got = [symbol or value for value, symbol in outcome.rows.select("value", "symbol").iter_rows()]
    assert dict(zip(key, got, strict=True)) == expected
    assert len(key) == len(expected) > 0
    left = [notice for notice in outcome.notices if "of other areas" in notice]
    assert [re.sub(r"\D", "", notice) for notice in left] == ([str(others)] if others else [])


@pytest.mark.parametrize("file", FED)
def test_every_level_that_a_file_has_is_kept_under_the_file_s_own_name_and_its_latest_year(file: str):
    outcome = checked((FOLDER / file).read_bytes(), "dfe_statistics", held(*FED[file]), file)
    levels = {row["geographic_level"] for row in rows_of(file) if area_of(row)}
    kinds = {
        "Local authority": "authority",
        "Regional": "region",
        "National": "england",
        "Statistical neighbours (median)": "neighbours_median",
    }
    assert {kinds[level] for level in levels} - {"neighbours_median"} <= set(outcome.rows["area_kind"])
    latest = max(int(row["time_period"][:4]) + ("/" in row["time_period"]) for row in rows_of(file))
    name = file.removesuffix(".csv")
    assert set(outcome.rows["release"]) == {name if name.endswith(str(latest)) else f"{name}, to {latest}"}


@pytest.mark.parametrize("file", FED)
def test_no_real_file_is_taken_for_anything_else(file: str):
    data = (FOLDER / file).read_bytes()
    for kind in ("kpi_values", "benchmarks", "kpis"):
        refused = checked(data, kind, file=file)
        assert refused.refused
        assert "DfE statistics as downloaded" in refused.findings["says"].item()


def test_a_file_with_one_column_for_all_its_measures_is_read_by_the_condition():
    fed = held(("value",), {"metric_text": "Repeat referrals (within 12 months)"}, "31 March")
    outcome = checked((FOLDER / "summary_data.csv").read_bytes(), "dfe_statistics", fed, "summary_data.csv")
    assert outcome.accepted, outcome.findings["says"].to_list()[:5]
    assert dict(outcome.rows.select("area", "value").iter_rows())["Sandwell"] == 22.7
    assert outcome.rows.height == len(AREAS.splitlines())  # a row an area, and the median in place of the headings
