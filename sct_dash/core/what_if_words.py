"""What a change of staff would bring, in sentences: what was asked, what there is too little of, what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

import polars as pl

from sct_dash.core.finance_words import money
from sct_dash.core.sentences import counted
from sct_dash.core.staffing_words import LEAST, amount, shown
from sct_dash.core.what_if import MONTHS, Change

Row = Mapping[str, Any]

TOLD = {"agency_rate": "agency rate", "vacancy_rate": "vacancy rate", "caseload": "caseload"}
"""The rates that a sentence tells, and what each is called."""
NOBODY = "none, with nobody left"
ASSUMED = (
    "Agency staff made permanent and vacancies filled count from the first month on; those who leave go month by month "
    "and are not replaced. There is no recruitment besides, and nobody else comes or goes.",
    "Agency staff covering a vacancy are made permanent first, and their vacancy is filled by it; those above "
    "establishment bring their post with them. Vacancies without cover are filled first; when one with cover is "
    "filled, the agency worker who covered it goes.",
    "Cases stay as many as they are, and staff who hold cases move in proportion to all staff, agency included.",
    "Cost is of staff alone: permanent staff at the salary typed and what the employer pays on top of it, agency staff "
    "at the day rate typed. What leaving and recruiting cost is left out.",
)
"""What is assumed, for the page to tell."""
_HAIR = 1e-6  # what floats leave behind of a sum of FTE


def fte(value: float) -> str:
    """FTE as shown, with one place: 29.6; less than 0.1 where that would read 0.0."""
    return amount(value)


def done(change: Change) -> str:
    """What is done, cut to what there is: 10.0 FTE of agency staff made permanent, ...; nothing when nothing is."""
    parts = {
        "of agency staff made permanent": change.turned,
        "of vacancies filled": change.filled,
        "leaving each month": change.leaving,
    }
    said = [f"{fte(moved)} FTE {words}" for words, moved in parts.items() if moved > 0]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}" if said else ""


def limits(now: Row, change: Change, *, turned: float, filled: float, months: int = MONTHS) -> list[str]:
    """A sentence for each thing of which more was asked than there is."""
    said = []
    if fte(turned) != fte(change.turned):
        said.append(_lack(now["agency_fte"], "FTE of agency staff to make permanent", turned))
    if fte(filled) != fte(change.filled):
        once = f" once {fte(change.turned)} FTE of agency staff are permanent" if change.turned_covering else ""
        said.append(_lack(now["vacancy_fte"] - change.turned_covering, f"vacancies to fill{once}", filled))
    posts = now["in_post_fte"] + change.turned + change.filled
    if change.leaving * months - posts > _HAIR:
        last = counted(ceil(posts / change.leaving - _HAIR), "month")
        said.append(f"With {fte(change.leaving)} FTE leaving each month no permanent staff are left after {last}.")
    return said


def _lack(there: float, of: str, wanted: float) -> str:
    if fte(there) == fte(0):
        return f"There are no {of.removeprefix('FTE of ')}."
    if fte(there) == LEAST:
        return f"There is {LEAST} FTE of {of.removeprefix('FTE of ')}, not {fte(wanted)}."
    return f"There are only {fte(there)} {of}, not {fte(wanted)}."


def besides(change: Change) -> list[str]:
    """A sentence for each thing that a change takes with it: posts brought into the establishment, cover that ends."""
    said = []
    if change.turned_above > 0:
        more = fte(change.turned_above)
        said.append(f"{more} FTE of those made permanent are above establishment, which grows by {more} FTE.")
    if change.filled_covered > 0:
        said.append(f"{fte(change.filled_covered)} FTE of the vacancies filled have agency cover, which ends.")
    return said


def outcome(rows: pl.DataFrame, change: Change) -> str:
    """The one sentence on the rows of what_if.projected: both rates and the caseload at the end, beside now.

    Without anything asked it says where things stand. A caseload that is not known now is left out.
    """
    now, end = rows.row(0, named=True), rows.row(-1, named=True)
    told = [
        (f"the {words}", shown(now, name), shown(end, name))
        for name, words in TOLD.items()
        if name != "caseload" or now[name] is not None
    ]
    what = done(change)
    if not what:
        (first, stays, _), *others = told
        stand = [f"{first} stays at {stays}", *(f"{name} at {was}" for name, was, _ in others)]
        return f"With nothing changed {_listing(stand)}."
    (first, *figures), *others = told
    ends = [_moved(f"{first} would be", *figures), *(_moved(*other) for other in others)]
    return f"With {what}, after {counted(end['month'], 'month')} {_listing(ends)}."


def _moved(name: str, before: str, after: str) -> str:
    """One figure at the end beside now: the agency rate would be 5.0% (now 9.9%)."""
    if before == after:
        return f"{name} {after} (as now)"
    return f"{name} {NOBODY if after == '–' else after} (now {before})"


def _listing(parts: list[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def cost(rows: pl.DataFrame) -> str:
    """What the change costs or saves against no change, over the months and a year from then; "" without prices."""
    now, end = rows.row(0, named=True), rows.row(-1, named=True)
    if end["cost"] is None:
        return ""
    over, yearly = end["cost_change"], end["cost"] - now["cost"]
    return (
        f"Against no change, staff would cost {_against(over, yearly)} over the {counted(end['month'], 'month')}, and "
        f"from then on {_against(yearly, over)} a year."
    )


def _against(change: float, beside: float) -> str:
    amount = money(abs(change), beside=beside)
    return "the same" if amount == money(0.0) else f"{amount} {'more' if change > 0 else 'less'}"
