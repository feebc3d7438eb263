from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleByOffice(models.Model):
    """A role that somebody was given because of an office, and loses with it. A role
    that an administrator gave has no such row, and stays."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="roles_by_office",
    )
    role = models.CharField(_("role"), max_length=30)
    given_at = models.DateTimeField(_("given"))

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], name="a_role_is_given_once_by_office"
            ),
        ]

    def __str__(self) -> str:
        return self.role
