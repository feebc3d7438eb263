"""Signing up as a person does it: the form with its questions, the mail, the link."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import retention
from accounts.models import OutboxMail
from association.forms import sign_moment
from events import cancelling
from events.models import Answer, Registration
from events.registration_links import feedback_path, link_path, token_of
from tests.events.conftest import NOON
from tests.support.accounts import make_user
from tests.support.registrations import make_meetup, make_question, sign_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

SECRET = "https://tapaaminen.example/salainen"


def form(**fields):
    return {
        "name": "Pirjo Niemi",
        "email": "pirjo@esimerkki.example",
        "consent": "on",
        "drawn_at": sign_moment(NOON - timedelta(minutes=1)),
        **fields,
    }


def errors_of(response):
    return response.context["form"].errors


def subjects():
    return [row.subject for row in OutboxMail.objects.order_by("pk")]


def change_path(row):
    return link_path(row) + "muuta/"


def test_what_is_not_confirmed_takes_no_place(client):
    occurrence = make_meetup(capacity=1)
    client.post(occurrence.register_url, form())

    assert occurrence.places_left == 1
    assert not occurrence.registrations.live()


def test_e27_looking_at_the_link_confirms_nothing(client):
    occurrence = make_meetup()
    client.post(occurrence.register_url, form())
    row = Registration.objects.get()
    response = client.get(link_path(row))

    assertContains(response, "Vahvistan: olen tulossa")
    row.refresh_from_db()
    assert not row.is_confirmed


def test_confirming_twice_is_once(client):
    occurrence = make_meetup()
    client.post(occurrence.register_url, form())
    row = Registration.objects.get()
    for _time in range(2):
        response = client.post(link_path(row), {"do": "confirm"})
        assertRedirects(response, link_path(row))

    assert subjects() == [
        "Vahvista tulosi: Tapaaminen",
        "Sinulla on paikka: Tapaaminen",
    ]


def test_places_go_in_the_order_of_confirming(client):
    occurrence = make_meetup(capacity=1)
    client.post(occurrence.register_url, form(email="hidas@esimerkki.example"))
    client.post(occurrence.register_url, form(email="nopea@esimerkki.example"))
    slow, quick = Registration.objects.order_by("pk")
    for row in (quick, slow):
        client.post(link_path(row), {"do": "confirm"})

    slow.refresh_from_db()
    quick.refresh_from_db()
    assert quick.has_place
    assert slow.queue_number == 1


def test_until_it_is_confirmed_the_newest_form_counts(client, noon):
    occurrence = make_meetup(max_party=4)
    for _click in range(2):
        client.post(occurrence.register_url, form(party_size="1"))
    assert len(subjects()) == 1
    client.post(occurrence.register_url, form(party_size="3"))

    row = Registration.objects.get()
    assert row.party_size == 3
    assert len(subjects()) == 2


def test_who_did_not_sign_up_deletes_it(client):
    occurrence = make_meetup()
    client.post(occurrence.register_url, form())
    row = Registration.objects.get()
    client.post(link_path(row), {"do": "cancel"})

    assert not Registration.objects.exists()
    assert client.get(link_path(row)).status_code == 404


def test_what_nobody_confirms_is_forgotten(client):
    occurrence = make_meetup()
    client.post(occurrence.register_url, form())
    retention.run(NOON + timedelta(days=2))
    assert Registration.objects.exists()
    retention.run(NOON + timedelta(days=4))
    assert not Registration.objects.exists()


def test_a_stranger_does_not_fill_somebodys_mailbox(client):
    occurrence = make_meetup()
    for number in range(9):
        client.post(occurrence.register_url, form(name=f"Nro {number}"))

    assert len(subjects()) == 5


def test_e26_the_reason_is_told_and_no_row_made(client, noon):
    occurrence = make_meetup(closes=24)
    noon.move_to(datetime(2027, 10, 13, 15, tzinfo=UTC))
    data = form(drawn_at=sign_moment(NOON))

    for response in (
        client.get(occurrence.register_url),
        client.post(occurrence.register_url, data),
    ):
        assertContains(response, "Ilmoittautuminen päättyi ke 13.10.2027 klo\xa018.00.")
    assert not Registration.objects.exists()


def test_e26_a_cancelled_event_tells_its_reason(client):
    occurrence = make_meetup()
    cancelling.cancel(occurrence, {"fi": "Puhuja sairastui."}, at=NOON)

    response = client.post(occurrence.register_url, form())
    assertContains(response, "Tapahtuma on peruttu. Puhuja sairastui.")
    assert not Registration.objects.exists()


def test_e26_what_closed_meanwhile_is_not_confirmed(client, noon):
    occurrence = make_meetup(closes=24)
    client.post(occurrence.register_url, form())
    row = Registration.objects.get()
    noon.move_to(datetime(2027, 10, 14, 10, tzinfo=UTC))
    response = client.post(link_path(row), {"do": "confirm"})

    assertContains(response, "Ilmoittautuminen päättyi")
    row.refresh_from_db()
    assert not row.is_confirmed


# --- Questions ----------------------------------------------------------------------


def asked(**fields):
    """A meetup that asks one of each kind."""
    occurrence = make_meetup(**fields)
    return occurrence, {
        "health": make_question(occurrence, tells_of_health=True, sort_order=1),
        "travel": make_question(
            occurrence, "Miten tulet?", ("Junalla", "Autolla"), kind="choice",
            required=True, sort_order=2,
        ),
        "nights": make_question(
            occurrence, "Minkä yön tarvitset?", ("Pe–la", "La–su"), kind="several",
            sort_order=3,
        ),
        "photos": make_question(
            occurrence, "Saako kuvata?", kind="yes_no", sort_order=4
        ),
    }  # fmt: skip


def said(questions, **answers):
    return {f"question-{questions[key].pk}": value for key, value in answers.items()}


def option(question, number):
    return question.options.order_by("sort_order")[number].pk


def test_answers_of_every_kind_are_kept_and_shown(client):
    occurrence, questions = asked()
    answers = said(
        questions,
        health="Pähkinät",
        travel=option(questions["travel"], 1),
        nights=[option(questions["nights"], n) for n in (0, 1)],
        photos="no",
    )
    client.post(occurrence.register_url, form(**answers))
    row = Registration.objects.get()
    page = client.get(link_path(row)).context["page"]

    assert page.answers == [
        ("Onko sinulla allergioita?", "Pähkinät"),
        ("Miten tulet?", "Autolla"),
        ("Minkä yön tarvitset?", "Pe–la, La–su"),
        ("Saako kuvata?", "Ei"),
    ]


@pytest.mark.parametrize(
    "wrong", [{}, {"travel": ""}, {"travel": "999999"}, {"travel": "x\x00"}]
)
def test_a_needed_answer_is_asked_for_and_the_rest_is_kept(client, wrong):
    occurrence, questions = asked()
    data = form(**said(questions, health="Pähkinät", **wrong))
    response = client.post(occurrence.register_url, data)

    assert list(errors_of(response)) == [f"question-{questions['travel'].pk}"]
    assertContains(response, "Pähkinät")
    assert not Registration.objects.exists()


@pytest.mark.parametrize("size", ["0", "5", "-1", "x", "", "1\x00", "9" * 400])
def test_a_party_of_a_wrong_size_is_said_beside_the_field(client, size):
    occurrence = make_meetup(max_party=4)
    response = client.post(occurrence.register_url, form(party_size=size))

    assert list(errors_of(response)) == ["party_size"]
    assert not Registration.objects.exists()


def test_the_form_says_on_which_day_answers_are_deleted(client):
    occurrence, _questions = asked()
    response = client.get(occurrence.register_url)

    assertContains(response, "Poistamme vastauksesi 29.10.2027.")  # health
    assertContains(response, "Poistamme ne 14.10.2028.")  # the rest


def test_answers_about_health_are_deleted_two_weeks_after_the_event(client):
    occurrence, questions = asked()
    answers = said(questions, health="Pähkinät", travel=option(questions["travel"], 0))
    client.post(occurrence.register_url, form(**answers))
    Registration.objects.update(number=1, confirmed_at=NOON)
    retention.run(datetime(2027, 10, 28, 1, tzinfo=UTC))
    assert Answer.objects.count() == 2

    retention.run(datetime(2027, 10, 29, 1, tzinfo=UTC))
    assert [one.question for one in Answer.objects.all()] == [questions["travel"]]


def test_answers_stand_in_no_mail(client):
    occurrence, questions = asked()
    answers = said(questions, health="Pähkinät", travel=option(questions["travel"], 0))
    client.post(occurrence.register_url, form(**answers))
    client.post(link_path(Registration.objects.get()), {"do": "confirm"})

    assert OutboxMail.objects.count() == 2
    for mail in OutboxMail.objects.all():
        assert "Pähkinät".encode() not in bytes(mail.content)


def test_a_long_and_odd_answer_is_kept_as_it_was_written(client):
    occurrence = make_meetup()
    question = make_question(occurrence)
    words = "😀 <script>alert(1)</script>"
    client.post(occurrence.register_url, form(**{f"question-{question.pk}": words}))

    assert Answer.objects.get().text == words
    assertNotContains(client.get(link_path(Registration.objects.get())), "<script>al")


def test_more_than_fits_is_refused_and_kept(client):
    occurrence = make_meetup()
    question = make_question(occurrence)
    name = f"question-{question.pk}"
    response = client.post(occurrence.register_url, form(**{name: "x" * 501}))

    assert list(errors_of(response)) == [name]
    assertContains(response, "x" * 501)


@pytest.mark.parametrize("count", [1, 20])
def test_the_form_asks_the_database_as_often_for_many_questions(
    client, count, django_assert_num_queries
):
    occurrence = make_meetup()
    for number in range(count):
        make_question(occurrence, f"Kysymys {number}", ("A", "B"), kind="choice")
    client.get(occurrence.register_url)

    with django_assert_num_queries(9):
        client.get(occurrence.register_url)


# --- Signed in ----------------------------------------------------------------------


def test_who_is_signed_in_has_the_form_filled_in_and_a_place_at_once(client):
    user = make_user("pirjo@esimerkki.example", first_name="Pirjo", last_name="Niemi")
    client.force_login(user)
    occurrence = make_meetup()
    response = client.get(occurrence.register_url)
    assertContains(response, 'value="Pirjo Niemi"')
    assertContains(response, 'value="pirjo@esimerkki.example"')

    response = client.post(occurrence.register_url, form())
    row = Registration.objects.get()
    assertRedirects(response, link_path(row))
    assert (row.has_place, row.user) == (True, user)
    assert subjects() == ["Sinulla on paikka: Tapaaminen"]


def test_who_is_signed_in_confirms_another_address_like_anybody(client):
    client.force_login(make_user("pirjo@esimerkki.example"))
    occurrence = make_meetup()
    data = form(email="timo@esimerkki.example")
    client.post(occurrence.register_url, data)

    assert not Registration.objects.get().is_confirmed


def test_my_page_shows_what_one_comes_to(client):
    client.force_login(make_user("pirjo@esimerkki.example", language="fi"))
    occurrence = make_meetup(capacity=1)
    sign_up(occurrence, "Timo")
    row = sign_up(occurrence)
    response = client.get("/oma-sivu/", follow=True)

    assertContains(response, link_path(row))
    assertContains(response, "Jonossa, sijalla 1")


# --- Changing it --------------------------------------------------------------------


def test_the_link_leads_to_changing_name_and_answers(client):
    occurrence, questions = asked(max_party=3)
    answers = said(questions, travel=option(questions["travel"], 0), photos="yes")
    client.post(occurrence.register_url, form(party_size="1", **answers))
    row = Registration.objects.get()
    client.post(link_path(row), {"do": "confirm"})
    shown = client.get(change_path(row))
    assertContains(shown, 'value="Pirjo Niemi"')

    answers = said(questions, travel=option(questions["travel"], 1), health="Kala")
    new = {"name": "Pirjo N", "party_size": "2", **answers}
    assertRedirects(client.post(change_path(row), new), link_path(row))
    row.refresh_from_db()
    assert (row.name, row.party_size) == ("Pirjo N", 2)
    assert {one.shown for one in row.answers.all()} == {"Autolla", "Kala"}
    assert subjects()[-1] == "Ilmoittautumistasi muutettiin: Tapaaminen"


def test_e27_looking_changes_nothing_and_no_cookie_is_needed(client):
    row = sign_up(make_meetup())
    before = Registration.objects.values().get()
    client.get(change_path(row))
    client.get(link_path(row))

    assert Registration.objects.values().get() == before


def test_what_has_no_room_is_said_in_the_form(client):
    row = sign_up(make_meetup(capacity=1, max_party=3))
    response = client.post(change_path(row), {"name": "Pirjo", "party_size": "3"})

    assertContains(response, "Niin monta ei mahdu. Paikkoja jäljellä: 0.")


def test_who_waits_changes_nothing_of_a_cancelled_event(client):
    occurrence = make_meetup()
    row = sign_up(occurrence)
    cancelling.cancel(occurrence, {"fi": "Sairaus."}, at=NOON)

    assertRedirects(client.get(change_path(row)), link_path(row))


def test_the_link_of_another_purpose_opens_nothing(client):
    row = sign_up(make_meetup())
    path = feedback_path(row.occurrence)
    feedback_token = path.split("/")[-2]

    other = link_path(row).replace(token_of(row), feedback_token)
    assert client.get(other).status_code == 404
    assert client.get(path.replace(feedback_token, token_of(row))).status_code == 404


def test_come_after_all_is_a_button(client):
    row = sign_up(make_meetup())
    client.post(link_path(row), {"do": "cancel"})
    assertContains(client.get(link_path(row)), "Pääsen sittenkin")
    client.post(link_path(row), {"do": "again"})

    row.refresh_from_db()
    assert row.has_place


# --- The online address -------------------------------------------------------------


def test_the_online_address_is_shown_from_its_hour_to_who_has_a_place(client, noon):
    occurrence = make_meetup(capacity=1, remote_link=SECRET, remote_link_from=60)
    row, waiting = sign_up(occurrence), sign_up(occurrence, "Timo")
    assertContains(
        client.get(link_path(row)), "Täällä alkaen to 14.10.2027 klo\xa017.00"
    )
    assertNotContains(client.get(link_path(row)), SECRET)

    noon.move_to(datetime(2027, 10, 14, 14, 0, 1, tzinfo=UTC))
    assertContains(client.get(link_path(row)), SECRET)
    assertNotContains(client.get(link_path(waiting)), SECRET)
    assertNotContains(client.get(occurrence.plain_url), SECRET)


@pytest.mark.parametrize("others", [1, 200])
def test_the_page_behind_the_link_asks_as_often_whoever_else_waits(
    client, others, django_assert_num_queries
):
    occurrence = make_meetup(capacity=1)
    row = sign_up(occurrence)
    rows = [
        Registration(
            occurrence=occurrence, name="N", email=f"{number}@esimerkki.example",
            created_at=NOON, confirmed_at=NOON, number=number + 2,
        )
        for number in range(others)
    ]  # fmt: skip
    Registration.objects.bulk_create(rows)
    client.get(link_path(row))

    with django_assert_num_queries(3):
        client.get(link_path(row))
