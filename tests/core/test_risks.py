"""The register on a day: score, band, movement, how long, reviews, targets, actions, history and what moved."""

from datetime import date, timedelta

import polars as pl
import pytest

from sct_dash.core import matrix, risks
from sct_dash.core.frames import facts
from tests.frames import frame

DAY = date(2026, 11, 22)
BANDS = {1: "green", 2: "green", 3: "green", 4: "green", 6: "amber", 8: "amber", 9: "amber", 12: "red", 16: "red"}
EXPORTED = [
    "reference", "title", "owner", "priority", "likelihood", "impact", "score", "band", "previous_score", "movement",
    "target_score", "target_on", "last_assessed_on", "next_review_on", "overdue",
]  # fmt: skip


def bands(begun: date = date(2018, 4, 1), **other: object) -> pl.DataFrame:
    """A 4 x 4 matrix."""
    rows = [{"part": part, "level": level} for part in ("likelihood", "impact") for level in range(1, 5)]
    rows += [{"part": "score", "level": level, "band": band} for level, band in BANDS.items()]
    return pl.DataFrame([{"valid_from": begun, "band": None, **other, **row} for row in rows])


RISKS = frame("""
| reference | title     | priority | target_score | target_on  | opened_on  | closed_on  | reason   |
| 4         | Care      | Practice | 8            | 2027-12-31 | 2019-04-01 | -          | -        |
| 4c        | Demand    | -        | -            | -          | 2019-04-01 | -          | -        |
| 7         | Money     | People   | 6            | -          | 2021-01-01 | -          | -        |
| 10        | Buildings | -        | 4            | 2026-12-01 | 2021-01-01 | 2026-06-30 | Sold     |
| 11        | New       | -        | 4            | 2026-12-01 | 2026-10-01 | -          | -        |
| 12        | Later     | -        | -            | -          | 2026-12-01 | -          | -        |
""", reference=pl.String)  # fmt: skip
SCORES = frame("""
| reference | assessed_on | likelihood | impact | score | reason       | controls | next_review_on |
| 4         | 2021-06-01  | -          | -      | 12    | Published    | -        | -              |
| 4         | 2021-09-01  | -          | -      | 16    | Covid        | -        | -              |
| 4         | 2021-11-25  | 3          | 4      | -     | Staffing     | Audits   | 2026-11-21     |
| 4c        | 2021-06-01  | 4          | 3      | -     | Rising       | -        | 2026-11-22     |
| 4c        | 2026-10-01  | 2          | 4      | 8     | Less         | -        | 2026-11-23     |
| 7         | 2024-01-10  | 2          | 3      | -     | One          | -        | -              |
| 7         | 2025-01-10  | 2          | 4      | -     | Two          | -        | -              |
| 7         | 2026-01-10  | 2          | 4      | -     | Three        | -        | -              |
| 7         | 2026-12-10  | 4          | 4      | -     | Not yet seen | -        | -              |
| 10        | 2021-02-01  | 1          | 4      | -     | Old          | -        | 2026-01-01     |
""", reference=pl.String)  # fmt: skip
ACTIONS = frame("""
| reference | action  | due_on     | revised_due_on | status      |
| 4         | Recruit | 2026-06-30 | 2028-01-31     | in progress |
| 4         | Train   | 2026-10-31 | -              | not started |
| 4         | Audit   | 2026-05-31 | 2026-06-30     | complete    |
| 4         | Move    | 2026-05-31 | -              | cancelled   |
""", reference=pl.String)  # fmt: skip
PICTURE = {"risk_bands": bands(), "risks": RISKS, "risk_scores": SCORES, "risk_actions": ACTIONS}


def register(picture: dict = PICTURE, on: date = DAY, **asked) -> pl.DataFrame:
    return risks.register(picture, on=on, **asked)


def of(reference: str, *names: str, **asked) -> tuple:
    return register(**asked).filter(reference=reference).select(names).row(0)


def one(**risk) -> dict[str, pl.DataFrame]:
    """A picture of one risk, 1, opened long ago, with these of its columns."""
    row = {"reference": "1", "title": "One", "opened_on": date(2019, 1, 1), **risk}
    return {"risk_bands": bands(), "risks": pl.DataFrame([row])}


