"""Milestones on a timeline: the day each was first due, the day it is due now, and how it stands."""

from datetime import date, timedelta

import altair as alt
import polars as pl

from sct_dash.charts.theme import LINE, QUIET, SIZE, TEXT, dressed
from sct_dash.core.periods import day_words
from sct_dash.core.plan import BRAGS
from sct_dash.core.plan_words import BRAG_WORDS, apart, done
from sct_dash.core.sentences import counted

ROW = 40  # pixels of a milestone: its words above its line
MOST = 14  # milestones drawn; the table holds the rest
LATELY = timedelta(days=365)
"""How long a complete milestone is drawn beside open ones; where none is open, the latest FEW are."""
FEW = 5
ROOM = 0.04  # of the time shown, kept free at either end
GLYPHS = {"late": "▲", "at_risk": "◆", "not_reported": "–", "on_track": "●", "complete": "■", "cancelled": "✕"}
"""How each standing is written beside its colour; the marks of the picture have the same shapes."""
SHAPES = {
    "late": "triangle-up",
    "at_risk": "diamond",
    "not_reported": "stroke",
    "on_track": "circle",
    "complete": "square",
    "cancelled": "cross",
}
# The status colours of the pages (red, amber, green), which stand 3:1 and more from the paper; complete is blue.
COLOURS = {
    "light": ("#d4351c", "#b35900", QUIET["light"], "#00703c", LINE["light"], QUIET["light"]),
    "dark": ("#ff8674", "#f5a94a", QUIET["dark"], "#4cc38a", LINE["dark"], QUIET["dark"]),
}
_DRAWN = {
    **dict.fromkeys(("milestone", "said", "brag", "named", "first", "now", "done"), pl.String),
    "first_due_on": pl.Date,
    "shown_on": pl.Date,
}


def timeline(rows: pl.DataFrame, on: date, theme: str = "light") -> alt.LayerChart:
    """The chart of rows of `plan.milestones`, the first MOST of `chosen` by their date.

    A row each: a hollow mark on the day it was first due, a filled one, in the shape and colour of its standing, on the
    day it is due now or was complete. The line is the slippage: from the first day to that, or to the day `on` of what
    is late. Its words stand above it. A dashed line is the day `on`.
    """
    drawn = _drawn(chosen(rows, on)).with_columns(
        reached_on=pl.when(brag="late").then(pl.lit(on)).otherwise("shown_on"),
    )
    order, scale = drawn["milestone"].to_list(), alt.Scale(domain=_span(drawn, on))
    y = alt.Y("milestone:N", sort=order, title=None, axis=None)
    x = alt.X("shown_on:T", title=None, scale=scale, axis=alt.Axis(format="%b %Y", tickCount=6, labelOverlap=True))
    layers = [*_today(on, theme), *_marks(drawn, x, y, scale, theme), *_words(drawn, y, on, scale, theme)]
    return dressed(alt.layer(*layers), theme, ROW * drawn.height)


def chosen(rows: pl.DataFrame, on: date) -> pl.DataFrame:
    """The milestones that are drawn, by date: what is open, the worst first, then what was complete lately."""
    alive = rows.filter(pl.col("brag") != "cancelled").with_columns(_shown_on())
    complete = pl.col("brag") == "complete"
    first = alive.filter(~complete).sort(pl.col("brag").cast(pl.Enum(BRAGS)), "shown_on")
    last = alive.filter(complete).sort("shown_on", descending=True)
    last = last.filter(pl.col("shown_on") > on - LATELY) if first.height else last.head(FEW)
    return pl.concat([first, last]).head(MOST).sort("shown_on", "milestone")


def _shown_on() -> pl.Expr:
    return pl.coalesce("completed_on", "due_on").alias("shown_on")


def _drawn(rows: pl.DataFrame) -> pl.DataFrame:
    told = [
        {
            **{name: row[name] for name in ("milestone", "brag", "first_due_on", "shown_on")},
            "said": _said(row),
            "named": f"{row['milestone']} {row['title']}",
            "first": day_words(row["first_due_on"]),
            "now": f"{'complete' if row['brag'] == 'complete' else 'due'} {day_words(row['shown_on'])}",
            "done": done(row["percent"]),
        }
        for row in rows.iter_rows(named=True)
    ]
    return pl.DataFrame(told, schema=_DRAWN)


def _said(row: dict) -> str:
    """▲ Late, 320 days after the first date: M017 Assessments in time at 85%."""
    moved = f", {apart(row['slippage_days'], 'the first date')}" if row["slippage_days"] else ""
    return f"{GLYPHS[row['brag']]} {BRAG_WORDS[row['brag']]}{moved}: {row['milestone']} {row['title']}"


