from typing import Any

from django.urls import URLResolver, include, path
from wagtail import hooks

from payments import admin_crediting
from payments.admin_giving_back import GiveBackView
from payments.admin_views import MoneyViewSetGroup
from payments.bank import admin_urls
from payments.bank.admin_lists import BankViewSetGroup

hooks.register("register_admin_viewset", MoneyViewSetGroup)
hooks.register("register_admin_viewset", BankViewSetGroup)


@hooks.register("register_admin_urls")
def giving_back_url() -> list[Any]:
    return [
        path(
            "payments/give-back/<int:pk>/",
            GiveBackView.as_view(),
            name="payments_give_back",
        )
    ]


@hooks.register("register_admin_urls")
def crediting_urls() -> list[URLResolver]:
    return [path("credit/", include(admin_crediting))]


@hooks.register("register_admin_urls")
def bank_urls() -> list[URLResolver]:
    return [path("bank/", include(admin_urls))]
