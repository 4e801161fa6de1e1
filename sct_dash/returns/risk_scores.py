"""The risk_scores return: how likely a risk was judged on a day and how much it would do, why, and its controls."""

import polars as pl

from sct_dash.core.frames import empty
from sct_dash.returns.shape import Column, Kind, Known, Rule

MOST_LEVELS = 2
"""Likelihood and impact that move by more levels than this together, at once, are asked about."""
_DAY = "%-d %B %Y"
_KEY = ["reference", "assessed_on"]

likelihood, impact, score = (pl.col(name) for name in ("likelihood", "impact", "score"))
assessed, review = pl.col("assessed_on"), pl.col("next_review_on")
_moved = (likelihood - pl.col("likelihood_before")).abs() + (impact - pl.col("impact_before")).abs()


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `today`, `product` (likelihood times impact); of the risk, `opened`, `closed` and the days in
    words; of the assessment before, in the file or held, likelihood_before, impact_before, before (its day in words).

    `latest`: whether no later one is in the file or held. Of the matrix in force on the day, likelihood_top and
    impact_top (its levels), `band` of the score, and `scored` (Boolean), whether it has that score; null without one.
    """
    told = rows.with_columns(
        today=pl.lit(known.today),
        product=likelihood * impact,
        _score=pl.coalesce(likelihood * impact, score),
    )
    risks = known.picture.get("risks", empty("risks")).select(
        *("reference", pl.col("opened_on").alias("opened"), pl.col("closed_on").alias("closed")),
        opened_words=pl.col("opened_on").dt.strftime(_DAY),
        closed_words=pl.col("closed_on").dt.strftime(_DAY),
    )
    told = told.join(risks, on="reference", how="left", maintain_order="left")
    told = told.join(_before(rows, known), on=_KEY, how="left", maintain_order="left")
    return _measured(told, known.picture.get("risk_bands", empty("risk_bands")))


def _before(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """reference, assessed_on, likelihood_before, impact_before, before, latest, of each assessment sent."""
    columns = [*_KEY, "likelihood", "impact"]
    held = known.picture.get("risk_scores", empty("risk_scores")).select(columns)
    sent = rows.select(columns).drop_nulls(_KEY).unique(_KEY, keep="first", maintain_order=True)
    every = pl.concat([held.join(sent, on=_KEY, how="anti"), sent]).sort(_KEY)
    return every.select(
        *_KEY,
        likelihood_before=likelihood.shift().over("reference"),
        impact_before=impact.shift().over("reference"),
        before=assessed.shift().over("reference").dt.strftime(_DAY),
        latest=assessed == assessed.max().over("reference"),
    )


def _measured(rows: pl.DataFrame, bands: pl.DataFrame) -> pl.DataFrame:
    days = bands.select("valid_from").unique().sort("valid_from")
    asked = rows.select("assessed_on").drop_nulls().unique().sort("assessed_on")
    began = asked.join_asof(days, left_on="assessed_on", right_on="valid_from")
    tops = bands.group_by("valid_from").agg(
        *(
            pl.col("level").filter(pl.col("part") == side).max().alias(f"{side}_top")
            for side in ("likelihood", "impact")
        )
    )
    scores = bands.filter(pl.col("part") == "score").select("valid_from", _score="level", band="band", scored=True)
    told = rows.join(began, on="assessed_on", how="left", maintain_order="left")
    told = told.join(tops, on="valid_from", how="left", maintain_order="left")
    told = told.join(scores, on=["valid_from", "_score"], how="left", maintain_order="left")
    return told.with_columns(scored=pl.when(pl.col("valid_from").is_not_null()).then(pl.col("scored").fill_null(False)))


def _on_the_scale(side: str, words: str) -> Rule:
    return Rule(
        f"{side} on the scale", f"{words} must be a level of the matrix in force on the day, 1 to {{{side}_top}}",
        pl.col(side) <= pl.col(f"{side}_top"), side, {side: "3"},
        guide=f"{words} is a level of the matrix in force on the day.",
    )  # fmt: skip


KIND = Kind(
    name="risk_scores",
    title="risk scores",
    about="Each assessment of a risk: the day, likelihood and impact on the matrix, or the score where only that is "
    "known, the reason for it, the controls in place and when it is looked at next. The band is worked out.",
    columns=(
        Column(
            "reference", "Reference", "code", required=True, cased=True, refers_to=("risks", "reference"),
            example="4c", guide="of a risk on the list of risks",
            synonyms=("risk", "risk reference", "risk ref", "risk number", "risk no", "risk id", "ref", "risk code"),
        ),
        Column(
            "assessed_on", "Assessment date", "date", required=True, example="01/10/2026",
            synonyms=("assessed", "date assessed", "reviewed on", "date", "date of review"),
            guide="the day it was assessed",
        ),
        Column(
            "likelihood", "Likelihood", "number", low=1, high=20, whole=True, example="2",
            synonyms=("probability", "current likelihood"), guide="its level, 1 the lowest",
        ),
        Column(
            "impact", "Impact", "number", low=1, high=20, whole=True, example="1",
            synonyms=("severity", "current impact"), guide="its level, 1 the lowest",
        ),
        Column(
            "score", "Score", "number", low=1, high=400, whole=True, example="2",
            synonyms=("risk score", "current score", "rating", "risk rating"),
            guide="only where likelihood and impact are not known: otherwise it is worked out",
        ),
        Column(
            "reason", "Reason", "text", required=True, max_chars=2000, example="Fewer referrals since the summer",
            synonyms=("why", "rationale", "reason for score", "reason for change", "commentary", "update"),
            guide="why the score is what it is; of one that stays, what keeps it there",
        ),
        Column(
            "controls", "Controls", "text", max_chars=2000, example="Weekly panel; early help at every school",
            synonyms=("existing controls", "control measures", "current controls", "mitigation", "mitigations"),
            guide="what is in place against it",
        ),
        Column(
            "next_review_on", "Next review date", "date", example="01/01/2027",
            synonyms=("next review", "review date", "review due", "review on"),
            guide="the day by which it is looked at again",
        ),
    ),
    key=("reference", "assessed_on"),
    joined=_joined,
    rules=(
        Rule(
            "assessed by today", "Assessment date must not be after today", assessed <= pl.col("today"), "assessed_on",
            {"assessed_on": "01/10/2031", "next_review_on": ""},
        ),
        Rule(
            "assessed while it is open",
            "Assessment date must not be after {closed_words}, when risk {reference} was closed",
            assessed <= pl.col("closed"), "assessed_on", {"reference": "9"},
            guide="A risk is not assessed after it is closed.",
        ),
        Rule(
            "impact beside likelihood", "Enter the impact: likelihood alone makes no score",
            likelihood.is_null() | impact.is_not_null(), "impact", {"impact": ""}, shown=False,
            guide="Impact is given where likelihood is.",
        ),
        Rule(
            "likelihood beside impact", "Enter the likelihood: impact alone makes no score",
            impact.is_null() | likelihood.is_not_null(), "likelihood", {"likelihood": ""}, shown=False,
            guide="Likelihood is given where impact is.",
        ),
        Rule(
            "some score", "Enter likelihood and impact or, where they are not known, the score",
            likelihood.is_not_null() | impact.is_not_null() | score.is_not_null(), "score",
            {"likelihood": "", "impact": ""}, shown=False,
            guide="There are likelihood and impact or, where they are not known, a score.",
        ),
        _on_the_scale("likelihood", "Likelihood"),
        _on_the_scale("impact", "Impact"),
        Rule(
            "score is the product", "Score must be blank or likelihood times impact, {product}",
            score == pl.col("product"), "score", {"score": "4"},
            guide="Score is blank or likelihood times impact, where these are given.",
        ),
        Rule(
            "score on the scale", "Score must be one of the matrix in force on the day, a level of likelihood times "
            "one of impact", score.is_null() | likelihood.is_not_null() | pl.col("scored"), "score",
            {"likelihood": "", "impact": "", "score": "3"},
        ),
        Rule(
            "review after the assessment", "Next review date must not be before the day it was assessed",
            review >= assessed, "next_review_on", {"next_review_on": "30/09/2026"},
        ),
        Rule(
            "assessed after it opened", "Risk {reference} opened on {opened_words}: look whether the day is right",
            assessed >= pl.col("opened"), "assessed_on", {"assessed_on": "31/03/2019", "likelihood": "1"},
            severity="query", shown=False, guide="An assessment before the risk opened is queried.",
        ),
        Rule(
            "moved far", "Likelihood and impact were {likelihood_before} and {impact_before} on {before}, more than "
            f"{MOST_LEVELS} levels away together: look whether it is so",
            _moved <= MOST_LEVELS, "likelihood", {"reference": "12", "likelihood": "1", "impact": "1"},
            severity="query", shown=False,
            guide=f"Likelihood and impact that move by more than {MOST_LEVELS} levels together at once are queried.",
        ),
        Rule(
            "red is reviewed", "The risk is Red and nothing says when it is looked at next: enter the next review",
            review.is_not_null() | (pl.col("band") != "red") | ~pl.col("latest") | pl.col("closed").is_not_null(),
            "next_review_on", {"likelihood": "2", "impact": "2", "next_review_on": ""}, severity="query", shown=False,
            guide="The latest assessment of a Red risk is queried where it has no next review.",
        ),
    ),
    examples=(
        {"reference": "4c", "assessed_on": "01/10/2026", "likelihood": "2", "impact": "1", "score": "",
         "reason": "Fewer referrals since the summer", "controls": "Weekly panel; early help at every school",
         "next_review_on": "01/01/2027"},
    ),
    known_examples={
        "risk_bands": (
            *({"valid_from": "01/04/2018", "part": part, "level": level, "words": f"Level {level}"}
              for part in ("likelihood", "impact") for level in "1234"),
            *({"valid_from": "01/04/2018", "part": "score", "level": level, "band": "green"} for level in "1234689"),
            *({"valid_from": "01/04/2018", "part": "score", "level": level, "band": "red"} for level in ("12", "16")),
            *({"valid_from": "01/04/2019", "part": part, "level": level, "words": f"Level {level}"}
              for part in ("likelihood", "impact") for level in "12"),
            *({"valid_from": "01/04/2019", "part": "score", "level": level, "band": band}
              for level, band in (("1", "green"), ("2", "amber"), ("4", "red"))),
        ),
        "risks": (
            {"reference": "4c", "title": "Demand for children's social care", "opened_on": "01/04/2019"},
            {"reference": "9", "title": "Buildings", "opened_on": "01/04/2018", "closed_on": "31/03/2026",
             "reason": "Sold"},
            {"reference": "12", "title": "Money", "opened_on": "01/04/2018"},
        ),
        "risk_scores": (
            {"reference": "12", "assessed_on": "01/10/2018", "likelihood": "3", "impact": "2", "reason": "A deficit",
             "next_review_on": "01/01/2019"},
        ),
    },
)  # fmt: skip
