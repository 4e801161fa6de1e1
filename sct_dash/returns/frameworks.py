"""The frameworks return: what inspectors inspect by, and how many months after one inspection the next can fall."""

import polars as pl

from sct_dash.returns.shape import Column, Kind, Rule

LONGEST = 240  # months: twenty years, past which no framework has lasted
earliest, latest, assumption = (pl.col(name) for name in ("earliest_months", "latest_months", "assumption"))

KIND = Kind(
    name="frameworks",
    title="inspection frameworks",
    about="What inspectors and reviewers inspect by. Where a framework says how often it inspects, the window in which "
    "the next inspection can fall is worked out from it.",
    columns=(
        Column(
            "framework", "Framework", "code", required=True, example="ILACS",
            synonyms=("framework code", "inspection framework", "regime"),
            guide="a short code, which inspections refer to",
        ),
        Column(
            "title", "Title", "text", required=True, max_chars=200,
            example="Inspections of local authority children's services",
            synonyms=("framework title", "framework name", "full title"), guide="what it is called in full",
        ),
        Column(
            "earliest_months", "Earliest months", "number", low=1, high=LONGEST, whole=True, example="30",
            synonyms=("earliest", "not before", "from months", "months at the earliest", "shortest interval"),
            guide="how many months after the end of an inspection the next can begin at the earliest",
        ),
        Column(
            "latest_months", "Latest months", "number", low=1, high=LONGEST, whole=True, example="36",
            synonyms=("latest", "not after", "to months", "months at the latest", "interval", "interval in months",
                      "longest interval"),
            guide="how many months after it the next begins at the latest",
        ),
        Column(
            "assumption", "Assumption", "text", max_chars=1000, example="Inspected about every three years",
            synonyms=("assumptions", "basis", "why", "interval basis"),
            guide="what the two numbers of months rest on, in a sentence that is shown with the window",
        ),
        Column(
            "source", "Source", "text", max_chars=500, example="Ofsted, framework for inspecting children's services",
            synonyms=("read from", "reference", "link"), guide="where it was read",
        ),
    ),
    key=("framework",),
    rules=(
        Rule(
            "both ends of the window", "Enter both the earliest and the latest months, or neither",
            earliest.is_null() == latest.is_null(), "latest_months", {"latest_months": ""}, shown=False,
            guide="The earliest and the latest months are given both, or neither.",
        ),
        Rule(
            "latest after earliest", "Latest months must not be fewer than the earliest", latest >= earliest,
            "latest_months", {"latest_months": "29"},
        ),
        Rule(
            "assumption said", "Enter the assumption that the months rest on: it is shown with the window",
            earliest.is_null() | assumption.is_not_null(), "assumption", {"assumption": ""}, shown=False,
            guide="Months rest on an assumption, and it is said.",
        ),
    ),
    examples=(
        {"framework": "ILACS", "title": "Inspections of local authority children's services", "earliest_months": "30",
         "latest_months": "36", "assumption": "Inspected about every three years",
         "source": "Ofsted, framework for inspecting children's services"},
        {"framework": "DFE", "title": "Reviews and directions of the Department for Education"},
    ),
)  # fmt: skip
