"""What the three finance returns share: the financial year, and sums that look like thousands of pounds."""

from collections.abc import Mapping

import polars as pl

from sct_dash.returns.shape import Column, Rule
from sct_dash.returns.words import listed

MOST = 1_000_000_000
"""The largest sum of money that a cell may hold: some ten times what the whole Trust costs in a year."""
ABOUT_A_THOUSAND = (500, 2_000)
"""A sum so many times less or more than it was is likely to be in thousands of pounds, or to have been."""

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


def year_words() -> pl.Expr:
    """The financial year of a row as its label, 2025/26."""
    return _start.dt.strftime("%Y/") + _end.dt.strftime("%y")


def scaled(rows: pl.DataFrame, sums: Mapping[str, tuple[str, pl.Expr]], *, by: list[str]) -> pl.DataFrame:
    """The rows in their order with which of their sums are about a thousandth or a thousandfold of what they were.

    `sums`: column -> (its words, what to compare it with); what it was is shown from column `name_last`. `off`: whether
    the row has such a sum. `looks`, `share` and `whole_sums`, as `in_pounds` has them, are of the whole file, where
    most of the rows alike in `by`, two at least, are off the same way in a column: they stand at the first of those
    rows and are null elsewhere. Each other row that is off has `odd_share`. Both have `odd_sum`, `odd_now` and
    `odd_was`: the words of the row's first such column, its sum and what that was.
    """
    each = _off(rows, sums, by)
    way, most = pl.col("_way"), each.filter("_most")
    same = most.filter(way == way.first())["odd_sum"].unique(maintain_order=True)
    whole = most.head(1).select(
        "line", whole_sums=pl.lit(listed(same).lower() if len(same) else None, pl.String), share=_share(way),
        looks=pl.when(way < 0).then(pl.lit("like thousands of pounds")).otherwise(pl.lit("a thousand times too large")),
    )  # fmt: skip
    off = each.unique("line", keep="first").select(
        "line", "odd_sum", "odd_now", "odd_was", odd_share=pl.when(~pl.col("_most")).then(_share(way)), off=True
    )
    told = rows.join(off, on="line", how="left", maintain_order="left")
    told = told.join(whole, on="line", how="left", maintain_order="left")
    return told.with_columns(pl.col("off").fill_null(False))


def _off(rows: pl.DataFrame, sums: Mapping[str, tuple[str, pl.Expr]], by: list[str]) -> pl.DataFrame:
    """A row a sum that is off: line, odd_sum, odd_now, odd_was, _way (-1 a thousandth, 1 a thousandfold), _most.

    `_most`: whether most rows are off with it. Those come first, then the rows in their order, then their columns.
    """
    least, most = ABOUT_A_THOUSAND
    now, was = pl.col("_now"), pl.col("_was")
    each = pl.concat(
        rows.select("line", *by, odd_sum=pl.lit(words), odd_now=name, odd_was=f"{name}_last", _now=pl.col(name).abs(),
                    _was=was_.abs())
        for name, (words, was_) in sums.items()
    ).filter(now > 0, was > 0).with_columns(
        _way=now.is_between(was * least, was * most).cast(pl.Int8) - now.is_between(was / most, was / least)
    )  # fmt: skip
    alike = pl.len().over(*by, "odd_sum", "_way")
    told = each.with_columns(_most=(alike > 1) & (2 * alike > pl.len().over(*by, "odd_sum")))
    return told.filter(pl.col("_way") != 0).sort(~pl.col("_most"), "line", maintain_order=True)


def _share(way: pl.Expr) -> pl.Expr:
    return pl.when(way < 0).then(pl.lit("thousandth")).otherwise(pl.lit("thousandfold"))


def in_pounds(says: str, guide: str, counter_example: dict[str, str], beside: tuple[dict[str, str], ...]) -> Rule:
    """The rule that most sums of a file are not a thousandth or a thousandfold of what they were, over `scaled`."""
    return Rule(
        "in pounds as before", "The amounts look {looks}: most rows give as {whole_sums} about a {share} of what "
        f"{says}", pl.col("looks").is_null(), None, counter_example, beside=beside, shown=False, guide=guide,
    )  # fmt: skip
