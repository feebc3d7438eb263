"""allauth's views under readable addresses of ours. It reverses them by its names."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

from accounts import security, sign_in

to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
ask = sign_in.AskForCode.as_view()

urlpatterns = [
    path(_("sign-in/"), ask, name="account_request_login_code"),
    path(_("sign-in/"), ask, name="account_login"),
    path(_("sign-in/code/"), sign_in.enter_code, name="account_confirm_login_code"),
    path(
        _("sign-in/second-step/"),
        sign_in.SecondStepView.as_view(),
        name="mfa_authenticate",
    ),
    path(
        _("sign-in/passkey/"),
        sign_in.PasskeySignIn.as_view(),
        name="mfa_login_webauthn",
    ),
    path(_("sign-in/closed/"), sign_in.Inactive.as_view(), name="account_inactive"),
    path(_("sign-out/"), sign_in.SignOut.as_view(), name="account_logout"),
    path(_("my-page/sign-in/"), security.Security.as_view(), name="mfa_index"),
    path(
        _("my-page/sign-in/app/"),
        security.ActivateApp.as_view(),
        name="mfa_activate_totp",
    ),
    path(
        _("my-page/sign-in/app/off/"),
        security.DeactivateApp.as_view(),
        name="mfa_deactivate_totp",
    ),
    path(
        _("my-page/sign-in/recovery-codes/"),
        security.RecoveryCodes.as_view(),
        name="mfa_view_recovery_codes",
    ),
    path(
        _("my-page/sign-in/recovery-codes/new/"),
        security.NewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path(
        _("my-page/sign-in/recovery-codes/download/"),
        security.DownloadRecoveryCodes.as_view(),
        name="mfa_download_recovery_codes",
    ),
    path(
        _("my-page/sign-in/passkeys/new/"),
        security.AddPasskey.as_view(),
        name="mfa_add_webauthn",
    ),
    path(
        _("my-page/sign-in/passkeys/<int:pk>/name/"),
        security.RenamePasskey.as_view(),
        name="mfa_edit_webauthn",
    ),
    path(
        _("my-page/sign-in/passkeys/<int:pk>/remove/"),
        security.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        _("my-page/sign-in/confirm/"),
        security.Confirm.as_view(),
        name="mfa_reauthenticate",
    ),
    path(
        _("my-page/sign-in/confirm/passkey/"),
        security.ConfirmWithPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    # Wagtail's own door for pages behind a log-in comes later in the list than this.
    path("_util/login/", to_sign_in),
]
