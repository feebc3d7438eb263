"""Wagtail's two views of who may see something, each in one transaction.

They save a restriction, its groups and, by our signals, the public stamp. Halfway, a
page would be closed and still be given from the page cache.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.collection_privacy import set_privacy
from wagtail.admin.viewsets.pages import page_viewset_registry

type View = Callable[..., Any]


def guarded(view: View) -> View:
    """As Wagtail guards all of its views, and atomic."""
    guard: View = require_admin_access(transaction.atomic(view))
    return never_cache(guard)


pages = page_viewset_registry.as_view(
    "set_privacy",
    page_id_kwarg="page_id",  # type: ignore[call-arg]
)

urlpatterns = [
    path("pages/<int:page_id>/privacy/", guarded(pages)),
    path("collections/<int:collection_id>/privacy/", guarded(set_privacy)),
]
