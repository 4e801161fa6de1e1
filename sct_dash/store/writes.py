"""The deeds: submitting a return, taking one back, noting an act. Each is one transaction and leaves one audit row."""

from collections.abc import Mapping
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, Engine, insert, select, update

from sct_dash.store.engine import writing
from sct_dash.store.fact import utc
from sct_dash.store.rows import added
from sct_dash.store.tables import FACTS, AuditEvent, DataVersion, Submission, SubmittedFile, TakeBack

VERSION = DataVersion.__table__


class Superseded(Exception):
    """Somebody changed the data since the version this deed was worked out on: look again and do the deed again."""


class Refused(ValueError):
    """A deed that may not be done; its text is a sentence for the person who asked."""


def submit(
    engine: Engine,
    *,
    kind: str,
    table: str | None = None,
    rows: pl.DataFrame,
    file_name: str,
    file_bytes: bytes,
    rows_hash: str,
    counts: Mapping[str, int],
    by: str,
    at: datetime,
    demonstration: bool,
    expected_version: int,
) -> int:
    """Record a return and give the number of its submission.

    rows: the table's columns and `line`; other columns are left out. table: where they go, unless it is named like
    the kind. counts: new, changed, unchanged. at: aware; when it is before the last deed's instant, that one is
    recorded, so that submissions are in the order of their instants.
    Superseded when the data version is no longer `expected_version`. Nothing is kept unless all of it is.
    """
    fact = FACTS[table or kind]
    with writing(engine) as connection:
        version, at = _turn(connection, at)
        if version != expected_version:
            raise Superseded(f"The data is at version {version}, not {expected_version}")
        kept = insert(Submission.__table__).values(
            kind=kind,
            file_name=file_name,
            rows_hash=rows_hash,
            row_count=rows.height,
            **{f"{change}_count": counts[change] for change in ("new", "changed", "unchanged")},
            submitted_at=at,
            submitted_by=by,
            demonstration=demonstration,
        )
        submission = connection.execute(kept.returning(Submission.__table__.c.id)).scalar_one()
        connection.execute(insert(SubmittedFile.__table__).values(submission_id=submission, content=file_bytes))
        said = rows.select(pl.lit(submission).alias("submission_id"), "line", *fact.own_columns())
        added(connection, fact.__table__, said)
        tally = ", ".join(f"{counts[change]} {change}" for change in ("new", "changed", "unchanged"))
        _noted(connection, at, by, "submit", kind, f"Submitted {file_name}: {rows.height} rows ({tally})", submission)
        _raised(connection, at)
    return submission


def take_back(engine: Engine, *, submission: int, by: str, why: str, at: datetime) -> None:
    """Take a submission out of the picture from `at` (aware, or the last deed's instant if later) on.

    Refused when there is no such submission, when it is taken back already, or when `why` is blank.
    """
    if not why.strip():
        raise Refused("Enter why the submission is taken back")
    sent, taken = Submission.__table__, TakeBack.__table__
    with writing(engine) as connection:
        _, at = _turn(connection, at)
        found = connection.execute(select(sent.c.kind, sent.c.file_name).where(sent.c.id == submission)).one_or_none()
        if found is None:
            raise Refused(f"There is no submission {submission}")
        if connection.execute(select(taken.c.at).where(taken.c.submission_id == submission)).one_or_none():
            raise Refused(f"Submission {submission} has already been taken back")
        connection.execute(insert(taken).values(submission_id=submission, at=at, by=by, why=why.strip()))
        says = f"Took back {found.file_name}: {why.strip()}"
        _noted(connection, at, by, "take back", found.kind, says, submission)
        _raised(connection, at)


def note(engine: Engine, *, at: datetime, by: str, act: str, kind: str | None, says: str) -> None:
    """Leave an audit row for an act that changes no data; `says` must hold nothing from a cell."""
    with writing(engine) as connection:
        _noted(connection, at, by, act, kind, says, None)


def _turn(connection: Connection, at: datetime) -> tuple[int, datetime]:
    """Wait for our turn; the data version now, and the instant of this deed, never before the last one's."""
    version, changed_at = connection.execute(select(VERSION.c.version, VERSION.c.changed_at).with_for_update()).one()
    return version, max(utc(at), changed_at or utc(at))


def _raised(connection: Connection, at: datetime) -> None:
    connection.execute(update(VERSION).values(version=VERSION.c.version + 1, changed_at=at))


def _noted(
    connection: Connection, at: datetime, by: str, act: str, kind: str | None, says: str, submission: int | None
) -> None:
    row = {"at": at, "by": by, "act": act, "submission_id": submission, "kind": kind, "says": says}
    connection.execute(insert(AuditEvent.__table__).values(row))
