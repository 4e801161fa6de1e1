"""The one query behind every picture: for each key the row of the latest submission in force, now or at an instant.

Keys are found by leaping through the key's index (each step seeks the next key), and each key's row by a seek from its
newest submission down. The cost is that of the keys, however many submissions stand behind them.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, exists, literal, select, tuple_

from sct_dash.store.fact import Fact
from sct_dash.store.tables import Submission, TakeBack

EVER = datetime(9999, 12, 31, tzinfo=UTC)  # "as at" an instant after everything: the current picture
LAST_SUBMISSION = 2**31 - 1  # the largest INTEGER: no submission comes after it


def current(fact: type[Fact], as_at: datetime | None = None, key: Mapping[str, object] | None = None) -> Select:
    """The picture of one kind as a select: the return's own columns, submission_id, line, demonstration; no order.

    as_at: submissions and take-backs up to and including that instant (aware) count; None counts all of them.
    key: only the keys with these values, of all the key's columns or some. KeyError when a name is not of the key.
    """
    return _current(fact, as_at, key) if as_at or key else _now(fact)


@cache
def _now(fact: type[Fact]) -> Select:
    """The whole picture of now, built once: SQLAlchemy takes longer to build it than SQLite to answer it."""
    return _current(fact, None, None)


def _current(fact: type[Fact], as_at: datetime | None, key: Mapping[str, object] | None) -> Select:
    table = fact.__table__
    keys = _keys(fact, key or {})
    row = table.alias("row")
    candidate = table.alias("candidate")
    latest = (
        select(candidate.c.id)
        .where(*(candidate.c[name] == keys.c[name] for name in fact.key))
        .where(candidate.c.submission_id <= _newest_submission(as_at or EVER))
        .where(~_taken_back(candidate.c.submission_id, as_at or EVER))
        .order_by(candidate.c.submission_id.desc())
        .limit(1)
        .correlate(keys)
        .scalar_subquery()
    )
    submission = Submission.__table__
    return select(
        *(row.c[name] for name in fact.own_columns()), row.c.submission_id, row.c.line, submission.c.demonstration
    ).select_from(keys.join(row, row.c.id == latest).join(submission, submission.c.id == row.c.submission_id))


def _keys(fact: type[Fact], key: Mapping[str, object]):
    """Every key there ever was, once: a recursive leap from each key to the next one in the index."""
    table = fact.__table__
    if unknown := set(key) - set(fact.key):
        raise KeyError(f"not in the key of {table.name}: {', '.join(sorted(unknown))}")

    def first_id(entry, *conditions: ColumnElement[bool]):
        wanted = (entry.c[name] == value for name, value in key.items())
        order = (entry.c[name] for name in fact.key)
        return select(entry.c.id).where(*wanted, *conditions).order_by(*order).limit(1)

    first = table.alias("first")
    start = select(*(first.c[name] for name in fact.key)).where(
        first.c.id == first_id(table.alias("lowest")).scalar_subquery()
    )
    keys = start.cte("keys", recursive=True)
    following, higher = table.alias("following"), table.alias("higher")
    free = [name for name in fact.key if name not in key]
    # The submission is compared too, or SQLite would walk over every submission of a key before it leaves the key.
    beyond = tuple_(*(higher.c[name] for name in free), higher.c.submission_id) > tuple_(
        *(keys.c[name] for name in free), literal(LAST_SUBMISSION)
    )
    leap = first_id(higher, beyond).correlate(keys).scalar_subquery()
    return keys.union_all(
        select(*(following.c[name] for name in fact.key)).select_from(keys.join(following, following.c.id == leap))
    )


def _newest_submission(as_at: datetime):
    submission = Submission.__table__
    return (
        select(submission.c.id)
        .where(submission.c.submitted_at <= as_at)
        .order_by(submission.c.submitted_at.desc(), submission.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _taken_back(submission_id: ColumnElement[int], as_at: datetime) -> ColumnElement[bool]:
    take_back = TakeBack.__table__
    return exists().where(and_(take_back.c.submission_id == submission_id, take_back.c.at <= as_at))
