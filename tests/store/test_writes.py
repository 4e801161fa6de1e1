"""The deeds: one transaction, one audit row, one version each; refused or failed deeds leave nothing."""

import math
from datetime import UTC, datetime, timedelta, timezone

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from sct_dash.core.frames import SCHEMAS
from sct_dash.store import reads, writes
from sct_dash.store.writes import Refused, Superseded
from tests.store.deeds import NOON, april, figures, hours, submitted, taken_back


def test_a_submission_is_in_the_picture_with_where_it_came_from(engine: Engine) -> None:
    number = submitted(engine, april(KPI1=81.2, KPI2=None), demonstration=True)
    told = reads.facts(engine, "kpi_values")
    assert figures(engine) == {"KPI1": 81.2, "KPI2": None}
    assert told["submission_id"].to_list() == [number, number]
    assert told["line"].to_list() == [2, 3]
    assert told["demonstration"].to_list() == [True, True]


def test_a_submission_keeps_its_file_its_hash_and_its_counts(engine: Engine) -> None:
    sent = bytes(range(256)) * 9
    number = submitted(
        engine,
        april(KPI1=1.0, KPI2=2.0, KPI3=3.0),
        file_name="Ebrill’s return.csv",
        file_bytes=sent,
        rows_hash="abc",
        counts={"new": 1, "changed": 2, "unchanged": 0},
    )
    assert reads.file_of(engine, number) == ("Ebrill’s return.csv", sent)
    told = reads.submissions(engine).row(0, named=True)
    assert told == {
        "id": number,
        "kind": "kpi_values",
        "file_name": "Ebrill’s return.csv",
        "rows_hash": "abc",
        "row_count": 3,
        "new_count": 1,
        "changed_count": 2,
        "unchanged_count": 0,
        "submitted_at": NOON,
        "submitted_by": "an officer",
        "demonstration": False,
        "taken_back_at": None,
        "taken_back_by": None,
        "taken_back_why": None,
    }


def test_every_deed_leaves_one_audit_row_and_raises_the_version_by_one(engine: Engine) -> None:
    number = submitted(engine, april(KPI1=1.0), at=hours(1))
    assert reads.data_version(engine) == 1
    taken_back(engine, number, at=hours(2))
    assert reads.data_version(engine) == 2
    trail = reads.audit(engine)
    assert trail.select("at", "by", "act", "submission_id", "kind", "says").rows() == [
        (hours(2), "a manager", "take back", number, "kpi_values", "Took back april.csv: wrong month"),
        (
            hours(1),
            "an officer",
            "submit",
            number,
            "kpi_values",
            "Submitted april.csv: 1 rows (1 new, 0 changed, 0 unchanged)",
        ),
    ]


def test_a_note_leaves_an_audit_row_and_changes_no_data(engine: Engine) -> None:
    writes.note(engine, at=NOON, by="an officer", act="check", kind="targets", says="3 findings in 40 rows")
    writes.note(engine, at=NOON, by="an officer", act="sign in", kind=None, says="Signed in")
    assert reads.data_version(engine) == 0
    assert reads.audit(engine, limit=1)["act"].to_list() == ["sign in"]
    assert reads.audit(engine)["submission_id"].to_list() == [None, None]


def test_a_version_that_has_moved_on_supersedes_the_submission(engine: Engine) -> None:
    submitted(engine, april(KPI1=1.0))
    with pytest.raises(Superseded):
        submitted(engine, april(KPI1=2.0), expected_version=0)
    assert figures(engine) == {"KPI1": 1.0}
    assert reads.data_version(engine) == reads.audit(engine).height == 1


def test_taking_back_brings_the_earlier_figure_back(engine: Engine) -> None:
    submitted(engine, april(KPI1=1.0, KPI2=7.0), at=hours(1))
    restated = submitted(engine, april(KPI1=2.0, KPI3=9.0), at=hours(2))
    assert figures(engine) == {"KPI1": 2.0, "KPI2": 7.0, "KPI3": 9.0}
    taken_back(engine, restated, at=hours(3))
    assert figures(engine) == {"KPI1": 1.0, "KPI2": 7.0}


def test_a_submission_under_another_one_may_be_taken_back_too(engine: Engine) -> None:
    first = submitted(engine, april(KPI1=1.0), at=hours(1))
    second = submitted(engine, april(KPI1=2.0), at=hours(2))
    taken_back(engine, first, at=hours(3))
    assert figures(engine) == {"KPI1": 2.0}
    taken_back(engine, second, at=hours(4))
    assert figures(engine) == {}


