"""The savings return: each scheme of a financial year, planned and delivered, and why and until when it is delayed."""

import polars as pl

from sct_dash.core.frames import PRIORITIES
from sct_dash.returns import financial_years
from sct_dash.returns.financial_years import MOST
from sct_dash.returns.shape import Column, Kind, Known, Rule

planned, delivered, delayed_to, reason = (pl.col(name) for name in ("planned", "delivered", "delayed_to", "reason"))


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """A reference column: `today`."""
    return rows.with_columns(today=pl.lit(known.today))


KIND = Kind(
    name="savings",
    title="savings",
    about="The savings schemes of a financial year, in pounds: planned, delivered so far, and until when and why the "
    "rest is delayed.",
    columns=(
        financial_years.column(required=True, guide="the year that it is planned for"),
        Column("scheme", "Scheme", "text", required=True, max_chars=200, example="Fewer agency social workers",
               synonyms=("saving", "savings scheme"), guide="what it is called, the same every time"),
        Column(
            "priority", "Priority", "choice", choices=PRIORITIES, example="People",
            synonyms=("strategic priority",), guide="the strategic priority that it serves",
        ),
        Column("planned", "Planned saving", "number", required=True, low=0, high=MOST, example="450000",
               synonyms=("target",), guide="pounds to be saved in the year"),
        Column("delivered", "Delivered saving", "number", required=True, low=0, high=MOST, example="300000",
               synonyms=("delivered to date", "achieved"), guide="pounds saved so far, 0 when nothing was"),
        Column("delayed_to", "Delayed to", "date", month_end=True, example="31/03/2027",
               synonyms=("delayed until",), guide="when the rest will be delivered; a year stands for its last day"),
        Column("reason", "Reason", "text", max_chars=1000, example="Recruitment took longer than planned",
               synonyms=("why", "reason for delay"), guide="why it is delayed, or will not come"),
    ),
    key=("financial_year", "scheme"),
    joined=_joined,
    rules=(
        financial_years.WHOLE,
        Rule(
            "delay explained", "Enter the reason why it is delayed", delayed_to.is_null() | reason.is_not_null(),
            "reason", {"reason": ""}, shown=False, guide="A delay has a reason.",
        ),
        Rule(
            "delayed onwards", "Delayed to must not be before the financial year",
            delayed_to >= pl.col("financial_year"), "delayed_to", {"delayed_to": "31/03/2026"},
        ),
        Rule(
            "delivered within the plan", "Delivered saving is more than was planned, £{planned}: look whether it is so",
            delivered <= planned, "delivered", {"delivered": "460000"}, severity="query", shown=False,
            guide="More delivered than was planned is queried.",
        ),
        Rule(
            "what of the rest", "The year is over and £{planned} was planned: say until when the rest is delayed, or "
            "why it will not come",
            (delivered >= planned) | (pl.col("financial_year_end") >= pl.col("today")) | delayed_to.is_not_null()
            | reason.is_not_null(), "delivered", {"financial_year": "2025/26", "delayed_to": "", "reason": ""},
            severity="query", shown=False,
            guide="A saving not delivered in full when its year is over is queried, unless a delay or reason is given.",
        ),
    ),
    examples=(
        {"financial_year": "2026/27", "scheme": "Fewer agency social workers", "priority": "People",
         "planned": "450000", "delivered": "300000", "delayed_to": "31/03/2027",
         "reason": "Recruitment took longer than planned"},
    ),
)  # fmt: skip
