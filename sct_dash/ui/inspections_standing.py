"""What the Inspections page says first: the judgement that stands, what the last findings led to, the next window."""

import polars as pl
import streamlit as st

from sct_dash.charts import inspections as charts
from sct_dash.core import improvements, inspections
from sct_dash.core import inspection_words as words
from sct_dash.ui import filters, inspection_marks, style, tables
from sct_dash.ui.filters import Moment
from sct_dash.ui.inspections_data import Told
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import link, text

AFTER = 'class="lead" style="margin-top: .5rem"'
"""Of a paragraph that goes on after another in the page's first words."""


def whole(told: Told, moment: Moment) -> None:
    """The page's sentence on all inspections, and what the window of the next rests on."""
    row = inspections.latest(told.timeline)
    _sentence(row, told)
    windows(told, moment, but=row and row["framework"])


def _sentence(row: dict | None, told: Told) -> None:
    """The judgement that stands and when the next can fall, what awaits publication, what the last findings led to."""
    says = words.standing(row, told.windows.to_dicts())
    mark = f"{inspection_marks.of_inspection(row)}: " if row else ""
    bare = says.removeprefix(f"{row['judgement']}: ") if row else says
    awaited = told.timeline.filter("awaited").to_dicts()
    waiting = "".join(f"<p {AFTER}>{text(words.judgement(other))}</p>" for other in awaited)
    tables.block(f'<p class="lead">{mark}{text(bare)}{demonstration_mark(row) if row else ""}</p>{waiting}{_led(told)}')


def _led(told: Told) -> str:
    """What the areas to improve of the last inspection that left any led to; and that a later one has none held."""
    if told.findings.is_empty():
        return f"<p {AFTER}>No area to improve is held.</p>"
    found = told.timeline.filter(pl.col("findings") > 0).row(0, named=True)
    rows = told.findings.filter(inspection=found["code"])
    says = words.led_to(improvements.led_to(rows), words.named(found))
    later = inspections.latest(told.timeline)
    newer = later is not None and later["code"] != found["code"] and later["placed_on"] > found["placed_on"]
    none = f" {words.led_to({'all': 0}, words.named(later))}" if newer and not later["findings"] else ""
    more = link(filters.address("inspections", inspection=found["code"]), "What each led to")
    invented = demonstration_mark({"demonstration": rows["demonstration"].any()})
    return f"<p {AFTER}>{text(says)}{invented} {more}.{text(none)}</p>"


def one(row: dict, told: Told) -> None:
    """The sentence of one inspection: how it was judged, what it said, what its findings led to."""
    bare = words.judgement(row).removeprefix(f"{words.outcome(row)}: ")
    by = f"{words.KIND_WORDS[row['kind']]} by {row['body']}. {row['under']}."
    said = [row["summary"], f"Source: {row['source']}." if row["source"] else "No source is held."]
    led = words.led_to(improvements.led_to(told.findings), words.named(row))
    every = link(filters.address("inspections", inspection=filters.ALL), "All inspections")
    tables.block(
        f'<p class="lead">{inspection_marks.of_inspection(row)}: {text(bare)}{demonstration_mark(row)}</p>'
        + f'<p class="quiet">{text(by)} {text(" ".join(part for part in said if part))} {every}.</p>'
        + (f"<p {AFTER}>{text(led)}</p>" if told.findings.is_empty() and row["graded"] else "")
    )


def windows(told: Told, moment: Moment, *, but: str | None = None) -> None:
    """When the next inspection can fall by each framework that says how often it inspects, and what that rests on.

    Dates are said of all `but` the framework of which the page's first sentence has said them.
    """
    said = [_window(row, moment, dated=row["framework"] != but) for row in told.windows.iter_rows(named=True)]
    if said:
        tables.block("".join(said))


def _window(row: dict, moment: Moment, *, dated: bool) -> str:
    dates = f" {row['says']}" if dated else ""
    ahead = f"{row['framework_title'] or row['framework']}: the window for the next {words.ahead(row, moment.on)}."
    rests = f"Worked out, not announced. {row['assumption'].rstrip('.')}."
    source = f" Source: {row['source']}." if row["source"] else ""
    return (
        f"<p><strong>{text(ahead)}</strong>{text(dates)}{demonstration_mark(row)} "
        f'<span class="quiet">{text(rests + source)}</span></p>'
    )


def timeline(told: Told, moment: Moment) -> None:
    """The chart of everything inspected, by framework, with its text alternative."""
    st.header(tables.plain(charts.headline(told.timeline)))
    key = ", ".join(f'<span class="{words.TONES[word]}">{shape}</span> {text(word)}' for word, shape in _shapes(told))
    hollow = f"{words.HOLLOW} not graded: visits, reviews and directions have no colour"
    tables.block(
        f'<p class="quiet">Inspections by framework, on their last day. {key}{"; " if key else ""}{hollow}.</p>'
    )
    says = charts.described(told.timeline, told.windows)
    chart = charts.timeline(told.timeline, told.windows, moment.on, style.palette(), style.theme())
    st.altair_chart(chart, alt=says, key="timeline", width="stretch")
    tables.block(f'<p class="quiet">{text(says)}</p>')


def _shapes(told: Told) -> list[tuple[str, str]]:
    held = set(told.timeline["judgement"].drop_nulls())
    return [(word, shape) for word, shape in words.SHAPES.items() if word in held]
