"""Staffing out: `export staffing`, the staff added up and their rates."""

import argparse
from datetime import datetime

import polars as pl

from sct_dash.cli import outgoing
from sct_dash.cli.asking import command, period
from sct_dash.core import staffing
from sct_dash.core.frames import STAFF

FIRST = (
    *("in_post_fte", "agency_fte", "agency_covering_fte", "agency_over_establishment_fte", "vacancy_fte"),
    *("permanent_share", "agency_rate", "vacancy_rate", "turnover_12m", "caseload", "absence_rate"),
)
"""The figures that a row begins with, after its period and its group."""
ORIGIN = ("submission_id", "demonstration")


def add_exports(exported) -> None:
    """Add `staffing` to what can be exported."""
    added = command(exported, "staffing", _staffing, "staff and their rates, a row a month and group")
    added.add_argument("--by", choices=staffing.BY, required=True, help="what the staff are added up by")
    added.add_argument("--as-at", metavar="ISO", help="a day (its end, London time) or an instant")
    added.add_argument("--period", metavar="P", help="2021-09, 2021/22 Q1, 2021/22 or census 2021; every month without")
    added.add_argument("--staff", choices=tuple(STAFF), help="whom: social workers without, and residential care apart")
    added.add_argument("--format", choices=("csv", "json"), default="csv")


def _staffing(asked: argparse.Namespace, now: datetime) -> int:
    of = period(asked.period)
    rows = staffing.months(outgoing.picture(asked.as_at, now), by=asked.by, staff=asked.staff)
    return outgoing.written(told(rows if of is None else staffing.at(rows, of)), asked.format)


def told(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of `months` or `at` as they are exported: period (its canonical label), group, FIRST, then all else.

    demonstration is whether anything the row leans on is one: a month of the period, or of its twelve months.
    """
    origin = (*ORIGIN, *(f"{name}_12m" for name in ORIGIN))
    others = [name for name in staffing.COLUMNS[5:] if name not in (*FIRST, *origin)]
    return rows.select(
        pl.col("period_label").alias("period"),
        *("group", *FIRST, "staff", *others, "submission_id"),
        demonstration=pl.col("demonstration") | pl.col("demonstration_12m"),
    )
