"""What every command shares: the exit statuses, a refusal in a sentence, how a command is added, checked arguments."""

import argparse
from collections.abc import Callable
from datetime import date, datetime

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
