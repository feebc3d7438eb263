from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from events.models.occurrence import Occurrence


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def live(self) -> Self:
        return self.filter(cancelled_at=None)

    def told_of_place(self) -> Self:
        """Those who come, as far as they know."""
        return self.live().filter(told_of_place_at__isnull=False)

    def with_position(self) -> Self:
        """In the order they came, with the place of each in it: 1, 2, 3 …"""
        before = Registration.objects.live().filter(
            occurrence=OuterRef("occurrence"), pk__lte=OuterRef("pk")
        )
        count = before.order_by().values("occurrence").annotate(count=Count("pk"))
        position = Subquery(
            count.values("count"), output_field=models.PositiveIntegerField()
        )
        return self.annotate(position=position).order_by("pk")

    def with_a_place(self, capacity: int | None) -> Self:
        """The first ones, as many as there is room for."""
        if capacity is None:
            return self.order_by("pk")
        return self.with_position().filter(Q(("position__lte", capacity)))


class Registration(models.Model):
    """Somebody comes to an event, or waits for a place there.

    Who has a place is computed: the first ones of those who have not cancelled.
    """

    occurrence = models.ForeignKey(
        Occurrence,
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        related_name="registrations",
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="fi"
    )
    created_at = models.DateTimeField(_("came"))
    told_of_place_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True)

    objects: ClassVar[RegistrationQuerySet] = RegistrationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "email", "name"],
                condition=Q(cancelled_at=None),
                name="one_live_registration_of_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.occurrence}"
