"""The charts of what a change of staff would bring: what they draw, where their words stand, what they say as text."""

from datetime import date
from itertools import pairwise

import polars as pl
import pytest

from sct_dash.charts.theme import SERIES
from sct_dash.charts.what_if import CASELOAD, RATES, caseload, caseload_headline, described, headline, rates


def rows(agency=(10.0, 7.2), vacancy=(12.9, 17.4), cases=(18.0, 19.6)):
    """Thirteen months from September 2026: each figure as now in the first, then what it becomes."""
    ends = pl.Series([date(2026, 9, 30)] * 13, dtype=pl.Date)
    frame = pl.DataFrame({"month": range(13), "period_end": ends}).with_columns(
        pl.col("period_end").dt.offset_by(pl.format("{}mo", "month")).dt.month_end()
    )
    figures = {"agency_rate": agency, "vacancy_rate": vacancy, "caseload": cases}
    return frame.with_columns(
        pl.Series(name, [now, *[end] * 12], dtype=pl.Float64) for name, (now, end) in figures.items()
    )


def data_of(spec, layer):
    return spec["datasets"][layer["data"]["name"]]


def lines(spec):
    """Each line of the chart: its colour, whether it is dashed, and the column it draws."""
    marks = [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    return [(m["mark"]["color"], "strokeDash" in m["mark"], m["encoding"]["y"]["field"]) for m in marks]


def labels(spec):
    return [data_of(spec, layer)[0]["words"] for layer in spec["layer"] if layer["mark"]["type"] == "text"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_rates_are_solid_and_what_they_are_with_no_change_is_dashed(theme):
    agency, _, vacancy, _ = SERIES[theme]
    drawn = lines(rates(rows(), theme).to_dict())
    assert drawn == [
        (agency, True, "still"),
        (agency, False, "value"),
        (vacancy, True, "still"),
        (vacancy, False, "value"),
    ]


def test_the_dashed_line_is_todays_rate_in_every_month_and_the_solid_one_begins_there():
    spec = rates(rows()).to_dict()
    told = data_of(spec, spec["layer"][0])
    assert [row["still"] for row in told] == [10.0] * 13
    assert [row["value"] for row in told] == [10.0, *[7.2] * 12]


def test_each_line_is_named_where_it_ends():
    assert labels(rates(rows()).to_dict()) == [
        "Agency rate 7.2%",
        "Agency rate, no change 10.0%",
        "Vacancy rate 17.4%",
        "Vacancy rate, no change 12.9%",
    ]


def test_a_rate_that_nothing_changes_is_one_line_with_one_name():
    spec = rates(rows(vacancy=(12.9, 12.9))).to_dict()
    assert labels(spec) == ["Agency rate 7.2%", "Agency rate, no change 10.0%", "Vacancy rate 12.9%"]
    assert [dashed for _, dashed, _ in lines(spec)] == [True, False, False]


def test_words_at_the_ends_never_touch():
    spec = rates(rows(agency=(10.0, 10.1), vacancy=(10.0, 10.1))).to_dict()
    low, high = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    texts = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text"]
    stands = sorted(
        (high - data_of(spec, t)[0]["value"]) / (high - low) * spec["height"] + t["mark"]["dy"] for t in texts
    )
    assert len(stands) == 4 and min(b - a for a, b in pairwise(stands)) > 14


@pytest.mark.parametrize("draw", [rates, caseload])
def test_the_axis_begins_at_nought_and_holds_all_that_is_drawn(draw):
    spec = draw(rows(vacancy=(12.9, 40.0), cases=(18.0, 40.0))).to_dict()
    low, high = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert low == 0 and high > 40


def test_every_third_month_is_written_beneath_its_own_last_day():
    axis = rates(rows()).to_dict()["layer"][0]["encoding"]["x"]["axis"]
    assert [(day["month"], day["date"]) for day in axis["values"]] == [(9, 30), (12, 31), (3, 31), (6, 30), (9, 30)]
    assert axis["format"] == "%b %Y"


def test_the_caseload_is_a_small_chart_of_its_own():
    spec = caseload(rows()).to_dict()
    assert labels(spec) == ["Caseload 19.6", "Caseload, no change 18.0"]
    assert spec["height"] < rates(rows()).to_dict()["height"]


def test_a_rate_of_nobody_ends_its_line_and_has_no_name_at_the_end():
    spec = rates(rows(agency=(10.0, None))).to_dict()
    assert labels(spec)[0] == "Agency rate, no change 10.0%"
    assert data_of(spec, spec["layer"][0])[-1]["value"] is None


def test_what_is_nought_everywhere_is_still_drawn():
    spec = rates(rows(agency=(0.0, 0.0), vacancy=(0.0, 0.0))).to_dict()
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"] == [0, 1]


def test_the_pointer_is_told_the_month_the_figure_and_no_change():
    spec = rates(rows()).to_dict()
    point = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "point")
    assert [tip["title"] for tip in point["encoding"]["tooltip"]] == ["Month", "Agency rate", "With no change"]
    last = data_of(spec, point)[-1]
    assert (last["when"], last["shown"], last["before"]) == ("September 2027", "7.2%", "10.0%")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, "Agency rate falls to 7.2%, vacancy rate rises to 17.4%"),
        ({"vacancy": (12.9, 12.9)}, "Agency rate falls to 7.2% in 12 months"),
        ({"agency": (10.0, 10.0), "vacancy": (12.9, 9.7)}, "Vacancy rate falls to 9.7% in 12 months"),
        ({"agency": (10.0, 10.04), "vacancy": (12.9, 12.9)}, "Agency and vacancy rates stay as they are"),
        ({"agency": (10.0, None)}, "Nobody is left after 12 months"),
    ],
)
def test_the_headline_tells_the_rates_in_ten_words_or_fewer(changed, says):
    assert headline(rows(**changed)) == says
    assert len(says.split()) <= 10


@pytest.mark.parametrize(
    ("cases", "says"),
    [
        ((18.0, 19.6), "Caseload rises to 19.6 in 12 months"),
        ((18.0, 16.0), "Caseload falls to 16.0 in 12 months"),
        ((18.0, 18.04), "Caseload stays as it is"),
        ((18.0, None), "Nobody is left to hold cases after 12 months"),
    ],
)
def test_the_caseload_has_a_headline_of_its_own(cases, says):
    assert caseload_headline(rows(cases=cases)) == says
    assert len(says.split()) <= 10


def test_the_text_alternative_tells_now_and_the_end_of_each_line():
    assert described(rows(), RATES) == (
        "Line chart from September 2026 to September 2027. "
        "Agency rate: 10.0% now, and dashed, with no change; 7.2% at the end. "
        "Vacancy rate: 12.9% now, and dashed, with no change; 17.4% at the end. The table holds every month."
    )
    assert "Caseload: 18.0 now, and dashed, with no change; none at the end." in described(
        rows(cases=(18.0, None)), CASELOAD
    )
