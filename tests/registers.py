"""A drawn risk register for tests of pages: a matrix, six risks, their scores and actions, sent on 15 November 2026."""

from datetime import UTC, date, datetime

import polars as pl

from sct_dash.core.frames import SCHEMAS
from sct_dash.store import engine as engines
from tests.store.deeds import rows, submitted

AT = datetime(2026, 11, 15, 9, tzinfo=UTC)
NOTE = "Illustrative: only 12 and 16 being red is published"
LIKELIHOOD = ("Rare", "Possible", "Likely", "Almost certain")
IMPACT = ("Minor", "Moderate", "Significant", "Severe")
BANDS = {1: "green", 2: "green", 3: "green", 4: "green", 6: "amber", 8: "amber", 9: "amber", 12: "red", 16: "red"}
_FROM = date(2018, 4, 1)


def matrix() -> list[tuple]:
    """The rows of a 4 x 4 matrix; beyond appetite from 8 on."""
    sides = [
        (_FROM, part, float(at), words, None, None, None)
        for part, named in (("likelihood", LIKELIHOOD), ("impact", IMPACT))
        for at, words in enumerate(named, 1)
    ]
    return sides + [
        (_FROM, "score", float(at), None, band, "beyond" if at >= 8 else "within", None if at > 9 else NOTE)
        for at, band in BANDS.items()
    ]


def risk(reference: str, title: str, **cells) -> dict:
    """A risk of the Trust's register, People's, aimed at 6 by the end of March 2027, unless said otherwise."""
    usual = {"cause": "Demand grew", "event": "Plans drift", "consequence": "Children wait", "category": "Practice"}
    usual |= {"owner": "Director of Operations", "priority": "People", "target_score": 6.0, "risk_register": "Trust"}
    usual |= {"target_on": date(2027, 3, 31), "opened_on": date(2021, 1, 4)}
    return {"reference": reference, "title": title, **usual, **cells}


RISKS = [
    risk("4", "Children’s social care", risk_register="Council strategic", priority="Practice"),
    risk("4c", "Vacancies <b>stay</b> high"),
    risk("10", "Placements cost more"),
    risk("11", "A system fails", category="Systems", owner=None, target_score=None, target_on=None),
    risk("12", "Never looked at"),
    risk("13", "Merged with another", closed_on=date(2026, 11, 2), reason="It is part of 4 now"),
]
SCORES = [
    ("4", date(2021, 6, 1), None, None, 12.0, "As published", None, None),
    ("4", date(2021, 9, 1), None, None, 16.0, "Agency cover ended", None, None),
    ("4c", date(2026, 3, 2), 3.0, 2.0, 6.0, "Posts are filled", "Vacancy panel", date(2026, 6, 2)),
    ("4c", date(2026, 5, 1), 3.0, 2.0, 6.0, "As in March", "Vacancy panel", date(2026, 8, 1)),
    ("4c", date(2026, 11, 9), 3.0, 4.0, 12.0, "Three leavers", "Vacancy panel; Weekly report", date(2026, 12, 9)),
    ("10", date(2026, 2, 2), 4.0, 4.0, 16.0, "Two dear placements", None, date(2026, 5, 2)),
    ("10", date(2026, 10, 30), 3.0, 4.0, 12.0, "A panel meets", None, date(2027, 1, 30)),
    ("11", date(2026, 9, 1), 1.0, 2.0, 2.0, "Tested", None, date(2026, 10, 1)),
    ("13", date(2026, 9, 1), 2.0, 2.0, 4.0, "Small", None, None),
]
ACTIONS = [
    ("4c", "Recruit ten", "Head of Service", date(2026, 9, 30), None, "complete", None),
    ("4c", "Hold an open day", "Head of Service", date(2026, 12, 31), None, "not started", None),
    ("4c", "Agree the offer", None, date(2026, 6, 30), date(2026, 10, 31), "in progress", "The panel met late"),
]
MEETINGS = [
    ("Audit and Risk Assurance Committee", date(2026, 2, 20), date(2026, 2, 12), None),
    ("Audit and Risk Assurance Committee", date(2027, 2, 20), None, None),
]
BOARDS = [("Audit and Risk Assurance Committee", "quarterly", "Risks", "risks", "yes", 8.0, None)]


def drawn() -> dict[str, pl.DataFrame]:
    """The frames of the register by kind."""
    risks = pl.DataFrame(RISKS, SCHEMAS["risks"]).with_columns(line=pl.int_range(pl.len(), dtype=pl.Int64) + 2)
    return {
        "risk_bands": rows(matrix(), "risk_bands"),
        "risks": risks,
        "risk_scores": rows(SCORES, "risk_scores"),
        "risk_actions": rows(ACTIONS, "risk_actions"),
        "boards": rows(BOARDS, "boards"),
        "meetings": rows(MEETINGS, "meetings"),
    }


def sent(url: str, returns: dict[str, pl.DataFrame], demonstration: bool = True) -> None:
    """Send frames by kind into a migrated database that holds none of them.

    A demonstration is judged on the day it was sent, whatever the day of the test is.
    """
    engine = engines.connected(url)
    for kind, frame in returns.items():
        submitted(engine, frame, at=AT, kind=kind, rows_hash=kind, demonstration=demonstration)
    engine.dispose()