def scored(*scores: tuple[date, float], **risk) -> dict[str, pl.DataFrame]:
    """`one` with these assessments, each only a score."""
    rows = [{"reference": "1", "assessed_on": on, "score": float(score), "reason": "Why"} for on, score in scores]
    return {**one(**risk), "risk_scores": pl.DataFrame(rows)}


def test_the_register_begins_with_exactly_the_columns_that_are_exported():
    assert register().columns[: len(EXPORTED)] == EXPORTED
    assert register().columns == [*risks.CONTRACT, *risks.DETAIL]
    assert set(risks.EXPORTED) <= set(register().columns)


def test_frames_have_the_same_columns_and_types_with_and_without_rows():
    assert register({}).schema == register().schema
    assert risks.actions({}, on=DAY).schema == risks.actions(PICTURE, on=DAY).schema
    assert risks.history({}, "4", on=DAY).schema == risks.history(PICTURE, "4", on=DAY).schema
    assert moved({}, {}).schema == moved(PICTURE, PICTURE).schema
    one_part = {kind: PICTURE[kind] for kind in ("risks", "risk_scores")}
    assert register(one_part).schema == register().schema


def test_a_risk_is_on_the_register_from_the_day_it_opens_until_the_day_before_it_closes():
    assert register()["reference"].to_list() == ["4", "4c", "7", "11"]
    assert "10" in register(on=date(2026, 6, 29))["reference"]
    assert "10" not in register(on=date(2026, 6, 30))["reference"]
    assert "12" in register(on=date(2026, 12, 1))["reference"]
    assert register(on=date(2018, 1, 1)).is_empty()


@pytest.mark.parametrize(
    ("since", "there"), [(date(2026, 6, 29), True), (date(2026, 6, 30), False), (date(2027, 1, 1), False)]
)
def test_since_a_day_the_risks_closed_after_it_are_shown_last(since, there):
    rows = register(since=since)
    assert ("10" in rows["reference"]) is there
    if there:
        closed = rows.row(-1, named=True)
        assert (closed["reference"], closed["movement"], closed["closing_reason"]) == ("10", "closed", "Sold")
        assert (closed["overdue"], closed["target_at_risk"], closed["to_target"]) == (None, None, None)


def test_a_score_is_the_product_or_what_was_given_where_only_that_is_known():
    names = ("likelihood", "impact", "score", "band", "placed")
    assert of("4c", *names) == (2, 4, 8, "amber", True)
    assert of("4", *names, on=date(2021, 10, 1)) == (None, None, 16, "red", False)
    assert of("4", *names) == (3, 4, 12, "red", True)


def test_the_published_way_from_12_to_16_to_12_is_red_throughout_and_told_by_movement():
    days = (date(2021, 6, 1), date(2021, 9, 1), date(2021, 11, 25))
    names = ("score", "band", "previous_score", "movement", "at_band_since", "at_score_since")
    rows = [of("4", *names, on=day) for day in days]
    begun = date(2021, 6, 1)
    assert rows == [
        (12, "red", None, "new", begun, days[0]),
        (16, "red", 12, "up", begun, days[1]),
        (12, "red", 16, "down", begun, days[2]),
    ]


def test_a_score_assessed_again_stands_since_it_was_first_given():
    assert of("7", "at_band_since", "at_score_since") == (date(2024, 1, 10), date(2025, 1, 10))
    assert of("11", "at_score_since") == (None,)


def stricter(begun: date, least: float = 8) -> pl.DataFrame:
    """A matrix from a day on that bands every score from `least` on red."""
    red = (pl.col("part") == "score") & (pl.col("level") >= least)
    return bands(begun).with_columns(band=pl.when(red).then(pl.lit("red")).otherwise("band"))


def changing(*others: pl.DataFrame, kept: dict = PICTURE) -> dict[str, pl.DataFrame]:
    return {**kept, "risk_bands": pl.concat([bands(), *others])}


