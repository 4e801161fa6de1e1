"""The pages of the plan by AppTest: the six, one of them whole, a milestone, and the priority that follows."""

import re
from datetime import UTC, date, datetime

import pytest

from sct_dash import door
from sct_dash.core.frames import PRIORITIES
from sct_dash.store import engine as engines

TODAY = date(2026, 11, 16)
AT = datetime(2026, 11, 16, 9, tzinfo=UTC)
NO_PLAN = "No plan is held at this moment. A performance officer can send the outcomes and milestones returns."
FILES = {
    "outcomes": "outcome,title,theme,priority,owner,weight\nO1,Staff who stay,People,People,Head of Workforce,\n",
    "milestones": "milestone,outcome,title,owner,first_due_on,weight\n"
    "M1,O1,<b>Offer</b> agreed,Head of Workforce,2021-03-31,\nM2,O1,Posts filled,,2021-06-30,\n",
    "milestone_updates": "milestone,reported_on,percent,revised_due_on,status,reason\n"
    "M1,2021-02-10,20,2021-05-31,in progress,Pay was <i>late</i>\n"
    "M1,2021-04-10,50,2021-07-31,in progress,Pay again\n"
    "M2,2021-05-10,100,,complete,Done early\n",
}


@pytest.fixture
def small(empty_url):
    """A plan of one outcome and two milestones, and nothing else."""
    engine = engines.connected(empty_url)
    files = {"themes": "theme,plan,about,source\nPeople,Improvement Plan,About people,A paper\n", **FILES}
    for kind, words in files.items():
        sent = door.submit(engine, kind=kind, data=words.encode(), file=f"{kind}.csv", by="officer", at=AT, today=TODAY)
        assert sent.submission is not None, kind
    engine.dispose()
    return empty_url


def told(page) -> str:
    """What the page says in its own HTML, sidebar and all."""
    return " ".join(block.proto.body for block in page.get("html"))


def test_an_empty_database_says_that_no_plan_is_held_and_draws_no_chart(empty_url, opened):
    for name in ("priorities", "priority"):
        page = opened(name, priority="People")
        assert not page.exception
        assert [block.value for block in page.text] == [NO_PLAN], name
        assert not page.get("vega_lite_chart")
    page = opened("milestone")
    assert page.text[0].value.startswith("No milestone is held at this moment.")


def test_the_six_stand_side_by_side_in_their_order_with_what_is_late_and_links_to_it(seeded_url, opened):
    page = opened("priorities")
    assert not page.exception
    six = next(block.proto.body for block in page.get("html") if "The six strategic priorities:" in block.proto.body)
    assert re.findall(r'<th scope="row"[^>]*><a href="priority\?priority=[^"]*"[^>]*>([^<]*)</a>', six) == list(
        PRIORITIES
    )
    assert "kpis?priority=" in six and "status=Red" in six
    assert "risks?priority=" in six and "band=Red" in six
    assert 'standing=Late"' in six


def test_the_rule_by_which_milestones_are_coloured_is_shown(seeded_url, opened):
    assert "Red, late: its date in force has passed." in told(opened("priorities"))
    assert "Red, late: its date in force has passed." in told(opened("priority", priority="People"))


def test_a_priority_chosen_narrows_the_milestones_beneath_the_six_and_says_so(seeded_url, opened):
    every, one = told(opened("priorities")), told(opened("priorities", priority="Prevention"))
    assert "What follows is of Prevention alone." in one and "What follows is of" not in every
    assert re.search(r"<caption>\d+ milestones? of Prevention", one)
    assert "The six strategic priorities:" in one


def test_a_standing_narrows_the_milestones_to_those_that_stand_so(seeded_url, opened):
    page = opened("priorities", standing="late")
    table = next(block.proto.body for block in page.get("html") if "late only</caption>" in block.proto.body)
    assert "▲" in table and "On track" not in table


def test_a_priority_is_told_whole(seeded_url, opened):
    page = opened("priority", priority="Prevention")
    assert not page.exception
    assert page.title[0].value == "Prevention"
    headings = [heading.value for heading in page.header]
    assert headings[0] == "Outcomes"
    assert {"KPIs", "Risks", "Inspection findings", "Budget lines", "Corporate Plan aims"} <= set(headings)
    assert "What does not fit together" in headings
    assert len(page.get("vega_lite_chart")) == 1
    assert page.get("vega_lite_chart")[0].proto.alt.startswith("Timeline of ")


