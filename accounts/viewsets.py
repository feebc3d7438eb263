"""Lists of people and mails in the admin."""

from typing import Any, cast

import django_filters
from django.contrib import messages
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    InspectView,
)
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import DeleteView as WagtailDeleteUserView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from accounts import handover, officers, outbox
from accounts.access import permission_required_or_404
from accounts.admin_lists import FoundFilter
from accounts.models import MailState, Officer, OutboxMail, User
from accounts.read_only import ReadOnlyIndexView, ReadOnlyViewSet

SEND_AGAIN = "accounts.send_again"


class NewUserForm(UserCreationForm):
    """Whoever is added signs in with a code by mail; nobody gets a password."""

    class Meta(UserCreationForm.Meta):
        model = User
        fields = UserCreationForm.Meta.fields | {"language"}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002
        self.instance.set_unusable_password()
        user: User = super().save(commit=commit)
        return user


class ChangeUserForm(UserEditForm):
    class Meta(UserEditForm.Meta):
        model = User
        fields = UserEditForm.Meta.fields | {"language"}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class DeleteUserView(WagtailDeleteUserView):
    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except ProtectedError:
            sentence = _(
                "Something that must stay hangs on this person, for example a "
                "mentor's card. Close the sign-in instead: it is then not active."
            )
            messages.error(self.request, sentence)
            return redirect("wagtailusers_users:edit", self.object.pk)
        return response


class UserViewSet(WagtailUserViewSet):
    template_prefix = "accounts/users/"
    delete_view_class = DeleteUserView
    list_export = ["last_name", "first_name", "email", "language", "last_login"]

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002
        return ChangeUserForm if for_update else NewUserForm


