"""The front page: four lists in their order, each item a link to its cause, narrowed by filters, honest when empty."""

import re
from datetime import UTC, datetime

import polars as pl
import pytest

from sct_dash import door
from sct_dash.core import status
from sct_dash.store import engine as engines
from sct_dash.store import reads
from sct_dash.ui import data

AT = datetime(2026, 11, 16, 9, tzinfo=UTC)

ITEM = re.compile(r'<li>(?P<mark>.*?)<a href="(?P<href>[^"]+)"[^>]*>(?P<title>.*?)</a>(?P<says>.*?)</li>')


def lists(page) -> dict[str, str]:
    """The four lists by their headings without the mark of a demonstration."""
    html = next(html.proto.body for html in page.get("html") if 'class="front"' in html.proto.body)
    sections = re.findall(r"<section><h2>(.*?)</h2>(.*?)</section>", html)
    return {re.sub(r" <span.*", "", heading): body for heading, body in sections}


def items(listed: str) -> list[tuple[str, str]]:
    return [(found["title"], found["href"]) for found in ITEM.finditer(listed)]


def test_what_is_off_moved_late_and_next_come_in_that_order(seeded_url, opened):
    page = opened("overview")
    assert not page.exception
    assert list(lists(page)) == ["Off target", "Moved since 18 October 2026", "Late", "Next"]


def test_every_item_is_a_link_to_its_cause(seeded_url, opened):
    ways = {"KPI": "kpi?", "SUP": "kpi?", "Risk ": "risk?", "M0": "milestone?"}
    for heading, listed in lists(opened("overview")).items():
        shown = re.findall(r"<li>", listed)
        assert len(items(listed)) == len(shown) > 2, heading
        for title, href in items(listed):
            way = next((way for start, way in ways.items() if title.startswith(start)), None)
            assert href.startswith(way or ("meeting?", "inspections?")), title


def test_what_is_off_is_what_core_says_is_off_red_first(seeded_url, opened):
    rows = status.kpi_status(reads.picture(data.engine()), on=data.day_judged(data.version())[0])
    red = status.off_target(rows).filter(pl.col("status") == "red")
    listed = lists(opened("overview"))["Off target"]
    shown = [title for title, _ in items(listed) if title.startswith(("KPI", "SUP"))]
    assert {title.split()[0] for title in shown} == set(red["kpi"].head(len(shown)))
    more = status.off_target(rows).height - len(shown)
    assert f"{more} more KPIs" in listed


def test_a_priority_leaves_only_what_serves_it(seeded_url, opened):
    shown = lists(opened("overview", priority="People"))
    everything = lists(opened("overview"))
    assert len(items(shown["Late"])) < len(items(everything["Late"])) or shown["Late"] != everything["Late"]
    named = dict(
        status.kpi_status(reads.picture(data.engine()), on=data.day_judged(data.version())[0])[
            "kpi", "priority"
        ].iter_rows()
    )
    kpis = [title.split()[0] for listed in shown.values() for title, _ in items(listed) if title[:3] in ("KPI", "SUP")]
    assert all(named[code] == "People" for code in kpis)
    assert all("priority=People" in href for listed in shown.values() for _, href in items(listed))


def test_where_nothing_is_held_nothing_is_said_to_be_well(empty_url, opened):
    shown = lists(opened("overview"))
    assert "is held for this choice" in shown["Off target"] and "is held for this choice" in shown["Late"]
    assert "Nothing is off target" not in shown["Off target"]


PLAN = {
    "themes": [("theme", "plan", "about", "source"), ("People", "A plan", "About people", "A paper")],
    "outcomes": [("outcome", "title", "theme", "priority"), ("O1", "Staff who stay", "People", "People")],
    "milestones": [("milestone", "outcome", "title", "first_due_on"), ("M1", "O1", "Posts filled", "2021-06-30")],
    "milestone_updates": [("milestone", "reported_on", "percent", "status"), ("M1", "2021-05-10", "100", "complete")],
}


def test_where_nothing_held_could_be_off_or_late_it_is_not_said_that_nothing_is(empty_url, opened):
    engine = engines.connected(empty_url)
    for kind, rows in PLAN.items():
        words = "".join(f"{','.join(row)}\n" for row in rows).encode()
        done = door.submit(engine, kind=kind, data=words, file=f"{kind}.csv", by="x", at=AT, today=AT.date())
        assert done.submission, done.checked.findings["says"].to_list()
    engine.dispose()
    shown = lists(opened("overview"))
    assert "No KPI is judged against a target for this choice" in shown["Off target"]
    assert "Nothing that could be late is held for this choice" in shown["Late"]


@pytest.mark.parametrize(("day", "risk"), [("2021-09-02", "score 16"), ("2022-01-31", "score 12")])
def test_as_at_an_earlier_day_a_risk_stands_as_it_did(day, risk, seeded_url, opened):
    listed = lists(opened("overview", as_at=day))["Off target"]
    assert re.search(rf"Risk 4 [^<]*</a> <span[^>]*>{risk}", listed)
