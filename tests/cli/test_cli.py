"""The command line as its users script against it: exit statuses, JSON, and nothing but sentences on faults."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KPIS = "kpi_code,name,unit,direction,frequency,priority\nKPI001,Visits in time,percent,higher,month,Practice\n"
TARGETS = "kpi_code,valid_from,target,tolerance\nKPI001,2024-04-01,90,5\n"
VALUES = "period,kpi_code,numerator,denominator,value,comment\n2024-05,KPI001,45,50,90,fine\n"
FINDING = {"line", "column", "rule", "says", "value", "severity"}
REPLY = {"kind", "file", "accepted", "rows", "findings", "notices", "changes", "submission"}
STATUS = ["kpi", "name", "set", "priority", "period", "value", "numerator", "denominator", "target", "tolerance",
          "status", "relieved", "year_to_date", "previous", "travel"]  # fmt: skip


@pytest.fixture
def run(tmp_path):
    """`run("check", ...)`: the finished process, on a database of the test's own."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'cli.sqlite'}"}

    def running(*arguments: object, url: str | None = None) -> subprocess.CompletedProcess:
        env = {**environment, "DATABASE_URL": url} if url else environment
        command = [sys.executable, "-m", "sct_dash", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)

    return running


@pytest.fixture
def write(tmp_path):
    def writing(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return writing


@pytest.fixture
def filled(run, write):
    for kind, text in (("kpis", KPIS), ("targets", TARGETS), ("kpi_values", VALUES)):
        done = run("submit", kind, write(f"{kind}.csv", text), "--by", "a tester")
        assert done.returncode == 0, done.stderr + done.stdout
    return run


def test_the_kinds_are_listed(run):
    listed = run("returns")
    assert listed.returncode == 0
    for kind in ("kpis", "targets", "relief", "kpi_values"):
        assert kind in listed.stdout


def test_a_template_is_accepted_by_its_own_check(filled, write):
    template = filled("template", "kpis").stdout
    assert template.lstrip("\ufeff").startswith("kpi_code,")
    assert filled("check", "kpis", write("template.csv", template)).returncode == 0


def test_check_in_json_has_the_contract(filled, write):
    bad = write("bad.csv", "period,kpi_code,numerator,denominator\n2024-06,KPI001,9,5\n")
    done = filled("check", "kpi_values", bad, "--json")
    reply = json.loads(done.stdout)
    assert done.returncode == 1
    assert set(reply) >= REPLY and not reply["accepted"] and reply["submission"] is None
    assert set(reply["findings"][0]) == FINDING
    assert (reply["findings"][0]["line"], reply["findings"][0]["column"]) == (2, "numerator")
    assert reply["changes"] == {"new": 0, "changed": 0, "unchanged": 0}


def test_check_of_several_files_gives_an_object_each_and_the_worst_status(filled, write, tmp_path):
    good = write("good.csv", "period,kpi_code,numerator,denominator\n2024-06,KPI001,4,5\n")
    bad = write("bad.csv", "period,kpi_code,numerator,denominator\n2024-06,KPI001,9,5\n")
    missing = tmp_path / "not-there.csv"
    replies = filled("check", "kpi_values", good, bad, missing, "--json")
    objects = [json.loads(line) for line in replies.stdout.splitlines()]
    assert [o["accepted"] for o in objects] == [True, False, False]
    assert objects[2]["findings"][0]["line"] is None
    assert replies.returncode == 2
    assert filled("check", "kpi_values", good, bad).returncode == 1
    assert filled("check", "kpi_values", good).returncode == 0


def test_rows_are_the_typed_rows_with_the_first_day_of_the_period(filled, write):
    good = write("good.csv", "period,kpi_code,numerator,denominator,value,comment\n06/2024,kpi001,4,5,80%,so so\n")
    reply = json.loads(filled("check", "kpi_values", good, "--json", "--rows").stdout)
    wanted = {"period": "2024-06-01", "kpi_code": "KPI001", "numerator": 4, "denominator": 5, "value": 80.0,
              "comment": "so so"}  # fmt: skip
    assert wanted.items() <= reply["accepted_rows"][0].items()


def test_submit_twice_is_a_no_op_that_says_so(filled, write):
    done = filled("submit", "kpi_values", write("again.csv", VALUES), "--by", "a tester", "--json")
    reply = json.loads(done.stdout)
    assert done.returncode == 0 and reply["accepted"] and reply["submission"] is None
    assert any("already sent" in notice for notice in reply["notices"])


def test_export_has_the_contract_in_its_order(filled):
    rows = json.loads(filled("export", "kpi-status", "--format", "json", "--period", "2024-05").stdout)
    assert list(rows[0])[: len(STATUS)] == STATUS
    assert (rows[0]["status"], rows[0]["value"], rows[0]["period"]) == ("green", 90.0, "2024-05")
    heading = filled("export", "kpi-status").stdout.lstrip("\ufeff").splitlines()[0]
    assert heading.split(",")[: len(STATUS)] == STATUS


def test_export_by_priority_leaves_the_others_out(filled):
    assert len(json.loads(filled("export", "kpi-status", "--format", "json", "--priority", "practice").stdout)) == 1
    assert json.loads(filled("export", "kpi-status", "--format", "json", "--priority", "People").stdout) == []


def test_export_as_at_a_day_before_the_submission_is_empty(filled):
    assert json.loads(filled("export", "kpi-status", "--format", "json", "--as-at", "2020-01-01").stdout) == []


def test_takeback_and_submissions_tell_the_story(filled):
    taken = filled("takeback", 3, "--by", "a tester", "--why", "wrong figure")
    assert taken.returncode == 0
    listed = [json.loads(line) for line in filled("submissions", "--json").stdout.splitlines()]
    assert {row["id"]: row["taken_back_why"] for row in listed} == {1: None, 2: None, 3: "wrong figure"}
    assert filled("takeback", 3, "--by", "a tester", "--why", "again").returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "weather", "x.csv"),
        ("template", "weather"),
        ("takeback", 99, "--by", "a", "--why", "b"),
        ("takeback", 1, "--by", "a", "--why", "   "),
        ("export", "kpi-status", "--as-at", "01/09/2021"),
        ("export", "kpi-status", "--priority", "Luck"),
        ("export", "kpi-status", "--period", "2021-13"),
        ("export", "kpi-status", "--as-at", "9999-12-31"),
        ("export", "kpi-status", "--as-at", "0001-01-01"),
        ("export", "kpi-status", "--as-at", "2150-01-01"),
        ("takeback", "9" * 30, "--by", "a", "--why", "b"),
        ("nonsense",),
        (),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_status_2(run, arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr.strip() and "Traceback" not in done.stderr


def test_a_database_that_is_not_there_is_a_sentence(run):
    done = run("submissions", url="postgresql://nobody:x@127.0.0.1:1/none")
    assert done.returncode == 2
    assert "database" in done.stderr and "Traceback" not in done.stderr and "nobody" not in done.stderr


@pytest.mark.parametrize("url", ["mysql://a/b", "nonsense", "sqlite:////proc/no/such/place.sqlite"])
def test_an_address_that_is_no_database_is_a_sentence(run, url):
    done = run("submissions", url=url)
    assert done.returncode == 2
    assert "DATABASE_URL" in done.stderr and "Traceback" not in done.stderr


def test_a_day_without_hyphens_is_its_end_too(filled):
    import datetime

    today = f"{datetime.datetime.now(datetime.UTC):%Y%m%d}"
    assert json.loads(filled("export", "kpi-status", "--format", "json", "--as-at", today).stdout)


def test_seeding_if_empty_leaves_a_database_of_your_own_alone(run):
    done = run("db", "seed", "--if-empty")
    assert done.returncode == 0 and "not filled unless asked" in done.stdout
    assert run("submissions").stdout == ""
