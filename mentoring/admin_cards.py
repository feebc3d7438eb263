"""What of mentoring waits for the coordinator, on the admin's front page."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import admin_front
from accounts.admin_front import Card
from mentoring.models import FreeTime, Mentor


def without_times(at: datetime) -> QuerySet[Mentor]:
    """Mentors whose card is shown though nobody can book them."""
    bookable = FreeTime.objects.bookable(at).order_by()
    shown = Mentor.objects.shown(timezone.localdate(at))
    return shown.exclude(pk__in=bookable.values("mentor"))


def register_all() -> None:
    admin_front.register(
        Card(
            key="mentors-without-times",
            permission="mentoring.change_mentor",
            title=_("Mentors who have no free times to book"),
            count=lambda: without_times(timezone.now()).count(),
            url=lambda: f"{reverse('mentors:index')}?without_times=true",
        )
    )
