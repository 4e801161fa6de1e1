"""What a plan of 2,000 milestones with two years of reports costs, beside one of the size that is shipped."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from os import environ
from pathlib import Path

from bench.staffing import statements
from sct_dash import door
from sct_dash.core import plan, priorities, risks, slippage
from sct_dash.core.frames import PRIORITIES
from sct_dash.core.status import kpi_status
from sct_dash.store import engine as engines
from sct_dash.store import reads

SHIPPED, LARGE, REPORTS = 70, 2_000, 24
ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
THEMES = b"theme,plan\nPractice,Improvement Plan"
ROOT = Path(__file__).resolve().parents[1]


def keeping(folder: Path, seconds: Callable[[Callable[[], object]], float]) -> None:
    """Print how much longer milestones, priorities and the export take with 2,000 milestones than with 70."""
    small, large = (_taken(folder, size, seconds) for size in (SHIPPED, LARGE))
    print(f"plan, {LARGE:,} milestones x {REPORTS} reports against {SHIPPED} ({LARGE / SHIPPED:.0f} x the rows):")
    for what, cost in large.items():
        print(f"  {what}: {cost / small[what]:.1f} x, {cost * 1000:.0f} ms")


def _taken(folder: Path, size: int, seconds: Callable[[Callable[[], object]], float]) -> dict[str, float]:
    """The seconds that each thing takes with a plan of so many milestones."""
    url = f"sqlite:///{folder}/plan{size}.sqlite"
    engine = engines.connected(url)
    engines.migrate(engine)
    made = {"outcomes": outcomes, "milestones": milestones, "milestone_updates": updates}
    files = {"themes": THEMES, **{kind: data(size) for kind, data in made.items()}}
    for kind, data in files.items():
        outcome = door.submit(engine, kind=kind, data=data, file=f"{kind}.csv", by="bench", at=AT, today=ON)
        if outcome.submission is None:
            raise RuntimeError(outcome.checked.findings)
    picture = reads.picture(engine)
    asked = statements(engine, lambda: reads.facts(engine, "milestone_updates"))
    if asked != 1:
        raise RuntimeError(f"the reports of {size} milestones were read with {asked} statements")
    status, register = kpi_status(picture, on=ON), risks.register(picture, on=ON)
    engine.dispose()
    command = [sys.executable, "-m", "sct_dash", "export", "milestones", "--format", "json"]
    environment = {**environ, "DATABASE_URL": url}
    return {
        "where every milestone stands": seconds(lambda: plan.milestones(picture, on=ON)),
        "what changed in a quarter": seconds(
            lambda: slippage.slipped(picture, picture, then_on=ON - timedelta(days=91), now_on=ON)
        ),
        "the six priorities": seconds(lambda: priorities.standing(picture, on=ON, status=status, register=register)),
        "export milestones": seconds(
            lambda: subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
        ),
    }


def outcomes(size: int) -> bytes:
    """An outcomes return with one for every four milestones."""
    lines = [f"O{i:04},Outcome {i},{PRIORITIES[i % 6]}" for i in range((size + 3) // 4)]
    return "\n".join(["outcome,title,priority", *lines]).encode()


def milestones(size: int) -> bytes:
    """A milestones return of so many, first due over three years."""
    lines = [f"M{i:05},O{i // 4:04},Step {i},{date(2024, 6, 30) + timedelta(days=i % 1_000)}" for i in range(size)]
    return "\n".join(["milestone,outcome,title,first_due_on", *lines]).encode()


def updates(size: int) -> bytes:
    """A milestone_updates return: REPORTS months of each, the date moved by three months every sixth."""
    lines = ["milestone,reported_on,percent,revised_due_on,status,reason"]
    for i in range(size):
        due = date(2024, 6, 30) + timedelta(days=i % 1_000)
        for month in range(REPORTS):
            on = date(2024 + (month + 11) // 12, (month + 11) % 12 + 1, 15)
            percent = min(100, month * (3 + i % 4))
            moved = due + timedelta(days=91 * (month // 6)) if month % 6 == 0 and month and percent < 100 else ""
            status = "complete" if percent == 100 else "in progress"
            lines.append(f"M{i:05},{on},{percent},{moved},{status},{'The supplier was slow' if moved else ''}")
    return "\n".join(lines).encode()
