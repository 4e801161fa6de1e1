"""The parts of one risk's page: choice, sentence, scores with their reasons, controls, actions, what it is."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from sct_dash.charts import risks as risk_charts
from sct_dash.core import risk_words
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import counted
from sct_dash.returns import sending
from sct_dash.returns.words import folded
from sct_dash.ui import asked, filters, risks_choice, style, tables
from sct_dash.ui.filters import Moment
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.risks_words import band_mark, overdue
from sct_dash.ui.tables import NUMERIC, link, text

RECENT = 24  # assessments shown at once
DEFINED = {
    "cause": "Cause",
    "event": "What may happen",
    "consequence": "Consequence",
    "category": "Category",
    "risk_register": "Register",
    "priority": "Priority",
    "owner": "Owner",
    "opened_on": "On the register since",
    "closed_on": "Closed on",
    "closing_reason": "Why it was closed",
}
DAYS = ("opened_on", "closed_on")
SCORES = {
    "Assessed": "w",
    "Band": "w",
    "Score": NUMERIC,
    "Since the one before": "w",
    "Why": "wide",
    "Next review": "w",
    "Submission": "",
}
ACTIONS = {
    "State": "w",
    "Action": "wide",
    "Owner": "",
    "First due": "w",
    "Due now": "w",
    "Slipped": NUMERIC,
    "Why": "wide",
}


def every(moment: Moment) -> pl.DataFrame:
    """Each risk held by the day shown, a row of `risks.register`; those closed by then at the end."""
    past = risks_choice.registered(moment, since=asked.EARLIEST).filter(pl.col("movement") == "closed")
    return pl.concat([risks_choice.registered(moment), past])


def chosen(rows: pl.DataFrame) -> dict:
    """The row of the risk that the address names (`?risk=4c`) or the reader chooses; the address follows."""
    names = {row["reference"]: f"{row['reference']} {row['title']}" for row in rows.iter_rows(named=True)}
    given = st.query_params.get("risk")
    meant = {folded(reference): reference for reference in names}.get(folded(given or ""))
    if given is not None and meant is None:
        st.title("No such risk")
        st.text(f"There is no risk {given} at this moment. Choose one from the Risks page.")
        tables.block(f"<p>{link(filters.address('risks'), 'To the register')}</p>")
        st.stop()
    if meant is not None and meant != st.session_state.get("risk_in_address"):
        st.session_state["risk_choice"] = meant
    reference = st.sidebar.selectbox(
        "Risk", list(names), format_func=names.get, key="risk_choice", persist_state="session"
    )
    st.query_params["risk"] = st.session_state["risk_in_address"] = reference
    return rows.filter(pl.col("reference") == reference).row(0, named=True)


def sentence(row: dict) -> str:
    """Why the risk stands where it does, with its band, owner and register, as HTML."""
    moved = risk_words.since_before(row)
    owned = [moved, f"Owner: {row['owner'] or 'nobody'}", row["priority"], row["risk_register"]]
    told = " · ".join(part for part in owned if part)
    return (
        f'<p class="lead">{band_mark(row)}{demonstration_mark(row)} <span class="quiet">{text(told)}</span></p>'
        f'<p class="lead">{text(risk_words.standing(row))}</p>'
        f"<p>{link(filters.address('risks'), 'All risks')}</p>"
    )


def scores(row: dict, rows: pl.DataFrame, bands: pl.DataFrame, moment: Moment) -> None:
    """The score over time with its text alternative, then every score with its reason, and their download."""
    if rows.is_empty():
        st.header(risk_words.UNHELD)
        st.text("A performance officer can send the risk_scores return.")
        return
    st.header(tables.plain(risk_charts.headline(rows)))
    notes = " ".join(f"{note.rstrip('.')}." for note in bands["note"].drop_nulls().unique(maintain_order=True))
    basis = (
        f"Likelihood × impact at each assessment, drawn on the bands in force on {day_words(moment.on)}; in words each "
        "score has the band of its own day."
    )
    tables.block(f'<p class="quiet">{text(basis)} {text(notes)}</p>')
    words = risk_charts.described(f"risk {row['reference']}", rows, row)
    until = row["closed_on"] if row["movement"] == "closed" else moment.on
    drawn = risk_charts.scores(rows, bands, row, until, style.palette(), style.theme())
    st.altair_chart(drawn, alt=words, key="risk_scores", width="stretch")
    tables.block(f'<p class="quiet">{text(words)}</p>')
    _reasons(rows.sort("assessed_on", descending=True))
    name = f"risk-{row['reference']}-scores.csv"
    st.download_button("Download these scores (CSV)", sending.csv_bytes(rows.drop("line")), name, "text/csv")


def _reasons(rows: pl.DataFrame) -> None:
    cells = [_score(row) for row in rows.iter_rows(named=True)]
    beneath = _controls_beneath(rows)
    tables.table("Every score with its reason, newest first", SCORES, cells[:RECENT], beneath=beneath[:RECENT])
    if len(cells) > RECENT:
        with st.expander(counted(len(cells) - RECENT, "earlier score")):
            tables.table("Earlier scores", SCORES, cells[RECENT:], beneath=beneath[RECENT:])


def _score(row: dict) -> list[str]:
    return [
        day_words(row["assessed_on"]),
        band_mark(row),
        _product(row) + demonstration_mark(row),
        text(risk_words.movement(row | {"previous_score": row["was"]})),
        text(row["reason"]),
        day_words(row["next_review_on"]) if row["next_review_on"] else '<span class="quiet">none set</span>',
        str(row["submission_id"]),
    ]


def _product(row: dict) -> str:
    """The score as the product it is, 3 × 4 = 12, or alone where likelihood and impact are not known."""
    shown = risk_words.score(row["score"])
    if row["likelihood"] is None:
        return shown
    levels = f"{risk_words.score(row['likelihood'])} × {risk_words.score(row['impact'])}"
    return f'<span class="quiet">{levels} =</span> {shown}'


def _controls_beneath(rows: pl.DataFrame) -> Sequence[str]:
    """Under each score the controls then, where they differ from those of the assessment before it."""
    before = pl.col("controls").shift(-1)
    new = rows.select(pl.when(pl.col("controls").ne_missing(before)).then("controls"))["controls"]
    return ["" if words is None else f"Controls from then on: {text(words)}" for words in new]


def controls(row: dict) -> None:
    """What is in place now to keep the risk down, as the last assessment has it."""
    st.header("Controls")
    if not row["controls"]:
        st.text(
            "No control is held here for the last assessment." if row["score"] is not None else "None is held here."
        )
        return
    parts = [part.strip() for part in row["controls"].split(";") if part.strip()]
    said = "".join(f"<li>{text(part[:1].upper() + part[1:])}</li>" for part in parts)
    tables.block(f"<ul>{said}</ul>" if len(parts) > 1 else f"<p>{text(row['controls'])}</p>")


def actions(row: dict, rows: pl.DataFrame) -> None:
    """What somebody will do about the risk: the overdue first, each with its first day, its day now and why."""
    st.header(tables.plain(risk_words.actions(row)))
    if rows.is_empty():
        st.text("A performance officer can send the risk_actions return.")
        return
    tables.table(
        "Actions, the overdue first", ACTIONS, [_action(each) for each in rows.iter_rows(named=True)], header_column=1
    )


def _action(row: dict) -> list[str]:
    said = text(row["status"].capitalize())
    revised = row["revised_due_on"]
    slipped = counted(row["slipped_days"], "day") if row["slipped_days"] else "none"
    return [
        f"{overdue()}<br>{said}" if row["overdue"] else said,
        text(row["action"]) + demonstration_mark(row),
        text(row["owner"] or "nobody"),
        day_words(row["due_on"]),
        day_words(revised) if revised else '<span class="quiet">unchanged</span>',
        slipped,
        text(row["reason"]),
    ]


def definition(row: dict) -> None:
    """What the risk is: its cause, what may happen and what would follow; whose it is and since when."""
    st.header("What the risk is")
    told = {name: day_words(row[name]) if name in DAYS else row[name] for name in DEFINED if row[name] is not None}
    items = "".join(f"<dt>{DEFINED[name]}</dt><dd>{text(words)}</dd>" for name, words in told.items())
    tables.block(f"<dl>{items}</dl>")
