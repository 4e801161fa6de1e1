"""A risk's score over time on its bands: the picture and its words."""

from collections.abc import Mapping
from datetime import date, timedelta

import altair as alt
import polars as pl

from sct_dash.charts.theme import LINE, SIZE, TARGET, TEXT, dressed, end_labels
from sct_dash.core import risk_words
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import counted
from sct_dash.core.thread_frames import BANDS

HEIGHT = 240
GUTTER = 0.16  # of the span: room before the first score for the names of the bands
LABELLED = 14  # moves that are written beside their point; more would cover one another
LEAST = timedelta(days=183)  # drawn of a risk assessed only lately, so that the months beneath are different ones
NEAR = 0.04  # of the span: what lies so near the end is named by the line's label
GLYPHS = {"green": "●", "amber": "◆", "red": "▲"}
TINT = 0.13
HINTS = {"when": "Assessed", "shown": "Score", "before": "Before", "reason": "Why"}


def scores(
    rows: pl.DataFrame, bands: pl.DataFrame, aim: Mapping, until: date, colours: Mapping[str, str], theme: str = "light"
) -> alt.LayerChart:
    """The scores of `risks.history` as steps up to a day, over the bands of `matrix.in_force`, each band named.

    A score stands until the next assessment. `aim` is the risk's row of `risks.register`: its target_score is a dashed
    line, its band that of the last score now. `colours` are those of the bands by name. The axis begins at zero and
    reaches the highest score of the matrix. Every assessment has a point with its reason; scores that moved are
    written beside it unless there are too many.
    """
    told = _told(rows)
    top = _top(rows, bands, aim)
    first = rows["assessed_on"].min()
    last = max(until, first)
    ends = [min(first - (last - first) * GUTTER, last - LEAST), last]
    x = alt.X("assessed_on:T", title=None, scale=alt.Scale(domain=_instants(ends)), axis=_days())
    y = alt.Y("score:Q", title=None, scale=alt.Scale(domain=[0, top], nice=False), axis=alt.Axis(tickCount=5))
    base = alt.Chart(told.to_arrow())
    line = alt.Chart(_to_the_end(told, ends[1]).to_arrow()).mark_line(
        interpolate="step-after", color=LINE[theme], strokeWidth=2
    )
    tooltip = [alt.Tooltip(f"{name}:N", title=title) for name, title in HINTS.items()]
    points = base.mark_point(filled=True, opacity=1, color=LINE[theme]).encode(
        x=x, y=y, tooltip=tooltip, size=alt.condition("datum.moved", alt.value(75), alt.value(30))
    )
    layers = [
        *_bands(bands, top, colours, theme, ends[0]),
        *_target(aim, ends, theme),
        line.encode(x=x, y=y),
        points,
        *_moves(told, x, y, ends, theme),
        *end_labels(_ends(rows, aim, theme), ends[1], [0.0, top], HEIGHT),
    ]
    return dressed(alt.layer(*layers), theme, HEIGHT)


def _days() -> alt.Axis:
    return alt.Axis(format="%b %Y", labelOverlap=True, grid=False, tickCount=8)


def _instants(days: list[date]) -> list[alt.DateTime]:
    return [alt.DateTime(year=day.year, month=day.month, date=day.day) for day in days]


def _told(rows: pl.DataFrame) -> pl.DataFrame:
    """The columns the chart draws, with every score also in words for its tooltip."""
    each = list(rows.iter_rows(named=True))
    return rows.select(
        *("assessed_on", "score", "reason"),
        moved=pl.col("movement") != "same",
        when=pl.Series([day_words(row["assessed_on"]) for row in each], dtype=pl.String),
        shown=pl.Series([_score(row) for row in each], dtype=pl.String),
        before=pl.Series([risk_words.score(row["was"]) for row in each], dtype=pl.String),
        label=pl.Series([risk_words.score(row["score"]) for row in each], dtype=pl.String),
    )


def _score(row: Mapping) -> str:
    """12 (Red), likelihood 3, impact 4."""
    says = f"{risk_words.score(row['score'])} ({risk_words.band(row)})"
    if row["likelihood"] is None:
        return says
    return f"{says}, likelihood {risk_words.score(row['likelihood'])}, impact {risk_words.score(row['impact'])}"


def _top(rows: pl.DataFrame, bands: pl.DataFrame, aim: Mapping) -> float:
    known = [rows["score"].max(), bands.filter(part="score")["level"].max(), aim["target_score"]]
    return max(value for value in known if value is not None) * 1.06


def _to_the_end(told: pl.DataFrame, end: date) -> pl.DataFrame:
    """The steps with the last score held up to the end."""
    steps = told.select("assessed_on", "score")
    return pl.concat([steps, steps.tail(1).with_columns(assessed_on=pl.lit(end))])


def spans(bands: pl.DataFrame, top: float) -> pl.DataFrame:
    """band, low, high: the stretches of score that each band covers, the lowest first, up to the top of the axis.

    A band ends half way to the lowest score of the next one, as no score lies between them.
    """
    rated = bands.filter(part="score").sort("level").with_columns(run=pl.col("band").rle_id())
    runs = rated.group_by("run", maintain_order=True).agg(
        pl.col("band").first(), least=pl.col("level").min(), most=pl.col("level").max()
    )
    edge = (pl.col("most") + pl.col("least").shift(-1)) / 2
    return runs.with_columns(high=edge.fill_null(top)).select(
        "band", low=pl.col("high").shift(1).fill_null(0.0), high="high"
    )


