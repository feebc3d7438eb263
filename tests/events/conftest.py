"""What these tests start from."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import translation

NOON = datetime(2026, 12, 1, 10, tzinfo=UTC)  # ti 1.12.2026 klo 12.00


@pytest.fixture
def noon():
    """A Tuesday at noon; time goes on."""
    with time_machine.travel(NOON) as clock:
        yield clock


@pytest.fixture(autouse=True)
def finnish():
    """A request in another language leaves it active."""
    with translation.override("fi"):
        yield
