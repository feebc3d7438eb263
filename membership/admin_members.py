"""The register of members in the admin."""

from typing import Any, cast

import django_filters
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.log_actions import log

from accounts import history
from accounts.admin_lists import FoundFilter
from accounts.models import User
from association import formats
from membership import (
    admin_deemed,
    admin_leaving,
    admin_voters,
    changing_details,
    dues,
    postal,
    undelivered,
)
from membership.admin_access import END
from membership.admin_forms import MemberForm
from membership.admin_lists import NamedIndexView
from membership.bulk_actions import DECIDE
from membership.models import Kind, Member
from network.models import Municipality

# What a file of members is called in its heading, so that it can be brought in again
# (membership/importing/columns.py).
EXPORT_HEADINGS = {
    "kind_label": _("Kind of membership"),
    "joined_on": _("Member since"),
    "ended_on": _("Ended"),
}
MEMBER_STATES = [("current", _("Members now")), ("former", _("Former members"))]


def members_in_state(state: str) -> QuerySet[Member]:
    today = timezone.localdate()
    if state == "former":
        return Member.objects.former(today)
    return Member.objects.current(today)


def members_of_kind(kind: str) -> QuerySet[Member]:
    return Member.objects.of_kind(kind, timezone.localdate())


def municipalities_of_members(_request: Any) -> QuerySet[Municipality]:
    homes = Member.objects.order_by().values("municipality")
    return Municipality.objects.filter(pk__in=homes).in_order()


ADDRESSES = [
    ("broken", _("E-mail address does not work")),
    ("none", _("No e-mail address")),
    ("paper", _("Letters on paper")),
]


def members_with_address(state: str) -> QuerySet[Member]:
    if state == "broken":
        return undelivered.members_concerned()
    if state == "paper":
        return Member.objects.on_paper()
    return Member.objects.filter(email="")


class MemberFilterSet(WagtailFilterSet):
    state = FoundFilter(members_in_state, label=_("State"), choices=MEMBER_STATES)
    kind = FoundFilter(
        members_of_kind, label=_("Kind of membership"), choices=Kind.choices
    )
    municipality = django_filters.ModelChoiceFilter(
        label=_("Home municipality"),
        queryset=municipalities_of_members,  # type: ignore[arg-type]
    )

    address = FoundFilter(members_with_address, label=_("Address"), choices=ADDRESSES)

    class Meta:
        model = Member
        fields = ["state", "kind", "municipality", "address"]


def kind_of(member: Member) -> str:
    last = member.last_membership()
    return str(last.get_kind_display()) if last else ""


def since(member: Member) -> str:
    last = member.last_membership()
    return formats.date_only(last.starts_on) if last else ""


def until(member: Member) -> str:
    last = member.last_membership()
    return formats.date_only(last.ends_on) if last and last.ends_on else ""


class MemberIndexView(NamedIndexView):
    results_template_name = "membership/admin/members_results.html"
    export_headings = EXPORT_HEADINGS  # type: ignore[assignment]

    @cached_property
    def header_buttons(self) -> list[Any]:  # type: ignore[override]
        found = list(super().header_buttons)
        if not self.request.user.has_perm(DECIDE):
            return found
        address = reverse("member_imports:index")
        label = str(_("Import from a spreadsheet"))
        return [*found, HeaderButton(label, url=address, icon_name="upload")]

    def get_base_queryset(self) -> QuerySet[Member]:
        return Member.objects.with_memberships()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {**context, "applications_url": reverse("applications:index")}

    @cached_property
    def header_more_buttons(self) -> list[Button]:  # type: ignore[override]
        links = [
            (_("Voters' list"), "members:voters", "tasks"),
            (_("Register of members"), "members:register", "list-ul"),
        ]
        if self.request.user.has_perm(END):
            links.append(
                (_("May be deemed to have resigned"), "members:deemed", "history")
            )
        own: list[Button] = super().header_more_buttons
        return own + [
            Button(str(label), url=reverse(name), icon_name=icon, priority=10 + order)
            for order, (label, name, icon) in enumerate(links)
        ]


class MemberInspectView(InspectView):
    template_name = "membership/admin/member.html"

    @cached_property
    def header_more_buttons(self) -> list[Button]:  # type: ignore[override]
        own: list[Button] = super().header_more_buttons
        member = cast("Member", self.object)
        return own + admin_leaving.buttons(member, self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        member = cast("Member", self.object)
        raised = list(member.dues.order_by("-year"))
        bills = dues.bills_of(raised)
        may_see_bills = self.request.user.has_perm("payments.view_bill")
        return {
            **super().get_context_data(**kwargs),
            "member": member,
            "memberships": member.memberships.order_by("starts_on", "pk"),
            "pauses": member.pauses.all(),
            "dues": [(due, bills.get(due.pk)) for due in raised],
            "decisions": member.applications.order_by("decided_on"),
            "may_see_bills": may_see_bills,
            "broken": undelivered.mark_of(member),
            "history": history.lines(member, *member.applications.all()),
        }


class MemberEditView(EditView):
    """Saved by the verb, so that the sign-in and open bills follow."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:  # type: ignore[override]
        own: list[Button] = super().header_more_buttons
        member = cast("Member", self.object)
        return own + admin_leaving.buttons(member, self.request)

    def save_instance(self) -> Member:
        member = changing_details.change_details(
            cast("Member", self.object), self.form.cleaned_data,
            by=cast("User", self.request.user), at=timezone.now(),
        )  # fmt: skip
        changed = self.form.has_changed()
        log(member, "wagtail.edit", user=self.request.user, content_changed=changed)
        return member


class MemberViewSet(ModelViewSet):
    """The register of members."""

    model = Member
    name = "members"
    icon = "group"
    menu_label = _("Members")  # type: ignore[assignment]
    menu_name = "members"
    add_to_reference_index = False
    index_view_class = MemberIndexView
    inspect_view_enabled = True
    inspect_view_class = MemberInspectView
    edit_view_class = MemberEditView
    copy_view_enabled = False
    list_display = [
        Column("sorted_name", label=_("Name"), sort_key="name_key"),
        Column("number", label=_("Number"), sort_key="number"),
        Column(
            "municipality",
            label=_("Home municipality"),
            sort_key="municipality__key_fi",
        ),
        Column("kind", label=_("Kind of membership"), accessor=kind_of),
        Column("since", label=_("Member since"), accessor=since),
        Column("until", label=_("Ended"), accessor=until),
        "email",
    ]
    list_export = [
        "number", "organisation", "business_id", "last_name", "first_names",
        "municipality", "email", "language", *postal.FIELDS, "kind_label",
        "joined_on", "ended_on",
    ]  # fmt: skip
    export_filename = "members"
    search_fields = ["name_key"]
    search_backend_name = None
    ordering = "name_key"
    filterset_class = MemberFilterSet
    inspect_view_fields = [
        "number", "organisation", "business_id", "first_names", "last_name",
        "municipality", "email", "language", *postal.FIELDS, "user",
    ]  # fmt: skip

    def get_urlpatterns(self) -> list[Any]:
        deemed = path("deemed/", admin_deemed.DeemedView.as_view(), name="deemed")
        own = [deemed, *admin_leaving.patterns(), *admin_voters.patterns()]
        return [*super().get_urlpatterns(), *own]

    def get_form_class(
        self,
        for_update: bool = False,  # noqa: FBT001, FBT002 - Wagtail's
    ) -> type[MemberForm]:
        return MemberForm
