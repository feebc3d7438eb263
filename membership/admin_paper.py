"""The board types in an application that came on paper."""

from datetime import date
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from accounts.access import permission_required_or_404
from association.formats import date_only
from association.forms import Form
from association.names import only_a_name
from membership import paper, postal
from membership.bulk_actions import DECIDE
from membership.forms import BusinessIdField, organisation_field, wish_of
from membership.models import Application, Kind
from membership.paper import PaperError
from network.forms import MunicipalityField

ORGANISATION = "organisation"
WHO = [
    (Kind.VOTING, _("A person, as a voting member")),
    (Kind.SUPPORTING, _("A person, as a supporting member")),
    (ORGANISATION, _("An organisation, as a supporting member")),
]


class PaperForm(Form):
    """What stands on the paper. Of an organisation, the names are of its contact
    person."""

    who = forms.ChoiceField(
        label=_("Who applies"), choices=WHO, widget=forms.RadioSelect, initial=WHO[0][0]
    )
    organisation = organisation_field(required=False)
    business_id = BusinessIdField(label=_("Business id"), required=False)
    first_names = forms.CharField(
        label=_("First names"), max_length=100, validators=[only_a_name]
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=100, validators=[only_a_name]
    )
    municipality = MunicipalityField(label=_("Home municipality"))
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        help_text=_("May be empty: the bill is then given on paper."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    street_address, postal_code, town = postal.fields().values()
    came_on = forms.DateField(
        label=_("Came on"), widget=AdminDateInput, help_text=_("The day it reached us.")
    )
    is_another = forms.BooleanField(
        label=_("Somebody else of the same name is a member or has applied"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came_on"].initial = timezone.localdate()

    def clean_came_on(self) -> date:
        day: date = self.cleaned_data["came_on"]
        today = timezone.localdate()
        if day > today:
            sentence = _("The day is in the future. Today is %(day)s.")
            raise forms.ValidationError(sentence, params={"day": date_only(today)})
        return day

    def clean(self) -> dict[str, Any]:
        """A person has neither name of an organisation nor business id."""
        words = super().clean() or {}
        postal.complete(self, words)
        if words.get("who") != ORGANISATION:
            return {**words, "organisation": "", "business_id": ""}
        for name, sentence in (
            ("organisation", _("Write the name of the organisation.")),
            ("business_id", _("Write the business id of the organisation.")),
        ):
            if name not in self.errors and not words.get(name):
                self.add_error(name, sentence)
        return words

    def enter(self, *, by: Any) -> Application:
        """Keep it; PaperError says why not."""
        words = self.cleaned_data
        who = words["who"]
        kind = Kind.SUPPORTING if who == ORGANISATION else Kind(who)
        wish = wish_of({**words, "kind": kind}, words["language"])
        return paper.enter(
            wish, came_on=words["came_on"], is_another=words["is_another"], by=by,
            at=timezone.now(),
        )  # fmt: skip


class PaperView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    form_class = PaperForm
    template_name = "membership/admin/paper.html"
    page_title = _("Application on paper")  # type: ignore[assignment]
    header_icon = "form"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("applications:index"), "label": _("Applications")},
            {"url": "", "label": self.page_title},
        ]

    def get_success_url(self) -> str:
        return reverse("applications:index")

    def form_valid(self, form: PaperForm) -> HttpResponse:
        try:
            application = form.enter(by=self.request.user)
        except PaperError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        sentence = _("The application of %(name)s waits for the decision.")
        messages.success(self.request, sentence % {"name": application})
        if "another" in self.request.POST:
            return redirect("applications:paper")
        return redirect("applications:inspect", application.pk)


@permission_required_or_404(DECIDE)
def enter_paper(request: HttpRequest) -> HttpResponse:
    return cast("HttpResponse", PaperView.as_view()(request))
