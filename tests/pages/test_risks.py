"""The Risks pages by AppTest: what they say first, what a cell and a filter leave, and one risk's page."""

import html
import re
from datetime import date
from urllib.parse import parse_qs, urlparse

import polars as pl
import pytest

from sct_dash.core import matrix, risks
from sct_dash.store import engine as engines
from sct_dash.store import reads
from tests.registers import AT, NOTE, drawn, rows, sent

ON = AT.date()


@pytest.fixture
def held(empty_url):
    """The drawn register in the database of the test."""
    sent(empty_url, drawn())
    return empty_url


def told(page) -> str:
    return " ".join(block.proto.body for block in page.get("html"))


def words(page) -> str:
    """What the page says, without its marks and those of a demonstration."""
    plain = re.sub(r"<[^>]+>", " ", re.sub(r'<span class="demo".*?</span>', "", told(page)))
    return html.unescape(re.sub(r"\s+", " ", plain))


def heads(page) -> list[str]:
    return [head.value.replace("\\", "") for head in (*page.header, *page.subheader)]


def cells(page) -> list[str]:
    """The cells of the matrix as HTML, from high likelihood to low, and in each from low impact to high."""
    return re.findall(r'<td class="cell.*?</td>', told(page), re.DOTALL)


def register(page) -> list[str]:
    """The references of the register's rows, in their order."""
    table = told(page).split("the gravest first</caption>")
    return re.findall(r'class="row" href="risk\?[^"]*risk=([^"&]+)"', table[1]) if len(table) > 1 else []


def query(href: str) -> dict[str, list[str]]:
    return parse_qs(urlparse(html.unescape(href)).query)


def test_the_page_says_first_how_many_are_red_what_moved_and_which_reviews_are_overdue(held, opened):
    page = opened("risks")
    assert not page.exception
    first = told(page).split('<ul class="tiles">')[0]
    assert "5 risks: 3 red, 1 green, 1 in no band." in first
    assert "Since 18 October 2026: 1 worse, 1 better, 1 new, 1 closed; 1 review is overdue." in first


def test_each_cell_has_its_score_band_count_and_references_and_leads_to_its_risks(held, opened):
    drawn_cells = cells(opened("risks"))
    assert len(drawn_cells) == 16
    red = drawn_cells[7]  # likelihood 3, impact 4
    assert "cell red" in red and ">12</span>" in red and "▲</span> Red" in red and "2 risks" in red
    assert [query(href)["risk"] for href in re.findall(r'href="(risk\?[^"]+)"', red)] == [["4c"], ["10"]]
    assert query(re.search(r'class="pick" href="([^"]+)"', red)[1]) == {"likelihood": ["3"], "impact": ["4"]}
    assert all('class="pick" href="risks?' in cell for cell in drawn_cells)
    assert "no risk" in drawn_cells[0] and "cell green" in drawn_cells[0]


def test_the_line_of_appetite_runs_where_beyond_meets_within(held, opened):
    edges = [re.search(r'<td class="cell (\w+)([^"]*)"', cell)[2].split() for cell in cells(opened("risks"))]
    assert edges[1] == ["below", "left"] and edges[2] == []
    assert edges[5] == [], "6 is within"
    assert edges[6] == ["below", "left"], "9 is beyond, 6 beneath and beside it are not"
    assert edges[11] == ["below", "left"], "8 is beyond, 4 beneath it and 6 beside it are not"


def test_a_chosen_cell_is_said_and_marked_and_leaves_only_its_risks(held, opened):
    page = opened("risks", likelihood="3", impact="4")
    assert "2 risks: likelihood 3 and impact 4" in heads(page)
    assert register(page) == ["4c", "10"]
    assert "Only likelihood 3 and impact 4: 2 of 5 open risks." in words(page)
    chosen = [cell for cell in cells(page) if 'aria-current="true"' in cell]
    assert len(chosen) == 1 and "Chosen: show all again" in chosen[0]
    assert query(re.search(r'class="pick" href="([^"]+)"', chosen[0])[1]) == {}, "a second click clears"
    assert "5 risks: 3 red" in words(page), "the page stays of all of them"


def test_a_cell_that_is_none_is_told_and_leaves_all(held, opened):
    page = opened("risks", likelihood="high", impact="4")
    says = "The address asked for likelihood high and impact 4, which is no cell of the matrix; all risks are shown."
    assert says in words(page)
    assert len(register(page)) == 5


@pytest.mark.parametrize(("likelihood", "impact"), [("9", "9"), ("3", "9"), ("9", "4"), ("0", "1"), ("2.5", "1")])
def test_a_cell_that_the_matrix_does_not_have_is_told_and_narrows_nothing(held, opened, likelihood, impact):
    page = opened("risks", likelihood=likelihood, impact=impact)
    asked = f"likelihood {likelihood} and impact {impact}"
    assert f"The address asked for {asked}, which is no cell of the matrix; all risks are shown." in words(page)
    assert len(register(page)) == 5 and "Only likelihood" not in words(page)


