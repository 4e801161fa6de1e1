"""The relief return: when the Trust is relieved of a KPI's consequences, and under which clause."""

import polars as pl

from sct_dash.returns.shape import Column, Kind, Rule

KIND = Kind(
    name="relief",
    title="relief events",
    about="The days on which the Trust is relieved of a KPI's consequences under the contract, the clause and why.",
    columns=(
        Column(
            "kpi_code", "KPI code", "code", required=True, refers_to=("kpis", "kpi_code"), example="KPI001",
            synonyms=("kpi", "code", "indicator"), guide="a code on the list of KPIs",
        ),
        Column(
            "relief_from", "First day of relief", "date", required=True, example="23/03/2020",
            synonyms=("from",), guide="its first day",
        ),
        Column(
            "relief_to", "Last day of relief", "date", required=True, month_end=True, example="30/09/2021",
            synonyms=("to",), guide="its last day; a month stands for its last",
        ),
        Column("clause", "Clause", "text", required=True, max_chars=100, example="21.4", guide="of the contract"),
        Column(
            "reason", "Reason", "text", required=True, max_chars=1000, example="Covid-19 restrictions on visits",
            guide="why, in a sentence",
        ),
        Column("agreed_on", "Agreed on", "date", example="14/05/2020", guide="the day it was agreed, if it was"),
    ),
    key=("kpi_code", "relief_from"),
    rules=(
        Rule(
            "ends after it begins", "Last day of relief must not be before the first",
            pl.col("relief_to") >= pl.col("relief_from"), "relief_to", {"relief_to": "22/03/2020"},
        ),
    ),
    examples=(
        {"kpi_code": "KPI001", "relief_from": "23/03/2020", "relief_to": "30/09/2021", "clause": "21.4",
         "reason": "Covid-19 restrictions on visits", "agreed_on": "14/05/2020"},
    ),
    known_examples={
        "kpis": (
            {"kpi_code": "KPI001", "name": "In time", "unit": "percent", "direction": "higher", "frequency": "month"},
        ),
    },
)  # fmt: skip
