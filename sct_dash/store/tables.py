"""What the database keeps: submissions, what was taken back, the audit trail, and one append-only table a kind of fact.

Adding a kind is one class below (and its migration): its table is named like the kind, its columns are the return's.
A kind whose rows go to another kind's table adds nothing here.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Column, DateTime, Index, LargeBinary, MetaData, TypeDecorator
from sqlmodel import Field, SQLModel

from sct_dash.core.frames import (
    AGGREGATIONS,
    AREA_KINDS,
    BASES,
    DIRECTIONS,
    FREQUENCIES,
    PLACES,
    PRIORITIES,
    ROLES,
    SETS,
    SYMBOLS,
    TOLERANCE_KINDS,
    UNITS,
    YEAR_ENDS,
)

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


class Submission(Table, table=True):
    """One accepted return; id order is time order, because deeds are done one at a time."""

    __tablename__ = "submission"
    __table_args__ = (
        filled("submitted_by"),
        CheckConstraint("row_count >= 0 AND new_count >= 0 AND changed_count >= 0 AND unchanged_count >= 0", "counts"),
        Index("ix_submission_kind_rows_hash", "kind", "rows_hash"),
        Index("ix_submission_submitted_at_id", "submitted_at", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    file_name: str
    rows_hash: str
    row_count: int
    new_count: int
    changed_count: int
    unchanged_count: int
    submitted_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    submitted_by: str
    demonstration: bool


class SubmittedFile(Table, table=True):
    """The bytes of a submission's file, apart from it so that reading submissions never drags them along."""

    __tablename__ = "submitted_file"
    submission_id: int = Field(primary_key=True, foreign_key="submission.id")
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class TakeBack(Table, table=True):
    """A submission taken back: from `at` on it is out of the picture, before it is not."""

    __tablename__ = "take_back"
    __table_args__ = (filled("by"), filled("why"))
    submission_id: int = Field(primary_key=True, foreign_key="submission.id")
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    by: str
    why: str


class AuditEvent(Table, table=True):
    """Who did what and when, in a sentence; never the content of a cell."""

    __tablename__ = "audit_event"
    __table_args__ = (filled("by"), filled("act"))
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    by: str
    act: str
    submission_id: int | None = Field(default=None, foreign_key="submission.id")
    kind: str | None
    says: str


class DataVersion(Table, table=True):
    """One row that every deed locks first and raises by one: the queue for writers and the sign for open pages."""

    __tablename__ = "data_version"
    __table_args__ = (CheckConstraint("id = 1", "one_row"),)
    id: int = Field(primary_key=True)
    version: int
    changed_at: datetime | None = Field(default=None, sa_column=Column(Instant))


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


class Kpi(Fact, table=True):
    """The definition of a KPI, from a date on."""

    __tablename__ = "kpis"
    key: ClassVar[tuple[str, ...]] = ("kpi_code", "valid_from")
    __table_args__ = (
        keyed(__tablename__, key),
        one_of("kpi_set", SETS),
        one_of("unit", UNITS),
        one_of("direction", DIRECTIONS),
        one_of("aggregation", AGGREGATIONS),
        one_of("frequency", FREQUENCIES),
    )
    kpi_code: str
    name: str
    kpi_set: str
    unit: str
    direction: str
    aggregation: str
    frequency: str
    numerator_label: str | None
    denominator_label: str | None
    priority: str | None
    owner: str | None
    source: str | None
    method: str | None
    why_it_matters: str | None
    valid_from: date
    valid_to: date | None
    computed_from: str | None


class Target(Fact, table=True):
    """The target of a KPI and its tolerance, from a date on."""

    __tablename__ = "targets"
    key: ClassVar[tuple[str, ...]] = ("kpi_code", "valid_from")
    __table_args__ = (
        keyed(__tablename__, key),
        one_of("tolerance_kind", TOLERANCE_KINDS),
        CheckConstraint("tolerance >= 0", "tolerance"),
    )
    kpi_code: str
    valid_from: date
    valid_to: date | None
    target: float
    target_upper: float | None
    tolerance: float
    tolerance_kind: str


