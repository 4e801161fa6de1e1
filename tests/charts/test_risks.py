"""A risk's chart: which bands it stands on, what it says, and what it does with one score or many."""

from datetime import date

import polars as pl
import pytest

from sct_dash.charts.risks import described, headline, scores, spans
from tests.frames import frame

COLOURS = {"green": "#00703c", "amber": "#b35900", "red": "#d4351c"}
UNTIL = date(2026, 11, 15)
AIM = {"target_score": 6.0, "target_on": date(2027, 3, 31), "band": "amber"}
BANDS = frame(
    """
    | part       | level | band  |
    | likelihood | 1     | -     |
    | score      | 4     | green |
    | score      | 6     | amber |
    | score      | 9     | amber |
    | score      | 12    | red   |
    | score      | 16    | red   |
    """
)
ROWS = frame(
    """
    | assessed_on | likelihood | impact | score | band  | was | movement | reason        |
    | 2025-01-06  | 3          | 2      | 6     | amber | -   | new      | Posts filled  |
    | 2025-04-07  | 3          | 4      | 12    | red   | 6   | up       | Three leavers |
    | 2025-07-07  | 3          | 4      | 12    | red   | 12  | same     | As it was     |
    | 2026-01-05  | -          | -      | 9     | amber | 12  | down     | Panel meets   |
    """
)


def values(chart, name: str) -> list[list]:
    """Every data set of the chart that has the column, as its values."""
    sets = chart.to_dict()["datasets"].values()
    return [[row[name] for row in rows] for rows in sets if rows and name in rows[0]]


def layers(chart) -> list[dict]:
    return chart.to_dict()["layer"]


def test_a_band_reaches_half_way_to_the_next_and_the_last_to_the_top():
    assert spans(BANDS, 17.0).rows() == [("green", 0.0, 5.0), ("amber", 5.0, 10.5), ("red", 10.5, 17.0)]


def test_each_band_is_named_with_its_shape_and_its_word():
    names = values(scores(ROWS, BANDS, AIM, UNTIL, COLOURS), "words")
    assert ["● Green", "◆ Amber", "▲ Red"] in names


def test_without_a_matrix_only_the_scores_are_drawn():
    unrated = ROWS.with_columns(band=pl.lit(None, pl.String))
    chart = scores(unrated, BANDS.clear(), AIM, UNTIL, COLOURS)
    assert not any(layer["mark"]["type"] == "rect" for layer in layers(chart))
    assert "In no band" in described("risk 4", unrated, AIM)


def test_a_score_stands_until_the_day_shown_and_every_assessment_has_its_reason():
    chart = scores(ROWS, BANDS, AIM, UNTIL, COLOURS)
    steps = [layer for layer in layers(chart) if layer["mark"].get("interpolate") == "step-after"]
    assert len(steps) == 1
    held = chart.to_dict()["datasets"][steps[0]["data"]["name"]]
    assert [row["score"] for row in held] == [6.0, 12.0, 12.0, 9.0, 9.0]
    assert held[-1]["assessed_on"].startswith("2026-11-15")
    assert ["Posts filled", "Three leavers", "As it was", "Panel meets"] in values(chart, "reason")
    assert values(chart, "shown")[0][0] == "6 (Amber), likelihood 3, impact 2"
    assert values(chart, "shown")[0][3] == "9 (Amber)", "without likelihood and impact only the score is told"


def test_only_scores_that_moved_are_written_beside_their_point_and_none_where_they_are_many():
    labels = values(scores(ROWS, BANDS, AIM, UNTIL, COLOURS), "label")
    assert ["6", "12", "9"] in labels
    days = pl.date_range(date(2021, 1, 1), date(2025, 12, 1), "1mo", eager=True)
    many = pl.DataFrame({"assessed_on": days}).with_columns(
        *(pl.lit(None, pl.Float64).alias(name) for name in ("likelihood", "impact", "was")),
        score=pl.when(pl.int_range(pl.len()) % 2 == 0).then(12.0).otherwise(9.0),
        band=pl.lit("red"), movement=pl.lit("up"), reason=pl.lit("so"),
    )  # fmt: skip
    drawn = scores(many, BANDS, AIM, UNTIL, COLOURS)
    written = [layer for layer in layers(drawn) if layer.get("encoding", {}).get("text", {}).get("field") == "label"]
    assert not written


def test_the_axis_begins_at_nought_and_holds_the_highest_score_of_the_matrix():
    chart = scores(ROWS, BANDS, AIM, UNTIL, COLOURS)
    domains = [layer["encoding"]["y"]["scale"]["domain"] for layer in layers(chart)
               if "scale" in layer.get("encoding", {}).get("y", {})]  # fmt: skip
    assert domains and all(low == 0 and high >= 16 for low, high in domains)


def test_no_target_is_drawn_where_none_is_set():
    none = {**AIM, "target_score": None, "target_on": None}
    chart = scores(ROWS, BANDS, none, UNTIL, COLOURS)
    assert not any(layer["mark"].get("strokeDash") for layer in layers(chart))
    assert "target" not in described("risk 4", ROWS, none)


@pytest.mark.parametrize(
    ("count", "says"),
    [
        (1, "6 (Amber) at the one assessment held"),
        (2, "Worse: from 6 to 12 (Red) on 7 April 2025"),
        (3, "Worse: from 6 to 12 (Red) on 7 April 2025"),
        (4, "Better: from 12 to 9 (Amber) on 5 January 2026"),
    ],
)
def test_the_headline_is_the_last_move_in_ten_words(count, says):
    assert headline(ROWS.head(count)) == says
    assert len(says.split()) <= 10


def test_the_headline_of_a_risk_that_never_moved_says_since_when():
    still = ROWS.head(2).with_columns(score=pl.lit(6.0), band=pl.lit("amber"), movement=pl.lit("same"))
    assert headline(still) == "6 (Amber) since the first score held, of 6 January 2025"


def test_where_the_matrix_changed_the_last_score_is_named_in_the_band_drawn_and_the_headline_in_none():
    still = ROWS.head(2).with_columns(score=pl.lit(6.0), band=pl.Series(["green", "amber"]), movement=pl.lit("same"))
    assert headline(still) == "6 since the first score held, of 6 January 2025"
    drawn = scores(ROWS, BANDS, {**AIM, "band": "red"}, UNTIL, COLOURS)
    assert "9 (Red)" in str(drawn.to_dict()) and "9 (Amber)" not in str(values(drawn, "words"))


def test_the_words_hold_what_the_picture_shows():
    assert described("risk 4", ROWS, AIM) == (
        "Step chart of risk 4: from 6 (Amber) on 6 January 2025 to 9 (Amber) on 5 January 2026; highest 12 (Red) on "
        "7 April 2025, lowest 6 (Amber) on 6 January 2025. In 4 assessments the score moved twice. The target is 6 by "
        "31 March 2027. The table holds every score with its reason."
    )
    assert described("risk 4", ROWS.head(1), AIM).startswith("Step chart of risk 4: 6 (Amber) on 6 January 2025. The")
