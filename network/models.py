from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from association.sorting import NameKeyField, name_key


class Region(models.Model):
    """One of the 19 regions of Finland."""

    code = models.CharField(_("official number"), max_length=2, primary_key=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=100)
    name_sv = models.CharField(_("name in Swedish"), max_length=100)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_fi="") & ~Q(name_sv=""), name="region_has_names"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language; in English as in Finnish."""
        return self.name_sv if translation.get_language() == "sv" else self.name_fi


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def current(self, on: date) -> Self:
        return self.filter(Q(until=None) | Q(until__gte=on))

    def named(self, name: str) -> Self:
        """By its whole name in Finnish or Swedish, in any case of letters."""
        key = name_key(name)
        return self.filter(
            Q(key_fi=key) | Q(key_sv=key) | Q(key_sv_official=key)
        ).select_related("merged_into")

    def in_order(self) -> Self:
        """By name in the reader's language, å ä ö last."""
        is_swedish = translation.get_language() == "sv"
        return self.order_by("key_sv" if is_swedish else "key_fi", "code")


class Municipality(models.Model):
    """A municipality, also one that has become part of another.

    `name_sv` is the recommended Swedish name, which differs from the official one in
    some two dozen; both are found.
    """

    code = models.CharField(_("official number"), max_length=3, primary_key=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=100)
    name_sv = models.CharField(_("name in Swedish"), max_length=100)
    name_sv_official = models.CharField(_("official name in Swedish"), max_length=100)
    key_fi = NameKeyField(of="name_fi")
    key_sv = NameKeyField(of="name_sv")
    key_sv_official = NameKeyField(of="name_sv_official")
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        related_name="municipalities",
    )
    until = models.DateField(_("last day"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("became part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
    )

    objects: ClassVar[MunicipalityQuerySet] = MunicipalityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["key_fi", "code"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_fi="") & ~Q(name_sv="") & ~Q(name_sv_official=""),
                name="municipality_has_names",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None)
                | (Q(until__isnull=False) & ~Q(merged_into=F("code"))),
                name="merged_municipality_has_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language; in English as in Finnish."""
        return self.name_sv if translation.get_language() == "sv" else self.name_fi

    def is_current(self, on: date) -> bool:
        return self.until is None or on <= self.until
