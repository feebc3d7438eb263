"""The views of signing in and out: allauth's steps with our forms, pages and limits.

Tries are counted per address and network together. A count per address alone would be
a lock that any stranger can turn: a few wrong codes for somebody else's address, and
its owner could not sign in. What one network does therefore stops that network only,
and allauth ends each code after five tries. The total per address is so loose that it
takes many networks to reach it; it is there so that those who have many cannot go
through the hundred million codes, nor fill somebody's mailbox.
"""

import logging
from datetime import timedelta
from typing import Any

from allauth.account.stages import LoginStage
from allauth.account.views import (
    AccountInactiveView,
    ConfirmLoginCodeView,
    LogoutView,
    RequestLoginCodeView,
)
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts import emails, outbox, rate_limits
from accounts.adapters import GUESSED_TOO_OFTEN, TOO_OFTEN
from accounts.forms import (
    AddressForm,
    CodeForm,
    PasskeySecondStepForm,
    PasskeySignInForm,
    SecondStepForm,
)
from accounts.passkeys import options

logger = logging.getLogger("mentorit.sign_in")

MAIL_IS_DOWN = _(
    "We could not send the code: our mail does not work at the moment. "
    "Try again in a few minutes."
)
CODE_IS_OLD = _("The code no longer works. Ask for a new one.")
PENDING = "account_login"  # where allauth keeps a sign-in that is under way

CODES_FROM_NETWORK = 5  # to one address
CODES_TO_ADDRESS = 50
CODES_PER_NETWORK = 20
CODES_TIME = timedelta(minutes=10)
GUESSES_FROM_NETWORK = 20  # for one address
GUESSES_FOR_ADDRESS = 300
GUESSES_TIME = timedelta(hours=1)
PASSKEYS_PER_NETWORK = 60


class AskForCode(RequestLoginCodeView):  # type: ignore[misc]
    """The sign-in page. Known and unknown addresses get the same answer here."""

    form_class = AddressForm
    template_name = "accounts/sign_in.html"

    def _redirect_to_pending_stage(
        self, request: HttpRequest, stage: LoginStage
    ) -> None:
        """Who comes back wants to begin again, perhaps with another address."""

    def form_valid(self, form: AddressForm) -> HttpResponse:
        email = form.cleaned_data["email"]
        if not may_ask(self.request, email):
            form.add_error(None, TOO_OFTEN)
            return self._refused(form)
        try:
            if form.user is None:
                language = translation.get_language() or "fi"
                outbox.send_now(emails.unknown_address(email, language))
            response: HttpResponse = super().form_valid(form)
        except OSError:  # SMTPException is one, too
            logger.exception("A sign-in code could not be sent")
            form.add_error(None, MAIL_IS_DOWN)
            return self._refused(form)
        return response

    def _refused(self, form: AddressForm) -> HttpResponse:
        response: HttpResponse = self.form_invalid(form)
        return response


def may_ask(request: HttpRequest, email: str) -> bool:
    """Count this asking; whether it is within the limits."""
    at, network = timezone.now(), rate_limits.address_of(request)
    return rate_limits.allow(
        "code-network", network, limit=CODES_PER_NETWORK, per=CODES_TIME, at=at
    ) and may_try(
        "code-address",
        request,
        email,
        limit=CODES_FROM_NETWORK,
        total=CODES_TO_ADDRESS,
        per=CODES_TIME,
    )


def may_guess(request: HttpRequest, email: str) -> bool:
    """Count this guess of a code; whether it is within the limits."""
    return may_try(
        "code-guess",
        request,
        email,
        limit=GUESSES_FROM_NETWORK,
        total=GUESSES_FOR_ADDRESS,
        per=GUESSES_TIME,
    )


def may_try(
    action: str,
    request: HttpRequest,
    email: str,
    *,
    limit: int,
    total: int,
    per: timedelta,
) -> bool:
    """Count for the address and the network, then for the address from everywhere.

    In this order: what is refused to one network does not raise the total.
    """
    at, network = timezone.now(), rate_limits.address_of(request)
    return rate_limits.allow(
        action, f"{email}\n{network}", limit=limit, per=per, at=at
    ) and rate_limits.allow(f"{action}-total", email, limit=total, per=per, at=at)


class EnterCode(ConfirmLoginCodeView):  # type: ignore[misc]
    """The page the code is pasted on. Five wrong ones, and a new code is needed."""

    form_class = CodeForm
    template_name = "accounts/enter_code.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        email = self._process.state.get("email", "")
        if not may_guess(request, email):
            self._process.abort()
            messages.error(request, GUESSED_TOO_OFTEN)
            return redirect("account_login")
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response


@never_cache
def enter_code(request: HttpRequest) -> HttpResponse:
    """The same, and a word to those whose quarter of an hour is over."""
    was_pending = PENDING in request.session
    response: HttpResponse = EnterCode.as_view()(request)
    is_over = was_pending and PENDING not in request.session
    if request.method == "GET" and is_over and not request.user.is_authenticated:
        messages.warning(request, CODE_IS_OLD)
    return response


class SecondStepView(AuthenticateView):  # type: ignore[misc]
    """A code from the app, a recovery code, or a passkey, after the code by mail."""

    form_class = SecondStepForm
    webauthn_form_class = PasskeySecondStepForm
    template_name = "accounts/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        has_passkey = Authenticator.objects.filter(
            user=self.stage.login.user, type=Authenticator.Type.WEBAUTHN
        ).exists()
        return {**context, "has_passkey": has_passkey, "options": options(context)}


class PasskeySignIn(LoginWebAuthnView):  # type: ignore[misc]
    form_class = PasskeySignInForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rate_limits.allow(
            "passkey",
            rate_limits.address_of(request),
            limit=PASSKEYS_PER_NETWORK,
            per=CODES_TIME,
            at=timezone.now(),
        ):
            messages.error(request, TOO_OFTEN)
            return redirect("account_login")
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def _redirect_to_pending_stage(
        self, request: HttpRequest, stage: LoginStage
    ) -> None:
        """A passkey is used instead of a code that is under way."""


class SignOut(LogoutView):  # type: ignore[misc]
    """GET asks, POST signs out."""

    template_name = "accounts/sign_out.html"


class Inactive(AccountInactiveView):  # type: ignore[misc]
    template_name = "accounts/inactive.html"
