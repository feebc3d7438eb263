"""Real registries, filled by their own functions and left as they were found."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def put_back(
    *registries: dict[Any, Any] | list[Any], empty: bool = False
) -> Iterator[None]:
    """What is registered inside is taken out again; `empty` begins with nothing."""
    before = [one.copy() for one in registries]
    try:
        if empty:
            _fill(registries, [type(one)() for one in registries])
        yield
    finally:
        _fill(registries, before)


def _fill(registries: tuple[Any, ...], contents: list[Any]) -> None:
    for registry, content in zip(registries, contents, strict=True):
        registry.clear()
        add = registry.update if isinstance(registry, dict) else registry.extend
        add(content)
