"""How a risk's band, movement, target and review are written in a table, on the register's page and a risk's own."""

from sct_dash.core import risk_words
from sct_dash.core.periods import day_words
from sct_dash.ui.tables import SHAPES, mark


def band_mark(row: dict) -> str:
    """The band with its shape, word and colour; of a risk or a cell without one, why it has none."""
    if row["band"] is not None:
        return mark(row["band"])
    shape = SHAPES["no_data" if row["score"] is None else "neutral"]
    return f'<span class="mark quiet"><span aria-hidden="true">{shape}</span> {risk_words.band(row)}</span>'


def target(row: dict) -> str:
    """The target score, whether it is reached or at risk, and beneath it its day, as HTML."""
    if row["target_score"] is None:
        return '<span class="quiet">none set</span>'
    told = risk_words.score(row["target_score"])
    if row["to_target"] is not None and row["to_target"] <= 0:
        told += " reached"
    elif row["target_at_risk"]:
        told += f" {at_risk()}"
    return f"{told}<br>by {day_words(row['target_on'])}" if row["target_on"] else told


def at_risk() -> str:
    """The mark of a target that may not be reached in time."""
    return f'<span class="mark amber"><span aria-hidden="true">{SHAPES["amber"]}</span> At risk</span>'


def overdue() -> str:
    """The mark of a review or an action whose day has passed."""
    return f'<span class="mark quiet"><span aria-hidden="true">{SHAPES["late"]}</span> Overdue</span>'


def review(row: dict) -> str:
    """The day of the next review, and whether it has passed, as HTML."""
    if row["next_review_on"] is None:
        return '<span class="quiet">none set</span>'
    day = day_words(row["next_review_on"])
    return f"{day}<br>{overdue()}" if row["overdue"] else day
