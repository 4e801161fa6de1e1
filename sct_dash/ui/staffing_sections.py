"""The charts of the Staffing page, each with its message, its text alternative and its table one click away."""

from collections.abc import Callable, Mapping

import polars as pl
import streamlit as st

from sct_dash.charts import caseload as caseloads
from sct_dash.charts import overtime, staffing
from sct_dash.core.periods import containing
from sct_dash.core.sentences import figure
from sct_dash.core.staffing_words import shown
from sct_dash.ui import style, tables
from sct_dash.ui.filters import Moment
from sct_dash.ui.staffing_choice import WHOSE, Choice, months, year_before
from sct_dash.ui.staffing_figures import by_month, roles_of, standing
from sct_dash.ui.staffing_tables import teams
from sct_dash.ui.tables import text

MIX = {
    "in_post_fte": "Permanent FTE",
    "agency_covering_fte": "Covering FTE",
    "agency_over_establishment_fte": "Above FTE",
    "permanent_share": "Permanent share",
    "in_post_headcount": "Permanent heads",
    "agency_headcount": "Agency heads",
}
VACANCIES = {"establishment_fte": "Establishment FTE", "vacancy_fte": "Vacant FTE", "vacancy_rate": "Vacancy rate"}
MOVES = {
    "starters_fte": "Joined FTE",
    "leavers_fte": "Left FTE",
    "starters_12m": "Joined in 12 months",
    "leavers_12m": "Left in 12 months",
    "turnover_12m": "Turnover",
}
SICKNESS = {
    "days_lost": "Days lost",
    "days_available": "Days available",
    "absence_rate": "In the month",
    "absence_rate_12m": "In 12 months",
}


def mix(whose: str, rows: pl.DataFrame, staff: str, heading: Callable[[str], object] = st.header) -> None:
    """Permanent staff, agency covering a vacancy and agency above establishment, stacked."""
    heading(tables.plain(_mixed(rows)))
    tables.block(
        f'<p class="quiet">Full-time equivalents of {text(whose)}{roles_of(staff)} at each month’s end: permanent '
        "staff in post, agency staff covering a vacancy, and agency staff above establishment.</p>"
    )
    words = staffing.described(whose, rows)
    st.altair_chart(staffing.mix(rows, style.theme()), alt=words, key=f"mix_{staff}", width="stretch")
    _beneath(words, f"Permanent and agency {whose}", rows, MIX)


def _mixed(rows: pl.DataFrame) -> str:
    """90.1% permanent in October 2026, 65.3% in October 2017; of few staff the month alone: ten words or fewer."""
    first, row = rows.row(0, named=True), rows.row(-1, named=True)
    if row["permanent_share"] is None:
        return f"Nobody to count in {_month(row)}"
    then, now = shown(first, "permanent_share"), shown(row, "permanent_share")
    says = f"{now} permanent in {_month(row)}"
    return f"{says}, {then} in {_month(first)}" if rows.height > 1 and (then + now).count("%") == 2 else says


def vacancies(whose: str, rows: pl.DataFrame, staff: str) -> None:
    """Vacant posts over time."""
    _lines(
        f"vacancies_{staff}",
        _with_year_before(rows, "vacancy_fte", "FTE vacant"),
        f"Vacant posts of {whose}, full-time equivalents at each month’s end, also those that agency staff cover.",
        rows,
        {"vacancy_fte": "Vacant"},
        VACANCIES,
    )


def moves(whose: str, rows: pl.DataFrame, staff: str) -> None:
    """Who joined against who left, over twelve months."""
    _lines(
        f"moves_{staff}",
        _moved(rows.row(-1, named=True)),
        f"Permanent {whose} who joined and who left in the twelve months to each month’s end, full-time equivalents. "
        "Turnover is those who left as a share of those in post at the end, so it jumps where a team ended within the "
        "twelve months.",
        rows,
        {"starters_12m": "Joined", "leavers_12m": "Left"},
        MOVES,
    )


