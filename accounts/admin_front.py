"""The admin's front page shows each role what waits for it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Card:
    """Something that waits: `count()` of it at `url()`, for holders of `permission`."""

    key: str
    permission: str
    title: str | Promise
    count: Callable[[], int]
    url: Callable[[], str]


_cards: dict[str, Card] = {}


def register(card: Card) -> None:
    _cards[card.key] = card


def cards() -> list[Card]:
    return list(_cards.values())
