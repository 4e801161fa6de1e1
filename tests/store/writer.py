"""A writer in a process of its own, for tests: `writer.py submit URL WHO TIMES` or `writer.py hang URL`."""

import sys
import time

from sqlalchemy import event

from sct_dash.store import reads
from sct_dash.store.engine import connected
from sct_dash.store.writes import Superseded
from tests.store.deeds import april, submitted


def submit(url: str, who: str, times: str) -> None:
    """When told to, submit so many returns, each again until it is not superseded; print the times it was.

    The version a return was worked out on is its file's name.
    """
    engine, superseded = connected(url), 0
    reads.data_version(engine)
    print("ready", flush=True)
    sys.stdin.readline()
    for turn in range(int(times)):
        while True:
            version = reads.data_version(engine)
            try:
                said = april(SHARED=float(turn), **{who: float(turn)})
                submitted(engine, said, by=who, expected_version=version, file_name=str(version))
                break
            except Superseded:
                superseded += 1
    print(superseded)


def hang(url: str) -> None:
    """Do everything of a submission but its commit; say so, and wait to be killed."""
    engine = connected(url)

    @event.listens_for(engine, "commit")
    def wait(_connection) -> None:
        print("written", flush=True)
        time.sleep(600)

    submitted(engine, april(KPI1=666.0, KPI2=666.0), expected_version=1)


if __name__ == "__main__":
    {"submit": submit, "hang": hang}[sys.argv[1]](*sys.argv[2:])
