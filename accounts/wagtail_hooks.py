from typing import Any

from django.http import HttpRequest
from django.template import Context
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from accounts import admin_front
from accounts.admin_history import HistoryViewSet
from accounts.viewsets import OfficerViewSet, OutboxViewSet

hooks.register("register_admin_viewset", OfficerViewSet)
hooks.register("register_admin_viewset", OutboxViewSet)
hooks.register("register_admin_viewset", HistoryViewSet)


class WaitingPanel(Component):
    """The front page's first panel: what waits for who looks at it."""

    name = "waiting"
    template_name = "accounts/admin/waiting.html"
    order = 50

    def get_context_data(
        self, parent_context: Context | dict[str, Any] | None = None
    ) -> Context | dict[str, Any] | None:
        request: HttpRequest = (parent_context or {})["request"]
        shown = [
            card
            for card in admin_front.cards()
            if request.user.has_perm(card.permission)
        ]
        counted = [(card, card.count()) for card in shown]
        return {
            "waiting": [
                {"title": card.title, "count": count, "url": card.url()}
                for card, count in counted
                if count
            ],
            "has_cards": bool(shown),
        }


@hooks.register("construct_homepage_panels")
def add_waiting(request: HttpRequest, panels: list[Component]) -> None:
    panels.insert(0, WaitingPanel())


@hooks.register("register_icons")
def add_icons(icons: list[str]) -> list[str]:
    return [*icons, "wagtailadmin/icons/money.svg"]


@hooks.register("construct_help_menu")
def without_english_guides(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Wagtail's guide and news are in English only, on another site."""
    ours = [item for item in menu_items if not item.url.startswith("http")]
    menu_items[:] = ours
