"""The timeline of inspections: shapes and colours of judgements, hollow visits, words that do not cover one another."""

from datetime import date

import polars as pl
import pytest

from sct_dash.charts import inspections as charts
from sct_dash.core import inspection_words as words
from sct_dash.core import inspections
from sct_dash.ui.style import DARK, LIGHT
from tests.frames import frame

TODAY = date(2026, 11, 22)
FRAMEWORKS = frame("""
    | framework | title    | earliest_months | latest_months | assumption |
    | ILACS     | Services | 30              | 36            | Three years|
    | SIF       | Single   | -               | -             | -          |
""")
HELD = frame("""
    | inspection | title    | inspection_kind | framework | from_on    | to_on      | published_on | judgement  |
    | SIF-2015   | Services | inspection      | SIF       | 2015-01-27 | 2015-02-19 | 2015-06-05   | Inadequate |
    | MV-2018    | Visit    | visit           | ILACS     | 2018-05-01 | 2018-05-31 | -            | -          |
    | ILACS-2022 | Services | inspection      | ILACS     | 2022-05-09 | 2022-05-20 | 2022-07-05   | RI         |
    | ILACS-2025 | Services | inspection      | ILACS     | 2025-10-13 | 2025-10-24 | 2025-12-02   | Good       |
    | DFE        | Review   | review          | -         | 2021-03-17 | 2021-03-17 | -            | -          |
""").with_columns(pl.col("judgement").replace("RI", "Requires improvement to be good"), body=pl.lit("Ofsted"))
PICTURE = {"frameworks": FRAMEWORKS, "inspections": HELD}
ROWS = inspections.timeline(PICTURE, on=TODAY)
WINDOWS = inspections.next_window(PICTURE, on=TODAY)


def drawn(rows: pl.DataFrame = ROWS, windows: pl.DataFrame = WINDOWS, theme: str = "light") -> dict:
    colours = DARK if theme == "dark" else LIGHT
    return charts.timeline(rows, windows, TODAY, colours, theme).to_dict()


def layers(spec: dict, mark: str) -> list[dict]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


def data(spec: dict, layer: dict) -> list[dict]:
    return spec["datasets"][layer["data"]["name"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_judgement_has_its_colour_and_shape_and_what_is_not_graded_is_hollow(theme):
    colours = DARK if theme == "dark" else LIGHT
    spec = drawn(theme=theme)
    (points,) = layers(spec, "point")
    of = points["encoding"]
    fills = dict(zip(of["fill"]["scale"]["domain"], of["fill"]["scale"]["range"], strict=True))
    shapes = dict(zip(of["shape"]["scale"]["domain"], of["shape"]["scale"]["range"], strict=True))
    assert {word: fills[word] for word in words.TONES} == {word: colours[tone] for word, tone in words.TONES.items()}
    assert len({shapes[word] for word in words.TONES}) == len(words.TONES)
    assert fills[charts.HOLLOW] not in {colours[tone] for tone in ("green", "amber", "red")}
    assert of["fillOpacity"]["condition"] == {"test": "datum.mark === 'hollow'", "value": 0}
    told = {row["title"] + row["when"]: row["mark"] for row in data(spec, points)}
    assert told["Visit1 to 31 May 2018"] == told["Review17 March 2021"] == charts.HOLLOW
    assert told["Services13 to 24 October 2025"] == "Good"


def test_only_what_is_graded_is_named_beside_its_mark():
    spec = drawn()
    named = [row["brief"] for layer in layers(spec, "text") for row in data(spec, layer) if "brief" in row]
    assert sorted(named) == ["Good", "Inadequate", "Next", "Requires improvement"]


def test_a_line_a_framework_the_one_inspected_last_on_top_and_the_axis_reaches_the_end_of_the_window():
    spec = drawn()
    (points,) = layers(spec, "point")
    assert points["encoding"]["y"]["sort"] == ["Services", words.NO_FRAMEWORK, "Single"]
    first, last = points["encoding"]["x"]["scale"]["domain"]
    assert (first["year"], last["year"]) == (2014, 2029)
    assert spec["height"] == charts.ROW * 3


def test_the_next_is_a_dashed_empty_box_on_the_line_of_its_framework():
    spec = drawn()
    (box,) = layers(spec, "bar")
    assert box["mark"]["fillOpacity"] == 0 and box["mark"]["strokeDash"]
    (row,) = data(spec, box)
    assert (row["under"], row["earliest_on"][:10], row["latest_on"][:10]) == ("Services", "2028-04-24", "2028-10-24")
    assert not layers(drawn(windows=WINDOWS.clear()), "bar")


def test_words_that_would_meet_on_a_telephone_stand_on_two_lines():
    near = ROWS.filter(under="Services", graded=True).sort("placed_on")
    told = near.with_columns(brief=pl.Series(["Requires improvement", "Good"]))
    ends = (date(2014, 8, 1), date(2029, 6, 1))
    assert [line for _, line in charts._lines(told, ends)] == [0, 1]
    apart = told.with_columns(placed_on=pl.Series([date(2015, 6, 1), date(2025, 10, 24)]))
    assert [line for _, line in charts._lines(apart, ends)] == [0, 0]


def test_words_at_an_end_of_the_axis_stay_within_it():
    rows = ROWS.filter(graded=True).sort("placed_on").with_columns(brief=pl.lit("Requires improvement"))
    sides = [side for side, _ in charts._lines(rows, (rows["placed_on"][0], rows["placed_on"][-1]))]
    assert (sides[0], sides[-1]) == ("left", "right")


def test_the_headline_is_the_last_two_judgements_of_the_service():
    assert charts.headline(ROWS) == "Requires improvement in 2022, Good in 2025"
    assert charts.headline(ROWS.filter(~pl.col("graded"))) == "No judgement is held yet"
    assert len(charts.headline(ROWS).split()) <= 10


def test_the_text_alternative_tells_every_framework():
    assert charts.described(ROWS, WINDOWS) == (
        "Timeline of 5 inspections, visits and reviews by framework, 2015 to 2025. Services: Requires improvement "
        "May 2022, Good Oct 2025, 1 not graded, next Apr 2028 to Oct 2028. No framework held: 1 not graded. Single: "
        "Inadequate Feb 2015. The tables hold all of them."
    )
    assert charts.described(ROWS.clear(), WINDOWS.clear()) == "No inspection to draw."


def test_an_inspection_without_a_day_is_left_out_of_the_picture_and_nothing_falls_over():
    undated = ROWS.with_columns(placed_on=pl.lit(None, pl.Date))
    assert drawn(undated, WINDOWS.clear())["layer"]
    assert charts.described(undated, WINDOWS) == "No inspection to draw."