def sickness(whose: str, rows: pl.DataFrame, staff: str) -> None:
    """Days lost to sickness, in the month and in twelve."""
    row, before = rows.row(-1, named=True), year_before(rows)
    says = f"{shown(row, 'absence_rate_12m')} of days lost to sickness"
    if row["absence_rate_12m"] is None:
        says = f"{shown(row, 'absence_rate')} of days lost in {_month(row)}"
        says = "How many days are lost is not known" if row["absence_rate"] is None else says
    elif before and before["absence_rate_12m"] is not None:
        says += f", {shown(before, 'absence_rate_12m')} a year before"
    _lines(
        f"sickness_{staff}",
        says,
        f"Working days of {whose} lost to sickness, % of the days available, in the month and in twelve.",
        rows,
        {"absence_rate_12m": "12 months", "absence_rate": "Month"},
        SICKNESS,
        unit="percent",
    )


def coming_and_going(whose: str, rows: pl.DataFrame, staff: str) -> None:
    """Vacancies beside who joined and left, and sickness; one under the other on a narrow screen."""
    left, right = st.columns(2, gap="medium")
    with left:
        vacancies(whose, rows, staff)
    with right:
        moves(whose, rows, staff)


def residential(moment: Moment, chosen: Choice, staff: str) -> None:
    """The residential care service apart, where the page is of others: its figures, its chart and its homes."""
    rows = months(moment, "trust", chosen.until, staff="residential", **chosen.kept)
    if staff == "residential" or rows.is_empty():
        return
    whose = WHOSE["residential"] + chosen.words
    st.header("Residential care service")
    tables.block(standing(whose, rows))
    mix(whose, rows, "residential", heading=st.subheader)
    teams("Homes", moment, chosen, "residential", heading=st.subheader)


def caseload(rows: pl.DataFrame, whole: float | None) -> None:
    """A dot a team at its caseload, and all of them together."""
    if rows["caseload"].drop_nulls().is_empty():
        return
    st.header(tables.plain(caseloads.headline(rows)))
    tables.block(
        '<p class="quiet">Cases held for each full-time equivalent who holds at least one, agency staff among them, by '
        "team. It takes no account of how complex cases are.</p>"
    )
    words = caseloads.described(rows, whole)
    st.altair_chart(caseloads.caseload(rows, whole, style.theme()), alt=words, key="caseloads", width="stretch")
    tables.block(f'<p class="quiet">{text(words)}</p>')


def _lines(
    key: str,
    says: str,
    basis: str,
    rows: pl.DataFrame,
    named: Mapping[str, str],
    columns: Mapping[str, str],
    unit: str = "ratio",
) -> None:
    st.header(tables.plain(says))
    tables.block(f'<p class="quiet">{text(basis)}</p>')
    drawn = {name: words for name, words in named.items() if rows[name].is_not_null().any()}
    words = "There is no figure to draw yet."
    if drawn:
        words = overtime.described(basis[:1].lower() + basis[1:].split(",", maxsplit=1)[0], rows, drawn, unit)
        picture = overtime.overtime(rows, drawn, unit, style.theme())
        st.altair_chart(picture, alt=words, key=key, width="stretch")
    _beneath(words, says, rows, columns)


def _beneath(words: str, caption: str, rows: pl.DataFrame, columns: Mapping[str, str]) -> None:
    tables.block(f'<p class="quiet">{text(words)}</p>')
    with st.expander("The figures by month"):
        by_month(caption, rows, columns)


def _month(row: dict) -> str:
    return containing(row["period_end"], "month").words


def _with_year_before(rows: pl.DataFrame, column: str, words: str) -> str:
    row, before = rows.row(-1, named=True), year_before(rows)
    says = f"{figure(row[column], 'ratio')} {words} in {_month(row)}"
    known = before and before[column] is not None
    return f"{says}, {figure(before[column], 'ratio')} a year before" if known else says


def _moved(row: dict) -> str:
    came, left = row["starters_12m"], row["leavers_12m"]
    if came is None or left is None:
        return "Twelve months are not held yet"
    shown = f"{figure(came, 'ratio')} against {figure(left, 'ratio')} FTE"
    if came == left:
        return f"As many joined as left: {figure(came, 'ratio')} FTE"
    return f"More {'joined than left' if came > left else 'left than joined'}: {shown}"
