"""What the admin does with events and holidays beyond Wagtail's own lists."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    InspectView,
)
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from events import cancelling, changing
from events.cancelling import CancellingError
from events.forms import CancelForm
from events.models import (
    Event,
    EventIndexPage,
    LastRemoval,
    Occurrence,
    Registration,
)
from events.scheduling import SchedulingError


class StampedCreateView(CreateView):
    """Saves so that people's calendars believe the change."""

    def save_instance(self) -> Any:
        changing.note(self.form.instance, at=timezone.now())
        return super().save_instance()


class StampedEditView(EditView):
    """The same of what is there already."""

    def save_instance(self) -> Any:
        changing.note(self.form.instance, at=timezone.now())
        return super().save_instance()


class RecordedDeleteView(DeleteView):
    def delete_action(self) -> None:
        with transaction.atomic():
            LastRemoval.record(timezone.now())
            super().delete_action()

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except ProtectedError:
            sentence = _("A page or people who signed up belong to it: cancel it.")
            messages.error(self.request, sentence)
            return redirect(self.get_success_url())
        return response


class EventIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Event]:
        return Event.objects.whole().with_pages().prefetch_related("occurrences")

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return str(super().no_results_message)
        return str(_("No events yet. Add the first one: it goes to the calendars."))


class HolidayIndexView(IndexView):
    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return str(super().no_results_message)
        return str(_("No holidays yet. Add the next one: every page tells of it then."))


class RegistrationIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Registration]:
        return Registration.objects.with_position().select_related("occurrence__event")

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return str(super().no_results_message)
        return str(_("Nobody has signed up yet. Let people do so on an event's page."))


class EventInspectView(InspectView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:  # type: ignore[override]
        buttons: list[Button] = super().header_more_buttons
        return [*buttons, *event_buttons(self.object, self.request.user)]


def event_buttons(event: Any, user: Any) -> list[Button]:
    """Where one goes from an event: its pages, the site, its cancellation."""
    buttons = page_buttons(event, user)
    now = timezone.now()
    shown = event.shown_occurrence(now)
    if shown is None:
        return buttons
    if event.is_published(now):
        buttons.append(_button(_("See it on the site"), shown.plain_url, "view", 6))
    if user.has_perm("events.change_event"):
        times = reverse("event:occurrences", args=[event.goes_on_as_id or event.pk])
        buttons.append(_button(_("Times"), times, "date", 4))
        again = reverse("event:copy_for_next", args=[event.goes_on_as_id or event.pk])
        buttons.append(_button(_("Copy for the next time"), again, "copy", 12))
        buttons.append(cancel_button(shown))
    if user.has_perm("events.view_registration"):
        people = reverse("attendees:list", args=[shown.pk])
        buttons.append(_button(_("Who comes"), people, "group", 4))
    return buttons


def cancel_button(occurrence: Occurrence) -> Button:
    if occurrence.is_cancelled:
        address = reverse("event:hold", args=[occurrence.pk])
        return _button(_("Hold it after all"), address, "cross", 15)
    address = reverse("event:cancel", args=[occurrence.pk])
    return _button(_("Cancel the event"), address, "cross", 15)


def page_buttons(event: Event, user: Any) -> list[Button]:
    """To the pages that tell of the event, or to writing the first one."""
    pages = list(event.pages.select_related("locale").order_by("path"))
    if pages:
        return [
            _button(
                _("Page: %(language)s") % {"language": page.locale.get_display_name()},
                reverse("wagtailadmin_pages:edit", args=[page.pk]),
                "doc-full",
                5,
            )
            for page in pages
            if page.permissions_for_user(user).can_edit()
        ]
    index = EventIndexPage.objects.order_by("path").first()
    if index is None or not index.permissions_for_user(user).can_add_subpage():
        return []
    arguments = ["events", "eventpage", index.pk]
    address = reverse("wagtailadmin_pages:add", args=arguments)
    return [_button(_("Write a page about it"), address, "doc-full", 5)]


def _button(label: Any, url: str, icon: str, priority: int) -> Button:
    return Button(label, url=url, icon_name=icon, priority=priority)


class OneEventView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Something done to an event: asked on a page, done by its POST."""

    model = Event
    permission_required = "change"
    header_icon = "calendar"
    template_name = "events/admin/one_event.html"
    done: Any
    button: Any
    explanation: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = Occurrence.objects.select_related("event")
        self.occurrence = get_object_or_404(rows, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.occurrence)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("event:edit", args=[self.occurrence.event_id])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("event:index"), "label": _("Events")},
            {"url": edit, "label": str(self.occurrence)},
            {"url": "", "label": self.page_title, "sublabel": str(self.occurrence)},
        ]

    def get_success_url(self) -> str:
        return reverse("event:inspect", args=[self.occurrence.event_id])

    def act(self, words: dict[str, str]) -> None:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.act(form.cleaned_data)
        except (CancellingError, SchedulingError) as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return super().form_valid(form)


class CancelView(OneEventView):
    form_class = CancelForm
    page_title = _("Cancel")  # type: ignore[assignment]
    button = _("Cancel the event")
    done = _("The event is cancelled. Its page, the lists and the calendars say so.")
    explanation = _(
        "The event stays on the site and in the calendars, marked as cancelled, until "
        "a month after its day. Calendars ask for changes a few times a day: tell "
        "those who come also in another way."
    )

    def act(self, words: dict[str, str]) -> None:
        cancelling.cancel(self.occurrence, words, at=timezone.now())


class HoldView(OneEventView):
    form_class = forms.Form
    page_title = _("Take back the cancellation")  # type: ignore[assignment]
    button = _("Hold it after all")
    done = _("The event will be held after all.")
    explanation = _("Its page, the lists and the calendars show it as before.")

    def act(self, words: dict[str, str]) -> None:
        cancelling.hold_after_all(self.occurrence, at=timezone.now())
