"""The areas return: the places whose published figures are kept, and how they are known in DfE's files."""

import polars as pl

from sct_dash.core.frames import PLACES, empty
from sct_dash.returns.shape import Column, Kind, Known, Rule

_ALIKE = pl.col("area").str.to_lowercase().alias("_alike")


def spelled(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """The rows with `listed` (the area as the list spells it, whatever case it has here) and its `listed_kind`.

    Both are null where the list has no such area; the rows keep their order.
    """
    held = known.picture.get("areas", empty("areas")).select(_ALIKE, listed="area", listed_kind="area_kind")
    once = held.unique("_alike", keep="first", maintain_order=True)
    return rows.with_columns(_ALIKE).join(once, on="_alike", how="left", maintain_order="left").drop("_alike")


def _joined(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Reference columns: `listed`, as held or as an earlier row has it, and `other`, an area with the same code."""
    held = known.picture.get("areas", empty("areas")).select("area", "area_code")
    sent = rows.select("area", "area_code")
    spellings = (
        pl.concat([held, sent]).with_columns(_ALIKE).unique("_alike", keep="first").select("_alike", listed="area")
    )
    everywhere = pl.concat([held.join(sent, on="area", how="anti"), sent]).drop_nulls()
    pairs = everywhere.join(everywhere, on="area_code", suffix="_right").filter(
        pl.col("area").str.to_lowercase() != pl.col("area_right").str.to_lowercase()
    )
    others = pairs.group_by("area", "area_code").agg(other=pl.col("area_right").min())
    told = rows.with_columns(_ALIKE).join(spellings, on="_alike", how="left", maintain_order="left").drop("_alike")
    return told.join(others, on=["area", "area_code"], how="left", maintain_order="left")


KIND = Kind(
    name="areas",
    title="areas to compare with",
    about="The places whose published figures are kept: the authority, its statistical neighbours, its region and "
    "England, with the codes they have in DfE's files.",
    columns=(
        Column(
            "area", "Area", "text", required=True, max_chars=100, example="Sandwell", synonyms=("area name",),
            guide="its name as DfE writes it",
        ),
        Column(
            "area_kind", "Area kind", "choice", required=True, choices=PLACES, example="authority",
            also={"statistical neighbour": "neighbour", "national": "england", "regional": "region"},
            guide="authority is the one that is reported on",
        ),
        Column(
            "area_code", "Area code", "code", required=True, example="E08000028", synonyms=("gss code", "ons code"),
            guide="its nine-character code of the Office for National Statistics",
        ),
        Column(
            "old_code", "Old code", "code", example="333", synonyms=("la code", "dfe code", "old la code"),
            guide="DfE's own three figures for an authority",
        ),
        Column("source", "Source", "text", max_chars=500, example="DfE, statistical neighbours",
               guide="where it is said that this is one to compare with"),
    ),
    key=("area",),
    joined=_joined,
    rules=(
        Rule(
            "spelled as before", "Area must be written as it is already, {listed}",
            pl.col("listed") == pl.col("area"), "area", {"area": "SANDWELL"},
            guide="Area is written the same way every time, capitals and all.",
        ),
        Rule(
            "one area a code", "Area code must be of one area, and {other} has it",
            pl.col("other").is_null(), "area_code", {"area": "Sandwell Metropolitan Borough"},
            guide="No two areas have the same area code.",
        ),
    ),
    examples=(
        {"area": "Sandwell", "area_kind": "authority", "area_code": "E08000028", "old_code": "333",
         "source": "DfE, statistical neighbours"},
        {"area": "West Midlands", "area_kind": "region", "area_code": "E12000005", "old_code": "", "source": ""},
    ),
    known_examples={"areas": ({"area": "Sandwell", "area_kind": "authority", "area_code": "E08000028"},)},
)  # fmt: skip
