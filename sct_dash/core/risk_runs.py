"""Since when a risk has stood in its band: each day by the matrix in force on it."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sct_dash.core import matrix
from sct_dash.core.frames import facts

Picture = Mapping[str, pl.DataFrame]

SCORE = pl.coalesce(pl.col("likelihood") * pl.col("impact"), "score")
"""The score of an assessment: the product, or what was given where only that is known."""


def begun(picture: Picture, listed: pl.DataFrame) -> pl.DataFrame:
    """reference, at_band_since and begun_demonstration (of the bands it has been in since) of each risk listed,
    up to its day `as_of`; at_band_since is null for one in no band.

    A band can turn on the day of an assessment and on the day that another matrix comes into force.
    """
    until = listed.select("reference", "as_of")
    assessed = facts(picture, "risk_scores").join(until, on="reference")
    assessed = assessed.select(
        *("reference", "as_of", pl.col("assessed_on").alias("day")),
        score=SCORE,
    )
    changes = facts(picture, "risk_bands").select(pl.col("valid_from").unique().alias("day")).drop_nulls()
    changed = until.join(changes, how="cross").with_columns(score=pl.lit(None, pl.Float64))
    days = pl.concat([assessed, changed.select(assessed.columns)]).filter(pl.col("day") <= pl.col("as_of"))
    # Where both fall on one day the assessment stands for it, as it is by the matrix of its day.
    steps = days.sort("reference", "day", pl.col("score").is_null()).unique(
        ["reference", "day"], keep="first", maintain_order=True
    )
    held = steps.with_columns(pl.col("score").forward_fill().over("reference"))
    banded = matrix.banded(held, picture, day="day")
    turned = pl.col("band").ne_missing(pl.col("band").shift())
    since = pl.col("day").filter(turned).last()
    return banded.group_by("reference", maintain_order=True).agg(
        at_band_since=pl.when(pl.col("band").last().is_not_null()).then(since),
        begun_demonstration=pl.col("band_demonstration").filter(pl.col("day") >= since).any(),
    )
