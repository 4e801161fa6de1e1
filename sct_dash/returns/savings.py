"""The savings return: each scheme of a financial year, planned and delivered, and why and until when it is delayed."""

import polars as pl

from sct_dash.core.frames import PRIORITIES, empty
from sct_dash.returns import financial_years
from sct_dash.returns.financial_years import MOST
from sct_dash.returns.shape import Column, Kind, Known, Rule
from sct_dash.returns.words import nearest

COMPARED = 70
"""Schemes, new and held, that are compared for nearest guesses: no year has so many, and past that nobody reads."""
planned, delivered, delayed_to, reason = (pl.col(name) for name in ("planned", "delivered", "delayed_to", "reason"))


_KEY = ["financial_year", "scheme"]
_SCALED = {
    "planned": ("Planned saving", pl.col("planned_last")),
    "delivered": ("Delivered saving", pl.col("delivered_last")),
}


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `today`, the year in words (`year`), what is held of the scheme (`planned_last` and
    `delivered_last`), what financial_years.scaled makes of that, and of a scheme that is new to a year of which others
    are held (`new`) the one that it may be (`meant`).
    """  # fmt: skip
    held = known.picture.get("savings", empty("savings"))
    before = held.select(*_KEY, planned_last="planned", delivered_last="delivered")
    told = rows.with_columns(today=pl.lit(known.today), year=financial_years.year_words())
    told = told.join(before, on=_KEY, how="left", maintain_order="left")
    told = told.join(_new(rows, held), on=_KEY, how="left", maintain_order="left")
    return financial_years.scaled(told, _SCALED, by=["financial_year"])


def _new(rows: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """financial_year, scheme, `new` (true) and `meant`, for each scheme that the years' held ones do not have.

    `meant` is the scheme most like it of those held that the file leaves out, null where none is nearly the same.
    """
    sent = rows.select(_KEY).drop_nulls().unique(maintain_order=True)
    new = sent.join(held, on=_KEY, how="anti").join(held, on="financial_year", how="semi", maintain_order="left")
    left = held.select(_KEY).join(sent, on=_KEY, how="anti")
    left = left.group_by("financial_year").agg(pl.col("scheme").sort().alias("_left"))
    asked = new.join(left, on="financial_year", how="left", maintain_order="left").head(COMPARED)
    pairs = zip(asked["scheme"].to_list(), asked["_left"].to_list(), strict=True)
    meant = pl.Series("meant", [_alike(name, others or []) for name, others in pairs], pl.String)
    guesses = asked.select(_KEY).with_columns(meant)
    return new.join(guesses, on=_KEY, how="left", maintain_order="left").with_columns(new=True)


def _alike(name: str, others: list[str]) -> str | None:
    found = {other.upper(): other for other in others[:COMPARED]}
    return found.get(nearest(name.upper(), found) or "")


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
        financial_years.in_pounds(
            "is held, like £{odd_now} for {scheme} where it is £{odd_was}. Send pounds, or take the earlier return "
            "back first if that is wrong",
            "Sums of which most are about a thousandth or a thousandfold of those held are refused.",
            {"scheme": "Office space", "planned": "80", "delivered": "40"},
            ({"financial_year": "2026/27", "scheme": "Travel", "planned": "50", "delivered": "40"},),
        ),
        Rule(
            "scheme in pounds", "{odd_sum} of {scheme} is £{odd_now}, about a {odd_share} of the £{odd_was} held. Send "
            "pounds, or take the earlier return back first if that is wrong", pl.col("odd_share").is_null(), None,
            {"scheme": "Office space", "planned": "80", "delivered": "40"},
            guide="A scheme of which a sum is about a thousandth or a thousandfold of what is held is refused.",
        ),
        Rule(
            "scheme as before", "Scheme ‘{cell}’ is not among those held for {year}. Did you mean ‘{meant}’? Use the "
            "same words if it is the same scheme", pl.col("meant").is_null(), "scheme", {"scheme": "Office spaces"},
            severity="query", shown=False,
            guide="A scheme that is written nearly like one held for the year is queried.",
        ),
        Rule(
            "scheme of the year", "Scheme ‘{cell}’ is not among those held for {year}: look whether it is a new one",
            pl.col("new").is_null() | pl.col("meant").is_not_null(), "scheme", {"scheme": "Legal work in house"},
            severity="query", shown=False, guide="A scheme that is new to a year with schemes held is queried.",
        ),
        Rule(
            "delivered within the plan", "Delivered saving is more than was planned, £{planned}: look whether it is so",
            (delivered <= planned) | pl.col("off"), "delivered", {"delivered": "460000"}, severity="query", shown=False,
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
    known_examples={
        "savings": tuple(
            {"financial_year": "2026/27", "scheme": scheme, "planned": planned, "delivered": "40000"}
            for scheme, planned in (
                ("Fewer agency social workers", "450000"), ("Office space", "80000"), ("Travel", "50000"),
            )
        ),
    },
)  # fmt: skip
