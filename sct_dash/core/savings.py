"""Savings schemes: what each was to bring, what it has brought, and what is delayed or still to come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from sct_dash.core.frames import facts

Picture = Mapping[str, pl.DataFrame]

_PENNIES = 2
_YEAR = ["financial_year", "financial_year_end"]


def schemes(picture: Picture, financial_year: date, *, priority: str | None = None) -> pl.DataFrame:
    """One row a savings scheme of a year, the furthest from its plan first.

    financial_year, financial_year_end, scheme, priority, planned, delivered, delayed and outstanding (pounds: what is
    still to come of the plan, put off to a later day or not; never below 0), delayed_to, reason, share (percent of the
    plan, null where that is 0), submission_id, demonstration.
    """
    rest = (pl.col("planned") - pl.col("delivered")).clip(lower_bound=0.0).round(_PENNIES)
    late = pl.col("delayed_to").is_not_null()
    rows = facts(picture, "savings").filter(pl.col("financial_year") == financial_year)
    of_priority = rows if priority is None else rows.filter(priority=priority)
    return (
        of_priority.with_columns(
            delayed=pl.when(late).then(rest).otherwise(0.0),
            outstanding=pl.when(late).then(0.0).otherwise(rest),
            share=pl.when(pl.col("planned") > 0).then(100.0 * pl.col("delivered") / pl.col("planned")),
            demonstration=pl.col("demonstration").fill_null(False),
        )
        .sort(rest, "scheme", descending=[True, False])
        .select(
            *_YEAR, *("scheme", "priority", "planned", "delivered", "delayed", "outstanding", "delayed_to", "reason"),
            *("share", "submission_id", "demonstration"),
        )
    )  # fmt: skip


def saved(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of `schemes` added up in one row.

    planned, delivered, delayed and outstanding (pounds), schemes (how many), unfinished (how many of them have
    something still to come), demonstration (whether one of them is one). More than planned delivered by one scheme
    does not lessen what is outstanding of another.
    """
    names = ("planned", "delivered", "delayed", "outstanding")
    return rows.select(
        *(pl.col(name).sum().round(_PENNIES) for name in names),
        schemes=pl.len(),
        unfinished=(pl.col("delayed") + pl.col("outstanding") > 0).sum(),
        demonstration=pl.col("demonstration").any(),
    )
