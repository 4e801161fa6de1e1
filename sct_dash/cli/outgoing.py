"""What exports share: the picture as at a moment, the priority asked for, and a frame written out as CSV or JSON."""

import json
import sys
from datetime import datetime

import polars as pl

from sct_dash.cli.asking import ACCEPTED, Usage, as_at, iso
from sct_dash.cli.database import engine
from sct_dash.core.frames import PRIORITIES
from sct_dash.returns import sending
from sct_dash.store import reads


def picture(text: str | None, now: datetime) -> dict[str, pl.DataFrame]:
    """The picture as at what --as-at means, or as it stands where it was left out; Usage as `asking.as_at` says."""
    return reads.picture(engine(), as_at(text, now))


def priority(text: str | None) -> str | None:
    """The strategic priority that was named, in whatever case; Usage, naming them all, for another."""
    if text is None:
        return None
    known = {name.casefold(): name for name in PRIORITIES}
    if text.strip().casefold() not in known:
        raise Usage(f"There is no priority {text!r}. The priorities are {'; '.join(PRIORITIES)}.")
    return known[text.strip().casefold()]


def written(frame: pl.DataFrame, form: str) -> int:
    """Write a frame to standard output, as csv or json; the exit status of a command that has done so."""
    if form == "json":
        print(json.dumps(frame.to_dicts(), ensure_ascii=False, indent=1, default=iso))
    else:
        sys.stdout.buffer.write(sending.csv_bytes(frame))
    return ACCEPTED
