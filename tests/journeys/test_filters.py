"""The filters in a real browser: a day chosen by keyboard alone, and what an address is put right to."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def as_at(page):
    return page.get_by_role("textbox", name="As at", exact=True)


def test_a_day_typed_and_entered_is_shown_at_once_and_kept_in_the_address(browse):
    page = browse("/kpis")
    expect(page.get_by_text("Showing now.")).to_be_visible()
    as_at(page).focus()
    page.keyboard.type("1/9/2021")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Figures as at the end of 1 September 2021")).to_be_visible()
    expect(page.get_by_text("as they stood at the end of 1 September 2021.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"as_at=2021-09-01"))
    expect(as_at(page)).to_have_value("2021-09-01")
    expect(as_at(page)).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Showing now.")).to_be_visible()
    expect(page).not_to_have_url(re.compile("as_at"))


def test_a_day_that_does_not_exist_is_told_and_may_be_mended(browse):
    page = browse("/kpis")
    as_at(page).fill("31/02/2021")
    as_at(page).press("Enter")
    expect(page.get_by_role("alert").filter(has_text="not ‘31/02/2021’. Showing now.")).to_be_visible()
    expect(as_at(page)).to_have_value("31/02/2021")
    as_at(page).fill("28/02/2021")
    as_at(page).press("Enter")
    expect(page.get_by_text("Figures as at the end of 28 February 2021")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="31/02/2021")).to_have_count(0)


def test_an_address_is_put_right_and_what_it_asks_in_vain_is_told(browse):
    page = browse("/kpis?period=2026-03&status=red&status=Bogus&set=contract&as_at=16/11/2026")
    says = "The address asked for status Bogus, which is not one; Red is shown."
    expect(page.get_by_text(says)).to_be_visible()
    expect(page.get_by_text("Statuses of March 2026; a KPI's page shows its latest.")).to_be_visible()
    for part in ("period=March\\+2026", "status=Red", "set=Contract", "as_at=2026-11-16"):
        expect(page).to_have_url(re.compile(part))
    expect(page).not_to_have_url(re.compile("Bogus"))
    statuses = page.locator("tbody tr td:first-child")
    expect(statuses.first).to_contain_text("Red")
    assert all("Red" in words for words in statuses.all_inner_texts())


def test_the_day_chosen_goes_with_the_reader_over_the_menu_and_a_cleared_one_stays_cleared(browse):
    page = browse("/kpis?as_at=2024-03-31")
    stood = page.get_by_text("Figures as at the end of 31 March 2024")
    expect(stood).to_be_visible()
    for name in ("Risks", "Returns", "Meetings"):
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
        kept = page.get_by_text("31 March 2024 stays chosen for the pages that have As at.")
        expect(stood.or_(kept)).to_be_visible()
        expect(page).to_have_url(re.compile(r"as_at=2024-03-31"))
    box = page.get_by_label("As at", exact=True)
    box.fill("")
    box.press("Enter")
    expect(stood).to_have_count(0)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Risks", exact=True).click()
    expect(page.get_by_role("heading", name="Risks", level=1)).to_be_visible()
    expect(page.get_by_text("Showing now.")).to_be_visible()
