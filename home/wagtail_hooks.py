from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page
from wagtail.permissions import policy_registry  # type: ignore[attr-defined]
from wagtail.rich_text.feature_registry import FeatureRegistry

from association.page_links import PageLinkHandler
from home.content_checks import ContentChecks
from home.translations_report import TranslationsReportView
from home.viewsets import MessageViewSet

hooks.register("register_admin_viewset", MessageViewSet)


@hooks.register("register_rich_text_features", order=1)
def find_pages_of_links_at_once(features: FeatureRegistry) -> None:
    features.register_link_type(PageLinkHandler)


@hooks.register("construct_wagtail_userbar")
def use_our_checks(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    items[:] = [
        ContentChecks(in_editor=item.in_editor)
        if isinstance(item, ContentCheckerItem)
        else item
        for item in items
    ]


class EditorsMenuItem(MenuItem):
    """Shown to whoever may edit pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(Page)
        wanted = TranslationsReportView.any_permission_required
        return bool(policy.user_has_any_permission(request.user, wanted))


@hooks.register("register_reports_menu_item")
def translations_menu_item() -> MenuItem:
    return EditorsMenuItem(
        _("Translations"),
        reverse("translations_report"),
        name="translations",
        icon_name=TranslationsReportView.header_icon,
        order=100,
    )


@hooks.register("register_admin_urls")
def translations_urls() -> list[Any]:
    return [
        path(
            "reports/translations/",
            TranslationsReportView.as_view(),
            name="translations_report",
        ),
        path(
            "reports/translations/results/",
            TranslationsReportView.as_view(results_only=True),
            name="translations_report_results",
        ),
    ]
