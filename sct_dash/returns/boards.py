"""The boards return: the boards that hold the Trust to account, how often each meets and what it receives."""

import polars as pl

from sct_dash.core.frames import empty
from sct_dash.core.thread_frames import CADENCES, SUBJECTS
from sct_dash.returns.shape import Column, Kind, Known, Rule
from sct_dash.returns.words import listed, nearest

COMPARED = 70
"""Boards, new and held, that are compared for nearest guesses: nobody has so many."""
_ALSO = {
    **dict.fromkeys(("kpi", "performance", "performance indicators", "scorecard"), "kpis"),
    **dict.fromkeys(("staff", "workforce", "people"), "staffing"),
    **dict.fromkeys(("budget", "money", "savings", "budget monitoring"), "finance"),
    **dict.fromkeys(("risk", "risk register"), "risks"),
    **dict.fromkeys(("improvement plan", "milestones", "outcomes"), "plan"),
    **dict.fromkeys(("inspection", "ofsted", "findings"), "inspections"),
}
"""Other words for what a board receives."""


def _finished(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with what a board receives in the words of SUBJECTS, each once: kpis; risks."""
    subject = pl.element().str.strip_chars().str.to_lowercase().replace(_ALSO)
    parts = pl.col("receives").str.split(";").list.eval(subject.filter(subject != ""))
    joined = parts.list.unique(maintain_order=True).list.join("; ")
    return rows.with_columns(receives=pl.when(joined != "").then(joined))


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `written`, the name as held or as an earlier row has it; `strange`, the first subject that
    is none; `new` (true) of a board that is not held where others are, and `meant`, the held one it is most like.
    """  # fmt: skip
    held = known.picture.get("boards", empty("boards"))["board"]
    alike = pl.col("board").str.to_lowercase().alias("_alike")
    names = pl.concat([held, rows["board"]]).drop_nulls().to_frame().unique(alike, keep="first", maintain_order=True)
    spelt = names.select(alike, written="board")
    told = rows.with_columns(alike).join(spelt, on="_alike", how="left", maintain_order="left").drop("_alike")
    strange = pl.element().filter(~pl.element().is_in(list(SUBJECTS))).first()
    told = told.with_columns(strange=pl.col("receives").str.split("; ").list.eval(strange).list.first())
    return told.join(_new(rows, held), on="board", how="left", maintain_order="left")


def _new(rows: pl.DataFrame, held: pl.Series) -> pl.DataFrame:
    """board, `new` and `meant` of each board of the file that is not held, in whatever case, where others are."""
    known = {name.upper(): name for name in held.drop_nulls().to_list()[:COMPARED]}
    sent = [name for name in rows["board"].drop_nulls().unique(maintain_order=True) if name.upper() not in known]
    meant = [known.get(nearest(name.upper(), known) or "") for name in sent[:COMPARED]] if known else []
    new = sent[: len(meant)]
    return pl.DataFrame(
        {"board": new, "new": [True] * len(new), "meant": meant},
        schema={"board": pl.String, "new": pl.Boolean, "meant": pl.String},
    )


KIND = Kind(
    name="boards",
    title="boards",
    about="The boards that hold the Trust to account: how often each meets, what it is for, what it receives, whether "
    "its papers are public and how many days before a meeting they are due.",
    columns=(
        Column(
            "board", "Board", "text", required=True, max_chars=100, example="Operational Partnership Board",
            synonyms=("board name", "committee", "body"), guide="its name, the same every time",
        ),
        Column(
            "cadence", "Cadence", "choice", required=True, choices=tuple(CADENCES), example="monthly",
            also={"month": "monthly", "every month": "monthly", "quarter": "quarterly", "every quarter": "quarterly",
                  "six-monthly": "twice a year", "half-yearly": "twice a year", "every six months": "twice a year",
                  "6-monthly": "twice a year", "annual": "yearly", "annually": "yearly", "every year": "yearly",
                  "periodic": "as called", "as needed": "as called", "ad hoc": "as called"},
            synonyms=("how often", "frequency", "meets", "interval"),
            guide="how often it meets; as called where that cannot be foreseen",
        ),
        Column(
            "remit", "Remit", "text", max_chars=1000, example="Oversees performance and operations",
            synonyms=("purpose", "about", "terms of reference", "what for"), guide="what it is for, in a sentence",
        ),
        Column(
            "receives", "Receives", "text", max_chars=200, example="kpis; staffing; finance",
            synonyms=("gets", "papers", "subjects", "reports", "what it receives"),
            guide=f"what it receives, of {listed(SUBJECTS)}, with semicolons between",
        ),
        Column(
            "public", "Answer to public or not", "choice", required=True, choices=("yes", "no"), example="no",
            also={"y": "yes", "true": "yes", "n": "no", "false": "no", "private": "no"},
            synonyms=("public or not", "is it public", "in public", "papers are public", "open to the public"),
            guide="whether its papers are public",
        ),
        Column(
            "papers_days", "Days before the meeting", "number", low=0, high=90, whole=True, example="5",
            synonyms=("papers due", "days before", "paper deadline", "papers days before"),
            guide="how many days before a meeting its papers are due, where no day is given",
        ),
        Column(
            "source", "Source", "text", max_chars=300, example="Terms of reference",
            synonyms=("from", "reference", "where from"), guide="where this is said",
        ),
    ),
    key=("board",),
    finished=_finished,
    joined=_joined,
    rules=(
        Rule(
            "board spelled as before", "Board must be written as it is already, {written}",
            pl.col("board") == pl.col("written"), "board", {"board": "OPERATIONAL PARTNERSHIP BOARD"},
            guide="Board is written the same way every time, capitals and all.",
        ),
        Rule(
            "receives what there is", f"Receives must name {listed(SUBJECTS, 'or')}, with semicolons between, and "
            "‘{strange}’ is none of them", pl.col("strange").is_null(), "receives",
            {"receives": "kpis; complaints"}, shown=False,
            guide=f"Receives names {listed(SUBJECTS, 'or')}, with semicolons between.",
        ),
        Rule(
            "receives something", "Nothing is said of what it receives, so nothing will be due for its meetings: look "
            "whether it is so", pl.col("receives").is_not_null(), "receives", {"receives": ""}, severity="query",
            shown=False, guide="A board that receives nothing is queried.",
        ),
        Rule(
            "board as before", "Board ‘{cell}’ is not among those held. Did you mean ‘{meant}’? Under another name it "
            "is another board, with no meeting before", pl.col("meant").is_null(), "board",
            {"board": "Operational Partnerships Board"}, severity="query", shown=False,
            guide="A board that is written nearly like one held is queried.",
        ),
    ),
    examples=(
        {"board": "Operational Partnership Board", "cadence": "monthly", "remit": "Oversees performance and operations",
         "receives": "kpis; staffing; finance", "public": "no", "papers_days": "5", "source": "Terms of reference"},
    ),
    known_examples={
        "boards": ({"board": "Operational Partnership Board", "cadence": "monthly", "receives": "kpis",
                    "public": "no"},),
    },
)  # fmt: skip
