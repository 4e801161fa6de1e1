"""The charts: what they hold, what they say, and that nothing to draw is no crash."""

from base64 import b64decode
from datetime import date
from xml.etree import ElementTree

import polars as pl
import pytest

from sct_dash.charts.sparkline import picture, sparkline
from sct_dash.charts.trend import described, headline, trend

COLOURS = {"line": "#123456", "target": "#654321"}
MONTHS = [
    (date(2024, 4, 1), date(2024, 4, 30)),
    (date(2025, 3, 1), date(2025, 3, 31)),
    (date(2025, 4, 1), date(2025, 4, 30)),
]
SERIES = pl.DataFrame(
    {
        "period": [start for start, _ in MONTHS],
        "period_end": [end for _, end in MONTHS],
        "value": [80.0, 91.25, 85.0],
        "target": [90.0, 90.0, 90.0],
        "rag": ["red", "green", "amber"],
    }
)
RELIEF = pl.DataFrame({"relief_from": [date(2024, 4, 1)], "relief_to": [date(2024, 9, 30)]})
NO_RELIEF = RELIEF.clear()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_trend_draws_line_target_relief_and_points(theme):
    spec = trend(SERIES, RELIEF, "percent", theme).to_dict()
    marks = [layer["mark"]["type"] for layer in spec["layer"]]
    assert marks == ["rect", "line", "line", "text", "point", "text"]
    points = spec["layer"][4]["encoding"]
    assert points["shape"]["field"] == points["color"]["field"] == "status"
    assert len(set(points["shape"]["scale"]["range"])) == 4


def test_a_trend_without_target_or_relief_draws_neither():
    bare = SERIES.with_columns(target=pl.lit(None, pl.Float64), rag=pl.lit(None, pl.String))
    marks = [layer["mark"]["type"] for layer in trend(bare, NO_RELIEF, "count").to_dict()["layer"]]
    assert marks == ["line", "point", "text"]


def test_the_text_alternative_names_first_last_lowest_highest_target_and_relief():
    says = described("Visits", SERIES, RELIEF, "percent")
    for words in ("Visits", "80.0% in April 2024", "91.3% in March 2025", "85.0% in April 2025", "90.0%", "1 relief"):
        assert words in says


def test_the_headline_compares_with_a_year_before_in_ten_words_or_fewer():
    says = headline(SERIES, "percent")
    assert says == "85.0% in April 2025, up from 80.0% a year before"
    assert len(says.split()) <= 10


def test_a_series_without_values_is_told_not_drawn():
    empty = SERIES.with_columns(value=pl.lit(None, pl.Float64))
    assert described("Visits", empty, NO_RELIEF, "percent") == "Visits: no values to draw."
    assert headline(empty, "percent") == "No value has been reported yet"


def test_a_sparkline_breaks_where_a_value_is_missing():
    drawn = ElementTree.fromstring(sparkline([1.0, 2.0, None, 4.0, 5.0], 3.0, COLOURS))
    lines = drawn.findall("{http://www.w3.org/2000/svg}polyline")
    assert [len(line.get("points").split()) for line in lines] == [2, 2]
    assert drawn.find("{http://www.w3.org/2000/svg}line") is not None


@pytest.mark.parametrize("values", [[], [1.0], [None, None], [1.0, None]])
def test_too_few_values_are_words_not_a_picture(values):
    assert sparkline(values, None, COLOURS) == ""
    assert picture("", "Too few periods") == "<span>Too few periods</span>"


def test_a_flat_line_and_a_target_outside_stay_inside_the_picture():
    for values, target in (([5.0, 5.0, 5.0], 5.0), ([1.0, 2.0], 100.0)):
        drawn = ElementTree.fromstring(sparkline(values, target, COLOURS))
        points = drawn.find("{http://www.w3.org/2000/svg}polyline").get("points").split()
        assert all(0 <= float(point.split(",")[1]) <= 26 for point in points)


def test_the_words_of_a_picture_are_escaped():
    drawn = picture(sparkline([1.0, 2.0], None, COLOURS), '"><script>')
    assert "<script>" not in drawn
    assert b"<svg" in b64decode(drawn.split("base64,")[1].split('"')[0])
