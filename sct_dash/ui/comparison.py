"""Is it usual elsewhere: a KPI's published measure beside neighbours, region and England, in words, chart and table."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

import polars as pl
import streamlit as st

from sct_dash import settings
from sct_dash.charts.comparison import comparison, described, headline, names
from sct_dash.core import benchmark_warnings, benchmark_words, benchmarks
from sct_dash.core.sentences import counted
from sct_dash.ui import style, tables
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import NUMERIC, text

UNITS = {"percent": ", %", "per_10000": "", "days": ", days", "currency": ", £"}
RECENT = 24  # rows shown at once
SEVERAL = 5  # disagreements shown at once
SHOWN = "The most recently sent is shown above; beside the authority's own figure those of the same release go first."


class Told(NamedTuple):
    """All that is held of one measure, as core.benchmarks gives it."""

    rows: pl.DataFrame
    differences: pl.DataFrame
    sources: pl.DataFrame


def _told(picture: Mapping[str, pl.DataFrame], measure: str) -> Told:
    asked = (benchmarks.compared, benchmarks.disagreements, benchmarks.releases)
    return Told(*(ask(picture, measure) for ask in asked))


@st.cache_resource(max_entries=128, show_spinner=False)
def _told_at(url: str, at_version: int, as_at: datetime | None, measure: str, _picture: Mapping) -> Told:
    """The same, once a version of the data and an instant; the picture is that version's and no part of the key."""
    return _told(_picture, measure)


def section(
    picture: Mapping[str, pl.DataFrame],
    row: dict,
    on: date,
    *,
    at_version: int | None = None,
    as_at: datetime | None = None,
) -> None:
    """The part of a KPI's page that compares: for a row of `kpi_status`, on a day.

    Heading, sentence, what to bear in mind, chart with its text alternative, table, where releases differ, sources.
    With the data version (and instant) whose picture it is, what is told of a measure is worked out once for all pages.
    """
    st.header("Is it usual elsewhere?")
    held = benchmarks.measures_of(picture, row["kpi"])
    if held.is_empty():
        st.text("No published measure is linked to this KPI. The comparisons return links one.")
        return
    measure = _chosen(held, row["kpi"])
    if at_version is None:
        held_of = _told(picture, measure["measure"])
    else:
        held_of = _told_at(settings.read().database_url, at_version, as_at, measure["measure"], picture)
    main, rest = benchmarks.tracked(held_of.rows)
    if main.is_empty():
        st.text(f"No figure of “{measure['name']}” is held yet. The benchmarks and DfE statistics returns bring them.")
        return
    bear = benchmark_warnings.warnings(held_of.rows, row, measure, on)
    _words(main, measure, bear)
    _chart(main, measure, row["kpi"])
    numbers = {name: str(i) for i, name in enumerate(held_of.sources["release"], 1)}
    _table(main, rest, measure, numbers)
    _differences(held_of.differences, measure["unit"])
    _sources(held_of.sources)


def _chosen(held: pl.DataFrame, kpi: str) -> dict:
    rows = {row["measure"]: row for row in held.iter_rows(named=True)}
    if len(rows) == 1:
        return held.row(0, named=True)
    return rows[
        st.selectbox(
            "Published measure", list(rows), format_func=lambda code: rows[code]["name"], key=f"comparison_of_{kpi}"
        )
    ]


def _words(main: pl.DataFrame, measure: dict, bear: list[str]) -> None:
    """The newest year's sentence; where that has no figure of the authority, the last year's that has one as well."""
    known = main.filter(pl.col("authority").is_not_null())
    newest = main.row(-1, named=True)
    told = [newest, *(known.tail(1).iter_rows(named=True) if newest["authority"] is None else ())]
    lines = (f"{text(benchmark_words.sentence(row, measure))}{demonstration_mark(row)}" for row in told)
    tables.block("".join(f'<p class="lead">{line}</p>' for line in lines))
    if bear:
        tables.block(f"<p>Bear in mind:</p>{_list(bear)}")


def _chart(main: pl.DataFrame, measure: dict, kpi: str) -> None:
    drawn = main.select("authority", *([] if main["total"][0] else benchmarks.OTHERS))
    if drawn.null_count().sum_horizontal()[0] == drawn.height * drawn.width:
        st.text("There is no figure to draw.")
        return
    words = described(main, measure)
    st.subheader(tables.plain(headline(main, measure)))
    tables.block(f'<p class="quiet">{text(_subtitle(main, measure))}</p>')
    picture = comparison(main, measure, style.theme())
    st.altair_chart(picture, alt=words, key=f"comparison_{kpi}_{measure['measure']}", width="stretch")
    tables.block(f'<p class="quiet">{text(words)}</p>')


