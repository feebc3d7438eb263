"""What must be well for /healthz to say so; each app registers its own check."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import DEFAULT_DB_ALIAS, Error, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest

type Check = Callable[[], str | None]

logger = logging.getLogger("mentorit.health")

LOOPBACK = {"127.0.0.1", "::1"}
# An ailing site is asked every few seconds; the log needs its reason once a minute.
REPEAT = 60.0

_checks: dict[str, Check] = {}


@dataclass
class Memory:
    """What this process remembers between two questions."""

    logged: dict[str, str] = field(default_factory=dict)
    logged_at: float = 0.0
    migrations_are_applied: bool = False


memory = Memory()


def register(name: str, check: Check) -> None:
    """`check` answers None when all is well, otherwise a sentence for the log."""
    _checks[name] = check


def troubles() -> dict[str, str]:
    """The names and sentences of the checks that are not well.

    A check that fails is a trouble, too. Once the database has failed one, the rest
    are left out: they would only wait for it.
    """
    found: dict[str, str] = {}
    for name, check in _checks.items():
        try:
            answer = check()
        except Error as error:
            found[name] = f"The database does not answer: {error}".strip()
            break
        except Exception as error:  # noqa: BLE001 - the answer is 503, whatever it is
            answer = f"{type(error).__name__}: {error}"
        if answer:
            found[name] = answer
    return found


def log(found: dict[str, str]) -> None:
    """Write the reasons down when they change, and once a minute while they last."""
    now = time.monotonic()
    if found == memory.logged and (not found or now - memory.logged_at < REPEAT):
        return
    memory.logged, memory.logged_at = found, now
    for name, sentence in found.items():
        logger.error("%s: %s", name, sentence)
    if not found:
        logger.info("All is well again.")


def is_from_this_machine(request: HttpRequest) -> bool:
    """Whether nobody stands between; a proxy here would say for whom it asks."""
    address = request.META.get("REMOTE_ADDR", "")
    return address in LOOPBACK and "X-Forwarded-For" not in request.headers


def database() -> str | None:
    """Whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return None


def migrations() -> str | None:
    """Whether all migrations are applied; once they are, this process asks no more."""
    if memory.migrations_are_applied:
        return None
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        first = plan[0][0]
        return f"{len(plan)} migration(s) wait, first {first}: run `manage.py migrate`."
    memory.migrations_are_applied = True
    return None
