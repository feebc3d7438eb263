from wagtail import hooks

from membership.admin_views import MembershipViewSetGroup
from membership.bulk_actions import AcceptAction, RejectAction

hooks.register("register_admin_viewset", MembershipViewSetGroup)
hooks.register("register_bulk_action", AcceptAction)
hooks.register("register_bulk_action", RejectAction)
