"""What every table is made of: names of constraints, instants, checks, and what every fact row carries."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, DateTime, Index, MetaData, TypeDecorator
from sqlmodel import Field, SQLModel

CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def utc(instant: datetime) -> datetime:
    """The same instant in UTC; ValueError when it does not say its time zone."""
    if instant.tzinfo is None:
        raise ValueError("An instant must say its time zone")
    return instant.astimezone(UTC)


class Instant(TypeDecorator):
    """An instant: aware in Python, kept in UTC on both engines (SQLite keeps the digits only), UTC again when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        return value and utc(value)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))


def one_of(column: str, choices: Iterable[str]) -> CheckConstraint:
    """A CHECK that `column` holds one of `choices`; null passes, as in every CHECK."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(choice) for choice in choices)})", name=column)


def filled(column: str) -> CheckConstraint:
    """A CHECK that the text of `column` is more than spaces."""
    return CheckConstraint(f"trim({column}) <> ''", name=f"{column}_filled")


def in_order(first: str, last: str) -> CheckConstraint:
    """A CHECK that `last` is not before `first`; null passes."""
    return CheckConstraint(f"{last} >= {first}", name=f"{last}_not_before_{first}")


def keyed(table: str, key: tuple[str, ...]) -> Index:
    """The index that finds the latest row of a key by a seek; a submission says a key once, so it is unique."""
    return Index(f"ix_{table}_key", *key, "submission_id", unique=True)


class Table(SQLModel):
    """The root of every table here: our own metadata, so that constraint names are ours on both engines."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=CONSTRAINT_NAMES)


class Fact(Table):
    """What every fact row carries: the submission that said it, and the line of its file."""

    key: ClassVar[tuple[str, ...]] = ()
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id")
    line: int

    @classmethod
    def own_columns(cls) -> tuple[str, ...]:
        """The names of the return's own columns, in order: the key's and the values."""
        return tuple(column.name for column in cls.__table__.columns if column.name not in Fact.model_fields)

    @classmethod
    def value_columns(cls) -> tuple[str, ...]:
        """The names of the columns that a later submission of the same key may say differently."""
        return tuple(name for name in cls.own_columns() if name not in cls.key)
