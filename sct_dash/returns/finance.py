"""The finance return: each budget line at a month's end, from its original sum to the outturn forecast, in pounds."""

from datetime import date

import polars as pl

from sct_dash.core.frames import empty
from sct_dash.returns import financial_years
from sct_dash.returns.financial_years import MOST
from sct_dash.returns.shape import Column, Kind, Known, Rule
from sct_dash.returns.words import lowered

FROM_THE_START = date(2018, 4, 1)  # the day the service delivery contract began
THOUSANDS = 100_000
"""Where no original sum comes to this many pounds, the file is likely to be in thousands."""
MOVED, MOVED_SHARE = 50_000, 0.05
"""A forecast that moves by more than this, in pounds and as a share, is asked about."""

_KEY = ["month_end", "budget_line"]
_SUMS = ("original", "virement", "uplift", "forecast", "actual")
month_end, original, forecast = (pl.col(name) for name in ("month_end", "original", "forecast"))


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `today`; what the line said when it was last given in the year (`original_was` and so on, and
    the month in words, `month_was`) and what financial_years.scaled makes of what it said last in any year
    (`original_last`, `last_month`); `left_out`, on the first row of a month: the lines of the month before that it has
    not, and `month_before`.
    """  # fmt: skip
    names = ["financial_year", *_KEY, *_SUMS]
    sent = rows.select(names).drop_nulls(["financial_year", *_KEY]).filter(month_end == month_end.dt.month_end())
    held = known.picture.get("finance", empty("finance")).select(names)
    every = pl.concat([held.join(sent, on=_KEY, how="anti"), sent]).unique(_KEY, keep="first").sort("month_end")
    first = pl.int_range(pl.len()).over("month_end") == 0
    # A row whose line or month could not be read may be the very one that seems to be left out.
    readable = rows.height == rows.drop_nulls(_KEY).filter(month_end == month_end.dt.month_end()).height
    left_out = _left_out(every if readable else every.clear())
    told = rows.with_columns(today=pl.lit(known.today), month=_words(month_end), _first=first)
    told = told.join(_before(every, held), on=_KEY, how="left", maintain_order="left").join(
        left_out, left_on=["month_end", "_first"], right_on=["month_end", "_once"], how="left", maintain_order="left"
    )
    return financial_years.scaled(told, _SCALED, by=["month_end"])


def _before(every: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """What each line said before each month: in its year (`_was`, `month_was`), and in any (`_last`, `last_month`).

    Where no month before is held the last is what is held of the month itself, as far as the new sum is smaller: to
    send a month again in pounds puts right what was sent in thousands.
    """
    year = ["financial_year", "budget_line"]
    before = every.with_columns(
        *(pl.col(name).shift().over(year).alias(f"{name}_was") for name in _SUMS),
        *(pl.col(name).shift().over("budget_line").alias(f"{name}_last") for name in _SUMS),
        month_was=_words(month_end.shift().over(year)), _last=month_end.shift().over("budget_line"),
    ).join(held.select(*_KEY, pl.col(_SUMS).name.suffix("_held")), on=_KEY, how="left")  # fmt: skip
    none = pl.col("_last").is_null()
    again = [
        pl.when(none & (pl.col(name) < pl.col(f"{name}_held"))).then(f"{name}_held").otherwise(f"{name}_last")
        .alias(f"{name}_last") for name in _SUMS
    ]  # fmt: skip
    last = pl.coalesce("_last", "month_end")
    # What is spent grows by the month: a month's spending is compared with a month's.
    due = pl.col("actual_last") * _month_of_year(month_end) / _month_of_year(last)
    before = before.with_columns(again).with_columns(last_month=_words(last), actual_due=due)
    return before.drop("financial_year", *_SUMS, *(f"{name}_held" for name in _SUMS), "_last")


def _month_of_year(day: pl.Expr) -> pl.Expr:
    """How many months of the financial year are over at a month's end: April 1, March 12."""
    return (day.dt.month().cast(pl.Int32) + 8) % 12 + 1


_SCALED = {
    "original": ("Original sum", pl.col("original_last")),
    "forecast": ("Forecast outturn", pl.col("forecast_last")),
    "actual": ("Actual to date", pl.col("actual_due")),
}