def stricter() -> pl.DataFrame:
    """A matrix from 9 November 2026 on that bands 2 amber."""
    other = drawn()["risk_bands"].with_columns(valid_from=date(2026, 11, 9))
    amber = (pl.col("part") == "score") & (pl.col("level") == 2)
    return other.with_columns(band=pl.when(amber).then(pl.lit("amber")).otherwise("band"))


def test_a_band_that_only_the_matrix_changed_is_counted_told_and_no_change_of_the_score(empty_url, opened):
    returns = drawn()
    returns["risk_bands"] = pl.concat([returns["risk_bands"], stricter()])
    sent(empty_url, returns)
    page = opened("risks")
    assert "1 new, 1 closed, 1 has another band by the matrix; 1 review is overdue." in words(page)
    said = words(opened("risks", since="2026-11-08"))
    assert "2 is now Amber, and was Green, by the matrix in force from 9 November 2026" in said
    assert register(opened("risks", show="Another band")) == ["11"]
    assert "another band" not in words(opened("risks", since="2026-11-09"))
    one = words(opened("risk", risk="11"))
    assert "Amber by the matrix in force from 9 November 2026, at 2 since 1 September 2026" in one


def test_a_tile_agrees_with_its_number(held, opened):
    said = words(opened("risks"))
    assert "1 review overdue" in said and "1 reviews overdue" not in said


def test_the_register_stands_by_gravity_and_keeps_the_closed_apart(held, opened):
    assert register(opened("risks")) == ["4", "4c", "10", "11", "12"]
    assert register(opened("risks", show="Closed")) == ["13"]
    assert register(opened("risks", show="Moved")) == ["4c", "10", "12", "13"]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"band": "red"}, ["4", "4c", "10"]),
        ({"band": "In no band"}, ["12"]),
        ({"show": "Review overdue"}, ["11"]),
        ({"show": "Worse"}, ["4c"]),
        ({"show": "Action overdue"}, ["4c"]),
        ({"register": "Council strategic"}, ["4"]),
        ({"category": "Systems"}, ["11"]),
        ({"priority": "Practice"}, ["4"]),
        ({"priority": "Prevention"}, []),
    ],
)
def test_a_filter_of_the_address_leaves_its_risks(held, opened, query, left):
    page = opened("risks", **query)
    assert not page.exception
    assert register(page) == left


def test_priority_register_and_category_narrow_the_matrix_too(held, opened):
    page = opened("risks", category="Systems")
    assert "1 risk of Systems: 1 green." in words(page)
    assert sum("no risk" in cell for cell in cells(page)) == 15


def test_a_movement_is_told_from_which_score_to_which_when_and_why(held, opened):
    page = opened("risks")
    assert "4 risks moved since 18 October 2026" in heads(page)
    said = words(page).replace(" .", ".").replace(" :", ":")
    assert "Worse from 6 ◆ Amber to 12 ▲ Red on 9 November 2026: Three leavers" in said
    assert "Better from 16 ▲ Red to 12 ▲ Red on 30 October 2026: A panel meets" in said
    assert "Closed on 2 November 2026: It is part of 4 now" in said


def test_another_day_can_be_chosen_and_a_board_s_last_meeting_is_offered(held, opened):
    page = opened("risks", since="10/11/2026")
    assert "1 risk moved since 10 November 2026" in heads(page), "one with no score is new until it has one"
    assert page.query_params["since"] == "2026-11-10"
    offered = re.search(
        r'href="([^"]+)" target="_self">Audit and Risk Assurance Committee</a>, 20 February 2026, '
        "with the papers of 12 February 2026",
        told(page),
    )
    assert query(offered[1])["since"] == ["2026-02-12"], "what the board saw is what its papers had"
    assert "20 February 2027" not in words(page), "a meeting to come has shown nobody anything"


def test_a_day_that_is_none_is_told_and_four_weeks_shown(held, opened):
    page = opened("risks", since="31/02/2026")
    assert "Moved since must be a day from 1 January 2015 to 15 November 2026. Four weeks before is shown." in words(
        page
    )
    assert "4 risks moved since 18 October 2026" in heads(page)


def test_risks_without_a_cell_are_named_with_why(held, opened):
    said = words(opened("risks"))
    assert "2 risks in no cell" in said
    assert "scored 16, of which likelihood and impact are not known" in said
    assert "No score held : on the register since 4 January 2021" in said
    assert f"{NOTE}." in said


def test_matrix_register_and_download_are_the_same_risks(held, opened):
    engine = engines.connected(held)
    picture = reads.snapshot(engine)[1]
    engine.dispose()
    rows_held = risks.register(picture, on=ON)
    grid = matrix.cells(rows_held, matrix.in_force(picture, ON))
    page = opened("risks")
    named = {ref for cell in cells(page) for ref in re.findall(r"risk=([^\"&]+)", cell)}
    assert named == {ref for refs in grid["references"] for ref in refs}
    assert grid["count"].sum() + matrix.unplaced(rows_held).height == len(register(page)) == rows_held.height
    assert [button.label for button in page.get("download_button")] == ["Download these rows (CSV)"]


def test_a_title_cannot_bring_marks_of_its_own(held, opened):
    for page in (opened("risks"), opened("risk", risk="4c")):
        assert "<b>stay</b>" not in told(page)
        assert "&lt;b&gt;stay" in told(page) or "<b>" in page.title[0].value.replace("\\", "")


