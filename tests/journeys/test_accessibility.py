"""axe-core finds nothing of ours on any page, light and dark, wide and narrow; pages work by keyboard and zoom."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# Found in Streamlit's own widgets, which a page cannot change.
STREAMLITS_OWN = {
    "presentation-role-conflict": "the drop zone of st.file_uploader",
    "region": "the portal that holds an open list, and the toolbar",
}
WIDE, NARROW, QUARTER = 1366, 375, 320
"""Widths in pixels: a laptop, a telephone, and what is left of 1280 at 400%."""
PATHS = [
    *("/", "/kpis", "/kpis?status=Red", "/kpi?kpi=KPI002", "/kpi?kpi=SUP009", "/returns"),
    *("/staffing", "/staffing?team=Assessment 2&turned=2&filled=1", "/finance"),
    *("/risks", "/risks?likelihood=4&impact=3", "/risk?risk=4c", "/priorities", "/priority?priority=People"),
    *(
        "/milestone?milestone=M049",
        "/inspections",
        "/meetings",
        "/meeting?board=Operational Partnership Board",
        "/changes",
    ),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_of_ours_wide_or_narrow_and_at_400_percent_nothing_scrolls_sideways(browse, path, scheme):
    page = browse(path, viewport={"width": WIDE, "height": 800}, color_scheme=scheme)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    expect(page.locator(".sct").nth(1)).to_be_attached()
    expect(page.locator("[data-testid=stSkeleton], [data-stale=true]")).to_have_count(0)
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page).response["violations"]
        ours = {f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["id"] not in STREAMLITS_OWN}
        assert not ours, width
    page.set_viewport_size({"width": QUARTER, "height": 800})
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0


def test_the_list_is_reached_and_opened_by_keyboard_alone(browse):
    page = browse("/kpis?status=Red")
    link = page.locator("tbody tr a").first
    expect(link).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("element => element === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/kpi?*kpi=*")
