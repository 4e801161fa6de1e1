"""The dfe_columns return: which column of DfE's published files feeds which measure, and on which rows."""

import polars as pl

from sct_dash.core.frames import BASES, YEAR_ENDS
from sct_dash.returns.shape import Column, Kind, Rule

KIND = Kind(
    name="dfe_columns",
    title="columns of DfE's files",
    about="Which column of the files that DfE publishes feeds which measure, on which rows, and what a figure spans. "
    "A file with new headings needs new rows here and nothing else.",
    columns=(
        Column(
            "measure", "Measure", "code", required=True, refers_to=("measures", "measure"), example="CL-SUITABLE",
            synonyms=("measure code",), guide="a code on the list of published measures",
        ),
        Column(
            "value_column", "Value column", "text", required=True, max_chars=200, example="percentage",
            guide="the heading in DfE's file, as DfE writes it",
        ),
        Column(
            "condition", "Condition", "text", max_chars=1000, default="",
            example="age=19 to 21 years; accommodation_suitability=Accommodation considered suitable",
            guide="what other columns of the row must hold; when left blank, every row counts",
        ),
        Column(
            "basis", "Basis", "choice", required=True, choices=BASES, example="position",
            guide="what a figure spans up to the day it ends: position is that day itself",
        ),
        Column(
            "year_ends", "Year ends", "choice", required=True, choices=YEAR_ENDS, example="31 March",
            also={"March": "31 March", "August": "31 August", "September": "30 September", "December": "31 December"},
            guide="the last day of the year that DfE's time_period names",
        ),
    ),
    key=("measure", "value_column", "condition"),
    rules=(
        Rule(
            "condition can be read", "Condition must be like age=19 to 21 years; group=All, a column and what it holds",
            pl.col("condition").str.contains(r"^$|^\s*[^=;\s][^=;]*=[^;]*[^;\s][^;]*(;\s*[^=;\s][^=;]*=[^;]*[^;\s][^;]*)*;?$"),
            "condition", {"condition": "19 to 21 years"},
        ),
    ),
    examples=(
        {"measure": "CL-SUITABLE", "value_column": "percentage",
         "condition": "age=19 to 21 years; accommodation_suitability=Accommodation considered suitable",
         "basis": "position", "year_ends": "31 March"},
        {"measure": "TURNOVER", "value_column": "turnover_rate_fte", "condition": "", "basis": "year",
         "year_ends": "30 September"},
    ),
    known_examples={
        "measures": (
            {"measure": "CL-SUITABLE", "name": "Suitable homes", "unit": "percent", "direction": "higher"},
            {"measure": "TURNOVER", "name": "Turnover", "unit": "percent", "direction": "lower"},
        ),
    },
)  # fmt: skip
