from django.utils.translation import gettext_lazy as _

from accounts.personal_data import declare, not_personal
from mentoring.models import FreeTime, Mentor, Session, SessionQuarter, Topic


def declare_personal_data() -> None:
    not_personal(Topic, _("A list of subjects."))
    not_personal(
        Mentor.topics.through, _("Which subjects a card names; goes with the card.")
    )
    declare(
        Mentor,
        subject="user__email",
        fields=("user", "name", "sort_name", "slug", "area", "introduction",
                "remote_link", "photo"),
        why=_("A public card, shown by the mentor's consent, so that help is found."),
        kept=_("As long as the person mentors."),
    )  # fmt: skip
    declare(
        FreeTime,
        subject="mentor__user__email",
        fields=("mentor", "starts_at", "place"),
        why=_("When and where a mentor can be booked."),
        kept=_("Two years after the time."),
    )
    declare(
        Session,
        subject="mentee_email",
        fields=("mentee", "mentee_name", "mentee_key", "mentee_email", "mentor",
                "place", "wish", "cancelled_why"),
        why=_("To hold the booked meeting and to tell both of changes."),
        kept=_("Two years after the session."),
    )  # fmt: skip
    declare(
        SessionQuarter,
        subject="session__mentee_email",
        fields=("session", "mentor", "starts_at"),
        why=_("So that a mentor is not booked twice for one time."),
        kept=_("As long as the session."),
    )
