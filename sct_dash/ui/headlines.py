"""The overview's sentence on staffing and its sentence on money, each beside the way to its page."""

from sct_dash.core import finance, finance_words, periods, staffing_words
from sct_dash.ui import data, filters, finance_data, kpi_rows, staffing_choice, staffing_figures
from sct_dash.ui.filters import Moment
from sct_dash.ui.tables import link, text


def section(moment: Moment, priority: str | None) -> str:
    """Both sentences as HTML, of the whole Trust or of what serves a priority; nothing where neither has figures."""
    told = {"staffing": _staffing(moment, priority), "finance": _finance(moment, priority)}
    said = "".join(
        f"<li>{link(filters.address(page), page.capitalize())} {words}</li>" for page, words in told.items() if words
    )
    return f'<ul class="plain headlines">{said}</ul>' if said else ""


def _staffing(moment: Moment, priority: str | None) -> str:
    kept = {} if priority is None else {"priority": priority}
    rows = staffing_choice.months(moment, "trust", **kept)
    if rows.is_empty():
        return ""
    row, before = rows.row(-1, named=True), staffing_choice.year_before(rows)
    says = staffing_words.standing(row, before)
    whose = "" if priority in (None, "People") else f" of teams that serve {priority}"
    return _said(f"Social workers{whose}: {says}", row | staffing_figures.either(row, before))


def _finance(moment: Moment, priority: str | None) -> str:
    picture = data.picture(moment.version, moment.as_at)
    year = finance.latest_year(picture)
    if year is None:
        return ""
    row = finance_data.told(moment, picture, year, priority, None).standing
    return _said(finance_words.standing(row, priority=priority), row) if row and row["month_end"] else ""


def _said(says: str, row: dict) -> str:
    """The sentence with its month and the mark of a demonstration: a figure without its day may be an old one."""
    month = periods.containing(row.get("month_end") or row["period_end"], "month").words
    return f'{text(says)}. <span class="quiet">{month}</span>{kpi_rows.demonstration_mark(row)}'
