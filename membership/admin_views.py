"""Applications, members and dues in the admin."""

from collections.abc import Iterable
from typing import Any, cast

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.views.generic import EditView, InspectView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.log_actions import log

from accounts.read_only import ReadOnlyViewSet
from association import formats
from association.addresses import absolute
from association.sorting import name_key
from membership import dues, registering
from membership.admin_forms import DueRateForm, MemberForm
from membership.bulk_actions import DECIDE, action_url
from membership.exporting import ExportIndexView
from membership.models import (
    Application,
    ApplicationState,
    Due,
    DueRate,
    Kind,
    Member,
)
from network.models import Municipality
from payments.models import Bill

MUNICIPALITY = "municipality__key_fi"


class NamedIndexView(ExportIndexView):
    """A list of people, found by the words of their names in any case and order, or
    by address. `people` leads from a row to the person."""

    people = ""

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        words = name_key(self.search_query or "").split()
        if not words:
            return queryset
        found = queryset
        for word in words:
            found = found.filter(**{f"{self.people}name_key__contains": word})
        by_address = {f"{self.people}email__icontains": self.search_query.strip()}
        return found | queryset.filter(**by_address)


class FoundFilter(django_filters.ChoiceFilter):
    """Rows that `find(value)` gives."""

    def __init__(self, find: Any, **options: Any) -> None:
        self.find = find
        super().__init__(**options)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return qs
        return qs.filter(pk__in=self.find(value).order_by().values("pk"))


class Cents(Column):
    """A sum of money."""

    def get_value(self, instance: Any) -> str:
        return formats.euros(super().get_value(instance))


def moment_column(name: str, label: Any) -> Column:
    return Column(
        name,
        label=label,
        sort_key=name,
        accessor=lambda row: formats.moment(getattr(row, name)),
    )


# --- Applications ------------------------------------------------------------------


class ApplicationFilterSet(WagtailFilterSet):
    state = FoundFilter(
        Application.objects.in_state, label=_("State"), choices=ApplicationState.choices
    )
    submitted_at = django_filters.DateFromToRangeFilter(label=_("Came"))

    class Meta:
        model = Application
        fields = ["state", "kind", "submitted_at"]


class ApplicationIndexView(NamedIndexView):
    template_name = "membership/admin/applications.html"
    results_template_name = "membership/admin/applications_results.html"

    @cached_property
    def columns(self) -> list[Any]:  # type: ignore[override]
        found = list(super().columns)
        if not self.request.user.has_perm(DECIDE):
            return found
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="application"),
            *found,
        ]

    def get_base_queryset(self) -> QuerySet[Application]:
        return Application.objects.select_related("municipality")

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        return [*buttons, *decide_buttons(self.request, instance, Button)]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {**context, "apply_url": absolute(reverse("membership:apply"))}


def decide_buttons(
    request: Any, row: Application, button: type[Button]
) -> list[Button]:
    """Accept and reject, for who may and while there is something to decide."""
    may = request.user.has_perm(DECIDE)
    if not may or row.state != ApplicationState.WAITING:
        return []
    return [
        button(
            str(_("Accept")), action_url("accept", row), icon_name="check", priority=30
        ),
        button(
            str(_("Reject")), action_url("reject", row), icon_name="cross", priority=40
        ),
    ]


class ApplicationInspectView(InspectView):
    template_name = "membership/admin/application.html"

    @cached_property
    def header_buttons(self) -> list[Any]:  # type: ignore[override]
        application = cast("Application", self.object)
        return decide_buttons(self.request, application, HeaderButton)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        member = cast("Application", self.object).member
        url = reverse("members:inspect", args=[member.pk]) if member else ""
        return {**super().get_context_data(**kwargs), "member_url": url}


class ApplicationViewSet(ReadOnlyViewSet):
    """The board's queue."""

    model = Application
    name = "applications"
    icon = "form"
    menu_label = _("Applications")  # type: ignore[assignment]
    menu_name = "applications"
    index_view_class = ApplicationIndexView
    inspect_view_class = ApplicationInspectView
    template_prefix = ""
    list_display = [
        Column("full_name", label=_("Name"), sort_key="name_key"),
        Column(
            "municipality",
            label=_("Home municipality"),
            sort_key="municipality__key_fi",
        ),
        Column("get_kind_display", label=_("Kind of membership"), sort_key="kind"),
        moment_column("submitted_at", _("Came")),
        Column("get_state_display", label=_("State")),
        "minutes_reference",
    ]
    list_export = [
        "first_names", "last_name", "municipality", "email", "kind", "language",
        "submitted_at", "confirmed_at", "state", "decided_on", "minutes_reference",
    ]  # fmt: skip
    export_filename = "applications"
    search_fields = ["name_key"]
    search_backend_name = None
    ordering = "-submitted_at"
    filterset_class = ApplicationFilterSet
    inspect_view_fields = [
        "first_names", "last_name", "municipality", "email", "kind", "language",
        "submitted_at", "confirmed_at", "state", "decided_on", "minutes_reference",
        "reason", "decided_by", "decided_at",
    ]  # fmt: skip


# --- Members -----------------------------------------------------------------------

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


class MemberFilterSet(WagtailFilterSet):
    state = FoundFilter(members_in_state, label=_("State"), choices=MEMBER_STATES)
    kind = FoundFilter(
        members_of_kind, label=_("Kind of membership"), choices=Kind.choices
    )
    municipality = django_filters.ModelChoiceFilter(
        label=_("Home municipality"),
        queryset=municipalities_of_members,  # type: ignore[arg-type]
    )

    class Meta:
        model = Member
        fields = ["state", "kind", "municipality"]


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

    def get_base_queryset(self) -> QuerySet[Member]:
        return Member.objects.with_memberships()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {**context, "applications_url": reverse("applications:index")}


