"""The shape of every fact: which columns a kind of row has, of which type, and what fills an absent one."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sct_dash.core.thread_frames import THREAD

PRIORITIES = (
    "People",
    "Practice",
    "Partnerships",
    "Prevention",
    "Meeting Need and Measuring Progress",
    "Striving for Excellence",
)
SETS = ("contract", "supporting")
UNITS = ("percent", "per_10000", "count", "days", "score", "currency", "ratio")
DIRECTIONS = ("higher", "lower", "range", "neutral")
AGGREGATIONS = ("ratio", "total", "snapshot")
FREQUENCIES = ("month", "quarter", "year")
TOLERANCE_KINDS = ("points", "percent")
AREA_KINDS = ("authority", "neighbour", "neighbours_mean", "neighbours_median", "region", "england")
PLACES = ("authority", "neighbour", "region", "england")
"""The kinds of area that are one place; the others of AREA_KINDS are an average that somebody published."""
BASES = ("year", "position", "rolling", "quarter", "month")
"""What a published figure spans up to its period's end: a whole year, that day, any twelve months, three, one."""
YEAR_ENDS = ("31 March", "31 August", "30 September", "31 December")
ROLES = ("social worker", "senior", "manager", "residential", "other")
STAFF = {
    "social_work": ("social worker", "senior", "manager"),
    "residential": ("residential",),
    "other": ("other",),
}
"""Whom a figure is of, and their roles: social workers as the DfE's census counts them, residential care, the rest."""
COMPUTED = (
    *("staffing.permanent_share", "staffing.agency_rate", "staffing.vacancy_rate", "staffing.turnover_12m"),
    *("staffing.caseload", "staffing.absence_rate_12m"),
)
"""What a KPI can be computed from instead of being typed: the staffing return's figures of the whole Trust."""
OVERLAPPING = tuple(source for source in COMPUTED if source.endswith("_12m"))
"""Those that look back over twelve months: each month's figure shares eleven of them with the one before."""
MOVING = ("staffing.permanent_share", "staffing.agency_rate", "staffing.turnover_12m")
"""Those whose denominator moves with the numerator: how many more or fewer cannot be said without who else moves."""
SYMBOLS = {
    "z": "not applicable",
    "x": "not available",
    "c": "confidential",
    "k": "rounds to zero but is not zero",
    "u": "low reliability",
}

