"""Refusals in Stripe's own shape (https://docs.stripe.com/api/errors)."""

from typing import Any


class StripeError(Exception):
    """A request we refuse. `kept` says whether an idempotency key remembers it:
    Stripe keeps what an endpoint decided, not what never got as far as one
    (https://docs.stripe.com/api/idempotent_requests).
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str = "",
        param: str = "",
        kept: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.kind = kind
        self.code = code
        self.param = param
        self.kept = kept

    def body(self) -> dict[str, Any]:
        """Give the JSON body Stripe would answer with."""
        error = {"message": self.message, "type": self.kind}
        if self.code:
            error["code"] = self.code
            error["doc_url"] = "https://docs.stripe.com/error-codes#" + (
                self.code.replace("_", "-")
            )
        if self.param:
            error["param"] = self.param
        return {"error": error}


def no_such(name: str, missing_id: str, param: str = "id") -> StripeError:
    return StripeError(
        f"No such {name}: '{missing_id}'",
        status=404,
        code="resource_missing",
        param=param,
    )
