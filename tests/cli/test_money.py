"""`export finance` and `export savings`, as a script calls them."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINES = (
    "budget_line,name,area,priority\nEXT,External residential,Placements,Practice\nLEGAL,Legal,Support,\n"
    "FOSTER,In-house fostering,Placements,Practice\n"
)
HEAD = "month,line,original,virement,uplift,forecast,actual,note\n"
MARCH = f"{HEAD}Mar 2026,EXT,17000000,0,0,17500000,17600000,\nMar 2026,LEGAL,1000000,0,0,1000000,950000,\n"
SEPTEMBER = (
    f"{HEAD}Sep 2026,EXT,18000000,-100000,400000,19000000,9000000,\nSep 2026,LEGAL,1200000,100000,0,1310000,,\n"
    "Sep 2026,FOSTER,4000000,0,0,3900000,2000000,\n"
)
OCTOBER = (
    f"{HEAD}Oct 2026,EXT,18000000,-100000,400000,19500000,10500000,=Two more\n"
    "Oct 2026,LEGAL,1200000,100000,0,1310000,,\n"
)
SAVINGS = (
    "financial_year,scheme,priority,planned,delivered,delayed_to,reason\n"
    "2026/27,Fewer agency staff,People,450000,300000,2027/28,Recruitment was slow\n"
    "2025/26,Contracts,,200000,200000,,\n"
)
FINANCE_COLUMNS = [
    "financial_year", "period", "budget_line", "name", "area", "priority", "original", "virement", "uplift", "contract",
    "forecast", "variance", "actual", "outturn", "note", "demonstration",
]  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """`run("export", ...)`: the finished process, on a database that holds two years of money."""
    home = tmp_path_factory.mktemp("money")
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{home / 'money.sqlite'}"}

    def running(*arguments: object) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "sct_dash", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=120)

    sent = (("budget_lines", LINES), ("finance", MARCH), ("finance", SEPTEMBER), ("finance", OCTOBER),
            ("savings", SAVINGS))  # fmt: skip
    for at, (kind, text) in enumerate(sent):
        path = home / f"{at}.csv"
        path.write_text(text, encoding="utf-8")
        done = running("submit", kind, path, "--by", "a tester")
        assert done.returncode == 0, (done.stdout + done.stderr).decode()
    return running


def rows(done: subprocess.CompletedProcess) -> list[dict]:
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_finance_is_a_row_a_line_at_the_latest_month(run):
    found = rows(run("export", "finance", "--format", "json"))
    assert list(found[0])[: len(FINANCE_COLUMNS)] == FINANCE_COLUMNS
    assert [(row["budget_line"], row["period"], row["variance"], row["given_for"]) for row in found] == [
        ("EXT", "2026-10", 1_200_000.0, "2026-10"),
        ("LEGAL", "2026-10", 10_000.0, "2026-10"),
        ("FOSTER", "2026-10", -100_000.0, "2026-09"),
    ]
    assert found[0]["financial_year"] == "2026/27"
    assert (found[0]["original"], found[0]["virement"], found[0]["uplift"], found[0]["contract"]) == (
        18e6, -100e3, 400e3, 18.3e6,
    )  # fmt: skip
    assert all(row["outturn"] is None and row["demonstration"] is False for row in found)


def test_csv_has_the_same_rows_and_no_cell_that_a_spreadsheet_would_run(run):
    text = run("export", "finance").stdout.decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text)))
    assert [row["budget_line"] for row in found] == ["EXT", "LEGAL", "FOSTER"]
    assert found[0]["note"] == "'=Two more"
    assert found[0]["virement"] == "-100000.0"  # a number keeps its sign


@pytest.mark.parametrize(
    ("period", "month", "lines", "outturns"),
    [
        ("2025/26", "2026-03", 2, [17.6e6, 950e3]),
        ("2026/27", "2026-10", 3, [None, None, None]),
        ("2026-09", "2026-09", 3, [None, None, None]),
    ],
)
def test_a_year_is_shown_at_its_latest_month_and_a_month_as_it_was(run, period, month, lines, outturns):
    found = rows(run("export", "finance", "--period", period, "--format", "json"))
    assert len(found) == lines
    assert {row["period"] for row in found} == {month}
    assert [row["outturn"] for row in found] == outturns


def test_over_or_under_of_a_year_that_has_ended_is_of_its_outturn(run):
    found = rows(run("export", "finance", "--period", "2025/26", "--format", "json"))
    assert [(row["forecast"], row["outturn"], row["reached"], row["variance"]) for row in found] == [
        (17.5e6, 17.6e6, 17.6e6, 600e3),
        (1e6, 950e3, 950e3, -50e3),
    ]
    running = rows(run("export", "finance", "--period", "2026-10", "--format", "json"))
    assert [row["reached"] for row in running] == [row["forecast"] for row in running]


def test_a_month_that_is_not_held_has_headings_and_no_rows(run):
    done = run("export", "finance", "--period", "2024-04")
    assert done.returncode == 0
    assert done.stdout.decode("utf-8-sig").splitlines()[0].startswith("financial_year,period,budget_line")
    assert len(done.stdout.decode("utf-8-sig").splitlines()) == 1


def test_money_as_at_a_day_before_anything_was_sent_is_nothing(run):
    for what in ("finance", "savings"):
        assert rows(run("export", what, "--as-at", "2020-01-01", "--format", "json")) == []


def test_savings_are_every_year_the_latest_first_or_the_year_asked_for(run):
    found = rows(run("export", "savings", "--format", "json"))
    assert [(row["financial_year"], row["scheme"], row["delayed"], row["outstanding"]) for row in found] == [
        ("2026/27", "Fewer agency staff", 150e3, 0),
        ("2025/26", "Contracts", 0, 0),
    ]
    assert found[0]["delayed_to"] == "2028-03-31"
    assert len(rows(run("export", "savings", "--period", "2025/26", "--format", "json"))) == 1
    assert len(rows(run("export", "savings", "--priority", "people", "--format", "json"))) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("finance", "--period", "2026/27 Q1"), "--period must be a financial year or a month here, not Q1 2026/27"),
        (("savings", "--period", "2026-10"), "--period must be a financial year here, not October 2026."),
        (("finance", "--period", "soon"), "Period must be a month, a quarter or a year"),
        (("finance", "--as-at", "soon"), "'soon' is not a date like 2021-09-01"),
        (("savings", "--as-at", "2199-01-01"), "--as-at lies in the future"),
        (("savings", "--priority", "Cake"), "There is no priority 'Cake'."),
    ],
)
def test_what_cannot_be_exported_is_refused_in_a_sentence(run, arguments, says):
    done = run("export", *arguments)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(says)
    assert "Traceback" not in done.stderr.decode()
