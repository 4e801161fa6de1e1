"""The targets return: what each KPI should reach from a day on, and how far short of it is still Amber."""

import polars as pl

from sct_dash.core import kpis
from sct_dash.core.frames import TOLERANCE_KINDS, empty
from sct_dash.returns.shape import Column, Kind, Known, Rule

MOST = 1_000_000_000

percent = pl.col("unit") == "percent"
ranged = pl.col("direction") == "range"


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: the unit and the direction of the KPI on the day its target begins."""
    held = known.picture.get("kpis", empty("kpis"))
    keys = rows.select("kpi_code", period_end="valid_from").drop_nulls().unique()
    schema = {"kpi_code": pl.String, "period_end": pl.Date, "unit": pl.String, "direction": pl.String}
    definitions = kpis.defined(keys, held).select(*schema) if held.height else pl.DataFrame(schema=schema)
    return rows.join(
        definitions.rename({"period_end": "valid_from"}), on=["kpi_code", "valid_from"], how="left",
        maintain_order="left",
    )  # fmt: skip


KIND = Kind(
    name="targets",
    title="targets",
    about="What each KPI should reach from a day on, and the tolerance within which a miss is Amber.",
    columns=(
        Column(
            "kpi_code", "KPI code", "code", required=True, refers_to=("kpis", "kpi_code"), example="KPI001",
            synonyms=("kpi", "code", "indicator"), guide="a code on the list of KPIs",
        ),
        Column("valid_from", "First day in force", "date", required=True, example="01/04/2021", guide="when it begins"),
        Column("valid_to", "Last day in force", "date", month_end=True, guide="when it ends, if it does"),
        Column(
            "target", "Target", "number", required=True, low=-MOST, high=MOST, percent=True, example="88",
            guide="in the KPI's unit; for a range, its lower end",
        ),
        Column(
            "target_upper", "Upper target", "number", low=-MOST, high=MOST, percent=True, example="92",
            synonyms=("target upper", "upper"), guide="the upper end, for a range only",
        ),
        Column(
            "tolerance", "Tolerance", "number", low=0, high=MOST, percent=True, default=0.0, example="5",
            guide="how far a miss is still Amber; 0 when left blank",
        ),
        Column(
            "tolerance_kind", "Tolerance kind", "choice", choices=TOLERANCE_KINDS, example="points",
            default=pl.when(~pl.col("tolerance_percent").fill_null(False)).then(pl.lit("points")),
            guide="points of the unit, or percent of the target; points when left blank",
        ),
    ),
    key=("kpi_code", "valid_from"),
    joined=_joined,
    rules=(
        Rule(
            "ends after it begins", "Last day in force must not be before the first",
            pl.col("valid_to") >= pl.col("valid_from"), "valid_to", {"valid_to": "31/03/2021"},
        ),
        *(
            Rule(
                f"{name} percent sign", f"{words} must be without %, because this KPI is not a percentage",
                percent | ~pl.col(f"{name}_percent"), name, {"kpi_code": code, name: "92%"}, shown=False,
                guide=f"{words} has a % only where the KPI is a percentage.",
            )
            for name, words, code in (("target", "Target", "KPI004"), ("target_upper", "Upper target", "KPI005"))
        ),
        Rule(
            "tolerance kind said", "Enter the tolerance kind: {tolerance}% may mean points or percent of the target",
            ~pl.col("tolerance_percent") | pl.col("tolerance_kind").is_not_null(), "tolerance_kind",
            {"tolerance": "5%", "tolerance_kind": ""}, shown=False,
            guide="A tolerance written with a % has its kind beside it, points or percent.",
        ),
        Rule(
            "percentage", "Target must be between 0 and 100", ~percent | pl.col("target").is_between(0, 100), "target",
            {"target": "101"}, guide="Target of a percentage is between 0 and 100.",
        ),
        Rule(
            "upper percentage", "Upper target must be between 0 and 100",
            ~percent | pl.col("target_upper").is_between(0, 100), "target_upper",
            {"kpi_code": "KPI002", "target_upper": "101"}, guide="Upper target of a percentage is between 0 and 100.",
        ),
        Rule(
            "range has two ends", "Enter the upper target: this KPI is rated within a range",
            ~ranged | pl.col("target_upper").is_not_null(), "target_upper",
            {"kpi_code": "KPI002"}, shown=False, guide="A KPI rated within a range has an upper target.",
        ),
        Rule(
            "only a range has an upper end", "Upper target must be blank, unless the KPI is rated within a range",
            ranged | pl.col("target_upper").is_null(), "target_upper", {"target_upper": "92"},
        ),
        Rule(
            "upper end above", "Upper target must be more than the target, {target}",
            pl.col("target_upper") > pl.col("target"), "target_upper", {"kpi_code": "KPI002", "target_upper": "87"},
            guide="Upper target is more than the target.",
        ),
        Rule(
            "neutral is not rated", "This KPI is neutral, so it is never rated: the target would not be used",
            pl.col("direction") != "neutral", "kpi_code", {"kpi_code": "KPI003"}, severity="query", shown=False,
            guide="A target for a neutral KPI is queried.",
        ),
    ),
    examples=(
        {"kpi_code": "KPI001", "valid_from": "01/04/2021", "valid_to": "", "target": "88", "target_upper": "",
         "tolerance": "5", "tolerance_kind": "points"},
    ),
    known_examples={
        "kpis": (
            {"kpi_code": "KPI001", "name": "In time", "unit": "percent", "direction": "higher", "frequency": "month"},
            {"kpi_code": "KPI002", "name": "Placed", "unit": "percent", "direction": "range", "frequency": "month"},
            {"kpi_code": "KPI003", "name": "Asked", "unit": "count", "direction": "neutral", "frequency": "month"},
            {"kpi_code": "KPI004", "name": "Waits", "unit": "days", "direction": "lower", "frequency": "month"},
            {"kpi_code": "KPI005", "name": "Cases", "unit": "score", "direction": "range", "frequency": "month"},
        ),
    },
)  # fmt: skip
