from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts import address_views, privacy_views, security, views

app_name = "accounts"

urlpatterns = [
    path(_("my-page/"), views.my_page, name="my_page"),
    path(_("my-page/details/"), views.details, name="details"),
    path(_("my-page/address/"), address_views.new_address, name="new_address"),
    path(_("my-page/address/sent/"), address_views.address_asked, name="address_asked"),
    path(
        _("my-page/address/<str:token>/"),
        address_views.confirm_address,
        name="confirm_address",
    ),
    path(_("my-page/data/"), privacy_views.privacy, name="privacy"),
    path(_("my-page/data/copy/"), privacy_views.copy, name="copy"),
    path(_("my-page/data/file/"), privacy_views.copy_file, name="copy_file"),
    path(_("my-page/data/erase/"), privacy_views.erase, name="erase"),
    path(_("erased/"), privacy_views.erased, name="erased"),
    path(
        _("my-page/sign-in/elsewhere/"),
        security.sign_out_elsewhere,
        name="sign_out_elsewhere",
    ),
    path(_("my-page/sign-in/admin/"), security.second_factor, name="second_factor"),
    path(_("sign-in/link/<str:token>/"), views.sign_in_link, name="sign_in_link"),
]
