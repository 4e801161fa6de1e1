"""Meetings out: `export meetings`, a row a meeting ahead, and `export notes`, what was asked and agreed at them."""

import argparse
from datetime import date, datetime

import polars as pl

from sct_dash import clock, door
from sct_dash.cli import outgoing
from sct_dash.cli.asking import Usage, as_at, command
from sct_dash.cli.database import engine
from sct_dash.core import meetings
from sct_dash.core.frames import facts
from sct_dash.store import reads

FARTHEST = 60
"""Months: five years ahead an expected meeting says nothing any more."""


def add_exports(exported) -> None:
    """Add `meetings` and `notes` to what `export` can export."""
    ahead = command(exported, "meetings", _meetings, "one row a meeting ahead: set, or expected from a board's cadence")
    noted = command(exported, "notes", _notes, "one row a question or action noted at a meeting")
    ahead.add_argument("--months", metavar="N", type=_months, default=6, help="how far ahead; 6 when left out")
    noted.add_argument("--meets-on", metavar="ISO", help="the day of the meeting; every meeting when left out")
    for added in (ahead, noted):
        added.add_argument("--board", metavar="B", help="a board by its name; every board when left out")
        added.add_argument("--as-at", metavar="ISO", help="a day (its end, London time) or an instant")
        added.add_argument("--format", choices=("csv", "json"), default="csv")


def _meetings(asked: argparse.Namespace, now: datetime) -> int:
    store, moment = engine(), as_at(asked.as_at, now)
    picture = reads.picture(store, moment)
    on = clock.day_of(moment) if moment else door.day_judged(store, clock.day_of(now))[0]
    board = _board(picture, asked.board)
    rows = meetings.calendar(picture, on=on, months=asked.months)
    return outgoing.written(rows if board is None else rows.filter(pl.col("board") == board), asked.format)


def _notes(asked: argparse.Namespace, now: datetime) -> int:
    picture = outgoing.picture(asked.as_at, now)
    rows = meetings.noted(picture, _board(picture, asked.board), _day(asked.meets_on))
    return outgoing.written(rows, asked.format)


def _board(picture: dict[str, pl.DataFrame], text: str | None) -> str | None:
    """The board that was named, in whatever case; Usage, naming them all, for another."""
    if text is None:
        return None
    known = {name.casefold(): name for name in facts(picture, "boards")["board"]}
    if text.strip().casefold() not in known:
        held = f"The boards are {'; '.join(sorted(known.values()))}." if known else "No board is held."
        raise Usage(f"There is no board {text!r}. {held}")
    return known[text.strip().casefold()]


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Usage(f"--meets-on must be a day like 2026-11-26, not {text!r}.") from None


def _months(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= FARTHEST:
        raise argparse.ArgumentTypeError(f"a whole number of months from 1 to {FARTHEST}")
    return int(text)
