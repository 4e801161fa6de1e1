"""Red, amber and green at every edge, never better for a worse value, and margins that brute force agrees with."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sct_dash.core import rag
from sct_dash.core.frames import empty, facts
from tests.frames import frame

END = date(2024, 4, 30)
ORDER = {"red": 0, "amber": 1, "green": 2}
ROW = {"kpi_code": pl.String, "period_end": pl.Date, "direction": pl.String, "unit": pl.String} | dict.fromkeys(
    ("numerator", "denominator", "value"), pl.Float64
)


def rows_of(direction, values, unit="score"):
    cells = [("A", END, direction, unit, None, None, value) for value in values]
    return pl.DataFrame(cells, schema=ROW, orient="row")


def targets_of(target, tolerance=0.0, kind="points", upper=None):
    terms = {"kpi_code": "A", "valid_from": date(2018, 4, 1), "target": target, "target_upper": upper}
    return facts({"targets": pl.DataFrame([terms | {"tolerance": tolerance, "tolerance_kind": kind}])}, "targets")


def colour(direction, value, *target, **more):
    return rag.rated(rows_of(direction, [value]), targets_of(*target, **more))["rag"].item()


@pytest.mark.parametrize(
    ("direction", "kind", "tolerance", "upper", "value", "expected"),
    [
        # higher is better than 80; amber down to 75 (5 points) or 76 (5 percent)
        ("higher", "points", 5, None, 80.001, "green"),
        ("higher", "points", 5, None, 80, "green"),
        ("higher", "points", 5, None, 79.999, "amber"),
        ("higher", "points", 5, None, 75, "amber"),
        ("higher", "points", 5, None, 74.999, "red"),
        ("higher", "percent", 5, None, 80, "green"),
        ("higher", "percent", 5, None, 76, "amber"),
        ("higher", "percent", 5, None, 75.999, "red"),
        ("higher", "points", 0, None, 80, "green"),
        ("higher", "points", 0, None, 79.999, "red"),
        # lower is better than 80; amber up to 85 or 84
        ("lower", "points", 5, None, 79.999, "green"),
        ("lower", "points", 5, None, 80, "green"),
        ("lower", "points", 5, None, 80.001, "amber"),
        ("lower", "points", 5, None, 85, "amber"),
        ("lower", "points", 5, None, 85.001, "red"),
        ("lower", "percent", 5, None, 84, "amber"),
        ("lower", "percent", 5, None, 84.001, "red"),
        # 80 to 100; amber from 75 to 105, or from 76 to 105
        ("range", "points", 5, 100, 80, "green"),
        ("range", "points", 5, 100, 90, "green"),
        ("range", "points", 5, 100, 100, "green"),
        ("range", "points", 5, 100, 79.999, "amber"),
        ("range", "points", 5, 100, 100.001, "amber"),
        ("range", "points", 5, 100, 75, "amber"),
        ("range", "points", 5, 100, 105, "amber"),
        ("range", "points", 5, 100, 74.999, "red"),
        ("range", "points", 5, 100, 105.001, "red"),
        ("range", "percent", 5, 100, 76, "amber"),
        ("range", "percent", 5, 100, 75.999, "red"),
        ("range", "percent", 5, 100, 105, "amber"),
        ("range", "percent", 5, 100, 105.001, "red"),
        ("range", "points", 5, None, 1000, "green"),
        ("range", "points", 5, None, 74, "red"),
        # never rated
        ("neutral", "points", 5, None, 80, None),
        ("higher", "points", 5, None, None, None),
        ("higher", "points", 5, None, float("nan"), None),
    ],
)
def test_the_colour_at_every_edge(direction, kind, tolerance, upper, value, expected):
    assert colour(direction, value, 80.0, float(tolerance), kind, upper=upper) == expected


def test_a_float_that_says_a_hair_more_is_still_on_the_edge():
    assert 51 - 49.98 > 51 * 2 / 100  # in decimals they are equal
    assert colour("higher", 49.98, 51.0, 2.0, "percent") == "amber"
    assert colour("higher", 0.1 + 0.2, 0.3) == "green"
    assert colour("lower", 0.1 + 0.2, 0.3) == "green"
    assert colour("lower", 0.3 + 1e-6, 0.3) == "red"


def test_the_slack_grows_with_the_figure_but_never_past_a_real_difference():
    assert colour("higher", 48_000_000.0 - 0.01, 48_000_000.0) == "green"
    assert colour("higher", 48_000_000.0 - 1, 48_000_000.0) == "red"


def test_the_comparison_is_of_the_unrounded_value():
    assert colour("higher", 87.96, 88.0) == "red"


def test_percent_of_a_target_below_nought_is_of_its_size():
    assert colour("higher", -105.0, -100.0, 5.0, "percent") == "amber"
    assert colour("higher", -105.1, -100.0, 5.0, "percent") == "red"


def test_percent_of_a_target_of_nought_leaves_no_amber():
    assert colour("lower", 0.0, 0.0, 10.0, "percent") == "green"
    assert colour("lower", 0.1, 0.0, 10.0, "percent") == "red"


@pytest.mark.parametrize(
    ("end", "target"),
    [
        (date(2018, 3, 31), None),
        (date(2018, 4, 1), 70.0),
        (date(2021, 3, 31), 70.0),
        (date(2021, 4, 1), 90.0),
        (date(2021, 9, 30), 90.0),
        (date(2021, 10, 1), 70.0),
        (date(2023, 3, 31), 70.0),
        (date(2023, 4, 1), None),
    ],
)
def test_the_target_is_the_one_in_force_on_the_periods_end(end, target):
    targets = facts(
        {
            "targets": frame("""
                | kpi_code | valid_from | valid_to   | target |
                | A        | 2018-04-01 | 2023-03-31 | 70     |
                | A        | 2021-04-01 | 2021-09-30 | 90     |
                | B        | 2018-04-01 | -          | 10     |
            """)
        },
        "targets",
    )
    rated = rag.rated(rows_of("higher", [80.0]).with_columns(period_end=pl.lit(end)), targets)
    assert rated["target"].to_list() == [target]
    assert rated["rag"].to_list() == [None if target is None else "green" if target == 70 else "red"]


def test_rating_twice_and_rating_nothing_are_both_allowed():
    once = rag.rated(rows_of("higher", [80.0]), targets_of(80.0))
    assert rag.rated(once, targets_of(90.0))["rag"].to_list() == ["red"]
    none = rag.margins(rag.rated(rows_of("higher", []), empty("targets")))
    assert none.height == 0
    assert none.schema["to_amber"] == none.schema["to_green"] == none.schema["spare"] == pl.Int64


def test_the_order_of_the_rows_is_kept():
    values = [float(v) for v in (5, 99, 3, 80, 76)]
    assert rag.rated(rows_of("higher", values), targets_of(80.0, 5.0))["value"].to_list() == values


numbers = st.floats(-1e4, 1e4).map(lambda number: round(number, 3))
tolerances = st.floats(0, 100).map(lambda number: round(number, 2))


@settings(deadline=None)
@given(st.lists(numbers, min_size=2, max_size=20), numbers, tolerances, st.sampled_from(["points", "percent"]))
def test_a_better_value_never_gets_a_worse_colour(values, target, tolerance, kind):
    targets = targets_of(target, tolerance, kind)
    rising = [ORDER[c] for c in rag.rated(rows_of("higher", sorted(values)), targets)["rag"]]
    falling = [ORDER[c] for c in rag.rated(rows_of("lower", sorted(values)), targets)["rag"]]
    assert rising == sorted(rising)
    assert falling == sorted(falling, reverse=True)


@settings(deadline=None)
@given(st.lists(numbers, min_size=2, max_size=20), numbers, st.floats(0, 100), tolerances)
def test_nearer_to_the_range_never_gets_a_worse_colour(values, target, width, tolerance):
    upper = round(target + width, 3)
    rated = rag.rated(rows_of("range", values), targets_of(target, tolerance, upper=upper))
    away = [(round(max(target - v, v - upper, 0.0), 3), -ORDER[c]) for v, c in rated.select("value", "rag").rows()]
    outwards = [order for _, order in sorted(away)]
    assert outwards == sorted(outwards)


def counted(direction, numerators, denominator, targets):
    cells = [("A", END, direction, "percent", float(n), float(denominator), 100 * n / denominator) for n in numerators]
    return rag.rated(pl.DataFrame(cells, schema=ROW, orient="row"), targets)


def first_reaching(colours, numerator, step, wanted):
    """By brute force: the least change that is one of the colours wanted, going one by one; None when there is none."""
    for k in range(1, len(colours)):
        if 0 <= numerator + step * k < len(colours) and colours[numerator + step * k] in wanted:
            return k
    return None


edges = st.one_of(st.integers(0, 100).map(float), st.floats(0, 110).map(lambda number: round(number, 1)))


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(["higher", "lower", "range"]),
    st.integers(1, 60),
    edges,
    st.sampled_from([0.0, 1.0, 5.0, 20.0]),
    st.sampled_from(["points", "percent"]),
    st.sampled_from([0.0, 1.0, 10.0]),
)
def test_margins_are_what_counting_one_by_one_finds(direction, denominator, target, tolerance, kind, width):
    targets = targets_of(target, tolerance, kind, upper=target + width if direction == "range" else None)
    rated = rag.margins(counted(direction, range(denominator + 1), denominator, targets))
    colours = rated["rag"].to_list()
    for row in rated.iter_rows(named=True):
        n, step = int(row["numerator"]), 1 if row["heading"] == "more" else -1
        red, off = row["rag"] == "red", row["rag"] != "green"
        assert row["to_amber"] == (first_reaching(colours, n, step, {"amber", "green"}) if red else None)
        assert row["to_green"] == (first_reaching(colours, n, step, {"green"}) if off else None)
        if row["rag"] == "green" and direction != "range":
            worse = first_reaching(colours, n, step, {"amber", "red"})
            possible = n if step < 0 else denominator - n
            assert row["spare"] == (possible if worse is None else worse - 1)


def margins_of(direction, numerator, denominator, *target, unit="percent", **more):
    cells = [("A", END, direction, unit, numerator, denominator, 100 * numerator / denominator)]
    rated = rag.rated(pl.DataFrame(cells, schema=ROW, orient="row"), targets_of(*target, **more))
    return rag.margins(rated).row(0, named=True)


def test_a_red_row_has_both_margins_an_amber_row_one_and_a_green_row_what_it_can_lose():
    red = margins_of("higher", 80.0, 100.0, 90.0, 5.0)
    assert (red["to_amber"], red["to_green"], red["spare"], red["heading"]) == (5, 10, None, "more")
    assert (red["short_of_amber"], red["short_of_green"], red["headroom"]) == (5.0, 10.0, None)
    amber = margins_of("higher", 86.0, 100.0, 90.0, 5.0)
    assert (amber["to_amber"], amber["to_green"], amber["short_of_amber"], amber["short_of_green"]) == (
        None,
        4,
        None,
        4,
    )
    green = margins_of("higher", 93.0, 100.0, 90.0, 5.0)
    assert (green["to_amber"], green["to_green"], green["short_of_green"]) == (None, None, None)
    assert (green["spare"], green["headroom"], green["heading"]) == (3, 3.0, "fewer")


def test_counts_need_a_percentage_with_its_numerator_and_denominator():
    row = margins_of("higher", 80.0, 100.0, 90.0, 5.0, unit="score")
    assert (row["to_amber"], row["to_green"], row["short_of_amber"], row["short_of_green"]) == (None, None, 5.0, 10.0)
    bare = rag.margins(rag.rated(rows_of("higher", [80.0], unit="percent"), targets_of(90.0, 5.0)))
    assert bare.select("to_amber", "to_green", "short_of_green").rows() == [(None, None, 10.0)]


def test_a_target_that_no_numerator_can_reach_has_no_count():
    row = margins_of("higher", 80.0, 100.0, 105.0, 10.0)
    assert (row["to_amber"], row["to_green"]) == (15, None)


def test_an_edge_that_is_a_whole_count_in_decimals_is_that_count():
    assert (80 - 80 * 2 / 100) * 375 / 100 > 294  # in decimals they are equal
    row = margins_of("higher", 290.0, 375.0, 80.0, 2.0, kind="percent")
    assert (row["to_amber"], row["to_green"]) == (4, 10)
    reached = margins_of("higher", 294.0, 375.0, 80.0, 2.0, kind="percent")
    assert reached["rag"] == "amber"


def test_an_unrated_row_has_no_margins():
    row = margins_of("neutral", 80.0, 100.0, 90.0)
    assert [row[name] for name in ("to_amber", "to_green", "short_of_green", "spare", "headroom", "heading")] == [
        None
    ] * 6
