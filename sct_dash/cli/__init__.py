"""The second driver: everything a page can tell, without a page. Commands and JSON are documented in README.md."""

import argparse
import sys

from sqlalchemy.exc import SQLAlchemyError

from sct_dash import clock, door, seed
from sct_dash.cli import database, exports, rates, returns, spc
from sct_dash.cli.asking import REFUSED, Usage
from sct_dash.store.writes import Refused

NOUNS = (returns, exports, rates, spc, database)


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
    for noun in NOUNS:
        noun.add_commands(commands)
    return parser
