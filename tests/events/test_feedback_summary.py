"""What those who came thought, told so that nobody is found out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from events import feedback_summary
from tests.events.conftest import NOON
from tests.support.accounts import make_user
from tests.support.events import (
    make_attendee,
    make_event,
    make_feedback,
    make_occurrence,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def editor(client, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(make_user("toim@esimerkki.example", "editor", language="fi"))
    return client


def summary(occurrence):
    return reverse("events:summary", args=[occurrence.slug, occurrence.code])


def make_series(*counts):
    """A weekly evening with so many answers each."""
    rule = f"RRULE:FREQ=WEEKLY;COUNT={len(counts)}"
    event = make_event("Kahvit", rule=rule)
    for occurrence, count in zip(event.occurrences.in_order(), counts, strict=True):
        for _number in range(count):
            make_feedback(occurrence, 5, 3, 1)
    return event


def test_means_and_shares_of_each_scale_are_told():
    meetup = make_occurrence()
    for scores in ((5, 4, 1), (5, 3, 1), (2, 2, 1), (4, 3, 1)):
        make_feedback(meetup, *scores)

    content, arrangements, usefulness = feedback_summary.of_occurrence(meetup).scales
    assert (content.mean, arrangements.mean, usefulness.mean) == (4, 3, 1)
    bars = [(bar.score, bar.count, bar.percent) for bar in content.bars]
    assert bars == [(5, 2, 50), (4, 1, 25), (3, 0, 0), (2, 1, 25), (1, 0, 0)]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_nothing_is_told_under_three_answers(editor, count):
    meetup = make_occurrence()
    for _number in range(count):
        make_feedback(meetup, words="Kiitos kahvista")

    page = editor.get(summary(meetup))
    assertContains(page, "Liian vähän vastauksia")
    assertNotContains(page, "Kiitos kahvista")
    assertNotContains(page, "<svg viewBox")


def test_words_stand_in_no_order_of_time(editor):
    meetup = make_occurrence()
    for number in range(5):
        make_feedback(meetup, words=f"Sanat {number}" if number else "")

    told = feedback_summary.of_occurrence(meetup).words
    rows = sorted(meetup.feedback.exclude(words=""), key=lambda row: row.pk)
    assert told == [row.words for row in rows]
    assertContains(editor.get(summary(meetup)), "Sanat 3")


def test_answers_are_set_against_those_who_came(editor):
    meetup = make_occurrence()
    for number in range(3):
        make_feedback(meetup)
        make_attendee(meetup, f"Nimi {number}", party_size=2, checked_in_at=NOON)
    make_attendee(meetup, "Ei tullut")

    assertContains(editor.get(summary(meetup)), "3 vastausta; paikalla oli 6.")


def test_without_ticks_at_the_door_it_is_those_who_had_a_place(editor):
    meetup = make_occurrence()
    make_attendee(meetup, party_size=3)
    make_attendee(meetup, "Jono", told_of_place_at=None)

    assertContains(editor.get(summary(meetup)), "0 vastausta; paikalla oli 3.")


def test_a_series_tells_each_time_and_all_together():
    series = feedback_summary.of_series(make_series(3, 4, 3))

    assert [time.count for time in series.times] == [3, 4, 3]
    assert [time.means for time in series.times] == [[5, 3, 1]] * 3
    assert series.summary.count == 10


def test_a_sum_does_not_tell_what_one_or_two_said():
    """Nine together less seven told alone are the two."""
    series = feedback_summary.of_series(make_series(3, 1, 4, 1))
    assert [time.count for time in series.times] == [1, 4, 1, 3]
    assert [time.means for time in series.times][::2] == [[], []]
    assert series.summary.count == 7


def test_small_times_count_once_there_are_enough_of_them():
    series = feedback_summary.of_series(make_series(2, 1, 4))
    assert series.summary.count == 7


def test_the_page_of_a_series_lists_its_times(editor):
    event = make_series(3, 1)
    first = event.occurrences.in_order().first()
    page = editor.get(summary(first))
    assertContains(page, "Liian vähän näytettäväksi")
    assertContains(page, "5,0")


@pytest.mark.parametrize("role", ["member", "treasurer"])
def test_others_do_not_read_feedback(client, settings, role):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(make_user("a@esimerkki.example", role))
    assert client.get(summary(make_occurrence())).status_code == 404


@pytest.mark.parametrize("count", [3, 200])
def test_it_asks_as_often_for_two_hundred_answers_as_for_three(editor, count):
    event = make_series(count, 1)
    page = summary(event.occurrences.in_order().first())
    editor.get(page)

    with CaptureQueriesContext(connection) as asked:
        assert editor.get(page).status_code == 200
    assert len(asked) == SUMMARY_QUERIES


SUMMARY_QUERIES = 12


def test_when_those_who_came_are_forgotten_no_number_is_made_up(editor):
    meetup = make_occurrence()
    for _number in range(3):
        make_feedback(meetup)
    page = editor.get(summary(meetup))
    assertContains(page, "<p>3 vastausta</p>", html=True)
