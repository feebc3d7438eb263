"""The voters' list of any day, and the register that the law asks for (Associations Act
§ 11, § 25): to look at, to print, and as a table for a spreadsheet."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from accounts.exporting import csv_file
from membership import register_reading, voting
from membership.admin_access import SEE
from membership.models import MembershipRules
from membership.voting import VoterList


class DayForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("On the day"), widget=AdminDateInput)


class OfDayView(WagtailAdminTemplateMixin, TemplateView):
    """A list of a day: `?on=` says which, today unless it does."""

    header_icon = "group"
    print_template: str
    own_name: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(SEE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def asked(self) -> DayForm:
        return DayForm({"on": self.request.GET.get("on") or timezone.localdate()})

    @cached_property
    def on(self) -> date:
        if self.asked.is_valid():
            day: date = self.asked.cleaned_data["on"]
            if 1900 < day.year < 2200:  # a year can be subtracted and added
                return day
        return timezone.localdate()

    @property
    def form(self) -> DayForm:
        """With the day as people write it, or with what was no day."""
        return DayForm({"on": self.on}) if self.asked.is_valid() else self.asked

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("export") == "csv":
            return self.as_csv()
        if request.GET.get("print"):
            return render(request, self.print_template, self.told())
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("members:index"), "label": gettext_lazy("Members")},
            {"url": "", "label": self.page_title},
        ]

    def told(self) -> dict[str, Any]:
        raise NotImplementedError

    def table(self) -> list[list[object]]:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **self.told(), "form": self.form}

    def as_csv(self) -> HttpResponse:
        return csv_file(f"{self.own_name}-{self.on}", self.table())


class VotersView(OfDayView):
    """Who has a vote on the day, and why others have not."""

    page_title = gettext_lazy("Voters' list")  # type: ignore[assignment]
    template_name = "membership/admin/voters.html"
    print_template = "membership/voters_print.html"
    own_name = "voters"

    @cached_property
    def found(self) -> VoterList:
        return voting.voter_list(self.on)

    def told(self) -> dict[str, Any]:
        return {
            "found": self.found,
            "on": self.on,
            "rules": MembershipRules.current(),
            "back": f"{reverse('members:voters')}?on={self.on}",
        }

    def table(self) -> list[list[object]]:
        head: list[object] = [
            _("Number"), _("Name"), _("Home municipality"), _("Vote"), _("Reason"),
        ]  # fmt: skip
        return [head, *(self.line(row) for row in self.found.rows())]

    def line(self, row: voting.Row) -> list[object]:
        member = row.member
        vote = _("no") if row.reason else _("yes")
        home = str(member.municipality)
        return [member.number, member.sorted_name, home, vote, row.reason]


class RegisterView(OfDayView):
    """The list that the law asks for: full names and home municipalities."""

    page_title = gettext_lazy("Register of members")  # type: ignore[assignment]
    template_name = "membership/admin/register.html"
    print_template = "membership/register_print.html"
    own_name = "register"

    def told(self) -> dict[str, Any]:
        return {
            "members": register_reading.listed(self.on),
            "on": self.on,
            "back": f"{reverse('members:register')}?on={self.on}",
        }

    def table(self) -> list[list[object]]:
        members = register_reading.listed(self.on)
        head: list[object] = [_("Name"), _("Home municipality")]
        lines: list[list[object]] = [
            [one.sorted_name, str(one.municipality)] for one in members
        ]
        return [head, *lines]


def patterns() -> list[Any]:
    return [
        path("voters/", VotersView.as_view(), name="voters"),
        path("register/", RegisterView.as_view(), name="register"),
    ]
