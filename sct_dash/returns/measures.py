"""The measures return: what is published about every authority, in which unit, and which way is better."""

import polars as pl

from sct_dash.core.frames import DIRECTIONS, UNITS, empty
from sct_dash.returns.shape import Column, Kind, Known, Rule


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference column: `held_unit`, the unit the measure has so far."""
    held = known.picture.get("measures", empty("measures")).select("measure", held_unit="unit")
    return rows.join(held, on="measure", how="left", maintain_order="left")


KIND = Kind(
    name="measures",
    title="published measures",
    about="What is published about every authority: the measures that KPIs are compared with, their unit, which way "
    "is better, and what exactly they count.",
    columns=(
        Column(
            "measure", "Measure", "code", required=True, example="CLA-RATE", synonyms=("measure code",),
            guide="a code of your own: letters, figures, hyphens and underscores",
        ),
        Column(
            "name", "Name", "text", required=True, max_chars=200, example="Children looked after at 31 March",
            synonyms=("measure name", "title"), guide="what the measure is called",
        ),
        Column(
            "unit", "Unit", "choice", required=True, choices=UNITS, example="per_10000",
            also={"%": "percent", "percentage": "percent", "per 10,000": "per_10000", "number": "count"},
            guide="what its value is measured in",
        ),
        Column(
            "direction", "Direction", "choice", required=True, example="neutral",
            choices=tuple(direction for direction in DIRECTIONS if direction != "range"),
            also={"high": "higher", "low": "lower", "higher is better": "higher", "lower is better": "lower"},
            synonyms=("better", "polarity"), guide="which way is better; a neutral measure is never ranked as better",
        ),
        Column(
            "definition", "Definition", "text", max_chars=2000,
            example="Children looked after on the day, per 10,000 aged under 18", guide="what exactly it counts",
        ),
    ),
    key=("measure",),
    joined=_joined,
    rules=(
        Rule(
            "same unit as before", "Unit was {held_unit} until now: figures already held would be read in the new unit",
            pl.col("unit") == pl.col("held_unit"), "unit", {"unit": "count"}, severity="query", shown=False,
            guide="Another unit than before is queried.",
        ),
    ),
    examples=(
        {"measure": "CLA-RATE", "name": "Children looked after at 31 March", "unit": "per_10000",
         "direction": "neutral", "definition": "Children looked after on the day, per 10,000 aged under 18"},
    ),
    known_examples={
        "measures": ({"measure": "CLA-RATE", "name": "Looked after", "unit": "per_10000", "direction": "neutral"},),
    },
)  # fmt: skip
