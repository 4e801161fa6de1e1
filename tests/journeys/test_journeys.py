"""What people do, done in a real browser against a real server."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WORST = b"period,kpi_code,numerator,denominator,comment\n2026-10,KPI002,10,300,sent in a journey\n"
FIXED = b"period,kpi_code,numerator,denominator,comment\n2026-10,KPI002,299,300,sent in a journey\n"


def send(page, name: str, content: bytes) -> None:
    page.locator('input[type="file"]').set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Submit this return").click()
    expect(page.get_by_text("Stored as submission")).to_be_visible()


def test_a_director_with_the_page_open_sees_a_new_return(browse):
    director = browse("/kpi?kpi=KPI002")
    expect(director.get_by_role("heading", level=1)).to_contain_text("KPI002")
    expect(director.locator(".lead").filter(has_text="3.3%")).to_have_count(0)
    officer = browse("/returns")
    expect(officer.get_by_role("heading", name="Returns", level=1)).to_be_visible()
    send(officer, "october.csv", WORST)
    expect(director.locator(".lead").filter(has_text="3.3%").first).to_be_visible()
    expect(director.locator(".lead .mark.red").first).to_be_visible()
    expect(director.locator('[role="status"]').filter(has_text="KPI002")).to_be_visible()
    assert "kpi=KPI002" in director.url
    send(officer, "october-again.csv", FIXED)
    expect(director.locator(".lead").filter(has_text="99.7%").first).to_be_visible()
    expect(director.locator(".lead .mark.green").first).to_be_visible()


def test_a_paused_page_stays_as_it_is_and_says_that_figures_wait(browse):
    director = browse("/kpi?kpi=KPI001")
    expect(director.get_by_role("heading", level=1)).to_contain_text("KPI001")
    director.get_by_text("Pause updates", exact=True).click()
    officer = browse("/returns")
    send(officer, "paused.csv", b"period,kpi_code,numerator,denominator\n2026-10,KPI001,1,250\n")
    expect(director.get_by_text("New figures have arrived")).to_be_visible()
    expect(director.locator(".lead").filter(has_text="0.4%")).to_have_count(0)
    director.get_by_text("Pause updates", exact=True).click()
    expect(director.locator(".lead").filter(has_text="0.4%").first).to_be_visible()


def test_filters_live_in_the_address(browse):
    page = browse("/kpis?status=Red&set=Contract")
    expect(page.locator("tbody tr").first).to_be_visible()
    words = page.locator("tbody tr td:first-child").all_inner_texts()
    assert words and all("Red" in text for text in words)
    assert "status=Red" in page.url and "set=Contract" in page.url


def test_a_row_leads_to_its_kpi(browse):
    page = browse("/kpis")
    first = page.locator("tbody tr a").first
    code = first.inner_text().split()[0]
    page.locator("tbody tr").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(code)
    expect(page).to_have_url(re.compile(rf"kpi\?.*kpi={code}"))


def test_the_first_screen_and_the_list_load_no_vega(browse):
    page = browse("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    expect(page.locator(".tiles")).to_be_visible()
    page.goto(page.url.split("?")[0].rstrip("/") + "/kpis")
    expect(page.locator("tbody tr img").first).to_be_visible()
    assert not [url for url in asked if "vega" in url.lower()]


def test_nothing_is_asked_of_any_other_server(browse, server):
    page = browse("/")
    elsewhere: list[str] = []
    page.on("request", lambda request: elsewhere.append(request.url))
    for path in ("/", "/kpis", "/kpi", "/returns"):
        page.goto(server + path)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
    strangers = [url for url in elsewhere if not url.startswith((server, "data:", "blob:"))]
    assert not strangers


def test_new_figures_take_neither_filters_nor_scroll_nor_typed_text(browse):
    reader = browse("/kpis?set=Contract")
    expect(reader.locator("tbody tr a").first).to_be_visible()
    main = reader.locator('[data-testid="stMain"]')
    main.evaluate("element => element.scrollTo(0, 300)")
    typing = browse("/returns")
    why = typing.get_by_label("Why it is taken back")
    why.fill("half a sentence")
    officer = browse("/returns")
    send(officer, "scroll.csv", b"period,kpi_code,numerator,denominator\n2026-10,KPI006,1,290\n")
    expect(reader.locator('[role="status"]').filter(has_text="KPI006")).to_be_attached()
    expect(typing.get_by_role("cell", name="scroll.csv")).to_be_attached()
    expect(why).to_have_value("half a sentence")
    assert "set=Contract" in reader.url
    assert main.evaluate("element => element.scrollTop") > 200