def test_a_band_that_the_matrix_changed_stands_since_the_matrix_and_the_score_since_its_assessment():
    picture, names = changing(stricter(date(2025, 4, 1))), ("band", "at_band_since", "at_score_since", "previous_band")
    assert of("7", *names, picture=picture, on=date(2025, 3, 31)) == (
        *("amber", date(2024, 1, 10), date(2025, 1, 10), "amber"),
    )
    matrix_of, since = date(2025, 4, 1), date(2025, 1, 10)
    assert of("7", *names, picture=picture, on=date(2025, 4, 1)) == ("red", matrix_of, since, "amber")
    assert of("7", *names, picture=picture) == ("red", matrix_of, since, "amber")
    assert of("7", *names, picture=picture, since=date(2025, 3, 31)) == ("red", matrix_of, since, "amber")
    assert of("7", *names, picture=picture, since=date(2025, 4, 1)) == ("red", matrix_of, since, "red")
    assert of("4", *names, picture=picture) == ("red", date(2021, 6, 1), date(2021, 11, 25), "red"), "red by both"


def test_a_band_that_a_matrix_took_away_and_gave_back_begins_when_it_was_given_back():
    picture = changing(stricter(date(2025, 4, 1)), bands(date(2025, 10, 1)))
    assert of("7", "band", "at_band_since", picture=picture) == ("amber", date(2025, 10, 1))
    same = changing(stricter(date(2025, 4, 1)), stricter(date(2025, 10, 1)))
    assert of("7", "band", "at_band_since", picture=same) == ("red", date(2025, 4, 1))


def test_an_assessment_on_the_day_of_a_new_matrix_is_banded_by_it():
    picture = changing(stricter(date(2025, 1, 10)))
    assert of("7", "band", "at_band_since", "at_score_since", picture=picture) == (
        *("red", date(2025, 1, 10), date(2025, 1, 10)),
    )


def test_a_score_older_than_any_matrix_is_in_its_band_since_the_first_matrix():
    picture = {**scored((date(2017, 6, 1), 12)), "risk_bands": bands(date(2018, 4, 1))}
    assert register(picture).select("band", "at_band_since").row(0) == ("red", date(2018, 4, 1))
    assert risks.history(picture, "1", on=DAY)["band"].to_list() == [None]


def test_a_history_keeps_the_bands_of_its_own_days_when_the_matrix_changes():
    rows = risks.history(changing(stricter(date(2026, 1, 10), least=6)), "7", on=DAY)
    assert rows["band"].to_list() == ["amber", "amber", "red"]


def test_a_closed_risk_keeps_the_band_it_was_closed_at():
    picture = changing(stricter(date(2026, 8, 1), least=4))
    row = register(picture, since=date(2026, 6, 1)).row(-1, named=True)
    assert (row["reference"], row["band"]) == ("10", "green")


def test_a_band_counts_as_a_demonstration_while_the_run_leans_on_one():
    invented = bands().with_columns(demonstration=pl.lit(True))
    real = stricter(date(2025, 4, 1)).with_columns(demonstration=pl.lit(False))
    picture = {**PICTURE, "risk_bands": pl.concat([invented, real])}
    assert of("4", "demonstration", picture=picture) == (True,), "Red since a day that only the invented one bands"
    assert of("4c", "demonstration", picture=picture, since=date(2025, 4, 1)) == (True,)
    only = {**scored((date(2025, 5, 1), 12)), "risk_bands": picture["risk_bands"]}
    assert register(only)["demonstration"].item() is False
    before = {**scored((date(2024, 5, 1), 8), (date(2025, 5, 1), 12)), "risk_bands": picture["risk_bands"]}
    assert register(before)["demonstration"].item() is True, "what it was before is banded by the invented one"
    assert register(before, since=date(2025, 4, 10))["demonstration"].item() is False


def test_since_a_day_the_score_is_compared_with_the_latest_of_that_day():
    names = ("previous_score", "previous_on", "movement")
    assert of("4", *names, since=date(2021, 9, 1)) == (16, date(2021, 9, 1), "down")
    assert of("4", *names, since=date(2021, 8, 31)) == (12, date(2021, 6, 1), "same")
    assert of("4", *names, since=date(2021, 5, 31)) == (None, None, "new")
    assert of("4", *names, since=DAY) == (12, date(2021, 11, 25), "same")
    assert of("4c", *names, since=date(2026, 9, 30)) == (12, date(2021, 6, 1), "down")
    assert of("7", *names) == (8, date(2025, 1, 10), "same")


