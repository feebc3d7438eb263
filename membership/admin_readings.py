"""Who has looked at the members' list."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from accounts.admin_lists import moment_column
from accounts.read_only import ReadOnlyIndexView, ReadOnlyViewSet
from membership.models import RegisterReading


class ReadingIndexView(ReadOnlyIndexView):
    empty = _(
        "Nobody has looked at the members' list yet. A member does so on the own page."
    )

    def get_base_queryset(self) -> QuerySet[RegisterReading]:
        return RegisterReading.objects.select_related("user")


class ReadingViewSet(ReadOnlyViewSet):
    """Members may see who else is one (§ 11), and the board sees who has looked."""

    model = RegisterReading
    name = "register_readings"
    icon = "view"
    menu_label = _("Readings of the list")  # type: ignore[assignment]
    menu_name = "register-readings"
    index_view_class = ReadingIndexView
    list_display = [Column("user", label=_("Who")), moment_column("read_at", _("When"))]
    list_export = ["user", "read_at"]
    export_filename = "readings"
    search_fields = ["user__email", "user__last_name"]
    search_backend_name = None
    ordering = "-read_at"
    list_filter = ["read_on"]
    inspect_view_fields = ["user", "read_on", "read_at"]
