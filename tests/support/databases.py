"""Fresh copies of the prepared test database, for tests that really commit.

A flush would also remove Wagtail's root page, the locales and the roles, so such a
test gets a copy of its own: a file on SQLite, `CREATE DATABASE … TEMPLATE` on
PostgreSQL.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection, connections


def fresh_copy(folder: Path) -> AbstractContextManager[str]:
    """Point Django at a copy of the present database; yields its DATABASE_URL."""
    original = str(connections["default"].settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return pointing_at(copy_file(original, folder))
    return pointing_at(make_postgresql(template=original))


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
