"""What every test starts from."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import coverage
import pytest
from django.core.cache import caches
from django.db import connection
from django.utils import translation
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from association import page_cache
from tests.support.databases import fresh_copy, prepared_database
from tests.support.readers import having
from tests.support.same_on_either import is_same_on_either
from tests.support.soak import SOAK

# Times are not judged: the machine may be busy with other tests.
settings.register_profile("default", deadline=None, database=None, max_examples=50)
settings.register_profile("soak", deadline=None, database=None, max_examples=100 * SOAK)
settings.load_profile("default")


# What the tests of a module have in common takes seconds to build: one process does it.
BUILT_ONCE = {"everywhere", "demo"}
NEEDS_A_DATABASE = {"db", "django_db_setup", "transactional_db"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`make soak` tries again and again what happens at once or is broken off."""
    names = metafunc.fixturenames
    if SOAK > 1 and "committed" in names and "nth_time" not in names:
        names.append("nth_time")
        metafunc.parametrize("nth_time", range(SOAK), indirect=True)


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Tests about the other database are not there at all, rather than skipped; with
    SOAK, only those that it repeats.

    On SQLite all tests run but those about PostgreSQL; on PostgreSQL those that ask for
    a database, but for those to which it is all the same: by a mark, or by
    tests/support/same_on_either.py, which `make soak` tries on PostgreSQL as well.
    """
    is_asked = runs_on_sqlite if connection.vendor == "sqlite" else runs_on_postgresql
    for item in items:
        if item.path.parent.name in BUILT_ONCE:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    missing = set(having.missing())
    kept, gone = [], []
    for item in items:
        lacks = any(mark.args[0] in missing for mark in item.iter_markers("reader"))
        is_kept = is_asked(item) and not lacks and (SOAK == 1 or repeats(item))
        (kept if is_kept else gone).append(item)
    config.hook.pytest_deselected(items=gone)
    items[:] = kept


def repeats(item: pytest.Item) -> bool:
    """Of chance, of kills and of what happens at once, more tries tell more."""
    test = getattr(item, "function", None)
    if getattr(test, "is_hypothesis_test", False):
        return True
    return "nth_time" in getattr(getattr(item, "callspec", None), "params", ())


def runs_on_sqlite(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgresql_only") is None


def runs_on_postgresql(item: pytest.Item) -> bool:
    if item.get_closest_marker("postgresql_only"):
        return True
    if is_same_on_either(item.path.relative_to(item.config.rootpath).as_posix()):
        return False
    asks = item.get_closest_marker("django_db") or NEEDS_A_DATABASE.intersection(
        getattr(item, "fixturenames", ())
    )
    return bool(asks) and item.get_closest_marker("sqlite_only") is None


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
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[None]:
    """The prepared database, also where the only tests to run are `committed` ones:
    pytest-django's own fixture makes none for tests that do not ask for `db`."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(prepared_database(own, shared=shared))
        yield
        with django_db_blocker.unblock():
            stack.close()


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


@pytest.fixture(scope="module")
def unmeasured() -> Iterator[None]:
    """For what walks again and again where other tests have counted the branches:
    without counting it takes two thirds of the time."""
    measuring = coverage.Coverage.current()
    if measuring is not None:
        measuring.stop()
    yield
    if measuring is not None:
        measuring.start()


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
