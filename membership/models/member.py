from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from association.sorting import name_key
from membership.models.person import Kind, Person


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

    def _with(self, memberships: "MembershipQuerySet") -> Self:
        return self.filter(Exists(memberships.filter(member=OuterRef("pk"))))

    def of_user(self, user: User) -> Self:
        """Whom this sign-in belongs to: two may share one."""
        return self.filter(Q(user=user) | Q(user=None, email=user.email))

    def of_person(self, email: str, name_key: str) -> Self:
        return self.filter(email=email, name_key=name_key)

    def called(self, words: str) -> Self:
        """Whose name has all these words, in any case and order."""
        found = self
        for word in name_key(words).split():
            found = found.filter(name_key__contains=word)
        return found

    def with_memberships(self) -> Self:
        """For lists: the municipality and the history at once."""
        history = Prefetch("memberships", Membership.objects.order_by("starts_on"))
        return self.select_related("municipality").prefetch_related(history)

    def in_order(self) -> Self:
        return self.order_by("name_key", "number")


class Member(Person):
    """Somebody in the register. Not a user: a member may have no sign-in, no address,
    and two may share both."""

    number = models.PositiveIntegerField(_("member number"), unique=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
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
        ]

    def membership(self, on: date) -> "Membership | None":
        """The membership of that day; of memberships read before, without asking."""
        rows = [row for row in self.memberships.all() if row.is_on(on)]
        return rows[-1] if rows else None

    def last_membership(self) -> "Membership | None":
        rows = sorted(self.memberships.all(), key=lambda row: row.starts_on)
        return rows[-1] if rows else None


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> Self:
        return self.lasting_beyond(day).filter(starts_on__lte=day)

    def lasting_beyond(self, day: date) -> Self:
        """Those that are not over on that day, begun or not."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day))

    def running(self) -> Self:
        """Those that nobody has ended."""
        return self.filter(ends_on=None)


class Membership(models.Model):
    """A member's membership of one kind, from a day on. `ends_on` is the first day
    without it: who resigned on the 5th is not on the roll of the 5th."""

    member = models.ForeignKey(
        Member,
        verbose_name=_("member"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    kind = models.CharField(_("kind of membership"), max_length=10, choices=Kind)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("ended"), null=True, blank=True)
    resigned_at = models.DateTimeField(
        _("notice of resignation"), null=True, blank=True
    )

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["starts_on", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="membership_is_of_a_known_kind"
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(ends_on=None),
                name="one_running_membership_per_member",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(resigned_at=None) | Q(ends_on__isnull=False),
                name="resigned_membership_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.member_id}"

    def is_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
