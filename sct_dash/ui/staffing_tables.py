"""The tables of the Staffing page: teams, why people left, the KPIs worked out from the return, and elsewhere."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

import polars as pl
import streamlit as st

from sct_dash import settings
from sct_dash.charts.sparkline import picture, sparkline
from sct_dash.charts.theme import LINE, TARGET
from sct_dash.core import benchmark_words, benchmarks, leaving
from sct_dash.core.frames import facts
from sct_dash.core.periods import containing, day_words
from sct_dash.core.sentences import SMALL_DENOMINATOR, counted, figure
from sct_dash.core.teams import RECENT
from sct_dash.core.verdicts import variation_caption
from sct_dash.returns import sending
from sct_dash.ui import data, kpi_rows, staffing_choice, style, tables
from sct_dash.ui.filters import Moment
from sct_dash.ui.kpi_rows import GLANCE, demonstration_mark
from sct_dash.ui.signal_grid import icon
from sct_dash.ui.staffing_choice import Choice
from sct_dash.ui.staffing_figures import shown, twelve_months_mark
from sct_dash.ui.tables import NUMERIC, link, text

FIGURES = {
    "in_post_fte": "In post FTE",
    "agency_fte": "Agency FTE",
    "vacancy_rate": "Vacant",
    "turnover_12m": "Turnover",
    "caseload": "Caseload",
    "absence_rate_12m": "Sickness",
}
ELSEWHERE = {
    "SOCIAL-WORKERS-FTE": ("in_post_fte", "Social workers in post, FTE"),
    "AGENCY-RATE": ("agency_rate", "Agency rate"),
    "VACANCY-RATE": ("vacancy_rate", "Vacancy rate"),
    "TURNOVER-RATE": ("turnover_12m", "Turnover"),
    "CASELOAD": ("caseload", "Caseload"),
    "ABSENCE-RATE": ("absence_rate_12m", "Sickness"),
}
"""The measures of the DfE's workforce census, and the column of `staffing.months` that is worked out likewise."""


def teams(title: str, moment: Moment, chosen: Choice, staff: str, heading: Callable[[str], object] = st.header) -> None:
    """A row a team in the month shown, the whole row a link to this page of that team alone; what worsens first."""
    rows = staffing_choice.team_rows(moment, chosen, staff)
    months = staffing_choice.months(moment, "team", chosen.until, staff=staff, **chosen.kept)
    seen = months.group_by("group", maintain_order=True).agg(pl.col("permanent_share").tail(GLANCE))
    glances = dict(seen.iter_rows())
    told = [name for name in FIGURES if rows[name].is_not_null().any()]
    columns = {"Team": "", "Variation": "w", "Permanent": NUMERIC, "13 months": ""}
    cells = [_team(row, glances[row["team"]], told) for row in rows.iter_rows(named=True)]
    heading(title)
    tables.block(
        '<p class="quiet">Permanent is the share of permanent staff; variation is whether a team’s own share really '
        f"rises or falls, within its latest {RECENT} months. Turnover and sickness are of twelve months.</p>"
    )
    month = containing(rows["period_end"][0], "month").words
    columns |= dict.fromkeys((FIGURES[name] for name in told), NUMERIC)
    tables.table(f"{counted(rows.height, 'team')} in {month}", columns, cells, header_column=0)


def _team(row: dict, glance: list[float | None], told: list[str]) -> list[str]:
    name = link(staffing_choice.address(team=row["team"]), row["team"], whole_row=True)
    colours = {"line": LINE[style.theme()], "target": TARGET[style.theme()]}
    known = [figure(value, "percent") for value in glance if value is not None]
    words = f"{len(known)} months, from {known[0]} to {known[-1]}" if len(known) > 1 else "Too few months"
    service = text(row["service"] or "Not on the list of teams")
    return [
        f'{name}<br><span class="quiet">{service}</span>{demonstration_mark(row)}',
        icon(row["variation"], variation_caption(row)),
        text(shown(row, "permanent_share")),
        picture(sparkline(glance, None, colours), words),
        *(text(shown(row, column)) + twelve_months_mark(row, column) for column in told),
    ]


def reasons(held: Mapping[str, pl.DataFrame], month_end: date, chosen: Choice) -> None:
    """Why people left in the twelve months to a month's end."""
    kept = {name: value for name, value in chosen.kept.items() if name != "role"}
    rows = leaving.reasons(held, month_end, **kept)
    until = day_words(month_end)
    of_all = " Reasons are given by team, so they are of every role." if chosen.role else ""
    months = leaving.months_held(held, month_end)
    few_months = f" Reasons are held for {months} of those twelve months." if months < 12 else ""
    if rows.is_empty():
        st.header("Why people left")
        st.text(f"No reason for leaving is held for the twelve months to {until}.{of_all}")
        return
    first, of = rows.row(0, named=True), rows["of"][0]
    st.header(tables.plain(f"{first['reason'][:60]}: why {figure(first['count'], 'count')} of {of:.0f} left"))
    tables.block(
        f'<p class="quiet">Reasons that leavers of every role gave in the twelve months to {until}: people, not '
        f"full-time equivalents.{of_all}{few_months}</p>"
    )
    few = of < SMALL_DENOMINATOR
    columns = {"Reason": "", "People": NUMERIC, **({} if few else {"Share": NUMERIC})}
    cells = [
        [text(row["reason"]) + demonstration_mark(row), figure(row["count"], "count"), figure(row["share"], "percent")]
        for row in rows.iter_rows(named=True)
    ]
    caption = f"Why {of:.0f} {'person' if of == 1 else 'people'} left"
    tables.table(caption, columns, [cell[: len(columns)] for cell in cells])


