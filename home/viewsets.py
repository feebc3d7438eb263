"""Messages to the association in the admin."""

from typing import Any, cast

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView, InspectView

from accounts.access import permission_required_or_404
from accounts.read_only import ReadOnlyViewSet
from association.formats import moment
from home import contacting
from home.models import ContactMessage

TAKE = "home.take_message"


class StateFilter(django_filters.ChoiceFilter):
    def filter(
        self, qs: QuerySet[ContactMessage], value: str
    ) -> QuerySet[ContactMessage]:
        if not value:
            return qs
        return qs.filter(taken_at__isnull=value == "waiting")


class MessageFilterSet(WagtailFilterSet):
    state = StateFilter(
        label=_("State"), choices=[("waiting", _("Nobody yet")), ("taken", _("Taken"))]
    )

    class Meta:
        model = ContactMessage
        fields = ["state", "is_urgent", "language"]


def state(message: ContactMessage) -> str:
    if message.is_taken:
        return message.taken_by
    return str(_("Urgent, nobody yet") if message.is_urgent else _("Nobody yet"))


class MessageIndexView(IndexView):
    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return str(super().no_results_message)
        return str(_("No messages. What is written on the contact page comes here."))


class MessageInspectView(InspectView):
    template_name = "home/admin/message.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        message = cast("ContactMessage", self.object)
        may_take = self.request.user.has_perm(TAKE) and not message.is_taken
        url = reverse("contact_messages:take", args=[message.pk])
        return {
            **super().get_context_data(**kwargs),
            "take_url": url if may_take else None,
        }


@require_POST
@permission_required_or_404(TAKE)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(ContactMessage, pk=pk)
    name = str(request.user)
    if contacting.take(message, by=name, at=timezone.now()):
        messages.success(request, _("You answer this message."))
    else:
        messages.warning(request, _("Somebody has taken this already."))
    return redirect("contact_messages:inspect", pk)


class MessageViewSet(ReadOnlyViewSet):
    """What has been written on the contact page, and who answers."""

    model = ContactMessage
    name = "contact_messages"
    icon = "mail"
    menu_label = _("Messages")  # type: ignore[assignment]
    menu_name = "contact-messages"
    menu_order = 260
    add_to_admin_menu = True
    index_view_class = MessageIndexView
    inspect_view_class = MessageInspectView
    list_display = [
        "name",
        Column("came", label=_("Came"), sort_key="created_at",
               accessor=lambda row: moment(row.created_at)),
        Column("state", label=_("Who answers"), accessor=state),
        "email",
    ]  # fmt: skip
    list_export = ["name", "email", "message", "is_urgent", "created_at", "taken_by"]
    export_filename = "messages"
    search_fields = ["name", "email", "message"]
    ordering = "-created_at"
    filterset_class = MessageFilterSet
    inspect_view_fields = [
        "name", "email", "message", "is_urgent", "language", "created_at",
        "taken_by", "taken_at",
    ]  # fmt: skip

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("take/<int:pk>/", take, name="take")]
