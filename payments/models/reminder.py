from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payments.models.bill import Bill
from payments.models.final import FinalModel, FinalQuerySet


class Step(models.IntegerChoices):
    """The days from the due date on which a payer is reminded, once each."""

    BEFORE = -14, _("two weeks before the due date")
    ON_THE_DAY = 0, _("on the due date")
    AFTER = 14, _("two weeks after the due date")
    LAST = 30, _("thirty days after the due date")

    @classmethod
    def newest(cls, due_on: date, on: date) -> "Step | None":
        """The latest that has fallen due."""
        past = [step for step in cls if (on - due_on).days >= step]
        return past[-1] if past else None


class Reminder(FinalModel):
    """A step at which the payer of a bill was reminded. Whether the mail has left, the
    outbox says under `mail_key`."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="reminders")
    step = models.SmallIntegerField(_("when"), choices=Step)
    made_at = models.DateTimeField(_("made"))

    objects: ClassVar[FinalQuerySet["Reminder"]] = FinalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["bill", "step"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["bill", "step"], name="one_reminder_per_bill_and_step"
            ),
            models.CheckConstraint(
                condition=Q(step__in=Step.values), name="reminder_is_of_a_known_step"
            ),
        ]

    def __str__(self) -> str:
        return self.mail_key

    @property
    def mail_key(self) -> str:
        return f"bill-reminder-{self.bill_id}-{self.step}"
