"""Makes the invented budget lines, months of budget monitoring, savings and deficit funding of data/demonstration.

Run `python data/make_finance.py [FOLDER]`. There is no clock and no chance in it: the same files come out each time.
"""
# ruff: noqa: S311  (the generator makes figures that repeat, not secrets)

import calendar
import csv
import random
import sys
from datetime import date
from pathlib import Path

from finance_levels import (
    FUNDING,
    LAST,
    LINES,
    NOTED,
    NOTES,
    ORIGINAL,
    OVER,
    SAVINGS,
    SWAY,
    UPLIFTS,
    VIREMENTS,
    YEARS,
)
from make_demonstration import between, knots, sent_on

HERE = Path(__file__).parent
LINE_COLUMNS = ("budget_line", "name", "area", "priority", "counted_by")
COLUMNS = (
    *("financial_year", "month_end", "budget_line", "original", "virement", "uplift", "forecast", "actual", "note"),
)
SAVING_COLUMNS = ("financial_year", "scheme", "priority", "planned", "delivered", "delayed_to", "reason")
FUNDING_COLUMNS = ("financial_year", "source", "amount", "agreed_on", "note")
File = list[tuple]


def label(year: int) -> str:
    """The financial year as it is written."""
    return f"{year}/{(year + 1) % 100:02d}"


def months_of(year: int) -> list[date]:
    """The months of a financial year, up to LAST."""
    months = [date(year + place // 12, place % 12 + 1, 1) for place in range(3, 15)]
    return [month for month in months if f"{month:%Y-%m}" <= LAST]


def month_end(month: date) -> str:
    """The last day of the month."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1]).isoformat()


def to_date(changes: dict, line: str, months: list[date]) -> int:
    """What the changes of these months come to for a line, in thousands."""
    return sum(changes.get(f"{month:%Y-%m}", ({}, ""))[0].get(line, 0) for month in months)


def line_months(line: str, year: int) -> list[tuple]:
    """The rows of a line over the months of a year, in pounds; in March the forecast is what was spent."""
    rng, over = random.Random(f"{line} {year} of the demonstration"), knots(OVER[line])
    original = ORIGINAL[line][YEARS.index(year)]
    rows, before, said = [], None, 0
    for place, month in enumerate(months_of(year), start=1):
        so_far = months_of(year)[:place]
        virement, uplift = (to_date(changes, line, so_far) for changes in (VIREMENTS, UPLIFTS))
        forecast = round(original + virement + uplift + between(over, month) + rng.gauss(0, SWAY))
        spent = round(forecast * place / 12 * (1 if place == 12 else rng.gauss(0.985, 0.012)))
        note = _note(line, month, forecast - before if before is not None else 0, said)
        before, said = forecast, said + bool(note)
        money = (number * 1000 for number in (original, virement, uplift, forecast, min(spent, forecast)))
        rows.append((label(year), month_end(month), line, *money, note))
    return rows


def _note(line: str, month: date, moved: int, said: int) -> str:
    """Why the sum or the forecast moved, where it moved by enough."""
    changes = (table.get(f"{month:%Y-%m}", ({}, "")) for table in (VIREMENTS, UPLIFTS))
    why = [words for lines, words in changes if line in lines]
    if not why and abs(moved) > NOTED:
        words = NOTES[line][moved < 0]
        why = [words[said % len(words)]]
    return " ".join(why)


def finance_files() -> dict[str, File]:
    """One file a month, on the fifteenth of the next."""
    found: dict[str, File] = {}
    for year in YEARS:
        for line in LINES:
            for row in line_months(line, year):
                name = f"{sent_on(date.fromisoformat(row[1]))}.4.finance.csv"
                found.setdefault(name, [COLUMNS]).append(row)
    return found


def savings_files() -> dict[str, File]:
    """One file a quarter, on the fifteenth after it: what was delivered by then, and what is delayed."""
    found: dict[str, File] = {}
    for year, schemes in SAVINGS.items():
        for scheme, priority, planned, delivered, since, until, why in schemes:
            for quarter, sum_ in enumerate(delivered, start=1):
                last = date(year + (quarter == 4), quarter * 3 % 12 + 3, 1)
                late = (until, why) if since and quarter >= since else ("", "")
                row = (label(year), scheme, priority, planned, sum_, *late)
                found.setdefault(f"{sent_on(last)}.5.savings.csv", [SAVING_COLUMNS]).append(row)
    return found


def funding_files() -> dict[str, File]:
    """A file for each decision."""
    return {f"{day}.1.deficit_funding.csv": [FUNDING_COLUMNS, tuple(row)] for day, *row in FUNDING}


def files() -> dict[str, File]:
    """Every file's headings and rows by its name."""
    lines = [LINE_COLUMNS, *((line, *cells) for line, cells in LINES.items())]
    return {"2024-04-20.1.budget_lines.csv": lines} | finance_files() | savings_files() | funding_files()


def write_files(folder: Path) -> None:
    """Writes every file into the folder."""
    for name, rows in files().items():
        with (folder / name).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    write_files(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "demonstration")
