"""The colours and letters of every picture, light and dark, and where labels stand so that none covers another."""

import altair as alt
import polars as pl

LINE = {"light": "#12436D", "dark": "#7fb2e5"}
TARGET = {"light": "#801650", "dark": "#e59ac4"}
PAPER = {"light": "#ffffff", "dark": "#000000"}
TEXT = {"light": "#111418", "dark": "#f2f4f6"}
QUIET = {"light": "#505a63", "dark": "#b4bcc4"}
GRID = {"light": "#e3e6e9", "dark": "#2a3037"}
BAND = {"light": "#BFBFBF", "dark": "#5b6570"}
LIMIT = {"light": "#767d84", "dark": "#8f99a3"}
# Improvement blue, concern orange and neutral purple are NHS England's (Making Data Count); each is darkened for white
# paper and lightened for black until it stands 3:1 from it, as a graphic must.
CHANGE = {
    "light": {"improvement": "#0076a8", "concern": "#c75b00", "neutral": "#490092"},
    "dark": {"improvement": "#00b0f0", "concern": "#f58a3c", "neutral": "#b98cf0"},
}
# The Government Analysis Function's four, in the order they are taken; on black each is lightened until letters can
# have it. Letters need 4.5:1 where an area or a line needs 3:1: on white its teal and orange are darkened for them.
SERIES = {
    "light": ("#12436D", "#28A197", "#801650", "#F46A25"),
    "dark": ("#7fb2e5", "#4fc4ba", "#e59ac4", "#f79d6b"),
}
SERIES_LETTERS = {
    "light": ("#12436D", "#1a746c", "#801650", "#b54708"),
    "dark": SERIES["dark"],
}
SIZE = 12  # of the letters in a chart
ROUNDS = 60  # of pushing labels apart; a handful settles long before
APART = 15  # pixels between the middles of two labels at a line's end


def spread(places: list[float], height: float, apart: float = APART) -> list[float]:
    """Where labels wanted at `places` (pixels from the top) can stand: in their order, `apart`, within the height.

    When there are more than fit, they begin at the top and run over the foot.
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    stand = [places[i] for i in order]
    for _ in range(ROUNDS):
        for i in range(1, len(stand)):
            short = apart - (stand[i] - stand[i - 1])
            if short > 0:
                stand[i - 1] -= short / 2
                stand[i] += short / 2
    over = max(0.0, stand[-1] - height) if stand else 0.0
    stand = [place - over for place in stand]
    floor = 0.0
    for i, place in enumerate(stand):
        stand[i] = max(place, floor)
        floor = stand[i] + apart
    return [stand[order.index(i)] for i in range(len(places))]


def domain(values: list[float], share: float = 0.06) -> list[float]:
    """The ends of an axis that holds all `values`, with a share of room beyond them; flat ones are in the middle."""
    low, high = min(values), max(values)
    room = (high - low) * share or max(abs(high), 1.0) * 0.1
    return [low - room, high + room]


def end_labels(ends: list[tuple[float, str, str]], at: object, scale: list[float], height: float) -> list[alt.Chart]:
    """One text a line's end, right of the last point. `ends`: value, words, colour; `at`: where on x; `scale`: of y."""
    low, high = scale
    places = [(high - value) / (high - low) * height for value, _, _ in ends]
    drawn = []
    for (value, words, colour), place, stand in zip(ends, places, spread(places, height), strict=True):
        row = pl.DataFrame({"period_end": [at], "value": [value], "words": [words]})
        mark = alt.Chart(row.to_arrow()).mark_text(
            align="left", baseline="middle", dx=9, dy=stand - place, color=colour, fontSize=SIZE, fontWeight=600
        )
        drawn.append(mark.encode(x="period_end:T", y="value:Q", text="words:N"))
    return drawn


def dressed(chart: alt.LayerChart, theme: str, height: float) -> alt.LayerChart:
    """The chart in the theme's letters and faint gridlines, as wide as the page lets it be.

    `height` is that of the plot without its axis, so that pixels within it can be reckoned with.
    """
    return (
        chart.properties(height=height, autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))
        .configure_axis(
            labelColor=TEXT[theme], titleColor=TEXT[theme], gridColor=GRID[theme], labelFontSize=SIZE, domain=False
        )
        .configure_view(strokeWidth=0, clip=False)
    )
