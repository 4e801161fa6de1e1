"""Where the budget stands: the contract sum, the outturn forecast, how it moved, and what funds a deficit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from sct_dash.core import savings
from sct_dash.core.frames import facts

Picture = Mapping[str, pl.DataFrame]

SUMS = ("original", "virement", "uplift", "contract", "forecast", "variance", "actual", "outturn", "reached")
"""The sums of money of a line, in pounds; reached is what a year comes to as far as is known, outturn or forecast."""
MOST_MOVED = 3  # lines that explain a month's movement; more would be the whole table again
_PENNIES = 2
_YEAR = ["financial_year", "financial_year_end"]


def months(picture: Picture) -> pl.DataFrame:
    """One row a (budget_line, month_end) as it was sent, sorted by month, area, name and line.

    financial_year and financial_year_end (Date), month_end, budget_line, name, area, priority, counted_by, the SUMS,
    note, submission_id, demonstration (Boolean). contract = original + virement + uplift; outturn is the actual of a
    year's last month and null before; reached is the outturn where it is known, else the forecast; variance = reached
    less contract (above 0 is over). A line that is on no list any more is called by its code.
    """
    lines = facts(picture, "budget_lines").drop("submission_id", "line").rename({"demonstration": "_listed"})
    rows = facts(picture, "finance").join(lines, on="budget_line", how="left")
    contract = pl.col("original") + pl.col("virement") + pl.col("uplift")
    outturn = pl.when(pl.col("month_end") == pl.col("financial_year_end")).then("actual")
    reached = pl.coalesce(outturn, "forecast")
    return (
        rows.with_columns(
            pl.col("name").fill_null(pl.col("budget_line")),
            contract=contract.round(_PENNIES),
            variance=(reached - contract).round(_PENNIES),
            outturn=outturn,
            reached=reached,
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
    is not known is null; so is the actual when a line was not sent for this month, which would mix two months.
    """
    return _summed(lines, [*_YEAR, "month_end"])


