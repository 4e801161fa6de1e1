"""The section What changed, run by itself on the demonstration and on an empty database."""

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from sct_dash import door
from sct_dash.store import engine as engines


def shown() -> None:
    from datetime import date  # AppTest runs this function as a script of its own

    import streamlit as st

    from sct_dash import clock
    from sct_dash.ui import changed, data, filters

    asked = dict(st.query_params)
    day = date.fromisoformat(asked.pop("on", "2026-11-15"))
    chosen = asked.pop("as_at", None)
    asked.pop("since", None)
    version = data.version()
    moment = filters.Moment(version, clock.end_of(day) if chosen else None, day, True)
    changed.section(moment, **asked)


def opened(**query: str) -> AppTest:
    page = AppTest.from_function(shown, default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def said(page: AppTest) -> str:
    return " ".join(html.proto.body for html in page.get("html"))


def headings(page: AppTest) -> list[str]:
    return [heading.value for heading in page.subheader]


def test_the_default_is_four_weeks_before_the_day_shown_and_says_so(seeded_url):
    page = opened()
    assert page.header[0].value == "What changed"
    assert "Since 18 October 2026, four weeks before the day shown: " in said(page)
    assert "reported for the first time" in said(page)


def test_a_day_in_the_address_is_the_day_compared_with(seeded_url):
    page = opened(since="2026-09-01")
    assert "Since 1 September 2026: " in said(page) and "four weeks" not in said(page)
    assert "1 figure was restated" in said(page)
    item = "KPI003 Initial child protection conferences within 15 working days</a>, June 2026: restated from 84.2% to"
    assert item in said(page)
    assert "2026-09-21.1.kpi_values.restated.csv, sent 21 September 2026, 09:00" in said(page)


def test_relief_that_ended_and_targets_that_changed_stand_under_their_headings(seeded_url):
    autumn = opened(on="2021-11-15", as_at="yes", since="2021-09-01")
    assert "relief ended for 3" in said(autumn)
    assert headings(autumn) == ["Status", "Signals", "Relief", "Plan"]
    assert "Targets" in headings(opened(on="2023-04-10", as_at="yes", since="2023-03-01"))


def test_it_is_narrowed_to_a_kpi_a_priority_and_a_set(seeded_url):
    query = {"on": "2021-11-15", "as_at": "yes", "since": "2021-09-01"}
    whole = said(opened(**query))
    one = said(opened(**query, kpi="KPI007"))
    assert "relief ended for 1" in one and "KPI012" not in one and "KPI012" in whole
    assert "SUP001" in whole and "SUP001" not in said(opened(**query, kpi_set="contract"))
    assert "KPI007" not in said(opened(**query, priority="Partnerships"))


def test_every_item_leads_to_its_kpi_compared_with_the_same_day(seeded_url):
    shown = said(opened(since="2026-09-01"))
    assert 'href="kpi?kpi=KPI003&amp;since=2026-09-01"' in shown


def test_figures_that_came_and_turned_nothing_are_counted(seeded_url):
    shown = said(opened(since="2026-09-01", kpi="PUB001", on="2026-11-15"))
    assert "nothing changed" in shown
    month = said(opened(since="2026-10-20", kpi="KPI014"))
    assert "1 figure was reported for the first time, and nothing else changed." in month


def test_where_nothing_changed_it_says_so_in_words(empty_url):
    page = opened()
    assert "nothing changed. No status moved" in said(page)
    assert not page.subheader and not page.get("download_button")


@pytest.mark.parametrize("since", ["2021-11-15", "2021-11-16"])
def test_a_day_that_does_not_come_before_the_one_shown_is_not_compared(seeded_url, since):
    page = opened(on="2021-11-15", as_at="yes", since=since)
    assert "Choose a day up to 14 November 2021" in said(page)
    assert not page.subheader


def test_what_an_officer_wrote_is_shown_as_text(seeded_url):
    name = "<img src=x onerror=alert(1)>"
    data = f"kpi_code,name,unit,direction,frequency\nKPI001,{name},percent,lower,month\n".encode()
    at = datetime(2026, 11, 14, 9, tzinfo=UTC)
    engine = engines.connected(seeded_url)
    sent = door.submit(engine, kind="kpis", data=data, file="<b>.csv", by="<i>", at=at, today=at.date())
    engine.dispose()
    assert sent.submission
    words = said(opened())
    assert "&lt;img src=x" in words and "<img" not in words and "<b>" not in words and "<i>" not in words


@pytest.mark.parametrize("written", ["1/9/2026", "2026-09-01", "1 September 2026"])
def test_the_day_may_be_written_on_the_page_and_in_the_address(seeded_url, written):
    page = opened()
    page.text_input(key="since").set_value(written).run()
    assert "Since 1 September 2026: " in said(page)
    assert page.text_input(key="since").value == "2026-09-01"
    assert "Since 1 September 2026: " in said(opened(since=written))


@pytest.mark.parametrize("written", ["soon", "31/02/2026", "1999-01-01", "<b>"])
def test_a_day_that_means_nothing_is_said_and_compared_with_nothing(seeded_url, written):
    page = opened()
    page.text_input(key="since").set_value(written).run()
    assert not page.exception and not page.subheader
    assert 'role="alert" class="banner">The day to compare with must be' in said(page) and "<b>" not in said(page)
