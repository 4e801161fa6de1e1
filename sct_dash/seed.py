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

NAME = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})\.(?P<order>\d+)\.(?P<kind>[a-z_]+)(\.(?P<words>[\w ,'-]+))?\.csv")
SENT_BY = "published and demonstration data"


class SeedRefused(RuntimeError):
    """A file of data/ that the door does not take, or a database that already holds returns; the text says which."""


@dataclass(frozen=True, order=True)
class SeedFile:
    """One return file of data/: the day it would have been sent, its order that day, its kind and where it lies.

    `name`: what it is sent under, its own name; for a file in its publisher's shape that is the words it was published
    by, which say what release it is.
    """

    day: date
    order: int
    path: Path
    kind: str
    demonstration: bool
    name: str

    @property
    def at(self) -> datetime:
        """The instant it would have been sent: nine in the morning, London time."""
        return datetime.combine(self.day, time(9), LONDON)


def seed_files(folder: Path) -> list[SeedFile]:
    """The return files under data/published and data/demonstration in the order they are loaded."""
    found = []
    for path in folder.glob("*/*.csv"):
        match = NAME.fullmatch(path.name)
        if match is None:
            raise SeedRefused(f"{path.name} is not named like 2018-05-15.1.kpi_values.csv.")
        day = date.fromisoformat(match["day"])
        as_published = match["words"] and door.kind_of(match["kind"]).into is not None
        name = f"{match['words']}.csv" if as_published else path.name
        found.append(SeedFile(day, int(match["order"]), path, match["kind"], path.parent.name == "demonstration", name))
    names = [file.name for file in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise SeedRefused(f"More than one file would be sent as {', '.join(sorted(twice))}.")
    return sorted(found)


def seed(engine: Engine, folder: Path, *, if_empty: bool = False) -> int:
    """Submit every file of `folder` that was not submitted yet as it is; returns how many submissions were made.

    A run that was cut short is taken up where it stopped. A file that differs from what was sent under its name takes
    that one's place: the earlier submission is taken back, and a later file whose figures it covers is sent again.
    A database that holds anybody else's returns is refused (SeedRefused), or with `if_empty` left alone, returning 0.
    Each file is its own transaction.
    """
    held = reads.submissions(engine)
    if held.filter(pl.col("submitted_by") != SENT_BY).height:
        if if_empty:
            return 0
        raise SeedRefused("This database already holds returns of its own, so it was left as it is.")
    sent = {row["file_name"]: row for row in held.sort("id").iter_rows(named=True)}
    made, last = 0, held["id"].max() or 0
    for file in seed_files(folder):
        # A database filled before files had a name of their own here holds them under the whole one.
        content, earlier = file.path.read_bytes(), sent.get(file.name, sent.get(file.path.name))
        standing = earlier is not None and earlier["taken_back_at"] is None
        if earlier is not None and reads.file_of(engine, earlier["id"])[1] == content:
            if not (made and standing and _covered(_previewed(engine, file, content), file, last)):
                continue
        elif standing:
            _previewed(engine, file, content)  # refuses what could not take its place
            why = "The file in data/ was corrected."
            door.take_back(engine, submission=earlier["id"], by=SENT_BY, why=why, at=file.at)
        _submit(engine, file, content)
        made += 1
    return made


def _previewed(engine: Engine, file: SeedFile, content: bytes) -> door.Preview:
    outcome = door.checked(engine, kind=file.kind, data=content, file=file.name, today=file.day)
    if outcome.preview is None:
        raise _refusal(file, outcome)
    return outcome.preview


def _covered(preview: door.Preview, file: SeedFile, last: int) -> bool:
    """Whether this run, after submission `last`, put other figures over some that a file sent before still says.

    What a later file of an earlier run restated stays restated.
    """
    kind = door.kind_of(file.kind).stored
    new = preview.before[kind.table].filter(pl.col("submission_id") > last)
    changed = preview.compared.filter(pl.col("change") == "changed")
    return not changed.join(new, on=kind.frame_key, how="semi", nulls_equal=True).is_empty()


def _submit(engine: Engine, file: SeedFile, content: bytes) -> None:
    outcome = door.submit(
        engine,
        kind=file.kind,
        data=content,
        file=file.name,
        by=SENT_BY,
        at=file.at,
        today=file.day,
        demonstration=file.demonstration,
    )
    if outcome.submission is None:
        raise _refusal(file, outcome)


def _refusal(file: SeedFile, outcome: door.Outcome) -> SeedRefused:
    says = outcome.checked.findings["says"].to_list()[:3] or outcome.notices
    return SeedRefused(f"{file.path.name} was not taken: {' / '.join(says)}")
