from typing import ClassVar, Self

from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from payments.models.final import FinalModel, FinalQuerySet


class PayoutQuerySet(FinalQuerySet["Payout"]):
    def with_state(self) -> Self:
        """With `latest`, one query for the whole list."""
        return self.annotate(latest=Max("steps__status"))

    def under_way(self) -> Self:
        """Those that have not reached the bank as far as we know."""
        return self.exclude(steps__status__gte=PayoutStep.Status.PAID)

    def that_stand(self) -> Self:
        """Those that did not come back."""
        return self.exclude(steps__status__in=CAME_BACK)


class Payout(FinalModel):
    """Money that Stripe sends to the bank account, or takes from there (negative).

    What Stripe says of its fate is a row each time (`PayoutStep`).
    """

    changeable = frozenset({"arrives_on"})  # banks keep other days than Stripe

    provider_id = models.CharField(_("Stripe's id"), max_length=255, unique=True)
    amount_cents = models.IntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    is_automatic = models.BooleanField(_("on Stripe's schedule"))
    made_at = models.DateTimeField(_("made"))
    arrives_on = models.DateField(_("at the bank on"))
    recorded_at = models.DateTimeField(_("recorded"))
    livemode = models.BooleanField(_("real money"))

    objects: ClassVar[PayoutQuerySet] = PayoutQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount_cents=0), name="payout_is_not_zero"
            ),
        ]

    def __str__(self) -> str:
        return self.provider_id

    @property
    def status(self) -> "PayoutStep.Status":
        known: int | None = getattr(self, "latest", None)
        if known is None:
            known = max(step.status for step in self.steps.all())
        return PayoutStep.Status(known)

    @property
    def came_back(self) -> bool:
        return self.status in CAME_BACK


class PayoutStep(FinalModel):
    """How far a payout was when we looked. The furthest is where it is."""

    class Status(models.IntegerChoices):
        """In the order in which they follow each other: paid may still fail."""

        PENDING = 1, _("waiting")
        IN_TRANSIT = 2, _("on its way")
        PAID = 3, _("at the bank")
        CANCELED = 4, _("cancelled")
        FAILED = 5, _("came back")

    payout = models.ForeignKey(
        Payout,
        verbose_name=_("payout"),
        on_delete=models.PROTECT,
        related_name="steps",
    )
    status = models.PositiveSmallIntegerField(_("state"), choices=Status)
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    noted_at = models.DateTimeField(_("noted"))

    objects: ClassVar[FinalQuerySet["PayoutStep"]] = FinalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("state of a payout")
        verbose_name_plural = _("states of payouts")
        ordering = ["status"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["payout", "status"], name="payout_is_once_in_each_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payout_id}: {self.get_status_display()}"


CAME_BACK = (PayoutStep.Status.CANCELED, PayoutStep.Status.FAILED)
