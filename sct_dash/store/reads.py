"""What the database tells: the picture of each kind, where its rows came from, and who did what. All as frames."""

from collections.abc import Mapping
from datetime import datetime
from weakref import WeakKeyDictionary

import polars as pl
from sqlalchemy import Connection, Engine, Select, func, literal, select, union_all

from sct_dash.store.current import current
from sct_dash.store.engine import reading
from sct_dash.store.rows import framed
from sct_dash.store.tables import FACTS, AuditEvent, DataVersion, Submission, SubmittedFile, TakeBack

SUBMISSION, TAKE_BACK = Submission.__table__, TakeBack.__table__
TAKEN_BACK = (
    TAKE_BACK.c.at.label("taken_back_at"),
    TAKE_BACK.c.by.label("taken_back_by"),
    TAKE_BACK.c.why.label("taken_back_why"),
)


# Of each engine and kind: the mark of its table when it was last read whole, and what was read.
_READ: WeakKeyDictionary[Engine, dict[str, tuple[tuple[int, int], pl.DataFrame]]] = WeakKeyDictionary()


def facts(
    engine: Engine, kind: str, *, as_at: datetime | None = None, key: Mapping[str, object] | None = None
) -> pl.DataFrame:
    """The facts of `kind` in force, one row a key, sorted by key.

    Columns: the kind's own, submission_id, line, demonstration (whether that submission is of invented figures).
    as_at (aware) gives them as they stood at that instant, included; None as they stand now. key, a dict of some or all
    of the key's columns, gives only the facts with those values. KeyError for an unknown kind or key column.
    """
    with reading(engine) as connection:
        return _facts(connection, kind, as_at, key)


def _facts(connection: Connection, kind: str, as_at: datetime | None = None, key: Mapping[str, object] | None = None):
    # Sorted here, not in SQL: the two engines would order text differently.
    return framed(connection, current(FACTS[kind], as_at, key)).sort(FACTS[kind].key)


def picture(engine: Engine, as_at: datetime | None = None) -> dict[str, pl.DataFrame]:
    """The facts of every kind, by kind, all of one moment."""
    return snapshot(engine, as_at)[1]


def snapshot(engine: Engine, as_at: datetime | None = None) -> tuple[int, dict[str, pl.DataFrame]]:
    """The data version and the facts of every kind at exactly that version. The frames are never changed in place.

    A table to which nothing was added since it was last read here, with nothing taken back, is not read again.
    """
    with reading(engine) as connection:
        version = connection.execute(select(DataVersion.__table__.c.version)).scalar_one()
        if as_at is not None:
            return version, {kind: _facts(connection, kind, as_at) for kind in FACTS}
        held = _READ.get(engine, {})
        # A dict of its own, put in place whole: another thread may read a later version meanwhile.
        read = {
            kind: held[kind] if kind in held and held[kind][0] == mark else (mark, _facts(connection, kind))
            for kind, mark in _marks(connection).items()
        }
    _READ[engine] = read
    return version, {kind: frame for kind, (_, frame) in read.items()}


def _marks(connection: Connection) -> dict[str, tuple[int, int]]:
    """What tells whether a kind's picture of now may differ: its table's last row, and how much was taken back.

    Rows are only ever added, in the order of the deeds, and a picture is made of nothing else.
    """
    last = (
        select(literal(kind), select(func.coalesce(func.max(fact.__table__.c.id), 0)).scalar_subquery())
        for kind, fact in FACTS.items()
    )
    backs = connection.execute(select(func.count()).select_from(TAKE_BACK)).scalar_one()
    return {kind: (row, backs) for kind, row in connection.execute(union_all(*last))}


def data_version(engine: Engine) -> int:
    """A number that every submission and every take-back raises by one."""
    with reading(engine) as connection:
        return connection.execute(select(DataVersion.__table__.c.version)).scalar_one()


def history(engine: Engine, kind: str, key: Mapping[str, object]) -> pl.DataFrame:
    """Every row ever submitted with this key, the newest first, taken back or not.

    Columns: the kind's, submission_id, line, demonstration, file_name, submitted_at, submitted_by (UTC), taken_back_at,
    taken_back_by, taken_back_why (null unless taken back). `key` may name only some of the key's columns.
    """
    fact = FACTS[kind]
    rows = fact.__table__
    if unknown := set(key) - set(fact.key):
        raise KeyError(f"not in the key of {kind}: {', '.join(sorted(unknown))}")
    sent = (SUBMISSION.c[name] for name in ("demonstration", "file_name", "submitted_at", "submitted_by"))
    columns = (rows.c[name] for name in (*fact.own_columns(), "submission_id", "line"))
    asked = (
        select(*columns, *sent, *TAKEN_BACK)
        .select_from(rows.join(SUBMISSION, SUBMISSION.c.id == rows.c.submission_id).outerjoin(TAKE_BACK))
        .where(*(rows.c[name] == value for name, value in key.items()))
        .order_by(rows.c.submission_id.desc(), rows.c.line)
    )
    return _read(engine, asked)


def submissions(engine: Engine) -> pl.DataFrame:
    """Every submission, the newest first: its columns, then taken_back_at, taken_back_by, taken_back_why or null."""
    asked = select(SUBMISSION, *TAKEN_BACK).select_from(SUBMISSION.outerjoin(TAKE_BACK))
    return _read(engine, asked.order_by(SUBMISSION.c.id.desc()))


def submission_with_hash(engine: Engine, kind: str, rows_hash: str) -> int | None:
    """The latest submission of `kind` in force whose rows have this hash, or None."""
    asked = (
        select(SUBMISSION.c.id)
        .select_from(SUBMISSION.outerjoin(TAKE_BACK))
        .where(SUBMISSION.c.kind == kind, SUBMISSION.c.rows_hash == rows_hash, TAKE_BACK.c.submission_id.is_(None))
        .order_by(SUBMISSION.c.id.desc())
        .limit(1)
    )
    with reading(engine) as connection:
        return connection.execute(asked).scalar_one_or_none()


def file_of(engine: Engine, submission: int) -> tuple[str, bytes]:
    """The name and the bytes of the file that was submitted; LookupError when there is no such submission."""
    kept = SubmittedFile.__table__
    named = select(SUBMISSION.c.file_name, kept.c.content).join_from(SUBMISSION, kept)
    with reading(engine) as connection:
        found = connection.execute(named.where(SUBMISSION.c.id == submission)).one_or_none()
    if found is None:
        raise LookupError(f"There is no submission {submission}")
    return found.file_name, bytes(found.content)


def audit(engine: Engine, limit: int = 200) -> pl.DataFrame:
    """The latest audit events, the newest first: id, at (UTC), by, act, submission_id, kind (may be null), says."""
    event = AuditEvent.__table__
    return _read(engine, select(event).order_by(event.c.id.desc()).limit(limit))


def _read(engine: Engine, asked: Select) -> pl.DataFrame:
    with reading(engine) as connection:
        return framed(connection, asked)
