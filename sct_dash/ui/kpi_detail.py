"""The parts of one KPI's page: choice, sentence, relief, history, definition, provenance."""

from collections.abc import Mapping
from datetime import date

import polars as pl
import streamlit as st

from sct_dash import clock
from sct_dash.charts.trend import MARKS, kind_of_point
from sct_dash.core import computed, kpis, periods
from sct_dash.core.frames import SYMBOLS
from sct_dash.core.outlook import shown_limits
from sct_dash.core.relief import days_left
from sct_dash.core.sentences import counted, displayed, figure, parts
from sct_dash.ui import data, tables, worked_out
from sct_dash.ui.filters import Moment
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import NUMERIC, mark, text

DEFINED = {
    "kpi_set": "Set",
    "priority": "Priority",
    "owner": "Owner",
    "unit": "Unit",
    "direction": "Better is",
    "aggregation": "Year to date is",
    "frequency": "Reported every",
    "numerator_label": "Numerator",
    "denominator_label": "Denominator",
    "computed_from": "Worked out from",
    "source": "Source",
    "method": "Method",
    "why_it_matters": "Why it matters",
    "valid_from": "In force from",
    "valid_to": "In force to",
}
RECENT = 24  # periods of history shown at once: two years of months
HISTORY = {
    "Period": "w",
    "Status": "w",
    "Value": NUMERIC,
    "Counts": "n",
    "Target": NUMERIC,
    "Mean": NUMERIC,
    "Usual range": "n",
    "Variation": "w",
    "Commentary": "wide",
    "Submission": "",
}


def chosen(rows: pl.DataFrame) -> dict:
    """The status row of the KPI that the address names (`?kpi=KPI002`) or the reader chooses; the address follows."""
    ordered = rows.sort("kpi")
    names = {row["kpi"]: f"{row['kpi']} {row['name']}" for row in ordered.iter_rows(named=True)}
    asked = st.query_params.get("kpi")
    if asked is not None and asked not in names:
        st.title("No such KPI")
        st.text(f"There is no KPI {asked} at this moment. Choose one from the KPIs page.")
        st.stop()
    if asked is not None and asked != st.session_state.get("kpi_in_address"):
        st.session_state["kpi_choice"] = asked
    kpi = st.sidebar.selectbox("KPI", list(names), format_func=names.get, key="kpi_choice", persist_state="session")
    st.query_params["kpi"] = st.session_state["kpi_in_address"] = kpi
    return rows.filter(pl.col("kpi") == kpi).row(0, named=True)


def sentence(row: dict) -> str:
    """The KPI's sentence with its status mark, as HTML."""
    period = "" if row["period_start"] is None else f" · {periods.Period(row['period_start'], row['period_end']).words}"
    to_date = ""
    if row["year_to_date"] is not None and row["frequency"] != "year":
        count = row["year_to_date_periods"]
        latest = row["aggregation"] == "snapshot"
        span = " (the latest)" if latest else f" ({counted(count, 'period')})" if count else ""
        to_date = f"<p>Year to date: <strong>{text(figure(row['year_to_date'], row['unit']))}</strong>{span}.</p>"
    told = parts(row)
    worked_out = f"<p>{text(told)}.</p>" if told else ""
    return (
        f'<p class="lead">{mark(row["status"], row["relieved"])}{text(period)}{demonstration_mark(row)}</p>'
        f'<p class="lead">{text(row["sentence"])}</p>{worked_out}{to_date}'
    )


def relief_table(relief: pl.DataFrame, on: date) -> None:
    """Every relief event of the KPI, with how long is left."""
    if relief.is_empty():
        return
    columns = {"Relief": "", "From": "", "To": "", "Left": "", "Reason": "", "Agreed on": ""}
    cells = [
        [
            text(r["clause"]),
            periods.day_words(r["relief_from"]),
            periods.day_words(r["relief_to"]),
            _left(r, on),
            text(r["reason"]),
            periods.day_words(r["agreed_on"]) if r["agreed_on"] else "not recorded",
        ]
        for r in relief.sort("relief_from", descending=True).iter_rows(named=True)
    ]
    tables.table("Relief events", columns, cells)


def history_table(points: pl.DataFrame) -> None:
    """Every reported period, newest first: what the chart draws, with status and commentary; the older folded away."""
    parts = [shown_limits(part, part["unit"][0]) for part in points.partition_by("unit")]
    told = pl.concat(parts).sort("period_end", descending=True) if parts else points
    cells = [_history_cells(r) for r in told.iter_rows(named=True)]
    # A column for words that nobody wrote would push the submission off the screen.
    columns = HISTORY if told["comment"].is_not_null().any() else HISTORY | {"Commentary": ""}
    tables.table("History", columns, cells[:RECENT], note="Nothing has been reported yet.")
    if len(cells) > RECENT:
        with st.expander(counted(len(cells) - RECENT, "earlier period")):
            tables.table("Earlier history", columns, cells[RECENT:])


