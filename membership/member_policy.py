from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

NEVER = {"add", "delete"}


class MemberPolicy(ModelPermissionPolicy):
    """Members come by the board's decision and are never deleted by hand: in the admin
    their details are changed, nothing else, by administrators neither."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in NEVER and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)
