from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RegisterReading(models.Model):
    """A member has looked at the names and municipalities of the others (§ 11): once a
    day is written down, however often they looked."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    read_on = models.DateField(_("on what day"))
    read_at = models.DateTimeField(_("first at"))

    objects: ClassVar[models.Manager["RegisterReading"]] = models.Manager()

    class Meta:
        verbose_name = _("reading of the members' list")
        verbose_name_plural = _("readings of the members' list")
        ordering = ["-read_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["user", "read_on"], name="one_reading_of_the_list_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.read_on}: {self.user_id}"
