"""Rows that are only ever added.

The books are derived from them, so a wrong row is put right by a second one. Django
refuses here what a database without triggers cannot (docs/architecture.md).
"""

from typing import Any, ClassVar

from django.db import models


class RowIsFinal(Exception):  # noqa: N818 - says what is, not what went wrong
    """An attempt to change or delete a row that stays as it was written."""


class FinalQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Refuses changes to many rows at once."""

    def update(self, **values: Any) -> int:
        refuse(self.model, set(values))
        return super().update(**values)

    def delete(self) -> Any:
        raise RowIsFinal(f"{self.model.__name__} rows are never deleted.")

    def bulk_update(self, objs: Any, fields: Any, batch_size: Any = None) -> int:
        refuse(self.model, set(fields))
        return super().bulk_update(objs, fields, batch_size)


class FinalModel(models.Model):
    """A row that stays as it was written, but for the fields in `changeable`."""

    changeable: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            kwargs["force_insert"] = True  # a key given by hand overwrites nothing
        else:
            refuse(type(self), set(kwargs.get("update_fields") or {"*"}))
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Any:
        raise RowIsFinal(f"{type(self).__name__} rows are never deleted.")


def refuse(model: type[models.Model], fields: set[str]) -> None:
    """Refuse a change of `fields` unless the model says that they may change."""
    allowed: frozenset[str] = getattr(model, "changeable", frozenset())
    if not fields <= allowed:
        names = ", ".join(sorted(fields - allowed))
        raise RowIsFinal(f"{model.__name__} rows are final: not {names}.")
