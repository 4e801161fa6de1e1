"""Where labels stand and where an axis ends."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sct_dash.charts.theme import APART, domain, spread

HEIGHT = 300.0


@given(st.lists(st.floats(0, HEIGHT), min_size=1, max_size=8))
def test_labels_stand_apart_inside_the_height_and_in_their_order(places):
    stand = spread(places, HEIGHT)
    pairs = sorted(zip(places, stand, strict=True))
    ordered = sorted(stand)
    assert all(after - before >= APART - 0.5 for before, after in pairwise(ordered))
    assert ordered[0] >= -1e-6 and ordered[-1] <= HEIGHT + 0.5
    for (low, low_stands), (high, high_stands) in pairwise(pairs):
        assert low == high or low_stands < high_stands


def test_labels_that_are_apart_already_are_left_where_they_are():
    assert spread([10.0, 200.0, 60.0], HEIGHT) == [10.0, 200.0, 60.0]


def test_more_labels_than_fit_run_over_the_foot_and_never_over_each_other():
    stand = spread([5.0, 5.0, 5.0], 20.0)
    assert stand[0] >= 0 and stand[1] - stand[0] >= APART - 0.5 and stand[2] - stand[1] >= APART - 0.5


@pytest.mark.parametrize("values", [[5.0], [0.0, 0.0], [-3.0, 12.0]])
def test_an_axis_holds_every_value_with_room(values):
    low, high = domain(values)
    assert low < min(values) and max(values) < high
