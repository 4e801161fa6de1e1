"""Makes the invented teams, staffing months and reasons for leaving of data/demonstration.

Run `python data/make_staffing.py [FOLDER]`. At each 30 September from 2018 to 2025 the social workers of all teams add
up to Sandwell's published workforce census. There is no clock and no chance in it: the same files come out each time.
"""

import calendar
import csv
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from make_demonstration import between, knots, sent_on
from staffing_levels import (
    DAYS_A_YEAR,
    FINER,
    HOMES,
    LAST,
    NEW,
    OLD,
    OTHERS,
    REASONS,
    SICKNESS,
    STARTING,
    TEAMS,
    TROUBLED_REASONS,
)
from staffing_months import MONTHS, days, generator, moves, positions
from staffing_rows import Row, drift, month_rows, shared, trouble

HERE = Path(__file__).parent
TEAM_COLUMNS = ("team", "service", "priority", "valid_from", "valid_to")
REASON_COLUMNS = ("month_end", "team", "reason", "count")
COLUMNS = (
    *("month_end", "team", "role", "establishment_fte", "in_post_fte", "in_post_headcount", "agency_fte"),
    *("agency_headcount", "agency_covering_fte", "vacancy_fte", "starters_fte", "leavers_fte", "cases"),
    *("case_holders_fte", "days_lost", "days_available"),
)
FIRST_SENT = date(2018, 4, 1)
LEVEL = (1.0,) * 12
Month = dict[Row, dict[str, float]]


def month_end(month: date) -> str:
    """The last day of the month."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1]).isoformat()


def social_work() -> dict[date, Month]:
    """Every month's rows of social workers, seniors and managers, with those who came and went and their sickness."""
    held = positions()
    made = {month: month_rows(month, held[month]) for month in MONTHS}
    for month, (lost, available) in days(held).items():
        staff = {row: float(cells["in_post"]) for row, cells in made[month].items()}
        off = {row: number * drift(("sick", row), month, 0.3) for row, number in staff.items()}
        for name, total, weights in (("lost", lost, off), ("available", available, staff)):
            for row, number in shared(total, weights).items():
                made[month][row][name] = number
    for name, people, season in (("starters", "starting", STARTING), ("leavers", "leaving", LEVEL)):
        for number, (month, size) in enumerate(moves(held, name, people, season)):
            _move(made, name, month, size, number)
    for month, (name, more) in FINER.items():
        _refine(made[month], name, more)
    return made


def _refine(rows: Month, name: str, more: float) -> None:
    """Adds part of a tenth where somebody works part time, and to the posts what is added to those who fill them."""
    whole = {row: cells["people" if name == "in_post" else f"{name}_people"] * 10 for row, cells in rows.items()
             if cells.get(name)}  # fmt: skip
    row = max(sorted(whole), key=lambda one: whole[one] - rows[one][name])
    rows[row][name] += more
    if name == "in_post":
        rows[row]["posts"] += more


def _move(made: dict[date, Month], name: str, month: date, size: int, number: int) -> None:
    """Puts one person who started or left where the numbers in post moved that way, if they did anywhere."""
    rows, before = made[month], made.get(MONTHS[MONTHS.index(month) - 1], {})
    sign = 1 if name == "starters" else -1
    odds = []
    for row, cells in rows.items():
        moved = sign * (cells["in_post"] - before.get(row, cells)["in_post"]) / 10 - cells.get(name, 0) / 10
        more = trouble(row[0], 2, month) if name == "leavers" else 1
        odds.append((cells["in_post"] / 100 * 0.3 + max(moved, 0)) * more)
    (row,) = generator(name, number).choices(list(rows), odds)
    rows[row][name] = rows[row].get(name, 0) + size
    rows[row][f"{name}_people"] = rows[row].get(f"{name}_people", 0) + 1


def others() -> dict[date, Month]:
    """Every month's rows of residential and other staff, who hold no cases."""
    made: dict[date, Month] = {month: {} for month in MONTHS}
    for row, (levels, vacant, agency) in OTHERS.items():
        posts = knots(levels)
        for month in (month for month in MONTHS if month >= min(posts)):
            made[month][row] = _other(row, month, tuple(round(between(posts, month) * part / 100)
                                                        for part in (100, vacant, agency)))  # fmt: skip
    return made


