"""The Finance page by AppTest: what it says of a year, what a reader chooses, and what it says of nothing."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from sct_dash.charts import bridge, forecast, savings
from sct_dash.store import engine as engines
from sct_dash.ui import finance_published
from tests.frames import frame
from tests.store import deeds

YEAR, ENDS = date(2026, 4, 1), date(2027, 3, 31)
LINES = [
    ("RES", "External residential placements", "Placements", "Meeting Need and Measuring Progress", "SUP002"),
    ("FOST", "Fostering", "Placements", "Meeting Need and Measuring Progress", "SUP002"),
    ("SW", "Social work staff", "Staffing", "People", None),
]
AUGUST = [("RES", 10e6, 0.0, 0.0, 11e6, 4.5e6, None), ("FOST", 5e6, 0.0, 0.0, 5e6, 2e6, None)]
SEPTEMBER = [
    ("RES", 10e6, 0.0, 0.8e6, 12.3e6, 6e6, "Two sibling <groups> placed"),
    ("FOST", 5e6, 0.2e6, 0.0, 5.2e6, 2.6e6, None),
    ("SW", 20e6, -0.2e6, 0.0, 19.5e6, 9.8e6, None),
]
SAVINGS = [
    (YEAR, ENDS, "Fewer placements far away", None, 1e6, 0.4e6, date(2027, 9, 30), "The home opened late"),
    (YEAR, ENDS, "Agency to permanent", "People", 0.5e6, 0.5e6, None, None),
]
FUNDING = [(YEAR, ENDS, "Trust reserve", 0.9e6, date(2026, 9, 20), "Agreed by the board")]


def said(page) -> str:
    """Everything the page says, as one text."""
    parts = [element.value for kind in ("title", "header", "subheader", "text") for element in getattr(page, kind)]
    return " ".join([*parts, *(html.proto.body for html in page.get("html"))])


def monitored(lines: list[tuple], month_end: date, year: date = YEAR, ends: date = ENDS) -> list[tuple]:
    return [(year, ends, month_end, *line) for line in lines]


def sent(engine, kind: str, rows: list[tuple], at: datetime, name: str) -> None:
    deeds.submitted(engine, deeds.rows(rows, kind), kind=kind, at=at, file_name=name)


@pytest.fixture
def budget_url(empty_url):
    """A database with two months of three lines, two savings schemes and one source of funding."""
    engine = engines.connected(empty_url)
    september, october = (datetime(2026, month, 15, 9, tzinfo=UTC) for month in (9, 10))
    sent(engine, "budget_lines", LINES, september, "lines.csv")
    sent(engine, "finance", monitored(AUGUST, date(2026, 8, 31)), september, "august.csv")
    sent(engine, "finance", monitored(SEPTEMBER, date(2026, 9, 30)), october, "september.csv")
    sent(engine, "savings", SAVINGS, october, "savings.csv")
    sent(engine, "deficit_funding", FUNDING, october, "funding.csv")
    engine.dispose()
    return empty_url


def test_the_first_sentence_says_where_the_budget_stands(budget_url, opened):
    page = opened("finance")
    assert not page.exception
    says = said(page)
    assert "Forecast £37.0m against a contract sum of £35.8m: £1.2m over" in says
    assert "£0.9m of £1.5m savings delivered; £0.3m has no funding yet." in says
    assert page.header[0].value == "Forecast is £1\\.2m over the contract sum"


def test_the_figures_beneath_the_sentence_are_those_it_is_made_of(budget_url, opened):
    says = said(opened("finance"))
    for words in ("£35.8m</span>contract sum", "£37.0m</span>forecast outturn", "£1.2m</span>over the contract sum"):
        assert words in says
    assert "£0.9m</span>saved of £1.5m" in says and "£0.6m delayed" in says and "£0.3m</span>has no funding" in says


def test_every_chart_has_a_text_alternative_a_headline_and_a_table(budget_url, opened):
    page = opened("finance")
    alternatives = [chart.proto.alt for chart in page.get("vega_lite_chart")]
    assert [words.split(" of ")[0].split(":")[0] for words in alternatives] == [
        "Bridge chart",
        "Line chart",
        "Bar chart",
    ]
    says = said(page)
    for words in alternatives:
        assert words.replace("'", "&#x27;") in says
    for caption in ("From the original sum to the forecast", "The forecast month by month", "Savings of 2026/27"):
        assert f"<caption>{caption}" in says


def test_the_lines_stand_with_what_is_over_first_and_come_to_the_total(budget_url, opened):
    says = said(opened("finance"))
    table = says.split("<caption>Budget lines at 30 September 2026")[1].split("</table>")[0]
    order = [table.index(name) for name in ("External residential placements", "Fostering", "Social work staff")]
    assert order == sorted(order)
    for words in ("1,500 over", "in balance", "300 under", "3 lines", "1,200 over"):
        assert words in table
    assert "Two sibling &lt;groups&gt; placed" in table


def test_virement_and_real_uplift_are_kept_apart(budget_url, opened):
    says = said(opened("finance"))
    steps = says.split("<caption>From the original sum to the forecast")[1].split("</table>")[0]
    assert 'Virement</th><td class="n">£0</td>' in steps
    assert 'Real uplift</th><td class="n">£800,000</td>' in steps


def test_a_row_leads_to_its_line_alone_and_the_line_leads_back(budget_url, opened):
    says = said(opened("finance"))
    assert 'href="finance?year=2026%2F27&amp;line=RES"' in says
    page = opened("finance", line="RES")
    alone = said(page)
    assert page.header[0].value == "Forecast is £1\\.5m over for this line"
    assert "Of External residential placements: forecast £12.3m against £10.8m, £1.5m over" in alone
    assert "Show all budget lines" in alone and "Of all lines: of the one chosen are the bridge" in alone
    assert "Forecast £37.0m" in alone, "the sentence is of the whole year"
    assert page.sidebar.selectbox(key="line").value == "External residential placements"


def test_a_line_that_is_none_is_told_and_all_are_shown(budget_url, opened):
    page = opened("finance", line="NONE")
    says = said(page)
    assert "this year and priority do not have; all are shown" in says
    assert page.sidebar.selectbox(key="line").value == "All"


@pytest.mark.parametrize("asked", ["2026-27", "September 2026", "2026/27 Q2"])
def test_the_year_of_an_address_is_read_however_it_is_written(asked, budget_url, opened):
    page = opened("finance", year=asked)
    assert page.sidebar.selectbox(key="year").value == "2026/27"
    assert "The address asked" not in said(page)


@pytest.mark.parametrize("asked", ["2019/20", "soon"])
def test_a_year_without_figures_is_told_and_the_latest_is_shown(asked, budget_url, opened):
    says = said(opened("finance", year=asked))
    assert "for which nothing is held; 2026/27 is shown" in says and "Forecast £37.0m" in says


def test_the_priority_narrows_lines_and_savings_and_leaves_the_deficit_whole(budget_url, opened):
    page = opened("finance")
    page.sidebar.selectbox(key="priority").set_value("People").run()
    says = said(page)
    assert "Of lines that serve People: forecast £19.5m against £19.8m, £0.3m under; all £500,000 savings" in says
    assert page.header[0].value == "Forecast is £0\\.3m under for this line"
    assert "£19.8m</span>for these lines" in says and "</span>has no funding" not in says
    assert "Fewer placements far away" not in says
    assert "£0.9m of the deficit of £1.2m is funded" in says
    assert says.count("Of the whole Trust, whatever is chosen.") == 2, "of the deficit and of the cost of a child"
    assert "External residential placements" not in says.split("What a child looked after costs")[0]
    assert "Lines: External residential placements, Fostering." in says


def test_a_priority_without_lines_says_so(budget_url, opened):
    page = opened("finance")
    page.sidebar.selectbox(key="priority").set_value("Prevention").run()
    assert not page.exception
    says = said(page)
    assert "No budget line answers to this choice" in says and "No savings scheme is held for 2026/27" in says


def test_as_at_an_earlier_day_shows_what_was_held_then(budget_url, opened):
    page = opened("finance")
    page.sidebar.text_input(key="as_at").set_value("1 October 2026").run()
    says = said(page)
    assert "Forecast £16.0m against a contract sum of £15.0m: £1.0m over" in says
    assert "september.csv" not in says and "august.csv" in says
    assert page.get("download_button")


def test_savings_say_what_is_delayed_until_when_and_why(budget_url, opened):
    says = said(opened("finance"))
    table = says.split("<caption>Savings of 2026/27")[1].split("</table>")[0]
    assert "30 September 2027" in table and "The home opened late" in table
    assert table.index("Fewer placements") < table.index("Agency to permanent")


def test_what_funds_the_deficit_comes_to_the_deficit(budget_url, opened):
    says = said(opened("finance"))
    assert "Of the whole Trust" not in says
    table = says.split("<caption>What funds the deficit")[1].split("</table>")[0]
    for words in ("Trust reserve", "20 September 2026", ">900<", ">300<", ">1,200<"):
        assert words in table


def test_a_cost_that_no_count_is_held_for_says_so(budget_url, opened):
    says = said(opened("finance"))
    assert "The cost of a child is not known: SUP002 has no count for the year yet" in says


def test_the_forecast_says_what_moved_it_with_its_note(budget_url, opened):
    says = said(opened("finance"))
    table = says.split("<caption>The forecast month by month")[1].split("</table>")[0]
    assert "External residential placements £1.3m more (Two sibling &lt;groups&gt; placed)" in table
    assert table.index("September 2026") < table.index("August 2026")


def test_the_files_behind_the_figures_are_named(budget_url, opened):
    says = said(opened("finance"))
    for name in ("september.csv", "savings.csv", "funding.csv"):
        assert f"{name}, sent 15 October 2026" in says


def test_a_year_that_has_only_savings_is_shown(empty_url, opened):
    engine = engines.connected(empty_url)
    sent(engine, "savings", SAVINGS, deeds.NOON, "savings.csv")
    engine.dispose()
    page = opened("finance")
    assert not page.exception
    says = said(page)
    assert "No forecast is held for 2026/27; £0.9m of £1.5m savings delivered." in says
    assert "No budget line answers" in says


def test_one_line_in_one_month_is_shown(empty_url, opened):
    engine = engines.connected(empty_url)
    sent(engine, "finance", monitored(SEPTEMBER[:1], date(2026, 9, 30)), deeds.NOON, "one.csv")
    engine.dispose()
    page = opened("finance")
    assert not page.exception
    says = said(page)
    assert "First forecast of the year" in " ".join(header.value for header in page.header)
    assert "1 lines" not in says and "Demonstration" not in says


def test_a_year_that_has_ended_is_told_by_its_outturn(empty_url, opened):
    engine = engines.connected(empty_url)
    ended = monitored(SEPTEMBER, date(2026, 3, 31), date(2025, 4, 1), date(2026, 3, 31))
    sent(engine, "finance", ended, deeds.NOON, "march.csv")
    engine.dispose()
    page = opened("finance")
    assert page.header[0].value.startswith("Outturn is")
    assert '£18.4m</span>outturn<br><span class="quiet">at 31 March 2026' in said(page)
    assert "of the outturn where it is known" in said(page)
    for words in ("£18.4m</span>outturn", "£17.4m</span>under the contract sum"):
        assert words in said(page)
    table = said(page).split("<caption>Budget lines at 31 March 2026")[1].split("</table>")[0]
    assert "Outturn</th>" in table


def test_over_or_under_of_a_year_that_has_ended_is_one_figure_on_the_whole_page(empty_url, opened):
    engine = engines.connected(empty_url)
    year, ends = date(2025, 4, 1), date(2026, 3, 31)
    lines = [("RES", 10e6, 0.0, 0.5e6, 12e6, 12.7e6, None), ("SW", 20e6, 0.0, 0.0, 19e6, 18.5e6, None)]
    sent(engine, "finance", monitored(lines, date(2026, 2, 28), year, ends), deeds.NOON, "february.csv")
    sent(engine, "finance", monitored(lines, ends, year, ends), deeds.NOON, "march.csv")
    engine.dispose()
    page = opened("finance")
    says = said(page)
    assert "Outturn £31.2m against a contract sum of £30.5m: £0.7m over" in says  # the forecast was £31.0m
    assert [header.value for header in page.header[:1]] == ["Outturn is £0\\.7m over the contract sum"]
    assert "£0.7m</span>over the contract sum" in says and "Nothing funds the deficit of £0.7m yet" in says
    table = says.split("<caption>Budget lines at 31 March 2026")[1].split("</table>")[0]
    assert "2,200 over" in table and "1,500 under" in table and "700 over" in table
    steps = says.split("<caption>From the original sum to the outturn")[1].split("</table>")[0]
    assert 'Over</th><td class="n">£700,000' in steps
    assert "Outturn is £0\\.2m more than forecast in February 2026" in [header.value for header in page.header]
    months = says.split("<caption>The forecast month by month")[1].split("</table>")[0]
    assert "700 over" in months and "Outturn £0.2m more than the forecast of the month before" in months


def test_what_is_spent_is_not_known_in_total_while_a_line_was_not_sent(budget_url, opened):
    engine = engines.connected(budget_url)
    october = monitored([*SEPTEMBER[:1], *SEPTEMBER[2:]], date(2026, 10, 31))
    sent(engine, "finance", october, datetime(2026, 11, 15, 9, tzinfo=UTC), "october.csv")
    engine.dispose()
    says = said(opened("finance"))
    assert "Spent to date is not known in total: Fostering was not sent for October 2026." in says


def test_a_deficit_that_is_funded_is_told_so_and_not_as_nought_without_funding(budget_url, opened):
    engine = engines.connected(budget_url)
    more = [(YEAR, ENDS, "Council grant", 0.3e6, None, None)]
    sent(engine, "deficit_funding", more, datetime(2026, 11, 1, 9, tzinfo=UTC), "grant.csv")
    engine.dispose()
    says = said(opened("finance"))
    assert "All</span>of what is over is funded" in says and "£1.2m over" in says
    assert "£0</span>" not in says


@pytest.mark.parametrize(("kind", "rows"), [("savings", SAVINGS[:1]), ("deficit_funding", FUNDING)])
def test_an_invented_saving_or_source_marks_the_sentence_it_is_part_of(kind, rows, empty_url, opened):
    engine = engines.connected(empty_url)
    sent(engine, "finance", monitored(SEPTEMBER, date(2026, 9, 30)), deeds.NOON, "real.csv")
    deeds.submitted(engine, deeds.rows(rows, kind), kind=kind, at=deeds.NOON, file_name="demo.csv", demonstration=True)
    engine.dispose()
    page = opened("finance")
    lead = [html.proto.body for html in page.get("html") if 'class="lead"' in html.proto.body]
    assert "Demo" in lead[0], "the sentence of the whole page"
    funded = [body for body in lead if "deficit" in body][-1]
    assert ("Demo" in funded) == (kind == "deficit_funding")


def test_nothing_held_is_a_sentence(empty_url, opened):
    page = opened("finance")
    assert not page.exception
    says = said(page)
    assert "No budget figure is held." in says and "No published spending is held." in says
    assert not page.get("vega_lite_chart")


def test_published_spending_stands_beside_elsewhere_and_sums_that_grow_with_an_area_do_not(seeded_url, opened):
    page = opened("finance")
    says = said(page)
    table = says.split("<caption>Published spending")[1].split("</table>")[0]
    weekly = table.split("Weekly cost of a child looked after")[1].split("</tr>")[0]
    for words in ("£1,360", "£1,270", "£1,822 (mean)", "£1,755", "£2,100"):
        assert words in weekly
    whole = table.split("Spending on children looked after")[1].split("</tr>")[0]
    assert "£57.8m" in whole and whole.count("not compared") == 3
    assert [chart.proto.alt for chart in page.get("vega_lite_chart")][-1].startswith("Line chart of Weekly cost")
    page.selectbox(key="spending_measure").select("RESIDENTIAL-WEEKLY-COST").run()
    assert not page.exception
    assert "Weekly cost of a residential placement by year" in said(page)


def test_every_measure_of_spending_is_held_as_published(seeded_url, opened):
    says = said(opened("finance"))
    table = says.split("<caption>Published spending")[1].split("</table>")[0]
    assert table.count("Year to 31 March") >= len(finance_published.MEASURES)


def test_headlines_of_any_figures_keep_to_ten_words():
    steps = frame("| step | end |\n| Contract sum | 72900000 |\n| Over or under | 72900001 |\n| Outturn | 72900001 |")
    months = frame("| month_end | reached |\n| 2026-08-31 | 123456789 |\n| 2026-09-30 | 123456790 |")
    ended, running = (months.with_columns(outturn=pl.lit(value, dtype=pl.Float64)) for value in (1.0, None))
    saved = {"schemes": 9, "unfinished": 3, "planned": 3e5, "delivered": 4e5, "delayed": 1e5, "outstanding": 1.0}
    drawn = (bridge.headline(steps), bridge.headline(steps, of="these lines"), savings.headline(saved))
    for says in (*drawn, forecast.headline(ended), forecast.headline(running)):
        assert len(says.split()) <= 10
