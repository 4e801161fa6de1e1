"""The front page's four lists: what is off, what moved, what is late, what is next; each item a link to its cause."""

import polars as pl

from sct_dash.core import front, inspections
from sct_dash.core import since as everything
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import counted
from sct_dash.ui import changed, data, filters, kpi_rows, meetings_data, tables, thread, thread_marks
from sct_dash.ui.filters import Moment
from sct_dash.ui.tables import link, text

CALLED = {"kpi": "{code} {title}", "risk": "Risk {code} {title}", "milestone": "{code} {title}"}
"""What the link to an item says; one of another kind by its title alone."""

SHOWN = {"kpi": 2, "risk": 2, "milestone": 1, "meeting": 2, "inspection": 1}
"""How many items of each kind a list shows before it says how many more there are."""

NOTHING = "No KPI, risk or milestone is held for this choice."
"""Of which nothing can be said; that nothing is late would be false comfort."""

UNRATED = "No KPI is judged against a target for this choice, and no open risk has a band."
NOT_OWED = "Nothing that could be late is held for this choice."
"""What is said of things held of which none could be off target, or late."""

NOUNS = {
    "kpi": ("KPI", "kpis"),
    "risk": ("risk", "risks"),
    "milestone": ("milestone", "priorities"),
    "meeting": ("meeting", "meetings"),
    "inspection": ("inspection", "inspections"),
}
"""What each kind is called when counted, and the page that has all of them."""


def lists(moment: Moment, statuses: pl.DataFrame, priority: str | None) -> None:
    """Show the four lists, of the KPIs in `statuses` and of all else that serves a priority.

    Meetings and inspections are of every priority. They stand beside each other, or beneath where there is no room.
    """
    since = moment.on - changed.BEFORE
    standing = meetings_data.standing(moment, since)
    register, milestones = (_serving(frame, priority) for frame in (standing.register, standing.milestones))
    found = _of_these(changed.between(moment, since)[0], statuses, priority)
    picture = data.picture(moment.version, moment.as_at)
    ahead = front.ahead(
        meetings_data.calendar(moment),
        everything.relief_ahead(picture, on=moment.on).join(statuses.select("kpi"), on="kpi", how="semi"),
        milestones,
        inspections.next_window(picture, on=moment.on),
        on=moment.on,
    )
    held = any(frame.height for frame in (statuses, register, milestones))
    well = "Nothing is off target." if front.rated(statuses, register) else UNRATED
    timely = "Nothing is late." if front.owed(statuses, milestones, register) else NOT_OWED
    changes, late = filters.address("changes"), filters.address("kpis", status="Late")
    drawn = [
        _card("Off target", front.off(statuses, register), well if held else NOTHING),
        _card(f"Moved since {day_words(since)}", front.moved(found), "Nothing moved.", **dict.fromkeys(NOUNS, changes)),
        _card("Late", front.late(statuses, milestones, register), timely if held else NOTHING, kpi=late),
        _card("Next", ahead, "Nothing is in the calendar."),
    ]
    tables.block(f'<div class="front">{"".join(drawn)}</div>')


def _of_these(found: pl.DataFrame, statuses: pl.DataFrame, priority: str | None) -> pl.DataFrame:
    """What changed of these KPIs, of the risks and milestones that serve the priority, and of every inspection."""
    serves = pl.lit(True) if priority is None else (pl.col("priority") == priority) | pl.col("priority").is_null()
    of_kpis = pl.col("code").is_in(statuses["kpi"].implode())
    return found.filter(pl.when(pl.col("kind") == "kpi").then(of_kpis).otherwise(serves))


def _serving(frame: pl.DataFrame, priority: str | None) -> pl.DataFrame:
    return frame if priority is None else frame.filter(pl.col("priority") == priority)


def _card(heading: str, items: pl.DataFrame, none: str, **more: str) -> str:
    """One list as HTML: its heading, the first items of each kind, how many more. `none` is said of no items.

    `more` has for a kind the address where all of it is, where that is not the kind's own page.
    """
    if items.is_empty():
        return f'<section><h2>{text(heading)}</h2><p class="quiet">{text(none)}</p></section>'
    kinds = items.partition_by("kind", as_dict=True, maintain_order=True)
    shown = [row for (kind,), of in kinds.items() for row in of.head(SHOWN[kind]).iter_rows(named=True)]
    left = [_left(kind, of.height - SHOWN[kind], more) for (kind,), of in kinds.items() if of.height > SHOWN[kind]]
    beyond = f'<li class="quiet">and {", ".join(left)}</li>' if left else ""
    said = "".join(f"<li>{_item(row)}</li>" for row in shown)
    mark = kpi_rows.demonstration_mark({"demonstration": items["demonstration"].any()})
    return f'<section><h2>{text(heading)}{mark}</h2><ul class="plain">{said}{beyond}</ul></section>'


def _left(kind: str, number: int, more: dict[str, str]) -> str:
    noun, page = NOUNS[kind]
    return link(more.get(kind) or filters.address(page), counted(number, f"more {noun}"))


def _item(row: dict) -> str:
    called = CALLED.get(row["kind"], "{title}").format(**row)
    named = link(thread.things_address(row["kind"], row["code"]), called)
    return f'{_mark(row)}{named} <span class="quiet">{text(row["says"])}</span>'


def _mark(row: dict) -> str:
    if row["status"] is None:
        return ""
    if row["kind"] == "milestone":
        return f"{thread_marks.brag(row['status'])} "
    return f"{tables.mark(row['status'])} " if row["status"] in tables.SHAPES else ""
