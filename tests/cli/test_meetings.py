"""`export meetings` and `export notes`, as a script calls them."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BOARDS = (
    "board,cadence,receives,public,papers_days\nPartnership Board,monthly,kpis; risks,no,7\n"
    "Scrutiny Board,as called,kpis,yes,\n"
)
MEETINGS = "board,meets_on\nPartnership Board,2026-10-22\nScrutiny Board,2026-09-08\n"
NOTES = (
    "board,meets_on,item_kind,item_code,note_kind,text,owner,due_on\n"
    "Partnership Board,22/10/2026,,,question,When is the next inspection?,,\n"
    "Partnership Board,22/10/2026,staffing,,action,=Bring the reasons,Head of People,05/11/2026\n"
    "Scrutiny Board,08/09/2026,priority,People,question,Why do staff leave?,,\n"
)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """`run("export", ...)`: the finished process, on a database that holds two boards and three notes."""
    home = tmp_path_factory.mktemp("meetings")
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{home / 'meetings.sqlite'}"}

    def running(*arguments: object) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "sct_dash", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=120)

    for kind, text in (("boards", BOARDS), ("meetings", MEETINGS), ("notes", NOTES)):
        path = home / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        done = running("submit", kind, path, "--by", "a tester")
        assert done.returncode == 0, (done.stdout + done.stderr).decode()
    return running


def rows(done: subprocess.CompletedProcess) -> list[dict]:
    assert done.returncode == 0, done.stderr.decode()
    return list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8-sig"))))


def test_the_calendar_has_the_expected_meetings_marked(run):
    told = rows(run("export", "meetings", "--months", "2"))
    assert {row["board"] for row in told} == {"Partnership Board"}  # the other meets as called
    assert {row["set"] for row in told} == {"false"}
    assert {row["says"] for row in told} == {"Expected, from a monthly cadence; no date is set."}
    meets_on, papers = (date.fromisoformat(told[0][name]) for name in ("meets_on", "papers_due_on"))
    assert (meets_on - papers).days == 7


def test_notes_go_out_with_what_they_are_about_and_nothing_that_a_spreadsheet_would_run(run):
    told = rows(run("export", "notes"))
    assert [(row["meets_on"], row["about"], row["text"]) for row in told] == [
        ("2026-10-22", "The meeting as a whole", "When is the next inspection?"),
        ("2026-10-22", "Staffing", "'=Bring the reasons"),
        ("2026-09-08", "People", "Why do staff leave?"),
    ]


def test_notes_are_of_one_board_in_whatever_case_and_of_one_meeting(run):
    assert [row["board"] for row in rows(run("export", "notes", "--board", "scrutiny board"))] == ["Scrutiny Board"]
    assert rows(run("export", "notes", "--board", "Scrutiny Board", "--meets-on", "2026-10-22")) == []
    done = run("export", "notes", "--meets-on", "2026-10-22", "--format", "json")
    assert [row["due_on"] for row in json.loads(done.stdout)] == [None, "2026-11-05"]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("notes", "--board", "Parish"), "The boards are Partnership Board; Scrutiny Board."),
        (("notes", "--meets-on", "soon"), "--meets-on must be a day like 2026-11-26"),
        (("meetings", "--months", "0"), "a whole number of months from 1 to 60"),
        (("meetings", "--as-at", "2199-01-01"), "--as-at lies in the future"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(run, asked: tuple[str, ...], says: str):
    done = run("export", *asked)
    assert done.returncode == 2
    assert says in done.stderr.decode()


def test_before_anything_was_sent_there_was_no_board(run):
    assert rows(run("export", "meetings", "--as-at", "2020-01-01")) == []
    done = run("export", "meetings", "--as-at", "2020-01-01", "--board", "Scrutiny Board")
    assert done.returncode == 2
    assert "No board is held." in done.stderr.decode()
