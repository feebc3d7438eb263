"""The front page with all the demo association has to show asks little of the database,
however many events and news there are."""

import pytest
from django.utils import timezone

from association import page_cache
from demo.life import events, holidays, members, mentors, officers, pages
from tests.support.events import make_event
from tests.support.home import make_news

pytestmark = pytest.mark.django_db

QUERIES = 13


@pytest.fixture(scope="module")
def demo(building):
    today = timezone.localdate()
    with building():
        for part in (officers, holidays, events, pages, members, mentors):
            part.build(today)
        yield


@pytest.mark.parametrize("count", [0, 12])
def test_it_asks_no_more_whatever_the_number_of_events_and_news(
    demo, client, django_assert_max_num_queries, count
):
    for number in range(count):
        make_event(f"Ilta {number}", day=timezone.localdate(), takes_registrations=True)
        make_news(f"Uutinen {number}")
    client.get("/")
    page_cache.store.clear()

    with django_assert_max_num_queries(QUERIES):
        client.get("/")
