import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from association.formats import moment


class ErasureQuerySet(models.QuerySet["ErasureRequest"]):
    def open(self) -> Self:
        """Those of which something must still stay."""
        return self.filter(done_at=None).order_by("asked_at", "uid")

    def ready(self, at: datetime) -> Self:
        return self.filter(done_at__lte=at)


class ErasureRequest(models.Model):
    """Somebody asked to be forgotten. What a law still kept then is in `left`, as keys
    of rows by model; the retention job takes each away when its time has come.

    It holds no name and no address: only whoever holds the rows can tell whose it was.
    """

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_at = models.DateTimeField(_("asked"))
    left = models.JSONField(_("what has to stay for now"), default=dict)
    done_at = models.DateTimeField(_("all is gone"), null=True, blank=True)

    objects: ClassVar[ErasureQuerySet] = ErasureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("request for erasure")
        verbose_name_plural = _("requests for erasure")
        ordering = ["-asked_at"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return moment(self.asked_at)
