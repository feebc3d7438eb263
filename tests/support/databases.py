"""The prepared test database, and fresh copies of it for tests that really commit.

It is migrated once in a run; the other test processes copy it: a file on SQLite,
`CREATE DATABASE … TEMPLATE` on PostgreSQL. A flush would also remove Wagtail's root
page, the locales and the roles, so a test that commits gets a copy of its own, too.
"""

import fcntl
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases

from tests.support import migrated


@contextmanager
def prepared_database(own: Path, *, shared: Path) -> Iterator[None]:
    """Point Django at a migrated database of this process.

    The first process makes it, and leaves a copy that nobody writes to for the others;
    `shared` is a folder that the processes of this run have in common.
    """
    note = shared / "prepared-database"
    with ExitStack() as stack:
        with note.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            is_first = not note.exists()
            if is_first:
                stack.enter_context(migrated_database(own))
                if own != shared:
                    note.write_text(copy(present(), shared))
        if not is_first:
            stack.enter_context(pointing_at(copy(note.read_text(), own)))
        yield


@contextmanager
def migrated_database(own: Path) -> Iterator[None]:
    """Point Django at a newly migrated one, or at one like it from an earlier run."""
    kept = migrated.take() if connection.vendor == "sqlite" else None
    if kept is not None:
        with pointing_at(copy(str(kept), own)):
            migrated.bring_up_to_date()
            yield
        return
    made = setup_databases(0, interactive=False, serialized_aliases=set())
    if connection.vendor == "sqlite":
        migrated.keep(copy(present(), own))
    yield
    teardown_databases(made, verbosity=0)


def fresh_copy(folder: Path) -> AbstractContextManager[str]:
    """Point Django at a copy of the present database; yields its DATABASE_URL."""
    return pointing_at(copy(present(), folder))


def present() -> str:
    """The name of the database that Django is pointed at."""
    return str(connections["default"].settings_dict["NAME"])


def copy(name: str, folder: Path) -> str:
    """The name of a copy, on SQLite a file in `folder`."""
    if connection.vendor == "sqlite":
        return copy_file(name, folder)
    return make_postgresql(template=name)


def empty_database(folder: Path) -> AbstractContextManager[str]:
    """Point Django at a database without tables; yields its DATABASE_URL."""
    if connection.vendor == "sqlite":
        return pointing_at(str(folder / f"empty-{secrets.token_hex(4)}.sqlite3"))
    return pointing_at(make_postgresql(template="template0"))


@contextmanager
def pointing_at(name: str) -> Iterator[str]:
    settings = connections["default"].settings_dict
    original = settings["NAME"]
    is_sqlite = connection.vendor == "sqlite"
    connections.close_all()
    settings["NAME"] = name
    try:
        yield url(settings)
    finally:
        connections.close_all()
        settings["NAME"] = original
        if not is_sqlite:
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def copy_file(original: str, folder: Path) -> str:
    target = folder / f"copy-{secrets.token_hex(4)}.sqlite3"
    connections.close_all()
    with (
        closing(sqlite3.connect(original)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)
    return str(target)


def make_postgresql(*, template: str) -> str:
    name = f"copy_{secrets.token_hex(4)}"
    connections.close_all()
    settings = connections["default"].settings_dict
    original = settings["NAME"]
    settings["NAME"] = "postgres"
    try:
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    finally:
        connections.close_all()
        settings["NAME"] = original
    return name


def url(settings: dict[str, object]) -> str:
    """The DATABASE_URL for a process of its own."""
    if str(settings["ENGINE"]).endswith("sqlite3"):
        return f"sqlite:///{settings['NAME']}"
    user, host = quote(str(settings["USER"])), quote(str(settings["HOST"]), safe="")
    return f"postgresql://{user}@/{settings['NAME']}?host={host}"
