from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    """Computed from the row, never stored."""

    SENT = "sent", _("Sent")
    WAITING = "waiting", _("Waiting to be sent")
    FAILING = "failing", _("Did not go, will be tried again")
    GIVEN_UP = "given_up", _("Given up")


class OutboxQuerySet(models.QuerySet["OutboxMail"]):
    def due(self, at: datetime) -> Self:
        return self.filter(
            sent_at=None, given_up_at=None, next_try_at__lte=at
        ).order_by("next_try_at", "pk")

    def done(self) -> Self:
        """Those that nobody tries to send any more."""
        return self.exclude(sent_at=None, given_up_at=None)

    def in_state(self, state: str) -> Self:
        open_ones = self.filter(sent_at=None, given_up_at=None)
        return {
            MailState.SENT: self.exclude(sent_at=None),
            MailState.GIVEN_UP: self.exclude(given_up_at=None),
            MailState.FAILING: open_ones.exclude(error=""),
            MailState.WAITING: open_ones.filter(error=""),
        }[MailState(state)]


class OutboxMail(models.Model):
    """A mail to be sent. `key` names its cause, so that a second is impossible."""

    key = models.CharField(_("cause"), max_length=200, unique=True)
    to = models.EmailField(_("recipient"), max_length=254)
    subject = models.CharField(_("subject"), max_length=250)
    content = models.BinaryField(default=b"", editable=False)
    # Written when it is sent, of what is so then (accounts/outbox.py).
    is_planned = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(_("written"))
    next_try_at = models.DateTimeField(_("next try"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=300, blank=True)

    objects: ClassVar[OutboxQuerySet] = OutboxQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("outgoing e-mail")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view",)
        permissions = [("send_again", "Can send an e-mail again")]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(sent_at=None, given_up_at=None),
                name="outbox_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def state(self) -> MailState:
        if self.sent_at:
            return MailState.SENT
        if self.given_up_at:
            return MailState.GIVEN_UP
        return MailState.FAILING if self.error else MailState.WAITING

    def get_state_display(self) -> str:
        return str(self.state.label)