def kpis(moment: Moment, held: Mapping[str, pl.DataFrame], until: date | None) -> None:
    """The KPIs that are worked out from the staffing return, of the whole Trust."""
    start, end = pl.col("valid_from"), pl.col("valid_to")
    worked_out = facts(held, "kpis").filter(
        pl.col("computed_from").str.starts_with("staffing."),
        start.is_null() | (start <= moment.on),
        end.is_null() | (end >= moment.on),
    )
    period = containing(until, "month").label if until else None
    rows = data.statuses(moment.version, moment.as_at, moment.on, period)
    rows = rows.filter(pl.col("kpi").is_in(worked_out["kpi_code"].implode()))
    st.header("KPIs worked out from this return")
    caption = "Of the whole Trust, never typed a second time"
    empty = "No KPI is worked out from the staffing return. A definition can name it in the kpis return."
    kpi_rows.table(caption, rows, data.series(moment.version, moment.as_at), empty=empty)


def elsewhere(moment: Moment, held: Mapping[str, pl.DataFrame]) -> None:
    """The latest workforce census beside the Trust's own figure of that day, in words where there is none."""
    st.header("Against elsewhere")
    own = staffing_choice.months(moment, "trust", staff="social_work")
    rows = _published(settings.read().database_url, moment.version, moment.as_at, held)
    if not rows:
        st.text("No published workforce figure is held. The benchmarks and DfE statistics returns bring them.")
        return
    day = max(row["period_end"] for row in rows)
    mine = own.filter(pl.col("period_end") == day)
    of_day = mine.row(0, named=True) if mine.height else None
    latest = [row for row in rows if row["period_end"] == day]
    mixed = len({row["neighbours_how"] for row in latest}) > 1
    cells = [_beside(row, of_day, mixed) if row in latest else _earlier(row, of_day) for row in rows]
    tables.block(
        '<p class="quiet">The DfE’s census of children’s social workers, full-time equivalents, beside the whole '
        "Trust’s own figure of the same day from this return. Numbers of areas of different size cannot be compared."
        "</p>"
    )
    first = latest[0]
    near = "Neighbours" if mixed else f"Neighbours ({first['neighbours_how']})"
    areas = (first["region_area"] or "Region", first["england_area"] or "England")
    names = ["This return", benchmark_words.authority(first), near, *areas]
    tables.table(f"Workforce census to {day_words(day)}", {"Figure": "", **dict.fromkeys(names, NUMERIC)}, cells)


@st.cache_resource(max_entries=8, show_spinner=False)
def _published(url: str, at_version: int, as_at: datetime | None, _held: Mapping[str, pl.DataFrame]) -> list[dict]:
    """The latest row of each measure that has the authority's figure, with the measure's columns.

    The picture is that of the version and instant, and no part of the key.
    """
    found = []
    for measure in ELSEWHERE:
        main, _ = benchmarks.tracked(benchmarks.compared(_held, measure))
        known = main.filter(pl.col("authority").is_not_null())
        defined = facts(_held, "measures").filter(pl.col("measure") == measure)
        if known.height and defined.height:
            found.append({**known.row(-1, named=True), **defined.row(0, named=True)})
    return found


def _beside(row: dict, own: dict | None, mixed: bool) -> list[str]:
    other = "" if row["unit"] == "percent" else "not comparable"
    apart = [benchmark_words.shown(row, kind, row["unit"]) for kind in ("region", "england")]
    return [
        *_own(row, own),
        text(benchmark_words.shown(row, "authority", row["unit"])),
        text(benchmark_words.neighbours_cell(row, row["unit"], told_how=mixed)),
        *(text(other if row["total"] else figure_of) for figure_of in apart),
    ]


def _own(row: dict, own: dict | None) -> list[str]:
    """What the measure is called, and the Trust's own figure of the day."""
    column, words = ELSEWHERE[row["measure"]]
    if own is None:
        return [text(words), "–"]
    return [text(words), text(shown(own, column)) + (demonstration_mark(own) or twelve_months_mark(own, column))]


def _earlier(row: dict, own: dict | None) -> list[str]:
    """A measure that the day has no published figure of: nothing is set beside the Trust's own."""
    words, figure_of = _own(row, own)
    latest = f"none published of that day; the latest is of {day_words(row['period_end'])}"
    return [f'{words}<br><span class="quiet">{text(latest)}</span>', figure_of, *("–",) * 4]


def download(moment: Moment, chosen: Choice, staff: str) -> None:
    """The months and the teams' months of the choice as CSV files, safe for a spreadsheet, marked if invented."""
    for by, label in (("trust", "Download the months (CSV)"), ("team", "Download the teams’ months (CSV)")):
        rows = staffing_choice.months(moment, by, chosen.until, staff=staff, **chosen.kept)
        if rows.height:
            name = f"staffing-by-{'month' if by == 'trust' else by}.csv"
            st.download_button(label, lambda rows=rows: sending.csv_bytes(rows), name, "text/csv", key=name)
