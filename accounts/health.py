"""What must be well for /healthz to say so; each app registers its own check."""

from collections.abc import Callable

type Check = Callable[[], str | None]

_checks: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """`check` answers None when all is well, otherwise a sentence for the log."""
    _checks[name] = check


def troubles() -> dict[str, str]:
    """The names and sentences of the checks that are not well."""
    answers = {name: check() for name, check in _checks.items()}
    return {name: answer for name, answer in answers.items() if answer}