class InOffice(django_filters.ChoiceFilter):
    """Officers of today, former ones, coming ones."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [
            ("now", _("In office")),
            ("past", _("Former")),
            ("next", _("Coming")),
        ]
        super().__init__(label=_("Term"), choices=choices, **kwargs)

    def filter(self, qs: QuerySet[Officer], value: str) -> QuerySet[Officer]:
        today = timezone.localdate()
        if value == "past":
            return qs.filter(ends_on__lt=today)
        if value == "next":
            return qs.filter(starts_on__gt=today)
        if value == "now":
            in_office = Officer.objects.in_office(today).order_by()
            return qs.filter(pk__in=in_office.values("pk"))
        return qs


class OfficerFilterSet(WagtailFilterSet):
    term = InOffice()

    class Meta:
        model = Officer
        fields = ["office", "term"]


def save_officer(request: HttpRequest, form: Any) -> Officer:
    """By the verb, so that roles and history follow."""
    officer: Officer = form.save(commit=False)
    return officers.save(officer, by=cast("User", request.user), at=timezone.now())


class AddOfficerView(CreateView):
    def save_instance(self) -> Officer:
        return save_officer(self.request, self.form)


class EditOfficerView(EditView):
    def save_instance(self) -> Officer:
        return save_officer(self.request, self.form)


class DeleteOfficerView(DeleteView):
    def delete_action(self) -> None:
        officer = cast("Officer", self.object)
        by = cast("User", self.request.user)
        officers.remove(officer, by=by, at=timezone.now())


class OfficerIndexView(IndexView):
    @cached_property
    def header_buttons(self) -> list[Any]:  # type: ignore[override]
        address, label = reverse("officer:handover"), str(_("Handover list"))
        button = HeaderButton(label, url=address, icon_name="clipboard-list")
        return [*super().header_buttons, button]


class HandoverView(WagtailAdminTemplateMixin, TemplateView):
    """Who follows whom, with which role, and what to hand over; to be printed."""

    template_name = "accounts/admin/handover.html"
    page_title = _("Handover list")  # type: ignore[assignment]
    header_icon = "clipboard-list"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("officer:index"), "label": _("Officers")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        days = handover.days(today)
        asked = self.request.GET.get("on", "")
        day = next((one for one in days if str(one) == asked), None)
        day = day or handover.day_shown(today)
        return {
            **super().get_context_data(**kwargs),
            "days": days,
            "day": day,
            "offices": handover.offices(day) if day else [],
        }


@permission_required_or_404("accounts.view_officer")
def show_handover(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = HandoverView.as_view()(request)
    return response


class OfficerViewSet(ModelViewSet):
    """Who holds which office, from when to when."""

    model = Officer
    icon = "user"
    menu_label = _("Officers")  # type: ignore[assignment]
    menu_name = "officers"
    menu_order = 550
    add_to_admin_menu = True
    inspect_view_enabled = True
    copy_view_enabled = False
    index_view_class = OfficerIndexView
    add_view_class = AddOfficerView
    edit_view_class = EditOfficerView
    delete_view_class = DeleteOfficerView
    list_display = [
        "name",
        Column(
            "office",
            label=_("Office"),
            accessor="get_office_display",
            sort_key="office",
        ),
        "phone",
        "email",
        "starts_on",
        "ends_on",
    ]
    list_export = ["office", "name", "phone", "email", "starts_on", "ends_on"]
    export_filename = "officers"
    search_fields = ["name", "email", "phone"]
    ordering = ["-starts_on", "office"]
    filterset_class = OfficerFilterSet
    panels = [
        FieldPanel("office"),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])],
            heading=_("Term of office"),
        ),
        FieldPanel(
            "user",
            help_text=_(  # type: ignore[arg-type]
                "The roles of the office begin and end with the term. Without a "
                "sign-in, none does."
            ),
        ),
    ]

    def get_urlpatterns(self) -> list[Any]:
        list_ = path("handover/", show_handover, name="handover")
        return [*super().get_urlpatterns(), list_]


class OutboxFilterSet(WagtailFilterSet):
    state = FoundFilter(
        OutboxMail.objects.in_state, label=_("State"), choices=MailState.choices
    )

    class Meta:
        model = OutboxMail
        fields = ["state"]


class OutboxIndexView(ReadOnlyIndexView):
    """Mails without what they say: that is between us and who gets them."""

    empty = _("No mail has been written yet. Whatever the site sends is listed here.")


class OutboxInspectView(InspectView):
    template_name = "accounts/admin/mail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "send_again_url": reverse("outbox:send_again", args=[self.object.pk])
            if self.request.user.has_perm(SEND_AGAIN)
            else None,
        }


@require_POST
@permission_required_or_404(SEND_AGAIN)
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(OutboxMail, pk=pk)
    outbox.send_again(mail, at=timezone.now())
    messages.success(request, _("The mail will be sent again within a minute."))
    return redirect("outbox:inspect", pk)


class OutboxViewSet(ReadOnlyViewSet):
    """What we have sent and to whom, and what did not go through."""

    model = OutboxMail
    name = "outbox"
    icon = "mail"
    menu_label = _("Outgoing e-mail")  # type: ignore[assignment]
    menu_name = "outbox"
    menu_order = 700
    add_to_settings_menu = True
    index_view_class = OutboxIndexView
    inspect_view_class = OutboxInspectView
    list_display = [
        "subject",
        "to",
        Column("state", label=_("State"), accessor="get_state_display"),
        "tries",
        "created_at",
        "error",
    ]
    list_export = ["to", "subject", "tries", "created_at", "sent_at", "error"]
    export_filename = "outgoing-e-mail"
    search_fields = ["to", "subject"]
    ordering = "-created_at"
    filterset_class = OutboxFilterSet
    inspect_view_fields = [
        "to", "subject", "state", "tries", "created_at", "next_try_at", "sent_at",
        "given_up_at", "error", "key",
    ]  # fmt: skip

    def get_urlpatterns(self) -> list[Any]:
        again = path("send-again/<int:pk>/", send_again, name="send_again")
        return [*super().get_urlpatterns(), again]
