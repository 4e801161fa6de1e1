"""The meetings return: the days on which boards met and will meet, and the days their papers are due."""

import polars as pl

from sct_dash.core.frames import empty
from sct_dash.returns.shape import Column, Kind, Known, Rule

FARTHEST_AHEAD = 24
"""Months: a date further off than two years is oftener a wrong year than a meeting."""
LONGEST_BEFORE = 60
"""Days: papers due longer before a meeting than this are oftener a wrong month."""
TOO_NEAR = 7
"""Days: a board that meets twice within a week has oftener had a meeting moved."""
meets_on, papers_due_on = pl.col("meets_on"), pl.col("papers_due_on")


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `far_off`, the last day a date is taken without asking; `weekday` in words on a weekend;
    `days_before`, of papers due long before; `near`, in words, another meeting of the board within TOO_NEAR days.
    """  # fmt: skip
    weekday = pl.when(meets_on.dt.weekday() > 5).then(meets_on.dt.strftime("%A"))
    days = (meets_on - papers_due_on).dt.total_days()
    told = rows.with_columns(
        far_off=pl.lit(known.today).dt.offset_by(f"{FARTHEST_AHEAD}mo"),
        weekday=weekday,
        days_before=pl.when(days > LONGEST_BEFORE).then(days),
    )
    return told.join(_near(rows, known), on=["board", "meets_on"], how="left", maintain_order="left")


def _near(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """board, meets_on and `near` of the meetings that another, sent or held, lies within TOO_NEAR days of."""
    held = known.picture.get("meetings", empty("meetings")).select("board", other_on="meets_on")
    sent = rows.select("board", "meets_on").drop_nulls().unique()
    others = pl.concat([held, sent.select("board", other_on="meets_on")]).unique()
    pairs = sent.join(others, on="board").with_columns(apart=(meets_on - pl.col("other_on")).dt.total_days().abs())
    close = pairs.filter(pl.col("apart").is_between(1, TOO_NEAR)).sort("apart", "other_on")
    first = close.unique(["board", "meets_on"], keep="first", maintain_order=True)
    return first.select("board", "meets_on", near=pl.col("other_on").dt.strftime("%-d %B %Y"))


KIND = Kind(
    name="meetings",
    title="meetings",
    about="The days on which the boards met and will meet, and the days on which the papers are due.",
    columns=(
        Column(
            "board", "Board", "code", required=True, refers_to=("boards", "board"),
            example="Operational Partnership Board", synonyms=("board name", "committee", "body"),
            guide="a board on the list of boards",
        ),
        Column(
            "meets_on", "Day of the meeting", "date", required=True, example="26/11/2026",
            synonyms=("date", "meeting date", "meeting", "meets", "date of meeting", "day"),
            guide="the day on which it met or will meet",
        ),
        Column(
            "papers_due_on", "Day the papers are due", "date", example="19/11/2026",
            synonyms=("papers due", "papers", "deadline", "papers deadline", "paper deadline", "papers due by"),
            guide="the day on which the papers are due, where it is not as the board's rule has it",
        ),
        Column(
            "note", "Note", "text", max_chars=500, example="Annual review",
            synonyms=("notes", "comment", "about", "remarks"), guide="what is worth knowing of it",
        ),
    ),
    key=("board", "meets_on"),
    joined=_joined,
    rules=(
        Rule(
            "papers before the meeting", "The papers must be due on the day of the meeting or before it",
            papers_due_on <= meets_on, "papers_due_on", {"papers_due_on": "27/11/2026"},
        ),
        Rule(
            "papers not long before", "The papers would be due {days_before} days before the meeting: look whether it "
            "is so", pl.col("days_before").is_null(), "papers_due_on", {"papers_due_on": "19/08/2026"},
            severity="query", shown=False,
            guide=f"Papers that are due more than {LONGEST_BEFORE} days before the meeting are queried.",
        ),
        Rule(
            "a day of the week", "The day of the meeting is a {weekday}: look whether it is so",
            pl.col("weekday").is_null(), "meets_on", {"meets_on": "12/12/2026"}, severity="query", shown=False,
            guide="A meeting on a Saturday or a Sunday is queried.",
        ),
        Rule(
            "not far off", "The day of the meeting is more than two years off: look whether it is so",
            meets_on <= pl.col("far_off"), "meets_on", {"meets_on": "26/11/2029", "papers_due_on": ""},
            severity="query",
            guide="A meeting more than two years off is queried.",
        ),
        Rule(
            "not moved", "The board meets on {near} too. If the meeting was moved, take the return with the other day "
            "back", pl.col("near").is_null(), "meets_on", {"meets_on": "25/11/2026"}, severity="query", shown=False,
            guide=f"Two meetings of a board within {TOO_NEAR} days are queried.",
        ),
    ),
    examples=(
        {"board": "Operational Partnership Board", "meets_on": "26/11/2026", "papers_due_on": "19/11/2026",
         "note": "Annual review"},
    ),
    known_examples={
        "boards": ({"board": "Operational Partnership Board", "cadence": "monthly", "receives": "kpis",
                    "public": "no"},),
        "meetings": ({"board": "Operational Partnership Board", "meets_on": "26/11/2026"},),
    },
)  # fmt: skip
