"""What an application and the register say of a person, as the law asks (§ 11):
the full name and the home municipality. An organisation may be a member, too (§ 10):
it has a name and a business id, and somebody who speaks for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from association.identifiers import validate_business_id
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
    """A person or an organisation: name, home municipality, address and language."""

    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    business_id = models.CharField(
        _("business id"), max_length=9, blank=True, validators=[validate_business_id]
    )
    # Of an organisation: of its contact person.
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
    # Only of who has no e-mail address, or wants letters on paper: whose postal
    # address we have gets them so.
    street_address = models.CharField(_("street address"), max_length=100, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=12, blank=True)
    town = models.CharField(_("town"), max_length=60, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(first_names="") & ~Q(last_name=""),
                name="%(class)s_has_a_full_name",
            ),
            models.CheckConstraint(
                condition=Q(organisation="", business_id="")
                | (~Q(organisation="") & ~Q(business_id="")),
                name="%(class)s_organisation_has_a_business_id",
            ),
            models.CheckConstraint(
                condition=Q(street_address="", postal_code="", town="")
                | (~Q(street_address="") & ~Q(postal_code="") & ~Q(town="")),
                name="%(class)s_postal_address_is_whole",
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
    def is_organisation(self) -> bool:
        return bool(self.business_id)

    @property
    def full_name(self) -> str:
        return self.organisation or self.contact_name

    @property
    def contact_name(self) -> str:
        """Whom we speak to: the person, or who speaks for the organisation."""
        return f"{self.first_names} {self.last_name}"

    @property
    def postal_lines(self) -> list[str]:
        """What stands on an envelope below the name, if we know an address."""
        if not self.street_address:
            return []
        return [self.street_address, f"{self.postal_code} {self.town}"]

    @property
    def sorted_name(self) -> str:
        """As registers list people."""
        return self.organisation or f"{self.last_name} {self.first_names}"


def same_person(email: str, name_key: str, business_id: str = "") -> Q:
    """Whoever writes the same name and the same address is the same person; two people
    of one household may share the address. An organisation is known by its business
    id, and only whoever has the address that it gave before is told so."""
    if business_id:
        return Q(email=email, business_id=business_id)
    return Q(email=email, name_key=name_key, business_id="") & ~Q(email="")
