"""Who we are: what pages, mails, bills and feeds say of the association."""

from functools import partial
from typing import Any, NamedTuple

from django.db import models
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Site

from association.identifiers import (
    compact,
    validate_bic,
    validate_business_id,
    validate_iban,
)
from association.models.media import SiteImage
from association.page_cache import remembered


class SocialLink(NamedTuple):
    name: str
    url: str


@register_setting(icon="home", order=100)
class AssociationSettings(BaseGenericSetting):
    """One row. Nothing is written when it is only read: an empty one stands in."""

    select_related = ["logo", "social_image"]

    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("As in the register.")
    )
    short_name = models.CharField(
        _("short name"),
        max_length=60,
        blank=True,
        help_text=_("Stands beside the logo on every page."),
    )
    tagline_fi = models.CharField(
        _("in a sentence, Finnish"), max_length=200, blank=True
    )
    tagline_sv = models.CharField(
        _("in a sentence, Swedish"), max_length=200, blank=True
    )
    tagline_en = models.CharField(
        _("in a sentence, English"), max_length=200, blank=True
    )
    logo = models.ForeignKey(
        SiteImage,
        verbose_name=_("logo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    social_image = models.ForeignKey(
        SiteImage,
        verbose_name=_("picture for sharing"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Shown in social media where a page has no picture of its own."),
    )
    contact_email = models.EmailField(
        _("e-mail address"),
        blank=True,
        help_text=_("Shown on the pages; messages of the contact form come here."),
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    street = models.CharField(_("street address"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("post office"), max_length=60, blank=True)
    business_id = models.CharField(
        _("business id"), max_length=9, blank=True, validators=[validate_business_id]
    )
    iban = models.CharField(
        _("bank account (IBAN)"), max_length=42, blank=True, validators=[validate_iban]
    )
    bic = models.CharField(
        _("bank's code (BIC)"), max_length=11, blank=True, validators=[validate_bic]
    )
    privacy_notice = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("privacy notice"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The page in Finnish. Forms that ask for consent link to it."),
    )
    facebook = models.URLField("Facebook", blank=True)
    instagram = models.URLField("Instagram", blank=True)
    linkedin = models.URLField("LinkedIn", blank=True)
    youtube = models.URLField("YouTube", blank=True)

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("short_name"),
                    MultiFieldPanel(
                        [
                            FieldPanel("tagline_fi"),
                            FieldPanel("tagline_sv"),
                            FieldPanel("tagline_en"),
                        ],
                        heading=_("The association in a sentence"),
                    ),
                    FieldPanel("logo"),
                    FieldPanel("social_image"),
                ],
                heading=_("Name and look"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("contact_email"), FieldPanel("phone")]),
                    FieldPanel("street"),
                    FieldRowPanel([FieldPanel("postcode"), FieldPanel("city")]),
                    MultiFieldPanel(
                        [
                            FieldPanel("facebook"),
                            FieldPanel("instagram"),
                            FieldPanel("linkedin"),
                            FieldPanel("youtube"),
                        ],
                        heading=_("In social media"),
                    ),
                ],
                heading=_("Contact"),
            ),
            ObjectList(
                [
                    FieldPanel("business_id"),
                    FieldPanel("privacy_notice"),
                    FieldRowPanel([FieldPanel("iban"), FieldPanel("bic")]),
                ],
                heading=_("Register and bank"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("association")

    def __str__(self) -> str:
        return self.short_name or self.name or str(self._meta.verbose_name)

    @classmethod
    def _get_or_create(cls) -> "AssociationSettings":
        """The row, or one that is not saved: reading a page writes nothing."""
        rows: models.QuerySet[AssociationSettings] = cls.base_queryset()  # type: ignore[no-untyped-call]
        return rows.first() or cls()

    @classmethod
    def load(
        cls, request_or_site: HttpRequest | Site | None = None
    ) -> "AssociationSettings":
        """For reading: a process remembers it from page to page."""
        if not isinstance(request_or_site, HttpRequest):
            return cls.current()
        load = partial(super().load, request_or_site)
        found: AssociationSettings = remembered(request_or_site, "association", load)
        return found

    @classmethod
    def current(cls) -> "AssociationSettings":
        """The row as it is now, without its pictures."""
        return cls.objects.first() or cls()

    def clean(self) -> None:
        super().clean()
        self.iban = compact(self.iban)
        self.bic = compact(self.bic)

    def save(self, *args: Any, **kwargs: Any) -> None:
        first = type(self).objects.values_list("pk", flat=True).first()
        if self.pk is None and first is not None:
            self.pk, self._state.adding = first, False
        super().save(*args, **kwargs)

    @property
    def tagline(self) -> str:
        """In the active language; in Finnish where there is none."""
        code = (translation.get_language() or "fi")[:2]
        return str(getattr(self, f"tagline_{code}", "") or self.tagline_fi)

    @property
    def postal_address(self) -> str:
        place = f"{self.postcode} {self.city}".strip()
        return ", ".join(part for part in (self.street, place) if part)

    @property
    def social_links(self) -> list[SocialLink]:
        names = ("facebook", "instagram", "linkedin", "youtube")
        return [
            SocialLink(str(self._meta.get_field(name).verbose_name), url)  # type: ignore[union-attr]
            for name in names
            if (url := getattr(self, name))
        ]
