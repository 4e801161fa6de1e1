"""Each question is answered from the first page in at most three clicks, and docs/questions.md says how."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.questions import MENU, MOST, QUESTIONS, Question

ROOT = Path(__file__).resolve().parents[2]
EACH = pytest.mark.parametrize("question", QUESTIONS, ids=[question.shot for question in QUESTIONS])


def clicked(page: Page, where: str, words: str) -> None:
    """Click the link of the menu, or of the page, that says these words, among others such as a count."""
    if where == MENU:
        page.get_by_role("navigation").get_by_role("link", name=words, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(words)
    else:
        page.locator("main").get_by_role("link", name=words).first.click()


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@EACH
def test_a_question_is_answered_within_three_clicks_of_the_first_page(browse, question: Question):
    page = browse("/")
    expect(page.locator(".front section").last).to_be_visible()
    for where, words in question.clicks:
        clicked(page, where, words)
    for words in question.sees:
        expect(page.locator("main").get_by_text(words).locator("visible=true").first).to_be_visible()
    assert len(question.clicks) <= MOST


@EACH
def test_the_way_to_an_answer_is_written_down_with_a_picture(question: Question):
    told = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {re.escape(question.asks)}\n(.*?)(?=^## |\Z)", told, re.DOTALL | re.MULTILINE)
    assert section, question.asks
    places = [section[1].find(f"**{words}**") for _, words in question.clicks]
    assert -1 not in places and places == sorted(places)
    picture = f"screenshots/questions/{question.shot}.png"
    assert picture in section[1] and (ROOT / "docs" / picture).is_file()
