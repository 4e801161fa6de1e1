"""The risk register in a real browser: a cell by keyboard alone, what stays chosen, and what axe and zoom find."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.registers import drawn, sent

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def database(sqlite_template, tmp_path_factory):
    """A database that holds the drawn register alone."""
    file = tmp_path_factory.mktemp("register") / "register.sqlite"
    file.write_bytes(sqlite_template.read_bytes())
    sent(f"sqlite:///{file}", drawn())
    return f"sqlite:///{file}"


def cell(page, words: str):
    """The cell of the matrix that is called so: Likelihood 3, impact 4."""
    return page.get_by_role("link", name=re.compile(rf"^{words}: "))


def rows(page):
    return page.get_by_role("region", name="the gravest first").locator("tbody tr a.row")


def test_a_cell_is_reached_and_chosen_by_keyboard_and_chosen_again_it_clears(browse):
    page = browse("/risks")
    expect(rows(page)).to_have_count(5)
    cell(page, "Likelihood 3, impact 3").focus()
    page.keyboard.press("Tab")
    expect(cell(page, "Likelihood 3, impact 4")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="2 risks: likelihood 3 and impact 4")).to_be_visible()
    expect(page).to_have_url(re.compile("likelihood=3&impact=4"))
    expect(rows(page)).to_have_count(2)
    expect(cell(page, "Likelihood 3, impact 4")).to_have_attribute("aria-current", "true")
    cell(page, "Likelihood 3, impact 4").press("Enter")
    expect(rows(page)).to_have_count(5)
    expect(page).not_to_have_url(re.compile("likelihood"))


def test_the_download_says_since_when_its_movement_is(browse):
    page = browse("/risks?since=2026-11-01")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download these rows (CSV)").click()
    assert download.value.suggested_filename == "risks-since-2026-11-01.csv"


def test_the_whole_cell_can_be_clicked_and_its_references_lead_to_their_risks(browse):
    page = browse("/risks")
    box = page.locator("td.cell").nth(7).bounding_box()
    page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] - 4)
    expect(page).to_have_url(re.compile("likelihood=3&impact=4"))
    expect(page.get_by_role("heading", name="2 risks: likelihood 3 and impact 4")).to_be_visible()
    page.locator("td.cell").nth(7).get_by_role("link", name="4c", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("4c Vacancies")
    expect(page.get_by_text("Three leavers").first).to_be_visible()
    page.get_by_role("link", name="All risks").click()
    expect(rows(page)).to_have_count(5)


def test_what_is_chosen_stays_when_another_cell_is(browse):
    page = browse("/risks?register=Trust&priority=People&since=2026-02-20")
    expect(page.get_by_text("4 risks of People, register Trust:")).to_be_visible()
    cell(page, "Likelihood 1, impact 2").click()
    expect(rows(page)).to_have_count(1)
    for part in ("register=Trust", "priority=People", "since=2026-02-20", "likelihood=1"):
        expect(page).to_have_url(re.compile(part))
    expect(page.get_by_text("Since 20 February 2026:")).to_be_visible()


def test_the_matrix_fits_a_telephone(browse):
    page = browse("/risks", viewport={"width": 375, "height": 800})
    expect(page.locator("td.cell").first).to_be_visible()
    region = page.get_by_role("region", name="Risk matrix")
    assert region.evaluate("box => box.scrollWidth <= box.clientWidth + 1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/risks?likelihood=3&impact=4", "/risk?risk=4c"])
def test_axe_finds_nothing_of_ours(browse, path, scheme):
    page = browse(path, color_scheme=scheme)
    expect(page.get_by_text("Three leavers").first).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Download these"))).to_be_visible()
    found = Axe().run(page).response["violations"]
    ours = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["id"] != "region"]
    assert not ours


@pytest.mark.parametrize("path", ["/risks", "/risk?risk=4c"])
def test_a_page_at_400_percent_needs_no_sideways_scrolling(browse, path):
    page = browse(path, viewport={"width": 320, "height": 800})
    expect(page.get_by_role("button", name=re.compile("^Download these"))).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
