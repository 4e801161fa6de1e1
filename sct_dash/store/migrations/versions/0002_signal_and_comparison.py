"""Rebases, and what a comparison needs: areas, measures, which KPI is which measure, DfE's columns, benchmarks.

There is no way down: facts are append-only, and a way down would drop them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

UNITS = "('percent', 'per_10000', 'count', 'days', 'score', 'currency', 'ratio')"
BASES = "('year', 'position', 'rolling', 'quarter', 'month')"
PLACES = "('authority', 'neighbour', 'region', 'england')"
AREA_KINDS = "('authority', 'neighbour', 'neighbours_mean', 'neighbours_median', 'region', 'england')"


def upgrade() -> None:
    _facts(
        "rebases",
        ("kpi_code", "rebase_on"),
        _text("kpi_code"),
        _date("rebase_on"),
        _text("reason"),
        _date("agreed_on", nullable=True),
        _check("rebases", "reason_filled", "trim(reason) <> ''"),
    )
    _facts(
        "areas",
        ("area",),
        *map(_text, ("area", "area_kind", "area_code")),
        *(_text(name, nullable=True) for name in ("old_code", "source")),
        _check("areas", "area_kind", f"area_kind IN {PLACES}"),
    )
    _facts(
        "measures",
        ("measure",),
        *map(_text, ("measure", "name", "unit", "direction")),
        _text("definition", nullable=True),
        _check("measures", "unit", f"unit IN {UNITS}"),
        _check("measures", "direction", "direction IN ('higher', 'lower', 'neutral')"),
    )
    _facts(
        "comparisons",
        ("kpi_code", "measure"),
        *map(_text, ("kpi_code", "measure")),
        _text("note", nullable=True),
    )
    _facts(
        "dfe_columns",
        ("measure", "value_column", "condition"),
        *map(_text, ("measure", "value_column", "condition", "basis", "year_ends")),
        _check("dfe_columns", "basis", f"basis IN {BASES}"),
        _check("dfe_columns", "year_ends", "year_ends IN ('31 March', '31 August', '30 September', '31 December')"),
    )
    _benchmarks()


def _benchmarks() -> None:
    _facts(
        "benchmarks",
        ("measure", "area", "area_kind", "period_end", "basis", "release"),
        *map(_text, ("measure", "area", "area_kind")),
        _date("period_end"),
        _text("basis"),
        sa.Column("value", sa.Float(), nullable=True),
        _text("symbol", nullable=True),
        *map(_text, ("release", "source")),
        _check("benchmarks", "area_kind", f"area_kind IN {AREA_KINDS}"),
        _check("benchmarks", "basis", f"basis IN {BASES}"),
        _check("benchmarks", "symbol", "symbol IN ('z', 'x', 'c', 'k', 'u')"),
        _check("benchmarks", "value_or_symbol", "(value IS NULL) <> (symbol IS NULL)"),
    )


def _text(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=nullable)


def _date(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _facts(table: str, key: tuple[str, ...], *columns_and_checks: sa.schema.SchemaItem) -> None:
    submission = op.f(f"fk_{table}_submission_id_submission")
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        *columns_and_checks,
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=submission),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_key", table, [*key, "submission_id"], unique=True)