def test_an_assessment_after_the_day_is_not_seen():
    assert of("7", "score", "last_assessed_on") == (8, date(2026, 1, 10))
    assert of("7", "score", on=date(2026, 12, 10)) == (16,)


def test_a_risk_never_assessed_is_new_and_has_no_score_and_no_band():
    names = ("score", "band", "movement", "previous_score", "last_assessed_on", "overdue", "at_band_since", "placed")
    assert of("11", *names) == (None, None, "new", None, None, None, None, False)
    assert of("11", "to_target", "target_at_risk", "target_why") == (None, None, "No score is held here")


def test_a_review_is_overdue_from_the_day_after_it_was_due_and_never_without_a_day():
    assert of("4", "overdue") == (True,)
    assert of("4c", "overdue") == (False,)
    assert of("4c", "overdue", on=date(2026, 11, 23)) == (False,)
    assert of("4c", "overdue", on=date(2026, 11, 24)) == (True,)
    assert of("7", "overdue") == (None,)


def test_how_long_at_a_band_counts_from_the_first_assessment_of_the_unbroken_run():
    run = [(date(2024, 1, 1), 8), (date(2024, 4, 1), 12), (date(2024, 7, 1), 9), (date(2024, 10, 1), 6)]
    assert register(scored(*run))["at_band_since"].item() == date(2024, 7, 1)
    assert register(scored(*run[:2]))["at_band_since"].item() == date(2024, 4, 1)
    assert register(scored(*run[:1]))["at_band_since"].item() == date(2024, 1, 1)


def test_a_score_that_the_matrix_lacks_has_no_band_and_no_day_it_began():
    row = register(scored((date(2024, 1, 1), 12), (date(2025, 1, 1), 10))).row(0, named=True)
    assert (row["score"], row["band"], row["at_band_since"], row["movement"]) == (10, None, None, "down")
    back = register(scored((date(2024, 1, 1), 10), (date(2025, 1, 1), 12))).row(0, named=True)
    assert (back["band"], back["at_band_since"]) == ("red", date(2025, 1, 1))


def test_bands_are_those_of_the_matrix_in_force_on_the_day():
    picture = changing(stricter(date(2025, 4, 1)))
    assert of("7", "band", picture=picture, on=date(2025, 3, 31)) == ("amber",)
    assert of("7", "band", "at_band_since", picture=picture, on=date(2025, 4, 1)) == ("red", date(2025, 4, 1))
    assert of("7", "band", picture={**PICTURE, "risk_bands": bands(date(2030, 1, 1))}) == (None,)


def test_red_comes_first_then_the_highest_score_then_the_reference_then_the_never_assessed():
    names = {"10": 8, "4c": 12, "4": 12, "9": None, "2": 16, "3": 9, "5": 10, "12": 8}
    rows = [{"reference": name, "title": "T", "opened_on": date(2020, 1, 1)} for name in names]
    scores = [
        {"reference": name, "assessed_on": date(2021, 1, 1), "score": float(score), "reason": "Why"}
        for name, score in names.items()
        if score is not None
    ]
    picture = {"risk_bands": bands(), "risks": pl.DataFrame(rows), "risk_scores": pl.DataFrame(scores)}
    assert register(picture)["reference"].to_list() == ["2", "4", "4c", "5", "3", "10", "12", "9"]


def test_a_priority_keeps_its_own_risks_alone():
    assert register(priority="People")["reference"].to_list() == ["7"]
    assert register(priority="Prevention").is_empty()


def test_actions_are_counted_without_the_cancelled_and_a_risk_without_any_has_none():
    assert of("4", "actions", "actions_open", "actions_overdue") == (3, 2, 1)
    assert of("7", "actions", "actions_open", "actions_overdue") == (0, 0, 0)


