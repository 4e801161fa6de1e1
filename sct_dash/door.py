"""The one door in: a return is checked, previewed, submitted and taken back here, for page, command line and seed.

Joins the two rooms that do not know each other: returns (what a file must be) and store (what is kept).
"""

from dataclasses import dataclass, field
from datetime import date, datetime

import polars as pl
from sqlalchemy import Engine

from sct_dash.clock import day_of, moment
from sct_dash.core import follows, standings, thread_follows
from sct_dash.core.sentences import counted
from sct_dash.returns import RETURNS, comparing, telling
from sct_dash.returns.checking import Checked, check
from sct_dash.returns.shape import Kind, Known
from sct_dash.store import reads, writes
from sct_dash.store.writes import Superseded

TRIES = 8
NOTHING_FOLLOWS = (
    "No KPI's status turns, no real change starts or ends, no figure is restated, and no risk or milestone moves."
)
"""What is said of a return without consequences."""
REPORTED = {
    "kpi_values": "period_end",
    "staffing": "month_end",
    "finance": "month_end",
    "risk_scores": "assessed_on",
    "risk_bands": "valid_from",
    "milestone_updates": "reported_on",
    "inspections": "to_on",
}
"""The kinds that say how things stood on a day, and the column that has the day."""


class UnknownKind(ValueError):
    """The kind asked for is not one that can be sent; its text names those that can."""


class Busy(RuntimeError):
    """Other submissions kept landing first; nothing was changed."""


@dataclass(frozen=True)
class Preview:
    """What a checked return would change, against the picture of one data version.

    `compared`: the typed rows with `change` (new, changed, unchanged) and the figures they replace.
    `counts`: new, changed, unchanged. `before` and `after`: the pictures without and with the file.
    `already`: the submission, still in force, that holds exactly these rows; the file is then a no-op.
    """

    version: int
    compared: pl.DataFrame
    counts: dict[str, int]
    before: dict[str, pl.DataFrame]
    after: dict[str, pl.DataFrame]
    identity: str
    already: int | None = None


@dataclass(frozen=True)
class Outcome:
    """How a submission ended: what was checked, what it changed, its number (None when nothing was written)."""

    checked: Checked
    preview: Preview | None
    submission: int | None
    notices: list[str] = field(default_factory=list)

    def differences(self) -> pl.DataFrame:
        """What the file's changed rows say otherwise, as comparing.differences has it; none of a file not accepted."""
        if self.preview is None:
            return pl.DataFrame(schema=comparing.DIFFERENCES)
        return comparing.differences(kind_of(self.checked.kind), self.preview.compared)

    def reply(self, rows: bool = False) -> dict:
        """The JSON object of the command line's contract (README, *The command line*)."""
        counts = self.preview.counts if self.preview else None
        return telling.reply(self.checked, changes=counts, submission=self.submission, notices=self.notices, rows=rows)


def kind_of(name: str) -> Kind:
    """The declared kind of this name; UnknownKind when there is none."""
    if name not in RETURNS:
        raise UnknownKind(f"There is no kind of return called {name!r}. The kinds are {', '.join(sorted(RETURNS))}.")
    return RETURNS[name]


def checked(engine: Engine, *, kind: str, data: bytes, file: str, today: date) -> Outcome:
    """The file checked against what is held now, with the preview of what it would change; writes nothing.

    `today` decides which periods lie in the future.
    """
    declared = kind_of(kind)
    version, picture = reads.snapshot(engine)
    result = check(declared, data, file, Known(today=today, picture=picture))
    if not result.accepted:
        return Outcome(result, None, None)
    preview = _previewed(engine, declared, result, version, picture)
    return Outcome(result, preview, None, _already_said(engine, preview))


def submit(
    engine: Engine,
    *,
    kind: str,
    data: bytes,
    file: str,
    by: str,
    at: datetime,
    today: date,
    demonstration: bool = False,
    seen: int | None = None,
) -> Outcome:
    """Check the file and, when nothing is wrong with it, write its rows in one transaction.

    The rows are compared with the same data version that they are written on: when another submission lands in
    between, everything is checked again. The same rows as a submission still in force are a no-op that says so.
    A refusal or findings leave one audit event and no cell of the file. Raises Busy after several lost races, or when
    the data version is no longer `seen`, the one whose preview a person looked at.
    """
    for _ in range(TRIES):
        outcome = checked(engine, kind=kind, data=data, file=file, today=today)
        if outcome.preview is None:
            act = "refused" if outcome.checked.refused else "findings"
            says = f"{outcome.checked.findings.height} findings in {outcome.checked.count} rows; nothing was stored"
            writes.note(engine, at=at, by=by, act=act, kind=kind, says=says)
            return outcome
        if outcome.preview.already is not None:
            writes.note(engine, at=at, by=by, act="no-op", kind=kind, says=outcome.notices[-1])
            return outcome
        if seen is not None and outcome.preview.version != seen:
            raise Busy("The figures changed since you looked, so nothing was stored. Look at the preview again.")
        try:
            number = writes.submit(
                engine,
                kind=kind,
                table=kind_of(kind).table,
                rows=canonical(kind_of(kind).table, outcome.checked.rows),
                file_name=file,
                file_bytes=data,
                rows_hash=outcome.preview.identity,
                counts=outcome.preview.counts,
                by=by,
                at=at,
                demonstration=demonstration,
                expected_version=outcome.preview.version,
            )
        except Superseded:
            continue
        return Outcome(outcome.checked, outcome.preview, number, outcome.notices)
    raise Busy("Other returns kept arriving first, so this one was not stored. Nothing was changed. Send it again.")


