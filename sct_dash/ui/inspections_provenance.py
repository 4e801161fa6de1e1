"""Where what the Inspections page tells was read from, and its download."""

import polars as pl
import streamlit as st

from sct_dash import clock
from sct_dash.core import inspections
from sct_dash.returns import sending
from sct_dash.ui import data, tables
from sct_dash.ui.filters import Moment
from sct_dash.ui.inspections_data import Told
from sct_dash.ui.tables import text


def section(told: Told, moment: Moment) -> None:
    """The inspections shown as a file, and the files that they were read from, with who sent them and when."""
    rows = inspections.flat(told.timeline)
    st.download_button("Download the inspections (CSV)", sending.csv_bytes(rows), "inspections.csv", "text/csv")
    frames = (told.timeline, told.windows, told.judged, told.findings, told.actions)
    numbers = pl.concat([frame.select(pl.col("submission_id").cast(pl.Int64)) for frame in frames])["submission_id"]
    sent = data.submissions(moment.version).filter(pl.col("id").is_in(numbers.drop_nulls().unique().implode()))
    said = "".join(
        f"<li>{text(row['file_name'])}, sent {clock.moment(row['submitted_at'])} by {text(row['submitted_by'])}</li>"
        for row in sent.iter_rows(named=True)
    )
    if said:
        tables.block(f'<div class="quiet"><p>Read from:</p><ul>{said}</ul></div>')