def _summed(rows: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    of_this_month = pl.when(pl.col("given_for") == pl.col("month_end")).then("actual")
    whole = [
        pl.when(pl.col(name).is_not_null().all()).then(pl.col(name).sum().round(_PENNIES)).alias(name) for name in SUMS
    ]
    return (
        rows.with_columns(actual=of_this_month)
        .group_by(by)
        .agg(pl.len().alias("lines"), *whole, pl.col("demonstration").any())
        .sort(by)
    )


def bridge(total: pl.DataFrame) -> pl.DataFrame:
    """The steps of a row of `totals` from original sum to forecast, or to the outturn when that is known.

    Over or under leads to what is reached; beside the outturn stands, last, the forecast that it was set against.
    step, kind (sum or change), start and end (pounds; a sum starts at 0), amount (end less start). No rows for none.
    """
    schema = {"step": pl.String, "kind": pl.String, "start": pl.Float64, "end": pl.Float64}
    amount = (pl.col("end") - pl.col("start")).round(_PENNIES).alias("amount")
    if total.is_empty():
        return pl.DataFrame(schema=schema).with_columns(amount)
    sums = total.row(0, named=True)
    original, uplifted, contract = sums["original"], sums["original"] + sums["virement"], sums["contract"]
    reached = sums["reached"]
    ended = [("Outturn", "sum", 0.0, reached), ("Last forecast", "sum", 0.0, sums["forecast"])]
    steps = [
        ("Original sum", "sum", 0.0, original),
        ("Virement", "change", original, uplifted),
        ("Real uplift", "change", uplifted, contract),
        ("Contract sum", "sum", 0.0, contract),
        ("Over or under", "change", contract, reached),
        *([("Forecast outturn", "sum", 0.0, reached)] if sums["outturn"] is None else ended),
    ]
    return pl.DataFrame(steps, schema=schema, orient="row").with_columns(amount)


def movement(picture: Picture, financial_year: date, *, priority: str | None = None) -> pl.DataFrame:
    """How the forecast of a year moved, at last to the outturn: one row a month that was sent, oldest first.

    The columns of `totals`; before (Date: the month sent before it in the year), change (of what is reached since
    then), variance_change, and moved: the lines that moved most, at most MOST_MOVED, the furthest first, each with
    budget_line, name, change and the note of that month. All of these are null, and moved is empty, for the first.
    demonstration is true as well where the month that it is compared with is one.
    """
    rows = _of(_carried(months(picture), month_end=None, financial_year=financial_year), priority)
    # A line that begins within the year moves the forecast by all that it costs.
    was = pl.col("reached").shift().over("budget_line").fill_null(0.0)
    begun = pl.col("month_end") > pl.col("month_end").min()
    lines = rows.sort("month_end").with_columns(_change=pl.when(begun).then((pl.col("reached") - was).round(_PENNIES)))
    moved = (
        lines.filter(pl.col("_change") != 0)
        .sort(pl.col("_change").abs(), "name", descending=[True, False])
        .group_by("month_end", maintain_order=True)
        .agg(moved=pl.struct("budget_line", "name", "note", change="_change").head(MOST_MOVED))
    )
    by_month = _summed(rows, [*_YEAR, "month_end"])
    since = [
        (pl.col(name) - pl.col(name).shift()).round(_PENNIES).alias(to)
        for name, to in (("reached", "change"), ("variance", "variance_change"))
    ]
    invented = pl.col("demonstration") | pl.col("demonstration").shift().fill_null(False)
    told = by_month.with_columns(pl.col("month_end").shift().alias("before"), *since, demonstration=invented)
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

    The columns of `totals`; deficit (pounds: what is over; 0 where nothing is), funded (the sum of the sources),
    unfunded and spare (what is set aside beyond need); none is below 0. demonstration is true where a line or a source
    is one.
    """
    sources = funding(picture, financial_year)
    funded = pl.lit(sources["amount"].sum(), dtype=pl.Float64).round(_PENNIES)
    return (
        totals(position(picture, financial_year=financial_year))
        .with_columns(
            deficit=pl.col("variance").clip(lower_bound=0.0),
            funded=funded,
            demonstration=pl.col("demonstration") | pl.lit(sources["demonstration"].any()),
        )
        .with_columns(
            unfunded=(pl.col("deficit") - pl.col("funded")).clip(lower_bound=0.0).round(_PENNIES),
            spare=(pl.col("funded") - pl.col("deficit")).clip(lower_bound=0.0).round(_PENNIES),
        )
    )


def standing(picture: Picture, *, financial_year: date | None = None, priority: str | None = None) -> pl.DataFrame:
    """Where a year stands in one row, for `finance_words.standing`: of the latest year held when none is given.

    financial_year, the columns of the last row of `movement` (null where no month is held), those of `savings.saved`,
    and deficit, funded, unfunded and spare, which are null with a priority: what funds a deficit funds all of it;
    variance_share (percent of the contract sum that is over, below 0 under; null where that is 0). demonstration is
    true where any part of the row is one. No rows where nothing is held.
    """
    year = financial_year if financial_year is not None else latest_year(picture)
    if year is None:
        return pl.DataFrame()
    held = pl.DataFrame({"financial_year": [year]}).join(
        movement(picture, year, priority=priority).tail(1), on="financial_year", how="left"
    )
    saved = savings.saved(savings.schemes(picture, year, priority=priority)).rename({"demonstration": "_saved"})
    whole = deficit(picture, year).head(1 if priority is None else 0)
    funds = whole.select("financial_year", "deficit", "funded", "unfunded", "spare", _funds="demonstration")
    marks = [pl.col(name).fill_null(False) for name in ("demonstration", "_saved", "_funds")]
    row = held.join(funds, on="financial_year", how="left").hstack(saved)
    share = pl.when(pl.col("contract") != 0).then(100.0 * pl.col("variance") / pl.col("contract"))
    return row.with_columns(demonstration=pl.any_horizontal(marks), variance_share=share).drop("_saved", "_funds")


def years(picture: Picture) -> list[date]:
    """The first days of the financial years that anything of money is held for, the latest first."""
    kinds = ("finance", "savings", "deficit_funding")
    held = pl.concat([facts(picture, kind).select("financial_year") for kind in kinds])
    return held["financial_year"].drop_nulls().unique().sort(descending=True).to_list()


def latest_year(picture: Picture) -> date | None:
    """The first day of the latest financial year with a month of budget monitoring, else with anything of money."""
    monitored = facts(picture, "finance")["financial_year"].max()
    return monitored if monitored is not None else next(iter(years(picture)), None)