def _span(drawn: pl.DataFrame, on: date) -> list[str]:
    days = [*drawn["first_due_on"], *drawn["shown_on"], on]
    room = max((max(days) - min(days)) * ROOM, timedelta(days=14))
    return [(min(days) - room).isoformat(), (max(days) + room).isoformat()]


def _marks(drawn: pl.DataFrame, x: alt.X, y: alt.Y, scale: alt.Scale, theme: str) -> list[alt.Chart]:
    base = alt.Chart(drawn.to_arrow())
    colour = alt.Color("brag:N", legend=None, scale=alt.Scale(domain=list(BRAGS), range=list(COLOURS[theme])))
    shape = alt.Shape("brag:N", legend=None, scale=alt.Scale(domain=list(BRAGS), range=[SHAPES[b] for b in BRAGS]))
    hints = {"named": "Milestone", "first": "First due", "now": "Now", "done": "Done"}
    tooltip = [alt.Tooltip(f"{name}:N", title=title) for name, title in hints.items()]
    first = alt.X("first_due_on:T", title=None, scale=scale)
    line = base.mark_rule(strokeWidth=2, yOffset=9).encode(x=first, x2="reached_on:T", y=y, color=colour)
    was = base.mark_point(filled=False, size=46, strokeWidth=1.6, yOffset=9, color=QUIET[theme], shape="circle")
    now = base.mark_point(filled=True, opacity=1, size=95, yOffset=9)
    return [line, was.encode(x=first, y=y), now.encode(x=x, y=y, color=colour, shape=shape, tooltip=tooltip)]


def _words(drawn: pl.DataFrame, y: alt.Y, on: date, scale: alt.Scale, theme: str) -> list[alt.Chart]:
    mark = alt.Chart(drawn.to_arrow()).mark_text(
        align="left", baseline="middle", dy=-8, fontSize=SIZE, limit=alt.ExprRef("width")
    )
    day = pl.DataFrame({"on": [on], "words": [day_words(on)]})
    label = alt.Chart(day.to_arrow()).mark_text(baseline="bottom", dy=-4, fontSize=SIZE, color=QUIET[theme])
    return [
        mark.encode(x=alt.value(0), y=y, text="said:N", color=alt.value(TEXT[theme])),
        label.encode(x=alt.X("on:T", scale=scale), y=alt.value(0), text="words:N"),
    ]


def _today(on: date, theme: str) -> list[alt.Chart]:
    day = pl.DataFrame({"on": [on]})
    return [alt.Chart(day.to_arrow()).mark_rule(strokeDash=[4, 3], color=QUIET[theme]).encode(x="on:T")]


def headline(rows: pl.DataFrame) -> str:
    """The chart's message in ten words or fewer, from rows of `plan.milestones`."""
    alive = rows.filter(pl.col("brag") != "cancelled")
    late = alive.filter(pl.col("brag") == "late")
    if alive.is_empty():
        return "No milestone to show"
    if late.height == 1 == alive.height:
        return f"Late by {counted(late['slippage_days'][0], 'day')}"
    if late.height:
        every = f"All {late.height}" if late.height == alive.height else f"{late.height} of {alive.height}"
        says = f"{every} milestones late"
        worst = late["slippage_days"].max()
        return f"{says}, the worst by {counted(worst, 'day')}" if worst else says
    if alive.filter(pl.col("brag") != "complete").is_empty():
        return f"All {counted(alive.height, 'milestone')} complete" if alive.height > 1 else "Its milestone is complete"
    return f"None of {counted(alive.height, 'milestone')} late"


def described(rows: pl.DataFrame, on: date) -> str:
    """What the chart says, as text: how many stand how, and which are furthest behind their first date."""
    drawn = chosen(rows, on)
    if drawn.is_empty():
        return "Timeline of milestones: nothing to draw."
    stand = [f"{drawn.filter(pl.col('brag') == brag).height} {BRAG_WORDS[brag].lower()}" for brag in BRAGS]
    says = ", ".join(words for words in stand if not words.startswith("0 "))
    open_ones = drawn.filter((pl.col("brag") != "complete") & (pl.col("slippage_days") > 0))
    worst = open_ones.sort("slippage_days", descending=True).head(3)
    behind = [f"{row['milestone']} by {counted(row['slippage_days'], 'day')}" for row in worst.iter_rows(named=True)]
    slipped = f" Furthest behind their first date: {', '.join(behind)}." if behind else ""
    rest = rows.height - drawn.height
    more = f" The table holds {rest} more: complete earlier or cancelled, or past the first {MOST}." if rest else ""
    return f"Timeline of {counted(drawn.height, 'milestone')} as at {day_words(on)}: {says}.{slipped}{more}"
