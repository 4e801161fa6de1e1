"""The financial year as three finance returns ask for it: its column, and the rule that it runs April to March."""

import polars as pl

from sct_dash.returns.shape import Column, Rule

MOST = 1_000_000_000
"""The largest sum of money that a cell may hold: some ten times what the whole Trust costs in a year."""

_start, _end = pl.col("financial_year"), pl.col("financial_year_end")

WHOLE = Rule(
    "financial year", "Financial year must run from April to March, like 2025/26",
    (_start.dt.month() == 4) & (_end == _start.dt.offset_by("1y").dt.offset_by("-1d")), "financial_year",
    {"financial_year": "2026-06"}, guide="Financial year runs from April to March, like 2025/26.",
)  # fmt: skip


def column(*, required: bool, guide: str) -> Column:
    """The column of the financial year; typed, it is the first day of the year, and its last beside it."""
    return Column(
        "financial_year", "Financial year", "period", required=required, example="2026/27", synonyms=("year", "fy"),
        guide=guide,
    )  # fmt: skip


def filled(rows: pl.DataFrame, day: str) -> pl.DataFrame:
    """The rows with a blank financial year filled by the one that holds the date in column `day`."""
    start = pl.col(day).dt.month_start().dt.offset_by("-3mo").dt.truncate("1y").dt.offset_by("3mo")
    blank = _start.is_null()
    return rows.with_columns(
        financial_year=pl.when(blank).then(start).otherwise(_start),
        financial_year_end=pl.when(blank).then(start.dt.offset_by("1y").dt.offset_by("-1d")).otherwise(_end),
    )
