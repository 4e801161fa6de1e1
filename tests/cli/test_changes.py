"""`export changes`, and what `check` and `submit` say will follow, as their users script against them."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = ["what", "kpi", "name", "priority", "period", "was", "becomes", "submission_id", "says"]
SOURCE = {"submitted_at", "submitted_by", "file_name", "demonstration"}
KPIS = "kpi_code,name,unit,direction,frequency,priority\nKPI001,{},percent,higher,month,Practice\n"
TARGETS = "kpi_code,valid_from,target,tolerance\nKPI001,2020-04-01,80,5\n"
TODAY = datetime.now(UTC).date()
STEADY = [82, 86] * 9


def values(*numerators):
    """A return of as many months up to the last one, with these numerators of 100."""
    last = TODAY.year * 12 + TODAY.month - 2
    months = [f"{count // 12}-{count % 12 + 1:02}" for count in range(last - len(numerators) + 1, last + 1)]
    rows = zip(months, numerators, strict=True)
    return "period,kpi_code,numerator,denominator\n" + "".join(f"{m},KPI001,{n},100\n" for m, n in rows)


@pytest.fixture
def run(tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'cli.sqlite'}"}

    def running(*arguments: object) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "sct_dash", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)

    return running


@pytest.fixture
def send(run, tmp_path):
    """`send("kpi_values", text)` submits the text as a file; `send(..., deed="check")` checks it."""

    def sending(kind: str, text: str, *more: str, deed: str = "submit") -> subprocess.CompletedProcess:
        file = tmp_path / f"{kind}.csv"
        file.write_text(text, encoding="utf-8")
        by = ("--by", "a tester") if deed == "submit" else ()
        done = run(deed, kind, file, *by, *more)
        assert done.returncode == 0, done.stderr + done.stdout
        return done

    return sending


@pytest.fixture
def filled(send):
    send("kpis", KPIS.format("Visits in time"))
    send("targets", TARGETS)
    send("kpi_values", values(*STEADY))


def instant(run) -> str:
    """The instant of the latest submission."""
    return json.loads(run("submissions", "--json").stdout.splitlines()[0])["submitted_at"]


def differing(run, *arguments):
    done = run("export", "changes", "--format", "json", *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_restatement_since_an_instant_names_figures_and_submission(run, send, filled):
    before = instant(run)
    send("kpi_values", values(83))
    (row,) = differing(run, "--from", before)
    assert list(row)[: len(COLUMNS)] == COLUMNS and set(row) >= SOURCE
    assert (row["what"], row["was"], row["becomes"], row["submission_id"]) == ("restated", "86.0%", "83.0%", 4)
    assert row["says"].startswith("KPI001 Visits in time, ") and row["says"].endswith("83.0% by submission 4")
    assert (row["submitted_by"], row["file_name"]) == ("a tester", "kpi_values.csv")
    assert datetime.fromisoformat(row["submitted_at"]) > datetime.fromisoformat(before)
    assert differing(run, "--from", before, "--to", before) == []


def test_the_csv_has_the_columns_and_runs_nothing_in_a_spreadsheet(run, send, filled):
    before = instant(run)
    send("kpis", KPIS.format("=1+1"))
    text = run("export", "changes", "--from", before).stdout
    (row,) = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    assert list(row)[: len(COLUMNS)] == COLUMNS
    assert (row["what"], row["name"], row["was"]) == ("kpi", "'=1+1", "name Visits in time")


def test_a_day_is_its_end_and_now_is_the_end_of_today(run, filled):
    rows = differing(run, "--from", TODAY - timedelta(days=1))
    assert [(row["what"], row["kpi"]) for row in rows] == [("kpi", "KPI001")]
    assert differing(run, "--from", TODAY) == []
    assert differing(run, "--from", TODAY - timedelta(days=9), "--to", TODAY - timedelta(days=1)) == []


def test_a_priority_leaves_the_others_out(run, filled):
    yesterday = TODAY - timedelta(days=1)
    assert len(differing(run, "--from", yesterday, "--priority", "practice")) == 1
    assert differing(run, "--from", yesterday, "--priority", "People") == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--from", "01/09/2021"), "not a date like"),
        (("--from", ""), "not a date like"),
        (("--from", "2021-09-01", "--to", "soon"), "not a date like"),
        (("--from", "2021-09-02", "--to", "2021-09-01"), "--from lies after --to"),
        (("--from", "2150-01-01"), "future"),
        (("--from", "2021-09-01", "--to", "2150-01-01"), "future"),
        (("--from", "2021-09-01", "--priority", "Luck"), "no priority"),
        ((), "--from"),
    ],
)
def test_what_cannot_be_compared_is_a_sentence_and_status_2(run, arguments, says):
    done = run("export", "changes", *arguments)
    assert done.returncode == 2
    assert says in done.stderr and "Traceback" not in done.stderr


def test_check_says_what_would_follow_before_anything_is_stored(run, send, filled):
    worse = values(40)
    told = send("kpi_values", worse, deed="check").stdout
    assert "This would follow:" in told and "KPI001 Visits in time goes from Green to Red" in told
    assert "a real change for the worse starts" in told
    reply = json.loads(send("kpi_values", worse, "--json", deed="check").stdout)
    assert [line in told for line in reply["consequences"]] == [True, True, True]
    assert len(run("submissions").stdout.splitlines()) == 3


def test_submit_says_what_follows_and_sending_it_again_says_nothing(send, filled):
    worse = values(40)
    first = json.loads(send("kpi_values", worse, "--json").stdout)
    assert first["submission"] == 4 and len(first["consequences"]) == 3
    again = json.loads(send("kpi_values", worse, "--json").stdout)
    assert again["submission"] is None and again["consequences"] == []
    told = send("kpi_values", worse).stdout
    assert "follow" not in told and "No KPI's status turns" not in told


def test_a_file_from_which_nothing_follows_says_so(send, filled):
    relief = "kpi_code,relief_from,relief_to,clause,reason\nKPI001,2019-04-01,2019-04-30,Clause 1,another system\n"
    told = send("relief", relief, deed="check").stdout
    assert "1 new" in told and "No KPI's status turns" in told and "This would follow" not in told


def test_a_file_with_findings_or_none_at_all_has_no_consequences(run, filled, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("period,kpi_code,numerator,denominator\n2024-06,KPI001,9,5\n", encoding="utf-8")
    replies = run("check", "kpi_values", bad, tmp_path / "missing.csv", "--json").stdout.splitlines()
    assert [json.loads(line)["consequences"] for line in replies] == [[], []]


def test_what_a_file_changes_is_told_cell_by_cell(send, filled):
    worse = values(40)
    send("kpi_values", worse)
    other = worse.replace("40", "41")
    [first, *_] = json.loads(send("kpi_values", other, "--json", deed="check").stdout)["differences"]
    assert (first["column"], first["was"], first["becomes"]) == ("Numerator", "40", "41")
    assert f"{first['row']}: Numerator 40 → 41" in send("kpi_values", other, deed="check").stdout
