"""What this app shows on my page: one's own details and how one signs in."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import my_page
from accounts.my_page import Section


def own_details(request: HttpRequest) -> dict[str, object]:
    kinds = Authenticator.objects.filter(user_id=request.user.pk)
    listed = list(kinds.values_list("type", flat=True))
    return {
        "passkeys": listed.count(Authenticator.Type.WEBAUTHN),
        "has_app": Authenticator.Type.TOTP in listed,
    }


def register_all() -> None:
    my_page.register(
        Section(
            key="details",
            order=900,
            title=_("My details"),
            template="accounts/section_details.html",
            context=own_details,
        )
    )
