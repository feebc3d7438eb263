"""When the public sees a change of Wagtail's own: pages, settings, pictures, redirects.

A draft changes nothing: it is made while the page is not live, and then saved with
`update_fields`. Any other saving counts, also the one that takes a page down.

The stamp rises in the change's own transaction. `Page.save` opens one; where Wagtail
saves more than a page, `home.privacy_urls` and the timed job do.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    get_page_models,
)
from wagtail.signals import page_published, page_unpublished, post_page_move

from association.models import AssociationSettings, SiteDocument, SiteImage
from association.public_changes import moment_provider, raise_stamp, watch


def watch_all() -> None:
    for model in (
        AssociationSettings,
        SiteImage,
        SiteDocument,
        Redirect,
        SearchPromotion,
        Site,
        Locale,
        Collection,
        PageViewRestriction,
        CollectionViewRestriction,
    ):
        watch(model)
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(_changed, dispatch_uid="home.public-page")
    pages: list[type[Page]] = [Page, *get_page_models()]
    for kind in pages:
        uid = f"home.public-{kind._meta.label}"
        post_save.connect(_saved, sender=kind, dispatch_uid=f"{uid}-save")
        post_delete.connect(_deleted, sender=kind, dispatch_uid=f"{uid}-delete")
    moment_provider(next_scheduled)


def _changed(**_kwargs: Any) -> None:
    raise_stamp()


def _saved(
    instance: Page,
    created: bool,  # noqa: FBT001
    update_fields: Iterable[str] | None = None,
    **_kwargs: Any,
) -> None:
    is_new_draft = created and not instance.live
    if update_fields is None and not is_new_draft:
        raise_stamp()


def _deleted(instance: Page, **_kwargs: Any) -> None:
    raise_stamp()


def next_scheduled(after: datetime) -> datetime | None:
    """When the next page is published or taken down on schedule."""
    going = Page.objects.filter(go_live_at__gt=after).order_by("go_live_at")
    leaving = Page.objects.filter(live=True, expire_at__gt=after).order_by("expire_at")
    moments = [
        going.values_list("go_live_at", flat=True).first(),
        leaving.values_list("expire_at", flat=True).first(),
    ]
    return min((moment for moment in moments if moment), default=None)
