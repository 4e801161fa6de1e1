"""`export links`, `export contradictions` and the thread's part of `export changes`, as their users script them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KPIS = "kpi_code,name,unit,direction,frequency,priority\nKPI001,Visits,percent,higher,month,Practice\n"
RISKS = "reference,title,priority,risk_register,category,owner,opened_on\n4c,Homes,People,Strategic,Service,Director,"
SCORES = "reference,assessed_on,score,reason,next_review_on\n4c,{},{},Because,2031-01-31\n"
LINKS = "from_kind,from_code,to_kind,to_code,why\nrisk,4c,kpi,KPI001,Homes are visited\n"
FINDING = "inspection,number,text,area\nILACS-2022,1,Record visits,Practice\nILACS-2022,2,Plan early,Practice\n"
ACTION = "inspection,number,action,owner,status\nILACS-2022,2,Plan early,Head,in progress\n"
INSPECTION = (
    "inspection,title,body,inspection_kind,from_on,to_on,published_on,source\n"
    "ILACS-2022,Visit of 2022,Ofsted,visit,2022-05-09,2022-05-20,2022-07-04,Its report\n"
)


@pytest.fixture
def run(tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'cli.sqlite'}"}

    def running(*arguments: object) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "sct_dash", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)

    return running


@pytest.fixture
def send(run, tmp_path):
    def sending(kind: str, text: str) -> None:
        file = tmp_path / f"{kind}.csv"
        file.write_text(text, encoding="utf-8")
        done = run("submit", kind, file, "--by", "a tester")
        assert done.returncode == 0, done.stderr + done.stdout

    return sending


def rows(run, what: str, *arguments: str) -> list[dict]:
    done = run("export", what, "--format", "json", *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_links_and_what_changed_of_a_risk_come_out_with_their_kinds_and_codes(run, send):
    send("kpis", KPIS)
    send("risks", f"{RISKS}2020-04-01\n")
    send("risk_scores", SCORES.format("2024-01-31", 8))
    before = json.loads(run("submissions", "--json").stdout.splitlines()[0])["submitted_at"]
    send("risk_scores", SCORES.format("2024-06-30", 12))
    send("links", LINKS)
    (changed,) = rows(run, "changes", "--from", before)
    assert list(changed)[-2:] == ["kind", "code"] and list(changed)[:2] == ["what", "kpi"]
    assert (changed["what"], changed["kpi"], changed["code"], changed["change"]) == ("risk", None, "4c", "up")
    assert changed["says"].startswith("Risk 4c Homes: from 8") and changed["file_name"] == "risk_scores.csv"
    (link, *implied) = rows(run, "links")
    assert (link["from_code"], link["to_code"], link["why"], link["implied"]) == (
        *("4c", "KPI001", "Homes are visited"),
        False,
    )
    assert {row["to_code"] for row in implied} == {"Practice", "People"}
    assert len(rows(run, "links", "--priority", "people")) == 2
    assert rows(run, "links", "--as-at", before)[0]["implied"] is True


def test_a_contradiction_is_a_row_with_its_sentence_and_a_day_before_it_has_none(run, send):
    send("inspections", INSPECTION)
    send("findings", FINDING)
    assert rows(run, "contradictions") == []
    send("finding_actions", ACTION)
    (row,) = rows(run, "contradictions")
    assert (row["rule"], row["kind"], row["code"], row["demonstration"]) == (
        "no_action",
        "finding",
        "ILACS-2022/1",
        False,
    )
    assert row["says"] == "Finding ILACS-2022/1 of Visit of 2022, “Record visits”: no action is held here."
    assert rows(run, "contradictions", "--as-at", "2020-01-01") == []
    # It serves no priority, so nothing says that it is not of this one: the page of a priority shows it too.
    assert rows(run, "contradictions", "--priority", "People") == [row]


@pytest.mark.parametrize("arguments", [("--as-at", "soon"), ("--priority", "Luck")])
@pytest.mark.parametrize("what", ["links", "contradictions"])
def test_what_cannot_be_asked_is_a_sentence_and_status_2(run, what, arguments):
    done = run("export", what, *arguments)
    assert done.returncode == 2 and "Traceback" not in done.stderr
