from datetime import datetime

from django.db import models


class LastRemoval(models.Model):
    """One row: when the calendar last changed in a way that no row of it tells.

    What is deleted or hidden leaves no time of change behind, and a reader who asks
    only by time (If-Modified-Since) would keep it for ever.
    """

    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    @classmethod
    def record(cls, at: datetime) -> None:
        cls.objects.update_or_create(pk=1, defaults={"at": at})

    @classmethod
    def latest(cls) -> datetime | None:
        return cls.objects.filter(pk=1).values_list("at", flat=True).first()
