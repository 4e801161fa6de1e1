"""The Finance page's savings, what funds a deficit, and what a child looked after costs."""

from datetime import date

import polars as pl
import streamlit as st

from sct_dash.charts import savings as charts
from sct_dash.core import finance_words
from sct_dash.core.finance_words import NOTHING
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import counted
from sct_dash.ui import filters, style, tables
from sct_dash.ui.finance_data import Told, label
from sct_dash.ui.finance_lines import thousands
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import NUMERIC, link, text

SCHEMES = {
    "Scheme": "wide",
    **dict.fromkeys(("Planned", "Delivered", "Still to come"), NUMERIC),
    "Delayed to": "w",
    "Reason": "wide",
}
SOURCES = {"Source": "wide", "Amount": NUMERIC, "Agreed on": "w", "Note": "wide"}


def savings(told: Told, year: date) -> None:
    """Savings delivered against planned, and delayed with reasons: chart, text alternative and table."""
    schemes, saved = told.schemes, told.saved
    if schemes.is_empty():
        st.header("Savings")
        st.text(f"No savings scheme is held for {label(year)} and this choice. The savings return brings them.")
        return
    st.header(tables.plain(charts.headline(saved)))
    tables.block(f'<p class="quiet">Each scheme in {label(year)}, £. {_key()}{demonstration_mark(saved)}</p>')
    words = charts.described(schemes, saved)
    drawn = schemes.sort("planned", "scheme", descending=[True, False])
    st.altair_chart(charts.savings(drawn, style.theme()), alt=words, key="savings", width="stretch")
    tables.block(f'<p class="quiet">{text(words)}</p>')
    cells = [_scheme(row) for row in schemes.iter_rows(named=True)]
    if schemes.height > 1:
        cells.append(_all(saved))
    tables.table(f"Savings of {label(year)}, the furthest from plan first, £ thousand", SCHEMES, cells)


def _key() -> str:
    """What the parts of a bar are, as HTML."""
    chosen = charts.colours(style.theme())
    parts = (
        f'<span aria-hidden="true" style="color: {chosen[part]}">■</span> {text(words)}'
        for part, words in charts.PARTS.items()
    )
    return f"{', '.join(parts)}; the upright mark is the plan."


def _scheme(row: dict) -> list[str]:
    late = "" if row["delayed_to"] is None else day_words(row["delayed_to"])
    named = text(row["scheme"]) + demonstration_mark(row)
    beneath = f'<br><span class="quiet">{text(row["priority"])}</span>' if row["priority"] else ""
    return [f"{named}{beneath}", *_amounts(row), text(late), text(row["reason"])]


def _amounts(row: dict) -> list[str]:
    return [thousands(row["planned"]), thousands(row["delivered"]), thousands(row["delayed"] + row["outstanding"])]


def _all(row: dict) -> list[str]:
    late = f"{thousands(row['delayed'])} delayed" if row["delayed"] >= NOTHING else ""
    return [f"<strong>{counted(row['schemes'], 'scheme')}</strong>{demonstration_mark(row)}", *_amounts(row), late, ""]


def deficit(told: Told, year: date, *, narrowed: bool) -> None:
    """What funds the deficit of the year: a sentence, and each source with the day it was agreed.

    It is of the whole Trust, and says so on a page that is `narrowed` to a priority or a line.
    """
    row, sources = told.deficit, told.funding
    st.header("What funds the deficit")
    says = finance_words.funded(row)
    mark = demonstration_mark(row) if row else ""
    tables.block(f'<p class="lead">{text(says)}.{mark}</p>{_whole(narrowed)}')
    if sources.is_empty():
        return
    cells = [
        [
            text(source["source"]) + demonstration_mark(source),
            thousands(source["amount"]),
            "no day given" if source["agreed_on"] is None else day_words(source["agreed_on"]),
            text(source["note"]),
        ]
        for source in sources.iter_rows(named=True)
    ]
    if row is not None:
        cells += [
            [f"<strong>{words}</strong>", thousands(row[name]), "", ""]
            for words, name in (("Funded", "funded"), ("Without funding", "unfunded"), ("Deficit", "deficit"))
        ]
    tables.table(f"What funds the deficit of {label(year)}, £ thousand", SOURCES, cells)


def _whole(narrowed: bool) -> str:
    return f'<p class="quiet">{text(finance_words.WHOLE)}</p>' if narrowed else ""


def unit_cost(rows: pl.DataFrame, *, narrowed: bool) -> None:
    """What a child costs for each KPI that counts what lines pay for; nothing where no line names one.

    Of the whole Trust as well: a part of the lines over all of the children would be the cost of nobody.
    """
    if rows.is_empty():
        return
    st.header("What a child looked after costs")
    said = []
    for row in rows.iter_rows(named=True):
        kpi = link(
            filters.address("kpi", kpi=row["counted_by"]), f"{row['counted_by']} {row['kpi_name'] or ''}".strip()
        )
        lines = ", ".join(row["lines"])
        said.append(
            f'<p class="lead">{text(finance_words.unit_cost(row))}.{demonstration_mark(row)}</p>'
            f'<p class="quiet">Lines: {text(lines)}. Counted by {kpi}.</p>'
        )
    tables.block("".join(said) + _whole(narrowed))
