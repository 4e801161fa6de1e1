"""What the lists of outcomes and of milestones have in common: weights given for some, and what each was before."""

import polars as pl

from sct_dash.core.frames import empty
from sct_dash.returns.shape import Known, Rule


def joined(rows: pl.DataFrame, known: Known, kind: str, code: str, group: str) -> pl.DataFrame:
    """Reference columns for a list keyed by `code` whose rows belong to a `group` (a column) that they are weighed in.

    `weighed`, in words (2 of the 3), where the file leaves a group in which some rows have a weight and others none, at
    the first row of that group in the file; `group_before`: the group that the code is held under; `twin`: another code
    of the same group, held or earlier in the file, with the same title.
    """
    names = [code, group, "title", "weight"]
    held, sent = known.picture.get(kind, empty(kind)).select(names), rows.select("line", *names)
    kept = held.join(sent, on=code, how="anti").select(pl.lit(None, pl.Int64).alias("line"), *names)
    after = pl.concat([kept, sent]).drop_nulls([code, group])
    given, every = pl.col("weight").is_not_null().sum(), pl.len()
    told = (
        after.group_by(group)
        .agg(given.alias("_given"), every.alias("_every"), pl.col("line").min())
        .filter((pl.col("_given") > 0) & (pl.col("_given") < pl.col("_every")))
        .select("line", weighed=pl.format("{} of the {}", "_given", "_every"))
    )
    before = held.select(code, group_before=group)
    rows = rows.join(told, on="line", how="left", maintain_order="left")
    rows = rows.join(before, on=code, how="left", maintain_order="left")
    return rows.join(_twins(after, code, group), on="line", how="left", maintain_order="left")


def _twins(after: pl.DataFrame, code: str, group: str) -> pl.DataFrame:
    """`line` and `twin`: the first other code of the same group with the same title, of each row that has one."""
    alike = pl.col("title").str.to_lowercase()
    first = pl.col(code).first().over(group, alike)
    return (
        after.drop_nulls("title")
        .with_columns(twin=first)
        .filter((pl.col("twin") != pl.col(code)) & pl.col("line").is_not_null())
        .select("line", "twin")
    )


def rules(code: str, noun: str, group: str, group_words: str, examples: dict[str, dict[str, str]]) -> tuple[Rule, ...]:
    """The queries about what `joined` tells, with a counter-example each under the rule's name."""
    weighed, moved, twice = "weights for all or none", f"{group_words} as before", "title once"
    return (
        Rule(
            weighed, f"Only {{weighed}} {noun}s of {{{group}}} would have a weight, and with one missing none counts. "
            "Give a weight to each or to none", pl.col("weighed").is_null(), "weight", examples[weighed],
            severity="query", shown=False,
            guide=f"Weights for some {noun}s of one {group_words} and not for the others are queried.",
        ),
        Rule(
            moved, f"{{{code}}} is held under {{group_before}}: its past would count under {{{group}}} from now on",
            pl.col(group) == pl.col("group_before"), group, examples[moved], severity="query", shown=False,
            guide=f"One {noun} that moves to another {group_words} is queried.",
        ),
        Rule(
            twice, f"{{twin}} of the same {group_words} has this title: look whether they are one {noun}",
            pl.col("twin").is_null(), "title", examples[twice], severity="query", shown=False,
            guide=f"Two {noun}s of one {group_words} with the same title are queried.",
        ),
    )  # fmt: skip
