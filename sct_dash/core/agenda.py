"""What a meeting talks about, one item at a time: exceptions first, and what is well at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from sct_dash.core import contradictions as rules
from sct_dash.core import meeting_words, plan_words, risk_words, things
from sct_dash.core import status as kpi_status
from sct_dash.core.papers import received

Row = Mapping[str, Any]

ITEMS = pl.Schema(
    {
        **dict.fromkeys(("subject", "group", "item_kind", "item_code", "title", "status", "says", "why"), pl.String),
        "demonstration": pl.Boolean,
    }
)
"""The columns of `items`; status is a RAG or BRAG word for a mark, null for what has none."""

SUBJECTS_OF = {
    **{"kpi": "kpis", "risk": "risks", "milestone": "plan", "outcome": "plan", "finding": "inspections"},
    **{"staffing": "staffing", "finance": "finance", "budget_line": "finance", "inspection": "inspections"},
}
"""Which of thread_frames.SUBJECTS a kind of thing belongs to; the others belong to none."""


FEW = 4
"""How many contradictions come first; the others follow the KPIs, which a meeting is there to talk about."""


def items(
    meeting: Row,
    *,
    contradictions: pl.DataFrame,
    status: pl.DataFrame,
    register: pl.DataFrame,
    milestones: pl.DataFrame,
    changed: pl.DataFrame,
    relief: pl.DataFrame,
    told: Mapping[str, Row],
) -> pl.DataFrame:
    """The items of a meeting, a row of meetings.calendar: the columns of ITEMS, in the order they are talked about.

    The first FEW contradictions, one item a KPI of all milestones that are complete while it is Red; KPIs that are Red
    or really change for the worse, without those relieved; the other contradictions; risks that moved up and the other
    red ones; late milestones; figures restated, one item a KPI; relief that began, ended or ends soon;
    staffing and finance; what is well, as one item of the meeting as a whole. Only of the subjects the board receives.
    `says` is the item in sentences and `why` what was said for it, null for nothing. The frames are those of
    contradictions.found, status.kpi_status, risks.register (since the board last met), plan.milestones, since.between
    (from then on), and since.relief_ahead and relief_coming, one under the other. `told` has for staffing and finance
    a row of says and demonstration.
    """
    subjects = received(meeting)
    against = _contradictions(contradictions, subjects)
    every = [
        against.head(FEW),
        _kpis(status),
        against.slice(FEW),
        _risks(register),
        _milestones(milestones),
        _restated(changed),
        _relief(changed, relief),
        *(_whole(subject, told[subject]) for subject in ("staffing", "finance") if subject in told),
    ]
    found = pl.concat(every).filter(pl.col("subject").is_in(subjects))
    well = meeting_words.well(_well(subjects, status, register, milestones))
    demonstration = any(frame["demonstration"].fill_null(False).any() for frame in (status, register, milestones))
    last = ("meeting", "To end with", "meeting", "meeting", "What is well", None, well, None, demonstration)
    return pl.concat([found, pl.DataFrame([last], ITEMS, orient="row")]) if well else found


def _items(rows: list[tuple]) -> pl.DataFrame:
    return pl.DataFrame(rows, ITEMS, orient="row")


def _contradictions(found: pl.DataFrame, subjects: list[str]) -> pl.DataFrame:
    """A contradiction is of the subject of either of its things: the board that receives one hears of it."""

    def subject(row: Row) -> str | None:
        both = [SUBJECTS_OF.get(row[kind]) for kind in ("kind", "other_kind")]
        return next((each for each in both if each in subjects), None)

    alone = pl.when(pl.col("rule") != "complete").then(pl.concat_str("rule", "kind", "code", pl.int_range(pl.len())))
    one = found.with_columns(_called=things.called(), _item=pl.coalesce(alone, "other_code"))
    told = [
        _complete(rows.to_dicts()) if rows["rule"][0] == "complete" else _against(rows.row(0, named=True))
        for rows in one.partition_by("_item", maintain_order=True)
    ]
    heard = [(subject(row), *item) for row, item in told]
    return _items(heard).drop_nulls("subject")


def _against(row: Row) -> tuple[Row, tuple]:
    group = rules.RULES[row["rule"]]
    return row, (group, row["kind"], row["code"], row["_called"], None, row["says"], None, row["demonstration"])


def _complete(rows: list[Row]) -> tuple[Row, tuple]:
    """The milestones that are complete while one KPI is Red, as one item on the KPI."""
    first, kpi = rows[0], f"{rows[0]['other_code']} {rows[0]['other_title']}"
    if len(rows) == 1:
        group, says = rules.RULES["complete"], first["says"]
    else:
        group = f"{len(rows)} milestones complete, but their KPI is Red"
        says = meeting_words.complete_yet_red(kpi, [row["_called"] for row in rows])
    invented = any(row["demonstration"] for row in rows)
    return first, (group, "kpi", first["other_code"], kpi, "red", says, None, invented)


def _kpis(rows: pl.DataFrame) -> pl.DataFrame:
    worse = pl.col("variation").str.starts_with("concern").fill_null(False)
    shown = kpi_status.shown()
    kept = rows.filter((shown == "red") | (worse & (shown != "relieved")))
    kept = kept.with_columns(_worse=worse).sort(shown != "red", ~worse, maintain_order=True)
    return _items(
        [
            (
                *("kpis", _kpi_group(row), "kpi", row["kpi"], f"{row['kpi']} {row['name']}", row["status"]),
                *(row["sentence"], row["comment"], row["demonstration"]),
            )
            for row in kept.iter_rows(named=True)
        ]
    )


def _kpi_group(row: Row) -> str:
    real = "a real change for the worse"
    if row["status"] != "red":
        return real.capitalize()
    return f"Red KPI, and {real}" if row["_worse"] else "Red KPI"


def _risks(register: pl.DataFrame) -> pl.DataFrame:
    up, red = (pl.col("movement") == "up"), (pl.col("band") == "red").fill_null(False)
    kept = register.filter((up | red) & (pl.col("movement") != "closed"))
    kept = kept.with_columns(_up=up).sort(~(up & red), ~up, maintain_order=True)
    return _items(
        [
            (
                *("risks", _risk_group(row), "risk", row["reference"], f"Risk {row['reference']} {row['title']}"),
                *(row["band"], risk_words.standing(row), None, row["demonstration"]),
            )
            for row in kept.iter_rows(named=True)
        ]
    )


def _risk_group(row: Row) -> str:
    if not row["_up"]:
        return "Red risk"
    return f"Risk moved up from {risk_words.score(row['previous_score'])} to {risk_words.score(row['score'])}"


def _milestones(rows: pl.DataFrame) -> pl.DataFrame:
    late = rows.filter(pl.col("brag") == "late").sort("slippage_days", descending=True, maintain_order=True)
    return _items(
        [
            (
                *("plan", "Late milestone", "milestone", row["milestone"], f"{row['milestone']} {row['title']}"),
                *("late", plan_words.of_milestone(row), None, row["demonstration"]),
            )
            for row in late.iter_rows(named=True)
        ]
    )


def _restated(changed: pl.DataFrame) -> pl.DataFrame:
    """One item a KPI: of many figures restated the latest is told, and how many more there are."""
    rows = changed.filter(pl.col("what") == "restated")
    of_kpi = rows.group_by("kpi", maintain_order=True).agg(
        pl.col("name", "says").last(), pl.len().alias("times"), pl.col("demonstration").any()
    )
    return _items(
        [
            (
                *("kpis", "Restated", "kpi", row["kpi"], f"{row['kpi']} {row['name']}", None),
                *(meeting_words.restated(row["says"], row["times"]), None, row["demonstration"]),
            )
            for row in of_kpi.iter_rows(named=True)
        ]
    )


def _relief(changed: pl.DataFrame, ahead: pl.DataFrame) -> pl.DataFrame:
    came = changed.filter(pl.col("what") == "relief").select("kpi", "name", "says", "demonstration")
    comes = ahead.select("kpi", "name", "says", "demonstration")
    return _items(
        [
            (
                *("kpis", "Relief", "kpi", row["kpi"], f"{row['kpi']} {row['name']}", None),
                *(meeting_words.sentence(row["says"]), None, row["demonstration"]),
            )
            for row in pl.concat([came, comes]).iter_rows(named=True)
        ]
    )


def _whole(subject: str, row: Row) -> pl.DataFrame:
    words = meeting_words.SUBJECT_WORDS[subject]
    return _items(
        [(subject, "Where it stands", subject, subject, words, None, row["says"], None, row["demonstration"])]
    )


def _well(subjects: list[str], rows: pl.DataFrame, register: pl.DataFrame, milestones: pl.DataFrame) -> dict[str, int]:
    """How many KPIs are Green and really improve, risks came down, milestones are complete and on track."""
    counts = {}
    if "kpis" in subjects and rows.height:
        better = pl.col("variation").str.starts_with("improvement").fill_null(False)
        counts |= {"green": rows.filter(kpi_status.shown() == "green").height, "better": rows.filter(better).height}
    if "risks" in subjects:
        counts["lowered"] = register.filter(pl.col("movement") == "down").height
        counts["closed"] = register.filter(pl.col("movement") == "closed").height
    if "plan" in subjects:
        counts |= {name: milestones.filter(pl.col("brag") == name).height for name in ("complete", "on_track")}
    return counts
