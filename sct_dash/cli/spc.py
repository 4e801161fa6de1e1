"""`spc`: XmR limits, special causes and icons of series in a CSV file, into two CSV files."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

import polars as pl

from sct_dash.cli import spc_files
from sct_dash.cli.asking import ACCEPTED, FINDINGS, command, plain
from sct_dash.core import spc


def add_commands(commands) -> None:
    """Add `spc`."""
    added = command(commands, "spc", _spc, "work out the control limits and special causes of series in a file")
    added.add_argument("inputs", metavar="INPUTS.csv", help="series_id, date, value and perhaps ghost (0 or 1)")
    added.add_argument(
        "--settings",
        required=True,
        metavar="SETTINGS.csv",
        help="series_id, improvement_direction; target, rebase_dates, fix_after_n_points, screen_outliers",
    )
    added.add_argument("--out", required=True, metavar="FOLDER", help="where points.csv and summary.csv are written")
    added.add_argument(
        "--collapse-constant", action="store_true", help="limits of a constant series lie on its mean, not nowhere"
    )


def _spc(asked: argparse.Namespace, now: datetime) -> int:
    inputs = spc_files.inputs(Path(asked.inputs))
    settings = spc_files.settings(Path(asked.settings), inputs)
    points = spc.points(inputs, settings, collapse_constant=asked.collapse_constant)
    faults = spc.faults(inputs, settings)
    summary = spc.summary(points, settings).join(faults.rename({"says": "error"}), on="series_id", how="left")
    folder = Path(asked.out)
    ghosted = "ghost" in inputs.columns
    spc_files.write(folder, "points.csv", spc_files.points_told(points, settings, faults, ghosted=ghosted))
    spc_files.write(folder, "summary.csv", spc_files.summary_told(summary, settings))
    worked = points.filter(pl.col("special_cause_type").is_not_null()).height
    print(
        f"{summary.height - faults.height} series, {worked} points: {folder / 'points.csv'}, {folder / 'summary.csv'}"
    )
    for series, says in faults.rows():
        print(plain(f"{series}: {says}"), file=sys.stderr)
    return FINDINGS if faults.height else ACCEPTED
