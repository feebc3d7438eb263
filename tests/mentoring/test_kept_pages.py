"""Public pages of mentoring are kept, and never stale."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from association.public_changes import current_stamp
from mentoring import booking, offering
from mentoring.booking import Mentee
from tests.support.mentoring import (
    make_free_time,
    make_mentor,
    make_topic,
)
from tests.support.queries import queries_of


def page(path: str) -> str:
    return Client().get(path).content.decode()


def clock_of(free_time) -> str:
    return timezone.localtime(free_time.starts_at).strftime(">%H.%M<")


@pytest.mark.parametrize("path", ["/mentorit/", "/mentorit/tuula-rantanen/"])
def test_a_page_is_kept_for_the_next_stranger(
    mentor, free_time, path, django_assert_num_queries
):
    page(path)

    with django_assert_num_queries(1):
        page(path)


def test_a_page_of_somebody_signed_in_is_not_given_to_strangers(
    client, mentor, mentee, free_time
):
    client.force_login(mentee)
    client.get(mentor.get_absolute_url())

    assert "csrfmiddlewaretoken" not in page(mentor.get_absolute_url())


def test_a_booked_time_leaves_the_page_at_once(mentor, free_time, mentee):
    path = mentor.get_absolute_url()
    assert str(free_time.pk) in page(path)

    session = booking.book(free_time, Mentee.of(mentee), at=timezone.now())
    assert str(free_time.pk) not in page(path)

    booking.cancel(session, by_mentor=False, at=timezone.now())
    assert str(free_time.pk) in page(path)


def test_a_time_offered_or_taken_back_is_seen_at_once(mentor):
    path = mentor.get_absolute_url()
    page(path)

    free_time = make_free_time(mentor)
    assert str(free_time.pk) in page(path)

    offering.take_back(free_time, at=timezone.now())
    assert str(free_time.pk) not in page(path)


def test_a_time_that_begins_leaves_the_page_by_itself(mentor, free_time):
    path = mentor.get_absolute_url()
    assert str(free_time.pk) in page(path)

    with time_machine.travel(free_time.starts_at, tick=False):
        assert str(free_time.pk) not in page(path)


def test_a_leave_begins_and_ends_at_midnight_by_itself(mentor):
    today = timezone.localdate()
    mentor.leave_from = mentor.leave_until = today + timedelta(days=1)
    mentor.save()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=1)
    assert mentor.name in page("/mentorit/")

    with time_machine.travel(midnight + timedelta(days=1), tick=False):
        assert mentor.name not in page("/mentorit/")
    with time_machine.travel(midnight + timedelta(days=2), tick=False):
        assert mentor.name in page("/mentorit/")


def test_a_new_mentor_and_a_renamed_topic_are_seen_at_once(mentor):
    topic = make_topic("Viestintä")
    mentor.topics.add(topic)
    assert "Viestintä" in page("/mentorit/")

    topic.name_fi = "Tiedotus"
    topic.save()
    make_mentor(name="Uusi Mentori")

    assert "Tiedotus" in page("/mentorit/")
    assert "Uusi Mentori" in page("/mentorit/")


def test_the_front_page_shows_other_mentors_each_day(client, db):
    for number in range(8):
        make_mentor(name=f"Mentori {number}")
    today = {number for number in range(8) if f"Mentori {number}" in page("/")}

    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        tomorrow = {number for number in range(8) if f"Mentori {number}" in page("/")}

    assert len(today) == len(tomorrow) == 4
    assert not today & tomorrow


def test_the_front_page_costs_the_same_queries_for_fifteen_mentors_as_for_four(db):
    for _ in range(4):
        make_mentor().topics.add(make_topic())
    page("/")
    for_four = queries_of(lambda: page("/"))
    for _ in range(11):
        make_mentor().topics.add(make_topic())

    assert queries_of(lambda: page("/")) == for_four


def test_what_no_page_shows_leaves_the_kept_pages(db):
    before = current_stamp()
    mentor = make_mentor(consented_at=None)
    free_time = make_free_time(mentor)
    mentor.save()
    free_time.delete()

    assert current_stamp() == before


def test_a_consent_given_or_taken_back_is_seen_at_once(mentor):
    before = current_stamp()
    mentor.consented_at = None
    mentor.save()
    after = current_stamp()
    mentor.consented_at = timezone.now()
    mentor.save()

    assert before < after < current_stamp()
