"""A backup is one file: the database, the media and which version wrote them.

It is taken while the site runs: SQLite by its online backup, PostgreSQL by pg_dump in
one snapshot; the media after it, so that what the database names is there. Restoring
wants an empty place and never overwrites anything.
"""

import io
import json
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, connections
from django.utils import timezone

from config import postgresql
from config.version import VERSION

FORMAT = 1
ABOUT = "about.json"
SQLITE = "database.sqlite3"
POSTGRES = "database.dump"
MEDIA = "media"


def write(target: Path) -> Path:
    """Write a backup to `target`; it appears there only when it is whole.

    It holds personal data, so only its owner may read it.
    """
    if target.exists():
        raise CommandError(f"{target} is there already: name a new file.")
    parent = target.resolve().parent
    if not parent.is_dir():
        raise CommandError(f"There is no folder {parent}: make it first.")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=parent) as folder:
        half = Path(folder) / "backup.tar.gz"
        half.touch(mode=0o600)
        with tarfile.open(half, "w:gz", compresslevel=6) as archive:
            add_text(archive, ABOUT, json.dumps(about(), indent=1))
            database = dump(Path(folder))
            archive.add(database, database.name)
            add_media(archive)
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


def add_media(archive: tarfile.TarFile) -> None:
    root: Path = settings.MEDIA_ROOT
    for path in sorted(root.rglob("*")):
        # A picture's rendition may go while we look.
        with suppress(FileNotFoundError):
            if path.is_file():
                archive.add(path, f"{MEDIA}/{path.relative_to(root)}")


def dump(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        target = folder / SQLITE
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
        return target
    target = folder / POSTGRES
    postgresql.run(
        ["pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}"]
    )
    return target


def restore(source: Path) -> dict[str, Any]:
    """Bring a backup into an empty place; answers what the backup says of itself."""
    with (
        telling_of_damage(source),
        tarfile.open(source, "r:gz") as archive,
        tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.DATA_DIR) as name,
    ):
        facts = read_about(archive)
        refuse_unless_it_fits(facts)
        folder = Path(name)
        archive.extractall(folder, ours(archive), filter="data")
        load(folder)
        if (folder / MEDIA).exists():
            settings.MEDIA_ROOT.parent.mkdir(parents=True, exist_ok=True)
            (folder / MEDIA).replace(settings.MEDIA_ROOT)
    return facts


@contextmanager
def telling_of_damage(source: Path) -> Iterator[None]:
    """One sentence for each way in which a file can be no backup of ours."""
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error, sqlite3.DatabaseError) as error:
        raise CommandError(
            f"{source} is damaged, or is not a backup ({error}). Nothing was changed."
        ) from error
    except OSError as error:
        raise CommandError(f"{source}: {error.strerror or error}.") from error


def read_about(archive: tarfile.TarFile) -> dict[str, Any]:
    """What the backup says of itself, in its first member."""
    member = archive.next()
    file = archive.extractfile(member) if member and member.name == ABOUT else None
    try:
        facts = json.loads(file.read(10_000)) if file else {}
    except ValueError:
        facts = {}
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        raise CommandError("This file is not a backup that this version can read.")
    return facts


def refuse_unless_it_fits(facts: dict[str, Any]) -> None:
    if facts["database"] != connection.vendor:
        raise CommandError(
            f"The backup is of {facts['database']}, DATABASE_URL names "
            f"{connection.vendor}: set DATABASE_URL to one of the same kind."
        )
    if connection.introspection.table_names():
        raise CommandError("The database is not empty: restore into an empty one.")
    if settings.MEDIA_ROOT.exists() and any(settings.MEDIA_ROOT.iterdir()):
        raise CommandError(f"{settings.MEDIA_ROOT} is not empty: move it away first.")


def ours(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """The members; one that a backup cannot have makes the file somebody else's."""
    database = SQLITE if connection.vendor == "sqlite" else POSTGRES
    if database not in archive.getnames():
        raise tarfile.ReadError(f"it has no {database}")
    for member in archive:
        parts = PurePosixPath(member.name).parts
        is_media = parts[0] == MEDIA and ".." not in parts
        if member.name not in {ABOUT, database} and not is_media:
            raise tarfile.ReadError(f"{member.name} does not belong in it")
        yield member


def load(folder: Path) -> None:
    """Bring the database in, whole or not at all."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / SQLITE)) as copy:
            (answer,) = copy.execute("PRAGMA integrity_check").fetchone()
            if answer != "ok":
                raise sqlite3.DatabaseError(answer)
            copy.backup(connection.connection)
    else:
        name = connection.settings_dict["NAME"]
        postgresql.run(
            ["pg_restore", "--no-owner", "--no-acl", "--exit-on-error",
             "--single-transaction", f"--dbname={name}", str(folder / POSTGRES)]
        )  # fmt: skip
    connections.close_all()
