"""When a change for the worse could first be known: by the points up to a period alone, at the edge."""

from datetime import date

import polars as pl
import pytest

from sct_dash.core import signals
from sct_dash.core.frames import empty
from sct_dash.core.noticed import completed

USUAL = [84.0, 88.0] * 9
REBASES = empty("rebases")


def points(values: list[float | None], relieved: tuple[int, ...] = (), rebases: pl.DataFrame = REBASES) -> pl.DataFrame:
    """A monthly percentage from January 2025 on, for which higher is better."""
    starts = [date(2025 + place // 12, place % 12 + 1, 1) for place in range(len(values))]
    rows = pl.DataFrame({"kpi_code": "K", "period": starts, "value": values}, schema_overrides={"value": pl.Float64})
    return signals.points(
        rows.with_columns(
            period_end=pl.col("period").dt.month_end(),
            unit=pl.lit("percent"),
            direction=pl.lit("higher"),
            relieved=pl.int_range(pl.len()).is_in(relieved),
            target=pl.lit(88.0),
            target_upper=pl.lit(None, pl.Float64),
        ),
        rebases,
    )


def known(values: list[float | None], **more) -> str | None:
    """The month by whose end the change for the worse was complete; and that there is one."""
    rows = points(values, **more)
    worse = signals.latest(rows).rename({"kpi_code": "kpi"})
    assert worse["variation"].item() == "concern_low"
    found = completed(worse, rows, more.get("rebases", REBASES))
    assert found.columns == ["kpi", "completed_on"] and found.height <= 1
    return None if found.is_empty() else found["completed_on"].item().isoformat()


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_run_of_seven_is_known_with_its_seventh_period_however_long_it_lasts(after):
    # July 2026 is the first of the run; the end of January 2027 that of its seventh month.
    assert known([*USUAL, *([83.0, 84.5] * 6)[: 7 + after]]) == "2027-01-31"


def test_a_point_outside_the_limits_is_known_at_once():
    assert known([*USUAL, 60.0]) == "2026-07-31"


def test_a_change_that_ended_before_the_present_one_began_completes_nothing():
    values = [*USUAL, 70.0, 88.0, 84.0, 88.0, *([82.0, 83.0] * 4)]
    assert known(values[:19]) == "2026-07-31"
    assert known(values) == "2027-05-31"


def test_a_relieved_period_completes_nothing():
    assert known([*USUAL, *([83.0, 84.5] * 4)], relieved=(24,)) == "2027-02-28"


def test_by_its_own_rebase_a_series_is_judged_from_the_rebase_on():
    rebases = pl.DataFrame({"kpi_code": ["K"], "rebase_on": [date(2026, 1, 1)]})
    values = [70.0] * 12 + [84.0, 88.0] * 4 + [83.0, 83.5] * 4
    assert known(values, rebases=rebases) == "2027-03-31"


def test_without_points_nothing_is_known_of_when():
    rows = points([*USUAL, 60.0])
    worse = signals.latest(rows).rename({"kpi_code": "kpi"})
    assert completed(worse, rows.clear(), REBASES).is_empty()
    assert completed(worse.clear(), rows, REBASES).is_empty()
