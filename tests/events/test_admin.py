"""Events and holidays in the admin."""

from datetime import UTC, date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from events.models import Event, HolidayPeriod, LastRemoval, Occurrence
from tests.support.accounts import make_user
from tests.support.events import (
    LONG_AGO,
    TAKING_PART,
    make_event,
    make_event_index,
    make_event_page,
    make_holiday,
    make_occurrence,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

EVENTS = "/admin/event/"
HOLIDAYS = "/admin/holidayperiod/"


@pytest.fixture
def editor(client, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    user = make_user("toimittaja@esimerkki.example", "editor", language="fi")
    client.force_login(user)
    return client


def form(**fields):
    return {
        "name_fi": "Mentorikahvit",
        "name_sv": "",
        "name_en": "",
        "kind": "other",
        "organiser": "",
        "co_organisers": "",
        "start_day": "2027-10-14",
        "start_time": "18.00",
        "end_day": "",
        "end_time": "19.30",
        "place": "",
        "address": "",
        "map_link": "",
        "remote_link": "",
        "price": "",
        "capacity": "",
        "published_at": "1.12.2026 12.00",
        **TAKING_PART,
        **fields,
    }


def save(editor, path, data, **more):
    """Send the form in, look at what it does, and save."""
    seen = editor.post(path, data)
    if not seen.context or "plan" not in seen.context:
        return seen
    return editor.post(path, {**data, **more, "plan": seen.context["plan"].mark})


def errors_of(response):
    return response.context["form"].errors


@pytest.mark.parametrize("role", ["editor", "board"])
def test_editors_and_the_board_keep_the_calendar(client, settings, role):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(make_user("a@esimerkki.example", role))

    for path in (EVENTS, HOLIDAYS, f"{EVENTS}new/", f"{HOLIDAYS}new/"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("role", ["treasurer", "coordinator"])
def test_others_do_not(client, settings, role):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(make_user("a@esimerkki.example", role))
    occurrence = make_occurrence()

    for path in (
        EVENTS,
        HOLIDAYS,
        f"{EVENTS}new/",
        f"{EVENTS}cancel/{occurrence.pk}/",
    ):
        assert client.get(path).status_code in {302, 403, 404}
    client.post(f"{EVENTS}cancel/{occurrence.pk}/", {"fi": "Pahuuttani."})
    occurrence.refresh_from_db()
    assert not occurrence.is_cancelled


# --- Events -----------------------------------------------------------------------


def test_an_event_of_one_day_is_written_with_one_day_and_in_euros(editor):
    response = save(editor, f"{EVENTS}new/", form(price="12,50"))

    assert response.status_code == 302, errors_of(response)
    event = Event.objects.get()
    assert event.end_day == event.start_day == date(2027, 10, 14)
    assert (event.start_time, event.end_time) == (time(18), time(19, 30))
    assert event.price_cents == 1250
    assert event.sequence == 0
    assert event.changed_at == datetime(2026, 12, 1, 10, tzinfo=UTC)


def test_an_event_is_in_the_feed_as_soon_as_it_is_saved(client, editor):
    client.get("/calendar/events.ics")
    save(editor, f"{EVENTS}new/", form())

    assert b"Mentorikahvit" in client.get("/calendar/events.ics").content


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"start_day": "2027-03-28", "start_time": "3.30"}, "start_time"),
        ({"start_day": "2027-03-28", "start_time": "2.00", "end_time": "3.59"},
         "end_time"),
        ({"end_time": "17.00"}, "end_time"),
        ({"end_time": "18.00"}, "end_time"),
        ({"end_day": "2027-10-13"}, "end_time"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "-1"}, "capacity"),
        ({"price": "-1"}, "price"),
        ({"price": "12,505"}, "price"),
        ({"price": "ilmainen"}, "price"),
        ({"price": "99999999999"}, "price"),
        ({"capacity": "9" * 30}, "capacity"),
        ({"name_fi": ""}, "name_fi"),
        ({"name_fi": "x" * 151}, "name_fi"),
        ({"name_fi": "Ilta\x00"}, "name_fi"),
        ({"start_day": ""}, "start_day"),
        ({"start_day": "huomenna"}, "start_day"),
        ({"start_time": "illalla"}, "start_time"),
        ({"end_time": ""}, "end_time"),
        ({"map_link": "kartta"}, "map_link"),
        ({"kind": "bileet"}, "kind"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    editor, fields, wrong
):
    response = editor.post(f"{EVENTS}new/", form(**fields))

    assert response.status_code == 200
    assert list(errors_of(response)) == [wrong]
    assert not Event.objects.exists()
    if "name_fi" not in fields:
        assertContains(response, 'value="Mentorikahvit"')


