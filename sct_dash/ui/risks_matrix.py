"""The risk matrix as a table: likelihood by impact, each cell with its band, its risks and a way to show only those."""

from collections.abc import Iterator, Mapping

import polars as pl
import streamlit as st

from sct_dash.core import matrix
from sct_dash.core.periods import day_words
from sct_dash.core.risk_words import score
from sct_dash.core.sentences import counted
from sct_dash.ui import filters, risks_choice, tables
from sct_dash.ui.risks_choice import Choice
from sct_dash.ui.risks_words import band_mark
from sct_dash.ui.tables import NUMERIC, link, text

NAMED = 6  # references written in a cell; the others are a click away
TABLE = {
    "Band": "w",
    "Likelihood": "",
    "Impact": "",
    "Score": NUMERIC,
    "Appetite": "",
    "Risks": NUMERIC,
    "References": "wide",
}


def section(bands: pl.DataFrame, whole: pl.DataFrame, chosen: Choice) -> None:
    """The matrix of the open risks with its headline, what it leaves out, its note, and the same as a table."""
    cells = matrix.cells(whole, bands)
    st.header(tables.plain(_headline(cells)))
    if cells.is_empty():
        st.text("No matrix is held at this moment. A performance officer can send the risk_bands return.")
        return
    titles = dict(whole.select("reference", "title").iter_rows())
    notes = " ".join(f"{note.rstrip('.')}." for note in cells["note"].drop_nulls().unique(maintain_order=True))
    tables.block(
        '<p class="quiet">Choose a cell to list only its risks.</p>'
        f"{drawn(cells, titles, chosen)}{_left_out(matrix.unplaced(whole))}"
        f'<p class="quiet beneath">{text(_reading(cells))} {text(notes)}</p>'
    )
    with st.expander("The matrix as a table"):
        tables.table("Every cell of the matrix", TABLE, [_row(cell, titles) for cell in _worst_first(cells)])


def _headline(cells: pl.DataFrame) -> str:
    """The message in ten words or fewer."""
    if cells.is_empty() or cells["appetite"].null_count() == cells.height:
        return "Where the risks stand"
    beyond = cells.filter(pl.col("appetite") == "beyond")["count"].sum()
    return f"{beyond or 'No'} {'risk' if beyond == 1 else 'risks'} beyond appetite"


def _reading(cells: pl.DataFrame) -> str:
    says = "Open risks, as last assessed."
    if (cells["appetite"] == "beyond").any():
        says += " Above and to the right of the thick line is beyond appetite."
    return says


def drawn(cells: pl.DataFrame, titles: Mapping[str, str], chosen: Choice) -> str:
    """The matrix as HTML: likelihood from high to low down the side, impact from low to high along the top."""
    across = cells.select("impact", "impact_words").unique().sort("impact")
    at = {(cell["likelihood"], cell["impact"]): cell for cell in cells.iter_rows(named=True)}
    sides = cells.select("likelihood", "likelihood_words").unique().sort("likelihood", descending=True)
    heads = "".join(f'<th scope="col">{_named("Impact", *of)}</th>' for of in across.iter_rows())
    body = ""
    for likelihood, words in sides.iter_rows():
        places = [at[likelihood, impact] for impact in across["impact"]]
        body += f'<tr><th scope="row">{_named("Likelihood", likelihood, words)}</th>'
        body += "".join(_cell(cell, at, titles, chosen) for cell in places) + "</tr>"
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="Risk matrix"><table class="matrix">'
        '<caption class="unseen">Risk matrix: likelihood by impact</caption><thead><tr>'
        '<td>Likelihood <span aria-hidden="true">↓</span><br>Impact <span aria-hidden="true">→</span></td>'
        f"{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _named(side: str, number: float, words: str | None) -> str:
    return f'<span class="unseen">{side} </span><strong>{score(number)}</strong> {text(words)}'