def test_actions_say_their_day_in_force_how_far_it_slipped_and_what_is_overdue():
    rows = risks.actions(PICTURE, "4", on=DAY)
    assert rows.select("action", "due", "slipped_days", "open", "overdue").rows() == [
        ("Train", date(2026, 10, 31), 0, True, True),
        ("Recruit", date(2028, 1, 31), 580, True, False),
        ("Move", date(2026, 5, 31), 0, False, False),
        ("Audit", date(2026, 6, 30), 30, False, False),
    ]
    assert risks.actions(PICTURE, "4", on=date(2026, 10, 31))["overdue"].to_list() == [False] * 4
    assert risks.actions(PICTURE, "7", on=DAY).is_empty()
    assert risks.actions(PICTURE, on=DAY).height == 4


@pytest.mark.parametrize(
    ("score", "target", "days", "due", "at_risk", "why"),
    [
        (12, None, 100, 50, None, "No target is set"),
        (12, 8, None, None, None, "No day is set for the target"),
        (8, 8, None, None, False, "The score is at its target"),
        (8, 8, -1, -1, False, "The score is at its target"),
        (6, 8, 10, None, False, "The score is below its target"),
        (12, 8, -1, 0, True, "The target's day has passed; 1 open action is due after the target's day"),
        (12, 8, 0, 0, True, "The target's day has come"),
        (12, 8, 1, 1, True, "The target's day is 1 day away"),
        (12, 8, 92, 92, True, "The target's day is 92 days away"),
        (12, 8, 92, None, True, "The target's day is 92 days away; no action is open to bring it down"),
        (12, 8, 93, None, True, "No action is open to bring it down"),
        (12, 8, 93, 93, False,
         "The target's day is 93 days away, no open action is due after it and none is overdue"),
        (12, 8, 93, 94, True, "1 open action is due after the target's day"),
        (12, 8, 93, 0, False,
         "The target's day is 93 days away, no open action is due after it and none is overdue"),
        (12, 8, 93, -1, True, "1 action is overdue"),
        (12, 8, -2, -1, True,
         "The target's day has passed; 1 open action is due after the target's day; 1 action is overdue"),
    ],
)  # fmt: skip
def test_a_target_is_at_risk_when_its_day_or_an_action_says_so(score, target, days, due, at_risk, why):
    day = None if days is None else DAY + timedelta(days)
    picture = scored((date(2024, 1, 1), score), target_score=None if target is None else float(target), target_on=day)
    if due is not None:
        row = {"reference": "1", "action": "Act", "due_on": DAY + timedelta(due), "status": "in progress"}
        picture["risk_actions"] = pl.DataFrame([row])
    row = register(picture).row(0, named=True)
    assert (row["target_at_risk"], row["target_why"]) == (at_risk, why)
    assert row["to_target"] == (None if target is None else score - target)


def test_an_action_that_is_done_or_cancelled_is_neither_overdue_nor_open():
    picture = scored((date(2024, 1, 1), 12), target_score=8.0, target_on=DAY + timedelta(200))
    late = {"reference": "1", "due_on": DAY - timedelta(1)}
    done = [{**late, "action": word, "status": word} for word in ("complete", "cancelled")]
    row = register({**picture, "risk_actions": pl.DataFrame(done)}).row(0, named=True)
    assert (row["actions"], row["actions_open"], row["actions_overdue"], row["actions_cancelled"]) == (1, 0, 0, 1)
    assert (row["target_at_risk"], row["target_why"]) == (True, "No action is open to bring it down")


def test_a_revised_day_counts_and_not_the_first():
    picture = scored((date(2024, 1, 1), 12), target_score=8.0, target_on=DAY + timedelta(200))
    row = {"reference": "1", "action": "Act", "due_on": DAY - timedelta(5), "status": "not started"}
    row["revised_due_on"] = DAY + timedelta(5)
    assert register({**picture, "risk_actions": pl.DataFrame([row])})["target_at_risk"].item() is False


@pytest.mark.parametrize("kind", ["risk_bands", "risks", "risk_scores", "risk_actions"])
def test_a_row_is_a_demonstration_when_anything_it_leans_on_is(kind):
    assert not register()["demonstration"].any()
    marked = {**PICTURE, kind: facts(PICTURE, kind).with_columns(demonstration=pl.lit(True))}
    assert of("4", "demonstration", picture=marked) == (True,)
    expected = {"risk_bands": (False,), "risks": (True,), "risk_scores": (False,), "risk_actions": (False,)}
    assert of("11", "demonstration", picture=marked) == expected[kind]


