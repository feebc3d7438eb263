"""What a person has agreed to: each app tells its own.

consents.register(consents_of)   # whose -> Consent, …
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.data_subjects import DataSubject


@dataclass(frozen=True)
class Consent:
    """`version` names the text that was agreed to. `withdraw_url` leads to where it is
    withdrawn; `how` tells how it ends, also where no page does it."""

    what: str
    given_at: datetime
    version: str = ""
    withdraw_url: str = ""
    how: str = ""


type Source = Callable[[DataSubject], Iterable[Consent]]

_sources: list[Source] = []


def register(source: Source) -> None:
    _sources.append(source)


def of(whose: DataSubject) -> list[Consent]:
    """The newest first."""
    found = [one for source in _sources for one in source(whose)]
    return sorted(found, key=lambda one: one.given_at, reverse=True)
