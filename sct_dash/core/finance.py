"""Where the budget stands: the contract sum, the outturn forecast, how it moved, and what funds a deficit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from sct_dash.core import savings
from sct_dash.core.frames import facts

Picture = Mapping[str, pl.DataFrame]

SUMS = ("original", "virement", "uplift", "contract", "forecast", "variance", "actual", "outturn")
"""The sums of money of a line, in pounds and in the order in which one becomes the other."""
MOST_MOVED = 3  # lines that explain a month's movement; more would be the whole table again
_PENNIES = 2
_YEAR = ["financial_year", "financial_year_end"]


def months(picture: Picture) -> pl.DataFrame:
    """One row a (budget_line, month_end) as it was sent, sorted by month, area, name and line.

    financial_year and financial_year_end (Date), month_end, budget_line, name, area, priority, counted_by, the SUMS,
    note, submission_id, demonstration (Boolean). contract = original + virement + uplift, variance = forecast less
    contract (above 0 is over), outturn is the actual of a year's last month and null before. A line that is on no
    list any more is called by its code.
    """
    lines = facts(picture, "budget_lines").drop("submission_id", "line").rename({"demonstration": "_listed"})
    rows = facts(picture, "finance").join(lines, on="budget_line", how="left")
    contract = pl.col("original") + pl.col("virement") + pl.col("uplift")
    ended = pl.col("month_end") == pl.col("financial_year_end")
    return (
        rows.with_columns(
            pl.col("name").fill_null(pl.col("budget_line")),
            contract=contract.round(_PENNIES),
            variance=(pl.col("forecast") - contract).round(_PENNIES),
            outturn=pl.when(ended).then("actual"),
            demonstration=pl.any_horizontal(pl.col("demonstration", "_listed").fill_null(False)),
        )
        .select(
            *_YEAR, *("month_end", "budget_line", "name", "area", "priority", "counted_by"), *SUMS,
            *("note", "submission_id", "demonstration"),
        )
        .sort("month_end", "area", "name", "budget_line")
    )  # fmt: skip


def position(
    picture: Picture,
    *,
    month_end: date | None = None,
    financial_year: date | None = None,
    priority: str | None = None,
) -> pl.DataFrame:
    """One row a line at a month: the one asked for, else the latest of the year, else the latest held.

    The columns of `months`, with `given_for` (Date): the month that the row was sent for. That is an earlier month of
    the year where this one leaves the line out, so that a total never lacks a line. `financial_year` is the first day
    of the year. What is furthest over comes first. No rows where nothing is held for it.
    """
    rows = _carried(months(picture), month_end=month_end, financial_year=financial_year)
    chosen = pl.col("month_end") == (month_end if month_end is not None else pl.col("month_end").max())
    return _of(rows, priority).filter(chosen).sort("variance", "name", descending=[True, False])


def _of(rows: pl.DataFrame, priority: str | None) -> pl.DataFrame:
    return rows if priority is None else rows.filter(pl.col("priority") == priority)


def _carried(rows: pl.DataFrame, *, month_end: date | None, financial_year: date | None) -> pl.DataFrame:
    """Every month of one year by every line that it or an earlier month of the year gives, with `given_for`.

    The year of the month asked for, and then only up to it; the year asked for; or the latest held.
    """
    if month_end is not None:
        rows = rows.filter(pl.col("month_end") <= month_end, pl.col("financial_year_end") >= month_end)
    elif financial_year is None:
        rows = rows.filter(pl.col("financial_year") == pl.col("financial_year").max())
    if financial_year is not None:
        rows = rows.filter(pl.col("financial_year") == financial_year)
    pairs = rows.select(pl.col("month_end").unique().sort()).join(rows.select("budget_line").unique(), how="cross")
    given = rows.rename({"month_end": "given_for"}).sort("given_for")
    return (
        pairs.join_asof(
            given, left_on="month_end", right_on="given_for", by="budget_line", strategy="backward",
            check_sortedness=False,
        )
        .filter(pl.col("given_for").is_not_null())
        .select(*rows.columns, "given_for")
    )  # fmt: skip


def totals(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines of `position` added up: one row, none where there is no line.

    financial_year, financial_year_end, month_end, lines (how many), the SUMS, demonstration. A sum of which one line
    is not known is null.
    """
    return _summed(lines, [*_YEAR, "month_end"])


