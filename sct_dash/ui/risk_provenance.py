"""Where a risk's score came from: the file, the line, who sent it and when; and what it was before."""

from datetime import date, datetime

import polars as pl
import streamlit as st

from sct_dash import clock
from sct_dash.core import risk_words
from sct_dash.core.periods import day_words
from sct_dash.store import reads
from sct_dash.ui import data, tables
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import NUMERIC, text

COLUMNS = {
    "Sent": "",
    "By": "",
    "File": "",
    "Line": NUMERIC,
    "Likelihood": NUMERIC,
    "Impact": NUMERIC,
    "Score as sent": NUMERIC,
    "Why": "wide",
    "State": "",
}


def section(reference: str, rows: pl.DataFrame, as_at: datetime | None) -> None:
    """Every figure sent for one of the assessments of `risks.history`, newest first; the reader chooses which."""
    if rows.is_empty():
        return
    st.header("Where the score came from")
    days = rows["assessed_on"].sort(descending=True).to_list()
    day = st.selectbox("Assessment to trace", days, format_func=day_words, key=f"trace_risk_{reference}")
    sent = _sent(reference, day, as_at)
    cells, standing = [], True
    for row in sent.iter_rows(named=True):
        back = row["taken_back_at"] is not None
        state = f"taken back {clock.moment(row['taken_back_at'])}" if back else "in force" if standing else "replaced"
        standing = standing and back
        cells.append([*_cells(row), state])
    tables.table(f"Every figure sent for {day_words(day)}, newest first", COLUMNS, cells)


def _sent(reference: str, day: date, as_at: datetime | None) -> pl.DataFrame:
    """The rows sent by `as_at`; what was taken back only later is in force still."""
    key = {"reference": reference, "assessed_on": day}
    rows = reads.history(data.engine(), "risk_scores", key).sort("submission_id", descending=True)
    if as_at is None:
        return rows
    back = pl.when(pl.col("taken_back_at") <= as_at).then("taken_back_at")
    return rows.filter(pl.col("submitted_at") <= as_at).with_columns(taken_back_at=back)


def _cells(row: dict) -> list[str]:
    return [
        clock.moment(row["submitted_at"]),
        text(row["submitted_by"]),
        text(row["file_name"]),
        str(row["line"]),
        risk_words.score(row["likelihood"]),
        risk_words.score(row["impact"]),
        risk_words.score(row["score"]) + demonstration_mark(row),
        text(row["reason"]),
    ]
