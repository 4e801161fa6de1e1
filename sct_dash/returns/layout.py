"""Where the table lies in the records of a file: its separator, the row of headings, which column is which."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from sct_dash.core.sentences import counted
from sct_dash.returns.shape import Kind, Refusal
from sct_dash.returns.words import folded, listed, nearest, quoted, shortened
from sct_dash.returns.wrong_files import EMPTY, own_headings, refuse_by_headings

HEAD_ROWS = 60
MAX_COLUMNS = 200
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
QUOTED_HEADINGS = 5


@dataclass(frozen=True)
class Layout:
    """The heading row: `index` counts records from 0, `headings` are its cells, `places` maps columns to positions."""

    index: int
    headings: list[str]
    places: dict[str, int]
    separator: str
    notices: list[str]
    findings: list[dict]


def laid_out(kind: Kind, heads: dict[str, list[list[str]]], kinds: Iterable[Kind]) -> Layout:
    """The layout under the separator that most known headings appear under.

    `heads`: the first records of the file under each separator. Findings without a line for headings that are
    missing, given twice or not there at all. Refusal for an empty file, too many columns, another return's headings
    or personal data.
    """
    own = own_headings(kind)
    everything = frozenset().union(*own.values())
    best = max(
        ((_known(row, everything), -order, -index) for order, head in enumerate(heads.values())
         for index, row in enumerate(head)),
        default=(0, 0, 0),
    )  # fmt: skip
    separator, head = list(heads.items())[-best[1]]
    if not any(cell.strip() for row in head for cell in row):
        raise EMPTY
    index = -best[2] if best[0] else next(i for i, row in enumerate(head) if any(cell.strip() for cell in row))
    _refuse_wrong(kind, heads, head, index if best[0] > 1 else None, list(kinds))
    headings = [cell.strip() for cell in head[index]]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MAX_COLUMNS:
        says = f"The selected file must have {MAX_COLUMNS} columns or fewer, and has {len(headings):,}."
        raise Refusal("too many columns", says)
    if best[0] < 2 and not (best[0] and index == 0):
        return Layout(index, headings, {}, separator, [], [_no_headings(kind)])
    places, findings = _placed(kind, headings, own)
    if findings:
        return Layout(index, headings, places, separator, [], findings)
    notices = [] if separator == "," else [f"The cells are separated by {SEPARATORS[separator]}."]
    notices += _noticed(head, index, headings, places)
    if kind.into is None:
        notices += _unread(headings, places)
    return Layout(index, headings, places, separator, notices, findings)


def head_under(separator: str, lines: Callable[[], Iterable[str]]) -> list[list[str]]:
    """The first records of a text under one separator; what csv cannot read ends them."""
    head: list[list[str]] = []
    try:
        head.extend(islice(csv.reader(lines(), delimiter=separator, strict=False, skipinitialspace=True), HEAD_ROWS))
    except csv.Error:
        return head
    return head


def _known(row: list[str], everything: frozenset[str]) -> int:
    return len({folded(cell) for cell in row[: MAX_COLUMNS * 50] if len(cell) <= 100} & everything)


def _refuse_wrong(
    kind: Kind, heads: dict[str, list[list[str]]], head: list[list[str]], index: int | None, kinds: list[Kind]
) -> None:
    """The heading row speaks for itself; where none was found, any early row may be the headings of something else."""
    if index is not None:
        for above in head[:index]:
            refuse_by_headings(kind, above[:MAX_COLUMNS], kinds, 2)
        refuse_by_headings(kind, head[index][:MAX_COLUMNS], kinds, 1)
        return
    for rows in heads.values():
        first = next((row for row in rows if any(cell.strip() for cell in row)), [])
        for row in rows:
            if len(row) > 1:
                refuse_by_headings(kind, row[:MAX_COLUMNS], kinds, 1 if row is first else 2)


def _no_headings(kind: Kind) -> dict:
    names = listed(column.name for column in kind.columns)
    says = f"The first row must be the column headings: {names}. Start from the template."
    return {"rule": "headings", "says": says}


def _placed(kind: Kind, headings: list[str], own: dict[str, frozenset[str]]) -> tuple[dict[str, int], list[dict]]:
    folds = [folded(heading) for heading in headings]
    found = {name: [at for at, fold in enumerate(folds) if fold in own[name]] for name in own}
    places = {name: where[0] for name, where in found.items() if where}
    findings = [
        {
            "column": name,
            "rule": "duplicate heading",
            "says": f"The column {name} is there more than once, as "
            f"{listed(f'‘{quoted(headings[at])}’' for at in where)}. Keep one of them.",
        }
        for name, where in found.items()
        if len(where) > 1
    ]
    missing = [column for column in kind.columns if column.required and column.name not in places]
    if missing:
        spare = [fold for at, fold in enumerate(folds) if fold and at not in places.values()]
        findings.append(_missing(missing, spare, headings, folds))
    return places, findings


def _missing(missing: list, spare: list[str], headings: list[str], folds: list[str]) -> dict:
    guesses = []
    for column in missing:
        near = nearest(folded(column.name).upper(), [fold.upper() for fold in spare])
        if near:
            guesses.append(f"Did you mean {column.name} by ‘{quoted(headings[folds.index(near.lower())])}’?")
    names = listed(column.name for column in missing)
    says = f"The column{'s' if len(missing) > 1 else ''} {names} must be in the first row. {' '.join(guesses)}".strip()
    return {"column": missing[0].name if len(missing) == 1 else None, "rule": "missing heading", "says": says}


def _noticed(head: list[list[str]], index: int, headings: list[str], places: dict[str, int]) -> list[str]:
    notices = []
    above = [at for at in range(index) if any(cell.strip() for cell in head[at])]
    if above == [0] and is_separator_line(head[0]):
        notices.append("The first row only says which separator the file has, so it was not read as figures.")
    elif above:
        said = "Line 1" if index == 1 else f"Lines 1 to {index}"
        notices.append(f"{said} above the headings {'was' if index == 1 else 'were'} not read.")
    respelled = [f"‘{quoted(headings[at])}’ as {name}" for name, at in places.items() if quoted(headings[at]) != name]
    if respelled:
        notices.append(f"These headings were understood: {listed(respelled)}.")
    return notices


def _unread(headings: list[str], places: dict[str, int]) -> list[str]:
    unknown = [quoted(text) for at, text in enumerate(headings) if text and at not in places.values()]
    if not unknown:
        return []
    named = shortened([f"‘{text}’" for text in unknown], QUOTED_HEADINGS)
    return [f"{counted(len(unknown), 'column')} not in this return, so not read: {named}."]


def is_separator_line(row: list[str]) -> bool:
    """Whether a record is Excel's own `sep=;` line."""
    return "".join(row).strip().lower().startswith("sep=") and len("".join(row).strip()) <= 5
