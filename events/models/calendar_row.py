import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone, translation

LANGUAGES = ("fi", "sv", "en")


def in_language(row: models.Model, name: str, language: str | None = None) -> str:
    """The text `name_fi`, `name_sv` or `name_en` of a row; Finnish where there is none.

    The active language unless `language` is given.
    """
    code = (language or translation.get_language() or "fi")[:2]
    text = getattr(row, f"{name}_{code}", "")
    return str(text or getattr(row, f"{name}_fi"))


class CalendarRow(models.Model):
    """A row that stands in people's calendars.

    Calendars know it by `uid`, which is random and never changes, and believe a change
    of time, place or status only with a higher `sequence`.
    """

    WHAT: ClassVar[str] = ""  # the first word of its UID
    MOVES: ClassVar[tuple[str, ...]] = ()  # the fields whose change raises `sequence`

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    @property
    def calendar_uid(self) -> str:
        """How calendars know it: on its page, in feeds, files and mails.

        An occurrence is the same wherever it stands. The file of a whole series has its
        event's: who adds that besides subscribing has each evening twice, in two
        calendars of which neither overwrites the other.
        """
        return f"{self.WHAT}-{self.uid}@mentorit"

    def note_change(self, *, at: datetime) -> None:
        """Before saving: stamp the change and see whether subscribers must believe it.

        Reads the row as it is stored, so it also works on what a form has filled in.
        """
        rows = type(self)._base_manager.filter(pk=self.pk)
        stored = rows.values(*self.MOVES).first()
        self.changed_at = at.replace(microsecond=0)
        if stored is not None and any(
            self._differs(name, value) for name, value in stored.items()
        ):
            self.sequence += 1

    def _differs(self, name: str, stored: object) -> bool:
        """As the database would store both: recurrence rules know no equality."""
        field = self._meta.get_field(name)
        own = field.get_prep_value(getattr(self, name))  # type: ignore[union-attr]
        return bool(own != field.get_prep_value(stored))  # type: ignore[union-attr]
