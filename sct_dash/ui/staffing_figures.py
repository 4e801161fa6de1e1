"""How staff stand, in figures: the sentence on top, the tiles with the year before, and the months as a table."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from sct_dash.core import periods, staffing_words
from sct_dash.core.frames import STAFF
from sct_dash.core.sentences import figure
from sct_dash.core.staffing import RATES
from sct_dash.ui import tables
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.staffing_choice import year_before
from sct_dash.ui.tables import NUMERIC, text

MONTHS = 37  # in a table of months: this one and three years before; the download holds them all
TILES = {
    "permanent_share": "permanent",
    "agency_covering_fte": "FTE agency covering a vacancy",
    "agency_over_establishment_fte": "FTE agency above establishment",
    "vacancy_rate": "vacant",
    "turnover_12m": "turnover, 12 months",
    "caseload": "caseload",
    "absence_rate_12m": "sickness, 12 months",
}
"""The figures of the tiles, and what each is of; a sickness rate is of twelve months."""
COUNTS = ("cases", "days_lost", "days_available", "in_post_headcount", "agency_headcount")


def shown(row: dict, column: str) -> str:
    """A column of a row of `staffing.months` as a cell or a tile has it."""
    if column in RATES:
        return staffing_words.shown(row, column)
    return figure(row[column], "count" if column in COUNTS else "ratio")


def twelve_months_mark(row: dict, column: str) -> str:
    """The mark of a figure over twelve months that leans on an invented month, where the row itself has none."""
    invented = column.endswith("_12m") and row["demonstration_12m"] and not row["demonstration"]
    return demonstration_mark({"demonstration": invented})


def standing(whose: str, rows: pl.DataFrame) -> str:
    """The latest of the months, oldest first, as HTML: its sentence, what it is of, and its tiles."""
    if rows.is_empty():
        says = f"No staffing is held for {whose}. A performance officer can send the staffing return."
        return f'<p class="lead">{text(says)}</p>'
    row, before = rows.row(-1, named=True), year_before(rows)
    says = staffing_words.standing(row, before)
    return (
        f'<p class="lead"><strong>{text(says)}.</strong>{demonstration_mark(either(row, before))}</p>'
        f'<p class="quiet">{text(whose[:1].upper() + whose[1:])} at {periods.day_words(row["period_end"])}.</p>'
        f"{tiles(row, before)}"
    )


def earlier(whose: str, rows: pl.DataFrame, wanted: date | None) -> str:
    """A banner, as HTML, where the latest of the months is before the month end wanted; nothing where it is not."""
    if rows.is_empty() or wanted is None or rows["period_end"][-1] >= wanted:
        return ""
    lacks, has = (periods.containing(day, "month").words for day in (wanted, rows["period_end"][-1]))
    return f'<p class="banner">Nothing is held of {text(whose)} for {lacks}: {has} is shown.</p>'


def either(row: dict, before: dict | None) -> dict:
    """What says whether a sentence of both rows leans on an invented month."""
    return {"demonstration": row["demonstration"] or bool(before and before["demonstration"])}


def tiles(row: dict, before: dict | None) -> str:
    """The figures of a month as HTML tiles, each with the year before; one that no month could have is left out.

    Marked where a figure leans on invented months: each of the two, the one over twelve months by all of those. Where
    both months are invented the sentence above is marked, and a mark at every figure would only hide them.
    """
    held = [name for name in TILES if row[name] is not None or (before and before[name] is not None)]
    mixed = not (row["demonstration"] and (before is None or before["demonstration"]))
    drawn = "".join(_tile(name, row, before, marked=mixed) for name in held)
    return f'<ul class="tiles">{drawn}</ul>'


def _tile(name: str, row: dict, before: dict | None, *, marked: bool) -> str:
    then = shown(before, name) if before else "–"
    ago = "no figure a year ago" if then == "–" else f"{then} a year ago"
    now_mark = _mark(row, name) if marked else ""
    ago_mark = _mark(before, name) if marked and before and then != "–" else ""
    return (
        f'<li><span class="count">{text(shown(row, name))}</span>{text(TILES[name])}{now_mark}'
        f'<br><span class="quiet">{text(ago)}</span>{ago_mark}</li>'
    )


def _mark(row: dict, column: str) -> str:
    return demonstration_mark(row) or twelve_months_mark(row, column)


def by_month(caption: str, rows: pl.DataFrame, columns: Mapping[str, str]) -> None:
    """A table of the latest months, newest first; `columns` maps a column of `staffing.months` to its heading."""
    latest = rows.sort("period_end", descending=True).head(MONTHS)
    cells = [
        [_when(row), *(text(shown(row, name)) + twelve_months_mark(row, name) for name in columns)]
        for row in latest.iter_rows(named=True)
    ]
    earlier = f", the latest {MONTHS} of {rows.height} months" if rows.height > MONTHS else ""
    tables.table(f"{caption}{earlier}", {"Month": "w", **dict.fromkeys(columns.values(), NUMERIC)}, cells)


def _when(row: dict) -> str:
    return text(periods.containing(row["period_end"], "month").short) + demonstration_mark(row)


def roles_of(staff: str) -> str:
    """The roles that one of frames.STAFF counts, in brackets: (social worker, senior and manager); nothing of one."""
    roles = STAFF[staff]
    return f" ({', '.join(roles[:-1])} and {roles[-1]})" if len(roles) > 1 else ""
