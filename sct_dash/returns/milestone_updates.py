"""The milestone_updates return: how far each milestone is on a day, and a new date with the reason for it."""

import polars as pl

from sct_dash.core.frames import empty
from sct_dash.core.thread_frames import STAGES
from sct_dash.returns.shape import Column, Kind, Known, Rule

percent, status, reason, revised = (pl.col(name) for name in ("percent", "status", "reason", "revised_due_on"))

_KEY = ["milestone", "reported_on"]


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `today`, and what was so just before each row, by what is held and what the file says.

    `percent_before` and `status_before` of the update before, `before_words` its day, `due_before` the date in force
    until then (the last revised one, else the first), `due_words` and `revised_words` these dates in words.
    """
    names = [*_KEY, "percent", "revised_due_on", "status"]
    held = known.picture.get("milestone_updates", empty("milestone_updates")).select(names)
    sent = rows.select("line", *names).drop_nulls(_KEY)
    kept = held.join(sent, on=_KEY, how="anti").select(pl.lit(None, pl.Int64).alias("line"), *names)
    firsts = known.picture.get("milestones", empty("milestones")).select("milestone", "first_due_on")
    earlier = pl.concat([kept, sent]).sort(*_KEY, maintain_order=True).join(firsts, on="milestone", how="left")
    told = earlier.select(
        "line",
        percent_before=percent.shift(1).over("milestone"),
        status_before=status.shift(1).over("milestone"),
        before_words=_words(pl.col("reported_on").shift(1).over("milestone")),
        due_before=pl.coalesce(revised.forward_fill().shift(1).over("milestone"), "first_due_on"),
    ).filter(pl.col("line").is_not_null())
    return rows.join(told, on="line", how="left", maintain_order="left").with_columns(
        today=pl.lit(known.today), due_words=_words(pl.col("due_before")), revised_words=_words(revised)
    )


def _words(day: pl.Expr) -> pl.Expr:
    return day.dt.strftime("%-d %B %Y")


KIND = Kind(
    name="milestone_updates",
    title="milestone updates",
    about="How far each milestone is on the day it is reported, and a new date with the reason where it moves. Whether "
    "it is late or at risk is worked out.",
    columns=(
        Column(
            "milestone", "Milestone", "code", required=True, refers_to=("milestones", "milestone"), example="M001",
            synonyms=("milestone code", "milestone id", "milestone ref", "code"),
            guide="the code of a milestone on the list",
        ),
        Column(
            "reported_on", "Reported on", "date", required=True, example="31/10/2026",
            synonyms=("reported", "date reported", "report date", "update date", "updated on", "as at"),
            guide="the day it is so",
        ),
        Column(
            "percent", "Percent", "number", required=True, low=0, high=100, percent=True, example="60",
            synonyms=("percent complete", "% complete", "percentage complete", "percentage", "%", "progress", "done"),
            guide="how much of it is done, from 0 to 100",
        ),
        Column(
            "revised_due_on", "Revised due", "date", month_end=True, example="31/12/2026",
            synonyms=("revised due date", "revised date", "new date", "new due date", "revised", "forecast date"),
            guide="the date that now holds; leave it blank where it has not moved. A month stands for its last day",
        ),
        Column(
            "status", "Status", "choice", required=True, choices=STAGES, example="in progress",
            also={
                "not begun": "not started", "yet to start": "not started", "underway": "in progress",
                "under way": "in progress", "started": "in progress", "ongoing": "in progress",
                "completed": "complete", "done": "complete", "finished": "complete", "achieved": "complete",
                "canceled": "cancelled", "withdrawn": "cancelled", "dropped": "cancelled",
            },
            synonyms=("status word", "stage", "milestone status", "state"),
            guide="what has become of it; whether it is late is worked out",
        ),
        Column(
            "reason", "Reason", "text", max_chars=1000, example="Two panels were postponed by the supplier",
            synonyms=("why", "reason for change", "reason for slippage", "slippage reason", "comment", "commentary",
                      "narrative"),
            guide="why the date moves or it is cancelled, or what was done",
        ),
    ),
    key=("milestone", "reported_on"),
    joined=_joined,
    rules=(
        Rule(
            "reported already", "Reported on must not be in the future", pl.col("reported_on") <= pl.col("today"),
            "reported_on", {"reported_on": "31/10/2031"},
        ),
        Rule(
            "percent of a hundred", "Percent must be of a hundred, like 60 or 60% for three fifths",
            (percent <= 0) | (percent >= 1) | pl.col("percent_percent").fill_null(False), "percent", {"percent": "0.6"},
            guide="A percent between 0 and 1 is refused unless it is written with its sign, like 0.5%.",
        ),
        Rule(
            "complete is all of it", "Status is complete, so percent must be 100",
            (status != "complete") | (percent == 100), "percent", {"status": "complete", "percent": "95"},
            guide="What is complete is at 100 percent.",
        ),
        Rule(
            "all of it is complete", "Percent is 100, so status must be complete, or cancelled",
            (percent < 100) | status.is_in(["complete", "cancelled"]), "status", {"percent": "100"},
            guide="What is at 100 percent is complete, unless it is cancelled.",
        ),
        Rule(
            "cancelling explained", "Enter the reason why it is cancelled",
            (status != "cancelled") | reason.is_not_null(), "reason",
            {"status": "cancelled", "revised_due_on": "", "reason": ""}, shown=False,
            guide="What is cancelled has a reason.",
        ),
        Rule(
            "later date explained", "Enter the reason why the date moves from {due_words} to {revised_words}",
            (revised <= pl.col("due_before")) | reason.is_not_null(), "reason", {"reason": ""}, shown=False,
            guide="A date later than the one that holds has a reason.",
        ),
        Rule(
            "date still ahead", "Revised due had already passed when it was reported",
            (revised >= pl.col("reported_on")) | status.is_in(["complete", "cancelled"]), "revised_due_on",
            {"revised_due_on": "30/09/2026"}, severity="query",
            guide="A revised date before the day of the report is queried.",
        ),
        Rule(
            "started or not", "Status is not started with {percent}% done: look which is so",
            (status != "not started") | (percent <= 0), "status", {"status": "not started"}, severity="query",
            shown=False, guide="What is not started with some of it done is queried.",
        ),
        Rule(
            "percent not falling", "Percent is less than the {percent_before}% reported on {before_words}: look "
            "whether it is so", percent >= pl.col("percent_before"), "percent", {"percent": "40"}, severity="query",
            shown=False, guide="A percent below that of the report before is queried.",
        ),
        Rule(
            "taken up again", "{milestone} was reported as cancelled on {before_words}: it would be taken up again",
            (pl.col("status_before") != "cancelled") | (status == "cancelled"), "status", {"milestone": "M002"},
            severity="query", shown=False, guide="What is taken up again after it was cancelled is queried.",
        ),
    ),
    examples=(
        {"milestone": "M001", "reported_on": "31/10/2026", "percent": "60", "revised_due_on": "31/12/2026",
         "status": "in progress", "reason": "Two panels were postponed by the supplier"},
    ),
    known_examples={
        "themes": ({"theme": "People", "plan": "Improvement Plan 2021/24"},),
        "outcomes": ({"outcome": "OC01", "title": "Children keep their worker", "priority": "People"},),
        "milestones": tuple(
            {"milestone": code, "outcome": "OC01", "title": f"Step {code}", "first_due_on": "31/03/2025"}
            for code in ("M001", "M002")
        ),
        "milestone_updates": (
            {"milestone": "M001", "reported_on": "30/09/2026", "percent": "50", "status": "in progress"},
            {"milestone": "M002", "reported_on": "30/09/2026", "percent": "10", "status": "cancelled",
             "reason": "Done elsewhere"},
        ),
    },
)  # fmt: skip
