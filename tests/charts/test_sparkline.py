"""The sparkline: that it breaks where a value is missing, stays in its frame and never runs what it is given."""

from base64 import b64decode
from xml.etree import ElementTree

import pytest

from sct_dash.charts.sparkline import picture, sparkline

COLOURS = {"line": "#123456", "target": "#654321"}


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