def test_the_milestones_that_a_link_asks_for_stand_before_the_outcomes_with_a_way_to_all(seeded_url, opened):
    page = opened("priority", priority="Prevention", standing="complete")
    headings = [heading.value for heading in page.header]
    assert headings[1] == "Outcomes" and headings[0].endswith("complete")
    assert "Only what is complete." in told(page)
    assert re.search(r'href="priority\?priority=Prevention" target="_self">Show all \d+</a>', told(page))


def test_without_a_priority_its_page_offers_the_six(seeded_url, opened):
    page = opened("priority")
    assert all(f">{name}</a>" in told(page) for name in PRIORITIES)


def test_one_outcome_and_two_milestones_are_told_with_every_change_and_its_reason(small, opened):
    page = opened("milestone", milestone="m1", as_at="")
    assert not page.exception
    says = told(page)
    assert "<b>Offer" not in says and "<i>late" not in says, "what was sent is shown as text"
    assert "2 changes; first due 31 March 2021" in says
    changes = next(block.proto.body for block in page.get("html") if "2 changes;" in block.proto.body)
    found = re.findall(r"<td[^>]*>(.*?)</td>", changes)
    assert found[:5] == ["31 May 2021", "31 July 2021", "61 days later", "122 days", "Pay again"]
    assert found[5:9] == ["31 March 2021", "31 May 2021", "61 days later", "61 days"]
    assert "milestone_updates.csv, line 2" in says


def test_a_milestone_there_is_not_is_said_to_be_none(small, opened):
    page = opened("milestone", milestone="M9")
    assert page.title[0].value == "No such milestone"


def test_a_milestone_that_was_complete_early_says_by_how_much_and_has_no_change_of_date(small, opened):
    says = told(opened("milestone", milestone="M2"))
    assert "reported at 100% on 10 May 2021, 51 days before the day it was first due" in says
    assert "Its date has not moved: first due 30 June 2021" in says


def test_a_small_plan_stands_on_its_pages_and_a_priority_without_one_says_so(small, opened):
    people = opened("priority", priority="People")
    assert not people.exception and "1 of 2 milestones complete, 1 late" in told(people)
    practice = opened("priority", priority="Practice")
    assert not practice.exception
    assert "No outcome is held for this priority." in told(practice)


def test_a_priority_chosen_follows_from_page_to_page_and_through_pages_without_the_filter(seeded_url, opened):
    page = opened("overview").switch_page("../pages/kpis.py").run()
    page.sidebar.selectbox(key="priority").set_value("Practice").run()
    page.switch_page("../pages/returns.py").run()
    assert "Practice stays chosen for the pages that have a priority filter." in told(page)
    page.switch_page("../pages/kpi.py").run()
    assert "priority=Practice" in told(page), "links of a page without the filter keep it"
    page.switch_page("../pages/finance.py").run()
    assert page.sidebar.selectbox(key="priority").value == "Practice"
    assert "stays chosen" not in told(page)


def test_a_priority_cleared_or_changed_on_the_way_stays_so(seeded_url, opened):
    page = opened("overview", priority="People")
    page.switch_page("../pages/returns.py").run()
    page.switch_page("../pages/kpis.py").run()
    page.sidebar.selectbox(key="priority").set_value("Prevention").run()
    page.switch_page("../pages/returns.py").run()
    page.switch_page("../pages/finance.py").run()
    assert page.sidebar.selectbox(key="priority").value == "Prevention"
    page.sidebar.selectbox(key="priority").set_value("All").run()
    page.query_params.clear()  # as the browser does: AppTest does not write what a filter is set to into the address
    page.switch_page("../pages/returns.py").run()
    assert "stays chosen" not in told(page)
    page.switch_page("../pages/kpis.py").run()
    assert page.sidebar.selectbox(key="priority").value == "All"


def test_what_the_address_of_a_page_without_the_filter_asks_for_in_vain_does_not_follow(seeded_url, opened):
    page = opened("returns")
    page.query_params["priority"] = "Bogus"
    page.switch_page("../pages/kpi.py").run()
    assert "stays chosen" not in told(page) and "priority=Bogus" not in told(page)