def _history_cells(row: dict) -> list[str]:
    unit = row["unit"]
    value = displayed(row) if row["value"] is not None else _missing(row)
    return [
        text(periods.Period(row["period"], row["period_end"]).words),
        mark(row["status"], row["relieved"]),
        text(value) + demonstration_mark(row),
        _counts(row),
        text(figure(row["target"], unit)) if row["target"] is not None else "none",
        text(figure(row["mean"], unit)) if row["mean"] is not None else "",
        _usual(row, unit),
        _variation(row),
        text(row["comment"]),
        str(row["submission_id"]) + (", worked out" if row["line"] is None else f", line {row['line']}"),
    ]


def definition(definitions: pl.DataFrame, kpi: str, on: date) -> None:
    """What the KPI is, in the words of its definition in force."""
    found = kpis.in_force(definitions, on).filter(pl.col("kpi_code") == kpi)
    st.header("Definition")
    for held in found.iter_rows(named=True):
        held |= {"computed_from": held["computed_from"] and computed.words(held["computed_from"])}
        items = "".join(
            f"<dt>{words}</dt><dd>{text(held[name])}</dd>" for name, words in DEFINED.items() if held[name] is not None
        )
        tables.block(f"<dl>{items}</dl>")


def provenance(row: dict, series: pl.DataFrame, picture: Mapping[str, pl.DataFrame], moment: Moment) -> None:
    """Where the figure of one period came from: file, line, who, when; and what it was before."""
    st.header("Where the number came from")
    if series.is_empty():
        st.text("Nothing has been reported yet.")
        return
    spans = [
        periods.Period(s, e)
        for s, e in series.sort("period_end", descending=True).select("period", "period_end").iter_rows()
    ]
    span = st.selectbox("Period to trace", spans, format_func=lambda p: p.words, key=f"trace_{row['kpi']}")
    rows = data.history(row["kpi"], span.start, span.end, moment.as_at)
    shown = series.filter((pl.col("period") == span.start) & (pl.col("period_end") == span.end)).row(0, named=True)
    source = shown["computed_from"] if shown["line"] is None else None
    if source is not None:
        worked_out.section(picture, data.submissions(moment.version), span, source, row["kpi"])
        if rows.is_empty():
            return
    columns = {
        "Sent": "",
        "By": "",
        "File": "",
        "Line": NUMERIC,
        "Numerator": NUMERIC,
        "Denominator": NUMERIC,
        "Value": NUMERIC,
        "Commentary": "",
        "State": "",
    }
    cells, standing = [], True
    for r in rows.iter_rows(named=True):
        back = r["taken_back_at"] is not None
        state = f"taken back {clock.moment(r['taken_back_at'])}" if back else ("in force" if standing else "replaced")
        standing = standing and back
        state = "not shown: worked out instead" if source is not None and not back else state
        cells.append(
            [
                clock.moment(r["submitted_at"]),
                text(r["submitted_by"]),
                text(r["file_name"]),
                str(r["line"]),
                _count(r["numerator"]),
                _count(r["denominator"]),
                _value(r, row["unit"]) + demonstration_mark(r),
                text(r["comment"]),
                state,
            ]
        )
    tables.table(f"Every figure sent for {span.words}, newest first", columns, cells)


def _left(relief: dict, on: date) -> str:
    if on > relief["relief_to"]:
        return "lapsed"
    if on < relief["relief_from"]:
        return "not begun"
    days = days_left(relief["relief_to"], on)
    return f"{counted(days, 'day')} left"


def _counts(row: dict) -> str:
    both = [_count(row[side]) for side in ("numerator", "denominator") if row[side] is not None]
    return " of ".join(both)


def _usual(row: dict, unit: str) -> str:
    return "" if row["low"] is None else f"{text(figure(row['low'], unit))} to {text(figure(row['high'], unit))}"


def _variation(row: dict) -> str:
    """What the point is, with its shape: usual, a real change, or left out for relief; nothing without a value."""
    if row["value"] is None:
        return ""
    words, _, shape = MARKS[kind_of_point(row)]
    return f'<span aria-hidden="true">{shape}</span> {text(words)}' if row["limits"] or row["ghost"] else ""


def _missing(row: dict) -> str:
    return SYMBOLS.get(row["symbol"], "no value")


def _count(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _value(row: dict, unit: str) -> str:
    if row["value"] is not None:
        return text(figure(row["value"], unit))
    if row["symbol"]:
        return _missing(row)
    return "from the counts" if row["denominator"] else ""
