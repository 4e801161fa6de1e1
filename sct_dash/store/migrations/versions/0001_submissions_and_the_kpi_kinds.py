"""Submissions, what was taken back, the audit trail, the data version, and the four KPI kinds.

There is no way down: facts are append-only, and a way down would drop them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _submissions()
    _audit_trail()
    _kpis()
    _targets()
    _relief()
    _kpi_values()


def _text(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=nullable)


def _date(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _number(name: str, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.Float(), nullable=nullable)


def _instant(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _of_submission(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_submission_id_submission")
    return sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=name)


def _submissions() -> None:
    counts = ("row_count", "new_count", "changed_count", "unchanged_count")
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("kind"),
        _text("file_name"),
        _text("rows_hash"),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in counts),
        _instant("submitted_at"),
        _text("submitted_by"),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        _check("submission", "submitted_by_filled", "trim(submitted_by) <> ''"),
        _check("submission", "counts", " AND ".join(f"{name} >= 0" for name in counts)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
    )
    op.create_index("ix_submission_kind_rows_hash", "submission", ["kind", "rows_hash"])
    op.create_index("ix_submission_submitted_at_id", "submission", ["submitted_at", "id"])
    op.create_table(
        "submitted_file",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _of_submission("submitted_file"),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_submitted_file")),
    )
    op.create_table(
        "take_back",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        _instant("at"),
        _text("by"),
        _text("why"),
        _check("take_back", "by_filled", "trim(by) <> ''"),
        _check("take_back", "why_filled", "trim(why) <> ''"),
        _of_submission("take_back"),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_take_back")),
    )


def _audit_trail() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        _instant("at"),
        _text("by"),
        _text("act"),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        _text("kind", nullable=True),
        _text("says"),
        _check("audit_event", "by_filled", "trim(by) <> ''"),
        _check("audit_event", "act_filled", "trim(act) <> ''"),
        _of_submission("audit_event"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    data_version = op.create_table(
        "data_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _instant("changed_at", nullable=True),
        _check("data_version", "one_row", "id = 1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_version")),
    )
    op.bulk_insert(data_version, [{"id": 1, "version": 0}])


def _facts(table: str, key: tuple[str, ...], *columns_and_checks: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        *columns_and_checks,
        _of_submission(table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_key", table, [*key, "submission_id"], unique=True)


def _kpis() -> None:
    units = "('percent', 'per_10000', 'count', 'days', 'score', 'currency', 'ratio')"
    optional = ("numerator_label", "denominator_label", "priority", "owner", "source", "method", "why_it_matters")
    _facts(
        "kpis",
        ("kpi_code", "valid_from"),
        *map(_text, ("kpi_code", "name", "kpi_set", "unit", "direction", "aggregation", "frequency")),
        *(_text(name, nullable=True) for name in optional),
        _date("valid_from"),
        _date("valid_to", nullable=True),
        _check("kpis", "kpi_set", "kpi_set IN ('contract', 'supporting')"),
        _check("kpis", "unit", f"unit IN {units}"),
        _check("kpis", "direction", "direction IN ('higher', 'lower', 'range', 'neutral')"),
        _check("kpis", "aggregation", "aggregation IN ('ratio', 'total', 'snapshot')"),
        _check("kpis", "frequency", "frequency IN ('month', 'quarter', 'year')"),
    )


def _targets() -> None:
    _facts(
        "targets",
        ("kpi_code", "valid_from"),
        _text("kpi_code"),
        _date("valid_from"),
        _date("valid_to", nullable=True),
        _number("target", nullable=False),
        _number("target_upper"),
        _number("tolerance", nullable=False),
        _text("tolerance_kind"),
        _check("targets", "tolerance_kind", "tolerance_kind IN ('points', 'percent')"),
        _check("targets", "tolerance", "tolerance >= 0"),
    )


def _relief() -> None:
    _facts(
        "relief",
        ("kpi_code", "relief_from"),
        _text("kpi_code"),
        _date("relief_from"),
        _date("relief_to"),
        _text("clause"),
        _text("reason"),
        _date("agreed_on", nullable=True),
        _check("relief", "relief_to_not_before_relief_from", "relief_to >= relief_from"),
    )


def _kpi_values() -> None:
    _facts(
        "kpi_values",
        ("kpi_code", "period", "period_end"),
        _date("period"),
        _date("period_end"),
        _text("kpi_code"),
        *map(_number, ("numerator", "denominator", "value")),
        *(_text(name, nullable=True) for name in ("symbol", "comment")),
        _check("kpi_values", "period_end_not_before_period", "period_end >= period"),
        _check("kpi_values", "symbol", "symbol IN ('z', 'x', 'c', 'k', 'u')"),
    )
