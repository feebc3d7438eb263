"""What an application and the register say of a person, as the law asks (§ 11):
the full name and the home municipality."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from association.sorting import NameKeyField
from network.models import Municipality


class Kind(models.TextChoices):
    VOTING = "voting", _("Voting member")
    SUPPORTING = "supporting", _("Supporting member")
    HONORARY = "honorary", _("Honorary member")


# The association calls its honorary members: nobody applies to be one or pays for it.
PAYING = (Kind.VOTING, Kind.SUPPORTING)
PAYING_CHOICES = [(kind.value, kind.label) for kind in PAYING]


class Person(models.Model):
    """Full name, home municipality, address and language."""

    first_names = models.CharField(_("first names"), max_length=100)
    last_name = models.CharField(_("last name"), max_length=100)
    name_key = NameKeyField(of="sorted_name")
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("home municipality"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    email = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="fi"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(first_names="") & ~Q(last_name=""),
                name="%(class)s_has_a_full_name",
            ),
            # So that looking an address up is the same on both databases.
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="%(class)s_address_in_lower_case",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_names} {self.last_name}"

    @property
    def sorted_name(self) -> str:
        """As registers list people."""
        return f"{self.last_name} {self.first_names}"
