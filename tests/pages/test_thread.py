"""The section Linked to and the table of contradictions, run by themselves on links sent to a seeded database."""

import csv
import io
import json
import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from sct_dash import cli, door
from sct_dash.core import contradictions
from sct_dash.core.frames import SCHEMAS
from sct_dash.store import engine as engines

AT = datetime(2026, 11, 14, 9, tzinfo=UTC)
SENT = {
    "themes": [{"theme": "Places", "plan": "A plan"}],
    "outcomes": [
        {"outcome": "OC99", "title": "Homes <b>near home</b>", "theme": "Places", "priority": "Practice"},
        {"outcome": "OC98", "title": "Court work in time", "theme": "Places", "priority": "People"},
    ],
    "milestones": [{"milestone": "MS99", "outcome": "OC99", "title": "Ten new homes", "first_due_on": "2026-03-31"}],
    "links": [
        {"from_kind": "outcome", "from_code": "OC99", "to_kind": "kpi", "to_code": "KPI003", "why": "<i>Homes</i>"},
        {"from_kind": "kpi", "from_code": "KPI003", "to_kind": "aim", "to_code": "Best start in life", "why": "Early"},
        {"from_kind": "outcome", "from_code": "OC98", "to_kind": "outcome", "to_code": "OC99", "why": "Both"},
    ],
}


def shown() -> None:
    import streamlit as st  # AppTest runs this function as a script of its own

    from sct_dash.ui import data, filters, thread

    asked = dict(st.query_params)
    version = data.version()
    on, demonstration = data.day_judged(version)
    moment = filters.Moment(version, None, on, demonstration)
    if "kind" in asked:
        thread.section(moment, asked["kind"], asked["code"])
    else:
        thread.contradictions(moment, asked.get("serves"))


def run_alone(**query: str) -> AppTest:
    page = AppTest.from_function(shown, default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def said(page: AppTest) -> str:
    return " ".join(html.proto.body for html in page.get("html"))


def sent(url: str, kind: str, rows: list[dict[str, str]]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, [name for name in SCHEMAS[kind] if name in {key for row in rows for key in row}])
    writer.writeheader()
    writer.writerows(rows)
    engine = engines.connected(url)
    done = door.submit(
        engine, kind=kind, data=text.getvalue().encode(), file=f"{kind}.csv", by="x", at=AT, today=AT.date()
    )
    engine.dispose()
    assert done.submission, done.checked.findings["says"].to_list()


@pytest.fixture
def linked_url(seeded_url: str) -> str:
    for kind, rows in SENT.items():
        sent(seeded_url, kind, rows)
    return seeded_url


def test_a_thing_shows_what_it_is_linked_to_from_both_of_its_ends(linked_url):
    kpi = said(run_alone(kind="kpi", code="KPI003"))
    assert 'href="priority?priority=Practice&amp;outcome=OC99"' in kpi and "&lt;i&gt;Homes" in kpi
    assert "Best start in life" in kpi and 'href="priorities?"' in kpi
    outcome = said(run_alone(kind="outcome", code="OC99"))
    assert 'href="kpi?kpi=KPI003"' in outcome and "OC98 Court work in time" in outcome
    assert 'href="milestone?milestone=MS99"' in outcome and "A step to this outcome" in outcome
    assert "The plan puts this outcome under the priority" in outcome


def test_each_end_says_in_a_word_and_a_shape_how_it_stands(linked_url):
    outcome = said(run_alone(kind="outcome", code="OC99"))
    assert '<span aria-hidden="true">▲</span> Late</span>' in outcome
    assert '<span aria-hidden="true">–</span> No data</span>' in outcome
    assert "Homes &lt;b&gt;near" in said(run_alone(kind="kpi", code="KPI003"))


def test_what_is_linked_to_nothing_says_so(linked_url):
    assert "Nothing is linked to this yet." in said(run_alone(kind="finding", code="NO-SUCH/1"))


def test_no_links_at_all_are_no_fault(empty_url):
    assert "Nothing is linked to this yet." in said(run_alone(kind="kpi", code="KPI003"))
    assert "Nothing that is linked contradicts what it is linked to." in said(run_alone())


def test_a_finding_on_which_no_action_is_held_says_so_and_is_marked_as_the_actions_held_are(seeded_url):
    link = {"from_kind": "finding", "from_code": "ILACS-2022/5", "to_kind": "kpi", "to_code": "KPI003"}
    sent(seeded_url, "links", [link | {"why": "Stories"}])
    assert 'No action held</span> <span class="demo"' in said(run_alone(kind="kpi", code="KPI003"))
    assert "no action is held here. <span" in said(run_alone(kind="finding", code="ILACS-2022/5"))


@pytest.mark.parametrize("priority", ["People", "Practice"])
def test_a_priority_has_on_the_page_the_contradictions_that_its_export_has(priority, seeded_url, capsys):
    page = said(run_alone(serves=priority))
    assert cli.main(["export", "contradictions", "--priority", priority, "--format", "json"]) == 0
    exported = json.loads(capsys.readouterr().out)
    numbers = Counter(contradictions.RULES[row["rule"]] for row in exported)
    captions = re.findall(r"<caption>([^<]+): (\d+)</caption>", page)
    assert {rule: int(number) for rule, number in captions} == numbers
    assert numbers[contradictions.RULES["no_action"]] == 1


def test_the_changes_page_compares_with_what_a_board_saw_when_it_last_met(seeded_url, opened):
    page = opened("changes", board="Operational Partnership Board")
    assert not page.exception
    words = " ".join(html.proto.body for html in page.get("html"))
    last = "what Operational Partnership Board saw for the last meeting held here, on 29 October 2026"
    assert f'{last} <span class="demo"' in words and "four weeks" not in words
    assert "Risk 24 Complaints not learnt from" in words and 'href="risk?risk=24"' in words
    assert {heading.value for heading in page.header} >= {"What changed", "What does not fit together"}
