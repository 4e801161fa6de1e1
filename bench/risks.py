"""What a register of 500 risks with 60 assessments each costs, beside one of the size that is shipped."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from os import environ
from pathlib import Path

import polars as pl

from bench.staffing import statements
from sct_dash import door
from sct_dash.core import matrix, risks
from sct_dash.core.frames import PRIORITIES
from sct_dash.store import engine as engines
from sct_dash.store import reads

SHIPPED, LARGE = (18, 8), (500, 60)
"""Risks, and how many assessments each has."""
LEVELS = range(1, 5)
ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[1]


def keeping(folder: Path, seconds: Callable[[Callable[[], object]], float]) -> None:
    """Print how much longer the register, its matrix, what moved, a history and the export take when it is large."""
    small, large = (_taken(folder, *size, seconds) for size in (SHIPPED, LARGE))
    rows = LARGE[0] * LARGE[1] / (SHIPPED[0] * SHIPPED[1])
    print(
        f"risks, {LARGE[0]} with {LARGE[1]} scores each against {SHIPPED[0]} with {SHIPPED[1]} ({rows:.0f} x the rows):"
    )
    for what, cost in large.items():
        print(f"  {what}: {cost / small[what]:.1f} x, {cost * 1000:.0f} ms")


def _taken(folder: Path, size: int, times: int, seconds: Callable[[Callable[[], object]], float]) -> dict[str, float]:
    """The seconds that each thing takes with so many risks, each assessed so many times."""
    url = f"sqlite:///{folder}/risks{size}.sqlite"
    engine = engines.connected(url)
    engines.migrate(engine)
    made = {
        "risk_bands": bands(),
        "risks": listed(size),
        "risk_scores": scores(size, times),
        "risk_actions": deeds(size),
    }
    for kind, data in made.items():
        outcome = door.submit(engine, kind=kind, data=data, file=f"{kind}.csv", by="bench", at=AT, today=ON)
        if outcome.submission is None:
            raise RuntimeError(outcome.checked.findings)
    picture = {kind: reads.facts(engine, kind) for kind in made}
    asked = statements(engine, lambda: reads.facts(engine, "risk_scores"))
    if asked != 1:
        raise RuntimeError(f"the scores of {size} risks were read with {asked} statements")
    engine.dispose()
    since = ON - timedelta(days=91)
    command = [sys.executable, "-m", "sct_dash", "export", "risks", "--since", since.isoformat()]
    environment = {**environ, "DATABASE_URL": url}
    return {
        "register": seconds(lambda: risks.register(picture, on=ON)),
        "register since a day, and the matrix": seconds(lambda: _drawn(picture, since)),
        "what moved in a quarter": seconds(lambda: risks.moved(picture, picture, then_on=since, now_on=ON)),
        "the history of one": seconds(lambda: risks.history(picture, "R0", on=ON)),
        "export risks": seconds(
            lambda: subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
        ),
    }


def _drawn(picture: dict[str, pl.DataFrame], since: date) -> pl.DataFrame:
    return matrix.cells(risks.register(picture, on=ON, since=since), matrix.in_force(picture, ON))


def bands() -> bytes:
    """A risk_bands return of a 4 x 4 matrix."""
    lines = ["valid_from,part,level,words,band"]
    lines += [f"2015-04-01,{part},{level},Level {level}," for part in ("likelihood", "impact") for level in LEVELS]
    products = sorted({one * other for one in LEVELS for other in LEVELS})
    lines += [
        f"2015-04-01,score,{score},,{'red' if score >= 12 else 'amber' if score >= 6 else 'green'}"
        for score in products
    ]
    return "\n".join(lines).encode()


def listed(size: int) -> bytes:
    """A risks return of so many."""
    lines = ["reference,title,owner,priority,target_score,target_on,opened_on"]
    lines += [f"R{i},Risk {i},Director {i % 9},{PRIORITIES[i % 6]},1,2027-03-31,2018-04-01" for i in range(size)]
    return "\n".join(lines).encode()


def scores(size: int, times: int) -> bytes:
    """A risk_scores return of so many assessments of each, a month apart up to a month ago."""
    lines = ["reference,assessed_on,likelihood,impact,reason,controls,next_review_on"]
    days = [ON - timedelta(days=30 * back) for back in range(times, 0, -1)]
    lines += [
        f"R{i},{day},{1 + (i + at) % 4},{1 + i % 4},Assessment {at} of it,Panel,{day + timedelta(days=90)}"
        for i in range(size)
        for at, day in enumerate(days)
    ]
    return "\n".join(lines).encode()


def deeds(size: int) -> bytes:
    """A risk_actions return of three a risk, every third complete."""
    lines = ["reference,action,owner,due_on,status"]
    lines += [
        f"R{i},Action {at},Head {at},{ON + timedelta(days=40 * at - 60)},{'complete' if at == 2 else 'in progress'}"
        for i in range(size)
        for at in range(3)
    ]
    return "\n".join(lines).encode()
