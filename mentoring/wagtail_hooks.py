from collections.abc import Sequence

from django.http import HttpRequest
from wagtail import hooks

from association.public_changes import raise_stamp
from mentoring.admin_views import MentoringGroup

hooks.register("register_admin_viewset", MentoringGroup)


@hooks.register("after_bulk_action")
def users_changed(
    request: HttpRequest, action_type: str, objects: Sequence[object], action: object
) -> None:
    """Many sign-ins at once become active or not without a signal of each."""
    if action_type == "set_active_state":
        raise_stamp()
