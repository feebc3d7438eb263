from django.utils.translation import gettext_lazy as _

from accounts.keeping import Keeping, past
from accounts.personal_data import Role, declare, not_personal
from mentoring import forgetting
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
        hidden=("sort_name",),
        keeping=Keeping(erase=forgetting.end_cards),
    )  # fmt: skip
    declare(
        FreeTime,
        subject="mentor__user__email",
        fields=("mentor", "starts_at", "place"),
        why=_("When and where a mentor can be booked."),
        kept=_("Two years after the time."),
        keeping=Keeping(over=past("ends_at", forgetting.KEPT, FreeTime)),
    )
    declare(
        Session,
        subject="mentee_email",
        fields=("mentee", "mentee_name", "mentee_key", "mentee_email", "mentor",
                "place", "wish", "cancelled_why"),
        why=_("To hold the booked meeting and to tell both of changes."),
        kept=_("Two years after the session."),
        name="mentee_name",
        follows="mentee_email",
        hidden=("mentee_key",),
        roles=(
            Role("mentor__user", ("starts_at", "ends_at", "place", "cancelled_at")),
        ),
        keeping=Keeping(
            erase=forgetting.remove_sessions,
            over=past("ends_at", forgetting.KEPT, Session),
        ),
    )  # fmt: skip
    declare(
        SessionQuarter,
        subject="session__mentee_email",
        fields=("session", "mentor", "starts_at"),
        why=_("So that a mentor is not booked twice for one time."),
        kept=_("As long as the session."),
        name="session__mentee_name",
        keeping=Keeping(),
    )
