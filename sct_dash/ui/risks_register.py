"""The risk register as people read it: the sentence on top, the tiles, the table and its download."""

from collections.abc import Mapping

import polars as pl
import streamlit as st

from sct_dash.core import risk_words, risks
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import counted
from sct_dash.returns import sending
from sct_dash.ui import filters, risks_choice, tables
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.risks_choice import BANDS, NO_BAND, STATES, Choice, narrowed, still_open
from sct_dash.ui.risks_words import band_mark, review, target
from sct_dash.ui.tables import NUMERIC, SHAPES, link, text

PAGE = 60  # rows on one screen of the register
TILES = {
    "Moved": ("moved", "moved"),
    "Review overdue": ("review overdue", "reviews overdue"),
    "Target at risk": ("target at risk", "targets at risk"),
}
"""The states of the tiles after the bands, and what each is of: of one, and of any other number."""
COLUMNS = {
    "Band": "w",
    "Risk and owner": "wide",
    "Score": NUMERIC,
    "Movement": "w",
    "Target": "w",
    "Last assessed": "w",
    "Next review": "w",
}


def standing(whole: pl.DataFrame, chosen: Choice) -> str:
    """How many risks there are, by band, what moved and what is overdue, as HTML: the sentence and its tiles."""
    rows = still_open(whole)
    by_band = {words: rows.filter(_band(words)).height for words in BANDS}
    told = ", ".join(f"{count} {words.lower()}" for words, count in by_band.items() if count)
    says = f"{counted(rows.height, 'risk')}{chosen.whose}{f': {told}' if told else ''}."
    invented = demonstration_mark({"demonstration": whole["demonstration"].any()})
    return f'<p class="lead"><strong>{text(says)}</strong> {text(_since(whole, rows, chosen))}{invented}</p>' + _tiles(
        whole, by_band
    )


def _band(words: str) -> pl.Expr:
    return pl.col("band") == BANDS[words] if BANDS[words] else pl.col("band").is_null()


def _since(whole: pl.DataFrame, rows: pl.DataFrame, chosen: Choice) -> str:
    """What moved since the day chosen, and whose review has not come."""
    went = {words: whole.filter(STATES[words]).height for words in ("Worse", "Better", "New", "Closed")}
    told = [f"{count} {words.lower()}" for words, count in went.items() if count]
    if other := whole.filter(STATES["Another band"]).height:
        told.append(f"{other} {'has' if other == 1 else 'have'} another band by the matrix")
    said = ", ".join(told) or "none moved"
    late = rows.filter(STATES["Review overdue"]).height
    reviews = f"{late or 'no'} {'review is' if late == 1 else 'reviews are'} overdue"
    return f"Since {day_words(chosen.since)}: {said}; {reviews}."


def _tiles(whole: pl.DataFrame, by_band: Mapping[str, int]) -> str:
    drawn = "".join(
        _tile(count, words, risks_choice.address(band=words), BANDS[words])
        for words, count in by_band.items()
        if count or words != NO_BAND
    )
    rows = still_open(whole)
    for state, (one, many) in TILES.items():
        count = (whole if state in risks_choice.WITH_CLOSED else rows).filter(STATES[state]).height
        drawn += _tile(count, one if count == 1 else many, risks_choice.address(show=state))
    return f'<ul class="tiles">{drawn}</ul>'


def _tile(count: int, words: str, href: str, band: str | None = None) -> str:
    tone = f' style="--tone: var(--sct-{band})"' if band else ""
    shape = f'<span aria-hidden="true">{SHAPES[band]}</span> ' if band else ""
    return (
        f'<li{tone}><a class="row" href="{text(href)}" target="_self"><span class="count">{count}</span>'
        f'<span class="{band or ""}">{shape}{text(words)}</span></a></li>'
    )


def table(whole: pl.DataFrame, chosen: Choice) -> None:
    """The register, one row a risk, the whole row a link to it, in pages of at most PAGE; and its download."""
    rows = narrowed(whole, chosen)
    of = still_open(whole).height
    st.header("Register")
    if chosen.narrows:
        every = link(risks_choice.address(), f"Show all {of}" if of > 1 else "Show all")
        tables.block(f"<p>Only {text(chosen.words)}: {rows.height} of {counted(of, 'open risk')}. {every}</p>")
    pages = max(1, -(-rows.height // PAGE))
    number = st.pagination(pages, key="register_page") if pages > 1 else 1
    shown = rows.slice((number - 1) * PAGE, PAGE)
    caption = f"{counted(rows.height, 'risk')}{chosen.whose}, the gravest first"
    tables.table(
        caption,
        COLUMNS,
        [_cells(row) for row in shown.iter_rows(named=True)],
        header_column=1,
        note="No risk answers to this choice.",
        beneath=[text(_why(row)) for row in shown.iter_rows(named=True)],
    )
    if rows.height:
        kept = rows.select(risks.EXPORTED)
        name = f"risks-since-{chosen.since.isoformat()}.csv"
        st.download_button("Download these rows (CSV)", sending.csv_bytes(kept), name, "text/csv")


def _cells(row: dict) -> list[str]:
    named = link(filters.address("risk", risk=row["reference"]), f"{row['reference']} {row['title']}", whole_row=True)
    return [
        band_mark(row),
        f'{named}{demonstration_mark(row)}<br><span class="quiet">{text(row["owner"] or "Nobody owns it")}</span>',
        risk_words.score(row["score"]),
        text(risk_words.movement(row)),
        target(row),
        day_words(row["last_assessed_on"]) if row["last_assessed_on"] else '<span class="quiet">none held</span>',
        review(row),
    ]


def _why(row: dict) -> str:
    """The reason of the last assessment, or of closing."""
    if row["movement"] == "closed":
        return f"Closed on {day_words(row['closed_on'])}. {row['closing_reason'] or 'No reason is given.'}"
    return row["reason"] or ("No reason is held." if row["score"] is not None else f"{risk_words.UNHELD}.")
