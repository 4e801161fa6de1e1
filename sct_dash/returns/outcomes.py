"""The outcomes return: what the plan is to achieve, under which theme and which strategic priority."""

import polars as pl

from sct_dash.core.frames import PRIORITIES
from sct_dash.returns import plan_lists
from sct_dash.returns.shape import Column, Kind, Known


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """The reference columns of plan_lists.joined, of outcomes within a priority."""
    return plan_lists.joined(rows, known, "outcomes", "outcome", "priority")


KIND = Kind(
    name="outcomes",
    title="outcomes of the plan",
    about="What the plan is to achieve: each outcome with its theme of the plan and the strategic priority that it "
    "serves. How far it is follows from its milestones.",
    columns=(
        Column(
            "outcome", "Outcome", "code", required=True, example="OC01",
            synonyms=("outcome code", "outcome id", "outcome ref", "outcome reference"),
            guide="its code, letters, figures and hyphens",
        ),
        Column(
            "title", "Title", "text", required=True, max_chars=200,
            example="Children keep the social worker they know",
            synonyms=("outcome title", "outcome name", "name", "description", "what will be achieved"),
            guide="what will be so once it is achieved",
        ),
        Column(
            "theme", "Theme", "code", refers_to=("themes", "theme"), example="People",
            synonyms=("plan theme", "improvement theme"), guide="a theme on the list, if it belongs to one",
        ),
        Column(
            "priority", "Priority", "choice", required=True, choices=PRIORITIES, example="People",
            synonyms=("strategic priority",), guide="the strategic priority that it serves",
        ),
        Column(
            "owner", "Owner", "text", max_chars=100, example="Director of Operations",
            synonyms=("lead", "outcome owner", "lead officer", "responsible officer", "accountable officer", "sro"),
            guide="the post that answers for it, not a person's name",
        ),
        Column(
            "weight", "Weight", "number", low=0.01, high=1000, example="2", synonyms=("weighting",),
            guide="how much it counts among the outcomes of its priority; where all are blank each counts alike",
        ),
    ),
    key=("outcome",),
    joined=_joined,
    rules=plan_lists.rules(
        "outcome", "outcome", "priority", "priority",
        {
            "weights for all or none": {"weight": "2"},
            "priority as before": {"priority": "Practice"},
            "title once": {"outcome": "OC09"},
        },
    ),
    examples=(
        {"outcome": "OC01", "title": "Children keep the social worker they know", "theme": "People",
         "priority": "People", "owner": "Director of Operations", "weight": ""},
    ),
    known_examples={
        "themes": ({"theme": "People", "plan": "Improvement Plan 2021/24"},),
        "outcomes": (
            {"outcome": "OC01", "title": "Children keep the social worker they know", "priority": "People"},
            {"outcome": "OC02", "title": "Workers stay", "priority": "People"},
        ),
    },
)  # fmt: skip
