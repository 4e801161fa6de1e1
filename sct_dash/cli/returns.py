"""Returns and what was submitted: `returns`, `template`, `check`, `submit`, `takeback`, `submissions`."""

import argparse
import json
import sys
from datetime import date, datetime
from pathlib import Path

from sct_dash import clock, door
from sct_dash.cli.asking import ACCEPTED, FINDINGS, REFUSED, command, iso, number, plain, said
from sct_dash.cli.database import engine
from sct_dash.core.sentences import counted
from sct_dash.returns import RETURNS, telling
from sct_dash.store import reads

SHOWN = 20  # consequences told on a terminal


def add_commands(commands) -> None:
    """Add the commands about returns and submissions."""
    command(commands, "returns", _returns, "list the kinds of return")
    command(commands, "template", _template, "print a kind's template, with an example row").add_argument("kind")
    check = command(commands, "check", _check, "check files and say every problem; writes nothing")
    check.add_argument("kind")
    check.add_argument("files", nargs="+", metavar="FILE")
    check.add_argument("--json", action="store_true", help="one JSON object a line, one for every file")
    check.add_argument("--rows", action="store_true", help="with --json: add accepted_rows, the typed rows")
    submit = command(commands, "submit", _submit, "check a file and, when nothing is wrong, store it")
    submit.add_argument("kind")
    submit.add_argument("files", nargs="+", metavar="FILE")
    submit.add_argument("--by", required=True, metavar="WHO", type=said)
    submit.add_argument("--json", action="store_true")
    back = command(commands, "takeback", _takeback, "take a submission back; the earlier figures return")
    back.add_argument("id", type=number)
    back.add_argument("--by", required=True, metavar="WHO", type=said)
    back.add_argument("--why", required=True, metavar="TEXT", type=said)
    command(commands, "submissions", _submissions, "list what was submitted").add_argument(
        "--json", action="store_true"
    )


def _returns(asked: argparse.Namespace, now: datetime) -> int:
    for name, kind in sorted(RETURNS.items()):
        print(f"{name:14} {kind.title}")
    return ACCEPTED


def _template(asked: argparse.Namespace, now: datetime) -> int:
    sys.stdout.buffer.write(telling.template(door.kind_of(asked.kind)))
    return ACCEPTED


def _check(asked: argparse.Namespace, now: datetime) -> int:
    store = engine()
    today = clock.day_of(now)
    door.kind_of(asked.kind)
    return max(
        _told(
            asked,
            file,
            lambda data, name: door.checked(store, kind=asked.kind, data=data, file=name, today=today),
            door.day_judged(store, today)[0],
            today,
        )
        for file in asked.files
    )


def _submit(asked: argparse.Namespace, now: datetime) -> int:
    store = engine()
    today = clock.day_of(now)
    door.kind_of(asked.kind)
    asked.rows = False
    return max(
        _told(
            asked,
            file,
            lambda data, name: door.submit(
                store, kind=asked.kind, data=data, file=name, by=asked.by, at=clock.now(), today=today
            ),
            door.day_judged(store, today)[0],
            today,
        )
        for file in asked.files
    )


def _told(asked: argparse.Namespace, file: str, act, on: date, today: date) -> int:
    """Do `act` with one file's bytes and print what came of it, lateness judged on a day; the file's exit status."""
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
            "consequences": [],
            "differences": [],
        }
        print(json.dumps(reply, ensure_ascii=False)) if asked.json else print(says, file=sys.stderr)
        return REFUSED
    outcome = act(data, path.name)
    told = {"consequences": _consequences(outcome, on, today), "differences": outcome.differences().to_dicts()}
    reply = outcome.reply(rows=asked.rows) | told
    if asked.json:
        print(json.dumps(reply, ensure_ascii=False))
    else:
        _print_reply(reply)
    if outcome.checked.refused:
        return REFUSED
    return ACCEPTED if outcome.checked.accepted else FINDINGS


def _consequences(outcome: door.Outcome, on: date, today: date) -> list[str]:
    """What follows from the file, a sentence each; nothing from one that is not accepted or was sent already."""
    if outcome.preview is None or outcome.preview.already is not None:
        return []
    return door.consequences(outcome.preview.before, outcome.preview.after, on, today)["says"].to_list()


def _print_reply(reply: dict) -> None:
    new, changed, unchanged = (reply["changes"][name] for name in ("new", "changed", "unchanged"))
    if reply["accepted"]:
        print(f"{reply['file']}: {counted(reply['rows'], 'row')}: {new} new, {changed} changed, {unchanged} unchanged.")
    else:
        print(f"{reply['file']}: not accepted. Nothing was stored.")
    for notice in reply["notices"]:
        print(f"  note: {plain(notice)}")
    for finding in reply["findings"]:
        where = f"line {finding['line']}, " if finding["line"] is not None else ""
        column = f"{finding['column']}: " if finding["column"] else ""
        sort = "query, " if finding["severity"] == "query" else ""
        print(f"  {sort}{where}{plain(column)}{plain(finding['says'])}")
    if reply["submission"] is not None:
        print(f"  Stored as submission {reply['submission']}.")
    for row in reply["differences"][:SHOWN]:
        says = (
            f"line {row['line']}, {row['row']}: {row['column']} {row['was'] or 'blank'} → {row['becomes'] or 'blank'}"
        )
        print(f"  changes {plain(says)}")
    if len(reply["differences"]) > SHOWN:
        print(f"  and {len(reply['differences']) - SHOWN:,} more changes; --json lists them all")
    if new or changed:
        _print_consequences(reply)


def _print_consequences(reply: dict) -> None:
    follows = reply["consequences"]
    if not follows:
        print(f"  {door.NOTHING_FOLLOWS}")
        return
    print("  This would follow:" if reply["submission"] is None else "  This follows:")
    for says in follows[:SHOWN]:
        print(f"    {plain(says)}")
    if len(follows) > SHOWN:
        print(f"    and {len(follows) - SHOWN:,} more; --json lists them all")


def _takeback(asked: argparse.Namespace, now: datetime) -> int:
    print(door.take_back(engine(), submission=asked.id, by=asked.by, why=asked.why, at=now))
    return ACCEPTED


def _submissions(asked: argparse.Namespace, now: datetime) -> int:
    for row in reads.submissions(engine()).iter_rows(named=True):
        if asked.json:
            print(json.dumps(row, ensure_ascii=False, default=iso))
            continue
        back = f"  taken back by {row['taken_back_by']}: {row['taken_back_why']}" if row["taken_back_at"] else ""
        sent = clock.moment(row["submitted_at"])
        print(plain(f"{row['id']:>5}  {sent:28} {row['kind']:12} {row['file_name']}  {row['submitted_by']}{back}"))
    return ACCEPTED
