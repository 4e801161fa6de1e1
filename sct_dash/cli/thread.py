"""The thread out: `export links`, a row a link, and `export contradictions`, a row a pair that does not fit."""

import argparse
from datetime import date, datetime

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
    links.add_argument("--priority", metavar="P", help="those of which either of the two things serves it")
    pairs.add_argument(
        "--priority", metavar="P", help="those of which either thing serves it, and those that serve none"
    )
    for added in (links, pairs):
        added.add_argument("--as-at", metavar="ISO", help="a day (its end, London time) or an instant")
        added.add_argument("--format", choices=("csv", "json"), default="csv")


def _links(asked: argparse.Namespace, now: datetime) -> int:
    kept = outgoing.priority(asked.priority)
    picture, on = _held(asked, now)
    rows = thread.joined(picture, on=on).with_columns(pl.col("demonstration").fill_null(False))
    either = (pl.col("from_priority") == kept) | (pl.col("to_priority") == kept)
    return outgoing.written(rows if kept is None else rows.filter(either), asked.format)


def _contradictions(asked: argparse.Namespace, now: datetime) -> int:
    kept = outgoing.priority(asked.priority)
    picture, on = _held(asked, now)
    found = contradictions.found(
        picture,
        on=on,
        status=status.kpi_status(picture, on=on),
        register=risks.register(picture, on=on),
        milestones=plan.milestones(picture, on=on),
        outcomes=plan.outcomes(picture, on=on),
        points=signals.points(status.series(picture), facts(picture, "rebases")),
    )
    return outgoing.written(found if kept is None else contradictions.serving(found, kept), asked.format)


def _held(asked: argparse.Namespace, now: datetime) -> tuple[dict[str, pl.DataFrame], date]:
    """The picture asked for, and the day that it is judged on."""
    store, moment = engine(), as_at(asked.as_at, now)
    on = clock.day_of(moment) if moment else door.day_judged(store, clock.day_of(now))[0]
    return reads.picture(store, moment), on
