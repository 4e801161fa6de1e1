"""`export staffing` and `rates`, as a script calls them."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sct_dash.cli.staffing import told
from sct_dash.core import staffing
from sct_dash.core.periods import parsed

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "tests" / "core" / "staffing_published.csv"
COLUMNS = ["period", "group", "in_post_fte", "agency_fte", "agency_covering_fte", "agency_over_establishment_fte",
           "vacancy_fte", "permanent_share", "agency_rate", "vacancy_rate", "turnover_12m", "caseload",
           "absence_rate"]  # fmt: skip
TEAMS = "team,service,from\nNorth,Families,2018-04-01\nSouth,Families,2018-04-01\nElms,Homes,2018-04-01\n"
HEADING = (
    "month_end,team,role,establishment_fte,in_post_fte,agency_fte,agency_covering_fte,vacancy_fte,starters_fte,"
    "leavers_fte,cases,case_holders_fte,days_lost,days_available\n"
)
AUGUST = (
    f"{HEADING}"
    "2024-08-31,North,social worker,10,8,3,2,2,0,0.5,90,6,4,160\n"
    "2024-08-31,South,senior,4,4,0,0,0,0,0,30,2,1,80\n"
    "2024-08-31,Elms,residential,6,5,1,1,1,0,0,,,5,100\n"
)
JULY = AUGUST.replace("2024-08-31", "2024-07-31").replace("10,8,3,2,2", "10,7,3,3,3")


def environment(folder):
    return {**os.environ, "DATABASE_URL": f"sqlite:///{folder / 'cli.sqlite'}"}


def ran(folder, *arguments):
    command = [sys.executable, "-m", "sct_dash", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment(folder), capture_output=True, timeout=120)
    return done.returncode, done.stdout.decode("utf-8-sig"), done.stderr.decode()


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """The folder of a database that holds three teams in July and August 2024."""
    folder = tmp_path_factory.mktemp("held")
    for name, kind, text in (("t", "teams", TEAMS), ("j", "staffing", JULY), ("a", "staffing", AUGUST)):
        file = folder / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        status, said, faults = ran(folder, "submit", kind, file, "--by", "a tester")
        assert status == 0, said + faults
    return folder


def exported(folder, *arguments):
    status, said, faults = ran(folder, "export", "staffing", *arguments, "--format", "json")
    assert status == 0, faults
    return json.loads(said)


def test_every_month_is_a_row_in_the_columns_agreed_and_their_order(held):
    rows = exported(held, "--by", "trust")
    assert [(row["period"], row["group"]) for row in rows] == [("2024-07", "trust"), ("2024-08", "trust")]
    assert list(rows[0])[:13] == COLUMNS
    assert {name: rows[1][name] for name in COLUMNS[2:]} == {
        "in_post_fte": 12,
        "agency_fte": 3,
        "agency_covering_fte": 2,
        "agency_over_establishment_fte": 1,
        "vacancy_fte": 2,
        "permanent_share": 80,
        "agency_rate": 20,
        "vacancy_rate": pytest.approx(100 / 7),
        "turnover_12m": None,
        "caseload": 15,
        "absence_rate": pytest.approx(100 * 5 / 240),
    }
    assert (rows[1]["staff"], rows[1]["teams"], rows[1]["submission_id"]) == ("social_work", 2, 3)
    assert rows[1]["demonstration"] is False


def test_the_csv_has_the_same_columns(held):
    status, said, _ = ran(held, "export", "staffing", "--by", "team")
    rows = list(csv.DictReader(io.StringIO(said)))
    assert status == 0 and list(rows[0])[:13] == COLUMNS
    assert [row["group"] for row in rows] == ["Elms", "Elms", "North", "North", "South", "South"]
    assert rows[0]["caseload"] == ""


@pytest.mark.parametrize(
    ("arguments", "groups"),
    [
        (("--by", "service"), [("Families", "social_work"), ("Homes", "residential")]),
        (("--by", "service", "--staff", "residential"), [("Homes", "residential")]),
        (("--by", "trust", "--staff", "residential"), [("trust", "residential")]),
        (
            ("--by", "role"),
            [("residential", "residential"), ("senior", "social_work"), ("social worker", "social_work")],
        ),
    ],
)
def test_a_period_is_a_row_a_group(held, arguments, groups):
    rows = exported(held, *arguments, "--period", "2024-08")
    assert [(row["group"], row["staff"]) for row in rows] == groups
    assert {row["period"] for row in rows} == {"2024-08"}


def test_a_longer_period_has_the_staff_at_its_end_and_no_sum_of_months_that_are_not_held(held):
    assert exported(held, "--by", "trust", "--period", "2024/25") == []
    row = exported(held, "--by", "trust", "--period", "Aug 2024")[0]
    assert (row["period"], row["leavers_fte"]) == ("2024-08", 0.5)


@pytest.mark.parametrize(
    ("first", "invented", "label", "marked"),
    [
        ("2024-07-31", "2024-07-31", "2024/25 Q2", True),  # a month of the quarter, which no twelve months go with
        ("2024-09-30", "2024-09-30", "2024-09", True),
        ("2023-09-30", "2023-11-30", "2024-09", True),  # one of the twelve months, and none of the period
        ("2023-09-30", "2023-09-30", "2024-09", False),
        ("2024-07-31", "2024-08-31", "2024-09", False),
    ],
)
def test_a_row_that_leans_on_anything_invented_is_marked(first, invented, label, marked):
    ends = pl.date_range(pl.lit(first).str.to_date(), date(2024, 9, 30), "1mo").dt.month_end()
    rows = pl.select(month_end=ends).with_columns(
        team=pl.lit("North"), role=pl.lit("senior"), demonstration=pl.col("month_end").cast(pl.String) == invented
    )
    (row,) = told(staffing.at(staffing.months({"staffing": rows}), parsed(label))).iter_rows(named=True)
    assert row["demonstration"] is marked


def test_as_at_a_day_before_anything_was_held_nothing_is_exported(held):
    assert exported(held, "--by", "trust", "--as-at", "2020-01-01") == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--by", "trust", "--period", "soon"), "Period must be"),
        (("--by", "trust", "--as-at", "2199-01-01"), "lies in the future"),
        (("--by", "borough"), "invalid choice"),
        ((), "--by"),
    ],
)
def test_what_cannot_be_exported_is_refused_in_words(held, arguments, says):
    status, said, faults = ran(held, "export", "staffing", *arguments)
    assert status == 2 and says in faults and not said and "Traceback" not in faults


# rates ---------------------------------------------------------------------------------------------------------------

COMPONENTS = "la_name,social_worker_fte,agency_fte,vacancy_fte,leaver_fte,cases,case_holders_fte\n"
RATES = ("agency_rate", "vacancy_rate", "turnover_12m", "caseload", "permanent_share")


@pytest.fixture
def rates(tmp_path):
    """`rates(text)`: the status, the rows and the faults of the command on a file of that text."""

    def run(text):
        file = tmp_path / "census.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        status, said, faults = ran(tmp_path, "rates", file, "--json")
        return status, json.loads(said) if said else None, faults

    return run


def test_each_row_of_a_file_comes_back_as_it_is_with_its_rates(rates):
    status, rows, faults = rates(f'{COMPONENTS}Sandwell,269.9,29.6,25.8,30,"2,505",164.4\n\nElsewhere,10,0,z,x,low,0\n')
    assert (status, faults) == (0, "")
    assert list(rows[0]) == [*COMPONENTS.strip().split(","), *RATES]
    assert rows[0]["cases"] == "2,505" and rows[0]["social_worker_fte"] == "269.9"
    assert [round(rows[0][name], 1) for name in RATES] == [9.9, 8.7, 11.1, 15.2, 90.1]
    assert [rows[1][name] for name in RATES] == [0, None, None, None, 100]


def test_the_symbols_of_older_files_are_read_as_those_of_today(rates):
    status, rows, faults = rates(f"{COMPONENTS}A,10,:,~,1,20,2\nB,10,x,k,1,20,2\n")
    assert (status, faults) == (0, "")
    assert [[row[name] for name in RATES] for row in rows] == [[None, None, 10, 10, None]] * 2


def test_the_published_file_comes_back_whole_with_the_rates_it_publishes(tmp_path):
    status, said, faults = ran(tmp_path, "rates", PUBLISHED, "--json")
    rows = json.loads(said)
    assert (status, faults, len(rows)) == (0, "", 978)
    england = next(row for row in rows if row["time_period"] == "2022" and row["geographic_level"] == "National")
    assert round(england["agency_rate"], 1) == float(england["agency_worker_rate_fte_%"]) == 17.6


def test_without_json_the_rows_come_as_csv(tmp_path):
    status, said, _ = ran(tmp_path, "rates", PUBLISHED)
    rows = list(csv.DictReader(io.StringIO(said)))
    assert status == 0 and len(rows) == 978 and set(RATES) < set(rows[0])


def test_a_cell_that_is_no_number_is_a_finding_with_its_line_and_the_others_are_worked_out(rates):
    status, rows, faults = rates(f"{COMPONENTS}A,10,many,1,1,20,2\n\nB,10,-1,1,1,20,2\nC,10,5,1,1,20,2\n")
    assert status == 1
    assert faults.splitlines() == [
        "Line 2: agency_fte must be a number, like 12.5, not ‘many’.",
        "Line 4: agency_fte must be 0 or more, not ‘-1’.",
    ]
    assert [row["agency_rate"] for row in rows] == [None, None, pytest.approx(100 / 3)]
    assert [row["caseload"] for row in rows] == [10, 10, 10]


def test_a_column_that_the_file_has_already_is_replaced_and_that_is_said(rates):
    status, rows, faults = rates(COMPONENTS.replace("la_name", "caseload") + "99,10,0,1,1,20,2\n")
    assert (status, rows[0]["caseload"]) == (0, 10)
    assert faults == "The file's own column caseload is replaced by what is worked out.\n"


def test_a_file_of_headings_alone_gives_no_rows(rates):
    assert rates(COMPONENTS) == (0, [], "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("la_name,agency_fte\nA,1\n", "has no column social_worker_fte, vacancy_fte"),
        ("", "has no column social_worker_fte"),
        (b"\xff\xfe\x00", "could not be read as a CSV file"),
        (f'{COMPONENTS}"A,1,2\n', "could not be read as a CSV file"),
        (f"{COMPONENTS}A,1,2\n", "Line 2 of census.csv has 3 cells where its heading has 7."),
        (COMPONENTS.replace("la_name", "cases") + "1,1,1,1,1,1,1\n", "two columns of one name"),
    ],
)
def test_a_file_that_cannot_be_worked_on_is_refused_in_a_sentence(rates, text, says):
    status, rows, faults = rates(text)
    assert (status, rows) == (2, None) and says in faults and "Traceback" not in faults


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path):
    status, said, faults = ran(tmp_path, "rates", tmp_path / "nothing.csv")
    assert (status, said) == (2, "") and faults.startswith("nothing.csv could not be opened: no such file")