def _subtitle(main: pl.DataFrame, measure: dict) -> str:
    track = main["track"][0]
    of = f"{measure['name']}{UNITS.get(measure['unit'], '')}, {track[:1].lower()}{track[1:]}."
    alone = benchmark_words.TOTAL if main["total"][0] else benchmark_words.neighbours_words(main)
    mixed = "" if main["total"][0] else benchmark_words.mixture(main)
    return " ".join(part for part in (of, measure["definition"], alone, mixed) if part)


def _table(main: pl.DataFrame, rest: pl.DataFrame, measure: dict, numbers: dict[str, str]) -> None:
    """The chart's own rows, newest first; the older folded away; then those of another day or span."""
    latest = main.sort("period_end", descending=True)
    tables.table(f"{measure['name']} by year", *_cells(latest.head(RECENT), measure, numbers, main["track"][0]))
    if latest.height > RECENT:
        with st.expander(counted(latest.height - RECENT, "earlier year")):
            tables.table("Earlier years", *_cells(latest[RECENT:], measure, numbers, main["track"][0]))
    if rest.height:
        others = rest.sort("period_end", descending=True)
        with st.expander(f"{others.height} of another day or span", expanded=others.height <= SEVERAL):
            tables.table("Figures of another day or span", *_cells(others, measure, numbers))


def _cells(
    rows: pl.DataFrame, measure: dict, numbers: dict, track: str | None = None
) -> tuple[dict[str, str], list[list[str]]]:
    """The columns and cells of a table; with `track` its heading says what the year is and a cell only which."""
    columns = {track or "When": "w", **dict.fromkeys(_headings(rows), NUMERIC)}
    ranked, mixed = rows["rank"].is_not_null().any(), "Neighbours" in columns
    if ranked:
        first = "best" if measure["direction"] in ("higher", "lower") else "highest"
        columns |= {f"Rank (1 {first})": NUMERIC, f"Quartile (1 {first})": NUMERIC}
    cells = []
    for row in rows.iter_rows(named=True):
        when = benchmark_words.when(row)
        figures = [benchmark_words.shown(row, kind, measure["unit"]) for kind in ("authority", *benchmarks.OTHERS)]
        figures[1] = benchmark_words.neighbours_cell(row, measure["unit"], told_how=mixed)
        place = [_rank(row), _quartile(row)] if ranked else []
        release = benchmark_words.released(row, numbers)
        told = [when.removeprefix(f"{track} ") if track else when, *figures, *place, release]
        cells.append([text(cell) for cell in told])
        cells[-1][0] += demonstration_mark(row)
    return {**columns, "Release no.": "w"}, cells


def _headings(rows: pl.DataFrame) -> list[str]:
    """Whose each column of figures is; Neighbours alone where one row has their mean and another their median."""
    row = rows.row(0, named=True)
    hows = rows.filter(pl.col("neighbours").is_not_null())["neighbours_how"].unique()
    near = "Neighbours" if len(hows) > 1 else f"Neighbours ({hows[0] if len(hows) else row['neighbours_how']})"
    called = [near if kind == "neighbours" else name for kind, name in names(row).items()]
    return called if len(set(called)) == len(called) else ["Authority", near, "Region", "England"]


def _rank(row: dict) -> str:
    if row["rank"] is None:
        return "no figure" if row["unranked"] == "authority" else "–"
    return f"{'equal ' if row['rank_shared'] else ''}{row['rank']} of {row['ranked']}"


def _quartile(row: dict) -> str:
    return "–" if row["quartile"] is None else str(row["quartile"])


def _differences(rows: pl.DataFrame, unit: str) -> None:
    """Where releases do not agree: what is more than rounding first, the rest folded away."""
    ordered = rows.sort("rounding", maintain_order=True)
    said = [benchmark_words.disagreement(row, unit) for row in ordered.iter_rows(named=True)]
    if not said:
        return
    lead = f"<p><strong>Releases that do not agree</strong>, the most recently sent first. {SHOWN}</p>"
    tables.block(f"{lead}{_list(said[:SEVERAL])}")
    if len(said) > SEVERAL:
        with st.expander(f"{len(said) - SEVERAL} more"):
            tables.block(_list(said[SEVERAL:]))


def _sources(rows: pl.DataFrame) -> None:
    said = [f"{row['release'] or benchmark_words.UNNAMED}: {row['source']}" for row in rows.iter_rows(named=True)]
    tables.block(
        f'<div class="quiet"><p>Releases and their sources, the most recently sent first:</p>{_list(said, "ol")}</div>'
    )


def _list(said: list[str], kind: str = "ul") -> str:
    return f"<{kind}>" + "".join(f"<li>{text(says)}</li>" for says in said) + f"</{kind}>"