def take_back(engine: Engine, *, submission: int, by: str, why: str, at: datetime) -> str:
    """Take a submission out of force from `at` on; the earlier figures return. store.writes.Refused says why not.

    The sentence it gives says whether there are earlier ones: a row without any is gone.
    """
    before = reads.snapshot(engine)[1]
    writes.take_back(engine, submission=submission, by=by, why=why, at=at)
    after = reads.snapshot(engine)[1]
    shown = {kind: frame.filter(pl.col("submission_id") == submission) for kind, frame in before.items()}
    rows = sum(frame.height for frame in shown.values())
    key = {kind.table: list(kind.stored.frame_key) for kind in RETURNS.values()}
    gone = sum(
        frame.join(after[table], on=key[table], how="anti", nulls_equal=True).height
        for table, frame in shown.items()
        if frame.height
    )
    return f"Submission {submission} was taken back. {_returned(rows, gone)}"


def _returned(rows: int, gone: int) -> str:
    if rows == 0:
        return "None of its figures was in force any longer, so nothing changes."
    if gone == 0:
        return "The earlier figures are in force again."
    if gone == rows:
        return f"There is no earlier figure for {counted(gone, 'row')} of it: nothing is held there now."
    back = counted(rows - gone, "row")
    return f"Earlier figures are in force again for {back}; for {gone:,} there is none, and nothing is held there now."


def canonical(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows as they are stored: a value that its numerator and denominator give is not stored twice."""
    if table != "kpi_values":
        return rows
    both = pl.col("numerator").is_not_null() & pl.col("denominator").is_not_null()
    return rows.with_columns(value=pl.when(both).then(None).otherwise(pl.col("value")))


def _previewed(engine: Engine, kind: Kind, result: Checked, version: int, picture: dict[str, pl.DataFrame]) -> Preview:
    rows = canonical(kind.table, result.rows)
    current = picture[kind.table]
    compared = comparing.compared(kind, rows, current)
    counts = comparing.counted(compared)
    identity = comparing.identity(kind, rows)
    already = reads.submission_with_hash(engine, kind.name, identity)
    nothing = counts["new"] == counts["changed"] == 0
    after = {**picture, kind.table: comparing.upserted(kind, rows, current)}
    return Preview(
        version=version,
        compared=compared,
        counts=counts,
        before=picture,
        after=after,
        identity=identity,
        already=already if nothing else None,
    )


def consequences(
    before: dict[str, pl.DataFrame], after: dict[str, pl.DataFrame], on: date, today: date | None = None
) -> pl.DataFrame:
    """The statuses that turn, the real changes that start or end and the figures restated between two pictures.

    Then what becomes of the sentences on staffing and on money, the risks whose score moves and the milestones that
    stand otherwise. One sentence (`says`) a row. `on` is the day that lateness is judged on; a new matrix of
    risks is told when it is in force by `today`.
    """
    return pl.concat(
        [
            follows.following(before, after, on=on),
            standings.following(before, after),
            thread_follows.following(before, after, on=on, today=today),
        ]
    )


def day_moved(after: dict[str, pl.DataFrame], *, on: date, today: date) -> date | None:
    """The day that figures are judged on once a picture is held, when that is later than `on`; None where it stays."""
    later = max([on, *_reported(after, today)])
    return later if later > on else None


def _reported(picture: dict[str, pl.DataFrame], today: date) -> list[date]:
    """The latest day up to today that real rows speak of, of each kind of REPORTED that has any.

    What lies ahead is not reported: a matrix of risks may be sent before it comes into force.
    """
    real = ~pl.col("demonstration")
    days = (picture[kind].filter(real, pl.col(day) <= today)[day].max() for kind, day in REPORTED.items())
    return [day for day in days if day is not None]


def _already_said(engine: Engine, preview: Preview) -> list[str]:
    if preview.already is None:
        return []
    sent = reads.submissions(engine).filter(pl.col("id") == preview.already).row(0, named=True)
    when = moment(sent["submitted_at"])
    return [f"These rows were already sent on {when} (London time), as submission {sent['id']}. Nothing was changed."]


def day_judged(engine: Engine, today: date) -> tuple[date, bool]:
    """The day that lateness is judged on when the reader chose none, and whether the database holds a demonstration.

    `today`; but where demonstration figures are in force, the last day one of them was sent, or the latest day that a
    real return reports of (REPORTED) when that is later: so the demonstration reads the same whenever it is opened, and
    a real figure sent into it still shows.
    """
    sent = reads.submissions(engine).filter(pl.col("demonstration") & pl.col("taken_back_at").is_null())
    if sent.is_empty():
        return today, False
    return min(today, max([day_of(sent["submitted_at"].max()), *_reported(reads.snapshot(engine)[1], today)])), True
