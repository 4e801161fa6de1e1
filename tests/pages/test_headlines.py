"""The overview's sentences on staffing and on money: as core says them, of a priority, and absent with nothing held."""

import re
from html import unescape

import pytest

from sct_dash.core import finance, finance_words, staffing, staffing_words
from sct_dash.store import engine as engines
from sct_dash.store import reads


def lines(page) -> list[str]:
    """The text of each headline of the page."""
    bodies = [
        html.proto.body for html in page.get("html") if "headlines" in html.proto.body and "<li>" in html.proto.body
    ]
    found = [re.sub(r"<[^>]+>", "", line) for body in bodies for line in re.findall(r"<li>(.*?)</li>", body)]
    return [unescape(line) for line in found if line.startswith(("Staffing", "Finance"))]


@pytest.fixture
def picture(seeded_url):
    engine = engines.connected(seeded_url)
    yield reads.picture(engine)
    engine.dispose()


@pytest.mark.parametrize(
    ("priority", "whose"),
    [
        (None, "Social workers"),
        ("Practice", "Social workers of teams that serve Practice"),
        ("People", "Social workers"),
    ],
)
def test_the_overview_says_how_staffing_and_money_stand(picture, opened, priority, whose):
    page = opened("overview", **({"priority": priority} if priority else {}))
    rows = staffing.months(picture, priority=priority)
    says = staffing_words.standing(rows.row(-1, named=True), rows.row(-13, named=True))
    budget = finance_words.standing(finance.standing(picture, priority=priority).row(0, named=True), priority=priority)
    assert lines(page) == [
        f"Staffing {whose}: {says}. October 2026 Demo",
        f"Finance {budget}. October 2026 Demo",
    ]
    assert re.search(r"\d+\.\d% permanent, (up|down) from \d+\.\d% a year ago; \d+\.\d FTE agency", says)


def test_a_headline_leads_to_its_page_with_the_priority_kept(seeded_url, opened):
    page = opened("overview", priority="Practice")
    drawn = " ".join(html.proto.body for html in page.get("html"))
    for name in ("staffing", "finance"):
        assert f'href="{name}?priority=Practice"' in drawn


def test_with_nothing_held_there_is_no_headline(empty_url, opened):
    assert lines(opened("overview")) == []
