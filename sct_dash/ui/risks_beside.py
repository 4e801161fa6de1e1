"""What stands beside the risk matrix: the risks the reader chose, or else which moved, from what to what, and why."""

import polars as pl
import streamlit as st

from sct_dash.core import risk_words
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import counted
from sct_dash.ui import filters, risks_choice, tables
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.risks_choice import STATES, Choice, narrowed, still_open
from sct_dash.ui.risks_words import band_mark
from sct_dash.ui.tables import link, text

SAID = 4  # movements told
NAMED = 10  # chosen risks named; the register below has them all


def section(whole: pl.DataFrame, chosen: Choice) -> None:
    """The chosen risks where a cell, a band or a state is chosen; otherwise the movements since the day chosen."""
    _picked(whole, chosen) if chosen.narrows else _movements(whole, chosen)


def _picked(whole: pl.DataFrame, chosen: Choice) -> None:
    rows = narrowed(whole, chosen)
    st.header(tables.plain(f"{counted(rows.height, 'risk') if rows.height else 'No risk'}: {chosen.words}"))
    said = "".join(
        f"<li><p>{_named(row)}</p><p>{_scored(row)}, {text(_uncapitalised(risk_words.movement(row)))}</p></li>"
        for row in rows.head(NAMED).iter_rows(named=True)
    )
    more = f"<p>and {rows.height - NAMED} more in the register below</p>" if rows.height > NAMED else ""
    every = link(risks_choice.address(), f"Show all {counted(still_open(whole).height, 'risk')} again")
    tables.block(f'<p>{every}</p><ul class="plain moves">{said}</ul>{more}')


def _named(row: dict) -> str:
    href = filters.address("risk", risk=row["reference"])
    return link(href, f"{row['reference']} {row['title']}") + demonstration_mark(row)


def _uncapitalised(words: str) -> str:
    return words[:1].lower() + words[1:]


def _movements(whole: pl.DataFrame, chosen: Choice) -> None:
    """Which risks moved since the day chosen, from which score to which, and why."""
    rows = whole.filter(STATES["Moved"])
    turns = {"up": 0, "new": 1, "down": 2, "same": 3, "closed": 4}
    order = pl.col("movement").replace_strict(turns, return_dtype=pl.Int8)
    rows = rows.sort(order, "score", descending=[False, True], nulls_last=True, maintain_order=True)
    since = day_words(chosen.since)
    st.header(tables.plain(f"{counted(rows.height, 'risk') if rows.height else 'No risk'} moved since {since}"))
    if rows.is_empty():
        st.text("Every score stands where it stood. Another day can be chosen under Moved since.")
        return
    said = "".join(f"<li>{_movement(row)}</li>" for row in rows.head(SAID).iter_rows(named=True))
    more = rows.height - SAID
    rest = link(risks_choice.address(show="Moved"), f"and {more} more") if more > 0 else ""
    tables.block(f'<ul class="plain moves">{said}</ul>{f"<p>{rest}</p>" if rest else ""}')


def _movement(row: dict) -> str:
    """A risk as a link, and beneath it from where it moved to where, when and why."""
    return f"<p>{_named(row)}</p><p>{_went(row)}.</p>"


def _went(row: dict) -> str:
    words = risk_words.MOVEMENT_WORDS[row["movement"]]
    if row["movement"] == "closed":
        return f"{words} on {day_words(row['closed_on'])}{_because(row['closing_reason'])}"
    if row["score"] is None:
        return f"{words}, {_uncapitalised(risk_words.UNHELD)}"
    if row["movement"] == "same":
        return text(risk_words.rebanded(row))
    was = {"score": row["previous_score"], "band": row["previous_band"]}
    before = f" from {_scored(was)} to" if row["movement"] in ("up", "down") else " at"
    return f"{words}{before} {_scored(row)} on {day_words(row['last_assessed_on'])}{_because(row['reason'])}"


def _scored(row: dict) -> str:
    return f"{risk_words.score(row['score'])} {band_mark(row)}" if row["score"] is not None else band_mark(row)


def _because(reason: str | None) -> str:
    return f": {text(reason.rstrip('. '))}" if reason else ""
