"""The list of events in the admin: found by place, repetition and page."""

from datetime import date

import pytest
from django.urls import reverse

from tests.support.accounts import make_user
from tests.support.events import make_event, make_event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def names(client, settings):
    """What the list shows, for a query."""
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(make_user("toimittaja@esimerkki.example", "editor"))
    make_event("Tapaaminen", place="Puijonrannan koulu, Kuopio")
    make_event("Kahvit", rule="RRULE:FREQ=WEEKLY;COUNT=3", day=date(2027, 1, 14))
    make_event_page(make_event("Kokous"))

    def shown(query):
        response = client.get(reverse("event:index") + query)
        return {event.name_fi for event in response.context["object_list"]}

    return shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Tapaaminen", "Kahvit", "Kokous"}),
        ("?place=KUOPIO", {"Tapaaminen"}),
        ("?place=%00", {"Tapaaminen", "Kahvit", "Kokous"}),
        ("?repeating=yes", {"Kahvit"}),
        ("?repeating=no", {"Tapaaminen", "Kokous"}),
        ("?page=yes", {"Kokous"}),
        ("?page=no", {"Tapaaminen", "Kahvit"}),
        ("?audience=board", set()),
    ],
)
def test_the_list_is_narrowed(names, query, found):
    assert names(query) == found