class MemberInspectView(InspectView):
    template_name = "membership/admin/member.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        member = cast("Member", self.object)
        raised = list(member.dues.order_by("-year"))
        bills = dues.bills_of(raised)
        may_see_bills = self.request.user.has_perm("payments.view_bill")
        return {
            **super().get_context_data(**kwargs),
            "member": member,
            "memberships": member.memberships.order_by("starts_on"),
            "dues": [(due, bills.get(due.pk)) for due in raised],
            "decisions": member.applications.order_by("decided_on"),
            "may_see_bills": may_see_bills,
        }


class MemberEditView(EditView):
    """Saved by the verb, so that the sign-in and open bills follow."""

    def save_instance(self) -> Member:
        words = self.form.cleaned_data
        member = registering.change_details(
            cast("Member", self.object),
            **{name: words[name] for name in MemberForm.Meta.fields},
            on=timezone.localdate(),
        )
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
        "number", "last_name", "first_names", "municipality", "email", "language",
    ]  # fmt: skip
    export_filename = "members"
    search_fields = ["name_key"]
    search_backend_name = None
    ordering = "name_key"
    filterset_class = MemberFilterSet
    inspect_view_fields = [
        "number", "first_names", "last_name", "municipality", "email", "language",
        "user",
    ]  # fmt: skip

    def get_form_class(
        self,
        for_update: bool = False,  # noqa: FBT001, FBT002 - Wagtail's
    ) -> type[MemberForm]:
        return MemberForm


# --- Dues --------------------------------------------------------------------------

DUE_STATES = [
    ("unpaid", _("Unpaid")),
    ("overdue", _("The due date has passed")),
    ("paid", _("Paid")),
]


def dues_in_state(state: str) -> QuerySet[Due]:
    if state == "paid":
        return Due.objects.paid()
    if state == "overdue":
        return Due.objects.overdue(timezone.localdate())
    return Due.objects.unpaid()


def years(_request: Any = None) -> Iterable[tuple[int, str]]:
    found = Due.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in found]


class DueFilterSet(WagtailFilterSet):
    state = FoundFilter(dues_in_state, label=_("State"), choices=DUE_STATES)
    year = django_filters.ChoiceFilter(label=_("Year"), choices=years)

    class Meta:
        model = Due
        fields = ["state", "year", "kind"]


class DueIndexView(NamedIndexView):
    people = "member__"
    results_template_name = "membership/admin/dues_results.html"

    def get_base_queryset(self) -> QuerySet[Due]:
        return Due.objects.select_related("member")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The bills of the rows shown, in one question."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        rows = list(context["object_list"])
        bills = dues.bills_of(rows)
        for row in context["object_list"]:
            row.known_bill = bills.get(row.pk)
        return context


def due_state(due: Due) -> str:
    bill: Bill | None = getattr(due, "known_bill", None)
    if bill is None:
        return ""
    if bill.is_covered:
        return str(_("Paid"))
    if bill.is_overdue(timezone.localdate()):
        return str(_("The due date has passed"))
    return str(_("Unpaid"))


class DueViewSet(ReadOnlyViewSet):
    """Who has been asked for what, and has paid."""

    model = Due
    name = "dues"
    icon = "calendar-check"
    menu_label = _("Dues")  # type: ignore[assignment]
    menu_name = "dues"
    index_view_class = DueIndexView
    list_display = [
        Column("member", label=_("Member"), sort_key="member__name_key",
               accessor="member.sorted_name"),
        Column("year", label=_("Year"), sort_key="year"),
        Column("get_kind_display", label=_("Kind of membership"), sort_key="kind"),
        Cents("amount_cents", label=_("Sum"), sort_key="amount_cents"),
        Column("state", label=_("State"), accessor=due_state),
    ]  # fmt: skip
    list_export = ["year", "member.number", "member.full_name", "kind", "amount_cents"]
    export_filename = "dues"
    search_fields = ["member__name_key"]
    search_backend_name = None
    ordering = "-year"
    filterset_class = DueFilterSet
    inspect_view_fields = ["member", "year", "kind", "amount_cents", "raised_at"]


class DueRateViewSet(ModelViewSet):
    """What the meetings have decided. A new decision is a new row."""

    model = DueRate
    name = "due_rates"
    icon = "tag"
    menu_label = _("Rates of dues")  # type: ignore[assignment]
    menu_name = "due-rates"
    index_view_class = ExportIndexView
    copy_view_enabled = False
    list_display = [
        Column("get_kind_display", label=_("Kind of membership"), sort_key="kind"),
        Column("from_year", label=_("From the year"), sort_key="from_year"),
        Cents("amount_cents", label=_("A year"), sort_key="amount_cents"),
        "minutes_reference",
    ]
    list_export = ["kind", "from_year", "amount_cents", "minutes_reference"]
    export_filename = "due-rates"
    ordering = "-from_year"

    def get_form_class(
        self,
        for_update: bool = False,  # noqa: FBT001, FBT002 - Wagtail's
    ) -> type[DueRateForm]:
        return DueRateForm


class MembershipViewSetGroup(ViewSetGroup):
    menu_label = _("Membership")
    menu_icon = "group"
    menu_name = "membership"
    menu_order = 220
    items = (ApplicationViewSet, MemberViewSet, DueViewSet, DueRateViewSet)
