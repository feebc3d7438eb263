"""Who comes, as the organiser sees it: list, filters, totals, files, letters, paper."""

import csv
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import SMTP
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains
from wagtail.models import ModelLogEntry

from accounts import retention
from accounts.models import OutboxMail, User
from events import attendees
from events.models import Answer, Question
from payments.models import Bill
from tests.events.conftest import NOON
from tests.support.accounts import make_user
from tests.support.events import (
    answer,
    make_attendee,
    make_event,
    make_occurrence,
    make_question,
)
from tests.support.papers import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def meetup():
    return make_occurrence("Tapaaminen", takes_registrations=True, capacity=10)


@pytest.fixture
def board(client, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(make_user("pj@esimerkki.example", "board", language="fi"))
    return client


@pytest.fixture
def editor(client, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(make_user("toim@esimerkki.example", "editor", language="fi"))
    return client


def people(occurrence):
    return reverse("attendees:list", args=[occurrence.pk])


def found(client, occurrence, **query):
    response = client.get(people(occurrence), query)
    assert response.status_code == 200
    return [row.name for row in response.context["object_list"]]


def make_everybody(occurrence):
    make_attendee(occurrence, "Paikka", party_size=4)
    make_attendee(occurrence, "Sisällä", checked_in_at=NOON, party_size=2)
    make_attendee(occurrence, "Jono", told_of_place_at=None)
    make_attendee(occurrence, "Este", cancelled_at=NOON, cancelled_as="cannot")
    make_attendee(occurrence, "Maksamatta", cancelled_at=NOON, cancelled_as="unpaid")
    make_attendee(
        occurrence, "Arvoitus", number=None, confirmed_at=None, told_of_place_at=None
    )


# --- the list


def test_one_click_leads_from_the_event_to_its_people(board, meetup):
    page = board.get(reverse("event:inspect", args=[meetup.event_id]))
    assertContains(page, people(meetup))


def test_all_who_proved_their_address_are_listed_in_the_order_of_names(board, meetup):
    for name in ("Öst", "Zorn", "Ärt", "Åke"):
        make_attendee(meetup, name)
    make_attendee(meetup, "Arvoitus", number=None, confirmed_at=None,
                  told_of_place_at=None)  # fmt: skip

    assert found(board, meetup) == ["Zorn", "Åke", "Ärt", "Öst"]


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("place", ["Paikka", "Sisällä"]),
        ("waiting", ["Jono"]),
        ("came", ["Sisällä"]),
        ("missing", ["Paikka"]),
        ("cannot", ["Este"]),
        ("cancelled", ["Este", "Maksamatta"]),
        ("unconfirmed", ["Arvoitus"]),
        ("unpaid", []),
        ("nonsense", ["Este", "Jono", "Maksamatta", "Paikka", "Sisällä"]),
    ],
)
def test_the_list_is_filtered_by_state(board, meetup, state, names):
    make_everybody(meetup)
    assert found(board, meetup, state=state) == names


def test_who_has_not_paid_is_found(board, meetup):
    bill = Bill.objects.create(
        purpose="event", subject_key="1", payer_name="A", payer_email="a@b.example",
        amount_cents=500, due_on=date(2026, 12, 2), created_at=NOON,
    )  # fmt: skip
    make_attendee(meetup, "Velallinen", bill=bill)
    make_attendee(meetup, "Vapaa")

    assert found(board, meetup, state="unpaid") == ["Velallinen"]


@pytest.mark.parametrize("text", ["öst", "ÖST Åke", "2-"])
def test_people_are_found_by_name_in_any_case_and_by_address(board, meetup, text):
    make_attendee(meetup, "Aino", email="aino@esimerkki.example")
    make_attendee(meetup, "Åke Öst", email="2-x@esimerkki.example")
    assert found(board, meetup, q=text) == ["Åke Öst"]


def test_totals_count_people_and_not_rows(meetup):
    make_everybody(meetup)
    totals = attendees.totals(meetup)
    assert (totals.people, totals.waiting, totals.came) == (6, 1, 2)
    assert (totals.cancelled, totals.capacity) == (2, 10)


