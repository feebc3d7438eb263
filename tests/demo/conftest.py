"""What takes long to build is built once for a module's tests, and rolled back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module")
def building(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Callable:
    """`with building(): …` keeps what is built inside until the block's end."""

    @contextmanager
    def block() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return block
