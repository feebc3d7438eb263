"""Admin lists that only show: nobody adds, changes or deletes, administrators included.

class PaymentViewSet(ReadOnlyViewSet):
    model = Payment

# in AppConfig.ready(), before Wagtail asks:
register_permission_policy(Payment, ReadOnlyPolicy(Payment))
"""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise, cached_property
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

WRITING = {"add", "change", "delete"}
VIEWS = {"index", "index_results", "inspect"}
GONE = {"add", "edit", "delete", "history", "usage", "copy"}


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Looking wants the model's `view` permission; writing is refused to all."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in WRITING and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class ReadOnlyIndexView(IndexView):
    """A list that nobody fills by hand: `empty` says what comes there, and how."""

    empty: str | Promise = ""

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering or not self.empty:
            return str(super().no_results_message)
        return str(self.empty)


class ReadOnlyViewSet(ModelViewSet):
    """A list with filters, search, export and a page per row; no forms at all."""

    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[Any]:
        return [one for one in super().get_urlpatterns() if one.name in VIEWS]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        gone = {f"{name}_url_name" for name in GONE}
        return {key: None if key in gone else it for key, it in given.items()}
