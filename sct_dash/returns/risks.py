"""The risks return: what may happen, whose it is, and what its score should come down to by when."""

import polars as pl

from sct_dash.core import matrix
from sct_dash.core.frames import PRIORITIES, empty
from sct_dash.returns.shape import Column, Kind, Known, Rule

_DAY = "%-d %B %Y"

opened, closed, today = (pl.col(name) for name in ("opened_on", "closed_on", "today"))
target, target_on, reason = (pl.col(name) for name in ("target_score", "target_on", "reason"))
is_open = closed.is_null()


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `today`; `written`, the reference as it is held or as an earlier row has it; of the risk held,
    `titled` (its title, where the row has another) and `was_closed` (its last day, in words).

    Of its assessments held, `assessed_on` and `current`, the latest and its score, and `assessed`, that day in words.
    `off_scale`: in words, the scores of the matrix in force today, where the target is none of them.
    """
    held = known.picture.get("risks", empty("risks"))
    told = _written(rows.with_columns(today=pl.lit(known.today)), held)
    before = held.select(
        "reference",
        _title="title",
        was_closed=pl.col("closed_on").dt.strftime(_DAY),
    )
    told = told.join(before, on="reference", how="left", maintain_order="left")
    told = told.join(_current(known), on="reference", how="left", maintain_order="left")
    alike = pl.col("title").str.to_lowercase() == pl.col("_title").str.to_lowercase()
    scores = matrix.scores(matrix.in_force(known.picture, known.today))["score"].sort()
    words = ", ".join(f"{score:g}" for score in scores)
    outside = pl.lit(bool(words)) & ~target.is_in(scores.implode())
    return told.with_columns(
        titled=pl.when(~alike).then("_title"),
        off_scale=pl.when(outside).then(pl.lit(words)),
        assessed=pl.col("assessed_on").dt.strftime(_DAY),
    )


def _written(rows: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    alike = pl.col("reference").str.to_lowercase().alias("_alike")
    names = pl.concat([held.select("reference"), rows.select("reference")]).drop_nulls()
    first = names.unique(alike, keep="first", maintain_order=True).select(alike, pl.col("reference").alias("written"))
    return rows.with_columns(alike).join(first, on="_alike", how="left", maintain_order="left").drop("_alike")


def _current(known: Known) -> pl.DataFrame:
    """reference, assessed_on and current of the latest assessment held of each risk."""
    scores = known.picture.get("risk_scores", empty("risk_scores")).sort("assessed_on")
    score = pl.coalesce(pl.col("likelihood") * pl.col("impact"), "score")
    return scores.group_by("reference").agg(pl.col("assessed_on").last(), current=score.last())


KIND = Kind(
    name="risks",
    title="risks",
    about="What is on the risk register: each risk by its reference, what may happen and why, whose it is, and what "
    "its score should come down to by when. Its scores are a return of their own.",
    columns=(
        Column(
            "reference", "Reference", "code", required=True, cased=True, example="4c",
            synonyms=("risk", "risk reference", "risk ref", "risk number", "risk no", "risk id", "ref", "risk code"),
            guide="as the register has it, with its letter: letters, figures and hyphens",
        ),
        Column(
            "title", "Title", "text", required=True, max_chars=200, example="Demand for children's social care",
            synonyms=("risk title", "risk description", "description", "name of risk"), guide="what it is called",
        ),
        Column(
            "cause", "Cause", "text", max_chars=1000, example="More families in need than services were planned for",
            synonyms=("causes", "risk cause", "because of"), guide="what brings it about",
        ),
        Column(
            "event", "Event", "text", max_chars=1000, example="More children come into care than can be placed near",
            synonyms=("risk event", "what may happen"), guide="what may happen",
        ),
        Column(
            "consequence", "Consequence", "text", max_chars=1000, example="Children live far away, at a higher cost",
            synonyms=("consequences", "effect", "risk consequence", "leading to"), guide="what would follow",
        ),
        Column(
            "category", "Category", "text", max_chars=100, example="Demand",
            synonyms=("risk category", "type", "risk type"), guide="the sort of risk, in the register's own words",
        ),
        Column(
            "owner", "Owner", "text", max_chars=200, example="Director of Operations",
            synonyms=("risk owner", "accountable", "lead"), guide="the post that answers for it",
        ),
        Column(
            "priority", "Priority", "choice", choices=PRIORITIES, example="Prevention",
            synonyms=("strategic priority",), guide="the strategic priority that it endangers most, if one",
        ),
        Column(
            "target_score", "Target score", "number", low=1, high=400, whole=True, example="8",
            synonyms=("target", "target risk score"), guide="what its score should come down to",
        ),
        Column(
            "target_on", "Target date", "date", month_end=True, example="31/03/2027",
            synonyms=("target day", "target by", "target due"), guide="by when; a month means its last day",
        ),
        Column(
            "risk_register", "Register", "text", max_chars=100, example="Strategic",
            synonyms=("register name", "level of register"), guide="the register that it stands on",
        ),
        Column(
            "opened_on", "Opening date", "date", required=True, example="01/04/2019",
            synonyms=("opened", "opened date", "date opened", "date raised", "raised on", "date identified"),
            guide="the day it came on the register",
        ),
        Column(
            "closed_on", "Closing date", "date", example="31/03/2026",
            synonyms=("closed", "closed date", "date closed"), guide="the day it was closed, if it was",
        ),
        Column(
            "reason", "Reason for closing", "text", max_chars=1000, example="Moved to the directorate's own register",
            synonyms=("closing reason", "reason closed", "why closed"), guide="why it was closed",
        ),
    ),
    key=("reference",),
    joined=_joined,
    rules=(
        Rule(
            "reference spelled as before", "Reference must be written as it is already, {written}",
            pl.col("reference") == pl.col("written"), "reference", {"reference": "4C"},
            guide="Reference is written the same way every time, capitals and all.",
        ),
        Rule(
            "opened by today", "Opening date must not be after today", opened <= today, "opened_on",
            {"opened_on": "01/04/2031"},
        ),
        Rule(
            "closed by today", "Closing date must not be after today", closed <= today, "closed_on",
            {"closed_on": "01/04/2031", "reason": "Passed"},
        ),
        Rule(
            "closed after it opened", "Closing date must not be before the risk opened", closed >= opened, "closed_on",
            {"closed_on": "31/03/2019", "reason": "Passed"},
        ),
        Rule(
            "closed with a reason", "Enter the reason for closing", is_open | reason.is_not_null(), "reason",
            {"closed_on": "02/11/2026"}, shown=False, guide="A closed risk has a reason for closing.",
        ),
        Rule(
            "assessed before it closed",
            "Closing date must not be before {assessed}, when it was last assessed",
            closed >= pl.col("assessed_on"), "closed_on",
            {"closed_on": "30/09/2026", "reason": "Passed"}, guide="A risk is not assessed after it is closed.",
        ),
        Rule(
            "target after it opened", "Target date must not be before the risk opened", target_on >= opened,
            "target_on", {"target_on": "31/03/2019"},
        ),
        Rule(
            "reason of an open risk", "The risk is not closed, and there is a reason for closing: enter the day it "
            "was closed, or put the reason where it belongs", closed.is_not_null() | reason.is_null(), "reason",
            {"reason": "Passed"}, severity="query", shown=False,
            guide="A reason for closing is queried where the risk is open.",
        ),
        Rule(
            "same risk", "Risk {reference} is held as ‘{titled}’: look whether it is the same one. A new risk has a "
            "reference of its own", pl.col("titled").is_null(), "title", {"title": "Cyber attack"}, severity="query",
            shown=False, guide="A title other than the one held under the reference is queried.",
        ),
        Rule(
            "open again", "Risk {reference} is held as closed on {was_closed}: look whether it is open again",
            closed.is_not_null() | pl.col("was_closed").is_null(), "closed_on",
            {"reference": "9", "title": "Buildings"}, severity="query", shown=False,
            guide="An open risk that is held as closed is queried.",
        ),
        Rule(
            "day without a target", "There is a target date and no target score: enter the score it should come down "
            "to", target_on.is_null() | target.is_not_null(), "target_score", {"target_score": ""},
            severity="query", shown=False, guide="A target date without a target score is queried.",
        ),
        Rule(
            "target without a day", "There is a target score and no target date: nobody can say whether it is at risk",
            target.is_null() | target_on.is_not_null(), "target_on", {"target_on": ""},
            severity="query", shown=False, guide="A target score without a target date is queried.",
        ),
        Rule(
            "target on the scale", "Target score {target_score} is none of the matrix in force: {off_scale}",
            pl.col("off_scale").is_null() | target.is_null(), "target_score", {"target_score": "5"},
            severity="query", shown=False, guide="A target score that the matrix in force does not have is queried.",
        ),
        Rule(
            "target below the score", "Target score is above the score of {assessed}, {current}: look whether it is "
            "so", ~is_open | (target <= pl.col("current")), "target_score", {"target_score": "8"},
            severity="query", shown=False, guide="A target score above the latest score held is queried.",
        ),
    ),
    examples=(
        {"reference": "4c", "title": "Demand for children's social care",
         "cause": "More families in need than services were planned for",
         "event": "More children come into care than can be placed near",
         "consequence": "Children live far away, at a higher cost", "category": "Demand",
         "owner": "Director of Operations", "priority": "Prevention", "target_score": "4", "target_on": "31/03/2027",
         "risk_register": "Strategic", "opened_on": "01/04/2019", "closed_on": "", "reason": ""},
    ),
    known_examples={
        "risk_bands": (
            *({"valid_from": "01/04/2018", "part": part, "level": level, "words": f"Level {level}"}
              for part in ("likelihood", "impact") for level in "1234"),
            *({"valid_from": "01/04/2018", "part": "score", "level": level, "band": "amber"}
              for level in ("1", "2", "3", "4", "6", "8", "9", "12", "16")),
        ),
        "risks": (
            {"reference": "4c", "title": "Demand for children's social care", "opened_on": "01/04/2019"},
            {"reference": "9", "title": "Buildings", "opened_on": "01/04/2019", "closed_on": "31/03/2026",
             "reason": "Sold"},
        ),
        "risk_scores": (
            {"reference": "4c", "assessed_on": "01/10/2026", "likelihood": "2", "impact": "3",
             "reason": "Fewer referrals"},
        ),
    },
)  # fmt: skip
