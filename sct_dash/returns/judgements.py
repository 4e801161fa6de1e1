"""The judgements return: how an inspection judged each area, as each source has it."""

import polars as pl

from sct_dash.core.frames import empty
from sct_dash.core.thread_frames import GRADED, JUDGEMENTS
from sct_dash.returns import inspections
from sct_dash.returns.shape import Column, Kind, Known, Rule

_AREA = ["inspection", "_alike"]
area, judgement = pl.col("area"), pl.col("judgement")


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `inspection_kind`; `area_written`, the area as held of the inspection or as an earlier row
    has it; of the same area `other_source` and `other_judgement`, where another source says something else.
    """  # fmt: skip
    alike = area.str.to_lowercase().alias("_alike")
    kinds = known.picture.get("inspections", empty("inspections")).select("inspection", "inspection_kind")
    held = known.picture.get("judgements", empty("judgements")).select("inspection", "area", "judgement", "source")
    sent = rows.select(held.columns)
    everywhere = pl.concat([held, sent]).with_columns(alike)
    spellings = everywhere.drop_nulls("area").unique(_AREA, keep="first", maintain_order=True)
    told = rows.with_columns(alike).join(kinds, on="inspection", how="left", maintain_order="left")
    told = told.join(spellings.select(*_AREA, area_written="area"), on=_AREA, how="left", maintain_order="left")
    return told.join(
        _others(sent.with_columns(alike), held.with_columns(alike)),
        on=[*_AREA, "source"],
        how="left",
        maintain_order="left",
    ).drop("_alike")


def _others(sent: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Each area and source sent beside the first other source, sent or held, that judges the area otherwise."""
    after = pl.concat([held.join(sent, on=[*_AREA, "source"], how="anti"), sent])
    other = after.select(*_AREA, other_source="source", other_judgement="judgement")
    pairs = sent.join(other, on=_AREA, maintain_order="left_right")
    differing = pairs.filter((pl.col("source") != pl.col("other_source")) & (judgement != pl.col("other_judgement")))
    return differing.unique([*_AREA, "source"], keep="first", maintain_order=True).select(
        *_AREA, "source", "other_source", "other_judgement"
    )


KIND = Kind(
    name="judgements",
    title="judgements",
    about="How an inspection judged each area, with the source that says so. Where two sources do not agree, each has "
    "a row, and both are shown.",
    columns=(
        inspections.code("a code on the list of inspections"),
        Column(
            "area", "Area", "text", required=True, max_chars=200, example="Children in care",
            synonyms=("sub-judgement", "judgement area", "area judged", "domain", "aspect", "strand"),
            guide="what was judged, in the words of the report; Overall for the whole",
        ),
        Column(
            "judgement", "Judgement", "choice", required=True, choices=JUDGEMENTS, also=inspections.JUDGEMENTS_ALSO,
            example="Good", synonyms=("grade", "rating", "outcome", "result", "judged"), guide="in the report's words",
        ),
        Column(
            "source", "Source", "text", required=True, max_chars=500, example="Ofsted, report published 5 July 2022",
            synonyms=("read from", "reference", "according to", "link"), guide="who says so, and where",
        ),
    ),
    key=("inspection", "area", "source"),
    joined=_joined,
    rules=(
        Rule(
            "only inspections are judged", "{inspection} is a {inspection_kind}, which has no judgement",
            pl.col("inspection_kind").is_in(GRADED), "inspection", {"inspection": "MV-2018-05"}, shown=False,
            guide="Inspection is one that ends in a judgement: no visit, review or direction does.",
        ),
        Rule(
            "area spelled as before", "Area must be written as it is already, {area_written}",
            area == pl.col("area_written"), "area", {"area": "leadership"},
            guide="Area is written the same way every time for an inspection, capitals and all.",
        ),
        Rule(
            "sources agree", "{other_source} has {other_judgement} for this area: look whether both are as written; "
            "both will be shown", pl.col("other_source").is_null(), "judgement",
            {"area": "Leadership", "judgement": "Good"}, severity="query", shown=False,
            guide="A judgement that another source has otherwise is queried, and both are shown.",
        ),
    ),
    examples=(
        {"inspection": "ILACS-2022", "area": "Children in care", "judgement": "Requires improvement to be good",
         "source": "Ofsted, report published 5 July 2022"},
        {"inspection": "ILACS-2022", "area": "Overall", "judgement": "RI",
         "source": "Ofsted, report published 5 July 2022"},
    ),
    known_examples={
        "frameworks": (inspections.FRAMEWORK_EXAMPLE,),
        "inspections": (
            inspections.EXAMPLE,
            {"inspection": "MV-2018-05", "title": "Monitoring visit", "body": "Ofsted", "inspection_kind": "visit",
             "from_on": "01/05/2018"},
        ),
        "judgements": (
            {"inspection": "ILACS-2022", "area": "Leadership", "judgement": "Requires improvement to be good",
             "source": "A newspaper, 6 July 2022"},
        ),
    },
)  # fmt: skip
