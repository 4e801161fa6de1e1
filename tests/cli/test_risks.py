"""`export risks`, as a script calls it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTS = {1: "green", 2: "green", 3: "green", 4: "green", 6: "amber", 8: "amber", 9: "amber", 12: "red", 16: "red"}
BANDS = "\n".join(
    [
        "valid_from,part,level,words,band",
        *(f"2018-04-01,{part},{level},Level {level}," for part in ("likelihood", "impact") for level in range(1, 5)),
        *(f"2018-04-01,score,{level},,{band}" for level, band in PRODUCTS.items()),
    ]
)
RISKS = (
    "reference,title,owner,priority,target_score,target_on,opened_on,closed_on,reason\n"
    "10,Buildings,Head of Property,,4,2025-03-31,2019-04-01,2026-06-30,Sold\n"
    "4c,Demand,=Director,Prevention,8,2030-03-31,2019-04-01,,\n"
    "4,Children's social care,Director of Operations,Practice,8,2026-12-31,2018-04-01,,\n"
    "7,Money,,People,,,2026-10-01,,\n"
)
SCORES = (
    "reference,assessed_on,likelihood,impact,score,reason,next_review_on\n"
    "4,2021-06-01,,,12,Before Covid,\n4,2021-09-01,,,16,Covid,\n4,2021-11-25,3,4,,Staffing,2022-02-25\n"
    "4c,2026-01-10,2,4,,Rising,2030-01-01\n4c,2026-09-10,2,4,,No change,2030-01-01\n"
    "10,2020-01-10,1,4,,Empty rooms,2020-06-01\n"
)
ACTIONS = "reference,action,owner,due_on,status\n4,Recruit,Head of Workforce,2026-03-31,in progress\n"
COLUMNS = [
    "reference", "title", "owner", "priority", "likelihood", "impact", "score", "band", "previous_score", "movement",
    "target_score", "target_on", "last_assessed_on", "next_review_on", "overdue",
]  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """`run("export", ...)`: the finished process, on a database that holds a register of four risks."""
    home = tmp_path_factory.mktemp("risks")
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{home / 'risks.sqlite'}"}

    def running(*arguments: object) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "sct_dash", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=120)

    for kind, text in (("risk_bands", BANDS), ("risks", RISKS), ("risk_scores", SCORES), ("risk_actions", ACTIONS)):
        path = home / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        done = running("submit", kind, path, "--by", "a tester")
        assert done.returncode == 0, (done.stdout + done.stderr).decode()
    return running


def rows(done: subprocess.CompletedProcess) -> list[dict]:
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_the_register_is_a_row_an_open_risk_red_first(run):
    found = rows(run("export", "risks", "--format", "json"))
    assert list(found[0])[: len(COLUMNS)] == COLUMNS
    assert [(row["reference"], row["score"], row["band"], row["movement"], row["overdue"]) for row in found] == [
        ("4", 12.0, "red", "down", True),
        ("4c", 8.0, "amber", "same", False),
        ("7", None, None, "new", None),
    ]
    first = found[0]
    assert (first["likelihood"], first["impact"], first["previous_score"]) == (3.0, 4.0, 16.0)
    assert (first["last_assessed_on"], first["next_review_on"]) == ("2021-11-25", "2022-02-25")
    assert (first["target_at_risk"], first["actions_overdue"], first["demonstration"]) == (True, 1, False)


def test_since_a_day_says_what_moved_since_and_shows_what_was_closed(run):
    found = rows(run("export", "risks", "--since", "2026-06-01", "--format", "json"))
    assert [(row["reference"], row["previous_score"], row["movement"]) for row in found] == [
        ("4", 12.0, "same"),
        ("4c", 8.0, "same"),
        ("7", None, "new"),
        ("10", 4.0, "closed"),
    ]
    covid = rows(run("export", "risks", "--since", "2021-08-31", "--format", "json"))
    assert next(row for row in covid if row["reference"] == "4c")["movement"] == "new"


def test_csv_has_the_same_rows_and_no_cell_that_a_spreadsheet_would_run(run):
    found = list(csv.DictReader(io.StringIO(run("export", "risks").stdout.decode("utf-8-sig"))))
    assert [row["reference"] for row in found] == ["4", "4c", "7"]
    assert found[1]["owner"] == "'=Director"
    assert found[0]["overdue"] == "true"


def test_a_priority_keeps_its_own_and_a_day_before_anything_was_sent_has_headings_alone(run):
    assert [row["reference"] for row in rows(run("export", "risks", "--priority", "practice", "--format", "json"))] == [
        "4"
    ]
    done = run("export", "risks", "--as-at", "2020-01-01")
    assert done.stdout.decode("utf-8-sig").splitlines()[0].startswith("reference,title,owner")
    assert len(done.stdout.decode("utf-8-sig").splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--as-at", "soon"), "'soon' is not a date like 2021-09-01"),
        (("--as-at", "2199-01-01"), "--as-at lies in the future"),
        (("--since", "soon"), "'soon' is not a date like 2021-09-01"),
        (("--since", "2199-01-01"), "--since lies after the day that is shown"),
        (("--since", "2021-09-02", "--as-at", "2021-09-01"), "--since lies after the day that is shown"),
        (("--priority", "Cake"), "There is no priority 'Cake'."),
    ],
)
def test_what_cannot_be_exported_is_refused_in_a_sentence(run, arguments, says):
    done = run("export", "risks", *arguments)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(says)
    assert "Traceback" not in done.stderr.decode()
