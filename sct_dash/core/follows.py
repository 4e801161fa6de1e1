"""What follows from a submission: only the KPIs it touches are worked out again, a portion at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from sct_dash.core.changes import SCHEMA, consequences, restated
from sct_dash.core.differences import Picture
from sct_dash.core.frames import SCHEMAS, facts
from sct_dash.core.status import kpi_status, series

KINDS = ("kpis", "targets", "relief", "kpi_values", "rebases")
"""The kinds of row that say something of a KPI's status, figures or signal."""

PORTION = 25_000
"""How many values are worked out at once: what a million took at once would not fit beside a checked file."""


def following(before: Picture, after: Picture, *, on: date, portion: int = PORTION) -> pl.DataFrame:
    """`changes.consequences` and then `changes.restated` from one picture to another, lateness judged on a day.

    Columns: those of changes.SCHEMA. A KPI of which both pictures hold the same rows is not looked at: nothing can
    follow for it. Beyond `portion` values the consequences come portion by portion, each in its own order.
    """
    turned, again = [pl.DataFrame(schema=SCHEMA)], [pl.DataFrame(schema=SCHEMA)]
    for codes in _portions(_touched(before, after), before, after, portion):
        old, new = ({kind: _of(picture, kind, codes) for kind in KINDS} for picture in (before, after))
        turned.append(consequences(kpi_status(old, on=on), kpi_status(new, on=on), old, new))
        again.append(restated(series(old), series(new)))
    return pl.concat([*turned, *again])


def _touched(before: Picture, after: Picture) -> pl.Series:
    """The codes of the KPIs of which the pictures do not hold the same rows."""
    found = [pl.Series("kpi_code", [], pl.String)]
    for kind in KINDS:
        if before.get(kind) is after.get(kind):
            continue
        sides = [facts(picture, kind).select(list(SCHEMAS[kind])) for picture in (before, after)]
        marks = [side.hash_rows() for side in sides]
        found += [
            side.filter(~mark.is_in(other.implode()))["kpi_code"]
            for side, mark, other in zip(sides, marks, reversed(marks), strict=True)
        ]
    return pl.concat(found).unique().sort()


def _portions(codes: pl.Series, before: Picture, after: Picture, size: int) -> Iterator[pl.Series]:
    """The codes in turn, in lots of about as many values; a KPI is never cut in two."""
    counted = [
        facts(picture, "kpi_values").group_by("kpi_code").agg(pl.len().cast(pl.Int64).alias(name))
        for name, picture in (("_old", before), ("_new", after))
    ]
    sized = codes.to_frame()
    for counts in counted:
        sized = sized.join(counts, on="kpi_code", how="left", maintain_order="left")
    until = pl.max_horizontal(pl.col("_old", "_new").fill_null(0)).cum_sum()
    for lot in sized.with_columns(_lot=(until - 1) // size).partition_by("_lot", maintain_order=True):
        yield lot["kpi_code"]


def _of(picture: Picture, kind: str, codes: pl.Series) -> pl.DataFrame:
    return facts(picture, kind).filter(pl.col("kpi_code").is_in(codes.implode()))