def test_choices_are_counted_and_filtered_by(board, meetup):
    diet = make_question(meetup.event, "Ruoka", "Kasvis", "Kaikki")
    lodging = make_question(
        meetup.event, "Majoitus", kind=Question.Kind.YES_NO, sort_order=1
    )
    one, two = make_attendee(meetup, "Yksi"), make_attendee(meetup, "Kaksi")
    answer(one, diet, "Kasvis")
    answer(two, diet, "Kaikki")
    answer(two, lodging, "yes")
    gone = make_attendee(meetup, "Poissa", cancelled_at=NOON, cancelled_as="cannot")
    answer(gone, diet, "Kasvis")

    page = board.get(people(meetup))
    counted = [(question.text, choices) for question, choices in page.context["counts"]]
    assert counted == [
        ("Ruoka", [("Kasvis", 1), ("Kaikki", 1)]),
        ("Majoitus", [("Kyllä", 1), ("Ei", 0)]),
    ]
    wants = diet.options.get(text_fi="Kaikki").pk
    assert found(board, meetup, **{f"answer_{diet.pk}": wants}) == ["Kaksi"]
    assert found(board, meetup, **{f"answer_{lodging.pk}": "yes"}) == ["Kaksi"]


def test_answers_are_columns(board, meetup):
    question = make_question(meetup.event, "Mistä tulet?")
    answer(make_attendee(meetup), question, "Iisalmesta")

    page = board.get(people(meetup))
    assertContains(page, "Mistä tulet?")
    assertContains(page, "Iisalmesta")


def test_health_is_seen_by_those_who_need_it_and_nobody_once_it_is_deleted(
    client, settings, meetup, noon
):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    question = make_question(meetup.event, "Allergiat?", tells_of_health=True)
    answer(make_attendee(meetup), question, "Pähkinä")
    client.force_login(make_user("toim@esimerkki.example", "editor"))
    page = client.get(people(meetup))
    assertNotContains(page, "Pähkinä")
    assertNotContains(page, "Allergiat?")
    file = client.get(people(meetup), {"export": "csv"})
    assert "Pähkinä" not in file.getvalue().decode()

    client.force_login(make_user("pj@esimerkki.example", "board"))
    assertContains(client.get(people(meetup)), "Pähkinä")

    after = meetup.ends_at + timedelta(days=15)
    retention.run(after)
    assert not Answer.objects.exists()
    noon.move_to(after)
    client.force_login(User.objects.get(email="pj@esimerkki.example"))
    assertNotContains(client.get(people(meetup)), "Allergiat?")


@pytest.mark.parametrize("role", ["treasurer", "coordinator"])
def test_others_do_not_see_who_comes(client, settings, meetup, role):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(make_user("a@esimerkki.example", role))
    for name in ("list", "list_results", "write"):
        path = reverse(f"attendees:{name}", args=[meetup.pk])
        assert client.get(path).status_code == 302


def test_an_empty_list_says_how_people_come_there(board, meetup):
    assertContains(board.get(people(meetup)), "Kukaan ei ole vielä ilmoittautunut")
    assertContains(board.get(people(meetup), {"q": "x"}), "Tällaisia ei ole")


def test_all_times_of_a_series_are_told_with_their_people(board):
    event = make_event("Kahvit", rule="RRULE:FREQ=WEEKLY;COUNT=3")
    first, second, _third = event.occurrences.in_order()
    make_attendee(first)
    make_attendee(second, told_of_place_at=None)

    page = board.get(reverse("attendees:times", args=[event.pk]))
    rows = [(one.coming, one.waiting, one.came) for one in page.context["times"]]
    assert rows == [(1, 0, 0), (0, 1, 0), (0, 0, 0)]
    assertContains(page, people(second))


@pytest.mark.parametrize("count", [1, 200])
def test_the_list_asks_as_often_for_two_hundred_as_for_one(board, meetup, count):
    question = make_question(meetup.event, "Ruoka", "Kasvis")
    for number in range(count):
        row = make_attendee(meetup, f"Nimi {number}")
        answer(row, question, "Kasvis")
    board.get(people(meetup))

    with CaptureQueriesContext(connection) as asked:
        assert len(found(board, meetup)) == count
    assert len(asked) == LIST_QUERIES


LIST_QUERIES = 20


# --- the file


EVIL = '=HYPERLINK("http://x")'


def test_the_csv_has_no_formulas(board, meetup):
    question = make_question(meetup.event, "Mistä tulet?")
    answer(make_attendee(meetup, EVIL, party_size=2), question, "+358")

    file = board.get(people(meetup), {"export": "csv"})
    head, row = csv.reader(StringIO(file.getvalue().decode()))
    assert head[:3] == ["Nimi", "Sähköpostiosoite", "Henkilöitä"]
    assert head[-1] == "Mistä tulet?"
    assert (row[0], row[2], row[-1]) == (f"'{EVIL}", "2", "'+358")


