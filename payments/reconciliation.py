"""What a run of `reconcile_stripe` tells: what it put right, and what differs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import stripe

from association import formats

logger = logging.getLogger("mentorit.payments")

AWAY = (stripe.APIConnectionError, stripe.AuthenticationError, stripe.RateLimitError)


@dataclass
class Report:
    """What a run put right, and what it could not."""

    done: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [*self.done, *self.differences]
        counts = f"{len(self.done)} put right, {len(self.differences)} different."
        return "\n".join([*lines, counts])

    @contextmanager
    def going_on(self, name: str) -> Iterator[None]:
        """One that fails is named, and the others have their turn."""
        try:
            yield
        except AWAY:
            raise
        except Exception as error:
            logger.exception("%s could not be put right.", name)
            self.differences.append(f"{name}: {type(error).__name__}")


def differs(name: str, should_be: int, cents: int, what: str = "") -> str:
    """The sentence that names a row which is not as it should be."""
    about = f" {what}" if what else ""
    return (
        f"{name}:{about} should be {euros(should_be)}, is {euros(cents)} in our books."
    )


def euros(cents: int) -> str:
    return formats.euros(cents, language="fi")
