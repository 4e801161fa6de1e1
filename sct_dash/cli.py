"""The second driver: everything a page can tell, without a page. Commands and JSON are documented in README.md."""

import argparse
import json
import sys
from datetime import date, datetime
from pathlib import Path

import polars as pl
from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from sct_dash import clock, door, seed, settings
from sct_dash.core import periods, status
from sct_dash.core.frames import PRIORITIES
from sct_dash.returns import RETURNS, sending, telling
from sct_dash.store import engine as engines
from sct_dash.store import reads
from sct_dash.store.writes import Refused

ACCEPTED, FINDINGS, REFUSED = 0, 1, 2
KPI_STATUS = (
    "kpi",
    "name",
    "set",
    "priority",
    "period",
    "value",
    "numerator",
    "denominator",
    "target",
    "tolerance",
    "status",
    "relieved",
    "year_to_date",
    "previous",
    "travel",
    "target_upper",
    "tolerance_kind",
    "unit",
    "symbol",
    "submission_id",
    "demonstration",
)


class Usage(ValueError):
    """What was asked cannot be done as asked; the text says why in a sentence."""


def main(arguments: list[str]) -> int:
    """Run one command; the exit status: 0 accepted, 1 findings, 2 usage or a refusal."""
    asked = _parser().parse_args(arguments)
    try:
        return asked.run(asked, clock.now())
    except (Usage, Refused, door.UnknownKind, door.Busy, seed.SeedRefused) as refusal:
        print(refusal, file=sys.stderr)
    except SQLAlchemyError as fault:
        print(f"The database could not be used ({type(fault).__name__}). Check DATABASE_URL.", file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sct_dash", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run, says: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=says, description=says)
        added.set_defaults(run=run)
        return added

    command("returns", _returns, "list the kinds of return")
    command("template", _template, "print a kind's template, with an example row").add_argument("kind")
    check = command("check", _check, "check files and say every problem; writes nothing")
    check.add_argument("kind")
    check.add_argument("files", nargs="+", metavar="FILE")
    check.add_argument("--json", action="store_true", help="one JSON object a line, one for every file")
    check.add_argument("--rows", action="store_true", help="with --json: add accepted_rows, the typed rows")
    submit = command("submit", _submit, "check a file and, when nothing is wrong, store it")
    submit.add_argument("kind")
    submit.add_argument("files", nargs="+", metavar="FILE")
    submit.add_argument("--by", required=True, metavar="WHO", type=_said)
    submit.add_argument("--json", action="store_true")
    back = command("takeback", _takeback, "take a submission back; the earlier figures return")
    back.add_argument("id", type=_number)
    back.add_argument("--by", required=True, metavar="WHO", type=_said)
    back.add_argument("--why", required=True, metavar="TEXT", type=_said)
    command("submissions", _submissions, "list what was submitted").add_argument("--json", action="store_true")
    exported = commands.add_parser("export", help="figures out").add_subparsers(required=True, metavar="WHAT")
    kpi_status = exported.add_parser("kpi-status", help="one row a KPI: value, target, status, relief")
    kpi_status.set_defaults(run=_kpi_status)
    kpi_status.add_argument("--as-at", metavar="ISO", help="a day (its end, London time) or an instant")
    kpi_status.add_argument("--priority", metavar="P")
    kpi_status.add_argument("--period", metavar="P", help="2021-09, 2021/22 Q1 or 2021/22")
    kpi_status.add_argument("--format", choices=("csv", "json"), default="csv")
    database = commands.add_parser("db", help="the database").add_subparsers(required=True, metavar="DEED")
    database.add_parser("migrate", help="build or change the tables").set_defaults(run=_migrate)
    seeding = database.add_parser("seed", help="fill it from data/")
    seeding.add_argument("--if-empty", action="store_true", help="the embedded database only, and only when empty")
    seeding.set_defaults(run=_seed)
    return parser


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise argparse.ArgumentTypeError("a submission's number is a whole number, as `submissions` lists it")
    return int(text)


def _said(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("say who or why: it was left blank")
    return text.strip()


def _engine() -> Engine:
    """The engine of the settings; an embedded or other SQLite file is migrated on the way, a server is not."""
    asked = settings.read()
    if asked.embedded:
        settings.EMBEDDED.parent.mkdir(parents=True, exist_ok=True)
    engine = _connected(asked.database_url)
    if not engines.migrated(engine):
        if engine.dialect.name != "sqlite":
            raise Usage("This database has not been prepared. Run: python -m sct_dash db migrate")
        engines.migrate(engine)
    return engine


def _connected(url: str) -> Engine:
    try:
        return engines.connected(url)
    except (ArgumentError, ValueError, OSError):
        raise Usage("DATABASE_URL must be sqlite:////a/path that can be written, or postgresql://...") from None


def _returns(asked: argparse.Namespace, now: datetime) -> int:
    for name, kind in sorted(RETURNS.items()):
        print(f"{name:12} {kind.title}")
    return ACCEPTED


def _template(asked: argparse.Namespace, now: datetime) -> int:
    sys.stdout.buffer.write(telling.template(door.kind_of(asked.kind)))
    return ACCEPTED


def _check(asked: argparse.Namespace, now: datetime) -> int:
    engine = _engine()
    today = clock.day_of(now)
    door.kind_of(asked.kind)
    return max(
        _told(asked, file, lambda data, name: door.checked(engine, kind=asked.kind, data=data, file=name, today=today))
        for file in asked.files
    )


def _submit(asked: argparse.Namespace, now: datetime) -> int:
    engine = _engine()
    today = clock.day_of(now)
    door.kind_of(asked.kind)
    asked.rows = False
    return max(
        _told(
            asked,
            file,
            lambda data, name: door.submit(
                engine, kind=asked.kind, data=data, file=name, by=asked.by, at=clock.now(), today=today
            ),
        )
        for file in asked.files
    )


def _told(asked: argparse.Namespace, file: str, act) -> int:
    """Do `act` with one file's bytes and print what came of it; the file's exit status."""
    path = Path(file)
    try:
        data = path.read_bytes()
    except OSError as fault:
        says = f"The file {path.name} could not be opened: {(fault.strerror or 'unreadable').lower()}."
        refusal = {
            "line": None,
            "column": None,
            "rule": "unreadable",
            "says": says,
            "value": None,
            "severity": "finding",
        }
        reply = {
            "kind": asked.kind,
            "file": path.name,
            "accepted": False,
            "rows": 0,
            "findings": [refusal],
            "notices": [],
            "changes": {"new": 0, "changed": 0, "unchanged": 0},
            "submission": None,
        }
        print(json.dumps(reply, ensure_ascii=False)) if asked.json else print(says, file=sys.stderr)
        return REFUSED
    outcome = act(data, path.name)
    reply = outcome.reply(rows=asked.rows)
    if asked.json:
        print(json.dumps(reply, ensure_ascii=False))
    else:
        _print_reply(reply)
    if outcome.checked.refused:
        return REFUSED
    return ACCEPTED if outcome.checked.accepted else FINDINGS


def _print_reply(reply: dict) -> None:
    new, changed, unchanged = (reply["changes"][name] for name in ("new", "changed", "unchanged"))
    if reply["accepted"]:
        print(f"{reply['file']}: {reply['rows']} rows: {new} new, {changed} changed, {unchanged} unchanged.")
    else:
        print(f"{reply['file']}: not accepted. Nothing was stored.")
    for notice in reply["notices"]:
        print(f"  note: {_plain(notice)}")
    for finding in reply["findings"]:
        where = f"line {finding['line']}, " if finding["line"] is not None else ""
        column = f"{finding['column']}: " if finding["column"] else ""
        print(f"  {where}{_plain(column)}{_plain(finding['says'])}")
    if reply["submission"] is not None:
        print(f"  Stored as submission {reply['submission']}.")


def _plain(text: str) -> str:
    """Text from a file made safe for a terminal: no control or direction-changing characters."""
    return "".join(character if character.isprintable() else "�" for character in text)


def _takeback(asked: argparse.Namespace, now: datetime) -> int:
    door.take_back(_engine(), submission=asked.id, by=asked.by, why=asked.why, at=now)
    print(f"Submission {asked.id} was taken back. The earlier figures are in force again.")
    return ACCEPTED


def _submissions(asked: argparse.Namespace, now: datetime) -> int:
    for row in reads.submissions(_engine()).iter_rows(named=True):
        if asked.json:
            print(json.dumps(row, ensure_ascii=False, default=_iso))
            continue
        back = f"  taken back by {row['taken_back_by']}: {row['taken_back_why']}" if row["taken_back_at"] else ""
        sent = clock.moment(row["submitted_at"])
        print(_plain(f"{row['id']:>5}  {sent:28} {row['kind']:12} {row['file_name']}  {row['submitted_by']}{back}"))
    return ACCEPTED


def _iso(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the JSON")


def _kpi_status(asked: argparse.Namespace, now: datetime) -> int:
    try:
        as_at = clock.instant(asked.as_at) if asked.as_at else None
        period = periods.parsed(asked.period) if asked.period else None
    except ValueError as refusal:
        raise Usage(str(refusal)) from None
    if as_at is not None and clock.day_of(as_at) > clock.day_of(now):
        raise Usage("--as-at lies in the future: nobody knows yet what will be held then.")
    engine = _engine()
    priority = _priority(asked.priority)
    on = clock.day_of(as_at) if as_at else door.day_judged(engine, clock.day_of(now))[0]
    frame = status.kpi_status(reads.picture(engine, as_at), on=on, period=period, priority=priority)
    frame = frame.select(KPI_STATUS).with_columns(pl.col("demonstration").fill_null(False))
    if asked.format == "json":
        print(json.dumps(frame.to_dicts(), ensure_ascii=False, indent=1))
    else:
        sys.stdout.buffer.write(sending.csv_bytes(frame))
    return ACCEPTED


def _priority(text: str | None) -> str | None:
    if text is None:
        return None
    known = {priority.casefold(): priority for priority in PRIORITIES}
    if text.strip().casefold() not in known:
        raise Usage(f"There is no priority {text!r}. The priorities are {'; '.join(PRIORITIES)}.")
    return known[text.strip().casefold()]


def _migrate(asked: argparse.Namespace, now: datetime) -> int:
    if settings.read().embedded:
        settings.EMBEDDED.parent.mkdir(parents=True, exist_ok=True)
    engines.migrate(_connected(settings.read().database_url))
    print("The tables are up to date.")
    return ACCEPTED


def _seed(asked: argparse.Namespace, now: datetime) -> int:
    if asked.if_empty and not settings.read().embedded:
        print("DATABASE_URL names this database, so it is not filled unless asked: python -m sct_dash db seed")
        return ACCEPTED
    made = seed.seed(_engine(), settings.DATA, if_empty=asked.if_empty)
    print(f"{made} returns of data/ were loaded." if made else "Nothing was loaded: the returns are there already.")
    return ACCEPTED