def _left_out(every: pl.DataFrame) -> pl.DataFrame:
    """month_end, `left_out` (codes) and `month_before` (words): which lines a month lacks that the one before had."""
    months = every.select("financial_year", "month_end").unique().sort("month_end")
    months = months.with_columns(_before=month_end.shift().over("financial_year"))
    lines = every.select("financial_year", "budget_line", _before="month_end")
    lacking = months.join(lines, on=["financial_year", "_before"]).join(every, on=_KEY, how="anti")
    told = lacking.group_by("month_end", "_before").agg(left_out=pl.col("budget_line").sort().str.join(", "))
    return told.select("month_end", "left_out", month_before=_words(pl.col("_before")), _once=pl.lit(True))


def _words(day: pl.Expr) -> pl.Expr:
    return day.dt.strftime("%B %Y")


def _finished(rows: pl.DataFrame) -> pl.DataFrame:
    return financial_years.filled(rows, "month_end")


def _pounds(name: str, words: str, *, example: str, guide: str, also: tuple[str, ...], required: bool = True) -> Column:
    return Column(
        name, words, "number", required=required, low=-MOST, high=MOST, example=example, synonyms=also, guide=guide
    )


def _explained(name: str, words: str, counter_example: dict[str, str]) -> Rule:
    """A query for money moved or added since the line was last given in the year, without a note that says why."""
    change = (pl.col(name) - pl.col(f"{name}_was")).abs()
    return Rule(
        f"why {name} changed", f"{words} was £{{{name}_was}} in {{month_was}}: say in the note what changed",
        (change < MOVED) | pl.col("note").is_not_null() | pl.col("off"), name,
        {"budget_line": "LEGAL", "original": "1200000", "virement": "0", "uplift": "0", "forecast": "1300000",
         "actual": "", "note": "", **counter_example},
        severity="query", shown=False,
        guide=f"A {lowered(words)} that changes by £50,000 or more is queried, unless a note says why.",
    )  # fmt: skip


