"""Things that go wrong on the way, on request: errors, lost answers, slow answers."""

from dataclasses import dataclass, field
from typing import Literal

from .errors import StripeError

type Kind = Literal["fail", "drop", "delay"]


@dataclass
class Fault:
    """Waits for the next `times` API requests whose "METHOD /path" starts with `on`."""

    kind: Kind
    times: int
    on: str = ""
    status: int = 500
    kept: bool = False
    seconds: float = 0

    def error(self) -> StripeError:
        """Give the failure; `kept` is one that an idempotency key remembers.

        https://docs.stripe.com/error-low-level#idempotency
        """
        if self.status == 429:
            message, code, kind = "Too many requests.", "rate_limit", ""
        else:
            message, code, kind = "An unknown error occurred.", "", "api_error"
        return StripeError(
            message,
            status=self.status,
            kind=kind or "invalid_request_error",
            code=code,
            kept=self.kept,
        )


@dataclass
class Faults:
    waiting: list[Fault] = field(default_factory=list)

    def take(self, kind: Kind, request_line: str) -> Fault | None:
        """Give the fault that strikes this request, if one does."""
        for fault in self.waiting:
            if fault.kind == kind and request_line.startswith(fault.on):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None
