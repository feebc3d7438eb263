"""Places go to those who came first; parties wait until all of them fit."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import OutboxMail
from events import cancelling, changing_mind, places, registration
from events.models import Occurrence, Registration
from events.registration import RegistrationError
from events.scheduling import SchedulingError, keep
from tests.events.conftest import NOON
from tests.support.registrations import make_meetup, make_question, sign_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LATER = NOON + timedelta(hours=1)


def fill(occurrence, *sizes):
    """One registration of each size, in that order."""
    return [
        sign_up(occurrence, f"Nro{number}", party_size=size)
        for number, size in enumerate(sizes)
    ]


def standing(occurrence):
    """Who has a place (True), and in which place of the line the others are."""
    rows = occurrence.registrations.live().in_order()
    return [row.has_place or row.queue_number for row in rows]


def change(row, **fields):
    given = {"name": row.name, "party_size": row.party_size, "answers": [], **fields}
    return changing_mind.change(row, at=LATER, **given)


def test_e15_positions_in_the_line_are_one_two_three():
    occurrence = make_meetup(capacity=5)
    fill(occurrence, *[1] * 20)

    assert standing(occurrence) == [True] * 5 + list(range(1, 16))


def test_e16_the_first_in_line_is_promoted_once_and_the_others_move_up():
    occurrence = make_meetup(capacity=5)
    rows = fill(occurrence, *[1] * 20)
    registration.cancel(rows[2], at=LATER)
    registration.cancel(rows[2], at=LATER)

    assert standing(occurrence) == [True] * 5 + list(range(1, 15))
    told = OutboxMail.objects.filter(to="nro5@esimerkki.example")
    assert list(told.order_by("pk").values_list("subject", flat=True)) == [
        "Olet jonossa: Tapaaminen",
        "Sinulla on paikka: Tapaaminen",
    ]


def test_e17_a_party_waits_until_all_of_it_fits_and_nobody_overtakes():
    occurrence = make_meetup(capacity=5, max_party=2)
    rows = fill(occurrence, 1, 1, 1, 1, 1, 2, 1)
    registration.cancel(rows[0], at=LATER)
    assert standing(occurrence) == [True] * 4 + [1, 2]
    assert occurrence.places_left == 0  # who comes now stands behind them

    registration.cancel(rows[1], at=LATER)
    assert standing(occurrence) == [True] * 4 + [1]
    assert occurrence.registrations.with_place().seats() == 5


def test_e18_fewer_places_than_are_promised_are_refused_under_the_lock():
    occurrence = make_meetup(capacity=5)
    fill(occurrence, *[1] * 5)
    occurrence.capacity = 3

    with pytest.raises(SchedulingError, match="5 ihmiselle on jo luvattu paikka"):
        keep(occurrence, at=LATER)
    assert Occurrence.objects.get().capacity == 5


def test_e19_more_room_promotes_in_order():
    occurrence = make_meetup(capacity=5)
    fill(occurrence, *[1] * 8)
    occurrence.capacity = 7
    keep(occurrence, at=LATER)

    assert standing(occurrence) == [True] * 7 + [1]


def test_e28_who_cannot_come_is_told_apart_from_who_never_answered():
    occurrence = make_meetup(capacity=1)
    first, second = fill(occurrence, 1, 1)
    registration.cancel(first, at=LATER)

    assert list(occurrence.registrations.cannot_come()) == [first]
    assert standing(occurrence) == [True]
    registration.cancel(second, at=LATER)
    assert occurrence.registrations.cannot_come().count() == 2


def test_who_leaves_the_line_never_had_a_place():
    occurrence = make_meetup(capacity=1)
    _first, second = fill(occurrence, 1, 1)
    registration.cancel(second, at=LATER)

    second.refresh_from_db()
    assert second.cancelled_as == Registration.End.LEFT
    assert not occurrence.registrations.cannot_come()


def test_who_comes_again_goes_last():
    occurrence = make_meetup(capacity=1)
    first, *_others = fill(occurrence, 1, 1, 1)
    registration.cancel(first, at=LATER)
    again = registration.come_again(first, at=LATER)

    assert again is not None
    assert (again.pk, again.number, again.queue_number) == (first.pk, 4, 2)
    subjects = OutboxMail.objects.filter(to=first.email).order_by("pk")
    assert [row.subject for row in subjects] == [
        "Sinulla on paikka: Tapaaminen",
        "Ilmoittautumisesi on peruttu: Tapaaminen",
        "Olet jonossa: Tapaaminen",
    ]


def test_who_signed_up_anew_does_not_come_twice():
    occurrence = make_meetup()
    row = sign_up(occurrence)
    registration.cancel(row, at=LATER)
    sign_up(occurrence)

    with pytest.raises(RegistrationError):
        registration.come_again(row, at=LATER)


@pytest.mark.parametrize(
    ("closes", "moment"),
    [
        (0, datetime(2027, 10, 14, 15, tzinfo=UTC)),
        (1, datetime(2027, 10, 14, 14, tzinfo=UTC)),
        (24, datetime(2027, 10, 13, 15, tzinfo=UTC)),
        (672, datetime(2027, 9, 16, 15, tzinfo=UTC)),
    ],
)
def test_registration_closes_when_it_says(closes, moment):
    occurrence = make_meetup(closes=closes)

    assert occurrence.closes_at == moment
    assert occurrence.takes_registrations_at(moment - timedelta(seconds=1))
    assert not occurrence.takes_registrations_at(moment)


def test_a_day_before_is_the_same_time_on_the_wall_when_clocks_are_turned():
    occurrence = make_meetup(day=date(2027, 3, 28), closes=24)

    assert occurrence.closes_at == datetime(2027, 3, 27, 16, tzinfo=UTC)


def test_a_party_may_grow_where_there_is_room():
    occurrence = make_meetup(capacity=3, max_party=3)
    row = sign_up(occurrence)

    assert change(row, party_size=3) is True
    assert occurrence.places_left == 0


@pytest.mark.parametrize(
    ("capacity", "size"), [(2, 3), (5, 4)], ids=["no room", "too many for the event"]
)
def test_a_party_does_not_grow_beyond(capacity, size):
    occurrence = make_meetup(capacity=capacity, max_party=3)
    row = sign_up(occurrence)

    with pytest.raises(RegistrationError):
        change(row, party_size=size)
    row.refresh_from_db()
    assert row.party_size == 1


def test_a_party_does_not_grow_past_those_who_wait():
    occurrence = make_meetup(capacity=4, max_party=3)
    rows = fill(occurrence, 1, 2, 2)  # one place is free and does not do for two

    with pytest.raises(RegistrationError):
        change(rows[0], party_size=2)


def test_a_party_that_shrinks_makes_room():
    occurrence = make_meetup(capacity=2, max_party=2)
    rows = fill(occurrence, 2, 1)
    change(rows[0], party_size=1)

    assert standing(occurrence) == [True, True]


def test_who_waits_and_becomes_fewer_may_fit():
    occurrence = make_meetup(capacity=2, max_party=2)
    rows = fill(occurrence, 1, 2)
    change(rows[1], party_size=1)

    assert standing(occurrence) == [True, True]


def test_the_same_again_is_no_change_and_no_mail():
    occurrence = make_meetup(max_party=2)
    make_question(occurrence)
    row = sign_up(occurrence)
    mails = OutboxMail.objects.count()

    assert change(row) is False
    assert OutboxMail.objects.count() == mails


def test_what_has_begun_is_not_changed():
    row = sign_up(make_meetup())
    begun = datetime(2027, 10, 14, 15, tzinfo=UTC)

    with pytest.raises(RegistrationError):
        changing_mind.change(row, name="P", party_size=1, answers=[], at=begun)


def test_places_are_given_once():
    occurrence = make_meetup(capacity=1)
    fill(occurrence, 1, 1)

    assert places.give(occurrence, at=LATER) == []


def test_all_come_back_in_their_order_when_it_is_held_after_all():
    occurrence = make_meetup(capacity=2, max_party=2)
    fill(occurrence, 2, 1)
    cancelling.cancel(occurrence, {"fi": "Sairaus."}, at=LATER)
    assert standing(occurrence) == [1, 2]
    cancelling.hold_after_all(occurrence, at=LATER)

    assert standing(occurrence) == [True, 1]


@pytest.mark.parametrize("waiting", [1, 200])
def test_signing_up_asks_as_often_whatever_waits(
    waiting, django_assert_max_num_queries
):
    occurrence = make_meetup(capacity=1)
    rows = [
        Registration(
            occurrence=occurrence, name="N", email=f"{number}@esimerkki.example",
            created_at=NOON, confirmed_at=NOON, number=number + 1,
            told_of_place_at=None if number else NOON,
        )
        for number in range(waiting + 1)
    ]  # fmt: skip
    Registration.objects.bulk_create(rows)

    with django_assert_max_num_queries(26):
        sign_up(occurrence)
