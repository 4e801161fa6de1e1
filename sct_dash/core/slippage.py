"""What became of the milestones between two days: those that slipped, became late, were completed or taken back."""

from __future__ import annotations

from datetime import date

import polars as pl

from sct_dash.core.plan import Picture, milestones
from sct_dash.core.plan_words import BRAG_WORDS, of_change

SLIPPED = pl.Schema(
    {
        **dict.fromkeys(("milestone", "title", "priority", "was", "becomes", "change"), pl.String),
        "days": pl.Int64,
        **dict.fromkeys(("reason", "says"), pl.String),
        "submission_id": pl.Int64,
        "demonstration": pl.Boolean,
    }
)
"""The columns of `slipped`."""


def slipped(then: Picture, now: Picture, *, then_on: date, now_on: date) -> pl.DataFrame:
    """What became of the milestones from the end of one day, as then held, to that of another; by priority and code.

    One row a milestone that changed, with the columns of SLIPPED. change, the first of these that is so: gone
    (taken back), new, cancelled or complete (since), reopened (no longer either), late (since), slipped or
    pulled forward (its date in force moved). `was` and `becomes` are the dates in words of one whose date moved, else
    the words of its standing, null where it is not held. days: by how many its date moved (below 0 is earlier); of one
    that is late since its date, of one complete since its first date; else null. reason: the last one given, where it
    was given since, or for the same report in other words. submission_id: of the last report, of what is gone the one
    then held.
    """
    kept = ["title", "priority", "brag", "due_on", "reason", "reasoned_on", "submission_id", "demonstration"]
    before = milestones(then, on=then_on).select("milestone", *kept, held_then=pl.lit(True))
    after = milestones(now, on=now_on).with_columns(held=pl.lit(True))
    both = after.join(before, on="milestone", how="full", coalesce=True, suffix="_then")
    either = ("title", "priority", "submission_id", "demonstration")
    rows = both.with_columns(pl.when("held").then(name).otherwise(f"{name}_then").alias(name) for name in either)
    later = pl.col("reasoned_on") > pl.coalesce("reasoned_on_then", pl.lit(date.min))
    again = (pl.col("reasoned_on") == pl.col("reasoned_on_then")) & (pl.col("reason") != pl.col("reason_then"))
    told = rows.with_columns(change=_change(), reason=pl.when(later | again).then("reason")).drop_nulls("change")
    moved = pl.col("change").is_in(["slipped", "pulled forward"])
    day = {name: pl.col(name).dt.strftime("%-d %B %Y") for name in ("due_on", "due_on_then")}
    told = told.with_columns(
        was=pl.when(moved).then(day["due_on_then"]).otherwise(pl.col("brag_then").replace(BRAG_WORDS)),
        becomes=pl.when(moved).then(day["due_on"]).otherwise(pl.col("brag").replace(BRAG_WORDS)),
        days=_days_of_change(),
    ).sort("priority", "milestone", nulls_last=True)
    says = pl.Series("says", [of_change(row) for row in told.iter_rows(named=True)], pl.String)
    return told.with_columns(says).select(list(SLIPPED)).cast(dict(SLIPPED))


def _change() -> pl.Expr:
    brag, was, gone = pl.col("brag"), pl.col("brag_then"), ["complete", "cancelled"]
    moved = (pl.col("due_on") - pl.col("due_on_then")).dt.total_days()
    return (
        pl.when(pl.col("held").is_null())
        .then(pl.lit("gone"))
        .when(pl.col("held_then").is_null())
        .then(pl.lit("new"))
        .when(brag.is_in(gone) & (brag != was))
        .then(brag)
        .when(was.is_in(gone) & ~brag.is_in(gone))
        .then(pl.lit("reopened"))
        .when((brag == "late") & (was != "late"))
        .then(brag)
        .when(~brag.is_in(gone) & (moved > 0))
        .then(pl.lit("slipped"))
        .when(~brag.is_in(gone) & (moved < 0))
        .then(pl.lit("pulled forward"))
    )


def _days_of_change() -> pl.Expr:
    moved = (pl.col("due_on") - pl.col("due_on_then")).dt.total_days()
    return (
        pl.when(pl.col("change").is_in(["slipped", "pulled forward"]))
        .then(moved)
        .when(change="late")
        .then(-pl.col("days_left"))
        .when(change="complete")
        .then("slippage_days")
    )