def test_a_submission_is_taken_back_once(engine: Engine) -> None:
    number = submitted(engine, april(KPI1=1.0))
    taken_back(engine, number)
    with pytest.raises(Refused, match=f"Submission {number} has already been taken back"):
        taken_back(engine, number)
    assert reads.data_version(engine) == reads.audit(engine).height == 2


def test_a_submission_that_is_not_there_is_not_taken_back(engine: Engine) -> None:
    with pytest.raises(Refused, match="There is no submission 404"):
        taken_back(engine, 404)


def test_taking_back_needs_a_reason(engine: Engine) -> None:
    number = submitted(engine, april(KPI1=1.0))
    with pytest.raises(Refused, match="Enter why"):
        writes.take_back(engine, submission=number, by="a manager", why=" \n", at=NOON)
    assert figures(engine) == {"KPI1": 1.0}


def test_submissions_are_in_the_order_of_their_instants_even_when_a_clock_is_slow(engine: Engine) -> None:
    first = submitted(engine, april(KPI1=1.0), at=hours(5))
    submitted(engine, april(KPI1=2.0), at=hours(1))
    taken_back(engine, first, at=hours(2))
    told = reads.submissions(engine).sort("id")
    assert told["submitted_at"].to_list() == [hours(5), hours(5)]
    assert told["taken_back_at"].to_list() == [hours(5), None]


def test_an_instant_is_kept_in_utc_to_the_microsecond(engine: Engine) -> None:
    summer = timezone(timedelta(hours=1))
    submitted(engine, april(KPI1=1.0), at=datetime(2024, 7, 1, 0, 30, 0, 123456, tzinfo=summer))
    assert reads.submissions(engine)["submitted_at"].to_list() == [datetime(2024, 6, 30, 23, 30, 0, 123456, tzinfo=UTC)]


def test_an_instant_without_a_time_zone_is_not_taken(engine: Engine) -> None:
    with pytest.raises(ValueError, match="time zone"):
        submitted(engine, april(KPI1=1.0), at=datetime(2024, 7, 1))  # noqa: DTZ001 - the point of the test
    assert reads.submissions(engine).is_empty()


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_not_one_is_not_kept(engine: Engine, number: float) -> None:
    with pytest.raises(ValueError, match="must be finite"):
        submitted(engine, april(KPI1=number))
    assert reads.submissions(engine).is_empty()


def test_a_failure_in_the_middle_leaves_nothing(engine: Engine) -> None:
    broken = april(KPI1=1.0, KPI2=2.0).with_columns(symbol=pl.Series([None, "?"]))
    with pytest.raises(DBAPIError):
        submitted(engine, broken)
    assert _rows_in_every_table(engine) == {"data_version": 1, "alembic_version": 1}
    assert reads.data_version(engine) == 0
    assert submitted(engine, april(KPI1=1.0)) > 0


def _rows_in_every_table(engine: Engine) -> dict[str, int]:
    tables = ["submission", "submitted_file", "take_back", "audit_event", "data_version", "alembic_version", *SCHEMAS]
    with engine.connect() as connection:
        counted = {table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables}
    return {table: number for table, number in counted.items() if number}


HOSTILE = [
    "",
    " ",
    "\\N",
    "\\.",
    "a\n\\.\nb",
    'say "no"',
    '"',
    "'; DROP TABLE kpis; --",
    "tab\there",
    "line\r\nbreak",
    "\\",
    "a,b;c|d",
    "NULL",
    "null",
    "Plentyn – £5 ’ 日本 🙂 é e\u0301",
    "%s %(a)s :a ?",
    "{}",
]


def test_text_comes_back_as_it_was_given_and_null_stays_null(engine: Engine) -> None:
    comments = [*HOSTILE, None]
    given = april(**{f"K{i:02}": None for i in range(len(comments))}).with_columns(comment=pl.Series(comments))
    submitted(engine, given)
    assert reads.facts(engine, "kpi_values")["comment"].to_list() == comments


TEXTS = st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, NUMBERS), min_size=1, max_size=9))
def test_any_text_and_any_number_come_back_exactly(engine: Engine, told: list[tuple]) -> None:
    comments, values = (list(column) for column in zip(*told, strict=True))
    given = april(**{f"K{i}": value for i, value in enumerate(values)})
    submitted(engine, given.with_columns(comment=pl.Series(comments, dtype=pl.String)))
    kept = reads.facts(engine, "kpi_values").head(len(told))
    assert kept["comment"].to_list() == comments
    assert kept["value"].to_list() == values
