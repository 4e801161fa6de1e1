"""Where a figure came from that nobody typed: the rows of the staffing return that it is worked out of."""

from collections.abc import Mapping

import polars as pl

from sct_dash import clock
from sct_dash.core import computed
from sct_dash.core.frames import STAFF, facts
from sct_dash.core.periods import Period, day_words
from sct_dash.core.sentences import counted
from sct_dash.ui import filters, tables
from sct_dash.ui.kpi_rows import demonstration_mark
from sct_dash.ui.tables import NUMERIC, link, text


def rows_behind(picture: Mapping[str, pl.DataFrame], span: Period, source: str) -> pl.DataFrame:
    """The submissions that a month's figure leans on, the latest first: submission_id, rows, first and last (lines)
    and demonstration.

    Of a figure over twelve months, those of all twelve.
    """
    first = span.start if not source.endswith("_12m") else pl.lit(span.start).dt.offset_by("-11mo")
    held = facts(picture, "staffing").filter(
        pl.col("month_end").is_between(first, span.end), pl.col("role").is_in(STAFF["social_work"])
    )
    return (
        held.group_by("submission_id")
        .agg(
            pl.len().alias("rows"),
            pl.col("line").min().alias("first"),
            pl.col("line").max().alias("last"),
            pl.col("demonstration").any(),
        )
        .sort("submission_id", descending=True)
    )


def section(
    picture: Mapping[str, pl.DataFrame], submissions: pl.DataFrame, span: Period, source: str, name: str
) -> None:
    """The sentence and the table of what a month's figure of the KPI called `name` is worked out of."""
    months = f"the twelve months to {day_words(span.end)}" if source.endswith("_12m") else day_words(span.end)
    page = link(filters.address("staffing", period=span.label), "Staffing")
    tables.block(
        f"<p>{text(name)} is worked out from {text(computed.words(source))}, of {months}: nobody types it. "
        f"{page} shows the teams behind it.</p>"
    )
    found = rows_behind(picture, span, source).join(
        submissions.select(pl.col("id").alias("submission_id"), "submitted_at", "submitted_by", "file_name"),
        on="submission_id",
        how="left",
        maintain_order="left",
    )
    cells = [
        [
            clock.moment(row["submitted_at"]),
            text(row["submitted_by"]),
            text(row["file_name"]) + demonstration_mark(row),
            counted(row["rows"], "row"),
            f"{row['first']} to {row['last']}",
        ]
        for row in found.iter_rows(named=True)
    ]
    columns = {"Sent": "", "By": "", "File": "", "Social workers": NUMERIC, "Lines": NUMERIC}
    tables.table(f"The staffing returns behind {span.words}, newest first", columns, cells)
