"""Waivers of dues in the admin."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput

from accounts.read_only import VIEWS, ReadOnlyViewSet
from association.formats import date_only
from membership import waiving
from membership.admin_lists import NamedIndexView
from membership.models import Member, Waiver
from membership.waiving import WaivingError

YEARS_BACK, YEARS_AHEAD = 10, 5


class WaiverForm(WagtailAdminModelForm):
    """The member by number, as in the register and on each bill."""

    number = forms.IntegerField(
        label=_("Member number"),
        min_value=1,
        max_value=2**31 - 1,
        help_text=_("It stands in the register and on each bill."),
    )

    class Meta:
        model = Waiver
        fields = ["year", "reason", "decided_on", "minutes_reference"]
        widgets = {"decided_on": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["number", *self.Meta.fields])
        this_year = timezone.localdate().year
        self.fields["year"] = forms.IntegerField(
            label=_("Year"),
            min_value=this_year - YEARS_BACK,
            max_value=this_year + YEARS_AHEAD,
            initial=this_year,
        )
        self.order_fields(["number", *self.Meta.fields])

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        member = Member.objects.filter(number=number).first()
        if member is None:
            raise forms.ValidationError(_("No member has this number."))
        self.instance.member = member
        return number

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        today = timezone.localdate()
        if day > today:
            sentence = _("The day is in the future. Today is %(day)s.")
            raise forms.ValidationError(sentence, params={"day": date_only(today)})
        return day


class WaiverCreateView(CreateView):
    """Saved by the verb, so that a bill that was sent is withdrawn with it."""

    produced_error_message = None  # what Wagtail asks of a form that was refused late

    def get_initial(self) -> dict[str, Any]:
        given = self.request.GET
        asked = {name: given[name] for name in ("number", "year") if name in given}
        return {**super().get_initial(), **asked}

    def get_success_buttons(self) -> list[Any]:
        return []  # there is nothing to change about it

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except WaivingError as error:
            form.add_error("number", str(error))
            return self.form_invalid(form)

    def save_instance(self) -> Waiver:
        words = self.form.cleaned_data
        return waiving.waive(
            self.form.instance.member,
            words["year"],
            reason=words["reason"],
            decided_on=words["decided_on"],
            minutes_reference=words["minutes_reference"],
            by=self.request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )


class WaiverFilterSet(WagtailFilterSet):
    year = django_filters.NumberFilter(label=_("Year"), min_value=1, max_value=9999)

    class Meta:
        model = Waiver
        fields = ["year"]


class WaiverIndexView(NamedIndexView):
    people = "member__"

    def get_base_queryset(self) -> QuerySet[Waiver]:
        return Waiver.objects.select_related("member", "decided_by")

    @property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return str(super().no_results_message)
        return str(_("No due has been waived. The board may do so, with a reason."))


class WaiverViewSet(ReadOnlyViewSet):
    """Who is let off a due, why, and where it was decided. A decision stays."""

    model = Waiver
    name = "waivers"
    icon = "circle-check"
    menu_label = _("Waivers")  # type: ignore[assignment]
    menu_name = "waivers"
    index_view_class = WaiverIndexView
    add_view_class = WaiverCreateView
    list_display = [
        Column("member", label=_("Member"), sort_key="member__name_key",
               accessor="member.sorted_name"),
        Column("year", label=_("Year"), sort_key="year"),
        "reason",
        "minutes_reference",
        "decided_on",
    ]  # fmt: skip
    list_export = [
        "year", "member.number", "member.full_name", "reason", "decided_on",
        "minutes_reference",
    ]  # fmt: skip
    export_filename = "waivers"
    search_fields = ["member__name_key"]
    search_backend_name = None
    ordering = "-year"
    filterset_class = WaiverFilterSet
    inspect_view_fields = [
        "member", "year", "reason", "decided_on", "minutes_reference", "decided_by",
        "made_at",
    ]  # fmt: skip

    def get_urlpatterns(self) -> list[Any]:
        kept = VIEWS | {"add"}
        return [one for one in ModelViewSet.get_urlpatterns(self) if one.name in kept]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        add = self.get_url_name("add")
        return {**super().get_common_view_kwargs(**kwargs), "add_url_name": add}

    def get_form_class(
        self,
        for_update: bool = False,  # noqa: FBT001, FBT002 - Wagtail's
    ) -> type[WaiverForm]:
        return WaiverForm
