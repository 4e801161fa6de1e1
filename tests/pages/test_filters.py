"""The filters by AppTest: a day however it is written, and addresses that are put right or told off in words."""

import pytest

PLAIN = "2021-09-01"
NOW = "Showing now."
HAS = {"status": "kpis", "period": "kpis", "set": "overview", "priority": "overview"}


def told(page) -> str:
    """What the page says in its own HTML, sidebar and all."""
    return " ".join(block.proto.body for block in page.get("html"))


def rows(page) -> int:
    return told(page).count('<a class="row" href="kpi?')


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


@pytest.mark.parametrize("written", [PLAIN, "1/9/2021", "1 September 2021"])
def test_an_address_may_write_its_day_any_usual_way(written, seeded_url, opened):
    page = opened("overview", as_at=written)
    assert "Figures as at the end of 1 September 2021" in told(page)
    assert as_at(page).value == PLAIN


def test_an_address_whose_day_means_nothing_is_told(seeded_url, opened):
    page = opened("overview", as_at="1999-01-01")
    assert "not 1 January 1999. These are the figures now." in told(page)


def test_what_an_address_asks_for_is_shown_as_text(seeded_url, opened):
    page = opened("overview", as_at="<b onclick=x>", priority="<i>")
    assert "<b onclick" not in told(page) and "&lt;b onclick" in told(page)
    assert "<i>" not in told(page) and "&lt;i&gt;" in told(page)


def test_links_keep_the_day_as_the_address_has_it_and_no_day_that_means_nothing(seeded_url, opened):
    page = opened("overview", as_at="1/9/2021", priority="people")
    assert f'href="kpi?as_at={PLAIN}&amp;priority=People&amp;kpi=' in told(page)
    assert 'href="kpi?kpi=' in told(opened("overview", as_at="soon"))


@pytest.mark.parametrize(
    ("key", "asked", "means"),
    [
        ("status", "red", ["Red"]),
        ("status", "no_data", ["No data"]),
        ("status", "NOT RATED", ["Not rated"]),
        ("status", ["amber", "red", "Red"], ["Amber", "Red"]),
        ("set", "contract", "Contract"),
        ("priority", "practice", "Practice"),
        ("period", "2026-03", "March 2026"),
        ("period", "Mar 2026", "March 2026"),
        ("period", "2025/26 Q1", "June 2025"),
        ("period", "2025/26", "March 2026"),
        ("period", "March 2026", "March 2026"),
    ],
)
def test_an_address_may_have_codes_labels_and_any_case(key, asked, means, seeded_url, opened):
    page = opened(HAS[key], **{key: asked})
    assert page.session_state[key] == means
    assert "The address asked for" not in told(page)


@pytest.mark.parametrize(
    ("key", "asked", "says"),
    [
        ("status", "Bogus", "The address asked for status Bogus, which is not one; all are shown."),
        ("status", ["Bogus", "red"], "The address asked for status Bogus, which is not one; Red is shown."),
        ("status", ["x", "y"], "The address asked for status x and y, which are none; all are shown."),
        ("priority", "Nonsense", "The address asked for strategic priority Nonsense, which is not one; all are shown."),
        ("set", "both", "The address asked for set both, which is not one; all are shown."),
        (
            "period",
            "soon",
            "The address asked for period soon, for which nothing is held; the latest of each is shown.",
        ),
        ("period", "1999-03", "The address asked for period 1999-03, for which nothing is held; the latest of each"),
    ],
)
def test_what_an_address_asks_for_in_vain_is_told_in_a_line(key, asked, says, seeded_url, opened):
    page = opened(HAS[key], **{key: asked})
    assert says in told(page)
    page.run()
    assert says in told(page), "a live look must not take it away"


def test_a_filter_the_reader_changes_forgets_what_the_address_asked(seeded_url, opened):
    page = opened("overview", priority="Bogus", set="both")
    page.sidebar.selectbox(key="priority").set_value("People").run()
    assert "Bogus" not in told(page)
    assert "The address asked for set both" in told(page)


def test_what_an_address_asks_of_another_page_is_not_told_on_this_one(seeded_url, opened):
    page = opened("kpis", status="Bogus")
    page.switch_page("../pages/overview.py").run()
    assert "Bogus" not in told(page)


def test_a_list_filtered_to_a_period_says_so_above_the_table(seeded_url, opened):
    page = opened("kpis", period="2026-03")
    says = "Statuses of March 2026; a KPI's page shows its latest."
    assert says in told(page)
    assert told(page).index(says) < told(page).index("<table>")
    page.sidebar.selectbox(key="period").set_value("Latest of each").run()
    assert "Statuses of" not in told(page)


def test_a_status_asked_in_small_letters_narrows_as_the_word_does(seeded_url, opened):
    assert rows(opened("kpis", status="red")) == rows(opened("kpis", status="Red")) < rows(opened("kpis"))


@pytest.mark.parametrize("written", ["targets", "TARGETS", "Targets"])
def test_an_address_may_name_a_kind_of_return_by_its_code(written, seeded_url, opened):
    assert opened("returns", kind=written).selectbox(key="kind").value == "targets"


def test_a_kind_of_return_there_is_not_is_told(seeded_url, opened):
    page = opened("returns", kind="budgets")
    assert "The address asked for kind of return budgets, which is not one; KPI values are shown." in told(page)
    assert page.selectbox(key="kind").value == "kpi_values"
