"""The deficit_funding return: what pays for the part of a year's outturn that the contract sum does not."""

import polars as pl

from sct_dash.core import finance
from sct_dash.core.frames import empty
from sct_dash.returns import financial_years
from sct_dash.returns.financial_years import MOST
from sct_dash.returns.shape import Column, Kind, Known, Rule

_KEY = ["financial_year", "source"]
_SCALED = {"amount": ("Amount", pl.col("amount_last"))}


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `today`, the amount that is held of the source (`amount_last`), what financial_years.scaled
    makes of it, the year in words (`year`), and, on the first row of a year that is funded beyond its deficit,
    `funded`, `deficit` and `month`.
    """  # fmt: skip
    held = known.picture.get("deficit_funding", empty("deficit_funding")).select(*_KEY, amount_last="amount")
    first = pl.int_range(pl.len()).over("financial_year") == 0
    told = rows.with_columns(today=pl.lit(known.today), year=financial_years.year_words(), _first=first)
    told = told.join(held, on=_KEY, how="left", maintain_order="left")
    told = financial_years.scaled(told, _SCALED, by=[])
    # Amounts that are off by a thousand are refused: their sum says nothing.
    beyond = _beyond(told.clear() if told["off"].any() else told, held, known).with_columns(_first=True)
    return told.join(beyond, on=["financial_year", "_first"], how="left", maintain_order="left")


def _beyond(rows: pl.DataFrame, held: pl.DataFrame, known: Known) -> pl.DataFrame:
    """financial_year, `funded`, `deficit` and `month` (words) of the years whose funding is more than their deficit.

    The deficit is that of the latest month held; a year without one, or with an amount not known, is left out.
    """
    monitored = known.picture.get("finance", empty("finance"))["financial_year"].unique()
    asked = rows.filter(pl.col("financial_year").is_in(monitored.implode()))["financial_year"].unique()
    schema = {"financial_year": pl.Date, "month_end": pl.Date, "deficit": pl.Float64}
    names = ["month_end", "deficit"]
    deficits = pl.concat([pl.DataFrame(schema=schema), *(
        finance.deficit(known.picture, year).select(pl.lit(year).alias("financial_year"), *names) for year in asked
    )])  # fmt: skip
    sent = rows.select(*_KEY, "amount").unique(_KEY, keep="first")
    kept = held.rename({"amount_last": "amount"}).join(sent, on=_KEY, how="anti")
    whole = pl.when(pl.col("amount").is_not_null().all()).then(pl.col("amount").sum())
    funded = pl.concat([kept, sent]).group_by("financial_year").agg(funded=whole)
    told = deficits.join(funded, on="financial_year").filter(pl.col("funded") > pl.col("deficit"))
    words = pl.col("month_end").dt.strftime("%B %Y")
    return told.select("financial_year", "funded", "deficit", month=words)


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
        financial_years.in_pounds(
            "is held, like £{odd_now} for {source} where it is £{odd_was}. Send pounds, or take the earlier return "
            "back first if that is wrong",
            "Amounts of which most are about a thousandth or a thousandfold of those held are refused.",
            {"source": "Council contingency", "amount": "100"},
            ({"financial_year": "2026/27", "source": "Grant", "amount": "50"},),
        ),
        Rule(
            "source in pounds", "{odd_sum} of {source} is £{odd_now}, about a {odd_share} of the £{odd_was} held. Send "
            "pounds, or take the earlier return back first if that is wrong", pl.col("odd_share").is_null(), None,
            {"source": "Council contingency", "amount": "100"},
            guide="An amount that is about a thousandth or a thousandfold of what is held is refused.",
        ),
        Rule(
            "within the deficit", "Funding of {year} comes to £{funded}, more than its deficit of £{deficit} as of "
            "{month}: look whether it is so", pl.col("deficit").is_null(), "amount",
            {"amount": "1000000"}, severity="query", shown=False,
            guide="Funding of a year that comes to more than its deficit in the latest month held is queried.",
        ),
    ),
    examples=(
        {"financial_year": "2026/27", "source": "Trust reserves", "amount": "350000", "agreed_on": "14/07/2026",
         "note": "Agreed by the Trust board"},
    ),
    known_examples={
        "budget_lines": ({"budget_line": "LEGAL", "name": "Legal", "area": "Support"},),
        "finance": (
            {"month_end": "30/06/2026", "budget_line": "LEGAL", "original": "1200000", "virement": "0", "uplift": "0",
             "forecast": "2200000"},
        ),
        "deficit_funding": (
            {"financial_year": "2026/27", "source": "Council contingency", "amount": "100000"},
            {"financial_year": "2026/27", "source": "Grant", "amount": "50000"},
        ),
    },
)  # fmt: skip
