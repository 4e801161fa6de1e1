"""How a judgement and what a finding led to are drawn: its word, its shape, and a colour where it is a status."""

from sct_dash.core import inspection_words as words
from sct_dash.core.inspection_words import HOLLOW, SHAPES, TONES
from sct_dash.ui import tables, thread_marks
from sct_dash.ui.tables import text

LED_TO = {"none": tables.SHAPES["no_data"], "not started": "○", "in progress": "◐"}
"""The shape of what a finding led to: a stage that people say, not a status. What is over is drawn as in the plan."""


def judgement(word: str) -> str:
    """A judgement as HTML, in the colour of its status."""
    return _mark(TONES[word], SHAPES[word], word)


def of_inspection(row: dict) -> str:
    """How a row of inspections.timeline was judged, as HTML; what was not is hollow and has no colour."""
    return judgement(row["judgement"]) if row["judgement"] is not None else _mark("quiet", HOLLOW, words.outcome(row))


def led_to(word: str) -> str:
    """What a finding led to, or the stage of one action, as HTML."""
    return _mark("quiet", LED_TO[word], words.LED_TO_WORDS[word]) if word in LED_TO else thread_marks.brag(word)


def _mark(tone: str, shape: str, said: str) -> str:
    return f'<span class="mark {tone}"><span aria-hidden="true">{shape}</span> {text(said)}</span>'
