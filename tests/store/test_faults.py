"""Two writers at once, and a writer killed before its commit: nothing lost, nothing half there."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl

from sct_dash.store import reads
from sct_dash.store.engine import connected
from tests.store.deeds import april, figures, submitted

WRITER = Path(__file__).with_name("writer.py")
ROOT = Path(__file__).parents[2]
TIMES = 25


def _writer(*arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, str(WRITER), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(ROOT)},
    )


def test_two_processes_submit_at_once_and_nothing_is_lost(databases: Callable[[], str]) -> None:
    url = databases()
    writers = [_writer("submit", url, who, str(TIMES)) for who in ("ANN", "BEN")]
    assert [writer.stdout.readline() for writer in writers] == ["ready\n"] * 2
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0, 0]
    engine = connected(url)
    told = reads.submissions(engine).sort("id")
    assert sorted(told["submitted_by"]) == ["ANN"] * TIMES + ["BEN"] * TIMES
    assert told["file_name"].to_list() == [str(version) for version in range(2 * TIMES)]  # none on a stale version
    assert told["submitted_at"].is_sorted()
    assert reads.data_version(engine) == reads.audit(engine).height == 2 * TIMES
    for who in ("ANN", "BEN"):
        said = reads.history(engine, "kpi_values", {"kpi_code": who}).sort("submission_id")
        assert said["value"].to_list() == [float(turn) for turn in range(TIMES)]
    last = reads.history(engine, "kpi_values", {"kpi_code": "SHARED"}).sort("submission_id").row(-1, named=True)
    assert figures(engine)["SHARED"] == last["value"]
    assert last["submission_id"] == told["id"].max()
    engine.dispose()


def test_a_writer_killed_before_its_commit_leaves_nothing_and_blocks_nobody(databases: Callable[[], str]) -> None:
    url = databases()
    engine = connected(url)
    first = submitted(engine, april(KPI1=1.0))
    writer = _writer("hang", url)
    assert writer.stdout.readline() == "written\n"
    assert figures(engine) == {"KPI1": 1.0}
    writer.kill()
    writer.communicate()
    assert figures(engine) == {"KPI1": 1.0}
    assert reads.submissions(engine)["id"].to_list() == [first]
    assert reads.data_version(engine) == reads.audit(engine).height == 1
    second = submitted(engine, april(KPI1=2.0))
    assert second > first
    assert figures(engine) == {"KPI1": 2.0}
    assert reads.history(engine, "kpi_values", {"kpi_code": "KPI1"}).filter(pl.col("value") == 666.0).is_empty()
    engine.dispose()
