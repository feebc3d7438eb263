import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from membership.models.member import Member
from membership.models.person import PAYING, PAYING_CHOICES, Kind, Person, same_person


class ApplicationState(models.TextChoices):
    """Computed from the dates, never stored."""

    UNCONFIRMED = "unconfirmed", _("Address not confirmed")
    WAITING = "waiting", _("Waits for the board")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")


class ApplicationQuerySet(models.QuerySet["Application"]):
    def open(self) -> Self:
        """Those that nobody has decided yet."""
        return self.filter(decided_at=None)

    def waiting(self) -> Self:
        """Those that the board may decide: the address is confirmed."""
        return self.open().filter(confirmed_at__isnull=False)

    def in_state(self, state: str) -> Self:
        return {
            ApplicationState.UNCONFIRMED: self.open().filter(confirmed_at=None),
            ApplicationState.WAITING: self.waiting(),
            ApplicationState.ACCEPTED: self.filter(member__isnull=False),
            ApplicationState.REJECTED: self.exclude(decided_at=None).filter(
                member=None
            ),
        }[ApplicationState(state)]

    def rejected_before(self, at: datetime) -> Self:
        return self.in_state(ApplicationState.REJECTED).filter(decided_at__lt=at)

    def unconfirmed_before(self, at: datetime) -> Self:
        unconfirmed = self.in_state(ApplicationState.UNCONFIRMED)
        return unconfirmed.filter(submitted_at__lt=at)

    def of_person(self, email: str, name_key: str, business_id: str = "") -> Self:
        return self.filter(same_person(email, name_key, business_id))


class Application(Person):
    """Somebody wants to become a member; the board decides (Associations Act § 12).

    Submitted, confirmed by a link in a mail, then accepted or rejected with a
    reference to the minutes. Accepted is who has become a member. One on paper is
    signed, so it needs no link; only there the address may be missing.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(
        _("kind of membership"), max_length=10, choices=PAYING_CHOICES
    )
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    on_paper = models.BooleanField(_("came on paper"), default=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    consented_at = models.DateTimeField(_("consent given"))
    submitted_at = models.DateTimeField(_("came"))
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decision recorded"), null=True, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decision recorded by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    minutes_reference = models.CharField(
        _("reference to the minutes"), max_length=100, blank=True
    )
    reason = models.TextField(_("reason of the rejection"), max_length=1000, blank=True)
    member = models.ForeignKey(
        Member,
        verbose_name=_("member"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
    )

    objects: ClassVar[ApplicationQuerySet] = ApplicationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Person.Meta):
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-submitted_at", "-pk"]
        default_permissions = ("view",)
        permissions = [("decide_application", _("Can accept and reject applications"))]
        constraints = [
            *Person.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=PAYING), name="application_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(organisation="") | Q(kind=Kind.SUPPORTING),
                name="organisation_applies_as_a_supporter",
            ),
            models.CheckConstraint(
                # It is taken from an accepted one when the member's is.
                condition=~Q(email="") | Q(on_paper=True) | Q(member__isnull=False),
                name="only_paper_comes_without_an_address",
            ),
            models.UniqueConstraint(
                fields=["email", "name_key"],
                condition=Q(decided_at=None, business_id="") & ~Q(email=""),
                name="one_open_application_per_person",
            ),
            models.UniqueConstraint(
                fields=["email", "business_id"],
                condition=Q(decided_at=None) & ~Q(business_id=""),
                name="one_open_application_per_organisation",
            ),
            models.CheckConstraint(
                condition=Q(
                    decided_at=None, decided_on=None, minutes_reference="", reason="",
                    member=None, decided_by=None,
                )
                | (
                    Q(decided_at__isnull=False, decided_on__isnull=False)
                    & ~Q(minutes_reference="")
                ),
                name="application_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None)
                # Where one is missing, a comparison alone would let it pass.
                | Q(confirmed_at__isnull=False, confirmed_at__lte=F("decided_at")),
                name="application_is_confirmed_before_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None)
                | (Q(member__isnull=False) & Q(reason=""))
                | (Q(member=None) & ~Q(reason="")),
                name="application_is_accepted_or_rejected_with_reason",
            ),
        ]  # fmt: skip

    @property
    def state(self) -> ApplicationState:
        if self.decided_at is not None:
            is_accepted = self.member_id is not None
            return (
                ApplicationState.ACCEPTED if is_accepted else ApplicationState.REJECTED
            )
        if self.confirmed_at is not None:
            return ApplicationState.WAITING
        return ApplicationState.UNCONFIRMED

    def get_state_display(self) -> str:
        return str(self.state.label)
