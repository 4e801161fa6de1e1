"""The chart of a projection: what it draws, where its words stand, and what it says as text."""

from datetime import date

import polars as pl
import pytest

from sct_dash.charts.projection import described, headline, projection


def months(first, count, **columns):
    rows = pl.DataFrame({"i": range(count)})
    start = pl.lit(first).dt.offset_by(pl.format("{}mo", "i"))
    return rows.select(start.alias("period"), start.dt.month_end().alias("period_end")).with_columns(
        **{name: pl.Series(values, dtype=pl.Float64) for name, values in columns.items()}
    )


PAST = months(date(2021, 4, 1), 60, value=[300 + i for i in range(60)])
AHEAD = months(
    date(2026, 4, 1),
    12,
    expected=[360 + i for i in range(12)],
    low=[340 + i for i in range(12)],
    high=[380 + 2 * i for i in range(12)],
)


def layers(past=PAST, ahead=AHEAD, theme="light"):
    return projection(past, ahead, "count", theme).to_dict()


def rows_of(spec, layer):
    return spec["datasets"][spec["layer"][layer]["data"]["name"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_band_with_its_edges_a_dashed_path_and_the_line_of_three_years_are_drawn(theme):
    spec = layers(theme=theme)
    marks = [(layer["mark"]["type"], "strokeDash" in layer["mark"]) for layer in spec["layer"]]
    assert marks[:5] == [("area", False), ("line", False), ("line", False), ("line", True), ("line", False)]
    assert [mark for mark, _ in marks[5:]] == ["point", "point", "text", "text", "text"]
    known = rows_of(spec, 4)
    assert len(known) == 36 and known[-1]["value"] == 359


def test_the_path_and_its_range_begin_at_the_latest_value():
    path = rows_of(layers(), 3)
    assert len(path) == 13
    assert path[0]["expected"] == path[0]["low"] == path[0]["high"] == 359


def test_the_ends_are_told_in_words_where_they_stand():
    spec = layers()
    texts = [rows_of(spec, i)[0] for i in (-3, -2, -1)]
    assert [(row["words"], row["value"]) for row in texts] == [
        ("up to 402", 402),
        ("about 371", 371),
        ("down to 351", 351),
    ]


def test_words_at_the_ends_never_touch_when_the_range_is_narrow():
    narrow = AHEAD.with_columns(low=pl.col("expected") - 0.1, high=pl.col("expected") + 0.1)
    spec = layers(ahead=narrow)
    low, high = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    stands = [
        (high - rows_of(spec, i)[0]["value"]) / (high - low) * spec["height"] + spec["layer"][i]["mark"]["dy"]
        for i in (-3, -2, -1)
    ]
    assert stands[1] - stands[0] > 14 and stands[2] - stands[1] > 14


def test_a_month_without_a_figure_breaks_the_line():
    gap = PAST.with_columns(value=pl.when(pl.col("period") != date(2025, 4, 1)).then("value"))
    known = rows_of(layers(past=gap), 4)
    assert [row["value"] for row in known].count(None) == 1


def test_the_value_axis_holds_all_that_is_drawn_and_nothing_below_nought():
    small = AHEAD.with_columns(low=pl.lit(0.0))
    low, high = layers(ahead=small)["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert low == 0 and high > 402


def test_the_pointer_is_told_reported_expected_and_range():
    spec = layers()
    told = [[tip["title"] for tip in spec["layer"][i]["encoding"]["tooltip"]] for i in (5, 6)]
    assert told == [["Period", "Expected", "Range"], ["Period", "Reported"]]
    assert rows_of(spec, 5)[-1]["range_words"] == "351 to 402"


@pytest.mark.parametrize(
    ("past", "says"),
    [
        (PAST, "About 371 expected in March 2027, up from 359"),
        (PAST.with_columns(value=pl.lit(371.2)), "About 371 expected in March 2027, as a year before"),
        (PAST.with_columns(value=pl.lit(400.0)), "About 371 expected in March 2027, down from 400"),
        (PAST.head(59), "About 371 expected in March 2027"),
    ],
)
def test_the_headline_compares_with_a_year_before_in_ten_words_or_fewer(past, says):
    assert headline(past, AHEAD, "count") == says
    assert len(says.split()) <= 10


def test_the_text_alternative_tells_span_expectation_and_band():
    says = described("Referrals", PAST, AHEAD, "count")
    for words in (
        "Line chart of Referrals",
        "324 in April 2023",
        "359 in March 2026",
        "371 in March 2027",
        "351 to 402",
    ):
        assert words in says
