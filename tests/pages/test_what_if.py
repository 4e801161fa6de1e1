"""What if, by AppTest: what is asked in boxes and address, what it says, what it cannot do, and what it would cost."""

import pytest
from streamlit.testing.v1 import AppTest

SCRIPT = """
from datetime import date
from sct_dash.ui import what_if

row = {{
    "period_end": date(2026, 9, 30), "demonstration": True,
    "in_post_fte": 270.0, "agency_fte": 30.0, "agency_covering_fte": 24.0, "vacancy_fte": 40.0,
    "cases": 4500.0, "case_holders_fte": 250.0, **{changed},
}}
what_if.section("{whose}", row)
"""


def opened(changed=None, whose="social workers", **query):
    page = AppTest.from_string(SCRIPT.format(whose=whose, changed=changed or {}), default_timeout=60)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def told(page):
    return " ".join(block.proto.body for block in page.get("html"))


def charts(page):
    return [chart.proto.alt for chart in page.get("vega_lite_chart")]


def test_with_nothing_asked_the_rates_stay_and_every_box_is_nought():
    page = opened()
    assert [page.number_input(key=key).value for key in ("turned", "filled", "leaving")] == [0, 0, 0]
    assert "With nothing changed the agency rate stays at 10.0%, the vacancy rate at 12.9%" in told(page)
    assert "From September 2026, social workers: 270.0 FTE in post, 30.0 FTE agency" in told(page)
    assert "Demo<" in told(page)
    assert not charts(page) and "What if, month" not in told(page), "flat lines say nothing that the sentence does not"
    assert "Cases stay as many as they are" in told(page)


def test_what_is_asked_is_told_drawn_and_tabled():
    page = opened()
    page.number_input(key="turned").set_value(10.0)
    page.number_input(key="leaving").set_value(2.0).run()
    assert not page.exception
    assert "after 12 months the agency rate would be 7.2% (now 10.0%)" in told(page)
    assert [header.value for header in page.subheader] == [
        r"Agency rate falls to 7\.2%, vacancy rate rises to 17\.4%",
        r"Caseload rises to 19\.6 in 12 months",
    ]
    assert "Agency rate: 10.0% now, and dashed, with no change; 7.2% at the end." in charts(page)[0]
    assert "Caseload: 18.0 now" in charts(page)[1]
    assert "<caption>What if, month by month</caption>" in told(page)
    assert told(page).count('<th scope="row"') == 13 and "September 2027" in told(page)


def test_the_address_opens_the_same_view():
    page = opened(turned="10", filled="5.5", leaving="2.0")
    assert [page.number_input(key=key).value for key in ("turned", "filled", "leaving")] == [10, 5.5, 2]
    assert "With 10.0 FTE of agency staff made permanent, 5.5 FTE of vacancies filled and 2.0 FTE leaving" in told(page)


@pytest.mark.parametrize("written", ["lots", "5,5", "-3", "nan", "inf", "1e9", "<b onclick=x>"])
def test_an_address_that_asks_for_no_such_number_is_told_and_none_is_assumed(written):
    page = opened(turned=written)
    assert page.number_input(key="turned").value == 0
    assert "The address asked for a number made permanent of " in told(page)
    assert "which is no number from 0 to 10,000; none is assumed." in told(page)
    assert "<b onclick" not in told(page)
    page.number_input(key="turned").set_value(1.0).run()
    assert "The address asked for" not in told(page)


def test_more_than_there_is_is_told_and_what_there_is_is_done():
    page = opened(turned="40", filled="50")
    assert "There are only 30.0 FTE of agency staff to make permanent, not 40.0." in told(page)
    assert "There are only 16.0 vacancies to fill once 30.0 FTE of agency staff are permanent, not 50.0." in told(page)
    assert "the agency rate would be 0.0% (now 10.0%)" in told(page)


def test_without_prices_no_cost_is_shown_and_none_is_invented():
    page = opened(turned="12")
    assert [page.number_input(key=f"price_{name}").value for name in ("day_rate", "days_a_year", "salary")] == [
        None
    ] * 3
    assert "staff would cost" not in told(page) and "Cost a year" not in told(page)
    assert "For the cost" not in told(page)


def test_some_prices_are_not_enough_and_what_is_empty_is_named():
    page = opened(turned="12")
    page.number_input(key="price_day_rate").set_value(300.0)
    page.number_input(key="price_salary").set_value(40000.0).run()
    assert "still empty: Days an agency worker is paid a year and On-costs, % of the salary." in told(page)
    assert "staff would cost" not in told(page)


def test_prices_give_the_cost_against_no_change_in_words_and_table():
    page = opened(turned="12")
    for name, price in {"day_rate": 300.0, "days_a_year": 220.0, "salary": 40000.0, "on_costs_percent": 25.0}.items():
        page.number_input(key=f"price_{name}").set_value(price)
    page.run()
    assert "staff would cost £192,000 less over the 12 months, and from then on £192,000 less a year." in told(page)
    assert "Against no change</th>" in told(page) and "-£192,000" in told(page)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"in_post_fte": 0.0, "agency_fte": 0.0}, "There are no staff in September 2026 to begin from."),
        (
            {"vacancy_fte": None},
            "Nothing can be worked out from September 2026, of which is not known: vacancies.",
        ),
    ],
)
def test_where_nothing_can_be_worked_out_it_says_why_and_asks_nothing(changed, says):
    page = opened(changed)
    assert says in told(page)
    assert not page.number_input and not page.subheader


def test_a_small_team_is_told_in_counts_and_its_rates_are_not_drawn():
    small = {"in_post_fte": 6.0, "agency_fte": 2.0, "agency_covering_fte": 2.0, "vacancy_fte": 3.0}
    page = opened(small, "social workers of Team A", turned="1")
    assert "From September 2026, social workers of Team A: 6.0 FTE in post" in told(page)
    assert "the agency rate would be 1.0 of 8.0 FTE (now 2.0 of 8.0 FTE)" in told(page)
    assert "Rates of fewer than 10 FTE are not drawn" in told(page)
    assert len(charts(page)) == 1


def test_a_service_that_holds_no_cases_has_no_caseload_chart():
    page = opened({"cases": None, "case_holders_fte": None}, "residential care staff", turned="5")
    assert len(charts(page)) == 1 and "caseload" not in told(page).split("<table>")[0].lower()
    assert "residential care staff: 270.0 FTE" in told(page)
