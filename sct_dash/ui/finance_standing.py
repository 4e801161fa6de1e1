"""Where a year's budget stands on the Finance page: the sentence, its figures, and the bridge to the forecast."""

from datetime import date

import polars as pl
import streamlit as st

from sct_dash.charts import bridge as bridges
from sct_dash.core import finance, finance_words, periods
from sct_dash.core.finance_words import NOTHING
from sct_dash.core.sentences import counted, figure
from sct_dash.ui import filters, style, tables
from sct_dash.ui.finance_data import Told, label
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import NUMERIC, link, text

NONE_HELD = (
    "No budget figure is held. A performance officer can send the budget_lines and finance returns, and the savings "
    "and deficit_funding ones beside them."
)
ALL_LINES = "Of all lines: of the one chosen are the bridge and the forecast month by month."


def sentence(told: Told, year: date, priority: str | None) -> None:
    """Where the year stands: the sentence, and the figures it is made of as tiles; of all lines of the priority."""
    row = told.standing
    says = finance_words.standing(row, priority=priority)
    mark = demonstration_mark(row) if row else ""
    alone = f' <span class="quiet">{ALL_LINES}</span>' if _of_one(told) else ""
    tables.block(f'<p class="lead"><strong>{text(label(year))}.</strong> {text(says)}.{mark}{alone}</p>')
    if row is None or row["reached"] is None or not row["contract"]:
        return
    tables.block(f'<ul class="tiles">{"".join(_tile(*tile) for tile in _tiles(row, whole=priority is None))}</ul>')


def _of_one(told: Told) -> bool:
    return told.lines.height < told.every.height


def places(told: Told) -> int | None:
    """The places of the sums that bridge and forecast tell: those of the sentence, or of the one line chosen."""
    row = told.total.row(0, named=True) if _of_one(told) else told.standing
    return finance_words.places_of(row) if row else 1


def _tile(count: str, words: str, beneath: str) -> str:
    said = f'{text(words)}<br><span class="quiet">{text(beneath)}</span>'
    return f'<li><span class="count">{text(count)}</span>{said}</li>'


def _tiles(row: dict, *, whole: bool) -> list[tuple[str, str, str]]:
    """The figures of a row of `finance.standing` that holds a forecast: the figure, what it is, what stands beneath.

    `whole`: of all lines, which alone have a contract sum.
    """
    told, gap = finance_words.shown(row), row["variance"]
    side = "in balance" if abs(gap) < NOTHING else "over" if gap > 0 else "under"
    over = f"{side} the contract sum" if whole and side != "in balance" else side
    tiles = [
        (told["contract"], "contract sum" if whole else "for these lines", f"original {told['original']}"),
        (told["reached"], _reached(row), _since(row)),
        (told["variance"], over, f"{figure(abs(row['variance_share']), 'percent')} of it"),
    ]
    if row["planned"]:
        saved = finance_words.savings_shown(row)
        late = "none" if row["delayed"] < NOTHING else saved["delayed"]
        tiles.append((saved["delivered"], f"saved of {saved['planned']}", f"{late} delayed"))
    return tiles + _funds(row, told)


def _reached(row: dict) -> str:
    called = finance_words.called(row).lower()
    return "forecast outturn" if called == "forecast" else called


def _funds(row: dict, told: dict[str, str]) -> list[tuple[str, str, str]]:
    """What of a deficit has no funding; no tile where there is no deficit, or it is not the whole Trust's."""
    if row["deficit"] is None or row["deficit"] < NOTHING:
        return []
    if row["unfunded"] < NOTHING:
        return [("All", "of what is over is funded", f"{told['deficit']} over")]
    return [(told["unfunded"], "has no funding yet", f"of {told['deficit']} over")]


def _since(row: dict) -> str:
    """How the forecast moved since the month sent before it; an outturn is of a day, and moves no more."""
    if row["outturn"] is not None:
        return f"at {periods.day_words(row['month_end'])}"
    if row["change"] is None:
        return "first month of the year"
    before = periods.containing(row["before"], "month").short
    if abs(row["change"]) < NOTHING:
        return f"as in {before}"
    return f"{finance_words.more_or_less(row['change'], beside=row['contract'])} than {before}"


def bridge(told: Told, year: date, priority: str | None) -> None:
    """From the original sum to what is reached: the chart, its text alternative, and its figures one click away.

    Of one line where one is chosen, with the way back to all of them.
    """
    steps = finance.bridge(told.total)
    if steps.is_empty():
        st.header("From the original sum to the forecast")
        st.text("No budget line answers to this choice of year, priority and line.")
        return
    at, total = places(told), told.total.row(0, named=True)
    of = None if priority is None and not _of_one(told) else "this line" if told.lines.height == 1 else "these lines"
    st.header(tables.plain(bridges.headline(steps, at, of)))
    if _of_one(told):
        back = link(filters.address("finance", year=label(year)), "Show all budget lines")
        says = finance_words.of_line(told.movement.row(-1, named=True), whose(told))
        tables.block(f"<p>{text(says)}.{demonstration_mark(total)} {back}.</p>")
    day = periods.day_words(total["month_end"])
    tables.block(
        f'<p class="quiet">{text(whose(told))}, £, at {day}. Marks are sums; a bar is as long as the change it shows, '
        "so the scale need not begin at zero.</p>"
    )
    words = bridges.described(steps, at)
    st.altair_chart(bridges.bridge(steps, style.theme(), at), alt=words, key="bridge", width="stretch")
    tables.block(f'<p class="quiet">{text(words)}</p>')
    _figures(steps)


def _figures(steps: pl.DataFrame) -> None:
    """The steps of the bridge as a table, to the pound."""
    reached = "forecast" if "Forecast outturn" in steps["step"] else "outturn"
    with st.expander("The figures"):
        cells = [[text(row["step"]), *_step(row)] for row in bridges.named(steps).iter_rows(named=True)]
        columns = {"Step": "", "Change": NUMERIC, "Sum": NUMERIC}
        tables.table(f"From the original sum to the {reached}, £", columns, cells)


def whose(told: Told) -> str:
    """Of how many lines, or of which one, the bridge and the forecast are."""
    return told.lines["name"][0] if told.lines.height == 1 else counted(told.lines.height, "budget line")


def _step(row: dict) -> list[str]:
    change, total = ("", row["amount"]) if row["kind"] == "sum" else (row["amount"], "")
    return ["" if value == "" else figure(value, "currency") for value in (change, total)]
