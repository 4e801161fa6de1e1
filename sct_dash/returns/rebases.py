"""The rebases return: the days from which a KPI's control limits are worked out afresh, and why."""

import polars as pl

from sct_dash.core import kpis
from sct_dash.core.frames import OVERLAPPING, empty
from sct_dash.returns.shape import Column, Kind, Known, Rule


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `today`, and `computed_from` of the definition in force on the day."""
    asked = rows.select("kpi_code", period_end="rebase_on").drop_nulls().unique()
    held = kpis.defined(asked, known.picture.get("kpis", empty("kpis")))
    told = held.select("kpi_code", "computed_from", rebase_on="period_end")
    return rows.join(told, on=["kpi_code", "rebase_on"], how="left", maintain_order="left").with_columns(
        today=pl.lit(known.today)
    )


KIND = Kind(
    name="rebases",
    title="rebased control limits",
    about="The days from which a KPI's control limits are worked out afresh, because its process changed for good, "
    "with the reason and when it was agreed.",
    columns=(
        Column(
            "kpi_code", "KPI code", "code", required=True, refers_to=("kpis", "kpi_code"), example="KPI001",
            synonyms=("kpi", "code", "indicator"), guide="a code on the list of KPIs",
        ),
        Column(
            "rebase_on", "Rebased from", "date", required=True, example="01/04/2023",
            synonyms=("rebase date", "rebased on"), guide="the day from which the limits are worked out afresh",
        ),
        Column(
            "reason", "Reason", "text", required=True, max_chars=1000, example="A second duty team began in April 2023",
            guide="what changed for good, in a sentence",
        ),
        Column("agreed_on", "Agreed on", "date", example="18/05/2023", guide="the day it was agreed, if it was"),
    ),
    key=("kpi_code", "rebase_on"),
    joined=_joined,
    rules=(
        Rule(
            "agreed already", "Agreed on must not be in the future", pl.col("agreed_on") <= pl.col("today"),
            "agreed_on", {"agreed_on": "18/05/2031"},
        ),
        Rule(
            "rebase to come", "Rebased from is in the future: the limits stay as they are until then",
            pl.col("rebase_on") <= pl.col("today"), "rebase_on", {"rebase_on": "01/04/2031"}, severity="query",
            shown=False, guide="A day in the future is queried.",
        ),
        Rule(
            "limits to begin again", "{kpi_code} is worked out over twelve months, so it has no limits that could "
            "begin again: each month shares eleven with the one before", ~pl.col("computed_from").is_in(OVERLAPPING),
            "kpi_code", {"kpi_code": "SUP016"}, severity="query", shown=False,
            guide="A rebase of a KPI over twelve months is queried: such a KPI has no limits.",
        ),
    ),
    examples=(
        {"kpi_code": "KPI001", "rebase_on": "01/04/2023", "reason": "A second duty team began in April 2023",
         "agreed_on": "18/05/2023"},
    ),
    known_examples={
        "kpis": (
            {"kpi_code": "KPI001", "name": "In time", "unit": "percent", "direction": "higher", "frequency": "month"},
            {"kpi_code": "SUP016", "name": "Turnover", "unit": "percent", "direction": "lower", "frequency": "month",
             "aggregation": "snapshot", "computed_from": "staffing.turnover_12m"},
        ),
    },
)  # fmt: skip
