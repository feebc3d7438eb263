"""What events tell the lower rooms: the only way upward."""

from django.utils.translation import gettext_lazy as _

from accounts import personal_data
from association.public_changes import watch
from events.models import (
    Event,
    EventIndexPage,
    EventPage,
    HolidayPeriod,
    LastRemoval,
)

OF_NOBODY = {"path", "url_path", "slug"}


def register() -> None:
    watch(Event)
    watch(HolidayPeriod)
    declare_personal_data()


def declare_personal_data() -> None:
    personal_data.not_personal(Event, _("When and where; it tells of nobody."))
    personal_data.not_personal(HolidayPeriod, _("Days of the association's holidays."))
    personal_data.not_personal(LastRemoval, _("One moment; it tells of nobody."))
    for model in (EventIndexPage, EventPage):
        names = {
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, personal_data.WRITTEN)
        }
        personal_data.declare(
            model,
            subject="owner__email",
            fields=("owner", "locked_by", *sorted(names - OF_NOBODY)),
            others=tuple(sorted(names & OF_NOBODY)),
            why=_("Content of the site; whom it names is the editors' decision."),
            kept=_("Until an editor deletes it."),
        )
