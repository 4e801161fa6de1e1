"""The thread between things: the links that were recorded, and those that other returns imply."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from sct_dash.core import things
from sct_dash.core.frames import facts
from sct_dash.core.thread_frames import LINKED

ENDS = ("from_kind", "from_code", "to_kind", "to_code")
JOINED = pl.Schema(
    {
        **dict.fromkeys((*ENDS, "why"), pl.String),
        "implied": pl.Boolean,
        "submission_id": pl.Int64,
        "demonstration": pl.Boolean,
        **dict.fromkeys(("from_title", "to_title", "from_priority", "to_priority"), pl.String),
    }
)
"""The columns of `joined`."""

OF = pl.Schema(
    {
        **dict.fromkeys(("kind", "code", "title", "why", "direction"), pl.String),
        "implied": pl.Boolean,
        "priority": pl.String,
        "submission_id": pl.Int64,
        "demonstration": pl.Boolean,
    }
)
"""The columns of `of`."""

_ORIGIN = ("submission_id", "demonstration")


def joined(picture: Mapping[str, pl.DataFrame], on: date | None = None) -> pl.DataFrame:
    """Every link: from_kind, from_code, to_kind, to_code, why (null where nobody said), implied (Boolean).

    Then submission_id and demonstration of the row that says it, and title and priority of both ends; the title is null
    where an end is no longer held, a KPI's are those that things.definitions has on the day `on`. Implied are: a KPI,
    risk, outcome or budget line and the priority it names; a milestone and its outcome; a finding and the outcomes and
    milestones that its actions name (`why` is what is done). What is implied of two things that a recorded link joins,
    either way, is left out. Recorded ones come first, in the order of LINKED and then by code.
    """
    recorded = facts(picture, "links").select(*ENDS, "why", *_ORIGIN, implied=False)
    told = implied(picture, on)
    either_way = pl.concat([recorded.select(ENDS), turned(recorded).select(ENDS)])
    every = pl.concat([recorded, told.join(either_way, on=list(ENDS), how="anti")], how="diagonal")
    named = things.names(picture, on=on)
    for side in ("from", "to"):
        ends = named.rename({"kind": f"{side}_kind", "code": f"{side}_code"})
        ends = ends.rename({"title": f"{side}_title", "priority": f"{side}_priority"})
        every = every.join(ends, on=[f"{side}_kind", f"{side}_code"], how="left", maintain_order="left")
    order = [pl.col(f"{side}_kind").cast(pl.Enum(LINKED)) for side in ("from", "to")]
    return every.sort("implied", order[0], "from_code", order[1], "to_code").select(list(JOINED)).cast(dict(JOINED))


def turned(links: pl.DataFrame) -> pl.DataFrame:
    """The links seen from their other end: what was `from` is `to`, and the reverse."""
    return links.rename({name: _opposite(name) for name in links.columns})


def _opposite(name: str) -> str:
    for side, other in (("from_", "to_"), ("to_", "from_")):
        if name.startswith(side):
            return other + name.removeprefix(side)
    return name


def implied(picture: Mapping[str, pl.DataFrame], on: date | None = None) -> pl.DataFrame:
    """The links that other returns imply, one a pair: from_kind to to_code, why, submission_id, demonstration, implied.

    They are those that `joined` speaks of, before any that was recorded too is left out.
    """
    kpis = things.definitions(picture, on)
    found = [
        _implied(kpis, ("kpi", "kpi_code"), ("priority", "priority"), "Its definition names this priority"),
        _implied(
            facts(picture, "risks"), ("risk", "reference"), ("priority", "priority"), "The register names this priority"
        ),
        *(
            _implied(facts(picture, f"{kind}s"), (kind, kind), ("priority", "priority"), says)
            for kind, says in (
                ("outcome", "The plan puts this outcome under the priority"),
                ("budget_line", "The budget line names this priority"),
            )
        ),
        _implied(
            facts(picture, "milestones"),
            ("milestone", "milestone"),
            ("outcome", "outcome"),
            "A step to this outcome",
        ),
        *_acted_on(picture),
    ]
    return pl.concat(found)


def _acted_on(picture: Mapping[str, pl.DataFrame]) -> list[pl.DataFrame]:
    """The findings with the outcomes and milestones that carry their actions; several actions are one link."""
    actions = facts(picture, "finding_actions").with_columns(code=things.finding_code())
    found = []
    for kind in ("outcome", "milestone"):
        carried = actions.group_by("code", kind, maintain_order=True).agg(
            pl.col("action").str.join("; ").alias("why"),
            pl.col("submission_id").max(),
            pl.col("demonstration").fill_null(False).any(),
        )
        found.append(_implied(carried, ("finding", "code"), (kind, kind), pl.col("why")))
    return found


def _implied(rows: pl.DataFrame, start: tuple[str, str], end: tuple[str, str], why: str | pl.Expr) -> pl.DataFrame:
    """One link a row whose end is given. `start` and `end`: a kind and the column that holds its code."""
    told = rows.filter(pl.col(end[1]).is_not_null()).select(
        from_kind=pl.lit(start[0]),
        from_code=pl.col(start[1]),
        to_kind=pl.lit(end[0]),
        to_code=pl.col(end[1]),
        why=pl.lit(why) if isinstance(why, str) else why,
        submission_id="submission_id",
        demonstration="demonstration",
        implied=True,
    )
    return told.sort("from_code", "to_code")


def of(links: pl.DataFrame, kind: str, code: str) -> pl.DataFrame:
    """What one thing is linked to, both ways, from the rows of `joined`: a row a link, the columns of OF.

    kind, code, title (null when it is no longer held), why, direction (`to` where the link begins here, else `from`),
    implied, priority of the other end, submission_id, demonstration. Recorded links come first, then by kind and code.
    """
    views = [
        seen.filter((pl.col("from_kind") == kind) & (pl.col("from_code") == code)).select(
            kind="to_kind",
            code="to_code",
            title="to_title",
            why="why",
            direction=pl.lit(direction),
            implied="implied",
            priority="to_priority",
            submission_id="submission_id",
            demonstration="demonstration",
        )
        for direction, seen in (("to", links), ("from", turned(links).select(links.columns)))
    ]
    return pl.concat(views).sort("implied", pl.col("kind").cast(pl.Enum(LINKED)), "code").select(list(OF))


def pairs(links: pl.DataFrame, kind: str, other_kind: str) -> pl.DataFrame:
    """The pairs of two different kinds that rows of `joined` link, whichever end they begin at: code, other; each once.

    `code` is that of the thing of `kind`, `other` that of the other kind; what is no longer held is left out.
    """
    both = pl.concat([links, turned(links).select(links.columns)])
    held = both.filter(pl.col("from_title").is_not_null() & pl.col("to_title").is_not_null())
    of_kinds = held.filter((pl.col("from_kind") == kind) & (pl.col("to_kind") == other_kind))
    return of_kinds.select(code="from_code", other="to_code").unique().sort("code", "other")
