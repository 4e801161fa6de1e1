"""What control limits and special causes cost, against one polars pass of a rolling mean over the same frame."""

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl

from sct_dash.core import spc

BEGIN = date(2000, 1, 1)
SHAPES = ((1, 10_000), (10_000, 60))
WINDOW = 7
TIMES = 25  # a pass is a fraction of a millisecond, so that fewer would tell of the machine's other work


def charting(seconds: Callable[[Callable[[], object], int], float]) -> None:
    """Print the ratio for one long series and for many short ones; `seconds` times a deed."""
    for series, points in SHAPES:
        inputs, settings = frames(series, points)
        ours = seconds(lambda: spc.points(inputs, settings), TIMES)  # noqa: B023 - called at once
        rolling = pl.col("value").rolling_mean(WINDOW).over("series_id")
        floor = seconds(lambda: inputs.with_columns(rolling.alias("mean")), TIMES)  # noqa: B023
        print(f"SPC of {series:,} x {points:,} points: {ours / floor:.1f} x a polars rolling mean over series_id")


def frames(series: int, points: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Inputs and settings of so many series of so many daily points; the values wander, some fixed way."""
    names = pl.DataFrame({"series_id": [f"S{i:05}" for i in range(series)]})
    days = pl.DataFrame({"date": pl.date_range(BEGIN, BEGIN + timedelta(days=points - 1), eager=True)})
    inputs = names.join(days, how="cross").with_columns((pl.int_range(pl.len()).hash(1) % 1000 / 10).alias("value"))
    return inputs, names.with_columns(pl.lit("increase").alias("improvement_direction"), pl.lit(50.0).alias("target"))
