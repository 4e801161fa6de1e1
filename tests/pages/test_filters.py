"""The filters by AppTest: a day however it is written."""

import pytest

PLAIN = "2021-09-01"
NOW = "Showing now."


def told(page) -> str:
    """What the page says in its own HTML, sidebar and all."""
    return " ".join(block.proto.body for block in page.get("html"))


def as_at(page):
    return page.sidebar.text_input(key="as_at")


@pytest.mark.parametrize("written", [PLAIN, "1/9/2021", "01/09/21", "1 September 2021", "1 sept 2021", " 1.9.2021 "])
def test_a_day_may_be_written_any_usual_way(written, seeded_url, opened):
    page = opened("kpis")
    as_at(page).set_value(written).run()
    assert "Showing the figures as they stood at the end of 1 September 2021." in told(page)
    assert "Figures as at the end of 1 September 2021" in told(page)
    assert as_at(page).value == PLAIN


def test_a_month_means_its_last_day(seeded_url, opened):
    page = opened("kpis")
    as_at(page).set_value("August 2021").run()
    assert "at the end of 31 August 2021." in told(page)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("31/02/2021", "As at must be a real date, like 1 September 2021, not ‘31/02/2021’."),
        ("9/22/2021", "Dates are read with the day first."),
        ("soon", "not ‘soon’."),
        ("1999-01-01", "As at must be a day from 1 January 2015 to today, not 1 January 1999."),
        ("1/1/2199", "to today, not 1 January 2199."),
    ],
)
def test_a_day_that_is_not_understood_is_told_and_stays_to_be_mended(written, says, seeded_url, opened):
    page = opened("kpis")
    as_at(page).set_value(written).run()
    assert told(page).count(says) == 2, "beside the box and above the figures"
    assert f"{says} {NOW}" in told(page) and "These are the figures now." in told(page)
    assert as_at(page).value == written
    assert "Figures as at the end of" not in told(page)


def test_an_empty_box_shows_now(seeded_url, opened):
    page = opened("kpis")
    assert NOW in told(page)
    as_at(page).set_value(PLAIN).run()
    assert NOW not in told(page)
    as_at(page).set_value("").run()
    assert NOW in told(page)
