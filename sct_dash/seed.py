"""Fills a database from data/ through the same door as any return, each file with the instant it would have had."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import polars as pl
from sqlalchemy import Engine

from sct_dash import door
from sct_dash.clock import LONDON
from sct_dash.store import reads

NAME = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})\.(?P<order>\d+)\.(?P<kind>[a-z_]+)(\.[\w-]+)?\.csv")
SENT_BY = "published and demonstration data"


class SeedRefused(RuntimeError):
    """A file of data/ that the door does not take, or a database that already holds returns; the text says which."""


@dataclass(frozen=True, order=True)
class SeedFile:
    """One return file of data/: the day it would have been sent, its order that day, its kind and where it lies."""

    day: date
    order: int
    path: Path
    kind: str
    demonstration: bool


def seed_files(folder: Path) -> list[SeedFile]:
    """The return files under data/published and data/demonstration in the order they are loaded."""
    found = []
    for path in folder.glob("*/*.csv"):
        match = NAME.fullmatch(path.name)
        if match is None:
            raise SeedRefused(f"{path.name} is not named like 2018-05-15.1.kpi_values.csv.")
        day = date.fromisoformat(match["day"])
        found.append(SeedFile(day, int(match["order"]), path, match["kind"], path.parent.name == "demonstration"))
    return sorted(found)


def seed(engine: Engine, folder: Path, *, if_empty: bool = False) -> int:
    """Submit every file of `folder` that was not submitted yet; returns how many submissions were made.

    A run that was cut short is taken up where it stopped. A database that holds anybody else's returns is refused
    (SeedRefused), or with `if_empty` left alone, returning 0. Each file is its own transaction.
    """
    held = reads.submissions(engine)
    if held.filter(pl.col("submitted_by") != SENT_BY).height:
        if if_empty:
            return 0
        raise SeedRefused("This database already holds returns of its own, so it was left as it is.")
    waiting = [file for file in seed_files(folder) if file.path.name not in set(held["file_name"])]
    for file in waiting:
        at = datetime.combine(file.day, time(9), LONDON)
        outcome = door.submit(
            engine,
            kind=file.kind,
            data=file.path.read_bytes(),
            file=file.path.name,
            by=SENT_BY,
            at=at,
            today=file.day,
            demonstration=file.demonstration,
        )
        if outcome.submission is None:
            says = outcome.checked.findings["says"].to_list()[:3] or outcome.notices
            raise SeedRefused(f"{file.path.name} was not taken: {' / '.join(says)}")
    return len(waiting)
