"""The registry of personal data: what we hold of whom, why, and for how long.

Every model of ours is in it, as personal or as not; a test fails on anything
undeclared. Export and erasure read the same rows.
"""

from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Declaration:
    """`subject` is the look-up that leads from a row to the person's e-mail address."""

    model: type[models.Model]
    subject: str
    fields: tuple[str, ...]
    why: str
    kept: str


_personal: dict[str, Declaration] = {}
_impersonal: dict[str, str] = {}


def declare(
    model: type[models.Model],
    *,
    subject: str,
    fields: tuple[str, ...],
    why: str,
    kept: str,
) -> None:
    """Say that `fields` of `model` tell of a person, why we hold them and how long."""
    for name in fields:
        model._meta.get_field(name)
    label = model._meta.label
    _personal[label] = Declaration(model, subject, fields, why, kept)


def not_personal(model: type[models.Model], why: str) -> None:
    """Say that rows of `model` tell of nobody, and why that is so."""
    _impersonal[model._meta.label] = why


def declarations() -> list[Declaration]:
    return list(_personal.values())


def is_declared(model: type[models.Model]) -> bool:
    return model._meta.label in _personal or model._meta.label in _impersonal
