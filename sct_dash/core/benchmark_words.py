"""What a comparison says in words: above or below whom, better or worse, which rank, and of which release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from sct_dash.core.benchmarks import OTHERS
from sct_dash.core.frames import SYMBOLS
from sct_dash.core.periods import day_words
from sct_dash.core.sentences import PLACES, figure, in_words

Row = Mapping[str, Any]

WHOLE = ("year", "position")
"""The bases of which there is one figure a year, on the same day every year."""

TOTAL = "Numbers grow with the size of an area, so they are neither compared nor ranked."

UNKNOWN = ", how many is not known"
UNNAMED = "a release without a name"
_ARTICLES = ("North", "South", "East", "West")
_QUARTERS = {1: "first", 2: "second", 3: "third", 4: "fourth"}
_UNRANKED = {
    "total": "numbers grow with the size of an area",
    "listed": "no neighbours are listed",
    "neighbours": "no neighbour's own figure is held",
}
_COUNTS = {2: "both", 3: "all three"}


class Beside(NamedTuple):
    """One of those the authority is compared with: which, what it is called, its figure, on which side we are."""

    kind: str
    name: str
    shown: str
    side: str  # above, below or about the same as


def when(row: Row) -> str:
    """What a row's figures are of: Year to 31 March 2025; At 30 September 2025; Twelve months to 28 February 2023."""
    ends = row["period_end"].year if row["basis"] in WHOLE else day_words(row["period_end"])
    return f"{row['track']} {ends}"


def _in_when(row: Row) -> str:
    """The same at the beginning of a sentence: In the year to 31 March 2025, At 31 March 2025."""
    words = when(row)
    return words if row["basis"] == "position" else f"In the {words[:1].lower()}{words[1:]}"


def places(row: Row, kind: str, unit: str) -> int:
    """The decimals that a column's figure is shown with: those of its unit, but no more than its release gives."""
    given = row[f"{kind}_places"]
    return PLACES[unit] if given is None else min(PLACES[unit], given)


def told(row: Row, kind: str, unit: str) -> str:
    """The figure of one column with no more decimals than its release gives: 22.7%, 92; an en dash without one."""
    return figure(row[kind], unit, places=places(row, kind, unit))


def shown(row: Row, kind: str, unit: str) -> str:
    """The figure of one column as a cell has it; the meaning of the symbol in place of it; else an en dash."""
    if row[kind] is None and row[f"{kind}_symbol"] is not None:
        return SYMBOLS.get(row[f"{kind}_symbol"], "not available")
    return told(row, kind, unit)


def called(row: Row, kind: str) -> str:
    """What an area is called inside a sentence: its neighbours' mean, the West Midlands, England."""
    if kind == "neighbours":
        return f"its neighbours' {row['neighbours_how']}"
    name = row[f"{kind}_area"] or {"authority": "the authority", "region": "the region", "england": "England"}[kind]
    return f"the {name}" if name.startswith(_ARTICLES) else name


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def authority(row: Row) -> str:
    """The authority's name; `The authority` where it has none."""
    return row["authority_area"] or "The authority"


def beside(row: Row, unit: str) -> list[Beside]:
    """Those with a figure to stand beside the authority's. None without its own, or of totals.

    Two are about the same when they look alike with as many decimals as the coarser of them has.
    """
    if row["authority"] is None or row["total"]:
        return []
    return [
        Beside(kind, called(row, kind), told(row, kind, unit), _side(row, kind, unit))
        for kind in OTHERS
        if row[kind] is not None
    ]


def _side(row: Row, kind: str, unit: str) -> str:
    coarser = min(places(row, "authority", unit), places(row, kind, unit))
    if figure(row["authority"], unit, places=coarser) == figure(row[kind], unit, places=coarser):
        return "about the same as"
    return "above" if row["authority"] > row[kind] else "below"


def judged(side: str, direction: str) -> str | None:
    """better, worse or None: what being above or below means when higher or lower is better."""
    if direction not in ("higher", "lower") or side not in ("above", "below"):
        return None
    return "better" if (side == "above") == (direction == "higher") else "worse"


