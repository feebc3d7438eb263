"""An idempotency key: the same request twice is one execution and one answer.

https://docs.stripe.com/api/idempotent_requests
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from .errors import StripeError
from .forms import Branch
from .state import Json, State

KEPT_FOR = 24 * 3600
LONGEST_KEY = 255


@dataclass(frozen=True)
class Answer:
    status: int
    body: Json
    headers: dict[str, str] = field(default_factory=dict)


def fingerprint(method: str, path: str, form: Branch) -> str:
    """Give what tells two requests apart: where they go and what they ask."""
    told = json.dumps([method, path, form], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def once(
    state: State, key: str, print_: str, request_id: str, run: Callable[[], Json]
) -> Answer:
    """Run, and keep what came of it under the key; or give what came of it before.

    The caller holds the lock, so of many at once one runs and the others are told.
    """
    if len(key) > LONGEST_KEY:
        raise StripeError(f"Idempotency keys can be up to {LONGEST_KEY} characters.")
    before = state.answers.get(key)
    if before is not None and state.now() - before["at"] < KEPT_FOR:
        return _replay(key, print_, before)
    try:
        answer = Answer(200, run())
    except StripeError as error:
        if not error.kept:
            raise
        answer = Answer(error.status, error.body())
    state.answers[key] = {
        "at": state.now(),
        "print": print_,
        "request": request_id,
        "status": answer.status,
        "body": answer.body,
    }
    return answer


def _replay(key: str, print_: str, before: Json) -> Answer:
    if before["print"] != print_:
        raise StripeError(
            "Keys for idempotent requests can only be used with the same parameters "
            f"they were first used with. Try using a key other than '{key}' if you "
            "meant to execute a different request.",
            kind="idempotency_error",
        )
    headers = {"Idempotent-Replayed": "true", "Original-Request": before["request"]}
    return Answer(before["status"], before["body"], headers)
