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

HERE = Path(__file__).parent
COLUMNS = ("period", "kpi_code", "numerator", "denominator", "value", "comment")
FIRST, LAST = date(2018, 4, 1), date(2026, 10, 1)
MONTHS = [date(2018 + number // 12, number % 12 + 1, 1) for number in range(3, 106)]
YEARS = range(2018, 2027)  # financial years by the year they start in; the last one is cut at LAST

# Percent of a year's cases: the year's denominator, and the published series it must agree with (None: no series).
# Years the DfE has not published yet, and measures it does not publish, are assumed.
FLOWS = {
    "KPI001": ("PUB003", {2025: 22.4, 2026: 21.6}, [6364, 6381, 5397, 4454, 4205, 4397, 3723, 3640, 3560]),
    "KPI002": ("PUB004", {2025: 82.6, 2026: 86.8}, [5980, 6010, 5120, 4270, 4010, 4120, 3590, 3480, 3400]),
    "KPI003": ("PUB007", {2025: 85.1, 2026: 88.4}, [953, 913, 804, 554, 482, 611, 466, 452, 440]),
    "KPI004": ("PUB010", {2025: 28.6, 2026: 26.9}, [750, 732, 707, 472, 368, 526, 418, 410, 402]),
    "KPI005": ("PUB011", {2025: 4.6, 2026: 4.3}, [993, 652, 891, 556, 438, 402, 527, 404, 398]),
    "KPI007": (None, dict(zip(YEARS, (78, 81, 76, 82, 84, 86, 88, 90, 91.5), strict=True)),
               [11800, 10600, 9700, 7600, 6200, 6900, 7000, 6300, 6200]),
    "SUP005": (None, dict(zip(YEARS, (98.4, 98.4, 96, 93, 95.5, 96.4, 97, 97.3, 97.6), strict=True)),
               [31200, 30100, 29800, 25900, 25200, 25800, 24900, 24600, 24300]),
    "SUP007": (None, dict(zip(YEARS, (38, 45, 52, 56, 59, 63, 67, 70, 72), strict=True)),
               [420, 440, 380, 430, 450, 460, 470, 470, 480]),
}
# Shares on the last day of a month: published series or None, assumed percents by the year of the anchor, and the
# denominator on each anchor (None: children looked after). Anchors are 31 March 2018 to 2027.
SNAPSHOTS = {
    "KPI006": ("PUB012", {2026: 88, 2027: 93}, [574, 350, 455, 332, 295, 244, 375, 217, 226, 230]),
    "KPI008": ("PUB016", {2026: 9, 2027: 9.4}, None),
    "KPI009": ("PUB017", {2026: 64.5, 2027: 65.8}, [352, 346, 372, 410, 450, 433, 406, 380, 372, 368]),
    "KPI010": ("PUB018", {2026: 10, 2027: 10.4}, None),
    "KPI011": ("PUB024", {2026: 88, 2027: 89.4}, [169, 167, 199, 229, 249, 244, 242, 231, 238, 242]),
    "KPI012": ("PUB025", {2026: 43.5, 2027: 47.5}, [169, 167, 199, 231, 251, 244, 242, 236, 240, 243]),
    "KPI013": (None, dict(zip(range(2018, 2028), (71, 76, 79, 74, 80, 83, 85, 87, 88, 89), strict=True)),
               [268, 272, 305, 338, 352, 348, 344, 338, 341, 344]),
    "SUP012": (None, dict(zip(range(2018, 2028), (83, 85, 88, 91, 90, 88, 87, 89, 91, 92), strict=True)),
               [262, 255, 248, 240, 231, 222, 214, 208, 206, 206]),
}
# Counts on the last day of March: looked after in 2026 and 2027 (assumed); in need 2018 to 2025 (published) and after.
LOOKED_AFTER, IN_NEED = [812, 805], [3661, 3879, 3446, 3411, 2806, 2845, 2898, 2775, 2740, 2710]
# Children under 18 in the borough each March, 2018 to 2027: worked back from published rates to 2020, the estimates
# published beside the rates of 2021 to 2025, and two assumed.
CHILDREN = [83023, 83980, 84738, 85255, 84907, 85920, 87056, 88593, 89300, 89900]
CENSUS = {  # each 30 September, 2017 to 2027: the published components (agency headcount and all; cases and holders)
    "KPI014": [(101, 304), (96, 322), (118, 339), (89, 319), (96, 318), (85, 298), (49, 292), (44, 302), (30, 311),
               (27, 316), (26, 318)],
    "KPI015": [(2962, 182.1), (3157, 175.3), (3302, 173.4), (3253, 161.6), (2206, 138.2), (2343, 145.5),
               (2677, 158.2), (2666, 158.0), (2505, 164.5), (2490, 166.8), (2470, 167.5)],
}
MOVED_IN = {2021: 9, 2023: 6, 2024: 3}  # invented: plans that came with families from elsewhere, by financial year
COUNTS = {  # invented: a month's usual number in each financial year
    "SUP008": [118, 126, 96, 121, 134, 142, 151, 158, 164],
    "SUP009": [38, 42, 34, 47, 55, 61, 66, 70, 74],
    "SUP010": [17, 16, 12, 15, 16, 15, 14, 13, 13],
}
SURVEYS = {  # invented: percent who agree at the start of each financial year, and how many answer
    "SUP011": ([52, 55, 60, 57, 58, 62, 66, 68, 71, 72], 240),
    "SUP013": ([68, 70, 72, 69, 73, 76, 78, 79, 81, 82], 96),
}
SEASON = dict(zip(range(1, 13), (1.02, 0.96, 1.1, 0.95, 1.04, 1.04, 1.06, 0.78, 1.0, 1.08, 1.1, 0.87), strict=True))
COVID = {date(2020, 4, 1): 0.66, date(2020, 5, 1): 0.74, date(2020, 6, 1): 0.88, date(2021, 1, 1): 0.82,
         date(2021, 2, 1): 0.85}
LEVELS = {  # months that a straight line would miss: visits in the pandemic, and plans while the case system is changed
    "SUP005": {date(2020, 3, 1): 84, date(2020, 4, 1): 31, date(2020, 5, 1): 38, date(2020, 6, 1): 52,
               date(2020, 7, 1): 68, date(2020, 8, 1): 78, date(2020, 9, 1): 80, date(2020, 10, 1): 82,
               date(2020, 11, 1): 76, date(2020, 12, 1): 78, date(2021, 1, 1): 66, date(2021, 2, 1): 68,
               date(2021, 3, 1): 80, date(2021, 4, 1): 85, date(2021, 5, 1): 88, date(2021, 6, 1): 90},
    "KPI007": {date(2020, 4, 1): 55, date(2020, 5, 1): 63, date(2020, 6, 1): 70},
    "KPI013": {date(2026, 8, 1): 84.5, date(2026, 9, 1): 82, date(2026, 10, 1): 81},
}
VIRTUAL_REASONS = ("Recorded reason: household isolating or shielding.", "Recorded reason: worker isolating.",
                   "Recorded reason: family asked for a video visit; the next one is face to face.")
GAPS = {("SUP008", date(2021, 7, 1)), ("SUP009", date(2026, 9, 1)), ("SUP009", date(2026, 10, 1))}
# What was sent first (numerator out by so much), and when it was put right.
RESTATED = {("KPI002", date(2022, 9, 1)): (-9, "2022-12-12", "Restated: assessments signed off late are now counted."),
            ("KPI008", date(2024, 6, 1)): (8, "2024-09-23", "Restated: respite stays were counted as placements."),
            ("KPI003", date(2026, 6, 1)): (-3, "2026-09-21", "Restated: three conferences were recorded late.")}
# Officers' words when the figure rose, and when it fell.
COMMENTS = {
    "KPI001": (("Several large sibling groups came back in one week.", "Closed cases are being sampled to see why."),
               ("Fewer came back after step-down to early help.", "Closing letters now name who will help next.")),
    "KPI002": (("Managers look at day 10 and day 30; fewer ran over.", "The backlog of late assessments is cleared."),
               ("Vacancies in two teams held assessments up.", "Clearing old assessments lowers the figure.")),
    "KPI003": (("An extra conference chair was in place all month.", "Earlier notice from partners helped."),
               ("Late notice of strategy discussions from partners.", "Two were moved so that parents could attend.")),
    "KPI004": (("Two sibling groups account for most of the rise.", "Neglect is the reason for most second plans."),
               ("No large sibling groups this month.", "Plans are ending with a step-down meeting.")),
    "KPI005": (("Long plans were ended after legal advice.", "A small number of long plans ended together."),
               ("Plans past 15 months are reviewed by a senior manager.", "Few long plans are left open.")),
    "KPI006": (("Review dates are now set at the conference.", "All reviews due were held."),
               ("Three late reviews, each for a sibling group.", "Reviews were moved when reports were not ready.")),
    "KPI007": (("The weekly list of visits due is working.", "Visits recorded late last month fell."),
               ("Sickness in one team; visits were covered but late.", "Some visits on time were recorded late.")),
    "KPI008": (("Several planned moves to long-term homes.", "Two emergency placements ended within days."),
               ("Placement support meetings held moves down.", "Older moves have left the 12 months.")),
    "KPI009": (("More long-term matches were agreed at panel.", "Settled placements passed two years."),
               ("Some children left settled placements at 16.", "Three long placements broke down.")),
    "KPI010": (("Two specialist placements were found only far away.", "No local place for two teenagers."),
               ("Two children moved back near home.", "More local carers were approved.")),
    "KPI011": (("Two supported flats opened.", "Young people we had lost touch with were found."),
               ("Two young people gave up tenancies.", "Not in touch with a few young people at the month end.")),
    "KPI012": (("New apprenticeships with the Council began.", "College places were taken up."),
               ("Summer courses ended and some have no place yet.", "Short contracts ended.")),
    "KPI013": (("Overdue plans were worked through by the team.", "Plans are booked with the young person in advance."),
               ("Plans due were not signed off before the month end.", "Sickness among personal advisers.")),
    "KPI014": (("Agency cover for maternity leave.", "Two agency workers began while posts are filled."),
               ("Agency workers took permanent posts.", "Newly qualified workers took over cases.")),
    "KPI015": (("Vacancies raised the cases of those in post.", "More children in need were opened."),
               ("New starters now hold cases.", "Cases ready to close were closed.")),
    "SUP002": (("More children came into care than left.",), ("More children left care than came in.",)),
    "SUP007": (("Stronger plans and clearer supervision notes.",), ("A themed audit of older cases graded lower.",)),
    "SUP010": (("Most were about delay and calls not returned.",), ("More were settled at the first stage.",)),
}
LATEST = {  # the last month's words, for what a board would ask about first
    "KPI001": "Each family who came back is being looked at for what help was missing the first time.",
    "KPI002": "Two teams still run over; managers look at every open assessment on day 30.",
    "KPI006": "Late reviews were for two large families; both have now been held.",
    "KPI009": "Placements at risk are discussed each week with the fostering team.",
    "KPI013": "Plans are being moved to the new case system by hand; relief has been agreed while this is done.",
}


def generator(code: str) -> random.Random:
    """The measure's own generator: always the same numbers, whatever the other measures draw."""
    return random.Random(f"{code} of the demonstration")


def published() -> dict[tuple[str, str], float]:
    """Published values by (kpi_code, period label as in the file); cells that hold a symbol are left out."""
    found = {}
    for path in sorted((HERE / "published").glob("*.kpi_values.*")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = [row for row in csv.DictReader(lines) if row["value"] != "x"]
        found |= {(row["kpi_code"], row["period"]): float(row["value"]) for row in rows}
    return found


def percents(series: str | None, assumed: dict[int, float], starts: range, known: dict) -> dict[int, float]:
    """A percent for each financial year by the year it starts in: the published one, else the assumed one."""
    return {start: known.get((series, f"{start}/{(start + 1) % 100:02d}"), assumed.get(start)) for start in starts}


def between(anchors: dict[date, float], month: date) -> float:
    """The straight line from anchor to anchor, level before the first and after the last."""
    before = [day for day in anchors if day <= month]
    after = [day for day in anchors if day >= month]
    if not before or not after or max(before) == min(after):
        return anchors[max(before) if before else min(after)]
    left, right = max(before), min(after)
    part = ((month.year - left.year) * 12 + month.month - left.month) / (
        (right.year - left.year) * 12 + right.month - left.month)
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


def wobble(rng: random.Random, anchors: list[date], size: float) -> dict[date, float]:
    """Noise by month that remembers the month before and is nothing on an anchor."""
    noise, now = {}, 0.0
    for month in MONTHS:
        now = 0.6 * now + rng.gauss(0, size)
        away = min(abs((month.year - day.year) * 12 + month.month - day.month) for day in anchors)
        noise[month] = now * min(1.0, away / 3) if away else 0.0
    return noise


def flow(code: str, known: dict) -> dict[date, tuple[int, int]]:
    """Numerator and denominator by month; the months of a published year give the published percent."""
    series, assumed, sizes = FLOWS[code]
    rng, rows = generator(code), {}
    yearly = percents(series, assumed, YEARS, known)
    middles = {date(start, 9, 1): percent for start, percent in yearly.items()}
    for start, size in zip(YEARS, sizes, strict=True):
        months = [date(start + (place > 8), (place + 3) % 12 + 1, 1) for place in range(12)]
        seasons = [1 if series is None else SEASON[m.month] * COVID.get(m, 1) for m in months]
        cases = spread(size, [usual * max(rng.gauss(1, 0.04), 0.5) for usual in seasons])
        levels = [LEVELS.get(code, {}).get(m, between(middles, m)) for m in months]
        levels = [min(max(level + rng.gauss(0, 0.06 * min(level, 100 - level)), 0.4), 99.6) for level in levels]
        if series is None:
            hits = [sum(rng.random() * 100 < level for _ in range(n)) for n, level in zip(cases, levels, strict=True)]
        else:
            hits = drawn(rng, round(size * yearly[start] / 100), cases, levels)
        rows |= dict(zip(months, zip(hits, cases, strict=True), strict=True))
    return rows


def snapshot(code: str, anchors: dict, noise: float, sizes: dict | None = None) -> dict[date, tuple[int, float]]:
    """Numerator and denominator on the last day of each month: on an anchor exactly the anchor's."""
    rng = generator(code)
    days, whole = list(anchors), all(float(size).is_integer() for _, size in anchors.values())
    shake, sway = wobble(rng, days, noise), wobble(rng, days, 0.006)
    share = {day: top / bottom for day, (top, bottom) in anchors.items()}
    bottoms = {day: bottom for day, (_, bottom) in anchors.items()}
    rows = {}
    for month in MONTHS:
        bottom = sizes[month] if sizes else between(bottoms, month) * (1 + sway[month])
        bottom = round(bottom) if whole else round(bottom, 1)
        usual = between(share, month) * (1 + shake[month])
        level = LEVELS[code][month] / 100 if month in LEVELS.get(code, {}) else usual
        rows[month] = (round(bottom * (level if not whole else min(level, 1.0))), bottom)
    return rows


def stock(code: str, counts: list[int]) -> dict[date, int]:
    """A count on the last day of each month, exactly the given one each March from 2018."""
    anchors = {date(2018 + place, 3, 1): count for place, count in enumerate(counts)}
    shake = wobble(generator(code), list(anchors), 0.005)
    return {month: round(between(anchors, month) * (1 + shake[month])) for month in MONTHS}


def marches(code: str, known: dict, sizes: list[int]) -> dict[date, tuple[int, int]]:
    """The anchors of a snapshot: each 31 March from 2018, with the published percent of the denominator."""
    series, assumed, _ = SNAPSHOTS[code]
    yearly = percents(series, {year - 1: percent for year, percent in assumed.items()}, range(2017, 2027), known)
    return {date(start + 1, 3, 1): (round(size * yearly[start] / 100), size)
            for (start, size) in zip(range(2017, 2027), sizes, strict=True)}


def all_measures(known: dict) -> dict[str, dict[date, tuple]]:
    """(numerator, denominator, value) by measure and month for every monthly measure."""
    ratios = {code: flow(code, known) for code in FLOWS}
    counts = {"SUP001": {month: cases for month, (_, cases) in ratios["KPI001"].items()}}
    looked_after = [int(known["PUB014", f"{start}/{start % 100 + 1:02d}"]) for start in range(2017, 2025)]
    looked_after += LOOKED_AFTER
    counts["SUP002"], counts["SUP004"] = stock("SUP002", looked_after), stock("SUP004", IN_NEED)
    plans, counts["SUP003"] = int(known["PUB009", "2017/18"]), {}
    for month in MONTHS:  # plans open = plans open before + starting + moved in - ending, so that they agree
        moved_in = spread(MOVED_IN.get(month.year - (month.month < 4), 0), [1] * 12)[(month.month - 4) % 12]
        plans += ratios["KPI004"][month][1] + moved_in - ratios["KPI005"][month][1]
        counts["SUP003"][month] = plans
    open_plans = {date(2018, 3, 1): int(known["PUB009", "2017/18"])} | counts["SUP003"]
    for code, (_, _, sizes) in SNAPSHOTS.items():
        anchors = marches(code, known, sizes or looked_after)
        days = counts["SUP002"] if sizes is None else None
        if code == "KPI006":  # how many of the open plans have been open three months or more
            long = {day: size / open_plans.get(day, size / 0.62) for day, (_, size) in anchors.items()}
            days = {month: between(long, month) * open_plans[month] for month in MONTHS}
        ratios[code] = snapshot(code, anchors, 0.03 if code in ("KPI008", "KPI010") else 0.012, days)
    for code, components in CENSUS.items():
        anchors = {date(2017 + place, 9, 1): pair for place, pair in enumerate(components)}
        ratios[code] = snapshot(code, anchors, 0.03 if code == "KPI014" else 0.012)
    for code, usual in COUNTS.items():
        rng = generator(code)
        levels = {date(start, 9, 1): level for start, level in zip(YEARS, usual, strict=True)}
        counts[code] = {m: round(max(rng.gauss(1, 0.18 if code == "SUP010" else 0.07), 0.3) * between(levels, m)
                                 * (SEASON[m.month] + 1) / 2) for m in MONTHS}
    population = {date(2018 + place, 3, 1): size for place, size in enumerate(CHILDREN)}
    ratios["SUP014"] = {m: (count, round(between(population, m))) for m, count in counts["SUP002"].items()}
    ratios["SUP006"] = {month: (visits - seen, visits) for month, (seen, visits) in ratios["SUP005"].items()}
    rows = {code: {m: (*pair, "") for m, pair in months.items()} for code, months in ratios.items()}
    rows |= {code: {m: ("", "", count) for m, count in months.items()} for code, months in counts.items()}
    return dict(sorted(rows.items()))


def surveys() -> dict[date, list[tuple]]:
    """The quarterly and the yearly survey, by the month whose file they are in."""
    rows: dict[date, list[tuple]] = {}
    for code, (levels, answers) in SURVEYS.items():
        rng = generator(code)
        line = {date(2018 + place, 4, 1): level for place, level in enumerate(levels)}
        step = 3 if code == "SUP011" else 12
        for month in MONTHS[step - 1::step]:
            year, quarter = month.year - (month.month < 4), (month.month - 4) % 12 // 3 + 1
            label = f"{year}/{(year + 1) % 100:02d}" + (f" Q{quarter}" if step == 3 else "")
            asked = round(answers * rng.gauss(1, 0.06))
            agreed = round(asked * min(max(between(line, month) + rng.gauss(0, 2), 0), 100) / 100)
            cells = ("", "", "x", "No survey this quarter: postponed because of the pandemic.") \
                if label == "2020/21 Q1" else (agreed, asked, "", "")
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
