"""The milestones return: the steps to each outcome and the day each was first due."""

import polars as pl

from sct_dash.core.frames import empty
from sct_dash.returns import plan_lists
from sct_dash.returns.shape import Column, Kind, Known, Rule


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """The reference columns of plan_lists.joined, of milestones within an outcome, and `first_due` as held in words."""
    held = known.picture.get("milestones", empty("milestones"))
    words = pl.col("first_due_on").dt.strftime("%-d %B %Y")
    before = held.select("milestone", first_due=words, first_before="first_due_on")
    told = plan_lists.joined(rows, known, "milestones", "milestone", "outcome")
    return told.join(before, on="milestone", how="left", maintain_order="left")


KIND = Kind(
    name="milestones",
    title="milestones",
    about="The steps to each outcome and the day each was first due. That day stays: a new one is reported as an "
    "update of the milestone, with the reason.",
    columns=(
        Column(
            "milestone", "Milestone", "code", required=True, example="M001",
            synonyms=("milestone code", "milestone id", "milestone ref", "milestone reference"),
            guide="its code, letters, figures and hyphens",
        ),
        Column(
            "outcome", "Outcome", "code", required=True, refers_to=("outcomes", "outcome"), example="OC01",
            synonyms=("outcome code", "outcome id", "outcome ref"), guide="the code of an outcome on the list",
        ),
        Column(
            "title", "Title", "text", required=True, max_chars=300, example="Recruitment campaign launched",
            synonyms=("milestone title", "milestone name", "name", "description", "step"),
            guide="what will have been done",
        ),
        Column(
            "owner", "Owner", "text", max_chars=100, example="Head of Human Resources",
            synonyms=("lead", "milestone owner", "lead officer", "responsible officer", "action owner"),
            guide="the post that answers for it, not a person's name",
        ),
        Column(
            "first_due_on", "First due", "date", required=True, month_end=True, example="31/03/2025",
            synonyms=("first due date", "due", "due date", "due on", "original date", "original due date",
                      "original due", "baseline date", "first date", "deadline"),
            guide="the day it was first due; a month stands for its last day",
        ),
        Column(
            "weight", "Weight", "number", low=0.01, high=1000, example="2", synonyms=("weighting",),
            guide="how much it counts in its outcome; where all are blank each counts alike",
        ),
    ),
    key=("milestone",),
    joined=_joined,
    rules=(
        Rule(
            "first date stays", "{milestone} was first due on {first_due}, and slippage is counted from that day. "
            "Report a new date as an update of the milestone; send this only if the first date was wrong",
            pl.col("first_due_on") == pl.col("first_before"), "first_due_on", {"first_due_on": "30/06/2025"},
            severity="query", shown=False, guide="A first date that is not the one held is queried.",
        ),
        *plan_lists.rules(
            "milestone", "milestone", "outcome", "outcome",
            {
                "weights for all or none": {"weight": "2"},
                "outcome as before": {"outcome": "OC02"},
                "title once": {"milestone": "M009"},
            },
        ),
    ),
    examples=(
        {"milestone": "M001", "outcome": "OC01", "title": "Recruitment campaign launched",
         "owner": "Head of Human Resources", "first_due_on": "31/03/2025", "weight": ""},
    ),
    known_examples={
        "themes": ({"theme": "People", "plan": "Improvement Plan 2021/24"},),
        "outcomes": tuple(
            {"outcome": code, "title": f"Outcome {code}", "priority": "People"} for code in ("OC01", "OC02")
        ),
        "milestones": (
            {"milestone": "M001", "outcome": "OC01", "title": "Recruitment campaign launched",
             "first_due_on": "31/03/2025"},
            {"milestone": "M002", "outcome": "OC01", "title": "Exit interviews begin", "first_due_on": "30/06/2025"},
        ),
    },
)  # fmt: skip