def test_the_target_and_the_review_are_said_in_words(held, opened):
    table = words(opened("risks")).split("the gravest first")[-1]
    assert "by 31 March 2027" in table and "◷ Overdue" in table and "none set" in table
    assert "Nobody owns it" in table


def test_an_invented_register_is_marked(empty_url, opened):
    sent(empty_url, drawn(), demonstration=True)
    table = told(opened("risks")).split("the gravest first")[-1].split("</table>")[0]
    assert table.count('class="demo"') == 5


def test_a_register_as_it_is_bears_no_mark(empty_url, opened):
    sent(empty_url, drawn(), demonstration=False)
    assert 'class="demo"' not in told(opened("risks"))


def test_without_a_matrix_the_register_still_stands(empty_url, opened):
    returns = drawn()
    del returns["risk_bands"]
    sent(empty_url, returns)
    page = opened("risks")
    assert not page.exception and not cells(page)
    assert "No matrix is held at this moment." in page.text[0].value
    assert "5 risks: 5 in no band." in words(page) and len(register(page)) == 5
    one = opened("risk", risk="4")
    assert not one.exception and "In no band (16)" in words(one)


def test_one_risk_says_why_it_stands_there_and_shows_every_score_with_its_reason(held, opened):
    page = opened("risk", risk="4C")
    assert not page.exception
    assert page.title[0].value.replace("\\", "") == "4c Vacancies <b>stay</b> high"
    assert page.query_params["risk"] == "4c", "the address is put right"
    said = words(page)
    assert "Red (12) since it was assessed on 9 November 2026: Three leavers." in said
    assert "Worse since the assessment before, from 6 on 1 May 2026 · Owner: Director of Operations · People" in said
    assert "3 × 4 = 12" in said and "Worse, from 6" in said and "Posts are filled" in said
    assert "Controls from then on: Vacancy panel; Weekly report" in said
    controls = said.split("Posts are filled")[1].split("newest first")[0]
    assert "Controls from then on: Vacancy panel" in controls, "told where they began"
    assert said.count("Controls from then on") == 2, "and not again where they stayed"
    assert heads(page)[:3] == [
        "Worse: from 6 to 12 (Red) on 9 November 2026",
        "Controls",
        "2 of 3 actions are open, 1 overdue",
    ]
    assert [chart.proto.alt[:22] for chart in page.get("vega_lite_chart")] == ["Step chart of risk 4c:"]


def test_the_overdue_action_stands_first_with_its_first_day_and_how_far_it_slipped(held, opened):
    table = words(opened("risk", risk="4c")).split("Actions, the overdue first")[1].split("What it is linked to")[0]
    assert table.index("Agree the offer") < table.index("Hold an open day") < table.index("Recruit ten")
    assert (
        "◷ Overdue In progress Agree the offer nobody 30 June 2026 31 October 2026 123 days The panel met late" in table
    )


def test_a_score_is_traced_to_its_file_and_line(held, opened):
    page = opened("risk", risk="4")
    trace = words(page).split("Every figure sent for 1 September 2021, newest first")[1]
    assert "an officer april.csv 3" in trace and "in force" in trace


def test_a_risk_closed_or_never_assessed_has_its_page(held, opened):
    closed = opened("risk", risk="13")
    assert "Closed on 2 November 2026: It is part of 4 now." in words(closed) and not closed.exception
    never = opened("risk", risk="12")
    assert "No score is held here" in heads(never) and "never been assessed" not in words(never)
    assert "No action is held here" in heads(never)
    assert not never.exception and not never.get("vega_lite_chart")


def test_a_risk_that_is_not_held_is_told_with_the_way_to_the_register(held, opened):
    page = opened("risk", risk="77")
    assert page.title[0].value == "No such risk"
    assert "There is no risk 77 at this moment." in page.text[0].value
    assert 'href="risks?' in told(page)


def test_a_day_before_anything_was_sent_shows_no_risk(held, opened):
    for name in ("risks", "risk"):
        page = opened(name)
        page.sidebar.text_input(key="as_at").set_value("2026-11-01").run()
        assert "No risk is held at this moment. A performance officer can send the risks return." in page.text[0].value


def test_a_long_register_is_shown_sixty_at_a_time_and_a_full_cell_names_six(empty_url, opened):
    returns = drawn()
    first = returns["risks"].head(1)
    many = [first.with_columns(reference=pl.lit(f"R{n}"), line=pl.lit(n, pl.Int64)) for n in range(1, 131)]
    returns["risks"] = pl.concat(many)
    scored = [(f"R{n}", ON, 2.0, 2.0, 4.0, "Small", None, None) for n in range(1, 131)]
    returns["risk_scores"] = rows(scored, "risk_scores")
    del returns["risk_actions"]
    sent(empty_url, returns)
    page = opened("risks")
    full = cells(page)[9]
    assert "130 risks" in full and full.count('href="risk?') == 6 and "and 124 more" in full
    assert register(page) == [f"R{n}" for n in range(1, 61)], "in natural order"
