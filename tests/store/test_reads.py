"""The pictures: as they stand, as they stood, where each row came from, and found by seeks on both engines."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, event, text

from sct_dash.core.frames import ORIGIN, SCHEMAS
from sct_dash.store import reads
from sct_dash.store.current import current
from sct_dash.store.engine import connected, reading, writing
from sct_dash.store.rows import added
from sct_dash.store.tables import FACTS
from tests.store.deeds import april, figures, hours, rows, submitted, taken_back


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_picture_without_facts_has_its_columns_all_the_same(engine: Engine, kind: str) -> None:
    told = reads.facts(engine, kind)
    assert told.is_empty()
    assert told.schema == pl.Schema({**SCHEMAS[kind], **ORIGIN})
    assert reads.picture(engine)[kind].equals(told)


def test_the_picture_as_at_an_instant_counts_what_was_submitted_by_then(engine: Engine) -> None:
    submitted(engine, april(KPI1=1.0), at=hours(1))
    submitted(engine, april(KPI1=2.0, KPI2=5.0), at=hours(2))
    assert figures(engine, hours(0)) == {}
    assert figures(engine, hours(1)) == figures(engine, hours(1.9)) == {"KPI1": 1.0}
    assert figures(engine, hours(2)) == figures(engine) == {"KPI1": 2.0, "KPI2": 5.0}


def test_the_picture_as_at_before_a_take_back_still_shows_what_was_taken_back(engine: Engine) -> None:
    submitted(engine, april(KPI1=1.0), at=hours(1))
    wrong = submitted(engine, april(KPI1=9.0), at=hours(2))
    taken_back(engine, wrong, at=hours(3))
    assert figures(engine, hours(2.9)) == {"KPI1": 9.0}
    assert figures(engine, hours(3)) == figures(engine) == {"KPI1": 1.0}


def test_the_same_picture_is_told_for_an_instant_in_any_time_zone(engine: Engine) -> None:
    submitted(engine, april(KPI1=1.0), at=datetime.fromisoformat("2024-06-30T23:30:00+00:00"))
    assert figures(engine, datetime.fromisoformat("2024-07-01T00:30:00+01:00")) == {"KPI1": 1.0}
    assert figures(engine, datetime.fromisoformat("2024-07-01T00:29:59+01:00")) == {}


def test_the_facts_of_one_key_are_those_of_the_whole_picture(engine: Engine) -> None:
    submitted(engine, _months("KPI1", "KPI2", "KPI3"), at=hours(1))
    submitted(engine, april(KPI2=9.0), at=hours(2))
    whole = reads.facts(engine, "kpi_values")
    for key in (
        {"kpi_code": "KPI2"},
        {"period": date(2024, 4, 1)},
        {"kpi_code": "KPI3", "period": date(2024, 2, 1), "period_end": date(2024, 2, 29)},
        {"kpi_code": "none such"},
    ):
        wanted = whole.filter(**key)
        assert reads.facts(engine, "kpi_values", key=key).equals(wanted), key
        assert wanted.is_empty() == ("none such" in key.values())


def test_a_column_outside_the_key_does_not_find_facts(engine: Engine) -> None:
    with pytest.raises(KeyError, match="value"):
        reads.facts(engine, "kpi_values", key={"value": 1.0})
    with pytest.raises(KeyError, match="value"):
        reads.history(engine, "kpi_values", {"value": 1.0})


def test_the_history_of_a_key_holds_every_row_ever_submitted_the_newest_first(engine: Engine) -> None:
    first = submitted(engine, april(KPI1=1.0, KPI2=5.0), at=hours(1), file_name="one.csv")
    second = submitted(engine, april(KPI1=2.0), at=hours(2), file_name="two.csv")
    taken_back(engine, second, at=hours(3))
    told = reads.history(engine, "kpi_values", {"kpi_code": "KPI1", "period": date(2024, 4, 1)})
    columns = ("value", "submission_id", "file_name", "submitted_at", "taken_back_at", "taken_back_why")
    assert told.select(columns).rows() == [
        (2.0, second, "two.csv", hours(2), hours(3), "wrong month"),
        (1.0, first, "one.csv", hours(1), None, None),
    ]


def test_a_snapshot_tells_the_version_its_pictures_are_of(engine: Engine) -> None:
    submitted(engine, april(KPI1=1.0), at=hours(1))
    submitted(engine, rows([("KPI1", date(2018, 4, 1), None, 88.0, None, 3.0, "points")], "targets"), kind="targets")
    version, told = reads.snapshot(engine)
    assert version == reads.data_version(engine) == 2
    assert {kind for kind in told if not told[kind].is_empty()} == {"targets", "kpi_values"}
    assert set(told) == set(SCHEMAS)
    assert reads.snapshot(engine, hours(0))[1]["kpi_values"].is_empty()


def test_a_snapshot_is_that_of_now_after_every_deed_whoever_did_it(engine: Engine) -> None:
    other = connected(
        engine.url.render_as_string(hide_password=False)
    )  # another process, that reads and writes beside this one
    first = submitted(engine, april(KPI1=1.0))
    for reader in (engine, other):
        assert reads.snapshot(reader)[1]["kpi_values"]["value"].to_list() == [1.0]
    second = submitted(other, april(KPI1=2.0, KPI2=5.0))
    assert reads.snapshot(engine)[1]["kpi_values"]["value"].to_list() == [2.0, 5.0]
    taken_back(other, second)
    assert reads.snapshot(engine)[1]["kpi_values"]["value"].to_list() == [1.0]
    taken_back(engine, first)
    for reader in (engine, other):
        told = reads.snapshot(reader)[1]
        assert all(told[kind].equals(reads.facts(engine, kind)) for kind in SCHEMAS)
        assert told["kpi_values"].is_empty()
    other.dispose()


def test_a_snapshot_reads_again_only_the_tables_that_may_differ(engine: Engine) -> None:
    submitted(engine, april(KPI1=1.0))
    before = reads.snapshot(engine)[1]
    submitted(engine, rows([("KPI1", date(2018, 4, 1), None, 88.0, None, 3.0, "points")], "targets"), kind="targets")
    after = reads.snapshot(engine)[1]
    assert {kind for kind in SCHEMAS if after[kind] is not before[kind]} == {"targets"}


@pytest.mark.parametrize("months", [1, 24])
def test_the_staffing_of_any_number_of_teams_and_months_is_read_with_one_statement(engine: Engine, months: int) -> None:
    nothing = dict.fromkeys(SCHEMAS["staffing"], 0.0) | {"symbol": None}
    told = [
        tuple(
            (
                nothing | {"month_end": date(2024 + m // 12, m % 12 + 1, 28), "team": f"T{team}", "role": "senior"}
            ).values()
        )
        for m in range(months)
        for team in range(5)
    ]
    submitted(engine, rows(told, "staffing"), kind="staffing")
    sent = []
    event.listen(engine, "before_cursor_execute", lambda *asked: sent.append(asked[2]))
    assert reads.facts(engine, "staffing").height == 5 * months
    assert len([statement for statement in sent if "staffing" in statement]) == 1


def test_a_hash_finds_the_latest_submission_in_force_of_its_kind(engine: Engine) -> None:
    first = submitted(engine, april(KPI1=1.0), rows_hash="same")
    second = submitted(engine, april(KPI1=1.0), rows_hash="same")
    assert reads.submission_with_hash(engine, "kpi_values", "same") == second
    assert reads.submission_with_hash(engine, "targets", "same") is None
    assert reads.submission_with_hash(engine, "kpi_values", "other") is None
    taken_back(engine, second)
    assert reads.submission_with_hash(engine, "kpi_values", "same") == first
    taken_back(engine, first)
    assert reads.submission_with_hash(engine, "kpi_values", "same") is None


def test_a_file_of_no_submission_is_not_found(engine: Engine) -> None:
    with pytest.raises(LookupError, match="There is no submission 404"):
        reads.file_of(engine, 404)


def _months(*codes: str) -> pl.DataFrame:
    starts = pl.date_range(date(2018, 4, 1), date(2024, 4, 1), "1mo", eager=True)
    periods = [(start, end) for start, end in zip(starts, starts.dt.month_end(), strict=True)]
    return rows([(start, end, code, 8.0, 10.0, None, None, None) for code in codes for start, end in periods])


# A deed: None takes back the submission of that turn (when there is one to take back), values submit.
SUBMITTING = st.dictionaries(st.sampled_from("ABC"), st.integers(0, 9).map(float), min_size=1)
DEEDS = st.lists(st.tuples(st.integers(0, 3), SUBMITTING | st.integers(0, 5)), max_size=9)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_as_at_agrees_with_a_plain_account_of_what_was_said_when(databases: Callable[[], str], deeds: list) -> None:
    engine, now = connected(databases()), 0
    account, shown = [], {}
    for waited, deed in deeds:
        now += waited
        if isinstance(deed, dict):
            account.append([submitted(engine, april(**deed), at=hours(now)), deed, None])
        elif deed < len(account) and account[deed][2] is None:
            taken_back(engine, account[deed][0], at=hours(now))
            account[deed][2] = now
        shown[now] = _accounted(account)
        assert figures(engine) == shown[now]
    for instant, told in shown.items():
        assert figures(engine, hours(instant)) == figures(engine, hours(instant + 0.5)) == told
    engine.dispose()


def _accounted(account: list) -> dict[str, float]:
    told = {}
    for _, values, taken_back_at in account:
        told |= values if taken_back_at is None else {}
    return told


@pytest.mark.parametrize("key", [None, {"kpi_code": "K05"}], ids=["the whole picture", "one KPI"])
@pytest.mark.parametrize("as_at", [None, datetime(2024, 1, 1, tzinfo=UTC)], ids=["now", "as at"])
def test_the_picture_is_found_by_seeks_never_by_reading_the_whole_table(
    engine: Engine, as_at: datetime | None, key: dict | None
) -> None:
    _many(engine)
    select = current(FACTS["kpi_values"], as_at, key).compile(engine, compile_kwargs={"literal_binds": True})
    with reading(engine) as connection:
        plan = _plan(connection, str(select))
    seeks = [step for step in plan if "ix_kpi_values_key" in step]
    assert len(seeks) == 3, plan  # the first key, the leap to the next, the newest submission in force
    if engine.dialect.name == "sqlite":
        assert sum(step.startswith("SEARCH") for step in seeks) == (2 if key is None else 3), plan
        tables = ("row", "candidate", "following", "higher", "submission", "take_back")
        assert not [step for step in plan for name in tables if step.startswith(f"SCAN {name}")], plan
        leap = "(period,period_end,submission_id)>(" if key else "(kpi_code,period,period_end,submission_id)>("
        assert [step for step in seeks if leap in step], plan
    else:
        assert not [step for step in plan if "Seq Scan on kpi_values" in step], plan
        assert not [step for step in plan if "Sort" in step or "Bitmap" in step], plan
        assert [step for step in plan if "Index Cond: (ROW(" in step or "AND (ROW(" in step], plan


def _plan(connection: Connection, select: str) -> list[str]:
    if connection.dialect.name == "sqlite":
        return [step.detail for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {select}")]
    return [step[0].strip() for step in connection.exec_driver_sql(f"EXPLAIN {select}")]


def _many(engine: Engine) -> None:
    """A long history: 730 keys said by each of 60 submissions."""
    months = _months(*(f"K{i:02}" for i in range(10)))
    table = FACTS["kpi_values"].__table__
    for number in range(60):
        submission = submitted(engine, april(OTHER=float(number)), at=hours(number))
        with writing(engine) as connection:
            added(connection, table, months.select(pl.lit(submission).alias("submission_id"), pl.all()))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
