"""The KPI chart: what it draws of limits, relief, rebases and real changes, and what it says in words."""

import math
from datetime import date

import altair as alt
import polars as pl
import pytest

from sct_dash.charts.trend import MARKS, described, headline, key, trend
from sct_dash.core import periods, signals

RELIEF = pl.DataFrame(
    {"relief_from": [date(2023, 7, 1)], "relief_to": [date(2023, 8, 31)]},
)
NO_RELIEF = RELIEF.clear()
NO_REBASES = pl.DataFrame(schema={"kpi_code": pl.String, "rebase_on": pl.Date, "reason": pl.String})


def months(values: list[float | None], *, target: float | None = 90.0, relieved: tuple[int, ...] = ()) -> pl.DataFrame:
    """A series of months from April 2023 on, as core.status.series gives it."""
    spans = [periods.containing(date(2023 + (3 + i) // 12, (3 + i) % 12 + 1, 1), "month") for i in range(len(values))]
    return pl.DataFrame(
        {
            "kpi_code": ["KPI001"] * len(values),
            "period": [span.start for span in spans],
            "period_end": [span.end for span in spans],
            "value": values,
            "unit": ["percent"] * len(values),
            "direction": ["higher"] * len(values),
            "target": [target] * len(values),
            "target_upper": [None] * len(values),
            "rag": ["green" if target and value and value >= target else "red" for value in values],
            "relieved": [i in relieved for i in range(len(values))],
        },
        schema_overrides={"value": pl.Float64, "target": pl.Float64, "target_upper": pl.Float64},
    )


def points(values: list[float | None], rebases: pl.DataFrame = NO_REBASES, **told) -> pl.DataFrame:
    """The same with limits and real changes."""
    return signals.points(months(values, **told), rebases)


STEADY = [80.0, 82.0, 81.0, 79.0, 80.5, 81.5, 79.5, 80.0, 82.0, 81.0, 79.0, 80.5, 81.5, 79.5]
SHIFTED = [*STEADY, 95.0]


def layers(chart: alt.LayerChart) -> list[dict]:
    """The chart's layers as Vega-Lite has them."""
    return chart.to_dict()["layer"]


def fields(chart: alt.LayerChart, mark: str) -> list[str]:
    """What each layer of a mark draws upwards."""
    return [layer["encoding"]["y"].get("field") for layer in layers(chart) if layer["mark"]["type"] == mark]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chart_draws_limits_mean_target_and_values(theme):
    drawn = trend(points(SHIFTED), NO_RELIEF, "percent", theme)
    assert fields(drawn, "line") == ["low", "high", "mean", "target", "value"]


def test_figures_that_overlap_have_their_target_alone_and_the_reason_in_words():
    rows = months(SHIFTED).with_columns(computed_from=pl.lit("staffing.turnover_12m"))
    overlapping = signals.points(rows, NO_REBASES)
    drawn = trend(overlapping, NO_RELIEF, "percent")
    assert fields(drawn, "line") == ["target", "value"]
    assert key(overlapping) == ["usual"]
    words = described("Turnover", overlapping, NO_RELIEF, "percent")
    assert " There are no limits, for each month shares eleven with the one before. The target is 90.0%." in words
    assert "mean" not in words and "real change" not in words


def test_a_series_too_short_for_limits_has_its_mean_and_target_alone():
    short = points(STEADY[:12])
    assert fields(trend(short, NO_RELIEF, "percent"), "line") == ["mean", "target", "value"]
    assert "too few points for limits" in described("Visits", short, NO_RELIEF, "percent")


def test_without_a_target_none_is_drawn():
    assert "target" not in fields(trend(points(STEADY, target=None), NO_RELIEF, "percent"), "line")


def test_every_kind_of_point_has_its_own_shape_or_fill():
    chart = trend(points(SHIFTED), NO_RELIEF, "percent").to_dict()
    (marked,) = [layer for layer in chart["layer"] if layer["mark"]["type"] == "point"]
    seen = list(
        zip(
            marked["encoding"]["shape"]["scale"]["range"],
            marked["encoding"]["fill"]["scale"]["range"],
            strict=True,
        )
    )
    assert marked["encoding"]["shape"]["scale"]["domain"] == list(MARKS)
    assert len(set(seen)) == len(MARKS)
    told = [row["kind"] for row in chart["datasets"][marked["data"]["name"]]]
    assert told == ["usual"] * 14 + ["improvement"]


def test_relieved_points_are_hollow_and_their_event_is_a_named_band():
    relieved = points([*STEADY, 20.0], relieved=(3, 4, 14))
    assert key(relieved) == ["usual", "relieved"]
    drawn = layers(trend(relieved, RELIEF, "percent"))
    assert [layer["mark"]["type"] for layer in drawn][:2] == ["rect", "text"]
    assert "1 relief period is shaded" in described("Visits", relieved, RELIEF, "percent")


def test_relief_outside_what_is_drawn_is_no_band():
    later = RELIEF.with_columns(relief_from=date(2030, 1, 1), relief_to=date(2030, 2, 1))
    assert "rect" not in [layer["mark"]["type"] for layer in layers(trend(points(STEADY), later, "percent"))]


def test_a_rebase_has_a_mark_where_its_partition_begins_and_is_told():
    rebased = points(
        [*STEADY, *STEADY],
        pl.DataFrame({"kpi_code": ["KPI001"], "rebase_on": [date(2024, 6, 1)], "reason": ["A new system"]}),
    )
    chart = trend(rebased, NO_RELIEF, "percent").to_dict()
    (rule,) = [layer for layer in chart["layer"] if layer["mark"]["type"] == "rule"]
    assert [row["period_end"][:10] for row in chart["datasets"][rule["data"]["name"]]] == ["2024-06-30"]
    assert "begun again once" in described("Visits", rebased, NO_RELIEF, "percent")


def test_the_drawn_limit_of_a_percentage_stays_within_it_while_the_rule_keeps_its_own():
    near = points([99.0, 100.0, 97.0] * 5)
    assert near["upl"].max() > 100
    chart = trend(near, NO_RELIEF, "percent").to_dict()
    rows = next(rows for rows in chart["datasets"].values() if "high" in rows[0])
    assert max(row["high"] for row in rows) == 100


def test_the_axis_holds_limits_and_target_too():
    chart = trend(points(STEADY, target=99.0), NO_RELIEF, "percent").to_dict()
    (line,) = [x for x in chart["layer"] if x["mark"]["type"] == "line" and x["encoding"]["y"]["field"] == "value"]
    low, high = line["encoding"]["y"]["scale"]["domain"]
    assert high > 99 and low < 79 and not math.isnan(low)


def test_the_text_alternative_names_first_last_lowest_highest_mean_range_and_changes():
    says = described("Visits", points(SHIFTED), NO_RELIEF, "percent")
    for words in ("Visits", "80.0% in April 2023", "95.0% in June 2024", "lowest 79.0%", "The mean is", "usual range"):
        assert words in says
    assert "1 point is a real change." in says and "The target is 90.0%." in says


def test_the_headline_compares_with_a_year_before_in_ten_words_or_fewer():
    says = headline(points(SHIFTED), "percent")
    assert says == "95.0% in June 2024, up from 81.0% a year before"
    assert len(says.split()) <= 10


def test_a_series_without_values_is_told_not_drawn():
    empty = points([None] * 3)
    assert described("Visits", empty, NO_RELIEF, "percent") == "Visits: no values to draw."
    assert headline(empty, "percent") == "No value has been reported yet"


@pytest.mark.parametrize("values", [[80.0], [80.0] * 20, [80.0, None, 81.0] * 6])
def test_one_point_a_constant_and_gaps_are_drawn(values):
    assert layers(trend(points(values), NO_RELIEF, "percent"))
