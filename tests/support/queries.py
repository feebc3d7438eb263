"""How often the database is asked."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from association import page_cache


def queries_of(ask: Callable[[], object]) -> int:
    """How often `ask` asks the database, nothing being kept from before."""
    page_cache.store.clear()
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)