def _summed(rows: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    whole = [
        pl.when(pl.col(name).is_not_null().all()).then(pl.col(name).sum().round(_PENNIES)).alias(name) for name in SUMS
    ]
    return rows.group_by(by).agg(pl.len().alias("lines"), *whole, pl.col("demonstration").any()).sort(by)


def bridge(total: pl.DataFrame) -> pl.DataFrame:
    """The steps of a row of `totals` from original sum to forecast, and to the outturn when that is known.

    step, kind (sum or change), start and end (pounds; a sum starts at 0), amount (end less start). No rows for none.
    """
    schema = {"step": pl.String, "kind": pl.String, "start": pl.Float64, "end": pl.Float64}
    amount = (pl.col("end") - pl.col("start")).round(_PENNIES).alias("amount")
    if total.is_empty():
        return pl.DataFrame(schema=schema).with_columns(amount)
    sums = total.row(0, named=True)
    original, uplifted, contract = sums["original"], sums["original"] + sums["virement"], sums["contract"]
    steps = [
        ("Original sum", "sum", 0.0, original),
        ("Virement", "change", original, uplifted),
        ("Real uplift", "change", uplifted, contract),
        ("Contract sum", "sum", 0.0, contract),
        ("Over or under", "change", contract, sums["forecast"]),
        ("Forecast outturn", "sum", 0.0, sums["forecast"]),
    ]
    if sums["outturn"] is not None:
        steps.append(("Outturn", "sum", 0.0, sums["outturn"]))
    return pl.DataFrame(steps, schema=schema, orient="row").with_columns(amount)


def movement(picture: Picture, financial_year: date, *, priority: str | None = None) -> pl.DataFrame:
    """How the forecast of a year moved: one row a month that was sent, oldest first.

    The columns of `totals`; before (Date: the month sent before it in the year), change (of the forecast since then),
    variance_change, and moved: the lines whose forecast moved most, at most MOST_MOVED, the furthest first, each with
    budget_line, name, change and the note of that month. All of these are null, and moved is empty, for the first.
    """
    rows = _of(_carried(months(picture), month_end=None, financial_year=financial_year), priority)
    # A line that begins within the year moves the forecast by all that it costs.
    was = pl.col("forecast").shift().over("budget_line").fill_null(0.0)
    begun = pl.col("month_end") > pl.col("month_end").min()
    lines = rows.sort("month_end").with_columns(_change=pl.when(begun).then((pl.col("forecast") - was).round(_PENNIES)))
    moved = (
        lines.filter(pl.col("_change") != 0)
        .sort(pl.col("_change").abs(), "name", descending=[True, False])
        .group_by("month_end", maintain_order=True)
        .agg(moved=pl.struct("budget_line", "name", "note", change="_change").head(MOST_MOVED))
    )
    by_month = _summed(rows, [*_YEAR, "month_end"])
    since = [
        (pl.col(name) - pl.col(name).shift()).round(_PENNIES).alias(to)
        for name, to in (("forecast", "change"), ("variance", "variance_change"))
    ]
    told = by_month.with_columns(pl.col("month_end").shift().alias("before"), *since)
    return told.join(moved, on="month_end", how="left", maintain_order="left").with_columns(
        pl.col("moved").fill_null(pl.lit([], dtype=moved.schema["moved"]))
    )


def funding(picture: Picture, financial_year: date) -> pl.DataFrame:
    """What funds the deficit of a year: source, amount (pounds), agreed_on, note, submission_id, demonstration.

    The largest first.
    """
    rows = facts(picture, "deficit_funding").filter(pl.col("financial_year") == financial_year)
    return rows.sort("amount", "source", descending=[True, False]).select(
        *("source", "amount", "agreed_on", "note", "submission_id"), pl.col("demonstration").fill_null(False)
    )


def deficit(picture: Picture, financial_year: date) -> pl.DataFrame:
    """The deficit of a year's latest month and what of it is funded: one row, none where no month is held.

    month_end, deficit (pounds; the outturn where it is known, else the forecast, over the contract sum; 0 where it is
    under), funded (the sum of the sources), unfunded and spare (what is set aside beyond need); none is below 0.
    """
    total = totals(position(picture, financial_year=financial_year))
    over = (pl.coalesce("outturn", "forecast") - pl.col("contract")).clip(lower_bound=0.0).round(_PENNIES)
    funded = pl.lit(funding(picture, financial_year)["amount"].sum(), dtype=pl.Float64)
    return total.select("month_end", deficit=over, funded=funded.round(_PENNIES)).with_columns(
        unfunded=(pl.col("deficit") - pl.col("funded")).clip(lower_bound=0.0).round(_PENNIES),
        spare=(pl.col("funded") - pl.col("deficit")).clip(lower_bound=0.0).round(_PENNIES),
    )


def standing(picture: Picture, *, financial_year: date | None = None, priority: str | None = None) -> pl.DataFrame:
    """Where a year stands in one row, for `finance_words.standing`: of the latest year held when none is given.

    financial_year, the columns of the last row of `movement` (null where no month is held), those of
    `savings.saved`, and
    unfunded, which is null with a priority: what funds a deficit funds all of it. No rows where nothing is held.
    """
    year = financial_year if financial_year is not None else latest_year(picture)
    if year is None:
        return pl.DataFrame()
    held = pl.DataFrame({"financial_year": [year]}).join(
        movement(picture, year, priority=priority).tail(1), on="financial_year", how="left"
    )
    unfunded = deficit(picture, year)["unfunded"] if priority is None else pl.Series(dtype=pl.Float64)
    beside = savings.saved(savings.schemes(picture, year, priority=priority))
    return pl.concat([held, beside], how="horizontal").with_columns(
        unfunded=pl.lit(unfunded.item() if unfunded.len() else None, dtype=pl.Float64)
    )


def years(picture: Picture) -> list[date]:
    """The first days of the financial years that anything of money is held for, the latest first."""
    kinds = ("finance", "savings", "deficit_funding")
    held = pl.concat([facts(picture, kind).select("financial_year") for kind in kinds])
    return held["financial_year"].drop_nulls().unique().sort(descending=True).to_list()


def latest_year(picture: Picture) -> date | None:
    """The first day of the latest financial year with a month of budget monitoring, else with anything of money."""
    monitored = facts(picture, "finance")["financial_year"].max()
    return monitored if monitored is not None else next(iter(years(picture)), None)
