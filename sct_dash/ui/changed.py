"""What changed between a day the reader chooses and the moment shown: a section that pages share."""

from datetime import date, datetime, timedelta

import polars as pl
import streamlit as st

from sct_dash import clock, settings
from sct_dash.core import changes, meetings
from sct_dash.core import since as everything
from sct_dash.core.periods import day_words
from sct_dash.returns import sending
from sct_dash.ui import asked, data, filters, tables, thread
from sct_dash.ui.filters import Moment
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import link, text

BEFORE = timedelta(weeks=4)
"""How long before the day shown changes are told from, unless the reader chooses: a board's month."""

HEADINGS = {
    "Status": ("status",),
    "Figures restated": ("restated",),
    "Signals": ("signal", "assurance"),
    "Relief": ("relief",),
    "Targets": ("target",),
    "Definitions": ("kpi",),
    "Risks": ("risk",),
    "Plan": ("milestone",),
    "Inspections": ("inspection",),
}
SOURCED = ("restated", "relief", "target", "kpi", "risk", "milestone", "inspection")  # say which file they came from
CALLED = {"kpi": "{code} {name}", "risk": "Risk {code} {name}", "milestone": "Milestone {code} {name}"}
"""How the sentence on a thing begins, which is what its link says; an inspection's begins with its name."""
NO_BOARD = "No board chosen"
SHOWN = 12  # of each heading before the rest is folded away
MOST = 200  # of each heading on the page; the download holds them all


@st.cache_resource(max_entries=16, show_spinner=False)
def _between(
    url: str, at_version: int, then_at: datetime, as_at: datetime | None, then_on: date, on: date
) -> tuple[pl.DataFrame, pl.DataFrame]:
    then, now = data.picture(at_version, then_at), data.picture(at_version, as_at)
    found = everything.between(then, now, then_on=then_on, now_on=on)
    return changes.sourced(found, data.submissions(at_version)), changes.first_reported(then, now, on=on)


