"""One board: what is due for its next meeting, what it saw last, and what changed since."""

import polars as pl
import streamlit as st

from sct_dash.core import agenda, meeting_words, meetings, papers
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import STATUS_WORDS
from sct_dash.returns import sending
from sct_dash.ui import changed, filters, meetings_calendar, meetings_data, tables, thread, thread_marks
from sct_dash.ui.filters import Moment
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.meetings_data import Seen
from sct_dash.ui.tables import NUMERIC, link, mark, text

STATES = {
    "late": ("red", "▲"),
    "missing": ("amber", "◆"),
    "stale": ("amber", "◇"),
    "due": ("quiet", "○"),
    "in hand": ("green", "●"),
}
"""The colour class and the shape of each state of papers.STATES; its word is in meeting_words.STATE_WORDS."""
DUE = {"State": "", "What": "", "Was or is due": "w", "In words": "", "Owner": ""}
STOOD = {"What": "", "State": "", "Then": NUMERIC, "Now": NUMERIC, "Change": "w"}
SHOWN = 8  # rows of what is due before the rest is folded away
MOST = 200  # rows of what is due on the page; the download holds them all
PAGES = {"kpis": "kpis", "staffing": "staffing", "finance": "finance", "risks": "risks", "plan": "priorities",
         "inspections": "inspections"}  # fmt: skip
"""The page of each subject."""


def next_meeting(moment: Moment, board: str) -> dict | None:
    """The next meeting of a board, a row of the calendar; None where none is set or expected."""
    rows = meetings_data.calendar(moment).filter(pl.col("board") == board)
    return rows.row(0, named=True) if rows.height else None


def summary(moment: Moment, meeting: dict | None, board: str, due: pl.DataFrame) -> str:
    """When the board meets next and what its papers lack, as HTML."""
    if meeting is None:
        return f'<p class="lead">{text(board)}: no meeting of it is set or expected in the next six months.</p>'
    says = meeting_words.coming(meeting, on=moment.on)
    wanting = meeting_words.wanting(papers.counted(due))
    told = f"<strong>{text(says)}</strong>{demonstration_mark(meeting)} {text(wanting)}"
    return f'<p class="lead">{told}{demonstration_mark(_whether_any(due))}</p>'


def _whether_any(rows: pl.DataFrame) -> dict:
    """Whether anything of the rows is a demonstration, as a row to be marked."""
    return {"demonstration": bool(rows["demonstration"].fill_null(False).any())}


def about(moment: Moment, board: str) -> None:
    """The heading of the board: how often it meets, what for, who may read its papers, and its meeting view."""
    st.header(tables.plain(board))
    row = meetings_calendar.of(moment, board)
    often = {"as called": "Meets as called"}.get(row["cadence"], f"Meets {row['cadence']}")
    public = "its papers are public" if row["public"] == "yes" else "its papers are not public"
    remit = f" {row['remit'].rstrip('.')}." if row["remit"] else ""
    meeting = next_meeting(moment, board)
    way = ""
    if meeting is not None:
        words = f"Open the meeting view for {day_words(meeting['meets_on'])}"
        way = (
            f"<p><strong>{link(meetings_calendar.room(meeting), words)}</strong>: one item a screen, for the room.</p>"
        )
    tables.block(f"<p>{text(f'{often}; {public}.{remit}')}{demonstration_mark(row)}</p>{way}")


def due_table(due: pl.DataFrame, meeting: dict | None) -> None:
    """What is late, missing, due and in hand for the papers, and its download.

    Past the first rows the rest is folded away, and past MOST it is counted.
    """
    if meeting is None:
        return
    caption = f"Due for {day_words(meeting['meets_on'])}"
    cells = [_due_cells(row) for row in due.head(MOST).iter_rows(named=True)]
    none = "Nothing is said of what this board receives, so nothing is due. The boards return says it."
    tables.table(caption, DUE, cells[:SHOWN], header_column=1, note=none)
    if len(cells) > SHOWN:
        with st.expander(f"{due.height - SHOWN:,} more due for {day_words(meeting['meets_on'])}"):
            tables.table(f"{caption}, continued", DUE, cells[SHOWN:], header_column=1)
            if due.height > MOST:
                tables.block(f"<p>The download has {due.height - MOST:,} more.</p>")
    if due.height:
        name = f"due-{meeting['meets_on'].isoformat()}.csv"
        st.download_button("Download what is due (CSV)", sending.csv_bytes(due), name, "text/csv")


