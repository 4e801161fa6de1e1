"""The finding_actions return: what was done about each finding, and the outcome or milestone that carries it."""

import polars as pl

from sct_dash.core.frames import empty
from sct_dash.core.thread_frames import STAGES
from sct_dash.returns import findings, inspections
from sct_dash.returns.shape import Column, Kind, Known, Rule
from sct_dash.returns.words import nearest, shortened

COMPARED = 70
"""Actions that are compared for nearest guesses: no inspection led to so many, and past that nobody reads them."""
NAMED = 5  # of the numbers that an inspection's findings have, so many are named
_ACTION = [*findings.KEY, "action"]
_CARRIERS = {"outcome": "outcomes", "milestone": "milestones"}


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `findings_held`, what the inspection has where it lacks this finding; for a code that is not
    on its list the sentence that says so (`outcome_unlisted`, `milestone_unlisted`); `outcome_of`, the outcome of the
    milestone; `meant`, an action held of the finding that a new one is nearly the same as.
    """  # fmt: skip
    told = rows.join(_lacking(rows, known), on=findings.KEY, how="left", maintain_order="left")
    for name, kind in _CARRIERS.items():
        told = told.join(_unlisted(rows, known, name, kind), on=name, how="left", maintain_order="left")
    milestones = known.picture.get("milestones", empty("milestones")).select("milestone", outcome_of="outcome")
    told = told.join(milestones, on="milestone", how="left", maintain_order="left")
    return told.join(_nearly_held(rows, known), on=_ACTION, how="left", maintain_order="left")


def _lacking(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """The findings sent of inspections held that are not, each with `findings_held`: what it has, in words."""
    held = known.picture.get("findings", empty("findings")).select(findings.KEY)
    inspected = known.picture.get("inspections", empty("inspections")).select("inspection")
    sent = rows.select(findings.KEY).drop_nulls().unique().join(inspected, on="inspection", how="semi")
    lacking = sent.join(held, on=findings.KEY, how="anti")
    numbers = held.group_by("inspection").agg(pl.col("number").sort().cast(pl.Int64).cast(pl.String))
    words = [(code, f"it has {shortened(found, NAMED)}") for code, found in numbers.iter_rows()]
    said = pl.DataFrame(words, schema={"inspection": pl.String, "findings_held": pl.String}, orient="row")
    told = lacking.join(said, on="inspection", how="left")
    return told.with_columns(pl.col("findings_held").fill_null("none of its findings is held, so send them first"))


def _unlisted(rows: pl.DataFrame, known: Known, name: str, kind: str) -> pl.DataFrame:
    """The codes in column `name` that the list of `kind` does not have, each with the sentence that says so."""
    listed = known.picture.get(kind, empty(kind)).select(name)
    held = listed[name].to_list()
    odd = rows.select(name).drop_nulls().unique().join(listed, on=name, how="anti")[name].sort().to_list()
    words = [(code, _unlisted_says(code, held, name)) for code in odd]
    return pl.DataFrame(words, schema={name: pl.String, f"{name}_unlisted": pl.String}, orient="row")


def _unlisted_says(code: str, held: list[str], name: str) -> str:
    says = f"{name.capitalize()} must be on the list, not ‘{code}’"
    if not held:
        return f"{says}, and no {name}s are held yet: leave it empty, or send them first"
    guess = nearest(code, held[: COMPARED * COMPARED])
    return f"{says}. Did you mean {guess}? Leave it empty where the plan has none" if guess else says


def _nearly_held(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """The actions sent that are new to a finding, each with `meant`: the most alike of those held that are not sent."""
    held = known.picture.get("finding_actions", empty("finding_actions")).select(_ACTION)
    sent = rows.select(_ACTION).drop_nulls().unique(maintain_order=True)
    left = held.join(sent, on=_ACTION, how="anti").group_by(findings.KEY).agg(pl.col("action").sort().alias("_left"))
    asked = sent.join(held, on=_ACTION, how="anti").join(left, on=findings.KEY).head(COMPARED)
    pairs = zip(asked["action"].to_list(), asked["_left"].to_list(), strict=True)
    meant = pl.Series("meant", [_alike(action, others) for action, others in pairs], pl.String)
    return asked.select(_ACTION).with_columns(meant)


def _alike(action: str, others: list[str]) -> str | None:
    spelled = {other.upper(): other for other in others[:COMPARED]}
    return spelled.get(nearest(action.upper(), spelled) or "")


def _listed(name: str, counter: str) -> Rule:
    return Rule(
        f"{name} listed", f"{{{name}_unlisted}}", pl.col(f"{name}_unlisted").is_null(), name, {name: counter},
        shown=False, guide=f"{name.capitalize()}, where one is given, is on the list of {name}s.",
    )  # fmt: skip


KIND = Kind(
    name="finding_actions",
    title="what findings led to",
    about="What was done about a finding of an inspection: each action, the outcome or milestone of the plan that "
    "carries it, how far it is, and what shows that it is done.",
    columns=(
        inspections.code("the inspection that found it"),
        findings.number("the number of the finding"),
        Column(
            "action", "Action", "text", required=True, max_chars=500, example="Permanence panel meets every week",
            synonyms=("what was done", "what we did", "response", "action taken", "led to"),
            guide="what was done or will be, in the same words every time it is sent",
        ),
        Column(
            "outcome", "Outcome", "code", example="OUT03", synonyms=("outcome code", "plan outcome"),
            guide="the outcome of the plan that it serves, if one",
        ),
        Column(
            "milestone", "Milestone", "code", example="M012", synonyms=("milestone code", "plan milestone"),
            guide="the milestone of the plan that carries it, if one",
        ),
        Column(
            "owner", "Owner", "text", max_chars=200, example="Director of operations",
            synonyms=("lead", "action owner", "responsible", "who"), guide="the post that answers for it",
        ),
        Column(
            "status", "Status", "choice", required=True, choices=STAGES, example="complete",
            synonyms=("stage", "progress", "state"),
            also={
                "done": "complete", "completed": "complete", "closed": "complete", "finished": "complete",
                "ongoing": "in progress", "started": "in progress", "under way": "in progress", "open": "in progress",
                "planned": "not started", "to do": "not started", "not begun": "not started",
                "stopped": "cancelled", "withdrawn": "cancelled", "canceled": "cancelled",
            },
            guide="how far it is",
        ),
        Column(
            "evidence", "Evidence", "text", max_chars=2000, example="Audit of 40 plans in March 2024",
            synonyms=("what shows it", "proof", "impact", "assurance"), guide="what shows that it is done and works",
        ),
    ),
    key=("inspection", "number", "action"),
    joined=_joined,
    rules=(
        Rule(
            "finding held", "Finding {number} of {inspection} is not held: {findings_held}",
            pl.col("findings_held").is_null(), "number", {"number": "9"}, shown=False,
            guide="Finding is one that is held of the inspection.",
        ),
        _listed("outcome", "OUT04"),
        _listed("milestone", "M021"),
        Rule(
            "milestone of the outcome", "{milestone} belongs to {outcome_of}, not to {outcome}: look which is meant",
            pl.col("outcome") == pl.col("outcome_of"), "milestone", {"milestone": "M020"}, severity="query",
            shown=False, guide="A milestone of another outcome than the one given is queried.",
        ),
        Rule(
            "complete with evidence", "It is complete: say what shows it",
            (pl.col("status") != "complete") | pl.col("evidence").is_not_null(), "evidence", {"evidence": ""},
            severity="query", shown=False, guide="A complete action without evidence is queried.",
        ),
        Rule(
            "action as before", "Action is not among those held of the finding. Did you mean ‘{meant}’? Use the same "
            "words if it is the same action", pl.col("meant").is_null(), "action",
            {"number": "2", "action": "Train the managers"}, severity="query", shown=False,
            guide="An action that is written nearly like one held of the finding is queried.",
        ),
    ),
    examples=(
        {"inspection": "ILACS-2022", "number": "1", "action": "Permanence panel meets every week", "outcome": "OUT03",
         "milestone": "M012", "owner": "Director of operations", "status": "complete",
         "evidence": "Audit of 40 plans in March 2024"},
        {"inspection": "ILACS-2022", "number": "1", "action": "Life-story work begins at the first placement",
         "status": "in progress"},
    ),
    known_examples={
        "frameworks": (inspections.FRAMEWORK_EXAMPLE,),
        "inspections": (inspections.EXAMPLE,),
        "findings": (
            {"inspection": "ILACS-2022", "number": "1", "text": "Permanence planning"},
            {"inspection": "ILACS-2022", "number": "2", "text": "Management oversight"},
        ),
        "finding_actions": (
            {"inspection": "ILACS-2022", "number": "2", "action": "Train managers", "status": "in progress"},
        ),
        "themes": ({"theme": "Practice", "plan": "Improvement Plan 2021/24"},),
        "outcomes": (
            {"outcome": "OUT03", "title": "Permanence without delay", "theme": "Practice", "priority": "Practice"},
            {"outcome": "OUT05", "title": "Managers oversee practice", "theme": "Practice", "priority": "Practice"},
        ),
        "milestones": (
            {"milestone": "M012", "outcome": "OUT03", "title": "Permanence panel set up", "first_due_on": "31/03/2023"},
            {"milestone": "M020", "outcome": "OUT05", "title": "Supervision audited", "first_due_on": "30/06/2023"},
        ),
    },
)  # fmt: skip
