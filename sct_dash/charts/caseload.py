"""How caseloads are spread over teams: the picture, its message and its words."""

import altair as alt
import polars as pl

from sct_dash.charts.theme import QUIET, SERIES, SIZE, TEXT, dressed
from sct_dash.core.sentences import figure

ROW = 19  # pixels from one team to the next
LONGEST = 190  # pixels of a team's name before it is cut


def caseload(teams: pl.DataFrame, whole: float | None, theme: str = "light") -> alt.LayerChart:
    """A dot a team at its caseload, the highest on top, from zero; a line at the caseload of all of them together.

    teams: team, caseload, cases, case_holders_fte; a team without a caseload is left out. whole: null draws no line.
    """
    told = _told(teams, whole)
    height = max(told.height, 2) * ROW
    top = max([value for value in (*told["caseload"], whole) if value is not None], default=0.0) * 1.06 or 1.0
    x = alt.X("caseload:Q", title=None, scale=alt.Scale(domain=[0.0, top], nice=False), axis=alt.Axis(tickCount=6))
    names = alt.Axis(labelLimit=LONGEST, grid=True, ticks=False)
    y = alt.Y("team:N", title=None, sort=told["team"].to_list(), axis=names)
    tooltip = [alt.Tooltip(f"{name}:N", title=title) for name, title in _HINTS.items()]
    base = alt.Chart(told.to_arrow())
    dots = base.mark_point(filled=True, opacity=1, size=70, color=SERIES[theme][0]).encode(x=x, y=y, tooltip=tooltip)
    written = [_written(told, side, x, y, theme) for side in ("left", "right")]
    return dressed(alt.layer(*_line(whole, theme), dots, *filter(None, written)), theme, height)


def _written(told: pl.DataFrame, side: str, x: alt.X, y: alt.Y, theme: str) -> alt.Chart | None:
    """The figures of the dots whose figure stands on a side of them: away from the line of all teams."""
    rows = told.filter(pl.col("side") == side)
    if rows.is_empty():
        return None
    away = {"left": {"align": "right", "dx": -9}, "right": {"align": "left", "dx": 9}}[side]
    mark = alt.Chart(rows.to_arrow()).mark_text(baseline="middle", color=TEXT[theme], fontSize=SIZE, **away)
    return mark.encode(x=x, y=y, text="shown:N")


_HINTS = {"team": "Team", "shown": "Caseload", "held": "Cases", "holders": "Holding cases, FTE"}


def _told(teams: pl.DataFrame, whole: float | None = None) -> pl.DataFrame:
    known = teams.filter(pl.col("caseload").is_not_null()).sort(["caseload", "team"], descending=[True, False])
    return known.select(
        "team",
        "caseload",
        side=pl.when(pl.col("caseload") < pl.lit(whole, pl.Float64)).then(pl.lit("left")).otherwise(pl.lit("right")),
        shown=pl.Series([figure(value, "ratio") for value in known["caseload"]], dtype=pl.String),
        held=pl.Series([figure(value, "count") for value in known["cases"]], dtype=pl.String),
        holders=pl.Series([figure(value, "ratio") for value in known["case_holders_fte"]], dtype=pl.String),
    )


def _line(whole: float | None, theme: str) -> list[alt.Chart]:
    if whole is None:
        return []
    base = alt.Chart(pl.DataFrame({"caseload": [whole], "words": [f"All {figure(whole, 'ratio')}"]}).to_arrow())
    name = base.mark_text(align="left", baseline="bottom", dx=4, dy=-3, color=TEXT[theme], fontSize=SIZE)
    return [
        base.mark_rule(color=QUIET[theme], strokeDash=[4, 3]).encode(x="caseload:Q"),
        name.encode(x="caseload:Q", y=alt.value("height"), text="words:N"),
    ]


def headline(teams: pl.DataFrame) -> str:
    """The chart's message in ten words or fewer: Caseloads run from 12.1 to 21.4 across 12 teams."""
    told = _told(teams)
    if told.is_empty():
        return "No team's caseload is known"
    most, least = told["shown"][0], told["shown"][-1]
    if told.height == 1:
        return f"A caseload of {most} in one team"
    if most == least:
        return f"A caseload of {most} in each of {told.height} teams"
    return f"Caseloads run from {least} to {most} across {told.height} teams"


def described(teams: pl.DataFrame, whole: float | None) -> str:
    """What the chart says, as text: the highest and the lowest team, how many are above all teams together."""
    told = _told(teams)
    if told.is_empty():
        return "Caseload by team: nothing to draw."
    most, least = told.row(0, named=True), told.row(-1, named=True)
    says = f"Dot plot of caseload by team: {most['team']} {most['shown']}"
    if told.height > 1:
        says += f" is the highest of {told.height}, {least['team']} {least['shown']} the lowest"
    if whole is not None and told.height > 1:
        above = told.filter(pl.col("caseload") > whole).height
        says += f"; all together have {figure(whole, 'ratio')}, {above} {'is' if above == 1 else 'are'} above it"
    return f"{says}. The table of teams holds every figure."
