"""The invented path of the Trust's social workers from month to month, exact at each published 30 September.

Full-time equivalents and days are whole numbers of tenths here, so that sums are exact.
"""
# ruff: noqa: S311  (the generator makes figures that repeat, not secrets)

import random
from datetime import date

from make_demonstration import between, knots, spread
from staffing_levels import (
    AGENCY,
    AVAILABLE,
    CASELOAD,
    CENSUS,
    COVERED,
    DAYS_A_YEAR,
    HOLDERS,
    PART_TIME,
    POSTS,
    SCRIPT,
    SICKNESS,
    SWAY,
    VACANT,
)

MONTHS = [date(2017 + number // 12, number % 12 + 1, 1) for number in range(9, 118)]
LAST_YEAR = max(CENSUS)
WHOLE_AGENCY_TO = date(2023, 9, 1)  # to the census of 2023 every agency worker was full time


def generator(*what: object) -> random.Random:
    """A generator for this purpose alone: always the same numbers, whatever else is drawn."""
    return random.Random(" ".join(map(str, (SCRIPT, *what))))


def tenths(figure: float) -> int:
    """A figure as a whole number of tenths."""
    return round(figure * 10)


def census_year(month: date) -> int:
    """The census year, October to September, by the year it ends in."""
    return month.year + (month.month > 9)


def line(levels: str, sway: float, name: str) -> dict[date, float]:
    """The level of each month and its noise."""
    rng, anchors = generator(name), knots(levels)
    return {month: between(anchors, month) + rng.gauss(0, sway) for month in MONTHS}


def pinned(month: date) -> dict[str, float] | None:
    """The census of this month, if it is a September."""
    return CENSUS.get(month.year) if month.month == 9 else None


def positions() -> dict[date, dict[str, int]]:
    """Posts, staff, agency workers, cover, cases and their holders at each month's end."""
    vacant, agency = line(VACANT, SWAY["vacant"], "vacant"), line(AGENCY, SWAY["agency"], "agency")
    covered, load = line(COVERED, SWAY["covered"], "covered"), line(CASELOAD, SWAY["caseload"], "caseload")
    holders, posts, gap = line(HOLDERS, SWAY["holders"], "holders"), knots(POSTS), knots(PART_TIME)
    found = {}
    for month in MONTHS:
        total = tenths(between(posts, month))
        in_post = round(total * (1 - vacant[month] / 100))
        cover_from = in_post * agency[month] / (100 - agency[month])
        people = round((in_post + tenths(between(gap, month))) / 10)
        row = {"posts": total, "in_post": in_post, "people": people, "agency": round(cover_from)}
        if month <= WHOLE_AGENCY_TO or row["agency"] % 10 < 5:  # nobody works less than half time
            row["agency"] = round(cover_from / 10) * 10
        row["covering"] = round(min(total - in_post, row["agency"]) * min(covered[month] / 100, 1))
        row["holders"] = tenths(holders[month])
        row["cases"] = round(row["holders"] / 10 * load[month])
        found[month] = row | (_published(pinned(month)) if pinned(month) else {})
    return found


def _published(figures: dict[str, float]) -> dict[str, int]:
    """The census of a September, under the names and in the units of a month."""
    in_tenths = {name: tenths(figures[name]) for name in ("in_post", "agency", "covering", "holders")}
    posts = in_tenths["in_post"] + tenths(figures["vacancies"])
    return {**in_tenths, "posts": posts, "people": figures["people"], "cases": figures["cases"]}


def years() -> dict[int, list[date]]:
    """The months of each census year, October to September; of the last one those up to LAST."""
    return {year: [month for month in MONTHS if census_year(month) == year] for year in range(2018, LAST_YEAR + 2)}


def days(held: dict[date, dict[str, int]]) -> dict[date, tuple[int, int]]:
    """Days lost and days available of each month, in tenths: those of a census year add up to the published ones."""
    rng, found = generator("sickness"), {}
    for year, months in years().items():
        figures = CENSUS[min(year, LAST_YEAR)]
        part = 1 if len(months) == 12 else len(months) / 12
        available = tenths(AVAILABLE.get(year, figures["in_post"] * DAYS_A_YEAR * part))
        sick = [held[m]["in_post"] * SICKNESS[m.month - 1] * max(rng.gauss(1, 0.1), 0.6) for m in months]
        lost = round(tenths(figures["lost"]) * part)
        could = spread(available, [held[month]["in_post"] for month in months])
        found |= dict(zip(months, zip(spread(lost, sick), could, strict=True), strict=True))
    return found


def moves(
    held: dict[date, dict[str, int]], name: str, people: str, season: tuple[float, ...]
) -> list[tuple[date, int]]:
    """Everyone who started or left, as (month, full-time equivalent in tenths): the published sums of each year.

    More start in a month that ends with more in post, and more leave in one that ends with fewer.
    """
    rng, found = generator(name), []
    sign = 1 if name == "starters" else -1
    for year, months in years().items():
        figures = CENSUS[min(year, LAST_YEAR)]
        whole = len(months) == 12
        count = figures[people] if whole else round(figures[people] / 12)
        rose = [sign * (held[m]["in_post"] - held[_before(m)]["in_post"]) / 10 for m in months]
        odds = [season[m.month - 1] * (1 + max(change, 0)) for m, change in zip(months, rose, strict=True)]
        short = count * 10 - tenths(figures[name]) if whole else 0
        sizes = [10 - min(max(short - 4 * place, 0), 4) for place in range(count)]
        rng.shuffle(sizes)
        found += sorted(zip(rng.choices(months, odds, k=count), sizes, strict=True))
    return found


def _before(month: date) -> date:
    """The month before, or the first one of all."""
    return MONTHS[max(MONTHS.index(month) - 1, 0)]
