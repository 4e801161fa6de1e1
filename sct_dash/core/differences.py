"""What stands in one picture and not, or differently, in another: its rows side by side, and how they are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import polars as pl

Picture = Mapping[str, pl.DataFrame]
Row = Mapping[str, Any]

NOTHING: Picture = MappingProxyType({})
"""The picture that holds nothing."""

ROWS = pl.Schema(
    {
        "what": pl.String,
        "change": pl.String,
        "kpi": pl.String,
        "period": pl.String,
        "was": pl.String,
        "becomes": pl.String,
        "submission_id": pl.Int64,
        "demonstration": pl.Boolean,
        "rest": pl.String,
    }
)
"""The columns of everything told: `rest` is the sentence after the KPI's code and name."""


def paired(old: pl.DataFrame, new: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """One row a key in either frame, sorted by key: the columns of `new`, and those of `old` with the suffix _then.

    held and held_then (Boolean): in which of the two the key stands. caused_by: the submission that made it differ, the
    later of the two, since taking one back leaves an earlier standing. demonstration: whether either side is one.
    """
    held = pl.lit(True).alias("held")
    both = new.with_columns(held).join(old.with_columns(held), on=key, how="full", coalesce=True, suffix="_then")
    sides = (pl.col(name).fill_null(False) for name in ("demonstration", "demonstration_then"))
    return both.sort(key).with_columns(
        pl.col("held", "held_then").fill_null(False),
        pl.max_horizontal("submission_id", "submission_id_then").alias("caused_by"),
        pl.any_horizontal(*sides).alias("demonstration"),
    )


def unlike(names: Iterable[str]) -> pl.Expr:
    """Whether any of these columns of a `paired` frame differs between its two sides; null differs from a value."""
    return pl.any_horizontal(*(pl.col(name).ne_missing(pl.col(f"{name}_then")) for name in names))


def told(
    what: str, change: str, row: Row, was: str | None, becomes: str | None, rest: str, period: str | None = None
) -> Row:
    """A row of ROWS about the KPI (kpi_code) of a `paired` row, caused by its caused_by."""
    return {
        "what": what,
        "change": change,
        "kpi": row["kpi_code"],
        "period": period,
        "was": was,
        "becomes": becomes,
        "submission_id": row["caused_by"],
        "demonstration": row["demonstration"],
        "rest": rest,
    }
