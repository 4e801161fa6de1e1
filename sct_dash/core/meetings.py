"""The boards' meetings: those ahead, dated or expected from a cadence, those held, and what a board saw last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from sct_dash.core import status as kpi_status
from sct_dash.core import things
from sct_dash.core.frames import SCHEMAS, facts
from sct_dash.core.thread_frames import CADENCES

Picture = Mapping[str, pl.DataFrame]
Row = Mapping[str, object]

CALENDAR = pl.Schema(
    {
        "board": pl.String,
        "meets_on": pl.Date,
        "papers_due_on": pl.Date,
        "set": pl.Boolean,
        "public": pl.String,
        "cadence": pl.String,
        "last_met_on": pl.Date,
        "receives": pl.String,
        "note": pl.String,
        "says": pl.String,
        "submission_id": pl.Int64,
        "demonstration": pl.Boolean,
    }
)
"""The columns of `calendar` and of `held`."""

WHOLE = {"meeting": "The meeting as a whole", "staffing": "Staffing", "finance": "Finance"}
"""What a note is about that is about no one thing."""

KPI_STATES = ("red", "amber", "green", "relieved", "late")
"""The counts of KPIs that a board is shown, then and now."""

_HALF_A_MONTH = 15  # days: an expected meeting so near to a dated one, a month of cadence, is that one


def calendar(picture: Picture, *, on: date, months: int = 6) -> pl.DataFrame:
    """The meetings from a day on, that day included, for so many months: dated, and expected where none is dated.

    Columns: those of CALENDAR, by meets_on, then board. `set` is false for an expected one: so many months of cadence
    after a dated meeting, Saturday and Sunday moved to Monday, and none within half a cadence of another dated one.
    papers_due_on is the day given, else the board's papers_days before the meeting, else null. last_met_on is the last
    dated meeting before `on`, null for none. `says` tells how the date is known. A board that meets as called has no
    expected meeting, nor has one without any dated one: `unforeseen` says so.
    """
    until = pl.lit(on).dt.offset_by(f"{months}mo")
    dated = facts(picture, "meetings").with_columns(set=pl.lit(True))
    expected = _expected(picture, on, months)
    return _told(pl.concat([dated, expected], how="diagonal"), picture, on).filter(
        pl.col("meets_on").is_between(pl.lit(on), until)
    )


def held(picture: Picture, board: str | None = None, *, on: date) -> pl.DataFrame:
    """The dated meetings before a day, of one board or of all, the latest first: the columns of CALENDAR."""
    dated = facts(picture, "meetings").with_columns(set=pl.lit(True)).filter(pl.col("meets_on") < on)
    dated = dated if board is None else dated.filter(pl.col("board") == board)
    return _told(dated, picture, on).sort("meets_on", "board", descending=[True, False])


def unforeseen(picture: Picture, *, on: date) -> pl.DataFrame:
    """The boards of which no meeting can be expected beyond those dated: board, says (why), demonstration; by board."""
    boards = facts(picture, "boards").select("board", "cadence", "submission_id", "demonstration")
    met = facts(picture, "meetings").select("board").unique()
    never = boards.join(met, on="board", how="anti").with_columns(
        says=pl.lit("No meeting of it is held here, so the next cannot be foreseen from its cadence.")
    )
    called = boards.join(met, on="board", how="semi").filter(pl.col("cadence") == "as called")
    ahead = facts(picture, "meetings").filter(pl.col("meets_on") >= on).select("board").unique()
    called = called.join(ahead, on="board", how="anti").with_columns(
        says=pl.lit("It meets as called, so no meeting is known until a date is set.")
    )
    told = pl.concat([never, called]).sort("board")
    return told.select("board", "says", pl.col("demonstration").fill_null(False))


def is_meeting(picture: Picture, asked: pl.DataFrame) -> pl.Series:
    """Whether each row of `asked` (board, meets_on) is a meeting, dated or expected; null where either is null."""
    dated = facts(picture, "meetings").select("board", "meets_on")
    last, first = asked["meets_on"].max(), dated["meets_on"].min()
    days = [dated]
    if last is not None and first is not None and last > first:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        days.append(_expected(picture, first, months).select("board", "meets_on"))
    known = pl.concat(days).unique().with_columns(known=pl.lit(True))
    found = asked.join(known, on=["board", "meets_on"], how="left", maintain_order="left")
    whole = pl.col("board").is_not_null() & pl.col("meets_on").is_not_null()
    return found.select(meeting=pl.when(whole).then(pl.col("known").fill_null(False)))["meeting"]


def seen_at(meeting: Row) -> date:
    """The day at whose end the papers of a meeting stood: the day they were due, else the day of the meeting."""
    return meeting["papers_due_on"] or meeting["meets_on"]


def noted(picture: Picture, board: str | None = None, meets_on: date | None = None) -> pl.DataFrame:
    """What was noted at the meetings, of one board or day or of all: by meets_on, latest first, board, and in turn.

    The columns of the notes return; about: the item in words (KPI002 Visits in time; the meeting as a whole);
    submission_id, line, demonstration.
    """
    kept = facts(picture, "notes").filter(
        *(pl.col(name) == value for name, value in (("board", board), ("meets_on", meets_on)) if value is not None)
    )
    names = things.names(picture).select(item_kind="kind", item_code="code", title="title")
    named = kept.join(names, on=["item_kind", "item_code"], how="left", maintain_order="left")
    about = things.called("item_kind", "item_code", "title")
    whole = pl.col("item_kind").replace_strict(WHOLE, default=None, return_dtype=pl.String)
    told = named.with_columns(about=pl.coalesce(whole, about), demonstration=pl.col("demonstration").fill_null(False))
    order = ["meets_on", "board", "submission_id", "line"]
    columns = [*SCHEMAS["notes"], "about", "submission_id", "line", "demonstration"]
    return told.sort(order, descending=[True, False, False, False], maintain_order=True).select(columns)


def stood(
    subjects: Sequence[str], *, status: pl.DataFrame, register: pl.DataFrame, milestones: pl.DataFrame
) -> pl.DataFrame:
    """How many KPIs, risks and milestones stand where, of the subjects a board receives: subject, state, number.

    KPIs as status.counts has them, those that are rated or late; risks by band, without those closed or in none;
    milestones late, at risk and complete. A subject of which nothing is held has no rows.
    """
    kpis = kpi_status.counts(status) if "kpis" in subjects and status.height else {}
    rows = [("kpis", name, kpis[name]) for name in KPI_STATES if name in kpis]
    open_risks = register.filter(pl.col("movement") != "closed")
    for subject, frame, column, states in (
        ("risks", open_risks, "band", ("red", "amber", "green")),
        ("plan", milestones, "brag", ("late", "at_risk", "complete")),
    ):
        if subject in subjects and frame.height:
            rows += [(subject, name, frame.filter(pl.col(column) == name).height) for name in states]
    return pl.DataFrame(rows, {"subject": pl.String, "state": pl.String, "number": pl.Int64}, orient="row")


def compared(then: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """Two frames of `stood` side by side: subject, state, then, now; null where nothing of the subject was held."""
    both = now.rename({"number": "now"}).join(
        then.rename({"number": "then"}), on=["subject", "state"], how="full", coalesce=True, maintain_order="left_right"
    )
    return both.select("subject", "state", "then", "now")


def _expected(picture: Picture, on: date, months: int) -> pl.DataFrame:
    """board, meets_on, set (false) and the origin of the dated meeting it is reckoned from, from `on` for `months`."""
    step = pl.col("cadence").replace_strict(CADENCES, return_dtype=pl.Int64, default=None)
    boards = facts(picture, "boards").select("board", step=step).drop_nulls()
    dated = facts(picture, "meetings").select("board", "meets_on", "submission_id", "demonstration").sort("meets_on")
    dated = dated.with_columns(next_on=pl.col("meets_on").shift(-1).over("board")).join(boards, on="board")
    end = pl.coalesce("next_on", pl.lit(on).dt.offset_by(f"{months}mo"))
    span = (end.dt.year() - pl.col("meets_on").dt.year()) * 12 + end.dt.month() - pl.col("meets_on").dt.month()
    steps = pl.int_ranges(1, pl.max_horizontal(span // pl.col("step") + 1, pl.lit(1)))
    each = dated.with_columns(times=steps).explode("times").drop_nulls("times")
    day = pl.col("meets_on").dt.offset_by(pl.format("{}mo", pl.col("times") * pl.col("step")))
    each = each.with_columns(expected_on=_on_a_weekday(day))
    near = pl.col("expected_on").dt.offset_by(pl.format("{}d", pl.col("step") * _HALF_A_MONTH)) >= pl.col("next_on")
    kept = each.filter(~near.fill_null(False), pl.col("expected_on") >= on)
    return kept.select(
        "board", meets_on="expected_on", set=pl.lit(False), submission_id="submission_id", demonstration="demonstration"
    ).unique(["board", "meets_on"], keep="last", maintain_order=True)


def _on_a_weekday(day: pl.Expr) -> pl.Expr:
    weekday = day.dt.weekday()
    return day.dt.offset_by(pl.when(weekday > 5).then(pl.format("{}d", 8 - weekday)).otherwise(pl.lit("0d")))


def _told(rows: pl.DataFrame, picture: Picture, on: date) -> pl.DataFrame:
    """The meetings with what their board is, when its papers are due, when it last met and how the date is known."""
    boards = facts(picture, "boards").select("board", "public", "cadence", "receives", "papers_days")
    past = facts(picture, "meetings").filter(pl.col("meets_on") < on)
    last = past.group_by("board").agg(last_met_on=pl.col("meets_on").max())
    told = rows.join(boards, on="board", how="inner").join(last, on="board", how="left")
    before = pl.col("meets_on").dt.offset_by(pl.format("-{}d", pl.col("papers_days").cast(pl.Int64)))
    says = (
        pl.when("set")
        .then(pl.lit("The date is set."))
        .otherwise(pl.format("Expected, from a {} cadence; no date is set.", "cadence"))
    )
    due = pl.coalesce("papers_due_on", before) if "papers_due_on" in told.columns else before
    return told.with_columns(papers_due_on=due, says=says).select(list(CALENDAR)).sort("meets_on", "board")
