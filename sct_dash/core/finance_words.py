"""Money as people read it, and the sentences that say where the budget stands."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sct_dash.core.periods import Period, containing, previous
from sct_dash.core.sentences import counted, figure

Row = Mapping[str, Any]

MILLION = 1_000_000
FROM_A_TENTH = 100_000
"""From this much on a sum is told in millions where it stands beside millions; less would be £0.1m or nothing."""
NOTHING = 0.5  # a difference of less than this is no pound
_FINEST = 3  # decimal places of a million: a thousand pounds


def money(value: float | None, *, beside: float | None = None, places: int = 1) -> str:
    """A sum as told: £130,000, £1.3m from what rounds to a million on; an en dash when there is none.

    `beside`: a larger sum of the same sentence; beside millions £400,000 is £0.4m and £83,412 stays. Rounded half up.
    """
    if value is None:
        return figure(value, "currency")
    small = abs(value) < MILLION - NOTHING
    among = beside is not None and abs(beside) >= MILLION - NOTHING and abs(value) >= FROM_A_TENTH
    if small and not among:
        return figure(value, "currency")
    return f"{figure(value / MILLION, 'currency', places=places)}m"


def standing(row: Row | None) -> str:
    """Where the budget stands, in a sentence without its stop, from a row of `finance.standing`; None for no row.

    Forecast £74.2m against a contract sum of £72.9m: £1.3m over, £0.4m better than the month before; £2.1m of £3.0m
    savings delivered; £0.3m has no funding yet. Better and worse are of what is over or under. The outturn stands in
    place of the forecast when it is known.
    """
    if row is None:
        return "No budget monitoring is held"
    parts = [_against(row), _delivered(row), _without_funding(row["unfunded"], row["contract"])]
    return "; ".join(part for part in parts if part)


def _against(row: Row) -> str:
    contract = row["contract"]
    if row["forecast"] is None or contract is None:
        return f"No forecast is held for {containing(row['financial_year'], 'year').label}"
    word, amount = ("Forecast", row["forecast"]) if row["outturn"] is None else ("Outturn", row["outturn"])
    largest, gap = max(amount, contract), abs(amount - contract)
    places = _adding_up(largest, min(amount, contract), gap)
    told = [money(each, beside=largest, places=places) for each in (amount, contract)]
    since = _since(row, largest) if row["outturn"] is None else ""
    over = over_or_under(amount - contract, beside=largest, places=places)
    return f"{word} {told[0]} against a contract sum of {told[1]}: {over}{since}"


def _adding_up(whole: float, *parts: float) -> int:
    """As many places as it takes for the parts, in millions, to add up to the whole as they are shown.

    Of £71.0m, £2.9m and £73.8m a reader would ask. One where a part is told in pounds: there is nothing to add then.
    """
    if abs(whole) < MILLION or any(abs(part) < FROM_A_TENTH for part in parts):
        return 1
    for places in range(1, _FINEST + 1):
        shown = [Decimal(figure(each / MILLION, "score", places=places).replace(",", "")) for each in (whole, *parts)]
        if shown[0] == sum(shown[1:]):
            return places
    return _FINEST


def over_or_under(variance: float, *, beside: float | None = None, places: int = 1) -> str:
    """A variance in words: £1.3m over, £0.2m under, in balance."""
    if abs(variance) < NOTHING:
        return "in balance"
    return f"{money(abs(variance), beside=beside, places=places)} {'over' if variance > 0 else 'under'}"


def _since(row: Row, beside: float) -> str:
    change = row["variance_change"]
    if change is None:
        return ""
    before = _before(row)
    if abs(change) < NOTHING:
        return f", no change from {before}"
    than = before if before == "the month before" else f"in {before}"
    return f", {money(abs(change), beside=beside)} {'worse' if change > 0 else 'better'} than {than}"


def _before(row: Row) -> str:
    """The month that a row of `finance.movement` is compared with: the month before, or which one it was."""
    then, now = containing(row["before"], "month"), containing(row["month_end"], "month")
    return "the month before" if then == previous(now) else then.words


def _delivered(row: Row) -> str:
    planned, delivered = row["planned"], row["delivered"]
    if not planned:
        return ""
    if delivered < NOTHING:
        return f"none of {money(planned)} savings delivered"
    if abs(delivered - planned) < NOTHING:
        return f"all {money(planned)} savings delivered"
    told, whole = _apart(delivered, planned)
    if delivered > planned:
        return f"{told} savings delivered, {whole} planned"
    return f"{told} of {whole} savings delivered"


def _apart(part: float, whole: float, least: int = 1) -> tuple[str, str]:
    """Two different sums with as many places as it takes to look different, `least` at least."""
    for places in range(least, _FINEST + 1):
        told = money(part, beside=whole, places=places), money(whole, beside=part, places=places)
        if told[0] != told[1]:
            break
    return told if told[0] != told[1] else (figure(part, "currency"), figure(whole, "currency"))


def _without_funding(unfunded: float | None, beside: float | None) -> str:
    if unfunded is None or unfunded < NOTHING:
        return ""
    return f"{money(unfunded, beside=beside)} has no funding yet"


def funded(row: Row | None) -> str:
    """What of a deficit is funded, in a sentence without its stop, from a row of `finance.deficit`; None for no row."""
    if row is None:
        return "No forecast is held, so what has to be funded is not known"
    deficit, covered, spare = row["deficit"], row["funded"], row["spare"]
    if deficit < NOTHING:
        return "There is no deficit to fund" + (f", and {money(spare)} is set aside" if spare >= NOTHING else "")
    if covered < NOTHING:
        return f"Nothing funds the deficit of {money(deficit)} yet"
    if row["unfunded"] < NOTHING:
        more = f", and {money(spare, beside=deficit)} more is set aside" if spare >= NOTHING else ""
        return f"The whole deficit of {money(deficit)} is funded{more}"
    places = _adding_up(deficit, covered, row["unfunded"])
    told, whole = _apart(covered, deficit, places)
    left = money(row["unfunded"], beside=deficit, places=places)
    return f"{told} of the deficit of {whole} is funded; {left} has no funding yet"


def moved(row: Row) -> str:
    """How a month's forecast moved, without its stop, from a row of `finance.movement`, with the lines that moved most.

    £0.4m more than the month before: External residential placements £0.5m more (Two more placements).
    """
    change = row["change"]
    if change is None:
        return f"First month held of {Period(row['financial_year'], row['financial_year_end']).label}"
    than, lines = _before(row), row["moved"]
    than = f"than {than}" if than == "the month before" else f"than in {than}"
    if abs(change) < NOTHING:
        said = f"No change from {_before(row)}"
    else:
        said = f"{more_or_less(change, beside=row['forecast'])} {than}"
    return f"{said}: {'; '.join(_line(line, row['forecast']) for line in lines)}" if lines else said


def more_or_less(change: float, *, beside: float | None = None) -> str:
    """A change in words: £0.4m more, £30,000 less, no change."""
    if abs(change) < NOTHING:
        return "no change"
    return f"{money(abs(change), beside=beside)} {'more' if change > 0 else 'less'}"


def _line(line: Row, beside: float) -> str:
    note = f" ({line['note'].rstrip('. ')})" if line["note"] else ""
    return f"{line['name']} {more_or_less(line['change'], beside=beside)}{note}"


def unit_cost(row: Row) -> str:
    """What a child costs, in a sentence without its stop, from a row of `finance.unit_cost`.

    £1,934 a week, £100,850 a year for each child: a forecast of £85.1m for 844 on average over 7 months.
    """
    name = row["kpi_name"] or row["counted_by"]
    if row["a_week"] is None:
        return f"The cost of a child is not known: {name} has no count for the year yet"
    over = counted(row["counted"], "month")
    if row["counted"] < row["months"]:
        over = f"{row['counted']} of {counted(row['months'], 'month')}"
    return (
        f"{figure(row['a_week'], 'currency')} a week, {figure(row['a_year'], 'currency')} a year for each child: a "
        f"forecast of {money(row['forecast'])} for {figure(row['children'], 'count')} on average over {over}"
    )
