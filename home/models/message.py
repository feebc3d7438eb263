import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from association.formats import moment


class MessageQuerySet(models.QuerySet["ContactMessage"]):
    def waiting(self) -> Self:
        """Nobody has taken these yet."""
        return self.filter(taken_at=None)

    def urgent_before(self, at: datetime) -> Self:
        """Urgent ones that still waited at that moment, the oldest first."""
        return self.waiting().filter(is_urgent=True, created_at__lt=at).order_by("pk")


class ContactMessage(models.Model):
    """What somebody wrote on the contact page, and who answers it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    message = models.TextField(_("message"), max_length=5000)
    is_urgent = models.BooleanField(_("cannot wait for the holiday to end"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(_("came"))
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    taken_by = models.CharField(_("taken by"), max_length=200, blank=True)

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        default_permissions = ("view",)
        permissions = [("take_message", _("Can take a message to answer"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at=None, taken_by="")
                | (Q(taken_at__isnull=False) & ~Q(taken_by="")),
                name="contact_message_is_taken_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {moment(self.created_at)}"

    @property
    def is_taken(self) -> bool:
        return self.taken_at is not None
