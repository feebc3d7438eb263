from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User
from mentoring.models import FreeTime, Mentor, Topic

numbers = count(1)
HELSINKI = ZoneInfo("Europe/Helsinki")


def make_person(**fields) -> User:
    number = next(numbers)
    fields.setdefault("email", f"person{number}@esimerkki.example")
    fields.setdefault("first_name", "Satu")
    fields.setdefault("last_name", f"Harju {number}")
    return User.objects.create_user(**fields)


def make_topic(name: str = "Hallitustyö") -> Topic:
    return Topic.objects.get_or_create(
        slug=f"aihe-{name.casefold()}", defaults={"name_fi": name}
    )[0]


def make_mentor(**fields) -> Mentor:
    number = next(numbers)
    fields.setdefault("user", None) or fields.update(user=make_person())
    fields.setdefault("slug", f"mentori-{number}")
    fields.setdefault("name", f"Tuula Rantanen {number}")
    fields.setdefault("consented_at", timezone.now())
    fields.setdefault("remote_link", "https://kokous.esimerkki.example/tuula")
    return Mentor.objects.create(**fields)


def make_free_time(mentor: Mentor, starts_at: datetime | None = None, **fields):
    """A free time of 45 minutes; tomorrow at the full hour unless said otherwise."""
    if starts_at is None:
        tomorrow = timezone.now() + timedelta(days=1)
        starts_at = tomorrow.replace(minute=0, second=0, microsecond=0)
    fields.setdefault("ends_at", starts_at + timedelta(minutes=45))
    fields.setdefault("channel", "remote")
    return FreeTime.objects.create(
        mentor=mentor,
        starts_at=starts_at,
        local_date=starts_at.astimezone(HELSINKI).date(),
        **fields,
    )
