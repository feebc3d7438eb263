"""A letter came back, or an address works after all: marked by hand in the admin."""

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from accounts.access import SignedInRequest, permission_required_or_404
from accounts.models import User
from association.formats import date_only
from association.forms import Form
from membership import undelivered
from membership.admin_access import LETTERS
from membership.models import LetterRecipient, Way


class CameBackForm(Form):
    on = forms.DateField(
        label=_("On what day did it come back?"), widget=AdminDateInput
    )
    why = forms.CharField(
        label=_("What did the message say?"),
        max_length=undelivered.WHY,
        required=False,
        help_text=_("For example: the mailbox is full, or there is no such address."),
    )

    def __init__(self, *args: Any, earliest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earliest = earliest
        self.fields["on"].initial = timezone.localdate()

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if not self.earliest <= day <= timezone.localdate():
            sentence = _("Choose a day from %(day)s, when it was sent, to today.")
            raise forms.ValidationError(
                sentence, params={"day": date_only(self.earliest)}
            )
        return day


class CameBackView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    header_icon = "mail"
    page_title = _("The letter came back")  # type: ignore[assignment]
    template_name = "membership/admin/came_back.html"
    form_class = CameBackForm

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(LETTERS):
            raise PermissionDenied
        rows = LetterRecipient.objects.select_related("letter", "member")
        mails = rows.filter(way=Way.MAIL).exclude(member=None)
        self.row = get_object_or_404(mails, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        sent_at = self.row.letter.sent_at
        return {**super().get_form_kwargs(), "earliest": timezone.localdate(sent_at)}

    def get_page_subtitle(self) -> str:
        return str(self.row.member)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "row": self.row}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("letters:index"), "label": _("Letters to members")},
            {"url": self.get_success_url(), "label": str(self.row.letter)},
            {"url": "", "label": self.page_title, "sublabel": str(self.row.member)},
        ]

    def get_success_url(self) -> str:
        return reverse("letters:inspect", args=[self.row.letter_id])

    def form_valid(self, form: Any) -> HttpResponse:
        by = cast("User", self.request.user)
        undelivered.came_back(self.row, **form.cleaned_data, by=by)
        sentence = _("It is marked that %(address)s does not work.")
        messages.success(self.request, sentence % {"address": self.row.email})
        return super().form_valid(form)


@permission_required_or_404(LETTERS)
@require_POST
def works(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = LetterRecipient.objects.exclude(email="")
    row = get_object_or_404(rows, pk=pk)
    undelivered.works(row, at=timezone.now())
    sentence = _("The mark is taken away: %(address)s works.")
    messages.success(request, sentence % {"address": row.email})
    return redirect("letters:inspect", row.letter_id)
