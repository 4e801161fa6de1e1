"""Makes the invented monthly figures of data/demonstration, so that they agree with the published figures beside them.

Run `python data/make_demonstration.py [FOLDER]`. There is no clock and no chance in it: the last month is a constant
and every measure has a seeded generator of its own, so the same files come out byte for byte, and a change to one
measure leaves the others as they were. Definitions, targets and relief are written by hand and are not touched.
"""
# ruff: noqa: S311  (the generator makes figures that repeat, not secrets)

import csv
import random
import sys
from datetime import date
from pathlib import Path

from demonstration_levels import (
    CHILDREN,
    COMMENTS,
    COUNTS,
    COVID,
    FEWEST_ENDING,
    GAPS,
    JUSTIFIED,
    LATEST,
    MONTHLY,
    MOVED_IN,
    RESTATED,
    SEASON,
    SNAPSHOTS,
    STOCKS,
    SURVEYS,
    SWAY,
    TAKES,
    VIRTUAL_REASONS,
    YEARLY,
)

HERE = Path(__file__).parent
COLUMNS = ("period", "kpi_code", "numerator", "denominator", "value", "comment")
LAST = date(2026, 10, 1)
MONTHS = [date(2018 + number // 12, number % 12 + 1, 1) for number in range(3, 106)]
YEARS = range(2018, 2027)  # financial years by the year they start in; the last one is cut at LAST


def generator(code: str) -> random.Random:
    """The measure's own generator: always the same numbers, whatever the other measures draw."""
    return random.Random(f"{code} of the demonstration, take {TAKES.get(code, 1)}")


def published() -> dict[tuple[str, str], float]:
    """Published values by (kpi_code, period label as in the file); cells that hold a symbol are left out."""
    found = {}
    for path in sorted((HERE / "published").glob("*.kpi_values.*")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = [row for row in csv.DictReader(lines) if row["value"] != "x"]
        found |= {(row["kpi_code"], row["period"]): float(row["value"]) for row in rows}
    return found


def by_year(series: str | None, known: dict) -> dict[int, float]:
    """The published figure of each financial year by the year it starts in."""
    labels = {start: f"{start}/{(start + 1) % 100:02d}" for start in range(2017, 2025)}
    return {start: known[series, label] for start, label in labels.items() if (series, label) in known}


def knots(text: str) -> dict[date, float]:
    """The months of "2018-04 766, 2018-12 880" with their levels."""
    pairs = (part.split() for part in text.split(", "))
    return {date.fromisoformat(f"{month}-01"): float(level) for month, level in pairs}


def between(anchors: dict[date, float], month: date) -> float:
    """The straight line from anchor to anchor, level before the first and after the last."""
    before = [day for day in anchors if day <= month]
    after = [day for day in anchors if day >= month]
    if not before or not after or max(before) == min(after):
        return anchors[max(before) if before else min(after)]
    left, right = max(before), min(after)
    part = ((month.year - left.year) * 12 + month.month - left.month) / (
        (right.year - left.year) * 12 + right.month - left.month
    )
    return anchors[left] + (anchors[right] - anchors[left]) * part


def spread(total: int, weights: list[float]) -> list[int]:
    """Whole numbers in proportion to the weights that add to the total exactly (largest remainders)."""
    shares = [total * weight / sum(weights) for weight in weights]
    whole = [int(share) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: whole[place] - shares[place])
    for place in by_remainder[: total - sum(whole)]:
        whole[place] += 1
    return whole


def drawn(rng: random.Random, total: int, sizes: list[int], levels: list[float]) -> list[int]:
    """How many of `total` drawn cases fall in each month: a weighted draw without replacement, noisy as real months
    are, never more than the month holds, and adding to the total exactly."""
    odds = [level / max(100 - level, 0.5) for level in levels]
    cases = [(rng.random() ** (1 / odds[month]), month) for month, size in enumerate(sizes) for _ in range(size)]
    chosen = [month for _, month in sorted(cases, reverse=True)[:total]]
    return [chosen.count(month) for month in range(len(sizes))]


def jittered(rng: random.Random, code: str, levels: str) -> dict[date, float]:
    """The level of each month and its noise."""
    line = knots(levels)
    return {month: between(line, month) + rng.gauss(0, SWAY[code]) for month in MONTHS}


def cases(code: str, sizes: list[int], *, seasonal: bool, rough: float) -> dict[date, int]:
    """The cases of each month: those of a financial year add up to its size."""
    rng, found = random.Random(f"{code} of the demonstration, cases"), {}
    for start, size in zip(YEARS, sizes, strict=True):
        months = [date(start + (place > 8), (place + 3) % 12 + 1, 1) for place in range(12)]
        usual = [SEASON[month.month] * COVID.get(month, 1) if seasonal else 1 for month in months]
        found |= dict(zip(months, spread(size, [part * max(rng.gauss(1, rough), 0.5) for part in usual]), strict=True))
    return found


def of_a_year(code: str, sizes: dict[date, int], known: dict) -> dict[date, tuple[int, int]]:
    """Numerator and denominator by month; the months of a published year give the published percent."""
    series, assumed, _ = YEARLY[code]
    rng, rows, yearly = generator(code), {}, by_year(series, known) | assumed
    middles = {date(start, 9, 1): percent for start, percent in yearly.items()}
    for start in YEARS:
        months = [month for month in sizes if date(start, 4, 1) <= month < date(start + 1, 4, 1)]
        counts = [sizes[month] for month in months]
        levels = [between(middles, month) + rng.gauss(0, SWAY[code]) for month in months]
        total = round(sum(counts) * yearly[start] / 100)
        hits = drawn(rng, total, counts, [min(max(level, 0.4), 99.6) for level in levels])
        rows |= dict(zip(months, zip(hits, counts, strict=True), strict=True))
    return rows


def of_a_month(code: str) -> dict[date, tuple[int, int]]:
    """Numerator and denominator by month of what has no published series: a draw for each case."""
    sizes, levels = MONTHLY[code]
    rng, counts = generator(code), cases(code, sizes, seasonal=False, rough=0.04)
    return {
        month: (sum(rng.random() * 100 < level for _ in range(counts[month])), counts[month])
        for month, level in jittered(rng, code, levels).items()
    }


def snapshot(code: str, pinned: dict, sizes: dict, levels: str) -> dict[date, tuple[int, float]]:
    """Numerator and denominator on the last day of each month: in a pinned month exactly the published ones."""
    rows = {
        month: (round(level / 100 * sizes[month]), sizes[month])
        for month, level in jittered(generator(code), code, levels).items()
    }
    return rows | {month: pair for month, pair in pinned.items() if month in rows}


def stock(code: str, known: dict) -> dict[date, int]:
    """A count on the last day of each month, exactly the published one each March from 2018."""
    series, levels = STOCKS[code]
    counts = list(by_year(series, known).values()) if isinstance(series, str) else series
    pinned = {date(2018 + place, 3, 1): int(count) for place, count in enumerate(counts)}
    return {month: round(level) for month, level in jittered(generator(code), code, levels).items()} | pinned


def marches(code: str, known: dict, sizes: dict[date, int]) -> dict[date, tuple[int, int]]:
    """The pinned months of a snapshot: each 31 March, with the published percent of the denominator."""
    yearly = by_year(SNAPSHOTS[code][0], known)
    days = {date(start + 1, 3, 1): percent for start, percent in yearly.items()}
    return {day: (round(sizes[day] * percent / 100), sizes[day]) for day, percent in days.items() if day in sizes}


def denominators(code: str, anchors: dict[date, float]) -> dict[date, float]:
    """The line from anchor to anchor and a little noise, in whole numbers, exact on an anchor."""
    rng = random.Random(f"{code} of the demonstration, denominators")
    return {
        month: round(between(anchors, month) * (1 if month in anchors else rng.gauss(1, 0.006))) for month in MONTHS
    }


def plans(known: dict, starting: dict[date, int]) -> tuple[dict[date, int], dict[date, int]]:
    """Child protection plans open at each month's end, and ending in it: open before + starting + moved in - open."""
    opened, ending = stock("SUP003", known), {}
    for month in MONTHS:
        moved_in = spread(MOVED_IN.get(month.year - (month.month < 4), 0), [1] * 12)[(month.month - 4) % 12]
        before = opened[date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)]
        most = before + starting[month] + moved_in
        if month.month != 3:  # which is pinned; and in every month a few plans end
            opened[month] = min(opened[month], most - FEWEST_ENDING)
        ending[month] = most - opened[month]
    return opened, ending


def shares(counts: dict, known: dict) -> dict[str, dict[date, tuple]]:
    """Numerator and denominator by month of every measure of SNAPSHOTS."""
    found = {}
    for code, (_, bottoms, levels) in SNAPSHOTS.items():
        anchors = {date(2018 + place, 3, 1): size for place, size in enumerate(bottoms or [])}
        days = denominators(code, anchors) if bottoms else counts["SUP002"]
        if code == "KPI006":  # how many of the open plans have been open three months or more
            long = {day: size / counts["SUP003"].get(day, size / 0.62) for day, size in anchors.items()}
            days = {month: round(between(long, month) * counts["SUP003"][month]) for month in MONTHS}
        found[code] = snapshot(code, marches(code, known, days), days, levels)
    return found


def counted(code: str) -> dict[date, int]:
    """The number of each month of a measure of COUNTS."""
    rng, line = generator(code), knots(COUNTS[code])
    return {
        month: round(max(rng.gauss(1, SWAY[code]), 0.3) * between(line, month) * SEASON[month.month])
        for month in MONTHS
    }


def justified(virtual: dict[date, tuple]) -> dict[date, tuple]:
    """Of the visits made by video or telephone, those with a reason on record that the manager accepted."""
    rng, line = generator("SUP019"), knots(JUSTIFIED)
    share = {month: min(max(between(line, month) + rng.gauss(0, SWAY["SUP019"]), 0), 100) / 100 for month in MONTHS}
    return {month: (round(made * share[month]), made) for month, (made, _) in virtual.items()}


def all_measures(known: dict) -> dict[str, dict[date, tuple]]:
    """(numerator, denominator, value) by measure and month for every monthly measure."""
    sizes = {
        code: cases(code, year, seasonal=True, rough=0.12 if code == "KPI004" else 0.07)
        for code, (_, _, year) in YEARLY.items()
        if year
    }
    counts = {"SUP001": sizes["KPI001"], "SUP002": stock("SUP002", known), "SUP004": stock("SUP004", known)}
    counts["SUP003"], sizes["KPI005"] = plans(known, sizes["KPI004"])
    counts |= {code: counted(code) for code in COUNTS}
    ratios = {code: of_a_year(code, sizes[code], known) for code in YEARLY}
    ratios |= {code: of_a_month(code) for code in MONTHLY} | shares(counts, known)
    population = {date(2018 + place, 3, 1): size for place, size in enumerate(CHILDREN)}
    ratios["SUP014"] = {m: (counts["SUP002"][m], round(between(population, m))) for m in MONTHS}
    ratios["SUP006"] = {month: (visits - seen, visits) for month, (seen, visits) in ratios["SUP005"].items()}
    ratios["SUP019"] = justified(ratios["SUP006"])
    rows = {code: {m: (*months[m], "") for m in MONTHS} for code, months in ratios.items()}
    rows |= {code: {m: ("", "", months[m]) for m in MONTHS} for code, months in counts.items()}
    return dict(sorted(rows.items()))


def surveys() -> dict[date, list[tuple]]:
    """The quarterly and the yearly survey, by the month whose file they are in."""
    rows: dict[date, list[tuple]] = {}
    for code, (levels, step, answers) in SURVEYS.items():
        rng, line = generator(code), knots(levels)
        for month in MONTHS[step - 1 :: step]:
            year, quarter = month.year - (month.month < 4), (month.month - 4) % 12 // 3 + 1
            label = f"{year}/{(year + 1) % 100:02d}" + (f" Q{quarter}" if step == 3 else "")
            asked = round(answers * rng.gauss(1, 0.06))
            agreed = round(asked * min(max(between(line, month) + rng.gauss(0, SWAY[code]), 0), 100) / 100)
            cells = (
                ("", "", "x", "No survey this quarter: postponed because of the pandemic.")
                if label == "2020/21 Q1"
                else (agreed, asked, "", "")
            )
            sent_with = month if step == 3 else date(month.year, 4, 1)  # the yearly survey is sent with April's figures
            rows.setdefault(sent_with, []).append((label, code, *cells))
    return rows


def remark(rng: random.Random, code: str, month: date, now: tuple, before: tuple | None, said: dict[str, date]) -> str:
    """An officer's words for about one row in ten, true to the way the figure moved and not said twice in a year."""
    if code == "SUP006" and date(2020, 3, 1) <= month <= date(2021, 7, 1):
        return rng.choice(VIRTUAL_REASONS)
    if month == LAST and code in LATEST:
        return LATEST[code]
    if code not in COMMENTS or before is None or rng.random() > 0.14:
        return ""
    level, was = (cells[2] if cells[2] != "" else cells[0] / cells[1] for cells in (now, before))
    words = [text for text in COMMENTS[code][level < was] if (month - said.get(text, date.min)).days > 365]
    if level == was or not words:
        return ""
    said[words[0]] = month
    return words[0]


def sent_on(month: date) -> str:
    """The fifteenth of the month after."""
    return f"{month.year + month.month // 12}-{month.month % 12 + 1:02d}-15"


def files() -> dict[str, list[tuple]]:
    """Every file's rows by its name."""
    measures, asked, made = all_measures(published()), surveys(), {}
    rngs = {code: random.Random(f"{code} in words") for code in measures}
    said: dict[str, dict[str, date]] = {code: {} for code in measures}
    for place, month in enumerate(MONTHS):
        rows = []
        for code, months in measures.items():
            before = months[MONTHS[place - 1]] if place else None
            comment = remark(rngs[code], code, month, months[month], before, said[code])
            if (code, month) in GAPS:
                continue
            top, bottom, value = months[month]
            if (code, month) in RESTATED:
                out_by, day, why = RESTATED[code, month]
                made[f"{day}.1.kpi_values.restated.csv"] = [(f"{month:%Y-%m}", code, top, bottom, value, why)]
                top, comment = top + out_by, ""
            rows.append((f"{month:%Y-%m}", code, top, bottom, value, comment))
        made[f"{sent_on(month)}.1.kpi_values.csv"] = rows + asked.get(month, [])
    return made


def write_files(folder: Path) -> None:
    """Writes every file of the demonstration's monthly figures into the folder."""
    for name, rows in files().items():
        with (folder / name).open("w", encoding="utf-8", newline="") as out:
            lines = csv.writer(out, lineterminator="\n")
            lines.writerows([COLUMNS, *rows])


if __name__ == "__main__":
    write_files(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "demonstration")
