"""“Signing in” on my page: passkeys, the app, recovery codes, other sessions.

allauth's views with our forms and pages. Whatever weakens the sign-in wants the second
factor shown again first, and is told by mail. Whom the admin sent here goes back there
in the end.
"""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.views import IndexView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import emails
from accounts.access import SignedInRequest, sign_in_required
from accounts.forms import (
    ActivateAppForm,
    AddPasskeyForm,
    ConfirmForm,
    PasskeyConfirmForm,
    RenamePasskeyForm,
)
from accounts.passkeys import options
from accounts.second_factor import ADMIN, has_second_factor

never_cached = method_decorator(never_cache, name="dispatch")


def on_the_way(name: str, request: HttpRequest) -> str:
    """The address of a page that still knows where the person was going."""
    wanted = get_next_redirect_url(request)
    return reverse(name, query={"next": wanted} if wanted else None)


def at_the_end(request: HttpRequest) -> str:
    """Where the person was going, never away from this site; else the list."""
    return get_next_redirect_url(request) or reverse("mfa_index")


class ToldByMail:
    """A change of the sign-in and the mail about it: one transaction."""

    change: str  # a key of emails.CHANGES
    request: SignedInRequest

    def form_valid(self, form: BaseForm) -> HttpResponse:
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            emails.tell_of_change(self.request.user, self.change, at=timezone.now())
        return response


@never_cached
class Security(IndexView):  # type: ignore[misc]
    template_name = "accounts/security.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        mine = context["authenticators"]
        codes = mine.get(Authenticator.Type.RECOVERY_CODES)
        return {
            **context,
            "passkeys": mine.get(Authenticator.Type.WEBAUTHN, []),
            "app": mine.get(Authenticator.Type.TOTP),
            "codes_left": len(codes.get_unused_codes()) if codes else None,
        }


@never_cached
class ActivateApp(ToldByMail, ActivateTOTPView):  # type: ignore[misc]
    change = "totp_activated"
    form_class = ActivateAppForm
    template_name = "accounts/activate_app.html"

    def get_success_url(self) -> str:
        if self.did_generate_recovery_codes:
            return on_the_way("mfa_view_recovery_codes", self.request)
        return at_the_end(self.request)


@never_cached
class DeactivateApp(ToldByMail, DeactivateTOTPView):  # type: ignore[misc]
    change = "totp_deactivated"
    template_name = "accounts/deactivate_app.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """allauth binds the form on GET as well; a question is not an error."""
        return {**super().get_form_kwargs(), "label_suffix": ""}


@never_cached
class RecoveryCodes(ViewRecoveryCodesView):  # type: ignore[misc]
    template_name = "accounts/recovery_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "onward": at_the_end(self.request)}


class NewRecoveryCodes(ToldByMail, GenerateRecoveryCodesView):  # type: ignore[misc]
    change = "recovery_codes_generated"
    template_name = "accounts/new_recovery_codes.html"


class DownloadRecoveryCodes(DownloadRecoveryCodesView):  # type: ignore[misc]
    template_name = "accounts/recovery_codes.txt"


@never_cached
class AddPasskey(ToldByMail, AddWebAuthnView):  # type: ignore[misc]
    change = "webauthn_added"
    form_class = AddPasskeyForm
    template_name = "accounts/add_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth forgets the form it was given; ours shows what was wrong with it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = kwargs.get("form") or self.get_form()
        return {**context, "form": form, "options": options(context)}

    def get_success_url(self) -> str:
        return at_the_end(self.request)


class RenamePasskey(EditWebAuthnView):  # type: ignore[misc]
    form_class = RenamePasskeyForm
    template_name = "accounts/rename_passkey.html"
    success_url = reverse_lazy("mfa_index")


class RemovePasskey(ToldByMail, RemoveWebAuthnView):  # type: ignore[misc]
    change = "webauthn_removed"
    template_name = "accounts/remove_passkey.html"
    success_url = reverse_lazy("mfa_index")


@never_cached
class Confirm(ReauthenticateView):  # type: ignore[misc]
    form_class = ConfirmForm
    template_name = "accounts/confirm.html"


@never_cached
class ConfirmWithPasskey(ReauthenticateWebAuthnView):  # type: ignore[misc]
    form_class = PasskeyConfirmForm
    template_name = "accounts/confirm_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "options": options(context),
            "reauthentication_alternatives": self.get_reauthentication_alternatives(),
            **kwargs,
        }

    def form_invalid(self, form: PasskeyConfirmForm) -> HttpResponse:
        context = self.get_context_data(form=form)
        response: HttpResponse = self.render_to_response(context)
        return response


@sign_in_required
@never_cache
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Why the admin did not open, and what to do about it."""
    if not request.user.has_perm(ADMIN) or has_second_factor(request):
        return redirect(at_the_end(request))
    ways = {
        "passkey": on_the_way("mfa_add_webauthn", request),
        "app": on_the_way("mfa_activate_totp", request),
    }
    return render(request, "accounts/second_factor.html", {"ways": ways})


@sign_in_required
@require_POST
def sign_out_elsewhere(request: SignedInRequest) -> HttpResponse:
    """End all sessions of this person but this one."""
    request.user.end_sessions()
    update_session_auth_hash(request, request.user)
    messages.success(request, _("You are now signed in on this device only."))
    return redirect("mfa_index")
