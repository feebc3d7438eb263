from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from membership.admin_access import LETTERS

OF_DRAFTS = {"change", "delete"}


class LetterPolicy(ModelPermissionPolicy):
    """Whoever may write to the members may do all with a draft; a letter that has been
    sent stays as it is, for administrators too."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(user.is_active and user.has_perm(LETTERS))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return self.user_has_permission(user, "")

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        may = self.user_has_permission(user, action)
        return may and (instance.is_draft or action not in OF_DRAFTS)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        return any(
            self.user_has_permission_for_instance(user, action, instance)
            for action in actions
        )
