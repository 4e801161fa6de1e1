"""The front page: what is off, what moved, what is late and what is next, of KPIs, risks, plan and meetings alike."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from sct_dash.core import sentences, status
from sct_dash.core.periods import day_words
from sct_dash.core.rag import RAG
from sct_dash.core.sentences import counted, figure

ITEMS = pl.Schema(
    {**dict.fromkeys(("kind", "code", "status", "title", "says"), pl.String), "demonstration": pl.Boolean},
)
"""An item: what it is of (kind and code lead to its cause), its status where it has one, its name, and what of it."""

SOON = timedelta(days=30)
"""How far ahead a milestone is next."""

_SORTS = ("status", "signal", "risk", "milestone", "restated", "inspection")


def off(statuses: pl.DataFrame, register: pl.DataFrame) -> pl.DataFrame:
    """ITEMS off target: KPIs Red, then Amber (not the relieved ones; in concern first), then the risks that are red.

    `statuses` are rows of status.kpi_status, `register` of risks.register. A KPI's `says` is its figure against its
    target, a risk's its score and which way it moved.
    """
    concern = pl.col("variation").str.starts_with("concern").fill_null(False)
    kpis = status.off_target(statuses).with_columns(_colour=pl.col("status").cast(pl.Enum(["red", "amber"])))
    told = [
        ("kpi", row["kpi"], row["status"], row["name"], _against(row), row["demonstration"])
        for row in kpis.sort("_colour", ~concern, maintain_order=True).iter_rows(named=True)
    ]
    up = (pl.col("movement") == "up").fill_null(False)
    red = register.filter((pl.col("band") == "red") & (pl.col("movement") != "closed")).sort(~up, maintain_order=True)
    told += [
        ("risk", row["reference"], row["band"], row["title"], _score(row), row["demonstration"])
        for row in red.iter_rows(named=True)
    ]
    return _items(told)


def _against(row: dict) -> str:
    shown, aimed = sentences.displayed(row), sentences.aim(row).removeprefix("a target of ")
    worse = ", a real change for the worse" if (row["variation"] or "").startswith("concern") else ""
    return f"{shown} against {aimed}{worse}"


def _score(row: dict) -> str:
    moved = {"up": ", up from {}", "down": ", down from {}"}.get(row["movement"], "")
    return f"score {row['score']:g}{moved.format(format(row['previous_score'] or 0, 'g'))}"


def moved(found: pl.DataFrame) -> pl.DataFrame:
    """ITEMS that moved, of rows of since.between: what got worse first, and of that what turned Red.

    Worse is a status further from Green, a real change for the worse, a risk that rose or is new, a milestone that
    became late, slipped or was opened again. A score of a risk that was corrected or taken back is no movement: it
    stands last. `kind` is that of the thing; a status item has the colour it moved to.
    """
    rank = {word: place for place, word in enumerate(("Green", "Amber", "Red"))}
    was, becomes = (
        pl.col(side).replace_strict(rank, default=None, return_dtype=pl.Int8) for side in ("was", "becomes")
    )
    worse = (
        pl.when(pl.col("what") == "status")
        .then(becomes > was)
        .when(pl.col("what") == "signal")
        .then(pl.col("becomes").str.starts_with("Concern") & pl.col("change").is_in(["began", "turned"]))
        .when(pl.col("what") == "risk")
        .then(pl.col("change").is_in(["up", "new"]))
        .when(pl.col("what") == "milestone")
        .then(pl.col("change").is_in(["late", "slipped", "reopened"]))
        .fill_null(False)
    )
    kept = (
        found.filter(pl.col("what").is_in(_SORTS))
        .with_columns(_worse=worse, _red=((pl.col("what") == "status") & (becomes == rank["Red"])).fill_null(False))
        .sort(
            pl.col("change") == "corrected",
            ~pl.col("_worse"),
            ~pl.col("_red"),
            pl.col("what").cast(pl.Enum(_SORTS)),
            maintain_order=True,
        )
    )
    return _items(
        [
            (row["kind"], row["code"], _colour(row), row["name"], _turn(row), row["demonstration"])
            for row in kept.iter_rows(named=True)
        ]
    )


def _colour(row: dict) -> str | None:
    return row["becomes"].lower() if row["what"] == "status" and row["becomes"] in ("Red", "Amber", "Green") else None


def _turn(row: dict) -> str:
    if row["what"] == "signal":
        return row["says"].removeprefix(f"{row['code']} {row['name']}: ").partition(" (")[0]
    if row["was"] is None or row["becomes"] is None:
        return row["becomes"] or row["change"]
    better = ", worse" if row["_worse"] else ""
    again = "restated" if row["what"] == "restated" else "corrected" if row["change"] == "corrected" else None
    return f"{row['was']} to {row['becomes']}{f', {again}' if again else better}"


def late(statuses: pl.DataFrame, milestones: pl.DataFrame, register: pl.DataFrame) -> pl.DataFrame:
    """ITEMS that are late: returns of KPIs, milestones (the longest first), reviews of risks and their actions.

    `milestones` are rows of plan.milestones.
    """
    told = [
        ("kpi", row["kpi"], "late", row["name"], f"was due by {day_words(row['due_on'])}", row["demonstration"])
        for row in statuses.filter(pl.col("status") == "late").iter_rows(named=True)
    ]
    behind = milestones.filter(pl.col("brag") == "late").sort("slippage_days", descending=True, nulls_last=True)
    told += [
        ("milestone", row["milestone"], "late", row["title"], _slipped(row), row["demonstration"])
        for row in behind.iter_rows(named=True)
    ]
    open_risks = register.filter(pl.col("movement") != "closed")
    told += [
        ("risk", row["reference"], "late", row["title"], _owed(row), row["demonstration"])
        for row in open_risks.filter(pl.col("overdue").fill_null(False) | (pl.col("actions_overdue") > 0))
        .sort("next_review_on", nulls_last=True, maintain_order=True)
        .iter_rows(named=True)
    ]
    return _items(told)


def rated(statuses: pl.DataFrame, register: pl.DataFrame) -> bool:
    """Whether anything could be off target: a KPI has a colour of its own, or an open risk a band."""
    kpis = statuses.filter(status.shown().is_in(RAG))
    risks = register.filter(pl.col("band").is_not_null() & (pl.col("movement") != "closed"))
    return bool(kpis.height or risks.height)


def owed(statuses: pl.DataFrame, milestones: pl.DataFrame, register: pl.DataFrame) -> bool:
    """Whether anything could be late: a KPI that was reported, a milestone that is not over, an open risk.

    A milestone needs a day it is due, a risk the day of its next review or an open action.
    """
    kpis = statuses.filter(~pl.col("status").is_in(["not_due", "no_data"]))
    steps = milestones.filter(~pl.col("brag").is_in(["complete", "cancelled"]) & pl.col("due_on").is_not_null())
    risks = register.filter(
        (pl.col("movement") != "closed") & (pl.col("next_review_on").is_not_null() | (pl.col("actions_open") > 0))
    )
    return bool(kpis.height or steps.height or risks.height)


def _slipped(row: dict) -> str:
    days = counted(row["slippage_days"], "day")
    return f"{days} after its first date" if row["slippage_days"] else f"was due by {day_words(row['due_on'])}"


def _owed(row: dict) -> str:
    review = f"review was due by {day_words(row['next_review_on'])}" if row["overdue"] else ""
    actions = f"{counted(row['actions_overdue'], 'action')} overdue" if row["actions_overdue"] else ""
    return ", ".join(part for part in (review, actions) if part)


def ahead(
    calendar: pl.DataFrame,
    relief: pl.DataFrame,
    milestones: pl.DataFrame,
    windows: pl.DataFrame,
    *,
    on: date,
) -> pl.DataFrame:
    """ITEMS that come next: meetings, relief that ends, milestones due within SOON, and windows of inspections.

    `calendar` are rows of meetings.calendar, `relief` of since.relief_ahead (kpi, name, relief_to), `windows` of
    inspections.next_window. The code of a meeting is its board and its day, joined by a slash.
    """
    told = [
        (
            "meeting",
            f"{row['board']}/{row['meets_on'].isoformat()}",
            None,
            row["board"],
            day_words(row["meets_on"]) + ("" if row["set"] else ", expected: no date is set"),
            row["demonstration"],
        )
        for row in calendar.sort("meets_on", maintain_order=True).iter_rows(named=True)
    ]
    told += [
        ("kpi", row["kpi"], "relieved", row["name"], f"relief ends {day_words(row['relief_to'])}", row["demonstration"])
        for row in relief.iter_rows(named=True)
    ]
    soon = milestones.filter(
        ~pl.col("brag").is_in(["complete", "cancelled", "late"]) & pl.col("due_on").is_between(on, on + SOON)
    )
    told += [
        ("milestone", row["milestone"], row["brag"], row["title"], _due(row), row["demonstration"])
        for row in soon.sort("due_on", maintain_order=True).iter_rows(named=True)
    ]
    told += [
        ("inspection", row["last"], None, row["framework_title"], _window(row), row["demonstration"])
        for row in windows.sort("earliest_on", nulls_last=True).iter_rows(named=True)
    ]
    return _items(told)


def _due(row: dict) -> str:
    done = "nothing reported yet" if row["percent"] is None else f"{figure(row['percent'], 'percent', places=0)} done"
    return f"due {day_words(row['due_on'])}, {done}"


def _window(row: dict) -> str:
    if row["passed"]:
        return f"next inspection was expected by {day_words(row['latest_on'])}"
    return f"next inspection between {day_words(row['earliest_on'])} and {day_words(row['latest_on'])}"


def _items(told: list[tuple]) -> pl.DataFrame:
    return pl.DataFrame(told, ITEMS, orient="row")