def state(name: str) -> str:
    """A state of papers.STATES as HTML: its shape, its word, its colour."""
    tone, shape = STATES[name]
    words = meeting_words.STATE_WORDS[name]
    return f'<span class="mark {tone}"><span aria-hidden="true">{shape}</span> {words}</span>'


def _due_cells(row: dict) -> list[str]:
    where = filters.address(PAGES[row["subject"]])
    if row["kind"] in ("kpi", "risk", "milestone", "finding"):
        where = thread.things_address(row["kind"], row["code"])
    day = day_words(row["due_on"]) if row["due_on"] else ""
    return [
        state(row["state"]),
        link(where, row["what"]) + demonstration_mark(row),
        day,
        text(row["says"]),
        text(row["owner"]),
    ]


def saw_last(moment: Moment, seen: Seen | None, subjects: list[str]) -> None:
    """What the board saw at its last meeting: the counts then and now, and ways to every page as it stood."""
    st.subheader("What it saw last time")
    if seen is None:
        tables.block(f"<p>{meeting_words.last_seen(None, None)}</p>")
        return
    says = meeting_words.last_seen(seen.meeting, meetings.seen_at(seen.meeting))
    day = seen.moment.on.isoformat()
    pages = ["overview", *(PAGES[subject] for subject in subjects)]
    ways = ", ".join(link(filters.address(page, as_at=day), _page_words(page)) for page in pages)
    tables.block(f"<p>{text(says)}{demonstration_mark(seen.meeting)} See it as it stood: {ways}.</p>")
    then, now = (
        meetings.stood(subjects, status=stands.status, register=stands.register, milestones=stands.milestones)
        for stands in (meetings_data.standing(seen.moment), meetings_data.standing(moment))
    )
    both = meetings.compared(then, now)
    cells = [_stood_cells(row) for row in both.iter_rows(named=True)]
    caption = f"Then ({day_words(seen.moment.on)}) and now ({day_words(moment.on)})"
    tables.table(caption, STOOD, cells, header_column=0, note="Nothing that is counted was held then, or is now.")


def _page_words(page: str) -> str:
    return {"kpis": "KPIs"}.get(page, page.capitalize())


def _stood_cells(row: dict) -> list[str]:
    subject = {"kpis": "KPIs", "risks": "Risks", "plan": "Milestones"}[row["subject"]]
    change = "" if row["then"] is None or row["now"] is None else row["now"] - row["then"]
    words = (
        change if change == "" else "No change" if not change else f"{abs(change)} {'more' if change > 0 else 'fewer'}"
    )
    return [subject, _state_mark(row), _number(row["then"]), _number(row["now"]), words]


def _state_mark(row: dict) -> str:
    if row["subject"] == "plan":
        return thread_marks.brag(row["state"])
    if row["state"] == "relieved":
        return f'<span class="mark"><span class="hatch" aria-hidden="true"></span> {STATUS_WORDS["relieved"]}</span>'
    return mark(row["state"])


def _number(value: int | None) -> str:
    return '<span class="quiet">not held</span>' if value is None else f"{value:,}"


def changed_since(moment: Moment, seen: Seen | None, subjects: list[str]) -> None:
    """What changed since the figures that the board saw last, of what it receives."""
    if seen is None:
        return
    st.subheader("What changed since")
    found, first = changed.between(moment, seen.moment.on)
    kinds = [kind for kind, subject in agenda.SUBJECTS_OF.items() if subject in subjects]
    found = found.filter(pl.col("kind").is_in(kinds))
    came = first["figures"].sum() if "kpis" in subjects else 0
    tables.block(changed.summary(found, came, seen.moment.on, unasked=False))
    changed.listed(found, seen.moment.on)
    relief = meetings_data.relief_soon(moment)
    if "kpis" in subjects and relief.height:
        st.subheader("Relief that ends or begins within 60 days")
        said = [_relief(row) for row in relief.iter_rows(named=True)]
        tables.block(f"<ul>{''.join(said)}</ul>")


def _relief(row: dict) -> str:
    who = f"{row['kpi']} {row['name']}"
    rest = meeting_words.sentence(row["says"].removeprefix(who))
    return f"<li>{link(filters.address('kpi', kpi=row['kpi']), who)}{text(rest)}{demonstration_mark(row)}</li>"
