"""The filters of the reading pages, bound to the address so that a link opens the same view."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from sct_dash import clock
from sct_dash.core import periods
from sct_dash.core.frames import PRIORITIES
from sct_dash.core.sentences import STATUS_WORDS
from sct_dash.core.status import shown
from sct_dash.ui import asked, data, following, tables

ALL = "All"
LATEST = "Latest of each"
_PRIORITIES = {name: name for name in PRIORITIES}
_named = asked.one_of(_PRIORITIES)  # a priority as the filter has it, however an address writes it
SETS = {"Contract": "contract", "Supporting": "supporting"}  # the address has these words too


@dataclass(frozen=True)
class Moment:
    """Which picture a page shows: its data version, the instant it is as at (None: now), the day it is judged on.

    `fault`: what the reader asked for as at, when it could not be understood; else nothing.
    """

    version: int
    as_at: datetime | None
    on: date
    demonstration: bool
    fault: str = ""


def moment() -> Moment:
    """The as-at choice of the sidebar, with a line that always says which day is shown.

    A text box and not a calendar: the platform's date box takes Enter only once it is left, reads 2021-09-01 as
    20/02/1 and turns 31 February into the 28th without a word.
    """
    version = data.version()
    on, demonstration = data.day_judged(version)
    asked.put_right("as_at", lambda text: _plainly(text) or text, "as at", "now is shown")
    text = st.sidebar.text_input(
        "As at",
        key="as_at",
        bind="query-params",
        placeholder="Now",
        on_change=_write_plainly,
        help="Shows every figure as it stood at the end of that day. Write it like 1/9/2021, 2021-09-01 or "
        "1 September 2021 and press Enter. Leave it empty for now.",
    )
    chosen, fault = asked.day(text, _today())
    following.keep("as_at", chosen and chosen.isoformat())
    with st.sidebar:
        tables.block(_shown(chosen, fault))
    return Moment(version, chosen and clock.end_of(chosen), chosen or on, demonstration, fault)


def _today() -> date:
    return clock.day_of(clock.now())


def _plainly(text: str) -> str | None:
    """The day as the address has it, 2021-09-01; None when it is not understood."""
    found = asked.day(text, _today())[0]
    return found and found.isoformat()


def _write_plainly() -> None:
    """Write the day that was typed as the address has it; what is not understood stays, to be mended."""
    text = st.session_state["as_at"]
    st.session_state["as_at"] = _plainly(text) or text


def _shown(chosen: date | None, fault: str) -> str:
    if fault:
        return f'<p role="alert" class="banner">{tables.text(fault)} Showing now.</p>'
    if chosen is None:
        return '<p class="quiet">Showing now.</p>'
    return f'<p class="quiet">Showing the figures as they stood at the end of {periods.day_words(chosen)}.</p>'


def banner(moment: Moment) -> str:
    """What is being looked at, as HTML: a demonstration, an earlier day, or nothing to say."""
    says = ""
    if moment.demonstration:
        says += (
            '<p class="banner"><strong>Demonstration.</strong> Only what was published is real: other figures, '
            f"targets, risks, plans and meetings are invented. Judged as of {periods.day_words(moment.on)}.</p>"
        )
    if moment.fault:
        says += f'<p class="banner">{tables.text(moment.fault)} These are the figures now.</p>'
    if moment.as_at is not None:
        day = periods.day_words(moment.on)
        says += f'<p class="banner">Figures as at the end of {day}, before anything sent later.</p>'
    return says


def follow(page: str) -> None:
    """Before a page runs: bring along the priority and the day chosen on the page the reader came from."""
    following.arrive(page, {"priority": _named, "as_at": _plainly})


def tell_followed() -> None:
    """After a page without the priority filter or the as-at box has run: say in the sidebar what is kept for others."""
    chosen, day = following.unshown("priority"), following.unshown("as_at")
    told = [f"{chosen} stays chosen for the pages that have a priority filter."] if chosen else []
    if day:
        told.append(f"{periods.day_words(date.fromisoformat(day))} stays chosen for the pages that have As at.")
    with st.sidebar:
        for says in told:
            tables.block(f'<p class="quiet">{tables.text(says)}</p>')


def priority() -> str | None:
    """The strategic priority chosen, or None for all. It goes with the reader to the next page."""
    chosen = _selected("Strategic priority", "priority", _PRIORITIES)
    following.keep("priority", None if chosen == ALL else chosen)
    return following.kept("priority")


def address(page: str, **query: str) -> str:
    """The address of a page, with the day, priority and set chosen here kept, so that a link leads to the same view."""
    chosen = {
        "as_at": _plainly(st.session_state.get("as_at", "")) or following.unshown("as_at"),
        "priority": st.session_state.get("priority") or following.kept("priority"),
        "set": st.session_state.get("set"),
    }
    kept = {name: value for name, value in chosen.items() if value not in (None, ALL)}
    return f"{page}?{urlencode({**kept, **query})}"


def kpi_set() -> str | None:
    """The KPI set chosen, or None for all."""
    return SETS.get(_selected("Set", "set", SETS))


def statuses() -> list[str]:
    """The statuses chosen; empty means all. `relieved` is among them."""
    codes = {words: status for status, words in STATUS_WORDS.items()}
    asked.put_right("status", asked.one_of(codes), "status", "all are shown")
    chosen = st.sidebar.multiselect(
        "Status", list(codes), key="status", bind="query-params", on_change=asked.forget, args=("status",)
    )
    asked.tell("status")
    return [codes[words] for words in chosen]


def period(series: pl.DataFrame) -> str | None:
    """The month chosen, as its label (each KPI's latest period ending by then), or None for the latest of each.

    A month chosen is said on the page, since a KPI's own page does not take one.
    """
    ends = series.filter(pl.col("frequency") == "month")["period_end"].unique().sort(descending=True)
    labels = {month.words: month.label for month in (periods.containing(end, "month") for end in ends)}
    lacking = "for which nothing is held"
    asked.put_right("period", lambda text: _month(text, labels), "period", "the latest of each is shown", lacking)
    chosen = st.sidebar.selectbox(
        "Period", [LATEST, *labels], key="period", bind="query-params", on_change=asked.forget, args=("period",)
    )
    asked.tell("period")
    if chosen in labels:
        tables.block(f"<p>Statuses of {tables.text(chosen)}; a KPI's page shows its latest.</p>")
    return labels.get(chosen)


def _month(text: str, labels: dict[str, str]) -> str | None:
    """The option for a period: of a quarter or a year its last month, by which the same figures are the latest."""
    if text == LATEST:
        return LATEST
    try:
        month = periods.containing(periods.parsed(text).end, "month").words
    except ValueError:
        return None
    return month if month in labels else None


def _selected(label: str, key: str, options: dict[str, str]) -> str:
    asked.put_right(key, asked.one_of({ALL: ALL, **options}), label.lower(), "all are shown")
    chosen = st.sidebar.selectbox(
        label, [ALL, *options], key=key, bind="query-params", on_change=asked.forget, args=(key,)
    )
    asked.tell(key)
    return chosen


def narrowed(
    rows: pl.DataFrame, *, priority: str | None = None, kpi_set: str | None = None, statuses: list[str] | None = None
) -> pl.DataFrame:
    """The status rows the filters leave; relieved rows answer to `relieved`, not to the status they would have."""
    if priority:
        rows = rows.filter(pl.col("priority") == priority)
    if kpi_set:
        rows = rows.filter(pl.col("set") == kpi_set)
    if statuses:
        rows = rows.filter(shown().is_in(statuses))
    return rows
