"""The thread out: `export links`, a row a link, and `export contradictions`, a row a pair that does not fit."""

import argparse
from datetime import datetime

import polars as pl

from sct_dash import clock, door
from sct_dash.cli import outgoing
from sct_dash.cli.asking import as_at, command
from sct_dash.cli.database import engine
from sct_dash.core import contradictions, plan, risks, signals, status, thread
from sct_dash.core.frames import facts
from sct_dash.store import reads


def add_exports(exported) -> None:
    """Add `links` and `contradictions` to what `export` can export."""
    links = command(exported, "links", _links, "one row a link, recorded or implied: from, to, why")
    pairs = command(exported, "contradictions", _contradictions, "one row a pair of linked things that do not fit")
    for added in (links, pairs):
        added.add_argument("--as-at", metavar="ISO", help="a day (its end, London time) or an instant")
        added.add_argument("--priority", metavar="P", help="what either of the two things serves")
        added.add_argument("--format", choices=("csv", "json"), default="csv")


def _links(asked: argparse.Namespace, now: datetime) -> int:
    rows = thread.joined(outgoing.picture(asked.as_at, now))
    return outgoing.written(_serving(rows, asked, "from_priority", "to_priority"), asked.format)


def _contradictions(asked: argparse.Namespace, now: datetime) -> int:
    store, moment = engine(), as_at(asked.as_at, now)
    picture = reads.picture(store, moment)
    on = clock.day_of(moment) if moment else door.day_judged(store, clock.day_of(now))[0]
    found = contradictions.found(
        picture,
        on=on,
        status=status.kpi_status(picture, on=on),
        register=risks.register(picture, on=on),
        milestones=plan.milestones(picture, on=on),
        outcomes=plan.outcomes(picture, on=on),
        points=signals.points(status.series(picture), facts(picture, "rebases")),
    )
    return outgoing.written(_serving(found, asked, "priority", "other_priority"), asked.format)


def _serving(rows: pl.DataFrame, asked: argparse.Namespace, *columns: str) -> pl.DataFrame:
    """The rows of which either thing serves the priority asked for, all without one; with no null in demonstration."""
    kept = outgoing.priority(asked.priority)
    told = rows.with_columns(pl.col("demonstration").fill_null(False))
    return told if kept is None else told.filter(pl.any_horizontal(pl.col(name) == kept for name in columns))
