"""The authority beside its neighbours, its region and England by year: the picture, its message and its words."""

import altair as alt
import polars as pl

from sct_dash.charts.theme import SERIES as COLOURS
from sct_dash.charts.theme import SERIES_LETTERS, domain, dressed, end_labels
from sct_dash.core.benchmark_words import WHOLE, Beside, authority, beside, judged, listing, mixture, told, when
from sct_dash.core.benchmarks import OTHERS
from sct_dash.core.frames import SYMBOLS

HEIGHT = 300
MOST_TICKS = 16  # years that are each written under the axis; of more, Vega chooses
SERIES = ("authority", *OTHERS)
LINES = {name: dict(zip(SERIES, colours, strict=True)) for name, colours in COLOURS.items()}
LETTERS = {name: dict(zip(SERIES, colours, strict=True)) for name, colours in SERIES_LETTERS.items()}
SHAPES = dict(zip(SERIES, ("circle", "square", "triangle-up", "diamond"), strict=True))
GLYPHS = dict(zip(SERIES, ("●", "■", "▲", "◆"), strict=True))
DASHES = dict(zip(SERIES, ([1, 0], [7, 3], [2, 2], [9, 3, 2, 3]), strict=True))
WIDTHS = dict(zip(SERIES, (2.6, 1.5, 1.5, 1.5), strict=True))
HEADLINE = 10
"""The most words a headline has."""


def comparison(rows: pl.DataFrame, measure: dict, theme: str = "light") -> alt.LayerChart:
    """The chart of the rows of one track of `compared`, oldest first, for a row of `measures_of`.

    Four lines at most, each with its own colour, dash and point, named where it ends; only the authority's for totals.
    A line breaks where a figure is missing, suppressed or not of the next year. The value axis need not start at zero.
    """
    long = _long(rows, measure["unit"])
    scale = domain(long["value"].to_list() or [0.0])
    base = alt.Chart(long.to_arrow())
    x = alt.X("period_end:T", title=rows["track"][0], axis=_axis(rows))
    y = alt.Y("value:Q", title=None, scale=alt.Scale(domain=scale, nice=False, zero=False))
    drawn = [name for name in SERIES if name in set(long["series"])]
    layers = [_lines(base, drawn, theme), _points(base, drawn, theme)]
    return dressed(alt.layer(*(layer.encode(x=x, y=y) for layer in layers), *_named(long, scale, theme)), theme, HEIGHT)


def _axis(rows: pl.DataFrame) -> alt.Axis:
    """The years, each beneath its own last day; of very many, those that Vega finds room for."""
    ends = rows["period_end"].unique().sort()
    days = [alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True) for day in ends]
    ticks = {"values": days} if len(days) <= MOST_TICKS else {}
    written = "%Y" if rows["basis"][0] in WHOLE else "%b %Y"
    return alt.Axis(format=written, labelOverlap=True, grid=False, titleFontWeight=400, **ticks)


def _each(drawn: list[str], chosen: dict) -> alt.Scale:
    return alt.Scale(domain=drawn, range=[chosen[name] for name in drawn])


def _lines(base: alt.Chart, drawn: list[str], theme: str) -> alt.Chart:
    wide = alt.StrokeWidth("series:N", legend=None, scale=_each(drawn, WIDTHS))
    return base.mark_line().encode(
        color=alt.Color("series:N", legend=None, scale=_each(drawn, LINES[theme])),
        detail="run:N",
        strokeDash=alt.StrokeDash("series:N", legend=None, scale=_each(drawn, DASHES)),
        strokeWidth=wide if len(drawn) > 1 else alt.value(WIDTHS["authority"]),
    )


def _points(base: alt.Chart, drawn: list[str], theme: str) -> alt.Chart:
    hints = (("when", "When"), ("named", "Whose"), ("shown", "Value"))
    return base.mark_point(filled=True, opacity=1, size=40).encode(
        color=alt.Color("series:N", legend=None, scale=_each(drawn, LINES[theme])),
        shape=alt.Shape("series:N", legend=None, scale=_each(drawn, SHAPES)),
        tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in hints],
    )


def names(row: dict) -> dict[str, str]:
    """What each series of a row of `compared` is called on the chart and over the table."""
    return {
        "authority": authority(row),
        "neighbours": f"Neighbours' {row['neighbours_how']}",
        "region": row["region_area"] or "Region",
        "england": row["england_area"] or "England",
    }


