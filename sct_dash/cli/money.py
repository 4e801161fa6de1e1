"""Money out: `export finance`, a row a budget line, and `export savings`, a row a scheme."""

import argparse
from datetime import datetime

import polars as pl

from sct_dash.cli import outgoing
from sct_dash.cli.asking import Usage, command, period
from sct_dash.core import finance, periods, savings
from sct_dash.core.periods import Period

FINANCE = (
    *("financial_year", "period", "budget_line", "name", "area", "priority"),
    *("original", "virement", "uplift", "contract", "forecast", "variance", "actual", "outturn"),
    *("note", "demonstration", "given_for", "submission_id", "reached"),
)
SAVINGS = (
    *("financial_year", "scheme", "priority", "planned", "delivered", "delayed", "outstanding", "delayed_to", "reason"),
    *("demonstration", "share", "submission_id"),
)


def add_exports(exported) -> None:
    """Add `finance` and `savings` to what `export` can export."""
    lines = command(exported, "finance", _finance, "one row a budget line: contract sum, forecast, over or under")
    schemes = command(exported, "savings", _savings, "one row a savings scheme: planned, delivered, delayed")
    lines.add_argument("--period", metavar="P", help="2025/26 (its latest month) or 2026-10; the latest when left out")
    schemes.add_argument("--period", metavar="P", help="a financial year, 2025/26; every year when left out")
    for added in (lines, schemes):
        added.add_argument("--as-at", metavar="ISO", help="a day (its end, London time) or an instant")
        added.add_argument("--priority", metavar="P")
        added.add_argument("--format", choices=("csv", "json"), default="csv")


def _finance(asked: argparse.Namespace, now: datetime) -> int:
    of = _period(asked.period, ("year", "month"), "a financial year or a month")
    rows = finance.position(
        outgoing.picture(asked.as_at, now),
        month_end=of.end if of and of.grain == "month" else None,
        financial_year=of.start if of and of.grain == "year" else None,
        priority=outgoing.priority(asked.priority),
    )
    rows = rows.with_columns(period=_months("month_end"), given_for=_months("given_for"))
    return outgoing.written(_year_told(rows).select(FINANCE), asked.format)


def _months(day: str) -> pl.Expr:
    """The canonical label of the month that holds the day in a column."""
    return pl.col(day).dt.strftime("%Y-%m")


def _savings(asked: argparse.Namespace, now: datetime) -> int:
    of = _period(asked.period, ("year",), "a financial year")
    priority = outgoing.priority(asked.priority)
    picture = outgoing.picture(asked.as_at, now)
    years = [of.start] if of else finance.years(picture)
    rows = [savings.schemes(picture, year, priority=priority) for year in years]
    none = savings.schemes({}, now.date())
    return outgoing.written(_year_told(pl.concat([none, *rows])).select(SAVINGS), asked.format)


def _period(asked: str | None, grains: tuple[str, ...], words: str) -> Period | None:
    found = period(asked)
    if found is not None and found.grain not in grains:
        raise Usage(f"--period must be {words} here, not {found.words}.")
    return found


def _year_told(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with the label of their financial year, 2025/26, in place of its first day."""
    years = periods.labelled(rows.select(period="financial_year", period_end="financial_year_end"))
    return rows.with_columns(financial_year=years["period_label"])
