from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from events.models.calendar_row import in_language
from events.models.event import Event


class Question(Orderable, ClusterableModel):
    """What an event asks of those who sign up: allergies, travel, lodging."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        CHOICE = "choice", _("One of several")
        SEVERAL = "several", _("Any of several")
        YES_NO = "yes_no", _("Yes or no")

    event = ParentalKey(
        Event,
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="questions",
    )
    text_fi = models.CharField(_("question in Finnish"), max_length=200)
    text_sv = models.CharField(_("question in Swedish"), max_length=200, blank=True)
    text_en = models.CharField(_("question in English"), max_length=200, blank=True)
    kind = models.CharField(
        _("how it is answered"), max_length=10, choices=Kind, default=Kind.TEXT
    )
    required = models.BooleanField(_("must be answered"), default=False)
    tells_of_health = models.BooleanField(
        _("the answer tells of health"),
        default=False,
        help_text=_(
            "Allergies, diets, moving about: answers are deleted two weeks after "
            "the event, the rest a year after it."
        ),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        default_permissions = ()

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """In the active language."""
        return in_language(self, "text")

    @property
    def has_options(self) -> bool:
        return self.kind in {self.Kind.CHOICE, self.Kind.SEVERAL}


class Option(Orderable):
    """One of the answers to choose from."""

    question = ParentalKey(
        Question,
        verbose_name=_("question"),
        on_delete=models.CASCADE,
        related_name="options",
    )
    text_fi = models.CharField(_("in Finnish"), max_length=100)
    text_sv = models.CharField(_("in Swedish"), max_length=100, blank=True)
    text_en = models.CharField(_("in English"), max_length=100, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("answer to choose")
        verbose_name_plural = _("answers to choose")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(text_fi=""), name="option_has_words")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """In the active language."""
        return in_language(self, "text")
