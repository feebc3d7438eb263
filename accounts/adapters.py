"""Our rules on top of allauth.

Nobody signs up here (the association adds people), nobody has a password, and every
mail takes our way. allauth's own table of addresses stays empty: a person's address is
`User.email` and nothing else, so an old one can never sign in.
"""

from io import BytesIO
from typing import Any

import segno
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import emails, outbox
from accounts.models import User
from accounts.sealing import NotOursError, seal, unseal

WRONG_CODE = gettext_lazy(
    "This is not the right code. Check the numbers, or ask for a new code."
)
USED_UP = gettext_lazy(
    "The code was wrong five times, so it no longer works. Ask for a new one."
)
TOO_OFTEN = gettext_lazy(
    "There have been many tries in a short time. Wait a quarter of an hour, then go on."
)
GUESSED_TOO_OFTEN = gettext_lazy(
    "There have been many wrong codes in a short time. Wait an hour, then ask for a "
    "new code."
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages: dict[str, str | Promise] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": USED_UP,
        "rate_limited": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        """Ask for the second step of those who chose one: see `accounts.stages`."""
        return [
            "allauth.account.stages.LoginByCodeStage",
            "accounts.stages.SecondStep",
        ]

    def send_mail(self, template_prefix: str, email: str, context: Any) -> None:
        """The sign-in code: sent at once, kept nowhere. Raises OSError."""
        if template_prefix != "account/email/login_code":
            raise NotImplementedError(template_prefix)
        user = User.objects.get(email=email)
        outbox.send_now(emails.sign_in_code(user, context["code"]))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Nothing: allauth sends these once the change is committed, our views write
        them in its transaction (accounts/security.py). Of no other change than those
        may it tell."""
        if template_prefix.rsplit("/", 1)[-1] not in emails.CHANGES:
            raise NotImplementedError(template_prefix)

    def get_reauthentication_methods(
        self, user: User | AnonymousUser
    ) -> list[dict[str, Any]]:
        """With what this person can show again who they are, the easiest first."""
        kinds = set(
            Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True)
        )
        methods = []
        if Authenticator.Type.TOTP in kinds:
            methods.append(("mfa_reauthenticate", _("Use a code from your app")))
        if Authenticator.Type.WEBAUTHN in kinds:
            methods.append(("mfa_reauthenticate_webauthn", _("Use a passkey")))
        if kinds == {Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES}:
            methods.append(("mfa_reauthenticate", _("Use a recovery code")))
        return [
            {"id": name, "description": words, "url": reverse(name)}
            for name, words in methods
        ]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not where there is nothing to show, nor right after a second factor."""
        request = self.request
        if not self.get_reauthentication_methods(request.user):
            return False
        latest = max(
            (
                float(record["at"])
                for record in get_authentication_records(request, request.user)
                if record["method"] == "mfa"
            ),
            default=0.0,
        )
        fresh = timezone.now().timestamp() - app_settings.REAUTHENTICATION_TIMEOUT
        return bool(latest < fresh)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages: dict[str, str | Promise] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
    }

    def get_totp_issuer(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)

    def build_totp_svg(self, url: str) -> str:
        """The QR code; the library for it is the one our bills use."""
        picture = BytesIO()
        code = segno.make(url, error="m")
        code.save(picture, kind="svg", scale=5, border=4, xmldecl=False, light="#fff")
        return picture.getvalue().decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": str(settings.WAGTAIL_SITE_NAME)}

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1}

    def encrypt(self, text: str) -> str:
        return seal(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; with a lost SECRET_KEY one that nobody knows, new each time."""
        try:
            return unseal(encrypted_text.encode()).decode()
        except NotOursError:
            return str(generate_totp_secret())
