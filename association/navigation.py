"""The main navigation: apps add links to their own pages beside the editors' pages."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class NavItem:
    """A link in the main navigation, ordered among the editors' pages."""

    order: int
    title: str | Promise
    url_name: str


_items: dict[str, NavItem] = {}


def register(item: NavItem) -> None:
    _items[item.url_name] = item


def items() -> list[NavItem]:
    return sorted(_items.values(), key=lambda item: item.order)
