"""The dues of a year in the admin: what the run would do, the run, and what it did."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets import AdminDateInput

from association.formats import date_only
from membership import dues, raising
from membership.dues_preview import MOST_SHOWN, Preview, differing, preview
from payments.models import Bill
from payments.payee import payee

RAISE = "membership.raise_dues"
AT_ONCE = 500  # asked while whoever pressed the button waits; the worker does the rest
EARLIEST, LATEST = 1, 1  # years before and after this one


class ForWhoeverRaises(WagtailAdminTemplateMixin):
    """A page about the dues of one year, named in the address."""

    header_icon = "calendar-check"
    request: HttpRequest
    kwargs: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kw: Any) -> HttpResponseBase:
        if not request.user.has_perm(RAISE):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kw)  # type: ignore[misc]
        return answer

    @cached_property
    def year(self) -> int:
        return int(self.kwargs.get("year") or timezone.localdate().year)

    def get_page_subtitle(self) -> str:
        return str(self.year)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("dues:index"), "label": _("Dues")},
            {"url": "", "label": self.page_title, "sublabel": str(self.year)},
        ]


class RaiseForm(forms.Form):
    """When the dues are to be paid, and what the page showed."""

    due_on = forms.DateField(
        label=gettext_lazy("Due date"),
        widget=AdminDateInput,
        help_text=gettext_lazy(
            "The law sets no shortest time. A month is usual. Payers are reminded two "
            "weeks before this day, on it, and two weeks and thirty days after it."
        ),
        error_messages={"required": gettext_lazy("Choose the due date.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        today = timezone.localdate()
        if not today < day <= today + 12 * dues.TIME_TO_PAY:
            sentence = _("Choose a day after today, %(day)s, and within a year.")
            raise forms.ValidationError(sentence, params={"day": date_only(today)})
        return day


class RaiseView(ForWhoeverRaises, FormView):  # type: ignore[type-arg]
    """First the figures, then the button; a second time it asks only who is missing."""

    page_title = gettext_lazy("Ask for the dues of a year")  # type: ignore[assignment]
    form_class = RaiseForm
    template_name = "membership/admin/raise.html"

    @cached_property
    def preview(self) -> Preview:
        return preview(self.year, on=timezone.localdate())

    def get_initial(self) -> dict[str, Any]:
        run = self.preview.run
        usual = timezone.localdate() + dues.TIME_TO_PAY
        return {"due_on": run.due_on if run else usual, "seen": self.preview.seen}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        rows = differing(self.year, on=today)[:MOST_SHOWN]
        return {
            **super().get_context_data(**kwargs),
            "preview": self.preview,
            "years": range(today.year - EARLIEST, today.year + LATEST + 1),
            "year": self.year,
            "differing": [(due, self.differs(due)) for due in rows],
            "most_shown": MOST_SHOWN,
        }

    def differs(self, due: Any) -> str:
        if not due.is_member:
            return _("Is no member any more. What was asked stays owed.")
        if not due.is_of_kind:
            return _("Is a member of another kind now.")
        return _("A meeting has decided another sum since.")

    def form_valid(self, form: Any) -> HttpResponse:
        if form.cleaned_data["seen"] != self.preview.seen:
            return self.shown_again(form)
        try:
            return self.ask(form.cleaned_data["due_on"])
        except dues.NoRateError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)

    def shown_again(self, form: Any) -> HttpResponse:
        """Somebody joined, left or was asked while the page was open."""
        due_on = form.cleaned_data["due_on"]
        form = RaiseForm({"due_on": due_on, "seen": self.preview.seen})
        sentence = _(
            "The figures have changed while this page was open. Read them again."
        )
        messages.warning(self.request, sentence)
        return self.render_to_response(self.get_context_data(form=form))

    def ask(self, due_on: date) -> HttpResponse:
        now = timezone.now()
        run = raising.begin(self.year, at=now, due_on=due_on, by=self.request.user)  # type: ignore[arg-type]
        asked = raising.carry_on(run, at=now, most=AT_ONCE)
        run.refresh_from_db()
        if run.finished_at is None:
            raising.hand_over(run, at=now)
            messages.info(self.request, going_on(asked))
        else:
            messages.success(self.request, done(asked))
        return redirect("raise_dues:year", self.year)


def going_on(asked: int) -> str:
    return _(
        "%(number)d have been asked, and the background process goes on with the rest. "
        "Load this page again to see how far it is."
    ) % {"number": asked}


def done(asked: int) -> str:
    return ngettext(
        "%(number)d member has been asked.",
        "%(number)d members have been asked.",
        asked,
    ) % {"number": asked}


class PaperView(ForWhoeverRaises, TemplateView):
    """Open bills of who has no e-mail address, one a page, for the printer."""

    page_title = gettext_lazy("Bills on paper")  # type: ignore[assignment]
    header_icon = "download"
    template_name = "membership/admin/paper_bills.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bills = Bill.objects.uncovered().filter(due__year=self.year, payer_email="")
        return {
            **super().get_context_data(**kwargs),
            "bills": bills.order_by("payer_name", "pk"),
            "payee": payee(),
            "year": self.year,
        }


class AllowedItem(MenuItem):
    """An item of the menu for who has the permission."""

    permission = ""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


class RaiseItem(AllowedItem):
    permission = RAISE


class RaiseViewSet(ViewSet):
    name = "raise_dues"
    icon = "calendar-check"
    menu_label = gettext_lazy("Dues of a year")
    menu_name = "raise-dues"
    menu_item_class = RaiseItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", RaiseView.as_view(), name="index"),
            path("<int:year>/", RaiseView.as_view(), name="year"),
            path("<int:year>/paper/", PaperView.as_view(), name="paper"),
        ]
