"""Every page by AppTest: full, empty, for a role that may not, and with what a reader chooses."""

from datetime import UTC, datetime

import polars as pl
import pytest

from sct_dash import door, settings
from sct_dash.store import reads
from sct_dash.ui import data

PAGES = sorted(path.stem for path in (settings.PROJECT / "pages").glob("*.py"))
READING = [name for name in PAGES if name != "returns"]


def said(page) -> str:
    """Everything the page says, as one text."""
    parts = [element.value for kind in ("title", "header", "text", "markdown") for element in getattr(page, kind)]
    return " ".join([*parts, *(html.proto.body for html in page.get("html"))])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs_on_the_demonstration(name, seeded_url, opened):
    page = opened(name)
    assert not page.exception
    assert page.title[0].value


@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs_on_an_empty_database_and_says_so(name, empty_url, opened):
    page = opened(name)
    assert not page.exception
    words = {
        "overview": "No KPIs are held",
        "kpis": "No KPI answers",
        "kpi": "No KPI is defined",
        "returns": "Nothing has been submitted yet",
        "finance": "No budget figure is held",
        "staffing": "No staffing is held",
        "risks": "No risk is held",
        "risk": "No risk is held",
        "priorities": "No plan is held",
        "priority": "No plan is held",
        "milestone": "No milestone is held",
        "inspections": "No inspection is held",
        "meetings": "No board is held",
        "meeting": "No board is held",
        "changes": "nothing changed",
    }
    assert words[name] in said(page)


@pytest.mark.parametrize("name", READING)
def test_a_reading_page_says_that_it_shows_a_demonstration(name, seeded_url, opened):
    assert "Demonstration." in said(opened(name))


@pytest.mark.parametrize("name", READING)
def test_an_empty_database_is_no_demonstration(name, empty_url, opened):
    assert "Demonstration." not in said(opened(name))


def test_a_reader_may_not_open_the_returns_page(seeded_url, opened, monkeypatch):
    monkeypatch.setenv("SCT_DASH_ROLE", "reader")
    with pytest.raises(ValueError, match="returns"):
        opened("overview").switch_page("../pages/returns.py")
    assert opened("returns").title[0].value == "Overview"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_run_by_itself_asks_who_is_there(name, seeded_url, monkeypatch):
    from streamlit.testing.v1 import AppTest

    from sct_dash.ui import gate

    monkeypatch.setattr(gate, "LOOPBACK", ())
    page = AppTest.from_file(str(settings.PROJECT / "pages" / f"{name}.py"), default_timeout=60).run()
    assert page.title[0].value == "Sign-in is not set up"
    assert "KPI0" not in said(page)


def test_a_role_that_is_not_known_is_only_a_reader(seeded_url, opened, monkeypatch):
    monkeypatch.setenv("SCT_DASH_ROLE", "emperor")
    assert opened("returns").title[0].value == "Overview"


def test_the_page_for_a_database_without_tables_says_what_to_do(tmp_path, opened, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'bare.sqlite'}")
    page = opened("overview")
    assert page.title[0].value == "The figures cannot be read"
    assert not page.exception


def test_the_status_filter_leaves_only_that_status(seeded_url, opened):
    page = opened("kpis")
    everything = said(page)
    page.sidebar.multiselect(key="status").set_value(["Green"]).run()
    shown = said(page)
    assert "Green" in shown
    assert "▲" in everything and "▲" not in shown and "◆" not in shown


def test_the_priority_filter_leaves_only_that_priority(seeded_url, opened):
    page = opened("kpis")
    before = said(page).count('class="row"')
    page.sidebar.selectbox(key="priority").set_value("People").run()
    after = said(page).count('class="row"')
    assert 0 < after < before


def test_as_at_shows_the_figures_of_that_day(seeded_url, opened):
    page = opened("kpis")
    page.sidebar.text_input(key="as_at").set_value("1 September 2021").run()
    shown = said(page)
    assert "as at the end of 1 September 2021" in shown
    assert "Jul 2021" in shown and "2026" not in shown.split("before anything sent later")[1]


