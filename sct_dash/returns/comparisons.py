"""The comparisons return: which published measure each KPI is compared with."""

from datetime import date

import polars as pl

from sct_dash.core import kpis
from sct_dash.core.frames import empty
from sct_dash.returns.shape import Column, Kind, Known, Rule

_BETTER = {"range": "a value within its range", "neutral": "neither more nor less"}  # higher and lower say themselves


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `unit` and `direction` of the KPI today, `measure_unit` and `measure_direction`.

    `better` and `measure_better` are the directions in words.
    """
    measures = known.picture.get("measures", empty("measures")).select(
        "measure", measure_unit="unit", measure_direction="direction"
    )
    told = rows.join(_definitions(rows, known), on="kpi_code", how="left", maintain_order="left").join(
        measures, on="measure", how="left", maintain_order="left"
    )
    better, measure_better = (pl.col(name).replace(_BETTER) for name in ("direction", "measure_direction"))
    return told.with_columns(better=better, measure_better=measure_better)


def _definitions(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """The definition of each KPI on the day the file is checked: kpi_code, unit, direction."""
    held = known.picture.get("kpis", empty("kpis"))
    schema = {"kpi_code": pl.String, "unit": pl.String, "direction": pl.String}
    today: date = known.today
    asked = rows.select("kpi_code", period_end=pl.lit(today)).drop_nulls().unique()
    return kpis.defined(asked, held).select(*schema) if held.height else pl.DataFrame(schema=schema)


def _one_way(direction: str) -> pl.Expr:
    """Whether a column of directions says that more, or that less, is better."""
    return pl.col(direction).is_in(["higher", "lower"])


KIND = Kind(
    name="comparisons",
    title="comparisons",
    about="Which published measure each KPI is compared with, and what to bear in mind when they stand side by side.",
    columns=(
        Column(
            "kpi_code", "KPI code", "code", required=True, refers_to=("kpis", "kpi_code"), example="KPI001",
            synonyms=("kpi", "indicator"), guide="a code on the list of KPIs",
        ),
        Column(
            "measure", "Measure", "code", required=True, refers_to=("measures", "measure"), example="REREFERRALS",
            synonyms=("measure code",), guide="a code on the list of published measures",
        ),
        Column(
            "note", "Note", "text", max_chars=500, example="The KPI counts a month, the measure a year",
            synonyms=("notes", "comment"), guide="what to bear in mind, shown beside the comparison",
        ),
    ),
    key=("kpi_code", "measure"),
    joined=_joined,
    rules=(
        Rule(
            "same unit", "Measure must be in the KPI's unit, {unit}, and is in {measure_unit}",
            pl.col("unit") == pl.col("measure_unit"), "measure", {"measure": "CASES"}, shown=False,
            guide="Measure is in the unit of the KPI.",
        ),
        Rule(
            "same direction", "For this measure {measure_better} is better, and for the KPI {better}",
            (pl.col("direction") == pl.col("measure_direction"))
            | (~_one_way("direction") & ~_one_way("measure_direction"))
            | ((_one_way("direction") != _one_way("measure_direction")) & pl.col("note").is_not_null()),
            "measure", {"measure": "SEEN"}, severity="query", shown=False,
            guide="A measure of which the opposite is better is queried; so is one that has a better direction where "
            "the KPI has none, or the other way round, unless a note is given.",
        ),
    ),
    examples=(
        {"kpi_code": "KPI001", "measure": "REREFERRALS", "note": "The KPI counts a month, the measure a year"},
    ),
    known_examples={
        "kpis": (
            {"kpi_code": "KPI001", "name": "Again", "unit": "percent", "direction": "lower", "frequency": "month"},
        ),
        "measures": (
            {"measure": "REREFERRALS", "name": "Re-referrals", "unit": "percent", "direction": "lower"},
            {"measure": "CASES", "name": "Cases", "unit": "count", "direction": "lower"},
            {"measure": "SEEN", "name": "Seen in time", "unit": "percent", "direction": "higher"},
        ),
    },
)  # fmt: skip
