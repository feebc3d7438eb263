from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models.occurrence import HEALTH_KEPT
from events.models.question import Option, Question
from events.models.registration import Registration

YES, NO = "yes", "no"


class AnswerQuerySet(models.QuerySet["Answer"]):
    def of_health(self) -> Self:
        return self.filter(question__tells_of_health=True)

    def to_be_deleted(self, on: date) -> Self:
        """Those of health, in time; the rest go with the registration."""
        last = on - HEALTH_KEPT
        return self.of_health().filter(registration__occurrence__end_day__lt=last)


class Answer(models.Model):
    """One answer to one question; of several that were chosen, one each."""

    registration = models.ForeignKey(
        Registration,
        verbose_name=_("registration"),
        on_delete=models.CASCADE,
        related_name="answers",
    )
    question = models.ForeignKey(
        Question,
        verbose_name=_("question"),
        # An answer goes with its registration or its event, never with a question.
        on_delete=models.RESTRICT,
        related_name="answers",
    )
    option = models.ForeignKey(
        Option,
        verbose_name=_("answer that was chosen"),
        on_delete=models.RESTRICT,
        null=True,
        related_name="answers",
    )
    text = models.TextField(_("answer"), blank=True)

    objects: ClassVar[AnswerQuerySet] = AnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        default_permissions = ()
        ordering = ["question__sort_order", "option__sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "question"],
                condition=Q(option=None),
                name="a_question_is_answered_once",
            ),
            models.UniqueConstraint(
                fields=["registration", "option"],
                name="an_answer_is_chosen_once",
            ),
            models.CheckConstraint(
                condition=Q(option__isnull=False, text="")
                | (Q(option=None) & ~Q(text="")),
                name="answer_is_chosen_or_written",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.shown}"

    @property
    def said(self) -> tuple[int, int | None, str]:
        """What it says, to compare it with another."""
        return self.question_id, self.option_id, self.text

    @property
    def shown(self) -> str:
        """In the active language, as far as it was chosen."""
        if self.option is not None:
            return self.option.text
        if self.question.kind == Question.Kind.YES_NO:
            return gettext("Yes") if self.text == YES else gettext("No")
        return self.text
