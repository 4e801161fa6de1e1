"""The invented staffing months add up to the published census, obey the rules of their kind, and come out again.

The table is the project's own copy of Sandwell's figures in the children's social work workforce census of the
Department for Education, 2017 to 2025 (data of 27 April 2026, Open Government Licence v3.0).
"""

import subprocess
import sys
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import polars as pl
import pytest

from sct_dash.core import staffing

DATA = Path(__file__).parents[2] / "data"
YEARS = range(2018, 2026)
# At 30 September, or over the twelve months to it.
COMPONENTS = {
    "in_post_fte": "213.6 206.6 214.1 208.3 202.5 228.7 241.3 269.9",
    "in_post_headcount": "226 221 230 222 213 243 258 281",
    "agency_fte": "96 118 89 96 85 49 43.4 29.6",
    "agency_headcount": "96 118 89 96 85 49 44 30",
    "agency_covering_fte": "52 69.8 58.8 69.7 49.4 34.8 30.4 25.8",
    "vacancy_fte": "75.2 73.7 75.3 79.8 76.7 51.4 39.5 25.8",
    "cases": "3157 3302 3253 2206 2343 2677 2666 2505",
    "case_holders_fte": "175.3 173.4 161.6 138.2 145.5 158.2 158 164.5",
    "starters_12m": "49.5 40.9 42 41 42.1 47 32.6 45",
    "leavers_12m": "30.6 46.3 32 53.6 56.6 35.2 24 30",
    "days_lost_12m": "2708.1 3946.5 2663 2949 5419 2952 3694 3342",
}
# Published but for the permanent share, which is 100 less the published agency rate.
RATES = {
    "agency_rate": "31.0 36.3 29.4 31.5 29.6 17.6 15.2 9.9",
    "agency_rate_headcount": "29.8 34.8 27.9 30.2 28.5 16.8 14.6 9.6",
    "vacancy_rate": "26.0 26.3 26.0 27.7 27.5 18.3 14.1 8.7",
    "turnover_12m": "14.3 22.4 14.9 25.7 28.0 15.4 10.0 11.1",
    "caseload": "18.0 19.0 20.1 16.0 16.1 16.9 16.9 15.2",
    "permanent_share": "69.0 63.7 70.6 68.5 70.4 82.4 84.8 90.1",
    "absence_rate_12m": "5.0 7.5 4.9 5.6 10.6 5.1 6.0 4.9",
}


def cases(table: dict[str, str]) -> list[tuple[str, int, str]]:
    return [(name, year, cell) for name, row in table.items() for year, cell in zip(YEARS, row.split(), strict=True)]


@pytest.fixture(scope="session")
def trust(picture) -> pl.DataFrame:
    return staffing.months(picture)


def of_september(rows: pl.DataFrame, name: str, year: int) -> float:
    return rows.filter(period_end=date(year, 9, 30))[name].item()


def shown(figure: float) -> Decimal:
    """To one decimal, as the census is published."""
    return Decimal(str(figure)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_all_but_three_sums_are_the_published_ones_to_the_last_digit_and_those_explain_the_published_rates(trust):
    off = {
        (name, year): round(of_september(trust, name, year) - float(cell), 3)
        for name, year, cell in cases(COMPONENTS)
        if of_september(trust, name, year) != float(cell)
    }
    assert off == {("in_post_fte", 2019): 0.03, ("in_post_fte", 2023): 0.02, ("leavers_12m", 2024): 0.02}


@pytest.mark.parametrize(("name", "year", "published"), cases(COMPONENTS))
def test_the_teams_add_up_to_the_published_census_at_each_30_september(trust, name, year, published):
    assert shown(of_september(trust, name, year)) == shown(float(published))


@pytest.mark.parametrize(("name", "year", "published"), cases(RATES))
def test_the_rates_of_the_whole_trust_are_the_published_ones_to_their_rounding(trust, name, year, published):
    assert str(shown(of_september(trust, name, year))) == published


def test_every_month_from_october_2017_to_october_2026_is_held(trust):
    assert trust.height == 109
    assert (trust["period_end"].min(), trust["period_end"].max()) == (date(2017, 10, 31), date(2026, 10, 31))


def test_posts_are_filled_or_vacant_in_every_row(picture):
    rows = picture["staffing"]
    apart = pl.col("establishment_fte") - pl.col("in_post_fte") - pl.col("vacancy_fte")
    assert rows.filter(apart.abs() > 0.001).is_empty()


def test_every_figure_is_a_tenth_but_in_three_rows(picture):
    numbers = picture["staffing"].select(pl.col(pl.Float64) * 10)
    assert numbers.filter(pl.any_horizontal((pl.all() - pl.all().round()).abs() > 0.0001)).height == 3


def test_a_team_ended_and_one_began_at_the_reorganisation_and_two_homes_opened(picture):
    teams = picture["teams"]
    assert teams.drop_nulls("valid_to").select("team", "valid_to").rows() == [("Care management 4", date(2021, 8, 31))]
    later = teams.filter(pl.col("valid_from") > date(2018, 1, 1)).sort("valid_from")
    assert later["team"].to_list() == ["Edge of care", "Children's home 1", "Children's home 2"]
    assert set(teams.filter(service="Residential care")["team"]) == {"Short breaks home", *later["team"][1:]}
    assert teams["priority"].null_count() == 0


def test_one_team_in_trouble_stands_out_in_the_last_months(picture):
    last = staffing.latest(staffing.months(picture, by="team", staff="social_work"))
    assert last.sort("caseload", nulls_last=True, descending=True)["group"][0] == "Assessment 2"
    assert last.sort("permanent_share")["group"][0] == "Assessment 2"


def test_as_many_gave_a_reason_as_left_over_the_years(picture, trust):
    roles = staffing.months(picture, by="role")
    social_work = trust.filter(pl.col("period_end").dt.month() == 9)["leavers_12m"].drop_nulls().sum()
    reasons = picture["leaving_reasons"]["count"].sum()
    assert social_work < reasons
    assert reasons >= roles["leavers_fte"].sum()


def test_the_script_makes_the_same_files_byte_for_byte(tmp_path):
    subprocess.run([sys.executable, DATA / "make_staffing.py", tmp_path], check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {
        path.name: path.read_bytes()
        for kind in ("teams", "staffing", "leaving_reasons")
        for path in (DATA / "demonstration").glob(f"*.{kind}.*")
    }
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []
