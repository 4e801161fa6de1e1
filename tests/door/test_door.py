"""The one way in, on both engines: preview and submission agree, nothing is half done, everything can be taken back."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from sct_dash import door
from sct_dash.core import status
from sct_dash.store import reads, writes

TODAY = date(2024, 7, 20)
AT = datetime(2024, 7, 20, 9, tzinfo=UTC)
KPIS = b"kpi_code,name,unit,direction,frequency\nKPI007,Visits in time,percent,higher,month\n"
TARGETS = b"kpi_code,valid_from,target,tolerance\nKPI007,2024-04-01,90,5\n"
MAY = b"period,kpi_code,numerator,denominator\n2024-05,KPI007,95,100\n"
JUNE = b"period,kpi_code,numerator,denominator\n2024-06,KPI007,91,100\n"


def sent(engine, kind, data, minutes=0, file="return.csv", **more):
    at = AT + timedelta(minutes=minutes)
    return door.submit(engine, kind=kind, data=data, file=file, by="an officer", at=at, today=TODAY, **more)


@pytest.fixture
def filled(engine):
    for order, (kind, data) in enumerate([("kpis", KPIS), ("targets", TARGETS), ("kpi_values", MAY)]):
        assert sent(engine, kind, data, order).submission
    return engine


def shown(engine, as_at=None):
    return status.kpi_status(reads.picture(engine, as_at), on=TODAY).row(0, named=True)


def test_a_return_becomes_a_status(filled):
    assert sent(filled, "kpi_values", JUNE, 5).submission == 4
    row = shown(filled)
    assert (row["status"], row["value"], row["previous"], row["travel"]) == ("green", 91.0, 95.0, "worse")


def test_the_preview_says_what_the_submission_then_does(filled):
    sent(filled, "kpi_values", JUNE, 5)
    worse = b"period,kpi_code,numerator,denominator\n2024-05,KPI007,95,100\n2024-06,KPI007,40,100\n"
    preview = door.checked(filled, kind="kpi_values", data=worse, file="f.csv", today=TODAY).preview
    assert preview.counts == {"new": 0, "changed": 1, "unchanged": 1}
    says = door.consequences(preview.before, preview.after, TODAY)["says"].to_list()
    assert any("KPI007" in line and "Green" in line and "Red" in line for line in says)
    assert reads.submissions(filled).height == 4
    done = sent(filled, "kpi_values", worse, 6)
    assert done.preview.counts == preview.counts
    assert shown(filled)["status"] == "red"


def test_a_file_with_one_fault_stores_nothing(filled):
    version = reads.data_version(filled)
    bad = b"period,kpi_code,numerator,denominator\n2024-06,KPI007,91,100\n2024-06,KPI008,1,2\n"
    outcome = sent(filled, "kpi_values", bad, 5)
    assert outcome.submission is None and not outcome.checked.accepted
    assert reads.data_version(filled) == version
    assert reads.audit(filled)["act"][0] == "findings"


def test_the_same_file_twice_is_a_no_op_that_says_so(filled):
    version = reads.data_version(filled)
    again = sent(filled, "kpi_values", MAY, 5, file="another-name.csv")
    assert again.submission is None and again.checked.accepted
    assert "already sent" in again.notices[-1] and "submission 3" in again.notices[-1]
    assert reads.data_version(filled) == version


def test_the_same_file_counts_again_when_something_else_came_between(filled):
    sent(filled, "kpi_values", b"period,kpi_code,numerator,denominator\n2024-05,KPI007,10,100\n", 5)
    assert sent(filled, "kpi_values", MAY, 6).submission is not None
    assert reads.facts(filled, "kpi_values")["numerator"].to_list() == [95.0]


def test_taking_back_returns_the_earlier_figures(filled):
    restated = b"period,kpi_code,numerator,denominator\n2024-05,KPI007,10,100\n"
    number = sent(filled, "kpi_values", restated, 5).submission
    assert reads.facts(filled, "kpi_values")["numerator"].to_list() == [10.0]
    door.take_back(filled, submission=number, by="an officer", why="wrong month", at=AT + timedelta(minutes=9))
    assert reads.facts(filled, "kpi_values")["numerator"].to_list() == [95.0]
    then = reads.facts(filled, "kpi_values", as_at=AT + timedelta(minutes=7))
    assert then["numerator"].to_list() == [10.0]


def test_a_value_its_counts_give_is_not_stored_twice(filled):
    sent(filled, "kpi_values", b"period,kpi_code,numerator,denominator,value\n2024-06,KPI007,2,3,66.7\n", 5)
    row = reads.facts(filled, "kpi_values").filter(pl.col("period") == date(2024, 6, 1)).row(0, named=True)
    assert row["value"] is None and (row["numerator"], row["denominator"]) == (2.0, 3.0)
    assert shown(filled)["value"] == pytest.approx(200 / 3)


def test_personal_data_is_refused_and_not_kept(filled):
    secret = b"period,kpi_code,numerator,denominator,child_name\n2024-06,KPI007,1,2,Jo Bloggs\n"
    outcome = sent(filled, "kpi_values", secret, 5)
    assert outcome.checked.refused and outcome.submission is None
    told = str(outcome.reply(rows=True)) + str(reads.audit(filled).to_dicts())
    assert "Bloggs" not in told


def test_another_submission_in_between_is_checked_again(filled, monkeypatch):
    lost = []
    write = writes.submit

    def beaten_once(engine, **asked):
        if not lost:
            lost.append(True)
            other = b"period,kpi_code,numerator,denominator\n2024-04,KPI007,50,100\n"
            sent(engine, "kpi_values", other, 5)
        return write(engine, **asked)

    monkeypatch.setattr(writes, "submit", beaten_once)
    outcome = sent(filled, "kpi_values", JUNE, 6)
    assert outcome.submission == 5
    assert reads.facts(filled, "kpi_values").height == 3


def test_losing_every_race_changes_nothing_and_says_so(filled, monkeypatch):
    def always_beaten(engine, **asked):
        raise writes.Superseded

    monkeypatch.setattr(writes, "submit", always_beaten)
    with pytest.raises(door.Busy, match="Nothing was changed"):
        sent(filled, "kpi_values", JUNE, 6)
    assert reads.submissions(filled).height == 3


def test_an_unknown_kind_names_those_there_are(engine):
    with pytest.raises(door.UnknownKind, match="kpi_values"):
        door.checked(engine, kind="weather", data=b"", file="f.csv", today=TODAY)


def test_a_demonstration_is_judged_on_its_own_last_day(engine):
    assert door.day_judged(engine, TODAY) == (TODAY, False)
    sent(engine, "kpis", KPIS, demonstration=True)
    later = date(2030, 1, 1)
    assert door.day_judged(engine, later) == (TODAY, True)


def test_a_real_return_sent_into_a_demonstration_moves_its_day_on(engine):
    sent(engine, "kpis", KPIS, demonstration=True)
    later = {"by": "an officer", "at": AT + timedelta(days=400), "today": date(2025, 8, 24), "file": "f.csv"}
    july = b"period,kpi_code,numerator,denominator\n2025-07,KPI007,1,2\n"
    door.submit(engine, kind="kpi_values", data=july, **later)
    assert door.day_judged(engine, date(2030, 1, 1)) == (date(2025, 7, 31), True)


def test_a_real_month_of_staffing_sent_into_a_demonstration_moves_its_day_on(engine):
    sent(engine, "teams", b"team,service,from\nNorth,Children,2018-04-01\n", demonstration=True)
    later = {"by": "an officer", "at": AT + timedelta(days=400), "today": date(2025, 8, 24), "file": "f.csv"}
    numbers = "establishment_fte,in_post_fte,agency_fte,agency_covering_fte,vacancy_fte,starters_fte,leavers_fte"
    july = f"month_end,team,role,{numbers}\n2025-07-31,North,social worker,10,9,1,1,1,0,0\n"
    assert door.submit(engine, kind="staffing", data=july.encode(), **later).submission
    assert door.day_judged(engine, date(2030, 1, 1)) == (date(2025, 7, 31), True)


def test_a_real_score_of_a_risk_sent_into_a_demonstration_tells_its_move_and_moves_the_day_on(engine):
    sent(engine, "risks", b"reference,title,opened_on\n4c,Demand,2020-01-01\n", demonstration=True)
    score = b"reference,assessed_on,score,reason\n4c,2025-07-14,12,More came\n"
    later = {"by": "an officer", "at": AT + timedelta(days=400), "today": date(2025, 8, 24), "file": "f.csv"}
    preview = door.checked(engine, kind="risk_scores", data=score, file="f.csv", today=later["today"]).preview
    says = door.consequences(preview.before, preview.after, door.day_judged(engine, later["today"])[0])["says"].item()
    assert says.startswith("Risk 4c Demand") and "12" in says
    assert door.day_moved(preview.after, on=TODAY, today=later["today"]) == date(2025, 7, 14)
    assert door.day_moved(preview.before, on=TODAY, today=later["today"]) is None
    door.submit(engine, kind="risk_scores", data=score, **later)
    assert door.day_judged(engine, date(2030, 1, 1)) == (date(2025, 7, 14), True)


def test_a_real_matrix_moves_the_day_of_a_demonstration_on_only_once_it_is_in_force(engine):
    sent(engine, "kpis", KPIS, demonstration=True)
    begun = date(2025, 7, 14)
    levels = [f"{begun},{part},{level},Words,," for part in ("likelihood", "impact") for level in (1, 2)]
    scores = [f"{begun},score,{score},,{band}," for score, band in ((1, "green"), (2, "amber"), (4, "red"))]
    data = "\n".join(["valid_from,part,level,words,band,appetite", *levels, *scores, ""]).encode()
    early = begun - timedelta(days=1)
    outcome = door.submit(
        engine, kind="risk_bands", data=data, file="f.csv", by="an officer", at=AT + timedelta(days=1), today=early
    )
    assert outcome.submission, outcome.checked.findings
    assert door.day_judged(engine, early) == (TODAY, True)
    assert door.day_judged(engine, date(2030, 1, 1)) == (begun, True)
    assert door.day_moved(outcome.preview.after, on=TODAY, today=early) is None
    assert door.day_moved(outcome.preview.after, on=TODAY, today=begun) == begun


def test_a_preview_that_is_out_of_date_is_not_submitted(filled):
    seen = door.checked(filled, kind="kpi_values", data=JUNE, file="f.csv", today=TODAY).preview.version
    sent(filled, "kpi_values", b"period,kpi_code,numerator,denominator\n2024-04,KPI007,50,100\n", 5)
    with pytest.raises(door.Busy, match="since you looked"):
        sent(filled, "kpi_values", JUNE, 6, seen=seen)
    assert reads.submissions(filled).height == 4


def test_taking_back_says_whether_an_earlier_figure_is_in_force_again(filled):
    both = b"period,kpi_code,numerator,denominator\n2024-05,KPI007,94,100\n2024-06,KPI007,91,100\n"
    mixed = sent(filled, "kpi_values", both, 5).submission
    alone = sent(filled, "kpi_values", JUNE.replace(b"91", b"90"), 6).submission

    def back(number, minute):
        at = AT + timedelta(minutes=minute)
        return door.take_back(filled, submission=number, by="an officer", why="wrong", at=at)

    assert back(alone, 7) == f"Submission {alone} was taken back. The earlier figures are in force again."
    assert back(mixed, 8) == (
        f"Submission {mixed} was taken back. Earlier figures are in force again for 1 row; for 1 there is none, and "
        "nothing is held there now."
    )
    assert back(3, 9).endswith("There is no earlier figure for 1 row of it: nothing is held there now.")
    hidden = sent(filled, "kpi_values", MAY, 10).submission
    sent(filled, "kpi_values", MAY.replace(b"95", b"96"), 11)
    assert back(hidden, 12).endswith("None of its figures was in force any longer, so nothing changes.")
