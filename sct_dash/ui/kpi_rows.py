"""Status rows as people read them: the sentence on top, the tiles, the tables and their download."""

import polars as pl
import streamlit as st

from sct_dash.charts.sparkline import picture, sparkline
from sct_dash.charts.theme import LINE, TARGET
from sct_dash.core import periods, status
from sct_dash.core.sentences import STATUS_WORDS, TRAVEL_WORDS, counted, displayed, figure
from sct_dash.core.verdicts import assurance_caption, variation_caption
from sct_dash.returns import sending
from sct_dash.ui import filters, style, tables
from sct_dash.ui.signal_grid import icon
from sct_dash.ui.tables import NUMERIC, link, mark, text

PAGE = 60  # rows on one screen of the list
GLANCE = 13  # periods in a sparkline: this one and the twelve before
TILES = ("red", "amber", "green", "relieved", "late", "no_data", "neutral")
COLUMNS = {
    "Status": "",
    "Measure": "",
    "Period": "w",
    "Value": NUMERIC,
    "Target": NUMERIC,
    "Variation": "w",
    "Target ahead": "w",
    "Last 13 periods": "",
}


def summary(rows: pl.DataFrame) -> str:
    """The page's one sentence, as HTML."""
    if not rows.height:
        return '<p class="lead">No KPIs are held for this choice. A performance officer can send the kpis return.</p>'
    count = status.counts(rows)
    off, late = count["red"] + count["amber"], count["late"]
    rated = off + count["green"]
    off_words = f"{off} of {counted(rated, 'rated measure')} {'is' if off == 1 else 'are'} off target"
    says = off_words if rated else "None of these measures is rated"
    late_words = f"; {late} {'return is' if late == 1 else 'returns are'} late" if late else ""
    return f'<p class="lead"><strong>{says}</strong>{late_words}.</p>'


def tiles(counts: dict[str, int]) -> str:
    """The counts by status as HTML tiles, each a link to the list of just those."""
    drawn = ""
    for name in (*TILES, *(("not_due",) if counts["not_due"] else ())):
        words = STATUS_WORDS[name]
        tone = f' style="--tone: var(--sct-{name})"' if name in ("red", "amber", "green") else ""
        shape = '<span class="hatch"></span>' if name == "relieved" else tables.SHAPES[name]
        css = name if name in ("red", "amber", "green") else ""
        drawn += (
            f'<li{tone}><a class="row" href="{text(filters.address("kpis", status=words))}" target="_self">'
            f'<span class="count">{counts[name]}</span>'
            f'<span class="{css}"><span aria-hidden="true">{shape}</span> {words}</span></a></li>'
        )
    return f'<ul class="tiles">{drawn}</ul>'


def table(
    caption: str, rows: pl.DataFrame, series: pl.DataFrame, empty: str = "No KPI answers to these filters."
) -> None:
    """The KPI table: one row a KPI, the whole row a link to its page."""
    seen = _glances(rows, series)
    cells = [_cells(row, seen.get(row["kpi"], [])) for row in rows.iter_rows(named=True)]
    tables.table(caption, COLUMNS, cells, header_column=1, note=empty, beneath=[text(s) for s in rows["sentence"]])


def paged_table(caption: str, rows: pl.DataFrame, series: pl.DataFrame) -> None:
    """The KPI table in pages of at most PAGE rows."""
    pages = max(1, -(-rows.height // PAGE))
    number = st.pagination(pages, key="page") if pages > 1 else 1
    table(caption, rows.slice((number - 1) * PAGE, PAGE), series)


def moved_table(caption: str, rows: pl.DataFrame) -> None:
    """Which statuses differ from the previous period's, was and now."""
    moved = rows.filter(pl.col("moved").fill_null(False))
    cells = [
        [
            mark(r["previous_status"]),
            mark(r["status"], r["relieved"]),
            _marked(r),
            text(_period(r)),
            text(r["sentence"]),
        ]
        for r in moved.iter_rows(named=True)
    ]
    columns = {"Was": "", "Now": "", "Measure": "", "Period": "", "In words": ""}
    tables.table(caption, columns, cells, header_column=2, note="No status differs from the previous period.")


def late_table(caption: str, rows: pl.DataFrame) -> None:
    """The KPIs whose return has not come, with the day it was due."""
    late = rows.filter(pl.col("status") == "late")
    cells = [
        [mark("late"), _marked(r), text(_period(r)), periods.day_words(r["due_on"]), text(r["owner"])]
        for r in late.iter_rows(named=True)
    ]
    columns = {"Status": "", "Measure": "", "Period": "", "Was due": "", "Owner": ""}
    tables.table(caption, columns, cells, header_column=1, note="No return is late.")


def download(rows: pl.DataFrame) -> None:
    """The rows on screen as a CSV file, safe to open in a spreadsheet, marked where they are a demonstration."""
    kept = rows.select(pl.exclude("sentence", "margin", "line"), "margin")
    st.download_button("Download these rows (CSV)", sending.csv_bytes(kept), "kpi-status.csv", "text/csv")


def demonstration_mark(row: dict) -> str:
    """A small mark beside a figure that is a demonstration."""
    return ' <span class="demo" title="Demonstration: an invented figure">Demo</span>' if row["demonstration"] else ""


def _cells(row: dict, glance: list[float | None]) -> list[str]:
    unit = row["unit"]
    colours = {"line": LINE[style.theme()], "target": TARGET[style.theme()]}
    words = _glance_words(glance, unit)
    return [
        mark(row["status"], row["relieved"]),
        _marked(row),
        text(_period(row)),
        _figure(row),
        text(_target(row)),
        icon(row["variation"], variation_caption(row)),
        icon(row["assurance"], assurance_caption(row)),
        picture(sparkline(glance, row["target"], colours), words) + _travel(row),
    ]


def _figure(row: dict) -> str:
    if row["value"] is None:
        return '<span class="quiet">–</span>'
    return text(displayed(row))


def _travel(row: dict) -> str:
    """The direction of travel from the period before, in words; nothing where it is not known."""
    if not row["travel"]:
        return ""
    than = "" if row["travel"] == "same" else " than before"
    return f'<span class="quiet">{TRAVEL_WORDS[row["travel"]]}{than}</span>'


def _target(row: dict) -> str:
    if row["target"] is None:
        return "none"
    if row["target_upper"] is not None:
        return f"{figure(row['target'], row['unit'])} to {figure(row['target_upper'], row['unit'])}"
    return figure(row["target"], row["unit"])


def _marked(row: dict) -> str:
    return _name(row) + demonstration_mark(row)


def _name(row: dict) -> str:
    return link(filters.address("kpi", kpi=row["kpi"]), f"{row['kpi']} {row['name']}", whole_row=True)


def _period(row: dict) -> str:
    return "" if row["period_start"] is None else periods.Period(row["period_start"], row["period_end"]).short


def _glances(rows: pl.DataFrame, series: pl.DataFrame) -> dict[str, list[float | None]]:
    ends = rows.select(kpi_code="kpi", shown_end="period_end")
    seen = series.join(ends, on="kpi_code").filter(
        pl.col("shown_end").is_null() | (pl.col("period_end") <= pl.col("shown_end"))
    )
    glances = seen.sort("period_end").group_by("kpi_code").agg(pl.col("value").tail(GLANCE))
    return dict(glances.iter_rows())


def _glance_words(glance: list[float | None], unit: str) -> str:
    known = [value for value in glance if value is not None]
    if len(known) < 2:
        return "Too few periods"
    first, last = figure(known[0], unit), figure(known[-1], unit)
    return f"{len(known)} periods, from {first} to {last}"
