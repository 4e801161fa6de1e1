"""Makes the files of data/demonstration about risks, the plan, findings, links and meetings.

`python data/make_thread.py`. Nothing is random. What each row says lies in risk_levels.py, risk_histories.py,
plan_levels.py, plan_steps.py and thread_levels.py; here it is laid out in files by the day it would have been sent.
"""

import csv
import sys
from datetime import date, timedelta
from pathlib import Path

from plan_levels import MILESTONES, OUTCOMES
from plan_steps import STEPS, STOP
from risk_histories import CONTROLS, SCORES
from risk_levels import ACTIONS, BANDS, ILLUSTRATIVE, IMPACT, LIKELIHOOD, PUBLISHED_RED, RISKS, WITHIN
from thread_levels import FINDING_ACTIONS, LINKED_LATER, LINKED_ON, LINKS, MEETING_NOTES, MEETINGS, NOTES, PAPERS

HERE = Path(__file__).parent
MATRIX_FROM = "2018-04-01"
# The months on whose tenth the plan was reported: seldom at first, then each month.
REPORTED = (
    *("2021-12", "2022-06", "2022-12", "2023-06", "2023-12", "2024-06", "2024-12", "2025-03", "2025-06", "2025-09"),
    *("2025-12", *(f"2026-{month:02d}" for month in range(3, 12))),
)
SENT_WITH_THE_NEXT = ("2022-06", "2023-06", "2024-06", "2025-03", "2025-09")  # reports that had no file of their own
STEP = 5  # percent that lie between two steps are rounded down to this
COLUMNS = {
    "risk_bands": "valid_from part level words band appetite note",
    "risks": "reference title cause event consequence category owner priority target_score target_on risk_register "
    "opened_on closed_on reason",
    "risk_scores": "reference assessed_on likelihood impact score reason controls next_review_on",
    "risk_actions": "reference action owner due_on revised_due_on status reason",
    "outcomes": "outcome title theme priority owner weight",
    "milestones": "milestone outcome title owner first_due_on weight",
    "milestone_updates": "milestone reported_on percent revised_due_on status reason",
    "finding_actions": "inspection number action outcome milestone owner status evidence",
    "meetings": "board meets_on papers_due_on note",
    "notes": "board meets_on item_kind item_code note_kind text owner due_on",
    "links": "from_kind from_code to_kind to_code why",
}
# The number of a kind's file among those of its day: what others lean on comes first.
ORDER = {kind: place for place, kind in enumerate(COLUMNS, start=21)}
File = list[tuple]


def bands() -> list[tuple]:
    """The matrix: the words of each level, and the band and the appetite of each score."""
    rows = [
        (MATRIX_FROM, part, level, words, "", "", "Illustrative: the words of the levels are not published")
        for part, names in (("likelihood", LIKELIHOOD), ("impact", IMPACT))
        for level, words in enumerate(names, start=1)
    ]
    for score, band in BANDS.items():
        note = PUBLISHED_RED if score >= 12 else ILLUSTRATIVE
        rows.append((MATRIX_FROM, "score", score, "", band, "within" if score <= WITHIN else "beyond", note))
    return rows


def risks() -> dict[str, list[tuple]]:
    """By the day sent: each risk as it was then, with its target, and when and why it was closed."""
    found: dict[str, list[tuple]] = {}
    for reference, (
        title,
        cause,
        event,
        consequence,
        category,
        owner,
        priority,
        register,
        opened,
        *sent,
    ) in RISKS.items():
        for day, target, target_on, *closed in sent:
            ends = closed or ("", "")
            of = (reference, title, cause, event, consequence, category, owner, priority, target, target_on, register)
            found.setdefault(day, []).append((*of, opened, *ends))
    return found


