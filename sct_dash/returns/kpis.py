"""The kpis return: what each KPI is, from a day on."""

from datetime import date

import polars as pl

from sct_dash.core import kpis
from sct_dash.core.frames import AGGREGATIONS, COMPUTED, DIRECTIONS, FREQUENCIES, PRIORITIES, SETS, UNITS, empty
from sct_dash.core.sentences import counted
from sct_dash.returns.shape import Column, Kind, Known, Rule

FROM_THE_START = date(2018, 4, 1)  # the day the service delivery contract began

_CHANGING = ("unit", "frequency")
_UNITS_COMPUTED = {name: "ratio" if name == "staffing.caseload" else "percent" for name in COMPUTED}


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: what the unit was of the periods held that would pass to this definition from another.

    `unit_was`, and in words how many they are, `unit_held`; both null where the unit stays. The same of frequency.
    `typed_held`: in words, how many typed periods would become computed. `worked_out_held`: in words, how many months
    worked out of a return would not be any more; `worked_out_typed` and `worked_out_none`: how many of them have a
    typed figure and how many none. `computed_unit`: the unit of what a KPI is computed from, and `computed_return` the
    return that it comes from; null where it is typed.
    """
    held = known.picture.get("kpis", empty("kpis"))
    ends = known.picture.get("kpi_values", empty("kpi_values")).select("kpi_code", "period", "period_end")
    sent = rows.select(empty("kpis").columns).drop_nulls(["kpi_code", "valid_from"])
    after = pl.concat([held.join(sent, on=["kpi_code", "valid_from"], how="anti"), sent], how="diagonal")
    was, becomes = (kpis.defined(ends, frame) for frame in (held, after))
    both = becomes.join(was, on=ends.columns, suffix="_was").rename({"defined_from": "valid_from"})
    for name in _CHANGING:
        passing = both.filter(pl.col(name) != pl.col(f"{name}_was")).group_by("kpi_code", "valid_from")
        told = passing.agg(pl.col(f"{name}_was").last(), pl.len().alias("_number")).with_columns(
            pl.col("_number").map_elements(lambda number: counted(number, "period"), pl.String).alias(f"{name}_held")
        )
        rows = rows.join(told.drop("_number"), on=["kpi_code", "valid_from"], how="left", maintain_order="left")
    months = known.picture.get("staffing", empty("staffing")).select(period_end="month_end").unique()
    codes = held.filter(pl.col("computed_from").is_not_null()).select("kpi_code").unique()
    asked = codes.join(months.with_columns(period=pl.col("period_end").dt.month_start()), how="cross")
    passing = [kpis.defined(asked.select(ends.columns), frame) for frame in (after, held)]
    return _with_worked_out(_with_computed(rows, both), *passing, ends)


def _with_worked_out(rows: pl.DataFrame, becomes: pl.DataFrame, was: pl.DataFrame, typed: pl.DataFrame) -> pl.DataFrame:
    """The rows with `worked_out_held`, from the months of the return as they are defined afterwards and before."""
    key = typed.columns
    now = becomes.join(was, on=key, suffix="_was").join(typed.with_columns(_typed=True), on=key, how="left")
    passing = now.filter(pl.col("computed_from").is_null() & pl.col("computed_from_was").is_not_null())
    told = passing.group_by("kpi_code", valid_from="defined_from").agg(
        pl.len().map_elements(lambda number: counted(number, "month"), pl.String).alias("worked_out_held"),
        pl.col("_typed").count().alias("worked_out_typed"),
        pl.col("_typed").null_count().alias("worked_out_none"),
    )
    return rows.join(told, on=["kpi_code", "valid_from"], how="left", maintain_order="left")


def _with_computed(rows: pl.DataFrame, both: pl.DataFrame) -> pl.DataFrame:
    """The rows with the reference columns about computing; `both`: the periods held, defined afterwards and before."""
    passing = both.filter(pl.col("computed_from").is_not_null() & pl.col("computed_from_was").is_null())
    typed = passing.group_by("kpi_code", "valid_from").agg(
        typed_held=pl.len().map_elements(lambda number: counted(number, "period"), pl.String)
    )
    source = pl.col("computed_from")
    return rows.join(typed, on=["kpi_code", "valid_from"], how="left", maintain_order="left").with_columns(
        computed_unit=source.replace_strict(_UNITS_COMPUTED, default=None, return_dtype=pl.String),
        computed_return=source.str.split(".").list.first(),
    )


_typed = pl.col("computed_from").is_null()


def _passes(name: str, example: str) -> Rule:
    return Rule(
        f"{name} of what is held",
        f"{name.capitalize()} was {{{name}_was}}, with {{{name}_held}} held from this day on. Begin this definition "
        "after the last of them, or send the figures again",
        pl.col(f"{name}_held").is_null(),
        name,
        {name: example},
        severity="query",
        shown=False,
        guide=f"A {name} that changes under figures already held is queried.",
    )


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
            default=pl.when((pl.col("unit") == "percent") & pl.col("computed_from").is_null())
            .then(pl.lit("ratio")).otherwise(pl.lit("snapshot")),
            guide="how a year to date is made; when left blank, ratio for a percentage that is typed and snapshot "
            "otherwise",
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
        Column(
            "computed_from", "Computed from", "choice", choices=COMPUTED, synonyms=("computed", "computed by"),
            guide="the figure of another return that this KPI is, where nobody is to type it a second time",
        ),
    ),
    key=("kpi_code", "valid_from"),
    joined=_joined,
    rules=(
        Rule(
            "ends after it begins", "Last day in force must not be before the first",
            pl.col("valid_to") >= pl.col("valid_from"), "valid_to", {"valid_to": "31/03/2021"},
        ),
        _passes("unit", "days"),
        _passes("frequency", "quarter"),
        Rule(
            "unit of what is computed", "Unit must be {computed_unit}, as {computed_from} is",
            pl.col("unit") == pl.col("computed_unit"), "unit",
            {"kpi_code": "KPI002", "computed_from": "staffing.caseload", "aggregation": "snapshot"},
            guide="Unit of a KPI that is computed is percent, or ratio for staffing.caseload.",
        ),
        Rule(
            "frequency of what is computed", "Frequency must be month, because the {computed_return} return is monthly",
            _typed | (pl.col("frequency") == "month"), "frequency",
            {"kpi_code": "KPI002", "computed_from": "staffing.agency_rate", "aggregation": "", "frequency": "quarter"},
            guide="Frequency of a KPI that is computed is month.",
        ),
        Rule(
            "aggregation of what is computed", "Aggregation must be snapshot, because what is computed from the "
            "{computed_return} return is how it stands at a month's end",
            _typed | (pl.col("aggregation") == "snapshot"), "aggregation",
            {"kpi_code": "KPI002", "computed_from": "staffing.agency_rate"},
            guide="Aggregation of a KPI that is computed is snapshot: its year to date is the latest month.",
        ),
        Rule(
            "typed figures held", "Figures typed for {typed_held} are held, and from this day on the KPI is computed: "
            "they are kept in the trail and no longer shown", pl.col("typed_held").is_null(), "computed_from",
            {"computed_from": "staffing.agency_rate", "aggregation": "snapshot"}, severity="query", shown=False,
            guide="A KPI that becomes computed where typed figures are held is queried.",
        ),
        Rule(
            "worked out figures held", "Figures of {worked_out_held} are worked out from another return, and by this "
            "definition are not: typed figures take the place of {worked_out_typed}, and nothing that of "
            "{worked_out_none}",
            pl.col("worked_out_held").is_null(), "computed_from",
            {"kpi_code": "KPI009", "computed_from": ""}, severity="query", shown=False,
            guide="A KPI that is no longer computed where figures worked out are held is queried.",
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
    known_examples={
        "kpis": (
            {"kpi_code": "KPI001", "name": "In time", "unit": "percent", "direction": "higher", "frequency": "month"},
            {"kpi_code": "KPI009", "name": "Agency", "unit": "percent", "direction": "lower", "frequency": "month",
             "computed_from": "staffing.agency_rate"},
        ),
        "teams": ({"team": "Assessment North", "service": "Assessment", "valid_from": "01/04/2018"},),
        "staffing": (
            {"month_end": "30/09/2025", "team": "Assessment North", "role": "other", "establishment_fte": "2",
             "in_post_fte": "2", "agency_fte": "0", "agency_covering_fte": "0", "vacancy_fte": "0",
             "starters_fte": "0", "leavers_fte": "0"},
        ),
        "kpi_values": ({"period": "2024-04", "kpi_code": "KPI001", "value": "75"},),
    },
)  # fmt: skip
