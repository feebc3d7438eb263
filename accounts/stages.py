"""The steps between the first proof of who somebody is and being signed in."""

from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest


class SecondStep(AuthenticateStage):  # type: ignore[misc]
    """After a code by mail: a code from the app, for those who have turned that on.

    A passkey alone asks for no second step: where it is not at hand, or JavaScript is
    off, the code by mail is the other way in. The admin wants more, see
    `accounts.second_factor`.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        if user is None:
            return False
        has_app = Authenticator.objects.filter(
            user_id=user.pk, type=Authenticator.Type.TOTP
        ).exists()
        return has_app and bool(super()._should_handle(request))
