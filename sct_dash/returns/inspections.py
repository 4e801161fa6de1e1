"""The inspections return: every inspection, visit, review and direction, when it was and how it judged."""

import polars as pl

from sct_dash.core.frames import empty
from sct_dash.core.thread_frames import GRADED, INSPECTION_KINDS, JUDGEMENTS
from sct_dash.returns.shape import Column, Kind, Known, Rule

JUDGEMENTS_ALSO = {
    "RI": "Requires improvement to be good",
    "requires improvement": "Requires improvement to be good",
    "requires improvement (RI)": "Requires improvement to be good",
    "requires improvement to be good (RI)": "Requires improvement to be good",
}
"""Other ways to write a judgement, for every return that has one."""
EXAMPLE = {
    "inspection": "ILACS-2022", "title": "Inspection of children's services", "body": "Ofsted",
    "inspection_kind": "inspection", "from_on": "09/05/2022", "to_on": "20/05/2022", "published_on": "05/07/2022",
    "judgement": "Requires improvement to be good",
}  # fmt: skip
FRAMEWORK_EXAMPLE = {"framework": "ILACS", "title": "Inspections of local authority children's services"}
_TWIN = ["body", "inspection_kind", "from_on"]
from_on, to_on, published_on, judgement = (pl.col(name) for name in ("from_on", "to_on", "published_on", "judgement"))
graded = pl.col("inspection_kind").is_in(GRADED)


