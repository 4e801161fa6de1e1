"""Risks, priorities and the plan, inspections, boards and meetings with their notes, and the links between them.

There is no way down: facts are append-only, and a way down would drop them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

PRIORITIES = (
    "('People', 'Practice', 'Partnerships', 'Prevention', 'Meeting Need and Measuring Progress', "
    "'Striving for Excellence')"
)
STAGES = "('not started', 'in progress', 'complete', 'cancelled')"
INSPECTION_KINDS = "('inspection', 'provider inspection', 'visit', 'review', 'direction')"
GRADED = "('inspection', 'provider inspection')"
JUDGEMENTS = "('Outstanding', 'Good', 'Requires improvement to be good', 'Adequate', 'Inadequate')"
CADENCES = "('monthly', 'quarterly', 'twice a year', 'yearly', 'as called')"
LINKED = "('kpi', 'risk', 'priority', 'outcome', 'milestone', 'finding', 'budget_line', 'aim')"
NOTED = (
    "('kpi', 'risk', 'priority', 'outcome', 'milestone', 'finding', 'budget_line', 'aim', 'staffing', "
    "'finance', 'meeting')"
)


def upgrade() -> None:
    _risks()
    _plan()
    _inspections()
    _meetings()
    _thread()


def _risks() -> None:
    _facts(
        "risk_bands",
        ("valid_from", "part", "level"),
        _date("valid_from"),
        _text("part"),
        _number("level"),
        _text("words", nullable=True),
        _text("band", nullable=True),
        _text("appetite", nullable=True),
        _text("note", nullable=True),
        _check("risk_bands", "part", "part IN ('likelihood', 'impact', 'score')"),
        _check("risk_bands", "appetite", "appetite IN ('within', 'beyond')"),
        _check("risk_bands", "scores_have_bands", "(part = 'score') = (band IS NOT NULL)"),
        _check("risk_bands", "band", "band IN ('green', 'amber', 'red')"),
    )
    _facts(
        "risks",
        ("reference",),
        _text("reference"),
        _text("title"),
        _text("cause", nullable=True),
        _text("event", nullable=True),
        _text("consequence", nullable=True),
        _text("category", nullable=True),
        _text("owner", nullable=True),
        _text("priority", nullable=True),
        _number("target_score", nullable=True),
        _date("target_on", nullable=True),
        _text("risk_register", nullable=True),
        _date("opened_on"),
        _date("closed_on", nullable=True),
        _text("reason", nullable=True),
        _check("risks", "closed_on_not_before_opened_on", "closed_on >= opened_on"),
        _check("risks", "priority", f"priority IN {PRIORITIES}"),
    )
    _facts(
        "risk_scores",
        ("reference", "assessed_on"),
        _text("reference"),
        _date("assessed_on"),
        _number("likelihood", nullable=True),
        _number("impact", nullable=True),
        _number("score", nullable=True),
        _text("reason"),
        _text("controls", nullable=True),
        _date("next_review_on", nullable=True),
        _check("risk_scores", "both_or_neither", "(likelihood IS NULL) = (impact IS NULL)"),
        _check("risk_scores", "some_score", "likelihood IS NOT NULL OR score IS NOT NULL"),
        _check("risk_scores", "reason_filled", "trim(reason) <> ''"),
        _check("risk_scores", "score_is_the_product", "score = likelihood * impact"),
    )
    _facts(
        "risk_actions",
        ("reference", "action"),
        _text("reference"),
        _text("action"),
        _text("owner", nullable=True),
        _date("due_on"),
        _date("revised_due_on", nullable=True),
        _text("status"),
        _text("reason", nullable=True),
        _check("risk_actions", "status", f"status IN {STAGES}"),
        _check("risk_actions", "action_filled", "trim(action) <> ''"),
    )


def _plan() -> None:
    _facts(
        "priorities",
        ("priority",),
        _text("priority"),
        _text("intent"),
        _text("source", nullable=True),
        _check("priorities", "priority", f"priority IN {PRIORITIES}"),
        _check("priorities", "intent_filled", "trim(intent) <> ''"),
    )
    _facts(
        "themes",
        ("theme",),
        _text("theme"),
        _text("plan"),
        _text("about", nullable=True),
        _text("source", nullable=True),
        _check("themes", "theme_filled", "trim(theme) <> ''"),
    )
    _facts(
        "outcomes",
        ("outcome",),
        _text("outcome"),
        _text("title"),
        _text("theme", nullable=True),
        _text("priority"),
        _text("owner", nullable=True),
        _number("weight", nullable=True),
        _check("outcomes", "priority", f"priority IN {PRIORITIES}"),
        _check("outcomes", "weight", "weight > 0"),
    )
    _facts(
        "milestones",
        ("milestone",),
        _text("milestone"),
        _text("outcome"),
        _text("title"),
        _text("owner", nullable=True),
        _date("first_due_on"),
        _number("weight", nullable=True),
        _check("milestones", "weight", "weight > 0"),
    )
    _facts(
        "milestone_updates",
        ("milestone", "reported_on"),
        _text("milestone"),
        _date("reported_on"),
        _number("percent"),
        _date("revised_due_on", nullable=True),
        _text("status"),
        _text("reason", nullable=True),
        _check(
            "milestone_updates",
            "complete_is_all_of_it",
            "(status = 'complete') = (percent = 100) OR status = 'cancelled'",
        ),
        _check("milestone_updates", "percent", "percent >= 0 AND percent <= 100"),
        _check("milestone_updates", "status", f"status IN {STAGES}"),
    )


def _inspections() -> None:
    _facts(
        "frameworks",
        ("framework",),
        _text("framework"),
        _text("title"),
        _number("earliest_months", nullable=True),
        _number("latest_months", nullable=True),
        _text("assumption", nullable=True),
        _text("source", nullable=True),
        _check("frameworks", "both_or_neither", "(earliest_months IS NULL) = (latest_months IS NULL)"),
        _check("frameworks", "assumption_said", "earliest_months IS NULL OR trim(assumption) <> ''"),
        _check("frameworks", "latest_months_not_before_earliest_months", "latest_months >= earliest_months"),
    )
    _facts(
        "inspections",
        ("inspection",),
        _text("inspection"),
        _text("title"),
        _text("body"),
        _text("inspection_kind"),
        _text("framework", nullable=True),
        _date("from_on", nullable=True),
        _date("to_on", nullable=True),
        _text("date_words", nullable=True),
        _date("published_on", nullable=True),
        _text("judgement", nullable=True),
        _text("summary", nullable=True),
        _text("source", nullable=True),
        _check("inspections", "judgement", f"judgement IN {JUDGEMENTS}"),
        _check("inspections", "to_on_not_before_from_on", "to_on >= from_on"),
        _check("inspections", "only_graded", f"judgement IS NULL OR inspection_kind IN {GRADED}"),
        _check("inspections", "inspection_kind", f"inspection_kind IN {INSPECTION_KINDS}"),
    )
    _facts(
        "judgements",
        ("inspection", "area", "source"),
        _text("inspection"),
        _text("area"),
        _text("judgement"),
        _text("source"),
        _check("judgements", "judgement", f"judgement IN {JUDGEMENTS}"),
    )
    _facts(
        "findings",
        ("inspection", "number"),
        _text("inspection"),
        _number("number"),
        _text("text"),
        _text("area", nullable=True),
        _check("findings", "text_filled", "trim(text) <> ''"),
    )
    _facts(
        "finding_actions",
        ("inspection", "number", "action"),
        _text("inspection"),
        _number("number"),
        _text("action"),
        _text("outcome", nullable=True),
        _text("milestone", nullable=True),
        _text("owner", nullable=True),
        _text("status"),
        _text("evidence", nullable=True),
        _check("finding_actions", "status", f"status IN {STAGES}"),
        _check("finding_actions", "action_filled", "trim(action) <> ''"),
    )


def _meetings() -> None:
    _facts(
        "boards",
        ("board",),
        _text("board"),
        _text("cadence"),
        _text("remit", nullable=True),
        _text("receives", nullable=True),
        _text("public"),
        _number("papers_days", nullable=True),
        _text("source", nullable=True),
        _check("boards", "public", "public IN ('yes', 'no')"),
        _check("boards", "papers_days", "papers_days >= 0"),
        _check("boards", "cadence", f"cadence IN {CADENCES}"),
    )
    _facts(
        "meetings",
        ("board", "meets_on"),
        _text("board"),
        _date("meets_on"),
        _date("papers_due_on", nullable=True),
        _text("note", nullable=True),
        _check("meetings", "meets_on_not_before_papers_due_on", "meets_on >= papers_due_on"),
    )
    _facts(
        "notes",
        ("board", "meets_on", "item_kind", "item_code", "note_kind", "text"),
        _text("board"),
        _date("meets_on"),
        _text("item_kind"),
        _text("item_code"),
        _text("note_kind"),
        _text("text"),
        _text("owner", nullable=True),
        _date("due_on", nullable=True),
        _check("notes", "item_kind", f"item_kind IN {NOTED}"),
        _check("notes", "text_filled", "trim(text) <> ''"),
        _check("notes", "note_kind", "note_kind IN ('question', 'action')"),
    )


def _thread() -> None:
    _facts(
        "links",
        ("from_kind", "from_code", "to_kind", "to_code"),
        _text("from_kind"),
        _text("from_code"),
        _text("to_kind"),
        _text("to_code"),
        _text("why", nullable=True),
        _check("links", "from_kind", f"from_kind IN {LINKED}"),
        _check("links", "to_kind", f"to_kind IN {LINKED}"),
    )


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
