"""The priorities return: what each of the six strategic priorities is for."""

import polars as pl

from sct_dash.core.frames import PRIORITIES
from sct_dash.returns.shape import Column, Kind, Rule

KIND = Kind(
    name="priorities",
    title="strategic priorities",
    about="The six strategic priorities, and in a sentence what each of them is for.",
    columns=(
        Column(
            "priority", "Priority", "choice", required=True, choices=PRIORITIES, example="People",
            synonyms=("strategic priority", "priority name"), guide="the name of the strategic priority",
        ),
        Column(
            "intent", "Intent", "text", required=True, max_chars=1000,
            example="Recruit and keep a permanent workforce, so that children keep the worker they know",
            synonyms=("strategic intent", "aim", "purpose", "what it is for", "ambition"),
            guide="what it is for, in a sentence",
        ),
        Column(
            "source", "Source", "text", max_chars=300, example="Report to the Budget and Corporate Scrutiny Board",
            synonyms=("where from", "document"), guide="the document that says so",
        ),
    ),
    key=("priority",),
    rules=(
        Rule(
            "intent said", "Intent must say what the priority is for, and this is only its name",
            pl.col("intent").str.to_lowercase().str.strip_chars(" .") != pl.col("priority").str.to_lowercase(),
            "intent", {"intent": "people."}, shown=False, guide="The intent says more than the priority's name.",
        ),
    ),
    examples=(
        {"priority": "People", "intent": "Recruit and keep a permanent workforce, so that children keep the worker "
         "they know", "source": "Report to the Budget and Corporate Scrutiny Board"},
    ),
)  # fmt: skip