def scores() -> dict[str, list[tuple]]:
    """By the day assessed, which is the day sent."""
    found: dict[str, list[tuple]] = {}
    for reference, assessments in SCORES.items():
        for day, likelihood, impact, review, why in assessments:
            controls = [words for since, words in CONTROLS[reference] if since <= day][-1]
            row = (reference, day, likelihood, impact, likelihood * impact, why, controls, review)
            found.setdefault(day, []).append(row)
    return found


def updates() -> dict[str, list[tuple]]:
    """By the day sent: what was reported of each milestone, on its steps and on every day of a report between them."""
    days = [f"{month}-10" for month in REPORTED]
    found: dict[str, list[tuple]] = {f"{month}-10": [] for month in REPORTED if month not in SENT_WITH_THE_NEXT}
    for milestone in sorted(STEPS):
        steps = [(*step, *("", "", "")[len(step) - 2 :]) for step in STEPS[milestone]]
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            rows = [_update(milestone, *step)]
            if following:
                between = [day for day in days if step[0] < day < following[0]]
                rows += [_update(milestone, day, _percent(step, following, day), "", "", "") for day in between]
            for row in rows:
                found[next(day for day in found if day >= row[1])].append(row)
    return found


def _percent(step: tuple, following: tuple, day: str) -> int:
    """The percent of a day on the straight line between two steps; never all of it."""
    start, now, end = (date.fromisoformat(each) for each in (step[0], day, following[0]))
    share = (now - start) / (end - start)
    return min(int((step[1] + (following[1] - step[1]) * share) // STEP * STEP), 95)


def _update(milestone: str, day: str, percent: int, revised: str, why: str, stopped: str) -> tuple:
    going = "complete" if percent == 100 else "in progress" if percent else "not started"
    return (milestone, day, percent, revised, STOP if stopped else going, why)


def links() -> dict[str, list[tuple]]:
    """By the day sent: those to a risk that came later are sent when it came."""
    later = {risk: day for day, risks in LINKED_LATER.items() for risk in risks}
    found: dict[str, list[tuple]] = {}
    for row in LINKS:
        found.setdefault(later.get(row[1], LINKED_ON) if row[0] == "risk" else LINKED_ON, []).append(row)
    return found


def meetings() -> dict[str, list[tuple]]:
    """By the day sent: each meeting with the day its papers are due."""
    return {
        day: [
            (board, met, (date.fromisoformat(met) - timedelta(days=PAPERS.get(board, 7))).isoformat(),
             MEETING_NOTES.get((board, met), ""))
            for board, dates in boards.items() for met in dates
        ]
        for day, boards in MEETINGS.items()
    }  # fmt: skip


def notes() -> dict[str, list[tuple]]:
    """By the day after the meeting, when they are sent."""
    found = {}
    for (board, met), rows in NOTES.items():
        found[(date.fromisoformat(met) + timedelta(days=1)).isoformat()] = [(board, met, *row) for row in rows]
    return found


def coded(sent: dict[str, dict[str, tuple]]) -> dict[str, list[tuple]]:
    """By the day sent: rows of a code and what belongs to it."""
    return {day: [(code, *cells) for code, cells in rows.items()] for day, rows in sent.items()}


def files() -> dict[str, File]:
    """Every file's headings and rows by its name."""
    sent: dict[str, dict[str, list[tuple]]] = {
        "risk_bands": {MATRIX_FROM: bands()},
        "risks": risks(),
        "risk_scores": scores(),
        "risk_actions": ACTIONS,
        "outcomes": coded(OUTCOMES),
        "milestones": coded(MILESTONES),
        "milestone_updates": updates(),
        "finding_actions": FINDING_ACTIONS,
        "meetings": meetings(),
        "notes": notes(),
        "links": links(),
    }
    return {
        f"{day}.{ORDER[kind]}.{kind}.csv": [tuple(COLUMNS[kind].split()), *rows]
        for kind, by_day in sent.items()
        for day, rows in by_day.items()
    }


def write_files(folder: Path) -> None:
    """Writes every file into the folder."""
    for name, rows in files().items():
        with (folder / name).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    write_files(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "demonstration")
