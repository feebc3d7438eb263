from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts import security, views

app_name = "accounts"

urlpatterns = [
    path(_("my-page/"), views.my_page, name="my_page"),
    path(_("my-page/details/"), views.details, name="details"),
    path(
        _("my-page/sign-in/elsewhere/"),
        security.sign_out_elsewhere,
        name="sign_out_elsewhere",
    ),
    path(_("my-page/sign-in/admin/"), security.second_factor, name="second_factor"),
    path(_("sign-in/link/<str:token>/"), views.sign_in_link, name="sign_in_link"),
]
