"""The kpis return: what each KPI is, from a day on."""

from datetime import date

import polars as pl

from sct_dash.core.frames import AGGREGATIONS, DIRECTIONS, FREQUENCIES, PRIORITIES, SETS, UNITS
from sct_dash.returns.shape import Column, Kind, Rule

FROM_THE_START = date(2018, 4, 1)  # the day the service delivery contract began

KIND = Kind(
    name="kpis",
    title="KPI definitions",
    about="What each KPI is: its name, unit, direction and frequency, who owns it, and the days it is in force.",
    columns=(
        Column(
            "kpi_code", "KPI code", "code", required=True, example="KPI001", synonyms=("kpi", "code"),
            guide="letters, figures and hyphens",
        ),
        Column(
            "name", "Name", "text", required=True, max_chars=200, example="Assessments completed in 45 working days",
            synonyms=("kpi name", "title"), guide="what the KPI is called",
        ),
        Column(
            "kpi_set", "Set", "choice", choices=SETS, default="supporting", example="contract",
            synonyms=("kpi set",), guide="supporting when left blank",
        ),
        Column(
            "unit", "Unit", "choice", required=True, choices=UNITS, example="percent",
            also={"%": "percent", "percentage": "percent", "per 10,000": "per_10000", "number": "count"},
            guide="what its value is measured in",
        ),
        Column(
            "direction", "Direction", "choice", required=True, choices=DIRECTIONS, example="higher",
            also={"high": "higher", "low": "lower", "higher is better": "higher", "lower is better": "lower"},
            synonyms=("better", "polarity"), guide="which way is better; a neutral KPI is never rated",
        ),
        Column(
            "aggregation", "Aggregation", "choice", choices=AGGREGATIONS, example="ratio",
            default=pl.when(pl.col("unit") == "percent").then(pl.lit("ratio")).otherwise(pl.lit("snapshot")),
            guide="how a year to date is made; when left blank, ratio for a percentage and snapshot otherwise",
        ),
        Column(
            "frequency", "Frequency", "choice", required=True, choices=FREQUENCIES, example="month",
            also={"monthly": "month", "quarterly": "quarter", "yearly": "year", "annual": "year", "annually": "year"},
            guide="how often it is reported",
        ),
        Column(
            "numerator_label", "Numerator label", "text", max_chars=200,
            example="assessments completed in 45 working days", guide="what the numerator counts",
        ),
        Column(
            "denominator_label", "Denominator label", "text", max_chars=200, example="assessments completed",
            guide="what the denominator counts",
        ),
        Column(
            "priority", "Priority", "choice", choices=PRIORITIES, example="Practice",
            synonyms=("strategic priority",), guide="the strategic priority it serves",
        ),
        Column("owner", "Owner", "text", max_chars=200, example="Head of Service", guide="who answers for it"),
        Column("source", "Source", "text", max_chars=1000, example="Case management system", guide="where it is from"),
        Column(
            "method", "Method", "text", max_chars=2000, example="Assessments ended in the month, of which in time",
            guide="how it is worked out",
        ),
        Column(
            "why_it_matters", "Why it matters", "text", max_chars=2000,
            example="Children wait less for a decision", guide="what it tells about children's lives",
        ),
        Column(
            "valid_from", "First day in force", "date", default=FROM_THE_START, example="01/04/2021",
            guide="the first day this definition is in force; 1 April 2018 when left blank",
        ),
        Column("valid_to", "Last day in force", "date", month_end=True, guide="the day it ends, if it does"),
    ),
    key=("kpi_code", "valid_from"),
    rules=(
        Rule(
            "ends after it begins", "Last day in force must not be before the first",
            pl.col("valid_to") >= pl.col("valid_from"), "valid_to", {"valid_to": "31/03/2021"},
        ),
    ),
    examples=(
        {
            "kpi_code": "KPI001", "name": "Assessments completed in 45 working days", "kpi_set": "contract",
            "unit": "percent", "direction": "higher", "aggregation": "ratio", "frequency": "month",
            "numerator_label": "assessments completed in 45 working days",
            "denominator_label": "assessments completed", "priority": "Practice", "owner": "Head of Service",
            "source": "Case management system", "method": "Assessments ended in the month, of which in time",
            "why_it_matters": "Children wait less for a decision", "valid_from": "01/04/2021", "valid_to": "",
        },
    ),
)  # fmt: skip
