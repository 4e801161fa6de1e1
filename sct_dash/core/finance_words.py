"""Money as people read it, and the sentences that say where the budget stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
_FROM = {places: FROM_A_TENTH / 10 ** (places - 1) for places in range(1, _FINEST + 1)}
"""By places, from how much on a sum stands among millions: £60,000 beside £72.9m, £0.06m beside £72.90m."""
WHOLE = "Of the whole Trust, whatever is chosen."


def money(value: float | None, *, beside: float | None = None, places: int | None = 1) -> str:
    """A sum as told: £130,000, £1.3m from what rounds to a million on; an en dash when there is none.

    `beside`: a larger sum of the same sentence; beside millions £400,000 is £0.4m and £83,412 stays. `places` are of
    a million, None is to the pound. Rounded half up.
    """
    if value is None or places is None:
        return figure(value, "currency")
    small = abs(value) < MILLION - NOTHING
    among = beside is not None and abs(beside) >= MILLION - NOTHING and abs(value) >= _FROM[places]
    if small and not among:
        return figure(value, "currency")
    return f"{figure(value / MILLION, 'currency', places=places)}m"


def places_of(row: Row) -> int | None:
    """The places for `money` at which the sums of a row add up as they are shown, the same wherever they are told.

    A row of `finance.totals`, `movement`, `standing` or `deficit`: original sum, virement and real uplift come to the
    contract sum, that and what is over to what is reached, and what funds a deficit and what does not to the deficit.
    None, to the pound, where no thousand pounds are fine enough.
    """
    if row["contract"] is None or row["reached"] is None:
        return 1
    sums = [[row[name] for name in ("contract", "original", "virement", "uplift")]]
    sums.append([row[name] for name in ("reached", "contract", "variance")])
    if row.get("deficit") is not None:
        sums.append([row["deficit"], row["funded"], row["unfunded"], -row["spare"]])
    return _adding_up(*sums)


def _adding_up(*sums: list[float], least: int = 1) -> int | None:
    """As many places as it takes for each whole to be the sum of its parts, [whole, part, part], as they are shown.

    Of £71.0m, £2.9m and £73.8m a reader would ask. None where a thousand pounds are not fine enough.
    """
    if max(abs(part) for parts in sums for part in parts) < MILLION - NOTHING:
        return least  # all is told to the pound
    fine = (at for at in range(least, _FINEST + 1) if all(_adds(parts, at) for parts in sums))
    return next(fine, None)


def _adds(parts: list[float], at: int) -> bool:
    shown = [Decimal(figure(part / MILLION, "score", places=at).replace(",", "")) for part in parts]
    lost = any(NOTHING <= abs(part) < _FROM[at] for part in parts)
    return shown[0] == sum(shown[1:]) and not lost


def places_beside(amount: float, against: float, least: int | None) -> int | None:
    """The places, `least` or more, at which two sums and the difference between them add up as they are shown."""
    return None if least is None else _adding_up([amount, against, amount - against], least=least)


def shown(row: Row) -> dict[str, str]:
    """The sums of a row as sentence, tiles, bridge and chart all tell them, without signs, by their names.

    original, contract, reached, variance, and of what funds a deficit deficit, funded, unfunded and spare, where known.
    """
    at, largest = places_of(row), _largest(row)
    names = ("original", "contract", "reached", "variance", "deficit", "funded", "unfunded", "spare")
    held = {name: row.get(name) for name in names}
    return {name: money(abs(value), beside=largest, places=at) for name, value in held.items() if value is not None}


def standing(row: Row | None, *, priority: str | None = None) -> str:
    """Where the budget stands, in a sentence without its stop, from a row of `finance.standing`; None for no row.

    Forecast £74.2m against a contract sum of £72.9m: £1.3m over, £0.4m better than the month before; £2.1m of £3.0m
    savings delivered; £0.3m has no funding yet. Better and worse are of what is over or under. The outturn stands in
    place of the forecast when it is known. Of a priority it is its lines' and says so: Of lines that serve Prevention:
    forecast £2.9m against £3.0m, £0.1m under.
    """
    if row is None:
        return "No budget monitoring is held"
    of = None if priority is None else f"lines that serve {priority}"
    parts = [_against(row, of), delivered(row), _without_funding(row)]
    return "; ".join(part for part in parts if part)


def of_line(row: Row, name: str) -> str:
    """Where one budget line stands, without its stop, from a row of `finance.movement` of it alone.

    Of Legal: forecast £1.4m against £1.3m, £0.1m over, no change from the month before.
    """
    return _against(row, name)


def _against(row: Row, whose: str | None) -> str:
    of = "" if whose is None else f"Of {whose}: "
    if row["contract"] is None or row["reached"] is None:
        said = f"No forecast is held for {containing(row['financial_year'], 'year').label}"
        return of + said[:1].lower() + said[1:] if of else said
    told, gap, since = shown(row), _gap(row), _since(row)
    if of:
        return f"{of}{called(row).lower()} {told['reached']} against {told['contract']}, {gap}{since}"
    return f"{called(row)} {told['reached']} against a contract sum of {told['contract']}: {gap}{since}"


def called(row: Row) -> str:
    """What the sum that a row reaches is: Outturn once it is known, Forecast before, both while some lines lack it."""
    if row["outturn"] is not None:
        return "Outturn"
    return "Forecast" if abs(row["reached"] - row["forecast"]) < NOTHING else "Outturn and forecast"


def _gap(row: Row) -> str:
    return over_or_under(row["variance"], beside=_largest(row), places=places_of(row))


def _largest(row: Row) -> float:
    return max(abs(row[name]) for name in ("original", "contract", "reached"))


def over_or_under(variance: float, *, beside: float | None = None, places: int | None = 1) -> str:
    """A variance in words: £1.3m over, £0.2m under, in balance."""
    if abs(variance) < NOTHING:
        return "in balance"
    return f"{money(abs(variance), beside=beside, places=places)} {'over' if variance > 0 else 'under'}"


def _since(row: Row) -> str:
    """How what is over or under moved since the month before; an outturn is no forecast that moved."""
    change = row["variance_change"]
    if change is None or row["outturn"] is not None:
        return ""
    before = _before(row)
    if abs(change) < NOTHING:
        return f", no change from {before}"
    than = before if before == "the month before" else f"in {before}"
    return f", {money(abs(change), beside=row['contract'])} {'worse' if change > 0 else 'better'} than {than}"


def _before(row: Row) -> str:
    """The month that a row of `finance.movement` is compared with: the month before, or which one it was."""
    then, now = containing(row["before"], "month"), containing(row["month_end"], "month")
    return "the month before" if then == previous(now) else then.words


def savings_shown(row: Row) -> dict[str, str]:
    """The sums of a scheme, or of `savings.saved`, as sentence, tiles and chart all tell them, by their names.

    planned, delivered, delayed, outstanding, and rest: the last two together. With places at which they add up; where
    more than planned was delivered nothing hides what is still to come elsewhere, so rest is then told by itself.
    """
    rest = row["delayed"] + row["outstanding"]
    sums = [[rest, row["delayed"], row["outstanding"]]]
    sums.append([row["planned"], row["delivered"], row["planned"] - row["delivered"]])
    at, largest = _adding_up(*sums), max(row["planned"], row["delivered"])
    held = {name: row[name] for name in ("planned", "delivered", "delayed", "outstanding")} | {"rest": rest}
    return {name: money(value, beside=largest, places=at) for name, value in held.items()}


def delivered(row: Row, *, brief: bool = False) -> str:
    """What of the savings is delivered, from a row with the columns of `savings.saved`; empty where none is planned.

    £2.1m of £3.0m savings delivered. All of them only where nothing is still to come; what one scheme delivers beyond
    its plan does not hide another: £2.0m of £2.0m savings delivered, £0.5m of one scheme still to come. `brief` does
    not say of how many.
    """
    planned, so_far = row["planned"], row["delivered"]
    if not planned:
        return ""
    told, rest = savings_shown(row), row["delayed"] + row["outstanding"]
    if so_far < NOTHING:
        return f"none of {told['planned']} savings delivered"
    if rest < NOTHING and abs(so_far - planned) < NOTHING:
        return f"all {told['planned']} savings delivered"
    says = f"{told['delivered']} of {told['planned']} savings delivered"
    if so_far > planned + NOTHING:
        says = f"{told['delivered']} savings delivered, {told['planned']} planned"
    if rest < NOTHING or so_far + rest < planned + NOTHING:
        return says
    schemes = "one scheme" if row["unfinished"] == 1 else counted(row["unfinished"], "scheme")
    return f"{says}, {told['rest']}{'' if brief else f' of {schemes}'} still to come"


def _without_funding(row: Row) -> str:
    if row["unfunded"] is None or row["unfunded"] < NOTHING:
        return ""
    return f"{shown(row)['unfunded']} has no funding yet"


def funded(row: Row | None) -> str:
    """What of a deficit is funded, in a sentence without its stop, from a row of `finance.deficit`; None for no row."""
    if row is None:
        return "No forecast is held, so what has to be funded is not known"
    told = shown(row)
    if row["deficit"] < NOTHING:
        return "There is no deficit to fund" + (
            f", and {told['spare']} is set aside" if row["spare"] >= NOTHING else ""
        )
    if row["funded"] < NOTHING:
        return f"Nothing funds the deficit of {told['deficit']} yet"
    if row["unfunded"] < NOTHING:
        more = f", and {told['spare']} more is set aside" if row["spare"] >= NOTHING else ""
        return f"The whole deficit of {told['deficit']} is funded{more}"
    return f"{told['funded']} of the deficit of {told['deficit']} is funded; {told['unfunded']} has no funding yet"


def not_spent(lines: Sequence[Row]) -> str:
    """Why what is spent to date is not known, in a sentence without its stop, from rows of `finance.position`.

    Empty where every line says what was spent by this month: Spent to date is not known: Legal was not sent for July.
    """
    late = [line["name"] for line in lines if line["given_for"] != line["month_end"]]
    silent = [line["name"] for line in lines if line["given_for"] == line["month_end"] and line["actual"] is None]
    if not late and not silent:
        return ""
    month = containing(lines[0]["month_end"], "month").words
    parts = [f"{_listed(late)} {'was' if len(late) == 1 else 'were'} not sent for {month}"] if late else []
    if silent:
        parts.append(f"{_listed(silent)} {'gives' if len(silent) == 1 else 'give'} none")
    return f"Spent to date is not known in total: {'; '.join(parts)}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def moved(row: Row) -> str:
    """How a month's forecast moved, without its stop, from a row of `finance.movement`, with the lines that moved most.

    £0.4m more than the month before: External residential placements £0.5m more (Two more placements). An outturn is
    set against the forecast: Outturn £0.1m less than the forecast of the month before.
    """
    change = row["change"]
    if change is None:
        return f"First month held of {Period(row['financial_year'], row['financial_year_end']).label}"
    before, lines = _before(row), row["moved"]
    if row["outturn"] is not None:
        same, told = abs(change) < NOTHING, more_or_less(change, beside=row["reached"])
        said = f"Outturn {'as in' if same else f'{told} than'} the forecast of {before}"
    elif abs(change) < NOTHING:
        said = f"No change from {before}"
    else:
        than = f"than {before}" if before == "the month before" else f"than in {before}"
        said = f"{more_or_less(change, beside=row['reached'])} {than}"
    return f"{said}: {'; '.join(_line(line, row['reached']) for line in lines)}" if lines else said


def more_or_less(change: float, *, beside: float | None = None) -> str:
    """A change in words: £0.4m more, £30,000 less, no change."""
    if abs(change) < NOTHING:
        return "no change"
    return f"{money(abs(change), beside=beside)} {'more' if change > 0 else 'less'}"


def _line(line: Row, beside: float) -> str:
    note = f" ({line['note'].rstrip('. ')})" if line["note"] else ""
    return f"{line['name']} {more_or_less(line['change'], beside=beside)}{note}"


def unit_cost(row: Row) -> str:
    """What a child costs, in a sentence without its stop, from a row of `unit_cost.costs`.

    £1,934 a week, £100,850 a year for each child: a forecast of £85.1m for 844 on average over 7 months.
    """
    name = row["kpi_name"] or row["counted_by"]
    if row["a_week"] is None:
        none = "has no count for the year yet" if row["children"] is None else "counts no child in the year so far"
        return f"The cost of a child is not known: {name} {none}"
    over = counted(row["counted"], "month")
    if row["counted"] < row["months"]:
        over = f"{row['counted']} of {counted(row['months'], 'month')}"
    of = "a forecast" if row["outturn"] is None else "an outturn"
    return (
        f"{figure(row['a_week'], 'currency')} a week, {figure(row['a_year'], 'currency')} a year for each child: "
        f"{of} of {money(row['reached'])} for {figure(row['children'], 'count')} on average over {over}"
    )
