from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import Filter

from association.models import SiteImage
from association.sorting import NameKeyField

PORTRAITS = 6
LANGUAGES = {"fi": _("Finnish"), "sv": _("Swedish"), "en": _("English")}
# How templates/mentoring/window.html draws a photo.
PHOTO = Filter.expand_spec("format-{avif,webp,jpeg} fill-384x480")


class Topic(models.Model):
    """Something a mentor helps with. The coordinator keeps the list."""

    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=80, unique=True)
    name_sv = models.CharField(_("name in Swedish"), max_length=80, blank=True)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["order", "name_fi"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language; in Finnish where that is lacking."""
        return getattr(self, f"name_{get_language()}", "") or self.name_fi


class MentorQuerySet(models.QuerySet["Mentor"]):
    def agreed(self) -> Self:
        """Those who have agreed to be shown."""
        return self.filter(consented_at__isnull=False)

    def shown(self, on: date) -> Self:
        """Those who have agreed to be shown, can sign in, and are not on leave then."""
        on_leave = Q(leave_from__lte=on) & (
            Q(leave_until=None) | Q(leave_until__gte=on)
        )
        return self.agreed().filter(user__is_active=True).exclude(on_leave)

    def with_card(self) -> Self:
        """Everything a card shows, in as many queries for one as for many."""
        photos = SiteImage.objects.prefetch_renditions(*PHOTO)  # type: ignore[no-untyped-call]
        return self.prefetch_related("topics", Prefetch("photo", photos))

    def in_order(self) -> Self:
        return self.order_by("sort_name", "pk")

    def of(self, user: models.Model) -> "Mentor | None":
        return self.filter(user_id=user.pk).first()


class Mentor(models.Model):
    """A member who mentors. What the public card shows is shown by consent."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sign-in"),
        on_delete=models.PROTECT,
        related_name="mentor",
    )
    slug = models.SlugField(_("short name in addresses"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    sort_name = NameKeyField(of="name")
    speaks_fi = models.BooleanField(_("Finnish"), default=True)
    speaks_sv = models.BooleanField(_("Swedish"), default=False)
    speaks_en = models.BooleanField(_("English"), default=False)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True)
    area = models.CharField(
        _("area"),
        max_length=80,
        blank=True,
        help_text=_("A town or region, for example Oulu; empty for the whole country."),
    )
    meets_remotely = models.BooleanField(_("meets remotely"), default=True)
    meets_on_site = models.BooleanField(_("meets on site"), default=False)
    introduction = models.TextField(_("introduction"), max_length=1000, blank=True)
    remote_link = models.URLField(
        _("address of remote meetings"),
        blank=True,
        help_text=_("Shown only to the two who meet."),
    )
    photo = models.ForeignKey(
        SiteImage,
        verbose_name=_("photo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    portrait = models.PositiveSmallIntegerField(
        _("drawn portrait"),
        default=1,
        choices=[(number, str(number)) for number in range(1, PORTRAITS + 1)],
        help_text=_("Stands in until there is a photo."),
    )
    consented_at = models.DateTimeField(
        _("agreed to be shown"),
        null=True,
        blank=True,
        help_text=_("When the mentor agreed to a public card. Empty: no card."),
    )
    leave_from = models.DateField(_("on leave from"), null=True, blank=True)
    leave_until = models.DateField(_("on leave until"), null=True, blank=True)

    had_agreed = False  # as the stored row has, for whoever must know of its change

    objects: ClassVar[MentorQuerySet] = MentorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("mentor")
        verbose_name_plural = _("mentors")
        constraints = [
            models.CheckConstraint(
                condition=Q(leave_until=None)
                | Q(leave_from__isnull=False, leave_until__gte=F("leave_from")),
                name="mentor_leave_ends_after_it_starts",
                violation_error_message=_("The leave must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(meets_remotely=True) | Q(meets_on_site=True),
                name="mentor_meets_somehow",
                violation_error_message=_("Choose remotely, on site or both."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("mentoring:mentor", args=[self.slug])

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        mentor = super().from_db(*args, **kwargs)
        mentor.had_agreed = mentor.__dict__.get("consented_at", True) is not None
        return mentor

    @property
    def language_names(self) -> list[str]:
        return [
            str(name)
            for code, name in LANGUAGES.items()
            if getattr(self, f"speaks_{code}")
        ]

    def is_shown(self, on: date) -> bool:
        has_card = self.consented_at is not None and self.user.is_active
        return has_card and not self.is_on_leave(on)

    def is_on_leave(self, on: date) -> bool:
        if self.leave_from is None or on < self.leave_from:
            return False
        return self.leave_until is None or on <= self.leave_until
