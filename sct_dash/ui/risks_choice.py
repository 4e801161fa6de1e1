"""What the Risks page shows: its filters, bound to the address, and the register they leave, cached by data version."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl
import streamlit as st

from sct_dash import settings
from sct_dash.core import matrix, meetings, risk_words, risks
from sct_dash.core.frames import facts
from sct_dash.core.periods import day_words
from sct_dash.returns.words import quoted
from sct_dash.ui import asked, data, filters, tables
from sct_dash.ui.filters import Moment
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import link, text

USUAL = timedelta(weeks=4)
"""How far back a movement is looked for unless the reader says since when."""
NO_BAND = "In no band"
BANDS = {"Red": "red", "Amber": "amber", "Green": "green", NO_BAND: ""}
"""The bands as the reader chooses them; in none are the scores that the matrix lacks, and risks with no score."""
_ANOTHER = (pl.col("movement") == "same") & pl.col("band").ne_missing(pl.col("previous_band"))
STATES = {
    "Moved": (pl.col("movement") != "same") | _ANOTHER,
    "Worse": pl.col("movement") == "up",
    "Better": pl.col("movement") == "down",
    "New": pl.col("movement") == "new",
    "Closed": pl.col("movement") == "closed",
    "Another band": _ANOTHER,
    "Review overdue": pl.col("overdue"),
    "Target at risk": pl.col("target_at_risk"),
    "Action overdue": pl.col("actions_overdue") > 0,
    "Beyond appetite": pl.col("appetite") == "beyond",
}
"""What the register can be narrowed to, and which rows of `risks.register` those are.

Another band: the score stayed, and the matrix bands it otherwise than it was banded then.
"""
WITH_CLOSED = ("Moved", "Closed")
"""The states among which risks closed since stand too; elsewhere the register is of open ones."""
PLACE = ("likelihood", "impact")


@dataclass(frozen=True)
class Choice:
    """What the reader narrowed the page to; None for all. `since`: the day that movement is counted from.

    Priority, register and category are whose risks the page is of; band, state and cell narrow the table alone.
    """

    since: date
    priority: str | None = None
    register: str | None = None
    category: str | None = None
    band: str | None = None
    state: str | None = None
    cell: tuple[float, float] | None = None

    @property
    def narrows(self) -> bool:
        """Whether the table shows less than the page is of."""
        return any(part is not None for part in (self.band, self.state, self.cell))

    @property
    def whose(self) -> str:
        """Whose risks are left, as it follows a noun: of People, register Trust; nothing without a choice."""
        said = [self.priority, self.register and f"register {self.register}", self.category]
        told = ", ".join(part for part in said if part)
        return f" of {told}" if told else ""

    @property
    def words(self) -> str:
        """What the table is narrowed to, in words: Red, likelihood 3 and impact 4; nothing without a choice."""
        said = [self.band, self.state]
        if self.cell is not None:
            likelihood, impact = map(risk_words.score, self.cell)
            said.append(f"likelihood {likelihood} and impact {impact}")
        return ", ".join(part for part in said if part)


def choice(moment: Moment) -> Choice:
    """The filters of the sidebar, and the cell of the matrix that the address names."""
    picture = data.picture(moment.version, moment.as_at)
    held = facts(picture, "risks")
    return Choice(
        priority=filters.priority(),
        band=_selected("Band", "band", list(BANDS)),
        state=_selected("Show", "show", list(STATES)),
        register=_selected("Register", "register", held["risk_register"].drop_nulls().unique().sort().to_list()),
        category=_selected("Category", "category", held["category"].drop_nulls().unique().sort().to_list()),
        since=_since(moment),
        cell=_cell(matrix.in_force(picture, moment.on)),
    )


def _selected(label: str, key: str, names: list[str]) -> str | None:
    options = {name: name for name in (filters.ALL, *names)}
    asked.put_right(key, asked.one_of(options), label.lower(), "all are shown")
    chosen = st.sidebar.selectbox(
        label, list(options), key=key, bind="query-params", on_change=asked.forget, args=(key,)
    )
    asked.tell(key)
    return None if chosen == filters.ALL else chosen


def _since(moment: Moment) -> date:
    """The day typed or named in the address; four weeks before the day shown where there is none."""
    usual = moment.on - USUAL
    asked.put_right("since", lambda words: _plainly(words, moment.on) or words, "since", "four weeks before is shown")
    words = st.sidebar.text_input(
        "Moved since",
        key="since",
        bind="query-params",
        placeholder=f"{day_words(usual)}, four weeks before",
        on_change=_write_plainly,
        args=(moment.on,),
        help="Movement is counted from the end of that day. Write it like 1/9/2021, 2021-09-01 or 1 September 2021 "
        "and press Enter.",
    )
    found, fault = asked.day(words, moment.on)
    with st.sidebar:
        if fault:
            says = f"Moved since must be a day from {day_words(asked.EARLIEST)} to {day_words(moment.on)}."
            tables.block(f'<p role="alert" class="banner">{text(says)} Four weeks before is shown.</p>')
        _since_a_board_met(moment)
    return found or usual


def _plainly(words: str, on: date) -> str | None:
    found = asked.day(words, on)[0]
    return found and found.isoformat()


def _write_plainly(on: date) -> None:
    """Write the day that was typed as the address has it; what is not understood stays, to be mended."""
    words = st.session_state["since"]
    st.session_state["since"] = _plainly(words, on) or words


def _since_a_board_met(moment: Moment) -> None:
    """For each board what it saw at its last meeting before the day shown, as a link to movement since that day."""
    held = meetings.held(data.picture(moment.version, moment.as_at), on=moment.on)
    last = held.unique("board", keep="first", maintain_order=True).sort("board")
    if last.is_empty():
        return
    with st.expander("Since a board met"):
        said = "".join(f"<li>{_seen(row, moment.on)}</li>" for row in last.iter_rows(named=True))
        tables.block(f'<ul class="plain">{said}</ul>')


def _seen(meeting: dict, on: date) -> str:
    """The board as a link to movement since the day its papers had, and beside it when it met."""
    met, day = day_words(meeting["meets_on"]), min(meetings.seen_at(meeting), on)
    papers = "" if day == meeting["meets_on"] else f", with the papers of {day_words(day)}"
    invented = demonstration_mark(meeting)
    return f"{link(address(since=day.isoformat()), meeting['board'])}, {met}{papers}{invented}"


def _cell(bands: pl.DataFrame) -> tuple[float, float] | None:
    """The cell of the matrix in force that the address names, or None; told where there is no such cell."""
    given = [st.query_params.get(name, "") for name in PLACE]
    if all(words.replace(".", "", 1).isdecimal() for words in given):
        likelihood, impact = map(float, given)
        if (
            likelihood in matrix.levels(bands, PLACE[0])[PLACE[0]]
            and impact in matrix.levels(bands, PLACE[1])[PLACE[1]]
        ):
            return likelihood, impact
    if any(words.strip() for words in given):
        named = " and ".join(f"{side} {quoted(words)}" for side, words in zip(PLACE, given, strict=True))
        says = f"The address asked for {named}, which is no cell of the matrix; all risks are shown."
        tables.block(f'<p class="banner">{text(says)}</p>')
    return None


def address(**query: str) -> str:
    """The address of this page as it is chosen now, but for the table's band, state and cell, with `query` in it."""
    chosen = {name: st.session_state.get(name) for name in ("register", "category", "since")}
    kept = {name: value for name, value in chosen.items() if value not in (None, "", filters.ALL)}
    return filters.address("risks", **{**kept, **query})