def test_an_emoji_and_a_script_are_text_like_any_other(client, editor):
    save(editor, f"{EVENTS}new/", form(name_fi="Ilta 😀 <script>alert(1)</script>"))
    event = Occurrence.objects.get()

    assertNotContains(client.get(event.plain_url), "<script>alert(1)")
    assertContains(client.get(event.plain_url), "Ilta 😀 &lt;script&gt;")


def test_only_a_move_raises_the_sequence(editor, noon):
    event = make_event()
    path = f"{EVENTS}edit/{event.pk}/"
    assertContains(editor.get(path), 'value="18.00"')
    save(editor, path, form(is_remote="on", name_fi="Uusi nimi"))
    event.refresh_from_db()
    assert (event.name_fi, event.sequence) == ("Uusi nimi", 0)

    save(editor, path, form(is_remote="on", start_time="17.30"))
    event.refresh_from_db()
    assert event.sequence == 1
    assert event.changed_at.year == 2026


def test_hiding_an_event_is_told_to_who_asks_by_time(editor):
    event = make_event()
    save(editor, f"{EVENTS}edit/{event.pk}/", form(is_remote="on", published_at=""))

    assert LastRemoval.latest() is not None


def test_an_event_is_cancelled_with_its_reason(client, editor):
    occurrence = make_occurrence()
    path = f"{EVENTS}cancel/{occurrence.pk}/"
    assertContains(editor.get(path), "csrfmiddlewaretoken")
    occurrence.refresh_from_db()
    assert not occurrence.is_cancelled  # looking does nothing

    response = editor.post(path, {"fi": "Puhuja sairastui.", "sv": "", "en": ""})

    assertRedirects(response, f"{EVENTS}inspect/{occurrence.event_id}/")
    occurrence.refresh_from_db()
    assert occurrence.is_cancelled
    assert occurrence.sequence == 1
    assertContains(client.get(occurrence.plain_url), "Puhuja sairastui.")


def test_without_a_reason_nothing_is_cancelled(editor):
    occurrence = make_occurrence()
    response = editor.post(
        f"{EVENTS}cancel/{occurrence.pk}/", {"fi": " ", "sv": "Orsak"}
    )

    assert list(errors_of(response)) == ["fi"]
    assertContains(response, "Orsak")
    occurrence.refresh_from_db()
    assert not occurrence.is_cancelled


def test_a_second_cancellation_is_told_apart_from_the_first(editor):
    occurrence = make_occurrence(cancelled_at=LONG_AGO, cancelled_why_fi="Ensin.")
    response = editor.post(f"{EVENTS}cancel/{occurrence.pk}/", {"fi": "Toiseksi."})

    assert response.status_code == 200
    occurrence.refresh_from_db()
    assert occurrence.cancelled_why_fi == "Ensin."


def test_what_is_over_is_not_cancelled(editor):
    occurrence = make_occurrence(day=date(2026, 10, 14))
    editor.post(f"{EVENTS}cancel/{occurrence.pk}/", {"fi": "Turhaan."})
    occurrence.refresh_from_db()

    assert not occurrence.is_cancelled


def test_a_cancellation_is_taken_back(editor):
    occurrence = make_occurrence(
        cancelled_at=LONG_AGO, cancelled_why_fi="Sairaus.", sequence=1
    )
    editor.get(f"{EVENTS}hold/{occurrence.pk}/")
    occurrence.refresh_from_db()
    assert occurrence.is_cancelled

    editor.post(f"{EVENTS}hold/{occurrence.pk}/")
    occurrence.refresh_from_db()
    assert not occurrence.is_cancelled
    assert occurrence.cancelled_why_fi == ""
    assert occurrence.sequence == 2


def test_deleting_is_recorded(editor):
    event = make_event()
    editor.post(f"{EVENTS}delete/{event.pk}/")

    assert not Event.objects.exists()
    assert LastRemoval.latest() is not None


def test_an_event_with_a_page_cannot_be_deleted_under_it(editor):
    page = make_event_page(make_event())
    response = editor.post(f"{EVENTS}delete/{page.event_id}/")

    assertRedirects(response, EVENTS)
    assert Event.objects.exists()
    assert LastRemoval.latest() is None


def test_from_the_event_to_its_page_and_back_is_one_click(editor):
    page = make_event_page(make_event())
    page_edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    event_edit = f"{EVENTS}edit/{page.event_id}/"

    assertContains(editor.get(event_edit), page_edit)
    assertContains(editor.get(page_edit), f'href="{event_edit}"')