def test_a_relieved_kpi_shows_relief_and_the_status_it_would_have(seeded_url, opened):
    page = opened("kpis")
    page.sidebar.text_input(key="as_at").set_value("1 September 2021").run()
    assert "Relieved" in said(page) and "would be" in said(page)


def test_a_kpi_page_says_where_the_number_came_from(seeded_url, opened):
    page = opened("kpi")
    page.sidebar.selectbox(key="kpi_choice").set_value("KPI002").run()
    shown = said(page)
    assert "KPI002" in page.title[0].value
    assert "Where the number came from" in shown and "2026-11-15.1.kpi_values" in shown
    chart = page.get("vega_lite_chart")[0]
    assert "Line chart of" in chart.proto.alt


def test_a_file_with_faults_shows_every_finding_and_no_submit_button(seeded_url, opened):
    page = opened("returns")
    sent = b"period,kpi_code,numerator,denominator\n2026-10,KPI002,70,60\n2026-10,KPI999,1,2\n2026-13,KPI001,1,2\n"
    page.file_uploader[0].upload("mistakes.csv", sent).run()
    shown = said(page)
    assert not page.exception
    assert "3 things to mend" in shown and "KPI999" in shown
    assert not [button for button in page.button if button.label == "Submit this return"]


def test_a_good_file_is_previewed_with_consequences_submitted_and_taken_back(seeded_url, opened):
    page = opened("returns")
    sent = b"period,kpi_code,numerator,denominator\n2026-10,KPI002,1,300\n"
    page.file_uploader[0].upload("october.csv", sent).run()
    shown = said(page)
    assert "change <strong>1</strong>" in shown
    assert "KPI002" in shown and "Red" in shown
    next(button for button in page.button if button.label == "Submit this return").click().run()
    assert "Stored as submission" in said(page) and "october.csv" in said(page)
    newest = page.selectbox(key="back_0").options[0]
    assert " kpi_values october.csv, sent " in newest and newest.endswith(" by local officer")
    page.selectbox(key="back_0").set_value(newest)
    page.text_input[0].set_value("typed the wrong figure")
    next(button for button in page.button if button.label == "Take back").click().run()
    assert "was taken back" in said(page)
    assert not page.exception


def test_a_figure_that_starts_a_real_change_says_so_before_it_is_submitted(seeded_url, opened):
    before = reads.submissions(data.engine()).height
    page = opened("returns")
    sent = b"period,kpi_code,numerator,denominator\n2026-10,KPI002,150,300\n"
    page.file_uploader[0].upload("october.csv", sent).run()
    assert "KPI002 Assessments completed within 45 working days: a real change for the worse starts" in said(page)
    assert [button for button in page.button if button.label == "Submit this return"]
    assert reads.submissions(data.engine()).height == before


def test_a_kpi_page_shows_limits_what_comes_next_comparison_and_what_changed(seeded_url, opened):
    page = opened("kpi")
    page.sidebar.selectbox(key="kpi_choice").set_value("KPI015").run()
    shown = said(page)
    for heading in ("What comes next", "Is it usual elsewhere?", "What changed"):
        assert heading in [header.value for header in page.header]
    assert "Usual range" in shown and "The next three periods" in shown and "neighbours" in shown
    assert not page.exception


def test_the_grid_of_variation_by_target_holds_every_kpi_shown_once(seeded_url, opened):
    page = opened("kpis")
    page.sidebar.selectbox(key="set").set_value("Contract").run()
    grid = next(html.proto.body for html in page.get("html") if "Real change (across)" in html.proto.body)
    assert all(grid.count(f">KPI{number:03} ") == 1 for number in range(1, 16))


def test_what_may_be_taken_back_is_in_force_and_the_newest_comes_first(seeded_url, opened):
    choice = opened("returns").selectbox(key="back_0")
    numbers = [int(label.split()[0]) for label in choice.options]
    assert numbers == sorted(numbers, reverse=True) and len(numbers) > 100
    assert choice.value is None


