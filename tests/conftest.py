"""What every test starts from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from association import page_cache
from tests.support.databases import fresh_copy
from tests.support.readers import having
from tests.support.soak import SOAK

# Times are not judged: the machine may be busy with other tests.
settings.register_profile("default", deadline=None, database=None)
settings.register_profile("soak", deadline=None, database=None, max_examples=100 * SOAK)
settings.load_profile("default")


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Tests about the other database are not there at all, rather than skipped."""
    is_sqlite = connection.vendor == "sqlite"
    other = "postgresql_only" if is_sqlite else "sqlite_only"
    missing = set(having.missing())
    gone = [
        item
        for item in items
        if item.get_closest_marker(other)
        or any(mark.args[0] in missing for mark in item.iter_markers("reader"))
    ]
    config.hook.pytest_deselected(items=gone)
    items[:] = [item for item in items if item not in gone]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Nothing is left out in silence."""
    if missing := having.missing():
        names = ", ".join(missing)
        terminalreporter.write_line(
            f"Not tried, as they are not here: {names}. "
            "`python -m tests.support.readers` brings them where they can be had."
        )


@pytest.fixture
def nth_time(request: pytest.FixtureRequest) -> int:
    """Which repetition this is; see tests/support/soak.py."""
    return request.param


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """The prepared database, also where the only tests to run are `committed` ones:
    pytest-django's own fixture makes none for tests that do not ask for `db`."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def committed(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[str]:
    """A database of this test's own, where commits are real; gives its DATABASE_URL.

    For races, kills and whatever runs in another thread or process. Use it instead
    of `db` and of `django_db(transaction=True)`.
    """
    with django_db_blocker.unblock(), fresh_copy(tmp_path) as url:
        yield url


@pytest.fixture(autouse=True)
def finnish() -> None:
    """The language of a test's last request stays active in its thread."""
    translation.activate("fi")


@pytest.fixture(autouse=True)
def empty_caches_of_the_process() -> None:
    """A rolled-back test leaves its numbers to the next one; what was kept under
    them (pages under a stamp, addresses of pictures) must not stay."""
    page_cache.store.clear()
    caches["renditions"].clear()