def test_without_a_page_one_click_begins_it(editor):
    event, index = make_event(), make_event_index()

    assertContains(
        editor.get(f"{EVENTS}edit/{event.pk}/"),
        f"/admin/pages/add/events/eventpage/{index.pk}/",
    )
    add = editor.get(f"/admin/pages/add/events/eventpage/{index.pk}/")
    assert add.status_code == 200
    assertContains(editor.get("/admin/event_chooser/"), "Mentorikahvit")


def test_an_event_can_be_seen_in_full(editor):
    event = make_event(place="Kirjasto, Kuopio")

    assertContains(editor.get(f"{EVENTS}inspect/{event.pk}/"), "Kirjasto, Kuopio")


def test_an_empty_list_says_how_to_go_on(editor):
    assertContains(editor.get(EVENTS), f"{EVENTS}new/")
    assertContains(editor.get(HOLIDAYS), f"{HOLIDAYS}new/")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("time=ahead", {"Tuleva", "Peruttu", "Luonnos"}),
        ("time=past", {"Mennyt"}),
        ("state=draft", {"Luonnos"}),
        ("state=cancelled", {"Peruttu"}),
        ("state=public", {"Tuleva", "Mennyt"}),
        ("kind=meetup", {"Mennyt"}),
        ("q=tule", {"Tuleva"}),
    ],
)
def test_the_list_is_narrowed_and_searched(editor, query, shown):
    make_event("Tuleva")
    make_event("Mennyt", day=date(2026, 5, 5), kind="meetup")
    make_event("Luonnos", published_at=None)
    make_event("Peruttu", cancelled_at=LONG_AGO, cancelled_why_fi="Sairaus.")
    response = editor.get(f"{EVENTS}?{query}")

    assert {event.name_fi for event in response.context["object_list"]} == shown


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("path", [EVENTS, HOLIDAYS])
def test_the_lists_can_be_taken_out(editor, path, kind):
    make_event()
    make_holiday()
    response = editor.get(f"{path}?export={kind}")

    assert response.status_code == 200
    assert len(b"".join(response.streaming_content)) > 50


def test_a_long_list_asks_as_much_as_a_short_one(editor):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(EVENTS).status_code == 200
        return len(queries)

    make_event_page(make_event("Ilta 0"))
    editor.get(EVENTS)
    short = asked()
    for number in range(1, 20):
        make_event_page(make_event(f"Ilta {number}"))
    for number in range(180):
        make_event(f"Muu {number}")

    assert asked() == short


# --- Holidays ------------------------------------------------------------------------


def holiday_form(**fields):
    return {
        "name_fi": "Joululoma",
        "name_sv": "Jullov",
        "name_en": "",
        "first_day": "14.12.2026",
        "last_day": "2027-01-10",
        **fields,
    }


def test_a_holiday_is_kept_and_seen_in_the_feed_at_once(client, editor):
    response = editor.post(f"{HOLIDAYS}new/", holiday_form())

    assert response.status_code == 302, errors_of(response)
    assert HolidayPeriod.objects.get().last_day == date(2027, 1, 10)
    assert b"DTEND;VALUE=DATE:20270111" in client.get("/calendar/holidays.ics").content
    assertContains(editor.get(HOLIDAYS), "14.12.2026–10.1.2027")


def test_c28_a_holiday_that_ends_before_it_begins_is_refused(editor):
    response = editor.post(f"{HOLIDAYS}new/", holiday_form(last_day="13.12.2026"))

    assert response.status_code == 200
    assert list(errors_of(response)) == ["last_day"]
    assertContains(response, 'value="Joululoma"')
    assert not HolidayPeriod.objects.exists()


def test_a_moved_holiday_raises_its_sequence_and_a_renamed_one_does_not(editor):
    period = make_holiday()
    path = f"{HOLIDAYS}edit/{period.pk}/"
    editor.post(path, holiday_form(name_fi="Talvitauko"))
    period.refresh_from_db()
    assert period.sequence == 0
    editor.post(path, holiday_form(last_day="9.1.2027"))
    period.refresh_from_db()
    assert period.sequence == 1


def test_holidays_are_found_by_time(editor):
    make_holiday()
    make_holiday(date(2021, 6, 14), date(2021, 8, 1), name_fi="Kesäloma")
    found = editor.get(f"{HOLIDAYS}?time=past").context["object_list"]

    assert [period.name_fi for period in found] == ["Kesäloma"]