def _bands(bands: pl.DataFrame, top: float, colours: Mapping[str, str], theme: str, start: date) -> list[alt.Chart]:
    shaded = spans(bands, top).with_columns(
        start=pl.lit(start),
        middle=(pl.col("low") + pl.col("high")) / 2,
        words=pl.format(
            "{} {}", pl.col("band").replace_strict(GLYPHS), pl.col("band").replace_strict(risk_words.BAND_WORDS)
        ),
    )
    if shaded.is_empty():
        return []
    base = alt.Chart(shaded.to_arrow())
    scale = alt.Scale(domain=list(BANDS), range=[colours[band] for band in BANDS])
    colour = alt.Color("band:N", legend=None, scale=scale)
    area = base.mark_rect(opacity=TINT).encode(y=alt.Y("low:Q", title=None), y2="high:Q", color=colour)
    names = base.mark_text(align="left", baseline="middle", dx=6, fontSize=SIZE, fontWeight=600)
    return [area, names.encode(x="start:T", y="middle:Q", text="words:N", color=colour)]


def _target(aim: Mapping, ends: list[date], theme: str) -> list[alt.Chart]:
    if aim["target_score"] is None:
        return []
    level = pl.DataFrame({"assessed_on": ends, "score": [aim["target_score"]] * 2})
    line = alt.Chart(level.to_arrow()).mark_line(color=TARGET[theme], strokeWidth=1.5, strokeDash=[8, 4])
    return [line.encode(x="assessed_on:T", y="score:Q")]


def _moves(told: pl.DataFrame, x: alt.X, y: alt.Y, ends: list[date], theme: str) -> list[alt.Chart]:
    """The scores that moved, but not one so near the end that its label would stand on the line's own."""
    near = ends[1] - (ends[1] - ends[0]) * NEAR
    moved = told.filter("moved", pl.col("assessed_on") < near)
    if not 0 < moved.height <= LABELLED:
        return []
    mark = alt.Chart(moved.to_arrow()).mark_text(
        align="left", baseline="bottom", dx=5, dy=-4, color=TEXT[theme], fontSize=SIZE, fontWeight=600
    )
    return [mark.encode(x=x, y=y, text="label:N")]


def _ends(rows: pl.DataFrame, aim: Mapping, theme: str) -> list[tuple[float, str, str]]:
    """What is written at the right: the score and the band it has now, as those drawn are; and the target."""
    last = rows.row(-1, named=True)
    ends = [
        (
            last["score"],
            f"{risk_words.score(last['score'])} ({risk_words.band({**last, 'band': aim['band']})})",
            LINE[theme],
        )
    ]
    if aim["target_score"] is not None:
        ends.append((aim["target_score"], f"Target {risk_words.score(aim['target_score'])}", TARGET[theme]))
    return ends


def headline(rows: pl.DataFrame) -> str:
    """The chart's message in ten words or fewer: the last move and its day, or that there was none."""
    last = rows.row(-1, named=True)
    at = f"{risk_words.score(last['score'])} ({risk_words.band(last)})"
    moves = rows.filter(pl.col("movement").is_in(["up", "down"]))
    if moves.is_empty():
        day = day_words(rows["assessed_on"][0])
        if rows.height == 1:
            return f"{at} at the one assessment held"
        # Two bands of one score are those of two matrices.
        steady = at if rows["band"].n_unique() == 1 else risk_words.score(last["score"])
        return f"{steady} since the first score held, of {day}"
    move = moves.row(-1, named=True)
    words = risk_words.MOVEMENT_WORDS[move["movement"]]
    return f"{words}: from {risk_words.score(move['was'])} to {at} on {day_words(move['assessed_on'])}"


def described(name: str, rows: pl.DataFrame, aim: Mapping) -> str:
    """What the chart says, as text: first, last, highest and lowest score, how often it moved, the target."""
    first, last = rows.row(0, named=True), rows.row(-1, named=True)
    says = f"Step chart of {name}: {_at(first)}."
    if rows.height > 1:
        high, low = rows.row(rows["score"].arg_max(), named=True), rows.row(rows["score"].arg_min(), named=True)
        moves = rows.filter(pl.col("movement").is_in(["up", "down"])).height
        often = {0: "never moved", 1: "moved once", 2: "moved twice"}
        moved = often.get(moves, f"moved {moves} times")
        says = (
            f"Step chart of {name}: from {_at(first)} to {_at(last)}; highest {_at(high)}, lowest {_at(low)}. "
            f"In {counted(rows.height, 'assessment')} the score {moved}."
        )
    day = f" by {day_words(aim['target_on'])}" if aim["target_on"] else ""
    target = f" The target is {risk_words.score(aim['target_score'])}{day}." if aim["target_score"] is not None else ""
    return f"{says}{target} The table holds every score with its reason."


def _at(row: Mapping) -> str:
    return f"{risk_words.score(row['score'])} ({risk_words.band(row)}) on {day_words(row['assessed_on'])}"
