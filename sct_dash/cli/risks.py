"""Risks out: `export risks`, the register a row a risk."""

import argparse
from datetime import date, datetime

from sct_dash import clock, door
from sct_dash.cli import outgoing
from sct_dash.cli.asking import Usage, as_at, command
from sct_dash.cli.database import engine
from sct_dash.core import risks
from sct_dash.store import reads


def add_exports(exported) -> None:
    """Add `risks` to what `export` can export."""
    added = command(exported, "risks", _risks, "one row a risk: score, band, how it moved, target, review")
    added.add_argument("--as-at", metavar="ISO", help="a day (its end, London time) or an instant")
    added.add_argument(
        "--since", metavar="ISO", help="movement since this day; since the assessment before the last when left out"
    )
    added.add_argument("--priority", metavar="P")
    added.add_argument("--format", choices=("csv", "json"), default="csv")


def _risks(asked: argparse.Namespace, now: datetime) -> int:
    priority, moment = outgoing.priority(asked.priority), as_at(asked.as_at, now)
    today = clock.day_of(now)
    since = _since(asked.since, clock.day_of(moment) if moment else today)
    store = engine()
    on = clock.day_of(moment) if moment else door.day_judged(store, today)[0]
    rows = risks.register(reads.picture(store, moment), on=on, since=since, priority=priority)
    return outgoing.written(rows.select(risks.EXPORTED), asked.format)


def _since(text: str | None, latest: date) -> date | None:
    """The day that --since means, None where it was left out; Usage for what is none or lies after the day shown."""
    if not text:
        return None
    try:
        day = clock.day_of(clock.instant(text))
    except ValueError as refusal:
        raise Usage(str(refusal)) from None
    if day > latest:
        raise Usage("--since lies after the day that is shown: nothing has moved since then.")
    return day
