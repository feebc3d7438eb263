import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class AddressChangeQuerySet(models.QuerySet["AddressChange"]):
    def open(self, at: datetime) -> Self:
        return self.filter(done_at=None, ends_at__gt=at)

    def of(self, user: models.Model) -> Self:
        return self.filter(user_id=user.pk)


class AddressChange(models.Model):
    """Somebody wants to sign in with another address. It is done when both the old and
    the new one have been confirmed, in any order; until `ends_at`."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="address_changes",
    )
    who = models.CharField(max_length=60, blank=True)
    old_email = models.EmailField(_("old address"), max_length=254)
    new_email = models.EmailField(_("new address"), max_length=254)
    asked_at = models.DateTimeField(_("asked"))
    ends_at = models.DateTimeField(_("to be confirmed by"))
    old_confirmed_at = models.DateTimeField(_("old one confirmed"), null=True)
    new_confirmed_at = models.DateTimeField(_("new one confirmed"), null=True)
    done_at = models.DateTimeField(_("changed"), null=True)

    objects: ClassVar[AddressChangeQuerySet] = AddressChangeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("change of address")
        verbose_name_plural = _("changes of address")
        default_permissions = ()
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(done_at=None),
                name="one_change_of_address_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None)
                | Q(old_confirmed_at__isnull=False, new_confirmed_at__isnull=False),
                name="address_is_changed_when_both_are_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(new_email=Lower("new_email"))
                & ~Q(new_email=F("old_email")),
                name="new_address_is_another_in_lower_case",
            ),
        ]

    def __str__(self) -> str:
        return self.new_email

    @property
    def is_confirmed(self) -> bool:
        return bool(self.old_confirmed_at and self.new_confirmed_at)
