from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import count

import icalendar
from django.utils import timezone
from wagtail.images.models import Filter

from accounts.models import OutboxMail, User
from association.models import SiteImage
from mentoring.models import FreeTime, Mentor, Topic
from mentoring.models.mentor import PHOTO
from tests.support.home import make_image, make_picture

numbers = count(1)


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


def make_photo() -> SiteImage:
    """A photo that has been shown before: its sizes are made."""
    photo = make_image()
    photo.file.close()
    for spec in PHOTO:
        made = photo.renditions.create(
            filter_spec=spec,
            focal_point_key=Filter(spec).get_cache_key(photo),
            file=make_picture(),
        )
        made.file.close()
    return photo


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
        **fields,
    )


def parts(mail: OutboxMail) -> list[EmailMessage]:
    """All parts of a mail, in their order."""
    return list(message_from_bytes(bytes(mail.content), policy=default).walk())


def invitation(mail: OutboxMail) -> icalendar.Event:
    """The calendar entry of a mail; what it asks for is under `x-method`."""
    part = next(p for p in parts(mail) if p.get_content_type() == "text/calendar")
    calendar = icalendar.Calendar.from_ical(part.get_content())
    assert part.get_param("method") == calendar["METHOD"]
    (event,) = calendar.walk("VEVENT")
    event["x-method"] = calendar["METHOD"]
    return event
