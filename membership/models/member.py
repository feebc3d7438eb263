from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from association.sorting import name_key
from membership.models.membership import Membership, MembershipQuerySet
from membership.models.pause import Pause
from membership.models.person import PAYING, Person, same_person

BY_MAIL = Q(street_address="") & ~Q(email="")


class MemberSeries(models.Model):
    """One row: the last member number given. Locked while a number is taken."""

    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.last_number)


class MemberQuerySet(models.QuerySet["Member"]):
    def current(self, on: date) -> Self:
        return self._with(Membership.objects.on(on))

    def former(self, on: date) -> Self:
        """Members once, and no longer."""
        return self.exclude(pk__in=self.current(on).order_by().values("pk"))

    def of_kind(self, kind: str, on: date) -> Self:
        return self._with(Membership.objects.on(on).filter(kind=kind))

    def by_mail(self) -> Self:
        """Who gets letters by e-mail: they have an address, and want no paper."""
        return self.filter(BY_MAIL)

    def on_paper(self) -> Self:
        return self.exclude(BY_MAIL)

    def to_be_billed(self, year: int, on: date) -> Self:
        """Who owes a due for that year, asked on that day: members of a kind that pays,
        whose membership lasts into the year and is not paused on the day."""
        lasting = Membership.objects.on(on).lasting_beyond(date(year, 1, 1))
        paying = self._with(lasting.filter(kind__in=PAYING))
        return paying.exclude(pk__in=Pause.objects.on(on).values("member"))

    def _with(self, memberships: MembershipQuerySet) -> Self:
        return self.filter(Exists(memberships.filter(member=OuterRef("pk"))))

    def of_user(self, user: User) -> Self:
        """Whom this sign-in belongs to: two may share one."""
        return self.filter(Q(user=user) | Q(user=None, email=user.email))

    def of_person(self, email: str, name_key: str, business_id: str = "") -> Self:
        return self.filter(same_person(email, name_key, business_id))

    def called(self, words: str) -> Self:
        """Whose name has all these words, in any case and order."""
        found = self
        for word in name_key(words).split():
            found = found.filter(name_key__contains=word)
        return found

    def with_memberships(self) -> Self:
        """For lists: the municipality and the history at once."""
        history = Prefetch(
            "memberships", Membership.objects.order_by("starts_on", "pk")
        )
        return self.select_related("municipality").prefetch_related(history)

    def in_order(self) -> Self:
        return self.order_by("name_key", "number")


class Member(Person):
    """Somebody in the register. Not a user: a member may have no sign-in, no address,
    and two may share both."""

    number = models.PositiveIntegerField(_("member number"), unique=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    # Only of who is under the voting age (§ 25): of everybody else we need no age.
    born_on = models.DateField(
        _("date of birth"),
        null=True,
        blank=True,
        help_text=_(
            "Only of somebody who is under the voting age. Leave it empty for others: "
            "it is needed for the voters' list alone, and is deleted a year after the "
            "voting age."
        ),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sign-in"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
    )

    objects: ClassVar[MemberQuerySet] = MemberQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Person.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["name_key", "number"]
        default_permissions = ("view", "change")
        constraints = [
            *Person.Meta.constraints,
            models.CheckConstraint(
                condition=Q(number__gt=0), name="member_number_is_positive"
            ),
            models.UniqueConstraint(
                fields=["business_id"],
                condition=~Q(business_id=""),
                name="one_member_per_business_id",
            ),
        ]

    @property
    def gets_paper(self) -> bool:
        return not self.email or bool(self.street_address)

    @property
    def details_url(self) -> str:
        """Where the member changes them."""
        return reverse("membership:my_details", args=[self.number])

    def membership(self, on: date) -> Membership | None:
        """The membership of that day; of memberships read before, without asking."""
        rows = [row for row in self.memberships.all() if row.is_on(on)]
        return rows[-1] if rows else None

    def last_membership(self) -> Membership | None:
        rows = sorted(self.memberships.all(), key=lambda row: row.starts_on)
        return rows[-1] if rows else None

    @property
    def kind_label(self) -> str:
        last = self.last_membership()
        return str(last.get_kind_display()) if last else ""

    @property
    def joined_on(self) -> date | None:
        """The first day of the membership that is the last; where its kind changed, of
        all of it."""
        rows = sorted(self.memberships.all(), key=lambda row: row.starts_on)
        first = rows.pop() if rows else None
        while first and rows and rows[-1].ends_on == first.starts_on:
            first = rows.pop()
        return first.starts_on if first else None

    @property
    def ended_on(self) -> date | None:
        last = self.last_membership()
        return last.ends_on if last else None
