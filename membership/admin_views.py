"""The menu of the board's and the treasurer's work with members."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from membership.admin_applications import ApplicationViewSet
from membership.admin_dues import DueRateViewSet, DueViewSet
from membership.admin_letters import LetterViewSet
from membership.admin_members import MemberViewSet
from membership.admin_raising import RaiseViewSet
from membership.admin_readings import ReadingViewSet
from membership.admin_statistics import StatisticsViewSet
from membership.admin_waivers import WaiverViewSet


class MembershipViewSetGroup(ViewSetGroup):
    menu_label = _("Membership")
    menu_icon = "group"
    menu_name = "membership"
    menu_order = 220
    items = (
        ApplicationViewSet,
        MemberViewSet,
        LetterViewSet,
        DueViewSet,
        RaiseViewSet,
        DueRateViewSet,
        WaiverViewSet,
        ReadingViewSet,
        StatisticsViewSet,
    )