def between(moment: Moment, since: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """core.since `between`, sourced, and core.changes `first_reported` from the end of a day to the moment shown.

    Shared between sessions and kept by data version and instants: never changed in place.
    """
    url = settings.read().database_url
    return _between(url, moment.version, clock.end_of(since), moment.as_at, since, moment.on)


def section(
    moment: Moment,
    *,
    kpi: str | None = None,
    priority: str | None = None,
    kpi_set: str | None = None,
    boards: bool = False,
) -> None:
    """The section What changed, from the day chosen in it (`since` in the address) to the moment shown.

    `kpi`, a code, leaves that KPI alone; `priority` narrows all but inspections, `kpi_set` the KPIs. Without a choice
    it goes back BEFORE from the day shown, or with `boards` to what the board chosen (`board` in the address) saw last.
    """
    st.header("What changed")
    met, why, chosen, fault = _compared(moment, boards)
    if fault:
        tables.block(f'<p role="alert" class="banner">{text(fault)}</p>')
        return
    since = chosen or met or moment.on - BEFORE
    found, first = between(moment, since)
    found = _narrowed(found, kpi=kpi, priority=priority, kpi_set=kpi_set)
    first = _narrowed(first.with_columns(kind=pl.lit("kpi")), kpi=kpi, priority=priority, kpi_set=kpi_set)
    unasked = chosen is None and met is None
    tables.block(summary(found, first["figures"].sum(), since, unasked, why if chosen is None else ""))
    listed(found, since if chosen or met else None)
    if found.height:
        st.download_button("Download what changed (CSV)", sending.csv_bytes(found), "changes.csv", "text/csv")


def _compared(moment: Moment, boards: bool) -> tuple[date | None, str, date | None, str]:
    """What `_board` and `_chosen` give, their boxes side by side; the first without `boards` nothing."""
    if not boards:
        return None, "", *_chosen(moment)
    beside, day = st.columns([3, 2])
    with beside:
        met, why = _board(moment)
    with day:
        return met, why, *_chosen(moment)


def listed(found: pl.DataFrame, since: date | None = None) -> None:
    """The items of rows of `between` under their headings, each a link to its thing; `since` goes with the links."""
    for heading, whats in HEADINGS.items():
        _items(heading, found.filter(pl.col("what").is_in(whats)), since)


def _board(moment: Moment) -> tuple[date | None, str]:
    """The day of what the chosen board saw last, and that in words as HTML; None and nothing without a choice."""
    held = meetings.held(data.picture(moment.version, moment.as_at), on=moment.on)
    latest = held.unique("board", keep="first", maintain_order=True)
    boards = {row["board"]: row for row in latest.sort("board").iter_rows(named=True)}
    if not boards:
        return None, ""
    options = {name: name for name in (NO_BOARD, *boards)}
    lacking = "of which no meeting before the day shown is held"
    asked.put_right("board", asked.one_of(options), "board", "four weeks before are shown", lacking)
    chosen = st.selectbox(
        "Since a board last met",
        list(options),
        key="board",
        bind="query-params",
        on_change=asked.forget,
        args=("board",),
        help="Compares with what the board's papers showed: the day they were due, or where that is not held the day "
        "it met. A day written beside it comes first.",
    )
    asked.tell("board")
    if chosen == NO_BOARD:
        return None, ""
    met = boards[chosen]
    why = f", what {chosen} saw for the last meeting held here, on {day_words(met['meets_on'])}"
    return meetings.seen_at(met), text(why) + demonstration_mark(met)


def _chosen(moment: Moment) -> tuple[date | None, str]:
    """The day chosen to compare with, None without a choice; and a sentence when nothing can be compared with it.

    A text box, as the day shown is chosen by one.
    """
    asked.put_right("since", lambda written: _plainly(written) or written, "since", "nothing is compared")
    written = st.text_input(
        "Compare with",
        key="since",
        bind="query-params",
        placeholder="Four weeks before",
        on_change=_write_plainly,
        width=240,
        help="Shows what changed since the end of that day. Write it like 1/9/2021, 2021-09-01 or 1 September 2021 and "
        "press Enter. Leave it empty for four weeks before the day shown.",
    )
    day, fault = asked.day(written, _today())
    if fault:
        return None, f"The day to compare with{fault.removeprefix('As at')}"
    latest = clock.day_of(moment.as_at or clock.now()) - timedelta(days=1)
    if day is not None and day > latest:
        return None, f"Choose a day up to {day_words(latest)} to compare with: nothing comes after it yet."
    return day, ""


def _today() -> date:
    return clock.day_of(clock.now())


def _plainly(written: str) -> str | None:
    """The day as the address has it, 2021-09-01; None when it is not understood."""
    found = asked.day(written, _today())[0]
    return found and found.isoformat()


def _write_plainly() -> None:
    """Write the day that was typed as the address has it; what is not understood stays, to be mended."""
    written = st.session_state["since"]
    st.session_state["since"] = _plainly(written) or written


def _narrowed(frame: pl.DataFrame, *, kpi: str | None, priority: str | None, kpi_set: str | None) -> pl.DataFrame:
    """The rows that the choices leave; a set is of KPIs only, and an inspection is of every priority."""
    kept = []
    if kpi is not None:
        kept.append(pl.col("kpi") == kpi)
    if priority is not None:
        kept.append((pl.col("priority") == priority) | (pl.col("kind") == "inspection"))
    if kpi_set is not None:
        kept.append((pl.col("set") == kpi_set) | (pl.col("kind") != "kpi"))
    return frame.filter(*kept)


def summary(found: pl.DataFrame, first: int, since: date, unasked: bool, why: str = "") -> str:
    """The counts in a sentence, as HTML; in words too when there is nothing to count. `first`: of figures that came.

    `why`: what day that is, in words that go on after it, as HTML.
    """
    start = f"Since {day_words(since)}{', four weeks before the day shown' if unasked else why}"
    came = f"{first:,} {'figure was' if first == 1 else 'figures were'} reported for the first time"
    counted = ", ".join(everything.counted(found))
    if counted:
        again = "" if (found["what"] == "restated").any() else " No figure was restated."
        says = f"{counted}.{f' {came}.' if first else ''}{again}"
    elif first:
        says = f"{came}, and nothing else changed."
    else:
        says = (
            "nothing changed. No status moved, no figure came or was restated, no real change began or ended, "
            "and relief, targets, definitions, risks and the plan stand as they were."
        )
    return f'<p class="lead">{start}: {says}</p>'


def _items(heading: str, rows: pl.DataFrame, since: date | None) -> None:
    if rows.is_empty():
        return
    st.subheader(heading)
    said = [_item(row, since) for row in rows.head(MOST).iter_rows(named=True)]
    folded = f"<details><summary>{len(said) - SHOWN} more</summary>{_listed(said[SHOWN:])}</details>"
    beyond = f"<p>The download has {rows.height - MOST:,} more.</p>" if rows.height > MOST else ""
    tables.block(_listed(said[:SHOWN]) + (folded if len(said) > SHOWN else "") + beyond)


def _listed(items: list[str]) -> str:
    return f"<ul>{''.join(items)}</ul>"


def _item(row: dict, since: date | None) -> str:
    who = CALLED.get(row["kind"], "{name}").format(**row)
    named = link(_address(row, since), who)
    source = ""
    if row["what"] in SOURCED and row["file_name"] is not None:
        sent = f"{row['file_name']}, sent {clock.moment(row['submitted_at'])} by {row['submitted_by']}"
        source = f' <span class="quiet">({text(sent)})</span>'
    return f"<li>{named}{text(row['says'].removeprefix(who))}{demonstration_mark(row)}{source}</li>"


def _address(row: dict, since: date | None) -> str:
    """Where an item leads: a KPI's own page compares with the same day."""
    if row["kind"] == "kpi" and since is not None:
        return filters.address("kpi", kpi=row["kpi"], since=since.isoformat())
    return thread.things_address(row["kind"], row["code"])
