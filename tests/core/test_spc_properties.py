"""What holds of any series: the frames agree with the plain account in xmr.py, and with themselves seen otherwise."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from sct_dash.core import spc
from tests.core.xmr import charted

BEGIN = date(2020, 1, 1)
LIMITS = ("mean", "lpl", "upl", "near_lpl", "near_upl")
FACTS = ("outside_limits", "relative_to_mean", "close_to_limits")
CAUSES = ("special_cause_type", "special_cause_flag", "point_type")
NAMES = ("ghost", "rebase_group", *LIMITS, *FACTS, *CAUSES, "short_group_warning")
steps = st.lists(st.integers(-2, 3), min_size=1, max_size=40).map(
    lambda moves: [float(sum(moves[: i + 1])) for i in range(len(moves))]
)
shares = st.lists(st.integers(0, 60).map(lambda n: 100 * n / 60), min_size=1, max_size=40)
noise = st.lists(st.sampled_from([50.0, 50.1, 49.9, 50.3, 49.7, 53.0, 47.0]), min_size=1, max_size=40)
values = st.one_of(steps, shares, noise)


@st.composite
def series(draw, gaps=True):
    """The rows (date, value, ghost) of one series in any order, and its settings."""
    figures = draw(values)
    holes = st.sampled_from(["value", "value", "value", "value", "value", "missing", "ghost"] if gaps else ["value"])
    kinds = draw(st.lists(holes, min_size=len(figures), max_size=len(figures)))
    days = [BEGIN + timedelta(days=31 * i) for i in range(len(figures))]
    rows = [
        (day, None if kind == "missing" else figure, kind == "ghost")
        for day, figure, kind in zip(days, figures, kinds, strict=True)
    ]
    dates = draw(st.lists(st.sampled_from([*days, BEGIN + timedelta(days=5)]), max_size=3))
    return draw(st.permutations(rows)), {
        "improvement_direction": draw(st.sampled_from(["increase", "decrease", "neutral"])),
        "target": draw(st.none() | st.sampled_from([0.0, 50.0, 95.0])),
        "rebase_dates": dates or None,
        "fix_after_n_points": draw(st.none() | st.integers(12, 20)),
        "screen_outliers": draw(st.booleans()),
    }


def framed(*drawn) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Inputs and settings of one or more drawn series, named S0, S1 ..."""
    cells = [(f"S{i}", *row) for i, (rows, _) in enumerate(drawn) for row in rows]
    schema = {"series_id": pl.String, "date": pl.Date, "value": pl.Float64, "ghost": pl.Boolean}
    types = {"target": pl.Float64, "rebase_dates": pl.List(pl.Date), "fix_after_n_points": pl.Int64}
    settings = [{"series_id": f"S{i}", **terms} for i, (_, terms) in enumerate(drawn)]
    return pl.DataFrame(cells, schema, orient="row"), pl.DataFrame(settings, schema_overrides=types)


@trying(deadline=None)
@given(series(), st.booleans())
def test_the_frame_says_what_the_plain_account_says(drawn, collapse):
    rows, terms = drawn
    wanted = charted(
        rows,
        direction=terms["improvement_direction"],
        rebases=terms["rebase_dates"] or (),
        fix=terms["fix_after_n_points"],
        screen=terms["screen_outliers"],
        collapse=collapse,
    )
    found = spc.points(*framed(drawn), collapse_constant=collapse).select(NAMES)
    wanted = pl.DataFrame([{name: row[name] for name in NAMES} for row in wanted], schema=found.schema)
    assert_frame_equal(found, wanted, check_exact=False, rel_tol=1e-12, abs_tol=1e-12)


@trying(deadline=None)
@given(st.lists(series(), min_size=2, max_size=4))
def test_many_series_at_once_are_the_same_as_one_at_a_time(drawn):
    together = spc.points(*framed(*drawn))
    alone = [spc.points(*framed(one)).with_columns(pl.lit(f"S{i}").alias("series_id")) for i, one in enumerate(drawn)]
    assert_frame_equal(together, pl.concat(alone), check_exact=True)
    settings = framed(*drawn)[1]
    summed = [
        spc.summary(points, framed(one)[1].with_columns(pl.lit(f"S{i}").alias("series_id")))
        for i, (points, one) in enumerate(zip(alone, drawn, strict=True))
    ]
    assert_frame_equal(spc.summary(together, settings), pl.concat(summed), check_exact=True)


@trying(deadline=None)
@given(series(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(drawn, random):
    inputs, settings = framed(drawn)
    places = list(range(inputs.height))
    random.shuffle(places)
    assert_frame_equal(spc.points(inputs[places], settings), spc.points(inputs, settings), check_exact=True)


@trying(deadline=None)
@given(series())
def test_turning_the_direction_swaps_improvement_and_concern(drawn):
    inputs, settings = framed(drawn)
    better, worse = "special_cause_improvement", "special_cause_concern"
    up, down = (
        spc.points(inputs, settings.with_columns(pl.lit(direction).alias("improvement_direction")))
        for direction in ("increase", "decrease")
    )
    assert_frame_equal(up.drop("point_type"), down.drop("point_type"), check_exact=True)
    assert up["point_type"].replace({better: worse, worse: better}).to_list() == down["point_type"].to_list()


@trying(deadline=None)
@given(series(), st.floats(-1e6, 1e6))
def test_a_ghosts_value_changes_nothing_but_its_own_row(drawn, value):
    inputs, settings = framed(drawn)
    moved = inputs.with_columns(pl.when("ghost").then(value).otherwise("value").alias("value"))
    found, other = spc.points(inputs, settings), spc.points(moved, settings)
    assert_frame_equal(found.drop("value"), other.drop("value"), check_exact=True)
    without = spc.points(inputs.filter(~pl.col("ghost")), settings)
    assert_frame_equal(found.filter(~pl.col("ghost")).drop("n"), without.drop("n"), check_exact=True)


@trying(deadline=None)
@given(series(), st.integers(-512, 512))
def test_adding_a_constant_moves_the_limits_by_it_and_no_label(drawn, more):
    whole = [(day, value if value is None else float(round(value)), ghost) for day, value, ghost in drawn[0]]
    inputs, settings = framed((whole, drawn[1]))
    found, moved = spc.points(inputs, settings), spc.points(inputs.with_columns(pl.col("value") + more), settings)
    back = moved.with_columns(pl.col(LIMITS) - more)
    assert_frame_equal(back.select(LIMITS), found.select(LIMITS), check_exact=False, abs_tol=1e-9)
    assert moved["relative_to_mean"].equals(found["relative_to_mean"])


@trying(deadline=None)
@given(series(gaps=False))
def test_turning_the_values_upside_down_turns_the_labels(drawn):
    inputs, settings = framed(drawn)
    found = spc.points(inputs, settings)["special_cause_type"]
    turned = spc.points(inputs.with_columns(-pl.col("value")), settings)["special_cause_type"]
    pairs = {"Above UCL": "Below LCL", "2 in 3 Above CL": "2 in 3 Below CL", "7 Points Above CL": "7 Points Below CL"}
    # Where trends meet, the step after decides for both, so trends are told apart elsewhere.
    found, turned = (labels.str.replace(r"\(.*", "") for labels in (found, turned))
    assert found.replace(pairs | {low: high for high, low in pairs.items()}).equals(turned)
