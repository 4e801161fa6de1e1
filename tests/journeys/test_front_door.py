"""A fresh server asked for one page as its very first request shows the front door, not a bare page file."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAGES = {
    "overview": "Overview",
    "kpis": "KPIs",
    "kpi": "KPI",
    "staffing": "Staffing",
    "finance": "Finance",
    "risks": "Risks",
    "priorities": "Priorities",
    "inspections": "Inspections",
    "meetings": "Meetings",
    "changes": "Changes",
    "returns": "Returns",
}
HIDDEN = {"risk": "Risk", "priority": "Priority", "milestone": "Milestone", "meeting": "Meeting"}


@pytest.fixture(params=PAGES | HIDDEN)
def name(request):
    return request.param


@pytest.fixture
def fresh(name, serve):
    """A server nobody has spoken to but its readiness check."""
    with serve() as address:
        yield address


def test_the_first_request_finds_the_front_door(fresh, name, chromium):
    page = chromium.new_page()
    try:
        page.goto(f"{fresh}/{name}")
        expect(page).to_have_title(re.compile(f"^{(PAGES | HIDDEN)[name]} – SCT Dash$"))
        expect(page.get_by_role("navigation").get_by_role("link", name="Overview")).to_have_count(1)
        links = page.get_by_role("navigation").get_by_role("link").all_inner_texts()
        assert [text.strip() for text in links] == list(PAGES.values())
    finally:
        page.close()
