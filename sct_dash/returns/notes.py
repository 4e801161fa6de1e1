"""The notes return: a question asked or an action agreed at a meeting, against the item it is about."""

import polars as pl

from sct_dash.core import meetings, things
from sct_dash.core.thread_frames import NOTE_KINDS, NOTED
from sct_dash.returns.shape import Column, Kind, Known, Rule
from sct_dash.returns.words import nearest

WHOLE = ("meeting", "staffing", "finance")
"""What has no codes of its own: the code is the kind itself."""
COMPARED = 70
"""Unknown codes that are compared for nearest guesses; past that nobody reads them."""
item_kind, item_code, due_on = pl.col("item_kind"), pl.col("item_code"), pl.col("due_on")


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `what`, the kind of item in words; `written`, its code as it is held, null for none of it;
    `meant`, the held code it is most like, where it is none; `meeting`, whether its board meets on the day.
    """  # fmt: skip
    told = rows.with_columns(
        what=item_kind.replace({kind: words for kind, (words, _) in things.KINDS.items()}),
        meeting=meetings.is_meeting(known.picture, rows.select("board", "meets_on")),
    )
    alike = item_code.str.to_uppercase().alias("_alike")
    held = _codes(known).with_columns(_alike=pl.col("written").str.to_uppercase()).unique(["item_kind", "_alike"])
    told = told.with_columns(alike).join(held, on=["item_kind", "_alike"], how="left", maintain_order="left")
    unknown = told.filter(pl.col("written").is_null()).select("item_kind", "item_code", "_alike").drop_nulls().unique()
    guesses = [(row[0], row[1], _guess(held, *row)) for row in unknown.head(COMPARED).iter_rows()]
    meant = pl.DataFrame(guesses, schema=dict.fromkeys(("item_kind", "item_code", "meant"), pl.String), orient="row")
    return told.drop("_alike").join(meant, on=["item_kind", "item_code"], how="left", maintain_order="left")


def _codes(known: Known) -> pl.DataFrame:
    """item_kind and `written`: the code of everything that a note can be about."""
    held = things.names(known.picture).select(item_kind="kind", written="code")
    return pl.concat([held, pl.DataFrame({"item_kind": WHOLE, "written": WHOLE})]).drop_nulls()


def _guess(held: pl.DataFrame, kind: str, code: str, alike: str) -> str | None:
    of_kind = held.filter(pl.col("item_kind") == kind)
    codes = dict(zip(of_kind["_alike"], of_kind["written"], strict=True))
    return codes.get(nearest(alike[:60], codes) or "")


def _known() -> pl.Expr:
    """Whether the code is one that is held; silent where the kind of item, which says of what, was not understood."""
    return item_kind.is_null() | item_code.is_null() | pl.col("written").is_not_null()


KIND = Kind(
    name="notes",
    title="notes",
    about="Questions asked and actions agreed at the meetings, each against the item it is about, for the minutes.",
    columns=(
        Column(
            "board", "Board", "code", required=True, refers_to=("boards", "board"),
            example="Operational Partnership Board", synonyms=("board name", "committee"),
            guide="a board on the list of boards",
        ),
        Column(
            "meets_on", "Day of the meeting", "date", required=True, example="26/11/2026",
            synonyms=("date", "meeting date", "meeting day", "day", "meeting on"), guide="the day of the meeting",
        ),
        Column(
            "item_kind", "Kind of item", "choice", choices=NOTED, default="meeting", example="kpi",
            also={"budget line": "budget_line", "money": "finance", "staff": "staffing", "measure": "kpi"},
            synonyms=("item kind", "about", "kind", "item type"),
            guide="what kind of thing it is about; blank for the meeting as a whole",
        ),
        Column(
            "item_code", "Code of the item", "text", max_chars=100, example="KPI001",
            default=pl.when(item_kind.is_in(WHOLE)).then(item_kind),
            synonyms=("item code", "code", "item", "reference"),
            guide="its code: KPI002, 4c, ILACS-2022/1; blank for staffing, finance and the meeting as a whole",
        ),
        Column(
            "note_kind", "Question or action", "choice", required=True, choices=NOTE_KINDS, example="action",
            also={"q": "question", "asked": "question", "a": "action", "agreed": "action"},
            synonyms=("note kind", "type", "question or action?"), guide="which of the two it is",
        ),
        Column(
            "text", "Note", "text", required=True, max_chars=1000, example="Bring the reasons by team",
            synonyms=("note text", "wording", "what", "what was asked or agreed"), guide="what was asked or agreed",
        ),
        Column(
            "owner", "Owner", "text", max_chars=100, example="Director of Operations",
            synonyms=("who", "action owner", "responsible", "lead"), guide="who is to do it, by their post",
        ),
        Column(
            "due_on", "Due", "date", month_end=True, example="10/12/2026",
            synonyms=("by", "by when", "due date", "deadline", "due by"), guide="the day by which it is due",
        ),
    ),
    key=("board", "meets_on", "item_kind", "item_code", "note_kind", "text"),
    joined=_joined,
    rules=(
        Rule(
            "item named", "Enter the code of the {what} that it is about",
            item_code.is_not_null(), "item_code", {"item_code": ""}, shown=False,
            guide="A note about one thing has its code.",
        ),
        Rule(
            "item held", "No {what} has the code ‘{cell}’. Did you mean {meant}? Write it as it is held",
            _known() | pl.col("meant").is_null(), "item_code", {"item_code": "KPI002"}, shown=False,
            guide="A code that is nearly like one held is refused, with the one that it may be.",
        ),
        Rule(
            "item there", "No {what} has the code ‘{cell}’", _known() | pl.col("meant").is_not_null(), "item_code",
            {"item_code": "LEAVERS"}, shown=False, guide="The code is that of a thing that is held.",
        ),
        Rule(
            "item spelled as held", "The code must be written as it is held, {written}",
            item_code == pl.col("written"), "item_code", {"item_code": "kpi001"},
            guide="The code is written as it is held, capitals and all.",
        ),
        Rule(
            "a meeting that day", "No meeting of this board is held or expected on that day: look whether it is so",
            pl.col("meeting"), "meets_on", {"meets_on": "27/11/2026"}, severity="query", shown=False,
            guide="A day on which the board neither met nor is expected to meet is queried.",
        ),
        Rule(
            "action owned", "Nobody is named to do it: an action without an owner is seldom done",
            (pl.col("note_kind") != "action") | pl.col("owner").is_not_null(), "owner", {"owner": ""},
            severity="query", shown=False, guide="An action without an owner is queried.",
        ),
        Rule(
            "due after the meeting", "It is due before the meeting at which it was noted: look whether it is so",
            due_on >= pl.col("meets_on"), "due_on", {"due_on": "25/11/2026"}, severity="query", shown=False,
            guide="A note that is due before its meeting is queried.",
        ),
    ),
    examples=(
        {"board": "Operational Partnership Board", "meets_on": "26/11/2026", "item_kind": "kpi", "item_code": "KPI001",
         "note_kind": "action", "text": "Bring the reasons by team", "owner": "Director of Operations",
         "due_on": "10/12/2026"},
    ),
    known_examples={
        "boards": ({"board": "Operational Partnership Board", "cadence": "monthly", "receives": "kpis",
                    "public": "no"},),
        "meetings": ({"board": "Operational Partnership Board", "meets_on": "26/11/2026"},),
        "kpis": (
            {"kpi_code": "KPI001", "name": "In time", "unit": "percent", "direction": "higher", "frequency": "month"},
        ),
    },
)  # fmt: skip
