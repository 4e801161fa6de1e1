"""The parts of the Returns page: what may be sent, what was found, what it would change, the deed, the history."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import polars as pl
import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from sct_dash import clock, door
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import counted
from sct_dash.returns import RETURNS, telling
from sct_dash.returns.shape import Kind
from sct_dash.store.writes import Refused
from sct_dash.ui import asked, data, tables
from sct_dash.ui.gate import Viewer
from sct_dash.ui.tables import NUMERIC, text

SHOWN = 200  # findings and changes on the page; the download holds them all
HISTORY = 50
NOT_DONE = "The database did not answer, so nothing was changed. Try again in a minute."


def kind() -> Kind:
    """The kind of return chosen; the monthly KPI values first, then by what each is called."""
    order = sorted(RETURNS, key=lambda name: (name != "kpi_values", RETURNS[name].title.casefold()))
    titles = {RETURNS[name].title: name for name in order}
    asked.put_right("kind", asked.one_of(titles), "kind of return", f"{RETURNS[order[0]].title} are shown")
    name = st.selectbox(
        "Kind of return",
        order,
        format_func=lambda n: RETURNS[n].title,
        key="kind",
        bind="query-params",
        on_change=asked.forget,
        args=("kind",),
    )
    asked.tell("kind")
    return RETURNS[name]


def guide(kind: Kind) -> None:
    """What the kind is for, its template, and the plain list of what is checked."""
    st.text(kind.about)
    st.download_button("Download the template (CSV)", telling.template(kind), f"{kind.name}.csv", "text/csv")
    with st.expander("What is checked"):
        items = "".join(f"<li>{text(line)}</li>" for line in telling.guide(kind))
        tables.block(f"<ul>{items}</ul>")


@dataclass(frozen=True)
class Sent:
    """A file as the page has it: its name and its bytes, as uploaded or as mended on the page."""

    name: str
    content: bytes

    @property
    def mark(self) -> str:
        """What tells this content from any other."""
        return sha256(self.content).hexdigest()


def upload(kind: Kind) -> Sent | None:
    """The file chosen, with the rows mended on the page in place, or None. A submission empties the box."""
    turn = st.session_state.get("upload_turn", 0)
    chosen = st.file_uploader("Choose a CSV or Excel file", type=["csv", "xlsx", "txt"], key=f"file_{kind.name}_{turn}")
    if chosen is None:
        return None
    sent = Sent(chosen.name, chosen.getvalue())
    mended = st.session_state.get("mended")
    if mended is None or mended[0] != (kind.name, sent.mark):
        return sent
    tables.block('<p class="banner">This is your file with the rows you mended here.</p>')
    if st.button("Go back to the file as it was"):
        del st.session_state["mended"]
        st.rerun()
    return mended[1]


def mend(outcome: door.Outcome, kind: Kind, sent: Sent) -> None:
    """A grid of the rows that have findings, when they are few enough: change them here and check again.

    Not offered where a row has more or fewer cells than there are headings: the grid could not show what was spare.
    """
    cells = outcome.checked.cells
    bad = outcome.checked.findings.filter(pl.col("severity") == "finding")["line"].drop_nulls().unique()
    misshapen = outcome.checked.findings.filter(pl.col("line").is_not_null() & pl.col("column").is_null())
    if outcome.checked.refused or misshapen.height or not 0 < len(bad) <= SHOWN or not set(bad) <= set(cells["line"]):
        return
    with st.expander("Mend these rows here"), st.container(key="mend"):
        wrong = cells.filter(pl.col("line").is_in(bad.implode()))
        edited = st.data_editor(wrong, disabled=["line"], hide_index=True, key=f"mend_{sent.mark}")
        if st.button("Check again with these rows"):
            whole = cells.update(edited, on="line", how="left", include_nulls=True).drop("line")
            original = st.session_state.get("mended", ((kind.name, sent.mark), None))[0]
            name = f"{Path(sent.name).stem}-mended.csv".replace("-mended-mended", "-mended")
            st.session_state["mended"] = (original, Sent(name, whole.write_csv().encode()))
            st.rerun()


def check(version: int, kind: Kind, file: Sent) -> door.Outcome:
    """The file checked against the figures of this data version; the same file and version are not checked twice."""
    key = (version, kind.name, file.name, file.mark)
    held = st.session_state.get("checked")
    if held is None or held[0] != key:
        with st.spinner("Checking the file…"):
            today = clock.day_of(clock.now())
            outcome = door.checked(data.engine(), kind=kind.name, data=file.content, file=file.name, today=today)
        st.session_state["checked"] = held = (key, outcome)
    return held[1]


def findings(outcome: door.Outcome) -> None:
    """Every problem found: totals by rule first, then the first of them, then the downloads."""
    for notice in [*outcome.checked.notices, *outcome.notices]:
        tables.block(f'<p class="banner">{text(notice)}</p>')
    found = outcome.checked.findings
    if found.is_empty():
        tables.block(f'<p class="lead">Nothing to mend in {counted(outcome.checked.count, "row")}.</p>')
        return
    blocking = found.filter(pl.col("severity") == "finding").height
    unusual = "This is unusual" if found.height == 1 else "These are unusual"
    says = (
        f"{counted(blocking, 'thing')} to mend before this file can be submitted. Nothing was stored."
        if blocking
        else f"Nothing must be mended. {unusual}: look before you submit."
    )
    tables.block(f'<p class="lead"><strong>{says}</strong></p>')
    totals = found.group_by("rule", maintain_order=True).agg(pl.len().alias("n"), pl.col("says").first())
    if found.height > 10:
        tables.table(
            "By kind of problem",
            {"How many": NUMERIC, "For example": ""},
            [[str(r["n"]), text(r["says"])] for r in totals.iter_rows(named=True)],
            header_column=1,
        )
    cells = [
        [text(r["line"]), text(r["column"]), text(r["says"]), text(r["value"])]
        for r in found.head(SHOWN).iter_rows(named=True)
    ]
    tables.table(
        f"Findings (first {SHOWN})" if found.height > SHOWN else "Findings",
        {"Line": NUMERIC, "Column": "", "What to do": "", "What the file has": ""},
        cells,
        header_column=2,
    )
    if not outcome.checked.refused:
        st.download_button(
            "Download your rows with what to fix (CSV)",
            lambda: telling.marked_csv(outcome.checked),
            "what-to-fix.csv",
            "text/csv",
        )
        st.download_button(
            "The same as a workbook, cells marked", lambda: telling.marked_workbook(outcome.checked), "what-to-fix.xlsx"
        )


def preview(outcome: door.Outcome, on: date) -> None:
    """What the file would change, and what follows from it."""
    shown = outcome.preview
    counts = shown.counts
    tables.block(
        f'<p class="lead">This would add <strong>{counts["new"]}</strong> new, change '
        f"<strong>{counts['changed']}</strong> and leave <strong>{counts['unchanged']}</strong> unchanged.</p>"
    )
    differing = outcome.differences()
    if differing.height:
        more = f", the first {SHOWN} of {differing.height:,}" if differing.height > SHOWN else ""
        cells = [
            [str(row["line"]), *(text(row[name] or "blank") for name in ("row", "column", "was", "becomes"))]
            for row in differing.head(SHOWN).iter_rows(named=True)
        ]
        columns = {"Line": NUMERIC, "Row": "", "Column": "", "Held now": "", "In this file": ""}
        tables.table(f"What it changes{more}", columns, cells, header_column=1)
    today = clock.day_of(clock.now())
    later = door.day_moved(shown.after, on=on, today=today)
    if later is not None and shown.already is None:
        tables.block(f"<p>The pages stand at {day_words(on)}; with this return they stand at {day_words(later)}.</p>")
    follows = door.consequences(shown.before, shown.after, on, today)
    tables.table(
        "Consequences",
        {"What follows": ""},
        [[text(says)] for says in follows["says"].head(SHOWN)],
        note=door.NOTHING_FOLLOWS,
    )


def submit_button(outcome: door.Outcome, kind: Kind, file: Sent, viewer: Viewer) -> None:
    """The deed: submit what was previewed, and say what came of it on the next run."""
    if outcome.preview.already is not None:
        return
    seen = st.session_state.get("previewed")
    st.session_state["previewed"] = looked_at = (file.mark, outcome.preview.version)
    if not st.button("Submit this return", type="primary"):
        return
    if seen != looked_at:
        st.warning("The figures changed since you looked. This is the preview now: look again, then submit.")
        return
    now = clock.now()
    try:
        done = door.submit(
            data.engine(),
            kind=kind.name,
            data=file.content,
            file=file.name,
            by=viewer.name,
            at=now,
            today=clock.day_of(now),
            seen=outcome.preview.version,
        )
    except (door.Busy, SQLAlchemyError) as fault:
        st.error(str(fault) if isinstance(fault, door.Busy) else NOT_DONE)
        return
    if done.submission is None:
        st.session_state["done"] = " ".join(done.notices) or "The figures changed meanwhile: check the file again."
    else:
        counts = done.preview.counts
        st.session_state["done"] = (
            f"Stored as submission {done.submission}: {counts['new']} new, "
            f"{counts['changed']} changed, {counts['unchanged']} unchanged."
        )
        st.session_state["upload_turn"] = st.session_state.get("upload_turn", 0) + 1
    data.forget_version()
    st.rerun()


def say_done() -> None:
    """What the last deed came to, until the next one."""
    done = st.session_state.pop("done", None)
    tables.block(f'<p role="status" class="banner">{text(done)}</p>' if done else '<p role="status"></p>')


def history(submissions: pl.DataFrame) -> None:
    """The latest submissions, newest first."""
    columns = {
        "Submission": NUMERIC,
        "Kind": "",
        "File": "",
        "Sent": "",
        "By": "",
        "Rows": NUMERIC,
        "New": NUMERIC,
        "Changed": NUMERIC,
        "State": "",
    }
    cells = [
        [
            str(r["id"]),
            text(r["kind"]),
            text(r["file_name"]),
            clock.moment(r["submitted_at"]),
            text(r["submitted_by"]),
            str(r["row_count"]),
            str(r["new_count"]),
            str(r["changed_count"]),
            _state(r),
        ]
        for r in submissions.head(HISTORY).iter_rows(named=True)
    ]
    st.header("History")
    caption = (
        f"The last {HISTORY} of {submissions.height} submissions" if submissions.height > HISTORY else "Submissions"
    )
    tables.table(caption, columns, cells, note="Nothing has been submitted yet.")


def take_back(submissions: pl.DataFrame, viewer: Viewer) -> None:
    """Take a submission in force back, with a reason; the earlier figures return."""
    standing = submissions.filter(pl.col("taken_back_at").is_null()).sort("id", descending=True)
    if standing.is_empty():
        return
    st.header("Take back")
    turn = st.session_state.get("take_back_turn", 0)
    # A submission that somebody else took back meanwhile stays chosen, so that it is refused by name and in words.
    chosen = st.session_state.get(f"back_{turn}")
    labels = [_label(row) for row in standing.iter_rows(named=True)]
    with st.form("take_back"):
        refused = st.empty()
        label = st.selectbox(
            "Submission to take back",
            labels if chosen is None or chosen in labels else [*labels, chosen],
            index=None,
            key=f"back_{turn}",
            placeholder="Choose one, or type its number or file",
            filter_mode="contains",
        )
        why = st.text_input("Why it is taken back", max_chars=500, key=f"why_{turn}")
        pressed = st.form_submit_button("Take back")
    if not pressed:
        return
    if label is None:
        refused.error("Choose the submission to take back")
        return
    number = int(label.split()[0])
    try:
        done = door.take_back(data.engine(), submission=number, by=viewer.name, why=why, at=clock.now())
    except (Refused, SQLAlchemyError) as fault:
        refused.error(str(fault) if isinstance(fault, Refused) else NOT_DONE)
        return
    st.session_state["done"] = done
    st.session_state["take_back_turn"] = turn + 1
    data.forget_version()
    st.rerun()


def _label(row: dict) -> str:
    """A submission as it is chosen: by its number, and known by the rest."""
    sent = day_words(clock.day_of(row["submitted_at"]))
    return f"{row['id']} {row['kind']} {row['file_name']}, sent {sent} by {row['submitted_by']}"


def _state(row: dict) -> str:
    if row["taken_back_at"] is None:
        return "demonstration" if row["demonstration"] else "in force"
    who, why = text(row["taken_back_by"]), text(row["taken_back_why"])
    return f"taken back {clock.moment(row['taken_back_at'])} by {who}: {why}"
