"""What every command shares: exit statuses, a refusal in a sentence, how commands are added, checked arguments."""

import argparse
from collections.abc import Callable
from datetime import date, datetime

from sct_dash import clock
from sct_dash.core import periods
from sct_dash.core.periods import Period

ACCEPTED, FINDINGS, REFUSED = 0, 1, 2
Deed = Callable[[argparse.Namespace, datetime], int]


class Usage(ValueError):
    """What was asked cannot be done as asked; the text says why in a sentence."""


def command(commands, name: str, run: Deed, says: str) -> argparse.ArgumentParser:
    """The parser of a new command among `commands` (what add_subparsers gave); `run` does it and says the status."""
    added = commands.add_parser(name, help=says, description=says)
    added.set_defaults(run=run)
    return added


def number(text: str) -> int:
    """A submission's number; an argparse error in words for anything else."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise argparse.ArgumentTypeError("a submission's number is a whole number, as `submissions` lists it")
    return int(text)


def said(text: str) -> str:
    """A text without the space around it; an argparse error when nothing is left."""
    if not text.strip():
        raise argparse.ArgumentTypeError("say who or why: it was left blank")
    return text.strip()


def plain(text: str) -> str:
    """Text from a file made safe for a terminal: no control or direction-changing characters."""
    return "".join(character if character.isprintable() else "�" for character in text)


def iso(value: object) -> str:
    """A day or an instant as JSON has it (`default=` of json.dumps); a TypeError for anything else."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the JSON")


def as_at(text: str | None, now: datetime) -> datetime | None:
    """The instant that --as-at means, None where it was left out; Usage for what is none or lies in the future."""
    if not text:
        return None
    try:
        meant = clock.instant(text)
    except ValueError as refusal:
        raise Usage(str(refusal)) from None
    if clock.day_of(meant) > clock.day_of(now):
        raise Usage("--as-at lies in the future: nobody knows yet what will be held then.")
    return meant


def period(text: str | None) -> Period | None:
    """The period that --period means, None where it was left out; Usage for what is none."""
    try:
        return periods.parsed(text) if text else None
    except ValueError as refusal:
        raise Usage(str(refusal)) from None
