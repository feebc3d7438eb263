"""What one looks for in the calendar, without a script; what is kept of it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from association import page_cache
from events import registration
from events.models import Event
from tests.events.conftest import NOON
from tests.support.accounts import make_user
from tests.support.events import LONG_AGO, make_event, make_holiday, make_occurrence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

VIEWS = ("/kalenteri/", "/kalenteri/2026-12/", "/kalenteri/2026-W50/")


@pytest.fixture
def evenings():
    day = date(2026, 12, 10)
    make_occurrence("Glögi-ilta", day=day, is_remote=False,
                    place="Puijonrannan koulu, Kuopio")  # fmt: skip
    make_occurrence("Rahastonhoitajan ilta", day=day, kind=Event.Kind.TRAINING,
                    name_sv="Kassörens kväll", name_en="Evening")  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?kind=training", "Rahastonhoitajan", "Glögi"),
        ("?kind=other", "Glögi", "Rahastonhoitajan"),
        ("?place=Kuopio", "Glögi", "Rahastonhoitajan"),
        ("?place=online", "Rahastonhoitajan", "Glögi"),
        ("?q=GLÖGI", "Glögi", "Rahastonhoitajan"),
        ("?q=kuopio+ilta", "Glögi", "Rahastonhoitajan"),
        ("?q=kassören", "Rahastonhoitajan", "Glögi"),
    ],
)
def test_what_was_not_asked_for_is_left_out(
    client, evenings, view, query, shown, hidden
):
    response = client.get(view + query)

    assertContains(response, f"{shown}")
    assertNotContains(response, f">{hidden}")
    assertContains(response, '<meta name="robots" content="noindex, follow">')


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    "query", ["?kind=x", "?place=Atlantis", "?kind=%00", "?q=%00", "?audience=board"]
)
def test_a_wrong_value_narrows_nothing(client, evenings, view, query):
    response = client.get(view + query)

    assertContains(response, "Glögi")
    assertContains(response, "Rahastonhoitajan")


def test_who_finds_nothing_is_led_to_everything(client, evenings):
    response = client.get("/kalenteri/?kind=meeting")

    assertContains(response, "Sellaista ei ole tulossa")
    assertContains(response, 'class="btn" href="/kalenteri/"')


def test_holidays_are_listed_where_one_looks_for_nothing_else(client, evenings):
    make_holiday()

    assertContains(client.get("/kalenteri/"), "Joululoma")
    assertNotContains(client.get("/kalenteri/?kind=other"), "Joululoma")


def test_the_other_views_keep_what_one_looks_for(client, evenings):
    response = client.get("/kalenteri/?kind=training&place=online")

    for path in ("/kalenteri/2026-12/", "/kalenteri/2026-W49/", "/kalenteri/menneet/"):
        assertContains(response, f'href="{path}?kind=training&amp;place=online"')


def test_what_was_left_empty_does_not_stay_in_the_address(client):
    assertRedirects(
        client.get("/kalenteri/?q=&kind=training&place="), "/kalenteri/?kind=training"
    )
    assertRedirects(client.get("/kalenteri/2026-12/?q="), "/kalenteri/2026-12/")


def test_the_form_works_without_a_script(client, evenings):
    response = client.get("/kalenteri/?kind=training")

    assertContains(response, '<form class="sheet box" method="get" role="search"')
    assertContains(response, '<option value="online">')
    assertContains(response, '<input type="hidden" name="kind" value="training">')


def test_a_stranger_is_not_asked_for_whom(client, evenings):
    assertNotContains(client.get("/kalenteri/"), 'name="audience"')


def test_a_mentor_finds_what_is_for_mentors(client, evenings):
    make_occurrence("Mentorien ilta", day=date(2026, 12, 11), audience="mentors")
    client.force_login(make_user("satu@esimerkki.example", "mentor"))
    response = client.get("/kalenteri/?audience=mentors")

    assertContains(response, "Mentorien ilta")
    assertContains(response, "Mentorit")
    assertNotContains(response, "Glögi-ilta")


def test_past_events_are_paged_the_latest_first(client):
    for day in range(1, 26):
        make_occurrence(f"Ilta {day}.", day=date(2026, 10, day))
    first, second = (
        client.get("/kalenteri/menneet/"),
        client.get("/kalenteri/menneet/?p=2"),
    )

    assertContains(first, "Ilta 25.")
    assertNotContains(first, "Ilta 5.")
    assertContains(second, "Ilta 5.")
    assertContains(first, 'href="?p=2"')


def test_coming_events_are_paged_with_the_holidays_among_them(client):
    for day in range(1, 29):
        make_occurrence(f"Ilta {day}.", day=date(2027, 2, day))
    make_holiday(date(2026, 12, 20), date(2026, 12, 27), name_fi="Joulu")
    make_holiday(date(2027, 2, 25), date(2027, 2, 26), name_fi="Hiihtoloma")
    first, second = client.get("/kalenteri/"), client.get("/kalenteri/?p=2")

    assertContains(first, "Joulu<")
    assertNotContains(first, "Hiihtoloma<")
    assertContains(second, "Hiihtoloma<")
    assertNotContains(second, "Joulu<")


# --- What the page cache keeps -----------------------------------------------------


def kept():
    return sum(len(path.kept) for path in page_cache.store.paths.values())


@pytest.fixture(autouse=True)
def empty_store():
    page_cache.store.clear()


@pytest.mark.parametrize(
    "path",
    ["/kalenteri/", "/kalenteri/?kind=training", "/kalenteri/?place=Kuopio",
     "/kalenteri/2026-12/", "/kalenteri/2026-12/?kind=training",
     "/kalenteri/2026-W50/", "/kalenteri/menneet/"],
)  # fmt: skip
def test_what_many_ask_for_is_kept(client, evenings, path):
    client.get(path)

    assert kept() == 1


@pytest.mark.parametrize(
    "path",
    ["/kalenteri/?q=ilta", "/kalenteri/?kind=training&place=online",
     "/kalenteri/?kind=x", "/kalenteri/?kind=training&kind=other", "/kalenteri/?p=99",
     "/kalenteri/?p=01", "/kalenteri/?utm=1", "/kalenteri/2028-12/",
     "/kalenteri/2028-W30/"],
)  # fmt: skip
def test_what_strangers_could_fill_the_cache_with_is_not_kept(client, evenings, path):
    assert client.get(path).status_code == 200

    assert kept() == 0


def test_a_kept_page_is_anew_when_time_has_passed(client, noon):
    make_occurrence("Glögi-ilta", day=date(2026, 12, 1))
    for path in ("/kalenteri/", "/kalenteri/menneet/"):
        client.get(path)
    assertContains(client.get("/kalenteri/"), "Glögi-ilta")
    noon.shift(8 * 3600)

    assertNotContains(client.get("/kalenteri/"), "Glögi-ilta")
    assertContains(client.get("/kalenteri/menneet/"), "Glögi-ilta")


# --- How often the database is asked ------------------------------------------------


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


ALL = (*VIEWS, "/kalenteri/menneet/", "/calendar/events.rss")


@pytest.mark.parametrize("path", ALL)
def test_200_rows_are_asked_for_as_often_as_one(client, path):
    def make(number):
        fields = {"capacity": 5, "takes_registrations": True}
        make_occurrence(f"Ilta {number}", day=date(2026, 12, 10), **fields)
        make_occurrence(f"Mennyt {number}", day=date(2026, 10, 10), **fields)
        make_occurrence(f"Pois {number}", day=date(2026, 12, 11), **fields,
                        cancelled_at=LONG_AGO, cancelled_why_fi="Sairaus.")  # fmt: skip

    make(0)
    client.cookies.load({"sessionid": "past the page cache"})
    client.get(path)  # whatever is read once a process
    for_one = asked(client, path)
    for number in range(1, 67):
        make(number)

    assert asked(client, path) == for_one


def test_e25_a_series_with_60_past_evenings_lists_from_today_and_pages_the_past(
    client, django_assert_max_num_queries
):
    event = make_event(day=date(2025, 9, 4), rule="RRULE:FREQ=WEEKLY;COUNT=80",
                       skips_holidays=False)  # fmt: skip
    past = event.occurrences.filter(start_day__lt=date(2026, 12, 1)).count()
    assert past >= 60

    coming = client.get(reverse("events:calendar"))
    assertContains(coming, 'datetime="2026-12-03T')
    assertNotContains(coming, 'datetime="2026-11-26T')
    with django_assert_max_num_queries(25):
        held = client.get(reverse("events:past"))
    assertContains(held, 'class="timetable"')
    assert held.content.decode().count('<li id="o-') == 20
    assertContains(held, 'href="?p=4"')


def sign_up(occurrence, name, party_size):
    registration.register(
        occurrence,
        name=name,
        email=f"{name.lower()}@esimerkki.example",
        language="fi",
        at=NOON,
        party_size=party_size,
    )


def test_places_left_are_told_in_the_list(client):
    evening = {"day": date(2026, 12, 10), "takes_registrations": True, "max_party": 5}
    roomy = make_occurrence("Tilava", capacity=4, **evening)
    make_occurrence("Loputon", **evening)
    full = make_occurrence("Täysi", capacity=2, **evening)
    sign_up(roomy, "Aino", 2)
    sign_up(full, "Aino", 1)
    sign_up(full, "Eino", 2)  # waits, and nobody overtakes
    response = client.get("/kalenteri/")

    assertContains(response, "2 paikkaa jäljellä", count=1)
    assertContains(response, "Täynnä, voit jonottaa", count=1)
