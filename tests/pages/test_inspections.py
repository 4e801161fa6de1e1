"""The Inspections page by AppTest: its sentence, the window, the tables and what narrows it."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from sct_dash.core import inspections
from sct_dash.store import engine as engines
from sct_dash.store import reads
from tests.store import deeds

DAY = datetime(2026, 1, 15, 9, tzinfo=UTC)
RI = "Requires improvement to be good"
FRAMEWORKS = [
    ("ILACS", "Local authority services", 30.0, 36.0, "Every three years <or so>", "Ofsted"),
    ("FOST", "Fostering agencies", None, None, None, None),
]


def inspected(code: str, title: str, kind: str, framework: str | None, days: tuple, judgement: str | None) -> tuple:
    first, last, out = (None if day is None else date.fromisoformat(day) for day in days)
    return (code, title, "Ofsted", kind, framework, first, last, None, out, judgement, f"Said of {code} <b>", "Report")


INSPECTIONS = [
    inspected("ILACS-2022", "Services", "inspection", "ILACS", ("2022-05-09", "2022-05-20", "2022-07-05"), RI),
    inspected("ILACS-2025", "Services", "inspection", "ILACS", ("2025-10-13", "2025-10-24", "2025-12-02"), "Good"),
    inspected("FOST-2021", "Fostering", "provider inspection", "FOST", ("2021-07-01", "2021-08-31", None), None),
    inspected("MV-2021", "Focused visit", "visit", "ILACS", ("2021-03-01", "2021-03-31", None), None),
    inspected("DFE-2021", "Six-monthly review", "review", None, ("2021-03-17", "2021-03-17", None), None),
]
JUDGEMENTS = [
    ("ILACS-2022", "Leadership", RI, "Report"),
    ("ILACS-2025", "Leadership", "Good", "Report"),
    ("ILACS-2025", "Care leavers", RI, "Report"),
    ("FOST-2021", "Overall", "Good", "Newspaper of September"),
    ("FOST-2021", "Overall", "Inadequate", "Newspaper of February"),
]
FINDINGS = [
    ("ILACS-2022", 1.0, "Thresholds <i>", "Help"),
    ("ILACS-2022", 2.0, "Life-story work", None),
]
THEMES = [("Practice", "Improvement Plan", None, None)]
OUTCOMES = [("OC1", "Seen in time", "Practice", "Practice", "A director", None)]
MILESTONES = [("M1", "OC1", "All trained", "A head", date(2023, 3, 31), None)]
ACTIONS = [
    ("ILACS-2022", 1.0, "Guidance rewritten", "OC1", "M1", "A head of service", "complete", "Published in June"),
    ("ILACS-2022", 1.0, "Audits", None, None, None, "in progress", None),
]
LINKS = [("finding", "ILACS-2022/2", "outcome", "OC1", "Children <u> who know")]
SENT = {
    "frameworks": FRAMEWORKS,
    "inspections": INSPECTIONS,
    "judgements": JUDGEMENTS,
    "findings": FINDINGS,
    "themes": THEMES,
    "outcomes": OUTCOMES,
    "milestones": MILESTONES,
    "finding_actions": ACTIONS,
    "links": LINKS,
}


def said(page) -> str:
    """Everything the page says, as one text."""
    parts = [element.value for kind in ("title", "header", "subheader", "text") for element in getattr(page, kind)]
    return " ".join([*parts, *(html.proto.body for html in page.get("html"))])


def filled(url: str, **kinds: list[tuple]) -> str:
    engine = engines.connected(url)
    for kind, rows in kinds.items():
        deeds.submitted(engine, deeds.rows(rows, kind), kind=kind, at=DAY, file_name=f"{kind}.csv")
    engine.dispose()
    return url


@pytest.fixture
def held_url(empty_url):
    """A database with five inspections, two findings and what one of them led to."""
    return filled(empty_url, **SENT)


def test_the_first_sentence_is_the_judgement_that_stands_and_when_the_next_can_fall(held_url, opened):
    page = opened("inspections")
    assert not page.exception
    says = said(page)
    assert "</span> Good</span>: Services (13 to 24 October 2025), published 2 December 2025." in says
    assert "The next can fall between 24 April 2028 and 24 October 2028" in says
    assert "Every three years &lt;or so&gt;." in says and "Worked out, not announced." in says
    assert "1 has no action held here, 1 is in progress." in says
    assert "Services, 13 to 24 October 2025: no area to improve is held." in says


def test_the_timeline_has_a_text_alternative_and_is_written_out_beneath(held_url, opened):
    page = opened("inspections")
    (chart,) = page.get("vega_lite_chart")
    assert chart.proto.alt.startswith("Timeline of 5 inspections, visits and reviews by framework, 2021 to 2025.")
    assert "1 not graded" in chart.proto.alt
    assert page.header[0].value == "Requires improvement in 2022, Good in 2025"


def test_areas_stand_down_and_inspections_across_and_what_was_not_judged_apart_says_so(held_url, opened):
    (table,) = [html.proto.body for html in opened("inspections").get("html") if "Care leavers" in html.proto.body]
    assert table.index("Oct 2025") < table.index("May 2022")
    row = table[table.index("Care leavers") :]
    row = row[: row.index("</tr>")]
    assert "Requires improvement to be good" in row and "not judged apart" in row


def test_sources_that_disagree_are_both_shown_with_their_names(held_url, opened):
    says = said(opened("inspections"))
    assert "Sources disagree" in says
    assert "Overall: Good (Newspaper of September); Inadequate (Newspaper of February)" in says
    assert "Newspaper of February</span>" in says


def test_what_is_not_graded_has_no_colour_of_a_status(held_url, opened):
    table = next(
        html.proto.body for html in opened("inspections").get("html") if "Visits, never graded" in html.proto.body
    )
    assert "Focused visit" in table and "Said of MV-2021 &lt;b&gt;" in table
    assert not any(f'class="mark {tone}"' in table for tone in ("green", "amber", "red"))
    assert "Reviews and directions, never graded" in said(opened("inspections"))


def test_what_has_no_action_stands_first_and_the_plan_says_how_what_carries_the_rest_stands(held_url, opened):
    says = said(opened("inspections"))
    assert says.index("Life-story work") < says.index("Thresholds &lt;i&gt;")
    assert "No action on it is held here." in says
    assert 'milestone?milestone=M1"' in says and "Late" in says
    assert "Children &lt;u&gt; who know" in says


def test_the_address_of_an_inspection_shows_it_alone_with_owners_and_evidence(held_url, opened):
    page = opened("inspections", inspection="ILACS-2022")
    says = said(page)
    assert f"</span> {RI}</span>: Services (9 to 20 May 2022), published 5 July 2022." in says
    assert "A head of service. Evidence: Published in June." in says
    assert "under" in says and "OC1 Seen in time" in says
    assert "Nothing in the plan carries it." in says
    assert "Focused visit" not in says
    assert not page.get("vega_lite_chart")


def test_the_last_inspection_alone_says_when_the_next_can_fall_and_an_earlier_one_does_not(held_url, opened):
    assert "The next can fall between" in said(opened("inspections", inspection="ILACS-2025"))
    assert "The next can fall between" not in said(opened("inspections", inspection="ILACS-2022"))


def test_an_inspection_that_is_not_held_is_told_and_all_are_shown(held_url, opened):
    says = said(opened("inspections", inspection="ILACS-1999"))
    assert "The address asked for inspection ILACS-1999, which is not held at this moment; all are shown." in says
    assert "Focused visit" in says


def test_a_priority_leaves_the_areas_that_serve_it_and_those_without_action_and_says_so(held_url, opened):
    page = opened("inspections")
    page.sidebar.selectbox(key="priority").set_value("People").run()
    says = said(page)
    assert "Life-story work" in says and "Thresholds &lt;i&gt;" not in says
    assert "Judgements are of the whole service, whatever the priority." in says
    page.sidebar.selectbox(key="priority").set_value("Practice").run()
    assert "Thresholds &lt;i&gt;" in said(page)


def test_the_page_and_the_export_have_the_same_rows(held_url, opened):
    engine = engines.connected(held_url)
    rows = inspections.timeline(reads.picture(engine), on=DAY.date())
    engine.dispose()
    says = said(opened("inspections"))
    assert all(title in says for title in rows["title"])
    assert rows.filter(pl.col("judgement").is_not_null())["code"].to_list() == ["ILACS-2025", "ILACS-2022"]


def test_a_judgement_not_published_yet_is_said_and_the_one_before_it_stands(empty_url, opened):
    later = inspected(
        "ILACS-2025", "Services", "inspection", "ILACS", ("2025-10-13", "2025-10-24", "2031-12-02"), "Good"
    )
    says = said(opened_with(empty_url, opened, frameworks=FRAMEWORKS, inspections=[INSPECTIONS[0], later]))
    assert "Not published yet: Services (13 to 24 October 2025)." in says
    assert f"</span> {RI}</span>: Services (9 to 20 May 2022)" in says
    assert "Good" not in says


def opened_with(url: str, opened, **kinds: list[tuple]):
    filled(url, **kinds)
    page = opened("inspections")
    assert not page.exception
    return page


def test_a_visit_alone_is_no_judgement_and_nothing_falls_over(empty_url, opened):
    says = said(opened_with(empty_url, opened, frameworks=FRAMEWORKS, inspections=[INSPECTIONS[3]]))
    assert "No judgement is held. When the next can fall is not known." in says
    assert "No area to improve is held." in says
    assert "No judgement is held yet" in says


def test_an_earlier_day_does_not_know_what_was_sent_later(held_url, opened):
    page = opened("inspections")
    page.sidebar.text_input(key="as_at").set_value("2025-12-31").run()
    says = said(page)
    assert "No inspection is held at this moment." in says


def test_the_shipped_inspections_stand_with_their_window_and_their_one_finding_without_action(seeded_url, opened):
    says = said(opened("inspections"))
    assert "Inspection of children's services, October 2025" in says.replace("&#x27;", "'")
    assert "The next can fall between 24 April 2028" in says
    assert "7 areas to improve; 1 has no action held here" in says
