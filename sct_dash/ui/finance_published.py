"""What is spent elsewhere: the published spending of the authority beside its neighbours, region and England."""

from collections.abc import Mapping
from datetime import datetime

import polars as pl
import streamlit as st

from sct_dash import settings
from sct_dash.charts.comparison import comparison, described, headline
from sct_dash.core import benchmark_words, benchmarks
from sct_dash.core.finance_words import money
from sct_dash.core.frames import facts
from sct_dash.ui import style, tables
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import NUMERIC, text

MEASURES = (
    *("CHILDREN-SPEND", "LOOKED-AFTER-SPEND", "SPEND-PER-CHILD"),
    *("LOOKED-AFTER-WEEKLY-COST", "FOSTERING-WEEKLY-COST", "RESIDENTIAL-WEEKLY-COST"),
)
"""The published measures of spending on children, as the measures return names them, in the order told."""

DRAWN = MEASURES[3:]  # those of which an area's figure can stand beside another's over the years
WITHIN = 1_000_000  # below this a sum is told to the pound
CAUTION = (
    "Published spending is of the whole of the Council's services for children and by the year. It is not the "
    "contract sum, so the two are never set against each other here."
)


@st.cache_resource(max_entries=32, show_spinner=False)
def _told(url: str, at_version: int, as_at: datetime | None, _picture: Mapping) -> dict[str, pl.DataFrame]:
    """Each measure's years on its own track, oldest first; the picture is that version's and no part of the key."""
    return {measure: benchmarks.tracked(benchmarks.compared(_picture, measure))[0] for measure in MEASURES}


def section(picture: Mapping[str, pl.DataFrame], at_version: int, as_at: datetime | None) -> None:
    """The part of the page that compares: a sentence, the latest year of each measure, and one over the years."""
    st.header("What is spent elsewhere")
    told = _told(settings.read().database_url, at_version, as_at, picture)
    measures = {row["measure"]: row for row in facts(picture, "measures").iter_rows(named=True)}
    held = {name: rows for name, rows in told.items() if rows.height and name in measures}
    if not held:
        st.text("No published spending is held. The benchmarks and DfE statistics returns bring it.")
        return
    tables.block(f"<p>{text(CAUTION)}</p>")
    latest = {name: _latest(rows) for name, rows in held.items()}
    cells = [_cells(measures[name], row, held[name]) for name, row in latest.items()]
    beneath = [text(_sentence(measures[name], row)) for name, row in latest.items()]
    tables.table("Published spending, latest year", _columns(list(latest.values())), cells, 0, beneath=beneath)
    _years({name: held[name] for name in DRAWN if name in held}, measures)


def _latest(rows: pl.DataFrame) -> dict:
    """The newest year of which the authority has a figure; without any, the newest."""
    own = rows.filter(pl.col("authority").is_not_null())
    return (own if own.height else rows).row(-1, named=True)


def _columns(rows: list[dict]) -> dict[str, str]:
    first = rows[0]
    names = (benchmark_words.authority(first), "The year before", "Neighbours")
    places = (first["region_area"] or "Region", first["england_area"] or "England")
    return {"Measure, £": "", "When": "w", **dict.fromkeys((*names, *places), NUMERIC)}


def _cells(measure: dict, row: dict, rows: pl.DataFrame) -> list[str]:
    before = rows.filter(pl.col("period_end") == pl.lit(row["period_end"]).dt.offset_by("-1y"))
    earlier = _shown(before.row(0, named=True), "authority") if before.height else "–"
    if row["total"]:
        others = ['<span class="quiet">not compared</span>'] * 3
    else:
        near = benchmark_words.neighbours_cell(row, "currency", told_how=True)
        others = [text(near), text(_shown(row, "region")), text(_shown(row, "england"))]
    named = text(measure["name"]) + demonstration_mark(row)
    return [named, text(benchmark_words.when(row)), text(_shown(row, "authority")), text(earlier), *others]


def _shown(row: dict, kind: str) -> str:
    value = row[kind]
    large = value is not None and abs(value) >= WITHIN
    return money(value) if large else benchmark_words.shown(row, kind, "currency")


def _sentence(measure: dict, row: dict) -> str:
    """What the figure is and whose release it is; how it stands elsewhere where it can be compared."""
    standing = "" if row["total"] else benchmark_words.sentence(row, measure)
    release = row["authority_release"]
    return " ".join(part for part in (standing, measure["definition"], release and f"From {release}.") if part)


def _years(held: Mapping[str, pl.DataFrame], measures: Mapping[str, dict]) -> None:
    """One measure over the years, chosen by the reader, with its text alternative and table."""
    if not held:
        return
    chosen = st.selectbox(
        "Published measure",
        list(held),
        format_func=lambda code: measures[code]["name"],
        key="spending_measure",
    )
    rows, measure = held[chosen], measures[chosen]
    st.subheader(tables.plain(headline(rows, measure)))
    tables.block(f'<p class="quiet">{text(measure["name"])}, £. {text(benchmark_words.neighbours_words(rows))}</p>')
    words = described(rows, measure)
    st.altair_chart(comparison(rows, measure, style.theme()), alt=words, key=f"spending_{chosen}", width="stretch")
    tables.block(f'<p class="quiet">{text(words)}</p>')
    with st.expander("The figures"):
        newest = rows.sort("period_end", descending=True)
        cells = [
            [text(benchmark_words.when(row)), *(text(_shown(row, kind)) for kind in ("authority", *benchmarks.OTHERS))]
            for row in newest.iter_rows(named=True)
        ]
        heads = [name for name in _columns([newest.row(0, named=True)]) if name not in ("Measure, £", "When")]
        columns = {"When": "w", **dict.fromkeys([heads[0], *heads[2:]], NUMERIC)}
        tables.table(f"{measure['name']} by year, £", columns, cells)
