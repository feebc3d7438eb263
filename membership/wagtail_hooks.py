from wagtail import hooks

from membership.admin_views import MembershipViewSetGroup
from membership.bulk_actions import AcceptAction, RejectAction
from membership.importing.admin_views import MemberImportViewSet

hooks.register("register_admin_viewset", MembershipViewSetGroup)
hooks.register("register_admin_viewset", MemberImportViewSet)
hooks.register("register_bulk_action", AcceptAction)
hooks.register("register_bulk_action", RejectAction)
