"""The risk_actions return: what somebody will do about a risk, by when, and why the day moved."""

import polars as pl

from sct_dash.core.frames import empty
from sct_dash.core.thread_frames import STAGES
from sct_dash.returns.shape import Column, Kind, Known, Rule
from sct_dash.returns.words import nearest

COMPARED = 70
"""Actions, new and held, that are compared for nearest guesses: past that nobody reads them."""
STAGE_WORDS = {
    "open": "in progress",
    "ongoing": "in progress",
    "underway": "in progress",
    "under way": "in progress",
    "started": "in progress",
    "not begun": "not started",
    "planned": "not started",
    "to do": "not started",
    "closed": "complete",
    "completed": "complete",
    "done": "complete",
    "finished": "complete",
    "withdrawn": "cancelled",
    "stopped": "cancelled",
}
_KEY = ["reference", "action"]

due, revised, status, reason = (pl.col(name) for name in ("due_on", "revised_due_on", "status", "reason"))
is_open = status.is_in(["not started", "in progress"])


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `closed`, the day in words on which the risk was closed; `meant`, of an action that is not
    held and is written nearly like one held of its risk that the file leaves out, that one; `first`, the first day held
    of the action, in words, where the row has another.
    """  # fmt: skip
    held = known.picture.get("risk_actions", empty("risk_actions"))
    risks = known.picture.get("risks", empty("risks"))
    closed = risks.select("reference", closed=pl.col("closed_on").dt.strftime("%-d %B %Y"))
    told = rows.join(closed, on="reference", how="left", maintain_order="left")
    told = told.join(_meant(rows, held), on=_KEY, how="left", maintain_order="left")
    told = told.join(held.select(*_KEY, _first="due_on"), on=_KEY, how="left", maintain_order="left")
    first = pl.when(pl.col("_first") != due).then(pl.col("_first").dt.strftime("%-d %B %Y"))
    return told.with_columns(first=first)


def _meant(rows: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """reference, action and `meant` of each action sent that its risk, with actions held, does not have."""
    sent = rows.select(_KEY).drop_nulls().unique(maintain_order=True)
    new = sent.join(held, on=_KEY, how="anti").join(held, on="reference", how="semi", maintain_order="left")
    left = held.select(_KEY).join(sent, on=_KEY, how="anti")
    left = left.group_by("reference").agg(pl.col("action").sort().alias("_left"))
    asked = new.join(left, on="reference", how="left", maintain_order="left").head(COMPARED)
    pairs = zip(asked["action"].to_list(), asked["_left"].to_list(), strict=True)
    meant = pl.Series("meant", [_alike(name, others or []) for name, others in pairs], pl.String)
    return asked.select(_KEY).with_columns(meant)


def _alike(name: str, others: list[str]) -> str | None:
    found = {other.upper(): other for other in others[:COMPARED]}
    return found.get(nearest(name.upper(), found) or "")


KIND = Kind(
    name="risk_actions",
    title="risk actions",
    about="What somebody will do about a risk, by when, how far it is, and why its day was moved.",
    columns=(
        Column(
            "reference", "Reference", "code", required=True, cased=True, refers_to=("risks", "reference"),
            example="4c", guide="of a risk on the list of risks",
            synonyms=("risk", "risk reference", "risk ref", "risk number", "risk no", "risk id", "ref", "risk code"),
        ),
        Column(
            "action", "Action", "text", required=True, max_chars=500, example="Open two more family hubs",
            synonyms=("planned action", "mitigating action", "further action", "what"),
            guide="what will be done, in the same words every time",
        ),
        Column(
            "owner", "Owner", "text", max_chars=200, example="Head of Early Help",
            synonyms=("action owner", "lead", "by whom", "responsible"), guide="the post that does it",
        ),
        Column(
            "due_on", "Due date", "date", required=True, month_end=True, example="30/09/2026",
            synonyms=("due", "first due", "original due date", "target date", "original date"),
            guide="the first day it was due, which stays; a month means its last day",
        ),
        Column(
            "revised_due_on", "Revised due date", "date", month_end=True, example="31/01/2027",
            synonyms=("revised due", "revised date", "new date", "now due"),
            guide="the day it is due now, where it was moved; a month means its last day",
        ),
        Column(
            "status", "Status", "choice", required=True, choices=STAGES, also=STAGE_WORDS, example="in progress",
            synonyms=("stage", "progress"), guide="how far it is; whether it is overdue is worked out",
        ),
        Column(
            "reason", "Reason", "text", max_chars=1000, example="The lease was signed two months late",
            synonyms=("why", "reason for delay", "comment", "update"), guide="why it was moved or cancelled",
        ),
    ),
    key=("reference", "action"),
    joined=_joined,
    rules=(
        Rule(
            "moved with a reason", "Enter the reason why it was moved from its first day",
            revised.is_null() | (revised == due) | reason.is_not_null(), "reason", {"reason": ""}, shown=False,
            guide="An action that is due on another day than at first has a reason.",
        ),
        Rule(
            "cancelled with a reason", "Enter the reason why it was cancelled",
            (status != "cancelled") | reason.is_not_null(), "reason",
            {"status": "cancelled", "revised_due_on": "", "reason": ""}, shown=False,
            guide="A cancelled action has a reason.",
        ),
        Rule(
            "first day stays", "This action is held as first due on {first}: keep that day, and give the new one as "
            "revised", pl.col("first").is_null(), "due_on", {"action": "Weekly panel"}, severity="query", shown=False,
            guide="A first day other than the one held for the action is queried.",
        ),
        Rule(
            "action as before", "Action ‘{cell}’ is not among those held for risk {reference}. Did you mean ‘{meant}’? "
            "Use the same words if it is the same action", pl.col("meant").is_null(), "action",
            {"action": "Weekly panels"}, severity="query", shown=False,
            guide="An action that is written nearly like one held for the risk is queried.",
        ),
        Rule(
            "open action of a closed risk", "Risk {reference} was closed on {closed}, and this action is still open: "
            "look whether it is complete or cancelled", ~is_open | pl.col("closed").is_null(), "status",
            {"reference": "9"}, severity="query", shown=False,
            guide="An open action of a closed risk is queried.",
        ),
        Rule(
            "owned", "Nobody owns this action: enter the post that does it", ~is_open | pl.col("owner").is_not_null(),
            "owner", {"owner": ""}, severity="query", shown=False, guide="An open action without an owner is queried.",
        ),
    ),
    examples=(
        {"reference": "4c", "action": "Open two more family hubs", "owner": "Head of Early Help",
         "due_on": "30/09/2026", "revised_due_on": "31/01/2027", "status": "in progress",
         "reason": "The lease was signed two months late"},
    ),
    known_examples={
        "risks": (
            {"reference": "4c", "title": "Demand for children's social care", "opened_on": "01/04/2019"},
            {"reference": "9", "title": "Buildings", "opened_on": "01/04/2018", "closed_on": "31/03/2026",
             "reason": "Sold"},
        ),
        "risk_actions": (
            {"reference": "4c", "action": "Weekly panel", "owner": "Head of Safeguarding", "due_on": "31/03/2026",
             "status": "complete"},
        ),
    },
)  # fmt: skip