def _other(row: Row, month: date, sizes: tuple[int, int, int]) -> dict[str, int]:
    """One row of residential or other staff: whole posts, of which some are vacant and some filled by agency."""
    rng, (posts, vacant, agency) = generator("other", row, month), sizes
    empty = max(round(vacant * drift(("other", row), month, 0.4)), 0)
    people = posts - empty
    in_post = people * 10 - min(people, 4) * 2
    workers = max(round(agency * drift(("other agency", row), month, 0.4)), 0)
    available = round(in_post * DAYS_A_YEAR / 12)
    return {
        "posts": posts * 10, "in_post": in_post, "people": people, "agency": workers * 10, "agency_people": workers,
        "covering": min(workers * 10, posts * 10 - in_post), "vacancies": posts * 10 - in_post,
        "starters": 10 * (rng.random() < posts / 110), "leavers": 10 * (rng.random() < posts / 120),
        "available": available, "lost": round(available * 0.058 * SICKNESS[month.month - 1] * rng.uniform(0.6, 1.4)),
    }  # fmt: skip


def line_of(month: date, row: Row, cells: dict[str, int]) -> tuple:
    """One row of the return, in its units."""
    fte = [
        f"{cells.get(name, 0) / 10:g}"
        for name in ("posts", "in_post", "agency", "covering", "vacancies", "starters", "leavers", "lost", "available")
    ]
    holding = (cells["cases"], f"{cells['holders'] / 10:g}") if "cases" in cells else ("", "")
    people = (cells["people"], cells["agency_people"])
    return (
        *(month_end(month), *row, fte[0], fte[1], people[0], fte[2], people[1]),
        *(*fte[3:7], *holding, *fte[7:]),
    )


def staffing_files(made: dict[date, Month]) -> dict[str, list[tuple]]:
    """One file a month from April 2018, on the fifteenth of the next; the first one has the months before too."""
    found: dict[str, list[tuple]] = {}
    for month in MONTHS:
        rows = [line_of(month, row, cells) for row, cells in sorted(made[month].items())]
        found.setdefault(f"{sent_on(max(month, FIRST_SENT))}.2.staffing.csv", []).extend(rows)
    return found


def reason_files(made: dict[date, Month]) -> dict[str, list[tuple]]:
    """Why people left, by quarter: the first file has all that were before it, the last one the month begun."""
    found: dict[str, list[tuple]] = {}
    for month in MONTHS:
        quarter_end = date(month.year, (month.month - 1) // 3 * 3 + 3, 1)
        last = min(max(quarter_end, date(2018, 6, 1)), LAST)
        rows = found.setdefault(f"{sent_on(last)}.3.leaving_reasons.csv", [])
        for team in sorted({team for team, _ in made[month]}):
            rows.extend((month_end(month), team, reason, count) for reason, count in _reasons(month, team, made[month]))
    return found


def _reasons(month: date, team: str, rows: Month) -> list[tuple[str, int]]:
    """The reasons of those who left a team in a month, and how many gave each."""
    gone = sum(
        cells.get("leavers_people", cells.get("leavers", 0) // 10) for (one, _), cells in rows.items() if one == team
    )
    weights = TROUBLED_REASONS if trouble(team, 2, month) > 1 else REASONS
    said = generator("reasons", month, team).choices(list(weights), list(weights.values()), k=gone)
    return sorted(Counter(said).items())


def team_files() -> dict[str, list[tuple]]:
    """The teams at the start; then the one that ended, those that began, and the homes as they opened."""
    found = {
        "2018-04-01.12.teams.csv": [(team, *cells[:3], "") for team, cells in TEAMS.items() if cells[2] != NEW],
        "2021-08-20.1.teams.reorganisation.csv": [
            (team, *cells[:4]) for team, cells in TEAMS.items() if cells[2] == NEW or cells[3] == OLD
        ],
    }
    for home, cells in HOMES.items():
        opened = cells[2]
        name = "2018-04-01.12.teams.csv" if opened < "2018" else f"{opened}.1.teams.new-home.csv"
        found.setdefault(name, []).append((home, *cells, ""))
    return found


def files() -> dict[str, list[tuple]]:
    """Every file's headings and rows by its name."""
    beside = others()
    made = {month: rows | beside[month] for month, rows in social_work().items()}
    found = {name: [TEAM_COLUMNS, *rows] for name, rows in team_files().items()}
    found |= {name: [COLUMNS, *rows] for name, rows in staffing_files(made).items()}
    return found | {name: [REASON_COLUMNS, *rows] for name, rows in reason_files(made).items()}


def write_files(folder: Path) -> None:
    """Writes every file into the folder."""
    for name, rows in files().items():
        with (folder / name).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    write_files(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "demonstration")
