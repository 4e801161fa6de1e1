"""What the staffing of 40 teams over 120 months costs: one query, and one pass of polars, against a bare sum."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
from sqlalchemy import Engine, event

from sct_dash import door
from sct_dash.core import staffing
from sct_dash.core.frames import ROLES, SCHEMAS
from sct_dash.store import engine as engines
from sct_dash.store import reads

TEAMS, MONTHS = 40, 120
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def adding(folder: Path, seconds: Callable[[Callable[[], object]], float]) -> None:
    """Print the ratios, and how many statements the staffing of every team and month is read with."""
    engine = engines.connected(f"sqlite:///{folder}/staffing.sqlite")
    engines.migrate(engine)
    for kind, data in (("teams", teams()), ("staffing", months())):
        outcome = door.submit(
            engine, kind=kind, data=data, file=f"{kind}.csv", by="bench", at=AT, today=date(2026, 11, 22)
        )
        if outcome.submission is None:
            raise RuntimeError(outcome.checked.findings)
    asked = statements(engine, lambda: reads.facts(engine, "staffing"))
    picture = {kind: reads.facts(engine, kind) for kind in ("teams", "staffing")}
    held = picture["staffing"]
    numbers = [name for name, dtype in SCHEMAS["staffing"].items() if dtype == pl.Float64]
    bare = seconds(lambda: held.group_by("month_end", "team").agg(pl.col(numbers).sum()))
    size = f"{TEAMS} teams x {MONTHS} months x {len(ROLES)} roles"
    print(f"staffing, {size}: {held.height:,} rows, read with {asked} statement")
    for by in staffing.BY:
        ours = seconds(lambda by=by: staffing.months(picture, by=by))
        print(f"  by {by}: {ours / bare:.1f} x a bare sum of the same rows")


def statements(engine: Engine, deed: Callable[[], object]) -> int:
    """How many SELECTs the deed sends."""
    sent = []
    event.listen(engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    deed()
    return sum(text.lstrip().upper().startswith(("SELECT", "WITH")) for text in sent)


def teams() -> bytes:
    """A teams return of TEAMS teams in eight services."""
    lines = ["team,service,valid_from", *(f"Team {i:02},Service {i % 8},2016-01-01" for i in range(TEAMS))]
    return "\n".join(lines).encode()


def months() -> bytes:
    """A staffing return of MONTHS months of every team and role."""
    names = [name for name in SCHEMAS["staffing"] if name != "symbol"]
    lines = [",".join(names)]
    for month in range(MONTHS):
        end = f"{2016 + (month + 9) // 12}-{(month + 9) % 12 + 1:02}"
        lines += [f"{end},Team {i:02},{role},{_numbers(i, month)}" for i in range(TEAMS) for role in ROLES]
    return "\n".join(lines).encode()


def _numbers(team: int, month: int) -> str:
    in_post, agency = 5 + team % 4, 1 + month % 2
    return f"{in_post + 2},{in_post},{in_post},{agency},{agency},1,2,0.5,0.2,{in_post * 16},{in_post},4,{in_post * 20}"
