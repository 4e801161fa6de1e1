"""A meeting held in a real browser: found from the first page, walked through by keyboard, noted, taken away."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

BOARD = "Operational Partnership Board"


def place(page) -> str:
    return page.locator(".room").get_attribute("aria-label")


def test_the_next_meeting_is_opened_and_walked_through_by_keyboard_alone(browse):
    page = browse("/meetings")
    way = page.get_by_role("link", name=re.compile("Open the meeting view for 26 November 2026"))
    way.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".room")).to_have_attribute("aria-label", re.compile("^Item 1 of"))
    # Keys are listened for once the page has been drawn whole.
    expect(page.get_by_role("button", name="Note it")).to_be_visible()
    expect(page.locator('[data-test-script-state="notRunning"]')).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".room")).to_have_attribute("aria-label", re.compile("^Item 2 of"))
    expect(page).to_have_url(re.compile(r"item=2"))
    second = page.locator(".room h2").inner_text()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".room")).to_have_attribute("aria-label", re.compile("^Item 1 of"))
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".room h2")).to_have_text(second)


def test_an_arrow_in_what_is_being_written_turns_no_page_and_the_note_stands_for_everyone(browse):
    path = f"/meeting?board={BOARD}&meets_on=2026-11-26&item=2"
    officer, member = browse(path), browse(path)
    expect(member.locator(".room")).to_have_attribute("aria-label", re.compile("^Item 2 of"))
    words = officer.get_by_label("What was asked or agreed")
    words.fill("Bring the reasons by team")
    words.press("ArrowLeft")
    officer.get_by_text("Action", exact=True).click()
    officer.get_by_label("Owner", exact=True).fill("Head of Service")
    officer.get_by_role("button", name="Note it").click()
    expect(officer.get_by_text("Noted as submission")).to_be_visible()
    assert place(officer).startswith("Item 2 of")
    expect(member.get_by_text("Action: Bring the reasons by team (owner Head of Service)")).to_be_visible()
    with officer.expect_download() as download:
        officer.get_by_role("button", name="Download for the minutes (text)").click()
    minutes = download.value.path().read_text(encoding="utf-8")
    assert minutes.startswith(f"{BOARD}, 26 November 2026\n")
    assert "Action: Bring the reasons by team (owner Head of Service)" in minutes


@pytest.mark.parametrize("width", [375, 341])  # a telephone, and 1366 pixels at 400%
def test_the_meeting_view_needs_no_sideways_scrolling(browse, width: int):
    page = browse(f"/meeting?board={BOARD}&item=1", viewport={"width": width, "height": 640})
    expect(page.locator(".room")).to_be_visible()
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= width
    assert page.locator(".room").bounding_box()["width"] <= width
    expect(page.get_by_role("button", name="Next")).to_be_visible()
