"""An application on paper, entered by the board."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import history
from membership import applying, deciding
from membership.models import Application, ApplicationState, Member
from tests.support.membership import (
    decide,
    mails,
    make_application,
    make_decision,
    make_member,
    make_wish,
)

pytestmark = pytest.mark.django_db

PAGE = "/admin/applications/paper/"
FORM = {
    "who": "voting",
    "first_names": "Aino",
    "last_name": "Paperinen",
    "municipality": "Kajaani",
    "email": "",
    "language": "fi",
}


def send(board, **fields):
    came_on = timezone.localdate() - timedelta(days=3)
    return board.post(PAGE, {**FORM, "came_on": str(came_on), **fields})


def test_the_board_enters_a_signed_paper_and_it_waits_without_any_mail(board):
    response = send(board)

    application = Application.objects.get()
    assert response.url == f"/admin/applications/inspect/{application.pk}/"
    assert application.state == ApplicationState.WAITING
    assert (application.on_paper, application.entered_by) == (True, board.user)
    assert not mails()
    [line] = history.lines(application)
    assert line.by == board.user


def test_b2_a_member_without_an_address_is_accepted_and_the_board_told_of_the_bill(
    board,
):
    send(board)

    answer = decide(board, "accept", Application.objects.get())

    member = Member.objects.get()
    assert (member.email, member.user, member.number) == ("", None, 1)
    assert not mails()
    words = [str(one) for one in answer.wsgi_request._messages]
    assert any("Anna lasku paperilla" in one for one in words)


def test_two_without_an_address_and_with_one_name_are_two_when_the_board_says_so(board):
    send(board)

    assert "odottaa jo" in send(board).content.decode()
    send(board, is_another="on")

    assert Application.objects.count() == 2
    members = [
        deciding.accept(one, make_decision(), at=timezone.now())
        for one in Application.objects.all()
    ]
    assert sorted(one.number for one in members) == [1, 2]
    assert "on jo jäsen" in send(board).content.decode()


def test_a_paper_confirms_what_was_sent_by_the_form_and_not_confirmed(board):
    applying.submit(
        make_wish(last_name="Paperinen", first_names="Aino", email="a@x.example"),
        at=timezone.now(),
    )

    send(board, email="A@x.example")

    application = Application.objects.get()
    assert application.state == ApplicationState.WAITING
    assert application.on_paper


@pytest.mark.parametrize("known", [make_application, make_member])
def test_who_is_known_by_the_address_is_not_entered_twice(board, known):
    known(last_name="Paperinen", first_names="Aino", email="a@x.example")

    assert send(board, email="a@x.example").status_code == 200
    assert Application.objects.count() == 1


def test_an_organisation_on_paper_needs_its_name_and_business_id(board):
    refused = send(board, who="organisation")
    assert list(refused.context["form"].errors) == ["organisation", "business_id"]

    send(board, who="organisation", organisation="Ry", business_id="1572860-0")

    application = Application.objects.get()
    assert (application.kind, application.business_id) == ("supporting", "1572860-0")


@pytest.mark.parametrize(
    "fields",
    [
        {"who": "honorary"}, {"first_names": ""}, {"last_name": "x" * 101},
        {"municipality": "Atlantis"}, {"email": "a@"}, {"came_on": "huomenna"},
        {"came_on": str(timezone.localdate() + timedelta(days=400))},
        {"language": "xx"}, {"first_names": "\0"},
    ],
)  # fmt: skip
def test_bad_input_gets_a_sentence_beside_the_field(board, fields):
    response = send(board, **fields)

    assert list(response.context["form"].errors) == list(fields)
    assert not Application.objects.exists()


def test_who_may_not_decide_finds_no_such_page(treasurer):
    assert treasurer.get(PAGE).status_code == 404


def test_many_are_accepted_in_one_go_and_each_is_in_the_history(board):
    applications = [make_application() for _number in range(3)]

    decide(board, "accept", *applications)

    for member in Member.objects.all():
        lines = history.lines(member)
        assert [one.words for one in lines] == ["Hyväksytty jäseneksi"]
        assert lines[0].decision == "Hallitus 12/2026 § 4"


def test_b3_money_of_a_rejected_applicant_waits_for_the_treasurer(board):
    from membership import rejected_money
    from payments.billing import Payer, withdraw_bill
    from tests.support.payments import make_bill

    application = make_application(email="maksoi@esimerkki.example")
    bill = make_bill("b3", purpose="due", payer=Payer("Maksaja", application.email))
    now = timezone.now()
    attempt = bill.attempts.create(
        number=1, amount_cents=2000, key="b3", params={}, created_at=now, expires_at=now
    )
    withdraw_bill(bill, at=now)
    attempt.payments.create(
        provider="stripe", provider_id="pi_b3", amount_cents=2000, currency="eur",
        paid_at=now, recorded_at=now, livemode=False, mismatch="withdrawn",
    )  # fmt: skip
    assert not rejected_money.payments().exists()

    deciding.reject(application, make_decision(), reason="Syy.", at=now)

    assert rejected_money.payments().count() == 1
