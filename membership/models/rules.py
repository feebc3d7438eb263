"""What the association's own rules say of members, where the Associations Act leaves
it to them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


class Decider(models.TextChoices):
    BOARD = "board", _("The board")
    MEETING = "meeting", _("The association's meeting")


@register_setting(icon="clipboard-list", order=110)
class MembershipRules(BaseGenericSetting):
    """One row. Until somebody has saved it, what the Act says where rules are silent
    holds: `current()` answers that and writes nothing."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    applications_decided_by = models.CharField(
        _("who decides on applications"),
        max_length=10,
        choices=Decider,
        default=Decider.BOARD,
        help_text=_(
            "The board, unless the rules say otherwise (Associations Act § 12)."
        ),
    )
    new_members_from_month = models.PositiveSmallIntegerField(
        _("new members pay no due from this month on"),
        null=True,
        blank=True,
        validators=[MinValueValidator(2), MaxValueValidator(12)],
        help_text=_(
            "A number from 2 to 12: with 10, who joins in October or later pays "
            "nothing for that year. Empty: everybody pays the due of the year in which "
            "they join. The duty to pay stands in the rules (§ 8)."
        ),
    )
    resignation_delay_days = models.PositiveSmallIntegerField(
        _("days until a resignation takes effect"),
        default=0,
        validators=[MaxValueValidator(365)],
        help_text=_(
            "Counted from the notice. Zero: at once. Rules may delay it by a year at "
            "most, and nobody can refuse a resignation (§ 13)."
        ),
    )
    deemed_after_months = models.PositiveSmallIntegerField(
        _("months of unpaid dues after which a member may be deemed to have resigned"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_(
            "Only if the rules say so, and after the time they say (§ 15.4). Empty: "
            "the rules say nothing of it, and nobody is proposed. Nothing happens "
            "without a decision."
        ),
    )
    expulsion_decided_by = models.CharField(
        _("who decides on an expulsion"),
        max_length=10,
        choices=Decider,
        default=Decider.MEETING,
        help_text=_(
            "The association's meeting, unless the rules give it to the board (§ 15). "
            "The reason is always said, and the member is heard first unless the "
            "reason is unpaid dues."
        ),
    )
    voting_age = models.PositiveSmallIntegerField(
        _("voting age"),
        default=15,
        validators=[MaxValueValidator(25)],
        help_text=_(
            "Members of this age and older have a vote: 15, unless the rules say "
            "otherwise (§ 25). Zero: age does not matter."
        ),
    )
    voting_needs_paid_dues_after_days = models.PositiveSmallIntegerField(
        _("days after which an unpaid due takes the vote away"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(3650)],
        help_text=_(
            "Counted from the due date; only if the rules say that who has not paid "
            "has no vote (§ 25). Empty: an unpaid due takes nobody's vote."
        ),
    )
    honorary_may_vote = models.BooleanField(
        _("honorary members have a vote"),
        default=True,
        help_text=_("Every member has one, unless the rules say otherwise (§ 25)."),
    )
    paused_may_vote = models.BooleanField(
        _("members on a pause have a vote"),
        default=True,
        help_text=_(
            "Who is on a pause pays no due and is still a member: they have a vote, "
            "unless the rules say otherwise (§ 25)."
        ),
    )
    rejected_kept_days = models.PositiveSmallIntegerField(
        _("days until a rejected application is deleted"),
        default=183,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text=_(
            "Details of who did not become a member are kept no longer than needed "
            "(General Data Protection Regulation, article 5). Half a year is enough to "
            "answer questions."
        ),
    )

    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("applications_decided_by"),
                    FieldPanel("new_members_from_month"),
                    FieldPanel("rejected_kept_days"),
                ],
                heading=_("Joining"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("resignation_delay_days"),
                    FieldPanel("deemed_after_months"),
                    FieldPanel("expulsion_decided_by"),
                ],
                heading=_("Leaving"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("voting_age"),
                    FieldPanel("voting_needs_paid_dues_after_days"),
                    FieldPanel("honorary_may_vote"),
                    FieldPanel("paused_may_vote"),
                ],
                heading=_("Voting"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("rules on membership")
        default_permissions = ("change",)
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_row_of_rules"),
            models.CheckConstraint(
                condition=Q(resignation_delay_days__lte=365),
                name="resignation_is_delayed_by_a_year_at_most",
            ),
            models.CheckConstraint(
                condition=Q(deemed_after_months=None) | Q(deemed_after_months__gte=1),
                name="nobody_is_deemed_resigned_at_once",
            ),
            models.CheckConstraint(
                condition=Q(new_members_from_month=None)
                | Q(new_members_from_month__range=(2, 12)),
                name="new_members_pay_from_january",
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> "MembershipRules":
        """The rules as saved, or as the Act says where nobody has saved any."""
        found: MembershipRules | None = cls.objects.first()
        return found or cls()
