from typing import Any

from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from events import organiser_urls, writing
from events.viewsets import CalendarGroup, event_chooser

hooks.register("register_admin_viewset", CalendarGroup)


@hooks.register("register_admin_viewset")
def register_event_chooser() -> object:
    return event_chooser


@hooks.register("register_admin_urls")
def attendees_urls() -> list[URLResolver]:
    return [path("attendees/", include(organiser_urls))]


@hooks.register("register_log_actions")
def letters(actions: Any) -> None:
    wrote = _("Wrote to those who come")
    actions.register_action(writing.WRITTEN, _("Letter"), wrote)
