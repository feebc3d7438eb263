from wagtail import hooks

from events.viewsets import CalendarGroup, event_chooser

hooks.register("register_admin_viewset", CalendarGroup)


@hooks.register("register_admin_viewset")
def register_event_chooser() -> object:
    return event_chooser
