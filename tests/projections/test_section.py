"""The part of a KPI's page that projects: there for demand alone, and never of other figures than those it is given."""

from streamlit.testing.v1 import AppTest

SCRIPT = """
from datetime import date
import polars as pl
from sct_dash.ui import projection

values = {values}
start = pl.lit(date(2020, 4, 1)).dt.offset_by(pl.format("{{}}mo", "i"))
rows = pl.DataFrame({{"value": values}}).with_row_index("i").with_columns(start.alias("period"))
rows = rows.with_columns(unit=pl.when(pl.col("i") < {shares}).then(pl.lit("percent")).otherwise(pl.lit("count")))
rows = rows.with_columns(pl.col("value").cast(pl.Float64), period_end=pl.col("period").dt.month_end())
row = {{
    "kpi": "SUP900", "name": "Referrals", "set": "supporting", "unit": "count", "frequency": "month",
    "direction": "{direction}", "aggregation": "total", "demonstration": True, "period_end": rows["period_end"][-1],
}}
projection.section(row, rows)
"""
SEASON = (5, 0, 3, 6, -15, 2, 10, 7, -9, -2, -4, -3)


def shown(values, direction="neutral", shares=0):
    """The section of these values, the first `shares` of which were percentages."""
    script = SCRIPT.format(values=list(values), direction=direction, shares=shares)
    page = AppTest.from_string(script, default_timeout=60).run()
    assert not page.exception
    return page, " ".join(block.proto.body for block in page.get("html"))


def test_demand_is_projected_in_words_chart_and_table():
    page, says = shown([300 + 3 * SEASON[i % 12] + i * 7 % 5 for i in range(36)])
    assert [header.value for header in page.header] == ["Twelve months ahead"]
    for words in ("If the pattern of the past years holds, about", "Tried on the past: ", "Method: ", "Demo<"):
        assert words in says
    assert "<caption>Expected, month by month</caption>" in says
    assert says.count('<th scope="row"') == 12
    assert "March 2024" in says
    assert len(page.subheader) == 1


def test_too_short_a_history_is_a_sentence_and_no_chart():
    page, says = shown(range(14))
    assert "Too short a history to project: 14 of 36 months." in says
    assert not page.subheader and not page.expander


def test_what_is_no_demand_is_not_projected():
    page, says = shown([300] * 36, direction="lower")
    assert not page.header and says == ""


def test_other_figures_of_the_same_kpi_are_projected_afresh():
    _, first = shown([300] * 36)
    _, second = shown([*[300] * 30, 301, *[300] * 5])
    _, third = shown([200] * 36)
    assert "about 300 in March 2024" in first
    assert second != first
    assert "about 200 in March 2024" in third


def test_figures_of_an_earlier_unit_are_no_history():
    _, says = shown([300] * 40, shares=10)
    assert "Too short a history to project: 30 of 36 months." in says
