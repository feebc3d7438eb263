from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts.models import User


class PersonalCalendarQuerySet(models.QuerySet["PersonalCalendar"]):
    def of(self, user: User) -> "PersonalCalendar":
        """This person's, as it is without a row until something is chosen."""
        return self.filter(user=user).first() or PersonalCalendar(user=user)

    def of_active(self, user_id: int) -> "PersonalCalendar | None":
        """That of somebody who may sign in; None where there is nobody."""
        user = User.objects.filter(pk=user_id, is_active=True).first()
        return self.of(user) if user else None


class PersonalCalendar(models.Model):
    """What somebody chose for their own feed.

    The feed's address is made from the site's key and `version`: whoever reads the
    database cannot make it, and a higher version ends the old address.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="personal_calendar",
    )
    version = models.PositiveIntegerField(default=0)
    shows_names = models.BooleanField(default=False)

    objects: ClassVar[PersonalCalendarQuerySet] = PersonalCalendarQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)
