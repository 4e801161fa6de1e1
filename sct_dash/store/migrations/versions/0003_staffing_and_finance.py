"""Teams, staffing and why people leave; budget lines, finance, savings and what funds a deficit; computed KPIs.

There is no way down: facts are append-only, and a way down would drop them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

PRIORITIES = (
    "('People', 'Practice', 'Partnerships', 'Prevention', 'Meeting Need and Measuring Progress', "
    "'Striving for Excellence')"
)
ROLES = "('social worker', 'senior', 'manager', 'residential', 'other')"
REQUIRED_FTE = (
    *("establishment_fte", "in_post_fte", "agency_fte", "agency_covering_fte"),
    *("vacancy_fte", "starters_fte", "leavers_fte"),
)


def upgrade() -> None:
    # No CHECK on it: SQLite cannot add one to a table that stands, and the return checks the choice.
    op.add_column("kpis", _text("computed_from", nullable=True))
    _people()
    _money()


def _people() -> None:
    _facts(
        "teams",
        ("team", "valid_from"),
        _text("team"),
        _text("service"),
        _text("priority", nullable=True),
        _date("valid_from"),
        _date("valid_to", nullable=True),
        _check("teams", "priority", f"priority IN {PRIORITIES}"),
        _check("teams", "valid_to_not_before_valid_from", "valid_to >= valid_from"),
    )
    _facts(
        "staffing",
        ("month_end", "team", "role"),
        _date("month_end"),
        _text("team"),
        _text("role"),
        *(_number(name, nullable=name not in REQUIRED_FTE) for name in STAFFING_NUMBERS),
        _text("symbol", nullable=True),
        _check("staffing", "role", f"role IN {ROLES}"),
        _check("staffing", "symbol", "symbol IN ('z', 'x', 'c', 'k', 'u')"),
        _check("staffing", "covering_within_agency", "agency_covering_fte <= agency_fte + 0.001"),
        _check("staffing", "covering_within_vacancies", "agency_covering_fte <= vacancy_fte + 0.001"),
    )
    _facts(
        "leaving_reasons",
        ("month_end", "team", "reason"),
        _date("month_end"),
        _text("team"),
        _text("reason"),
        _number("count"),
        _check("leaving_reasons", "reason_filled", "trim(reason) <> ''"),
    )


def _money() -> None:
    _facts(
        "budget_lines",
        ("budget_line",),
        *map(_text, ("budget_line", "name", "area")),
        *(_text(name, nullable=True) for name in ("priority", "counted_by")),
        _check("budget_lines", "priority", f"priority IN {PRIORITIES}"),
    )
    _facts(
        "finance",
        ("month_end", "budget_line"),
        *map(_date, ("financial_year", "financial_year_end", "month_end")),
        _text("budget_line"),
        *map(_number, ("original", "virement", "uplift", "forecast")),
        _number("actual", nullable=True),
        _text("note", nullable=True),
        _check("finance", *YEAR_IN_ORDER),
    )
    _facts(
        "savings",
        ("financial_year", "scheme"),
        *map(_date, ("financial_year", "financial_year_end")),
        _text("scheme"),
        _text("priority", nullable=True),
        *map(_number, ("planned", "delivered")),
        _date("delayed_to", nullable=True),
        _text("reason", nullable=True),
        _check("savings", "priority", f"priority IN {PRIORITIES}"),
    )
    _facts(
        "deficit_funding",
        ("financial_year", "source"),
        *map(_date, ("financial_year", "financial_year_end")),
        _text("source"),
        _number("amount"),
        _date("agreed_on", nullable=True),
        _text("note", nullable=True),
        _check("deficit_funding", "source_filled", "trim(source) <> ''"),
    )


STAFFING_NUMBERS = (
    *("establishment_fte", "in_post_fte", "in_post_headcount", "agency_fte", "agency_headcount"),
    *("agency_covering_fte", "vacancy_fte", "starters_fte", "leavers_fte"),
    *("cases", "case_holders_fte", "days_lost", "days_available"),
)
YEAR_IN_ORDER = ("financial_year_end_not_before_financial_year", "financial_year_end >= financial_year")


def _text(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=nullable)


def _date(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _number(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Float(), nullable=nullable)


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
