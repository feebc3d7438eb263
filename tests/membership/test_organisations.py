"""Associations and companies apply, and become supporting members."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from membership import applying, deciding
from membership.deciding import DecidingError
from membership.models import Application, Due, Member
from tests.support.membership import (
    filled_in,
    links_in,
    mails,
    make_application,
    make_decision,
    make_wish,
    text_of,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/liity/?as=organisation"
ORGANISATION = {
    "organisation": "Kainuun Vanhemmat ry",
    "business_id": "1572860-0",
    "kind": "supporting",
}


def send(client, **fields):
    form = {**filled_in(**{**ORGANISATION, **fields})}
    return client.post(ADDRESS, form)


def make_organisation(**fields):
    return make_application(**{**ORGANISATION, "last_name": "Harju", **fields})


def accept(application):
    return deciding.accept(application, make_decision(), at=timezone.now())


def test_the_form_of_a_person_leads_to_that_of_an_organisation_without_script(client):
    page = client.get("/liity/").content.decode()
    assert 'href="/liity/?as=organisation"' in page

    form = client.get(ADDRESS).context["form"]
    assert list(form.fields)[:2] == ["organisation", "business_id"]
    assert "kind" not in form.fields


def test_an_organisation_applies_as_a_supporting_member_with_a_contact_person(client):
    response = send(client)

    application = Application.objects.get()
    assert response.url == "/liity/kiitos/"
    assert application.full_name == "Kainuun Vanhemmat ry"
    assert application.contact_name == "Satu Maaria Harju"
    assert application.kind == "supporting"
    assert application.name_key.startswith("kainuun")
    page = client.get(links_in(mails("application-confirm")[0])[0]).content.decode()
    assert "1572860-0" in page
    assert "Kainuun Vanhemmat ry" in page


@pytest.mark.parametrize(
    "typed", ["15728600", "FI15728600", " 1572860 - 0 ", "fi 15728600"]
)
def test_a_business_id_may_be_written_in_any_way(client, typed):
    send(client, business_id=typed)

    assert Application.objects.get().business_id == "1572860-0"


@pytest.mark.parametrize(
    "fields",
    [
        {"organisation": ""},
        {"business_id": ""},
        {"business_id": "1572860-1"},
        {"business_id": "x" * 5000},
        {"business_id": "1\0"},
        {"organisation": "https://osta.example"},
        {"first_names": ""},
        {"municipality": ""},
    ],
    ids="-".join,
)
def test_b1_what_is_missing_or_wrong_gets_a_sentence_and_nothing_is_kept(
    client, fields
):
    response = send(client, **fields)

    assert list(response.context["form"].errors) == list(fields)
    assert not Application.objects.exists()


def test_b2_an_accepted_organisation_has_a_number_and_owes_the_supporters_due():
    member = accept(make_organisation())

    assert (member.full_name, member.number) == ("Kainuun Vanhemmat ry", 1)
    assert Due.objects.get().amount_cents == 10000
    [mail] = mails("application-accepted")
    assert "Kainuun Vanhemmat ry on hyväksytty jäseneksi" in text_of(mail)
    assert Due.objects.get().bill.payer_name == "Kainuun Vanhemmat ry"


def test_b4_an_organisation_that_applies_again_under_a_longer_name_is_the_same():
    first = make_organisation(email="info@kainuu.example")
    wish = make_wish(**{**ORGANISATION, "organisation": "Kainuun Vanhemmat r.y.",
                        "email": "info@kainuu.example"})  # fmt: skip

    applying.submit(wish, at=timezone.now())

    assert Application.objects.get() == first
    assert len(mails("application-known")) == 1


def test_an_organisation_is_a_member_once_whoever_writes_for_it():
    accept(make_organisation(email="eka@kainuu.example"))
    second = make_organisation(email="toka@kainuu.example")

    with pytest.raises(DecidingError, match="on jo jäsen numerolla 1"):
        accept(second)
    assert Member.objects.count() == 1


@pytest.mark.parametrize(
    "change", [{"business_id": ""}, {"organisation": ""}, {"kind": "voting"}],
    ids="-".join,
)  # fmt: skip
def test_the_database_refuses_half_an_organisation(change):
    application = make_organisation()

    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(**change)