def code(guide: str) -> Column:
    """The column of an inspection's code in the returns about one that is held; `guide` is its place there."""
    return Column(
        "inspection", "Inspection", "code", required=True, refers_to=("inspections", "inspection"),
        example="ILACS-2022", synonyms=("inspection code", "inspection reference", "inspection ref"), guide=guide,
    )  # fmt: skip


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `today`; `body_written`, the body as held or as an earlier row has it; `twin`, the code of
    another inspection of that body and kind that began on the same day.
    """  # fmt: skip
    held = known.picture.get("inspections", empty("inspections"))
    alike = pl.col("body").str.to_lowercase().alias("_alike")
    names = pl.concat([held.select("body"), rows.select("body")]).drop_nulls()
    spellings = names.unique(alike, keep="first", maintain_order=True).select(alike, body_written="body")
    told = rows.with_columns(alike, today=pl.lit(known.today))
    told = told.join(spellings, on="_alike", how="left", maintain_order="left").drop("_alike")
    return told.join(_twins(rows, held), on=["inspection", *_TWIN], how="left", maintain_order="left")


def _twins(rows: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """The inspections sent, each with its `twin`, where one has another code and is the same in all of _TWIN."""
    sent = rows.select("inspection", *_TWIN)
    everywhere = pl.concat([held.select(sent.columns).join(sent, on="inspection", how="anti"), sent]).drop_nulls()
    pairs = sent.drop_nulls().join(everywhere, on=_TWIN, suffix="_other")
    others = pairs.filter(pl.col("inspection") != pl.col("inspection_other"))
    return others.group_by("inspection", *_TWIN).agg(twin=pl.col("inspection_other").min())


KIND = Kind(
    name="inspections",
    title="inspections",
    about="Inspections, visits, reviews and directions of inspectors and the Department: when, by whom, under which "
    "framework, and the overall judgement of those that end in one.",
    columns=(
        Column(
            "inspection", "Inspection", "code", required=True, example="ILACS-2022",
            synonyms=("inspection code", "inspection reference", "inspection ref", "code", "reference"),
            guide="a short code of its own, which judgements and findings refer to",
        ),
        Column(
            "title", "Title", "text", required=True, max_chars=200, example="Inspection of children's services",
            synonyms=("inspection title", "inspection name", "what"), guide="what it was, in a few words",
        ),
        Column(
            "body", "Body", "text", required=True, max_chars=100, example="Ofsted",
            synonyms=("inspectorate", "inspected by", "inspector", "carried out by", "by whom"),
            guide="who inspected, reviewed or directed",
        ),
        Column(
            "inspection_kind", "Inspection kind", "choice", required=True, choices=INSPECTION_KINDS,
            example="inspection", synonyms=("kind", "type", "inspection type", "kind of inspection"),
            also={
                "graded inspection": "inspection", "full inspection": "inspection", "re-inspection": "inspection",
                "standard inspection": "inspection", "provider": "provider inspection", "monitoring visit": "visit",
                "focused visit": "visit", "assurance visit": "visit", "ungraded visit": "visit",
                "dfe review": "review", "six-monthly review": "review", "statutory direction": "direction",
            },
            guide="inspection is of the whole service and provider inspection of fostering or adoption; both are "
            "graded, and a visit, review or direction never is",
        ),
        Column(
            "framework", "Framework", "code", refers_to=("frameworks", "framework"), example="ILACS",
            synonyms=("framework code", "inspection framework", "regime"), guide="a code on the list of frameworks",
        ),
        Column(
            "from_on", "First day", "date", example="09/05/2022",
            synonyms=("from", "start", "start date", "began", "begins", "inspection start", "date from", "date"),
            guide="the day it began; where only a month is known, that month, and its name among the date words",
        ),
        Column(
            "to_on", "Last day", "date", month_end=True, example="20/05/2022",
            synonyms=("to", "end", "end date", "ended", "ends", "inspection end", "date to"),
            guide="the day it ended; a month stands for its last day",
        ),
        Column(
            "date_words", "Date words", "text", max_chars=100, example="9 to 20 May 2022",
            synonyms=("when", "dates", "date in words", "dates in words"),
            guide="how to write when it was, where its days are not known or are only a convention",
        ),
        Column(
            "published_on", "Published on", "date", example="05/07/2022",
            synonyms=("published", "publication date", "date published", "report published"),
            guide="the day its report or letter was published, if it was",
        ),
        Column(
            "judgement", "Judgement", "choice", choices=JUDGEMENTS, also=JUDGEMENTS_ALSO,
            example="Requires improvement to be good",
            synonyms=("overall judgement", "overall effectiveness", "overall", "grade", "rating", "outcome", "result"),
            guide="the overall one, of an inspection or provider inspection only",
        ),
        Column(
            "summary", "Summary", "text", max_chars=2000, example="Services have improved and are not yet good.",
            synonyms=("headline", "in short", "notes", "about"), guide="what it said, in a sentence or two",
        ),
        Column(
            "source", "Source", "text", max_chars=500, example="Ofsted, report published 5 July 2022",
            synonyms=("read from", "link", "report"), guide="where it was read",
        ),
    ),
    key=("inspection",),
    joined=_joined,
    rules=(
        Rule(
            "dated", "Enter its first day, its last or the day it was published; if only a month is known, the month",
            pl.any_horizontal(pl.col(name).is_not_null() for name in ("from_on", "to_on", "published_on")), "from_on",
            {"from_on": "", "to_on": "", "published_on": ""}, shown=False,
            guide="Its first day, its last or the day it was published is there.",
        ),
        Rule("ends after it begins", "Last day must not be before the first", to_on >= from_on, "to_on",
             {"to_on": "08/05/2022"}),
        Rule(
            "published after it began", "Published on must not be before the first day", published_on >= from_on,
            "published_on", {"published_on": "08/05/2022"},
        ),
        Rule(
            "begun already", "First day must not be in the future, and ‘{cell}’ is: when the next can fall is "
            "worked out, not sent", from_on <= pl.col("today"), "from_on",
            {"from_on": "09/05/2031", "to_on": "", "published_on": ""}, shown=False,
            guide="First day is not in the future: when the next inspection can fall is worked out.",
        ),
        Rule(
            "ended already", "Last day must not be in the future, and ‘{cell}’ is: leave it empty until it has ended",
            to_on <= pl.col("today"), "to_on", {"to_on": "20/05/2031"}, shown=False,
            guide="Last day is not in the future: it is left empty until it has ended.",
        ),
        Rule("published already", "Published on must not be in the future", published_on <= pl.col("today"),
             "published_on", {"published_on": "05/07/2031"}),
        Rule(
            "only inspections are judged", "A {inspection_kind} has no judgement: leave it empty, and tell what it "
            "said in the summary", judgement.is_null() | graded, "judgement", {"inspection_kind": "visit"},
            shown=False,
            guide="A visit, a review and a direction have no judgement.",
        ),
        Rule(
            "body spelled as before", "Body must be written as it is already, {body_written}",
            pl.col("body") == pl.col("body_written"), "body", {"body": "OFSTED"},
            guide="Body is written the same way every time, capitals and all.",
        ),
        Rule(
            "judged when published", "It was published and has no judgement: look whether it ended in one",
            judgement.is_not_null() | ~graded | published_on.is_null(), "judgement", {"judgement": ""},
            severity="query", shown=False, guide="An inspection that is published without a judgement is queried.",
        ),
        Rule(
            "published after it ended", "Published on is before the last day: look whether both are right",
            published_on >= to_on, "published_on", {"published_on": "19/05/2022"}, severity="query", shown=False,
            guide="A report published before the last day is queried.",
        ),
        Rule(
            "one code each", "{twin} is of the same body and kind and began on the same day: look whether it is the "
            "same one under two codes", pl.col("twin").is_null(), "inspection", {"inspection": "ILACS-MAY-2022"},
            severity="query", shown=False,
            guide="An inspection that began on the day another of its body and kind did is queried.",
        ),
    ),
    examples=(
        {**EXAMPLE, "framework": "ILACS", "summary": "Services have improved and are not yet good.",
         "source": "Ofsted, report published 5 July 2022"},
        {"inspection": "MV-2018-05", "title": "Monitoring visit", "body": "Ofsted", "inspection_kind": "visit",
         "from_on": "May 2018", "to_on": "May 2018", "date_words": "May 2018", "summary": "Some progress was made."},
    ),
    known_examples={"frameworks": (FRAMEWORK_EXAMPLE,), "inspections": (EXAMPLE,)},
)  # fmt: skip