SCHEMAS: dict[str, pl.Schema] = {
    "kpis": pl.Schema(
        {
            "kpi_code": pl.String,
            "name": pl.String,
            "kpi_set": pl.String,
            "unit": pl.String,
            "direction": pl.String,
            "aggregation": pl.String,
            "frequency": pl.String,
            "numerator_label": pl.String,
            "denominator_label": pl.String,
            "priority": pl.String,
            "owner": pl.String,
            "source": pl.String,
            "method": pl.String,
            "why_it_matters": pl.String,
            "valid_from": pl.Date,
            "valid_to": pl.Date,
            "computed_from": pl.String,
        }
    ),
    "targets": pl.Schema(
        {
            "kpi_code": pl.String,
            "valid_from": pl.Date,
            "valid_to": pl.Date,
            "target": pl.Float64,
            "target_upper": pl.Float64,
            "tolerance": pl.Float64,
            "tolerance_kind": pl.String,
        }
    ),
    "relief": pl.Schema(
        {
            "kpi_code": pl.String,
            "relief_from": pl.Date,
            "relief_to": pl.Date,
            "clause": pl.String,
            "reason": pl.String,
            "agreed_on": pl.Date,
        }
    ),
    "kpi_values": pl.Schema(
        {
            "period": pl.Date,
            "period_end": pl.Date,
            "kpi_code": pl.String,
            "numerator": pl.Float64,
            "denominator": pl.Float64,
            "value": pl.Float64,
            "symbol": pl.String,
            "comment": pl.String,
        }
    ),
    "rebases": pl.Schema(
        {"kpi_code": pl.String, "rebase_on": pl.Date, "reason": pl.String, "agreed_on": pl.Date},
    ),
    "areas": pl.Schema(
        {"area": pl.String, "area_kind": pl.String, "area_code": pl.String, "old_code": pl.String, "source": pl.String},
    ),
    "measures": pl.Schema(
        {"measure": pl.String, "name": pl.String, "unit": pl.String, "direction": pl.String, "definition": pl.String},
    ),
    "comparisons": pl.Schema({"kpi_code": pl.String, "measure": pl.String, "note": pl.String}),
    "dfe_columns": pl.Schema(
        {
            "measure": pl.String,
            "value_column": pl.String,
            "condition": pl.String,
            "basis": pl.String,
            "year_ends": pl.String,
        }
    ),
    "benchmarks": pl.Schema(
        {
            "measure": pl.String,
            "area": pl.String,
            "area_kind": pl.String,
            "period_end": pl.Date,
            "basis": pl.String,
            "value": pl.Float64,
            "symbol": pl.String,
            "release": pl.String,
            "source": pl.String,
        }
    ),
    "teams": pl.Schema(
        {
            "team": pl.String,
            "service": pl.String,
            "priority": pl.String,
            "valid_from": pl.Date,
            "valid_to": pl.Date,
        }
    ),
    "staffing": pl.Schema(
        {
            "month_end": pl.Date,
            "team": pl.String,
            "role": pl.String,
            "establishment_fte": pl.Float64,
            "in_post_fte": pl.Float64,
            "in_post_headcount": pl.Float64,
            "agency_fte": pl.Float64,
            "agency_headcount": pl.Float64,
            "agency_covering_fte": pl.Float64,
            "vacancy_fte": pl.Float64,
            "starters_fte": pl.Float64,
            "leavers_fte": pl.Float64,
            "cases": pl.Float64,
            "case_holders_fte": pl.Float64,
            "days_lost": pl.Float64,
            "days_available": pl.Float64,
            "symbol": pl.String,
        }
    ),
    "leaving_reasons": pl.Schema({"month_end": pl.Date, "team": pl.String, "reason": pl.String, "count": pl.Float64}),
    "budget_lines": pl.Schema(
        {
            "budget_line": pl.String,
            "name": pl.String,
            "area": pl.String,
            "priority": pl.String,
            "counted_by": pl.String,
        },
    ),
    "finance": pl.Schema(
        {
            "financial_year": pl.Date,
            "financial_year_end": pl.Date,
            "month_end": pl.Date,
            "budget_line": pl.String,
            "original": pl.Float64,
            "virement": pl.Float64,
            "uplift": pl.Float64,
            "forecast": pl.Float64,
            "actual": pl.Float64,
            "note": pl.String,
        }
    ),
    "savings": pl.Schema(
        {
            "financial_year": pl.Date,
            "financial_year_end": pl.Date,
            "scheme": pl.String,
            "priority": pl.String,
            "planned": pl.Float64,
            "delivered": pl.Float64,
            "delayed_to": pl.Date,
            "reason": pl.String,
        }
    ),
    "deficit_funding": pl.Schema(
        {
            "financial_year": pl.Date,
            "financial_year_end": pl.Date,
            "source": pl.String,
            "amount": pl.Float64,
            "agreed_on": pl.Date,
            "note": pl.String,
        }
    ),
    **THREAD,
}

# Where a row came from; the store adds these, a frame drawn by hand may leave them out.
ORIGIN = pl.Schema({"submission_id": pl.Int64, "line": pl.Int64, "demonstration": pl.Boolean})

_FILLS = {"targets": {"tolerance": pl.lit(0.0), "tolerance_kind": pl.lit("points")}}


def empty(kind: str) -> pl.DataFrame:
    """No rows of a kind, with the columns and types it always has. An unknown kind is a KeyError."""
    return pl.DataFrame(schema=SCHEMAS[kind])


def facts(picture: Mapping[str, pl.DataFrame], kind: str) -> pl.DataFrame:
    """The rows of one kind in a picture, with exactly its columns in its types and order, then those of ORIGIN.

    A kind the picture does not hold has no rows; an absent column is null. A blank tolerance is 0 and a blank
    tolerance kind is points. Other columns are left out. The kinds are the keys of SCHEMAS; another is a KeyError.
    """
    schema = pl.Schema({**SCHEMAS[kind], **ORIGIN})
    frame = picture.get(kind)
    if frame is None:
        return pl.DataFrame(schema=schema)
    columns = [
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in schema.items()
    ]
    fills = [pl.col(name).fill_null(fill) for name, fill in _FILLS.get(kind, {}).items()]
    return frame.select(columns).with_columns(fills)
