"""A projection in words: what its range may claim, by what it held of the past."""

from datetime import date

import polars as pl
import pytest

from sct_dash.projections import Projection, Trial
from sct_dash.projections.words import expectation, tried

PAST = pl.DataFrame({"period": [date(2025, 10, 1)], "period_end": [date(2025, 10, 31)], "value": [50.0]})
AHEAD = pl.DataFrame(
    {
        **{"period": [date(2026, 10, 1)], "period_end": [date(2026, 10, 31)]},
        **{"expected": [58.0], "low": [45.0], "high": [73.0]},
    }
)
ABOUT = "If the pattern of the past years holds, about 58 at the end of October 2026, from 50 in October 2025 "


def projection(held, plain_held, *, plain=False):
    trial = Trial(24, 222, 5.0, 2.0, held, 18.0, 6.0, plain_held)
    return Projection(PAST, AHEAD, plain=plain, trial=trial)


@pytest.mark.parametrize(
    ("held", "claims"),
    [
        (0.5, "(between 45 and 73, a range that was too narrow when tried on the past: it held 50 of 100)."),
        (0.69, "(between 45 and 73, a range that was too narrow when tried on the past: it held 69 of 100)."),
        (0.7, "(between 45 and 73 in 80 of 100 futures)."),
        (0.95, "(between 45 and 73 in 80 of 100 futures)."),
    ],
)
@pytest.mark.parametrize("plain", [False, True])
def test_a_range_claims_the_futures_it_is_meant_to_hold_only_if_it_held_so_much_of_the_past(held, claims, plain):
    shares = (0.8, held) if plain else (held, 0.8)
    assert expectation(projection(*shares, plain=plain), "count", "snapshot") == ABOUT + claims
    other = (0.2, 0.8) if plain else (0.8, 0.2)
    assert "80 of 100 futures" in expectation(projection(*other, plain=plain), "count", "snapshot")


def test_late_starts_are_not_said_to_have_been_tried_a_whole_year_ahead():
    assert tried(projection(0.5, 0.8), "count") == (
        "Tried on the past: 222 forecasts, from each of 24 months up to 12 months ahead or to the latest figure, "
        "with only what was known by then, were 5.0 (2.0%) out on average; the same month last year, 18.0 (6.0%). "
        "The range held 50 of 100 figures, where 80 are meant: read it as too narrow."
    )
