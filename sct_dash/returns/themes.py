"""The themes return: the themes that a plan is arranged under."""

import polars as pl

from sct_dash.core.frames import empty
from sct_dash.returns.shape import Column, Kind, Known, Rule


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `theme_written`, the name as held or as an earlier row has it; `plan_before`, as held."""
    held = known.picture.get("themes", empty("themes"))
    alike = pl.col("theme").str.to_lowercase().alias("_alike")
    names = pl.concat([held.select("theme"), rows.select("theme")]).drop_nulls()
    first = names.unique(alike, keep="first", maintain_order=True).select(alike, theme_written="theme")
    before = held.select("theme", plan_before="plan")
    return (
        rows.with_columns(alike)
        .join(first, on="_alike", how="left", maintain_order="left")
        .join(before, on="theme", how="left", maintain_order="left")
        .drop("_alike")
    )


KIND = Kind(
    name="themes",
    title="themes of the plan",
    about="The themes that the plan is arranged under, and the plan that each belongs to.",
    columns=(
        Column(
            "theme", "Theme", "text", required=True, max_chars=100, example="Partnership",
            synonyms=("theme name", "plan theme", "improvement theme"), guide="what it is called, the same every time",
        ),
        Column(
            "plan", "Plan", "text", required=True, max_chars=100, example="Improvement Plan 2021/24",
            synonyms=("plan name", "improvement plan"), guide="the plan that it is a theme of",
        ),
        Column(
            "about", "About", "text", max_chars=1000, example="Work with partners on thresholds and early help",
            synonyms=("what it covers", "about the theme"), guide="what it covers, in a sentence",
        ),
        Column(
            "source", "Source", "text", max_chars=300, example="Report to Cabinet",
            synonyms=("where from", "document"), guide="the document that says so",
        ),
    ),
    key=("theme",),
    joined=_joined,
    rules=(
        Rule(
            "theme spelled as before", "Theme must be written as it is already, {theme_written}",
            pl.col("theme") == pl.col("theme_written"), "theme", {"theme": "PARTNERSHIP"},
            guide="A theme is written the same way every time, capitals and all.",
        ),
        Rule(
            "plan as before", "{theme} is held as a theme of {plan_before}: it would leave that plan for this one",
            pl.col("plan") == pl.col("plan_before"), "plan", {"plan": "Improvement Plan 2027/30"}, severity="query",
            shown=False, guide="A theme that moves to another plan is queried.",
        ),
    ),
    examples=(
        {"theme": "Partnership", "plan": "Improvement Plan 2021/24",
         "about": "Work with partners on thresholds and early help", "source": "Report to Cabinet"},
    ),
    known_examples={"themes": ({"theme": "Partnership", "plan": "Improvement Plan 2021/24"},)},
)  # fmt: skip
