"""The benchmarks return: published figures of an area for a period, each with the release that says so."""

from datetime import date

import polars as pl

from sct_dash.core.frames import AREA_KINDS, BASES, PLACES, empty
from sct_dash.returns import areas
from sct_dash.returns.shape import Column, Kind, Known, Rule

EARLIEST = date(1990, 1, 1)
MOST = 1_000_000_000_000
NOT_BELOW_0 = ("percent", "per_10000", "count", "days")
SYMBOL_SPELLINGS = {":": "x", "na": "x"}
"""How DfE's older files and those written from R say that a figure is not available."""

value, symbol = pl.col("value"), pl.col("symbol")


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `today`, the measure's `unit`, the area as `listed` and its `listed_kind`."""
    held = known.picture.get("measures", empty("measures")).select("measure", "unit")
    told = areas.spelled(rows.with_columns(today=pl.lit(known.today)), known)
    return told.join(held, on="measure", how="left", maintain_order="left")


def _finished(rows: pl.DataFrame) -> pl.DataFrame:
    """The `symbol` that stands in place of the value."""
    return rows.with_columns(symbol="value_symbol")


KIND = Kind(
    name="benchmarks",
    title="published figures",
    about="Published figures of the authority and of those it is compared with: a value or a symbol for a measure, "
    "an area and a period, with the release it comes from.",
    columns=(
        Column(
            "measure", "Measure", "code", required=True, refers_to=("measures", "measure"), example="CLA-RATE",
            synonyms=("measure code",), guide="a code on the list of published measures",
        ),
        Column(
            "area", "Area", "text", required=True, max_chars=100, example="Sandwell", synonyms=("area name",),
            guide="the place, or the average of several, as it is published",
        ),
        Column(
            "area_kind", "Area kind", "choice", required=True, choices=AREA_KINDS, example="authority",
            also={"national": "england", "regional": "region", "local authority": "authority",
                  "statistical neighbours (median)": "neighbours_median",
                  "statistical neighbours (mean)": "neighbours_mean"},
            guide="neighbours_mean and neighbours_median are averages that somebody published",
        ),
        Column(
            "period_end", "Period end", "date", required=True, month_end=True, example="31/03/2025",
            synonyms=("year ending", "period ends", "at"), guide="the last day that the figure covers",
        ),
        Column(
            "basis", "Basis", "choice", required=True, choices=BASES, example="position",
            guide="what the figure spans up to that day: position is that day itself",
        ),
        Column(
            "value", "Value", "number", low=-MOST, high=MOST, symbols=True, percent=True, example="79",
            also=SYMBOL_SPELLINGS, synonyms=("figure",),
            guide="the figure as it was published, in the measure's unit; or one of z (not applicable), "
            "x, : or NA (not available), c (confidential), k or low (rounds to 0) and u (low reliability)",
        ),
        Column(
            "release", "Release", "text", required=True, max_chars=200, example="Children looked after 2025",
            guide="which publication says so",
        ),
        Column(
            "source", "Source", "text", required=True, max_chars=500, example="Department for Education",
            synonyms=("publisher",), guide="who publishes it, and where",
        ),
    ),
    key=("measure", "area", "area_kind", "period_end", "basis", "release"),
    joined=_joined,
    finished=_finished,
    rules=(
        Rule(
            "period ended", "Period end must not be in the future", pl.col("period_end") <= pl.col("today"),
            "period_end", {"period_end": "31/03/2031"},
        ),
        Rule(
            "period not too early", "Period end must be January 1990 or later", pl.col("period_end") >= EARLIEST,
            "period_end", {"period_end": "31/03/1925"},
        ),
        Rule(
            "area as listed", "Area must be written as on the list of areas, {listed}",
            pl.col("listed") == pl.col("area"), "area", {"area": "SANDWELL"},
            guide="An area that is on the list of areas is written as it is there.",
        ),
        Rule(
            "kind as listed", "Area kind must be {listed_kind}, as on the list of areas",
            ~pl.col("area_kind").is_in(PLACES) | (pl.col("area_kind") == pl.col("listed_kind")), "area_kind",
            {"area_kind": "neighbour"}, guide="Area kind is as on the list of areas, where the area is on it.",
        ),
        Rule(
            "value or symbol", "Enter a value, or a symbol such as x (not available)",
            value.is_not_null() | symbol.is_not_null(), "value", {"value": ""}, shown=False,
        ),
        Rule(
            "value not below 0", "Value must be 0 or more", ~pl.col("unit").is_in(NOT_BELOW_0) | (value >= 0), "value",
            {"value": "-300"}, guide="Value of a percentage, a rate, a count or days is 0 or more.",
        ),
        Rule(
            "percentage", "Value is above 100, and the measure is a percentage: look whether it is the right column",
            (pl.col("unit") != "percent") | (value <= 100), "value", {"measure": "TURNOVER", "value": "2962"},
            severity="query", guide="A percentage above 100 is queried.", shown=False,
        ),
    ),
    examples=(
        {"measure": "CLA-RATE", "area": "Sandwell", "area_kind": "authority", "period_end": "31/03/2025",
         "basis": "position", "value": "79", "release": "Children looked after 2025",
         "source": "Department for Education"},
        {"measure": "CLA-RATE", "area": "Statistical neighbours", "area_kind": "neighbours_mean",
         "period_end": "31/03/2025", "basis": "position", "value": "c", "release": "Children looked after 2025",
         "source": "Department for Education"},
    ),
    known_examples={
        "areas": ({"area": "Sandwell", "area_kind": "authority", "area_code": "E08000028"},),
        "measures": (
            {"measure": "CLA-RATE", "name": "Looked after", "unit": "per_10000", "direction": "neutral"},
            {"measure": "TURNOVER", "name": "Turnover", "unit": "percent", "direction": "lower"},
        ),
    },
)  # fmt: skip
