"""Inspections out: `export inspections`, a row an inspection, and `export findings`, a row an area to improve."""

import argparse
from datetime import date, datetime

import polars as pl

from sct_dash import clock, door
from sct_dash.cli import outgoing
from sct_dash.cli.asking import as_at, command
from sct_dash.cli.database import engine
from sct_dash.core import improvements
from sct_dash.core import inspections as inspecting
from sct_dash.store import reads


def add_exports(exported) -> None:
    """Add `inspections` and `findings` to what `export` can export."""
    every = command(exported, "inspections", _inspections, "one row an inspection: when, judgement, what it found")
    found = command(exported, "findings", _findings, "one row an area to improve: what it led to")
    found.add_argument("--priority", metavar="P", help="those whose actions serve it, and those without any action")
    for added in (every, found):
        added.add_argument("--as-at", metavar="ISO", help="a day (its end, London time) or an instant")
        added.add_argument("--format", choices=("csv", "json"), default="csv")


def _inspections(asked: argparse.Namespace, now: datetime) -> int:
    picture, on = _held(asked, now)
    return outgoing.written(inspecting.flat(inspecting.timeline(picture, on=on)), asked.format)


def _findings(asked: argparse.Namespace, now: datetime) -> int:
    kept = outgoing.priority(asked.priority)
    picture, on = _held(asked, now)
    rows = inspecting.findings(picture, on=on)
    rows = rows if kept is None else improvements.serving(rows, kept)
    return outgoing.written(improvements.flat(rows), asked.format)


def _held(asked: argparse.Namespace, now: datetime) -> tuple[dict[str, pl.DataFrame], date]:
    """The picture asked for, and the day that it is judged on."""
    moment, store = as_at(asked.as_at, now), engine()
    on = clock.day_of(moment) if moment else door.day_judged(store, clock.day_of(now))[0]
    return reads.picture(store, moment), on
