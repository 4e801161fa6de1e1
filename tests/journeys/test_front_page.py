"""The front page stands on one screen, and each of its items leads where it says."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("path", ["/", "/?priority=Practice", "/?as_at=2024-03-31"])
def test_the_whole_front_page_stands_on_one_screen(browse, path):
    page = browse(path, viewport={"width": 1366, "height": 768})
    last = page.locator(".front section").last
    expect(last).to_be_visible()
    box = last.bounding_box()
    assert box["y"] + box["height"] <= 768


def test_an_item_of_each_sort_on_the_front_page_leads_to_the_page_of_its_thing(browse):
    page = browse("/")
    links = page.locator(".front li:not(.quiet) a")
    expect(links.first).to_be_visible()
    ways = [(link.inner_text(), link.get_attribute("href")) for link in links.all()]
    assert len(ways) > 12
    first_of_each = {href.partition("?")[0]: (words, href) for words, href in reversed(ways)}
    assert set(first_of_each) == {"kpi", "risk", "milestone", "meeting", "inspections"}
    for words, href in first_of_each.values():
        there = browse(f"/{href}")
        expect(there.get_by_role("heading", level=1)).to_be_visible()
        expect(there.get_by_text(words.removeprefix("Risk ").removeprefix("KPI")).first).to_be_attached()
        assert there.get_by_text("This app has encountered an error").count() == 0
        there.close()
