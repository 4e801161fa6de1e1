"""What a change of staff would bring: the rates and the caseload over the months ahead, beside no change."""

import altair as alt
import polars as pl

from sct_dash.charts.theme import SERIES, SERIES_LETTERS, dressed, end_labels
from sct_dash.core.periods import containing
from sct_dash.core.sentences import counted, figure

HEIGHT = {"rates": 230, "caseload": 120}
RATES = {"agency_rate": "Agency rate", "vacancy_rate": "Vacancy rate"}
CASELOAD = {"caseload": "Caseload"}
UNIT = {"agency_rate": "percent", "vacancy_rate": "percent", "caseload": "ratio"}
_PLACE = {"agency_rate": 0, "vacancy_rate": 2, "caseload": 1}  # of the colours of series: the two rates far apart
EVERY = 3  # months between those that are written under the axis
_ROOM = 1.08  # how far beyond its highest figure an axis goes


def rates(rows: pl.DataFrame, theme: str = "light") -> alt.LayerChart:
    """The agency and the vacancy rate of the rows of what_if.projected, solid; dashed what each is with no change.

    The axis begins at 0. Each line is named where it ends; one that nothing changes has no dashed line of its own. A
    month without a rate, because nobody is left, ends the line.
    """
    return _lines(rows, RATES, HEIGHT["rates"], theme)


def caseload(rows: pl.DataFrame, theme: str = "light") -> alt.LayerChart:
    """The caseload of the rows of what_if.projected, drawn as the rates are, in a small chart."""
    return _lines(rows, CASELOAD, HEIGHT["caseload"], theme)


def _lines(rows: pl.DataFrame, names: dict[str, str], height: float, theme: str) -> alt.LayerChart:
    drawn = [name for name in names if rows[name][0] is not None]
    highest = max((rows[name].max() for name in drawn), default=0.0)
    scale = [0.0, highest * _ROOM or 1.0]
    layers, ends = [], []
    for name in drawn:
        layers += _layers(rows, name, names[name], scale, theme)
        ends += _ends(rows, name, names[name], SERIES_LETTERS[theme][_PLACE[name]])
    labels = end_labels(ends, rows["period_end"][-1], scale, height)
    return dressed(alt.layer(*layers, *labels), theme, height)


def _layers(rows: pl.DataFrame, name: str, words: str, scale: list[float], theme: str) -> list[alt.Chart]:
    told = rows.select(
        "period_end",
        value=name,
        still=pl.col(name).first(),
        when=pl.Series([containing(end, "month").words for end in rows["period_end"]], dtype=pl.String),
        shown=pl.Series([figure(value, UNIT[name]) for value in rows[name]], dtype=pl.String),
        before=pl.lit(figure(rows[name][0], UNIT[name])),
    )
    base = alt.Chart(told.to_arrow())
    x = alt.X("period_end:T", title=None, axis=_months(rows))
    axis = alt.Axis(tickCount=4, labelExpr="datum.label + '%'" if UNIT[name] == "percent" else "datum.label")
    colour = SERIES[theme][_PLACE[name]]

    def y(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q", title=None, axis=axis, scale=alt.Scale(domain=scale, nice=False))

    hints = {"when": "Month", "shown": words, "before": "With no change"}
    tooltip = [alt.Tooltip(f"{column}:N", title=title) for column, title in hints.items()]
    still = base.mark_line(color=colour, strokeWidth=1.4, strokeDash=[5, 4]).encode(x=x, y=y("still"))
    return [
        *([still] if _moves(rows, name) else []),
        base.mark_line(color=colour, strokeWidth=2.4).encode(x=x, y=y("value")),
        base.mark_point(filled=True, size=60, opacity=0, color=colour).encode(x=x, y=y("value"), tooltip=tooltip),
    ]


def _months(rows: pl.DataFrame) -> alt.Axis:
    """Every third month, each beneath its own last day."""
    ends = rows["period_end"].gather_every(EVERY)
    days = [alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True) for day in ends]
    return alt.Axis(format="%b %Y", labelOverlap=True, grid=False, values=days)


def _ends(rows: pl.DataFrame, name: str, words: str, colour: str) -> list[tuple[float, str, str]]:
    """What stands at the end of a line and of its dashed one: Agency rate 5.0%; no change 9.9%."""
    still, end = rows[name][0], rows[name][-1]
    ends = [] if end is None else [(end, f"{words} {figure(end, UNIT[name])}", colour)]
    return [*ends, (still, f"{words}, no change {figure(still, UNIT[name])}", colour)] if _moves(rows, name) else ends


def _moves(rows: pl.DataFrame, name: str) -> bool:
    """Whether any month is shown as another figure than now; a rate that is lost moves too."""
    return len({figure(value, UNIT[name]) for value in rows[name]}) > 1


def headline(rows: pl.DataFrame) -> str:
    """The rates' message in ten words or fewer: Agency rate falls to 7.2%, vacancy rate rises to 17.4%."""
    if _emptied(rows, "agency_rate"):
        return f"Nobody is left after {_span(rows)}"
    parts = [says for name, words in RATES.items() if (says := _travel(rows, name, words))]
    if len(parts) == 2:
        return f"{parts[0]}, {parts[1][:1].lower()}{parts[1][1:]}"
    return f"{parts[0]} in {_span(rows)}" if parts else "Agency and vacancy rates stay as they are"


def caseload_headline(rows: pl.DataFrame) -> str:
    """The caseload's message in ten words or fewer: Caseload rises to 19.6 in 12 months."""
    if _emptied(rows, "caseload"):
        return f"Nobody is left to hold cases after {_span(rows)}"
    says = _travel(rows, "caseload", CASELOAD["caseload"])
    return f"{says} in {_span(rows)}" if says else "Caseload stays as it is"


def _emptied(rows: pl.DataFrame, name: str) -> bool:
    return rows[name][0] is not None and rows[name][-1] is None


def _travel(rows: pl.DataFrame, name: str, words: str) -> str:
    """Agency rate falls to 5.0%; "" when it ends where it is, or was never there."""
    now, end = rows[name][0], rows[name][-1]
    if now is None or end is None or figure(now, UNIT[name]) == figure(end, UNIT[name]):
        return ""
    return f"{words} {'rises' if end > now else 'falls'} to {figure(end, UNIT[name])}"


def described(rows: pl.DataFrame, names: dict[str, str]) -> str:
    """What a chart says, as text: each figure now and at the end; `names` is RATES or CASELOAD."""
    said = []
    for name, words in names.items():
        now, end = (figure(rows[name][i], UNIT[name]) for i in (0, -1))
        said.append(f"{words}: {now} now, and dashed, with no change; {'none' if end == '–' else end} at the end.")
    start, last = (containing(rows["period_end"][i], "month").words for i in (0, -1))
    return f"Line chart from {start} to {last}. {' '.join(said)} The table holds every month."


def _span(rows: pl.DataFrame) -> str:
    return counted(rows["month"][-1], "month")
