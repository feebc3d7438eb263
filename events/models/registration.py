from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from association.sorting import NameKeyField
from events.models.occurrence import Occurrence
from payments.models import Bill

DAY = timedelta(days=1)
KEPT = timedelta(days=365)  # after the event


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def locked(self, registration: "Registration") -> "Registration | None":
        """As it is stored now; always after its occurrence. None when it is gone."""
        return self.select_for_update().filter(pk=registration.pk).first()

    def of(self, user: User) -> Self:
        """Made signed in, or under the address this person signs in with."""
        return self.filter(Q(user=user) | Q(email=user.email))

    def live(self) -> Self:
        """Those who come or wait: the address is proved, and nothing took it back."""
        return self.filter(cancelled_at=None, number__isnull=False)

    def unconfirmed(self) -> Self:
        return self.filter(cancelled_at=None, number=None)

    def with_place(self) -> Self:
        """Those who come, as far as they know."""
        return self.live().filter(told_of_place_at__isnull=False)

    def waiting(self) -> Self:
        """The waiting list, oldest first."""
        return self.live().filter(told_of_place_at=None).in_order()

    def cannot_come(self) -> Self:
        """Those who said so, as against those who never answered."""
        return self.filter(cancelled_as=Registration.End.CANNOT_COME)

    def came(self) -> Self:
        """Those who were let in at the door."""
        return self.filter(checked_in_at__isnull=False)

    def unpaid(self, at: datetime) -> Self:
        """Places whose time to pay has run out."""
        return self.with_place().filter(pay_by__lte=at)

    def in_order(self) -> Self:
        return self.order_by("number", "pk")

    def seats(self) -> int:
        """How many people they are together."""
        return int(self.aggregate(sum=Sum("party_size", default=0))["sum"])

    def free_of(self, occurrences: Iterable[Occurrence]) -> dict[int, int]:
        """How many places are left for who comes now, {occurrence: places}, in one
        query. None when others wait, since nobody overtakes them."""
        limited = {one.pk: one.capacity for one in occurrences if one.capacity}
        counted = (
            self.live()
            .filter(occurrence__in=limited)
            .order_by()
            .values("occurrence")
            .annotate(
                seats=Sum(
                    "party_size", filter=Q(told_of_place_at__isnull=False), default=0
                ),
                waiting=Count("pk", filter=Q(told_of_place_at=None)),
            )
        )
        taken = {row["occurrence"]: row for row in counted}
        return {pk: _free(capacity, taken.get(pk)) for pk, capacity in limited.items()}

    def with_position(self) -> Self:
        """In the order they came; `position` is 1, 2, 3 … on the waiting list."""
        before = Registration.objects.waiting().filter(
            occurrence=OuterRef("occurrence"), number__lte=OuterRef("number")
        )
        count = before.order_by().values("occurrence").annotate(count=Count("pk"))
        position = Subquery(
            count.values("count"), output_field=models.PositiveIntegerField()
        )
        return self.annotate(position=position).in_order()


def _free(capacity: int, taken: Mapping[str, Any] | None) -> int:
    if taken is None:
        return capacity
    return 0 if taken["waiting"] else max(capacity - taken["seats"], 0)


class Registration(models.Model):
    """Somebody comes to an event, alone or with others, or waits for a place there.

    It counts once its address is proved, and then has a `number`, the order in which
    they came. Who was told of a place has one: it is never taken back by a number.
    """

    class End(models.TextChoices):
        CANNOT_COME = "cannot", _("Cannot come")
        LEFT = "left", _("Left the waiting list")
        UNPAID = "unpaid", _("Was not paid in time")
        REMOVED = "removed", _("Taken off by the organiser")

    occurrence = models.ForeignKey(
        Occurrence,
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        related_name="registrations",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who signs in"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
    )
    name = models.CharField(_("name"), max_length=120)
    name_key = NameKeyField(of="name")
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="fi"
    )
    party_size = models.PositiveSmallIntegerField(_("how many come"), default=1)
    created_at = models.DateTimeField(_("came"))
    consented_at = models.DateTimeField(_("leave to keep it"), null=True)
    consent_version = models.CharField(
        _("version of what was agreed to"), max_length=20, blank=True
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    told_of_place_at = models.DateTimeField(_("told of a place"), null=True)
    bill = models.OneToOneField(
        Bill,
        verbose_name=_("bill"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="registration",
    )
    pay_by = models.DateTimeField(_("to be paid by"), null=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True)
    cancelled_as = models.CharField(
        _("how it ended"), max_length=10, choices=End, blank=True, default=""
    )
    pays_back = models.BooleanField(
        _("was promised the money back"), default=False, editable=False
    )
    checked_in_at = models.DateTimeField(_("came in"), null=True)
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("let in by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar[RegistrationQuerySet] = RegistrationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        default_permissions = ("view",)
        permissions = [
            ("check_in", _("Can let people in at the door")),
            ("write_to_attendees", _("Can write to those who come to an event")),
            ("see_health", _("Can see what those who come tell of their health")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "email"],
                condition=Q(cancelled_at=None),
                name="one_live_registration_of_an_address",
            ),
            models.UniqueConstraint(
                fields=["occurrence", "number"], name="they_came_one_after_another"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, number=None)
                | Q(confirmed_at__isnull=False, number__isnull=False),
                name="who_is_confirmed_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(told_of_place_at=None) | Q(confirmed_at__isnull=False),
                name="a_place_is_for_who_is_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_as="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_as="")),
                name="registration_ends_in_some_way",
            ),
            models.CheckConstraint(
                condition=Q(party_size__gte=1), name="somebody_comes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.occurrence}"

    @property
    def is_confirmed(self) -> bool:
        return self.number is not None

    @property
    def is_live(self) -> bool:
        return self.is_confirmed and self.cancelled_at is None

    @property
    def has_place(self) -> bool:
        return self.is_live and self.told_of_place_at is not None

    @property
    def is_waiting(self) -> bool:
        return self.is_live and self.told_of_place_at is None

    @property
    def queue_number(self) -> int:
        """1, 2, 3 … on the waiting list; 0 for who does not wait."""
        if not self.is_waiting:
            return 0
        waiting = Registration.objects.waiting().filter(occurrence=self.occurrence_id)
        return waiting.filter(number__lte=self.number).count()

    @property
    def is_paid(self) -> bool:
        return self.bill is not None and self.bill.is_covered

    @property
    def has_to_pay(self) -> bool:
        """There is something to pay, and still somebody to pay it."""
        return self.has_place and self.bill is not None and not self.bill.is_covered

    @property
    def mail_key(self) -> str:
        """How keys of mails about it begin; who comes again is told anew."""
        return f"registration-{self.pk}-{self.number or 0}"
