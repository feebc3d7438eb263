"""How often the tests of races and kills repeat themselves."""

import os
from collections.abc import Callable
from typing import Any

import pytest

SOAK = int(os.environ.get("SOAK", "1"))


def times(count: int = 1) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Run a test `count` times, and SOAK times as often under `make soak`.

    Each time is a test of its own, with fresh fixtures.
    """

    def decorate(test: Callable[..., Any]) -> Callable[..., Any]:
        repeated = pytest.mark.parametrize(
            "nth_time", range(count * SOAK), indirect=True
        )
        return pytest.mark.usefixtures("nth_time")(repeated(test))

    return decorate
