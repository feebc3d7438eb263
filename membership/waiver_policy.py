from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

FOR_GOOD = {"change", "delete"}


class WaiverPolicy(ModelPermissionPolicy):
    """A decision of the board is added, and then stays, for administrators too."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        may = bool(super().user_has_permission(user, action))
        return may and action not in FOR_GOOD

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)
