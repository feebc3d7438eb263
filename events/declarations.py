"""What of this app tells of a person."""

from django.utils.translation import gettext_lazy as _

from accounts.keeping import Keeping, always
from accounts.kept_sign_ins import with_sign_in
from accounts.personal_data import Role, declare, declare_pages, not_personal
from events import forgetting
from events.models import (
    Answer,
    CheckIn,
    Event,
    EventIndexPage,
    EventPage,
    Feedback,
    FeedReading,
    HolidayPeriod,
    LastRemoval,
    Occurrence,
    Option,
    PersonalCalendar,
    Question,
    Registration,
)


def declare_personal_data() -> None:
    declare(
        Registration,
        subject="email",
        fields=("name", "name_key", "email", "user", "checked_in_by"),
        others=("consent_version",),
        why=_("To know who comes to an event, and to tell them of changes."),
        kept=_("A year after the event."),
        name="name",
        follows="email",
        hidden=("name_key",),
        roles=(Role("checked_in_by", ("checked_in_at",)),),
        keeping=Keeping(erase=forgetting.remove, over=forgetting.over),
    )
    declare(
        PersonalCalendar,
        subject="user__email",
        fields=("user",),
        why=_("To end the address of somebody's own calendar when they wish."),
        kept=_("As long as the person signs in here."),
        keeping=with_sign_in("user"),
    )
    declare(
        Answer,
        subject="registration__email",
        fields=("text",),
        why=_("What an organiser must know of those who come: allergies, travel."),
        kept=_("Of health two weeks after the event, the rest a year."),
        name="registration__name",
        keeping=Keeping(over=forgetting.health_over),
    )
    declare(
        CheckIn,
        subject="registration__email",
        fields=("by",),
        why=_("To know who came in, and to take a wrong tap back."),
        kept=_("As long as the registration."),
        name="registration__name",
        roles=(Role("by", ("at",)),),
        keeping=Keeping(),
    )
    declare(
        Feedback,
        subject="",
        fields=("words",),
        why=_("What those who came thought of an event; nobody knows whose words."),
        kept=_("As long as the event, to make the next one better."),
        keeping=always(_("Nobody knows whose words they are.")),
    )
    declare_pages(EventIndexPage, EventPage)
    say_what_tells_of_nobody()


def say_what_tells_of_nobody() -> None:
    for model, why in (
        (FeedReading, _("A kind of program and a moment; it tells of nobody.")),
        (Question, _("What an event asks; it tells of nobody.")),
        (Option, _("Answers to choose; they tell of nobody.")),
        (Event, _("When and where; it tells of nobody.")),
        (Occurrence, _("When and where; it tells of nobody.")),
        (HolidayPeriod, _("Days of the association's holidays.")),
        (LastRemoval, _("One moment; it tells of nobody.")),
    ):
        not_personal(model, why)
