"""Last year's event begins this year's; a translation takes along words alone."""

from datetime import UTC, date, datetime

import pytest
from pytest_django.asserts import assertContains, assertRedirects
from wagtail.models import Locale

from accounts.models import User
from events import copying, registration
from events.models import Event, EventPage, Occurrence, Registration
from events.models.question import Option, Question
from tests.events.test_admin import EVENTS, editor
from tests.support.accounts import make_user
from tests.support.events import make_event, make_event_index, make_event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

__all__ = ["editor"]

NOW = datetime(2026, 12, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "next_year"),
    [
        (date(2026, 11, 21), date(2027, 11, 20)),  # the third Saturday
        (date(2026, 10, 1), date(2027, 10, 7)),  # the first Thursday
        (date(2026, 10, 31), date(2027, 10, 30)),  # the fifth Saturday, and again one
        (date(2026, 3, 30), date(2027, 3, 29)),  # the fifth Monday, and again one
        (date(2026, 6, 29), date(2027, 6, 28)),  # the fifth, and then the last
        (date(2024, 2, 29), date(2025, 2, 27)),  # the fifth Thursday, and the last
    ],
)
def test_the_same_weekday_of_the_month_is_proposed(day, next_year):
    assert copying.a_year_on(day) == next_year


def meetup():
    event = make_event(
        "Verkostotapaaminen", day=date(2026, 12, 19), capacity=24, place="Koulu",
        takes_registrations=True, kind="meetup",
    )  # fmt: skip
    question = Question.objects.create(
        event=event, text_fi="Majoitus?", kind="choice", sort_order=0
    )
    Option.objects.create(question=question, text_fi="Hotelli", sort_order=0)
    page = make_event_page(event, title="Tapaaminen", search_description="Päivä.")
    registration.register(
        event.occurrences.get(),
        name="Pirjo",
        email="p@esimerkki.example",
        language="fi",
        at=NOW,
    )
    return event, page


def test_a_copy_has_the_facts_the_questions_and_the_words_and_nobody_in_it(editor):
    event, page = meetup()
    path = f"{EVENTS}copy-for-next/{event.pk}/"
    assertContains(editor.get(path), "18.12.2027")
    assertContains(editor.get(f"{EVENTS}edit/{event.pk}/"), path)

    response = editor.post(path, {"day": "18.12.2027"})

    made = Event.objects.exclude(pk=event.pk).get()
    assertRedirects(response, f"{EVENTS}edit/{made.pk}/")
    assert made.published_at is None
    assert (made.start_day, made.end_day) == (date(2027, 12, 18),) * 2
    assert (made.place, made.capacity, made.kind) == ("Koulu", 24, "meetup")
    assert made.uid != event.uid
    assert made.code != event.code
    only = made.occurrences.get()
    assert only.start_day == date(2027, 12, 18)
    assert only.uid != event.occurrences.get().uid
    assert not only.registrations.exists()
    [question] = made.questions.all()
    assert question.text_fi == "Majoitus?"
    assert [one.text_fi for one in question.options.all()] == ["Hotelli"]
    copied = EventPage.objects.get(event=made)
    assert not copied.live
    assert (copied.title, copied.lead) == (page.title, page.lead)
    assert copied.slug == f"{page.slug}-2027"
    event.refresh_from_db()
    assert event.questions.count() == 1
    assert event.occurrences.get().registrations.count() == 1
    assert page.event_id == event.pk


def test_translations_of_the_pages_stay_translations_of_each_other():
    event, page = meetup()
    swedish = Locale.objects.get_or_create(language_code="sv")[0]
    page.get_parent().copy_for_translation(swedish, copy_parents=True)
    page.copy_for_translation(swedish, copy_parents=True)
    user = User.objects.create_superuser("a@esimerkki.example")
    made = copying.copy_event(event, date(2027, 12, 18), at=NOW, user=user)

    pages = EventPage.objects.filter(event=made)
    assert pages.count() == 2
    assert len({one.translation_key for one in pages}) == 1
    assert pages[0].translation_key != page.translation_key


@pytest.mark.parametrize(
    ("rule", "copied"),
    [
        ("FREQ=WEEKLY;COUNT=5", "FREQ=WEEKLY;COUNT=5"),
        ("FREQ=MONTHLY;BYDAY=2TH", "FREQ=MONTHLY;BYDAY=2TH"),
        ("FREQ=WEEKLY;UNTIL=20271231T215959Z", "FREQ=WEEKLY;UNTIL=20281229T215959Z"),
        ("FREQ=WEEKLY;COUNT=4;BYDAY=MO,TH", "FREQ=WEEKLY;COUNT=4;BYDAY=MO,TH"),
    ],
)
def test_a_series_is_copied_with_its_rule(rule, copied):
    event = make_event(day=date(2027, 10, 14), rule=f"RRULE:{rule}")
    user = make_user("a@esimerkki.example", "editor")
    day = copying.a_year_on(event.start_day)
    made = copying.copy_event(event, day, at=NOW, user=user)

    field = Event._meta.get_field("rule")
    assert field.value_to_string(made) == f"RRULE:{copied}"
    assert made.occurrences.in_order().first().start_day == day == date(2028, 10, 12)


def test_who_may_not_write_pages_copies_the_event_alone(client, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    event, _page = meetup()
    client.force_login(make_user("h@esimerkki.example", "board"))
    client.post(f"{EVENTS}copy-for-next/{event.pk}/", {"day": "18.12.2027"})

    made = Event.objects.exclude(pk=event.pk).get()
    assert not made.pages.exists()


@pytest.mark.parametrize("day", ["", "ensi vuonna", "x\0y"])
def test_without_a_day_nothing_is_copied(editor, day):
    event, _page = meetup()
    response = editor.post(f"{EVENTS}copy-for-next/{event.pk}/", {"day": day})

    assert response.status_code == 200
    assert Event.objects.count() == 1


def test_a_translation_takes_along_words_and_no_times_registrations_or_uids():
    event, page = meetup()
    make_event_index("fi")
    before = list(Occurrence.objects.values())
    swedish = Locale.objects.get_or_create(language_code="sv")[0]
    page.copy_for_translation(swedish, copy_parents=True)

    translated = EventPage.objects.get(locale=swedish)
    assert translated.event == event
    assert (translated.title, translated.lead) == (page.title, page.lead)
    assert Event.objects.count() == 1
    assert list(Occurrence.objects.values()) == before
    assert Registration.objects.count() == 1
