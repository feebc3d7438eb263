"""A letter to an occurrence's people, or to a part of them, in the admin."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages

from events import attendees, writing
from events.attendee_views import AttendeesView, OfOccurrence
from events.forms import LetterForm
from events.models import Registration


class WriteView(OfOccurrence, FormView):  # type: ignore[type-arg]
    """First the words, then how they look and how many get them, then the sending."""

    page_title = gettext_lazy("Write to these people")  # type: ignore[assignment]
    permission = attendees.WRITE
    form_class = LetterForm
    template_name = "events/admin/write.html"

    @cached_property
    def list_view(self) -> AttendeesView:
        """The list with the filters of this address, whose people get the letter."""
        view = AttendeesView()
        view.setup(self.request, pk=self.occurrence.pk)
        return view

    @cached_property
    def receivers(self) -> list[Registration]:
        rows = self.list_view.get_queryset().prefetch_related(None)
        return list(attendees.receivers(rows, self.list_view.state))

    def get_initial(self) -> dict[str, Any]:
        return {"key": uuid4()}

    def form_valid(self, form: Any) -> HttpResponse:
        if "change" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        seen = form.cleaned_data["count"]
        if "send" not in self.request.POST or seen != len(self.receivers):
            return self.preview(form, was_other=seen is not None)
        return self.send(form.cleaned_data)

    def preview(self, form: Any, *, was_other: bool) -> HttpResponse:
        first = self.receivers[0] if self.receivers else None
        words = form.cleaned_data
        letter = first and writing.letter(first, words["subject"], words["text"])
        context = self.get_context_data(
            form=form, letter=letter, first=first, was_other=was_other
        )
        return TemplateResponse(
            self.request, "events/admin/write_preview.html", context
        )

    def send(self, words: dict[str, Any]) -> HttpResponse:
        key: UUID = words["key"]
        new = writing.send(
            self.occurrence,
            self.receivers,
            subject=words["subject"],
            text=words["text"],
            key=key,
            by=self.request.user,
        )
        sentence = ngettext(
            "The letter goes to %(count)d person.",
            "The letter goes to %(count)d people.",
            new,
        )
        said = sentence % {"count": new} if new else _("It was sent already.")
        messages.success(self.request, said)
        return redirect("attendees:list", self.occurrence.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.urlencode()
        back = reverse("attendees:list", args=[self.occurrence.pk])
        return {
            **super().get_context_data(**kwargs),
            "receivers": self.receivers,
            "back": f"{back}?{query}" if query else back,
        }

    def crumbs_between(self) -> list[dict[str, Any]]:
        people = reverse("attendees:list", args=[self.occurrence.pk])
        return [*super().crumbs_between(), {"url": people, "label": _("Who comes")}]
