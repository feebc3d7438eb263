import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.occurrence import Occurrence

WORST, BEST = 1, 5
WITHIN = [MinValueValidator(WORST), MaxValueValidator(BEST)]


class Feedback(models.Model):
    """What somebody who was there thought of it. Nobody knows who.

    No person, no time and no order is kept: everybody gets the same link, and keys are
    random, so that rows do not tell who answered first.
    """

    SCALES = ("content", "arrangements", "usefulness")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    occurrence = models.ForeignKey(
        Occurrence,
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        related_name="feedback",
    )
    content = models.PositiveSmallIntegerField(_("content"), validators=WITHIN)
    arrangements = models.PositiveSmallIntegerField(
        _("arrangements"), validators=WITHIN
    )
    usefulness = models.PositiveSmallIntegerField(_("usefulness"), validators=WITHIN)
    words = models.TextField(_("in their own words"), blank=True)

    objects: ClassVar[models.Manager["Feedback"]] = models.Manager()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    content__range=(WORST, BEST),
                    arrangements__range=(WORST, BEST),
                    usefulness__range=(WORST, BEST),
                ),
                name="feedback_is_from_one_to_five",
            )
        ]

    def __str__(self) -> str:
        return str(self.occurrence)