class Relief(Fact, table=True):
    """An event that relieves a KPI of its consequences between two dates, both included."""

    __tablename__ = "relief"
    key: ClassVar[tuple[str, ...]] = ("kpi_code", "relief_from")
    __table_args__ = (keyed(__tablename__, key), in_order("relief_from", "relief_to"))
    kpi_code: str
    relief_from: date
    relief_to: date
    clause: str
    reason: str
    agreed_on: date | None


class KpiValue(Fact, table=True):
    """What a KPI was in a period: a value, or the numerator and denominator it is computed from, or a symbol."""

    __tablename__ = "kpi_values"
    key: ClassVar[tuple[str, ...]] = ("kpi_code", "period", "period_end")
    __table_args__ = (
        keyed(__tablename__, key),
        in_order("period", "period_end"),
        one_of("symbol", SYMBOLS),
    )
    period: date
    period_end: date
    kpi_code: str
    numerator: float | None
    denominator: float | None
    value: float | None
    symbol: str | None
    comment: str | None


class Rebase(Fact, table=True):
    """A day from which the control limits of a KPI are worked out afresh, and why."""

    __tablename__ = "rebases"
    key: ClassVar[tuple[str, ...]] = ("kpi_code", "rebase_on")
    __table_args__ = (keyed(__tablename__, key), filled("reason"))
    kpi_code: str
    rebase_on: date
    reason: str
    agreed_on: date | None


class Area(Fact, table=True):
    """A place whose published figures are kept: the authority, a neighbour, its region or England."""

    __tablename__ = "areas"
    key: ClassVar[tuple[str, ...]] = ("area",)
    __table_args__ = (keyed(__tablename__, key), one_of("area_kind", PLACES))
    area: str
    area_kind: str
    area_code: str
    old_code: str | None
    source: str | None


class Measure(Fact, table=True):
    """What is published about every authority, with its unit and which way is better."""

    __tablename__ = "measures"
    key: ClassVar[tuple[str, ...]] = ("measure",)
    __table_args__ = (
        keyed(__tablename__, key),
        one_of("unit", UNITS),
        one_of("direction", [direction for direction in DIRECTIONS if direction != "range"]),
    )
    measure: str
    name: str
    unit: str
    direction: str
    definition: str | None


class Comparison(Fact, table=True):
    """The published measure that a KPI is compared with."""

    __tablename__ = "comparisons"
    key: ClassVar[tuple[str, ...]] = ("kpi_code", "measure")
    __table_args__ = (keyed(__tablename__, key),)
    kpi_code: str
    measure: str
    note: str | None


class DfeColumn(Fact, table=True):
    """The column of DfE's files that feeds a measure, under a condition on other columns (empty: on every row)."""

    __tablename__ = "dfe_columns"
    key: ClassVar[tuple[str, ...]] = ("measure", "value_column", "condition")
    __table_args__ = (keyed(__tablename__, key), one_of("basis", BASES), one_of("year_ends", YEAR_ENDS))
    measure: str
    value_column: str
    condition: str
    basis: str
    year_ends: str


class Benchmark(Fact, table=True):
    """A published figure of an area, or the symbol that stands in its place, and the release that says so."""

    __tablename__ = "benchmarks"
    key: ClassVar[tuple[str, ...]] = ("measure", "area", "area_kind", "period_end", "basis", "release")
    __table_args__ = (
        keyed(__tablename__, key),
        one_of("area_kind", AREA_KINDS),
        one_of("basis", BASES),
        one_of("symbol", SYMBOLS),
        CheckConstraint("(value IS NULL) <> (symbol IS NULL)", "value_or_symbol"),
    )
    measure: str
    area: str
    area_kind: str
    period_end: date
    basis: str
    value: float | None
    symbol: str | None
    release: str
    source: str


