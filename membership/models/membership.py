from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from membership.models.person import Kind


class EndedAs(models.TextChoices):
    """How a membership of one kind came to its end."""

    RESIGNED = "resigned", _("Resigned")
    DEEMED_RESIGNED = "deemed_resigned", _("Deemed to have resigned")
    EXPELLED = "expelled", _("Expelled")
    DIED = "died", _("Died")
    CHANGED_KIND = "changed_kind", _("Kind of membership changed")
    OTHER = "other", _("Ended otherwise")


DECIDED = (EndedAs.DEEMED_RESIGNED, EndedAs.EXPELLED, EndedAs.CHANGED_KIND)


class NoticeWay(models.TextChoices):
    """How a notice of resignation was given (§ 13)."""

    OWN_PAGE = "own_page", _("On the member's own page")
    IN_WRITING = "in_writing", _("In writing to the board")
    AT_MEETING = "at_meeting", _("At a meeting, to the minutes")


class Ground(models.TextChoices):
    """On what ground somebody is expelled (§ 14)."""

    UNPAID = "unpaid", _("Unpaid membership dues")
    DUTIES = "duties", _("Duties taken on by joining are left undone (§ 14.1, 1)")
    HARM = "harm", _("Conduct that harms the association considerably (§ 14.1, 2)")
    CONDITIONS = "conditions", _("The conditions of membership are not met (§ 14.1, 3)")
    RULES = "rules", _("A ground that our rules name")


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
    without it: who resigned on the 5th is not on the roll of the 5th.

    How it ended is written on the row that ended, with the decision: where the kind
    changed, a next row begins on that day.
    """

    member = models.ForeignKey(
        "membership.Member",
        verbose_name=_("member"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    kind = models.CharField(_("kind of membership"), max_length=10, choices=Kind)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("ended"), null=True, blank=True)
    ended_as = models.CharField(
        _("how it ended"), max_length=20, choices=EndedAs, blank=True
    )
    resigned_at = models.DateTimeField(
        _("notice of resignation"), null=True, blank=True
    )
    notice_way = models.CharField(
        _("way of the notice"), max_length=20, choices=NoticeWay, blank=True
    )
    notice_text = models.TextField(_("words of the notice"), blank=True)
    ground = models.CharField(_("ground"), max_length=20, choices=Ground, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    hearing_on = models.DateField(_("heard on"), null=True, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    minutes_reference = models.CharField(
        _("reference to the minutes"), max_length=100, blank=True
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["starts_on", "pk"]
        default_permissions = ()
        permissions = [("end_membership", _("Can end, change and pause memberships"))]
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
                condition=Q(ends_on=None, ended_as="")
                | Q(ends_on__isnull=False, ended_as__in=EndedAs.values),
                name="membership_end_says_how",
            ),
            models.CheckConstraint(
                condition=Q(
                    ended_as=EndedAs.RESIGNED,
                    resigned_at__isnull=False,
                    notice_way__in=NoticeWay.values,
                )
                | (
                    ~Q(ended_as=EndedAs.RESIGNED)
                    & Q(resigned_at=None, notice_way="", notice_text="")
                ),
                name="resignation_and_nothing_else_has_a_notice",
            ),
            models.CheckConstraint(
                condition=~Q(notice_way=NoticeWay.AT_MEETING)
                | ~Q(minutes_reference=""),
                name="resignation_at_a_meeting_is_in_its_minutes",
            ),
            models.CheckConstraint(
                condition=~Q(ended_as__in=DECIDED)
                | (Q(decided_on__isnull=False) & ~Q(minutes_reference="")),
                name="decided_end_has_its_decision",
            ),
            models.CheckConstraint(
                condition=(
                    Q(ended_as=EndedAs.EXPELLED, ground__in=Ground.values)
                    & ~Q(reason="")
                )
                | (~Q(ended_as=EndedAs.EXPELLED) & Q(ground="", hearing_on=None)),
                name="expulsion_has_its_ground_and_reason",
            ),
            models.CheckConstraint(
                condition=~Q(ended_as=EndedAs.EXPELLED)
                | Q(ground=Ground.UNPAID)
                | Q(hearing_on__isnull=False, hearing_on__lte=F("decided_on")),
                name="expelled_member_was_heard_first",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.member_id}"

    def is_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