def _long(rows: pl.DataFrame, unit: str) -> pl.DataFrame:
    """One row a figure: series, named, period_end, value, shown, when, and run: figures of years that follow."""
    if rows.is_empty():
        return pl.DataFrame(schema={"series": pl.String, "value": pl.Float64})
    last = rows.row(-1, named=True)
    drawn = ("authority",) if last["total"] else SERIES
    whole = rows["basis"][0] in WHOLE
    apart = pl.col("period_end").dt.year().diff() > 1 if whole else pl.lit(False)
    dated = rows.with_columns(
        when=pl.Series([when(row) for row in rows.iter_rows(named=True)], dtype=pl.String), _gap=apart.fill_null(False)
    )
    parts = [
        dated.select(
            "period_end",
            "when",
            pl.col(name).alias("value"),
            pl.Series("shown", [told(row, name, unit) for row in rows.iter_rows(named=True)], dtype=pl.String),
            series=pl.lit(name),
            named=pl.lit(names(last)[name]),
            run=pl.format("{}{}", pl.lit(name), (pl.col("_gap") | pl.col(name).is_null()).cum_sum()),
        ).filter(pl.col("value").is_not_null())
        for name in drawn
    ]
    return pl.concat(parts)


def _named(long: pl.DataFrame, scale: list[float], theme: str) -> list[alt.Chart]:
    """Each line's name where it ends: its point, whose it is, its last figure, and the year of one that ends early."""
    if long.is_empty():
        return []
    at, ends = long["period_end"].max(), []
    for row in long.group_by("series", maintain_order=True).last().iter_rows(named=True):
        early = "" if row["period_end"] == at else f" ({row['period_end'].year})"
        words = f"{GLYPHS[row['series']]} {row['named']} {row['shown']}{early}"
        ends.append((row["value"], words, LETTERS[theme][row["series"]]))
    return end_labels(ends, at, scale, HEIGHT)


def headline(rows: pl.DataFrame, measure: dict) -> str:
    """The chart's message in ten words or fewer: Sandwell is worse than neighbours, West Midlands and England."""
    if rows.is_empty():
        return "No figure has been published"
    row = rows.row(-1, named=True)
    name, year = authority(row), row["period_end"].year
    if row["authority"] is None:
        return _short(f"{name} has no figure for {year}", f"No figure for {year}")
    found = beside(row, measure["unit"])
    own = f"{told(row, 'authority', measure['unit'])} in {year}"
    if not found:
        return _short(f"{name}: {own}", own)
    return _short(*(_standing(name, found, measure["direction"], {**names(row), **other}) for other in _SHORTER), own)


_SHORTER = (
    {"neighbours": "neighbours"},
    {"neighbours": "neighbours", "region": "region"},
)


def _standing(name: str, found: list[Beside], direction: str, called: dict[str, str]) -> str:
    groups: dict[str, list[str]] = {}
    for other in found:
        meant = judged(other.side, direction)
        word = f"{meant} than" if meant else {"about the same as": "level with"}.get(other.side, other.side)
        groups.setdefault(word, []).append(called[other.kind])
    said = [f"{word} {listing(others)}" for word, others in groups.items()]
    return f"{name} is {said[0]}" if len(said) == 1 else f"{name}: {', '.join(said)}"


def _short(*candidates: str) -> str:
    """The first that has ten words or fewer, else the last."""
    return next((says for says in candidates if len(says.split()) <= HEADLINE), candidates[-1])


def described(rows: pl.DataFrame, measure: dict) -> str:
    """What the chart says, as text: each line's span, first and latest figure, what is missing in between, and which
    figures are of another release than the authority's."""
    long = _long(rows, measure["unit"])
    if long.is_empty():
        return f"{measure['name']}: no figures to draw."
    said = [_span(part, rows) for part in long.partition_by("series", maintain_order=True)]
    said += [mixture(rows)] if long["series"].n_unique() > 1 and mixture(rows) else []
    return (
        f"Line chart of {measure['name']}, {_lowered(rows['track'][0])}. {' '.join(said)} The table holds every figure."
    )


def _span(part: pl.DataFrame, rows: pl.DataFrame) -> str:
    first, last = part.row(0, named=True), part.row(-1, named=True)
    series, whole = first["series"], rows["basis"][0] in WHOLE

    def at(row: dict) -> str:
        day = row["period_end"]
        return f"{row['shown']} in {day.year if whole else f'{day:%B %Y}'}"

    says = at(first) if part.height == 1 else f"{at(first)} to {at(last)}"
    hidden = rows.filter(pl.col(series).is_null() & pl.col(f"{series}_symbol").is_not_null())
    gaps = [
        f"{row['period_end'].year} is {SYMBOLS.get(row[f'{series}_symbol'], 'not available')}"
        for row in hidden.iter_rows(named=True)
    ]
    return f"{first['named']}: {says}{'; ' + listing(gaps) if gaps else ''}."


def _lowered(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
