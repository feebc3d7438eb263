"""What would lose money or leak a key is said before the site starts."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from payments.stripe_client import is_live

NEEDED = ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"]


def check_stripe(
    app_configs: Sequence[AppConfig] | None, **_kwargs: object
) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    is_practice = settings.DEBUG or settings.DEMO
    if is_practice and is_live():
        found.append(
            Error(
                "STRIPE_SECRET_KEY moves real money, but this is DEBUG or DEMO.",
                hint="Use a key that begins with sk_test_ or rk_test_.",
                id="payments.E001",
            )
        )
    if settings.STRIPE_API_BASE and not (settings.DEMO or settings.TESTING):
        found.append(
            Error(
                "STRIPE_API_BASE leads payments away from Stripe.",
                hint="Unset it: it works only with DEMO=1.",
                id="payments.E002",
            )
        )
    missing = (
        [] if settings.IS_LOCAL else [n for n in NEEDED if not getattr(settings, n)]
    )
    return found + [
        Error(f"Set the environment variable {name}.", id="payments.E003")
        for name in missing
    ]


def register_all() -> None:
    register(check_stripe)