@st.cache_resource(max_entries=32, show_spinner=False)
def _register(
    url: str, at_version: int, as_at: datetime | None, on: date, since: date | None, priority: str | None
) -> pl.DataFrame:
    return risks.register(data.picture(at_version, as_at), on=on, since=since, priority=priority)


def registered(moment: Moment, since: date | None = None, priority: str | None = None) -> pl.DataFrame:
    """The rows of core.risks.register. Shared between sessions: never changed in place."""
    return _register(settings.read().database_url, moment.version, moment.as_at, moment.on, since, priority)


def whole(moment: Moment, chosen: Choice) -> pl.DataFrame:
    """The register that the page is of: by priority, register and category, with those closed since."""
    rows = registered(moment, chosen.since, chosen.priority)
    if chosen.register is not None:
        rows = rows.filter(pl.col("risk_register") == chosen.register)
    if chosen.category is not None:
        rows = rows.filter(pl.col("category") == chosen.category)
    return rows


def still_open(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of the register without those closed."""
    return rows.filter(pl.col("movement") != "closed")


def narrowed(rows: pl.DataFrame, chosen: Choice) -> pl.DataFrame:
    """What the table shows of `whole`: by band, state and cell; closed risks only where they are asked for."""
    if chosen.state not in WITH_CLOSED:
        rows = still_open(rows)
    if chosen.state is not None:
        rows = rows.filter(STATES[chosen.state])
    if chosen.band is not None:
        band = BANDS[chosen.band]
        rows = rows.filter(pl.col("band") == band if band else pl.col("band").is_null())
    if chosen.cell is not None:
        rows = rows.filter(pl.col("likelihood") == chosen.cell[0], pl.col("impact") == chosen.cell[1])
    return rows
