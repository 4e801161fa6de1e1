"""One KPI's chart with its words, and what comes next if nothing changes."""

import polars as pl
import streamlit as st

from sct_dash.charts.trend import MARKS, described, headline, key, trend
from sct_dash.core import outlook
from sct_dash.core.sentences import figure
from sct_dash.core.verdicts import assurance_caption, variation_caption
from sct_dash.ui import style, tables
from sct_dash.ui.signal_grid import icon
from sct_dash.ui.tables import NUMERIC, text

EVERY = {"month": "each month", "quarter": "each quarter", "year": "each year"}


def chart(row: dict, points: pl.DataFrame, relief: pl.DataFrame) -> None:
    """The trend chart with its text alternative, or a sentence when there is nothing to draw.

    Only the current series is drawn: what was measured in another unit, by other periods or over other months is in
    the history table.
    """
    current = points.sort("period_end").tail(1).select("series_id")
    points = points.join(current, on="series_id", how="semi", maintain_order="left")
    if points["value"].is_not_null().sum() == 0:
        st.text("There is no value to draw yet.")
        return
    basis = f" ({row['numerator_label']} of {row['denominator_label']})" if row["denominator_label"] else ""
    st.header(tables.plain(headline(points, row["unit"])))
    tables.block(
        f"<p>Variation: {icon(row['variation'], variation_caption(row))}. "
        f"Target ahead: {icon(row['assurance'], assurance_caption(row))}.</p>"
        f'<p class="quiet">{text(row["name"])}{text(basis)}, {EVERY[row["frequency"]]}. {_key(points)}</p>'
    )
    words = described(row["name"], points, relief, row["unit"])
    drawn = trend(points, relief, row["unit"], style.theme())
    st.altair_chart(drawn, alt=words, key="trend", width="stretch")
    tables.block(f'<p class="quiet">{text(words)}</p>')


def _key(points: pl.DataFrame) -> str:
    """What the shapes mean, as HTML; nothing where every point is plain because there are no limits."""
    tones = {"usual": "", "relieved": "", "neutral": "change"}
    if not (points["limits"] | points["ghost"]).any():
        return ""
    return ", ".join(
        f'<span class="icon {tones.get(name, name)}" aria-hidden="true">{MARKS[name][2]}</span> {text(MARKS[name][0])}'
        for name in key(points)
    )


def ahead(row: dict) -> None:
    """The range that the next three periods will keep to if nothing changes, beside the steps the target needs."""
    st.header("What comes next")
    found = outlook.ahead(row)
    tables.block(f'<p class="lead">{text(found.says)}</p>')
    if found.low is None:
        return
    unit = row["unit"]
    columns = {"Period": "w", "From": NUMERIC, "To": NUMERIC}
    cells = [[text(period.words), figure(found.low, unit), figure(found.high, unit)] for period in found.periods]
    if found.steps is not None:
        columns["Needed for the target"] = NUMERIC
        cells = [[*cell, figure(step, unit)] for cell, step in zip(cells, found.steps, strict=True)]
    caption = "The next three periods if nothing changes" + (", and what the target needs" if found.steps else "")
    tables.table(caption, columns, cells)


READING = (
    "The mean and the two limits come from the figures themselves: limits are the mean plus and minus 2.66 times the "
    "average change from one period to the next (XmR, NHS England's Making Data Count). A change larger than 3.267 "
    "times that average is left out when the limits are worked out; the figure itself stays.",
    "Four things count as a real change: a figure outside the limits; seven in a row on one side of the mean; seven in "
    "a row rising or falling; two of three close to the same limit. Anything else is usual variation.",
    "Relieved periods are drawn hollow and left out of the mean, the limits and the four rules. A missing period is a "
    "gap: nothing is carried across it. From a rebase on, mean and limits begin again.",
    "A percentage's limits are drawn within 0% and 100%, other figures' from 0; the rules use them as they are. A "
    "measure that never varies has its limits on its mean; one that hardly varies has them from every change, none "
    "left out, and its middle figure counts as usual.",
    "Fewer than 13 points have no limits, nor have fewer than 6 after a rebase; 6 to 11 make them trial limits.",
    "Figures that look back over twelve months are not judged: each month shares eleven with the one before, so they "
    "move along a path whose every stretch would look like a real change.",
)


def reading() -> None:
    """How the chart is to be read, folded away."""
    with st.expander("How to read this chart"):
        tables.block("".join(f"<p>{text(paragraph)}</p>" for paragraph in READING))
