"""The tables of KPIs, their targets, relief and values, and of what is published elsewhere."""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint

from sct_dash.core.frames import (
    AGGREGATIONS,
    AREA_KINDS,
    BASES,
    DIRECTIONS,
    FREQUENCIES,
    PLACES,
    SETS,
    SYMBOLS,
    TOLERANCE_KINDS,
    UNITS,
    YEAR_ENDS,
)
from sct_dash.store.fact import Fact, filled, in_order, keyed, one_of


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
