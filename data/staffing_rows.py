"""The invented months of the Trust's social workers shared out over teams and roles, adding up exactly."""

import math
from collections.abc import Hashable
from datetime import date

from make_demonstration import between, knots, spread
from staffing_levels import TEAMS, TROUBLED
from staffing_months import generator

ROLES = ("social worker", "senior", "manager")
HOLDING = {"social worker": 1.0, "senior": 0.3, "manager": 0.0}  # beside the team's own share
LOAD = {"social worker": 1.0, "senior": 0.5, "manager": 0.0}
MOST_VACANT = 0.65
Row = tuple[str, str]


def teams_in(month: date) -> list[str]:
    """The teams in force at the month's end."""
    day = month.replace(day=28).isoformat()
    return [team for team, (_, _, begun, ended, *_) in TEAMS.items() if begun <= day and not (ended and ended < day)]


def shared(total: int, weights: dict[Row, float]) -> dict[Row, int]:
    """A whole number shared out in proportion to the weights."""
    return dict(zip(weights, spread(total, list(weights.values())), strict=True))


def capped(total: int, weights: dict[Row, float], most: dict[Row, int]) -> dict[Row, int]:
    """The same with no row above its most; what is cut off goes to the others in proportion."""
    given, open_rows = dict.fromkeys(weights, 0), {row: weight for row, weight in weights.items() if weight > 0}
    while (left := total - sum(given.values())) and open_rows:
        for row, part in shared(left, open_rows).items():
            given[row] = min(given[row] + part, most[row])
        open_rows = {row: weight for row, weight in open_rows.items() if given[row] < most[row]}
    return given


def drift(name: Hashable, month: date, width: float) -> float:
    """A factor about 1 that wanders slowly: straight lines between draws nine months apart."""
    place = (month.year - 2017) * 12 + month.month
    left, right = (generator(name, place // 9 + step).gauss(0, width) for step in (0, 1))
    return math.exp(left + (right - left) * (place % 9) / 9)


def trouble(team: str, of: int, month: date) -> float:
    """How many times its share a team has of vacancies (0), of cases (1) or of leavers (2)."""
    return between(knots(TROUBLED[team][of]), month) if team in TROUBLED else 1.0


def month_rows(month: date, held: dict[str, int]) -> dict[Row, dict[str, int]]:
    """Every team and role of a month: posts, staff, people, agency workers, cover, vacancies, holders and cases."""
    posts = _posts(month, held["posts"])
    people = _people(month, posts, held["people"])
    in_post = _in_post(month, posts, people, held)
    vacancies = {row: posts[row] - in_post[row] for row in posts}
    agency, covering = _agency(month, posts, vacancies, held)
    here = {row: in_post[row] + agency[row][0] for row in posts}
    holders = _holders(month, here, held["holders"])
    cases = _cases(month, holders, held["cases"])
    return {
        row: {
            "posts": posts[row], "in_post": in_post[row], "people": people[row], "agency": agency[row][0],
            "agency_people": agency[row][1], "covering": covering[row], "vacancies": vacancies[row],
            "holders": holders[row], "cases": cases[row],
        }
        for row in posts
    }  # fmt: skip


def _posts(month: date, total: int) -> dict[Row, int]:
    """Posts in tenths: whole ones, and what is left over with the first assessment team."""
    weights = {
        (team, role): float(number)
        for team in teams_in(month)
        for role, number in zip(ROLES, TEAMS[team][4], strict=True)
        if number
    }
    posts = {row: number * 10 for row, number in shared(total // 10, weights).items()}
    posts["Assessment 1", "social worker"] += total % 10
    return posts


def _people(month: date, posts: dict[Row, int], total: int) -> dict[Row, int]:
    """People in post: whole posts less those without anybody."""
    whole = {row: number // 10 for row, number in posts.items()}
    odds = {row: number * drift(row, month, 0.6) * trouble(row[0], 0, month) for row, number in whole.items()}
    odds = {row: weight * (0.5 if row[1] == "manager" else 1) for row, weight in odds.items()}
    most = {row: int(number * MOST_VACANT) for row, number in whole.items()}
    empty = capped(sum(whole.values()) - total, odds, most)
    return {row: whole[row] - empty[row] for row in posts}


def _in_post(month: date, posts: dict[Row, int], people: dict[Row, int], held: dict[str, int]) -> dict[Row, int]:
    """Staff in tenths: the people less what part-time hours take off, over the teams' social workers.

    No more than a whole one in a team when every vacancy is covered: then none needs a second worker for a part.
    """
    part_time = {row: people[row] * drift(("hours", row), month, 0.6) for row in posts if row[1] == "social worker"}
    most = 10 if held["covering"] == held["posts"] - held["in_post"] else 30
    off = capped(sum(people.values()) * 10 - held["in_post"], part_time, dict.fromkeys(posts, most))
    return {row: people[row] * 10 - off.get(row, 0) for row in posts}


def _agency(month: date, posts: dict[Row, int], vacancies: dict[Row, int], held: dict[str, int]) -> tuple[dict, dict]:
    """(agency workers in tenths and people), and how much of a vacancy they cover, by row.

    One worker after another goes where the largest part of a vacancy is open, until the cover is reached; the others
    come on top of the posts. The last one's part time is taken off where it is not needed for cover.
    """
    number = -(-held["agency"] // 10)
    workers, covering = dict.fromkeys(posts, 0), dict.fromkeys(posts, 0)
    left = held["covering"]
    while left and sum(workers.values()) < number:
        row = max(posts, key=lambda one: (min(vacancies[one] - covering[one], 10), vacancies[one], one))
        part = min(10, vacancies[row] - covering[row], left)
        if not part:
            break
        workers[row], covering[row], left = workers[row] + 1, covering[row] + part, left - part
    above = {row: posts[row] * drift(("above", row), month, 0.5) for row in posts if row[1] == "social worker"}
    for row, more in shared(number - sum(workers.values()), above).items():
        workers[row] += more
    agency = {row: (count * 10, count) for row, count in workers.items()}
    spare = max(posts, key=lambda one: (agency[one][0] - covering[one], one))
    agency[spare] = (agency[spare][0] - (number * 10 - held["agency"]), agency[spare][1])
    covering[spare] = min(covering[spare], agency[spare][0])
    return agency, covering


def _holders(month: date, here: dict[Row, int], total: int) -> dict[Row, int]:
    """Full-time equivalents in tenths who hold a case, never more than are there."""
    odds = {
        (team, role): staff * TEAMS[team][5] * HOLDING[role] * drift(("holders", team), month, 0.04)
        for (team, role), staff in here.items()
    }
    return capped(total, odds, {row: int(staff * 0.97) for row, staff in here.items()})


def _cases(month: date, holders: dict[Row, int], total: int) -> dict[Row, int]:
    """Cases in whole numbers, more where they are heavier."""
    return shared(
        total,
        {
            (team, role): number * TEAMS[team][6] * LOAD[role] * drift(("cases", team), month, 0.07)
            * trouble(team, 1, month)
            for (team, role), number in holders.items()
        },
    )  # fmt: skip