def taken_back(page, label: str, why: str):
    """The page after the form was sent with this choice and this reason."""
    page.selectbox(key="back_0").set_value(label)
    page.text_input(key="why_0").set_value(why)
    return next(button for button in page.button if button.label == "Take back").click().run()


def test_a_submission_that_somebody_else_took_back_meanwhile_is_refused_by_name(seeded_url, opened):
    page = opened("returns")
    newest, next_one = page.selectbox(key="back_0").options[:2]
    engine = data.engine()
    at = datetime(2026, 11, 22, tzinfo=UTC)
    door.take_back(engine, submission=int(newest.split()[0]), by="somebody else", why="first", at=at)
    data.forget_version()
    taken_back(page, newest, "second")
    assert page.error[0].value == f"Submission {newest.split()[0]} has already been taken back"
    assert reads.submissions(engine).filter(pl.col("taken_back_at").is_not_null()).height == 1
    taken_back(page, next_one, "meant this one")
    assert f"Submission {next_one.split()[0]} was taken back" in said(page)
    assert newest not in page.selectbox(key="back_1").options and next_one not in page.selectbox(key="back_1").options


def test_a_choice_stays_the_same_submission_when_a_newer_one_arrives(seeded_url, opened):
    page = opened("returns")
    newest = page.selectbox(key="back_0").options[0]
    page.file_uploader[0].upload("november.csv", b"period,kpi_code,numerator,denominator\n2026-10,KPI002,1,300\n").run()
    next(button for button in page.button if button.label == "Submit this return").click().run()
    assert page.selectbox(key="back_0").options[1] == newest
    taken_back(page, newest, "the older one")
    assert f"Submission {newest.split()[0]} was taken back" in said(page)


@pytest.mark.parametrize(
    ("chosen", "why", "says"),
    [(False, "typed wrong", "Choose the submission to take back"), (True, " ", "Enter why the submission is taken")],
)
def test_a_submission_and_a_reason_are_both_asked_for(chosen, why, says, seeded_url, opened):
    page = opened("returns")
    taken_back(page, page.selectbox(key="back_0").options[0] if chosen else None, why)
    assert page.error[0].value.startswith(says)
    assert "was taken back" not in said(page)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (b"2026-10,KPI002,255,300\n", "Nothing to mend in 1 row."),
        (b"2026-10,KPI002,255,300\n2026-10,KPI001,84,300\n", "Nothing to mend in 2 rows."),
        (b"2026-10,KPI002,300,280\n", "1 thing to mend"),
        (b"2026-10,KPI002,300,280\n2026-10,KPI001,300,280\n", "2 things to mend"),
        (b"2026-10,KPI002,1,300\n", "This is unusual: look before you submit."),
    ],
)
def test_what_is_counted_agrees_with_its_number(rows, says, seeded_url, opened):
    page = opened("returns")
    page.file_uploader[0].upload("rows.csv", b"period,kpi_code,numerator,denominator\n" + rows).run()
    assert says in said(page)


def test_a_page_of_one_kpi_counts_one(empty_url, opened):
    files = {
        "kpis": b"kpi_code,name,unit,direction,frequency\nKPI001,In time,percent,higher,month\n",
        "targets": b"kpi_code,valid_from,target\nKPI001,2021-04-01,88\n",
        "kpi_values": b"period,kpi_code,numerator,denominator\n2026-10,KPI001,70,100\n",
    }
    at = datetime(2026, 11, 12, tzinfo=UTC)
    for kind, content in files.items():
        door.submit(data.engine(), kind=kind, data=content, file=kind, by="officer", at=at, today=at.date())
    listed = said(opened("kpis"))
    assert "<caption>1 KPI</caption>" in listed
    assert "1 of 1 rated measure is off target" in listed
    assert "(1 period)" in said(opened("kpi"))


def test_hostile_text_in_a_file_is_shown_as_text(seeded_url, opened):
    page = opened("returns")
    sent = b"period,kpi_code,numerator,denominator\n2026-10,<img src=x onerror=alert(1)>,1,2\n"
    page.file_uploader[0].upload("hostile.csv", sent).run()
    assert "<img src=x" not in said(page)
    assert "&lt;img src=x" in said(page)


