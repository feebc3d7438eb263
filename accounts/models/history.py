"""Who did what, when and on what decision: rows chained by their digests."""

import hashlib
import json
import secrets
from datetime import UTC
from typing import Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from association.final import FinalModel, FinalQuerySet

BEFORE_THE_FIRST = "0" * 64


def canonical(content: object) -> bytes:
    """The same bytes for the same content, in whatever order a database gives it."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def digest_of(content: object) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def salted_digest(personal: dict[str, Any], salt: str) -> str:
    """What stays in the chain of personal words; without the salt they cannot be
    guessed from it. Nothing was said: nothing to digest."""
    return digest_of([salt, personal]) if personal else ""


def new_salt() -> str:
    return secrets.token_hex(16)


class HistoryHead(models.Model):
    """One row: the last entry. Locked while entries are added, so that each follows
    another; a missing end of the chain shows in it."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=BEFORE_THE_FIRST)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"


class HistoryQuerySet(FinalQuerySet["HistoryEntry"]):
    def about(self, *rows: models.Model) -> Self:
        """What was done about any of these."""
        wanted = Q(pk__in=[])
        for row in rows:
            wanted |= Q(about_model=row._meta.label_lower, about_key=str(row.pk))
        return self.filter(wanted)

    def with_personal_part(self) -> Self:
        return self.exclude(salt="")


class HistoryEntry(FinalModel):
    """Something that the board or the treasurer could argue about.

    `digest` covers all the rest, the digest of the entry before it included. Of
    `personal` it covers a salted digest alone: both can be emptied later, and the chain
    still proves that nothing else has changed.
    """

    changeable = frozenset({"personal", "salt"})

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("when"))
    verb = models.CharField(_("what was done"), max_length=60)
    about_model = models.CharField(_("about what"), max_length=80)
    about_key = models.CharField(_("key of the row"), max_length=40)
    # The chain covers the number, which therefore stays when the sign-in is deleted.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by whom"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
    )
    decision = models.CharField(_("on what decision"), max_length=200, blank=True)
    facts = models.JSONField(_("facts"), default=dict)
    personal = models.JSONField(_("personal part"), default=dict)
    salt = models.CharField(max_length=32, blank=True)
    personal_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(_("digest"), max_length=64)

    objects: ClassVar[HistoryQuerySet] = HistoryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history entries")
        ordering = ["-number"]
        default_permissions = ("view",)
        indexes = [
            models.Index(
                fields=["about_model", "about_key", "number"], name="history_about"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gt=0), name="history_number_is_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.verb}"

    def digest_after(self, previous: str) -> str:
        """The digest this entry should have, following an entry with that one."""
        covered = [
            self.number,
            # Each database gives the moment in a zone of its own.
            self.at.astimezone(UTC).isoformat(timespec="seconds"),
            self.verb,
            self.about_model,
            self.about_key,
            self.by_id,
            self.decision,
            self.facts,
            self.personal_digest,
            previous,
        ]
        return digest_of(covered)

    @property
    def is_erased(self) -> bool:
        """Whether its personal part is gone."""
        return bool(self.personal_digest) and not self.salt

    @property
    def subject(self) -> str:
        """Whom or what it is about, in a few words."""
        try:
            kind = apps.get_model(self.about_model)._meta.verbose_name
        except LookupError:  # a model of an earlier version
            kind = self.about_model
        return f"{kind} {self.personal.get('name') or self.about_key}"