def test_where_a_row_comes_from_is_its_last_assessment_or_else_the_risk():
    origins = {"risks": 3, "risk_scores": 5, "risk_bands": 1}
    picture = {**PICTURE, **{k: PICTURE[k].with_columns(submission_id=pl.lit(n)) for k, n in origins.items()}}
    names = ("submission_id", "risk_submission_id", "band_submission_id")
    assert of("4", *names, picture=picture) == (5, 3, 1)
    assert of("11", *names, picture=picture) == (3, 3, None)


def test_a_history_tells_each_step_with_what_was_before():
    rows = risks.history(PICTURE, "4", on=DAY)
    assert rows.select("assessed_on", "score", "band", "was", "movement", "reason").rows() == [
        (date(2021, 6, 1), 12, "red", None, "new", "Published"),
        (date(2021, 9, 1), 16, "red", 12, "up", "Covid"),
        (date(2021, 11, 25), 12, "red", 16, "down", "Staffing"),
    ]
    assert rows["controls"].to_list() == [None, None, "Audits"]
    assert risks.history(PICTURE, "7", on=DAY)["movement"].to_list() == ["new", "up", "same"]
    assert risks.history(PICTURE, "4C", on=DAY).is_empty()


def test_the_end_of_a_history_agrees_with_the_register():
    for row in register().filter(pl.col("score").is_not_null()).iter_rows(named=True):
        last = risks.history(PICTURE, row["reference"], on=DAY).row(-1, named=True)
        assert (last["score"], last["band"], last["movement"]) == (row["score"], row["band"], row["movement"])


def test_the_cells_of_the_matrix_and_what_is_in_none_come_to_the_register():
    rows = register()
    cells = matrix.cells(rows, matrix.in_force(PICTURE, DAY))
    assert cells["count"].sum() + matrix.unplaced(rows).height == rows.height
    assert cells.filter(likelihood=3, impact=4)["references"].to_list() == [["4"]]
    assert matrix.unplaced(rows)["reference"].to_list() == ["11"]


def moved(then: dict, now: dict, then_on: date = date(2026, 6, 1), now_on: date = DAY) -> pl.DataFrame:
    return risks.moved(then, now, then_on=then_on, now_on=now_on)


def test_what_moved_between_two_days_is_told_worst_first():
    rows = moved(PICTURE, PICTURE)
    assert rows.columns == list(risks.MOVED)
    assert rows.select("reference", "was", "becomes", "was_band", "becomes_band", "movement").rows() == [
        ("4c", 12, 8, "red", "amber", "down"),
        ("11", None, None, None, None, "new"),
        ("10", 4, 4, "green", "green", "closed"),
    ]
    assert rows["reason"].to_list() == ["Less", None, "Sold"]


def test_the_rise_of_2021_is_told_in_a_sentence():
    rows = moved(PICTURE, PICTURE, date(2021, 8, 31), date(2021, 9, 1))
    assert rows["says"].to_list() == ["Risk 4 Care: from 12 (Red) to 16 (Red) on 1 September 2021: Covid"]


def test_nothing_moves_between_a_picture_and_itself():
    assert moved(PICTURE, PICTURE, DAY, DAY).is_empty()
    assert moved({}, {}).is_empty()


def test_a_risk_taken_back_is_gone_and_one_that_comes_is_new():
    without = {**PICTURE, "risks": RISKS.filter(pl.col("reference") != "4")}
    gone = moved(PICTURE, without, DAY, DAY)
    assert gone.select("reference", "title", "was", "becomes", "movement").rows() == [("4", "Care", 12, None, "gone")]
    came = moved(without, PICTURE, DAY, DAY)
    assert came.select("reference", "was", "becomes", "movement").rows() == [("4", None, 12, "new")]