def test_a_link_to_a_kpi_that_is_not_there_shows_no_other_kpi(seeded_url, opened):
    page = opened("kpi", kpi="KPI999")
    assert "There is no KPI KPI999" in said(page)
    assert "against a target" not in said(page)


def test_where_a_number_came_from_stops_at_the_day_looked_at(seeded_url, opened):
    page = opened("returns")
    page.file_uploader[0].upload("late.csv", b"period,kpi_code,numerator,denominator\n2026-10,KPI002,1,300\n").run()
    next(button for button in page.button if button.label == "Submit this return").click().run()
    later = opened("kpi", kpi="KPI002")
    assert "late.csv" in said(later)
    later.sidebar.text_input(key="as_at").set_value("16/11/2026").run()
    assert "late.csv" not in said(later) and "in force" in said(later)


def test_a_row_with_spare_cells_is_not_offered_for_mending(seeded_url, opened):
    page = opened("returns")
    page.file_uploader[0].upload("spare.csv", b"period,kpi_code,value,comment\n2026-10,SUP010,1,234,ok\n").run()
    assert not [button for button in page.button if button.label == "Check again with these rows"]


def test_a_bad_cell_may_be_mended_on_the_page(seeded_url, opened):
    page = opened("returns")
    page.file_uploader[0].upload("bad.csv", b"period,kpi_code,value\n2026-13,SUP010,12\n").run()
    assert [button for button in page.button if button.label == "Check again with these rows"]


def test_a_name_with_markup_stays_text_in_the_title(seeded_url, opened):
    page = opened("returns")
    page.selectbox(key="kind").set_value("kpis").run()
    name = "![a](http://127.0.0.1/x.png)"
    sent = f"kpi_code,name,unit,direction,frequency\nKPI777,{name},percent,higher,month\n".encode()
    page.file_uploader[0].upload("markup.csv", sent).run()
    next(button for button in page.button if button.label == "Submit this return").click().run()
    assert opened("kpi", kpi="KPI777").title[0].value.startswith("KPI777 \\!\\[a\\]\\(")


def test_figures_read_after_their_version_are_not_kept_under_it(seeded_url, opened, monkeypatch):
    truth = data.reads.data_version
    looked = []

    def stale_at_first(engine):
        looked.append(truth(engine))
        return 1 if len(looked) == 1 else looked[-1]

    monkeypatch.setattr(data.reads, "data_version", stale_at_first)
    page = opened("overview")
    assert not page.exception
    assert "off target" in said(page)
    with pytest.raises(data._Moved):
        data._picture(seeded_url, 1, None)


def test_where_no_kpi_is_held_the_overview_does_not_say_that_all_is_well(empty_url, opened):
    told = said(opened("overview"))
    assert "No KPIs are held" in told
    assert "off target" not in told and "No return is late" not in told and 'class="tiles"' not in told


def test_a_return_that_changes_what_is_held_shows_each_cell_before_it_is_submitted(seeded_url, opened):
    page = opened("returns", kind="kpi_values")
    held = reads.facts(data.engine(), "kpi_values", key={"kpi_code": "KPI002"}).sort("period").row(-1, named=True)
    sent = f"period,kpi_code,numerator,denominator\n2026-10,KPI002,250,{held['denominator']:g}\n"
    page.file_uploader[0].upload("october.csv", sent.encode()).run()
    shown = said(page)
    assert "What it changes" in shown and f">{held['numerator']:g}</td>" in shown and ">250</td>" in shown


def test_a_real_return_that_moves_the_demonstration_s_day_on_says_so_before_it_is_submitted(seeded_url, opened):
    page = opened("returns", kind="risk_scores")
    sent = b"reference,assessed_on,likelihood,impact,reason,next_review_on\n4c,2026-11-20,4,4,More came,2026-12-20\n"
    page.file_uploader[0].upload("scores.csv", sent).run()
    assert "The pages stand at 15 November 2026; with this return they stand at 20 November 2026." in said(page)