KIND = Kind(
    name="finance",
    title="budget monitoring",
    about="Each budget line at a month's end, in pounds: the year's original sum, virements and real uplift to date, "
    "the outturn forecast and what has been spent.",
    columns=(
        financial_years.column(required=False, guide="the one that holds the month, when left blank"),
        Column(
            "month_end", "Month", "date", required=True, month_end=True, of_month=True, example="30/06/2026",
            synonyms=("month", "period"), guide="a month that has ended, its last day or its first",
        ),
        Column(
            "budget_line", "Budget line", "code", required=True, refers_to=("budget_lines", "budget_line"),
            example="EXT-RESIDENTIAL", synonyms=("line", "line code", "budget code"),
            guide="a code on the list of budget lines",
        ),
        _pounds("original", "Original sum", example="18500000", guide="the contract sum at the start of the year",
                also=("original budget",)),
        _pounds("virement", "Virement", example="-250000", guide="moved from or to other lines so far this year, 0 "
                "when nothing was; below 0 when it went away", also=("virements", "virement to date")),
        _pounds("uplift", "Real uplift", example="400000", guide="new money so far this year, 0 when there was none",
                also=("real uplift to date", "uplifts")),
        _pounds("forecast", "Forecast outturn", example="19700000", guide="what the line is forecast to cost in the "
                "whole year", also=("forecast outturn to march", "projected outturn")),
        _pounds("actual", "Actual to date", example="4900000", guide="spent since 1 April, when it is known",
                also=("spend to date",), required=False),
        Column("note", "Note", "text", max_chars=2000, example="Two more placements since May",
               synonyms=("notes", "comment", "commentary"), guide="why the forecast moved"),
    ),
    key=("month_end", "budget_line"),
    joined=_joined,
    finished=_finished,
    rules=(
        financial_years.WHOLE,
        Rule(
            "month's end", "Month must be a month or its last day, like June 2026 or 30/06/2026",
            month_end == month_end.dt.month_end(), "month_end", {"month_end": "15/06/2026"},
        ),
        Rule(
            "month ended", "Month must have ended", month_end <= pl.col("today"), "month_end",
            {"financial_year": "2031/32", "month_end": "30/06/2031"},
        ),
        Rule(
            "month not too early", "Month must be April 2018 or later", month_end >= FROM_THE_START, "month_end",
            {"financial_year": "2017/18", "month_end": "30/06/2017"},
        ),
        Rule(
            "month in the year", "Month must be in the financial year given",
            month_end.is_between("financial_year", "financial_year_end"), "month_end", {"financial_year": "2025/26"},
        ),
        Rule(
            "original as before", "Original sum was £{original_was} in {month_was}. What changes within the year is a "
            "virement or a real uplift", ((original - pl.col("original_was")).abs() < 1) | pl.col("off"), "original",
            {"budget_line": "LEGAL", "original": "900000"}, severity="query", shown=False,
            guide="An original sum that is not what it was earlier in the year is queried.",
        ),
        Rule(
            "why it moved", "Forecast outturn was £{forecast_was} in {month_was}: say in the note why it moved",
            ((forecast - pl.col("forecast_was")).abs()
             <= pl.max_horizontal(pl.lit(float(MOVED)), MOVED_SHARE * pl.col("forecast_was").abs()))
            | pl.col("note").is_not_null() | pl.col("off"), "forecast",
            {"budget_line": "LEGAL", "original": "1200000", "forecast": "1500000", "virement": "0", "uplift": "0",
             "actual": "", "note": ""},
            severity="query", shown=False,
            guide="A forecast that moves by more than 5% and £50,000 is queried, unless a note says why.",
        ),
        _explained("virement", "Virement", {"virement": "50000"}),
        _explained("uplift", "Real uplift", {"uplift": "-50000"}),
        Rule(
            "spent within the forecast", "Actual to date is more than the forecast outturn, £{forecast}",
            (pl.col("actual") <= forecast) | (forecast < 0) | pl.col("off"), "actual",
            {"actual": "20000000"}, severity="query", shown=False,
            guide="More spent already than is forecast for the whole year is queried.",
        ),
        Rule(
            "month whole", "{month} leaves out {left_out}, given for {month_before}. Send every line of a month, and 0 "
            "for one that has closed", pl.col("left_out").is_null(), None, {"month_end": "31/07/2026"},
            severity="query", guide="A line that the month before had and a month leaves out is queried.",
        ),
        financial_years.in_pounds(
            "{last_month} says, like £{odd_now} for {budget_line} where it was £{odd_was}. Send pounds, and if it is "
            "{last_month} that is wrong, put that right first",
            "Sums of which most are about a thousandth or a thousandfold of those of the month before are refused.",
            {"budget_line": "LEGAL", "original": "1200", "virement": "0", "uplift": "0", "forecast": "1300",
             "actual": ""},
            ({"month_end": "30/06/2026", "budget_line": "CONTACT", "original": "300", "virement": "0", "uplift": "0",
              "forecast": "310"},),
        ),
        Rule(
            "line in pounds", "{odd_sum} of {budget_line} is £{odd_now}, about a {odd_share} of £{odd_was} in "
            "{last_month}: look whether both are in pounds", pl.col("odd_share").is_null(), None,
            {"budget_line": "LEGAL", "original": "1200000", "virement": "0", "uplift": "0", "forecast": "1300",
             "actual": ""}, severity="query",
            guide="A line of which a sum is about a thousandth or a thousandfold of what it was is queried.",
        ),
        Rule(
            "in pounds", "Every original sum is under £10,000. Write pounds, 1300000 for £1.3 million",
            (original.abs().max() >= THOUSANDS) | (original.abs().max() == 0) | pl.col("off").any(), "original",
            {"original": "9999"}, severity="query", of_file=True,
            guide="A file in which every original sum is under £10,000 is queried.",
        ),
    ),
    examples=(
        {"financial_year": "2026/27", "month_end": "30/06/2026", "budget_line": "EXT-RESIDENTIAL",
         "original": "18500000", "virement": "-250000", "uplift": "400000", "forecast": "19700000",
         "actual": "4900000", "note": "Two more placements since May"},
    ),
    known_examples={
        "budget_lines": (
            {"budget_line": "EXT-RESIDENTIAL", "name": "External residential placements", "area": "Placements"},
            {"budget_line": "LEGAL", "name": "Legal", "area": "Support"},
            {"budget_line": "CONTACT", "name": "Family time", "area": "Support"},
        ),
        "finance": tuple(
            {"month_end": day, "budget_line": line, "original": original, "virement": "0", "uplift": "0",
             "forecast": forecast}
            for day in ("31/05/2026", "30/06/2026")
            for line, original, forecast in (("LEGAL", "1200000", "1300000"), ("CONTACT", "300000", "310000"))
        ),
    },
)  # fmt: skip
