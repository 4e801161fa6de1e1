"""What follows from a submission: only the KPIs it touches are worked out again, a portion at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from sct_dash.core import computed
from sct_dash.core.changes import SCHEMA, consequences, restated
from sct_dash.core.differences import Picture
from sct_dash.core.frames import SCHEMAS, facts
from sct_dash.core.status import kpi_status, series

Sides = tuple[pl.DataFrame, pl.DataFrame]

KINDS = ("kpis", "targets", "relief", "kpi_values", "rebases")
"""The kinds of row that say something of a KPI's status, figures or signal, each row of one KPI."""

PORTION = 25_000
"""How many values are worked out at once: what a million took at once would not fit beside a checked file."""


def following(before: Picture, after: Picture, *, on: date, portion: int = PORTION) -> pl.DataFrame:
    """`changes.consequences` and then `changes.restated` from one picture to another, lateness judged on a day.

    Columns: those of changes.SCHEMA. A KPI of which both pictures hold the same rows is not looked at: nothing can
    follow for it. The rows of one that is computed are the figures worked out. Beyond `portion` values the
    consequences come portion by portion, each in its own order.
    """
    turned, again = [pl.DataFrame(schema=SCHEMA)], [pl.DataFrame(schema=SCHEMA)]
    values = computed.figures(before), computed.figures(after)
    for codes in _portions(_touched(before, after, values), values, portion):
        old, new = _of(before, codes), _of(after, codes)
        turned.append(consequences(kpi_status(old, on=on), kpi_status(new, on=on), old, new))
        again.append(restated(series(old), series(new)))
    return pl.concat([*turned, *again])


def _touched(before: Picture, after: Picture, values: Sides) -> pl.Series:
    """The codes of the KPIs of which the pictures do not hold the same rows."""
    found = [pl.Series("kpi_code", [], pl.String)]
    for kind in KINDS:
        read = computed.SOURCES if kind == "kpi_values" else (kind,)
        if all(before.get(source) is after.get(source) for source in read):
            continue
        held = values if kind == "kpi_values" else (facts(before, kind), facts(after, kind))
        sides = [side.select(list(SCHEMAS[kind])) for side in held]
        marks = [side.hash_rows() for side in sides]
        found += [
            side.filter(~mark.is_in(other.implode()))["kpi_code"]
            for side, mark, other in zip(sides, marks, reversed(marks), strict=True)
        ]
    return pl.concat(found).unique().sort()


def _portions(codes: pl.Series, values: Sides, size: int) -> Iterator[pl.Series]:
    """The codes in turn, in lots of about as many values; a KPI is never cut in two."""
    counted = [
        side.group_by("kpi_code").agg(pl.len().cast(pl.Int64).alias(name))
        for name, side in zip(("_old", "_new"), values, strict=True)
    ]
    sized = codes.to_frame()
    for counts in counted:
        sized = sized.join(counts, on="kpi_code", how="left", maintain_order="left")
    until = pl.max_horizontal(pl.col("_old", "_new").fill_null(0)).cum_sum()
    for lot in sized.with_columns(_lot=(until - 1) // size).partition_by("_lot", maintain_order=True):
        yield lot["kpi_code"]


def _of(picture: Picture, codes: pl.Series) -> Picture:
    """The rows of these KPIs, and whole what their figures may be worked out of."""
    whole = {kind: facts(picture, kind) for kind in computed.SOURCES if kind not in KINDS}
    ours = pl.col("kpi_code").is_in(codes.implode())
    return {**whole, **{kind: facts(picture, kind).filter(ours) for kind in KINDS}}