def test_a_first_assessment_is_new_and_one_taken_back_is_gone():
    unscored = {**PICTURE, "risk_scores": SCORES.filter(pl.col("reference") != "4")}
    assert moved(unscored, PICTURE, DAY, DAY).select("was", "becomes", "movement").rows() == [(None, 12, "new")]
    assert moved(PICTURE, unscored, DAY, DAY).select("was", "becomes", "movement").rows() == [(12, None, "gone")]


def test_a_closing_recorded_late_is_told_and_an_old_risk_that_is_only_now_recorded_is_not():
    still = {**PICTURE, "risks": RISKS.with_columns(closed_on=pl.lit(None, pl.Date))}
    late = moved(still, PICTURE, date(2026, 9, 1), DAY)
    assert late.filter(reference="10")["movement"].to_list() == ["closed"]
    without = {**PICTURE, "risks": RISKS.filter(pl.col("reference") != "10")}
    assert "10" not in moved(without, PICTURE, date(2026, 9, 1), DAY)["reference"]
    assert moved(without, PICTURE).filter(reference="10")["movement"].to_list() == ["closed"]
    assert "10" not in moved(PICTURE, PICTURE, date(2026, 6, 30), DAY)["reference"]


def test_a_risk_whose_closing_is_taken_back_is_on_the_register_again():
    still = {**PICTURE, "risks": RISKS.with_columns(closed_on=pl.lit(None, pl.Date))}
    rows = moved(PICTURE, still, DAY, DAY)
    assert rows["says"].to_list() == ["Risk 10 Buildings: on the register again, 4 (Green): Old"]


def test_a_band_that_is_another_for_the_matrix_is_told_without_a_movement_of_the_score():
    other = stricter(date(2018, 4, 1)).with_columns(
        band=pl.when(pl.col("level") == 9).then(pl.lit("amber")).otherwise("band"), submission_id=pl.lit(9)
    )
    rows = moved(PICTURE, {**PICTURE, "risk_bands": other}, DAY, DAY)
    assert rows.select("reference", "was_band", "becomes_band", "movement", "submission_id").rows() == [
        ("4c", "amber", "red", "same", 9),
        ("7", "amber", "red", "same", 9),
    ]


def test_what_moved_names_the_submission_that_did_it():
    then = {**PICTURE, "risk_scores": SCORES.filter(pl.col("assessed_on") < DAY).with_columns(submission_id=pl.lit(5))}
    restated = SCORES.with_columns(
        submission_id=pl.when(pl.col("reference") == "4c").then(7).otherwise(5),
        impact=pl.when((pl.col("reference") == "4c") & (pl.col("score") == 8)).then(3.0).otherwise("impact"),
    )
    rows = moved(then, {**PICTURE, "risk_scores": restated}, DAY, DAY)
    assert rows.select("reference", "was", "becomes", "movement", "submission_id").rows() == [
        ("4c", 8, 6, "corrected", 7)
    ]
    closed = {**PICTURE, "risks": RISKS.with_columns(submission_id=pl.lit(3))}
    assert moved(closed, closed).filter(movement="closed")["submission_id"].to_list() == [3]


def test_a_correction_and_a_taking_back_are_no_movement_of_the_risk():
    restated = SCORES.with_columns(
        impact=pl.when(pl.col("assessed_on") == date(2026, 1, 10)).then(3.0).otherwise("impact"),
    )
    corrected = moved(PICTURE, {**PICTURE, "risk_scores": restated}, DAY, DAY)
    assert corrected.select("movement", "says").rows() == [
        ("corrected", "Risk 7 Money: the assessment of 10 January 2026 was corrected from 8 (Amber) to 6 (Amber)")
    ]
    back = {**PICTURE, "risk_scores": SCORES.filter(pl.col("assessed_on") != date(2026, 10, 1))}
    taken = moved(PICTURE, back, date(2026, 11, 1), DAY)
    assert taken.filter(reference="4c").select("movement", "says").rows() == [
        (
            "corrected",
            "Risk 4c Demand: corrected from 8 (Amber) to 12 (Red), as the assessment of 1 October 2026 was taken back",
        )
    ]
    later = moved(PICTURE, PICTURE, date(2026, 9, 30), DAY)
    assert later.filter(reference="4c")["movement"].to_list() == ["down"], "a later assessment moves the score"
