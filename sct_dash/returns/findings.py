"""The findings return: what each inspection found to improve, numbered as its report has it."""

import polars as pl

from sct_dash.core.frames import empty
from sct_dash.returns import inspections
from sct_dash.returns.shape import Column, Kind, Known, Rule

MOST = 999
KEY = ["inspection", "number"]


def number(guide: str) -> Column:
    """The column of a finding's number within its inspection; `guide` is its place in the return."""
    return Column(
        "number", "Number", "number", required=True, low=1, high=MOST, whole=True, example="1",
        synonyms=("finding", "finding number", "no", "recommendation", "recommendation number", "area number", "#"),
        guide=guide,
    )  # fmt: skip


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `before`, the number just before where that is neither held nor sent; `same_as`, the least
    other number of the inspection with this text; `text_held`, the words held of a finding with actions, where they
    are others.
    """  # fmt: skip
    held = known.picture.get("findings", empty("findings")).select(*KEY, "text")
    sent = rows.select(*KEY, "text").drop_nulls()
    everywhere = pl.concat([held.join(sent, on=KEY, how="anti"), sent])
    there = everywhere.select("inspection", before="number").unique().with_columns(_there=True)
    told = rows.with_columns(before=pl.col("number") - 1).join(
        there, on=["inspection", "before"], how="left", maintain_order="left"
    )
    gone = pl.col("_there").is_null() & (pl.col("before") >= 1)
    told = told.with_columns(before=pl.when(gone).then("before")).drop("_there")
    told = told.join(_same(sent, everywhere), on=KEY, how="left", maintain_order="left")
    return told.join(_answered(held, known), on=KEY, how="left", maintain_order="left").with_columns(
        text_held=pl.when(pl.col("text_held") != pl.col("text")).then("text_held")
    )


def _same(sent: pl.DataFrame, everywhere: pl.DataFrame) -> pl.DataFrame:
    folded = pl.col("text").str.to_lowercase().alias("_folded")
    pairs = sent.select(*KEY, folded).join(
        everywhere.select("inspection", folded, same_as="number"), on=["inspection", "_folded"]
    )
    return pairs.filter(pl.col("number") != pl.col("same_as")).group_by(KEY).agg(pl.col("same_as").min())


def _answered(held: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Each finding held that has actions, with its words."""
    actions = known.picture.get("finding_actions", empty("finding_actions"))
    return held.rename({"text": "text_held"}).join(actions, on=KEY, how="semi")


KIND = Kind(
    name="findings",
    title="inspection findings",
    about="What an inspection found to improve, one row a finding. A link, and what was done about it, refer to it as "
    "its inspection and its number: ILACS-2022/1.",
    columns=(
        inspections.code("a code on the list of inspections"),
        number("its number in the report, or its place in the report's list"),
        Column(
            "text", "Text", "text", required=True, max_chars=2000,
            example="The timeliness of permanence planning for children in care",
            synonyms=("finding text", "words", "what", "area to improve", "area for improvement",
                      "what needs to improve", "recommendation text", "description"),
            guide="what is to be improved",
        ),
        Column(
            "area", "Area", "text", max_chars=200, example="Children in care",
            synonyms=("judgement area", "domain", "aspect", "strand"),
            guide="the area judged that it belongs to, if one",
        ),
    ),
    key=("inspection", "number"),
    joined=_joined,
    rules=(
        Rule(
            "numbers in a row", "{inspection} has no finding {before}: look whether one was left out",
            pl.col("before").is_null(), "number", {"number": "4", "text": "Transition planning"}, severity="query",
            shown=False,
            guide="A number whose one before is missing is queried.",
        ),
        Rule(
            "said once", "Finding {same_as} has the same words: look whether it is one finding",
            pl.col("same_as").is_null(), "text", {"text": "Management oversight"}, severity="query", shown=False,
            guide="Two findings of an inspection with the same words are queried.",
        ),
        Rule(
            "words that were answered", "It is held as ‘{text_held}’, and something was done about "
            "that: look whether it still answers the finding", pl.col("text_held").is_null(), "text",
            {"number": "2", "text": "Supervision"}, severity="query", shown=False,
            guide="New words for a finding about which something was done are queried.",
        ),
    ),
    examples=(
        {"inspection": "ILACS-2022", "number": "1",
         "text": "The timeliness of permanence planning for children in care", "area": "Children in care"},
    ),
    known_examples={
        "frameworks": (inspections.FRAMEWORK_EXAMPLE,),
        "inspections": (inspections.EXAMPLE,),
        "findings": (
            {"inspection": "ILACS-2022", "number": "1",
             "text": "The timeliness of permanence planning for children in care", "area": "Children in care"},
            {"inspection": "ILACS-2022", "number": "2", "text": "Management oversight"},
        ),
        "finding_actions": (
            {"inspection": "ILACS-2022", "number": "2", "action": "Train managers", "status": "in progress"},
        ),
    },
)  # fmt: skip
