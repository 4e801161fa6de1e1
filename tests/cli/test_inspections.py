"""`export inspections` and `export findings`, as a script calls them."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SENT = {
    "frameworks": "framework,title\nILACS,Services\n",
    "inspections": "inspection,title,body,inspection_kind,framework,from_on,to_on,published_on,judgement\n"
    "ILACS-2022,Services,Ofsted,inspection,ILACS,2022-05-09,2022-05-20,2022-07-05,RI\n"
    "MV-2018,Visit,Ofsted,visit,ILACS,May 2018,May 2018,,\n",
    "judgements": "inspection,area,judgement,source\nILACS-2022,Leadership,RI,Report\n"
    "ILACS-2022,Leadership,Good,Newspaper\n",
    "findings": "inspection,number,text\nILACS-2022,1,Thresholds\nILACS-2022,2,Oversight\n",
    "themes": "theme,plan\nPractice,Plan\n",
    "outcomes": "outcome,title,theme,priority\nOC1,Seen,Practice,Practice\n",
    "finding_actions": "inspection,number,action,outcome,status\nILACS-2022,1,Guidance,OC1,in progress\n",
}
FIRST = [
    "code", "title", "body", "kind", "framework", "framework_title", "from_on", "to_on", "when", "published_on",
    "judgement", "disagreement", "graded", "findings", "findings_without_action", "summary", "source", "demonstration",
]  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """`run("export", ...)`: the finished process, on a database that holds an inspection and a visit."""
    home = tmp_path_factory.mktemp("inspections")
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{home / 'inspections.sqlite'}"}

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
    return list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8-sig"))))


def test_inspections_come_a_row_each_the_latest_first_with_what_sources_differ_on(run):
    found = rows(run("export", "inspections"))
    assert list(found[0])[: len(FIRST)] == FIRST
    assert [(row["code"], row["judgement"], row["graded"]) for row in found] == [
        ("ILACS-2022", "Requires improvement to be good", "true"),
        ("MV-2018", "", "false"),
    ]
    assert found[0]["disagreement"] == "Leadership: Requires improvement to be good (Report); Good (Newspaper)"
    assert (found[0]["findings"], found[0]["findings_without_action"]) == ("2", "1")
    assert found[1]["when"] == "1 to 31 May 2018"


def test_findings_come_with_what_they_led_to_and_a_priority_keeps_its_own_and_those_without_action(run):
    found = rows(run("export", "findings"))
    assert [(row["finding_code"], row["led_to"], row["priorities"]) for row in found] == [
        ("ILACS-2022/2", "none", ""),
        ("ILACS-2022/1", "in progress", "Practice"),
    ]
    assert [row["finding_code"] for row in rows(run("export", "findings", "--priority", "people"))] == ["ILACS-2022/2"]


def test_json_has_the_same_rows_with_nothing_where_nothing_is_known(run):
    done = run("export", "inspections", "--format", "json")
    assert json.loads(done.stdout)[1]["judgement"] is None


def test_a_day_before_anything_was_sent_has_no_rows(run):
    assert rows(run("export", "inspections", "--as-at", "2020-01-01")) == []
