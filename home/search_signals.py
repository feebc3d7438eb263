"""The search follows what is public: pages published (which saves them), taken down."""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page, get_page_models
from wagtail.signals import page_unpublished

from home import searching


def connect() -> None:
    page_unpublished.connect(_gone, dispatch_uid="home.search")
    for model in get_page_models():
        uid = f"home.search-{model._meta.label}"
        post_save.connect(_saved, sender=model, dispatch_uid=uid)


def _gone(instance: Page, **_kwargs: Any) -> None:
    """Also told of a page that is about to be deleted, while its row is still there."""
    searching.forget(instance)


def _saved(
    instance: Page,
    update_fields: Iterable[str] | None = None,
    *,
    raw: bool = False,
    **_kwargs: Any,
) -> None:
    """A draft is saved with `update_fields`; a fixture before its other rows."""
    if instance.live and update_fields is None and not raw:
        searching.index(instance)
