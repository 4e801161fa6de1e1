"""The deficit_funding return: what pays for the part of a year's outturn that the contract sum does not."""

import polars as pl

from sct_dash.returns import financial_years
from sct_dash.returns.financial_years import MOST
from sct_dash.returns.shape import Column, Kind, Known, Rule


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """A reference column: `today`."""
    return rows.with_columns(today=pl.lit(known.today))


KIND = Kind(
    name="deficit_funding",
    title="funding of the deficit",
    about="What pays for the part of a year's outturn that the contract sum does not: each source and its amount, in "
    "pounds.",
    columns=(
        financial_years.column(required=True, guide="the year whose deficit it pays for"),
        Column("source", "Source", "text", required=True, max_chars=200, example="Trust reserves",
               synonyms=("funded by", "funding source"), guide="what pays, the same words every time"),
        Column("amount", "Amount", "number", required=True, low=0, high=MOST, example="350000",
               synonyms=("sum", "funding"), guide="how many pounds of the deficit it pays for"),
        Column("agreed_on", "Agreed on", "date", example="14/07/2026", guide="the day it was agreed, if it was"),
        Column("note", "Note", "text", max_chars=1000, example="Agreed by the Trust board",
               synonyms=("notes", "comment"), guide="who agreed to it, and on what terms"),
    ),
    key=("financial_year", "source"),
    joined=_joined,
    rules=(
        financial_years.WHOLE,
        Rule(
            "some amount", "Amount must be more than 0", pl.col("amount") > 0, "amount", {"amount": "0"},
        ),
        Rule(
            "agreed already", "Agreed on must not be in the future", pl.col("agreed_on") <= pl.col("today"),
            "agreed_on", {"agreed_on": "14/07/2031"},
        ),
    ),
    examples=(
        {"financial_year": "2026/27", "source": "Trust reserves", "amount": "350000", "agreed_on": "14/07/2026",
         "note": "Agreed by the Trust board"},
    ),
)  # fmt: skip