class Team(Fact, table=True):
    """A team, the service it belongs to and the priority it serves, from a date on."""

    __tablename__ = "teams"
    key: ClassVar[tuple[str, ...]] = ("team", "valid_from")
    __table_args__ = (
        keyed(__tablename__, key),
        one_of("priority", PRIORITIES),
        in_order("valid_from", "valid_to"),
    )
    team: str
    service: str
    priority: str | None
    valid_from: date
    valid_to: date | None


class Staffing(Fact, table=True):
    """The staff of a role in a team at a month's end, who came and went in the month, their cases and their sickness.

    Full-time equivalents, headcounts, cases and days; null where the return gave a symbol or nothing.
    """

    __tablename__ = "staffing"
    key: ClassVar[tuple[str, ...]] = ("month_end", "team", "role")
    __table_args__ = (
        keyed(__tablename__, key),
        one_of("role", ROLES),
        one_of("symbol", SYMBOLS),
        CheckConstraint("agency_covering_fte <= agency_fte + 0.001", "covering_within_agency"),
        CheckConstraint("agency_covering_fte <= vacancy_fte + 0.001", "covering_within_vacancies"),
    )
    month_end: date
    team: str
    role: str
    establishment_fte: float
    in_post_fte: float
    in_post_headcount: float | None
    agency_fte: float
    agency_headcount: float | None
    agency_covering_fte: float
    vacancy_fte: float
    starters_fte: float
    leavers_fte: float
    cases: float | None
    case_holders_fte: float | None
    days_lost: float | None
    days_available: float | None
    symbol: str | None


class LeavingReason(Fact, table=True):
    """How many people left a team in a month for a reason."""

    __tablename__ = "leaving_reasons"
    key: ClassVar[tuple[str, ...]] = ("month_end", "team", "reason")
    __table_args__ = (keyed(__tablename__, key), filled("reason"))
    month_end: date
    team: str
    reason: str
    count: float


class BudgetLine(Fact, table=True):
    """A line of the contract sum: the part of it that it belongs to, and the KPI that counts what it pays for."""

    __tablename__ = "budget_lines"
    key: ClassVar[tuple[str, ...]] = ("budget_line",)
    __table_args__ = (keyed(__tablename__, key), one_of("priority", PRIORITIES))
    budget_line: str
    name: str
    area: str
    priority: str | None
    counted_by: str | None


class Finance(Fact, table=True):
    """A budget line at a month's end, in pounds: its year's sums so far, the outturn forecast, what was spent."""

    __tablename__ = "finance"
    key: ClassVar[tuple[str, ...]] = ("month_end", "budget_line")
    __table_args__ = (keyed(__tablename__, key), in_order("financial_year", "financial_year_end"))
    financial_year: date
    financial_year_end: date
    month_end: date
    budget_line: str
    original: float
    virement: float
    uplift: float
    forecast: float
    actual: float | None
    note: str | None


class Saving(Fact, table=True):
    """A savings scheme in a financial year, in pounds: planned, delivered so far, and why and until when it is late."""

    __tablename__ = "savings"
    key: ClassVar[tuple[str, ...]] = ("financial_year", "scheme")
    __table_args__ = (keyed(__tablename__, key), one_of("priority", PRIORITIES))
    financial_year: date
    financial_year_end: date
    scheme: str
    priority: str | None
    planned: float
    delivered: float
    delayed_to: date | None
    reason: str | None


class DeficitFunding(Fact, table=True):
    """What pays for the part of a year's outturn that the contract sum does not, in pounds."""

    __tablename__ = "deficit_funding"
    key: ClassVar[tuple[str, ...]] = ("financial_year", "source")
    __table_args__ = (keyed(__tablename__, key), filled("source"))
    financial_year: date
    financial_year_end: date
    source: str
    amount: float
    agreed_on: date | None
    note: str | None


FACTS: dict[str, type[Fact]] = {fact.__tablename__: fact for fact in Fact.__subclasses__()}
