from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from association.models import AssociationSettings
from association.page_cache import shared
from events.models import Event
from events.structured_event import structured_event


@shared()
def event(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """An event without a page in this language; with one, the way there."""
    now = timezone.now()
    found = get_object_or_404(Event.objects.published(now).with_pages(), code=code)
    if found.get_absolute_url() != request.path:
        return redirect(found)
    us = AssociationSettings.load(request)
    context = {
        "event": found,
        "is_over": found.is_over(now),
        "finnish_page": found.public_pages.get("fi"),
        "structured_data": [structured_event(found, us, url=request.path)],
    }
    return render(request, "events/event.html", context)
