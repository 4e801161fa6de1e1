"""The plan out: `export priorities`, a row a strategic priority, and `export milestones`, a row a milestone."""

import argparse
from datetime import datetime

from sct_dash import clock, door
from sct_dash.cli import outgoing
from sct_dash.cli.asking import as_at, command
from sct_dash.cli.database import engine
from sct_dash.core import plan, priorities, risks
from sct_dash.core.status import kpi_status
from sct_dash.store import reads


def add_exports(exported) -> None:
    """Add `priorities` and `milestones` to what `export` can export."""
    six = command(exported, "priorities", _priorities, "one row a strategic priority: its plan, KPIs and risks")
    steps = command(exported, "milestones", _milestones, "one row a milestone: dates, how far it is, slippage and why")
    steps.add_argument("--priority", metavar="P")
    for added in (six, steps):
        added.add_argument("--as-at", metavar="ISO", help="a day (its end, London time) or an instant")
        added.add_argument("--format", choices=("csv", "json"), default="csv")


def _priorities(asked: argparse.Namespace, now: datetime) -> int:
    picture, on = _held(asked, now)
    status, register = kpi_status(picture, on=on), risks.register(picture, on=on)
    rows = priorities.standing(picture, on=on, status=status, register=register)
    return outgoing.written(rows, asked.format)


def _milestones(asked: argparse.Namespace, now: datetime) -> int:
    priority = outgoing.priority(asked.priority)
    picture, on = _held(asked, now)
    return outgoing.written(plan.exported(plan.milestones(picture, on=on, priority=priority)), asked.format)


def _held(asked: argparse.Namespace, now: datetime) -> tuple:
    """The picture asked for, and the day that it is judged on."""
    moment, store = as_at(asked.as_at, now), engine()
    on = clock.day_of(moment) if moment else door.day_judged(store, clock.day_of(now))[0]
    return reads.picture(store, moment), on
