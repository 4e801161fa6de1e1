"""Short ways to do a deed in a test: rows of KPI values, and a return of them submitted by somebody at an instant."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
from sqlalchemy import Engine

from sct_dash.core.frames import SCHEMAS
from sct_dash.store import reads, writes

NOON = datetime(2024, 5, 15, 12, tzinfo=UTC)


def hours(number: float) -> datetime:
    """The instant so many hours after noon on 15 May 2024."""
    return NOON + timedelta(hours=number)


def april(**values: float | None) -> pl.DataFrame:
    """Rows of kpi_values for April 2024, one a KPI: april(KPI1=3.5)."""
    return rows(
        [(date(2024, 4, 1), date(2024, 4, 30), code, None, None, value, None, None) for code, value in values.items()]
    )


def rows(told: list[tuple], kind: str = "kpi_values") -> pl.DataFrame:
    """Rows of a kind from tuples in the order of its columns, with the lines a file would give them."""
    return pl.DataFrame(told, SCHEMAS[kind], orient="row").with_columns(line=pl.int_range(pl.len(), dtype=pl.Int64) + 2)


def submitted(engine: Engine, rows: pl.DataFrame, *, at: datetime = NOON, kind: str = "kpi_values", **given) -> int:
    """The number of a submission of `rows`, worked out on the data version of this moment."""
    details = {
        "file_name": "april.csv",
        "file_bytes": b"period,kpi_code,value\n",
        "rows_hash": "a hash",
        "counts": {"new": rows.height, "changed": 0, "unchanged": 0},
        "by": "an officer",
        "demonstration": False,
        "expected_version": reads.data_version(engine),
    }
    return writes.submit(engine, kind=kind, rows=rows, at=at, **(details | given))


def taken_back(engine: Engine, submission: int, *, at: datetime = NOON) -> None:
    """Take a submission back with a reason."""
    writes.take_back(engine, submission=submission, by="a manager", why="wrong month", at=at)


def figures(engine: Engine, as_at: datetime | None = None) -> dict[str, float | None]:
    """The value of each KPI in the picture, by code."""
    told = reads.facts(engine, "kpi_values", as_at=as_at)
    return dict(zip(told["kpi_code"], told["value"], strict=True))
