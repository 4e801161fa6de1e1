"""The Staffing page by AppTest: what it says of few and of many, what its filters leave, and with nothing held."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from sct_dash import settings
from sct_dash.core.frames import SCHEMAS
from sct_dash.store import engine as engines
from sct_dash.ui.staffing_figures import TILES
from tests.store.deeds import submitted

DEMO = ' <span class="demo"'
LAST = date(2026, 10, 31)
AT = datetime(2026, 11, 15, 9, tzinfo=UTC)
TEAMS = [
    ("Duty", "Assessment", "Practice"),
    ("Court", "Safeguarding", "Prevention"),
    ("Rowan House", "Homes", "People"),
]


def ends(count: int) -> list[date]:
    """So many month ends up to the last."""
    first = pl.lit(LAST).dt.month_start().dt.offset_by(f"-{count - 1}mo")
    return pl.select(pl.date_range(first, LAST, "1mo").dt.month_end()).to_series().to_list()


def staffing(team: str, role: str, month: date, **cells: float) -> dict:
    """One row of the return: 9 in post and 1 agency covering, unless said otherwise."""
    usual = {"establishment_fte": 10.0, "in_post_fte": 9.0, "agency_fte": 1.0, "agency_covering_fte": 1.0}
    usual |= {"vacancy_fte": 1.0, "starters_fte": 0.5, "leavers_fte": 0.2, "cases": 120.0, "case_holders_fte": 8.0}
    usual |= {"days_lost": 9.0, "days_available": 180.0, "in_post_headcount": 10.0, "agency_headcount": 1.0}
    return {"month_end": month, "team": team, "role": role, **usual, **cells}


def rows(kind: str, told: list[dict]) -> pl.DataFrame:
    return pl.DataFrame(told, SCHEMAS[kind]).with_columns(line=pl.int_range(pl.len(), dtype=pl.Int64) + 2)


def listed(teams: list[tuple[str, str, str]]) -> pl.DataFrame:
    names = ("team", "service", "priority")
    return rows("teams", [{**dict(zip(names, team, strict=True)), "valid_from": date(2018, 4, 1)} for team in teams])


@pytest.fixture
def filled(empty_url):
    """`filled(staffing=frame)` sends returns of those kinds into the database of the test."""

    def fill(demonstration: bool = False, **returns: pl.DataFrame) -> None:
        engine = engines.connected(empty_url)
        for kind, frame in returns.items():
            submitted(engine, frame, at=AT, kind=kind, rows_hash=kind, demonstration=demonstration)
        engine.dispose()

    return fill


@pytest.fixture
def staffed(filled):
    """Two teams of social workers and a home over fifteen months; the last month has one more agency worker in Duty."""
    told = []
    for month in ends(15):
        more = {"agency_fte": 3.0} if month == LAST else {}
        told += [
            staffing("Duty", "social worker", month, **more),
            staffing("Duty", "manager", month, cases=0.0, case_holders_fte=0.0, in_post_fte=2.0, agency_fte=0.0,
                     agency_covering_fte=0.0, vacancy_fte=0.0, establishment_fte=2.0),
            staffing("Court", "social worker", month, in_post_fte=7.6, agency_fte=1.4, vacancy_fte=2.4),
            staffing("Rowan House", "residential", month, cases=None, case_holders_fte=None, in_post_fte=12.0),
        ]  # fmt: skip
    left = [
        {"month_end": LAST, "team": "Duty", "reason": "Career move", "count": 2.0},
        {"month_end": LAST, "team": "Rowan House", "reason": "<b>Pay</b>", "count": 1.0},
    ]
    filled(teams=listed(TEAMS), staffing=rows("staffing", told), leaving_reasons=rows("leaving_reasons", left))


def told(page) -> str:
    return " ".join(block.proto.body for block in page.get("html"))


def heads(page) -> list[str]:
    return [head.value.replace("\\", "") for head in (*page.header, *page.subheader)]


def alts(page) -> list[str]:
    return [chart.proto.alt for chart in page.get("vega_lite_chart")]


def test_with_nothing_held_it_says_so_and_what_to_send(empty_url, opened):
    page = opened("staffing")
    assert not page.exception and not alts(page)
    assert "No staffing is held for social workers. A performance officer can send the staffing return." in told(page)
    assert "No KPI is worked out from the staffing return." in told(page)
    assert "No published workforce figure is held." in page.text[0].value
    assert not page.get("download_button")


def test_how_many_are_permanent_is_said_first_and_shown_beside_the_year_before(staffed, opened):
    page = opened("staffing")
    assert not page.exception
    first = told(page).split('<ul class="tiles">')[0]
    assert "80.9% permanent, down from 88.6% a year ago; 4.4 FTE agency, 2.4 above establishment." in first
    assert "Social workers at 31 October 2026." in first
    tiles = told(page).split('<ul class="tiles">')[1].split("</ul>")[0]
    for says in ("80.9%", "88.6% a year ago", "15.5%", "38.7%", "15.0", "5.0%"):
        assert says in tiles
    assert tiles.count("<li>") == 7


def test_every_chart_has_a_message_of_ten_words_at_most_its_words_and_its_table(staffed, opened):
    page = opened("staffing")
    assert heads(page)[:6] == [
        "80.9% permanent in October 2026, 88.6% in August 2025",
        "3.4 FTE vacant in October 2026, 3.4 a year before",
        "More joined than left: 18.0 against 7.2 FTE",
        "A caseload of 15.0 in each of 2 teams",
        "5.0% of days lost to sickness",
        "Career move: why 2 of 3 left",
    ]
    assert all(len(head.split()) <= 10 for head in heads(page)[:6])
    assert len(alts(page)) == 6 and all("chart" in words or "plot" in words for words in alts(page))
    assert [box.label for box in page.expander].count("The figures by month") == 5
    assert told(page).count('<th scope="row" class="w">Aug 2025</th>') == 5


def test_residential_care_stands_apart_and_in_no_headline_figure(staffed, opened):
    page = opened("staffing")
    assert "Residential care service" in heads(page) and "Homes" in heads(page)
    apart = told(page).split("Residential care staff at 31 October 2026.")[1]
    assert "<caption>1 team in October 2026</caption>" in apart and "Rowan House" in apart
    assert "Rowan House" not in told(page).split("Residential care staff at")[0]
    assert "caseload" not in apart.split("</ul>")[0], "a home holds no cases"


def test_on_a_page_of_residential_care_it_is_not_told_twice(staffed, opened):
    page = opened("staffing", service="Homes")
    assert "Residential care service" not in heads(page)
    assert told(page).count("Residential care staff of Homes at 31 October 2026.") == 1


def test_a_share_of_few_is_told_as_what_it_is_of(staffed, opened):
    assert ">7.6 of 9.0 FTE<" in told(opened("staffing"))
    court = opened("staffing", team="Court")
    assert "7.6 of 9.0 FTE permanent" in told(court) and "84.4%" not in told(court).split("<caption>")[0]
    assert heads(court)[0] == "7.6 of 9.0 FTE permanent in October 2026"


def test_a_team_is_a_row_that_leads_to_this_page_of_it_alone(staffed, opened):
    page = opened("staffing", service="Assessment", period="2026-09")
    link = 'class="row" href="staffing?service=Assessment&amp;period=September+2026&amp;team=Duty"'
    assert link in told(page)
    assert "Too few points" not in told(page) and "Usual variation" in told(page)


@pytest.mark.parametrize(
    ("query", "whose"),
    [
        ({"service": "safeguarding"}, "Social workers of Safeguarding at 31 October 2026."),
        ({"team": "duty"}, "Social workers of team Duty at 31 October 2026."),
        ({"team": "Rowan House"}, "Residential care staff of team Rowan House at 31 October 2026."),
        ({"role": "Manager"}, "Social workers of role manager at 31 October 2026."),
        ({"role": "residential"}, "Residential care staff of role residential at 31 October 2026."),
        ({"period": "Sept 2026"}, "Social workers at 30 September 2026."),
        ({"period": "2026/27 Q1"}, "Social workers at 30 June 2026."),
        ({"service": "Homes", "period": "2026-01"}, "Residential care staff of Homes at 31 January 2026."),
    ],
)
def test_an_address_narrows_the_page_however_it_is_written(query, whose, staffed, opened):
    page = opened("staffing", **query)
    assert not page.exception
    assert whose in told(page) and "The address asked for" not in told(page)


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("service", "The address asked for service Bogus, of which nothing is held; all are shown."),
        ("team", "The address asked for team Bogus, of which nothing is held; all are shown."),
        ("role", "The address asked for role Bogus, of which nothing is held; all are shown."),
        ("priority", "The address asked for strategic priority Bogus, which is not one; all are shown."),
        ("period", "The address asked for period Bogus, for which nothing is held; the latest month is shown."),
    ],
)
def test_what_an_address_asks_for_in_vain_is_told_and_everything_shown(key, says, staffed, opened):
    page = opened("staffing", **{key: "Bogus"})
    assert says in told(page) and "Social workers at 31 October 2026." in told(page)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({}, None),
        ({"team": "Court"}, None),
        ({"team": "Gone"}, "of social workers of team Gone for October 2026: August 2026 is shown."),
        ({"team": "Gone", "period": "2026-09"}, "of social workers of team Gone for September 2026: August 2026 is"),
        ({"team": "Gone", "period": "2026-07"}, None),
    ],
)
def test_a_team_that_has_no_figures_of_the_month_says_so_and_asks_no_what_if(query, says, filled, opened):
    held = [staffing("Court", "social worker", month) for month in ends(15)]
    held += [staffing("Gone", "social worker", month) for month in ends(15)[:-2]]
    filled(teams=listed([*TEAMS, ("Gone", "Assessment", "Practice")]), staffing=rows("staffing", held))
    page = opened("staffing", **query)
    assert not page.exception
    assert ("Nothing is held" in told(page)) is bool(says) and (not says or f"Nothing is held {says}" in told(page))
    assert ("What if" in heads(page)) is not bool(says)


def test_choices_that_leave_nobody_are_told(staffed, opened):
    page = opened("staffing", team="Duty", service="Safeguarding")
    assert not page.exception
    assert "No staffing is held for social workers of Safeguarding, team Duty." in told(page)


def test_a_month_shows_the_page_as_it_was_then(staffed, opened):
    page = opened("staffing", period="2026-09")
    assert "88.6% permanent, unchanged from a year ago" in told(page)
    assert "Oct 2026" not in told(page) and "October 2026" not in " ".join(alts(page))


def test_a_priority_leaves_its_own_teams(staffed, opened):
    page = opened("staffing")
    page.sidebar.selectbox(key="priority").set_value("Prevention").run()
    says = told(page)
    assert "Social workers of teams that serve Prevention at 31 October 2026." in says
    assert "7.6 of 9.0 FTE permanent" in says


def test_an_earlier_day_shows_what_was_held_then(staffed, opened):
    page = opened("staffing")
    page.sidebar.text_input(key="as_at").set_value("14/11/2026").run()
    assert "No staffing is held for social workers." in told(page)


def test_a_page_run_again_with_something_asked_of_what_if_still_stands(staffed, opened):
    page = opened("staffing")
    page.number_input(key="turned").set_value(1.0).run()
    page.run()
    assert not page.exception and "Social workers at 31 October 2026." in told(page)


def test_a_team_that_was_not_held_on_the_day_shown_is_let_go(staffed, opened):
    page = opened("staffing")
    page.sidebar.selectbox(key="team").set_value("Duty").run()
    page.sidebar.text_input(key="as_at").set_value("14/11/2026").run()
    assert not page.exception
    assert page.sidebar.selectbox(key="team").value == "All"
    assert "No staffing is held for social workers." in told(page)


def test_without_a_month_chosen_the_box_has_the_word_of_the_other_pages(staffed, opened):
    assert (
        opened("staffing").sidebar.selectbox(key="period").value == opened("kpis").sidebar.selectbox(key="period").value
    )


def test_why_people_left_is_told_as_text_and_of_few_without_a_share(staffed, opened):
    page = opened("staffing")
    assert "&lt;b&gt;Pay" in told(page) and "<b>Pay" not in told(page)
    reasons = told(page).split("<caption>Why 3 people left</caption>")[1].split("</table>")[0]
    assert "Share" not in reasons and "66.7%" not in reasons
    assert "Reasons that leavers of every role gave in the twelve months to 31 October 2026: people, not full-time" in (
        told(page)
    )
    assert "Reasons are held for 1 of those twelve months." in told(page)
    assert "Reasons are given by team, so they are of every role." in told(opened("staffing", role="manager"))


def test_one_month_of_one_team_is_a_page_too(filled, opened):
    filled(staffing=rows("staffing", [staffing("Duty", "social worker", LAST)]))
    page = opened("staffing")
    assert not page.exception
    assert "90.0% permanent, with no figure a year ago; 1.0 FTE agency, none above establishment." in told(page)
    assert "no figure a year ago" in told(page) and "Too few points" in told(page)
    assert "Not on the list of teams" in told(page)
    assert heads(page)[0] == "90.0% permanent in October 2026"
    assert "Twelve months are not held yet" in heads(page)
    assert "No reason for leaving is held for the twelve months to 31 October 2026." in page.text[0].value


def test_a_figure_that_is_not_known_is_a_dash_and_never_zero(filled, opened):
    blank = dict.fromkeys(("cases", "case_holders_fte", "days_lost", "days_available"))
    filled(staffing=rows("staffing", [staffing("Duty", "social worker", month, **blank) for month in ends(13)]))
    page = opened("staffing")
    assert not page.exception
    tiles = told(page).split('<ul class="tiles">')[1].split("</ul>")[0]
    assert "caseload" not in tiles and "sickness" not in tiles
    assert "How many days are lost is not known" in heads(page)
    assert not [words for words in alts(page) if "caseload" in words or "sickness" in words]


def test_forty_teams_over_ten_years_are_all_there(filled, opened):
    teams = [(f"Team {i:02}", f"Service {i % 6}", "People") for i in range(40)]
    held = [staffing(team, "social worker", month) for month in ends(120) for team, _, _ in teams]
    filled(teams=listed(teams), staffing=rows("staffing", held))
    page = opened("staffing")
    assert not page.exception
    assert told(page).count('class="row" href="staffing?team=') == 40
    assert "<caption>40 teams in October 2026</caption>" in told(page)
    assert "the latest 37 of 120 months" in told(page)
    assert "120 months: November 2016, 360.0 permanent" in alts(page)[0]


def test_invented_months_are_marked_wherever_they_stand(filled, opened):
    held = rows("staffing", [staffing("Duty", "social worker", month) for month in ends(2)])
    filled(demonstration=True, teams=listed(TEAMS), staffing=held)
    page = opened("staffing")
    assert "Demonstration." in told(page)
    lead = told(page).split("</p>")[1]
    assert 'class="demo"' in lead
    assert DEMO not in told(page).split('<ul class="tiles">')[1].split("</ul>")[0]
    assert told(page).count('Oct 2026 <span class="demo"') == 4


def test_figures_over_twelve_months_are_marked_where_any_of_those_is_invented(filled, opened):
    told_of = [staffing("Duty", "social worker", month) for month in ends(25)]
    first, rest = rows("staffing", told_of[:20]), rows("staffing", told_of[20:])
    filled(demonstration=True, teams=listed(TEAMS), staffing=first)
    engine = engines.connected(settings.read().database_url)
    submitted(engine, rest, at=AT, kind="staffing", rows_hash="rest")
    engine.dispose()
    assert f"October 2026</span>{DEMO}" in told(opened("overview")), "the year it is compared with is invented"
    page = told(opened("staffing"))
    tiles = dict(zip(TILES, page.split('<ul class="tiles">')[1].split("</ul>")[0].split("</li>"), strict=False))
    marks = {name: [DEMO in part for part in tile.split("<br>")] for name, tile in tiles.items()}
    assert marks == {name: [name.endswith("_12m"), True] for name in TILES}
    moves = page.split("Turnover</th>")[1].split("</table>")[0].split("<tr>")
    october, march = moves[1], next(row for row in moves if ">Mar 2026" in row)
    assert october.count(DEMO) == 3 and f"Oct 2026{DEMO}" not in october
    assert march.count(DEMO) == 1 and f"Mar 2026{DEMO}" in march
    team = page.split(">Duty</a>")[1].split("</tr>")[0]
    assert team.count(DEMO) == 2


def test_the_latest_census_stands_beside_the_trusts_own_figure_of_that_day(filled, opened):
    released = {"basis": "position", "release": "Census 2026", "source": "DfE", "period_end": date(2026, 9, 30)}
    areas = {"Sandwell": "authority", "West Midlands": "region", "England": "england", "Mean": "neighbours_mean"}
    published = [
        {"measure": measure, "area": area, "area_kind": kind, "value": value, **released}
        for measure, values in {
            "AGENCY-RATE": (11.4, 10.4, 13.0, 11.8),
            "SOCIAL-WORKERS-FTE": (269.9, 4130, 36186, 286),
        }.items()
        for (area, kind), value in zip(areas.items(), values, strict=True)
    ]
    published.append(
        {"measure": "CASELOAD", "area": "Sandwell", "area_kind": "authority", "value": 19.9, **released,
         "period_end": date(2025, 9, 30)}
    )  # fmt: skip
    measures = [
        {"measure": "CASELOAD", "name": "Caseload", "unit": "ratio", "direction": "lower"},
        {"measure": "AGENCY-RATE", "name": "Agency", "unit": "percent", "direction": "lower"},
        {"measure": "SOCIAL-WORKERS-FTE", "name": "In post", "unit": "ratio", "direction": "neutral"},
    ]
    filled(
        teams=listed(TEAMS),
        staffing=rows(
            "staffing",
            [staffing("Duty", "social worker", month, agency_fte=2.0 if month == LAST else 1.0) for month in ends(2)],
        ),
        measures=rows("measures", measures),
        benchmarks=rows("benchmarks", published),
    )
    page = told(opened("staffing", team="Court"))
    told_of = page.split("<caption>Workforce census to 30 September 2026</caption>")[1]
    heading = told_of.split("</thead>")[0]
    assert [
        heading.index(name) for name in ("This return", "Sandwell", "Neighbours (mean)", "West Midlands", "England")
    ]
    cells = told_of.split("Agency rate</th>")[1].split("</tr>")[0]
    assert [cells.index(says) for says in (">10.0%", ">11.4%", ">11.8%", ">10.4%", ">13.0%")]
    caseload = told_of.split("Caseload<br>")[1].split("</tr>")[0]
    assert "none published of that day; the latest is of 30 September 2025" in caseload
    assert ">15.0<" in caseload and "19.9" not in caseload
    assert told_of.split("Social workers in post, FTE</th>")[1].split("</tr>")[0].count("not comparable") == 2


def test_the_kpis_worked_out_from_the_return_are_listed_and_no_others(filled, opened):
    usual = {"kpi_set": "contract", "unit": "percent", "aggregation": "snapshot", "frequency": "month"}
    kpis = [
        {
            "kpi_code": "K1",
            "name": "Agency rate",
            "direction": "lower",
            "computed_from": "staffing.agency_rate",
            **usual,
        },
        {"kpi_code": "K2", "name": "Visits", "direction": "higher", **usual},
    ]
    filled(
        kpis=rows("kpis", [{**kpi, "valid_from": date(2018, 4, 1)} for kpi in kpis]),
        staffing=rows("staffing", [staffing("Duty", "social worker", LAST)]),
    )
    page = opened("staffing")
    worked_out = told(page).split("<caption>Of the whole Trust, never typed a second time</caption>")[1]
    assert "K1 Agency rate" in worked_out and "K2 Visits" not in told(page)


def test_the_rows_can_be_taken_away(staffed, opened):
    page = opened("staffing")
    assert [button.proto.label for button in page.get("download_button")] == [
        "Download the months (CSV)",
        "Download the teams’ months (CSV)",
    ]
