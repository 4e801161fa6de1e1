"""The priority that follows the reader over every page, and the way from the six to a milestone, in a real browser."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from sct_dash.core import plan, priorities

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = ("KPIs", "Returns", "Staffing", "KPI", "Finance", "Risks", "Inspections", "Meetings", "Changes", "Priorities")


def go(page, name: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True).click()
    expect(page).to_have_title(f"{name} – SCT Dash")
    expect(page.get_by_test_id("stSidebar").get_by_text("Pause updates")).to_be_visible()


def priority_box(page):
    return page.get_by_role("combobox", name="Strategic priority")


def choose(page, name: str) -> None:
    priority_box(page).click()
    page.get_by_role("option", name=name, exact=True).click()


def asked_for(page) -> str | None:
    return parse_qs(urlsplit(page.url).query).get("priority", [None])[0]


def held(page, name: str) -> None:
    """The address asks for the priority, and the filter has it; a page without the filter says that it is kept."""
    expect(page).to_have_url(re.compile(rf"[?&]priority={name}(&|$)"))
    kept = page.get_by_text(f"{name} stays chosen for the pages that have a priority filter.")
    expect(priority_box(page).or_(kept)).to_be_visible()
    if priority_box(page).count():
        expect(priority_box(page)).to_have_value(name)


def test_a_priority_chosen_on_one_page_follows_the_reader_over_every_page_of_the_menu(browse):
    page = browse("/")
    choose(page, "Practice")
    held(page, "Practice")
    for name in (*PAGES, "Overview"):
        go(page, name)
        held(page, name="Practice")


def test_a_priority_in_the_address_of_a_page_without_the_filter_follows_too(browse):
    page = browse("/returns?priority=people")
    expect(page.get_by_role("heading", name="Returns", level=1)).to_be_visible()
    go(page, "KPIs")
    held(page, "People")


def test_a_priority_changed_on_the_way_is_the_one_that_follows_and_a_cleared_one_stays_cleared(browse):
    page = browse("/kpis?priority=People")
    held(page, "People")
    go(page, "Returns")
    go(page, "Finance")
    choose(page, "Practice")
    held(page, "Practice")
    go(page, "KPI")
    go(page, "Overview")
    held(page, "Practice")
    choose(page, "All")
    expect(page).not_to_have_url(re.compile("priority="))
    for name in ("Returns", "KPIs", "KPI", "Staffing"):
        go(page, name)
        assert asked_for(page) is None
    expect(priority_box(page)).to_have_value("All")


def test_going_back_shows_what_the_address_there_asks_for(browse):
    page = browse("/kpis?priority=People")
    held(page, "People")
    go(page, "Staffing")
    held(page, "People")
    choose(page, "Practice")
    held(page, "Practice")
    page.go_back()
    expect(page).to_have_title("KPIs – SCT Dash")
    shown = asked_for(page)
    expect(priority_box(page)).to_have_value(shown or "All")


def test_what_slipped_its_first_date_its_date_now_and_why_are_two_clicks_from_the_six(browse):
    page = browse("/priorities")
    six = page.get_by_role("table", name="The six strategic priorities")
    late = six.locator('a[href*="standing=Late"]').first
    expect(late).to_be_visible()
    late.click()
    expect(page.get_by_text("Only what is late.")).to_be_visible()
    first = page.get_by_role("table", name="late only").locator("tbody a").first
    code = first.inner_text().split()[0]
    first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(code)
    expect(page.get_by_role("heading", name="Every change of its date, and why")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"milestone={code}"))
    assert asked_for(page), "the priority goes along"


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("Download the six (CSV)", (*priorities.EXPORTED, *priorities.DETAIL)),
        ("Download these milestones (CSV)", plan.EXPORTED),
    ],
)
def test_what_the_page_downloads_has_the_columns_that_the_export_has(browse, name: str, columns: tuple[str, ...]):
    page = browse("/priorities")
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    head = download.value.path().read_text(encoding="utf-8-sig").splitlines()[0]
    assert tuple(head.split(",")) == columns