def test_the_xlsx_has_texts_and_numbers(board, meetup):
    make_attendee(meetup, EVIL, party_size=2)
    make_attendee(meetup, "Jono", told_of_place_at=None)

    file = board.get(people(meetup), {"export": "xlsx", "state": "place"})
    sheet = load_workbook(BytesIO(file.getvalue())).active
    head, row = sheet.iter_rows()
    assert head[0].value == "Nimi"
    assert (row[0].value, row[0].data_type, row[2].value) == (EVIL, "s", 2)


# --- letters


def write(occurrence):
    return reverse("attendees:write", args=[occurrence.pk])


def preview(client, occurrence, query="", **fields):
    key = client.get(write(occurrence)).context["form"].initial["key"]
    given = {"subject": "Bussi", "text": "Bussi lähtee.\n\nKello 8.", "key": key}
    given |= fields
    response = client.post(f"{write(occurrence)}{query}", given)
    return response, given


def send(client, occurrence, query="", **fields):
    shown, given = preview(client, occurrence, query, **fields)
    given |= {"count": len(shown.context["receivers"]), "send": "1"}
    return client.post(f"{write(occurrence)}{query}", given), given


def test_a_letter_is_looked_at_before_it_goes(board, meetup):
    make_everybody(meetup)
    response, _given = preview(board, meetup)

    assertContains(response, "Bussi lähtee.")
    assertContains(response, "Lähetä 3 hengelle")
    assert not OutboxMail.objects.exists()


def test_a_letter_goes_once_to_each_who_comes_or_waits(board, meetup):
    make_everybody(meetup)
    _response, given = send(board, meetup)
    board.post(write(meetup), given)

    assert OutboxMail.objects.count() == 3
    [entry] = ModelLogEntry.objects.filter(action="events.letter")
    assert entry.data["count"] == 3


def test_a_letter_goes_to_those_who_were_filtered(board, meetup):
    make_everybody(meetup)
    send(board, meetup, "?state=waiting")
    send(board, meetup, "?state=cannot")
    shown, _given = preview(board, meetup, "?state=unconfirmed")

    names = {row.email: row.name for row in meetup.registrations.all()}
    got = sorted(names[row.to] for row in OutboxMail.objects.all())
    assert got == ["Este", "Jono"]
    assertContains(shown, "Kukaan tältä listalta ei saa kirjettä")


def test_a_letter_speaks_the_readers_language_around_the_words(board, meetup):
    make_attendee(meetup, "Åke", language="sv")
    send(board, meetup, text="<b>Bussi</b>")

    [row] = OutboxMail.objects.all()
    letter = message_from_bytes(bytes(row.content), policy=SMTP)
    text = letter.get_body(("plain",)).get_content()
    html = letter.get_body(("html",)).get_content()
    assert text.startswith("Hej Åke!")
    assert "<b>Bussi</b>" in text
    assert "&lt;b&gt;Bussi&lt;/b&gt;" in html


def test_a_number_that_changed_meanwhile_is_looked_at_again(board, meetup):
    make_attendee(meetup)
    _shown, given = preview(board, meetup)
    make_attendee(meetup, "Uusi")

    response = board.post(write(meetup), {**given, "count": 1, "send": "1"})
    assertContains(response, "Lähetä 2 hengelle")
    assert not OutboxMail.objects.exists()


def test_a_letter_without_words_is_kept_and_the_gap_is_told(board, meetup):
    make_attendee(meetup)
    response, _given = preview(board, meetup, text="")
    assertContains(response, "Kirjoita kirje.")
    assertContains(response, "Bussi")


# --- paper


def test_the_name_list_has_all_with_a_place_in_the_order_of_names(board, meetup):
    for name in ("Öst", "Åke"):
        make_attendee(meetup, name, party_size=2)
    make_attendee(meetup, "Jono", told_of_place_at=None)

    page = board.get(reverse("events:names", args=[meetup.slug, meetup.code]))
    assert [row.name for row in page.context["rows"]] == ["Åke", "Öst"]
    assertContains(page, "4 henkilöä")


def test_an_empty_name_list_says_what_comes_there(board, meetup):
    page = board.get(reverse("events:names", args=[meetup.slug, meetup.code]))
    assertContains(page, "Kenelläkään ei ole vielä paikkaa")


def test_the_name_list_is_a_paper_too(board, meetup):
    for name in ("Öst", "Åke"):
        make_attendee(meetup, name, party_size=2)

    page = board.get(reverse("events:names_pdf", args=[meetup.slug, meetup.code]))

    words = words_of(page.content)
    assert "4 henkilöä" in words
    assert words.index("Åke") < words.index("Öst")
