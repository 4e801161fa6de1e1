"""Figures out: `export` and each thing it can export."""

import argparse
from datetime import datetime

import polars as pl

from sct_dash import clock, door
from sct_dash.cli import inspections, meetings, money, plan, risks, staffing, thread
from sct_dash.cli.asking import Usage, as_at, command, period
from sct_dash.cli.database import engine
from sct_dash.cli.outgoing import priority, written
from sct_dash.core import changes, status
from sct_dash.core import since as everything
from sct_dash.store import reads

EXPORTS = (staffing, money, plan, risks, meetings, inspections, thread)
"""The modules that add what else can be exported, by `add_exports`."""
KPI_STATUS = (
    "kpi",
    "name",
    "set",
    "priority",
    "period",
    "value",
    "numerator",
    "denominator",
    "target",
    "tolerance",
    "status",
    "relieved",
    "year_to_date",
    "previous",
    "travel",
    "target_upper",
    "tolerance_kind",
    "unit",
    "symbol",
    "submission_id",
    "demonstration",
    "variation",
    "assurance",
    "signal_from",
    "signal_points",
    "mean",
    "lpl",
    "upl",
    "sentence",
)


def add_commands(commands) -> None:
    """Add `export` and what it exports."""
    exported = commands.add_parser("export", help="figures out").add_subparsers(required=True, metavar="WHAT")
    kpi_status = command(exported, "kpi-status", _kpi_status, "one row a KPI: value, target, status, relief")
    kpi_status.add_argument("--as-at", metavar="ISO", help="a day (its end, London time) or an instant")
    kpi_status.add_argument("--priority", metavar="P")
    kpi_status.add_argument("--period", metavar="P", help="2021-09, 2021/22 Q1 or 2021/22")
    kpi_status.add_argument("--format", choices=("csv", "json"), default="csv")
    differing = command(exported, "changes", _changes, "what differs between two instants, a sentence a row")
    differing.add_argument("--from", dest="since", required=True, metavar="ISO", help="a day (its end) or an instant")
    differing.add_argument("--to", dest="until", metavar="ISO", help="the same; now when left out")
    differing.add_argument("--priority", metavar="P")
    differing.add_argument("--format", choices=("csv", "json"), default="csv")
    for noun in EXPORTS:
        noun.add_exports(exported)


def _kpi_status(asked: argparse.Namespace, now: datetime) -> int:
    moment, of = as_at(asked.as_at, now), period(asked.period)
    store = engine()
    kept = priority(asked.priority)
    on = clock.day_of(moment) if moment else door.day_judged(store, clock.day_of(now))[0]
    frame = status.kpi_status(reads.picture(store, moment), on=on, period=of, priority=kept)
    frame = frame.select(KPI_STATUS).with_columns(pl.col("demonstration").fill_null(False))
    return written(frame, asked.format)


def _changes(asked: argparse.Namespace, now: datetime) -> int:
    today = clock.day_of(now)
    try:
        since = clock.instant(asked.since)
        until = clock.end_of(today) if asked.until is None else clock.instant(asked.until)
    except ValueError as refusal:
        raise Usage(str(refusal)) from None
    if max(clock.day_of(since), clock.day_of(until)) > today:
        raise Usage("--from or --to lies in the future: nobody knows yet what will be held then.")
    if since > until:
        raise Usage("--from lies after --to: give the earlier of the two as --from.")
    store, kept = engine(), priority(asked.priority)
    now_on = door.day_judged(store, today)[0] if asked.until is None else clock.day_of(until)
    then, held = reads.picture(store, since), reads.picture(store, until)
    found = everything.between(then, held, then_on=clock.day_of(since), now_on=now_on, priority=kept)
    sent = pl.col("submitted_at").dt.strftime("%Y-%m-%dT%H:%M:%S%.f%:z")
    told = changes.sourced(found, reads.submissions(store)).with_columns(sent)
    return written(told.select(pl.exclude("kind", "code"), "kind", "code"), asked.format)
