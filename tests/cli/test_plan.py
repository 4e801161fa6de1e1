"""`export priorities` and `export milestones`, as a script calls them."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sct_dash.core import plan

ROOT = Path(__file__).resolve().parents[2]
SENT = {
    "priorities": "priority,intent\nPeople,Keep a permanent workforce\n",
    "themes": "theme,plan\nPeople,Improvement Plan 2021/24\n",
    "outcomes": "outcome,title,theme,priority,owner\nO1,Workers stay,People,People,Director\nO2,In time,,Practice,\n",
    "milestones": "milestone,outcome,title,first_due_on\nM1,O1,Campaign,31/03/2023\nM2,O1,=Panels,31/03/2030\n"
    "M3,O2,Rota,30/06/2024\n",
    "milestone_updates": "milestone,reported_on,percent,revised_due_on,status,reason\n"
    "M1,31/03/2023,50,30/09/2023,in progress,The supplier was slow\nM2,31/03/2023,20,,in progress,\n"
    "M3,31/05/2024,100,,complete,\n",
    "kpis": "kpi_code,name,unit,direction,frequency,priority\nKPI001,In time,percent,higher,month,Practice\n",
}
PRIORITY_COLUMNS = [
    "priority", "outcomes", "milestones", "complete", "on_track", "at_risk", "late", "progress", "kpis_green",
    "kpis_amber", "kpis_red", "kpis_no_data", "risks_red",
]  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """`run("export", ...)`: the finished process, on a database that holds a plan."""
    home = tmp_path_factory.mktemp("plan")
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{home / 'plan.sqlite'}"}

    def running(*arguments: object) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "sct_dash", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=120)

    for kind, text in SENT.items():
        path = home / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        done = running("submit", kind, path, "--by", "a tester")
        assert done.returncode == 0, (done.stdout + done.stderr).decode()
    return running


def rows(done: subprocess.CompletedProcess) -> list[dict]:
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_priorities_are_the_six_with_the_columns_that_were_agreed_first(run):
    found = rows(run("export", "priorities", "--format", "json"))
    assert list(found[0])[:13] == PRIORITY_COLUMNS
    people, practice, *others = found
    assert [people[name] for name in PRIORITY_COLUMNS[:8]] == ["People", 1, 2, 0, 1, 0, 1, 35.0]
    assert [practice[name] for name in PRIORITY_COLUMNS[:8]] == ["Practice", 1, 1, 1, 0, 0, 0, 100.0]
    assert practice["kpis_no_data"] == 1 and people["intent"] == "Keep a permanent workforce"
    assert len(others) == 4 and all(row["milestones"] == 0 and row["progress"] is None for row in others)


def test_priorities_as_at_a_day_before_anything_was_sent_are_six_of_nothing(run):
    found = rows(run("export", "priorities", "--as-at", "2020-01-01", "--format", "json"))
    assert len(found) == 6
    assert {row["milestones"] for row in found} == {0} and {row["progress"] for row in found} == {None}


def test_progress_that_is_not_known_is_an_empty_cell_and_not_nought(run):
    found = list(csv.DictReader(io.StringIO(run("export", "priorities").stdout.decode("utf-8-sig"))))
    assert found[0]["progress"] == "35.0" and found[5]["progress"] == ""


def test_milestones_are_told_with_both_dates_the_slippage_and_why(run):
    found = rows(run("export", "milestones", "--priority", "people", "--format", "json"))
    assert [row["milestone"] for row in found] == ["M1", "M2"] and tuple(found[0]) == plan.EXPORTED
    late = found[0]
    assert (late["first_due_on"], late["due_on"], late["brag"]) == ("2023-03-31", "2023-09-30", "late")
    assert late["slippage_days"] > 600 and late["moved_why"] == "The supplier was slow"
    assert late["sentence"].startswith("Late: first due 31 March 2023, then 30 September 2023, now ")
    assert late["sentence"].endswith("; 50% done. Why: The supplier was slow.")
    assert late["demonstration"] is False and late["submission_id"] > 0


def test_every_milestone_stands_without_a_priority_and_no_cell_is_run_by_a_spreadsheet(run):
    text = run("export", "milestones").stdout.decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text)))
    assert [row["milestone"] for row in found] == ["M1", "M2", "M3"]
    assert found[1]["title"] == "'=Panels"
    assert rows(run("export", "milestones", "--as-at", "2020-01-01", "--format", "json")) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("milestones", "--priority", "Cake"), "There is no priority 'Cake'."),
        (("milestones", "--as-at", "soon"), "'soon' is not a date like 2021-09-01"),
        (("priorities", "--as-at", "2199-01-01"), "--as-at lies in the future"),
    ],
)
def test_what_cannot_be_exported_is_refused_in_a_sentence(run, arguments, says):
    done = run("export", *arguments)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(says)
    assert "Traceback" not in done.stderr.decode()