def listing(words: Sequence[str], joined: str = "and") -> str:
    """a; a and b; a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joined} {words[-1]}"


def sentence(row: Row, measure: Row) -> str:
    """The plain sentence of a row of `compared`, for a row of `measures_of`: where we stand, better or worse, the rank.

    Better and worse are not said where neither way is. What is of another release than the authority's figure is named.
    """
    unit, direction, found = measure["unit"], measure["direction"], beside(row, measure["unit"])
    mine = _possessive(authority(row))
    if row["authority"] is None:
        return _without(row, unit, mine)
    value = in_words(row["authority"], unit, places=places(row, "authority", unit))
    if row["total"]:
        return f"{_in_when(row)} {mine} figure was {value}. {TOTAL}"
    if not found and row["rank"] is None:
        return f"{_in_when(row)} {mine} figure was {value}; there is no other to compare it with."
    was = f"{value} was {_sides(found, unit)}{_judgement(found, direction)}" if found else f"figure was {value}"
    return " ".join(
        [f"{_in_when(row)} {mine} {was}; {rank_words(row, direction)}.", *_missing(row, found), *_mixed(row)]
    )


def _sides(found: list[Beside], unit: str) -> str:
    groups = []
    for side in ("above", "below", "about the same as"):
        names = [f"{other.name} ({other.shown})" for other in found if other.side == side]
        if names:
            groups.append(f"{side} {listing(names)}")
    return groups[0] if len(groups) == 1 else f"{', '.join(groups[:-1])}, and {groups[-1]}"


def _judgement(found: list[Beside], direction: str) -> str:
    meant = {word: [o.name for o in found if judged(o.side, direction) == word] for word in ("worse", "better")}
    said = [(word, names) for word, names in meant.items() if names]
    if not said:
        return ""
    if len(said) == 1 and len(said[0][1]) == len(found):
        than = f" than {_COUNTS[len(found)]}" if len(found) > 1 else ""
        return f": {direction} is better, so {said[0][0]}{than}"
    return f": {direction} is better, so " + " and ".join(f"{word} than {listing(names)}" for word, names in said)


def rank_words(row: Row, direction: str) -> str:
    """7th of 11 with its neighbours, third quartile; where neither way is better, counted from the highest."""
    if row["rank"] is None:
        return f"no rank: {unranked(row)}"
    best = direction in ("higher", "lower")
    place = ordinal(row["rank"]) if best else _height(row["rank"], row["ranked"])
    says = f"{'equal ' if row['rank_shared'] else ''}{place} of {row['ranked']} with its neighbours"
    if row["quartile"] is None:
        return says
    return f"{says}, {_QUARTERS[row['quartile']]} quartile{'' if best else ' from the highest'}"


def _height(rank: int, ranked: int) -> str:
    """highest, 2nd highest, lowest."""
    if rank == ranked:
        return "lowest"
    return "highest" if rank == 1 else f"{ordinal(rank)} highest"


def unranked(row: Row) -> str:
    """Why a row has no rank, in words."""
    if row["unranked"] == "authority":
        return f"{authority(row)} has no figure{_why(row, 'authority')}"
    return _UNRANKED[row["unranked"]]


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    ends = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 <= number % 100 <= 20 else ends}"


def _why(row: Row, kind: str) -> str:
    symbol = row[f"{kind}_symbol"]
    return f" ({SYMBOLS.get(symbol, 'not available')})" if symbol is not None else ""


def _without(row: Row, unit: str, mine: str) -> str:
    """The sentence of a row in which the authority itself has no figure."""
    others = [f"{called(row, kind)} {told(row, kind, unit)}" for kind in OTHERS if row[kind] is not None]
    rest = listing([other.replace("its neighbours'", "the neighbours'") for other in others]) if others else ""
    stands = f": {rest}" if rest else ""
    reason = SYMBOLS.get(row["authority_symbol"], "not available") if row["authority_symbol"] else "not published here"
    return f"{_in_when(row)} {mine} figure is missing ({reason}), so it is neither compared nor ranked{stands}."


def _missing(row: Row, found: list[Beside]) -> list[str]:
    absent = [kind for kind in OTHERS if kind not in {other.kind for other in found}]
    absent = [kind for kind in absent if kind == "neighbours" or row[f"{kind}_area"]]
    said = [f"{'its neighbours' if kind == 'neighbours' else called(row, kind)}{_why(row, kind)}" for kind in absent]
    return [f"No figure for {listing(said, 'or')}."] if said else []


def _mixed(row: Row) -> list[str]:
    """Of which releases those beside the authority are, and the figures it is ranked among, where not of its own."""
    of: dict[str | None, list[str]] = {}
    for kind in OTHERS:
        if row[kind] is not None and row[f"{kind}_release"] != row["authority_release"]:
            of.setdefault(row[f"{kind}_release"], []).append(_whose(row, kind))
    if row["rank"] is not None and row["rank_release"] != row["authority_release"]:
        of.setdefault(row["rank_release"], []).append("rank")
    if not of:
        return []
    said = [f"{listing(whose)} from {release or UNNAMED}" for release, whose in of.items()]
    return [f"{authority(row)}'s figure is from {row['authority_release'] or UNNAMED}; {'; '.join(said)}."]


def _whose(row: Row, kind: str) -> str:
    return "neighbours" if kind == "neighbours" else called(row, kind)


def mixture(rows: pl.DataFrame) -> str:
    """Which of the figures of `rows` are of another release than the authority's of their year, and when; or nothing.

    Neighbours from LAIT, 8 April 2026 (2018 to 2020), the West Midlands from a paper.
    """
    days: dict[tuple[str, str | None], list[date]] = {}
    known = rows.filter(pl.col("authority").is_not_null()).sort("period_end")
    for row in known.iter_rows(named=True):
        for kind in OTHERS:
            if row[kind] is not None and row[f"{kind}_release"] != row["authority_release"]:
                days.setdefault((_whose(row, kind), row[f"{kind}_release"]), []).append(row["period_end"])
    if not days:
        return ""
    ends = known["period_end"].to_list()
    alike: dict[str, list[str]] = {}
    for (whose, release), of in days.items():
        alike.setdefault(f"from {release or UNNAMED}{_among(of, ends)}", []).append(whose)
    said = [f"{listing(whose)} {origin}" for origin, whose in alike.items()]
    return f"Of another release than {authority(known.row(-1, named=True))}'s figure: {'; '.join(said)}."


def _among(some: Sequence[date], ends: Sequence[date]) -> str:
    """Which of the years these are: nothing where all, (2018), (2018 to 2020), (3 of 9 years)."""
    if len(some) == len(ends):
        return ""
    if len(some) == 1:
        return f" ({some[0].year})"
    first = ends.index(some[0])
    whole = list(ends[first : first + len(some)]) == list(some)
    return f" ({some[0].year} to {some[-1].year})" if whole else f" ({len(some)} of {len(ends)} years)"


def number_known(row: Row) -> bool:
    """Whether it is known of how many neighbours their average is: their own figures are of the same release."""
    beside_own = row["neighbours_known"] > 0 and row["rank_release"] == row["neighbours_release"]
    return row["neighbours_from"] == "computed" or beside_own


def neighbours_words(rows: pl.DataFrame) -> str:
    """Whose mean or median the neighbours' column of `rows` is: worked out from what, and of how many where known.

    A mean is never called published: one that came with a release was worked out from its figures, by whoever sent it.
    """
    there = rows.filter(pl.col("neighbours").is_not_null()).sort("period_end")
    if there.is_empty():
        return ""
    how, origins = there["neighbours_how"][-1], set(there["neighbours_from"])
    here = f"the {how} of their own figures, worked out here from as many as have one"
    if origins == {"computed"}:
        return f"Neighbours: {here}."
    held = there.filter(pl.col("neighbours_from") == "held").row(-1, named=True)
    name, release = held["neighbours_area"], held["neighbours_release"] or UNNAMED
    came = f"the median published as “{name}” in {release}, of those with a figure"
    if how == "mean":
        came = f"the mean of the neighbours' figures, worked out from {release} (“{name}”), of those with a figure"
    came += f" ({held['neighbours_known']} of {held['neighbours_of']})" if number_known(held) else UNKNOWN
    if len(origins) == 1:
        return f"Neighbours: {came}."
    return f"Neighbours: where it says how many of how many, {here}; elsewhere {came}."


def neighbours_cell(row: Row, unit: str, *, told_how: bool = False) -> str:
    """The neighbours' figure as a cell has it; one worked out here with how many they are: 21.3% (8 of 10).

    With `told_how` it says mean or median, where a column holds both.
    """
    says = shown(row, "neighbours", unit)
    if row["neighbours"] is None:
        return says
    how = [row["neighbours_how"]] if told_how else []
    of = [f"{row['neighbours_known']} of {row['neighbours_of']}"] if row["neighbours_from"] == "computed" else []
    return f"{says} ({', '.join([*how, *of])})" if how or of else says


def released(row: Row, names: Mapping[str | None, str]) -> str:
    """The release of a row's figures, as `names` calls it; after it those figures that are of others: 1; England: 2."""
    of: dict[str | None, list[str]] = {}
    for kind in ("authority", *OTHERS):
        if row[kind] is not None or row[f"{kind}_symbol"] is not None:
            whose = "neighbours" if kind == "neighbours" else row[f"{kind}_area"]
            of.setdefault(row[f"{kind}_release"], []).append(whose)
    said = [names.get(release, release or UNNAMED) for release in of]
    return "; ".join([*said[:1], *(f"{listing(of[r])}: {s}" for r, s in list(zip(of, said, strict=True))[1:])])


def disagreement(row: Row, unit: str) -> str:
    """A row of `disagreements`: Sandwell, year to 30 September 2019: 22.4% in one release; 24.3% in another."""
    tellings: dict[str, list[str]] = {}
    for release, value, symbol, decimals in zip(
        row["releases"], row["values"], row["symbols"], row["places"], strict=True
    ):
        says = figure(value, unit, places=decimals) if value is not None else SYMBOLS.get(symbol, "not available")
        tellings.setdefault(says, []).append(release or UNNAMED)
    words = "; ".join(f"{says} in {listing(names)}" for says, names in tellings.items())
    spanned = when(row)
    ending = " (no more than rounding)" if row["rounding"] else ""
    return f"{row['area']}, {spanned[:1].lower()}{spanned[1:]}: {words}{ending}."
