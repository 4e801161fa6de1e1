"""The budget_lines return: the lines that the contract sum is made of, and what counts the children each pays for."""

import polars as pl

from sct_dash.core import kpis
from sct_dash.core.frames import PRIORITIES, empty
from sct_dash.returns.shape import Column, Kind, Known, Rule


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `unit` and `frequency`, today, of the KPI that counts; null where no such KPI is held."""
    held = known.picture.get("kpis", empty("kpis"))
    asked = rows.select(kpi_code="counted_by", period_end=pl.lit(known.today)).drop_nulls().unique()
    found = kpis.defined(asked, held).select("kpi_code", "unit", "frequency")
    return rows.join(found, left_on="counted_by", right_on="kpi_code", how="left", maintain_order="left")


KIND = Kind(
    name="budget_lines",
    title="budget lines",
    about="The lines that the contract sum is made of: a code, a name and the part of the budget each belongs to.",
    columns=(
        Column(
            "budget_line", "Budget line", "code", required=True, example="EXT-RESIDENTIAL",
            synonyms=("line", "line code", "budget code", "code"), guide="letters, figures and hyphens",
        ),
        Column(
            "name", "Name", "text", required=True, max_chars=200, example="External residential placements",
            synonyms=("line name", "title", "description"), guide="what the line is called",
        ),
        Column(
            "area", "Area", "text", required=True, max_chars=100, example="Placements",
            synonyms=("budget area", "service"), guide="the part of the budget that it belongs to",
        ),
        Column(
            "priority", "Priority", "choice", choices=PRIORITIES, example="Practice",
            synonyms=("strategic priority",), guide="the strategic priority that it serves",
        ),
        Column(
            "counted_by", "Counted by", "code", example="SUP002", synonyms=("counted by kpi", "counted by kpi code"),
            guide="the code of the monthly KPI that counts the children it pays for, where there is one",
        ),
    ),
    key=("budget_line",),
    joined=_joined,
    rules=(
        Rule(
            "counted by a KPI", "Counted by must be on the list of KPIs",
            pl.col("counted_by").is_null() | pl.col("unit").is_not_null(), "counted_by", {"counted_by": "SUP999"},
            guide="Counted by is a KPI on the list, where it is given.",
        ),
        Rule(
            "counted every month", "Counted by must be a KPI that is a count of every month, and {counted_by} is in "
            "{unit} by {frequency}",
            (pl.col("unit") == "count") & (pl.col("frequency") == "month"), "counted_by", {"counted_by": "KPI001"},
            shown=False, guide="Counted by is a KPI that is a count of every month.",
        ),
    ),
    examples=(
        {"budget_line": "EXT-RESIDENTIAL", "name": "External residential placements", "area": "Placements",
         "priority": "Practice", "counted_by": "SUP002"},
    ),
    known_examples={
        "kpis": (
            {"kpi_code": "KPI001", "name": "In time", "unit": "percent", "direction": "higher", "frequency": "month"},
            {"kpi_code": "SUP002", "name": "Looked after", "unit": "count", "direction": "neutral",
             "frequency": "month"},
        ),
    },
)  # fmt: skip