def _cell(cell: dict, at: Mapping[tuple[float, float], dict], titles: Mapping[str, str], chosen: Choice) -> str:
    picked = chosen.cell == (cell["likelihood"], cell["impact"])
    kinds = ["cell", cell["band"] or "", *_edges(cell, at), "chosen" if picked else ""]
    current = ' aria-current="true"' if picked else ""
    clear = '<span class="clear">Chosen: show all again</span>' if picked else ""
    place = f"Likelihood {score(cell['likelihood'])}, impact {score(cell['impact'])}: "
    return (
        f'<td class="{" ".join(kind for kind in kinds if kind)}"><a class="pick" href="{text(_toggled(cell, picked))}" '
        f'target="_self"{current}><span class="unseen">{place}</span><span class="score">{score(cell["score"])}</span> '
        f'{band_mark(cell)}<span class="count">{_counted(cell)}</span>{clear}</a>{_references(cell, titles)}</td>'
    )


def _toggled(cell: dict, picked: bool) -> str:
    """Where the cell leads: to its risks alone, or back to all of them when it is the one chosen."""
    if picked:
        return risks_choice.address()
    place = {name: score(cell[name]) for name in risks_choice.PLACE}
    return risks_choice.address(**place)


def _counted(cell: dict) -> str:
    return counted(cell["count"], "risk") if cell["count"] else "no risk"


def _edges(cell: dict, at: Mapping[tuple[float, float], dict]) -> Iterator[str]:
    """On which sides of the cell the line of appetite runs: where a neighbour is within and it is beyond."""
    if cell["appetite"] != "beyond":
        return
    lower = [key for key in at if key[1] == cell["impact"] and key[0] < cell["likelihood"]]
    lefter = [key for key in at if key[0] == cell["likelihood"] and key[1] < cell["impact"]]
    for side, neighbours in (("below", lower), ("left", lefter)):
        if neighbours and at[max(neighbours)]["appetite"] == "within":
            yield side


def _references(cell: dict, titles: Mapping[str, str]) -> str:
    """The references as links, with their titles as hints; the first NAMED of many."""
    if not cell["count"]:
        return ""
    named = " ".join(_reference(reference, titles) for reference in cell["references"][:NAMED])
    more = cell["count"] - NAMED
    return f'<div class="refs">{named}{f" and {more} more" if more > 0 else ""}</div>'


def _reference(reference: str, titles: Mapping[str, str]) -> str:
    href = filters.address("risk", risk=reference)
    return f'<a href="{text(href)}" target="_self" title="{text(titles[reference])}">{text(reference)}</a>'


def _left_out(rows: pl.DataFrame) -> str:
    """The risks that have no place in the matrix, as HTML, each with why."""
    if rows.is_empty():
        return ""
    said = "".join(
        f"<li>{link(filters.address('risk', risk=row['reference']), row['reference'] + ' ' + row['title'])} "
        f"{band_mark(row)}: {text(_why_unplaced(row))}</li>"
        for row in rows.head(NAMED).iter_rows(named=True)
    )
    more = f"<li>and {rows.height - NAMED} more in the register below</li>" if rows.height > NAMED else ""
    return (
        f'<p class="beneath"><strong>{counted(rows.height, "risk")} in no cell</strong></p>'
        f'<ul class="plain">{said}{more}</ul>'
    )


def _why_unplaced(row: dict) -> str:
    if row["score"] is None:
        return f"on the register since {day_words(row['opened_on'])}"
    if row["likelihood"] is None:
        return f"scored {score(row['score'])}, of which likelihood and impact are not known"
    return f"likelihood {score(row['likelihood'])} and impact {score(row['impact'])} lie outside the matrix"


def _worst_first(cells: pl.DataFrame) -> Iterator[dict]:
    return cells.sort("score", "likelihood", descending=True).iter_rows(named=True)


def _row(cell: dict, titles: Mapping[str, str]) -> list[str]:
    return [
        band_mark(cell),
        f"{score(cell['likelihood'])} {text(cell['likelihood_words'])}",
        f"{score(cell['impact'])} {text(cell['impact_words'])}",
        score(cell["score"]),
        text(cell["appetite"] or "not said"),
        str(cell["count"]),
        ", ".join(_reference(reference, titles) for reference in cell["references"]),
    ]
