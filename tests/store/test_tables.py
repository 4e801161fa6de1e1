"""The tables: migrations build exactly them on both engines, and the database itself refuses what cannot be."""

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import IntegrityError

from sct_dash.core.frames import SCHEMAS
from sct_dash.store import reads, rows
from sct_dash.store.engine import connected, reading
from sct_dash.store.tables import FACTS, Table
from tests.store.deeds import april, submitted
from tests.store.deeds import rows as told


def test_migrations_and_tables_agree(engine: Engine) -> None:
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), Table.metadata) == []


def test_migrations_build_the_same_columns_checks_and_indexes_as_the_tables(
    engine: Engine, databases: Callable[[], str]
) -> None:
    declared = connected(databases())
    Table.metadata.drop_all(declared)
    Table.metadata.create_all(declared)
    try:
        assert _built(engine) == _built(declared)
    finally:
        declared.dispose()


def _built(engine: Engine) -> dict[str, list]:
    found = inspect(engine)
    return {
        table: [
            [(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(table)],
            found.get_pk_constraint(table),
            *(sorted(map(str, asked(table))) for asked in (found.get_foreign_keys, found.get_check_constraints)),
            *(sorted(map(str, asked(table))) for asked in (found.get_indexes, found.get_unique_constraints)),
        ]
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def test_every_kind_of_fact_is_found_by_its_table_name() -> None:
    assert set(FACTS) == set(SCHEMAS)


@pytest.mark.parametrize("kind", FACTS)
def test_the_columns_of_a_fact_are_the_kinds_own_in_order_and_type(kind: str) -> None:
    fact = FACTS[kind]
    assert rows.schema(fact.__table__.columns[name] for name in fact.own_columns()) == SCHEMAS[kind]
    assert set(fact.key) < set(fact.own_columns())
    assert (*fact.key, *fact.value_columns()) == (*fact.key, *(n for n in SCHEMAS[kind] if n not in fact.key))


@pytest.mark.parametrize("kind", FACTS)
def test_every_fact_has_a_unique_index_of_its_key_and_submission(kind: str, engine: Engine) -> None:
    (index,) = inspect(engine).get_indexes(kind)
    assert index["unique"]
    assert index["column_names"] == [*FACTS[kind].key, "submission_id"]


KPI = ("K", "On time", "contract", "percent", "higher", "ratio", "month", *[None] * 7, date(2018, 4, 1), None, None)
TARGET = ("K", date(2018, 4, 1), None, 88.0, None, 3.0, "points")
RELIEF = ("K", date(2020, 3, 1), date(2021, 9, 30), "14.2", "Covid", None)
REBASE = ("K", date(2023, 4, 1), "A second team", None)
AREA = ("Sandwell", "authority", "E08000028", "333", None)
MEASURE = ("CLA-RATE", "Looked after", "per_10000", "neutral", None)
FED = ("CLA-RATE", "rate", "", "position", "31 March")
FIGURE = ("CLA-RATE", "England", "england", date(2025, 3, 31), "position", None, "c", "CLA 2025", "DfE")
STAFF = (date(2024, 4, 30), "North", "senior", 9.0, 8.0, 9.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, *[None] * 4, None)
YEAR = (date(2024, 4, 1), date(2025, 3, 31))
SPENT = (*YEAR, date(2024, 4, 30), "PLACEMENTS", 10.0, 0.0, 0.0, 11.0, None, None)
DAY = date(2024, 4, 30)
BAND = (DAY, "score", 12.0, None, "red", None, None)
RISK = ("4c", "Demand", *[None] * 5, "Practice", None, None, None, DAY, None, None)
SCORED = ("4c", DAY, 3.0, 4.0, 12.0, "Demand rose", None, None)
ACTION = ("4c", "Recruit", None, DAY, None, "in progress", None)
UPDATE = ("M1", DAY, 40.0, None, "in progress", None)
FRAMEWORK = ("ILACS", "Local authority services", 30.0, 42.0, "About three years", None)
INSPECTION = ("ILACS-2022", "Standard inspection", "Ofsted", "inspection", *[None] * 5, "Good", None, None)
DONE = ("ILACS-2022", 1.0, "Trained", None, None, None, "complete", None)
BOARD = ("OPB", "monthly", None, None, "no", 7.0, None)
NOTE = ("OPB", DAY, "risk", "4c", "question", "Why?", None, None)
LINK = ("kpi", "KPI001", "risk", "4c", None)
VALUE = (date(2024, 4, 1), date(2024, 4, 30), "K", None, None, None, "z", None)


@pytest.mark.parametrize(
    ("kind", "right", "column", "wrong"),
    [
        ("kpis", KPI, "kpi_set", "other"),
        ("kpis", KPI, "unit", "percentage"),
        ("kpis", KPI, "direction", "up"),
        ("kpis", KPI, "aggregation", "mean"),
        ("kpis", KPI, "frequency", "week"),
        ("targets", TARGET, "tolerance_kind", "sigma"),
        ("targets", TARGET, "tolerance", -0.5),
        ("relief", RELIEF, "relief_to", date(2020, 2, 28)),
        ("kpi_values", VALUE, "symbol", "low"),
        ("kpi_values", VALUE, "period_end", date(2024, 3, 31)),
        ("rebases", REBASE, "reason", " "),
        ("areas", AREA, "area_kind", "neighbours_mean"),
        ("measures", MEASURE, "unit", "percentage"),
        ("measures", MEASURE, "direction", "range"),
        ("comparisons", ("K", "CLA-RATE", None), "measure", None),
        ("dfe_columns", FED, "basis", "week"),
        ("dfe_columns", FED, "year_ends", "5 April"),
        ("dfe_columns", FED, "condition", None),
        ("benchmarks", FIGURE, "area_kind", "county"),
        ("benchmarks", FIGURE, "basis", "week"),
        ("benchmarks", FIGURE, "symbol", ":"),
        ("benchmarks", FIGURE, "symbol", None),
        ("benchmarks", FIGURE, "value", 79.0),
        ("teams", ("North", "Assessment", None, date(2018, 4, 1), None), "priority", "Pace"),
        ("teams", ("North", "Assessment", None, date(2018, 4, 1), None), "valid_to", date(2018, 3, 31)),
        ("staffing", STAFF, "role", "nurse"),
        ("staffing", STAFF, "symbol", "low"),
        ("staffing", STAFF, "agency_fte", None),
        ("staffing", STAFF, "agency_fte", 0.5),
        ("staffing", STAFF, "vacancy_fte", 0.5),
        ("leaving_reasons", (date(2024, 4, 30), "North", "Retired", 1.0), "reason", " "),
        ("budget_lines", ("PLACEMENTS", "Placements", "Care", None, None), "priority", "Pace"),
        ("finance", SPENT, "forecast", None),
        ("finance", SPENT, "financial_year_end", date(2024, 3, 31)),
        ("savings", (*YEAR, "Fewer moves", None, 5.0, 1.0, None, None), "priority", "Pace"),
        ("deficit_funding", (*YEAR, "Reserves", 5.0, None, None), "source", " "),
        ("risk_bands", BAND, "part", "axis"),
        ("risk_bands", BAND, "band", "blue"),
        ("risk_bands", BAND, "band", None),
        ("risk_bands", BAND, "appetite", "near"),
        ("risks", RISK, "priority", "Pace"),
        ("risks", RISK, "closed_on", date(2024, 4, 29)),
        ("risk_scores", SCORED, "score", 16.0),
        ("risk_scores", SCORED, "likelihood", None),
        ("risk_scores", ("4c", DAY, None, None, 12.0, "Demand rose", None, None), "score", None),
        ("risk_scores", SCORED, "reason", " "),
        ("risk_actions", ACTION, "status", "late"),
        ("risk_actions", ACTION, "action", " "),
        ("priorities", ("People", "Permanent staff", None), "priority", "Pace"),
        ("priorities", ("People", "Permanent staff", None), "intent", " "),
        ("themes", ("People", "Plan", None, None), "theme", " "),
        ("outcomes", ("OUT1", "Stable", None, "People", None, 1.0), "priority", "Pace"),
        ("outcomes", ("OUT1", "Stable", None, "People", None, 1.0), "weight", 0.0),
        ("milestones", ("M1", "OUT1", "Recruit", None, DAY, 1.0), "weight", -1.0),
        ("milestone_updates", UPDATE, "status", "late"),
        ("milestone_updates", UPDATE, "percent", 101.0),
        ("milestone_updates", UPDATE, "percent", 100.0),
        ("milestone_updates", UPDATE, "status", "complete"),
        ("frameworks", FRAMEWORK, "latest_months", 12.0),
        ("frameworks", FRAMEWORK, "latest_months", None),
        ("frameworks", FRAMEWORK, "assumption", " "),
        ("inspections", INSPECTION, "inspection_kind", "visit"),
        ("inspections", INSPECTION, "inspection_kind", "audit"),
        ("inspections", INSPECTION, "judgement", "Fair"),
        ("judgements", ("ILACS-2022", "Overall", "Good", "Ofsted"), "judgement", "Fair"),
        ("findings", ("ILACS-2022", 1.0, "Life-story work", None), "text", " "),
        ("finding_actions", DONE, "status", "done"),
        ("finding_actions", DONE, "action", " "),
        ("boards", BOARD, "cadence", "often"),
        ("boards", BOARD, "public", "maybe"),
        ("boards", BOARD, "papers_days", -1.0),
        ("meetings", ("OPB", DAY, DAY, None), "papers_due_on", date(2024, 5, 1)),
        ("notes", NOTE, "item_kind", "page"),
        ("notes", NOTE, "note_kind", "remark"),
        ("notes", NOTE, "text", " "),
        ("links", LINK, "from_kind", "page"),
        ("links", LINK, "to_kind", "page"),
    ],
)
def test_the_database_refuses_a_value_that_no_return_may_hold(
    engine: Engine, kind: str, right: tuple, column: str, wrong: object
) -> None:
    accepted = told([right], kind)
    with pytest.raises(IntegrityError):
        submitted(engine, accepted.with_columns(pl.lit(wrong).alias(column)), kind=kind)
    assert reads.submissions(engine).is_empty()
    submitted(engine, accepted, kind=kind)
    assert reads.facts(engine, kind).select(SCHEMAS[kind].names()).equals(accepted.drop("line"))


def test_a_submission_says_a_key_once(engine: Engine) -> None:
    with pytest.raises(IntegrityError):
        submitted(engine, pl.concat([april(K=1.0), april(K=2.0)]))
    assert reads.facts(engine, "kpi_values").is_empty()


def test_a_submission_has_somebody_who_sent_it(engine: Engine) -> None:
    with pytest.raises(IntegrityError):
        submitted(engine, april(K=1.0), by=" ")
