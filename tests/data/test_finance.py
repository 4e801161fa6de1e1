"""The invented budget: it adds up, ended years are funded in full, it says why it moved, and it comes out again."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sct_dash.charts import bridge, forecast
from sct_dash.charts import savings as charts
from sct_dash.core import finance, finance_words, savings

DATA = Path(__file__).parents[2] / "data"
KINDS = ("budget_lines", "finance", "savings", "deficit_funding")
ENDED = {date(2024, 4, 1): date(2025, 3, 31), date(2025, 4, 1): date(2026, 3, 31)}


def test_every_line_has_every_month_from_april_2024_to_october_2026(picture):
    rows = picture["finance"]
    assert rows.height == 12 * 31
    assert rows.group_by("month_end").len()["len"].unique().to_list() == [12]
    assert (rows["month_end"].min(), rows["month_end"].max()) == (date(2024, 4, 30), date(2026, 10, 31))
    assert rows["note"].str.len_chars().min() > 10


def test_what_is_moved_between_lines_adds_nothing_but_what_came_with_work_from_the_council(picture):
    moved = picture["finance"].group_by("month_end").agg(pl.col("virement").sum()).sort("month_end")
    year = pl.col("month_end").is_between(date(2025, 5, 31), date(2026, 3, 31))
    assert moved.filter(year)["virement"].unique().to_list() == [180_000]
    assert moved.filter(~year)["virement"].unique().to_list() == [0]


def test_a_forecast_that_moves_by_much_has_a_note(picture):
    rows = picture["finance"].sort("budget_line", "month_end")
    moved = pl.col("forecast").diff().over("budget_line", "financial_year").abs()
    assert rows.filter(moved > 50_000, pl.col("note").is_null()).is_empty()
    assert rows.filter(moved > 50_000).height > 30


@pytest.mark.parametrize(("year", "march"), ENDED.items())
def test_the_deficit_of_a_year_that_ended_is_what_funds_it(picture, year, march):
    lines = finance.position(picture, financial_year=year)
    assert lines["month_end"].unique().to_list() == [march]
    assert lines.filter(pl.col("forecast") != pl.col("actual")).is_empty()
    funded = picture["deficit_funding"].filter(financial_year=year)["amount"].sum()
    assert lines["variance"].sum() == funded > 0


def test_part_of_the_deficit_of_this_year_has_no_funding_yet(picture):
    year = date(2026, 4, 1)
    funded = picture["deficit_funding"].filter(financial_year=year)["amount"].sum()
    assert 0 < funded < finance.position(picture, financial_year=year)["variance"].sum()


def test_every_year_has_savings_delivered_and_delayed_with_a_reason(picture):
    for _, schemes in picture["savings"].group_by("financial_year"):
        assert schemes["delivered"].sum() < schemes["planned"].sum()
        delayed = schemes.drop_nulls("delayed_to")
        assert delayed.height >= 2
        assert delayed["reason"].null_count() == 0


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize("priority", [None, "People", "Prevention"])
def test_sentence_bridge_forecast_and_savings_tell_the_same_sums_alike(picture, year, priority):
    start = date(year, 4, 1)
    row = finance.standing(picture, financial_year=start, priority=priority).row(0, named=True)
    says, told, at = (
        finance_words.standing(row, priority=priority),
        finance_words.shown(row),
        finance_words.places_of(row),
    )
    steps = finance.bridge(finance.totals(finance.position(picture, financial_year=start, priority=priority)))
    drawn, months = bridge.described(steps, at), finance.movement(picture, start, priority=priority)
    for name in ("contract", "reached", "variance"):
        assert told[name] in says and told[name] in drawn
    assert told["variance"] in bridge.headline(steps, at)
    assert f"{told['reached']} in" in forecast.described(months, at) and told["contract"] in forecast.described(
        months, at
    )
    schemes = savings.schemes(picture, start, priority=priority)
    saved = savings.saved(schemes).row(0, named=True)
    headline, sums = charts.headline(saved), finance_words.savings_shown(row)
    assert f"; {headline[:1].lower()}{headline[1:]}" in says
    assert f"{sums['delivered']} delivered of {sums['planned']} planned" in charts.described(schemes, saved)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_what_has_no_funding_is_one_figure_in_both_sentences(picture, year):
    row = finance.standing(picture, financial_year=date(year, 4, 1)).row(0, named=True)
    whole = finance.deficit(picture, date(year, 4, 1)).row(0, named=True)
    assert finance_words.shown(row) == finance_words.shown(whole)
    unfunded = f"{finance_words.shown(row)['unfunded']} has no funding yet"
    assert (unfunded in finance_words.standing(row)) == (unfunded in finance_words.funded(whole)) == (year == 2026)


def test_only_lines_that_pay_for_children_looked_after_are_counted_by_them(picture):
    lines = picture["budget_lines"]
    assert set(lines.drop_nulls("counted_by")["area"]) == {"Placements"}
    assert lines.filter(area="Placements")["counted_by"].unique().to_list() == ["SUP002"]
    assert lines["priority"].n_unique() == 6


def test_the_script_makes_the_same_files_byte_for_byte(tmp_path):
    subprocess.run([sys.executable, DATA / "make_finance.py", tmp_path], check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    paths = [path for kind in KINDS for path in (DATA / "demonstration").glob(f"*.{kind}.*")]
    kept = {path.name: path.read_bytes() for path in paths}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []
